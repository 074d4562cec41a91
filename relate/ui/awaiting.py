"""An archive that was asked for and should be ready by now, told by a quiet line until it is read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from relate.domain.changes import ChangeSet, What
from relate.services.sources import Awaited
from relate.ui.background import Background
from relate.ui.imports import asking
from relate.ui.quiet_line import Choice, Offer, QuietLine
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library

LANE = "asked for"


class Awaiting(QObject):
    """`files_wanted()`: it is here. `how_to_wanted(network)`: where it is got. `turned()`: one should be ready now."""

    files_wanted = Signal()
    how_to_wanted = Signal(str)
    turned = Signal()

    def __init__(self, library: Library, background: Background, line: QuietLine) -> None:
        """It lives as long as its line."""
        super().__init__(line)
        self._library, self._background, self._line = library, background, line
        self._later: set[str] = set()
        """Said *Later* to, until the program starts again; the foot goes on telling of it."""
        background.bridge.changed.connect(self._changed)
        self.look()

    def look(self, _now_ms: object = None) -> None:
        """Once a minute by the wall clock: sleep and restarts make no difference."""
        self._background.run(self._library.sources.asked_for, then=self._looked, lane=LANE)

    def _changed(self, change: ChangeSet) -> None:
        if change.what & (What.SETTINGS | What.IMPORTS):
            self.look()

    def _looked(self, asked_for: list[Awaited]) -> None:
        ready = {_key(one): one for one in asked_for if one.ready and _key(one) not in self._later}
        before = {key for key in self._line.keys if key.startswith("ready:")}
        for key in before - set(ready):
            self._line.withdraw(key)
        for key, one in ready.items():
            self._line.offer(key, self._offer(key, one), waits=True)
        if set(ready) - before:
            self.turned.emit()

    def _offer(self, key: str, one: Awaited) -> Offer:
        return Offer(
            asking.should_be_ready(one.title),
            (
                Choice(tr("Choose files"), self.files_wanted.emit),
                Choice(tr("Where do I get it?"), partial(self.how_to_wanted.emit, one.network)),
                Choice(tr("Later"), partial(self._put_off, key)),
                Choice(tr("Not any more"), partial(self._forget, one.network),
                       tr("{source} is not waited for any more", source=one.title)),
            ),
        )  # fmt: skip

    def _put_off(self, key: str) -> None:
        self._later.add(key)
        self._line.withdraw(key)

    def _forget(self, network: str) -> None:
        self._background.bridge.when_done(self._library.sources.forget_asking(network))


def _key(one: Awaited) -> str:
    return f"ready:{one.network}:{one.asked_ms}"
