"""The rings 5, 15, 50 and 150 with the faces of who is in them; people are dragged, or moved by key, between them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from relate.domain.circles import CIRCLES
from relate.services.circling import Member
from relate.ui.dragged import people_of
from relate.ui.places.circles.face import RingFace, name_room
from relate.ui.places.circles.seats import Seat, seats
from relate.ui.theme import theme
from relate.ui.words import counted, tr

SIZES: Final = {5: 38.0, 15: 32.0, 50: 25.0, 150: 18.0}
"""How wide a face is where there is room, on rings 360 pixels wide; they grow and shrink with these."""
DRAWN_AT: Final = 360.0
LEAST: Final = 240
"""Pixels at which the rings can still be told apart; large text does not ask for more."""
WASH: Final = {5: 0.16, 15: 0.11, 50: 0.07, 150: 0.035}
"""How much of the accent lies on each ring, so that the middle draws the eye."""


class Rings(QWidget):
    """`chosen(person)`; `placed(person, circle)` with 0 for none; `dropped(people, circle)`: they came from the
    list; `asked(person, where)` for the menu."""

    chosen = Signal(object)
    placed = Signal(object, int)
    dropped = Signal(object, int)
    asked = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces: dict[int, list[RingFace]] = {circle: [] for circle in CIRCLES}
        self._at: dict[RingFace, Seat] = {}
        self._standing: dict[int, int] = {}
        """How many of a ring found no seat."""
        self._over: int | None = None
        """The ring that a dragged face is over; 0 is beyond them."""
        self.setMinimumSize(QSize(LEAST, LEAST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Your circles: arrow keys go from face to face, 1 to 4 and 0 place"))
        theme().changed.connect(self.update)

    def show_members(self, members: Sequence[Member], photos: Mapping[int, bytes]) -> None:
        """Seats everybody anew; who has the focus keeps it, and whoever sat nearest gets it from who is gone."""
        focused = next((each for each in self._at if each.hasFocus()), None)
        where = self._at[focused].angle if focused is not None else 0.0
        for each in [one for some in self._faces.values() for one in some]:
            each.hide()
            each.deleteLater()
        self._at = {}
        for circle in CIRCLES:
            # By their ids, so that one more person does not move all others to other neighbours.
            inside = sorted((one for one in members if one.circle == circle), key=lambda one: one.person)
            self._faces[circle] = [self._face(one, photos.get(one.person)) for one in inside]
        self._sit()
        if focused is not None and self._at:
            who = focused.member
            same_ring = [each for each in self._at if each.member.circle == who.circle] or list(self._at)
            nearest = min(same_ring, key=lambda each: _apart(self._at[each].angle, where))
            next((each for each in self._at if each.member.person == who.person), nearest).setFocus()
        self.update()

    @property
    def faces(self) -> list[RingFace]:
        """Those who sit, from the middle outwards and round from the top."""
        return list(self._at)

    def ring_at(self, point: QPoint) -> int:
        """The circle whose ring a point is in; 0 beyond them."""
        away = math.hypot(point.x() - self._middle.x(), point.y() - self._middle.y())
        return next((circle for circle in CIRCLES if away <= self._radius(circle)), 0)

    # ------------------------------------------------------------------------------------------------- seating

    @property
    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _radius(self, circle: int) -> float:
        whole = min(self.width(), self.height()) / 2 - theme().px(12)
        return whole * (CIRCLES.index(circle) + 1) / len(CIRCLES)

    def _face(self, member: Member, photo: bytes | None) -> RingFace:
        made = RingFace(member, photo, self)
        made.opened.connect(self._opened)
        made.placed.connect(self._key_placed)
        made.walked.connect(self._walked)
        made.asked.connect(self._asked)
        made.dragged.connect(self._dragged)
        return made

    def _sit(self) -> None:
        self._at = {}
        inner = 0.0
        for circle in CIRCLES:
            outer = self._radius(circle)
            some = self._faces[circle]
            size = SIZES[circle] * min(max(self._radius(CIRCLES[-1]) / DRAWN_AT, 0.8), 1.5)
            ring = seats(inner, outer, len(some), size, name_room() if circle <= 15 else None)
            for one, seat in zip(some, ring.seats, strict=False):
                one.seat(self._middle + QPointF(seat.x, seat.y), ring.size, ring.named)
                one.show()
                self._at[one] = seat
            for one in some[len(ring.seats) :]:
                one.hide()
            self._standing[circle] = len(some) - len(ring.seats)
            inner = outer

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sit()

    # ------------------------------------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for circle in reversed(CIRCLES):
            wash = QColor(theme().colour("filled"))
            wash.setAlphaF(WASH[circle] + (0.12 if circle == self._over else 0.0))
            line = QColor(theme().colour("filled"))
            line.setAlphaF(1.0 if circle == self._over else 0.38)
            painter.setPen(line)
            painter.setBrush(theme().colour("ground"))
            painter.drawEllipse(self._middle, self._radius(circle), self._radius(circle))
            painter.setBrush(wash)
            painter.drawEllipse(self._middle, self._radius(circle), self._radius(circle))
        painter.setFont(theme().font(small=True, bold=True))
        for circle in CIRCLES:
            self._paint_label(painter, circle)

    def _paint_label(self, painter: QPainter, circle: int) -> None:
        within = sum(len(self._faces[size]) for size in CIRCLES if size <= circle)
        words = tr("{n} of {size}", n=within, size=circle)
        if self._standing.get(circle):
            words += " · " + counted(self._standing[circle], "{n} not drawn", "{n} not drawn")
        metrics = painter.fontMetrics()
        wide, high = metrics.horizontalAdvance(words) + 16, metrics.height() + 2
        box = QRectF(self._middle.x() - wide / 2, self._middle.y() - self._radius(circle) - high / 2, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("ground"))
        painter.drawRoundedRect(box, high / 2, high / 2)
        painter.setPen(theme().colour("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    # --------------------------------------------------------------------------------------------------- doing

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By Tab one comes to the first face; from there the arrow keys lead."""
        super().focusInEvent(event)
        if self._at:
            next(iter(self._at)).setFocus(event.reason())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Of a drag that is turned away where it comes in, Qt tells no more.
        event.setAccepted(bool(people_of(event)))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        circle = self.ring_at(event.position().toPoint()) if people_of(event) else 0
        event.setAccepted(bool(circle))
        self._light(circle or None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(None)
        if (people := people_of(event)) and (circle := self.ring_at(event.position().toPoint())):
            event.acceptProposedAction()
            self.dropped.emit(people, circle)

    def _light(self, circle: int | None) -> None:
        if circle != self._over:
            self._over = circle
            self.update()

    def _sender(self) -> RingFace:
        sent = self.sender()
        assert isinstance(sent, RingFace)
        return sent

    def _opened(self) -> None:
        self.chosen.emit(self._sender().member.person)

    def _key_placed(self, circle: int) -> None:
        member = self._sender().member
        if member.circle != circle:
            self.placed.emit(member.person, circle)

    def _asked(self, where: QPoint) -> None:
        self.asked.emit(self._sender().member.person, where)

    def _walked(self, way: str) -> None:
        here = self._sender()
        ring = [one for one in self._faces[here.member.circle] if one in self._at]
        order = sorted(ring, key=lambda one: self._at[one].angle)
        if way in ("before", "after"):
            order[(order.index(here) + (1 if way == "after" else -1)) % len(order)].setFocus()
            return
        step = 1 if way == "outwards" else -1
        place = CIRCLES.index(here.member.circle) + step
        while 0 <= place < len(CIRCLES):
            others = [one for one in self._faces[CIRCLES[place]] if one in self._at]
            if others:
                angle = self._at[here].angle
                min(others, key=lambda one: _apart(self._at[one].angle, angle)).setFocus()
                return
            place += step

    def _dragged(self, point: QPoint, done: bool) -> None:
        face = self._sender()
        over = self.ring_at(point)
        self._light(None if done else over)
        if done:
            if over != face.member.circle:
                self.placed.emit(face.member.person, over)
            self._sit()


def _apart(one: float, other: float) -> float:
    away = abs(one - other) % (2 * math.pi)
    return min(away, 2 * math.pi - away)
