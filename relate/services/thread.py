"""The thread with somebody: what I promised, what to ask next, what mattered."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from relate.domain.changes import ChangeSet
from relate.domain.homezone import home_date, zone_info
from relate.domain.moments import day_number
from relate.domain.phrases import promise
from relate.domain.threads import ThreadKind
from relate.services.commanding import Commanding
from relate.services.kept_promises import thread_of
from relate.services.readers import Readers
from relate.services.views import FoundView, Talk, ThreadView
from relate.store import people_reads, thread_commands


class Thread:
    """Items typed by the user, or found and kept."""

    def __init__(self, commanding: Commanding, readers: Readers, home_zone: Callable[[], str]) -> None:
        """home_zone: the setting of that name."""
        self._commanding = commanding
        self._readers = readers
        self._home_zone = home_zone

    def items(self, person: int) -> list[ThreadView]:
        """Open items first, then what was done, newest first."""
        database = self._readers.connection()
        identities = [identity for _, identity, *_ in people_reads.identities(database, [person])]
        return [
            ThreadView(item.uid, item.kind, item.text, item.due_day, item.done, item.found_in)
            for item in thread_of(database, person, identities)
        ]

    def add(
        self, person: int, kind: str, text: str, due_day: int | None = None, found_in: int | None = None
    ) -> Future[ChangeSet]:
        """One more item ("promised", "ask next", "mattered"); due_day in home days, without it the day that a promise
        names: "the price list by friday"."""
        return self.add_to([person], kind, text, due_day, found_in)

    def add_to(
        self, persons: Sequence[int], kind: str, text: str, due_day: int | None = None, found_in: int | None = None
    ) -> Future[ChangeSet]:
        """The same in the thread of each of them, in one step."""
        if kind == ThreadKind.PROMISED and due_day is None:
            text, due_day = self.promised_by(text)
        return self._commanding.do(
            lambda database, journal: thread_commands.add_item(
                database, journal, {uuid.uuid4().hex: each for each in persons}, kind, text, due_day, found_in
            )
        )

    def promised_by(self, text: str) -> tuple[str, int | None]:
        """What was promised, and the home day that its words name for it."""
        today = home_date(self._commanding.clock(), zone_info(self._home_zone()))
        what, day = promise(text, today)
        return what, None if day is None else day_number(day)

    def keep(self, person: int, found: FoundView, text: str) -> Future[ChangeSet]:
        """Something found becomes an item, in these words; it leads to where it was said."""
        return self.add(person, found.kind, text, found.due_day, found.record)

    def drop(self, person: int, found: FoundView) -> Future[ChangeSet]:
        """Something found is nothing: it is not found again."""
        return self._commanding.do(
            lambda database, journal: thread_commands.add_item(
                database, journal, {uuid.uuid4().hex: person}, found.kind, found.text, None, found.record, dropped=True
            )
        )

    def done(self, uid: str, done: bool = True) -> Future[ChangeSet]:
        """An item is done, or open again."""
        return self._commanding.do(lambda database, journal: thread_commands.finish_item(database, journal, uid, done))


def to_keep(talk: Talk) -> list[tuple[str, str, str, int | None]]:
    """What a conversation leaves in the thread of each of its people: (uid, kind, text, due day)."""
    kept = (
        ("mattered", talk.mattered, None),
        ("promised", talk.promised, talk.promised_by),
        ("ask next", talk.ask_next, None),
    )
    return [(uuid.uuid4().hex, kind, text, due) for kind, text, due in kept if text.strip()]
