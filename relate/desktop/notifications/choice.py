"""Which way popups go on this machine: the best that works, and the next when it fails after all."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon

from relate.desktop.notifications.popup import OPEN, Notifier, Popup, WindowOnly

logger = logging.getLogger(__name__)

SHOWN_MS = 15_000


class TrayMessages(Notifier):
    """The bubble of the tray icon: no buttons and no identity, so a click means the popup shown last."""

    name = "tray"

    def __init__(self, tray: QSystemTrayIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        self._shown: Popup | None = None
        tray.messageClicked.connect(self._clicked)

    def show(self, popup: Popup) -> bool:
        if not self._tray.isVisible() or not QSystemTrayIcon.supportsMessages():
            return False
        self._shown = popup
        self._tray.showMessage(popup.title, popup.body, self._tray.icon(), SHOWN_MS)
        return True

    def withdraw(self) -> None:
        self._shown = None

    def _clicked(self) -> None:
        shown, self._shown = self._shown, None
        if shown is not None:
            self.acted.emit(shown.token, OPEN)


class FirstThatWorks(Notifier):
    """Several ways in turn. A popup that one way could not show goes to the next; none is shown twice."""

    name = "in turn"

    def __init__(self, ways: Sequence[Notifier], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ways = tuple(ways)
        self._now: Notifier = self._ways[0]
        for way in self._ways:
            way.setParent(self)
            way.acted.connect(self.acted)
            way.gone.connect(self.gone)
            way.failed.connect(self._next_way)

    @property
    def has_buttons(self) -> bool:
        return self._now.has_buttons

    @property
    def way(self) -> str:
        """The name of the way that showed the last popup, or would show the next."""
        return self._now.name

    def show(self, popup: Popup) -> bool:
        return self._show_from(0, popup)

    def withdraw(self) -> None:
        for way in self._ways:
            way.withdraw()

    def close(self) -> None:
        for way in self._ways:
            way.close()

    def _show_from(self, first: int, popup: Popup) -> bool:
        for way in self._ways[first:]:
            self._now = way
            if way.show(popup):
                return True
        return False

    def _next_way(self, popup: Popup) -> None:
        failed = self.sender()
        place = next((place for place, way in enumerate(self._ways) if way is failed), len(self._ways))
        if not self._show_from(place + 1, popup):
            self.failed.emit(popup)


def choose(tray: QSystemTrayIcon | None, icon: Path | None = None) -> FirstThatWorks:
    """The ways this machine has, best first; the window alone is always the last of them."""
    ways = [way for way in (_try(make) for make in _system_ways(icon)) if way is not None]
    if tray is not None:
        ways.append(TrayMessages(tray))
    ways.append(WindowOnly())
    return FirstThatWorks(ways)


def _system_ways(icon: Path | None) -> list[Callable[[], Notifier]]:
    # Imported here: each of them needs a library that the other systems do not have.
    if sys.platform == "win32" or sys.platform == "darwin":

        def toasts() -> Notifier:
            from relate.desktop.notifications.toasts import ToastNotifier

            return ToastNotifier(icon)

        return [toasts]

    def freedesktop() -> Notifier:
        from relate.desktop.notifications.freedesktop import FreedesktopNotifier

        return FreedesktopNotifier(icon.as_uri() if icon else "")

    return [freedesktop]


def _try(make: Callable[[], Notifier]) -> Notifier | None:
    try:
        return make()
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        logger.info("one way of showing popups is not there: %s", error.__class__.__name__)
        return None
