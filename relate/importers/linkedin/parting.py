"""A large file of messages is read by several processes, cut between two of its rows.

Which line end is one between rows is told by the quotes before it, whose number is even there. So it is in every table
that is whole; whoever reads up to a cut finds out whether it is in this one (`ends_as_told`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from relate.importers.linkedin.files import Known, Part
from relate.importers.side_by_side import TO_ITS_END, Stretch, cut
from relate.importers.side_by_side import Part as Share
from relate.importers.table import Shape, Table

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LEAST_PART: Final = 8_000_000
"""Bytes that take some times as long to read as a process to start."""
_BLOCK: Final = 1 << 17


def shares(files: Sequence[tuple[int, Known]], most: int) -> list[Share]:
    """Parts of about as many bytes each of files with their numbers in the archive, in the order in which they are
    read; a single one where they are read by one alone."""
    if not any(file.part is Part.PROFILE for _, file in files):  # any row may be the first that tells of the owner
        most = 1
    divisible = {place for place, (_, file) in enumerate(files) if _can_be_cut(file)}
    return [
        Share(part.number, tuple(one._replace(member=files[one.member][0]) for one in part.stretches))
        for part in cut([file.member for _, file in files], most if divisible else 1, LEAST_PART, divisible)
    ]


def _can_be_cut(file: Known) -> bool:
    """Messages as they are today: older ones are read by names that are learnt from all of them."""
    shape = file.shape
    return (
        file.part is Part.MESSAGES
        and file.member.size > LEAST_PART
        and shape.encoding.startswith("utf-8")
        and not shape.lines_before
        and not shape.headless
        and "recipientprofileurls" in shape.names()
    )


class Rows(io.RawIOBase):
    """The bytes of the rows of a table that begin in a stretch of its file, counted by their line ends.

    before: the number of the last row before them. last: of the last one among those that were given so far.
    """

    def __init__(self, stream: io.BufferedReader, stretch: Stretch) -> None:
        """stream: the file from its first byte on; closed with these. Raises UnreadableSource."""
        self._stream = stream
        self._stop = stretch.stop
        self._passed = 0
        self._quoted = False
        self._lines = 0
        self._ready = self._from(stretch.start) if stretch.start else b""
        self.before = self.last
        self._ended = bool(stretch.start) and (not self._ready or self._passed >= stretch.stop)
        self._ready = b"" if self._ended else self._up_to_stop(self._ready)

    @property
    def last(self) -> int:
        return max(self._lines - 1, 0)  # the first line is the header

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        if not self._ready and not self._ended:
            self._ready = self._up_to_stop(self._stream.read1(_BLOCK))
        view = memoryview(buffer).cast("B")
        given = self._ready[: len(view)]
        self._ready = self._ready[len(given) :]
        view[: len(given)] = given
        return len(given)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()

    def _from(self, start: int) -> bytes:
        """Some bytes from the first row on that begins at this place or later; none where the file ends before."""
        while block := self._stream.read1(_BLOCK):
            end = self._end_before(block, start)
            if end is not None and (rest := block[end:] or self._stream.read1(_BLOCK)):
                return rest
        return b""

    def _up_to_stop(self, block: bytes) -> bytes:
        """What of the next bytes of the file belongs to these rows."""
        if self._stop == TO_ITS_END or not block:
            return block
        end = self._end_before(block, self._stop)
        self._ended = end is not None
        return block[:end]

    def _end_before(self, block: bytes, place: int) -> int | None:
        """Where in the next bytes of the file the rows end that begin before this place; None where that is later."""
        begin, at = self._passed, max(place - 1 - self._passed, 0)
        self._passed += len(block)
        if at >= len(block):
            self._count(block)
            return None
        self._count(block[:at])
        while True:
            quote = block.find(b'"', at)
            line = -1 if self._quoted else block.find(b"\n", at, len(block) if quote < 0 else quote)
            if line >= 0:
                self._lines += 1
                self._passed = begin + line + 1
                return line + 1
            if quote < 0:
                return None
            self._quoted = not self._quoted
            at = quote + 1

    def _count(self, block: bytes) -> None:
        """The ends of rows among these bytes."""
        pieces = block.split(b'"')
        self._lines += sum([piece.count(b"\n") for piece in pieces[self._quoted :: 2]])
        self._quoted ^= not len(pieces) % 2


def rest_of(shape: Shape) -> Shape:
    """The shape of a table without its first rows."""
    return replace(shape, headless=True)


def ends_as_told(table: Table, rows: Rows) -> bool:
    """Whether the cut behind these rows, of which the table was read, is between two of them, and as many were before
    it as whoever reads behind it believes."""
    return table.ends_between_rows and table.last == rows.last
