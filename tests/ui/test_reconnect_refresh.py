"""People to reconnect with, read again while somebody uses it: what says the same stays under the pointer."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from relate.domain.errors import LibraryProblem
from relate.domain.moments import Moment
from relate.domain.records import Kind
from relate.services.library import Library
from relate.services.views import Talk
from relate.ui.background import Background
from relate.ui.reconnect import texts
from relate.ui.reconnect.panel import ReconnectPanel

OLD = (date(2026, 1, 5), date(2026, 2, 9), date(2026, 3, 16), date(2026, 4, 20))


def made(qtbot: QtBot, library: Library, background: Background) -> ReconnectPanel:
    """The panel of a library whose day names one person."""
    person = library.people.add("Ana Silva").result()
    for day in OLD:
        library.timeline.log(Talk((person,), Moment.of_day(day), Kind.MEETING)).result()
    library.people.set_circle([person], 15).result()
    panel = ReconnectPanel(library, background)
    qtbot.addWidget(panel)
    panel.resize(360, 900)
    read(qtbot, panel)
    return panel


def read(qtbot: QtBot, panel: ReconnectPanel) -> None:
    with qtbot.waitSignal(panel.shown):
        panel.refresh()


def button(panel: ReconnectPanel, text: str) -> QPushButton:
    return next(each for each in panel.findChildren(QPushButton) if each.text() == text)


def test_a_click_is_not_lost_when_the_day_is_read_in_the_middle_of_it(
    qtbot: QtBot, library: Library, background: Background
) -> None:
    panel = made(qtbot, library, background)
    talked = button(panel, texts.we_talked())
    QTest.mousePress(talked, Qt.MouseButton.LeftButton)
    read(qtbot, panel)
    with qtbot.waitSignal(panel.done):
        QTest.mouseRelease(talked, Qt.MouseButton.LeftButton)


def test_a_day_that_says_something_else_is_shown(qtbot: QtBot, library: Library, background: Background) -> None:
    panel = made(qtbot, library, background)
    before = panel.card
    library.people.set_fact(panel.card.card.person if panel.card else 0, "role", "Printer").result()
    read(qtbot, panel)
    assert panel.card is not before
    assert panel.card is not None
    assert panel.card.card.role == "Printer"


def test_the_same_day_comes_back_after_a_failure(
    qtbot: QtBot, library: Library, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = made(qtbot, library, background)

    def broken(now: int | None = None) -> None:
        raise LibraryProblem("The library cannot be read.")

    with monkeypatch.context() as patch:
        patch.setattr(library.reconnect, "day_at_once", broken)
        panel.refresh()
        qtbot.waitUntil(lambda: panel.card is None)
    read(qtbot, panel)
    assert panel.card is not None
