"""How a service gives a command of the user to the writer: one step, and every panel told what changed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from relate.domain.changes import ChangeSet
from relate.services.readers import Readers
from relate.services.writer import Writer

if TYPE_CHECKING:
    from relate.store.journal import Journal
    from relate.store.writing import Database

T = TypeVar("T")


class Commanding:
    """Runs commands (database, journal) -> ChangeSet on the writer's thread."""

    def __init__(
        self, writer: Writer, readers: Readers, changed: Callable[[ChangeSet], None], clock: Callable[[], int]
    ) -> None:
        self._writer = writer
        self._readers = readers
        self._changed = changed
        self.clock = clock
        self._since_merged = 0
        """Commands that changed rows of a timeline or lines of people, and so their index."""

    def do(self, command: Callable[[Database, Journal], ChangeSet]) -> Future[ChangeSet]:
        """What it changed; the future carries a KnownError with the sentence to show."""
        return self.get(lambda database, journal: (changes := command(database, journal), changes))

    def get(self, command: Callable[[Database, Journal], tuple[T, ChangeSet]]) -> Future[T]:
        """The same for a command that answers something: the id of what it made."""

        def run(database: Database) -> T:
            from relate.store.journal import Journal  # with the first command, not with the first paint

            answer, changes = command(database, Journal(database, self.clock))
            self._changed(changes)
            if changes.interactions or changes.people:
                self._look_after_index()
            return answer

        return self._writer.do(run)

    def _look_after_index(self) -> None:
        from relate.store import index_upkeep

        self._since_merged += 1
        if self._since_merged >= index_upkeep.COMMANDS:
            self._since_merged = 0
            self._writer.do_long(partial(index_upkeep.merged, unnoticed=self._readers.unnoticed), idle=True)
