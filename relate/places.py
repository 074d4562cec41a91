"""The places of the window, each made when somebody first goes there, and where each leads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from relate.domain.changes import ChangeSet
    from relate.services.event_views import EventView, ProposedEvent
    from relate.ui.main_window import MainWindow
    from relate.ui.theme import Theme


class Places:
    """Tells the window how to make them. `read_files(paths)`, `fill_with_demo()`, `show_import(id)` and
    `recompute()` are the program's; a library that is `throw_away` is not started at login."""

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        read_files: Callable[[list[Path]], None],
        fill_with_demo: Callable[[], None],
        show_import: Callable[[int], None],
        recompute: Callable[[], None],
        *,
        throw_away: bool,
    ) -> None:
        self.window, self.theme, self.throw_away = window, theme, throw_away
        self.library, self.background = window.library, window.background
        self.read_files, self.fill_with_demo, self.show_import = read_files, fill_with_demo, show_import
        self.recompute = recompute
        self._asked = False
        """Whether the news were asked for."""
        window.add_place("first", self._first_start)
        window.add_place("import", self._import_pages)
        window.add_place("circles", self._circles)
        window.add_place("to meet", self._to_meet)
        window.add_place("events", self._events)
        window.add_place("news", self._news)
        window.add_place("review", self._review)
        window.add_place("history", self._history)
        window.add_place("settings", self._settings)
        window.add_place("owner", self._owner)
        window.add_place("place people", self._place_people)
        window.add_place("five people", self._five_people)
        window.add_place("get archives", self._get_archives)
        window.statusbar.refresh_wanted.connect(self._newer_archive)
        window.background.bridge.changed.connect(self._news_changed)

    def _first_start(self) -> QWidget:
        from relate.ui.first_start import FirstStart

        made = FirstStart(self.library, self.background)
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
        made.files_wanted.connect(self.window.chooser.choose_files)
        made.how_to_wanted.connect(partial(self.window.go_to, "get archives"))
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

    def _circles(self) -> QWidget:
        from relate.ui.places.circles.place import CirclesPlace

        made = CirclesPlace(self.library, self.background, self.window.actions_)
        made.person_chosen.connect(self.window.show_person)
        made.place_people.connect(partial(self.window.go_to, "place people"))
        made.done.connect(self.window.say)
        return made

    def _to_meet(self) -> QWidget:
        from relate.ui.meet.place import ToMeetPlace

        made = ToMeetPlace(self.library, self.background)
        made.introduce_wanted.connect(self.window.introduce)
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

    def _news(self) -> QWidget:
        from relate.ui.places.news import NewsPlace

        made = NewsPlace(self.library, self.background)
        made.person_chosen.connect(self.window.show_person)
        made.record_chosen.connect(self.window.show_record)
        made.log_wanted.connect(self._log_with)
        made.import_wanted.connect(self.window.chooser.choose_files)
        made.newer_wanted.connect(self._newer_archive)
        made.done.connect(self.window.say)
        made.seen.connect(self.look_for_news)
        return made

    def _log_with(self, person: int) -> None:
        self.window.show_person(person)
        self.window.log_conversation()

    def _news_changed(self, change: ChangeSet) -> None:
        from relate.domain.changes import What

        if change.what & (What.IMPORTS | What.PEOPLE):
            self.look_for_news()

    def look_for_news_beside(self) -> None:
        """Where the window shows no day's list, because it is folded or another place stands there, nobody reads it:
        then the news are asked for by themselves, once."""
        if not self._asked and self.window.isVisible() and not self.window.today.suggestions.isVisible():
            self.look_for_news()

    def look_for_news(self, *_: object) -> None:
        """The place *News* is on the rail while there is any, with a dot while it was not looked at.

        First asked when the day's list was read, which has to know the news too: to read it twice at once would keep
        both readers' threads from whoever clicks.
        """
        self._asked = True
        self.background.run(self._newest_news, then=self._show_news, lane="newest news")

    def _newest_news(self) -> int | None:
        # On the reader's thread: the first to ask for news loads what tells it.
        return self.library.news.newest_at()

    def _show_news(self, newest: int | None) -> None:
        self.window.rail.need("news", newest is not None)
        self.window.rail.mark("news", newest is not None and self.library.settings.get("news.seen", 0) < newest)

    def _history(self) -> QWidget:
        from relate.ui.places.history import HistoryPlace

        made = HistoryPlace(self.library, self.background)
        made.import_chosen.connect(self.show_import)
        return made

    def _review(self) -> QWidget:
        from relate.ui.places.review import ReviewPlace

        made = ReviewPlace(self.library, self.background)
        made.done.connect(self.window.say)
        made.today_wanted.connect(partial(self.window.go_to, "today"))
        return made

    def _settings(self) -> QWidget:
        from relate.desktop.autostart import StartAtLogin
        from relate.ui.places.settings import SettingsPlace

        at_login = None if self.throw_away else StartAtLogin(self.library.path)
        made = SettingsPlace(self.library, self.background, self.theme, at_login)
        made.owner_wanted.connect(partial(self.window.go_to, "owner"))
        made.import_wanted.connect(self.window.chooser.choose_files)
        made.newer_wanted.connect(self._newer_archive)
        made.how_to_wanted.connect(partial(self.window.go_to, "get archives"))
        made.recompute_wanted.connect(self.recompute)
        made.done.connect(self.window.say)
        return made

    def _get_archives(self) -> QWidget:
        from relate.ui.places.get_archives import GetArchives

        made = GetArchives(self.library, self.background)
        made.files_wanted.connect(self.window.chooser.choose_files)
        return made

    def _newer_archive(self, key: str) -> None:
        """How a newer archive of a source is got; `key` as in SourceAge, or a network nothing was read of yet."""
        from relate.ui.imports.how_to import NewerArchive

        source = next((each for each in self.library.sources.ages() if each.key == key), None)
        network = source.network if source is not None else key.partition(":")[0]
        sheet = NewerArchive(self.library, self.background, network, source, self.window)
        sheet.files_wanted.connect(self.window.chooser.choose_files)
        sheet.open()

    def _owner(self) -> QWidget:
        from relate.ui.places.who_am_i import WhoAmIPlace

        made = WhoAmIPlace(self.library, self.background)
        made.done.connect(self.window.say)
        made.again_wanted.connect(self._read_again)
        return made

    def _read_again(self, paths: list[Path]) -> None:
        from relate.ui.imports.pages import ImportPages

        pages = self.window.place("import")
        assert isinstance(pages, ImportPages)
        self.window.go_to("import")
        pages.start(paths, knowing=True)

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
