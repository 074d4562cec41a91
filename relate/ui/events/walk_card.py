"""Somebody of an event's list while one walks through it: who that is, one line, a promise, and the three answers."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from relate.domain.event_rounds import Mark
from relate.services.event_views import RollPerson
from relate.ui.controls import FlowLayout, LineEdit, button, chip, key_cap, label
from relate.ui.events import texts
from relate.ui.faces import Face
from relate.ui.words import harmless, one_line, tr

MOST_NOTE: Final = 600
LONGEST: Final = 300
ANSWERS: Final = (("K", Mark.KEEP), ("M", Mark.MAYBE), ("S", Mark.SKIP))


class WalkCard(QWidget):
    """`answered(Mark)`, `moved(by)`; `noted(line)`, `promised(text)`, `ticked(met)`: what the user says; `typed()`: he
    is through with a field, and the keys are the page's again."""

    answered = Signal(object)
    moved = Signal(int)
    noted = Signal(str)
    promised = Signal(str)
    ticked = Signal(bool)
    typed = Signal()

    def __init__(self, one: RollPerson, note: str, photo: bytes | None, parent: QWidget | None = None) -> None:
        """note: what the list tells of them beside, the answers to its questions."""
        super().__init__(parent)
        self.one = one
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head(photo))
        for told in (one.scanned, note):
            if shown := harmless(told, MOST_NOTE).strip():
                column.addWidget(label(shown, wrap=True, selectable=True))
        self.met = QCheckBox(tr("I met them there"))
        self.met.setChecked(one.met)
        self.met.setEnabled(not (one.met and one.told))  # the archive's word stays as it is
        self.met.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.met.clicked.connect(self.ticked)
        column.addLayout(_beside(self.met, "T"))
        self.line = self._field(tr("One line about them"), one.line)
        column.addLayout(_beside(self.line, tr("Enter")))
        for _uid, text, day in one.promises:
            column.addWidget(label(texts.promised(text, day), "muted", wrap=True))
        self.promise = self._field(tr("I promised … by Friday"), "")
        column.addLayout(_beside(self.promise, "P"))
        column.addLayout(self._answers())

    @property
    def is_typed_into(self) -> bool:
        return self.line.hasFocus() or self.promise.hasFocus()

    @property
    def does(self) -> str:
        return ", ".join(part for part in (self.one.role, self.one.company) if part)

    def save(self) -> None:
        """Says what was typed and not said yet."""
        if (line := self.line.text().strip()) != self.one.line.strip():
            self.noted.emit(line)
        if text := self.promise.text().strip():
            self.promise.clear()
            self.promised.emit(text)

    def take_over(self, former: WalkCard) -> LineEdit | None:
        """What is being typed on the card that this one takes the place of; the field in which, None in neither."""
        if former.line.text().strip() != former.one.line.strip():
            self.line.setText(former.line.text())
        self.promise.setText(former.promise.text())
        for mine, theirs in ((self.line, former.line), (self.promise, former.promise)):
            if theirs.hasFocus():
                mine.setCursorPosition(theirs.cursorPosition())
                return mine
        return None

    def turn_met(self) -> None:
        """The key does what a click does."""
        if self.met.isEnabled():
            self.met.setChecked(not self.met.isChecked())
            self.ticked.emit(self.met.isChecked())

    def _head(self, photo: bytes | None) -> QHBoxLayout:
        one = self.one
        row = QHBoxLayout()
        row.setSpacing(16)
        face = Face(56)
        face.show_person(one.person, one.name, photo)
        row.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(label(one_line(one.name, 200), step=1, bold=True, wrap=True))
        if self.does:
            names.addWidget(label(one_line(self.does, 200), "muted", wrap=True))
        names.addWidget(label(texts.standing(one), "accent" if one.talked else "muted", small=True, wrap=True))
        row.addLayout(names, 1)
        if one.mark is not None:
            row.addWidget(chip(texts.mark(one.mark)), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _field(self, hint: str, text: str) -> LineEdit:
        made = LineEdit()
        made.setPlaceholderText(hint)
        made.setAccessibleName(hint)
        made.setMaxLength(LONGEST)
        made.setText(harmless(text, LONGEST))
        made.installEventFilter(self)
        return made

    def _answers(self) -> QHBoxLayout:
        """The three at the left, the way on at the right; with large text both go on in further lines."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        answers, ways = FlowLayout(spacing=8), FlowLayout(spacing=8)
        boxes: list[QWidget] = []
        for key, mark in ANSWERS:
            made = button(texts.to_mark(mark), "filled" if mark is Mark.KEEP else "plain")
            made.clicked.connect(partial(self._answer, mark))
            boxes.append(_offered(key, made))
            answers.addWidget(boxes[-1])
        for key, words, by in (("←", tr("Before"), -1), ("→", tr("Next"), 1)):
            made = button(words, "quiet")
            made.clicked.connect(partial(self._move, by))
            boxes.append(_offered(key, made))
            ways.addWidget(boxes[-1])
        height = max(box.sizeHint().height() for box in boxes)
        for box in boxes:  # on one line, though a quiet button is lower
            box.setMinimumHeight(height)
        row.addLayout(answers, 1)
        row.addLayout(ways)
        return row

    def _answer(self, mark: Mark, _checked: bool = False) -> None:
        self.answered.emit(mark)

    def _move(self, by: int, _checked: bool = False) -> None:
        self.moved.emit(by)

    def _entered(self) -> None:
        self.save()
        self.typed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field says what was typed, Esc leaves what stood there as it was.

        Neither goes on to the list, whose own Enter leads into the line.
        """
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched in (self.line, self.promise):
            self._entered()
            return True
        if event.key() != Qt.Key.Key_Escape or watched not in (self.line, self.promise):
            return False
        self.line.setText(harmless(self.one.line, LONGEST))
        self.promise.clear()
        self.typed.emit()
        return True


def _offered(key: str, made: QPushButton) -> QWidget:
    """A button behind the key that presses it."""
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(key_cap(key), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(made)
    return box


def _beside(widget: QWidget, key: str) -> QHBoxLayout:
    """Something with the key that leads to it."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(widget, 1)
    row.addWidget(key_cap(key), 0, Qt.AlignmentFlag.AlignVCenter)
    return row
