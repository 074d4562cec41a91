"""Backups of one library: made, listed, put back. Used by the command line, the settings and before each import."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from relate.domain.errors import LibraryProblem, NoSuchThing
from relate.store import backup as store
from relate.store.backup import Copy, NoRoom

__all__ = ["Backups", "Copy", "NoRoom", "Restored"]

DAY_MS = 86_400_000


def now_ms() -> int:
    """UTC milliseconds."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Restored:
    """Which copy is the library now, and where the former library is kept (None: there was none)."""

    backup: Path
    set_aside: Path | None


class Backups:
    """`folder`: where they are kept, "backups" beside the library unless named."""

    def __init__(self, library: Path, folder: Path | None = None, clock: Callable[[], int] = now_ms) -> None:
        self._library = library
        self._folder = folder or library.parent / "backups"
        self._clock = clock

    def list(self) -> list[Copy]:
        """Newest first."""
        return store.copies(self._library, self._folder)

    def aside(self) -> tuple[Path, ...]:
        """Former libraries kept when a copy took their place, and what was left of a copy in the making."""
        former = store.aside(self._library, store.BEFORE_RESTORE, store.HALF_DONE)
        return (*former, *store.halves(self._library, self._folder))

    def damaged(self) -> tuple[Path, ...]:
        """Former libraries set aside because they could not be read as they were written."""
        return tuple(store.aside(self._library, store.DAMAGED_FILE))

    def make(self, between: Callable[[], object] = lambda: None) -> Copy:
        """A verified copy now. Raises LibraryProblem with what is in the way. between: called now and then, to let
        others go first."""
        if not self._library.exists():
            raise LibraryProblem(f"There is no library at {self._library} to copy.")
        return store.make(self._library, self._folder, self._clock(), between)

    def make_before(self, between: Callable[[], object] = lambda: None) -> Copy | None:
        """A copy before an import, a merge of many or a restore; None when a verified one of this state exists, or
        when the library holds nothing yet."""
        if not self._library.exists() or store.is_empty(self._library):
            return None
        newest = next(iter(self.list()), None)
        whole = newest is not None and store.verify(newest.path, between) is None
        if newest is not None and whole and store.is_same_state(self._library, newest.path):
            return None
        return self.make(between)

    def make_daily(self) -> Copy | None:
        """The copy of the day; None when there is one already, or nothing changed since the last."""
        newest = next(iter(self.list()), None)
        if newest is not None and self._clock() - newest.made_ms < DAY_MS:
            return None
        return self.make_before()

    def newest_good(self) -> Copy | None:
        """What can be offered when the library is damaged."""
        return store.newest_good(self._library, self._folder)

    def restore(self, backup: Path | None = None) -> Restored:
        """Put a copy, or the newest good one, in the library's place. Nobody may have the library open.

        The present library is not deleted: whole, it is backed up and kept as relate.db.before-restore-DATE; damaged,
        as relate.db.damaged-DATE.
        """
        if backup is None:
            newest = self.newest_good()
            if newest is None:
                raise NoSuchThing(f"There is no good backup in {self._folder}.")
            backup = newest.path
        elif (problem := store.verify(backup)) is not None:
            raise LibraryProblem(f"{backup} is no whole library: {problem}")
        return Restored(backup, store.take_place(store.ready(backup, self._library), self._library, self._clock()))
