"""The timeline's table: rows get their height when they come into view, and what is read stays where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from relate.services.views import TimelineRow
from relate.ui.controls import asks_menu
from relate.ui.theme import theme
from relate.ui.timeline.delegate import Places, TimelineDelegate
from relate.ui.timeline.lines import LineKind, Lines
from relate.ui.timeline.model import TimelineModel
from relate.ui.timeline.wording import spoken
from relate.ui.words import tr

LIT_MS: Final = 2500
"""How long a record that a reason led to is lit."""


class TimelineView(QTableView):
    """Emits `read(row)` when somebody wants the whole text, `asked_menu(row, point)` for the context menu."""

    read = Signal(object)
    asked_menu = Signal(object, QPoint)
    find_wanted = Signal()

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = TimelineDelegate(model, self)
        self._fitting = False
        self._top = 0
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Timeline"))
        self.setShowGrid(False)
        self.setWordWrap(False)
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
        self._dark = QTimer(self, singleShot=True, interval=LIT_MS)
        self._dark.timeout.connect(self._unlight)
        theme().changed.connect(self._measure)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._measure()

    # ------------------------------------------------------------------------------------------- timeline

    def show_lines(
        self, person: int | None, lines: Lines, top_gap: str = "", first: Sequence[TimelineRow] = ()
    ) -> None:
        """Shows a timeline. The same person's again stays where it was. first: as in the model."""
        same = person == self._model.person
        anchor = self._model.interaction(self.rowAt(0)) if same else None
        at = self.currentIndex().row()
        picked = self._model.interaction(at) if same else None
        # Every row back to the usual height before there are others.
        self.verticalHeader().setDefaultSectionSize(self._delegate.usual_height())
        self._model.show_lines(person, lines, top_gap, first)
        if picked is not None and (row := lines.row_of(picked.id)) >= 0:
            self.setCurrentIndex(self._model.index(row, 0))
        elif picked is not None and (row := self._stop_at(min(at, len(lines) - 1), 1)) >= 0:
            # It was hidden or is somebody else's now: the keys go on from where it stood.
            self.setCurrentIndex(self._model.index(row, 0))
        if anchor is not None and self.verticalScrollBar().value() == 0:
            row = lines.row_of(anchor.id)
            if row > 0 and self._top > 0:
                self.scrollTo(self._model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self._fit()

    def show_record(self, interaction: int) -> bool:
        """Scrolls to an interaction and lights it for a moment; False when it is not in this timeline."""
        row = self._model.lines.row_of(interaction)
        if row < 0:
            return False
        index = self._model.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._fit()
        self._delegate.lit = interaction
        self._dark.start()
        self.viewport().update()
        return True

    def jump_to(self, second: int) -> None:
        """Scrolls to what was last said until a date (seconds since 1970), its heading above it."""
        lines = self._model.lines
        if not lines.ids:
            return
        row = lines.first_until(second)
        self.setCurrentIndex(self._model.index(row, 0))
        headed = row > 0 and lines.at(row - 1).kind is not LineKind.ITEM
        self.scrollTo(self._model.index(row - headed, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self._fit()

    def has(self, interaction: int) -> bool:
        """Whether an interaction is among the rows."""
        return self._model.lines.row_of(interaction) >= 0

    def mark(self, places: Places | None) -> None:
        """Marks what was looked for in the texts."""
        self._delegate.mark(places)
        self.viewport().update()

    @property
    def span(self) -> tuple[int, int] | None:
        """Seconds since 1970 of the oldest and the newest interaction that has a date."""
        return self._model.lines.span

    def current_interaction(self) -> TimelineRow | None:
        return self._model.interaction(self.currentIndex().row())

    # ------------------------------------------------------------------------------------------------ Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_interaction()
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.read.emit(row)
        elif row is not None and event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(spoken(row, self._model.person))
        elif row is not None and asks_menu(event):
            self.asked_menu.emit(row, self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))
        elif event.key() == Qt.Key.Key_Slash:
            self.find_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self._model.interaction(self.rowAt(event.position().toPoint().y()))
        left = event.button() == Qt.MouseButton.LeftButton
        if row is not None and left and self._delegate.is_cut(row, self.viewport().width()):
            self.read.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (row := self._model.interaction(self.rowAt(event.position().toPoint().y()))) is not None:
            self.read.emit(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._model.interaction(self.rowAt(event.pos().y()))
        if row is not None and event.reason() == QContextMenuEvent.Reason.Mouse:
            self.asked_menu.emit(row, event.globalPos())

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Headings and gaps are stepped over."""
        moves, last = QAbstractItemView.CursorAction, len(self._model.lines) - 1
        # Of one column Home and End would stay in the row.
        ends = {moves.MoveHome: 0, moves.MoveEnd: last}
        row = ends[action] if action in ends else super().moveCursor(action, modifiers).row()
        backwards = row < self.currentIndex().row() or row == last
        row = self._stop_at(row, -1 if backwards and row else 1)
        return self._model.index(row, 0) if row >= 0 else self.currentIndex()

    def _stop_at(self, row: int, step: int) -> int:
        """The first interaction from a row on; -1 where there is none."""
        lines = self._model.lines
        while 0 <= row < len(lines) and self._model.line(row).kind is not LineKind.ITEM:
            row += step
        return row if 0 <= row < len(lines) else -1

    # -------------------------------------------------------------------------------------------- heights

    def _measure(self) -> None:
        self._delegate.measure()
        self.verticalHeader().setMinimumSectionSize(min(self._delegate.small_height, 20))
        self.verticalHeader().setDefaultSectionSize(self._delegate.usual_height())
        self.verticalScrollBar().setSingleStep(self._delegate.usual_height() // 2)
        self._fit()
        self.viewport().update()

    def _scrolled(self, value: int) -> None:
        if not self._fitting:
            self._fit(upwards=value < self._top)
        self._top = self.verticalScrollBar().value()

    def _fit(self, *, upwards: bool = False) -> None:
        """Gives the rows in view their heights. Scrolling down, the first row stays where it is; upwards, the last."""
        if self._fitting or not len(self._model.lines) or self.viewport().height() < 2:
            return
        self._fitting = True
        try:
            header, width = self.verticalHeader(), self.viewport().width()
            # Rows that shrink let others into view: a few rounds, each of fewer rows.
            for _round in range(8):
                first = max(self.rowAt(0), 0)
                last = self.rowAt(self.viewport().height() - 1)
                last = len(self._model.lines) - 1 if last < 0 else last
                wanted = {
                    row: height
                    for row in range(first, last + 1)
                    if (height := self._delegate.height(self._model.line(row), width)) != header.sectionSize(row)
                }
                if not wanted:
                    return
                anchor = last if upwards else first
                before = header.sectionViewportPosition(anchor) + (header.sectionSize(anchor) if upwards else 0)
                for row, height in wanted.items():
                    header.resizeSection(row, height)
                self.updateGeometries()
                after = header.sectionViewportPosition(anchor) + (header.sectionSize(anchor) if upwards else 0)
                if after != before:
                    bar = self.verticalScrollBar()
                    bar.setValue(bar.value() + after - before)
        finally:
            self._fitting = False

    def _unlight(self) -> None:
        self._delegate.lit = None
        self.viewport().update()
