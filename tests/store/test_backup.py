"""Backups: whole while anybody writes, verified, private, kept by age, and put back with photos and all."""

from __future__ import annotations

import os
import shutil
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.domain.errors import LibraryProblem, NoSuchThing
from relate.domain.moments import DAY_MS
from relate.domain.records import Fact, Field
from relate.services.backups import Backups
from relate.store import backup, commands
from relate.store.backup import Copy
from relate.store.connection import open_database
from relate.store.journal import Journal
from relate.store.writing import close, open_for_writing
from tests.store.making import Clock, photo, profile, ready, refresh_everybody, start_import, tell

START = 1_790_000_000_000


class Shelf:
    """A library with Ana in it and her photo."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.library = folder / "relate.db"
        self.database: SqliteDatabase = ready(folder)
        self.journal = Journal(self.database, Clock())
        archive = start_import(self.database, snapshot_at=START)
        (self.ana,) = tell(self.database, archive, [((profile("ana"),), (Fact(Field.NAME, "Ana Silva"),))])
        photo(self.database, archive, self.ana, b"\x89PNG" + bytes(9000))
        refresh_everybody(self.database)
        self.now = START
        self.backups = Backups(self.library, clock=lambda: self.now)

    def close(self) -> None:
        self.database.close()

    def names(self) -> list[str]:
        database = open_database(self.library, "reader")
        try:
            return [row[0] for row in database.execute_sql("SELECT name FROM person ORDER BY id")]
        finally:
            database.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "home")
    yield made
    made.close()


def test_a_backup_holds_what_is_not_yet_in_the_librarys_own_file(shelf: Shelf) -> None:
    copy = shelf.backups.make()
    assert shelf.library.with_name("relate.db-wal").stat().st_size > 0
    assert backup.verify(copy.path) is None
    held = open_database(copy.path, "reader")
    assert held.execute_sql("SELECT name FROM person").fetchone() == ("Ana Silva",)
    assert len(held.execute_sql("SELECT image FROM picture").fetchone()[0]) == 9004
    held.close()


def test_a_backup_is_one_file_that_nobody_else_can_read(shelf: Shelf) -> None:
    before = os.umask(0)
    try:
        copy = shelf.backups.make()
    finally:
        os.umask(before)
    assert [path.name for path in copy.path.parent.iterdir()] == [copy.path.name]
    if os.name == "posix":
        assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700


def test_a_backup_made_while_somebody_writes_is_whole(shelf: Shelf) -> None:
    stop = threading.Event()

    def write() -> None:
        database = open_database(shelf.library, "writer")
        number = 0
        while not stop.is_set():
            number += 1
            database.execute_sql("INSERT INTO setting VALUES (?, '1')", (f"busy.{number}",))
        database.close()

    busy = threading.Thread(target=write)
    busy.start()
    try:
        copies = [shelf.backups.make() for _ in range(3)]
    finally:
        stop.set()
        busy.join()
    assert [backup.verify(copy.path) for copy in copies] == [None, None, None]
    assert len({copy.path for copy in copies}) == 3


def test_of_two_backups_in_one_second_the_second_is_the_newer(shelf: Shelf) -> None:
    made = [shelf.backups.make().path for _ in range(3)]
    assert [copy.path for copy in shelf.backups.list()] == made[::-1]


def test_no_backup_is_made_of_a_state_that_has_one(shelf: Shelf) -> None:
    assert shelf.backups.make_before() is not None
    shelf.now += 1000
    assert shelf.backups.make_before() is None
    commands.add_tag(shelf.database, shelf.journal, [shelf.ana], "chess")
    assert shelf.backups.make_before() is not None


def test_a_damaged_backup_does_not_count_as_one_of_this_state(shelf: Shelf) -> None:
    copy = shelf.backups.make()
    damage(copy.path)
    shelf.now += 1000
    assert shelf.backups.make_before() is not None


def test_the_backup_of_the_day_is_made_once_and_only_of_something_new(shelf: Shelf) -> None:
    assert shelf.backups.make_daily() is not None
    commands.add_tag(shelf.database, shelf.journal, [shelf.ana], "chess")
    shelf.now += DAY_MS // 2
    assert shelf.backups.make_daily() is None
    shelf.now += DAY_MS
    assert shelf.backups.make_daily() is not None
    shelf.now += 2 * DAY_MS
    assert shelf.backups.make_daily() is None


def test_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    daily = [Copy(Path(f"{day}"), START - day * DAY_MS, 1) for day in range(500)]
    kept = backup.keep(daily)
    days = sorted((START - copy.made_ms) // DAY_MS for copy in kept)
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(kept) <= 7 + 4 + 12
    assert max(days) > 300


def test_of_one_day_the_newest_three_stay() -> None:
    hourly = [Copy(Path(f"{hour}"), START + hour * 3_600_000, 1) for hour in range(6)]
    assert backup.keep(hourly) == {hourly[5], hourly[4], hourly[3]}


def test_backups_stay_within_a_tenth_of_the_free_room(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for _ in range(4):
        made.append(shelf.backups.make())
        shelf.now += DAY_MS
    size = made[0].bytes
    # Free and taken together are room for thirty copies, so three may stay.
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(0, 0, size * 26 + 99))
    backup.rotate(shelf.library, made[0].path.parent)
    assert [copy.path for copy in shelf.backups.list()] == [copy.path for copy in made[:0:-1]]


def test_the_newest_backup_stays_however_little_room_there_is(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    made = shelf.backups.make()
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(0, 0, 0))
    backup.rotate(shelf.library, made.path.parent)
    assert [copy.path for copy in shelf.backups.list()] == [made.path]


def test_no_room_is_a_sentence_and_leaves_nothing(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(0, 0, 1000))
    with pytest.raises(LibraryProblem, match="no room"):
        shelf.backups.make()
    assert list((shelf.library.parent / "backups").iterdir()) == []


def test_files_of_others_in_the_folder_are_left_alone(shelf: Shelf) -> None:
    made = shelf.backups.make()
    other = made.path.with_name("holiday.db")
    other.write_text("mine")
    shelf.now += DAY_MS * 400
    shelf.backups.make()
    assert other.read_text() == "mine"


# ------------------------------------------------------------------------------------------------------- restore


def test_restoring_brings_back_what_was_and_keeps_what_is(shelf: Shelf) -> None:
    copy = shelf.backups.make()
    commands.delete(shelf.database, shelf.journal, [shelf.ana])
    shelf.database.close()
    done = shelf.backups.restore(copy.path)
    assert shelf.names() == ["Ana Silva"]
    assert done.set_aside is not None
    assert done.set_aside.name.startswith("relate.db.before-restore-")
    held = open_database(shelf.library, "reader")
    assert len(held.execute_sql("SELECT image FROM picture").fetchone()[0]) == 9004
    assert held.execute_sql("SELECT listed FROM person").fetchone() == (1,)
    held.close()
    kept = open_database(done.set_aside, "reader")
    assert kept.execute_sql("SELECT count(*) FROM removed").fetchone() == (1,)
    kept.close()
    if os.name == "posix":
        assert stat.S_IMODE(shelf.library.stat().st_mode) == 0o600


def test_a_damaged_library_is_set_aside_and_the_newest_good_backup_comes_back(shelf: Shelf) -> None:
    good = shelf.backups.make()
    shelf.now += 1000
    commands.add_tag(shelf.database, shelf.journal, [shelf.ana], "chess")
    damage(shelf.backups.make().path)
    shelf.database.close()
    damage(shelf.library)
    newest = shelf.backups.newest_good()
    assert newest is not None
    assert newest.path == good.path
    done = shelf.backups.restore()
    assert done.backup == good.path
    assert done.set_aside is not None
    assert ".damaged-" in done.set_aside.name
    assert shelf.names() == ["Ana Silva"]


def test_two_damaged_libraries_of_one_day_are_both_kept(shelf: Shelf) -> None:
    shelf.backups.make()
    shelf.database.close()
    names = set()
    for _ in range(2):
        damage(shelf.library)
        done = shelf.backups.restore()
        assert done.set_aside is not None
        names.add(done.set_aside.name)
    assert len(names) == 2
    assert all((shelf.library.parent / name).exists() for name in names)


class Killed(BaseException):
    """Nobody catches it; what lies on the disk is what a kill leaves."""


@pytest.mark.parametrize("moment", ["before the old one went", "between its log and it", "before the new one came"])
def test_a_restore_that_is_killed_is_finished_at_the_next_start(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    shelf.backups.make()
    reader = open_database(shelf.library, "reader")  # keeps the log beside the library
    commands.add_tag(shelf.database, shelf.journal, [shelf.ana], "chess")
    shelf.database.close()
    moves = {"before the old one went": 3, "between its log and it": 4, "before the new one came": 6}[moment]
    real, done = Path.replace, []

    def replace(path: Path, to: Path) -> Path:
        done.append(path)
        if len(done) == moves:
            raise Killed
        return real(path, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(Killed):
            shelf.backups.restore()
    reader.close()
    close(open_for_writing(shelf.library))
    assert shelf.names() == ["Ana Silva"]
    assert tags(shelf.library) == []
    (aside,) = shelf.library.parent.glob("relate.db.before-restore-????-??-??")
    assert tags(aside) == ["chess"]


def tags(path: Path) -> list[str]:
    database = open_database(path, "reader")
    try:
        return [row[0] for row in database.execute_sql("SELECT name FROM tag")]
    finally:
        database.close()


def test_a_file_that_is_no_library_is_not_put_in_place(shelf: Shelf, tmp_path: Path) -> None:
    shelf.database.close()
    wrong = tmp_path / "letter.db"
    wrong.write_text("Dear Ana, " * 500)
    with pytest.raises(LibraryProblem, match=r"letter\.db"):
        shelf.backups.restore(wrong)
    assert shelf.names() == ["Ana Silva"]


def test_another_programs_database_is_not_put_in_place(shelf: Shelf, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    shelf.database.close()
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(LibraryProblem, match="no library of Relate"):
        shelf.backups.restore(other)


def test_without_a_backup_nothing_is_touched(shelf: Shelf) -> None:
    shelf.database.close()
    with pytest.raises(NoSuchThing):
        shelf.backups.restore()
    assert shelf.names() == ["Ana Silva"]


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[:4096] = os.urandom(4096)
    path.write_bytes(content)
