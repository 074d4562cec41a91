"""States and facts of everybody who can be listed, read in pieces: what a day's list is made from.

Reading 100,000 people takes more than a second. Between the pieces, some hundredths of a second each, a conversation
that is being logged goes first. Source: design/ranking.md.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from peewee import SqliteDatabase

from relate.domain.packing import records_of
from relate.domain.state_table import StateTable
from relate.domain.tie_facts import FactTable
from relate.store import tie_reads
from relate.store.last_words import turns_of
from relate.store.visibility import and_visible, hidden

if TYPE_CHECKING:
    from relate.domain.columns import Ints

PIECE = 2_000
"""People read at a time."""
MANY = 20_000
"""People of whom it is noted at a time where they stand."""
FEW = 250
"""People at a time of whom each is looked through: their turns."""


def states_and_facts(database: SqliteDatabase) -> Generator[None, None, tuple[StateTable, FactTable]]:
    """The rhythm states of everybody who can be listed, never-talked ones too, and what ranks them beside these."""
    everyone = _listed(database)
    yield
    states, facts = StateTable(everyone), FactTable(everyone)
    yield
    place: dict[int, int] = {}
    for start in range(0, len(everyone), MANY):
        place.update(zip(everyone[start : start + MANY].tolist(), range(start, start + MANY), strict=False))
        yield
    tie_reads.said(database, facts, place)
    tie_reads.rare_kinds(database, facts, place)
    words = tie_reads.logged(database)
    yield
    for low, high in _pieces(everyone, PIECE):
        these = tie_reads.between(low, high)
        _states(database, states, these)
        tie_reads.lines(database, facts, place, these)
        yield
        tie_reads.covers(database, facts, place, these, words)
        yield
    turns = facts.ints("turns")
    thin = everyone[tie_reads.thin(states)]
    for start in range(0, len(thin), FEW):
        for person, changes in turns_of(database, thin[start : start + FEW].tolist()):
            turns[place[person]] = changes
        yield
    return states, facts


def _listed(database: SqliteDatabase) -> Ints:
    """Read as one row: a row of each keeps Python to itself for as long as a conversation takes to be shown."""
    from relate.store.passed import numbers

    everyone = f"SELECT id FROM person WHERE listed{and_visible('import_id', hidden(database))} ORDER BY id"
    (told,) = database.execute_sql(f"SELECT group_concat(id) FROM ({everyone})").fetchone()
    return numbers(told)


def _states(database: SqliteDatabase, into: StateTable, these: str) -> None:
    import numpy as np

    rows = database.execute_sql(
        f"SELECT person, state FROM rhythm_state WHERE 1{these.format('person')} ORDER BY person"
    ).fetchall()
    persons = np.array([row[0] for row in rows], dtype=np.int64)
    at = np.minimum(np.searchsorted(into.persons, persons), len(into) - 1)
    listed = into.persons[at] == persons
    if not listed.any():
        return
    some = StateTable.from_records(persons, records_of([row[1] for row in rows]))
    for name in StateTable.DEFAULTS:
        into.ints(name)[at[listed]] = some.ints(name)[listed]


def _pieces(everyone: Ints, size: int) -> Iterator[tuple[int, int]]:
    """The first and the last of every so many people."""
    for start in range(0, len(everyone), size):
        part = everyone[start : start + size]
        yield int(part[0]), int(part[-1])
