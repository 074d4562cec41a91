"""A row counts once, in whatever order the records of a file come."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.records import Fact, Field, IdentityKey, IdentityKind, PersonRecord, Position, Reason, Skipped
from relate.store.staging import Staging
from relate.store.told_rows import Stretches


@settings(deadline=None)
@given(st.lists(st.integers(1, 40), max_size=120))
def test_each_row_is_seen_for_the_first_time_once(rows: list[int]) -> None:
    told, seen = Stretches(), set[int]()
    for row in rows:
        assert told.add(row) is (row not in seen)
        seen.add(row)
    assert told.count == len(seen)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 40), max_size=12), max_size=20))
def test_rows_that_are_seen_together_are_as_those_seen_one_by_one(together: list[list[int]]) -> None:
    told, seen = Stretches(), set[int]()
    for rows in together:
        assert told.add_all(rows) == len(set(rows) - seen)
        seen.update(rows)
        assert not any(told.add(row) for row in rows)
    assert told.count == len(seen)


def test_a_row_whose_records_come_apart_is_one_row(tmp_path: Path) -> None:
    """People of a file first, then what was left out of it; rows of two files in between."""
    staging = Staging(tmp_path / "rows")
    for file, row in (("a.csv", 1), ("b.csv", 7), ("a.csv", 2), ("a.csv", 3)):
        key = IdentityKey("linkedin", IdentityKind.PROFILE, f"{file}-{row}")
        staging.add(PersonRecord(Position(file, row), (key,), (Fact(Field.NAME, "Ana Duarte"),)))
    for file, row in (("a.csv", 3), ("a.csv", 1), ("b.csv", 7), ("b.csv", 6)):
        staging.add(Skipped(Position(file, row), Reason.EMPTY))
    assert staging.rows == 5
    staging.finish()
    told = dict(staging.database.execute_sql("SELECT name, rows FROM file").fetchall())
    staging.close()
    assert told == {"a.csv": 3, "b.csv": 2}
