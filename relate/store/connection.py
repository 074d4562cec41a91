"""The one place that opens a database: the library for its writer, for readers, and staging files.

Encryption, pragmas and file modes live here and nowhere else (design: architecture.md rule 2, trust.md).
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import quote

from relate.domain.errors import LibraryProblem

if TYPE_CHECKING:
    from peewee import SqliteDatabase
else:
    SqliteDatabase = object

APPLICATION_ID = 0x52454C41
"""Written in the header of each library ("RELA"), so that another program's database is not taken for one."""

OLDEST_SQLITE = (3, 40, 0)

Mode = Literal["writer", "reader"]

_BETWEEN_LOOKS = 100_000
"""Steps of SQLite's machine, some milliseconds."""

_LONGEST_KEPT = 512 * 1024 * 1024
"""Bytes of the log that stay its own until the library is closed. What is beyond them idle work gives back: that takes
a quarter of a second of a gigabyte, twice as long as a command may."""
_FAR_BEHIND = 500_000
"""Pages of the log, 2 GB, from which a commit writes it back itself. While a large library is copied beside an import
the log grows to half of that, and the command that came next took three seconds."""

_NEWER = "This library was written by a newer Relate: take the newer program to open it."

_PRAGMAS: dict[str, Any] = {
    "foreign_keys": "ON",
    "busy_timeout": 5000,
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "temp_store": "MEMORY",
}
# Not mapped into memory: it is no quicker, and the library's pages would count as the program's own.
_READING: dict[str, Any] = _PRAGMAS | {"query_only": "ON", "cache_size": -16 * 1024}
_ONCE: Final = -4 * 1024
"""Kilobytes of pages, below nought as SQLite wants them, where most are read or written once: an import's. More of them
only fill the memory while it runs (40 MB of Telegram's 300,000 messages); the system has them too."""
_IN_PASSING: Final = -1024
"""The same where each is read once, from one end to the other: what was read is not asked for again."""
_OPTIONS: dict[str, Any] = {"check_same_thread": False, "cached_statements": 512, "uri": True}


class Reading(SqliteDatabase):
    """A connection that only reads, without peewee, whose loading takes a tenth of the time of a start.

    To what reads it is the database of peewee whose class it names, and answers the few calls that reading needs. It
    raises the errors of sqlite3 where that one raises peewee's.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection: sqlite3.Connection | None = connection

    def connection(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.InterfaceError("the connection is closed")
        return self._connection

    def execute_sql(self, sql: str, params: Sequence[Any] | None = None) -> sqlite3.Cursor:
        return self.connection().execute(sql, params or ())

    def is_closed(self) -> bool:
        return self._connection is None

    def close(self) -> bool:
        """Whether it was open."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        return connection is not None

    def __del__(self) -> None:
        # That of a thread goes with the thread (services/readers.py); Python 3.13 warns of one that is not closed.
        self.close()


def open_to_read(path: Path, *, once: bool = False) -> Reading:
    """A connection of its own for a thread that reads. `query_only`: SQLite itself refuses its writes. once: it reads
    all that there is from one end to the other, and nothing again.

    Raises LibraryProblem with a sentence when the file is no database or cannot be opened.
    """
    with _in_words(path):
        database = Reading(sqlite3.connect(str(path), isolation_level=None, **_OPTIONS))
        try:
            for name, value in (_READING | ({"cache_size": _IN_PASSING} if once else {})).items():
                database.execute_sql(f"PRAGMA {name} = {value}")
            database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            database.close()
            raise
        return database


def restored_from(library: Path) -> Path:
    """Where a copy lies while it takes the library's place; one that is there was broken off."""
    return library.with_name(f".{library.name}.restoring")


def open_if_ready(path: Path) -> Reading | None:
    """The library opened to read, where there is one that may be written and whose schema is today's. None where its
    writer has to be there first: that makes it ready, or finds out what is wrong."""
    try:
        if not path.stat().st_size or not all(os.access(one, os.W_OK) for one in (path, path.parent)):
            return None
        if restored_from(path).exists():
            return None
        database = open_to_read(path)
    except (OSError, LibraryProblem):
        return None
    try:
        if is_current(database):
            return database
    except (LibraryProblem, sqlite3.Error):
        pass
    database.close()
    return None


