"""In the place of an empty list: why nobody is in it, and how many fit among everyone."""

from __future__ import annotations

from array import array

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relate.services.list_views import Shown
from relate.ui.controls import button, label
from relate.ui.words import counted, tr


class Nobody(QWidget):
    """Emits `everyone_wanted()` when the people of the other tabs are to be shown."""

    everyone_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why = label(role="muted", wrap=True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._elsewhere = button(tr("Everyone"), "link")
        self._elsewhere.clicked.connect(self.everyone_wanted)
        self._expected = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 0)
        column.addWidget(self._why)
        column.addWidget(self._elsewhere, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.hide()

    def say(self, shown: Shown, *, filtered: bool) -> None:
        """Why nobody is on this tab; with a filter `found_elsewhere` is to tell more."""
        self._why.setText(_why(shown, filtered=filtered))
        self._expected = filtered and shown is not Shown.EVERYONE
        self._elsewhere.hide()

    def found_elsewhere(self, people: array[int]) -> None:
        if self._expected and people:
            text = counted(len(people), "{n} person among everyone", "{n} people among everyone")
            self._elsewhere.setText(text)
            self._elsewhere.setAccessibleName(text)
            self._elsewhere.show()


def _why(shown: Shown, *, filtered: bool) -> str:
    match shown, filtered:
        case Shown.TALKED_TO, True:
            return tr("Nobody you talked to fits this filter.")
        case Shown.ONLY_CONNECTED, True:
            return tr("Nobody you are only connected with fits this filter.")
        case _, True:
            return tr("Nobody fits this filter.")
        case Shown.TALKED_TO, _:
            return tr("No conversations yet. Mail and chats bring them; “Only connected” shows who is there.")
        case _:
            return tr("Nobody here yet.")
