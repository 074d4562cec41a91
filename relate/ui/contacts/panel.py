"""The left panel: tabs, count, order, filter, list."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.services.list_views import PeopleQuery, PersonRow, Shown, Sort
from relate.ui import words
from relate.ui.background import Background
from relate.ui.contacts.actions import CIRCLES, PeopleActions
from relate.ui.contacts.delegate import PersonDelegate
from relate.ui.contacts.model import PAGE, PeopleModel
from relate.ui.contacts.nobody import NobodyHere, why_nobody
from relate.ui.contacts.tabs import tabs_of_the_list
from relate.ui.contacts.tag_shelf import TagShelf
from relate.ui.contacts.view import PeopleView
from relate.ui.controls import button, frame, label, set_tooltip
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library
    from relate.services.saved_lists import SavedList
    from relate.ui.contacts.filters import FilterBar

TYPED_TOGETHER_MS: Final = 900
"""Letters typed into the list within this time are one name."""


class ContactsPanel(QWidget):
    """Emits `picked(person)` when another person is to be shown, `wanted(person)` on Enter or a double click."""

    picked = Signal(object)
    wanted = Signal(object)
    introduce_wanted = Signal(object, object)
    """(person, other): the two, or None for whoever is to be found."""
    said = Signal(str)
    """What was kept or not kept among the lists, for the toast."""
    listed = Signal()
    """The list has its newest answer."""

    def __init__(
        self, library: Library, background: Background, actions: PeopleActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._background, self._actions = library, background, actions
        self._shown = Shown.TALKED_TO
        self._chosen = False
        """Whether the user chose the tab: then it stays, also where nobody is in it."""
        self._stands_in = False
        """Whether *Only connected* is shown because nobody was talked to yet."""
        self._sort = Sort.LAST_CONTACT
        self._wish: int | None = None
        self._typed = ""
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = PeopleModel(library.people.rows, library.clock, self)
        self.view = PeopleView(self.model, PersonDelegate(library.people.photo, library.clock))
        self._filter: FilterBar | None = None
        self._count = label(role="muted", small=True)
        self.nobody = NobodyHere(library, background)
        self.nobody.hide()
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------------------------------- the list

    @property
    def query(self) -> PeopleQuery:
        """What the list shows, as the library is asked for it."""
        query = PeopleQuery(shown=self._shown, sort=self._sort)
        return query if self._filter is None else self._filter.apply(query)

    @property
    def filter(self) -> FilterBar:
        """The filter above the list; made when it is first wanted."""
        if self._filter is None:
            from relate.ui.contacts.filters import FilterBar
            from relate.ui.contacts.kept_lists import ListKeeper

            self._keeper = ListKeeper(self._library, self._background, self)
            self._keeper.said.connect(self.said)
            self._filter = FilterBar(self._library, self._background)
            self._filter.hide()
            self._filter.changed.connect(self.refresh)
            self._filter.closed.connect(self._filter_closed)
            self._filter.to_list.connect(self._to_list)
            self._filter.field.entered.connect(self._entered)
            self._filter.firm_wanted.connect(self._show_firm)
            self._filter.list_wanted.connect(self._show_list)
            self._filter.keep_wanted.connect(self._keep_list)
            self._filter.forget_wanted.connect(self._keeper.forget)
            self._above_list.insertWidget(0, self._filter)
        return self._filter

    @property
    def _filtered(self) -> bool:
        return self._filter is not None and self._filter.active

    def refresh(self) -> None:
        """Asks for the list anew; the answer comes from a reader thread, an outdated one is dropped."""
        if self._stands_in and self._library.people.anybody(Shown.TALKED_TO):
            self.start_with(Shown.TALKED_TO)
        # As many rows as are painted at once: whoever scrolls on reads a page then.
        first = self.view.rows_in_sight() if self.view.isVisible() else PAGE
        self._background.run(self._library.people.listed, self.query, first, then=self._came, lane="contacts")

    def _came(self, listed: tuple[array[int], list[PersonRow]]) -> None:
        self.show_ids(*listed)

    def show_ids(self, ids: array[int], first: Sequence[PersonRow] = ()) -> None:
        """Lists these people; where nobody was talked to yet, those who are only connected in their place. first: the
        rows of the first of them, as far as they are read already."""
        if not ids and self._opens_on_nobody() and self._library.people.anybody():
            self.start_with(Shown.ONLY_CONNECTED, stands_in=True)
            self.refresh()
            return
        self.view.show_people(ids, first)
        self._count.setText(words.counted(len(ids), "{n} person", "{n} people"))
        self.nobody.setVisible(not ids)
        self.view.setVisible(bool(ids))
        if ids:
            self.nobody.forget()
        else:
            filtered = self._filtered
            self.nobody.show_why(why_nobody(self._shown, filtered=filtered), self.query if filtered else None)
        if self._wish is not None and self.view.pick(self._wish):
            self._wish = None
        self.listed.emit()

    def pick(self, person: int) -> None:
        """Marks somebody; where the tab does not hold them, the tab *Everyone* is taken."""
        if self.view.current_person() == person or self.view.pick(person):
            self._wish = None
            return
        self._wish = person
        if self._shown is not Shown.EVERYONE or self._filtered:
            if self._filtered:
                self.filter.clear()
            self.take_tab(Shown.EVERYONE)
        else:
            self.refresh()

    def take_tab(self, shown: Shown) -> None:
        self.start_with(shown)
        self.refresh()

    def start_with(self, shown: Shown, *, stands_in: bool = False) -> None:
        """A tab, before anything is listed. stands_in: until somebody was talked to."""
        self._shown, self._stands_in = shown, stands_in
        self._tabs[shown].setChecked(True)

    def _opens_on_nobody(self) -> bool:
        return self._shown is Shown.TALKED_TO and not self._chosen and not self._filtered

    def narrow(self, field: str, value: object, title: str = "") -> None:
        """Shows everyone with one filter set: the people of an import, of a company, with a tag."""
        self._show_filter()
        self.start_with(Shown.EVERYONE)
        self.filter.narrow(field, value, title)

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self._show_filter()
        self.filter.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.field.selectAll()

    def _show_filter(self) -> None:
        self.filter.show()
        self._filter_tab.blockSignals(True)
        self._filter_tab.setChecked(True)
        self._filter_tab.blockSignals(False)

    def on_change(self, change: ChangeSet) -> None:
        """Somebody changed: rows are read anew, and the order too where it may differ."""
        shown = What.PEOPLE | What.FACTS | What.TIES | What.TIMELINE | What.IMPORTS | What.OWNER
        if self.query.unanswered:
            shown |= What.SUGGESTIONS  # *No answer needed* takes them out of this list
        if change.what & shown:
            self.view.forget(change.people)
            self.refresh()

    @property
    def tab(self) -> Shown:
        """The tab to open on the next time."""
        return Shown.TALKED_TO if self._stands_in else self._shown

    # ---------------------------------------------------------------------------------------------- build

    def _lay_out(self) -> None:
        self._tabs = tabs_of_the_list()
        self._group = QButtonGroup(self)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(16, 0, 16, 0)
        tabs.setSpacing(12)
        for tab in self._tabs.values():
            self._group.addButton(tab)
            tabs.addWidget(tab)
        self._tabs[self._shown].setChecked(True)
        tabs.addStretch(1)
        self._filter_tab = button(tr("Filter"), "tab", name=tr("Show the filter"))
        self._filter_tab.setCheckable(True)
        set_tooltip(self._filter_tab, tr("Ctrl+F"))
        tabs.addWidget(self._filter_tab)
        self._sort_button = button("", "quiet")
        self._sort_button.setMenu(self._sort_menu())
        self._name_sort()
        under = QHBoxLayout()
        under.setContentsMargins(16, 4, 8, 4)
        under.addWidget(self._count)
        under.addStretch(1)
        under.addWidget(self._sort_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tabs)
        column.addWidget(frame("rule"))
        self._above_list = QVBoxLayout()
        self._above_list.addLayout(under)
        column.addLayout(self._above_list)
        # One of the two is there, and takes the room.
        column.addWidget(self.nobody, 1)
        column.addWidget(self.view, 1)
        column.addWidget(TagShelf(self._library, self._actions, self.view))

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._tab_clicked)
        self.nobody.wanted.connect(self._show_wider)
        self._filter_tab.toggled.connect(self._filter_toggled)
        self.view.picked.connect(self.picked)
        self.view.wanted.connect(self.wanted)
        self.view.asked_menu.connect(self._open_menu)
        self.view.typed.connect(self.type_ahead)
        self._typing = QTimer(self, singleShot=True, interval=TYPED_TOGETHER_MS)
        self._typing.timeout.connect(self._forget_typed)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete_selected)
        for n, _size in enumerate((*CIRCLES, None), start=1):
            key = QShortcut(QKeySequence(str(n % 5)), self.view)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(self._place_selected)

    def _sort_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for sort in Sort:
            action = menu.addAction(tr(str(sort)))
            action.setCheckable(True)
            action.setChecked(sort is self._sort)
            action.setData(sort)
            group.addAction(action)
        group.triggered.connect(self._sort_chosen)
        return menu

    def _name_sort(self) -> None:
        self._sort_button.setText(f"{tr(str(self._sort))} ▾")
        self._sort_button.setAccessibleName(tr("Order: {order}", order=tr(str(self._sort))))

    # ---------------------------------------------------------------------------------------------- slots

    def _tab_clicked(self, tab: QWidget) -> None:
        self._chosen = True
        self.take_tab(Shown(tab.property("shown")))

    def _filter_toggled(self, shown: bool) -> None:
        if shown:
            self.focus_filter()
        elif self._filter is not None:
            self._filter.clear()
            self._filter.hide()

    def _filter_closed(self) -> None:
        self.filter.hide()
        self._filter_tab.setChecked(False)
        self.view.setFocus()

    def _to_list(self) -> None:
        if not self.model.ids:
            if self.nobody.elsewhere is not None:
                self.nobody.more.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.view.setFocus()
        if self.view.current_person() is None:
            self.view.pick(self.model.ids[0])

    def _entered(self) -> None:
        """Enter in the filter: to the list, and where it is empty to the wider one."""
        if self.model.ids:
            self._to_list()
        else:
            self.nobody.go_on()

    def _show_wider(self, query: PeopleQuery) -> None:
        """Whom the filter finds in a wider list; the field keeps the keys, for another letter or Enter."""
        self.filter.take(query)
        self.filter.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._chosen = True
        self.take_tab(query.shown)

    def _sort_chosen(self, action: QAction) -> None:
        self._sort = Sort(action.data())
        self._name_sort()
        self.refresh()

    def _open_menu(self, where: QPoint) -> None:
        people = self.view.selected()
        if not people:
            return
        from relate.ui.contacts.menu import PeopleMenu

        only = self.view.value(people[0]) if len(people) == 1 else None
        menu = PeopleMenu(
            self._actions,
            people,
            circle=only.circle if only else None,
            state=only.state if only else None,
            tags=self._library.people.tags(""),
            introduces=True,
            parent=self,
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.wants_tag.connect(self._ask_tag)
        menu.wants_merge.connect(self._ask_merge)
        menu.wants_introduction.connect(self._introduce)
        menu.popup(where)

    def _introduce(self, people: Sequence[int]) -> None:
        self.introduce_wanted.emit(people[0], people[1] if len(people) > 1 else None)

    def _show_firm(self, name: str) -> None:
        from relate.ui.contacts.firm import FirmSheet

        FirmSheet(self._library, self._background, self._actions, name, self).open()

    def _show_list(self, saved: SavedList) -> None:
        """A list that was kept: its tab, its order and its filters."""
        query = saved.query
        self.filter.take(query)
        self._sort = query.sort
        self._name_sort()
        self._chosen = True
        self.take_tab(query.shown)

    def _keep_list(self) -> None:
        self._keeper.ask(self.query, self.filter.says())

    def _ask_tag(self, people: Sequence[int]) -> None:
        from relate.ui.contacts.menu import ask_for_tag

        ask_for_tag(self._actions, people, self)

    def _ask_merge(self, people: Sequence[int]) -> None:
        """Shows whom they would be as one, before they are."""
        from relate.ui.places.review_result import MergeDialog

        dialog = MergeDialog(self._library.review.together(people), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self._actions.merge)
        dialog.open()

    def _delete_selected(self) -> None:
        if people := self.view.selected():
            self._actions.delete(people)

    def _place_selected(self) -> None:
        shortcut = self.sender()
        assert isinstance(shortcut, QShortcut)
        key = int(shortcut.key().toString())
        if people := self.view.selected():
            self._actions.place(people, CIRCLES[key - 1] if key else None)

    @property
    def typing(self) -> bool:
        """Whether a name is being typed into the list: then J and K are letters of it."""
        return bool(self._typed) and self.view.hasFocus()

    def type_ahead(self, letters: str) -> None:
        """Goes to the first whose name begins with what is typed."""
        self._typed += letters
        self._typing.start()
        if self._typed.strip():
            query = PeopleQuery(shown=self._shown, sort=self._sort, text=self._typed)
            self._background.run(self._library.people.ids, query, then=self._go_to_first, lane="type-ahead")

    def _go_to_first(self, found: array[int]) -> None:
        start = self._typed.casefold()
        for row in self._library.people.rows(found[:100]):
            if any(word.casefold().startswith(start) for word in (row.name, *row.name.split())) and self.view.pick(
                row.id
            ):
                return

    def _forget_typed(self) -> None:
        self._typed = ""
