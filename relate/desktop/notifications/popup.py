"""What every way of showing a popup has in common."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from relate.services.ports import OPEN, Button, Popup

__all__ = ["OPEN", "Button", "Notifier", "Popup", "WindowOnly"]


class Notifier(QObject):
    """A way of showing popups. Lives on the GUI thread; its signals arrive there.

    Only the latest popup is on the screen: a new one takes the place of the one before.
    """

    acted = Signal(object, str)
    """(token, action): a button, or OPEN."""
    gone = Signal(object)
    """(token): closed without a word, or timed out."""
    failed = Signal(object)
    """(popup): it could not be shown after all; the next way may try."""

    name = ""

    @property
    def has_buttons(self) -> bool:
        """Whether buttons are drawn, as far as is known now; without them a click opens the window."""
        return False

    def show(self, popup: Popup) -> bool:
        """False when it certainly was not shown. True may still be followed by `failed`."""
        raise NotImplementedError

    def withdraw(self) -> None:
        """Takes the popup from the screen, if one is there."""
        raise NotImplementedError

    def close(self) -> None:
        """Lets go of what it holds on the desktop; nothing is shown or told afterwards."""


class WindowOnly(Notifier):
    """No popups here: the window itself says what there is to say. The last way, and it always works."""

    name = "window"

    def show(self, popup: Popup) -> bool:
        return False

    def withdraw(self) -> None:
        return
