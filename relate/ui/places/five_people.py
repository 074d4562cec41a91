"""Five people you care about: a name, how you know them, a circle. The smallest beginning without any archive."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.controls import button, frame, label, name_box
from relate.ui.places.page import Page
from relate.ui.words import tr

LINES = 5
CIRCLES = (5, 15, 50, 150)


class FivePeople(Page):
    """Adds the people whose name is filled in; empty lines are nobody."""

    finished = Signal()
    """They are in the library."""
    cancelled = Signal()

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Five people you care about"),
            tr("A name is enough. The circle says how close: 5 are the closest, 150 all whom you want to keep."),
            parent=parent,
        )
        self._library, self._background = library, background
        self._open = 0
        box = frame("card")
        grid = QGridLayout(box)
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for place, words in enumerate((tr("Name"), tr("How you know them"), tr("Circle"))):
            grid.addWidget(label(words, "muted", small=True), 0, place)
        self.names: list[QLineEdit] = []
        self.how: list[QLineEdit] = []
        self.circles: list[QComboBox] = []
        for line in range(LINES):
            self._add_line(grid, line)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        self.column.addWidget(box)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.add = button(tr("Add them"), "filled")
        self.add.clicked.connect(self.save)
        self.add.setEnabled(False)
        back = button(tr("Back"))
        back.clicked.connect(self.cancelled)
        row.addWidget(self.add)
        row.addWidget(back)
        row.addStretch()
        self.column.addLayout(row)
        self.column.addStretch()

    def _add_line(self, grid: QGridLayout, line: int) -> None:
        name, how, circle = QLineEdit(), QLineEdit(), QComboBox()
        name.setMaxLength(200)
        how.setMaxLength(500)
        name.setAccessibleName(tr("Name {n}", n=line + 1))
        how.setAccessibleName(tr("How you know them {n}", n=line + 1))
        name_box(circle, tr("Circle {n}", n=line + 1))
        for size in CIRCLES:
            circle.addItem(tr("circle of {n}", n=size), size)
        circle.addItem(tr("no circle"), None)
        name.textChanged.connect(self._look)
        for field in (name, how):
            field.returnPressed.connect(partial(self._on, line))
        for place, widget in enumerate((name, how, circle)):
            grid.addWidget(widget, line + 1, place)
        self.names.append(name)
        self.how.append(how)
        self.circles.append(circle)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The page stands only to be typed into; the shown event of Qt comes before the page can hold the focus.
        QTimer.singleShot(0, self.names[0].setFocus)

    def _on(self, line: int) -> None:
        """Enter: to the next name; on the last line, or on one left empty, these are all."""
        if self.names[line].text().strip() and line + 1 < LINES:
            self.names[line + 1].setFocus()
        else:
            self.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        self.add.setEnabled(any(name.text().strip() for name in self.names))

    def save(self) -> None:
        """Adds them one after the other; `finished` when the last one is there."""
        filled = [place for place in range(LINES) if self.names[place].text().strip()]
        if not filled:
            return
        self.add.setEnabled(False)
        self._open = len(filled)
        for place in filled:
            added = self._library.people.add(self.names[place].text().strip())
            circle: int | None = self.circles[place].currentData()
            then = partial(self._tell_more, self.how[place].text().strip(), circle)
            self._background.bridge.when_done(added, then, self._failed)

    def _tell_more(self, how: str, circle: int | None, person: int) -> None:
        if how:
            self._library.people.set_fact(person, "how_met", how)
        if circle is not None:
            self._library.people.set_circle([person], circle)
        self._open -= 1
        if self._open == 0:
            self.finished.emit()

    def _failed(self, problem: BaseException) -> None:
        self._open -= 1
        self.add.setEnabled(True)
        self._background.bridge.complain(problem)
