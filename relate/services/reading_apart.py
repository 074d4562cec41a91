"""Large archives are read in processes of their own, while this one stages what they tell.

Reading takes as long as staging and needs nothing of the library: so all cores work, and the window has this
process's Python for itself. The other process gets what was dropped and gives plain values back (records_apart.py);
it knows no library and writes nothing. Where it cannot be had the archive is read here, to the same end.

An archive that may be cut (importers/side_by_side.py) is read by several at once, each a part. What they share goes
through this process, and their rows come one part after the other: what is staged is what one process alone tells.
"""

from __future__ import annotations

import marshal
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Full, Queue
from typing import Final, cast

from relate.apart import Process, command
from relate.domain.errors import KnownError
from relate.importers.archive import Archive
from relate.importers.side_by_side import ReadSideBySide
from relate.importers.source import Source
from relate.invocation import READ_APART
from relate.services.dropped import Dropped
from relate.services.reading_process import END, ROWS, SHARED, YOUR_TURN, Frame, SharedFrame, order
from relate.services.records_apart import Plain

FROM_BYTES: Final = 6_000_000
"""Smaller archives are read sooner than a process starts and hands over."""
MOST_PROCESSES: Final = 4
"""So many read one archive at most: each holds some forty megabytes, and this process can stage no more."""
_WAITING: Final = 4
"""Frames that are read ahead."""
_EXPECTED_SECONDS: Final = 60.0
"""How long processes wait for files that hang over the window, or hung over it and went away again."""
_LOOK: Final = 0.1
"""Seconds after which it is looked whether anybody still wants the archive."""


class NotRead(Exception):
    """The other process could not read the archive: it is to be read here."""


class Ready:
    """Processes that wait for an archive."""

    def __init__(self) -> None:
        self._waiting: list[_Process] = []

    def start(self) -> None:
        """As many as may read one archive, where they can be started."""
        with suppress(OSError):
            while len(self._waiting) < _most_processes():
                self._waiting.append(_Process())

    def one(self) -> _Process:
        """One that waits, else a new one. Raises OSError where it cannot be started."""
        while self._waiting:
            process = self._waiting.pop(0)
            if not process.ended:
                return process
            _end([process])
        return _Process()

    def let_go(self) -> None:
        """End those that nobody asked for."""
        _end(self._waiting)
        self._waiting.clear()


