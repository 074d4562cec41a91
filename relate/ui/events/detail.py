"""An event: what it is, what was noted of it, who was there; changed in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from relate.domain.events import Told
from relate.services.event_views import EventView, GuestView
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.controls import FlowLayout, button, frame, label, set_tooltip
from relate.ui.events import texts
from relate.ui.events.arrived import ArrivedCard
from relate.ui.events.band import RollBand
from relate.ui.events.form import EventForm
from relate.ui.events.guests import Guests
from relate.ui.events.pasted import PasteBox
from relate.ui.person_picker import PersonPicker
from relate.ui.places.page import clear
from relate.ui.reconnect.channels import is_safe, open_link
from relate.ui.words import harmless, one_line, tr

LANE = "event guests"
ROLL_LANE = "event roll"
ARRIVED_LANE = "event arrivals"
JOINED = 12
"""How many events the menu offers to join this one with."""


class EventDetail(QWidget):
    """`changed(key, Told)`, `removed(key)`, `joined(key, other)`, `came(key, people, met)`, `went(key, person)`,
    `new_came(key, name)`: what the user says of it; `opened(person)`."""

    changed = Signal(object, object)
    removed = Signal(object)
    joined = Signal(object, object)
    came = Signal(object, object, bool)
    went = Signal(object, object)
    new_came = Signal(object, str)
    opened = Signal(object)
    list_pasted = Signal(object, object)
    """(key, [(Pasted, person or None)]): these are on its list."""
    walk_wanted = Signal(object)
    round_wanted = Signal(object)
    round_unwanted = Signal(object)
    people_joined = Signal(object, object)
    """(key, [(on the list, connected), …]): each two are one."""
    list_wanted = Signal(object)
    """(EventView): everybody who was there is to be shown in the list."""

    def __init__(
        self,
        library: Library,
        background: Background,
        event: EventView,
        others: Sequence[EventView],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._background, self.view, self._today = library, background, event, today
        self._others = others
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._head = QVBoxLayout()
        self._head.setSpacing(8)
        column.addLayout(self._head)
        self._form: EventForm | None = None
        self._read_only: QWidget | None = None
        self._show_head()
        self.band = RollBand()
        self.band.walk_wanted.connect(self._walk)
        self.band.round_wanted.connect(self._begin_round)
        self.band.round_unwanted.connect(self._end_round)
        column.addWidget(self.band)
        self.arrived = ArrivedCard(event.name)
        self.arrived.wanted.connect(self._join_people)
        self.arrived.opened.connect(self.opened)
        column.addWidget(self.arrived)
        self.heading = label(tr("Who was there"), bold=True)
        self.heading.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.heading)
        self.picker = PersonPicker(library, background, tr("Put somebody in"), "event picker")
        self.picker.picked.connect(self._picked)
        self.picker.new_wanted.connect(self._new)
        column.addWidget(self.picker)
        self.paste_list = button(tr("Paste a list"), "link")
        self.paste_list.clicked.connect(self._open_paste)
        column.addWidget(self.paste_list, 0, Qt.AlignmentFlag.AlignLeft)
        self.paste: PasteBox | None = None
        self._pasting = QVBoxLayout()
        column.addLayout(self._pasting)
        self._card = frame("card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(8, 8, 8, 8)
        self.guests = Guests(library)
        self.guests.opened.connect(self.opened)
        self.guests.met_changed.connect(self._met)
        self.guests.unwanted.connect(self._out)
        inside.addWidget(self.guests)
        self._card.hide()
        column.addWidget(self._card)
        self.nobody = label(tr("Nobody is known to have been there. Put in whom you met."), "muted", wrap=True)
        self.nobody.hide()
        column.addWidget(self.nobody)
        column.addStretch()
        self.setFocusProxy(self.picker)
        self.read_guests()

    def read_guests(self) -> None:
        self._background.run(self._library.events.guests, self.view.key, then=self._show_guests, lane=LANE)
        rolls = self._library.rolls
        self._background.run(rolls.roll, self.view.key, then=self.band.show_roll, lane=ROLL_LANE)
        arrivals = self._library.events.arrivals
        self._background.run(arrivals, self.view.key, then=self.arrived.show_arrived, lane=ARRIVED_LANE)

    def update_event(self, event: EventView, others: Sequence[EventView]) -> None:
        """The same event as it is now; what is being typed stays."""
        self._others = others
        if event != self.view:
            self.view = event
            if self._form is None:
                self._show_head()
        self.read_guests()

    @property
    def form(self) -> EventForm | None:
        """The fields, while they are open."""
        return self._form

    def edit(self) -> None:
        """Opens the fields in the place of the head."""
        if self._form is None:
            self._form = EventForm(self.view, self._today)
            self._form.saved.connect(self._save)
            self._form.cancelled.connect(self._close_form)
            if self._read_only is not None:
                self._read_only.hide()
            self._head.addWidget(self._form)
            self._form.name.setFocus()

    # ------------------------------------------------------------------------------------------ a pasted list

    def _open_paste(self) -> None:
        if self.paste is not None:
            self.paste.setFocus()
            return
        self.paste = PasteBox(self._library, self._background)
        self.paste.read.connect(self._count_pasted)
        self.put_in = button(texts.put_in(0))
        self.put_in.setEnabled(False)
        self.put_in.clicked.connect(self._put_in)
        cancel = button(tr("Cancel"))
        cancel.clicked.connect(self._close_paste)
        row = FlowLayout(spacing=8)
        row.addWidget(self.put_in)
        row.addWidget(cancel)
        buttons = QWidget()
        buttons.setLayout(row)
        self._pasting.addWidget(self.paste)
        self._pasting.addWidget(buttons)
        self.paste_list.hide()
        self.paste.setFocus()

    def _count_pasted(self) -> None:
        if self.paste is not None:
            count = len(self.paste.chosen)
            self.put_in.setText(texts.put_in(count))
            self.put_in.setEnabled(count > 0)

    def _put_in(self) -> None:
        if self.paste is not None and self.paste.settled and self.paste.chosen:
            self.list_pasted.emit(self.view.key, self.paste.chosen)
            self._close_paste()

    def _close_paste(self) -> None:
        clear(self._pasting)
        self.paste = None
        self.paste_list.show()
        self.paste_list.setFocus()

    # ----------------------------------------------------------------------------------------------- showing

    def _show_head(self) -> None:
        if self._read_only is not None:
            self._read_only.hide()
            self._read_only.deleteLater()
        event = self.view
        box = QWidget()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(label(one_line(event.name, 200), step=2, bold=True, wrap=True, selectable=True))
        inside.addWidget(label(texts.about(event), "muted", wrap=True))
        if event.note.strip():
            inside.addWidget(label(harmless(event.note), wrap=True, selectable=True))
        actions = FlowLayout(spacing=8)
        edit = button(tr("Edit"), icon="pencil")
        edit.clicked.connect(self.edit)
        actions.addWidget(edit)
        if event.people:
            listed = button(tr("In the list"), icon="list", name=tr("Show who was there in the list"))
            listed.clicked.connect(self._list)
            actions.addWidget(listed)
        if is_safe(event.link):
            page = button(tr("Its page"), icon="external-link")
            set_tooltip(page, event.link)
            page.clicked.connect(self._open_page)
            actions.addWidget(page)
        if self._others:
            join = button(tr("The same as …"), icon="merge", name=tr("The same as another event"))
            join.clicked.connect(partial(self._join_menu, join))
            actions.addWidget(join)
        remove = button(tr("Remove"), icon="trash-2")
        remove.clicked.connect(self._remove)
        actions.addWidget(remove)
        row = QWidget()
        row.setLayout(actions)
        inside.addWidget(row)
        self._read_only = box
        self._head.addWidget(box)

    def _show_guests(self, guests: list[GuestView]) -> None:
        self._card.setVisible(bool(guests))
        self.nobody.setVisible(not guests)
        met = sum(guest.met for guest in guests)
        words = tr("Who was there")
        if guests:
            words = tr("{who}: {people}", who=words, people=texts.people(len(guests)))
            if met < len(guests):
                words = (
                    tr("{words}, {n} of them met", words=words, n=met) if met else tr("{words}, none met", words=words)
                )
        self.heading.setText(words)
        self.guests.show_guests(guests)

    # ------------------------------------------------------------------------------------------------ saying

    def _walk(self) -> None:
        self.walk_wanted.emit(self.view)

    def _begin_round(self) -> None:
        self.round_wanted.emit(self.view.key)

    def _end_round(self) -> None:
        self.round_unwanted.emit(self.view.key)

    def _join_people(self, pairs: list[tuple[int, int]]) -> None:
        self.people_joined.emit(self.view.key, pairs)

    def _save(self, told: Told) -> None:
        self._close_form()
        self.changed.emit(self.view.key, told)

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
            self._show_head()

    def _join_menu(self, below: QWidget, _checked: bool = False) -> None:
        menu = QMenu(self)
        for other in self._others[:JOINED]:
            words = f"{one_line(other.name, 60)}\t{texts.when(other.start, other.end)}".replace("&", "&&")
            menu.addAction(words).triggered.connect(partial(self._join, other.key))
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _join(self, other: int, _checked: bool = False) -> None:
        self.joined.emit(self.view.key, other)

    def _open_page(self) -> None:
        open_link(self.view.link)

    def _list(self) -> None:
        self.list_wanted.emit(self.view)

    def _remove(self) -> None:
        self.removed.emit(self.view.key)

    def _picked(self, person: int, _name: str) -> None:
        self.came.emit(self.view.key, (person,), True)

    def _new(self, name: str) -> None:
        self.new_came.emit(self.view.key, name)

    def _met(self, person: int, met: bool) -> None:
        self.came.emit(self.view.key, (person,), met)

    def _out(self, person: int) -> None:
        self.went.emit(self.view.key, person)
