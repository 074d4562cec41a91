"""Which ids the rows of an archive get: in the order of time, whatever comes together in one second."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.domain.moments import Moment
from relate.domain.records import IdentityKey, IdentityKind, InteractionRecord, Kind, Participant, Position, Role
from relate.store.connection import open_staging
from relate.store.interaction_ids import SLOT_BITS, SLOTS, UNDATED_SECONDS
from relate.store.interactions import add_one
from relate.store.matching import match
from relate.store.staging import Staging
from tests.store.making import ready

ANA = Participant(IdentityKey("linkedin", IdentityKind.PROFILE, "ana-silva"), Role.FROM, "Ana Silva")
NOON = 1_700_000_000


def staged(folder: Path, seconds: Sequence[int | None], files: int = 1) -> Path:
    """A staging file of messages of Ana's, told alike by several files."""
    staging = Staging(folder / "1.rows")
    for file in range(files):
        for row, second in enumerate(seconds):
            at = None if second is None else Moment(second * 1000)
            where = Position(f"messages-{file}.csv", row + 1)
            staging.add(InteractionRecord(where, Kind.MESSAGE, at, (ANA,), ("test", str(row)), text=f"message {row}"))
    staging.finish()
    staging.close()
    return staging.path


def decided(path: Path) -> list[tuple[int | None, int, int]]:
    """(at, id, made) of every staged row, by id."""
    database = open_staging(path)
    try:
        return list(database.execute_sql("SELECT at, main, made FROM interaction ORDER BY main, made"))
    finally:
        database.close()


@pytest.fixture(params=["nothing", "a conversation"])
def library(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A library with nothing in it, and one with a row at the same second: the short way and the long one."""
    database: SqliteDatabase = ready(tmp_path)
    if request.param != "nothing":
        add_one(
            database, key=1, at=NOON * 1000, precision=6, kind=1, direction=0, participants=[], text="logged by hand"
        )
    database.close()
    return tmp_path / "relate.db"


def test_rows_are_numbered_in_the_order_of_time(tmp_path: Path, library: Path) -> None:
    path = staged(tmp_path, [NOON + 5, NOON, None, NOON + 5, NOON + 1, None])
    match(path, library, 1)
    found = decided(path)
    first = UNDATED_SECONDS.start << SLOT_BITS
    assert [row[1] for row in found[:2]] == [first, first + 1]
    assert [row[0] for row in found] == [None, None, *[(NOON + n) * 1000 for n in (0, 1, 5, 5)]]
    assert [row[1] >> SLOT_BITS for row in found[2:]] == [NOON, NOON + 1, NOON + 5, NOON + 5]
    assert len({row[1] for row in found}) == 6
    assert {row[2] for row in found} == {1}


def test_a_second_with_more_rows_than_slots_spills_into_the_next(tmp_path: Path, library: Path) -> None:
    path = staged(tmp_path, [NOON] * (SLOTS + 3) + [NOON + 1])
    match(path, library, 1)
    found = decided(path)
    assert len({row[1] for row in found}) == SLOTS + 4
    assert {row[1] >> SLOT_BITS for row in found} == {NOON, NOON + 1}
    assert [row[0] for row in found] == sorted(row[0] or 0 for row in found)


def test_the_same_row_in_two_files_is_one_interaction(tmp_path: Path, library: Path) -> None:
    path = staged(tmp_path, [NOON, NOON + 1, None], files=2)
    match(path, library, 1)
    found = decided(path)
    assert len({row[1] for row in found}) == 3
    assert [row[2] for row in found] == [0, 1] * 3


def test_a_row_that_is_decided_again_gets_the_same_id(tmp_path: Path, library: Path) -> None:
    path = staged(tmp_path, [NOON, NOON, NOON + 1, None])
    match(path, library, 1)
    before = decided(path)
    match(path, library, 1)
    assert decided(path) == before


@pytest.mark.parametrize("names", [("Ana Silva", "Ana Silva"), ("Ana Silva", "Ana Moor")])
def test_what_two_files_tell_by_different_names_can_be_found_by_either(
    tmp_path: Path, library: Path, names: tuple[str, str]
) -> None:
    staging = Staging(tmp_path / "1.rows")
    for file, name in enumerate(names):
        where, at = Position(f"messages-{file}.csv", 1), Moment(NOON * 1000)
        staging.add(InteractionRecord(where, Kind.MESSAGE, at, (ANA,), ("test", "1"), ("message", name), text="Hi"))
    staging.finish()
    staging.close()
    match(staging.path, library, 1)
    found = decided(staging.path)
    assert len({row[1] for row in found}) == 1
    assert [row[2] for row in found] == ([0, 1] if len(set(names)) == 1 else [1, 2])
