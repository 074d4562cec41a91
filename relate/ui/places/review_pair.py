"""Two people beside each other: what speaks for it, their fields, whom they would be together, and three answers."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from relate.services.review import Beside, Pair, Side
from relate.ui.controls import Elided, frame, key_cap, label
from relate.ui.faces import Face
from relate.ui.places import review_texts as texts
from relate.ui.places.page import Page, clear
from relate.ui.places.review_result import ResultLine
from relate.ui.theme import theme
from relate.ui.words import breaking, one_line, tr

FACE: Final = 44
ANSWERS: Final = (
    ("same", "Same person", "S"),
    ("different", "Different people", "D"),
    ("later", "Decide later", "Space"),
)
WIDEST: Final = 860


class PairPanel(Page):
    """`answered(word, pair)`: "same", "different" or "later"."""

    answered = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("One person?"), widest=WIDEST, parent=parent)
        self.setProperty("kind", "panel")
        self.pair: Pair | None = None
        self._for = label("", "muted", wrap=True)
        self._against = label("", "muted", wrap=True)
        self.column.setSpacing(6)
        self.column.addWidget(self._for)
        self.column.addWidget(self._against)
        self.column.addSpacing(20)
        self._fields = QGridLayout()
        self._fields.setHorizontalSpacing(6)
        self._fields.setVerticalSpacing(0)
        for column, stretch in enumerate((3, 8, 5, 3, 9)):
            self._fields.setColumnStretch(column, stretch)
        self.column.addLayout(self._fields)
        self.column.addSpacing(14)
        self.result = ResultLine()
        self.column.addWidget(self.result)
        self.column.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for word, says, key in ANSWERS:
            self.buttons[word] = _answer(tr(says), key)
            self.buttons[word].clicked.connect(partial(self.answer, word))
            row.addWidget(self.buttons[word])
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def show_pair(self, pair: Pair, both: Beside) -> None:
        self.pair = pair
        self._for.setText(texts.verdict(pair))
        self._against.setText(texts.against(pair))
        self._against.setVisible(bool(self._against.text()))
        self._show_fields(both)
        self.result.show_result(both.together)
        self.setAccessibleDescription(f"{texts.title(pair)}. {self._for.text()} {self._against.text()}")

    def answer(self, word: str) -> None:
        if self.pair is not None:
            self.answered.emit(word, self.pair)

    # ------------------------------------------------------------------------------------------------- showing

    def _show_fields(self, both: Beside) -> None:
        clear(self._fields)
        self._fields.addWidget(_head(both.here), 0, 0, 1, 2)
        self._fields.addWidget(_head(both.there), 0, 3, 1, 2)
        rows: list[tuple[str, str, str, str]] = []
        for line in both.lines:
            here, there = texts.value(line, there=False), texts.value(line, there=True)
            rows.append((tr(texts.FIELDS[line.field]), here, texts.compared(line), there))
        if both.here.last_ms is not None or both.there.last_ms is not None:
            rows.append((tr("last talked"), texts.last_talked(both.here), "", texts.last_talked(both.there)))
        for place, (field, here, word, there) in enumerate(rows):
            at = 1 + 2 * place
            self._fields.addWidget(frame("rule"), at, 0, 1, 5)
            cells = (_cell(field), _value(here), _word(word), _cell(field), _value(there))
            for column, cell in enumerate(cells):
                self._fields.addWidget(cell, at + 1, column)


def _head(side: Side) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 12, 12)
    row.setSpacing(12)
    picture = Face(FACE)
    picture.show_person(side.person, side.name, side.photo)
    row.addWidget(picture)
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(Elided(one_line(side.name, 120) or tr("somebody without a name"), bold=True))
    column.addWidget(Elided(texts.about(side), "muted", small=True))
    row.addLayout(column, 1)
    return made


def _cell(text: str) -> QWidget:
    made = label(text, "muted", small=True)
    made.setMinimumHeight(theme().px(36))
    return made


def _value(text: str) -> QWidget:
    made = label(breaking(text), wrap=True)
    made.setAccessibleName(text)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    made.setMinimumHeight(theme().px(36))
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def _word(text: str) -> QWidget:
    agrees = text in (tr("same"), tr("similar"))
    made = label(text, "accent" if agrees else "muted", small=True, bold=True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


class Answer(QPushButton):
    """One of the three. Space means "later" wherever the focus is: on this button it would say something else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _answer(says: str, key: str) -> QPushButton:
    made = Answer()
    made.setProperty("kind", "plain")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    made.setAccessibleName(tr("{answer}, key {key}", answer=says, key=key))
    row = QHBoxLayout(made)
    row.setContentsMargins(12, 4, 8, 4)
    row.setSpacing(8)
    for part in (label(says), key_cap(key)):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(part)
    made.setMinimumSize(row.sizeHint())
    return made
