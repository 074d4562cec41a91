"""What is worked out anew behind the window, with how far it is at the foot."""

from __future__ import annotations

from concurrent.futures import CancelledError
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.frame import Frame
from relate.ui.words import counted, tr

AT_FIRST_MS: Final = 5000
"""After the window stands: whoever has just opened it reads the day's list first."""
STEPS: Final = 100
"""The foot is told of whole percents."""


class Recomputing(QObject):
    """Lives as long as the window; begins by itself where an older Relate worked out what is there.

    `done(str)` says that it is done, for whoever asked for it.
    """

    done = Signal(str)

    def __init__(self, library: Library, background: Background, window: Frame) -> None:
        super().__init__(window)
        self._library, self._bridge, self._window = library, background.bridge, window
        self._percent = -1
        self._asked = False
        self.goes_on = False
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self._look)
        self._first.start(AT_FIRST_MS)

    def start(self) -> None:
        """The user asks for it."""
        self._asked = True
        self._begin()

    def _look(self) -> None:
        if self._library.recomputing.needed():
            self._begin()

    def _begin(self) -> None:
        if self.goes_on:
            return
        self.goes_on = True
        self._show(0)
        work = self._library.recomputing.start(self._tell)
        self._bridge.when_done(work, self._finished, self._failed)

    def _tell(self, share: float) -> None:
        """On the writer's thread."""
        percent = int(share * STEPS)
        if percent != self._percent:
            self._percent = percent
            self._bridge.post(self._show, percent)

    def _show(self, percent: int) -> None:
        if self.goes_on:
            self._window.statusbar.show_work(tr("Working out how often you talk, {percent} %", percent=percent))

    def _finished(self, people: int) -> None:
        self._end()
        if self._asked:
            self._asked = False
            self.done.emit(counted(people, "Worked out anew: {n} person", "Worked out anew: {n} people"))

    def _failed(self, problem: BaseException) -> None:
        self._end()
        if not isinstance(problem, CancelledError):  # the library is being closed
            self._bridge.complain(problem)

    def _end(self) -> None:
        self.goes_on = False
        self._percent = -1
        self._window.statusbar.show_work("")
