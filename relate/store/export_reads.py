"""The whole library without its ids, in an order that does not depend on how it came about. Reads only.

Two libraries that hold the same give the same export, whatever was imported first, twice, or taken back again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from peewee import SqliteDatabase

from relate.domain.moments import Moment, Precision
from relate.domain.records import Direction, Role
from relate.store import person_reads
from relate.store.codes import CODE_KIND
from relate.store.interactions import UNDATED_SECONDS, second_of
from relate.store.owners import owners
from relate.store.timeline_reads import Narrowed, pages
from relate.store.visibility import and_visible, hidden

_HERE = "IN (SELECT value FROM json_each(?))"

Key = tuple[str, str, str]
"""network, kind, key of an identity."""


class Someone(NamedTuple):
    """A person; identities and lists sorted. facts: (field, value, shown, by the user)."""

    name: str
    identities: tuple[Key, ...]
    is_owner: bool
    listed: bool
    circle: int | None
    state: str
    rhythm_days: float | None
    first_contact: int | None
    last_contact: int | None
    connected_at: int | None
    tags: tuple[str, ...]
    facts: tuple[tuple[str, str, bool, bool], ...]
    thread: tuple[tuple[str, str, int | None, bool], ...]


class Passed(NamedTuple):
    """An interaction; people: (network, kind, key, role) of all of it, the owner too, sorted."""

    at: str
    precision: str
    kind: str
    network: str
    direction: str
    title: str
    text: str
    detail: str
    link: str
    by_user: bool
    people: tuple[tuple[str, str, str, str], ...]


def people(database: SqliteDatabase) -> Iterator[Someone]:
    """Everybody a reader may see, by name."""
    me = owners(database)
    shown = and_visible("import_id", hidden(database))
    rows = database.execute_sql(
        "SELECT sort_key, id, name, listed, circle, state, first_contact, last_contact, connected_at FROM person"
        f" WHERE 1{shown} ORDER BY sort_key, id"
    )
    for _, group in groupby(rows, key=lambda row: row[0]):
        yield from sorted(
            (_someone(database, row[1], row[2:], me) for row in group), key=lambda one: (one.name, one.identities)
        )


def _someone(
    database: SqliteDatabase,
    person: int,
    line: tuple[str, int, int | None, str, int | None, int | None, int | None],
    me: frozenset[int],
) -> Someone:
    name, listed, circle, state, first, last, connected = line
    shown = and_visible("import_id", hidden(database))
    rows = database.execute_sql(
        f"SELECT id, network, kind, key FROM identity WHERE person = ?{shown}", (person,)
    ).fetchall()
    identities = [row[0] for row in rows]
    facts = person_reads.facts(database, identities)
    return Someone(
        name=name,
        identities=tuple(sorted((row[1], row[2], row[3]) for row in rows)),
        is_owner=any(identity in me for identity in identities),
        listed=bool(listed),
        circle=circle,
        state=state,
        rhythm_days=person_reads.rhythm_by_hand(database, identities),
        first_contact=first,
        last_contact=last,
        connected_at=connected,
        tags=tuple(person_reads.tags(database, identities)),
        facts=tuple(sorted((one.field, one.value, one.shown, one.by_user) for one in facts.values)),
        thread=tuple(
            sorted(
                (item.kind, item.text, item.due_day, item.done) for item in person_reads.thread(database, identities)
            )
        ),
    )


def timeline(database: SqliteDatabase) -> Iterator[Passed]:
    """Everything that passed, newest first; what happened in the same second is sorted by what it is."""
    waiting: list[tuple[int, Passed]] = []
    for page in pages(database, Narrowed()):
        for second, passed in _page(database, page):
            if waiting and waiting[0][0] != second:
                yield from sorted(one for _, one in waiting)
                waiting.clear()
            waiting.append((second, passed))
    yield from sorted(one for _, one in waiting)


def _page(database: SqliteDatabase, ids: Sequence[int]) -> Iterator[tuple[int, Passed]]:
    wanted = json.dumps(list(ids))
    people: dict[int, set[tuple[str, str, str, str]]] = defaultdict(set)
    for interaction, role, network, kind, key in database.execute_sql(
        "SELECT p.interaction, p.role, n.network, n.kind, n.key FROM participant p JOIN identity n ON n.id = p.identity"
        f" WHERE p.interaction {_HERE}",
        (wanted,),
    ):
        people[interaction].add((network, kind, key, Role(role).name.lower()))
    for (
        number, at, precision, offset, kind, network, direction, title, text, detail, link, by_user,
    ) in database.execute_sql(
        "SELECT i.id, coalesce(o.at, i.at), coalesce(o.precision, i.precision), i.offset, i.kind,"
        " coalesce(a.network, ''), i.direction, i.title, i.text, i.detail, i.link, i.by_user FROM interaction i"
        " LEFT JOIN account a ON a.id = i.account LEFT JOIN interaction_override o ON o.interaction = i.id"
        f" WHERE i.id {_HERE} ORDER BY i.id DESC",
        (wanted,),
    ):  # fmt: skip
        moment = None if at is None else Moment(at, Precision(precision), offset)
        # Undated rows stand one to a second; all of them belong together.
        second = second_of(number)
        yield (
            0 if second in UNDATED_SECONDS else second,
            Passed(
                at=moment.iso() if moment else "",
                precision=moment.precision.name.lower() if moment else "",
                kind=CODE_KIND[kind].value,
                network=network,
                direction=Direction(direction).name.lower(),
                title=title,
                text=text,
                detail=detail,
                link=link,
                by_user=bool(by_user),
                people=tuple(sorted(people[number])),
            ),
        )


def events(database: SqliteDatabase) -> list[tuple[str, int | None, str, str, bool]]:
    """(name, start UTC ms, place, link, attended), by start."""
    shown = and_visible("import_id", hidden(database))
    return [
        (str(name), start, str(place), str(link), bool(attended))
        for name, start, place, link, attended in database.execute_sql(
            f"SELECT name, start, place, link, attended FROM event WHERE 1{shown} ORDER BY start, name, place, link"
        )
    ]


def wishes(database: SqliteDatabase) -> list[tuple[str, str]]:
    """(subject, text) of what the owner follows or looks for."""
    shown = and_visible("import_id", hidden(database))
    rows = database.execute_sql(f"SELECT subject, text FROM wish WHERE 1{shown} ORDER BY subject, text")
    return [(str(subject), str(text)) for subject, text in rows]
