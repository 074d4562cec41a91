"""The write-ahead log goes back into the library on a thread of its own, so that nobody waits for it.

SQLite does that by itself in the middle of a commit: half a second of a user's command on a busy disk, and in every
second chunk of the undo of a large import. Here the library is brought up to date beside the writer. Once little is
left to do, long work stands still until that is written too: the log begins anew with the next commit then. The
user's commands go on.

A command waits until the disk has all that the log holds, that of the chunks before it too. While one command may come
after the other, another thread has the disk take the log after each chunk, so that little is left for the command.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from relate.domain.errors import LibraryProblem
from relate.store import writing
from relate.store.connection import open_database

PAUSE: Final = 0.5
"""Seconds from a commit until it is written back: the commits of that time go together."""
LONG: Final = 12_000
"""Pages from which the log is to begin anew: 48 MB."""
LITTLE: Final = 1_000
"""Pages for which long work stands still: some hundredths of a second."""
CHUNK_AT_MOST: Final = 0.5
"""Seconds in which long work comes to the end of a chunk, or there is none."""
TRIES: Final = 50
"""How often what commands write in the meantime is written back as well."""


class WriteBack:
    """Follows one library's writer. A daemon: SQLite loses nothing that is still in the log."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written = threading.Event()
        self._closing = threading.Event()
        self._holding = threading.Event()
        self._standing = threading.Event()
        self._unsafe = threading.Event()
        self._threads: dict[str, threading.Thread] = {}

    def committed(self, hurried: bool = False) -> None:
        """Something is in the log; called by the writer after each commit. hurried: a command may come next."""
        self._have("write back", self._run)
        self._written.set()
        if hurried:
            self._have("log to disk", self._keep_up)
            self._unsafe.set()

    def _have(self, name: str, what: Callable[[], None]) -> None:
        if name not in self._threads:
            self._threads[name] = threading.Thread(target=what, name=name, daemon=True)
            self._threads[name].start()

    @property
    def holding(self) -> bool:
        """Whether long work is to stand still: the last of the log is being written back."""
        return self._holding.is_set()

    def stands_still(self) -> None:
        """Long work stands still between two chunks, while `holding` holds."""
        self._standing.set()

    def close(self) -> None:
        """Stop before the writer closes the library. Waits for it."""
        self._closing.set()
        self._written.set()
        self._unsafe.set()
        for thread in self._threads.values():
            thread.join()

    def _keep_up(self) -> None:
        while self._unsafe.wait() and not self._closing.is_set():
            self._unsafe.clear()
            writing.make_log_durable(self._path)

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
        """Write back until the log is short, or until all of a long one is written."""
        before = None
        try:
            for _ in range(TRIES):
                log = writing.write_back(database)
                if log is None or log.pages < LONG or self._closing.is_set() or (self.holding and not log.left):
                    return
                if not self.holding:
                    if log.left <= LITTLE:
                        # A chunk that is being written comes into the log yet: all of it is written back after that.
                        self._standing.clear()
                        self._holding.set()
                        self._standing.wait(CHUNK_AT_MOST)
                    elif before is not None and log.left >= before:
                        return  # somebody still reads what was there before; the next commit comes back to it
                before = log.left
        finally:
            self._holding.clear()
