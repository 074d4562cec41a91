"""What was found in mails, in a file without a name (it goes with the program): it is read several times."""

from __future__ import annotations

import marshal
import struct
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple, cast

from relate.domain.moments import Moment
from relate.importers.mail.heads import Line
from relate.importers.mail.times import sent_at
from relate.importers.mail.words import plain

LEFT_OUT: Final = 5
"""Values of what was left out; what waits has more."""
SHOWN: Final = 300
_IN_MEMORY: Final = 1 << 18
_AT_ONCE: Final = 250
_LENGTH: Final = struct.Struct("<I")


class Waiting(NamedTuple):
    """A mail that may be one between people. file: the number of its file. start, body, end: offsets in that file.
    sent: its folder or label says that the owner sent it. doubt: the reason for which it likely is none, "" without
    one. key: what tells it from all others. line: its From_ line. lines: see heads.py."""

    file: int
    row: int
    start: int
    body: int
    end: int
    sent: bool
    doubt: str
    key: tuple[str, ...]
    line: bytes
    lines: list[bytes]

    def at(self, latest: int) -> Moment | None:
        """When it was sent. latest: UTC ms of the newest that can be."""
        return sent_at(self.lines[Line.DATE], self.line, self.lines[Line.RECEIVED], latest)


class Kept:
    """Tuples of plain values, in the order in which they were kept."""

    def __init__(self) -> None:
        self._file: BinaryIO = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115
        self._batch: list[tuple[object, ...]] = []

    def keep(self, values: tuple[object, ...]) -> None:
        """Behind everything else, before any of it is asked for."""
        self._batch.append(values)
        if len(self._batch) >= _AT_ONCE:
            self._flush()

    def entries(self) -> Iterator[tuple[Any, ...]]:
        """All of them, as often as asked for."""
        self._flush()
        self._file.seek(0)
        while length := self._file.read(_LENGTH.size):
            yield from marshal.loads(self._file.read(*_LENGTH.unpack(length)))  # noqa: S302 - what was written here

    def close(self) -> None:
        self._file.close()

    def _flush(self) -> None:
        if self._batch:
            told = marshal.dumps(self._batch)
            self._file.write(_LENGTH.pack(len(told)))
            self._file.write(told)
            self._batch = []


def as_it_stood(values: list[bytes]) -> str:
    """Who and what about, for the list of what was left out."""
    return plain(b"\n".join(values[line] for line in (Line.FROM, Line.SUBJECT, Line.DATE) if values[line])[:SHOWN])
