"""What all buttons of the window have in common."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relate.ui.controls import FlowLayout, LineEdit, button, icon_button, offer_to_clear
from relate.ui.theme import theme


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("made", [lambda: button("Go to Today"), lambda: icon_button(None, "More")])
def test_enter_and_space_do_what_a_button_says(qtbot: QtBot, key: Qt.Key, made: Callable[[], QAbstractButton]) -> None:
    pressed = made()
    qtbot.addWidget(pressed)
    pressed.show()
    with qtbot.waitSignal(pressed.clicked):
        qtbot.keyClick(pressed, key)


def test_enter_on_what_is_chosen_is_for_the_page(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    qtbot.keyClick(page.choice, Qt.Key.Key_Return)
    assert (page.heard, page.choice.isChecked()) == ([Qt.Key.Key_Return], False)
    qtbot.keyClick(page.choice, Qt.Key.Key_Space)
    assert (page.heard, page.choice.isChecked()) == ([Qt.Key.Key_Return], True)


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []
        self.choice = button("Day first")
        self.choice.setCheckable(True)
        QVBoxLayout(self).addWidget(self.choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.heard.append(event.key())


def test_the_cross_that_clears_a_line_is_as_quiet_in_the_dark(qtbot: QtBot) -> None:
    field = LineEdit()
    qtbot.addWidget(field)
    offer_to_clear(field)
    (cross,) = field.findChildren(QToolButton)
    look = theme()
    before = look.choice
    for choice in ("dark", "light"):
        look.choose(choice)
        middle = cross.icon().pixmap(16, 16).toImage().pixelColor(8, 8)
        muted = look.colour("muted")
        assert abs(middle.red() - muted.red()) + abs(middle.blue() - muted.blue()) < 16
    look.choose(before)


def test_a_low_chip_stands_in_the_middle_of_its_line(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    flow = FlowLayout(whole)
    low, high = button("low", "chip"), button("high")
    high.setMinimumHeight(60)
    for made in (low, high):
        flow.addWidget(made)
    whole.resize(400, 80)
    whole.show()
    assert low.sizeHint().height() < high.height()
    assert abs(low.geometry().center().y() - high.geometry().center().y()) <= 1
