"""A line of the list of events: what it is called and when it was; the picked one has the bar of a picked row."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from relate.ui.controls import set_tooltip
from relate.ui.theme import theme
from relate.ui.words import one_line

BAR = 3


class ChoiceLine(QAbstractButton):
    """Chosen by click, Enter or Space; Up and Down go to the next one. `what` is what it stands for.

    `entered`: Right, or Enter where it is picked already; the keys are to go on in what is shown of it, for Tab goes
    through all of the list before.
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, what: object, title: str, below: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = what
        self._title, self._below = one_line(title, 200), one_line(below, 200)
        self.setText(self._title.replace("&", "&&"))
        self.setAccessibleName(f"{self._title}, {self._below}")
        set_tooltip(self, f"{self._title}\n{self._below}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._choose)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        height = _height(theme().font(bold=True)) + _height(theme().font(small=True))
        return QSize(theme().px(200), height + theme().px(16))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def nextCheckState(self) -> None:
        """Picked by whoever shows what was chosen, not by the click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.isChecked() and (is_enter or event.key() == Qt.Key.Key_Right):
            self.entered.emit()
        elif is_enter:
            self._choose()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), theme().colour("picked"))
        if self.isChecked():
            painter.fillRect(QRect(0, 0, theme().px(BAR), self.height()), theme().colour("bar"))
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("bar"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        title, below = theme().font(bold=True), theme().font(small=True)
        left, width = theme().px(16), self.width() - theme().px(28)
        top = (self.height() - _height(title) - _height(below)) // 2
        self._line(painter, QRect(left, top, width, _height(title)), self._title, title, "ink")
        self._line(painter, QRect(left, top + _height(title), width, _height(below)), self._below, below, "muted")

    @staticmethod
    def _line(painter: QPainter, where: QRect, text: str, font: QFont, part: str) -> None:
        painter.setFont(font)
        painter.setPen(theme().colour(part))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _go(self, by: int) -> None:
        whole = self.parentWidget()
        lines = [line for line in whole.findChildren(ChoiceLine) if not line.isHidden()] if whole is not None else []
        lines.sort(key=lambda line: line.y())
        place = lines.index(self) + by if self in lines else -1
        if 0 <= place < len(lines):
            lines[place].setFocus(Qt.FocusReason.TabFocusReason)
            lines[place].click()

    def _choose(self) -> None:
        self.chosen.emit(self.what)


def _height(font: QFont) -> int:
    return QFontMetrics(font).height() + 2
