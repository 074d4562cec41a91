"""A second thread that reads for long work of the writer, on a connection of its own: SQLite and numpy count there
while Python does here. It is no more than a piece or two ahead, and so stands still soon when a command of the user
goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from peewee import SqliteDatabase

from relate.store.connection import open_to_read

T = TypeVar("T")


class Beside(Protocol):
    """Takes one piece of work after the other."""

    def begin(self, work: Callable[[SqliteDatabase], T]) -> Future[T]:
        """work: is handed the connection it reads with."""
        ...


class InTurn:
    """No second thread: each is done at once, on the connection that writes. For work that is one transaction, which
    another connection does not see."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    def begin(self, work: Callable[[SqliteDatabase], T]) -> Future[T]:
        done: Future[T] = Future()
        done.set_result(work(self._database))
        return done


class _Thread:
    """Sees what was committed."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._reading = open_to_read(Path(database.database))
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside")

    def begin(self, work: Callable[[SqliteDatabase], T]) -> Future[T]:
        return self._thread.submit(work, self._reading)

    def close(self) -> None:
        self._thread.shutdown()
        self._reading.close()


@contextmanager
def reading_beside(database: SqliteDatabase) -> Iterator[Beside]:
    """A thread beside the one that writes this library."""
    beside = _Thread(database)
    try:
        yield beside
    finally:
        beside.close()
