"""Somebody in one line: face, name, and a few words; the whole line is a button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from relate.ui.controls import plain_tooltip
from relate.ui.faces import face
from relate.ui.theme import theme
from relate.ui.words import one_line


class PersonLine(QAbstractButton):
    """A person, the words below the name, and words at the right end. Chosen by click, Enter or Space."""

    chosen = Signal(object)
    """The person's id."""

    FACE = 32

    def __init__(
        self,
        person: int,
        name: str,
        words: str,
        beside: str = "",
        *,
        photo: bytes | None = None,
        warm: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.person = person
        self._name, self._words, self._beside = one_line(name, 200), one_line(words), one_line(beside, 80)
        self._photo, self._warm = photo, warm
        self.setText(self._name.replace("&", "&&"))
        spoken = ", ".join(part for part in (self._name, self._words, self._beside) if part)
        self.setAccessibleName(spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._choose)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        name, words = theme().font(bold=True), theme().font(small=True)
        height = _height(name) + _height(words)
        return QSize(theme().px(220), max(height, theme().px(self.FACE)) + theme().px(16))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour("picked"))
            painter.drawRoundedRect(inside, 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("filled"), 2))
            painter.drawRoundedRect(inside, 8, 8)
        size = theme().px(self.FACE)
        margin = theme().px(12)
        painter.drawPixmap(
            QPoint(margin, (self.height() - size) // 2), face(self.person, self._name, size, self._photo)
        )
        self._paint_words(painter, margin + size + theme().px(12), self.width() - margin)

    def _paint_words(self, painter: QPainter, left: int, right: int) -> None:
        name, words = theme().font(bold=True), theme().font(small=True)
        if self._beside:
            painter.setFont(words)
            painter.setPen(theme().colour("warm" if self._warm else "muted"))
            width = min(painter.fontMetrics().horizontalAdvance(self._beside) + 2, (right - left) // 2)
            beside = QRect(right - width, 0, width, self.height())
            shown = painter.fontMetrics().elidedText(self._beside, Qt.TextElideMode.ElideRight, width)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
            right -= width + theme().px(12)
        above, below = _height(name), _height(words) if self._words else 0
        top = (self.height() - above - below) // 2
        self._line(painter, QRect(left, top, right - left, above), self._name, name, "ink")
        self._line(painter, QRect(left, top + above, right - left, below), self._words, words, "muted")

    @staticmethod
    def _line(painter: QPainter, where: QRect, text: str, font: QFont, part: str) -> None:
        painter.setFont(font)
        painter.setPen(theme().colour(part))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setToolTip(plain_tooltip("\n".join(part for part in (self._name, self._words) if part)))
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def _choose(self) -> None:
        self.chosen.emit(self.person)


def _height(font: QFont) -> int:
    return QFontMetrics(font).height() + 2
