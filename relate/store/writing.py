"""Opening and closing the library for its one writer, and what is put right before anybody looks."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from peewee import DatabaseError, SqliteDatabase

from relate.store import ties
from relate.store.connection import is_current, migrate, open_database

Database = SqliteDatabase


def open_for_writing(path: Path) -> Database:
    """The library's writing connection, its schema up to date. Raises LibraryProblem."""
    if path.exists() and path.stat().st_size > 0:
        # Looked at before it is opened to write: that alone changes the header of another program's database.
        reader = open_database(path, "reader")
        try:
            is_current(reader)
        finally:
            reader.close()
    database = open_database(path, "writer")
    try:
        migrate(database)
        ties.prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def close(database: Database) -> None:
    """Leave the library in one file: statistics for the planner, the WAL written back.

    Where that fails (a damaged file, a full disk) the log stays beside it and nothing is lost by it.
    """
    with suppress(DatabaseError):
        database.execute_sql("PRAGMA optimize")
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
