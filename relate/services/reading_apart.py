"""Large archives are read in a process of their own, while this one stages what it tells.

Reading takes as long as staging and needs nothing of the library: so both cores work, and the window has this
process's Python for itself. The other process gets what was dropped and gives plain values back (records_apart.py);
it knows no library and writes nothing. Where it cannot be had the archive is read here, to the same end.
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Full, Queue
from typing import Final

from relate.domain.errors import KnownError
from relate.importers import registry
from relate.importers.archive import Archive
from relate.importers.source import Source
from relate.invocation import READ_APART
from relate.services.reading_process import END, LENGTH, ROWS, Frame, order, send, whole

FROM_BYTES: Final = 6_000_000
"""Smaller archives are read sooner than a process starts and hands over."""
_WAITING: Final = 4
"""Frames that are read ahead."""
_LOOK: Final = 0.1
"""Seconds after which it is looked whether anybody still wants the archive."""


class NotRead(Exception):
    """The other process could not read the archive: it is to be read here."""


@contextmanager
def begun(
    paths: Sequence[Path], sources: Sequence[Source], source: Source, archive: Archive
) -> Iterator[ReadingApart | None]:
    """Reading an archive of what was dropped in a process of its own; None where it is to be read here. The process is
    gone at the end, whatever happens."""
    apart = None
    # What lies in a zip inside a zip was unpacked for this process, and would be once more for that one.
    if (
        source.total_bytes(archive.members) >= FROM_BYTES
        and sys.executable
        and (os.cpu_count() or 1) > 1
        and not any(one.depth for one in sources)
    ):
        with suppress(OSError):
            importer = registry.importer(archive.source_id)
            apart = ReadingApart(order(tuple(paths), list(sources).index(source), archive, importer), archive.title)
    try:
        yield apart
    finally:
        if apart is not None:
            apart.stop()


class ReadingApart:
    """A process that reads one archive. Raises OSError where it cannot be started."""

    def __init__(self, wanted: bytes, title: str) -> None:
        self._title = title
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._frames: Queue[bytes] = Queue(_WAITING)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._take, args=(wanted,), name="reading", daemon=True)
        self._thread.start()

    def frames(self, check: Callable[[], None]) -> Iterator[Frame]:
        """What it reads, in order. check is called in between and may raise.

        Raises NotRead where it is to be read here, KnownError where the process was ended by somebody.
        """
        while True:
            check()
            try:
                told = self._frames.get(timeout=_LOOK)
            except Empty:
                continue
            if not told:
                raise KnownError(
                    f"{self._title} was not read to its end: the process that read it was ended, perhaps because the"
                    " computer has too little memory. Nothing of it was kept; drop it again."
                )
            frame: Frame = marshal.loads(told)  # noqa: S302 - of the process that this one started
            if frame[0] == END:
                return
            if frame[0] != ROWS:
                raise NotRead
            yield frame

    @property
    def ended(self) -> bool:
        """Whether the process is gone."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """End the process, if it still runs, and wait for it."""
        self._stopped.set()
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _take(self, wanted: bytes) -> None:
        """Frames as they come, on a thread of its own: the other process goes on while this one stages."""
        to, back = self._process.stdin, self._process.stdout
        assert to is not None
        assert back is not None
        with suppress(OSError):
            send(to, wanted)
            while length := whole(back, LENGTH.size):
                told = whole(back, *LENGTH.unpack(length))
                if not told:
                    break
                self._give(told)
        self._give(b"")

    def _give(self, told: bytes) -> None:
        while not self._stopped.is_set():
            with suppress(Full):
                self._frames.put(told, timeout=_LOOK)
                return


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_APART]
    root = str(Path(__file__).resolve().parents[2])
    program = (
        f"import sys; sys.path.insert(0, {root!r}); from relate.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    return [sys.executable, "-P", "-c", program, READ_APART]
