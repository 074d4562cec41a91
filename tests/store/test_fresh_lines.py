"""Lines that are worked out before they are written say what the library says when they are written."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.domain.errors import LibraryProblem
from relate.domain.moments import DAY_MS, Moment
from relate.domain.records import Fact, Field
from relate.store import fresh_lines, talks
from relate.store.fresh_lines import LinesAhead
from relate.store.home_days import prepare
from relate.store.journal import Journal
from tests.store.making import caches, library, passed, profile, ready, refresh_everybody, start_import, tell


def test_what_a_command_says_in_between_stands_in_the_lines(tmp_path: Path) -> None:
    database = library(tmp_path)
    prepare(database)
    archive = start_import(database)
    people = tell(database, archive, [((profile(name),), (Fact(Field.NAME, name.title()),)) for name in ("ana", "ben")])
    with closing(LinesAhead(database, people, archive)) as ahead:
        while ahead.done < len(people):
            time.sleep(0.001)
        assert not database.execute_sql("SELECT * FROM person").fetchall()
        database.execute_sql("INSERT INTO tag (identity, name) VALUES (?, 'choir')", (people[0],))
        database.execute_sql("INSERT INTO step (at, kind, title, by) VALUES (1, 'tag', 'Tagged Ana', '')")
        assert list(ahead.write(database))[-1] == 1.0
    assert database.execute_sql("SELECT name FROM person ORDER BY id").fetchall() == [("Ana",), ("Ben",)]
    found = database.execute_sql("SELECT rowid FROM person_fts WHERE person_fts MATCH 'choir'").fetchall()
    assert found == [(people[0],)]
    database.close()


@pytest.mark.parametrize("whose", ["a stranger's", "one of theirs"])
def test_a_talk_in_between_with_somebody_else_leaves_what_was_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    database = ready(tmp_path)
    archive = start_import(database)
    told = [((profile(name),), (Fact(Field.NAME, name.title()),)) for name in ("ana", "ben", "cleo")]
    *people, stranger = tell(database, archive, told)
    refresh_everybody(database)
    before = caches(database)
    database.execute_sql("DELETE FROM person WHERE id != ?", (stranger,))
    anew: list[int] = []
    write_anew = LinesAhead._write_anew

    def watched(ahead: LinesAhead, database: SqliteDatabase, persons: Sequence[int]) -> None:
        anew.extend(persons)
        write_anew(ahead, database, persons)

    monkeypatch.setattr(LinesAhead, "_write_anew", watched)
    with closing(LinesAhead(database, people, archive)) as ahead:
        while ahead.done < len(people):
            time.sleep(0.001)
        whom = stranger if whose == "a stranger's" else people[0]
        talks.log(database, Journal(database, lambda: 5 * DAY_MS), "talk", [whom], Moment(4 * DAY_MS), text="tea")
        assert list(ahead.write(database))[-1] == 1.0
    assert anew == ([] if whom == stranger else people)
    assert caches(database) != before
    written = caches(database)
    refresh_everybody(database)
    assert caches(database) == written
    database.close()


@pytest.mark.parametrize("most", [100_000, 1], ids=["all ahead", "one part ahead"])
@pytest.mark.parametrize("meanwhile", [False, True], ids=["alone", "with a command in between"])
def test_ties_that_are_worked_out_with_the_lines_are_written_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: bool, most: int
) -> None:
    monkeypatch.setattr(fresh_lines, "_MOST_AHEAD", most)
    database = ready(tmp_path)
    archive = start_import(database)
    names = [f"ana{number}" for number in range(900)]
    people = tell(database, archive, [((profile(name),), (Fact(Field.NAME, name.title()),)) for name in names])
    for place, person in enumerate(people[:700]):
        for week in range(1 + place % 3):
            passed(database, archive, person, DAY_MS * (18_000 + place + 7 * week) + week)
    with closing(LinesAhead(database, people, archive, with_ties=True)) as ahead:
        while ahead.done < min(len(people), most):
            time.sleep(0.001)
        if meanwhile:
            database.execute_sql("INSERT INTO step (at, kind, title, by) VALUES (1, 'tag', 'Tagged Ana', '')")
        assert list(ahead.write(database))[-1] == 1.0
    assert database.execute_sql("SELECT count(*) FROM contact_day").fetchone()[0] > 1_000
    assert database.execute_sql("SELECT count(*) FROM rhythm_state").fetchone()[0] == 700
    assert database.execute_sql("SELECT contact_days FROM person ORDER BY id LIMIT 4").fetchall() == [
        (1,), (2,), (3,), (1,)
    ]  # fmt: skip
    written = caches(database)
    refresh_everybody(database)
    assert caches(database) == written
    database.close()


def test_lines_that_cannot_be_worked_out_beside_are_worked_out_by_who_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = library(tmp_path)
    prepare(database)
    archive = start_import(database)
    people = tell(database, archive, [((profile("ana"),), (Fact(Field.NAME, "Ana"),))])

    def refused(path: Path) -> None:
        raise LibraryProblem("There are no more connections.")

    monkeypatch.setattr(fresh_lines, "open_to_read", refused)
    with closing(LinesAhead(database, people, archive)) as ahead:
        assert list(ahead.write(database))[-1] == 1.0
    assert database.execute_sql("SELECT name FROM person").fetchall() == [("Ana",)]
    database.close()
