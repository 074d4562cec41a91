"""The context menu over the people that are marked in the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from relate.services.views import State
from relate.ui import words
from relate.ui.contacts.actions import CIRCLES, MOST_MERGED, RESTING, PeopleActions
from relate.ui.words import tr


def ask_for_tag(actions: PeopleActions, people: Sequence[int], parent: QWidget) -> None:
    """The field where a new tag is typed."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("New tag"))
    dialog.setLabelText(tr("Tag for {who}", who=actions.who(people)))
    dialog.textValueSelected.connect(partial(actions.tag, list(people)))
    dialog.open()


class PeopleMenu(QMenu):
    """Circles 1 to 4, states, tags, merge, delete. `wants_tag(people)` asks for the field where a new tag is typed,
    `wants_merge(people)` for whom they would be as one, `wants_introduction(people)` for whom one should
    meet, or for what two have for each other."""

    wants_tag = Signal(object)
    wants_merge = Signal(object)
    wants_introduction = Signal(object)

    def __init__(
        self,
        actions: PeopleActions,
        people: Sequence[int],
        *,
        circle: int | None = None,
        state: State | None = None,
        tags: Sequence[str] = (),
        introduces: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`circle` and `state` are ticked; `tags` are those that are in use. `introduces`: offers to introduce them."""
        super().__init__(parent)
        self._actions, self._people = actions, list(people)
        many = len(self._people)
        if many > 1:
            head = self.addAction(words.counted(many, "{n} person", "{n} people"))
            head.setEnabled(False)
        circles = self.addMenu(tr("Circle"))
        for n, size in enumerate(CIRCLES, start=1):
            self._tick(circles, tr("{n}   circle of {size}", n=n, size=size), ("circle", size), circle == size)
        self._tick(circles, tr("No circle"), ("circle", None), checked=many == 1 and circle is None)
        states = self.addMenu(tr("Let rest and others"))
        for wanted, text in RESTING.items():
            self._tick(states, tr(text), ("state", wanted), checked=state == wanted)
        tagging = self.addMenu(tr("Tag"))
        for tag in tags[:30]:
            self._add(tagging, f"#{tag}", ("tag", tag))
        if tags:
            tagging.addSeparator()
        self._add(tagging, tr("New tag …"), ("new tag", None))
        if introduces and many <= 2:
            self.addSeparator()
            says = tr("Introduce …") if many == 1 else tr("Introduce them to each other …")
            self._add(self, says, ("introduce", None))
        if 2 <= many <= MOST_MERGED:
            self.addSeparator()
            self._add(self, tr("The same person: join them …"), ("merge", None))
        self.addSeparator()
        delete = self._add(self, tr("Delete"), ("delete", None))
        delete.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))

    def _add(self, menu: QMenu, text: str, command: tuple[str, object]) -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        action.setData(command)
        action.triggered.connect(self._triggered)
        return action

    def _tick(self, menu: QMenu, text: str, command: tuple[str, object], checked: bool) -> None:
        action = self._add(menu, text, command)
        action.setCheckable(True)
        action.setChecked(checked)

    def _triggered(self) -> None:
        action: QObject = self.sender()
        assert isinstance(action, QAction)
        what, value = action.data()
        match what:
            case "circle":
                self._actions.place(self._people, value)
            case "state":
                self._actions.set_state(self._people, State(value))
            case "tag":
                self._actions.tag(self._people, value)
            case "new tag":
                self.wants_tag.emit(self._people)
            case "merge":
                self.wants_merge.emit(self._people)
            case "introduce":
                self.wants_introduction.emit(self._people)
            case "delete":
                self._actions.delete(self._people)
