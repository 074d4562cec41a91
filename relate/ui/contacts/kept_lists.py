"""Lists that are kept under a name: the menu that opens them, and the question for the name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from relate.domain.changes import ChangeSet
from relate.services.list_views import PeopleQuery
from relate.ui.background import Background
from relate.ui.words import one_line, tr

if TYPE_CHECKING:
    from relate.services.library import Library
    from relate.services.saved_lists import SavedList


class ListsMenu(QMenu):
    """`list_wanted(SavedList)`: to be shown. `forget_wanted(name)`: to be kept no longer."""

    list_wanted = Signal(object)
    forget_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Saved lists"), parent)

    def offer(self, lists: Sequence[SavedList]) -> None:
        """Shows these, or that there is none."""
        self.clear()
        for one in lists:
            self.addAction(_plain(one.name)).triggered.connect(partial(self._open, one))
        if lists:
            self.addSeparator()
            forgetting = self.addMenu(tr("Keep no longer"))
            for one in lists:
                forgetting.addAction(_plain(one.name)).triggered.connect(partial(self._forget, one.name))
        self.menuAction().setEnabled(bool(lists))

    def _open(self, saved: SavedList, _checked: bool = False) -> None:
        self.list_wanted.emit(saved)

    def _forget(self, name: str, _checked: bool = False) -> None:
        self.forget_wanted.emit(name)


class ListKeeper(QObject):
    """`said(words)` once a list is kept, or is not any more."""

    said = Signal(str)

    def __init__(self, library: Library, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self._library, self._background, self._over = library, background, parent

    def ask(self, query: PeopleQuery, proposed: str) -> None:
        """Under which name what is shown is to be kept."""
        dialog = QInputDialog(self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("Keep this list"))
        dialog.setLabelText(tr("Its name. It shows whoever fits on the day you open it."))
        dialog.setTextValue(proposed)
        dialog.textValueSelected.connect(partial(self.keep, query))
        dialog.open()

    def keep(self, query: PeopleQuery, name: str) -> None:
        if called := " ".join(name.split()):
            says = tr("Kept: “{name}”, under Filter and Add a filter", name=one_line(called, 60))
            self._background.bridge.when_done(self._library.lists.keep(called, query), partial(self._say, says))

    def forget(self, name: str) -> None:
        says = tr("“{name}” is no list any more; its people stay", name=one_line(name, 60))
        self._background.bridge.when_done(self._library.lists.forget(name), partial(self._say, says))

    def _say(self, says: str, _change: ChangeSet) -> None:
        self.said.emit(says)


def _plain(name: str) -> str:
    """A name as a menu shows it: an & is no key."""
    return one_line(name, 60).replace("&", "&&")
