"""All keys, shown by "?"."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from relate.ui.controls import key_cap, label
from relate.ui.scrolled import Scrolled
from relate.ui.theme import theme
from relate.ui.words import tr

KEYS: Final = (
    ("Ctrl K", "search people and messages"),
    ("Ctrl F", "filter the list"),
    ("Ctrl Shift F   /", "find in the timeline"),
    ("Ctrl G", "go to a date in it"),
    ("Ctrl L", "log a conversation"),
    ("Ctrl N", "new person"),
    ("Ctrl I", "import"),
    ("Ctrl Z", "take the last step back"),
    ("Ctrl Shift Z", "and do it again"),
    ("Ctrl 1 … 8", "the places: Today, Circles, To meet, Events, News, Review, History, Settings"),
    ("J   K", "next and previous person"),
    ("Enter", "open, read the whole text, edit a fact"),
    ("Esc", "close, leave a fact as it was"),
    ("1 2 3 4   0", "in the list: circle of 5, 15, 50, 150; none"),
    ("K M S   T P", "on an event’s list: keep, maybe, skip; met, promised"),
    ("S D   Space", "in Review: same person, different people; decide later"),
    ("Delete", "delete who is marked; Undo brings them back"),
    ("F6", "next panel"),
    ("?", "this"),
)


ROOM_FOR_WORDS: Final = 330
"""What is longer goes on in the next line."""
AROUND: Final = 80
"""Of the screen, for the title bar and a panel of the desktop."""


class KeysDialog(QDialog):
    """Esc closes it. With large text on a small screen it is scrolled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        grid = QGridLayout(inside)
        grid.setContentsMargins(24, 20, 24, 20)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (key, what) in enumerate(KEYS):
            # A cap is as wide as its key, as on a keyboard.
            grid.addWidget(key_cap(tr(key)), row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            said = label(tr(what), wrap=True)
            said.setMinimumWidth(min(said.fontMetrics().horizontalAdvance(tr(what)) + 2, theme().px(ROOM_FOR_WORDS)))
            grid.addWidget(said, row, 1)
        self._page = Scrolled(inside)
        self._page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows and Page Down scroll it
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        room = self.screen().availableGeometry()
        whole = inside.sizeHint()
        bar = self._page.verticalScrollBar().sizeHint().width()
        high = whole.height() if not inside.hasHeightForWidth() else inside.heightForWidth(whole.width())
        self.resize(min(whole.width() + bar, room.width()), min(high + 2, room.height() - AROUND))