class Expected:
    """Processes that wait for files which are still on their way: a process takes a tenth of a second to load. Any
    thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready = Ready()
        self._timer: threading.Timer | None = None
        self._is_over = False

    def start(self, paths: Sequence[Path]) -> None:
        """Have them wait, if these files are to be read by others. Where nobody takes them they go after a while."""
        if not _can_start() or _bytes_of_files(paths) < FROM_BYTES:
            return
        with self._lock:
            if not self._is_over:
                self._ready.start()
                self._stop_clock()
                self._timer = threading.Timer(_EXPECTED_SECONDS, self.let_go)
                self._timer.daemon = True
                self._timer.start()

    def take(self) -> Ready:
        """Those that wait, if any: the caller's from now on."""
        with self._lock:
            self._stop_clock()
            taken, self._ready = self._ready, Ready()
            return taken

    def let_go(self) -> None:
        """End those that nobody took."""
        self.take().let_go()

    def close(self) -> None:
        """End them, and start none any more."""
        with self._lock:
            self._is_over = True
        self.let_go()

    def _stop_clock(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


@contextmanager
def ready(paths: Sequence[Path], expected: Expected) -> Iterator[Ready]:
    """Processes that may be needed for what was dropped: they load what they need while it is found out what it is, for
    which this one may have to load every importer. None is left at the end, whatever happens. expected: some may wait
    already."""
    waiting = expected.take()
    if _can_start() and _bytes_of_files(paths) >= FROM_BYTES:
        waiting.start()
    try:
        yield waiting
    finally:
        waiting.let_go()


def _can_start() -> bool:
    return bool(sys.executable) and _most_processes() > 1


def _most_processes() -> int:
    return min(os.cpu_count() or 1, MOST_PROCESSES)


def _bytes_of_files(paths: Sequence[Path]) -> int:
    """Without what lies in folders, which would have to be looked through."""
    total = 0
    for path in paths:
        with suppress(OSError):
            total += path.stat().st_size if path.is_file() else 0
    return total


@contextmanager
def begun(
    dropped: Dropped, sources: Sequence[Source], source: Source, archive: Archive, waiting: Ready
) -> Iterator[ReadingApart | None]:
    """Reading an archive of what was dropped in a process of its own; None where it is to be read here. The process is
    gone at the end, whatever happens. waiting: processes that may be taken for it; those that are not are let go."""
    apart = None
    # What lies in a zip inside a zip was unpacked for this process, and would be once more for that one.
    if source.total_bytes(archive.members) >= FROM_BYTES and _can_start() and not any(one.depth for one in sources):
        number = list(sources).index(source)
        with suppress(OSError):
            apart = ReadingApart(_orders(dropped, number, source, archive), archive.title, waiting)
    waiting.let_go()
    try:
        yield apart
    finally:
        if apart is not None:
            apart.stop()


def _orders(dropped: Dropped, number: int, source: Source, archive: Archive) -> list[bytes]:
    """What the processes are told: one for each part that is read side by side, one alone where one reads all."""
    from relate.importers import registry  # loads every importer

    importer = registry.importer(archive.source_id)
    parts = importer.parts(source, archive, _most_processes()) if isinstance(importer, ReadSideBySide) else ()
    several = parts if len(parts) > 1 else (None,)
    return [order(dropped, number, archive, importer, part) for part in several]


class ReadingApart:
    """One archive that is read by other processes, one for each order. Raises OSError where they cannot be started."""

    def __init__(self, orders: Sequence[bytes], title: str, waiting: Ready) -> None:
        """waiting: whom it takes before it starts others."""
        self._title = title
        self._told: Queue[tuple[int, bytes]] = Queue(_WAITING * len(orders))
        self._processes: list[_Process] = []
        try:
            for number, wanted in enumerate(orders):
                self._processes.append(waiting.one())
                self._processes[-1].read(number, wanted, self._told)
        except OSError:
            self.stop()
            raise

    def frames(self, check: Callable[[], None]) -> Iterator[Frame]:
        """What they read, in the order of the archive, each with the bytes that all of them have read so far. check is
        called in between and may raise.

        Raises NotRead where it is to be read here, KnownError where a process was ended by somebody.
        """
        read = [0] * len(self._processes)
        shared: dict[int, tuple[bytes, bool]] = {}
        turn = 0
        while turn < len(read):
            check()
            try:
                number, told = self._told.get(timeout=_LOOK)
            except Empty:
                continue
            if number < turn:  # it has told everything, and is gone
                continue
            if not told:
                raise KnownError(
                    f"{self._title} was not read to its end: the process that read it was ended, perhaps because the"
                    " computer has too little memory. Nothing of it was kept; drop it again."
                )
            frame: Frame | SharedFrame = marshal.loads(told)  # noqa: S302 - of a process that this one started
            what, file, bytes_read, rows = frame
            read[number] = max(read[number], bytes_read)
            if what == ROWS:
                yield ROWS, file, sum(read), cast("list[Plain]", rows)
            elif what == SHARED:
                shared[number] = cast("tuple[bytes, bool]", rows)
                if len(shared) == len(read):
                    self._hand_round(shared)
                    shared.clear()
            elif what == END:
                turn += 1
                if turn < len(read):
                    self._processes[turn].hear(YOUR_TURN)
            else:
                raise NotRead

    def _hand_round(self, shared: Mapping[int, tuple[bytes, bool]]) -> None:
        """Tell the parts what each of them knows."""
        everything = marshal.dumps([shared[number][0] for number in range(len(shared))])
        nothing = marshal.dumps([])
        for number, process in enumerate(self._processes):
            _, first_only = shared[number]
            process.hear(nothing if first_only and number else everything)

    @property
    def processes(self) -> int:
        """How many read it."""
        return len(self._processes)

    @property
    def ended(self) -> bool:
        """Whether all the processes are gone."""
        return all(process.ended for process in self._processes)

    def stop(self) -> None:
        """End the processes that still run, and wait for them."""
        _end(self._processes)


class _Process(Process):
    """A process that reads, and what it tells. Raises OSError where it cannot be started."""

    def __init__(self) -> None:
        super().__init__(_command())

    def read(self, number: int, wanted: bytes, told: Queue[tuple[int, bytes]]) -> None:
        """Have it read what is wanted. told: where its frames go, with its number; b"" when nothing more comes."""
        self._number, self._told = number, told
        self.tell_first(wanted)

    def take(self, told: bytes) -> None:
        while not self.stopped.is_set():
            with suppress(Full):
                self._told.put((self._number, told), timeout=_LOOK)
                return


def _end(processes: Sequence[_Process]) -> None:
    for process in processes:
        process.end()
    for process in processes:
        process.wait()


def _command() -> list[str]:
    return command(READ_APART)
