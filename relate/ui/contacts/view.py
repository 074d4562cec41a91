"""The list itself: a table of fixed rows that keeps its selection and its place over every change."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from relate.services.list_views import PersonRow
from relate.ui.contacts.delegate import PersonDelegate
from relate.ui.contacts.model import PeopleModel
from relate.ui.controls import asks_menu
from relate.ui.theme import theme
from relate.ui.words import tr


class PeopleView(QTableView):
    """Emits `picked(person)` when another person becomes the current one, `wanted(person)` on Enter or double click,
    `asked_menu(point)` for the context menu and `typed(text)` for type-ahead. Ids travel as `object`."""

    picked = Signal(object)
    wanted = Signal(object)
    asked_menu = Signal(QPoint)
    typed = Signal(str)
    dragging = Signal(bool)
    """Whoever is marked begins to be dragged, or was let go."""

    def __init__(self, model: PeopleModel, delegate: PersonDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = model
        self._delegate = delegate
        self._quiet = False
        delegate.setParent(self)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(tr("People"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._measure()
        theme().changed.connect(self._look_anew)
        self.doubleClicked.connect(self._wanted)
        delegate.value = model.value
        delegate.marked = self.selectionModel().isSelected
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    # -------------------------------------------------------------------------------------------- people

    def show_people(self, ids: array[int], first: Sequence[PersonRow] = ()) -> None:
        """Lists others, or the same in another order: whoever is picked stays picked, what is looked at stays there.
        first: as in the model."""
        selected = set(self.selected())
        current = self.current_person()
        looked_at = self._looked_at()
        at_top = self.verticalScrollBar().value() == 0
        self._quiet = True
        try:
            self._people.show_people(ids, first)
            # Qt would lay out at the next paint; until then the scroll bar has the range of the list before.
            self.executeDelayedItemsLayout()
            self._select_again(selected, current)
        finally:
            self._quiet = False
        if not at_top:
            # Of another list, which holds nobody of those, it is the beginning that is looked at.
            still = ((row, offset) for person, offset in looked_at if (row := self._people.row_of(person)) >= 0)
            row, offset = next(still, (0, 0))
            self.verticalScrollBar().setValue(row * self._delegate.height - offset)

    def _looked_at(self) -> list[tuple[int, int]]:
        """Whoever is in view, from the top: (person, the pixel their row begins at)."""
        last = self.rowAt(self.viewport().height() - 1)
        rows = range(max(self.rowAt(0), 0), (last if last >= 0 else len(self._people.ids) - 1) + 1)
        people = ((self._people.person_at(row), self.rowViewportPosition(row)) for row in rows)
        return [(person, offset) for person, offset in people if person is not None]

    def rows_in_sight(self) -> int:
        """How many rows the list shows at the most, the last one in part."""
        return -(-self.viewport().height() // self._delegate.height) + 1

    def pick(self, person: int) -> bool:
        """Makes somebody the current person, if in the list; emits `picked` when that is somebody else than before."""
        row = self._people.row_of(person)
        if row < 0:
            return False
        index = self._people.index(row, 0)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.scrollTo(index)
        return True

    def step(self, by: int) -> None:
        """To the next (1) or previous (-1) person."""
        row = min(max(self.currentIndex().row() + by, 0), len(self._people.ids) - 1)
        if (person := self._people.person_at(row)) is not None:
            self.pick(person)

    def current_person(self) -> int | None:
        return self._people.person_at(self.currentIndex().row())

    def selected(self) -> Sequence[int]:
        """Everybody that is marked, in the order of the list."""
        ids = self._people.ids
        # A QItemSelection is a list, which its type information does not say.
        selection = cast("list[QItemSelectionRange]", self.selectionModel().selection())
        ranges = sorted((part.top(), part.bottom()) for part in selection)
        return [person for top, bottom in ranges for person in ids[top : bottom + 1]]

    def value(self, person: int) -> PersonRow | None:
        row = self._people.row_of(person)
        return None if row < 0 else self._people.value(row)

    # ------------------------------------------------------------------------------------------------ Qt

    def forget(self, people: Iterable[int] | None) -> None:
        """Rows and faces of these people (None: of anybody) are read anew when next painted."""
        self._delegate.forget()
        self._people.forget(people)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._wanted(self.currentIndex())
            return
        if asks_menu(event):
            self.asked_menu.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last one: of one column Qt would stay in the row."""
        model = self.model()
        moves = QAbstractItemView.CursorAction
        ends = {moves.MoveHome: 0, moves.MoveEnd: model.rowCount() - 1}
        if action in ends and model.rowCount():
            return model.index(ends[action], 0)
        return super().moveCursor(action, modifiers)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._delegate.prepare(self.devicePixelRatioF())
        self._delegate.current_row = self.currentIndex().row()
        self._delegate.focused = self.hasFocus()
        under = self.mapFromGlobal(QCursor.pos()).y() - self.frameWidth() if self.underMouse() else -1
        self._delegate.hovered_row = self.rowAt(under) if under >= 0 else -1
        super().paintEvent(event)

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Whoever is marked can be dragged over Circles on the rail, and onto a ring there, or onto a tag."""
        from PySide6.QtGui import QDrag

        from relate.ui.dragged import carrying

        drag = QDrag(self)
        drag.setMimeData(carrying(self.selected()))
        rect = self.visualRect(self.currentIndex())
        drag.setPixmap(self.viewport().grab(rect))
        drag.setHotSpot(QPoint(rect.width() // 4, rect.height() // 2))
        self.dragging.emit(True)
        drag.exec(Qt.DropAction.CopyAction)
        self.dragging.emit(False)

    def keyboardSearch(self, search: str) -> None:
        # Qt would read every row of the table; the panel asks the library instead.
        self.typed.emit(search)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.asked_menu.emit(event.globalPos())

    # ------------------------------------------------------------------------------------------- private

    def _measure(self) -> None:
        self._delegate.measure()
        self.verticalHeader().setMinimumSectionSize(self._delegate.height)
        self.verticalHeader().setDefaultSectionSize(self._delegate.height)
        self.verticalScrollBar().setSingleStep(self._delegate.height // 2)

    def _look_anew(self) -> None:
        self._measure()
        # Not before the first paint: to find out what kind of widget it is, the bindings load every kind there is.
        self.viewport().update()

    def _select_again(self, selected: set[int], current: int | None) -> None:
        selection = QItemSelection()
        ids = self._people.ids
        rows = [self._people.row_of(person) for person in selected] if len(selected) < 50 else (
            row for row, person in enumerate(ids) if person in selected
        )  # fmt: skip
        for row in rows:
            if row >= 0:
                index = self._people.index(row, 0)
                selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        row = -1 if current is None else self._people.row_of(current)
        if row >= 0:
            self.selectionModel().setCurrentIndex(self._people.index(row, 0), flags.NoUpdate)
        self.selectionModel().select(selection, flags.ClearAndSelect)

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if not self._quiet and (person := self._people.person_at(now.row())) is not None:
            self.picked.emit(person)

    def _wanted(self, index: QModelIndex) -> None:
        if (person := self._people.person_at(index.row())) is not None:
            self.wanted.emit(person)
