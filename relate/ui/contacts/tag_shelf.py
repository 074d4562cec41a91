"""The user's tags below the list while people are dragged from it: let go on one, they get it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from relate.services.library import Library
from relate.ui.contacts.actions import PeopleActions
from relate.ui.contacts.view import PeopleView
from relate.ui.controls import FlowLayout, label
from relate.ui.dragged import people_of
from relate.ui.theme import theme
from relate.ui.words import one_line, tr

MOST_OFFERED: Final = 12
"""The most frequent tags; the others are in the menu."""


class TagTarget(QLabel):
    """A tag that people are let go on. `dropped(people, tag)`."""

    dropped = Signal(object, str)

    def __init__(self, tag: str) -> None:
        super().__init__(f"#{one_line(tag, 40)}")
        self.tag = tag
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "chip")
        self.setAccessibleName(tr("Tag {tag}", tag=tag))
        self.setAcceptDrops(True)
        self._light(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        carries = bool(people_of(event))
        event.setAccepted(carries)
        self._light(carries)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(False)
        if people := people_of(event):
            event.acceptProposedAction()
            self.dropped.emit(people, self.tag)

    def _light(self, over: bool) -> None:
        self.setFont(theme().font(small=True, bold=over))


class TagShelf(QWidget):
    """Stands there only while somebody is on the way, and only where there are tags."""

    def __init__(self, library: Library, actions: PeopleActions, view: PeopleView) -> None:
        super().__init__()
        self._library, self._actions = library, actions
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addWidget(label(tr("Let go on a tag, or on Circles"), "muted", small=True))
        self._shelf = QWidget()
        self._tags = FlowLayout(self._shelf)
        column.addWidget(self._shelf)
        self.hide()
        view.dragging.connect(self.offer)

    def offer(self, begins: bool) -> None:
        """When a drag begins, and when it is over."""
        self._tags.clear()
        for tag in self._library.people.tags()[:MOST_OFFERED] if begins else ():
            target = TagTarget(tag)
            target.dropped.connect(self._actions.tag)
            self._tags.addWidget(target)
        self.setVisible(self._tags.count() > 0)
