"""Who was at an event: a line for each, with whether one met them; and a field to put somebody in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relate.services.event_views import GuestView
from relate.services.library import Library
from relate.ui.controls import button, icon_button
from relate.ui.places.page import taken_out
from relate.ui.reconnect.line import PersonLine
from relate.ui.words import counted, one_line, tr

AT_FIRST = 40


class GuestLine(QWidget):
    """Opens the person; says met or only listed; takes them out."""

    opened = Signal(object)
    met_changed = Signal(object, bool)
    unwanted = Signal(object)

    def __init__(self, guest: GuestView, photo: bytes | None) -> None:
        super().__init__()
        self.guest = guest
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        does = ", ".join(part for part in (guest.role, guest.company) if part)
        self.line = PersonLine(guest.person, guest.name, does, photo=photo)
        self.line.chosen.connect(self.opened)
        row.addWidget(self.line, 1)
        name = one_line(guest.name, 60)
        self.met = button(tr("met") if guest.met else tr("listed"), "chip", name=tr("I met {name} there", name=name))
        self.met.setToolTip(tr("You met there.") if guest.met else tr("On the list, not met there."))
        self.met.setCheckable(True)
        self.met.setChecked(guest.met)
        self.met.clicked.connect(self._met)
        row.addWidget(self.met, 0, Qt.AlignmentFlag.AlignVCenter)
        self.out = icon_button("x", tr("{name} was not there", name=name))
        self.out.clicked.connect(self._out)
        if guest.told:  # the archive's word stays as it is; that one met somebody who was listed can be said
            self.met.setEnabled(not guest.met)
            keep = self.out.sizePolicy()
            keep.setRetainSizeWhenHidden(True)
            self.out.setSizePolicy(keep)
            self.out.hide()
        row.addWidget(self.out, 0, Qt.AlignmentFlag.AlignVCenter)

    def _met(self) -> None:
        self.met_changed.emit(self.guest.person, not self.guest.met)

    def _out(self) -> None:
        self.unwanted.emit(self.guest.person)


class Guests(QWidget):
    """The lines; of very many the first, until the others are asked for."""

    opened = Signal(object)
    met_changed = Signal(object, bool)
    unwanted = Signal(object)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._guests: Sequence[GuestView] = ()
        self._most = AT_FIRST
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_guests(self, guests: Sequence[GuestView]) -> None:
        self._guests = guests
        shown = guests[: self._most]
        former = taken_out(self._column, lambda line: isinstance(line, GuestLine) and line.guest in shown)
        kept = {line.guest: line for line in former if isinstance(line, GuestLine)}
        for guest in shown:
            self._column.addWidget(kept.get(guest) or self._line(guest))
        if (others := len(guests) - self._most) > 0:
            more = button(counted(others, "Show {n} other", "Show {n} others"), "link")
            more.clicked.connect(self._show_more)
            self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def lines(self) -> list[GuestLine]:
        items = [self._column.itemAt(n) for n in range(self._column.count())]
        return [line for item in items if item is not None and isinstance(line := item.widget(), GuestLine)]

    def _line(self, guest: GuestView) -> GuestLine:
        line = GuestLine(guest, self._library.people.photo(guest.person) if guest.has_photo else None)
        line.opened.connect(self.opened)
        line.met_changed.connect(self.met_changed)
        line.unwanted.connect(self.unwanted)
        return line

    def _show_more(self) -> None:
        self._most *= 4
        self.show_guests(self._guests)
