"""Opening and closing the library for its one writer, and what is put right before anybody looks."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from peewee import DatabaseError, SqliteDatabase

from relate.domain.errors import LibraryProblem
from relate.store import home_days, index_upkeep
from relate.store.connection import end_chunks, is_current, make_durable, migrate, open_database, restored_from
from relate.store.gathered import Gathered
from relate.store.problems import DAMAGED, in_words

Database = SqliteDatabase


def open_for_writing(path: Path, keep_copy: bool = True) -> Gathered:
    """The library's writing connection, its schema up to date. Raises LibraryProblem.

    A library of an older schema is copied into its backups first (not with keep_copy False: `path` is a copy itself);
    where the step to today's schema fails, that copy takes its place.
    """
    _look_at_the_last_time(path)
    before = backup_before_migration(path) if _is_of_older_schema(path) and keep_copy else None
    database = open_database(path, "writer")
    assert isinstance(database, Gathered)
    try:
        migrate(database)
        home_days.prepare(database)
        index_upkeep.prepare(database)
    except Exception as error:
        database.close()
        if before is None:
            raise
        _put_back(before, path)
        known = in_words(error)
        raise LibraryProblem(
            f"The library could not be made ready for this Relate{f' ({known})' if known else ''}. It is as it was"
            f" before; a copy is {before}. Take the Relate you had until now."
        ) from error
    except BaseException:
        database.close()
        raise
    return database


def _look_at_the_last_time(path: Path) -> None:
    """Finish a restore that was broken off. Raises LibraryProblem where a library lost everything that was in it."""
    if not restored_from(path).exists() and path.exists() and path.stat().st_size:
        return
    from relate.store import backup  # here and below: the start of every day needs no copy

    backup.go_on(path, time.time_ns() // 1_000_000)
    if backup.is_emptied(path):
        raise LibraryProblem(f"{DAMAGED}: its file {path} is empty.")


def _is_of_older_schema(path: Path) -> bool:
    """Whether there is a library that was whole once and whose schema is not today's. Raises LibraryProblem for what is
    no library, or one of a newer Relate."""
    if not path.exists() or path.stat().st_size == 0:
        return False
    # Looked at before it is opened to write: that alone changes the header of another program's database.
    reader = open_database(path, "reader")
    try:
        # Version 0 is a library that was cut off while it was made: nothing was ever in it.
        return not is_current(reader) and reader.execute_sql("PRAGMA user_version").fetchone()[0] > 0
    finally:
        reader.close()


def backup_before_migration(path: Path) -> Path:
    """A verified copy of the library as it is, made now unless the newest one is of this state. Raises LibraryProblem:
    without a copy nothing is changed."""
    from relate.store import backup

    folder = path.parent / "backups"
    newest = next(iter(backup.copies(path, folder)), None)
    if newest is not None and backup.verify(newest.path) is None and backup.is_same_state(path, newest.path):
        return newest.path
    return backup.make(path, folder, time.time_ns() // 1_000_000).path


def _put_back(before: Path, path: Path) -> None:
    from relate.store import backup

    now_ms = time.time_ns() // 1_000_000
    waiting = backup.ready(before, path)
    if path.with_name(path.name + "-wal").exists():
        # Somebody else reads it: with the log of the half-done step beside it the copy would be damaged.
        backup.set_aside(path, backup.HALF_DONE, now_ms)
    waiting.replace(path)


class Log(NamedTuple):
    """Pages of the write-ahead log, and those of them that are not in the library yet."""

    pages: int
    left: int


def write_back(database: Database) -> Log | None:
    """Write into the library what its log holds, beside whoever writes and reads; what is in use stays for later.

    None where it cannot be done now (a full disk, a damaged file): nothing is lost by it, and the writer meets it too.
    """
    with suppress(DatabaseError):
        _, pages, done = database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        return Log(int(pages), int(pages - done))
    return None


def make_log_durable(library: Path) -> None:
    """What is in the log of a library is on the disk when this returns; where there is none, nothing happens. Nobody
    holds a lock on that file, so that it may be opened and closed beside SQLite."""
    with suppress(OSError):
        make_durable(library.with_name(f"{library.name}-wal"))


def close(database: Database) -> None:
    """Leave the library in one file: statistics for the planner, the WAL written back.

    Where that fails (a damaged file, a full disk) the log stays beside it and nothing is lost by it.
    """
    with suppress(DatabaseError):
        end_chunks(database)
        database.execute_sql("PRAGMA optimize")
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
