"""A button that ends with … where there is no room. A module of its own: with it the bindings make 600 names of QStyle,
which no part of the first paint needs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from relate.ui.controls import set_tooltip
from relate.ui.theme import theme
from relate.ui.words import one_line


class ElidedButton(QPushButton):
    """A button that takes what room there is and ends with … where that is too little; its tooltip has the whole."""

    def __init__(self, text: str, name: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self.setProperty("kind", "faint")
        self.setAccessibleName(one_line(name or text))
        set_tooltip(self, text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setFont(theme().font(small=True))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 10)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
