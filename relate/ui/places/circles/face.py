"""One face in the rings: reached by key, dragged from ring to ring, with a name where there is room for one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from relate.services.circling import Member
from relate.ui.controls import asks_menu, set_tooltip
from relate.ui.faces import face, initials
from relate.ui.theme import theme
from relate.ui.words import day_known, every, length, one_line, short_day, tr

LINE: Final = 1.5
PLACES: Final = {Qt.Key.Key_1: 5, Qt.Key.Key_2: 15, Qt.Key.Key_3: 50, Qt.Key.Key_4: 150, Qt.Key.Key_0: 0}
WAYS: Final = {
    Qt.Key.Key_Left: "before",
    Qt.Key.Key_Right: "after",
    Qt.Key.Key_Up: "outwards",
    Qt.Key.Key_Down: "inwards",
}


def silent(days: float, known_until: int | None) -> str:
    """ "11 weeks"; where it is not known up to now, "11 weeks, as of 20 Nov"."""
    span = length(days)
    return tr("{span}, as of {date}", span=span, date=short_day(day_known(known_until))) if known_until else span


def told(member: Member) -> str:
    """What a face says when it is pointed at or read aloud."""
    parts = [one_line(member.name, 80), tr("circle of {n}", n=member.circle), every(member.rhythm_days)]
    if member.silence_days is None:
        parts.append(tr("never talked"))
    elif member.beyond:
        parts.append(tr("silent for {span}", span=silent(member.silence_days, member.known_until)))
    return ", ".join(parts)


class RingFace(QAbstractButton):
    """`opened`, `placed(circle)`, `walked(way)`, `asked(where)` for the menu, `dragged(point, done)` in the parent's
    pixels."""

    opened = Signal()
    placed = Signal(int)
    walked = Signal(str)
    asked = Signal(QPoint)
    dragged = Signal(QPoint, bool)

    def __init__(self, member: Member, photo: bytes | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.member = member
        self._photo = photo
        self._size = 20.0
        self._named = False
        self._from: QPoint | None = None
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(told(member))
        set_tooltip(self, told(member))
        self.clicked.connect(self.opened)  # as a screen reader does it; the mouse may drag instead

    @property
    def dragging(self) -> bool:
        return self._dragging

    def seat(self, middle: QPointF, size: float, named: bool) -> None:
        """Sits down with the middle of face and name at a point of the parent."""
        self._size, self._named = size, named
        below = self._name_height() if named else 0.0
        wide = max(size, self._name_width()) if named else size
        extent = QSize(round(wide) + 6, round(size + below) + 6)
        self.setGeometry(
            round(middle.x() - extent.width() / 2), round(middle.y() - extent.height() / 2), extent.width(),
            extent.height(),
        )  # fmt: skip
        self.update()

    # ------------------------------------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF((self.width() - self._size) / 2, 3, self._size, self._size)
        if self._photo is not None and self._size >= 24:
            painter.drawPixmap(
                circle.topLeft(), face(self.member.person, self.member.name, round(self._size), self._photo)
            )
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour("raised"))
            painter.drawEllipse(circle)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._line())
        painter.drawEllipse(circle.adjusted(LINE / 2, LINE / 2, -LINE / 2, -LINE / 2))
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("bar"), 2))
            painter.drawEllipse(circle.adjusted(-2, -2, 2, 2))
        painter.setPen(theme().colour("ink"))
        if self._photo is None or self._size < 24:
            font = QFont(theme().font())
            font.setPixelSize(max(round(self._size * 0.36), 6))
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(self.member.name))
        if self._named:
            painter.setFont(_name_font())
            painter.setPen(theme().colour("muted"))
            below = QRectF(0, circle.bottom() + 1, self.width(), self._name_height())
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self._short_name())

    def _line(self) -> QPen:
        """Dashed where the silence has outlasted the promised rhythm: a shape, and never a colour alone."""
        pen = QPen(theme().colour("muted" if self.member.beyond else "filled"), LINE)
        if self.member.beyond:
            pen.setDashPattern([2, 1.6])
        elif theme().scheme.dark:
            pen.setColor(QColor(theme().colour("accent")))
        return pen

    def _short_name(self) -> str:
        first = one_line(self.member.name, 80).split(" ", 1)[0]
        return QFontMetricsF(_name_font()).elidedText(first, Qt.TextElideMode.ElideRight, name_room()[0])

    def _name_width(self) -> float:
        return QFontMetricsF(_name_font()).horizontalAdvance(self._short_name()) + 2

    def _name_height(self) -> float:
        return name_room()[1]

    # --------------------------------------------------------------------------------------------------- doing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        here = event.position().toPoint()
        if not self._dragging and (here - self._from).manhattanLength() < QApplication.startDragDistance():
            return
        if not self._dragging:
            self._dragging = True
            self.raise_()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        pointer = self.mapToParent(here)
        self.move(pointer - self._from)
        self.dragged.emit(pointer, False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._from is None:
            return
        here = event.position().toPoint()
        was_dragging, self._dragging, self._from = self._dragging, False, None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if was_dragging:
            self.dragged.emit(self.mapToParent(here), True)
        elif self.rect().contains(here):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in WAYS:
            self.walked.emit(WAYS[key])
        elif key in PLACES:
            self.placed.emit(PLACES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif asks_menu(event):
            self.asked.emit(self.mapToGlobal(self.rect().center()))
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Back from a face leads to what stands before the rings: they themselves would lead to their first face."""
        rings = self.parentWidget()
        if forward or rings is None:
            return super().focusNextPrevChild(forward)
        policy = rings.focusPolicy()
        rings.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        moved = super().focusNextPrevChild(False)
        rings.setFocusPolicy(policy)
        return moved

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:  # a key tells it itself
            self.asked.emit(event.globalPos())


def name_room() -> tuple[float, float]:
    """How wide and high a name below a face may be."""
    metrics = QFontMetricsF(_name_font())
    return metrics.averageCharWidth() * 9, metrics.height() + 1


def _name_font() -> QFont:
    return theme().font(small=True)
