"""What was said to people who were joined or parted is looked through: some at a time, and not what they wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.store import settling
from relate.store.links import Moves
from relate.store.people_cache import refresh_people
from relate.store.settling import concerns_owner, follow, gists_said_to
from tests.store.making import identity, mail, passed, profile, ready, start_import

NOON = 1_700_000_000_000
DAY_MS = 86_400_000


@pytest.fixture
def joined(tmp_path: Path) -> tuple[SqliteDatabase, Moves, int, int]:
    """The owner known by two identities of one person; ten times he wrote to Ana, twice to his other address."""
    database = ready(tmp_path)
    number = start_import(database)
    me, other, ana = (identity(database, key, number) for key in (profile("me"), mail("me@x.example"), profile("ana")))
    for one in (me, other):
        database.execute_sql("INSERT INTO owner_identity VALUES (?, ?, 1, 'Profile.csv')", (one, number))
    for day in range(10):
        passed(database, number, ana, NOON + day * DAY_MS, mine=me, text=f"to Ana {day}", gist=100 + day)
    for day in range(2):
        passed(database, number, other, NOON + day * DAY_MS, mine=me, text=f"to myself {day}", gist=200 + day)
    database.execute_sql("UPDATE identity SET person = ? WHERE id = ?", (me, other))
    return database, Moves({me, other}, {other}), me, ana


def test_what_the_owner_wrote_is_not_looked_through(joined: tuple[SqliteDatabase, Moves, int, int]) -> None:
    database, moved, me, _ana = joined
    assert set().union(*gists_said_to(database, moved)) == {200, 201}
    # From the other side too: he wrote all of it and was told nothing.
    assert list(gists_said_to(database, Moves(moved.persons, {me}))) == [{200, 201}]


def test_it_is_looked_through_some_at_a_time(
    joined: tuple[SqliteDatabase, Moves, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _moved, me, ana = joined
    monkeypatch.setattr(settling, "_SOME", 3)
    database.execute_sql("UPDATE identity SET person = ? WHERE id = ?", (me, ana))
    found = list(gists_said_to(database, Moves({me, ana}, {ana})))
    assert [len(some) for some in found if some] == [3, 3, 3, 1]
    assert set().union(*found) == set(range(100, 110))


def test_a_join_of_the_owner_leaves_that_to_the_pieces_after_it(
    joined: tuple[SqliteDatabase, Moves, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, moved, me, ana = joined

    def looked_through(_database: SqliteDatabase, of: Moves) -> set[int]:
        raise AssertionError(of)

    monkeypatch.setattr(settling, "_said_to_fewer", looked_through)
    assert concerns_owner(database, moved)
    refresh_people(database, [me])
    assert me in follow(database, moved)
    assert not concerns_owner(database, Moves({ana}, {ana}))
