"""Connections for reading: one for each thread, opened when it first asks, and refused every write by SQLite itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from relate.store.connection import data_version, open_to_read

if TYPE_CHECKING:
    from relate.store.writing import Database


class Readers:
    """Hands each thread its own `query_only` connection to one library. May be asked from any thread."""

    def __init__(self, path: Path, mine: Database | None = None) -> None:
        """`mine`: a connection that the calling thread has opened already."""
        self._path = path
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, Database] = {}
        if mine is not None:
            self._keep(mine)
        self._closed = False
        self._watch: Database | None = None
        self._seen = 0
        self._version = 0
        self._unnoticed = False

    def connection(self) -> Database:
        """The connection of the calling thread. Raises LibraryProblem when the library cannot be opened."""
        database: Database | None = getattr(self._mine, "database", None)
        if database is None or database.is_closed():
            database = self._opened()
        return database

    def let_go(self) -> None:
        """Close the connection of the calling thread, which ends."""
        with self._lock:
            database = self._open.pop(threading.current_thread(), None)
        if database is not None:
            database.close()

    def version(self) -> int:
        """A number that changes whenever anybody wrote anything to the library; some microseconds."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the library is closed")
            # What SQLite counts is told to each connection in its own numbers: one connection tells it to all threads.
            if self._watch is None:
                self._watch = open_to_read(self._path)
            self._look(self._watch)
            return self._version

    @contextmanager
    def unnoticed(self) -> Iterator[Callable[[], None]]:
        """For the writer: a transaction within it changes nothing that anybody reads, and `version` stays as it is.

        What it gives is called in that transaction: until then others may write, and that is noticed.
        """

        def begun() -> None:
            self._notice(True)

        try:
            yield begun
        finally:
            self._notice(False)

    def _notice(self, unnoticed: bool) -> None:
        with self._lock:
            if self._watch is not None:
                self._look(self._watch)
            self._unnoticed = unnoticed

    def _look(self, watch: Database) -> None:
        """Whether anything was written since the last look, and was to be noticed."""
        seen = data_version(watch)
        if seen != self._seen:
            self._seen = seen
            self._version += not self._unnoticed

    def close(self) -> None:
        """No thread gets a connection any more. Those of threads that live are theirs: to close one in the middle of a
        statement would crash SQLite, and it goes with its thread."""
        with self._lock:
            self._closed = True
            for thread, database in self._open.items():
                if thread is threading.current_thread() or not thread.is_alive():
                    database.close()
            self._open.clear()
            if self._watch is not None:
                self._watch.close()
                self._watch = None

    def _opened(self) -> Database:
        database = open_to_read(self._path)
        with self._lock:
            if self._closed:
                database.close()
                raise RuntimeError("the library is closed")
            # A thread that ended took its connection with it; pools replace their threads now and then.
            for thread in [thread for thread in self._open if not thread.is_alive()]:
                self._open.pop(thread).close()
            self._keep(database)
        return database

    def _keep(self, database: Database) -> None:
        self._open[threading.current_thread()] = database
        self._mine.database = database
