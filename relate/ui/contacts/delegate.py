"""How one person looks in the list: face, name, role and company; last contact, freshness as a shape and a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relate.services.views import Freshness, PersonRow
from relate.ui import words
from relate.ui.contacts.model import ROW, freshness_word, role_and_company
from relate.ui.faces import PhotoOf, face
from relate.ui.theme import theme

SHARES: Final = {
    Freshness.FRESH: 1.0,
    Freshness.COOLING: 0.75,
    Freshness.QUIET: 0.5,
    Freshness.DRIFTING: 0.25,
    Freshness.DORMANT: 0.0,
}
"""How much of the disc is filled."""


def paint_freshness(painter: QPainter, where: QRectF, freshness: Freshness, colour: QColor) -> None:
    """A disc that empties as a tie goes quiet; a dotted ring where nobody ever talked."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.3)
    share = SHARES.get(freshness)
    if share is None:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(where)
    if share:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        # Clockwise from the top, in sixteenths of a degree.
        painter.drawPie(where, 90 * 16, -round(share * 360 * 16))
    painter.restore()


class PersonDelegate(QStyledItemDelegate):
    """Paints rows of one fixed height; fonts and lengths are worked out once per theme, not per row."""

    def __init__(self, photo: PhotoOf, clock: Callable[[], int] = words.now_ms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo, self._clock = photo, clock
        self.current_row = -1
        """The row that the middle panel shows; the view sets it before it paints."""
        self.focused = False
        theme().changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Takes over the present colours and fonts."""
        look = theme()
        self.height = look.px(56)
        self._face = look.px(36)
        self._bold = look.font(bold=True)
        self._plain = look.font(small=True)
        self._side = look.font(small=True)
        self._bold_metrics = QFontMetrics(self._bold)
        self._plain_metrics = QFontMetrics(self._plain)
        self._ink, self._muted = look.colour("ink"), look.colour("muted")
        self._picked, self._over = look.colour("picked"), look.colour("ground")
        self._bar = look.colour("bar")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        rect: QRect = option.rect
        state = option.state
        current = self.current_row == index.row()
        if state & QStyle.StateFlag.State_Selected or current:
            painter.fillRect(rect, self._picked)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._over)
        if current:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self._bar)
        if not isinstance(row, PersonRow):
            return
        self._paint_row(painter, rect, row)
        if current and self.focused:
            painter.setPen(QPen(self._bar, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_row(self, painter: QPainter, rect: QRect, row: PersonRow) -> None:
        margin, gap = 18, 12
        photo = self._photo(row.id) if row.has_photo else None
        top = rect.top() + (rect.height() - self._face) // 2
        painter.drawPixmap(rect.left() + margin, top, face(row.id, row.name, self._face, photo))
        left = rect.left() + margin + self._face + gap
        right = rect.right() - 16
        line = self._bold_metrics.height()
        upper = rect.center().y() - line - 1
        lower = rect.center().y() + 2

        span = "" if row.last_contact is None else words.span(words.days_between(row.last_contact, self._clock()))
        span_width = self._plain_metrics.horizontalAdvance(span)
        painter.setFont(self._side)
        painter.setPen(self._muted)
        painter.drawText(right - span_width, upper, span_width + 1, line, Qt.AlignmentFlag.AlignVCenter, span)
        word = freshness_word(row.freshness)
        word_width = self._plain_metrics.horizontalAdvance(word)
        painter.drawText(right - word_width, lower, word_width + 1, line, Qt.AlignmentFlag.AlignVCenter, word)
        size = max(self._plain_metrics.xHeight() + 2.0, 8.0)
        centre = QPointF(right - word_width - size / 2 - 5, lower + line / 2 + 0.5)
        disc = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
        paint_freshness(painter, disc, row.freshness, self._muted)

        self._text(painter, words.one_line(row.name, 160), left, upper, right - span_width - gap, line, name=True)
        self._text(painter, role_and_company(row), left, lower, round(disc.left()) - gap, line, name=False)

    def _text(self, painter: QPainter, text: str, left: int, top: int, right: int, height: int, *, name: bool) -> None:
        metrics = self._bold_metrics if name else self._plain_metrics
        painter.setFont(self._bold if name else self._plain)
        painter.setPen(self._ink if name else self._muted)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
        # Right-to-left names stand where all the others stand: beside their face.
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(QRect(left, top, right - left, height), flags, shown)
