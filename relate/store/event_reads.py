"""Reading events: those that archives tell of and those the user made, who was there, and who became connected when."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import NamedTuple

from peewee import SqliteDatabase

from relate.domain.records import Kind, Role
from relate.store.codes import KIND_CODE, LISTED, Entity
from relate.store.interaction_ids import SLOT_BITS, SLOTS
from relate.store.interactions import NOT_MET, USERS_PART
from relate.store.owners import OWNER_PERSONS
from relate.store.rosters import OF_A_ROSTER
from relate.store.visibility import and_visible, hidden


class EventRow(NamedTuple):
    """An event as it is called now. start, end: UTC ms of the first and the last day, or None. network: of the archive
    that tells it, "" for one of the user's own. invited: the archive says asked to come, not whether one went."""

    key: int
    name: str
    start: int | None
    precision: int
    end: int | None
    place: str
    note: str
    link: str
    network: str
    invited: bool
    interaction: int
    told_by_archive: bool
    people: int


class Guest(NamedTuple):
    """Somebody at an event; identity: what hangs on the event. told: an archive says so, the user nothing."""

    person: int
    identity: int
    met: bool
    told: bool


_AT_EVENT = (
    "SELECT a.identity, a.met, 0 AS told FROM attendance a WHERE a.event = {key} UNION ALL"
    f" SELECT p.identity, NOT {NOT_MET}, 1 FROM event v CROSS JOIN interaction r ON r.id = v.interaction"
    f" CROSS JOIN interaction i ON i.id BETWEEN r.id >> {SLOT_BITS} << {SLOT_BITS}"
    f" AND (r.id >> {SLOT_BITS} << {SLOT_BITS}) + {SLOTS - 1} AND i.account = r.account AND i.title = r.title"
    f" CROSS JOIN participant p ON p.interaction = i.id AND p.part != {USERS_PART}"
    f" WHERE v.key = {{key}} AND i.kind = {KIND_CODE[Kind.EVENT]}"
    " UNION ALL SELECT m.identity, 0, 1 FROM event_mark m WHERE m.event = {key}"
)
"""Who was at an event: those the user put in or decided about, and those that its archive tells of, in its own row or
in another one of that event, which has its time and its title. The owner is in it."""


class ConnectedRow(NamedTuple):
    """Somebody became connected."""

    account: int
    at: int
    precision: int
    identity: int
    person: int
    import_id: int


def events(database: SqliteDatabase, key: int | None = None) -> list[EventRow]:
    """All that are not removed, newest first, those without a date last; or one of them."""
    shown = and_visible("e.import_id", hidden(database))
    one = "" if key is None else " AND k.key = ?"
    guests = f"(SELECT count(DISTINCT n.person) FROM ({_AT_EVENT.format(key='k.key')}) g"
    return [
        EventRow._make((*row[:9], bool(row[9]), row[10], bool(row[11]), row[12]))
        for row in database.execute_sql(
            "SELECT k.key, coalesce(s.name, e.name), iif(s.key IS NULL, e.start, s.start) AS begin,"
            " coalesce(s.precision, e.precision), iif(s.key IS NULL, e.end, s.end), coalesce(s.place, e.place),"
            " coalesce(s.note, ''), coalesce(e.link, ''), coalesce(a.network, ''), coalesce(NOT e.attended, 0),"
            " coalesce(e.interaction, i.interaction, 0), e.key IS NOT NULL,"
            f" {guests} JOIN identity n ON n.id = g.identity JOIN person p ON p.id = n.person AND {OF_A_ROSTER})"
            " FROM (SELECT key FROM event UNION SELECT key FROM event_said) k"
            " LEFT JOIN event e ON e.key = k.key LEFT JOIN event_said s ON s.key = k.key"
            " LEFT JOIN interaction_key i ON i.key = k.key LEFT JOIN import m ON m.id = e.import_id"
            " LEFT JOIN account a ON a.id = m.account"
            f" WHERE NOT coalesce(s.hidden, 0) AND (e.key IS NULL OR (1{shown})){one}"
            " ORDER BY begin IS NULL, begin DESC, k.key",
            () if key is None else (key,),
        )
    ]


def guests(database: SqliteDatabase, key: int) -> list[Guest]:
    """Who was at an event, each once, those met first, by how they are called."""
    rows = database.execute_sql(
        f"SELECT p.id, min(g.identity), max(g.met) AS met, min(g.told) FROM ({_AT_EVENT.format(key='?1')}) g"
        f" JOIN identity n ON n.id = g.identity JOIN person p ON p.id = n.person AND {OF_A_ROSTER} GROUP BY p.id"
        " ORDER BY met DESC, p.sort_key, p.id",
        (key,),
    )
    return [Guest(int(person), int(identity), bool(met), bool(told)) for person, identity, met, told in rows]


