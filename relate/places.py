"""The places of the window, each made when somebody first goes there, and where each leads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from relate.services.event_views import EventView, ProposedEvent
    from relate.ui.main_window import MainWindow
    from relate.ui.theme import Theme


class Places:
    """Tells the window how to make them. `read_files(paths)`, `fill_with_demo()` and `show_import(id)` are the
    program's; a library that is `throw_away` is not started at login."""

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        read_files: Callable[[list[Path]], None],
        fill_with_demo: Callable[[], None],
        show_import: Callable[[int], None],
        *,
        throw_away: bool,
    ) -> None:
        self.window, self.theme, self.throw_away = window, theme, throw_away
        self.library, self.background = window.library, window.background
        self.read_files, self.fill_with_demo, self.show_import = read_files, fill_with_demo, show_import
        window.add_place("first", self._first_start)
        window.add_place("import", self._import_pages)
        window.add_place("to meet", self._to_meet)
        window.add_place("events", self._events)
        window.add_place("history", self._history)
        window.add_place("settings", self._settings)
        window.add_place("owner", self._owner)
        window.add_place("place people", self._place_people)
        window.add_place("five people", self._five_people)
        window.statusbar.refresh_wanted.connect(self._newer_archive)

    def _first_start(self) -> QWidget:
        from relate.ui.first_start import FirstStart

        made = FirstStart(self.library)
        made.files_chosen.connect(self.read_files)
        made.demo_wanted.connect(self.fill_with_demo)
        made.people_wanted.connect(partial(self.window.go_to, "five people"))
        made.history_wanted.connect(partial(self.window.go_to, "history"))
        return made

    def _import_pages(self) -> QWidget:
        from relate.ui.imports.pages import ImportPages

        made = ImportPages(self.library, self.background)
        made.person_chosen.connect(self.window.show_person)
        made.place_people.connect(partial(self.window.go_to, "place people"))
        made.owner_wanted.connect(partial(self.window.go_to, "owner"))
        made.new_people_wanted.connect(self._list_new)
        made.event_wanted.connect(self._name_event)
        made.today_wanted.connect(partial(self.window.go_to, "today"))
        made.said.connect(partial(self.window.say, undo=False))
        made.progressed.connect(self.window.statusbar.show_progress)
        self.window.statusbar.progress_clicked.connect(partial(self.window.go_to, "import"))
        return made

    def _list_new(self, import_id: int) -> None:
        """The people an import brought, in the list; the chip of the filter takes everybody back."""
        self.window.go_to("today")
        self.window.today.show_list(True)
        self.window.contacts.narrow("since_import", import_id)

    def _to_meet(self) -> QWidget:
        from relate.ui.meet.place import ToMeetPlace

        made = ToMeetPlace(self.library, self.background)
        made.done.connect(self.window.say)
        made.said.connect(partial(self.window.say, undo=False))
        made.person_chosen.connect(self.window.show_person)
        made.record_chosen.connect(self.window.show_record)
        return made

    def _events(self) -> QWidget:
        from relate.ui.events.place import EventsPlace

        made = EventsPlace(self.library, self.background)
        made.done.connect(self.window.say)
        made.person_chosen.connect(self.window.show_person)
        made.list_wanted.connect(self._list_event)
        return made

    def _list_event(self, event: EventView) -> None:
        """Who was at an event, in the list: to tag or place many at once."""
        self.window.go_to("today")
        self.window.today.show_list(True)
        self.window.contacts.narrow("event", event.key, event.name)

    def _name_event(self, proposed: ProposedEvent) -> None:
        from relate.ui.events.place import EventsPlace

        place = self.window.place("events")
        assert isinstance(place, EventsPlace)
        place.show_proposal(proposed)
        self.window.go_to("events")

    def _history(self) -> QWidget:
        from relate.ui.places.history import HistoryPlace

        made = HistoryPlace(self.library, self.background)
        made.import_chosen.connect(self.show_import)
        return made

    def _settings(self) -> QWidget:
        from relate.desktop.autostart import StartAtLogin
        from relate.ui.places.settings import SettingsPlace

        at_login = None if self.throw_away else StartAtLogin(self.library.path)
        made = SettingsPlace(self.library, self.background, self.theme, at_login)
        made.owner_wanted.connect(partial(self.window.go_to, "owner"))
        made.import_wanted.connect(self.window.chooser.choose_files)
        made.newer_wanted.connect(self._newer_archive)
        made.done.connect(self.window.say)
        return made

    def _newer_archive(self, network: str) -> None:
        """How a newer archive of a network is got."""
        from relate.ui.imports.how_to import NewerArchive

        source = next((each for each in self.library.imports.sources() if each.network == network), None)
        if source is None:
            return
        sheet = NewerArchive(self.library, source, self.window)
        sheet.files_wanted.connect(self.window.chooser.choose_files)
        sheet.open()

    def _owner(self) -> QWidget:
        from relate.ui.places.who_am_i import WhoAmIPlace

        made = WhoAmIPlace(self.library, self.background)
        made.done.connect(self.window.say)
        return made

    def _place_people(self) -> QWidget:
        from relate.ui.places.place_people import PlacePeople

        made = PlacePeople(self.library, self.background)
        made.finished.connect(partial(self.window.go_to, "today"))
        return made

    def _five_people(self) -> QWidget:
        from relate.ui.places.five_people import FivePeople

        made = FivePeople(self.library, self.background)
        made.finished.connect(partial(self.window.go_to, "today"))
        made.cancelled.connect(self.window.go_home)
        return made
