"""The library as the window and the command line see it: one open file and the services on it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final, TypeVar

from relate.domain.changes import ChangeSet
from relate.services.commanding import Commanding
from relate.services.people import People
from relate.services.readers import Readers
from relate.services.settings import Settings
from relate.services.writer import Writer
from relate.store.connection import open_if_ready
from relate.store.visibility import between

if TYPE_CHECKING:
    from relate.services.answers import Answers
    from relate.services.circling import Circling
    from relate.services.events import Events
    from relate.services.firms import Firms
    from relate.services.forgetting import Forgetting
    from relate.services.guest_lists import GuestLists
    from relate.services.history import History
    from relate.services.importing import Imports
    from relate.services.introductions import Introductions
    from relate.services.looking_for import LookingFor
    from relate.services.matching import Matching
    from relate.services.news import News
    from relate.services.owner import Owner
    from relate.services.previewing import Previewing
    from relate.services.recomputing import Recomputing
    from relate.services.reconnecting import Reconnecting
    from relate.services.review import Review
    from relate.services.rolls import Rolls
    from relate.services.saved_lists import SavedLists
    from relate.services.seeking import Seeking
    from relate.services.sources import Sources
    from relate.services.texts import Texts
    from relate.services.thread import Thread
    from relate.services.timeline import Timeline
    from relate.services.to_meet import ToMeet
    from relate.services.watching import Watching
    from relate.store.writing import Database

Listener = Callable[[ChangeSet], None]
Clock = Callable[[], int]
T = TypeVar("T")
TURN: Final = 0.0005
"""Seconds after which a thread that calculates lets another one go on. Whoever reads comes back from SQLite a hundred
times for one page, and waits so long each time while an import is read beside: Python's own 5 ms made that 300 ms of a
day's list that takes 50."""


def now_ms() -> int:
    """UTC milliseconds."""
    return time.time_ns() // 1_000_000


