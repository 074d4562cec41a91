"""Cards as QR codes of badges hold them, in a text that a scanner saved: "MECARD:N:Okafor,Maya;TEL:+44…;;".

One a line. Each becomes the lines of a vCard, which are read as all others are. Source: formats/contacts.md 6, and NTT
docomo's description of the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from relate.importers.text_blocks import blocks
from relate.importers.vcard.lines import RawCard, Stray

_CARD: Final = re.compile(rb"[ \t]*MECARD:(.*)", re.IGNORECASE)
_BEGIN: Final = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*MECARD:", re.IGNORECASE | re.MULTILINE)
_FIELD: Final = re.compile(r"([A-Za-z-]{1,12}):((?:[^\\;]|\\.)*)")
_ESCAPED: Final = re.compile(r"\\(.)")
_COMMA: Final = re.compile(r"(?<!\\),")
_LONGEST: Final = 16_000
_SAME: Final = frozenset({"TEL", "EMAIL", "ORG", "TITLE", "URL", "BDAY", "NICKNAME", "NOTE"})
_OTHERS: Final = {"MEMO": "NOTE", "TEL-AV": "TEL", "COMPANY": "ORG", "ROLE": "TITLE"}


def how_many(head: bytes) -> int:
    """How many such cards begin in a text that begins with one."""
    return len(_BEGIN.findall(head)) if _BEGIN.match(head.lstrip()) else 0


def mecards(stream: BinaryIO) -> Iterator[RawCard | Stray]:
    """The cards of a text in their order, as the lines of a vCard, and what stands between them."""
    number = line = 0
    for block in blocks(stream):
        for text in block.split(b"\n"):
            line += 1
            found = _CARD.match(text[:_LONGEST])
            if found is not None:
                number += 1
                yield RawCard(number, line, _as_vcard(found[1].decode("utf-8", "replace")).encode(), True)
            elif text.strip():
                yield Stray(line, text)
        line -= 1  # blocks end with their last line's end


def _as_vcard(text: str) -> str:
    lines = ["VERSION:3.0"]
    for name, value in _FIELD.findall(text):
        kind = _OTHERS.get(name.upper(), name.upper())
        if kind == "N":
            # "Family,given", or the whole name as it is said.
            parts = [_plain(part).strip() for part in _COMMA.split(value)]
            lines.append(f"FN:{_told(' '.join(part for part in reversed(parts) if part))}")
            lines += [f"N:{';'.join(map(_told, parts))}"] if len(parts) > 1 else []
        elif kind == "ADR":
            lines.append(f"ADR:;;{_told(_plain(value))};;;;")
        elif kind in _SAME and value.strip():
            lines.append(f"{kind}:{_told(_plain(value).strip())}")
    return "\n".join([*lines, ""])


def _plain(value: str) -> str:
    return _ESCAPED.sub(r"\1", value)


def _told(value: str) -> str:
    """As a vCard writes it."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", " ")
