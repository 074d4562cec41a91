"""Whom the user wants to meet, as he types it: "meet Ana Silva of Contoso" is a name and a company. English words."""

from __future__ import annotations

import re

_BEGINNING = re.compile(r"(?:i\s+want\s+to\s+|want\s+to\s+|to\s+)?(?:meet|know|get\s+to\s+know|find)\s+", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|at|from|with)\s+|\s*[,@]\s*|\s+[-–—]\s+", re.IGNORECASE)
LONGEST = 200


def parsed_wish(text: str) -> tuple[str, str]:
    """(name, company) of a typed wish; the company is empty where none is named."""
    said = " ".join(text[:LONGEST].split())
    if (begun := _BEGINNING.match(said)) is not None and said[begun.end() :]:
        said = said[begun.end() :]
    parts = _OF.split(said, maxsplit=1)
    if len(parts) == 2 and all(part.strip() for part in parts):
        return parts[0].strip(), parts[1].strip()
    return said.strip(" ,@"), ""
