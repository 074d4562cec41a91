"""How some people are tied to the owner and what their lines say, worked out over arrays from all that passed, and what
that changes. Working it out only reads: that is done beside the writer too, who writes it (renewing.py)."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from peewee import SqliteDatabase

from relate.domain.folding import DayRows, fold_days
from relate.store.beside import There
from relate.store.differences import DayChanges, StateChanges, day_changes, state_changes
from relate.store.owners import OWNER_PERSONS
from relate.store.passed import Passed, taking_part
from relate.store.people_cache import Member, Ties, lines_of, members_of
from relate.store.person_lines import LineChanges, line_changes

if TYPE_CHECKING:
    from relate.domain.columns import Ints

MOST_ROWS: Final = 32_000
"""As many rows are looked at at a time, unless more passed with one person."""
AT_ONCE: Final = 200
"""Of so many people it is read who they are, before it is known of how many there will be rows enough."""


@dataclass(frozen=True, slots=True)
class TiedAnew:
    """What changes of some people. persons: whom it is about, ascending. apart: those of them who are not worked out
    here. differing: whose days or line it is."""

    persons: Sequence[int]
    apart: Sequence[int]
    days: DayChanges
    states: StateChanges
    lines: LineChanges
    differing: frozenset[int]

    @property
    def rows(self) -> int:
        """About as many are held for it."""
        return len(self.persons) + len(self.days.put)

    def write(self, database: SqliteDatabase) -> None:
        """Within the caller's transaction; nothing of those who are apart."""
        self.days.write(database)
        self.states.write(database)
        self.lines.write(database)


def tied_beside(
    there: There, persons: Sequence[int], apart: Sequence[int], seeing: int = 0, most: int = MOST_ROWS
) -> TiedAnew:
    """As `tied_anew`, over all that is known there to have passed."""
    return tied_anew(there.database, there.kept[Passed], persons, apart, seeing, most)


def tied_anew(
    database: SqliteDatabase,
    passed: Passed,
    persons: Sequence[int],
    apart: Collection[int],
    seeing: int = 0,
    most: int = MOST_ROWS,
) -> TiedAnew:
    """Of the first of these persons, ascending, as many as have so many rows, or the very first. apart: whom `passed`
    does not hold as they are now. seeing: an import whose rows count although readers do not see them yet."""
    # With himself the owner has no tie: everything that ever passed would be his.
    me = {int(row[0]) for row in database.execute_sql(OWNER_PERSONS)}
    members: dict[int, list[Member]] = {}
    told: list[tuple[int, int, str]] = []
    last, left = sys.maxsize, most
    for start in range(0, len(persons), AT_ONCE):
        them = members_of(database, [person for person in persons[start : start + AT_ONCE] if person not in apart])
        members.update(them)
        last, left = _taking_part(database, {one: each for one, each in them.items() if one not in me}, left, told)
        if left <= 0:
            break
    some = [person for person in persons if person <= last]
    known = [person for person in some if person not in apart]
    members = {person: members[person] for person in known if person in members}
    person_of = {member[0]: person for person, them in members.items() for member in them}
    with_each = passed.with_each(told)
    days = with_each.days()
    changed_days = day_changes(database, list(person_of), days)
    together = days.of_persons(_whose(days.who, person_of))
    now, states = state_changes(database, known, fold_days(together.contact_days()))
    connected: dict[int, int] = {}
    for identity, at in with_each.connected():
        person = person_of[identity]
        connected[person] = min(at, connected.get(person, at))
    tied = Ties(frozenset(known), members, now, _first_and_last(together.with_contact()), connected)
    lines = line_changes(database, known, lines_of(database, known, seeing, tied=tied))
    differing = lines.persons.union(person_of[identity] for identity in changed_days.identities)
    return TiedAnew(
        some, [person for person in some if person in apart], changed_days, states, lines, frozenset(differing)
    )


def _taking_part(
    database: SqliteDatabase, members: Mapping[int, Sequence[Member]], left: int, told: list[tuple[int, int, str]]
) -> tuple[int, int]:
    """Adds to `told` what the identities of the first of these persons took part in: as many as have so many rows in
    all, or the very first of all. The last of those, and how many rows are left to look at: none where somebody was
    left out."""
    before = min(members, default=0) - 1
    persons = [person for person, them in members.items() for _ in them]
    cursor = taking_part(database, [member[0] for them in members.values() for member in them])
    for person, (identity, text) in zip(persons, cursor, strict=True):
        count = text.count(",") + 1 if text else 0
        if told and person != before and count > left:
            cursor.close()
            return before, 0
        before = person
        if text:
            told.append((identity, count, text))
            left -= count
    return sys.maxsize, max(left, 1)


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
