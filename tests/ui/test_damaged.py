"""A library that cannot be opened: the sentence, and the good backup when there is one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from relate.services.backups import Backups
from relate.services.library import Library
from relate.ui.damaged import CannotOpen

LINKEDIN = Path(__file__).parent.parent / "exports" / "linkedin" / "2023"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "relate.db"
    opened = Library.open(path)
    opened.imports.start([LINKEDIN]).future.result()
    opened.settled()
    opened.close()
    return path


def damaged(path: Path) -> Path:
    path.write_bytes(b"\xa5" * path.stat().st_size)
    return path


def test_the_good_backup_is_offered_and_put_in_place(qtbot: QtBot, library: Path) -> None:
    Backups(library).make()
    box = CannotOpen(damaged(library), "The library is damaged.")
    qtbot.addWidget(box)
    button = box.defaultButton()
    assert button is not None
    assert "backup" in box.informativeText()
    button.click()
    assert box.restored
    opened = Library.open(library)
    assert opened.people.totals().people > 0
    opened.close()
    assert list(library.parent.glob("relate.db.damaged-*"))


def test_what_can_be_read_is_counted_and_put_in_place(qtbot: QtBot, library: Path) -> None:
    opened = Library.open(library)
    before = opened.people.totals()
    opened.close()
    content = library.read_bytes()
    library.write_bytes(b"\xa5" * 4096 + content[4096:])
    box = CannotOpen(library, "The library is damaged.")
    qtbot.addWidget(box)
    button = button_named(box, "what can be read")
    assert not button.isEnabled()
    qtbot.waitUntil(button.isEnabled)
    assert f"{before.people} people and {before.interactions} rows" in box.informativeText()
    button.click()
    assert box.restored
    opened = Library.open(library)
    assert opened.people.totals() == before
    opened.close()
    assert [path.read_bytes()[4096:] for path in library.parent.glob("relate.db.damaged-*")] == [content[4096:]]
    assert leftovers(library) == []


def test_a_backup_taken_while_the_library_is_read_ends_the_reading(qtbot: QtBot, library: Path) -> None:
    Backups(library).make()
    content = library.read_bytes()
    library.write_bytes(b"\xa5" * 4096 + content[4096:])
    box = CannotOpen(library, "The library is damaged.")
    qtbot.addWidget(box)
    button_named(box, "backup").click()
    assert box.restored
    assert leftovers(library) == []


def test_without_a_good_backup_and_with_nothing_to_read_nothing_is_offered_and_nothing_touched(
    qtbot: QtBot, library: Path
) -> None:
    damaged(Backups(library).make().path)
    before = damaged(library).read_bytes()
    box = CannotOpen(library, "The library is damaged.")
    qtbot.addWidget(box)
    qtbot.waitUntil(lambda: "Nothing can be read" in box.informativeText())
    assert len(box.buttons()) == 1
    box.buttons()[0].click()
    assert not box.restored
    assert library.read_bytes() == before
    assert leftovers(library) == []


def button_named(box: CannotOpen, part: str) -> QAbstractButton:
    (found,) = [button for button in box.buttons() if part in button.text()]
    return found


def leftovers(library: Path) -> list[str]:
    return [path.name for path in library.parent.iterdir() if path.name.startswith(".")]


def test_a_library_of_a_newer_relate_is_never_replaced(qtbot: QtBot, library: Path) -> None:
    Backups(library).make()
    with closing(sqlite3.connect(library)) as database:
        database.execute("PRAGMA user_version = 99")
    box = CannotOpen(library, "This library was written by a newer Relate.")
    qtbot.addWidget(box)
    assert box.informativeText() == ""
