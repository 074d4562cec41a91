"""Days on which many became connected: named once they are an event, or they are none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relate.services.event_views import EventView, ProposedEvent
from relate.services.library import Library
from relate.services.list_views import PersonRow
from relate.ui.background import Background
from relate.ui.contacts.model import role_and_company
from relate.ui.controls import FlowLayout, LineEdit, button, frame, label
from relate.ui.events import texts
from relate.ui.places.page import clear
from relate.ui.reconnect.line import PersonLine
from relate.ui.words import counted, tr

AT_FIRST = 40
OFFERED = 3
"""How many events of that time it may have been."""
LANE = "event proposed"


class ProposalDetail(QWidget):
    """`named(ProposedEvent, name, place)`, `joined(ProposedEvent, key)`, `refused(ProposedEvent)`; `opened(person)`."""

    named = Signal(object, str, str)
    joined = Signal(object, object)
    refused = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        library: Library,
        background: Background,
        proposed: ProposedEvent,
        around: Sequence[EventView],
        parent: QWidget | None = None,
    ) -> None:
        """around: events of that time, which these days may have been."""
        super().__init__(parent)
        self._library, self._background, self.proposed = library, background, proposed
        self._most = AT_FIRST
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(texts.question(proposed), step=2, bold=True, wrap=True))
        column.addWidget(label(texts.why_asked(proposed), "muted", wrap=True))
        fields = QHBoxLayout()
        fields.setSpacing(8)
        self.name, self.place = LineEdit(), LineEdit()
        for field, name, stretch in ((self.name, tr("Name of the event"), 3), (self.place, tr("Where"), 2)):
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            field.setMaxLength(300)
            field.returnPressed.connect(self._name)
            fields.addWidget(field, stretch)
        column.addLayout(fields)
        self.setFocusProxy(self.name)
        answers = FlowLayout(spacing=8)
        self.yes = button(tr("It was an event"), "filled")
        self.yes.setEnabled(False)
        self.yes.clicked.connect(self._name)
        self.name.textChanged.connect(self._typed)
        self.no = button(tr("Not an event"))
        self.no.clicked.connect(self._refuse)
        for made in (self.yes, self.no):
            answers.addWidget(made)
        for event in around[:OFFERED]:
            offer = button(texts.may_be(event))
            offer.clicked.connect(partial(self._join, event.key))
            answers.addWidget(offer)
        box = QWidget()
        box.setLayout(answers)
        column.addWidget(box)
        card = frame("card")
        self._people = QVBoxLayout(card)
        self._people.setContentsMargins(8, 8, 8, 8)
        self._people.setSpacing(0)
        column.addWidget(card)
        column.addStretch()
        self._read_people()

    def _read_people(self) -> None:
        shown = list(self.proposed.people[: self._most])
        self._background.run(self._library.people.rows, shown, then=self._show_people, lane=LANE)

    def _show_people(self, rows: list[PersonRow]) -> None:
        clear(self._people)
        for row in rows:
            photo = self._library.people.photo(row.id) if row.has_photo else None
            line = PersonLine(row.id, row.name, role_and_company(row), photo=photo)
            line.chosen.connect(self.opened)
            self._people.addWidget(line)
        if (others := len(self.proposed.people) - self._most) > 0:
            more = button(counted(others, "Show {n} other", "Show {n} others"), "link")
            more.clicked.connect(self._show_more)
            self._people.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_more(self) -> None:
        self._most *= 4
        self._read_people()

    def _typed(self, text: str) -> None:
        self.yes.setEnabled(bool(text.strip()))

    def _name(self) -> None:
        if self.name.text().strip():
            self.named.emit(self.proposed, self.name.text(), self.place.text())

    def _join(self, key: int, _checked: bool = False) -> None:
        self.joined.emit(self.proposed, key)

    def _refuse(self) -> None:
        self.refused.emit(self.proposed)
