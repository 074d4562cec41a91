"""Whom some people would be as one, before they are joined: face, name, what is kept; both can be others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from relate.services.review import Side, Together
from relate.ui.controls import Elided, button, frame, label, widen
from relate.ui.faces import Face, offer_faces
from relate.ui.places import review_texts as texts
from relate.ui.words import counted, one_line, tr


class ResultLine(QWidget):
    """ "Together: Tomás Rivera change, 251 days of contact. Every value is kept with its source." """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        """What they are called together, where that is not what the rule says: chosen, or fuller."""
        self.picture = ""
        """The hash of the picture that was chosen."""
        self._result: Together | None = None
        self._face = Face(24)
        self._name = label("", bold=True)
        self.change = button(tr("change"), "link", name=tr("Change the name and the face they have together"))
        self.change.clicked.connect(self._choose)
        self._rest = Elided("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self._face, label(tr("Together:"), "muted"), self._name, self.change):
            row.addWidget(part)
        row.addWidget(self._rest, 1)

    def show_result(self, result: Together) -> None:
        if self._result is None or [side.person for side in self._result.sides] != [s.person for s in result.sides]:
            self.picture = ""
        self._result, self.name = result, result.fuller
        self._show()

    def call(self, name: str) -> None:
        """Chooses what they are called together."""
        assert self._result is not None
        self.name = "" if name == self._result.names[0] else name
        self._show()

    def look(self, sha: str) -> None:
        """Chooses the picture they have together."""
        self.picture = sha
        self._show()

    def _show(self) -> None:
        result = self._result
        assert result is not None
        shown = self.name or (result.names[0] if result.names else "")
        self._name.setText(one_line(shown, 60))
        self.picture = self.picture if any(one.sha == self.picture for one in result.faces) else ""
        photo = next((one.image for one in result.faces if self.picture in ("", one.sha)), None)
        self._face.show_person(min(side.person for side in result.sides), shown, photo)
        self.change.setVisible(len(result.names) > 1 or len(result.faces) > 1)
        self._rest.show_text(texts.together(result))

    def _choose(self) -> None:
        assert self._result is not None
        menu = QMenu(self)
        if len(self._result.names) > 1:
            for name in self._result.names:
                menu.addAction(one_line(name, 80).replace("&", "&&")).triggered.connect(partial(self.call, name))
        if len(self._result.faces) > 1:
            menu.addSeparator()
            offer_faces(menu, self._result.faces, self.look)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.change.mapToGlobal(QPoint(0, self.change.height())))


class MergeDialog(QDialog):
    """Two to five that were marked, and whom they would be. `wanted(people, name, face)`: join them."""

    wanted = Signal(object, str, str)

    def __init__(self, result: Together, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("The same person?"))
        widen(self, 620)
        self._people: Sequence[int] = [side.person for side in result.sides]
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        for side in result.sides:
            column.addWidget(_line(side))
        column.addWidget(frame("rule"))
        self.line = ResultLine()
        self.line.show_result(result)
        column.addWidget(self.line)
        says = counted(len(result.sides), "Join {n} person", "Join {n} people")
        self.join = button(says, "filled")
        self.join.setDefault(True)
        self.join.clicked.connect(self.accept)
        cancel = button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.join)
        column.addSpacing(6)
        column.addLayout(buttons)

    def accept(self) -> None:
        self.wanted.emit(list(self._people), self.line.name, self.line.picture)
        super().accept()


def _line(side: Side) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    picture = Face(36)
    picture.show_person(side.person, side.name, side.photo)
    row.addWidget(picture)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(Elided(one_line(side.name, 120) or tr("somebody without a name"), bold=True))
    words.addWidget(Elided(texts.about(side), "muted", small=True))
    row.addLayout(words, 1)
    return made
