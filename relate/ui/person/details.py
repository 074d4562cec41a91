"""Every fact of a person: edited in place, each with where it is from and since when; and the identities behind it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from relate.services.views import FactView, IdentityView, PersonPage
from relate.ui import words
from relate.ui.controls import Elided, button, label, set_tooltip
from relate.ui.person.editing import EditableFact
from relate.ui.person.phrases import source_of
from relate.ui.reconnect.channels import is_safe, open_link
from relate.ui.theme import theme
from relate.ui.words import tr

SINGLE: Final = {
    "name": ("Name", "add a name"),
    "role": ("Role", "add a role"),
    "company": ("Company", "add a company"),
    "place": ("Place", "add a place"),
    "birthday": ("Birthday", "add a birthday, like 12 April 1984 or 12 April"),
    "how_met": ("How you met", "add how you met"),
}
LISTS: Final = {
    "mail": ("Mail", "add a mail address"),
    "phone": ("Phone", "add a phone number"),
    "link": ("Link", "add a link"),
    "looks_for": ("Looks for", "add what they look for"),
    "offers": ("Offers", "add what they offer"),
}
TOLD: Final = {
    "nickname": "Nickname",
    "department": "Department",
    "address": "Address",
    "anniversary": "Anniversary",
    "relation": "Related",
    "group": "Groups",
}
"""What address books tell beside it; shown as it is, each value with where it is from."""
MOST_TOLD: Final = 20
MOST_FORMER: Final = 60


class NotesEdit(QPlainTextEdit):
    """Saves when it is left: `saved(text)`."""

    saved = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._before = ""
        self.setPlaceholderText(tr("Notes about them, only for you"))
        self.setAccessibleName(tr("Notes"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme().px(96))

    def show_note(self, text: str) -> None:
        self._before = words.harmless(text, 20_000)
        if not self.hasFocus():
            self.setPlainText(self._before)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def flush(self) -> None:
        """Saves what was typed, if anything was."""
        if self.toPlainText() != self._before:
            self._before = self.toPlainText()
            self.saved.emit(self._before)


class DetailsPanel(QScrollArea):
    """`edited(field, new, old)`, an empty `new` takes a value away, an empty `old` adds one; `noted(text)`;
    `split(identities)` makes them a person of their own; `pinned(field, value)` lets that value be shown, an empty one
    the newest."""

    edited = Signal(str, str, str)
    noted = Signal(str)
    split = Signal(object)
    pinned = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("All facts"))
        self.notes = NotesEdit()
        self.notes.saved.connect(self.noted)
        body = QWidget()
        body.setProperty("kind", "scrolled")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 12, 16)
        column.setSpacing(12)
        self._grid_holder = QVBoxLayout()
        self._grid: QWidget | None = None
        column.addLayout(self._grid_holder)
        column.addWidget(label(tr("Notes"), bold=True))
        column.addWidget(self.notes)
        self._identities_holder = QVBoxLayout()
        self._identities: QWidget | None = None
        column.addLayout(self._identities_holder)
        column.addStretch(1)
        self.setWidget(body)

    def show_page(self, page: PersonPage) -> None:
        """Shows all of a person's facts; what is being edited stays open."""
        at = self.window().focusWidget()
        if any(going is not None and going.isAncestorOf(at) for going in (self._grid, self._identities)):
            # Else the keys would go on to wherever they are next outside of this page.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        editing = self._grid is not None and any(
            fact.field.isVisible() for fact in self._grid.findChildren(EditableFact)
        )
        if not editing:
            self._grid = _put(self._grid_holder, self._grid, self._facts(page))
        self._identities = _put(self._identities_holder, self._identities, self._known_as(page))
        self.notes.show_note(page.notes)

    def go_to_identities(self) -> None:
        """Shows what the person is known as, the keys on the first that can be split off."""
        body = self.widget()
        if self._identities is None or body is None or (layout := body.layout()) is None:
            return
        layout.activate()
        self.ensureWidgetVisible(self._identities)
        first = next((one for one in self._identities.findChildren(QPushButton) if one.property("splits")), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def fact(self, field: str, n: int = 0) -> EditableFact:
        """The editor of a field; of its n-th value where it has several."""
        assert self._grid is not None
        found = [fact for fact in self._grid.findChildren(EditableFact) if fact.property("field") == field]
        return found[n]

    # ---------------------------------------------------------------------------------------------- facts

    def _facts(self, page: PersonPage) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        for field, (what, empty) in SINGLE.items():
            value = str(getattr(page, field))
            shown = next((fact for fact in page.facts if fact.field == field and fact.shown), None)
            self._row(grid, field, tr(what), value, tr(empty), shown)
        for field, (what, empty) in LISTS.items():
            values = [fact for fact in page.facts if fact.field == field]
            for n, fact in enumerate(values):
                self._row(grid, field, tr(what) if n == 0 else "", fact.value, tr(empty), fact)
            self._row(grid, field, "" if values else tr(what), "", tr(empty), None)
        for field, what in TOLD.items():
            values = [fact for fact in page.facts if fact.field == field]
            for n, fact in enumerate(values[:MOST_TOLD]):
                text = words.one_line(fact.value, 160)
                in_words = words.birthday(text) if field == "anniversary" else text
                _told(grid, tr(what) if n == 0 else "", Elided(in_words), fact)
        notes = [fact for fact in page.facts if fact.field == "note" and fact.value != page.notes]
        for n, fact in enumerate(notes[:MOST_TOLD]):
            _told(grid, tr("Also noted") if n == 0 else "", Elided(words.one_line(fact.value, 160), "muted"), fact)
        former = [fact for fact in page.facts if not fact.shown and fact.field in SINGLE]
        for n, fact in enumerate(former[:MOST_FORMER]):
            text = f"{tr(SINGLE[fact.field][0])}: {words.one_line(fact.value, 160)}"
            show = button(tr("Show this"), "link", name=tr("Show this: {what}", what=text))
            show.setToolTip(tr("Shown from now on, whatever later archives say."))
            show.clicked.connect(partial(self.pinned.emit, fact.field, fact.value))
            _told(grid, tr("Also seen") if n == 0 else "", Elided(text, "muted"), fact)
            grid.addWidget(show, grid.rowCount() - 1, 3)
        return holder

    def _row(self, grid: QGridLayout, field: str, what: str, value: str, empty: str, source: FactView | None) -> None:
        row = grid.rowCount()
        fact = EditableFact(what or empty, empty=empty)
        fact.setProperty("field", field)
        tooltip = "" if source is None else source_of(source)
        in_words = words.birthday(value) if field == "birthday" else None
        fact.show_value(value, in_words, tooltip, typed=in_words)
        fact.saved.connect(partial(self._edited, field))
        grid.addWidget(label(what, "muted"), row, 0)
        cell = QHBoxLayout()
        cell.addWidget(fact)
        cell.addStretch(1)
        grid.addLayout(cell, row, 1)
        if tooltip:
            grid.addWidget(Elided(tooltip, "muted", small=True), row, 2)
        if source is not None and source.pinned:
            newest = button(tr("Pinned"), "link", name=tr("{what} is pinned: show the newest again", what=what))
            newest.setToolTip(tr("Shown because you say so. Click to show the newest again."))
            newest.clicked.connect(partial(self.pinned.emit, field, ""))
            grid.addWidget(newest, row, 3)

    def _edited(self, field: str, new: str, old: str) -> None:
        self.edited.emit(field, new, old)

    # ----------------------------------------------------------------------------------------- identities

    def _known_as(self, page: PersonPage) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        # What the user added is nowhere else: there is nothing to open, copy or split off.
        known = [identity for identity in page.identities if identity.network != "relate"]
        if not known:
            return holder
        column.addWidget(label(tr("Known as"), bold=True))
        for identity in known:
            row = QHBoxLayout()
            row.setSpacing(8)
            network = label(words.network_name(identity.network), "muted")
            network.setMinimumWidth(theme().px(80))
            row.addWidget(network)
            row.addWidget(Elided(words.one_line(identity.label, 160)), 1)
            self._identity_buttons(row, identity, many=len(page.identities) > 1)
            column.addLayout(row)
        return holder

    def _identity_buttons(self, row: QHBoxLayout, identity: IdentityView, *, many: bool) -> None:
        name = words.one_line(identity.label, 80)
        if is_safe(identity.link):
            opened = button(tr("Open"), "link", name=tr("Open {what}", what=name))
            set_tooltip(opened, identity.link)
            opened.clicked.connect(partial(_open, identity.link))
            row.addWidget(opened)
        if identity.link or identity.label == identity.key:  # else it only says what it is, as of a card
            copy = button(tr("Copy"), "link", name=tr("Copy {what}", what=name))
            copy.clicked.connect(partial(_copy, identity.label))
            row.addWidget(copy)
        if many:
            apart = button(tr("Somebody else"), "link", name=tr("{what} is somebody else: split off", what=name))
            apart.setToolTip(tr("Makes this a person of its own; Undo joins them again."))
            apart.setProperty("splits", True)
            apart.clicked.connect(partial(self.split.emit, [identity.id]))
            row.addWidget(apart)


def _told(grid: QGridLayout, what: str, value: QWidget, fact: FactView) -> None:
    """A row that is not edited: what it is, the value, where it is from."""
    row = grid.rowCount()
    grid.addWidget(label(what, "muted"), row, 0)
    grid.addWidget(value, row, 1)
    grid.addWidget(Elided(source_of(fact), "muted", small=True), row, 2)


def _put(holder: QVBoxLayout, old: QWidget | None, new: QWidget) -> QWidget:
    """Puts `new` in the place of `old`."""
    if old is not None:
        holder.removeWidget(old)
        old.hide()
        old.deleteLater()
    holder.addWidget(new)
    return new


def _open(link: str) -> None:
    open_link(link)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
