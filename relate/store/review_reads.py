"""Who may be the same person: pairs of people of one name, and bare names that fit several. Reads only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from peewee import SqliteDatabase

from relate.domain.names import name_key
from relate.domain.normalise import company_key
from relate.store.visibility import and_visible, hidden

MOST_OF_A_NAME = 12
"""People of one name that are compared with each other; of a more frequent name only the first so many."""


class Alike(NamedTuple):
    """Two people of the same name. reasons: "same name", "same company", "a message fits both"."""

    a: int
    b: int
    name_a: str
    name_b: str
    reasons: tuple[str, ...]


def pairs(database: SqliteDatabase) -> list[Alike]:
    """Pairs that nobody called different yet, those with the most reasons first."""
    unseen = hidden(database)
    shown = and_visible("import_id", unseen)
    people: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for person, name, company in database.execute_sql(
        "SELECT id, name, company FROM person WHERE listed = 1 AND name != '' AND sort_key IN"
        f" (SELECT sort_key FROM person WHERE listed = 1{shown} GROUP BY sort_key HAVING count(*) > 1)"
        f"{shown} ORDER BY id"
    ):
        if key := name_key(name):
            people[key].append((person, name, company))
    between = {(a, b): one for one in _held(database, shown) for a, b in combinations(sorted(one), 2)}
    apart = _apart(database)
    found: dict[tuple[int, int], Alike] = {}
    for group in people.values():
        for one, other in combinations(group[:MOST_OF_A_NAME], 2):
            reasons = ["same name"]
            if one[2] and company_key(one[2]) == company_key(other[2]):
                reasons.append("same company")
            if (one[0], other[0]) in between:
                reasons.append("a message fits both")
            found[one[0], other[0]] = Alike(one[0], other[0], one[1], other[1], tuple(reasons))
    names = _names(database, {person for pair in between for person in pair})
    for a, b in between.keys() - found.keys():
        found[a, b] = Alike(a, b, names.get(a, ""), names.get(b, ""), ("a message fits both",))
    kept = [pair for ends, pair in found.items() if ends not in apart]
    return sorted(kept, key=lambda pair: (-len(pair.reasons), pair.name_a.casefold(), pair.a, pair.b))


def _held(database: SqliteDatabase, shown: str) -> Iterator[set[int]]:
    """For each bare name that waits: the people of its account who go by it."""
    rows = database.execute_sql(
        "SELECT i.id, n.person FROM identity i JOIN identity_name x ON x.account = i.account AND x.name_key = i.key"
        " JOIN identity n ON n.id = x.identity JOIN person p ON p.id = n.person"
        f" WHERE i.kind = 'name' AND i.person = i.id AND p.listed = 1{shown.replace('import_id', 'i.import_id')}"
    )
    fits: dict[int, set[int]] = defaultdict(set)
    for name, person in rows:
        fits[name].add(person)
    yield from (people for people in fits.values() if len(people) > 1)


def _apart(database: SqliteDatabase) -> set[tuple[int, int]]:
    """Pairs of people that the user said are different."""
    return {
        (min(a, b), max(a, b))
        for a, b in database.execute_sql(
            "SELECT m.person, n.person FROM link l JOIN identity m ON m.id = l.a JOIN identity n ON n.id = l.b"
            " WHERE l.relation = 'apart'"
        )
    }


def _names(database: SqliteDatabase, persons: set[int]) -> dict[int, str]:
    return dict(
        database.execute_sql(
            "SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(persons)),)
        ).fetchall()
    )
