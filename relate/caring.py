"""What the program does for its library while the window stands, and says only where something is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from relate.desktop.network_drive import is_on_network
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.care import Cared
    from relate.services.library import Library
    from relate.ui.background import Background
    from relate.ui.main_window import MainWindow

FIRST_AFTER_MS: Final = 120_000
"""The copy of the day waits until the user has looked around."""


class Caring(QObject):
    """The copy of the day, a look through the file once a week, and the word that it lies on another machine."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        QTimer.singleShot(FIRST_AFTER_MS, self, self.look)
        # Not on the window's thread: a drive that does not answer holds whoever asks it.
        window.background.run(is_on_network, window.library.path, then=self._lies_elsewhere)

    def look(self, _now: object = None) -> None:
        """Whatever is due; a new day asks for it."""
        self._window.background.run(_care, self._window.library, self._window.background, then=self._cared)

    def _cared(self, cared: Cared) -> None:
        if cared.backup_ms is not None:
            self._window.statusbar.show_backup(cared.backup_ms, self._window.library.clock())
        if cared.problem:
            self._window.say(cared.problem, undo=False)

    def _lies_elsewhere(self, elsewhere: bool) -> None:
        if elsewhere:
            says = tr("The library is on a network drive, where it can be damaged: move it to a disk of this computer.")
            self._window.say(says, undo=False)


def _care(library: Library, background: Background) -> Cared:
    """Reader thread."""
    from relate.services.care import care

    return care(library, lambda: background.goes_on)
