"""How some people are tied to the owner, worked out over arrays from all that passed with them, and what that changes.

Working it out only reads, and goes on beside the writer, who writes it afterwards (renewing.py).
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from peewee import SqliteDatabase

from relate.domain.folding import DayRows, fold_days
from relate.store.differences import DayChanges, StateChanges, day_changes, state_changes
from relate.store.owners import OWNER_PERSONS
from relate.store.passed import Passed, taking_part
from relate.store.people_cache import Ties

if TYPE_CHECKING:
    from relate.domain.columns import Ints

MOST_ROWS: Final = 25_000
"""As many rows are looked at at a time, unless more passed with one person."""


@dataclass(frozen=True, slots=True)
class TiedAnew:
    """persons: whom it is about, ascending. apart: those of them who are not worked out here. person_of: the identities
    of the others. days: what changes of theirs. together: what passed with each of them on each day. connected: by
    person since when they are connected."""

    persons: Sequence[int]
    apart: Sequence[int]
    person_of: Mapping[int, int]
    days: DayChanges
    together: DayRows
    connected: Mapping[int, int]

    def write(self, database: SqliteDatabase) -> tuple[Ties, set[int]]:
        """Write what differs, within the caller's transaction: what the lines say of it, and whose days changed."""
        left_out = set(self.apart)
        known = [person for person in self.persons if person not in left_out]
        # Folded here and not beside: so both threads have the same to do.
        states = self.states(database, known)
        self.days.write(database)
        states.write(database)
        return self.ties(known, states), {self.person_of[identity] for identity in self.days.identities}

    def states(self, database: SqliteDatabase, persons: Sequence[int]) -> StateChanges:
        """How these of them are tied by now, and what that changes. Reads alone."""
        return state_changes(database, persons, fold_days(self.together.contact_days()))

    def ties(self, persons: Sequence[int], states: StateChanges) -> Ties:
        """What the lines of these of them say of it."""
        return Ties(frozenset(persons), states.now, _first_and_last(self.together.with_contact()), self.connected)


def tied_anew(database: SqliteDatabase, passed: Passed, persons: Sequence[int], apart: Collection[int]) -> TiedAnew:
    """Of the first of these persons, ascending, as many as are looked at at a time. apart: whom `passed` does not hold
    as they are now."""
    identities: dict[int, list[int]] = {person: [] for person in persons if person not in apart}
    for person, identity in database.execute_sql(
        "SELECT person, id FROM identity WHERE person BETWEEN ? AND ? ORDER BY person, id", (persons[0], persons[-1])
    ):
        if person in identities:
            identities[person].append(identity)
    # With himself the owner has no tie: everything that ever passed would be his.
    me = {int(row[0]) for row in database.execute_sql(OWNER_PERSONS)}
    told, last = _taking_part(database, {person: them for person, them in identities.items() if person not in me})
    some = [person for person in persons if person <= last]
    known = [person for person in some if person not in apart]
    person_of = {identity: person for person in known for identity in identities[person]}
    with_each = passed.with_each(told)
    days = with_each.days()
    together = days.of_persons(_whose(days.who, person_of))
    connected: dict[int, int] = {}
    for identity, at in with_each.connected():
        person = person_of[identity]
        connected[person] = min(at, connected.get(person, at))
    return TiedAnew(
        some,
        [person for person in some if person in apart],
        person_of,
        day_changes(database, list(person_of), days),
        together,
        connected,
    )


def _taking_part(
    database: SqliteDatabase, identities: Mapping[int, Sequence[int]]
) -> tuple[list[tuple[int, str]], int]:
    """What the identities of the first of these persons took part in, and the last of these persons."""
    told: list[tuple[int, str]] = []
    rows, before = 0, 0
    persons = [person for person, them in identities.items() for _ in them]
    cursor = taking_part(database, [identity for them in identities.values() for identity in them])
    for person, (identity, text) in zip(persons, cursor, strict=True):
        if rows > MOST_ROWS and person != before:
            cursor.close()
            return told, before
        before = person
        if text:
            told.append((identity, text))
            rows += text.count(",") + 1
    return told, sys.maxsize


def _whose(identities: Ints, person_of: Mapping[int, int]) -> Ints:
    each, place = np.unique(identities, return_inverse=True)
    return np.array([person_of[one] for one in each.tolist()], dtype=np.int64)[place]


def _first_and_last(days: DayRows) -> dict[int, tuple[int, int]]:
    """By person the first instant of the first of these days, and the last of the last."""
    if not len(days):
        return {}
    starts = np.flatnonzero(np.concatenate(([True], days.who[1:] != days.who[:-1])))
    ends = np.append(starts[1:], len(days)) - 1
    first = np.minimum(days.first_at[starts], days.first_at[ends]).tolist()
    last = np.maximum(days.last_at[starts], days.last_at[ends]).tolist()
    return dict(zip(days.who[starts].tolist(), zip(first, last, strict=True), strict=True))
