"""A line out of a longer text, as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from relate.store.search_words import pattern, places

LONGEST: Final = 120
"""Characters of a message shown as evidence."""
READ: Final = 4000


def around(text: str, words: Sequence[str]) -> str:
    """A line of a text, begun so that the first of the words is in it."""
    line = " ".join(text[:READ].split())
    if len(line) <= LONGEST:
        return line
    found = [place for word in words for place in places(pattern(word), line)]
    begin = max(min((start for start, _ in found), default=0) - LONGEST // 3, 0)
    begin = line.find(" ", begin) + 1 if begin else 0
    cut = line[begin : begin + LONGEST].rstrip()
    return ("… " if begin else "") + cut + ("…" if begin + LONGEST < len(line) else "")
