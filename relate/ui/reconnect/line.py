"""Somebody in a line: face, name, and a few words below it; all of it is a button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from relate.ui.controls import set_tooltip
from relate.ui.faces import face
from relate.ui.theme import theme
from relate.ui.words import one_line


class PersonLine(QAbstractButton):
    """A person, the words below the name, and words at the right end. Chosen by click, Enter or Space.

    whole: the words take a second line where they need it, so that what they say is not cut before its "as of".
    """

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
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.person = person
        self._name, self._words, self._beside = one_line(name, 200), one_line(words), one_line(beside, 80)
        self._photo, self._warm, self._whole = photo, warm, whole
        self.setText(self._name.replace("&", "&&"))
        spoken = ", ".join(part for part in (self._name, self._words, self._beside) if part)
        self.setAccessibleName(spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(whole)
        self.setSizePolicy(policy)
        self.clicked.connect(self._choose)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        width = theme().px(220)
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self._height_of(1))

    def hasHeightForWidth(self) -> bool:
        return self._whole

    def heightForWidth(self, width: int) -> int:
        left, right = self._sides(width)
        return self._height_of(max(len(self._lines(right - left)), 1))

    def _height_of(self, lines: int) -> int:
        name, words = theme().font(bold=True), theme().font(small=True)
        height = _height(name) + _height(words) * lines
        return max(height, theme().px(self.FACE)) + theme().px(16)

    def _sides(self, width: int) -> tuple[int, int]:
        """Where the words begin and end in a line so wide."""
        margin = theme().px(12)
        return margin + theme().px(self.FACE) + theme().px(12), width - margin

    def _lines(self, width: int) -> list[str]:
        """The words below the name, cut at the end of the last line."""
        if not self._words:
            return []
        metrics = QFontMetrics(theme().font(small=True))
        first, rest = self._words, ""
        while self._whole and metrics.horizontalAdvance(first) > width and " " in first:
            first, _, word = first.rpartition(" ")
            rest = f"{word} {rest}".rstrip()
        return [metrics.elidedText(each, Qt.TextElideMode.ElideRight, width) for each in (first, rest) if each]

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
        at = QPoint(theme().px(12), (self.height() - size) // 2)
        painter.drawPixmap(at, face(self.person, self._name, size, self._photo))
        self._paint_words(painter, *self._sides(self.width()))

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
        lines = self._lines(right - left)
        above, below = _height(name), _height(words)
        top = (self.height() - above - below * len(lines)) // 2
        self._line(painter, QRect(left, top, right - left, above), self._name, name, "ink")
        for number, line in enumerate(lines):
            where = QRect(left, top + above + number * below, right - left, below)
            self._line(painter, where, line, words, "muted")

    @staticmethod
    def _line(painter: QPainter, where: QRect, text: str, font: QFont, part: str) -> None:
        painter.setFont(font)
        painter.setPen(theme().colour(part))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Whether Enter presses a button is a matter of the desktop; a line of a list it always chooses.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        set_tooltip(self, "\n".join(part for part in (self._name, self._words) if part))
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def _choose(self) -> None:
        self.chosen.emit(self.person)


def _height(font: QFont) -> int:
    return QFontMetrics(font).height() + 2
