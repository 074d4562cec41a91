"""Lines that are worked out before they are written say what the library says when they are written."""

from __future__ import annotations

from pathlib import Path

from relate.domain.records import Fact, Field
from relate.store.fresh_lines import write_fresh
from relate.store.home_days import prepare
from tests.store.making import library, profile, start_import, tell


def test_what_a_command_says_in_between_stands_in_the_lines(tmp_path: Path) -> None:
    database = library(tmp_path)
    prepare(database)
    archive = start_import(database)
    ana, _ = tell(database, archive, [((profile(name),), (Fact(Field.NAME, name.title()),)) for name in ("ana", "ben")])
    work = write_fresh(database, [ana, ana + 1], (), archive)
    next(work)
    assert not database.execute_sql("SELECT * FROM person").fetchall()
    database.execute_sql("INSERT INTO tag (identity, name) VALUES (?, 'choir')", (ana,))
    assert list(work)[-1] == 1.0
    assert database.execute_sql("SELECT name FROM person ORDER BY id").fetchall() == [("Ana",), ("Ben",)]
    found = database.execute_sql("SELECT rowid FROM person_fts WHERE person_fts MATCH 'choir'").fetchall()
    assert found == [(ana,)]
    database.close()
