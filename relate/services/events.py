"""Events: what archives and the user tell of them, who was there, and days that may have been one.

Reads that scan (`proposals`, `all`) are for a reader's thread. Every command is one step of History.
"""

from __future__ import annotations

import threading
import uuid
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Future

from relate.domain.changes import ChangeSet, What
from relate.domain.events import Told, is_of_that_time
from relate.domain.gatherings import Connected, Gathering, gatherings
from relate.domain.homezone import HomeZone
from relate.domain.moments import DAY_MS, Moment, Precision
from relate.services.arrived import arrived
from relate.services.commanding import Commanding
from relate.services.connections import Connections
from relate.services.event_views import Arrived, EventView, GuestView, ProposedEvent
from relate.services.readers import Readers
from relate.services.settings import Settings
from relate.store import event_commands, event_reads, people_reads
from relate.store.event_reads import ConnectedRow
from relate.store.writing import Database

NAMED = 6
"""How many of the people of a proposal are named."""


class Events:
    """The place *Events* and the offers of an import's result."""

    def __init__(self, commanding: Commanding, readers: Readers, settings: Settings) -> None:
        self._commanding = commanding
        self._readers = readers
        self._settings = settings
        self._lock = threading.Lock()
        """Held while proposals are made: two reader threads may want them at once."""
        self._connections = Connections()
        self._zone: HomeZone | None = None
        self._proposed: tuple[ProposedEvent, ...] = ()
        self._arrived: dict[int, tuple[Arrived, ...]] = {}
        self._stale = True
        self._named: frozenset[int] = frozenset()
        """Everybody of the proposals, and of the lists of events."""

    def notice(self, changes: ChangeSet) -> None:
        """Called with every change of the library."""
        self._connections.notice(changes)
        renamed = changes.what & What.PEOPLE and (changes.people is None or changes.people & self._named)
        if changes.what & What.EVENTS or renamed:
            self._stale = True

    # -- reading --------------------------------------------------------------------------------------------------

    def all(self) -> list[EventView]:
        """Every event, newest first, those without a date last."""
        return [_view(row) for row in event_reads.events(self._readers.connection())]

    def event(self, key: int) -> EventView | None:
        """One of them; None when it is gone."""
        found = event_reads.events(self._readers.connection(), key)
        return _view(found[0]) if found else None

    def guests(self, key: int) -> list[GuestView]:
        """Who was there, those met first, by name."""
        database = self._readers.connection()
        here = event_reads.guests(database, key)
        lines = {line.id: line for line in people_reads.rows(database, [guest.person for guest in here])}
        return [
            GuestView(line.id, line.name, line.role, line.company, bool(line.has_photo), guest.met, guest.told)
            for guest in here
            if (line := lines.get(guest.person)) is not None
        ]

    def proposals(self, import_id: int | None = None) -> tuple[ProposedEvent, ...]:
        """Days that may have been an event, newest first; of those, the ones an import has a share in."""
        found, _ = self._fresh()
        return found if import_id is None else tuple(each for each in found if import_id in each.imports)

    def arrivals(self, key: int) -> tuple[Arrived, ...]:
        """Who of an event's list became connected about then and is somebody else in the library: to be joined."""
        _, found = self._fresh()
        return found.get(key, ())

    def lists_of(self, import_id: int) -> tuple[EventView, ...]:
        """The events whose lists an import brought."""
        keys = event_reads.lists_of(self._readers.connection(), import_id)
        return tuple(event for key in keys if (event := self.event(key)) is not None)

    def all_arrivals(self, import_id: int | None = None) -> tuple[tuple[EventView, int], ...]:
        """Events with somebody to be joined, and how many, the newest first; of those whom an import brought."""
        _, found = self._fresh()
        count = {
            key: sum(import_id is None or one.import_id == import_id for one in several)
            for key, several in found.items()
        }
        return tuple((event, count[event.key]) for event in self.all() if count.get(event.key))

    def _fresh(self) -> tuple[tuple[ProposedEvent, ...], dict[int, tuple[Arrived, ...]]]:
        """The proposals, and who is to be joined by the key of the event."""
        database = self._readers.connection()
        with self._lock:
            stale, self._stale = self._stale, False
            rows, changed = self._connections.fresh(database)
            if stale or changed:
                try:
                    self._arrived, named = arrived(database, self._home_zone(), rows)
                    self._proposed = self._propose(database, rows)
                    self._named = named | {person for each in self._proposed for person in each.people}
                except BaseException:
                    self._stale = True
                    raise
            return self._proposed, self._arrived

    def _propose(self, database: Database, known: dict[int, tuple[ConnectedRow, ...]]) -> tuple[ProposedEvent, ...]:
        zone = self._home_zone()
        of_lists = {one.connected.person for several in self._arrived.values() for one in several}
        times: dict[int, list[tuple[int | None, int | None]]] = defaultdict(list)
        for person, start, end in event_reads.attended(database):
            times[person].append((start, end))
        by_identity: dict[int, ConnectedRow] = {}
        connected = []
        for person, rows in known.items():
            at = times.get(person, ())
            for row in rows:
                day = zone.day(row.at, row.precision)
                settled = person in of_lists or any(is_of_that_time(day, *span) for span in at)
                connected.append(Connected(row.account, day, row.identity, settled))
                by_identity[row.identity] = row
        found = gatherings(connected, event_reads.no_events(database))
        accounts = event_reads.accounts(database)
        return tuple(_proposed(database, each, by_identity, accounts[each.account]) for each in found)

    def _home_zone(self) -> HomeZone:
        if self._zone is None:
            self._zone = HomeZone.named(self._settings.get("home_zone", ""))
        return self._zone

    # -- acting ---------------------------------------------------------------------------------------------------

    def make(self, told: Told) -> Future[int]:
        """An event of the user's own, with nobody yet; its key."""
        uid = uuid.uuid4().hex
        return self._commanding.get(lambda database, journal: event_commands.make(database, journal, uid, told))

    def accept(self, proposed: ProposedEvent, name: str, place: str = "") -> Future[int]:
        """These days were an event of this name, at which all of these were met; its key."""
        first, last = (Moment(day * DAY_MS, Precision.DAY) for day in (proposed.first_day, proposed.last_day))
        uid, told = uuid.uuid4().hex, Told(name, first, last, place)
        return self._commanding.get(
            lambda database, journal: event_commands.make(database, journal, uid, told, proposed.identities)
        )

    def accept_into(self, proposed: ProposedEvent, key: int) -> Future[ChangeSet]:
        """These were met at an event that is there already."""
        return self._commanding.do(
            lambda database, journal: event_commands.add_identities(database, journal, key, proposed.identities)
        )

    def refuse(self, proposed: ProposedEvent, words: str) -> Future[ChangeSet]:
        """*Not an event*, for good. words: its days, for the history."""
        where = (proposed.network, proposed.title, proposed.first_day, proposed.last_day)
        return self._commanding.do(lambda _database, journal: event_commands.no_event(journal, *where, words))

    def change(self, key: int, told: Told) -> Future[ChangeSet]:
        return self._commanding.do(lambda database, journal: event_commands.change(database, journal, key, told))

    def remove(self, key: int) -> Future[ChangeSet]:
        return self._commanding.do(lambda database, journal: event_commands.remove(database, journal, key))

    def join(self, into: int, other: int) -> Future[ChangeSet]:
        """The other event is this one: its people come along."""
        return self._commanding.do(lambda database, journal: event_commands.join(database, journal, into, other))

    def add_people(self, key: int, persons: Sequence[int], *, met: bool = True) -> Future[ChangeSet]:
        """They were there, met or on its list only."""
        return self._commanding.do(
            lambda database, journal: event_commands.add_people(database, journal, key, persons, met=met)
        )

    def take_people(self, key: int, persons: Sequence[int]) -> Future[ChangeSet]:
        """They were not there."""
        return self._commanding.do(
            lambda database, journal: event_commands.take_people(database, journal, key, persons)
        )


def _view(row: event_reads.EventRow) -> EventView:
    return EventView(
        key=row.key,
        name=row.name,
        start=None if row.start is None else Moment(row.start, Precision(row.precision)),
        end=None if row.end is None else Moment(row.end, Precision(row.precision)),
        place=row.place,
        note=row.note,
        link=row.link,
        network=row.network,
        invited=row.invited,
        told_by_archive=row.told_by_archive,
        people=row.people,
    )


def _proposed(
    database: Database,
    found: Gathering,
    rows: dict[int, ConnectedRow],
    account: tuple[str, str],
) -> ProposedEvent:
    people = tuple(dict.fromkeys(rows[one].person for one in found.identities))
    lines = sorted(
        people_reads.rows(database, people), key=lambda line: (-(line.circle is not None), -(line.last_contact or 0))
    )
    return ProposedEvent(
        network=account[0],
        title=account[1],
        first_day=found.first_day,
        last_day=found.last_day,
        identities=found.identities,
        people=people,
        names=tuple(line.name for line in lines[:NAMED]),
        may_be_address_book=found.may_be_address_book,
        imports=frozenset(rows[one].import_id for one in found.identities),
    )
