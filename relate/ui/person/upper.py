"""What stands above a person's timeline: as high as it needs while there is room, and scrolled where there is none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from relate.ui.scrolled import Scrolled
from relate.ui.theme import theme

LEAST = 72
"""The height that is left to it in a low window; with large text it is the face that is seen then."""


class Upper(Scrolled):
    """Takes its parts from top to bottom."""

    def __init__(self, *parts: QWidget, spacing: int) -> None:
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)
        for part in parts:
            self._column.addWidget(part)
        super().__init__(inside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside.installEventFilter(self)

    def sizeHint(self) -> QSize:
        hint = self._column.totalSizeHint()
        return QSize(hint.width(), self._height_at(self.width()))

    def minimumSizeHint(self) -> QSize:
        least = self._column.totalMinimumSize()
        return QSize(least.width(), min(theme().px(LEAST), self._height_at(self.width())))

    def _height_at(self, width: int) -> int:
        if self._column.hasHeightForWidth():
            return self._column.totalHeightForWidth(width)
        return self._column.totalSizeHint().height()

    def _settle(self) -> None:
        """A bar where there is no room, and only there: Qt asks for the height beside the bar, at which chips may need
        one line more, so that a bar that once was there stayed."""
        fits = self.height() >= self._height_at(self.width())
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settle()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._settle()
        return super().eventFilter(watched, event)