class Library:
    """One open library. Reads may be asked from any thread; what is written is written on one thread, in order.

    People and settings are there at once; the other services are made, and their modules read, when they are first
    asked for: the first painted window needs none of them.
    """

    def __init__(self, path: Path, clock: Clock = now_ms) -> None:
        """Open, or make, the library at `path`. Raises LibraryProblem with a sentence."""
        self.path = path
        self.clock = clock
        sys.setswitchinterval(TURN)
        self._listeners: list[Listener] = []
        self._memories: list[Listener] = []
        """What services keep in memory; told before anybody who would ask them."""
        ready = open_if_ready(path)
        self.writer = Writer(path, at_once=ready is None)
        try:
            self.readers = Readers(path, ready)
            self.settings = Settings(self.writer, self.readers, self.changed)
            self._commanding = Commanding(self.writer, self.readers, self.changed, clock)
            self.people = People(self._commanding, self.readers, self._home_zone, self._whom_waits)
            self.writer.tell_lines = self.people.lines_written
            self._making = RLock()
            self._made: dict[str, object] = {}
            if between(self.readers.connection()):
                self.imports.mend()
        except BaseException:
            # The writer's thread would keep the process alive for ever.
            self.writer.close()
            raise

    def _whom_waits(self) -> frozenset[int]:
        """Who waits for an answer; asked by the list, which stands before the ranking is made."""
        return self.reconnect.whom_waits()

    @classmethod
    def open(cls, path: Path, clock: Clock = now_ms) -> Library:
        return cls(path, clock)

    @property
    def timeline(self) -> Timeline:
        from relate.services.timeline import Timeline

        def make() -> Timeline:
            made = Timeline(self._commanding, self.readers, self.news)
            self._memories.append(made.notice)
            return made

        return self._once(Timeline, make)

    @property
    def imports(self) -> Imports:
        from relate.services.importing import Imports

        def make() -> Imports:
            made = Imports(self.path, self.writer, self.readers, self.changed, self.clock, self.answers, self._going)
            made.let_go()
            return made

        return self._once(Imports, make)

    @property
    def answers(self) -> Answers:
        from relate.services.answers import Answers

        return self._once(Answers, lambda: Answers(self.settings, self.readers, self.clock))

    @property
    def previewing(self) -> Previewing:
        from relate.services.previewing import Previewing

        return self._once(Previewing, lambda: Previewing(self.path, self.readers))

    @property
    def lists(self) -> SavedLists:
        from relate.services.saved_lists import SavedLists

        return self._once(SavedLists, lambda: SavedLists(self.settings))

    @property
    def sources(self) -> Sources:
        from relate.services.sources import Sources

        return self._once(Sources, lambda: Sources(self.readers, self.settings, self.clock))

    @property
    def watching(self) -> Watching:
        from relate.services.watching import Watching

        return self._once(Watching, lambda: Watching(self.readers, self.settings, self.clock))

    @property
    def history(self) -> History:
        from relate.services.history import History

        return self._once(
            History, lambda: History(self.writer, self.readers, self.changed, self.clock, lambda: self.imports)
        )

    @property
    def reconnect(self) -> Reconnecting:
        from relate.services.reconnecting import Reconnecting

        def make() -> Reconnecting:
            made = Reconnecting(
                self.writer, self._commanding, self.readers, self.settings, self.news, self.changed, self.looking
            )
            self._memories.append(made.notice)
            return made

        return self._once(Reconnecting, make)

    @property
    def circles(self) -> Circling:
        from relate.services.circling import Circling

        return self._once(Circling, lambda: Circling(self.reconnect, self.people, self.readers, self.settings))

    @property
    def looking(self) -> LookingFor:
        from relate.services.looking_for import LookingFor

        def make() -> LookingFor:
            made = LookingFor(self._commanding)
            self._memories.insert(0, made.notice)
            return made

        return self._once(LookingFor, make)

    @property
    def recomputing(self) -> Recomputing:
        from relate.services.recomputing import Recomputing

        return self._once(Recomputing, lambda: Recomputing(self.writer, self.settings, self.people, self.changed))

    @property
    def seeking(self) -> Seeking:
        from relate.services.seeking import Seeking

        return self._once(Seeking, lambda: Seeking(self._commanding, self.readers))

    @property
    def introductions(self) -> Introductions:
        from relate.services.introductions import Introductions

        return self._once(Introductions, lambda: Introductions(self._commanding, self.readers))

    @property
    def to_meet(self) -> ToMeet:
        from relate.services.to_meet import ToMeet

        return self._once(ToMeet, lambda: ToMeet(self._commanding, self.readers, self.looking))

    @property
    def news(self) -> News:
        from relate.services.news import News

        def make() -> News:
            made = News(self.readers, self.settings, self.clock, lambda: self.looking)
            self._memories.insert(0, made.notice)  # who asks for news is told of a change after it
            return made

        return self._once(News, make)

    @property
    def texts(self) -> Texts:
        from relate.services.texts import Texts

        return self._once(Texts, lambda: Texts(self.writer, self.readers))

    @property
    def rolls(self) -> Rolls:
        from relate.services.rolls import Rolls

        return self._once(Rolls, lambda: Rolls(self._commanding, self.readers, self.settings))

    @property
    def guest_lists(self) -> GuestLists:
        from relate.services.guest_lists import GuestLists

        return self._once(GuestLists, lambda: GuestLists(self._commanding, self.readers))

    @property
    def events(self) -> Events:
        from relate.services.events import Events

        def make() -> Events:
            made = Events(self._commanding, self.readers, self.settings)
            self._memories.append(made.notice)
            return made

        return self._once(Events, make)

    @property
    def forgetting(self) -> Forgetting:
        from relate.services.forgetting import Forgetting

        return self._once(Forgetting, lambda: Forgetting(self.path, self.writer, self.changed, self.clock))

    @property
    def firms(self) -> Firms:
        from relate.services.firms import Firms

        return self._once(Firms, lambda: Firms(self._commanding, self.readers))

    @property
    def review(self) -> Review:
        from relate.services.review import Review

        return self._once(Review, lambda: Review(self.readers, self.writer.give_way, self._commanding, self.settings))

    @property
    def matching(self) -> Matching:
        from relate.services.matching import Matching

        return self._once(Matching, lambda: Matching(self.writer, self.readers))

    @property
    def thread(self) -> Thread:
        from relate.services.thread import Thread

        return self._once(Thread, lambda: Thread(self._commanding, self.readers, self._home_zone))

    @property
    def owner(self) -> Owner:
        from relate.services.owner import Owner

        return self._once(Owner, lambda: Owner(self._commanding, self.readers))

    def _home_zone(self) -> str:
        return self.settings.get("home_zone", "")

    def _going(self, import_id: int, identities: frozenset[int]) -> None:
        self.timeline.going(import_id, identities)

    def _once(self, kind: type[T], make: Callable[[], T]) -> T:
        """The one service of its kind, made by whichever thread asks first."""
        found = self._made.get(kind.__name__)
        if not isinstance(found, kind):
            with self._making:
                found = self._made.get(kind.__name__)
                if not isinstance(found, kind):
                    found = self._made[kind.__name__] = make()
        return found

    def tidy(self) -> None:
        """Lets go of what nobody will ask for again, when nothing else is to be done. For a reader's thread."""
        assert self.imports is not None  # whoever makes them has them do so

    def listen(self, listener: Listener) -> None:
        """Tell of every change, on the thread that made it."""
        self._listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        self._listeners.remove(listener)

    def changed(self, changes: ChangeSet) -> None:
        """Pass a change on to whoever listens."""
        for listener in (*self._memories, *self._listeners):
            listener(changes)

    def settled(self) -> None:
        """Wait until the writer has done everything it was given so far; for the command line and tests."""
        done: Future[None] = self.writer.do_long(_nothing, idle=True)
        done.result()

    def close(self) -> None:
        """Stop what is being read, finish what is being written, and leave one file behind."""
        self._listeners.clear()
        reading = "Imports" in self._made
        if reading:
            self.imports.stop()
        self.writer.close()
        if reading:
            self.imports.close()
        self.people.close()
        if "Reconnecting" in self._made:
            self.reconnect.close()
        self.readers.close()


def _nothing(_database: Database) -> Generator[None, None, None]:
    yield from ()
