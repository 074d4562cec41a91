"""Archives that arrived in the watched folder, offered by a quiet line; nothing is read before the user says so."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from relate.domain.changes import ChangeSet, What
from relate.domain.reminders import Notice, NoticeKind
from relate.services.watching import STEADY_MS, Arrival, Look
from relate.ui.background import Background
from relate.ui.quiet_line import Choice, Offer, QuietLine
from relate.ui.words import one_line, tr

if TYPE_CHECKING:
    from relate.services.library import Library

LANE = "watched folder"
MOST_OFFERED = 3
SOON_MS = 1_000
"""After the folder changed: a browser renames and touches a file several times as it ends."""
AGAIN_MS = STEADY_MS + 500


class Arrivals(QObject):
    """Looks at start, when the folder changes, and once a minute, for a watcher misses what a network drive does.

    `read_wanted(list[Path])`: *Read it*. `said(str)`: a word about what was chosen.
    """

    read_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, library: Library, background: Background, line: QuietLine) -> None:
        """It lives as long as its line."""
        super().__init__(line)
        self._library, self._background, self._line = library, background, line
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._folder_changed)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._looking = self._again = False
        self._taken: set[str] = set()
        """What the user said *Read it* of: it is not offered while it is read, nor when that was cancelled."""
        self._folder: Path | None = None
        self._there: tuple[Arrival, ...] = ()
        background.bridge.changed.connect(self._changed)
        self.look()

    def notices(self) -> tuple[Notice, ...]:
        """What the day's popup may say of them."""
        return tuple(
            Notice(NoticeKind.ARRIVED, f"arrived:{one.key}", one.title)
            for one in self._there[:MOST_OFFERED]
            if one.key not in self._taken
        )

    def look(self, _now_ms: object = None) -> None:
        """Looks now, behind the window; one look at a time."""
        folder = self._library.watching.folder
        if folder != self._folder:
            self._watch(folder)
        if self._looking:
            self._again = True
        elif folder is not None or self._there:
            self._looking = True
            self._background.run(self._library.watching.look, then=self._looked, failed=self._could_not_look, lane=LANE)

    # ----------------------------------------------------------------------------------------------- looking

    def _watch(self, folder: Path | None) -> None:
        self._folder = folder
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        if folder is not None:
            # False where there is none yet, or the system has no watches left: the minutes are enough then.
            self._watcher.addPath(str(folder))

    def _folder_changed(self, _folder: str) -> None:
        if not self._timer.isActive():
            self._timer.start(SOON_MS)

    def _changed(self, change: ChangeSet) -> None:
        if change.what & (What.SETTINGS | What.IMPORTS) and (self._folder or self._library.watching.folder):
            self.look()

    def _looked(self, look: Look) -> None:
        self._looking = False
        self._there = look.arrivals
        offered = [one for one in look.arrivals if one.key not in self._taken][:MOST_OFFERED]
        keys = {_key(one) for one in offered}
        for key in self._line.keys:
            if key.startswith("arrived:") and key not in keys:
                self._line.withdraw(key)
        for arrival in offered:
            self._line.offer(_key(arrival), self._offer(arrival))
        watched = self._watcher.directories()
        if look.problem and watched:
            self._watcher.removePaths(watched)  # it follows the folder where that was moved to
        elif self._folder is not None and not look.problem and not watched:
            self._watcher.addPath(str(self._folder))  # it came back
        if self._again:
            self._again = False
            self.look()
        elif look.unsettled:
            self._timer.start(AGAIN_MS)

    def _could_not_look(self, problem: BaseException) -> None:
        self._looking = self._again = False
        self._background.bridge.complain(problem)

    # ----------------------------------------------------------------------------------------------- choosing

    def _offer(self, arrival: Arrival) -> Offer:
        title = one_line(arrival.title, 80)
        folder = one_line(arrival.paths[0].parent.name or str(arrival.paths[0].parent), 60)
        text = tr("{archive} arrived in {folder}: read it?", archive=title, folder=folder)
        return Offer(
            text,
            (
                Choice(tr("Read it"), partial(self._read, arrival), tr("Read {archive}", archive=title)),
                Choice(tr("Not this one"), partial(self._decline, arrival), tr("Not {archive}", archive=title)),
                Choice(tr("Don’t offer again"), self._stop),
            ),
        )

    def _read(self, arrival: Arrival) -> None:
        self._taken.add(arrival.key)
        self._line.withdraw(_key(arrival))
        self.read_wanted.emit(list(arrival.paths))

    def _decline(self, arrival: Arrival) -> None:
        self._line.withdraw(_key(arrival))
        self._background.bridge.when_done(self._library.watching.decline(arrival))

    def _stop(self) -> None:
        folder = self._folder
        for key in self._line.keys:
            if key.startswith("arrived:"):
                self._line.withdraw(key)
        self._background.bridge.when_done(self._library.watching.switch(False))
        name = one_line(folder.name, 60) if folder is not None else ""
        self.said.emit(tr("Relate no longer looks into {folder}. Settings switch it on again.", folder=name))


def _key(arrival: Arrival) -> str:
    return f"arrived:{arrival.key}"
