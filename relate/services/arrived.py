"""Who of an event's list became connected about then and is somebody else in the library: for each event of a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from relate.domain.arrivals import Connection, OnList, arrivals
from relate.domain.events import is_of_that_time
from relate.domain.homezone import HomeZone
from relate.services.event_views import Acquaintance, Arrived
from relate.store import company_reads, event_reads, people_reads
from relate.store.event_reads import ConnectedRow
from relate.store.writing import Database

NAMED_AT_ONCE: Final = 20_000
"""People of whom the names are read together."""


def arrived(
    database: Database, zone: HomeZone, known: Mapping[int, tuple[ConnectedRow, ...]]
) -> tuple[dict[int, tuple[Arrived, ...]], frozenset[int]]:
    """By the key of the event; and everybody whose name has a say in it. Scans.

    known: who became connected, by person. Whoever is connected already is nobody's arrival; somebody who arrived at
    two events is told of at both, until he is joined at one.
    """
    dated = [event for event in event_reads.events(database) if event.start is not None and event.people]
    guests = {event.key: [guest.person for guest in event_reads.guests(database, event.key)] for event in dated}
    on_lists = {person for here in guests.values() for person in here}
    strangers = on_lists - known.keys()
    if not strangers:
        return {}, frozenset(on_lists)
    lines = _lines(database, strangers)
    rows = {person: several[0] for person, several in known.items() if person not in on_lists}
    days = {person: zone.day(row.at, row.precision) for person, row in rows.items()}
    spans = [(event.start, event.end) for event in dated if event.start is not None]
    about = {day for day in set(days.values()) if any(is_of_that_time(day, *span) for span in spans)}
    # Of very many connections few are of the weeks of an event: only their names are read.
    others = _lines(database, {person for person, day in days.items() if day in about})
    connections = [Connection(one.person, one.name, one.company, days[one.person]) for one in others.values()]
    apart, together = event_reads.apart(database, sorted(strangers)), company_reads.companies(database)
    found: dict[int, tuple[Arrived, ...]] = {}
    for event in dated:
        assert event.start is not None
        listed = [
            OnList(one.person, one.name, one.company)
            for person in guests[event.key]
            if (one := lines.get(person)) is not None
        ]
        told = tuple(
            Arrived(
                lines[one.on_list],
                others[one.connected],
                days[one.connected],
                one.same_company,
                rows[one.connected].import_id,
            )
            for one in arrivals(listed, connections, event.start, event.end, apart, together)
        )
        if told:
            found[event.key] = told
    joined = (one.connected.person for several in found.values() for one in several)
    return found, frozenset(on_lists | set(joined))


def _lines(database: Database, persons: set[int]) -> dict[int, Acquaintance]:
    ids = sorted(persons)
    return {
        line.id: Acquaintance(line.id, line.name, line.role, line.company)
        for start in range(0, len(ids), NAMED_AT_ONCE)
        for line in people_reads.rows(database, ids[start : start + NAMED_AT_ONCE])
    }
