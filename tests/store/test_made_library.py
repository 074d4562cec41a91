"""The library that is measured is one the program could have made: deriving everything again changes nothing."""

from __future__ import annotations

from pathlib import Path

from peewee import SqliteDatabase

from relate.domain.packing import unpack
from relate.store import writing
from relate.store.connection import quick_check
from tests.bench.library import Size, make
from tests.store.making import caches, recompute


def derived(database: SqliteDatabase) -> list[tuple[object, ...]]:
    """The caches, states opened, decimals as exact as sums of tenths are in any order."""
    return [tuple(_plain(value) for value in row) for row in caches(database)]


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        state = unpack(value)
        return tuple(_plain(getattr(state, name)) for name in state.__dataclass_fields__)
    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    return round(value, 6) if isinstance(value, float) else value


def test_a_made_library_agrees_with_what_the_program_derives_from_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "made.db"
    make(path, Size(1_000, 20_000))
    database = writing.open_for_writing(path)
    try:
        made = derived(database)
        assert quick_check(database) == "ok"
        assert database.execute_sql("SELECT count(*) FROM interaction").fetchone() == (20_000,)
        recompute(database)
        again = derived(database)
    finally:
        writing.close(database)
    differing = [pair for pair in zip(made, again, strict=True) if pair[0] != pair[1]]
    assert differing == []


def test_a_made_library_is_sparse_and_has_a_heavy_tail(tmp_path: Path) -> None:
    path = tmp_path / "made.db"
    make(path, Size(1_000, 20_000))
    database = writing.open_for_writing(path)
    try:
        listed, talked, busiest = database.execute_sql(
            "SELECT count(*), count(last_contact), max(contact_days) FROM person WHERE listed"
        ).fetchone()
        (hits,) = database.execute_sql(
            "SELECT count(*) FROM interaction_fts WHERE interaction_fts MATCH 'meeting'"
        ).fetchone()
    finally:
        writing.close(database)
    assert listed == 1_000
    assert 0.1 < talked / listed < 0.4
    assert busiest > 50
    assert hits > 200
