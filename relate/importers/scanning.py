"""Looking through the bytes of a file of any length for short marks, many times as fast as reading it.

For what must be known of a whole conversation before its first message is told: who writes in it, whose it is. What
a scan misses (another encoding, a damaged place) the reading itself meets and says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.importers.source import Member, Source

_BLOCK: Final = 1 << 20
LONGEST: Final = 2048
"""Bytes of a mark; a longer one may be missed where two blocks meet."""


def distinct(source: Source, member: Member, mark: re.Pattern[bytes], most: int = sys.maxsize) -> dict[bytes, None]:
    """What the mark's group holds wherever it matches, each once, in the order of the file. most: bytes that are looked
    through."""
    told: dict[bytes, None] = {}
    for text in _texts(source, member):
        told.update(dict.fromkeys(mark.findall(text)))
        most -= len(text)
        if most <= 0:
            break
    return told


def found(source: Source, member: Member, mark: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """Each place where the mark matches, in the order of the file; the end of a file that breaks off is its end.

    A match across two blocks comes once; one that lies in the last LONGEST bytes of a block may come twice.
    """
    for text in _texts(source, member):
        yield from mark.finditer(text)


def _texts(source: Source, member: Member) -> Iterator[bytes]:
    """The file block by block, each with the end of the one before it."""
    try:
        with source.peek(member) as stream:
            rest = b""
            while block := stream.read(_BLOCK):
                text = rest + block
                yield text
                rest = text[-LONGEST:]
    except UnreadableSource:
        return
