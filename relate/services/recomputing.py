"""What is worked out of what was said, anew: after a Relate whose arithmetic is another one, or when asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

from relate.domain.changes import ChangeSet, What
from relate.services.people import People
from relate.services.settings import Settings
from relate.services.writer import Writer
from relate.store.recomputing import DONE, FORM, recomputed

_WORKED_OUT = What.PEOPLE | What.TIES | What.SUGGESTIONS


class Recomputing:
    """On the writer's thread, in chunks between which the user's commands go first."""

    def __init__(
        self, writer: Writer, settings: Settings, people: People, changed: Callable[[ChangeSet], None]
    ) -> None:
        self._writer = writer
        self._settings = settings
        self._people = people
        self._changed = changed
        self._lock = threading.Lock()
        self._going: Future[int] | None = None

    def needed(self) -> bool:
        """Whether an older Relate worked out what is there. Cheap; a library without anybody is of this form."""
        if self._settings.get(DONE, 0) == FORM:
            return False
        if self._people.anybody():
            return True
        self._settings.set(DONE, FORM)
        return False

    def start(self, tell: Callable[[float], None]) -> Future[int]:
        """Works out everybody; how many. One at a time: asked again meanwhile, it is the same work. tell: the share
        done, from 0 to 1, on the writer's thread."""
        with self._lock:
            if self._going is None or self._going.done():
                self._going = self._writer.do_long(lambda database: recomputed(database, tell))
                self._going.add_done_callback(self._done)
            return self._going

    def _done(self, work: Future[int]) -> None:
        if not work.cancelled() and work.exception() is None:
            self._settings.know(DONE, FORM)
            self._changed(ChangeSet(_WORKED_OUT, None))