def attended(database: SqliteDatabase) -> Iterator[tuple[int, int | None, int | None]]:
    """(person, start, end) of everybody at every event that is not removed, on its list or met."""
    shown = and_visible("e.import_id", hidden(database))
    yield from database.execute_sql(
        "SELECT n.person, iif(s.key IS NULL, e.start, s.start), iif(s.key IS NULL, e.end, s.end) FROM attendance a"
        " CROSS JOIN identity n ON n.id = a.identity LEFT JOIN event_said s ON s.key = a.event"
        " LEFT JOIN event e ON e.key = a.event"
        " WHERE (s.key IS NOT NULL OR e.key IS NOT NULL) AND NOT coalesce(s.hidden, 0)"
        " UNION ALL SELECT n.person, iif(s.key IS NULL, e.start, s.start) AS begin, iif(s.key IS NULL, e.end, s.end)"
        " FROM event e CROSS JOIN participant p ON p.interaction = e.interaction CROSS JOIN identity n"
        " ON n.id = p.identity LEFT JOIN event_said s ON s.key = e.key"
        f" WHERE begin IS NOT NULL AND NOT coalesce(s.hidden, 0){shown}"
    )


def connected(database: SqliteDatabase, persons: Collection[int] | None = None) -> list[ConnectedRow]:
    """Everybody who became connected, the owner left out, oldest first: scans. Or some people."""
    shown = and_visible("i.import_id", hidden(database))
    # Of few people their own rows are looked at; of everybody those of this kind, which have an index.
    source = "interaction i CROSS JOIN participant p ON p.interaction = i.id CROSS JOIN identity n ON n.id = p.identity"
    if persons is not None:
        source = (
            "json_each(?) j CROSS JOIN identity n ON n.person = j.value CROSS JOIN participant p"
            f" ON p.identity = n.id AND p.role = {int(Role.PRESENT)} CROSS JOIN interaction i ON i.id = p.interaction"
        )
    rows = database.execute_sql(
        "SELECT i.account, coalesce(o.at, i.at) AS day, coalesce(o.precision, i.precision), p.identity, n.person,"
        f" i.import_id FROM {source} CROSS JOIN person q ON q.id = n.person"
        " LEFT JOIN interaction_override o ON o.interaction = i.id"
        f" WHERE {LISTED} AND i.kind = {KIND_CODE[Kind.CONNECTED]} AND day IS NOT NULL"
        f" AND NOT coalesce(o.hidden, 0) AND q.listed AND n.person NOT IN ({OWNER_PERSONS}){shown} ORDER BY i.id",
        () if persons is None else (json.dumps(list(persons)),),
    )
    return [ConnectedRow(*row) for row in rows]


def lists_of(database: SqliteDatabase, import_id: int) -> list[int]:
    """The keys of the events whose lists an import is, also where another one told of them before."""
    rows = database.execute_sql(
        "SELECT e.key FROM import m CROSS JOIN event e ON e.import_id = m.id OR EXISTS (SELECT 1 FROM claim c"
        f" WHERE c.import_id = m.id AND c.entity = {int(Entity.EVENT)} AND c.row = e.id)"
        " WHERE m.id = ? AND m.network = 'event' ORDER BY e.key",
        (import_id,),
    )
    return [int(row[0]) for row in rows]


def apart(database: SqliteDatabase, persons: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of people, the smaller id first, one of them among these, who are two as the user said."""
    found: set[tuple[int, int]] = set()
    for one, other in database.execute_sql(
        "SELECT x.person, y.person FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value CROSS JOIN link l"
        " ON l.a = n.id OR l.b = n.id CROSS JOIN identity x ON x.id = l.a CROSS JOIN identity y ON y.id = l.b"
        " WHERE l.relation = 'apart'",
        (json.dumps(list(persons)),),
    ):
        found.add((min(one, other), max(one, other)))
    return found


def no_events(database: SqliteDatabase) -> dict[int, list[tuple[int, int]]]:
    """First and last days of which the user said that there was no event, by account."""
    found: dict[int, list[tuple[int, int]]] = {}
    for account, first, last in database.execute_sql(
        "SELECT a.id, n.first_day, n.last_day FROM no_event n JOIN account a"
        " ON a.network = n.network AND a.title = n.title"
    ):
        found.setdefault(int(account), []).append((int(first), int(last)))
    return found


def accounts(database: SqliteDatabase) -> dict[int, tuple[str, str]]:
    """(network, title) of each account."""
    return {
        int(one): (str(network), str(title))
        for one, network, title in database.execute_sql("SELECT id, network, title FROM account")
    }


def newest_with(database: SqliteDatabase, person: int) -> tuple[str, int] | None:
    """(name, row of the timeline) of the newest event somebody was at; None where there is none."""
    row = database.execute_sql(
        "SELECT coalesce(s.name, e.name), coalesce(e.interaction, k.interaction) AS row FROM identity n"
        " CROSS JOIN attendance a ON a.identity = n.id LEFT JOIN event_said s ON s.key = a.event"
        " LEFT JOIN event e ON e.key = a.event LEFT JOIN interaction_key k ON k.key = a.event"
        " WHERE n.person = ? AND NOT coalesce(s.hidden, 0) AND row IS NOT NULL ORDER BY row DESC LIMIT 1",
        (person,),
    ).fetchone()
    return None if row is None else (str(row[0]), int(row[1]))


def at_events(database: SqliteDatabase, persons: str = "") -> list[int]:
    """Everybody who is at an event; persons: " AND n.person IN (…)" narrows it to some."""
    rows = database.execute_sql(
        f"SELECT DISTINCT n.person FROM attendance a CROSS JOIN identity n ON n.id = a.identity WHERE 1{persons}"
    )
    return [int(row[0]) for row in rows]
