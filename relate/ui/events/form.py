"""What an event is called, when and where it was, and a note: to make one, or to change one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from relate.domain.events import Told
from relate.domain.typed_dates import days_named
from relate.services.event_views import EventView
from relate.ui.controls import LineEdit, button, label
from relate.ui.events import texts
from relate.ui.theme import theme
from relate.ui.words import tr


class EventForm(QWidget):
    """`saved(Told)`; `cancelled()`."""

    saved = Signal(object)
    cancelled = Signal()

    def __init__(self, event: EventView | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._event = today, event
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
        if event is not None:
            self.name.setText(event.name)
            self.when.setText("" if event.start is None else texts.when(event.start, event.end))
            self.place.setText(event.place)
            self.note.setPlainText(event.note)
        self._when_was = self.when.text()
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _field(self, column: QVBoxLayout, name: str, hint: str) -> LineEdit:
        made = LineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        made.setMaxLength(300)
        made.returnPressed.connect(self._save)
        column.addWidget(label(name, "muted", small=True))
        column.addWidget(made)
        return made

    def _look(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()))

    def _save(self) -> None:
        if not self.name.text().strip():
            return
        typed = self.when.text().strip()
        start, end = None, None
        if self._event is not None and typed == self._when_was.strip():
            start, end = self._event.start, self._event.end  # as exact as it was known
        elif typed:
            named = days_named(typed, self._today)
            if named is None:
                self.problem.setText(tr("These are no days that Relate can read: “14 to 16 March 2019” is."))
                self.problem.show()
                self.when.setFocus()
                return
            start, end = named
        self.saved.emit(Told(self.name.text(), start, end, self.place.text(), self.note.toPlainText()))
