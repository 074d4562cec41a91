"""What came of an introduction, asked once: a line on the day's panel with its answers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from relate.domain.introducing import Outcome
from relate.services.views import Asked, Clause
from relate.ui.controls import FlowLayout, button
from relate.ui.introduce import texts
from relate.ui.reconnect.sentence import ReasonSentence


class AskedLine(QFrame):
    """`answered(Asked, Outcome)`; `record_chosen(person, record)`: the sentence was followed to the introduction."""

    answered = Signal(object, object)
    record_chosen = Signal(object, object)

    def __init__(self, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = asked
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        words = texts.asked(asked)
        self.sentence = ReasonSentence()
        self.sentence.show_sentence(words, (Clause(words, (asked.record,)),))
        self.sentence.records_chosen.connect(self._show_record)
        column.addWidget(self.sentence)
        row = FlowLayout(spacing=8)
        self.answers: dict[Outcome, QPushButton] = {}
        for says, outcome in texts.answers():
            made = button(says, "quiet" if outcome is Outcome.NOT_KNOWN else "plain", name=f"{words} {says}")
            made.clicked.connect(partial(self._answer, outcome))
            row.addWidget(made)
            self.answers[outcome] = made
        column.addLayout(row)

    def _show_record(self, records: tuple[int, ...]) -> None:
        self.record_chosen.emit(self.asked.one[0], records[0])

    def _answer(self, outcome: Outcome, _checked: bool = False) -> None:
        self.answered.emit(self.asked, outcome)
