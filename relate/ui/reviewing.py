"""Looks for people who may be one while nobody waits, and puts *Review* on the rail while there is something to decide.

After an import, and after whatever changed about people; never before the window stands.
"""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from typing import Final

from PySide6.QtCore import QObject, QTimer

from relate.domain.changes import ChangeSet, What
from relate.services.library import Library
from relate.services.review import Agenda
from relate.ui.background import Background
from relate.ui.frame import Frame
from relate.ui.rail import REVIEW

LANE: Final = "matching"
LANE_NEED: Final = "review needed"
AT_FIRST_MS: Final = 2500
"""After the window stands: whoever has just opened it looks at other things."""
QUIET_MS: Final = 1200
"""So long nothing changes before it is looked at: a run of commands is one look."""


class Reviewing(QObject):
    """Lives as long as the window."""

    def __init__(self, library: Library, background: Background, window: Frame) -> None:
        super().__init__(window)
        self._library, self._background, self._window = library, background, window
        self._looking = False
        self._again = False
        self._was = window.where
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self.look)
        self._quiet.start(AT_FIRST_MS)
        background.bridge.changed.connect(self._changed)
        window.moved.connect(self._moved)

    def look(self) -> None:
        """Looks now; a look that goes on is followed by another one."""
        if self._looking:
            self._again = True
            return
        self._looking = True
        self._background.run(self._look, then=self._looked, lane=LANE, failed=self._failed)

    def _look(self) -> Future[None] | None:
        return self._library.matching.look(self._goes_on)

    def _goes_on(self) -> bool:
        return self._background.goes_on

    def _looked(self, writing: Future[None] | None) -> None:
        if writing is None:
            self._written(None)
        else:
            self._background.bridge.when_done(writing, self._written, self._failed)

    def _written(self, _nothing: None) -> None:
        self._looking = False
        if self._again:
            self._again = False
            self._quiet.start(QUIET_MS)
        self._ask()

    def _failed(self, problem: BaseException) -> None:
        self._looking = False
        if not isinstance(problem, CancelledError):  # the library is being closed
            self._background.bridge.complain(problem)

    def _ask(self) -> None:
        self._background.run(self._library.review.agenda, then=self._tell, lane=LANE_NEED)

    def _tell(self, agenda: Agenda) -> None:
        """Whoever is in Review sees what was found; nobody is sent away from it."""
        needed = bool(agenda.certain or agenda.few)
        if needed or self._window.where != REVIEW.key:
            self._window.rail.need(REVIEW.key, needed)
        if self._window.where == REVIEW.key:
            from relate.ui.places.review import ReviewPlace

            place = self._window.place(REVIEW.key)
            assert isinstance(place, ReviewPlace)
            place.show_agenda(agenda)

    def _moved(self, where: str) -> None:
        """Whoever leaves Review with nothing left in it leaves it for good."""
        left, self._was = self._was, where
        if left == REVIEW.key and where != REVIEW.key:
            self._ask()

    def _changed(self, change: ChangeSet) -> None:
        if change.what & (What.PEOPLE | What.FACTS | What.IMPORTS):
            self._quiet.start(QUIET_MS)
