"""*Introduce …*: whom, why, a text for both, the promise, and the question what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relate.domain.moments import DAY_MS
from relate.domain.records import Kind
from relate.domain.seeking import Trait
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.introduce.asked import AskedLine
from relate.ui.introduce.sheet import IntroduceSheet
from relate.ui.main_window import MainWindow
from relate.ui.reconnect.actions import ReconnectActions
from relate.ui.reconnect.panel import ReconnectPanel
from relate.ui.timeline.wording import heading
from tests.services.talking import talked
from tests.ui.acquaintances import talk
from tests.ui.conftest import NOON


@pytest.fixture
def now() -> list[int]:
    return [NOON]


@pytest.fixture
def library(tmp_path: Path, now: list[int]) -> Iterator[Library]:
    opened = Library.open(tmp_path / "relate.db", lambda: now[0])
    yield opened
    opened.close()


@pytest.fixture
def ana(library: Library) -> int:
    made = library.people.add("Ana <b>Duarte</b>", role="Founder", company="Harbor", mail="ana@x.example").result(20)
    library.seeking.keep(made, Trait.LOOKS_FOR, "a packaging designer").result(20)
    library.people.add_tag([made], "secret").result(20)
    return made


@pytest.fixture
def ben(library: Library) -> int:
    made = library.people.add("Ben Kaya", role="Packaging designer", mail="ben@y.example").result(20)
    library.people.add_tag([made], "secret").result(20)
    talk(library, made, 9)
    return made


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def sheet(
    qtbot: QtBot, library: Library, background: Background, ana: int, ben: int, opened: list[str]
) -> IntroduceSheet:
    def opens(link: str) -> bool:
        opened.append(link)
        return True

    commands = ReconnectActions(library, background, opens)
    made = IntroduceSheet(library, background, ana, "Ana Duarte", commands=commands)
    qtbot.addWidget(made)
    made.show()
    return made


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def press(qtbot: QtBot, widget: QWidget, text: str) -> None:
    found = [each for each in widget.findChildren(QPushButton) if each.isVisible() and each.text() == text]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def chosen(qtbot: QtBot, sheet: IntroduceSheet) -> None:
    qtbot.waitUntil(lambda: len(sheet.lines()) == 1)
    sheet.lines()[0].click()
    qtbot.waitUntil(lambda: sheet.pair is not None)


def test_whom_with_why_then_a_text_for_both(qtbot: QtBot, sheet: IntroduceSheet) -> None:
    qtbot.waitUntil(lambda: len(sheet.lines()) == 1)
    line = sheet.lines()[0]
    assert line.accessibleName() == "Ben Kaya, Ana looks for “a packaging designer”; Ben is Packaging designer"
    line.click()
    qtbot.waitUntil(lambda: sheet.pair is not None)
    assert "Ana <b>Duarte</b> and Ben Kaya" in said(sheet)
    text = sheet.draft.toPlainText()
    assert "Ana looks for a packaging designer, and Ben may help." in text
    assert "secret" not in text, "tags are the user's own"


def test_anybody_else_is_found_by_name(qtbot: QtBot, library: Library, sheet: IntroduceSheet) -> None:
    library.people.add("Cy Dorn").result(20)
    QTest.keyClicks(sheet.picker.field, "cy do")
    QTest.keyClick(sheet.picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.pair is not None)
    assert sheet.pair is not None
    assert sheet.pair.other.name == "Cy Dorn"
    assert "Nothing in your library speaks for it" in said(sheet)


def test_the_changed_text_goes_by_each_ones_way_and_to_both(
    qtbot: QtBot, sheet: IntroduceSheet, opened: list[str]
) -> None:
    chosen(qtbot, sheet)
    sheet.draft.setPlainText("Meet!")
    qtbot.waitUntil(sheet.mail_both.isVisible)
    with qtbot.waitActive(sheet):
        sheet.activateWindow()
    sheet.draft.setFocus()
    said_in_turn = []
    for _ in range(4):
        QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Tab)
        said_in_turn.append(sheet.focusWidget())
    by_tab = [stop.text() for stop in said_in_turn if isinstance(stop, QPushButton)]
    assert by_tab == ["Copy", "Write to Ana", "Write to Ben", "One mail to both"]
    press(qtbot, sheet, "Copy")
    assert QGuiApplication.clipboard().text() == "Meet!"
    qtbot.waitUntil(sheet.mail_both.isVisible)
    with qtbot.waitSignal(sheet.said):
        press(qtbot, sheet, "Write to Ben")
    with qtbot.waitSignal(sheet.said):
        press(qtbot, sheet, "One mail to both")
    assert opened == ["mailto:ben@y.example?body=Meet%21", "mailto:ana@x.example,ben@y.example?body=Meet%21"]


def test_a_promise_is_made_once(qtbot: QtBot, library: Library, sheet: IntroduceSheet, ana: int, ben: int) -> None:
    chosen(qtbot, sheet)
    with qtbot.waitSignal(sheet.said) as done:
        press(qtbot, sheet, "Promise it")
    assert done.args == ["Promised to Ana <b>Duarte</b> and Ben Kaya"]
    qtbot.waitUntil(lambda: not sheet.promise.isEnabled())
    assert [item.text for item in library.thread.items(ana)] == ["an introduction to Ben Kaya"]
    assert [item.text for item in library.thread.items(ben)] == ["an introduction to Ana <b>Duarte</b>"]


def test_done_it_stands_in_both_timelines_with_the_text(
    qtbot: QtBot, library: Library, sheet: IntroduceSheet, ana: int, ben: int
) -> None:
    chosen(qtbot, sheet)
    sheet.draft.setPlainText("Meet!")
    with qtbot.waitSignal(sheet.accepted):
        press(qtbot, sheet, "They are introduced")
    (row,) = library.timeline.rows(library.timeline.ids(ana)[:1], ana)
    assert (row.kind, row.text) == (Kind.INTRODUCTION, "Meet!")
    assert heading(row, ana) == "You introduced Ana to Ben Kaya"
    assert heading(row, ben) == "You introduced Ben to Ana <b>Duarte</b>"
    assert heading(row, None) == "You introduced Ana <b>Duarte</b> and Ben Kaya"


def test_a_clause_leads_to_where_it_was_said(
    qtbot: QtBot, library: Library, background: Background, tmp_path: Path
) -> None:
    people = talked(
        library,
        tmp_path,
        {"Ana Duarte": ["> Hi", "< We need a translator."], "Ben Kaya": ["> Hi", "< I offer translator courses."]},
    )
    sheet = IntroduceSheet(library, background, people["Ana Duarte"], "Ana Duarte", people["Ben Kaya"])
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitUntil(lambda: sheet.pair is not None)
    assert sheet.pair is not None
    with qtbot.waitSignal(sheet.record_chosen) as led:
        sheet.sentences()[0].records_chosen.emit((sheet.pair.because[0].record,))
    assert led.args == [people["Ana Duarte"], sheet.pair.because[0].record]


# --------------------------------------------------------------------------------------------- what came of it


def test_the_panel_asks_once_what_came_of_it(
    qtbot: QtBot, library: Library, background: Background, now: list[int], ana: int, ben: int
) -> None:
    library.introductions.introduced(ana, ben, "Meet").result(20)
    now[0] += 15 * DAY_MS
    panel = ReconnectPanel(library, background)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: bool(panel.findChildren(AskedLine)))
    (line,) = panel.findChildren(AskedLine)
    assert line.sentence.accessibleName() == "Ana <b>Duarte</b> and Ben Kaya, on 23 Nov. Did they talk?"
    with qtbot.waitSignal(panel.done) as done:
        press(qtbot, line, "They talked")
    assert done.args == ["Noted with Ana <b>Duarte</b> and Ben Kaya"]
    qtbot.waitUntil(lambda: not [each for each in panel.findChildren(AskedLine) if each.isVisible()])
    (row,) = library.timeline.rows(library.timeline.ids(ana)[:1], ana)
    assert heading(row, ana) == "You introduced Ana to Ben Kaya · they talked"


# --------------------------------------------------------------------------------------------- where it is found


@pytest.fixture
def window(qtbot: QtBot, library: Library, background: Background, ana: int, ben: int) -> MainWindow:
    made = MainWindow(library, background)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.built, timeout=20_000):
        made.show()
    return made


def sheet_of(window: MainWindow) -> IntroduceSheet:
    return next(each for each in window.findChildren(IntroduceSheet) if each.isVisible())


def test_a_page_a_promise_and_two_marked_people_lead_there(
    qtbot: QtBot, library: Library, window: MainWindow, ana: int, ben: int
) -> None:
    window.show_person(ana)
    window.person.header.introduce_wanted.emit()
    assert "Ana <b>Duarte</b>" in sheet_of(window).windowTitle()
    sheet_of(window).reject()
    library.introductions.promise(ana, ben, ("an introduction to Ben Kaya", "an introduction to Ana")).result(20)
    qtbot.waitUntil(lambda: window.person.page is not None and bool(window.person.page.thread))
    window.person.band.introduce.emit(library.thread.items(ana)[0].uid)
    both = sheet_of(window)
    qtbot.waitUntil(lambda: both.pair is not None)
    assert both.pair is not None
    assert {both.pair.one.person, both.pair.other.person} == {ana, ben}
    both.reject()
    window.contacts.introduce_wanted.emit(ben, ana)
    last = sheet_of(window)
    qtbot.waitUntil(lambda: last.pair is not None)
    last.reject()


def test_the_menu_of_a_page_offers_it(qtbot: QtBot, window: MainWindow, ana: int) -> None:
    window.show_person(ana)
    window.person.header._open_more()
    menu = next(each for each in window.person.header.findChildren(QMenu) if each.isVisible())
    next(each for each in menu.actions() if each.text() == "Introduce …").trigger()
    menu.close()
    sheet_of(window).reject()
