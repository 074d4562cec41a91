"""Introductions: promised to both, made, and what came of them. An introduction is a row in both timelines.

Each command is one step. Source: design/product.md, "To mutual benefit".
"""

from __future__ import annotations

from typing import NamedTuple

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError, NoSuchThing
from relate.domain.introducing import PROMISE, Outcome, pair_of
from relate.domain.moments import Moment
from relate.domain.records import Direction, Field, Kind
from relate.domain.threads import ThreadKind
from relate.store.cell_registry import CELLS
from relate.store.cells import ref_of
from relate.store.codes import KIND_CODE
from relate.store.component import called, current
from relate.store.contact_cells import talk_key
from relate.store.journal import Journal
from relate.store.thread_commands import item
from relate.store.visibility import and_visible, hidden


class Introduced(NamedTuple):
    """Two people brought together: the row in their timelines, when (UTC ms), and what came of it, "" not known."""

    record: int
    at: int
    outcome: str
    one: int
    other: int


def promise(
    database: SqliteDatabase, journal: Journal, one: int, other: int, uid: str, texts: tuple[str, str]
) -> ChangeSet:
    """Both have it in their thread; texts: as it stands with the one and with the other."""
    pair = _two(database, one, other)
    if promised_between(database, *pair):
        raise KnownError("This introduction is promised already.")
    with journal.step("thread", f"Promised to introduce {called(database, pair)}") as step:
        for number, (person, text) in enumerate(zip(pair, texts, strict=True), start=1):
            value = item(person, ThreadKind.PROMISED.value, text, journal.now())
            step.set("thread", f"{PROMISE}{uid}.{number}", value)
    return step.changes


def introduce(
    database: SqliteDatabase, journal: Journal, one: int, other: int, uid: str, at: Moment, text: str
) -> tuple[int, ChangeSet]:
    """They were brought together with these words; what was promised of it is kept. Its row, and what changed."""
    pair = _two(database, one, other)
    key = talk_key(uid)
    with journal.step("introduction", f"Introduced {called(database, pair)}") as step:
        step.set(
            "talk",
            ref_of(key),
            {
                "people": sorted(pair),
                "at": at.ms,
                "precision": int(at.precision),
                "kind": Kind.INTRODUCTION.value,
                "direction": int(Direction.NONE),
                "text": text.strip(),
                "title": "",
                "detail": "",
            },
        )
        for each in promised_between(database, *pair):
            step.set("thread", each, CELLS["thread"].get(database, each) | {"done": 1})
        (record,) = CELLS["talk"].rows(database, ref_of(key))
    return record, step.changes


def came_of_it(database: SqliteDatabase, journal: Journal, record: int, outcome: Outcome) -> ChangeSet:
    """What came of an introduction, in both timelines."""
    row = database.execute_sql(
        "SELECT k.key FROM interaction i JOIN interaction_key k ON k.interaction = i.id"
        " WHERE i.id = ? AND i.kind = ? AND i.by_user = 1",
        (record, KIND_CODE[Kind.INTRODUCTION]),
    ).fetchone()
    if row is None:
        raise NoSuchThing("This introduction is not in the timeline any more.")
    ref = ref_of(row[0])
    value = CELLS["talk"].get(database, ref)
    pair = [current(database, identity) for identity in value["people"]]
    with journal.step("introduction", f"Introduction of {called(database, pair)}: {outcome.value}") as step:
        step.set("talk", ref, value | {"detail": outcome.value})
    return step.changes


def introductions(database: SqliteDatabase, since: int = 0) -> list[Introduced]:
    """Those from an instant on (UTC ms), oldest first, of people who are both in the list."""
    rows = database.execute_sql(
        "SELECT i.id, i.at, i.detail, min(n.person), max(n.person), min(q.listed AND q.state NOT IN"
        " ('in memoriam', 'never suggest')) FROM interaction i CROSS JOIN participant p ON p.interaction = i.id"
        " CROSS JOIN identity n ON n.id = p.identity CROSS JOIN person q ON q.id = n.person"
        " WHERE i.by_user = 1 AND +i.kind = ? AND i.at >= ? GROUP BY i.id ORDER BY i.id",
        (KIND_CODE[Kind.INTRODUCTION], since),
    )
    return [
        Introduced(int(record), int(at), str(outcome), int(one), int(other))
        for record, at, outcome, one, other, both in rows
        if both and one != other
    ]


def promised_between(database: SqliteDatabase, one: int, other: int) -> list[str]:
    """The open items of the thread by which an introduction of these two is promised: two, or none."""
    mine, theirs = set(_promises(database, one)), set(_promises(database, other))
    found: set[str] = set()
    for uid in mine:
        found |= {each for half in pair_of(uid) if half != uid and half in theirs for each in (uid, half)}
    return sorted(found)


def other_of(database: SqliteDatabase, uid: str) -> int | None:
    """With whom somebody is to be brought together, by the promise in his thread."""
    half = next(each for each in pair_of(uid) if each != uid)
    row = database.execute_sql(
        "SELECT n.person FROM thread_item t JOIN identity n ON n.id = t.identity WHERE t.uid = ?", (half,)
    ).fetchone()
    return None if row is None else int(row[0])


def wanted_by_all(database: SqliteDatabase) -> list[tuple[int, str]]:
    """(person, what they look for) of everything the user keeps as looked for."""
    shown = and_visible("q.import_id", hidden(database))
    rows = database.execute_sql(
        "SELECT n.person, f.value FROM fact f CROSS JOIN identity n ON n.id = f.identity"
        " CROSS JOIN person q ON q.id = n.person WHERE f.field = ? AND f.by_user = 1 AND q.listed"
        f" AND q.state NOT IN ('in memoriam', 'never suggest'){shown} ORDER BY f.id",
        (Field.LOOKS_FOR,),
    )
    return [(int(person), str(value)) for person, value in rows]


def _promises(database: SqliteDatabase, person: int) -> list[str]:
    rows = database.execute_sql(
        "SELECT t.uid FROM identity n CROSS JOIN thread_item t ON t.identity = n.id"
        " WHERE n.person = ? AND NOT t.done AND t.uid GLOB ?",
        (person, f"{PROMISE}*"),
    )
    return [str(row[0]) for row in rows]


def _two(database: SqliteDatabase, one: int, other: int) -> tuple[int, int]:
    pair = (current(database, one), current(database, other))
    if pair[0] == pair[1]:
        raise KnownError("An introduction needs two people.")
    return pair
