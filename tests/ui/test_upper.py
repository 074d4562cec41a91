"""What stands above a timeline in windows of all heights."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relate.ui.controls import FlowLayout, label
from relate.ui.person.upper import Upper

SPACING = 12


class Page(QWidget):
    """Twenty chips that flow, two lines, and a timeline that takes what is left."""

    def __init__(self) -> None:
        super().__init__()
        chips = QWidget()
        flow = FlowLayout(chips, spacing=8)
        for number in range(20):
            flow.addWidget(label(f"a chip of some length, {number}"))
        self.parts = [chips, label("first"), label("second")]
        self.upper = Upper(*self.parts, spacing=SPACING)
        self.timeline = QTextEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.upper)
        column.addWidget(self.timeline, 1)

    def needed(self) -> list[int]:
        return [part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.sizeHint().height()
                for part in self.parts]  # fmt: skip


@pytest.mark.parametrize("width", [400, 1000])
def test_all_of_it_is_seen_while_there_is_room_and_nothing_is_squeezed_where_there_is_none(
    qtbot: QtBot, width: int
) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.resize(width, 900)
    page.show()
    qtbot.waitUntil(lambda: page.upper.height() >= sum(page.needed()))
    assert page.upper.verticalScrollBar().maximum() == 0
    assert page.timeline.height() > 500
    page.resize(width, 120)
    qtbot.waitUntil(lambda: page.upper.height() < sum(page.needed()))
    assert [part.height() for part in page.parts] == page.needed()
    assert page.upper.verticalScrollBar().maximum() > 0


def test_a_part_that_comes_or_goes_takes_its_room_with_it(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.resize(800, 900)
    page.show()
    qtbot.waitUntil(lambda: page.upper.height() == sum(page.needed()) + 2 * SPACING)
    page.parts[0].hide()
    qtbot.waitUntil(lambda: page.upper.height() == sum(page.needed()[1:]) + SPACING)
    page.parts[0].show()
    qtbot.waitUntil(lambda: page.upper.height() == sum(page.needed()) + 2 * SPACING)


def test_a_bar_goes_when_there_is_room_again_whatever_is_wrapped_beside_it(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    bar = page.upper.verticalScrollBar()
    for width in range(400, 480, 4):  # at some of them a chip has room beside no bar only
        page.resize(width, 120)
        qtbot.waitUntil(bar.isVisible)
        page.resize(width, 900)
        qtbot.waitUntil(lambda: not bar.isVisible() and page.upper.height() == sum(page.needed()) + 2 * SPACING)
