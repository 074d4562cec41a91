"""Contact days are held against those that are there: only what differs is written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable

import numpy as np
from peewee import SqliteDatabase

from relate.domain.folding import DayRows
from relate.store.differences import day_changes

_TABLE = (
    "CREATE TABLE contact_day (identity INTEGER, day INTEGER, weight REAL, total REAL, messages_out INTEGER,"
    " messages_in INTEGER, first_at INTEGER, last_at INTEGER, PRIMARY KEY (identity, day)) WITHOUT ROWID"
)


def _days(days: Iterable[tuple[int, int, float]]) -> DayRows:
    """(identity, day, how much passed), ascending."""
    told = list(days)
    who, day = (np.array([one[place] for one in told], dtype=np.int64) for place in (0, 1))
    total = np.array([one[2] for one in told])
    return DayRows(who, day, total, total, who * 0 + 1, who * 0, day * 86_400_000, day * 86_400_000 + 5)


def _changed(database: SqliteDatabase, identities: list[int], days: Iterable[tuple[int, int, float]]) -> set[int]:
    """Whose days were written."""
    changes = day_changes(database, identities, _days(days))
    changes.write(database)
    return changes.identities


def _there(database: SqliteDatabase) -> list[tuple[int, int, float]]:
    return list(database.execute_sql("SELECT identity, day, total FROM contact_day ORDER BY identity, day"))


def test_only_days_that_differ_are_written() -> None:
    database = SqliteDatabase(":memory:")
    database.execute_sql(_TABLE)
    first = [(1, -3, 1.0), (1, 20, 0.5), (2, 20, 1.0), (9, 7, 1.0)]
    assert _changed(database, [1, 2, 9], first) == {1, 2, 9}
    assert _there(database) == first
    assert _changed(database, [1, 2, 9], first) == set()
    other = [(1, -3, 1.0), (1, 20, 2.0), (2, 20, 1.0), (2, 21, 1.0)]
    assert _changed(database, [2, 9, 1], other) == {1, 2, 9}
    assert _there(database) == other
    assert _changed(database, [2, 3], []) == {2}
    assert _there(database) == other[:2]


def test_days_are_held_against_others_with_no_further_part_of_numpy() -> None:
    program = (
        "import sys; from tests.store import test_differences as here; here.test_only_days_that_differ_are_written()"
    )
    program += "; print('numpy.ma' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False"]
