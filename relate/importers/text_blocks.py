"""A file's bytes in blocks of whole lines: what address books and calendars have in common."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from io import IncrementalNewlineDecoder
from typing import BinaryIO, Final

_BLOCK: Final = 1 << 17
"""Bytes: so many are gone through again and again without leaving the processor's caches."""
_BOM: Final = codecs.BOM_UTF8
_LONGEST_LINE: Final = 1 << 16
"""Bytes; one that is longer is cut: a damaged file may be one line."""


def blocks(stream: BinaryIO, size: int = _BLOCK) -> Iterator[bytes]:
    """The file's bytes in UTF-8 or as they are, byte order marks dropped, each line ended by a bare line feed. A block
    of about `size` bytes ends where a line does, unless that is longer than 64 kB."""
    block = _lines(stream, size)
    recoded = _recoder(block)
    ends = IncrementalNewlineDecoder(None, translate=True)
    held = b""
    while block:
        block = held + recoded(block)
        held = b""
        if block.endswith(b"\r"):  # its line feed may stand in the next block
            block, held = block[:-1], b"\r"
        if b"\r" in block:
            # In one pass and half the time of replacing each; Latin-1 only stands for the bytes.
            block = ends.decode(block.decode("latin-1"), True).encode("latin-1")
        if _BOM[:1] in block and _BOM in block:  # also in the middle: files put together by hand
            block = block.replace(_BOM, b"")
        yield block
        block = _lines(stream, size)
    if held:
        yield b"\n"


def _lines(stream: BinaryIO, size: int) -> bytes:
    """The next bytes, up to the end of a line: the first block too ended in the middle of one, until a chat of over a
    megabyte had a name cut in two (2026-11-26)."""
    block = stream.read(size)
    return block + stream.readline(_LONGEST_LINE) if block else block


def _recoder(block: bytes) -> Callable[[bytes], bytes]:
    """What makes UTF-8 of UTF-16 across the edges of blocks; other bytes stay as they are."""
    start = block[:64]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif start.count(0) * 3 > len(start):
        encoding = "utf-16-be" if start[0] == 0 else "utf-16-le"
    else:
        return bytes
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    return lambda part: decoder.decode(part).encode("utf-8", "replace")
