"""The write-ahead log goes back into the library on a thread of its own, so that nobody waits for it.

SQLite does that by itself in the middle of a commit: half a second of a user's command on a busy disk, and in every
second chunk of the undo of a large import. Here the library is brought up to date beside the writer, which only starts
the log from its beginning again once nearly nothing of it is left to do.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from relate.domain.errors import LibraryProblem
from relate.store import writing
from relate.store.connection import open_database

PAUSE: Final = 0.5
"""Seconds from a commit until it is written back: the commits of that time go together."""
LONG: Final = 12_000
"""Pages from which the log is to begin anew: 48 MB."""
LITTLE: Final = 600
"""Pages that the writer writes back itself between two chunks."""


class WriteBack:
    """Follows one library's writer. A daemon: SQLite loses nothing that is still in the log."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written = threading.Event()
        self._closing = threading.Event()
        self._nearly_done = threading.Event()
        self._thread: threading.Thread | None = None

    def committed(self) -> None:
        """Something is in the log; called by the writer after each commit."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="write back", daemon=True)
            self._thread.start()
        self._written.set()

    @property
    def nearly_done(self) -> bool:
        """Whether the writer should write the little that is left, so that the log begins anew."""
        return self._nearly_done.is_set()

    def finish(self, database: writing.Database) -> None:
        """Write back what is left, on the writer's own connection and outside any transaction of its own."""
        self._nearly_done.clear()
        writing.write_back(database)

    def close(self) -> None:
        """Stop before the writer closes the library. Waits for it."""
        self._closing.set()
        self._written.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        if self._closing.wait(PAUSE):
            return
        try:
            database = open_database(self._path, "reader")
        except LibraryProblem:
            return  # the writer meets the same problem and says it
        try:
            while not self._closing.wait(PAUSE):
                self._written.wait()
                self._written.clear()
                self.follow(database)
        finally:
            database.close()

    def follow(self, database: writing.Database) -> None:
        """Write back until the log is short, or until what is left of a long one is little."""
        left = None
        while not self._closing.is_set():
            log = writing.write_back(database)
            if log is None or log.pages < LONG:
                return
            if log.left <= LITTLE:
                self._nearly_done.set()
                return
            if left is not None and log.left >= left:
                return  # somebody still reads what was there before; the next commit comes back to it
            left = log.left
