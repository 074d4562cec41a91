"""Tab goes through the window as it is read, whenever what stands there was made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.log.bar import LogBar
from relate.ui.main_window import MainWindow
from tests.ui.acquaintances import Known, acquaint


@pytest.fixture
def known(library: Library) -> Known:
    return acquaint(library)


@pytest.fixture
def window(qtbot: QtBot, library: Library, background: Background, known: Known) -> MainWindow:
    made = MainWindow(library, background)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.built):
        made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    bar = LogBar(library, background)
    made.set_log_bar(bar, bar.set_person)
    made.set_suggestions(QPushButton("suggested"))
    qtbot.waitUntil(lambda: made.person.page is not None)
    return made


def stops(window: MainWindow, key: Qt.Key = Qt.Key.Key_Tab) -> Iterator[QWidget]:
    """Whatever has the focus, and then what each Tab leads to."""
    while (focused := QApplication.focusWidget()) is not None:
        yield focused
        QTest.keyClick(focused, key)


def chips(bar: LogBar) -> list[QPushButton]:
    """Those that can be pressed, as they stand."""
    held = (bar._chips.itemAt(place) for place in range(bar._chips.count()))
    return [widget for item in held if item is not None and isinstance(widget := item.widget(), QPushButton)]


def test_chips_that_were_just_made_come_after_their_line(qtbot: QtBot, window: MainWindow) -> None:
    bar = window.log_bar
    assert isinstance(bar, LogBar)
    window.log_conversation()
    QTest.keyClicks(bar.line, "coffee yesterday")
    qtbot.waitUntil(lambda: any("yesterday" in chip.text() and chip.isVisible() for chip in chips(bar)))
    made = chips(bar)
    tabbed = stops(window)
    assert [next(tabbed) for _stop in range(len(made) + 2)] == [bar.line, *made, window.person.timeline.view]
    backwards = stops(window, Qt.Key.Key_Backtab)
    assert [next(backwards) for _stop in range(2)] == [window.person.timeline.view, made[-1]]


def test_tab_goes_from_panel_to_panel_and_round(qtbot: QtBot, window: MainWindow) -> None:
    parts = {
        "head": window.topbar,
        "places": window.rail,
        "list": window.contacts,
        "person": window.person,
        "suggestions": window.today.suggestions,
    }
    window.topbar.field.setFocus()
    order: list[str] = []
    for stop in stops(window):
        name = next((name for name, part in parts.items() if part is stop or part.isAncestorOf(stop)), "foot")
        if name == "head" and len(order) > 1:
            break
        if name not in order[-1:]:
            order.append(name)
    assert [name for name in order if name != "foot"] == list(parts)


def test_tab_goes_through_the_head_of_a_person_as_one_reads_it(qtbot: QtBot, window: MainWindow, known: Known) -> None:
    window.show_person(known.maya)
    header = window.person.header
    qtbot.waitUntil(
        lambda: {"+ tag", "Mail"} <= {made.text() for made in header.findChildren(QPushButton) if made.isVisible()}
    )
    header.name.shown.setFocus()
    reached = []
    for stop in stops(window):
        if stop is header._more:
            break
        reached.append(getattr(stop, "text", str)() or stop.accessibleName())
    assert reached == [
        "Maya Okafor", "VP Partnerships,", "Northwind Labs", "no circle", "+ tag", "LinkedIn", "Mail",
        "every month, learnt", "All facts and where they are from",
    ]  # fmt: skip


def test_what_is_taken_away_hands_its_keys_to_what_follows_it(qtbot: QtBot, window: MainWindow) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    buttons = [QPushButton(name) for name in ("first", "second", "third")]
    for button in buttons:
        column.addWidget(button)
    window.add_place("page", lambda: page)
    window.go_to("page")
    qtbot.waitUntil(buttons[1].isVisible)
    buttons[1].setFocus()
    buttons[1].hide()
    assert buttons[2].hasFocus()


def test_from_a_page_that_holds_the_focus_tab_leads_into_it(qtbot: QtBot, window: MainWindow) -> None:
    page = QWidget()
    page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    inside = QPushButton("first", page)
    window.add_place("page", lambda: page)
    window.go_to("page")
    qtbot.waitUntil(page.hasFocus)
    QTest.keyClick(page, Qt.Key.Key_Tab)
    assert inside.hasFocus()
