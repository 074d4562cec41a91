"""The frame of the window: head, rail, places, foot, toasts and drops; what comes after the first paint comes later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from relate.ui.controls import stands_in
from relate.ui.drops import Chooser, Drops
from relate.ui.rail import TODAY, Rail
from relate.ui.statusbar import StatusBar
from relate.ui.theme import theme
from relate.ui.toast import Toast
from relate.ui.topbar import TopBar

SMALLEST: Final = (640, 480)
TITLE_BAR: Final = 40
"""Pixels left for the title bar on a screen that is no larger than the window."""
FIRST: Final = "first"
"""The place of an empty library: no rail, no foot, only the name at the head."""


class Frame(QMainWindow):
    """`files_expected(list[Path])`: these files hang over the window, or some are about to be chosen.
    `files_dropped(list[Path])`: files to import, dropped or chosen. `built()`: all parts are there. `moved(key)`:
    another place is shown."""

    files_expected = Signal(object)
    files_dropped = Signal(object)
    built = Signal()
    closed = Signal()
    came_to_front = Signal()
    moved = Signal(str)

    def __init__(self, today: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._late: list[Callable[[], object]] = []
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._places: dict[str, QWidget] = {TODAY.key: today}
        self._painted = False
        self._quiet_line: QWidget | None = None
        self.setWindowTitle("Relate")
        # With text at 200 % the smallest window must still fit on the screen.
        room = self.screen().availableGeometry()
        self.setMinimumSize(
            min(theme().px(SMALLEST[0]), room.width()), min(theme().px(SMALLEST[1]), room.height() - TITLE_BAR)
        )
        self.topbar, self.rail, self.statusbar = TopBar(), Rail(), StatusBar()
        self.stack = QStackedWidget()
        self.stack.setProperty("kind", "ground")
        self.stack.addWidget(today)
        self._lay_out()
        self.toast = Toast(self)
        self.drops = Drops(self)
        self.chooser = Chooser(self)
        handle = self.windowHandle()
        assert handle is not None
        handle.installEventFilter(self)
        self.rail.chosen.connect(self.go_to)
        self.topbar.import_files.connect(self.chooser.choose_files)
        self.topbar.import_folder.connect(self.chooser.choose_folder)
        self.chooser.opened.connect(lambda: self.files_expected.emit([]))
        self.drops.files_expected.connect(self.files_expected)
        self.chooser.chosen.connect(self.files_dropped)
        self.drops.files_dropped.connect(self.files_dropped)

    def add_place(self, key: str, make: Callable[[], QWidget]) -> None:
        """A place that is made when it is first gone to: "history", "settings", or one off the rail ("import")."""
        self._makers[key] = make

    def place(self, key: str) -> QWidget:
        """The widget of a place, made now if nobody has been there."""
        if key not in self._places:
            made = self._makers[key]()
            self._places[key] = made
            self.stack.addWidget(made)
        return self._places[key]

    def go_to(self, key: str) -> None:
        """Shows a place in the middle; those that are not built do nothing."""
        if key in self._places or key in self._makers:
            place = self.place(key)
            if self.stack.currentWidget() is not place:
                self.stack.setCurrentWidget(place)
                place.setFocus(Qt.FocusReason.OtherFocusReason)
            self.rail.show_place(key)
            self.rail.setVisible(key != FIRST)
            self.statusbar.setVisible(key != FIRST)
            self.topbar.show_tools(key != FIRST)
            self.moved.emit(key)

    @property
    def where(self) -> str:
        """The key of the place that is shown."""
        return next((key for key, widget in self._places.items() if widget is self.stack.currentWidget()), TODAY.key)

    def later(self, build: Callable[[], object]) -> None:
        """Calls `build` after the window was first painted; each in a turn of its own."""
        if self._painted:
            QTimer.singleShot(0, build)
        else:
            self._late.append(build)

    def set_quiet_line(self, line: QWidget) -> None:
        """Puts a line above the foot; it shows itself when there is something to say."""
        self._column.insertWidget(self._column.indexOf(self.statusbar), line)
        self._quiet_line = line

    def say(self, text: str, *, undo: bool = True, redo: bool = False) -> None:
        """A quiet word at the foot; with *Undo* when a step was made, or the way back when one was taken back."""
        self.toast.say(text, undo=undo, redo=redo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The native window was uncovered: it is painted in this very turn, and in the next there is time.
        if event.type() == QEvent.Type.Expose and not self._painted:
            self._painted = True
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._build_late)
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        from relate.ui.focus_order import go_on

        return go_on(self, forward)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.came_to_front.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def build_now(self) -> None:
        """Builds everything without a paint: the program starts in the tray."""
        if not self._painted:
            self._painted = True
            self._build_late()

    def _build_late(self) -> None:
        """One part at a turn of the event loop: the window answers in between."""
        if self._late:
            self._late.pop(0)()
            # Not 0: Qt serves a timer of no time before one that is due already, and then two parts in one turn.
            QTimer.singleShot(1, self._build_late)
        else:
            self.built.emit()

    def _go_to_nth(self, n: int) -> None:
        """By its key a place has the keys too, also where one is there but somewhere else with them."""
        if (key := self.rail.key_of(n)) is not None:
            self.go_to(key)
            place = self.stack.currentWidget()
            if place is not None and not stands_in(place):
                place.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        whole = QWidget()
        whole.setProperty("kind", "ground")
        column = self._column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.topbar)
        column.addLayout(middle, 1)
        column.addWidget(self.statusbar)
        self.setCentralWidget(whole)
