"""Opening what an export calls a link: only by the user's own click, and only where it leads to a page, a mail or a call."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})


def may_open(link: str) -> bool:
    """Whether a link has one of the four schemes and somewhere to go."""
    url = QUrl(link.strip(), QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in SCHEMES:
        return False
    return bool(url.host()) if url.scheme().lower() in ("http", "https") else bool(url.path())


def open_link(link: str) -> bool:
    """Opens a link in the system's own program; False, and nothing happens, for any that `may_open` refuses."""
    return may_open(link) and QDesktopServices.openUrl(QUrl(link.strip()))
