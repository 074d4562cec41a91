"""What runs in a process that reads an archive, or a part of it, for the one that imports it (reading_apart.py).

Its frames (relate/apart.py) are values of `marshal`. Where several read, what one of them shares with the others goes
through the one that imports, and its rows wait for their turn.
"""

from __future__ import annotations

import marshal
import os
import pickle
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, BinaryIO, Final, cast

from relate.apart import frame, listening, of_this_process, packed, send
from relate.domain.records import Record, Skipped
from relate.importers.archive import Archive, Importer
from relate.importers.side_by_side import Part, Reading, ReadSideBySide, Shared, heard
from relate.importers.source import Source
from relate.services.cycles import look_less_often
from relate.services.dropped import Dropped
from relate.services.records_apart import Plain, Plainly

ROWS, END, FAILED, SHARED = 1, 2, 3, 4
MOST_VALUES: Final = 300
MOST_CHARACTERS: Final = 500_000
"""Of one frame; one row more at most. What a thousand rows tell is out of the processor's caches when it is staged."""
_FIRST_VALUES: Final = 32
"""Of the first frame, so that whoever stages them has something to do soon; of each further one twice as many."""
PROGRESS_BYTES: Final = 4_000_000
_IN_MEMORY: Final = 1 << 20
_LATER_PARTS: Final = 5
"""Steps of priority: about a third of the time of others."""

Frame = tuple[int, str, int, list[Plain]]
"""(ROWS, file, bytes read so far, what its rows told), then END; FAILED in the place of any of them is the last."""
SharedFrame = tuple[int, str, int, tuple[bytes, bool]]
"""(SHARED, "", bytes read so far, what a part knows and whether only the first part is to hear it)."""
YOUR_TURN: Final = marshal.dumps(None)
"""What a part is told when the one before it has ended. All else that it is told is what every part knows."""


def order(dropped: Dropped, source: int, archive: Archive, importer: Importer, part: Part | None = None) -> bytes:
    """What `main` is told: what was dropped, which of its sources, what of it, which part where it is not all, and who
    reads that, so that no other importer is loaded for it. Without what no reader asks: what is left alone may be a
    million photos."""
    return packed(pickle.dumps((dropped, source, archive._replace(counts=(), unread=()), importer, part)))


def main() -> int:
    """Read what is asked for; 0 when all of it was told."""
    look_less_often()
    asked, out = of_this_process()
    try:
        dropped, number, archive, importer, part = pickle.loads(frame(asked))  # noqa: S301 - of the process that started this one
        others = _Others()
        listening(asked, others.hear)
        source = dropped.opened()[0][number]
        source.watched = _Progress(source, out).look
        if part is None:
            for one in _frames(source, importer.read(source, archive)):
                _send(out, one)
        else:
            _read_part(source, archive, importer, part, out, others)
    except BrokenPipeError:
        return 1
    except BaseException:  # noqa: BLE001 - the other process reads it again by itself, and meets what happened here
        with suppress(OSError):
            _send(out, (FAILED, "", 0, []))
        return 1
    return 0


class _Others:
    """The other parts, as far as this process hears of them."""

    def __init__(self) -> None:
        self._known: SimpleQueue[list[bytes]] = SimpleQueue()
        self.done = threading.Event()
        """All parts before this one have told their rows."""

    def hear(self, told: bytes) -> None:
        known = marshal.loads(told)  # noqa: S302 - of the process that started this one
        if known is None:
            self.done.set()
        else:
            self._known.put(known)

    def asked(self, reading: Reading, source: Source, out: IO[bytes]) -> Iterator[Record | Skipped]:
        """The records of a part, which hears from the others whenever it shares something."""
        told = next(reading, None)
        while told is not None:
            if isinstance(told, Shared):
                _send(out, (SHARED, "", source.bytes_read, (told.known, told.first_only)))
                told = heard(reading, self._known.get())
            else:
                yield told
                told = next(reading, None)


def _read_part(
    source: Source, archive: Archive, importer: Importer, part: Part, out: IO[bytes], others: _Others
) -> None:
    assert isinstance(importer, ReadSideBySide)
    frames = _frames(source, others.asked(importer.read_part(source, archive, part), source, out))
    if part.number:
        if sys.platform != "win32":
            # Where there are not cores enough, whoever is waited for goes first: the first part, and who stages it.
            os.nice(_LATER_PARTS)
        frames = _in_turn(frames, out, others)
    for one in frames:
        _send(out, one)


def _in_turn(frames: Iterator[Frame], out: IO[bytes], others: _Others) -> Iterator[Frame]:
    """While other parts have rows to tell before, those of this one wait in a file without a name."""
    from tempfile import SpooledTemporaryFile  # the first part needs none

    with cast("BinaryIO", SpooledTemporaryFile(max_size=_IN_MEMORY)) as waiting:
        for one in frames:
            if one[0] != END and not others.done.is_set():
                waiting.write(packed(marshal.dumps(one)))
                continue
            others.done.wait()
            waiting.seek(0)
            while told := waiting.read(_IN_MEMORY):
                send(out, told)
            yield one
            break
    yield from frames


class _Progress:
    """Says how far the reading is also while no row comes: X's names are read before the first."""

    def __init__(self, source: Source, out: IO[bytes]) -> None:
        self._source, self._out, self._told = source, out, 0

    def look(self) -> None:
        if self._source.bytes_read - self._told >= PROGRESS_BYTES:
            self._told = self._source.bytes_read
            _send(self._out, (ROWS, "", self._told, []))


def _frames(source: Source, records: Iterator[Record | Skipped]) -> Iterator[Frame]:
    plainly = Plainly()
    told: list[Plain] = []
    file = ""
    most = _FIRST_VALUES
    for record in records:
        if record.where.file != file or len(told) >= most or plainly.size >= MOST_CHARACTERS:
            if told:
                yield ROWS, file, source.bytes_read, told
                most = min(2 * most, MOST_VALUES)
            file, told, plainly.size = record.where.file, [], 0
        plainly.tell(record, told)
    yield ROWS, file, source.bytes_read, told
    yield END, "", source.bytes_read, []


def _send(out: IO[bytes], told: Frame | SharedFrame) -> None:
    send(out, packed(marshal.dumps(told)))
