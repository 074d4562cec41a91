"""What an event is called, when and where it was, and a note: to make one, or to change one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from relate.domain.events import Told
from relate.domain.typed_dates import days_named
from relate.services.event_views import EventView
from relate.services.guest_lists import Chosen
from relate.ui.controls import LineEdit, button, label
from relate.ui.events import texts
from relate.ui.events.pasted import PasteBox
from relate.ui.theme import theme
from relate.ui.words import harmless, tr

LONGEST = 300
LONGEST_NOTE = 20_000


class EventForm(QWidget):
    """`saved(Told)`; `cancelled()`. Of a new event `guests` gives who is on the list that was pasted."""

    saved = Signal(object)
    cancelled = Signal()

    def __init__(
        self, event: EventView | None, today: date, paste: PasteBox | None = None, parent: QWidget | None = None
    ) -> None:
        """paste: the field for a list of people, for a new event."""
        super().__init__(parent)
        self._today, self._event, self.paste = today, event, paste
        self._waiting: Told | None = None
        """What is to be saved as soon as the pasted list is read."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.name = self._field(column, tr("Name"), tr("SaaS Expo"))
        self.when = self._field(column, tr("When"), tr("14 to 16 March 2019, or March 2019, or 2019"))
        self.problem = label("", "muted", small=True, wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        self.place = self._field(column, tr("Where"), tr("Berlin"))
        column.addWidget(label(tr("Note"), "muted", small=True))
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(tr("Note"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme().px(80))
        column.addWidget(self.note)
        if paste is not None:
            column.addSpacing(8)
            column.addWidget(paste)
            paste.read.connect(self._list_read)
        if event is not None:
            self.name.setText(harmless(event.name, LONGEST))
            self.when.setText("" if event.start is None else texts.when(event.start, event.end))
            self.place.setText(harmless(event.place, LONGEST))
            self.note.setPlainText(harmless(event.note, LONGEST_NOTE))
        self._before = self._typed()
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        self.save = button(tr("Make the event") if event is None else tr("Save"), "filled")
        self.save.clicked.connect(self._save)
        cancel = button(tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        row.addWidget(self.save)
        row.addWidget(cancel)
        row.addStretch()
        column.addLayout(row)
        self.name.textChanged.connect(self._look)
        self.setFocusProxy(self.name)
        self._look()

    @property
    def guests(self) -> list[Chosen]:
        """Who is on the pasted list, and who of the library that is."""
        return self.paste.chosen if self.paste is not None else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _field(self, column: QVBoxLayout, name: str, hint: str) -> LineEdit:
        made = LineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        made.setMaxLength(LONGEST)
        made.returnPressed.connect(self._save)
        column.addWidget(label(name, "muted", small=True))
        column.addWidget(made)
        return made

    def _look(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()))

    def _save(self) -> None:
        if not self.name.text().strip():
            return
        was, event = self._before, self._event
        name, when, place, note = self._typed()
        start, end = None, None
        if event is not None:  # what was left as it was stays as it is, however much of it is shown
            name = event.name if name == was[0] else name
            place = event.place if place == was[2] else place
            note = event.note if note == was[3] else note
        if event is not None and when == was[1]:
            start, end = event.start, event.end
        elif when.strip():
            named = days_named(when, self._today)
            if named is None:
                self.problem.setText(tr("These are no days that Relate can read: “14 to 16 March 2019” is."))
                self.problem.show()
                self.when.setFocus()
                return
            start, end = named
        told = Told(name, start, end, place, note)
        if self.paste is not None and not self.paste.settled:
            self._waiting = told  # what was typed last is looked through first
        else:
            self.saved.emit(told)

    def _list_read(self) -> None:
        told, self._waiting = self._waiting, None
        if told is not None:
            self.saved.emit(told)

    def _typed(self) -> tuple[str, str, str, str]:
        """Name, days, place, note."""
        return self.name.text(), self.when.text(), self.place.text(), self.note.toPlainText()
