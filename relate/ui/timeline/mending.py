"""A wrong row of a timeline gets another time, another person, or, where the user wrote it, other words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, Qt, QTimeZone, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from relate.domain.moments import Moment, Precision
from relate.services.views import PeopleQuery, PersonRow, Shown, TimelineRow
from relate.ui import words
from relate.ui.background import Background
from relate.ui.contacts.model import role_and_company
from relate.ui.controls import LineEdit, label, widen
from relate.ui.theme import theme
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library

OFFERED: Final = 8
LANE: Final = "mending"


class _Dialog(QDialog):
    """Asks one thing about a row."""

    def __init__(self, title: str, row: TimelineRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        self.setWindowTitle(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(12)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def open(self) -> None:
        """Shows it over its window; it goes with its answer."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        super().open()

    @property
    def ok(self) -> QWidget:
        return self.buttons.button(QDialogButtonBox.StandardButton.Ok)


class TimeDialog(_Dialog):
    """Asks when something really was. `chosen(row, Moment)`."""

    chosen = Signal(object, object)

    def __init__(self, row: TimelineRow, parent: QWidget) -> None:
        super().__init__(tr("When was it?"), row, parent)
        now = row.at.ms if row.at is not None else words.now_ms()
        self.edit = QDateTimeEdit(QDateTime.fromMSecsSinceEpoch(now))
        self.edit.setCalendarPopup(True)
        self.edit.setAccessibleName(tr("Date and time"))
        self.edit.setDisplayFormat("d MMM yyyy  HH:mm")
        self._column.addWidget(self.edit)
        self._column.addWidget(self.buttons)

    def accept(self) -> None:
        when = self.edit.dateTime()
        offset = QTimeZone.systemTimeZone().offsetFromUtc(when) // 60
        self.chosen.emit(self.row, Moment(when.toMSecsSinceEpoch(), Precision.MINUTE, offset))
        super().accept()


class WordsDialog(_Dialog):
    """Asks what was really said, of something the user noted himself. `chosen(row, text)`."""

    chosen = Signal(object, str)

    def __init__(self, row: TimelineRow, text: str, parent: QWidget) -> None:
        super().__init__(tr("Other words"), row, parent)
        widen(self, 420)
        self.edit = QPlainTextEdit(text)
        self.edit.setAccessibleName(tr("What was said"))
        self.edit.setTabChangesFocus(True)
        self._column.addWidget(self.edit)
        self._column.addWidget(self.buttons)

    def accept(self) -> None:
        self.chosen.emit(self.row, self.edit.toPlainText().strip())
        super().accept()


class PersonDialog(_Dialog):
    """Asks with whom it really was: a name is typed, one of those found is taken. `chosen(row, PersonRow)`."""

    chosen = Signal(object, object)

    def __init__(self, library: Library, background: Background, row: TimelineRow, parent: QWidget) -> None:
        super().__init__(tr("With whom was it?"), row, parent)
        self._library, self._background = library, background
        widen(self, 420)
        self.field = LineEdit()
        self.field.setPlaceholderText(tr("Name, company, address"))
        self.field.setAccessibleName(tr("With whom was it?"))
        self.field.setMaxLength(200)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Found"))
        self.list.setMinimumHeight(theme().px(200))
        self._says = label("", "muted", small=True)
        for widget in (self.field, self.list, self._says, self.buttons):
            self._column.addWidget(widget)
        self.field.textChanged.connect(self._typed)
        self.list.itemActivated.connect(self.accept)
        self._typed("")

    def accept(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(self.row, item.data(Qt.ItemDataRole.UserRole))
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        text = text.strip()
        self.ok.setEnabled(False)
        if not text:
            self._background.drop(LANE)
            self._show("", [])
            return
        self._background.run(_found, self._library, text, then=partial(self._show, text), lane=LANE)

    def _show(self, text: str, found: list[PersonRow]) -> None:
        self.list.clear()
        for person in found:
            does = role_and_company(person)
            name = words.one_line(person.name, 80)
            item = QListWidgetItem(f"{name} · {does}" if does else name)
            item.setData(Qt.ItemDataRole.UserRole, person)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.ok.setEnabled(bool(found))
        self._says.setText(tr("Nobody found.") if text and not found else "")


def _found(library: Library, text: str) -> list[PersonRow]:
    people = library.people
    return people.rows(people.ids(PeopleQuery(shown=Shown.EVERYONE, text=text))[:OFFERED])
