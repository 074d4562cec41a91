"""How a library is opened and closed: what SQLite is told, and what it is asked before it goes (trust.md)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from peewee import OperationalError

from relate.domain.errors import LibraryProblem
from relate.store.connection import durable, open_database, open_to_read
from relate.store.writing import close, open_for_writing

PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000, "trusted_schema": 0, "cell_size_check": 1}
NORMAL = 1
LOOKING_IN = """
import sys
from pathlib import Path
from relate.store.connection import open_to_read

other = open_to_read(Path(sys.argv[1]))
print(other.execute_sql("SELECT value FROM setting WHERE name = 'one'").fetchone())
other.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    close(open_for_writing(tmp_path / "relate.db"))
    return tmp_path / "relate.db"


@pytest.mark.parametrize("name", sorted(PRAGMAS))
def test_writer_and_readers_are_told_the_same(path: Path, name: str) -> None:
    for opened in (open_for_writing(path), open_database(path, "reader")):
        assert opened.execute_sql(f"PRAGMA {name}").fetchone() == (PRAGMAS[name],)
        opened.close()


def test_a_reader_is_refused_every_write(path: Path) -> None:
    reader = open_database(path, "reader")
    with pytest.raises(OperationalError, match="readonly"):
        reader.execute_sql("DELETE FROM setting")
    reader.close()


def test_what_the_user_typed_is_on_the_disk_and_a_bulk_import_need_not_be(path: Path) -> None:
    database = open_for_writing(path)
    assert database.execute_sql("PRAGMA synchronous").fetchone() == (NORMAL,)
    told: list[str] = []
    database.connection().set_trace_callback(told.append)
    with durable(database):
        database.execute_sql("INSERT INTO setting VALUES ('one', '1')")
    assert told.index("PRAGMA synchronous = FULL") < next(n for n, sql in enumerate(told) if sql.startswith("BEGIN"))
    assert database.execute_sql("PRAGMA synchronous").fetchone() == (NORMAL,)
    close(database)


def test_closing_leaves_statistics_and_one_file(path: Path) -> None:
    database = open_for_writing(path)
    database.execute_sql("INSERT INTO setting VALUES ('one', '1')")
    told: list[str] = []
    database.connection().set_trace_callback(told.append)
    close(database)
    assert "PRAGMA optimize" in told
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_another_program_that_looks_in_and_goes_leaves_the_log_to_those_who_have_it_open(path: Path) -> None:
    reader = open_to_read(path)  # as the window does: it reads before there is anything to write
    writer = open_for_writing(path)

    def seen_from_outside() -> str:
        ran = subprocess.run([sys.executable, "-c", LOOKING_IN, str(path)], capture_output=True, text=True, check=True)
        return ran.stdout.strip()

    seen = []
    for value in ("1", "2"):
        writer.execute_sql("INSERT OR REPLACE INTO setting (name, value) VALUES ('one', ?)", (value,))
        seen.append(seen_from_outside())
    assert seen == ["('1',)", "('2',)"]
    reader.close()
    close(writer)


def test_a_library_that_others_may_read_is_private_from_its_next_opening(path: Path) -> None:
    path.chmod(0o644)
    close(open_for_writing(path))
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_in_the_place_of_a_library_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(LibraryProblem, match="is a folder: name the library's file in it"):
        open_to_read(tmp_path)
    with pytest.raises(LibraryProblem, match="is a folder: name the library's file in it"):
        open_database(tmp_path, "reader")


def test_why_a_library_cannot_be_read_where_nothing_may_be_written_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(open_for_writing(path))
    path.with_name(f"{path.name}-wal").mkdir()  # as root any folder may be written
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    with pytest.raises(LibraryProblem, match="nothing may be written beside it, and even reading needs that"):
        open_to_read(path)
