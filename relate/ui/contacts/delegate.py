"""How one person looks in the list: face, name, role and company; last contact, freshness as a shape and a word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap, QStaticText
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relate.services.list_views import Freshness, PersonRow
from relate.ui import words
from relate.ui.contacts.model import ROW, below_name, freshness_word
from relate.ui.controls import static_text
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

MARGIN: Final = 18
GAP: Final = 12
REMEMBERED: Final = 240
ELIDE: Final = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row's words, laid out: the name, then (text, x, y) of the muted ones; the disc of the freshness."""

    name: QStaticText
    name_x: float
    name_y: float
    muted: tuple[tuple[QStaticText, float, float], ...]
    disc: QRectF


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
        """The row that the middle panel shows; the view sets it before it paints, and what follows. Of the option's
        state, which says some of it too, the bindings make 600 names of QStyle before the first paint."""
        self.hovered_row = -1
        self.marked: Callable[[QModelIndex | QPersistentModelIndex], bool] = _never
        self.focused = False
        theme().changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Takes over the present colours and fonts."""
        look = theme()
        self.height = look.px(56)
        self._face = look.px(36)
        self._faces: dict[int, QPixmap] = {}
        self._laid: dict[tuple[PersonRow, int, str], _Laid] = {}
        self._bold = look.font(bold=True)
        self._plain = look.font(small=True)
        self._bold_metrics = QFontMetrics(self._bold)
        self._plain_metrics = QFontMetrics(self._plain)
        self._ink, self._muted = look.colour("ink"), look.colour("muted")
        self._picked, self._over = look.colour("picked"), look.colour("ground")
        self._bar = look.colour("bar")

    def forget(self) -> None:
        """Faces are asked for anew: somebody has another photo or name."""
        self._faces.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        rect: QRect = option.rect
        current = self.current_row == index.row()
        if current or self.marked(index):
            _fill(painter, rect, self._picked)
        elif self.hovered_row == index.row():
            _fill(painter, rect, self._over)
        if current:
            _fill(painter, QRect(rect.left(), rect.top(), 3, rect.height()), self._bar)
        if not isinstance(row, PersonRow):
            return
        self._paint_row(painter, rect, row)
        if current and self.focused:
            painter.setPen(QPen(self._bar, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_row(self, painter: QPainter, rect: QRect, row: PersonRow) -> None:
        top = rect.top() + (rect.height() - self._face) // 2
        painter.drawPixmap(rect.left() + MARGIN, top, self._face_of(row))
        laid = self._lay(row, rect.width())
        painter.setPen(self._muted)
        painter.setFont(self._plain)
        for text, x, y in laid.muted:
            painter.drawStaticText(QPointF(rect.left() + x, rect.top() + y), text)
        painter.setPen(self._ink)
        painter.setFont(self._bold)
        painter.drawStaticText(QPointF(rect.left() + laid.name_x, rect.top() + laid.name_y), laid.name)
        paint_freshness(painter, laid.disc.translated(rect.topLeft()), row.freshness, self._muted)

    def _face_of(self, row: PersonRow) -> QPixmap:
        picture = self._faces.get(row.id)
        if picture is None:
            photo = self._photo(row.id) if row.has_photo else None
            picture = self._faces[row.id] = face(row.id, row.name, self._face, photo)
            _forget_oldest(self._faces)
        return picture

    def _lay(self, row: PersonRow, width: int) -> _Laid:
        """Where a row's words stand in a list `width` wide. Remembered: to lay text out costs more than to paint it."""
        span = "" if row.last_contact is None else words.span(words.days_between(row.last_contact, self._clock()))
        key = (row, width, span)
        laid = self._laid.get(key)
        if laid is None:
            laid = self._laid[key] = self._lay_out(row, width, span)
            _forget_oldest(self._laid)
        return laid

    def _lay_out(self, row: PersonRow, width: int, span: str) -> _Laid:
        left, right = MARGIN + self._face + GAP, width - MARGIN
        line = self._bold_metrics.height()
        upper, lower = self.height // 2 - line - 1, self.height // 2 + 2
        shift = (line - self._plain_metrics.height()) / 2
        span_left = right - self._plain_metrics.horizontalAdvance(span)
        word = freshness_word(row)
        word_left = right - self._plain_metrics.horizontalAdvance(word)
        size = max(self._plain_metrics.xHeight() + 2.0, 8.0)
        disc = QRectF(word_left - size - 5, lower + (line - size) / 2 + 0.5, size, size)
        name = self._bold_metrics.elidedText(words.one_line(row.name, 160), ELIDE, span_left - GAP - left)
        below = self._plain_metrics.elidedText(below_name(row), ELIDE, round(disc.left()) - GAP - left)
        muted = (
            (static_text(span, self._plain), span_left, upper + shift),
            (static_text(word, self._plain), word_left, lower + shift),
            (static_text(below, self._plain), left, lower + shift),
        )
        return _Laid(static_text(name, self._bold), left, upper, muted, disc)


def _fill(painter: QPainter, where: QRect, colour: QColor) -> None:
    """As fillRect, of which the bindings first look whether the colour is one of 169 named gradients."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(where)


def _never(_index: QModelIndex | QPersistentModelIndex) -> bool:
    return False


def _forget_oldest(cache: dict[Any, Any]) -> None:
    if len(cache) > REMEMBERED:
        del cache[next(iter(cache))]
