"""A mail whose text lies in its file: shown by one click or Enter, and a sentence where it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from relate.importers.mail.importer import ON_DEMAND, TEXT
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.places.settings import SettingsPlace
from relate.ui.theme import theme
from relate.ui.timeline.panel import TimelinePanel
from tests.importers.test_mail import mail, mbox


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    sent = mail(body="Tea at five?\n\nOn 1 May 2023 Mara <m@x.example> wrote:\n> Tea?")
    return mbox(tmp_path, sent, mail("Subject: A picture", body="", number=2))


@pytest.fixture
def panel(qtbot: QtBot, library: Library, background: Background, mails: Path) -> TimelinePanel:
    library.imports.start([mails], given=((TEXT, ON_DEMAND.id),)).future.result(timeout=60)
    (ana,) = library.people.named("Ana Silva")
    made = TimelinePanel(library, background)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.show_person(ana)
    qtbot.waitUntil(lambda: len(made.model.lines) > 0)
    return made


def row_of(panel: TimelinePanel, title: str) -> int:
    lines = range(len(panel.model.lines))
    (found,) = [n for n in lines if (row := panel.model.interaction(n)) is not None and row.title == title]
    return found


def pick(panel: TimelinePanel, title: str) -> None:
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.model.index(row_of(panel, title), 0))


def says(panel: TimelinePanel) -> str:
    return panel.sheet.says if panel.sheet.isVisible() else ""


def test_enter_shows_what_was_written_without_what_it_quotes(qtbot: QtBot, panel: TimelinePanel) -> None:
    pick(panel, "Hello")
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.sheet.text.isVisible() and panel.sheet.text.toPlainText() == "Tea at five?")


def test_one_click_shows_it_too(qtbot: QtBot, panel: TimelinePanel) -> None:
    where = panel.view.visualRect(panel.model.index(row_of(panel, "Hello"), 0)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: panel.sheet.text.isVisible() and panel.sheet.text.toPlainText() == "Tea at five?")


def test_a_screen_reader_hears_that_it_can_be_shown(panel: TimelinePanel) -> None:
    index = panel.model.index(row_of(panel, "Hello"), 0)
    assert panel.model.data(index, Qt.ItemDataRole.AccessibleTextRole).endswith("Show the text")


def test_a_mail_without_a_word_says_so(qtbot: QtBot, panel: TimelinePanel) -> None:
    pick(panel, "A picture")
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: says(panel) == "Nothing was written in it.")


def test_a_file_that_is_gone_is_named_and_shown_where_it_is_now(
    qtbot: QtBot, panel: TimelinePanel, mails: Path, tmp_path: Path
) -> None:
    (tmp_path / "cellar").mkdir()
    there = mails.rename(tmp_path / "cellar" / mails.name)
    pick(panel, "Hello")
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: says(panel).startswith("This text lies in mails.mbox, which is not in "))
    qtbot.mouseClick(panel.sheet.where, Qt.MouseButton.LeftButton)
    dialog = panel.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(there))
    dialog.reject()
    qtbot.waitUntil(lambda: panel.sheet.text.isVisible() and panel.sheet.text.toPlainText() == "Tea at five?")
    qtbot.waitUntil(panel.sheet.text.hasFocus)


def test_what_is_chosen_in_settings_holds_for_the_next_mails_unasked(
    qtbot: QtBot, library: Library, background: Background, mails: Path
) -> None:
    place = SettingsPlace(library, background, theme())
    qtbot.addWidget(place)
    place.show()
    qtbot.waitUntil(lambda: len(place.standing.boxes) == 1)
    (box,) = place.standing.boxes
    assert box.currentData() == "", "nobody has answered yet"
    box.setCurrentIndex(box.findData(ON_DEMAND.id))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: [one.chosen for one in library.answers.standing()] == [ON_DEMAND.id])
    asked: list[object] = []
    outcome = library.imports.start([mails], ask=asked.append).future.result(timeout=60)
    assert (len(outcome.imports), asked) == (1, [])
    assert [row.text_in_file for row in library.timeline.rows(library.timeline.ids(None))] == [True, True]


def test_what_was_said_of_mails_stands_once_in_settings_and_what_was_said_of_a_table_below_it(
    qtbot: QtBot, library: Library, background: Background, mails: Path, tmp_path: Path
) -> None:
    table = tmp_path / "guests.csv"
    table.write_text("Name,E-mail,Extra\nBo Ek,bo@x.example,Contoso\n")
    for path, said in ((mails, (TEXT, ON_DEMAND.id)), (table, ("column 3", "company"))):
        library.imports.start([path], given=(said,)).future.result(timeout=60)
    place = SettingsPlace(library, background, theme())
    qtbot.addWidget(place)
    place.show()
    qtbot.waitUntil(lambda: [box.currentData() for box in place.standing.boxes] == [ON_DEMAND.id])
    qtbot.waitUntil(place.remembered.isVisible)
    assert [one.accessibleName() for one in place.remembered.findChildren(QPushButton)] == [
        "Ask me again: guests.csv",
        "Forget: guests.csv",
    ]
