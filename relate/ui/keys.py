"""All keys, shown by "?"."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from relate.ui.controls import key_cap, label
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


class KeysDialog(QDialog):
    """Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 20, 24, 20)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (key, what) in enumerate(KEYS):
            grid.addWidget(key_cap(tr(key)), row, 0)
            grid.addWidget(label(tr(what)), row, 1)
