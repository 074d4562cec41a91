"""A second thread that reads for long work of the writer, on a connection of its own, within one step of it: SQLite and
numpy count there while Python does here. Between the steps, when the user's commands go, nothing runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from peewee import SqliteDatabase

from relate.store.connection import open_to_read

T = TypeVar("T")
Begin = Callable[[Callable[[SqliteDatabase], T]], "Future[T]"]


class Beside:
    """Takes one piece of work after the other; whoever gives it waits for its future before the step ends."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._reading = open_to_read(Path(database.database))
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside")

    def begin(self, work: Callable[[SqliteDatabase], T]) -> Future[T]:
        """work: is handed the connection, which sees what was committed."""
        return self._thread.submit(work, self._reading)

    def close(self) -> None:
        self._thread.shutdown()
        self._reading.close()


@contextmanager
def reading_beside(database: SqliteDatabase) -> Iterator[Beside]:
    """A thread beside the one that writes this library."""
    beside = Beside(database)
    try:
        yield beside
    finally:
        beside.close()
