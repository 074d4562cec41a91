"""A damaged library recovered: what can be read of it in a fresh one beside it, then in its place if that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from relate.domain.errors import LibraryProblem
from relate.services.backups import Restored, now_ms
from relate.store import backup, writing
from relate.store.connection import quick_check
from relate.store.salvage import Salvaged, salvage

__all__ = ["Recovery", "Salvaged"]


class Recovery:
    """One damaged library; nobody may have it open. `read` first, then `put_in_place` or `give_up`.

    The damaged file is only read, and kept beside the new one as relate.db.damaged-DATE.
    """

    def __init__(self, library: Path, clock: Callable[[], int] = now_ms) -> None:
        self._library, self._clock = library, clock
        self._fresh = library.with_name(f".{library.name}.recovered")

    def read(self, tell: Callable[[float], None] = lambda _share: None) -> Salvaged:
        """Write what can be read into a fresh library; `tell` is given the share done. Any thread.

        Raises LibraryProblem where there is no room, where the library is whole or nothing of it is left.
        """
        if not self._library.exists():
            raise LibraryProblem(f"There is no library at {self._library} to recover.")
        if not backup.is_damaged(self._library, thorough=True):
            raise LibraryProblem(f"{self._library} is not damaged, so there is nothing to recover.")
        self.give_up()
        # While its search is built anew the log holds as much again.
        backup.make_sure_of_room(self._library, self._library.parent, copies=2)
        try:
            database = writing.open_for_writing(self._fresh, keep_copy=False)
            try:
                found = salvage(self._library, database, tell)
                if (problem := quick_check(database)) != "ok":
                    raise LibraryProblem(f"What was read of {self._library} could not be written whole: {problem}.")
            finally:
                writing.close(database)
        except BaseException:
            self.give_up()
            raise
        return found

    def put_in_place(self) -> Restored:
        """What was read becomes the library."""
        return Restored(self._fresh, backup.take_place(self._fresh, self._library, self._clock()))

    def give_up(self) -> None:
        """Remove what was read; the damaged library is as it was."""
        for end in ("", "-wal", "-shm"):
            self._fresh.with_name(self._fresh.name + end).unlink(missing_ok=True)
