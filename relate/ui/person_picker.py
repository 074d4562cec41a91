"""A field that finds people as one types: those found stand below it, Enter takes the first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relate.services.library import Library
from relate.services.list_views import PeopleQuery, PersonRow, Shown
from relate.ui.background import Background
from relate.ui.contacts.model import role_and_company
from relate.ui.controls import LineEdit, button, frame
from relate.ui.places.page import clear
from relate.ui.reconnect.line import PersonLine
from relate.ui.words import one_line, tr

FOUND = 5
TYPING_MS = 120


class PersonPicker(QWidget):
    """`picked(person, name)`; `new_wanted(name)`: nobody is called so, and they are to be added."""

    picked = Signal(object, str)
    new_wanted = Signal(str)

    def __init__(
        self,
        library: Library,
        background: Background,
        hint: str,
        lane: str,
        parent: QWidget | None = None,
        *,
        new: bool = True,
    ) -> None:
        """new: whether somebody whom nobody is called may be added."""
        super().__init__(parent)
        self._library, self._background, self._lane, self._may_be_new = library, background, lane, new
        self._rows: list[PersonRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.field = LineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setMaxLength(200)
        self.setFocusProxy(self.field)
        column.addWidget(self.field)
        self._box = frame("card")
        self._found = QVBoxLayout(self._box)
        self._found.setContentsMargins(4, 4, 4, 4)
        self._found.setSpacing(0)
        self._box.hide()
        column.addWidget(self._box)
        self._soon = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._soon.timeout.connect(self._find)
        self.field.textEdited.connect(self._soon.start)
        self.field.returnPressed.connect(self._enter)
        self.field.installEventFilter(self)

    def empty(self) -> None:
        self.field.clear()
        self._background.drop(self._lane)
        self._show("", [])

    def _find(self) -> None:
        text = self.field.text().strip()
        if not text:
            self._show("", [])
            return
        self._background.run(self._read, text, then=partial(self._show, text), lane=self._lane)

    def _read(self, text: str) -> list[PersonRow]:
        ids = self._library.people.ids(PeopleQuery(Shown.EVERYONE, text=text))[:FOUND]
        return self._library.people.rows(list(ids))

    def _show(self, text: str, rows: list[PersonRow]) -> None:
        self._rows = rows
        clear(self._found)
        for row in rows:
            line = PersonLine(row.id, row.name, role_and_company(row))
            line.chosen.connect(self._take)
            self._found.addWidget(line)
        if text and self._may_be_new:
            new = button(tr("New person “{name}”", name=one_line(text, 60)), "link")
            new.clicked.connect(self._new)
            self._found.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.setVisible(bool(text) and (self._may_be_new or bool(rows)))

    def _enter(self) -> None:
        """The first one found; what was typed last is looked for before."""
        text = self.field.text().strip()
        if text:
            self._background.drop(self._lane)
            self._show(text, self._read(text))  # a search of the list: some milliseconds
            if self._rows:
                self._take(self._rows[0].id)
            elif self._may_be_new:
                self._new()

    def _take(self, person: int) -> None:
        name = next((row.name for row in self._rows if row.id == person), "")
        self.empty()
        self.field.setFocus()
        self.picked.emit(person, name)

    def _new(self) -> None:
        name = " ".join(self.field.text().split())
        self.empty()
        if name:
            self.new_wanted.emit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.empty()
                return True
            if event.key() == Qt.Key.Key_Down and (first := self._found.itemAt(0)) is not None:
                line = first.widget()
                if line is not None and self._box.isVisible():
                    line.setFocus(Qt.FocusReason.TabFocusReason)
                    return True
        return False
