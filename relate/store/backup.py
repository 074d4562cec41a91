"""Copies of the library: taken online while anybody writes, verified before they count, kept by age.

A copied WAL file loses rows; SQLite's own backup does not (design: architecture.md, trust.md "backups").
"""

from __future__ import annotations

import glob
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from peewee import DatabaseError, SqliteDatabase

from relate.domain.errors import LibraryProblem
from relate.store.connection import integrity_check, is_current, open_database, quick_check, restored_from

NEWEST = 3
"""So many stay although they are of one day: the newest may turn out to be damaged."""
DAILY, WEEKLY, MONTHLY = 7, 4, 12
SHARE_OF_FREE = 0.1
"""All copies together stay within this share of the free room (what they take counted as free)."""
_PAGES = 2048
"""Pages copied at a time: 8 MB are on the disk within some hundredths of a second."""
_NAME = "%Y%m%d-%H%M%S"
BEFORE_RESTORE, HALF_DONE, DAMAGED_FILE = "before-restore", "half-done", "damaged"
"""Why a library was set aside, as its name says."""


class NoRoom(LibraryProblem):
    """The disk cannot hold one more copy of the library."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup as it lies on the disk; made_ms from its name, UTC."""

    path: Path
    made_ms: int
    bytes: int


def copy(library: Path, to: Path, between: Callable[[], object] = lambda: None) -> None:
    """A whole copy of the library as of one moment, readable by nobody else. Raises LibraryProblem, leaves no half.

    Piece by piece it is brought to the disk, which then has time for what the user types: gigabytes that wait to be
    written held up a conversation for seconds. between: called between the pieces.
    """
    make_sure_of_room(library, to.parent)
    source = open_database(library, "reader")
    try:
        with open(to, "wb", opener=_for_nobody_else) as file, closing(sqlite3.connect(to)) as target:

            def piece(_status: int, _left: int, _all: int) -> None:
                os.fsync(file.fileno())
                between()

            # Inside one read: without it each write of somebody else makes the copy begin again, for ever in an import.
            source.execute_sql("BEGIN")
            source.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
            source.connection().backup(target, pages=_PAGES, progress=piece, sleep=0)
            source.execute_sql("ROLLBACK")
            # One file without a log beside it: what is moved or copied by hand is all of it.
            target.execute("PRAGMA journal_mode = DELETE")
    except (sqlite3.Error, DatabaseError, OSError) as error:
        to.unlink(missing_ok=True)
        raise LibraryProblem(f"The library could not be copied to {to}: {error}.") from error
    finally:
        source.close()


