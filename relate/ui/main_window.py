"""The window: the list, the person and the suggestions in their frame, and the keys that work everywhere.

What is seen first is built first. The suggestions, the line to log a conversation and the other places are built
after the first paint, so that the window stands as soon as a bare one would.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from relate.domain.changes import ChangeSet, What
from relate.services.list_views import Shown
from relate.ui import words
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.contacts.panel import ContactsPanel
from relate.ui.controls import stands_in
from relate.ui.frame import FIRST, TITLE_BAR, Frame
from relate.ui.rail import PLACES, TODAY
from relate.ui.today import Today
from relate.ui.words import tr

USUAL: Final = (1440, 900)
PATIENCE_MS: Final = 400
"""From here somebody wonders whether the key did anything."""
FOOT: Final = "foot"
PARTS: Final = (
    "relate.services.views",
    "relate.ui.timeline.panel",
    "relate.ui.person.page",
    "relate.services.timeline",
    "relate.services.person_pages",
)
"""What the page of a person is made of, loaded after the first paint one by one: together they would hold the window
for a tenth of a second."""
COMMANDS: Final = (
    ("import", "Import files", "file-up", "Ctrl+I"),
    ("new", "New person", "user-plus", "Ctrl+N"),
    ("log", "Log a conversation", "message-circle", "Ctrl+L"),
    ("introduce", "Introduce whoever is shown …", "handshake", ""),
    ("place people", "Place people in circles", "target", ""),
    ("get archives", "How do I get my archive?", "download", ""),
    ("find", "Find in the timeline", "search", "Ctrl+Shift+F"),
    ("date", "Go to a date in the timeline", "calendar", "Ctrl+G"),
    ("undo", "Take the last step back", "undo-2", "Ctrl+Z"),
    ("redo", "Do it again", "redo-2", "Ctrl+Shift+Z"),
    ("owner", "Who am I", "user-round-plus", ""),
    ("keys", "Keys", "keyboard", "?"),
)

if TYPE_CHECKING:
    from relate.services.library import Library
    from relate.services.sources import Awaited
    from relate.services.views import PersonPage, SourceAge, UndoReport
    from relate.ui.person.page import PersonPanel
    from relate.ui.search import SearchResults


class MainWindow(Frame):
    """The frame, filled: the list, the person, the suggestions; keys, search, undo."""

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        actions = PeopleActions(library, background.bridge)
        contacts = ContactsPanel(library, background, actions)
        today = Today(contacts)
        super().__init__(today, parent)
        self.library, self.background = library, background
        self.actions_, self.contacts, self.today = actions, contacts, today
        self.actions_.setParent(self)
        self.log_bar: QWidget | None = None
        self._tell_log: Callable[[int | None], object] | None = None
        self._logged_with: tuple[int, str] | None = None
        """Whose page the line to log a conversation knows, and by which name."""
        self._person: PersonPanel | None = None
        self._wish: int | None = None
        self._row = 0
        self._results: SearchResults | None = None
        self._connect()
        self._keys()
        self._first_look()

    def go_home(self) -> None:
        """To *Today*, or to the first page while the library is empty."""
        self.go_to(TODAY.key)

    def go_to(self, key: str) -> None:
        """As in the frame; of an empty library *Today* is the first page: three empty panels help nobody."""
        if key == TODAY.key and not self.contacts.model.ids and self._is_empty():
            # The first page has no foot: what is being read would be out of sight.
            key = "import" if self.statusbar.reading else FIRST
        super().go_to(key)

    def _is_empty(self) -> bool:
        return FIRST in self._makers and not self.library.people.anybody()

    # ---------------------------------------------------------------------------------------------------- people

    def show_person(self, person: int) -> None:
        """Shows somebody on *Today*, marked in the list."""
        now = self.library.people.current(person)
        if now is None:
            self.say(tr("This person is no longer in the library."), undo=False)
            return
        self.go_to(TODAY.key)
        if self.person.page is None or self.person.page.id != now:
            self.person.show_person(now)
        self.contacts.pick(now)
        self.today.show_middle()

    def show_record(self, person: int, interaction: int) -> None:
        """Shows somebody, and in the timeline the interaction that a reason or an answer rests on."""
        self.show_person(person)
        self.person.show_record(person, interaction)

    @property
    def person(self) -> PersonPanel:
        """The page in the middle; made right after the first paint, or when it is first needed."""
        if self._person is None:
            from relate.ui.person.page import PersonPanel

            self._person = PersonPanel(self.library, self.background, self.actions_)
            self._person.done.connect(self.say)
            self._person.gone.connect(self._next_person)
            self._person.tag_chosen.connect(partial(self.contacts.narrow, "tag"))
            self._person.company_chosen.connect(partial(self.contacts.narrow, "company"))
            self._person.place_chosen.connect(partial(self.contacts.narrow, "place"))
            self._person.introduce_wanted.connect(self.introduce)
            self._person.shown.connect(self._person_shown)
            self.today.set_person(self._person)
            if self._wish is not None:
                self._person.show_person(self._wish)
        return self._person

    @property
    def results(self) -> SearchResults:
        """What answers the field at the head; made when somebody first goes there."""
        if self._results is None:
            from relate.ui.search import Answer, SearchResults

            places = [(place.key, place.title, place.icon, "") for place in PLACES]
            commands = [
                Answer(tr(title), key, command=command, icon=icon) for command, title, icon, key in (*COMMANDS, *places)
            ]
            self._results = SearchResults(self.library, self.background, self.topbar.field, commands, self)
            self._results.person_chosen.connect(self.show_person)
            self._results.record_chosen.connect(self.show_record)
            self._results.command_chosen.connect(self._command)
        return self._results

    def set_suggestions(self, panel: QWidget) -> None:
        self.today.set_suggestions(panel)

    def set_log_bar(self, bar: QWidget, set_person: Callable[[int | None], object]) -> None:
        """Puts in the line to log a conversation; `set_person` tells it whose page is open."""
        self.log_bar = bar
        self._tell_log = set_person
        self.person.set_log_bar(bar)
        if self.person.page is not None:
            set_person(self.person.page.id)

    def log_conversation(self) -> None:
        """Ctrl+L: into the line under the thread."""
        self.go_to(TODAY.key)
        self.today.show_middle()
        if self.log_bar is not None and self.where == TODAY.key:
            self.log_bar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def introduce(self, person: int | None = None, other: int | None = None) -> None:
        """Who should meet whom: somebody, or whose page is shown, and another one."""
        if person is None:
            self.go_to(TODAY.key)
            person = self.person.page.id if self.person.page is not None else None
        row = next(iter(self.library.people.rows([person])), None) if person is not None else None
        if row is None:
            return
        from relate.ui.introduce.sheet import IntroduceSheet

        sheet = IntroduceSheet(self.library, self.background, row.id, row.name, other, parent=self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.said.connect(self.say)
        sheet.record_chosen.connect(self.show_record)
        sheet.open()

    def new_person(self) -> None:
        """Ctrl+N."""
        from relate.ui.new_person import NewPersonDialog

        dialog = NewPersonDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self._add_person)
        dialog.open()

    # -------------------------------------------------------------------------------------------- words and undo

    def undo(self) -> None:
        """Ctrl+Z: takes the last step back and says which."""
        self._follow(self.library.history.undo(None), self._undone, tr("Taking it back …"))

    def redo(self) -> None:
        """Ctrl+Shift+Z."""
        self._follow(self.library.history.redo(), self._redone, tr("Bringing it back …"))

    def show_keys(self) -> None:
        """ "?"."""
        from relate.ui.keys import KeysDialog

        dialog = KeysDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def refresh_frame(self) -> None:
        """Sources at the foot, and whether this is still the first page of an empty library."""
        self.later(self._show_sources)
        if self.where == TODAY.key and self._is_empty() and not self.statusbar.reading:
            self.go_to(FIRST)
        elif self.where == FIRST and not self._is_empty():
            self.go_to(TODAY.key)

    # ----------------------------------------------------------------------------------------------------- build

    def remember(self) -> None:
        """Keeps where everything is, for the next start."""
        keep = self.library.settings.set
        keep("window.geometry", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        keep("window.splitters", self.today.state())
        keep("window.tab", str(self.contacts.tab))
        if self._person is not None and self._person.page is not None:
            keep("window.person", self._person.page.id)

    def _connect(self) -> None:
        bridge = self.background.bridge
        bridge.changed.connect(self._changed)
        bridge.failed.connect(partial(self.say, undo=False))
        self.actions_.done.connect(self.say)
        self.toast.undo.connect(self.undo)
        self.toast.redo.connect(self.redo)
        self.contacts.picked.connect(self._picked)
        self.contacts.listed.connect(self._listed)
        self.contacts.wanted.connect(self._into_person)
        self.contacts.view.clicked.connect(self._clicked)
        self.contacts.introduce_wanted.connect(self.introduce)
        self.contacts.said.connect(partial(self.say, undo=False))
        self.topbar.field.entered.connect(self._search)
        self.topbar.field.textEdited.connect(self._search_first)
        self.topbar.new_person.connect(self.new_person)
        self.topbar.how_to_wanted.connect(partial(self.go_to, "get archives"))
        self.topbar.fold_list.connect(self.today.show_list)
        self.topbar.fold_suggestions.connect(self.today.show_suggestions)
        self.today.folded.connect(self._folded)
        self.moved.connect(self._folded)
        self.moved.connect(self._name_window)
        self.closed.connect(self.remember)

    def _keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self.topbar.field.take_keys,
            "Ctrl+F": self._filter,
            "Ctrl+Shift+F": self._find_in_timeline,
            "Ctrl+G": self._go_to_date,
            "Ctrl+L": self.log_conversation,
            "Ctrl+N": self.new_person,
            "Ctrl+I": self.chooser.choose_files,
            "Ctrl+Z": self.undo,
            "Ctrl+Shift+Z": self.redo,
            "Ctrl+Y": self.redo,
            "J": partial(self._step, 1),
            "K": partial(self._step, -1),
            "?": self.show_keys,
            "F6": self._next_panel,
        }
        for n in range(1, 10):
            keys[f"Ctrl+{n}"] = partial(self._go_to_nth, n)
        for key, do in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(do)

    def _first_look(self) -> None:
        """What the first paint shows: the list, and the person of last time or the first of the list."""
        settings = self.library.settings
        room = self.screen().availableGeometry()
        self.resize(min(USUAL[0], room.width()), min(USUAL[1], room.height() - TITLE_BAR))
        if geometry := settings.get("window.geometry", ""):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
        self.today.restore(settings.get("window.splitters", ""))
        people = self.library.people
        tab = settings.get("window.tab", "")
        if tab in set(Shown) and tab != Shown.TALKED_TO:
            self.contacts.start_with(Shown(tab))
        elif not people.anybody(Shown.TALKED_TO) and people.anybody():
            self.contacts.start_with(Shown.ONLY_CONNECTED, stands_in=True)
        self.contacts.show_ids(people.ids(self.contacts.query))
        person = people.current(settings.get("window.person", 0))
        if person is None and self.contacts.model.ids:
            person = self.contacts.model.ids[0]
        # To pick somebody in the list shows them too.
        if person is not None and not self.contacts.view.pick(person):
            self._wish = person
        self._late += [*(partial(import_module, part) for part in PARTS), self._build_person, self._show_sources]
        self.rail.show_place(TODAY.key)
        self._folded()
        self.contacts.view.setFocus()

    # ----------------------------------------------------------------------------------------------------- slots

    def _show_sources(self) -> None:
        from relate.services.made_up import is_there

        self.background.run(self._read_sources, then=self._sources_read, lane=FOOT)
        self.statusbar.show_made_up(is_there(self.library))

    def _read_sources(self) -> tuple[list[SourceAge], list[Awaited]]:
        return self.library.sources.ages(), self.library.sources.asked_for()

    def _sources_read(self, read: tuple[list[SourceAge], list[Awaited]]) -> None:
        self.statusbar.show_sources(read[0], words.local(self.library.clock()).date(), read[1])

    def _changed(self, change: ChangeSet) -> None:
        self.contacts.on_change(change)
        if self._person is not None:
            self._person.on_change(change)
        if change.what & (What.IMPORTS | What.PEOPLE):
            self.refresh_frame()
        elif change.what & What.SETTINGS:
            self.later(self._show_sources)

    def _folded(self) -> None:
        today = self.today
        offered = self.where == TODAY.key and (today.narrow or not today.list_shown or not today.suggestions_shown)
        self.topbar.show_folding(
            list_shown=today.list_shown, suggestions_shown=today.suggestions_shown, offered=offered
        )

    def _listed(self) -> None:
        """Nobody is shown though somebody could be: the first, or who stands where the one that went stood."""
        ids = self.contacts.model.ids
        if self._person is not None and self._person.page is None and ids:
            self._person.show_soon(ids[min(max(self._row, 0), len(ids) - 1)])

    def _build_person(self) -> None:
        assert self.person is not None

    def _picked(self, person: int) -> None:
        if self._person is None:
            self._wish = person
        elif self._person.page is None or self._person.page.id != person:
            self._person.show_person(person)

    def _name_window(self) -> None:
        """Who is shown on *Today*, or else the place."""
        where, page = self.where, self._person.page if self._person is not None else None
        title = words.one_line(page.name, 60) if where == TODAY.key and page is not None else ""
        if where != TODAY.key:
            title = next((tr(place.title) for place in PLACES if place.key == where), "")
        self.setWindowTitle(f"{title} – Relate" if title else "Relate")

    def _person_shown(self, page: PersonPage) -> None:
        self._name_window()
        if self.contacts.view.current_person() is None:
            self.contacts.view.pick(page.id)
        if self._tell_log is not None and (page.id, page.name) != self._logged_with:
            self._logged_with = page.id, page.name
            self._tell_log(page.id)

    def _next_person(self) -> None:
        """Somebody was deleted: whoever stands in the list at that place now, or nobody; the keys go there too."""
        self._name_window()
        if stands_in(self.person):
            self.contacts.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._row = self.contacts.view.currentIndex().row()
        self._logged_with = None
        if self._tell_log is not None:
            self._tell_log(None)

    def _clicked(self) -> None:
        """Where the list has the place of the middle, whoever is clicked is to be seen."""
        person = self.contacts.view.current_person()
        if person is not None and not self.today.middle_shown and len(self.contacts.view.selected()) == 1:
            self._into_person(person)

    def _into_person(self, person: int) -> None:
        self.today.show_middle()
        self.person.show_person(person)
        self.person.timeline.view.setFocus()

    def _step(self, by: int) -> None:
        if self.contacts.typing:
            self.contacts.type_ahead("j" if by > 0 else "k")
        elif self.where == TODAY.key:
            self.contacts.view.step(by)

    def _search(self) -> None:
        self.results.open()

    def _search_first(self) -> None:
        # From then on the answers listen to the field themselves.
        if self._results is None:
            self.results.open()

    def _filter(self) -> None:
        self.go_to(TODAY.key)
        if self.where != TODAY.key:
            return
        if not self.today.list_shown:
            self.today.show_list(True)
        self.contacts.focus_filter()

    def _find_in_timeline(self) -> None:
        self.go_to(TODAY.key)
        self.today.show_middle()
        self.person.find_words()

    def _go_to_date(self) -> None:
        self.go_to(TODAY.key)
        self.today.show_middle()
        self.person.go_to_date()

    def _next_panel(self) -> None:
        """F6: list, timeline, suggestions, the quiet line where there is one, and round again."""
        self.go_to(TODAY.key)
        steps: list[tuple[QWidget, QWidget | None]] = [
            (self.contacts, self.contacts.view),
            (self.person, self.person.timeline.view),
            (self.today.suggestions, self.today.first_suggestion()),
        ]
        if self._quiet_line is not None:
            steps.append((self._quiet_line, self._quiet_line.focusProxy()))
        seen = [(panel, target) for panel, target in steps if target is not None and target.isVisible()]
        focus = QApplication.focusWidget()
        here = next((n for n, (panel, _) in enumerate(seen) if focus is not None and panel.isAncestorOf(focus)), -1)
        if seen:
            seen[(here + 1) % len(seen)][1].setFocus(Qt.FocusReason.TabFocusReason)

    def _command(self, key: str) -> None:
        do: dict[str, Callable[[], object]] = {
            "import": self.chooser.choose_files,
            "new": self.new_person,
            "log": self.log_conversation,
            "introduce": self.introduce,
            "find": self._find_in_timeline,
            "date": self._go_to_date,
            "undo": self.undo,
            "redo": self.redo,
            "keys": self.show_keys,
        }
        do.get(key, partial(self.go_to, key))()

    def _add_person(self, typed: dict[str, str]) -> None:
        self.background.bridge.when_done(self.library.people.add(**typed), partial(self._added, typed["name"]))

    def _added(self, name: str, person: int) -> None:
        self.show_person(person)
        self.say(tr("{name} added", name=words.one_line(name, 60)))

    def _undone(self, report: UndoReport) -> None:
        self.say(tr("Taken back: {what}", what=report.title), undo=False, redo=True)

    def _redone(self, report: UndoReport) -> None:
        self.say(tr("Done again: {what}", what=report.title))

    def _follow(self, future: Future[UndoReport], then: Callable[[UndoReport], None], words: str) -> None:
        """Says what is going on where it takes its time: an import is taken back for some seconds."""
        self.background.bridge.when_done(future, then)
        QTimer.singleShot(PATIENCE_MS, self, partial(self._still, future, words))

    def _still(self, future: Future[UndoReport], words: str) -> None:
        if not future.done():
            self.say(words, undo=False)
