"""How a library is opened and closed: what SQLite is told, and what it is asked before it goes (trust.md)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from peewee import OperationalError

from relate.store.connection import durable, immediate, open_database, open_if_ready, open_to_read
from relate.store.writing import close, open_for_writing

PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000, "trusted_schema": 0, "cell_size_check": 1}
NORMAL = 1


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


def settings_seen_elsewhere(path: Path) -> int:
    """How many another program finds in the library, which it then closes."""
    read = (
        "import sqlite3, sys; made = sqlite3.connect(sys.argv[1]);"
        " print(made.execute('SELECT count(*) FROM setting').fetchone()[0]); made.close()"
    )
    done = subprocess.run([sys.executable, "-c", read, path], check=True, capture_output=True, text=True)
    return int(done.stdout)


def test_the_log_stays_when_another_program_has_read_in_a_library_that_is_open(path: Path) -> None:
    """A window reads before it writes; `relate people` in a terminal then comes and goes."""
    first = open_if_ready(path)
    assert first is not None
    writer = open_for_writing(path)
    try:
        seen = [settings_seen_elsewhere(path)]
        for name in ("one", "two"):
            with immediate(writer):
                writer.execute_sql("INSERT INTO setting (name, value) VALUES (?, '1')", (name,))
            seen.append(settings_seen_elsewhere(path))
        assert [count - seen[0] for count in seen] == [0, 1, 2]
        other = open_to_read(path)
        assert other.execute_sql("SELECT count(*) FROM setting").fetchone() == (seen[-1],)
        other.close()
    finally:
        first.close()
        close(writer)