def open_database(path: Path, mode: Mode) -> SqliteDatabase:
    """A connected database on `path`, of peewee. A reader is `query_only`.

    Raises LibraryProblem with a sentence when the file is no database or cannot be opened.
    """
    import peewee

    pragmas = _READING
    if mode == "writer":
        _private(path)
        pragmas = _PRAGMAS | {"journal_mode": "WAL", "synchronous": "NORMAL", "journal_size_limit": -1}
        # Written back beside the writer (services/write_back.py): in its own commits only when that lags far behind.
        pragmas |= {"cache_size": -16 * 1024, "wal_autocheckpoint": _FAR_BEHIND}
    database = _of_peewee(mode)
    database.init(str(path), pragmas=pragmas, **_OPTIONS)
    with _in_words(path, peewee.DatabaseError):
        try:
            database.connect()
            database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            database.close()
            raise
    return database


def _of_peewee(mode: Mode) -> SqliteDatabase:
    import peewee

    if mode == "reader":
        return peewee.SqliteDatabase(None, autoconnect=False, thread_safe=False)
    from relate.store.gathered import Gathered

    return Gathered(None, autoconnect=False, thread_safe=False)


@contextmanager
def _in_words(path: Path, problems: type[Exception] = sqlite3.DatabaseError) -> Iterator[None]:
    """What keeps a library from being opened, as LibraryProblem."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise LibraryProblem(
            f"Relate needs SQLite 3.40 or newer, this Python brings {sqlite3.sqlite_version}: take a newer Python."
        )
    try:
        yield
    except UnicodeDecodeError as error:
        # SQLite names the damaged part of the schema in bytes that are no text.
        raise LibraryProblem(f"The library {path} cannot be opened: its schema is malformed.") from error
    except problems as error:
        raise LibraryProblem(_why_not(path, str(error))) from error


def _why_not(path: Path, error: str) -> str:
    if path.is_dir():
        return f"{path} is a folder: name the library's file in it."
    if "unable to open" in error and not os.access(path.parent, os.W_OK):
        return f"The library {path} cannot be opened: nothing may be written beside it, and even reading needs that."
    return f"The library {path} cannot be opened: {error}."


def open_staging(path: Path, library: Path | None = None) -> SqliteDatabase:
    """A staging file for one thread; with `library`, that is attached read-only as `library`.

    Not in WAL: one writer, then one reader; `make_durable` before the library relies on it.
    """
    import peewee

    _private(path)
    pragmas = _PRAGMAS | {"journal_mode": "MEMORY", "synchronous": "OFF", "cache_size": _ONCE}
    database = peewee.SqliteDatabase(None, autoconnect=False, thread_safe=False)
    database.init(str(path), pragmas=pragmas, check_same_thread=False, uri=True)
    database.connect()
    if library is not None:
        database.execute_sql("ATTACH DATABASE ? AS library", (f"file:{quote(str(library))}?mode=ro",))
    return database


def attach_staging(database: SqliteDatabase, path: Path) -> None:
    """Make a finished staging file readable as `staged` beside the library; only ever read from."""
    end_chunks(database)
    database.execute_sql("ATTACH DATABASE ? AS staged", (f"file:{quote(str(path))}?mode=ro",))


def detach_staging(database: SqliteDatabase) -> None:
    end_chunks(database)
    database.execute_sql("DETACH DATABASE staged")


def make_durable(path: Path) -> None:
    """The file's bytes are on the disk when this returns."""
    handle = os.open(path, os.O_RDWR)
    try:
        getattr(os, "fdatasync", os.fsync)(handle)
    finally:
        os.close(handle)


def migrate(database: SqliteDatabase) -> None:
    """Bring the schema up to date. Raises LibraryProblem for the library of a newer Relate, and for another program's
    database, which is left alone.

    user_version counts the scripts that ran, so that an up-to-date library costs one look at its header.
    """
    if is_current(database):
        return
    scripts = sorted(path.stem for path in migrations_folder().glob("[0-9]*.py"))
    # First of all: a kill in the middle must not leave tables that nobody can tell are ours.
    database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    from playhouse.migrations import Runner  # only when there is something to do: the start does not pay for it

    Runner(database, directory=str(migrations_folder())).up()
    database.execute_sql(f"PRAGMA user_version = {len(scripts)}")


def is_current(database: SqliteDatabase) -> bool:
    """Whether the schema is today's. Raises LibraryProblem for another program's database and a newer Relate's."""
    ran = int(database.execute_sql("PRAGMA user_version").fetchone()[0])
    mark = int(database.execute_sql("PRAGMA application_id").fetchone()[0])
    if mark != APPLICATION_ID and database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise LibraryProblem("This file is a database, but no library of Relate.")
    scripts = sum(1 for _ in migrations_folder().glob("[0-9]*.py"))
    if ran > scripts:
        raise LibraryProblem(_NEWER)
    return ran == scripts


