"""How a line of the timeline looks, and how high it is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QStaticText, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relate.domain.records import Kind
from relate.services.views import TimelineRow
from relate.ui import words
from relate.ui.controls import static_text
from relate.ui.theme import theme
from relate.ui.timeline.lines import Line, LineKind
from relate.ui.timeline.model import TimelineModel, heading_words
from relate.ui.timeline.wording import gutter, heading, is_mine, text_offered

MOST_LINES: Final = 3
SHOWN_LETTERS: Final = 700
"""More than three lines hold on the widest screen; a longer text is cut before it is laid out."""
REMEMBERED: Final = 160
ELIDE: Final = Qt.TextElideMode.ElideRight


Places = Callable[[str], Sequence[tuple[int, int]]]
"""Where in a text something stands that was looked for: (start, end)."""


@dataclass(slots=True)
class _Laid:
    """An interaction laid out at a width."""

    layout: QTextLayout
    head: QStaticText
    date: QStaticText
    lines: int = 0
    last: QStaticText | None = None
    """The last line with its …, where the text goes on."""
    last_top: float = 0
    beside: QStaticText | None = None
    """What stands muted beside the only line: what a role was before."""
    offers: bool = False
    """The line is not what was said but what a click does."""
    beside_left: int = 0


class TimelineDelegate(QStyledItemDelegate):
    """Paints lines, and measures them: four heights, by the lines of text; headings have the first."""

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._laid: OrderedDict[tuple[TimelineRow, int | None, int], _Laid] = OrderedDict()
        self.lit: int | None = None
        """The interaction that a reason led to; the view sets and clears it."""
        self._places: Places | None = None
        self.measure()

    def measure(self) -> None:
        """Takes over the present colours and fonts."""
        look = theme()
        self._plain, self._bold, self._small = look.font(), look.font(bold=True), look.font(small=True)
        self._small_bold = look.font(small=True, bold=True)
        self._metrics, self._small_metrics = QFontMetrics(self._plain), QFontMetrics(self._small)
        self._gutter, self._theirs, self._mine = look.px(52), look.px(66), look.px(122)
        self._indent, self._pad = 14, 7
        self._laid.clear()
        self._ink, self._muted, self._line = look.colour("ink"), look.colour("muted"), look.colour("line")
        self._accent, self._link = look.colour("bar"), look.colour("accent")
        self._their_line, self._picked = look.colour("theirs"), look.colour("picked")
        self._lit = look.colour("accent_ground")
        self._mark, self._mark_ink = look.colour("selection"), look.colour("ink")

    def mark(self, places: Places | None) -> None:
        """Marks what `places` finds in the texts; None marks nothing."""
        self._places = places
        self._laid.clear()

    # --------------------------------------------------------------------------------------------- heights

    @property
    def small_height(self) -> int:
        """A heading, a gap, or an interaction of a single muted line."""
        return self._small_metrics.height() + 2 * self._pad + 4

    def usual_height(self) -> int:
        """An interaction with one line of text: what a row counts as until it is seen."""
        return self.height_of_lines(1)

    def height_of_lines(self, lines: int) -> int:
        if lines == 0:
            return self.small_height
        return self._small_metrics.height() + 2 + lines * self._line_height + 2 * self._pad

    @property
    def _line_height(self) -> int:
        return self._metrics.height() + 1

    def height(self, line: Line, width: int) -> int:
        """How high a line is in a view `width` wide; one of four heights."""
        if line.kind is not LineKind.ITEM:
            return self.small_height
        row = self._model.row(line.value)
        return self.small_height if row is None else self.height_of_lines(self._lay(row, width).lines)

    def is_cut(self, row: TimelineRow, width: int) -> bool:
        """Whether there is more text than is shown."""
        return row.cut or row.text_in_file or self._lay(row, width).last is not None

    # ---------------------------------------------------------------------------------------------- paint

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        line = self._model.line(index.row())
        painter.save()
        if line.kind is not LineKind.ITEM:
            self._paint_break(painter, rect, line)
        elif (row := self._model.row(line.value)) is not None:
            if self.lit == row.id:
                painter.fillRect(rect, self._lit)
            elif option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, self._picked)
            self._paint_row(painter, rect, row)
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(self._accent, 1))
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_break(self, painter: QPainter, rect: QRect, line: Line) -> None:
        text = heading_words(line, self._model.top_gap)
        left = rect.left() + self._theirs
        if line.kind is LineKind.MONTH:
            painter.setFont(self._small_bold)
            painter.setPen(self._muted)
            where = QRect(left, rect.top(), rect.right() - left, rect.height() - 4)
            painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)
            return
        painter.setFont(self._small)
        where = QRect(left, rect.top(), rect.right() - left, rect.height())
        shown = self._small_metrics.elidedText(text, ELIDE, max(where.width() - 64, 40))
        half = self._small_metrics.horizontalAdvance(shown) // 2 + 10
        middle = where.center()
        dashes = QPen(self._line, 1, Qt.PenStyle.CustomDashLine)
        dashes.setDashPattern([4, 3])
        painter.setPen(dashes)
        painter.drawLine(where.left(), middle.y(), middle.x() - half, middle.y())
        painter.drawLine(middle.x() + half, middle.y(), where.right(), middle.y())
        painter.setPen(self._muted)
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_row(self, painter: QPainter, rect: QRect, row: TimelineRow) -> None:
        mine = is_mine(row)
        x = rect.left() + (self._mine if mine else self._theirs)
        bar = QRect(x, rect.top() + 5, 2, rect.height() - 10)
        painter.fillRect(bar, self._accent if mine else self._their_line)
        laid = self._lay(row, rect.width())
        left, top = x + self._indent, rect.top() + self._pad
        painter.setFont(self._small)
        painter.setPen(self._muted)
        painter.drawStaticText(QPointF(rect.left() + self._gutter - laid.date.size().width(), top), laid.date)
        painter.drawStaticText(QPointF(left, top), laid.head)
        if laid.lines:
            self._paint_text(painter, laid, QPointF(left, top + self._small_metrics.height() + 2))

    def _paint_text(self, painter: QPainter, laid: _Laid, origin: QPointF) -> None:
        painter.setPen(self._link if laid.offers else self._ink)
        for n in range(laid.lines - (1 if laid.last is not None else 0)):
            laid.layout.lineAt(n).draw(painter, origin)
        painter.setFont(laid.layout.font())
        if laid.last is not None:
            painter.drawStaticText(QPointF(origin.x(), origin.y() + laid.last_top), laid.last)
        if laid.beside is not None:
            painter.setFont(self._plain)
            painter.setPen(self._muted)
            painter.drawStaticText(QPointF(origin.x() + laid.beside_left, origin.y()), laid.beside)

    # --------------------------------------------------------------------------------------------- layout

    def _lay(self, row: TimelineRow, width: int) -> _Laid:
        # By all it says: read anew after each change, most rows say the same and need no other layout.
        key = (row, self._model.person, width)
        laid = self._laid.get(key)
        if laid is None:
            inset = (self._mine if is_mine(row) else self._theirs) + self._indent + 2
            laid = self._lay_out(row, max(width - inset, 60))
            self._laid[key] = laid
            if len(self._laid) > REMEMBERED:
                self._laid.popitem(last=False)
        return laid

    def _lay_out(self, row: TimelineRow, width: int) -> _Laid:
        font = self._bold if row.kind is Kind.NEWS else self._plain
        text = text_offered() if row.text_in_file else words.one_line(row.text, SHOWN_LETTERS)
        units = text.encode("utf-16-le")
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if words.right_to_left(text):
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        if self._places is not None and not row.text_in_file and (found := self._places(text)):
            layout.setFormats([self._marked(text, start, end) for start, end in found])
        head = self._small_metrics.elidedText(heading(row, self._model.person), ELIDE, width)
        laid = _Laid(layout, static_text(head, self._small), static_text(gutter(row), self._small))
        laid.offers = row.text_in_file
        layout.beginLayout()
        while text and laid.lines < MOST_LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            top = laid.lines * self._line_height
            line.setPosition(QPointF(0, top))
            laid.lines += 1
            # Qt counts in UTF-16, Python in letters: an emoji is two and one.
            rest = units[2 * line.textStart() :]
            if laid.lines == MOST_LINES and 2 * line.textLength() < len(rest):
                tail = QFontMetrics(font).elidedText(rest.decode("utf-16-le", "replace"), ELIDE, width)
                laid.last, laid.last_top = static_text(tail, font), top
        layout.endLayout()
        if row.kind is Kind.NEWS and row.detail and laid.lines == 1:
            laid.beside_left = round(layout.lineAt(0).naturalTextWidth()) + 6
            detail = self._metrics.elidedText(words.one_line(row.detail, 120), ELIDE, width - laid.beside_left)
            laid.beside = static_text(detail, self._plain)
        return laid

    def _marked(self, text: str, start: int, end: int) -> QTextLayout.FormatRange:
        """Letters start to end with a ground of their own; Qt counts in UTF-16."""
        made = QTextLayout.FormatRange()
        made.start = _units(text[:start])
        made.length = _units(text[start:end])
        looks = QTextCharFormat()
        looks.setBackground(self._mark)
        looks.setForeground(self._mark_ink)
        made.format = looks
        return made


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
