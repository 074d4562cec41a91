"""What the services and the window ask of the machine; `relate.desktop` answers, and a test can. No Qt, no system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

OPEN = "default"
"""The action of clicking a popup itself; also the word that freedesktop's specification gives it."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a popup: the action that comes back, and its words."""

    action: str
    label: str


@dataclass(frozen=True, slots=True)
class Popup:
    """One popup. `token` comes back with what the user did: the person it names, or None.

    Title and body are plain text; each way of showing it escapes what its desktop would read as markup.
    """

    title: str
    body: str
    buttons: tuple[Button, ...] = ()
    token: int | None = None
    opens: str = "Open"
    """The words of OPEN, which some desktops draw as a button of its own."""


class AtLogin(Protocol):
    """Whether this program starts when the user logs in; the system keeps it, not the library."""

    def enabled(self) -> bool:
        """As the system has it now."""

    def set(self, enabled: bool) -> None:
        """Raises OSError when the system does not let it be changed."""
