"""A thread of many messages is told in stretches what it would be told in one go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.domain.moments import DAY_MS
from relate.domain.records import Fact, Field
from relate.store import pitches, ties
from relate.store.codes import Tone
from tests.store.making import passed, profile, ready, start_import, tell

NOON = 20_000 * DAY_MS + DAY_MS // 2


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqliteDatabase]:
    monkeypatch.setattr(pitches, "LONG", 3)
    monkeypatch.setattr(pitches, "_AT_A_TIME", 1)
    made = ready(tmp_path)
    yield made
    made.close()


def thread(database: SqliteDatabase, number: int, lines: int, answered: bool) -> None:
    """One of so many messages to the owner, who answered the last or none."""
    archive = start_import(database)
    me, other = tell(
        database, archive, [((profile(f"{who}{number}"),), (Fact(Field.NAME, who),)) for who in ("me", "ana")]
    )
    database.execute_sql(
        "INSERT INTO conversation (id, account, key, title, mine) VALUES (?, 1, ?, '', 0)", (number, str(number))
    )
    for line in range(lines):
        mine = me if answered and line == lines - 1 else None
        row = passed(database, archive, other, NOON + number * DAY_MS + line, mine=mine, text=f"{number} {line}")
        database.execute_sql("UPDATE interaction SET conversation = ? WHERE id = ?", (number, row))


def tones(database: SqliteDatabase) -> list[tuple[int, int]]:
    return list(database.execute_sql("SELECT conversation, tone FROM interaction ORDER BY id").fetchall())


@pytest.mark.parametrize("answered", [False, True])
def test_it_is_a_pitch_where_the_owner_never_wrote_and_none_any_more_where_he_did(
    database: SqliteDatabase, answered: bool
) -> None:
    thread(database, 1, 10, answered)
    thread(database, 2, 10, answered=False)
    database.execute_sql(f"UPDATE interaction SET tone = {int(Tone.PITCH) if answered else 0}")
    before = tones(database)
    told = list(pitches.marked(database, [1]))
    assert max(map(len, told)) == 3, "in stretches"
    assert sum(map(len, told)) == 10
    expected = int(Tone.PLAIN if answered else Tone.PITCH)
    assert tones(database) == [(one, expected if one == 1 else tone) for one, tone in before]
    assert ties.mark_tones(database, [], [1]) == set()


def test_short_threads_are_told_together(database: SqliteDatabase) -> None:
    for number in (1, 2, 3):
        thread(database, number, 2, answered=number == 2)
    told = list(pitches.marked(database, [1, 2, 3]))
    assert [len(some) for some in told if some] == [4]
    assert tones(database) == [(1, 2), (1, 2), (2, 0), (2, 0), (3, 2), (3, 2)]
