"""Somebody is forgotten for good, wherever Relate kept anything of them: the library, its copies, rows put aside."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.services.backups import Backups
from relate.services.writer import Writer
from relate.store import check, forgetting, imports
from relate.store.writing import Database


@dataclass(frozen=True, slots=True)
class Forgotten:
    """copies: how many files with copies of the library went with them; left: those that could not be deleted. damaged:
    libraries that were set aside as damaged, which nobody but the user deletes."""

    copies: int
    left: tuple[Path, ...]
    damaged: tuple[Path, ...] = ()


class Forgetting:
    def __init__(
        self, path: Path, writer: Writer, changed: Callable[[ChangeSet], None], clock: Callable[[], int]
    ) -> None:
        self._path, self._writer, self._changed, self._clock = path, writer, changed, clock

    def forget(self, person: int) -> Future[Forgotten]:
        """Nothing takes it back. Later archives leave them out, by hashes of their keys.

        The copies of the library hold them too: there is a new one before the older ones go. The future carries a
        KnownError while an import is read, and for the owner.
        """
        return self._writer.do(lambda database: self._forget(database, person))

    def _forget(self, database: Database, person: int) -> Forgotten:
        if check.unfinished(database):
            raise KnownError("An archive is being read or taken back: wait until that is done.")
        changes = forgetting.forget(database, person, self._clock())
        self._changed(changes)
        forgetting.wipe(database)
        # Rows of imports that were taken back are kept for a while, so that they can be brought back.
        for path in imports.staging_path(self._path, 0).parent.glob("*.rows*"):
            path.unlink(missing_ok=True)
        return self._without_copies()

    def _without_copies(self) -> Forgotten:
        backups = Backups(self._path, clock=self._clock)
        before = [*(copy.path for copy in backups.list()), *backups.aside()]
        damaged = backups.damaged()
        if not before:
            return Forgotten(0, (), damaged)
        made = backups.make()
        left = []
        for copy in before:
            if copy != made.path:
                try:
                    copy.unlink(missing_ok=True)
                except OSError:
                    left.append(copy)
        return Forgotten(len(before) - len(left), tuple(left), damaged)
