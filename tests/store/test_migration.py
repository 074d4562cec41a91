"""A library of an older schema: copied before it is changed, and as it was where the change does not succeed."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import SchemaManager, SqliteDatabase

from relate.domain.errors import LibraryProblem
from relate.store import backup, connection
from relate.store.connection import is_current, open_database
from relate.store.journal import Journal
from relate.store.schema import FULL_TEXT, TABLES
from relate.store.writing import close, open_for_writing

SECOND = """
def up(migrator, database):
    database.execute_sql("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT")
    database.execute_sql("INSERT INTO setting (name, value) VALUES ('later', '1')")
    {then}
"""
FAILING = "database.execute_sql('INSERT INTO nowhere VALUES (1)')"
FAILING_HALF_WRITTEN = "database.connection().execute('COMMIT'); database.execute_sql('SELECT * FROM nowhere')"
FAILING_IN_PYTHON = "raise ZeroDivisionError"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "relate.db"
    database = open_for_writing(path)
    database.execute_sql("INSERT INTO setting (name, value) VALUES ('mine', '\"kept\"')")
    close(database)
    return path


def next_release(monkeypatch: pytest.MonkeyPatch, folder: Path, then: str) -> None:
    """A Relate with one more migration than today's."""
    folder.mkdir(exist_ok=True)
    for script in connection.migrations_folder().glob("[0-9]*.py"):
        (folder / script.name).write_bytes(script.read_bytes())
    (folder / "9999_later.py").write_text(SECOND.format(then=then))
    monkeypatch.setattr(connection, "migrations_folder", lambda: folder)


def rows(path: Path) -> tuple[set[str], set[str]]:
    """(tables, settings)"""
    database = open_database(path, "reader")
    try:
        tables = database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        settings = database.execute_sql("SELECT name FROM setting").fetchall()
        return {str(row[0]) for row in tables}, {str(row[0]) for row in settings}
    finally:
        database.close()


def test_the_library_is_copied_before_its_schema_changes(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(library)
    next_release(monkeypatch, tmp_path / "next", "pass")
    database = open_for_writing(library)
    assert is_current(database)
    close(database)
    assert "later" in rows(library)[0]
    (copy,) = backup.copies(library, library.parent / "backups")
    assert rows(copy.path) == before


@pytest.mark.parametrize("then", [FAILING, FAILING_HALF_WRITTEN, FAILING_IN_PYTHON])
def test_a_step_that_fails_leaves_the_library_as_it_was(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    before = rows(library)
    with monkeypatch.context() as patch:
        next_release(patch, tmp_path / "next", then)
        for _ in range(3):  # each start tries again, and makes no further copy of the same state
            with pytest.raises(LibraryProblem, match="as it was before"):
                open_for_writing(library)
            assert rows(library) == before
            assert len(backup.copies(library, library.parent / "backups")) == 1
    assert backup.verify(library) is None
    close(open_for_writing(library))
    next_release(monkeypatch, tmp_path / "mended", "pass")
    close(open_for_writing(library))
    assert "later" in rows(library)[1]


def test_a_log_that_somebody_still_reads_does_not_end_up_beside_the_copy(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(library)
    reader = open_database(library, "reader")
    reader.execute_sql("BEGIN")
    reader.execute_sql("SELECT count(*) FROM setting").fetchone()
    next_release(monkeypatch, tmp_path / "next", FAILING_HALF_WRITTEN)
    with pytest.raises(LibraryProblem, match="as it was before"):
        open_for_writing(library)
    reader.close()
    assert rows(library) == before
    assert backup.verify(library) is None


def test_without_room_for_the_copy_nothing_is_changed(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.read_bytes()
    next_release(monkeypatch, tmp_path / "next", "pass")

    def full(*_args: object) -> None:
        raise backup.NoRoom("There is no room for a copy of the library.")

    monkeypatch.setattr(backup, "copy", full)
    with pytest.raises(LibraryProblem, match="no room"):
        open_for_writing(library)
    assert library.read_bytes() == before


FIRST_ONLY = "0001_first.py"
STEP_OF_THE_FIRST_SCHEMA = (
    "INSERT INTO identity (id, network, account, kind, key, import_id, by_user, person)"
    " VALUES (1, 'relate', 0, 'id', 'one', 0, 1, 1)",
    "INSERT INTO fact (identity, field, value, import_id, seen_at, by_user) VALUES (1, 'name', 'Ana Silva', 0, 1, 1)",
    "INSERT INTO circle_member (identity, circle, since) VALUES (1, 15, 2)",
    "INSERT INTO step (id, at, kind, title, by) VALUES (1, 2, 'circle', 'Put Ana Silva into the circle of 15', '')",
    "INSERT INTO change (step, entity, ref, identity, before, after)"
    " VALUES (1, 'circle', '1', 1, NULL, '{\"circle\":15,\"since\":2}')",
)


def schema(database: SqliteDatabase) -> set[tuple[str, str]]:
    rows = database.execute_sql(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'schema_migration%'"
    )
    return {(str(name), " ".join(str(sql).split())) for name, sql in rows}


def test_the_scripts_together_make_what_the_models_say(tmp_path: Path) -> None:
    made = open_for_writing(tmp_path / "relate.db")
    said = open_database(tmp_path / "said.db", "writer")
    for model in TABLES:
        SchemaManager(model, database=said).create_all()
    for statement in FULL_TEXT:
        said.execute_sql(statement)
    assert schema(made) == schema(said)
    close(made)
    close(said)


def test_a_library_of_the_first_schema_takes_back_what_was_done_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "first"
    folder.mkdir()
    (folder / FIRST_ONLY).write_bytes((connection.migrations_folder() / FIRST_ONLY).read_bytes())
    path = tmp_path / "home" / "relate.db"
    with monkeypatch.context() as patch:
        patch.setattr(connection, "migrations_folder", lambda: folder)
        old = open_for_writing(path)
        for statement in STEP_OF_THE_FIRST_SCHEMA:
            old.execute_sql(statement)
        close(old)
    database = open_for_writing(path)
    assert Journal(database, lambda: 3).undo().title == "Put Ana Silva into the circle of 15"
    assert database.execute_sql("SELECT circle FROM person").fetchone() == (None,)
    assert Journal(database, lambda: 4).redo().restored == 1
    assert database.execute_sql("SELECT circle FROM person").fetchone() == (15,)
    close(database)