def _for_nobody_else(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def make_sure_of_room(library: Path, folder: Path, copies: int = 1) -> None:
    """Raises NoRoom where so many copies more of the library would fill the disk of `folder`."""
    log = library.with_name(library.name + "-wal")
    needed = copies * (library.stat().st_size + (log.stat().st_size if log.exists() else 0))
    free = shutil.disk_usage(folder).free
    if free < needed + 16 * 1024 * 1024:
        raise NoRoom(
            f"There is no room for a copy of the library in {folder}: it takes {needed / 1e6:.0f} MB,"
            f" {free / 1e6:.0f} MB are free."
        )


def make(library: Path, folder: Path, now_ms: int, between: Callable[[], object] = lambda: None) -> Copy:
    """A verified copy in `folder`, and older ones let go by age. Raises LibraryProblem when it cannot be verified.

    between: called now and then, to let others go first.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    when = datetime.fromtimestamp(now_ms / 1000, UTC)
    to = folder / f"{library.stem}-{when.strftime(_NAME)}.db"
    number = 1
    while to.exists():
        number += 1
        to = folder / f"{library.stem}-{when.strftime(_NAME)}-{number}.db"
    half = to.with_suffix(".part")
    copy(library, half, between)
    if (problem := verify(half, between)) is not None:
        half.unlink()
        raise LibraryProblem(f"The backup is not whole ({problem}), so none was kept: run `relate check`.")
    half.replace(to)
    made = _described(to, library)
    assert made is not None
    rotate(library, folder)
    return made


def verify(path: Path, between: Callable[[], object] = lambda: None) -> str | None:
    """None when a file is a whole library that this Relate can open, else what is wrong with it."""
    try:
        database = _untouched(path)
    except LibraryProblem as error:
        return str(error)
    try:
        is_current(database)
        problem = quick_check(database, lambda: (between(), True)[1])
        return None if problem == "ok" else problem
    except (DatabaseError, sqlite3.Error, LibraryProblem) as error:
        return str(error)
    finally:
        database.close()


def is_damaged(path: Path, thorough: bool = False) -> bool:
    """Whether a library's file cannot be read as it was written. One of a newer Relate is not damaged, nor is one that
    is locked or may not be opened. thorough: its indexes are compared with its rows too, which takes longer."""
    if is_emptied(path):
        return True
    try:
        database = open_database(path, "reader")
    except LibraryProblem as error:
        return _tells_of_damage(error)
    try:
        return (integrity_check(database) if thorough else quick_check(database)) != "ok"
    except DatabaseError as error:
        return _tells_of_damage(error)
    finally:
        database.close()


def is_emptied(library: Path) -> bool:
    """Whether a file holds nothing any more although there are copies of what it held; a new library has none."""
    log = library.with_name(library.name + "-wal")
    empty = library.exists() and not library.stat().st_size and not (log.exists() and log.stat().st_size)
    return empty and bool(copies(library, library.parent / "backups"))


def _tells_of_damage(error: Exception) -> bool:
    return any(words in str(error) for words in ("not a database", "malformed"))


def copies(library: Path, folder: Path) -> list[Copy]:
    """The backups of this library there are, newest first."""
    found = (_described(path, library) for path in folder.glob(f"{library.stem}-*.db")) if folder.is_dir() else ()
    # The second copy of one second has a number behind its name, so the longer name is the newer one.
    return sorted(
        (one for one in found if one is not None),
        key=lambda one: (one.made_ms, len(one.path.name), one.path.name),
        reverse=True,
    )


def newest_good(library: Path, folder: Path) -> Copy | None:
    """The newest backup that can be verified now."""
    return next((one for one in copies(library, folder) if verify(one.path) is None), None)


def state(database: SqliteDatabase) -> str:
    """What tells two states of a library apart without reading it all: its last step, imports, and what was typed."""
    row = database.execute_sql(
        "SELECT (SELECT coalesce(max(id), 0) FROM step), (SELECT coalesce(max(id), 0) FROM change),"
        " (SELECT group_concat(id || state) FROM (SELECT id, state FROM import ORDER BY id)),"
        " (SELECT group_concat(name || value) FROM (SELECT name, value FROM setting WHERE name NOT LIKE 'window.%'"
        " ORDER BY name)), (SELECT count(*) FROM identity)"
    ).fetchone()
    return repr(tuple(row))


def is_same_state(library: Path, backup: Path) -> bool:
    """Whether nothing was typed, read or taken back since a backup was made."""
    states: list[str] = []
    for path in (library, backup):
        database = open_database(path, "reader") if path == library else _untouched(path)
        try:
            states.append(state(database))
        finally:
            database.close()
    return states[0] == states[1]


def is_empty(library: Path) -> bool:
    """Whether nobody is in the library and nothing was ever done in it."""
    database = open_database(library, "reader")
    try:
        # A file that was never opened by a writer has no tables yet.
        if not database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return True
        row = database.execute_sql("SELECT EXISTS (SELECT 1 FROM identity) OR EXISTS (SELECT 1 FROM step)").fetchone()
        return not row[0]
    finally:
        database.close()


def rotate(library: Path, folder: Path) -> list[Path]:
    """Let go of what `keep` does not keep or what does not fit; what was let go.

    The newest one always stays.
    """
    everything = copies(library, folder)
    kept = keep(everything)
    room = (shutil.disk_usage(folder).free + sum(one.bytes for one in everything)) * SHARE_OF_FREE
    taken = 0
    gone: list[Path] = []
    for place, one in enumerate(everything):
        taken += one.bytes if one in kept else 0
        if one not in kept or (place > 0 and taken > room):
            one.path.unlink(missing_ok=True)
            gone.append(one.path)
    return gone


def keep(everything: Iterable[Copy]) -> set[Copy]:
    """The newest three, and the newest of each of the last 7 days, 4 weeks and 12 months in which there is one."""
    newest_first = sorted(everything, key=lambda one: one.made_ms, reverse=True)
    kept: set[Copy] = set(newest_first[:NEWEST])
    for form, most in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        seen: dict[str, Copy] = {}
        for one in newest_first:
            seen.setdefault(datetime.fromtimestamp(one.made_ms / 1000, UTC).strftime(form), one)
        kept.update(list(seen.values())[:most])
    return kept


def set_aside(library: Path, word: str, now_ms: int) -> Path | None:
    """Move a library and its log to `relate.db.<word>-DATE`; None when there is none. Never deletes anything."""
    if not library.exists():
        return None
    date = datetime.fromtimestamp(now_ms / 1000, UTC).strftime("%Y-%m-%d")
    aside = library.with_name(f"{library.name}.{word}-{date}")
    number = 1
    while aside.exists():
        number += 1
        aside = library.with_name(f"{library.name}.{word}-{date}-{number}")
    # The log goes first: a library without its log is an older state, a log without its library is nothing at all.
    for end in ("-wal", "-shm"):
        beside, to = library.with_name(library.name + end), aside.with_name(aside.name + end)
        if to.exists() and beside.exists() and not beside.stat().st_size:
            beside.unlink()  # a kill came after the log; who looked at the library since made an empty one
        elif beside.exists():
            beside.replace(to)
    library.replace(aside)
    return aside


def aside(library: Path, *why: str) -> list[Path]:
    """Former libraries that were set aside for these reasons, each with its log where it has one."""
    return sorted(path for word in why for path in library.parent.glob(f"{glob.escape(library.name)}.{word}-*"))


def halves(library: Path, folder: Path) -> list[Path]:
    """What a kill left of a copy that was being made, of a backup or for looking it through."""
    name = glob.escape(library.name)
    return [
        *sorted(folder.glob(f"{glob.escape(library.stem)}-*.part")),
        *sorted(library.parent.glob(f".{name}.check-*")),
        *sorted(library.parent.glob(f".{name}.restoring.part")),
    ]


def ready(backup: Path, library: Path) -> Path:
    """A copy of a backup beside the library, whole and on the disk; the backup stays where it is. From now on the next
    start puts the copy in place, if nobody does before. Raises LibraryProblem, leaves no half."""
    half = restored_from(library).with_suffix(".part")
    try:
        os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        shutil.copyfile(backup, half)
        half.chmod(0o600)
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        return half.replace(restored_from(library))
    except OSError as error:
        half.unlink(missing_ok=True)
        raise LibraryProblem(f"{backup} could not be put in place: {error}.") from error


def take_place(whole: Path, library: Path, now_ms: int) -> Path | None:
    """A whole library becomes the library; where the one that was there is kept. A kill at any moment leaves the old
    one, or what `go_on` makes the new one of."""
    waiting = whole.replace(restored_from(library))
    aside = set_aside(library, DAMAGED_FILE if library.exists() and is_damaged(library) else BEFORE_RESTORE, now_ms)
    waiting.replace(library)
    return aside


def go_on(library: Path, now_ms: int) -> None:
    """Finish what a kill broke off between the old library and the one that takes its place."""
    if restored_from(library).exists():
        take_place(restored_from(library), library, now_ms)


def _untouched(path: Path) -> SqliteDatabase:
    """Opened so that no log is made beside it: a backup on a read-only disk is as good as another."""
    if not path.is_file():
        raise LibraryProblem(f"There is no file {path}.")
    return open_database(path, "reader")


def _described(path: Path, library: Path) -> Copy | None:
    stamp = path.stem.removeprefix(f"{library.stem}-")[:15]
    try:
        when = datetime.strptime(stamp, _NAME).replace(tzinfo=UTC)
        return Copy(path, int(when.timestamp() * 1000), path.stat().st_size)
    except (ValueError, OSError):
        return None
