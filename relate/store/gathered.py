"""The writer's connection, on which the chunks of long work share a transaction while nobody else wants to write.

A page that ten chunks change is written into the log once and not ten times, and the full-text index adds one piece in
the place of ten. What is not committed yet is lost with a kill as if it had not been written: a chunk may be repeated.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any, Final

from peewee import DatabaseError, SqliteDatabase

from relate.store.connection import BrokenOff, data_version

LONGEST: Final = 0.3
"""Seconds after which what chunks left open is committed: the user's next command waits for that, beside one chunk."""
_BETWEEN_LOOKS: Final = 200
"""Steps of SQLite's machine between two looks whether somebody wants to write: some pages of the index."""


class Gathered(SqliteDatabase):
    """As peewee's, and `chunk` may leave its transaction open: whatever else begins one commits that first."""

    gathers = False
    """Whether chunks share transactions: somebody commits what they leave open (services/writer.py)."""
    is_hurried = False
    """Whether one command may come after the other: each chunk is committed by itself then."""
    was_broken_off = False
    """Whether the last of what is breakable was."""
    commit_seconds = 0.0
    """How long the last commit of chunks took."""
    tell_lines: Callable[[Collection[int] | None], None] | None = None
    """Told, after each commit, of whom it wrote lines of the list; None: of anybody, another program wrote as well."""
    _lined: frozenset[int] | None = frozenset()
    _seen: int | None = None
    """What SQLite counts of what others write."""
    _chunk = False
    _left_open_at: float | None = None
    _is_wanted = False

    @property
    def is_left_open(self) -> bool:
        """Whether there are chunks that are not committed yet, and none is being written."""
        return self._left_open_at is not None

    @property
    def is_due(self) -> bool:
        """Whether what chunks left open is to be committed by now."""
        return self._left_open_at is not None and time.perf_counter() - self._left_open_at >= LONGEST

    @contextmanager
    def chunk(self) -> Iterator[None]:
        """A piece of long work; nothing of it, nor of those before that are not committed, where it fails."""
        before, self._chunk = self._chunk, self.gathers
        try:
            with self.atomic("IMMEDIATE"):
                yield
        finally:
            self._chunk = before

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """A transaction that `break_off` ends with BrokenOff: nothing of it is left then."""
        self.was_broken_off = False
        try:
            with self.atomic("IMMEDIATE"):
                # Not by `interrupt`: the index keeps a statement open, and the next one would be interrupted as well.
                self.connection().set_progress_handler(lambda: self._is_wanted, _BETWEEN_LOOKS)
                try:
                    yield
                finally:
                    self.connection().set_progress_handler(None, 0)
        except (DatabaseError, sqlite3.DatabaseError) as error:  # peewee's, or of a statement that is not told to it
            if self._is_wanted:
                self.was_broken_off = True
                raise BrokenOff from error
            raise

    def break_off(self) -> None:
        """Somebody wants to write: what is breakable ends now, or as soon as it has begun. Any thread."""
        self._is_wanted = True

    def go_on(self) -> None:
        """Nobody wants to write any more: what is breakable is not broken off until `break_off` is called again."""
        self._is_wanted = False

    def end(self) -> None:
        """Commit what chunks left open. Raises peewee's errors, and then nothing of it is left."""
        if self._left_open_at is None:
            return
        self._left_open_at = None
        began = time.perf_counter()
        try:
            self._commit()
            self.commit_seconds = time.perf_counter() - began
        except BaseException:
            self.rollback()
            raise

    def begin(self, lock_type: str | None = None) -> None:
        if not self._chunk:
            self.end()
        if self._left_open_at is None:
            super().begin(lock_type)
            if (seen := data_version(self)) != self._seen:
                self._seen, self._lined = seen, None

    def lines_written(self, persons: Collection[int]) -> None:
        """Lines of these people are other ones with this transaction."""
        if self._lined is not None:
            self._lined = self._lined.union(persons)

    def _commit(self) -> Any:
        result = super().commit()
        lined, self._lined = self._lined, frozenset()
        if self.tell_lines is not None and (lined is None or lined):
            self.tell_lines(lined)
        return result

    def commit(self) -> Any:
        if not self._chunk:
            return self._commit()
        self._left_open_at = self._left_open_at or time.perf_counter()
        return True

    def rollback(self) -> Any:
        self._left_open_at = None
        if self._lined is not None:  # what others wrote stays
            self._lined = frozenset()
        # SQLite has done so itself where a statement that writes was broken off, or the disk is full.
        return super().rollback() if self.connection().in_transaction else True
