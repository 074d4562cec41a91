"""A field to paste a list of people into, and who of them is known already while it is typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from relate.domain.pasted_names import LONGEST
from relate.services.event_views import PastedGuest, PastedGuests
from relate.services.guest_lists import Chosen, likely
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.controls import Elided, button, chip, frame, label
from relate.ui.events import texts
from relate.ui.places.page import clear
from relate.ui.theme import theme
from relate.ui.words import counted, one_line, tr

LANE = "pasted guests"
TYPING_MS = 150
AT_FIRST = 12
HEIGHT = 96


class PastedLine(QWidget):
    """Somebody of the list. A chip says who that is, or that they are new; pressed it says the next of those it may be,
    and then that it is somebody new."""

    changed = Signal()

    def __init__(self, guest: PastedGuest, person: int | None) -> None:
        """person: who that is, None for somebody new."""
        super().__init__()
        self.guest, self.person = guest, person
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Elided(one_line(guest.told.name, 200), bold=True))
        if below := texts.told_of(guest.told):
            column.addWidget(Elided(one_line(below, 200), "muted", small=True))
        row.addLayout(column, 1)
        self.known = button("", "chip") if guest.known else None
        if self.known is None:
            row.addWidget(chip(tr("new")), 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            self.known.setCheckable(True)
            self.known.setMaximumWidth(theme().px(280))
            self.known.clicked.connect(self._turn)
            row.addWidget(self.known, 0, Qt.AlignmentFlag.AlignVCenter)
            self._say()

    def _turn(self) -> None:
        offered = [None, *(one.person for one in self.guest.known)]
        self.person = offered[(offered.index(self.person) + 1) % len(offered)]
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        assert self.known is not None
        one = next((each for each in self.guest.known if each.person == self.person), None)
        self.known.setChecked(one is not None)
        self.known.setText(texts.is_new(self.guest) if one is None else texts.is_known(self.guest, one))
        name = one_line(self.guest.told.name, 60)
        says = tr("{name} is new", name=name)
        if one is not None:
            says = tr("{name} is known: {who}", name=name, who=texts.who(one))
        self.known.setAccessibleName(says)
        self.known.setToolTip(says)


class PasteBox(QWidget):
    """`read()`: the preview is that of what stands in the field. `chosen` gives who is on the list."""

    read = Signal()

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self._found = PastedGuests(())
        self._said: dict[str, int | None] = {}
        """What the user said of single ones, by name and address, while he goes on typing."""
        self._most = AT_FIRST
        self.settled = True
        """Whether the preview is that of the text."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(tr("Who was there"), "muted", small=True))
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(tr("Who was there, one a line"))
        self.field.setPlaceholderText(
            tr("Paste or type a list, one a line:\nAna Silva, Contoso\nBo Lind <bo@adatum.example>")
        )
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(theme().px(HEIGHT))
        self.setFocusProxy(self.field)
        column.addWidget(self.field)
        self.summary = label("", "muted", small=True, wrap=True)
        self.summary.hide()
        column.addWidget(self.summary)
        self._card = frame("card")
        self._lines = QVBoxLayout(self._card)
        self._lines.setContentsMargins(4, 4, 4, 4)
        self._lines.setSpacing(0)
        self._card.hide()
        column.addWidget(self._card)
        self._soon = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._soon.timeout.connect(self._look)
        self.field.textChanged.connect(self._typed)

    @property
    def chosen(self) -> list[Chosen]:
        """Everybody of the list, and who that is; None: somebody new."""
        return [(guest.told, self._person(guest)) for guest in self._found.guests]

    def lines(self) -> list[PastedLine]:
        """The lines of the preview that are shown."""
        items = [self._lines.itemAt(n) for n in range(self._lines.count())]
        return [line for item in items if item is not None and isinstance(line := item.widget(), PastedLine)]

    def empty(self) -> None:
        self._said.clear()
        self.field.clear()

    def _typed(self) -> None:
        self.settled = False
        self._soon.start()

    def _look(self) -> None:
        text = self.field.toPlainText()[:LONGEST]
        self._background.run(self._library.guest_lists.preview, text, then=partial(self._show, text), lane=LANE)

    def _show(self, text: str, found: PastedGuests) -> None:
        if text != self.field.toPlainText()[:LONGEST]:
            return  # typed on meanwhile: the next answer is on its way
        self._found, self.settled = found, True
        self._show_lines()
        self.read.emit()

    def _show_lines(self) -> None:
        clear(self._lines)
        guests = self._found.guests
        for guest in guests[: self._most]:
            line = PastedLine(guest, self._person(guest))
            line.changed.connect(partial(self._say, line))
            self._lines.addWidget(line)
        if (others := len(guests) - self._most) > 0:
            more = button(counted(others, "Show {n} other", "Show {n} others"), "link")
            more.clicked.connect(self._show_more)
            self._lines.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.setVisible(bool(guests))
        self._sum_up()

    def _sum_up(self) -> None:
        chosen = self.chosen
        self.summary.setText(texts.pasted(len(chosen), sum(who is not None for _, who in chosen), self._found.left))
        self.summary.setVisible(bool(chosen) or bool(self.field.toPlainText().strip()))

    def _show_more(self) -> None:
        self._most *= 4
        self._show_lines()

    def _say(self, line: PastedLine) -> None:
        self._said[_same(line.guest)] = line.person
        self._sum_up()

    def _person(self, guest: PastedGuest) -> int | None:
        return self._said.get(_same(guest), likely(guest))


def _same(guest: PastedGuest) -> str:
    return f"{guest.told.name}\n{guest.told.mail}"
