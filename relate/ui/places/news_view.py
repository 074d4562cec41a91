"""The list of the place *News*: rows of one height, so that thousands scroll; painted, moved in by keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from relate.ui.controls import asks_menu
from relate.ui.faces import PhotoOf, face
from relate.ui.icons import pixmap
from relate.ui.places.news_lines import Line, LineKind, NewsModel
from relate.ui.theme import theme
from relate.ui.words import one_line, tr

MARGIN: Final = 12
GAP: Final = 12
REMEMBERED: Final = 240
SHOWN: Final = 5
"""So many lines of a fold come into sight when it is opened."""
ELIDE: Final = Qt.TextElideMode.ElideRight


class NewsDelegate(QStyledItemDelegate):
    """Paints lines of one fixed height; fonts and lengths are worked out once per theme, not per row."""

    def __init__(self, model: NewsModel, photo: PhotoOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._photo = model, photo
        self.measure()

    def measure(self) -> None:
        """Takes over the present colours and fonts."""
        look = theme()
        self.height = look.px(52)
        self._face, self._icon = look.px(34), look.px(16)
        self._faces: dict[int, QPixmap] = {}
        self._bold, self._plain, self._small = look.font(bold=True), look.font(), look.font(small=True)
        self._bold_metrics, self._small_metrics = QFontMetrics(self._bold), QFontMetrics(self._small)
        self._ink, self._muted, self._warm = look.colour("ink"), look.colour("muted"), look.colour("warm")
        self._picked, self._over, self._bar = look.colour("picked"), look.colour("panel"), look.colour("bar")

    def forget(self) -> None:
        """Faces are asked for anew."""
        self._faces.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = self._model.line(index.row())
        if line is None:
            return
        rect: QRect = option.rect
        painter.save()
        if line.kind is LineKind.HEADING:
            self._paint_heading(painter, rect, line)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, self._picked)
            elif option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, self._over)
            if line.kind is LineKind.FOLD:
                self._paint_fold(painter, rect, line)
            else:
                self._paint_person(painter, rect, line)
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(self._bar, 1))
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, line: Line) -> None:
        painter.setFont(self._bold)
        painter.setPen(self._ink)
        where = rect.adjusted(MARGIN, 0, -MARGIN, -8)
        text = self._bold_metrics.elidedText(line.title, ELIDE, where.width())
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)

    def _paint_fold(self, painter: QPainter, rect: QRect, line: Line) -> None:
        drawing = pixmap("chevron-down" if line.is_open else "chevron-right", "muted", self._icon)
        middle = rect.left() + MARGIN + self._face // 2
        painter.drawPixmap(middle - self._icon // 2, rect.center().y() - self._icon // 2, drawing)
        left = rect.left() + MARGIN + self._face + GAP
        self._two_lines(painter, QRect(left, rect.top(), rect.right() - MARGIN - left, rect.height()), line.title)
        self._below(painter, rect, left, line.says, rect.right() - MARGIN - left)

    def _paint_person(self, painter: QPainter, rect: QRect, line: Line) -> None:
        assert line.row is not None
        row, view = line.row, self._model.said(line.row.piece)
        inset = self._face // 2 + GAP if line.inside else 0
        left = rect.left() + MARGIN + inset
        painter.drawPixmap(left, rect.top() + (rect.height() - self._face) // 2, self._face_of(line))
        left += self._face + GAP
        right = rect.right() - MARGIN
        when = self._small_metrics.elidedText(view.when, ELIDE, rect.width() // 3)
        because = self._small_metrics.elidedText(self._model.why(row), ELIDE, rect.width() // 3)
        beside = max(self._small_metrics.horizontalAdvance(when), self._small_metrics.horizontalAdvance(because))
        upper, lower = self._baselines(rect)
        painter.setFont(self._small)
        painter.setPen(self._muted)
        painter.drawText(QPointF(right - self._small_metrics.horizontalAdvance(when), upper), when)
        painter.setPen(self._warm)
        painter.drawText(QPointF(right - self._small_metrics.horizontalAdvance(because), lower), because)
        room = right - beside - GAP - left
        self._two_lines(painter, QRect(left, rect.top(), room, rect.height()), one_line(row.who.name, 160))
        painter.setFont(self._small)
        painter.setPen(self._muted if row.piece.is_gone else self._ink)
        now = self._small_metrics.elidedText(one_line(view.now, 200), ELIDE, room)
        painter.drawText(QPointF(left, lower), now)
        told = self._small_metrics.horizontalAdvance(now)
        more = view.was or view.does
        if more and told + GAP < room:
            painter.setPen(self._muted)
            more = self._small_metrics.elidedText(one_line(more, 200), ELIDE, room - told - 6)
            painter.drawText(QPointF(left + told + 6, lower), more)

    def _two_lines(self, painter: QPainter, rect: QRect, title: str) -> None:
        painter.setFont(self._bold)
        painter.setPen(self._ink)
        text = self._bold_metrics.elidedText(title, ELIDE, rect.width())
        painter.drawText(QPointF(rect.left(), self._baselines(rect)[0]), text)

    def _below(self, painter: QPainter, rect: QRect, left: int, text: str, room: int) -> None:
        painter.setFont(self._small)
        painter.setPen(self._muted)
        text = self._small_metrics.elidedText(text, ELIDE, room)
        painter.drawText(QPointF(left, self._baselines(rect)[1]), text)

    def _baselines(self, rect: QRect) -> tuple[int, int]:
        """Where the two lines of text stand."""
        line = self._bold_metrics.height()
        top = rect.top() + self.height // 2
        return top - line - 1 + self._bold_metrics.ascent(), top + 1 + self._bold_metrics.ascent()

    def _face_of(self, line: Line) -> QPixmap:
        assert line.row is not None
        person, who = line.row.person, line.row.who
        picture = self._faces.get(person)
        if picture is None:
            photo = self._photo(person) if who.has_photo else None
            picture = self._faces[person] = face(person, who.name, self._face, photo)
            if len(self._faces) > REMEMBERED:
                del self._faces[next(iter(self._faces))]
        return picture


class NewsList(QTableView):
    """Emits `wanted(NewsRow)` on Enter or a click, `asked_menu(NewsRow, QPoint)` for the context menu."""

    wanted = Signal(object)
    asked_menu = Signal(object, QPoint)

    def __init__(self, model: NewsModel, photo: PhotoOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = NewsDelegate(model, photo, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setProperty("kind", "ground")
        self.setAccessibleName(tr("News"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme().changed.connect(self._measure)
        self._measure()

    def toggle(self, row: int) -> None:
        """Opens or closes a fold; what is looked at stays where it is."""
        place = self.verticalScrollBar().value()
        self._model.toggle(row)
        self.executeDelayedItemsLayout()
        self.setCurrentIndex(self._model.index(row, 0))
        self.verticalScrollBar().setValue(place)
        if (line := self._model.line(row)) is not None and line.is_open:
            # Some of what came to light is to be seen, and the fold itself stays in sight.
            self.scrollTo(self._model.index(min(row + SHOWN, len(self._model.lines) - 1), 0))
            self.scrollTo(self._model.index(row, 0))

    def forget(self) -> None:
        """Faces are asked for anew."""
        self._delegate.forget()

    def pick_first(self) -> None:
        """Makes the first line that can be picked the current one, where none is."""
        if not self.currentIndex().isValid():
            for row, line in enumerate(self._model.lines):
                if line.kind is not LineKind.HEADING:
                    self.setCurrentIndex(self._model.index(row, 0))
                    return

    # ------------------------------------------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        line = self._model.line(row)
        key = event.key()
        if line is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._do(row, line)
        elif line is not None and line.kind is LineKind.FOLD and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if line.is_open is (key == Qt.Key.Key_Left):
                self.toggle(row)
        elif line is not None and line.inside and key == Qt.Key.Key_Left:
            self._to_fold(row)
        elif line is not None and line.row is not None and asks_menu(event):
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
            self.asked_menu.emit(line.row, where)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.rowAt(event.position().toPoint().y())
        line = self._model.line(row)
        if line is not None and event.button() == Qt.MouseButton.LeftButton and row == self.currentIndex().row():
            self._do(row, line)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        line = self._model.line(self.rowAt(event.pos().y()))
        if line is not None and line.row is not None and event.reason() == QContextMenuEvent.Reason.Mouse:
            self.asked_menu.emit(line.row, event.globalPos())

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Headings are stepped over; Home and End go to the first and the last line, of which there is one column."""
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: len(self._model.lines) - 1,
        }
        row = ends.get(action, super().moveCursor(action, modifiers).row())
        for step in (-1, 1) if row < self.currentIndex().row() else (1, -1):
            there = row
            while (line := self._model.line(there)) is not None and line.kind is LineKind.HEADING:
                there += step
            if line is not None:
                return self._model.index(there, 0)
        return self.currentIndex()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if current.row() == 1:
            # The heading above the first line is no line one can go to.
            self.verticalScrollBar().setValue(0)

    def keyboardSearch(self, search: str) -> None:
        """Goes to the next person whose name begins so; Qt would put every row into words first."""
        lines, here = self._model.lines, self.currentIndex().row() + 1
        for row in (*range(here, len(lines)), *range(min(here, len(lines)))):
            one = lines[row].row
            if one is not None and one.who.name.casefold().startswith(search.casefold()):
                self.setCurrentIndex(self._model.index(row, 0))
                return

    # ------------------------------------------------------------------------------------------- private

    def _do(self, row: int, line: Line) -> None:
        if line.kind is LineKind.FOLD:
            self.toggle(row)
        elif line.row is not None:
            self.wanted.emit(line.row)

    def _to_fold(self, row: int) -> None:
        while (line := self._model.line(row)) is not None and line.inside:
            row -= 1
        self.setCurrentIndex(self._model.index(row, 0))

    def _measure(self) -> None:
        self._delegate.measure()
        self.verticalHeader().setMinimumSectionSize(self._delegate.height)
        self.verticalHeader().setDefaultSectionSize(self._delegate.height)
        self.verticalScrollBar().setSingleStep(self._delegate.height // 2)
        self.viewport().update()
