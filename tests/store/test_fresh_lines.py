"""Lines that are worked out before they are written say what the library says when they are written."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import pytest

from relate.domain.errors import LibraryProblem
from relate.domain.records import Fact, Field
from relate.store import fresh_lines
from relate.store.fresh_lines import LinesAhead
from relate.store.home_days import prepare
from tests.store.making import library, profile, start_import, tell


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
