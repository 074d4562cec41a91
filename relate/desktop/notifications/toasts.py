"""Popups with buttons on Windows and macOS, through desktop-notifier.

That library is asyncio; a loop on a thread of its own serves it, and what the user does comes back as Qt signals,
which Qt hands over to the GUI thread. macOS shows popups only of a signed bundle; then, and before Windows 10,
the library says that it can do nothing, and the next way is tried.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from functools import partial
from pathlib import Path

from desktop_notifier import Button, DesktopNotifier, Icon
from desktop_notifier.common import Capability
from PySide6.QtCore import QObject

from relate.desktop.notifications.popup import OPEN, Notifier, Popup
from relate.desktop.paths import NAME

logger = logging.getLogger(__name__)


class ToastNotifier(Notifier):
    """Raises OSError or RuntimeError from the constructor where the system has no popups."""

    name = "toasts"

    def __init__(self, icon: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loop = asyncio.new_event_loop()
        self._desktop = DesktopNotifier(NAME, Icon(path=icon) if icon else None)
        self._identifier = ""
        self._buttons = False
        self._thread = threading.Thread(target=self._loop.run_forever, name="popups", daemon=True)
        self._thread.start()

    @property
    def has_buttons(self) -> bool:
        return self._buttons

    def show(self, popup: Popup) -> bool:
        asyncio.run_coroutine_threadsafe(self._show(popup), self._loop)
        return True

    def withdraw(self) -> None:
        asyncio.run_coroutine_threadsafe(self._withdraw(), self._loop)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(2.0)

    async def _show(self, popup: Popup) -> None:
        try:
            able = await self._desktop.get_capabilities()
            if Capability.TITLE not in able or not await self._desktop.request_authorisation():
                self.failed.emit(popup)
                return
            self._buttons = Capability.BUTTONS in able
            await self._withdraw()
            self._identifier = await self._desktop.send(
                popup.title,
                popup.body,
                buttons=[
                    Button(button.label, on_pressed=partial(self.acted.emit, popup.token, button.action))
                    for button in popup.buttons
                ],
                on_clicked=partial(self.acted.emit, popup.token, OPEN),
                on_dismissed=partial(self.gone.emit, popup.token),
            )
        except (OSError, RuntimeError) as error:
            logger.info("no popup could be shown: %s", error.__class__.__name__)
            self.failed.emit(popup)

    async def _withdraw(self) -> None:
        if self._identifier:
            identifier, self._identifier = self._identifier, ""
            await self._desktop.clear(identifier)
