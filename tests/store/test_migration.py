"""A library of an older schema: copied before it is changed, and as it was where the change does not succeed."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.domain.errors import LibraryProblem
from relate.store import backup, connection
from relate.store.connection import is_current, open_database
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
