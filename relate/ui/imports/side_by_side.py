"""Two parts of a page side by side, each under its heading; one below the other where both have no room."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from relate.ui.controls import label
from relate.ui.places.page import clear
from relate.ui.theme import theme

LEAST_FOR_BOTH: Final = 600
LEAST_FOR_ONE: Final = 300
SHARES: Final = (11, 10)


class SideBySide(QWidget):
    """Place 0 is at the left, or the upper one."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: dict[int, tuple[QWidget, QWidget]] = {}
        self._is_stacked = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)

    def put(self, place: int, heading: str, part: QWidget) -> None:
        self._parts[place] = label(heading, bold=True), part
        self._lay_out()

    def replace(self, place: int, part: QWidget) -> None:
        """Another part under the same heading."""
        heading, former = self._parts[place]
        former.hide()
        self._grid.removeWidget(former)
        former.deleteLater()
        self._parts[place] = heading, part
        self._lay_out()

    def clear(self) -> None:
        self._parts.clear()
        clear(self._grid)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one of the two: side by side they ask for more, and would never be put otherwise."""
        hint = super().minimumSizeHint()
        least = max((part.minimumSizeHint().width() for _, part in self._parts.values()), default=0)
        return QSize(min(max(least, theme().px(LEAST_FOR_ONE)), hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < theme().px(LEAST_FOR_BOTH)
        if stacked != self._is_stacked:
            self._is_stacked = stacked
            self._lay_out()

    def _lay_out(self) -> None:
        for place, (heading, part) in self._parts.items():
            row, column = (2 * place, 0) if self._is_stacked else (0, place)
            side = Qt.AlignmentFlag(0) if self._is_stacked else Qt.AlignmentFlag.AlignTop
            for widget, at in ((heading, row), (part, row + 1)):
                self._grid.removeWidget(widget)
                self._grid.addWidget(widget, at, column, side if widget is part else Qt.AlignmentFlag(0))
        for column, share in enumerate(SHARES):
            used = column in self._parts and (column == 0 or not self._is_stacked)
            self._grid.setColumnStretch(column, share if used else 0)
