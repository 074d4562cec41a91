"""A large address book is read by two processes, cut between two of its cards.

Which of its lines is between two cards is plain in a file as programs write them; whoever reads up to the cut finds out
whether it was so in this one, and the last part whether anything that one part knows would have mattered to another.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from relate.importers.archive import Archive
from relate.importers.side_by_side import TO_ITS_END, Part, Stretch, cut, whole
from relate.importers.source import Member, Source
from relate.importers.vcard.book import Passed
from relate.importers.vcard.lines import RawCard

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LEAST_PART: Final = 4_000_000
"""Bytes that take some times as long to read as a process to start."""
_FASTEST: Final = 2
"""So many read as fast as one process stages."""
_LOOKED_INTO: Final = 4_000_000
"""Bytes in which a card ends, if any does."""
_BLOCK: Final = 1 << 20
_END: Final = b"END:VCARD"
_BETWEEN: Final = re.compile(rb"\nEND:VCARD\r?\n(?=BEGIN:VCARD\r?\n)")


def shares(source: Source, archive: Archive, most: int) -> list[Part]:
    """Two parts of about as many bytes each of a book that lies in one large file on the disk, else one."""
    parts = cut(archive.members, min(most, _FASTEST), LEAST_PART, {0})
    here = source.on_disk(archive.members[0])
    if len(parts) < 2 or len(archive.members) > 1 or here is None or here.inside:
        return [whole(archive)]
    border = _between_cards(source, archive.members[0], parts[1].stretches[0].start)
    if border is None:
        return [whole(archive)]
    return [Part(0, (Stretch(0, 0, border),)), Part(1, (Stretch(0, border, TO_ITS_END),))]


def _between_cards(source: Source, member: Member, start: int) -> int | None:
    """Where the first card begins after this byte that stands there as most programs write it; None where that is
    nowhere near. In UTF-16 there is none."""
    with source.peek(member, start) as stream:
        found = _BETWEEN.search(stream.read(_LOOKED_INTO))
    return None if found is None else start + found.end()


def passed(source: Source, member: Member, stop: int) -> Passed:
    """What of a file is before this byte, if all cards stand there as most programs write them."""
    cards = lines = 0
    before = b""
    with source.peek(member) as stream:
        while stop > 0 and (block := stream.read(min(stop, _BLOCK))):
            stop -= len(block)
            lines += block.count(b"\n")
            cards += (before + block).count(_END)
            before = block[1 - len(_END) :]
    return Passed(cards, lines)


def ended(card: RawCard) -> Passed:
    """What of a file is read with a card."""
    return Passed(card.number, card.line + card.body.count(b"\n") + 1)


def opened(source: Source, member: Member, stretch: Stretch) -> io.BufferedReader:
    """The bytes of a stretch. Raises UnreadableSource, also while reading."""
    stream = source.open(member, start=stretch.start)
    if stretch.stop == TO_ITS_END:
        return stream
    return io.BufferedReader(_UpTo(stream, stretch.stop - stretch.start), _BLOCK)


class _UpTo(io.RawIOBase):
    """So many bytes of a stream, which is closed with them."""

    def __init__(self, stream: io.BufferedReader, length: int) -> None:
        self._stream, self._left = stream, length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        count = self._stream.readinto1(view[: self._left])
        self._left -= count
        return count

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
