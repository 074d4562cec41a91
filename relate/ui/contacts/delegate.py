"""How one person looks in the list: face, name, role and company; last contact, freshness as a shape and a word."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QStaticText
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relate.services.list_views import Freshness, PersonRow
from relate.ui import words
from relate.ui.contacts.model import below_name, freshness_word
from relate.ui.controls import static_text
from relate.ui.faces import PhotoOf, empty_picture, face
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
Index = QModelIndex | QPersistentModelIndex
EDGE: Final = 2
"""Around a disc, for the half of its pen that is outside."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row's words, laid out: the name, then the muted ones, each with its place; the disc of the freshness. row,
    width, today: of whom, for how much room and on which day."""

    row: PersonRow
    width: int
    today: tuple[object, ...]
    name: QStaticText
    name_at: QPointF
    muted: tuple[tuple[QStaticText, QPointF], ...]
    disc: QPixmap
    disc_at: QPoint


def freshness_disc(freshness: Freshness, size: int, lower: float, colour: QColor, ratio: float) -> QPixmap:
    """A disc that empties as a tie goes quiet; a dotted ring where nobody ever talked. It is `size` wide, and stands
    `EDGE` from the left and `EDGE + lower` from the top of the picture. ratio: as in `prepare`."""
    picture = empty_picture(math.ceil(size + lower) + 2 * EDGE, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    where = QRectF(EDGE, EDGE + lower, size, size)
    pen = QPen(colour, 1.3)
    share = SHARES.get(freshness)
    if share is None:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.drawEllipse(where)
    if share:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        # Clockwise from the top, in sixteenths of a degree.
        painter.drawPie(where, 90 * 16, -round(share * 360 * 16))
    painter.end()
    return picture


class PersonDelegate(QStyledItemDelegate):
    """Paints rows of one fixed height; fonts and lengths are worked out once per theme, not per row."""

    def __init__(self, photo: PhotoOf, clock: Callable[[], int] = words.now_ms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo, self._clock = photo, clock
        self.current_row = -1
        """The row that the middle panel shows; the view sets it before it paints, and what follows. Of the option's
        state, which says some of it too, the bindings make 600 names of QStyle before the first paint."""
        self.hovered_row = -1
        self.marked: Callable[[Index], bool] = _never
        self.value: Callable[[int], PersonRow | None] = _nobody
        """Who stands in a row: asked for through Qt it takes six times as long."""
        self.focused = False
        self._ratio = 1.0
        theme().changed.connect(self.measure)
        self.measure()
        self.prepare(self._ratio)

    def measure(self) -> None:
        """Takes over the present colours and fonts."""
        look = theme()
        self.height = look.px(56)
        self._face = look.px(36)
        self._face_at = QPoint(MARGIN, (self.height - self._face) // 2)
        self._faces: dict[int, QPixmap] = {}
        self._laid: dict[int, _Laid] = {}
        self._short: dict[str, tuple[QStaticText, int]] = {}
        self._bold = look.font(bold=True)
        self._plain = look.font(small=True)
        self._bold_metrics = QFontMetrics(self._bold)
        self._plain_metrics = QFontMetrics(self._plain)
        self._ink, self._muted = look.colour("ink"), look.colour("muted")
        self._picked, self._over = look.colour("picked"), look.colour("ground")
        self._bar = look.colour("bar")
        self._discs: dict[Freshness, QPixmap] = {}

    def prepare(self, ratio: float) -> None:
        """Before each paint of the list: looks at the clock, as rows say how many days ago something was. ratio: pixels
        of the list's screen in a logical one."""
        if ratio != self._ratio:
            self._ratio = ratio
            self._discs.clear()
            self._laid.clear()
        self._now = self._clock()
        now = words.local(self._now)
        self._today = (now.date(), now.utcoffset(), now.tzname())

    def forget(self) -> None:
        """Faces are asked for anew: somebody has another photo or name."""
        self._faces.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        at = index.row()
        row = self.value(at)
        rect: QRect = option.rect
        current = self.current_row == at
        if current or self.marked(index):
            _fill(painter, rect, self._picked)
        elif self.hovered_row == at:
            _fill(painter, rect, self._over)
        if current:
            _fill(painter, QRect(rect.left(), rect.top(), 3, rect.height()), self._bar)
        if row is None:
            return
        self._paint_row(painter, rect, row)
        if current and self.focused:
            painter.setPen(QPen(self._bar, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_row(self, painter: QPainter, rect: QRect, row: PersonRow) -> None:
        corner = rect.topLeft()
        laid = self._lay(row, rect.width())
        painter.drawPixmap(corner + self._face_at, self._face_of(row))
        painter.setPen(self._muted)
        painter.setFont(self._plain)
        for text, at in laid.muted:
            painter.drawStaticText(at + corner, text)
        painter.setPen(self._ink)
        painter.setFont(self._bold)
        painter.drawStaticText(laid.name_at + corner, laid.name)
        painter.drawPixmap(corner + laid.disc_at, laid.disc)

    def _face_of(self, row: PersonRow) -> QPixmap:
        picture = self._faces.get(row.id)
        if picture is None:
            photo = self._photo(row.id) if row.has_photo else None
            picture = self._faces[row.id] = face(row.id, row.name, self._face, photo)
            _forget_oldest(self._faces)
        return picture

    def _lay(self, row: PersonRow, width: int) -> _Laid:
        """Where a row's words stand in a list `width` wide. Remembered: to lay text out costs more than to paint it."""
        laid = self._laid.get(row.id)
        if laid is None or laid.width != width or laid.today != self._today or laid.row != row:
            self._laid.pop(row.id, None)
            laid = self._laid[row.id] = self._lay_out(row, width)
            _forget_oldest(self._laid)
        return laid

    def _lay_out(self, row: PersonRow, width: int) -> _Laid:
        left, right = MARGIN + self._face + GAP, width - MARGIN
        line = self._bold_metrics.height()
        upper, lower = self.height // 2 - line - 1, self.height // 2 + 2
        shift = (line - self._plain_metrics.height()) / 2
        span, length = self._lay_short(
            "" if row.last_contact is None else words.span(words.days_between(row.last_contact, self._now))
        )
        span_left = right - length
        word, length = self._lay_short(freshness_word(row))
        word_left = right - length
        size = max(self._plain_metrics.xHeight() + 2, 8)
        disc_left, disc_top = word_left - size - 5, lower + (line - size) / 2 + 0.5
        disc = self._disc_of(row.freshness, size, disc_top % 1)
        name = _cut(words.one_line(row.name, 160), self._bold, self._bold_metrics, span_left - GAP - left)
        below = _cut(below_name(row), self._plain, self._plain_metrics, disc_left - GAP - left)
        disc_at = QPoint(disc_left - EDGE, math.floor(disc_top) - EDGE)
        muted = (
            (span, QPointF(span_left, upper + shift)),
            (word, QPointF(word_left, lower + shift)),
            (below, QPointF(left, lower + shift)),
        )
        return _Laid(row, width, self._today, name, QPointF(left, upper), muted, disc, disc_at)

    def _disc_of(self, freshness: Freshness, size: int, lower: float) -> QPixmap:
        disc = self._discs.get(freshness)
        if disc is None:
            disc = self._discs[freshness] = freshness_disc(freshness, size, lower, self._muted, self._ratio)
        return disc

    def _lay_short(self, text: str) -> tuple[QStaticText, int]:
        """A word or two that many rows share, laid out once for all of them, and how long it is."""
        known = self._short.get(text)
        if known is None:
            length = self._plain_metrics.horizontalAdvance(text)
            known = self._short[text] = static_text(text, self._plain), length
            _forget_oldest(self._short)
        return known


def _cut(text: str, font: QFont, metrics: QFontMetrics, width: int) -> QStaticText:
    """A text laid out, with … at its end where it is too long."""
    laid = static_text(text, font)
    # Whatever is laid out shorter than that is not cut, and needs not be measured once more.
    return laid if laid.size().width() < width else static_text(metrics.elidedText(text, ELIDE, width), font)


def _fill(painter: QPainter, where: QRect, colour: QColor) -> None:
    """As fillRect, of which the bindings first look whether the colour is one of 169 named gradients."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(where)


def _never(_index: Index) -> bool:
    return False


def _nobody(_row: int) -> PersonRow | None:
    return None


def _forget_oldest(cache: dict[Any, Any]) -> None:
    if len(cache) > REMEMBERED:
        del cache[next(iter(cache))]