def migrations_folder() -> Path:
    """The numbered scripts, in the package or beside the frozen program."""
    return Path(__file__).resolve().parent / "migrations"


@contextmanager
def immediate(database: SqliteDatabase) -> Iterator[None]:
    """One command of the user: BEGIN IMMEDIATE … COMMIT, or nothing of it."""
    with database.atomic("IMMEDIATE"):
        yield


@contextmanager
def chunk(database: SqliteDatabase) -> Iterator[None]:
    """A piece of long work. The writer's may share a transaction with those after it (gathered.py): it is committed
    with the next `immediate`, or by `end_chunks`."""
    from relate.store.gathered import Gathered  # with peewee

    with database.chunk() if isinstance(database, Gathered) else immediate(database):
        yield


class BrokenOff(Exception):
    """A command came: nothing of the transaction is left."""


@contextmanager
def breakable(database: SqliteDatabase) -> Iterator[None]:
    """A transaction for which no command waits, however long a statement in it takes: where the writer has one, it ends
    with BrokenOff. What it does is to be idle work that is done again as if nothing had been."""
    from relate.store.gathered import Gathered  # with peewee

    with database.breakable() if isinstance(database, Gathered) else immediate(database):
        yield


def was_broken_off(database: SqliteDatabase) -> bool:
    """Whether the last of what is breakable was: tried again at once, it would be by the next command."""
    from relate.store.gathered import Gathered  # with peewee

    return isinstance(database, Gathered) and database.was_broken_off


@contextmanager
def giving_back(database: SqliteDatabase) -> Iterator[None]:
    """What commits within it, if the log has begun anew, gives back to the disk what the log does not need."""
    database.execute_sql(f"PRAGMA journal_size_limit = {_LONGEST_KEPT}")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA journal_size_limit = -1")


def end_chunks(database: SqliteDatabase) -> None:
    """Commit what chunks left open, if anything: now other connections see it."""
    from relate.store.gathered import Gathered  # with peewee

    if isinstance(database, Gathered):
        database.end()


def commit_to_come(database: SqliteDatabase) -> float | None:
    """While one command may come after the other, and so each chunk is committed by itself: how many seconds that took
    the last time. None while nobody waits."""
    from relate.store.gathered import Gathered  # with peewee

    return database.commit_seconds if isinstance(database, Gathered) and database.is_hurried else None


def is_hurried(database: SqliteDatabase) -> bool:
    """Whether one command may come after the other: long work leaves to others what it can."""
    return commit_to_come(database) is not None


@contextmanager
def durable(database: SqliteDatabase) -> Iterator[None]:
    """One command of the user that is on the disk when it is over: what he typed is not lost with the power.

    Bulk imports do without; they are read again. Design: trust.md, pragmas.
    """
    end_chunks(database)
    database.execute_sql("PRAGMA synchronous = FULL")
    try:
        with immediate(database):
            yield
    finally:
        database.execute_sql("PRAGMA synchronous = NORMAL")


def quick_check(database: SqliteDatabase, still_wanted: Callable[[], bool] | None = None) -> str:
    """ "ok", or what SQLite finds wrong; "" when it is no longer wanted in the middle. Seconds for gigabytes."""
    connection = database.connection()
    if still_wanted is not None:
        connection.set_progress_handler(lambda: not still_wanted(), _BETWEEN_LOOKS)
    try:
        row = database.execute_sql("PRAGMA quick_check(1)").fetchone()
    except Exception as error:  # sqlite3's own, or peewee's, as the connection is
        if "interrupted" in str(error):
            return ""
        raise
    finally:
        connection.set_progress_handler(None, 0)
    return str(row[0])


def integrity_check(database: SqliteDatabase) -> str:
    """The same, and whether every index holds exactly its table's rows."""
    row = database.execute_sql("PRAGMA integrity_check(1)").fetchone()
    return str(row[0])


def data_version(database: SqliteDatabase) -> int:
    """A number of this connection that changes whenever another one wrote anything; some microseconds."""
    return int(database.execute_sql("PRAGMA data_version").fetchone()[0])


def _private(path: Path) -> None:
    """Folder 0700, file 0600 under any umask; SQLite gives WAL and journal the mode of the file.

    A file that is there is never opened here: with any of its handles that a process closes, POSIX takes away all the
    locks the process has on it, those of the connections that read already too, and the next program that closes the
    library would take itself for the last one and delete the log under us.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform == "win32":
        return
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
