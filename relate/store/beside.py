"""Another process that reads for long work of the writer, on a connection of its own: it has its own Python, so that
both work at once and the window waits for neither.

It is no more than a piece or two ahead, and so has little to do again when a command of the user came in between. Where
there is none, or it is gone, whoever asked it does by himself what it was asked for.
"""

from __future__ import annotations

import gc
import os
import pickle
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from peewee import SqliteDatabase

from relate.apart import Process, command, frame, listening, of_this_process, packed, send
from relate.invocation import WORK_BESIDE
from relate.store.connection import open_to_read

AHEAD: Final = 2
"""So many pieces it is asked for at a time: one waits while it works on the other."""
LOOK: Final = 0.02
"""Seconds after which whoever waits for a piece lets others go first."""
_OBJECTS: Final = 50_000
"""Made between two looks for cycles: there are none in a piece."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class There:
    """Where work is done beside: the connection it reads with, and what is kept there for the work that follows."""

    database: SqliteDatabase
    kept: dict[type, Any] = field(default_factory=dict)


class Gone(Exception):
    """It is not there any more, or could not do it: that is to be done here."""


class Beside:
    """One other process for a library, once it is started. Asked by one thread; to be closed."""

    def __init__(self, library: Path | None) -> None:
        """library: None where there is never to be one: work that is a single transaction, which no other connection
        sees."""
        self._library = library
        self._process: _Process | None = None

    @property
    def is_there(self) -> bool:
        return self._process is not None and not self._process.is_over

    @property
    def number(self) -> int | None:
        """By which the system knows it."""
        return None if self._process is None else self._process.number

    def start(self) -> None:
        """Have one, unless one was started before or cannot be. A moment later it has begun to work."""
        library, self._library = self._library, None
        if library is not None and (os.cpu_count() or 1) > 1:
            with suppress(OSError):
                self._process = _Process(command(WORK_BESIDE), packed(pickle.dumps(library)))

    def begin(self, work: Callable[Concatenate[There, P], T], *told: P.args, **_: P.kwargs) -> Future[T]:
        """Have a function of a module done there, after all it was asked for before. The future may carry Gone."""
        if self._process is None:
            gone: Future[T] = Future()
            gone.set_exception(Gone())
            return gone
        return self._process.begin(pickle.dumps((work, told), pickle.HIGHEST_PROTOCOL))

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._library = None
        if self._process is not None:
            self._process.end()
            self._process.wait()


@contextmanager
def reading_beside(database: SqliteDatabase) -> Iterator[Beside]:
    """What reads beside the one that writes this library."""
    beside = Beside(Path(database.database).absolute())
    try:
        yield beside
    finally:
        beside.close()


class _Process(Process):
    def __init__(self, program: list[str], order: bytes) -> None:
        self._lock = threading.Lock()
        self._asked: deque[Future[Any]] = deque()
        self.is_over = False
        super().__init__(program, order)

    def begin(self, told: bytes) -> Future[Any]:
        future: Future[Any] = Future()
        with self._lock:
            if self.is_over:
                future.set_exception(Gone())
                return future
            self._asked.append(future)
        self.hear(told)
        return future

    def take(self, told: bytes) -> None:
        with self._lock:
            if told:
                futures = [self._asked.popleft()]
            else:
                self.is_over = True
                futures = list(self._asked)
        is_done, answer = False, None
        with suppress(Exception):  # what is no answer is none
            is_done, answer = pickle.loads(told) if told else (False, None)  # noqa: S301 - of the process that this one started
        for future in futures:
            if is_done:
                future.set_result(answer)
            else:
                future.set_exception(Gone())


def main() -> int:
    """What the other process does: one thing after the other that it is asked for, until nobody asks any more."""
    asked, out = of_this_process()
    gc.set_threshold(_OBJECTS)
    if not (order := frame(asked)):
        return 1
    library = pickle.loads(order)  # noqa: S301 - here and below: of the process that started this one
    waiting: SimpleQueue[bytes] = SimpleQueue()
    listening(asked, waiting.put)
    there = There(open_to_read(library, once=True))
    while True:
        answer = _done(there, waiting.get())
        with suppress(BrokenPipeError):  # who asked is gone, and so is this one
            send(out, packed(answer))


def _done(there: There, asked: bytes) -> bytes:
    """What became of it, packed: whether it was done, and the answer."""
    try:
        work, told = pickle.loads(asked)  # noqa: S301
        return pickle.dumps((True, work(there, *told)), pickle.HIGHEST_PROTOCOL)
    except Exception:  # noqa: BLE001 - who asked does it himself, and meets what happened here
        return pickle.dumps((False, None))
