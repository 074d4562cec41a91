"""What is said of people and counts now: the claims on their facts, as the lines of the list are made of them.

Of most people each fact is told once or twice by archives and by nobody else, and then it is what it is whoever tells
of it: those are read in rows half as wide, and no further claims on them are looked up.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from peewee import SqliteDatabase

from relate.store.facts import SINGLE, TO_SEARCH, Saying, trust_in

UNSEARCHED = frozenset({"link", "position", "birthday", "anniversary"})
"""Fields of which nothing stands in a line or in its search."""
_SEARCHED = " AND ".join(f"f.field != '{field}'" for field in sorted(UNSEARCHED))
"""For SQL; a list would be looked up as a table of its own, which takes twice as long."""
_IS_PART = "f.field >= 'first_name' AND (f.field = 'first_name' OR f.field = 'last_name')"
"""Fields that tell what somebody is called of whom nothing else does; most are told apart by the first comparison."""
# The parts of a name, a third of all facts, count only of whom nothing tells a whole one.
_MATTERING = f"NOT ({_IS_PART} AND NOT f.by_user) AND {_SEARCHED}"

Told = tuple[dict[str, str], set[str], set[str]]
"""As `facts.in_line` tells it."""


@dataclass(slots=True)
class Said:
    """By person; who has none has no entry. plain: of whom archives in sight alone tell, one name and no field that
    shows one value with two; of fields that show more, the last one's value stands in it. claims: of everybody else.
    claimed: of whom the user said something."""

    plain: dict[int, Told] = field(default_factory=dict)
    claims: dict[int, list[Saying]] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)


def said_of(
    database: SqliteDatabase,
    person_of: Mapping[int, int],
    alone: Collection[int],
    unseen: Collection[int],
    out_of_sight: Collection[int],
) -> Said:
    """What counts now of persons. person_of: by identity. alone: those identities that are a person by themselves.
    unseen: hidden imports, which count only of the persons who are out of sight."""
    found = Said()
    _read_plain(database, person_of, alone, unseen, found)
    others = {identity: person for identity, person in person_of.items() if person not in found.plain}
    if others:
        _read_claims(database, others, unseen, out_of_sight, found)
    return found


def _read_plain(
    database: SqliteDatabase, person_of: Mapping[int, int], alone: Collection[int], unseen: Collection[int], found: Said
) -> None:
    told: dict[int, Told] = {}
    odd: set[int] = set()
    before = 0
    best: dict[str, str] = {}
    words: set[str] = set()
    counts_otherwise = " OR ".join(["f.by_user", *(f"f.import_id = {int(one)}" for one in (0, *unseen))])
    for identity, name, value, is_odd in database.execute_sql(
        f"SELECT f.identity, f.field, f.value, {counts_otherwise} FROM json_each(?) j"
        f" CROSS JOIN fact f ON f.identity = j.value AND {_MATTERING}",
        (json.dumps(list(alone)),),
    ):
        if identity != before:
            before, best, words = identity, {}, set()
            told[identity] = best, words, set()
        if (name in best and name in SINGLE) or is_odd:
            odd.add(identity)
        best[name] = value
        if name in TO_SEARCH:
            words.add(value)
        elif name == "phone":
            told[identity][2].add(value)
    found.plain.update(
        (person_of[identity], line) for identity, line in told.items() if line[0].get("name") and identity not in odd
    )


def _read_claims(
    database: SqliteDatabase,
    person_of: Mapping[int, int],
    unseen: Collection[int],
    out_of_sight: Collection[int],
    found: Said,
) -> None:
    trust = {number: trust_in(network) for number, network in database.execute_sql("SELECT id, network FROM import")}
    named = _add(found, _claims(database, list(person_of), _MATTERING), trust, person_of, unseen, out_of_sight)
    named -= found.claimed
    if unnamed := [identity for identity, person in person_of.items() if person not in named]:
        parts = _claims(database, unnamed, f"f.by_user = 0 AND {_IS_PART}")
        _add(found, parts, trust, person_of, unseen, out_of_sight)


def _add(
    found: Said,
    claims: Iterable[tuple[str, str, int, int, int, int]],
    trust: Mapping[int, int],
    person_of: Mapping[int, int],
    unseen: Collection[int],
    out_of_sight: Collection[int],
) -> set[int]:
    """Whom one of them names."""
    named: set[int] = set()
    sayings = found.claims
    for name, value, by_user, seen_at, import_id, identity in claims:
        person = person_of[identity]
        if by_user:
            found.claimed.add(person)
            if by_user < 0:
                continue
        elif not import_id or (import_id in unseen and person not in out_of_sight):
            continue
        saying = (name, value, by_user, seen_at, trust.get(import_id, 0), identity, import_id)
        if person in sayings:
            sayings[person].append(saying)
        else:
            sayings[person] = [saying]
        if name == "name" and value:
            named.add(person)
    return named


def _claims(
    database: SqliteDatabase, identities: Sequence[int], which: str
) -> Iterator[tuple[str, str, int, int, int, int]]:
    """(field, value, by_user, seen_at, import_id, identity) of each claim on a fact. which: over `fact f`."""
    columns = "f.field, f.value, f.by_user"
    of_them = f"FROM json_each(?) j CROSS JOIN fact f ON f.identity = j.value AND {which}"
    wanted = (json.dumps(identities),)
    first = database.execute_sql(f"SELECT {columns}, f.seen_at, f.import_id, f.identity {of_them}", wanted)
    if not database.execute_sql("SELECT EXISTS (SELECT 1 FROM fact_seen)").fetchone()[0]:
        return first
    further = database.execute_sql(
        f"SELECT {columns}, s.seen_at, s.import_id, f.identity {of_them} CROSS JOIN fact_seen s ON s.fact = f.id",
        wanted,
    )
    return chain(first, further)
