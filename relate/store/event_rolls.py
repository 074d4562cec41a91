"""Reading what the user decided about the people of events, what he noted and promised there, and the rounds."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from peewee import SqliteDatabase

from relate.domain.records import Kind
from relate.store.codes import KIND_CODE
from relate.store.event_reads import guests
from relate.store.interactions import USERS_PART


class Decision(NamedTuple):
    """The newest word on somebody of an event. mark: as in domain.event_rounds.Mark; at: UTC ms."""

    event: int
    person: int
    mark: str
    at: int


class Promised(NamedTuple):
    """An open promise made at an event. due_day: home day."""

    person: int
    uid: str
    text: str
    due_day: int | None


class RoundRow(NamedTuple):
    """The follow-up round of an event that is there. row: the event's in the timeline."""

    event: int
    name: str
    first_day: int
    begun_at: int
    row: int


def decisions(database: SqliteDatabase, events: Sequence[int]) -> list[Decision]:
    """About everybody of these events of whom one decided, in the order in which one did; each person once."""
    newest: dict[tuple[int, int], Decision] = {}
    for event, person, mark, at in database.execute_sql(
        "SELECT m.event, n.person, m.mark, m.at FROM json_each(?) j CROSS JOIN event_mark m ON m.event = j.value"
        " CROSS JOIN identity n ON n.id = m.identity ORDER BY m.at, m.identity",
        (json.dumps(list(events)),),
    ):
        newest[event, person] = Decision(int(event), int(person), str(mark), int(at))
    return sorted(newest.values(), key=lambda one: (one.at, one.person))


def lines(database: SqliteDatabase, event: int, persons: Collection[int] | None = None) -> dict[int, str]:
    """What was noted about these people of an event, or about all of them, by person (mark_commands.line_uid)."""
    if persons is None:
        persons = [guest.person for guest in guests(database, event)]
    rows = database.execute_sql(
        "SELECT n.person, t.text FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value"
        " CROSS JOIN thread_item t ON t.identity = n.id WHERE t.uid = 'event ' || ? || ' ' || n.id ORDER BY t.at",
        (json.dumps(list(persons)), event),
    )
    return {int(person): str(text) for person, text in rows}


def scanned(database: SqliteDatabase, row: int | None) -> dict[int, str]:
    """What was noted when the badges of people of an event were scanned, by person, the oldest first.

    A list's people have identities of that list alone, so that few rows are looked at; whom the user put in has not.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for person, text in database.execute_sql(
        "SELECT n.person, i.text FROM interaction e CROSS JOIN participant p ON p.interaction = e.id AND p.part <> ?"
        " CROSS JOIN participant q ON q.identity = p.identity CROSS JOIN interaction i ON i.id = q.interaction"
        " AND i.kind = ? AND i.title = e.title AND i.text <> '' CROSS JOIN identity n ON n.id = p.identity"
        " WHERE e.id = ? ORDER BY i.id",
        (USERS_PART, KIND_CODE[Kind.NOTE], row),
    ):
        if text not in found[int(person)]:
            found[int(person)].append(str(text))
    return {person: "\n".join(texts) for person, texts in found.items()}


def promises(database: SqliteDatabase, row: int | None) -> dict[int, list[Promised]]:
    """The open promises that lead to the row of an event, by person, the oldest first."""
    found: dict[int, list[Promised]] = defaultdict(list)
    for person, uid, text, due in database.execute_sql(
        "SELECT n.person, t.uid, t.text, t.due_day FROM participant p CROSS JOIN thread_item t"
        " ON t.identity IN (SELECT s.id FROM identity o CROSS JOIN identity s ON s.person = o.person"
        " WHERE o.id = p.identity) AND t.found_in = p.interaction AND t.kind = 'promised' AND NOT t.done"
        " CROSS JOIN identity n ON n.id = t.identity WHERE p.interaction = ? ORDER BY t.at, t.uid",
        (row,),
    ):
        if all(known.uid != uid for known in found[int(person)]):
            found[int(person)].append(Promised(int(person), str(uid), str(text), due))
    return dict(found)


def rounds(database: SqliteDatabase, event: int | None = None) -> list[RoundRow]:
    """The rounds of events that are not removed, the earliest first; or the one of an event."""
    one = "" if event is None else " AND r.event = ?"
    return [
        RoundRow(int(key), str(name), int(first), int(at), int(row))
        for key, name, first, at, row in database.execute_sql(
            "SELECT r.event, coalesce(s.name, e.name), r.first_day, r.at, coalesce(e.interaction, k.interaction, 0)"
            " FROM event_round r LEFT JOIN event_said s ON s.key = r.event LEFT JOIN event e ON e.key = r.event"
            " LEFT JOIN interaction_key k ON k.key = r.event"
            f" WHERE (s.key IS NOT NULL OR e.key IS NOT NULL) AND NOT coalesce(s.hidden, 0){one}"
            " ORDER BY r.first_day, r.event",
            () if event is None else (event,),
        )
    ]
