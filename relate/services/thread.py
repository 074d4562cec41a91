"""The thread with somebody: what I promised, what to ask next, what mattered."""

from __future__ import annotations

import uuid
from concurrent.futures import Future

from relate.domain.changes import ChangeSet
from relate.services.commanding import Commanding
from relate.services.readers import Readers
from relate.services.views import ThreadView
from relate.store import commands, people_reads, person_reads


class Thread:
    """Items typed by the user, or found and kept."""

    def __init__(self, commanding: Commanding, readers: Readers) -> None:
        self._commanding = commanding
        self._readers = readers

    def items(self, person: int) -> list[ThreadView]:
        """Open items first, then what was done, newest first."""
        database = self._readers.connection()
        identities = [identity for _, identity, *_ in people_reads.identities(database, [person])]
        return [
            ThreadView(item.uid, item.kind, item.text, item.due_day, item.done, item.found_in)
            for item in person_reads.thread(database, identities)
        ]

    def add(
        self, person: int, kind: str, text: str, due_day: int | None = None, found_in: int | None = None
    ) -> Future[ChangeSet]:
        """One more item ("promised", "ask next", "mattered"); due_day in home days."""
        return self._commanding.do(
            lambda database, journal: commands.add_item(
                database, journal, person, uuid.uuid4().hex, kind, text, due_day, found_in
            )
        )

    def done(self, uid: str, done: bool = True) -> Future[ChangeSet]:
        """An item is done, or open again."""
        return self._commanding.do(lambda database, journal: commands.finish_item(database, journal, uid, done))
