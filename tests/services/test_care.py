"""What is done for a library while the window stands: its copy of the day, and a look at its file once a week."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from relate.domain.moments import DAY_MS
from relate.services.backups import Backups
from relate.services.care import CHECKED, care
from relate.services.library import Library

START = 1_790_000_000_000


class Clock:
    now = START

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    opened = Library.open(tmp_path / "relate.db", clock)
    opened.people.add("Maya Okafor").result()
    yield opened
    opened.close()


def test_a_whole_library_is_looked_at_once_a_week(library: Library, clock: Clock) -> None:
    looked = []
    for _day in range(15):
        care(library)
        looked.append(library.settings.get(CHECKED, 0))
        clock.now += DAY_MS
    assert sorted(set(looked)) == [START, START + 7 * DAY_MS, START + 14 * DAY_MS]


def test_the_look_makes_no_copy_due(library: Library, clock: Clock) -> None:
    assert care(library).backup_ms is not None
    clock.now += 8 * DAY_MS
    care(library)
    assert len(Backups(library.path).list()) == 1


def test_of_a_damaged_library_it_is_said_and_no_copy_made(library: Library, clock: Clock) -> None:
    care(library)
    library.people.add("Ben Lind").result()
    library.settled()
    path = library.path
    library.close()
    with closing(sqlite3.connect(path)) as database:  # where it is not needed to open the library
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'wish'").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    clock.now += 8 * DAY_MS
    again = Library.open(path, clock)
    try:
        cared = care(again)
        assert "damaged" in cared.problem
        assert cared.backup_ms == START // 1000 * 1000
        assert again.settings.get(CHECKED, 0) == START
    finally:
        again.close()


def test_nothing_is_begun_when_the_window_closes(library: Library) -> None:
    cared = care(library, lambda: False)
    assert (cared.backup_ms, cared.problem) == (None, "")
