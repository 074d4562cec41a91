"""How a library is opened and closed: what SQLite is told, and what it is asked before it goes (trust.md)."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import OperationalError

from relate.store.connection import durable, open_database
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
