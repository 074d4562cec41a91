"""Whether a file is a database of messages, told without opening it: SQLite would write beside it, and it may lie in a
zip. The names of its tables stand in the pages of its schema. Layout: sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

MAGIC: Final = b"SQLite format 3\x00"
_TABLES: Final = (b"tablemessagemessage", b"tablehandlehandle", b"tablechat_message_joinchat_message_join")
"""As they stand in the schema: what it is, its name, the table's name."""
_MOST_PAGES: Final = 5_000
_LARGEST_PAGE: Final = 65_536
_INTERIOR: Final = 0x05
_BLOCK: Final = 1 << 20


def holds_messages(stream: io.BufferedReader) -> bool:
    """Whether the schema has the tables of messages. Closes the stream."""
    missing = set(_TABLES)
    with stream:
        for text in _schema(stream) if stream.seekable() else _everything(stream):
            missing = {one for one in missing if one not in text}
            if not missing:
                return True
    return False


def _schema(stream: io.BufferedReader) -> Iterator[bytes]:
    """The pages of the tree that holds the schema, which begins in the first page of the file."""
    head = stream.read(100)
    if not head.startswith(MAGIC):
        return
    size = int.from_bytes(head[16:18], "big")
    size = _LARGEST_PAGE if size == 1 else size
    if size < len(head):
        return
    waiting, seen = [1], {1}
    while waiting and len(seen) < _MOST_PAGES:
        number = waiting.pop()
        stream.seek((number - 1) * size)
        page = stream.read(size)
        yield page
        for child in _children(page, 100 if number == 1 else 0):
            if child and child not in seen:
                seen.add(child)
                waiting.append(child)


def _children(page: bytes, begins: int) -> Iterator[int]:
    if len(page) < begins + 12 or page[begins] != _INTERIOR:
        return
    yield int.from_bytes(page[begins + 8 : begins + 12], "big")
    for cell in range(int.from_bytes(page[begins + 3 : begins + 5], "big")):
        pointer = begins + 12 + 2 * cell
        at = int.from_bytes(page[pointer : pointer + 2], "big")
        if 0 < at <= len(page) - 4:
            yield int.from_bytes(page[at : at + 4], "big")


def _everything(stream: io.BufferedReader) -> Iterator[bytes]:
    """What cannot be walked is read through."""
    carry = b""
    while data := stream.read(_BLOCK):
        yield carry + data
        carry = data[-64:]
