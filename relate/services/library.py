"""The library as the window and the command line see it: one open file and the services on it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from concurrent.futures import Future
from pathlib import Path

from relate.domain.changes import ChangeSet
from relate.services.commanding import Commanding
from relate.services.history import History
from relate.services.importing import Imports
from relate.services.owner import Owner
from relate.services.people import People
from relate.services.readers import Readers
from relate.services.reconnecting import Reconnecting
from relate.services.settings import Settings
from relate.services.thread import Thread
from relate.services.timeline import Timeline
from relate.services.writer import Writer
from relate.store.writing import Database

Listener = Callable[[ChangeSet], None]
Clock = Callable[[], int]


def now_ms() -> int:
    """UTC milliseconds."""
    return time.time_ns() // 1_000_000


class Library:
    """One open library. Reads may be asked from any thread; what is written is written on one thread, in order."""

    def __init__(self, path: Path, clock: Clock = now_ms) -> None:
        """Open, or make, the library at `path`. Raises LibraryProblem with a sentence."""
        self.path = path
        self.clock = clock
        self._listeners: list[Listener] = []
        self.writer = Writer(path)
        try:
            self.readers = Readers(path)
            self.settings = Settings(self.writer, self.readers, self.changed)
            commanding = Commanding(self.writer, self.changed, clock)
            self.people = People(commanding, self.readers)
            self.timeline = Timeline(commanding, self.readers)
            self.thread = Thread(commanding, self.readers)
            self.owner = Owner(commanding, self.readers)
            self.imports = Imports(path, self.writer, self.readers, self.changed, clock)
            self.history = History(self.writer, self.readers, self.changed, clock, self.imports)
            self.reconnect = Reconnecting(self.writer, commanding, self.readers, self.settings)
            self._listeners.append(self.reconnect.notice)
            self.imports.mend()
        except BaseException:
            # The writer's thread would keep the process alive for ever.
            self.writer.close()
            raise

    @classmethod
    def open(cls, path: Path, clock: Clock = now_ms) -> Library:
        return cls(path, clock)

    def listen(self, listener: Listener) -> None:
        """Tell of every change, on the thread that made it."""
        self._listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        self._listeners.remove(listener)

    def changed(self, changes: ChangeSet) -> None:
        """Pass a change on to whoever listens."""
        for listener in tuple(self._listeners):
            listener(changes)

    def settled(self) -> None:
        """Wait until the writer has done everything it was given so far; for the command line and tests."""
        done: Future[None] = self.writer.do_long(_nothing, idle=True)
        done.result()

    def close(self) -> None:
        """Stop what is being read, finish what is being written, and leave one file behind."""
        self._listeners.clear()
        self.imports.stop()
        self.writer.close()
        self.imports.close()
        self.readers.close()


def _nothing(_database: Database) -> Generator[None, None, None]:
    yield from ()
