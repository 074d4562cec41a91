"""A library opened for reading only: what the command line's reading commands ask, beside a window or without one.

SQLite refuses every write of these connections, and no writer's thread is started.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from relate.domain.changes import ChangeSet
from relate.domain.errors import LibraryProblem
from relate.services.answers import Answers
from relate.services.commanding import Commanding
from relate.services.events import Events
from relate.services.exporting import Export
from relate.services.history import History
from relate.services.importing import Imports
from relate.services.looking_for import LookingFor
from relate.services.news import News
from relate.services.people_views import PeopleViews
from relate.services.readers import Readers
from relate.services.reconnecting import Reconnecting
from relate.services.review import Review
from relate.services.settings import Settings
from relate.services.timeline_views import TimelineViews
from relate.services.to_meet import ToMeet
from relate.services.writer import Writer
from relate.store import writing
from relate.store.connection import is_current

if TYPE_CHECKING:
    from relate.store.writing import Database

T = TypeVar("T")


class NoWriter(Writer):
    """Stands where a writer is asked for; refuses everything."""

    def __init__(self) -> None:
        self._refusal = LibraryProblem("The library was opened for reading only.")

    def do(self, _command: Callable[[Database], T], _shown: bool = True) -> Future[T]:
        return self._refused()

    def do_long(self, _work: Callable[[Database], Generator[Any, None, T]], _idle: bool = False) -> Future[T]:
        return self._refused()

    def give_way(self) -> None:
        """There is nobody to give way to."""

    def close(self) -> None:
        """Nothing was opened."""

    def _refused(self) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(self._refusal)
        return future


class ReadLibrary:
    """The parts of `Library` that read. Raises LibraryProblem when there is no library at `path`."""

    def __init__(self, path: Path, clock: Callable[[], int]) -> None:
        log = path.with_name(path.name + "-wal")
        if not path.exists() or not (path.stat().st_size or log.exists()):
            raise LibraryProblem(f"There is no library at {path}: import something first, or name another one.")
        self.path = path
        self.readers = Readers(path)
        try:
            if not is_current(self.readers.connection()):
                # A library of an older Relate is brought up to date first; that is the one thing written here.
                writing.close(writing.open_for_writing(path))
        except BaseException:
            self.readers.close()
            raise
        writer = NoWriter()
        self.settings = Settings(writer, self.readers, _ignore)
        self.people = PeopleViews(self.readers, clock)
        self.news = News(self.readers, self.settings, clock)
        self.timeline = TimelineViews(self.readers, self.news)
        answers = Answers(self.settings, self.readers, clock)
        self.imports = Imports(path, writer, self.readers, _ignore, clock, answers)
        self.history = History(writer, self.readers, _ignore, clock, lambda: self.imports)
        commanding = Commanding(writer, self.readers, _ignore, clock)
        looking = LookingFor(commanding)
        self.reconnect = Reconnecting(writer, commanding, self.readers, self.settings, self.news, _ignore, looking)
        self.events = Events(commanding, self.readers, self.settings)
        self.to_meet = ToMeet(commanding, self.readers, looking)
        self.review = Review(self.readers)
        self.export = Export(self.readers)

    def close(self) -> None:
        self.imports.close()
        self.people.close()
        self.reconnect.close()
        self.readers.close()


def _ignore(_changes: ChangeSet) -> None:
    """Nothing changes while one reads."""
