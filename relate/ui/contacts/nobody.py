"""What stands in the place of an empty list: why nobody is in it, and who would be in a wider one, a click away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from relate.services.list_views import Elsewhere, PeopleQuery, Shown
from relate.ui import words
from relate.ui.background import Background
from relate.ui.controls import button, label
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library

LANE: Final = "contacts elsewhere"
PATIENCE_MS: Final = 150
"""So long nobody types before a wider list is asked for: no key waits for that answer."""
LONGEST_NAME: Final = 28


class NobodyHere(QWidget):
    """`wanted(query)`: the wider list is to be shown. `told()`: it is known whether there is one."""

    wanted = Signal(object)
    told = Signal()

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self._asked: PeopleQuery | None = None
        """Whose answer is awaited."""
        self._at_once = False
        """Whether that answer is to be shown as soon as it comes: Enter was pressed."""
        self.elsewhere: Elsewhere | None = None
        self._why = label(role="muted", wrap=True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._more: QPushButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 32, 16, 0)
        self._column.addWidget(self._why)
        self._column.addStretch(1)
        self._quiet = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._quiet.timeout.connect(self._ask)

    @property
    def text(self) -> str:
        return self._why.text()

    @property
    def more(self) -> QPushButton:
        """The way to the wider list; made when there first is one."""
        if self._more is None:
            self._more = button("", "link")
            self._more.clicked.connect(self._clicked)
            self._column.insertWidget(1, self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        return self._more

    def show_why(self, text: str, query: PeopleQuery | None = None) -> None:
        """Says why. query: what found nobody, where a wider one might."""
        self._why.setText(text)
        if query != self._asked:
            self.forget()
        self._asked = query
        if query is not None:
            self._quiet.start()

    def forget(self) -> None:
        """Somebody is in the list again, or something else is asked."""
        self._quiet.stop()
        self._background.drop(LANE)
        self._asked, self._at_once, self.elsewhere = None, False, None
        if self._more is not None:
            self._more.hide()

    def go_on(self) -> None:
        """Enter in the filter: the wider list, as soon as it is known."""
        if self.elsewhere is not None:
            self.wanted.emit(self.elsewhere.query)
        elif self._asked is not None:
            self._at_once = True
            if self._quiet.isActive():
                self._quiet.stop()
                self._ask()

    def _ask(self) -> None:
        if self._asked is not None:
            self._background.run(self._library.people.elsewhere, self._asked, then=self._came, lane=LANE)

    def _came(self, found: Elsewhere | None) -> None:
        self.elsewhere, at_once, self._at_once = found, self._at_once, False
        if found is not None:
            self.more.setText(_says(found).replace("&", "&&"))
            self.more.setAccessibleName(_says(found))
            self.more.show()
            if at_once:
                self.wanted.emit(found.query)
        elif self._more is not None:
            self._more.hide()
        self.told.emit()

    def _clicked(self) -> None:
        if self.elsewhere is not None:
            self.wanted.emit(self.elsewhere.query)


def why_nobody(shown: Shown, *, filtered: bool) -> str:
    """Why nobody is in a list."""
    if filtered:
        return {
            Shown.TALKED_TO: tr("Nobody you talked to fits this filter."),
            Shown.ONLY_CONNECTED: tr("Nobody who is only connected fits this filter."),
            Shown.EVERYONE: tr("Nobody fits this filter."),
        }[shown]
    if shown is Shown.TALKED_TO:
        return tr("No conversations yet. Mail and chats bring them; “Only connected” shows who is there.")
    return tr("Nobody here yet.")


def _says(found: Elsewhere) -> str:
    """The way there, in words: "Show Hana Novák, among Everyone"."""
    who = (
        words.one_line(found.name, LONGEST_NAME)
        if found.people == 1
        else words.counted(found.people, "{n} person", "{n} people")
    )
    if found.by_words_alone:
        return tr("Show {who}, by the words alone", who=who)
    return tr("Show {who}, among Everyone", who=who)
