"""The filter of the contact list: a field that searches as one types, and what was chosen from its menu as chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from relate.services.views import Freshness, PeopleQuery, State
from relate.ui import words
from relate.ui.background import Background
from relate.ui.contacts.actions import CIRCLES
from relate.ui.contacts.kept_lists import ListsMenu
from relate.ui.controls import FlowLayout, LineEdit, button, offer_to_clear
from relate.ui.words import tr

MOST_COMPANIES: Final = 30
MOST_IMPORTS: Final = 8
MOST_EVENTS: Final = 20
BIRTHDAYS: Final = (7, 30)
"""Days ahead that birthdays are asked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the query that a chip stands for."""

    field: str
    title: str


PARTS: Final = (
    Part("circle", "Circle"),
    Part("tag", "Tag"),
    Part("network", "Source"),
    Part("state", "State"),
    Part("freshness", "Freshness"),
    Part("company", "Company"),
    Part("since_import", "New in"),
    Part("event", "Event"),
    Part("birthday_within", "Birthday"),
    Part("place", "Place"),
)

if TYPE_CHECKING:
    from relate.services.library import Library


def chip_text(field: str, value: object) -> str:
    """What a chip says: "circle of 15", "#press", "LinkedIn", "quiet", "at Contoso"."""
    match field:
        case "circle":
            return tr("circle of {n}", n=value)
        case "tag":
            return f"#{value}"
        case "network":
            return words.network_name(str(value))
        case "company":
            return tr("at {company}", company=words.one_line(str(value), 60))
        case "birthday_within":
            return tr("birthday in a week") if value == 7 else tr("birthday in a month")
        case "place":
            return tr("in {place}", place=words.one_line(str(value), 60))
        case "unanswered":
            return tr("waits for an answer")
        case "since_import":
            return tr("from this import")
        case "event":
            return tr("at this event")
        case _:
            return tr(str(value))


def people_of_imports(library: Library) -> dict[int, str]:
    """The newest imports that brought somebody new, and what they are called. Reader thread."""
    live = (one for one in library.imports.list() if one.state == "live" and one.people_new)
    return {one.id: words.one_line(one.title, 60) for one in islice(live, MOST_IMPORTS)}


def people_at_events(library: Library) -> dict[int, str]:
    """The newest events of which it is known who was there, and what they are called. Reader thread."""
    known = (one for one in library.events.all() if one.people)
    return {one.key: words.one_line(one.name, 60) for one in islice(known, MOST_EVENTS)}


class FilterField(LineEdit):
    """Down and Enter go on to the list, Enter also to whom a wider one holds; Esc empties the field, and closes the
    filter when it is empty."""

    to_list = Signal()
    entered = Signal()
    closed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.to_list.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.closed.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Emits `changed` whenever it means others; `apply(query)` puts its parts into a query."""

    changed = Signal()
    closed = Signal()
    to_list = Signal()
    firm_wanted = Signal(str)
    """The names of this company are to be shown."""
    list_wanted = Signal(object)
    """A SavedList is to be shown."""
    keep_wanted = Signal()
    """What is shown is to be kept as a list."""
    forget_wanted = Signal(str)
    """The list of this name is to be kept no longer."""

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self._parts: dict[str, Any] = {}
        self._imports: dict[int, str] = {}
        """What the imports are called whose people can be asked for."""
        self._events: dict[int, str] = {}
        """The events likewise."""
        self.field = FilterField()
        self.field.setProperty("kind", "search")
        self.field.setPlaceholderText(tr("Name, company, tag, note, number"))
        self.field.setAccessibleName(tr("Filter the list"))
        self.field.setMaxLength(200)
        offer_to_clear(self.field)
        self.field.textChanged.connect(self.changed)
        self.field.to_list.connect(self.to_list)
        self.field.closed.connect(self._close)
        self._add = button(tr("Add a filter"), "chip", icon="plus")
        self._add.setMenu(self._build_menu())
        self._firm = button(tr("Names of this company …"), "link")
        self._firm.setToolTip(tr("Which names count as this company, and which others are to."))
        self._firm.clicked.connect(self._show_firm)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 4)
        column.setSpacing(8)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.addWidget(self._chips, 1)
        column.addLayout(row)
        self._show_chips()

    # ------------------------------------------------------------------------------------------ the query

    def apply(self, query: PeopleQuery) -> PeopleQuery:
        return replace(query, text=self.field.text().strip(), **self._parts)

    @property
    def active(self) -> bool:
        return bool(self._parts or self.field.text().strip())

    def narrow(self, field: str, value: object, title: str = "") -> None:
        """Adds a part, or takes it away with None: narrow("tag", "press"). title: what an event is called."""
        if field == "event" and isinstance(value, int) and title:
            self._events[value] = words.one_line(title, 60)
        if value is None:
            self._parts.pop(field, None)
        else:
            self._parts[field] = value
        self._show_chips()
        self.changed.emit()

    def take(self, query: PeopleQuery) -> None:
        """Takes over words and parts of a query; who asked for it shows it."""
        asked = {part.field: getattr(query, part.field) for part in PARTS} | {"unanswered": query.unanswered}
        self._parts = {field: value for field, value in asked.items() if value is not None}
        self.field.blockSignals(True)
        self.field.setText(query.text)
        self.field.blockSignals(False)
        self._show_chips()

    def says(self) -> str:
        """What the words and chips say, as the name of a list: "boat, #press, quiet"."""
        words = self.field.text().strip()
        return ", ".join((*([words] if words else []), *(self._says(*part) for part in self._parts.items())))

    def clear(self) -> None:
        self._parts.clear()
        self.field.clear()
        self._show_chips()
        self.changed.emit()

    # --------------------------------------------------------------------------------------------- chips

    def _show_chips(self) -> None:
        self._flow.removeWidget(self._add)
        self._flow.removeWidget(self._firm)
        self._flow.clear()
        for field, value in self._parts.items():
            text = self._says(field, value)
            made = button(text, "chip", icon="x", name=tr("Take away the filter {what}", what=text))
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            made.setProperty("part", field)
            made.clicked.connect(self._chip_clicked)
            self._flow.addWidget(made)
        self._flow.addWidget(self._add)
        self._add.show()
        if "company" in self._parts:
            self._flow.addWidget(self._firm)
        self._firm.setVisible("company" in self._parts)
        self._chips.updateGeometry()

    def _show_firm(self) -> None:
        self.firm_wanted.emit(str(self._parts["company"]))

    def _chip_clicked(self) -> None:
        self.narrow(str(self.sender().property("part")), None)
        self.field.setFocus()

    def _close(self) -> None:
        if self.active:
            self.clear()
        self.closed.emit()

    # ---------------------------------------------------------------------------------------------- menu

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        self._lists = ListsMenu(menu)
        self._lists.list_wanted.connect(self.list_wanted)
        self._lists.forget_wanted.connect(self.forget_wanted)
        menu.addMenu(self._lists)
        menu.addSeparator()
        self._menus: dict[str, QMenu] = {}
        for part in PARTS:
            self._menus[part.field] = menu.addMenu(tr(part.title))
        waits = menu.addAction(tr("Waits for an answer"))
        waits.triggered.connect(self._only_unanswered)
        menu.addSeparator()
        self._keep = menu.addAction(tr("Keep this list …"))
        self._keep.triggered.connect(self.keep_wanted)
        for size in CIRCLES:
            self._offer("circle", size)
        for state in State:
            self._offer("state", state)
        for freshness in Freshness:
            self._offer("freshness", freshness)
        for days in BIRTHDAYS:
            self._offer("birthday_within", days)
        menu.aboutToShow.connect(self._read_choices)
        return menu

    def _offer(self, field: str, value: object) -> None:
        action = QAction(self._says(field, value).replace("&", "&&"), self._menus[field])
        action.setData((field, value))
        action.triggered.connect(self._chosen)
        self._menus[field].addAction(action)

    def _says(self, field: str, value: object) -> str:
        named = {"since_import": self._imports, "event": self._events}.get(field, {})
        title = named.get(value, "") if isinstance(value, int) else ""
        return title or chip_text(field, value)

    def _only_unanswered(self) -> None:
        self.narrow("unanswered", True)

    def _chosen(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        field, value = action.data()
        self.narrow(field, value)

    def _read_choices(self) -> None:
        self._lists.offer(self._library.lists.all())
        self._keep.setEnabled(self.active)
        people = self._library.people
        self._background.run(people.tags_and_groups, then=self._offer_tags, lane="filter tags")
        self._background.run(people.companies, "", then=self._offer_companies, lane="filter companies")
        self._background.run(people.places, then=self._offer_places, lane="filter places")
        self._background.run(people_of_imports, self._library, then=self._offer_imports, lane="filter imports")
        self._background.run(people_at_events, self._library, then=self._offer_events, lane="filter events")
        self._menus["network"].clear()
        for network in sorted({source.network for source in self._library.sources.ages()}):
            self._offer("network", network)
        self._menus["network"].menuAction().setEnabled(not self._menus["network"].isEmpty())

    def _offer_tags(self, tags: list[str]) -> None:
        self._refill("tag", tags)

    def _offer_imports(self, imports: dict[int, str]) -> None:
        self._imports = imports
        self._refill("since_import", list(imports))

    def _offer_events(self, events: dict[int, str]) -> None:
        self._events = events
        self._refill("event", list(events))

    def _offer_places(self, places: list[str]) -> None:
        self._refill("place", places)

    def _offer_companies(self, companies: list[str]) -> None:
        self._refill("company", companies[:MOST_COMPANIES])

    def _refill(self, field: str, values: Sequence[object]) -> None:
        self._menus[field].clear()
        for value in values:
            self._offer(field, value)
        self._menus[field].menuAction().setEnabled(bool(values))
