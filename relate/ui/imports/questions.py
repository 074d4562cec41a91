"""What an archive asks before it is read: each question with its choices, the likeliest one chosen; keys are enough."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from relate.services.asking import Asked, Question
from relate.ui.controls import button, frame, label
from relate.ui.imports import asking_texts as texts
from relate.ui.places.page import rows_of
from relate.ui.words import harmless, one_line

MOST_SEEN = 7
"""With more choices than these they are in a drop-down."""
LONGEST = 140


class QuestionCard(QWidget):
    """One question. `changed()`: another choice."""

    changed = Signal()

    def __init__(self, question: Question, chosen: str) -> None:
        super().__init__()
        self._question = question
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        words = label(harmless(question.words, 500), bold=True, wrap=True)
        column.addWidget(words)
        if question.samples:
            column.addWidget(label(texts.samples(question.samples), "muted", wrap=True))
        self._group = QButtonGroup(self)
        self._box: QComboBox | None = None
        if len(question.choices) > MOST_SEEN:
            self._box = drop_down(question, chosen)
            self._box.activated.connect(self.changed)
            column.addWidget(self._box, 0, Qt.AlignmentFlag.AlignLeft)
            return
        for number, choice in enumerate(question.choices):
            radio = QRadioButton(one_line(choice.words, LONGEST).replace("&", "&&"))
            radio.setAccessibleName(f"{one_line(question.words, LONGEST)}: {one_line(choice.words, LONGEST)}")
            radio.setChecked(choice.id == chosen)
            self._group.addButton(radio, number)
            column.addWidget(radio)
        self._group.idToggled.connect(self.changed)

    @property
    def chosen(self) -> str:
        """The id of the choice; "" while nothing is chosen."""
        if self._box is not None:
            return str(self._box.currentData() or "")
        number = self._group.checkedId()
        return self._question.choices[number].id if number >= 0 else ""

    def take_keys(self) -> None:
        """The keys go to what is chosen, else to the first choice."""
        target = self._box or self._group.checkedButton() or self._group.button(0)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)


def drop_down(question: Question, chosen: str) -> QComboBox:
    """The choices of a question in a drop-down that the wheel does not change by accident."""
    box = QComboBox()
    box.setAccessibleName(one_line(question.words, LONGEST))
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for choice in question.choices:
        box.addItem(one_line(choice.words, LONGEST), choice.id)
    box.setCurrentIndex(box.findData(chosen))
    return box


class QuestionPage(QWidget):
    """The questions of one archive. `answered(said)`, `left_out()`, `cancel_wanted()`."""

    answered = Signal(object)
    left_out = Signal()
    cancel_wanted = Signal()

    def __init__(self, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        archive = asked.archive
        self.setAccessibleName(texts.before(archive.title))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(12)
        column.addWidget(label(texts.before(archive.title), step=2, bold=True, wrap=True))
        column.addWidget(label(texts.which(asked), "muted", wrap=True))
        self.cards: dict[str, QuestionCard] = {}
        box = frame("card")
        inside = rows_of(box, 16, 16)
        for question in archive.questions:
            card = QuestionCard(question, archive.answer(question.id))
            card.changed.connect(self._changed)
            self.cards[question.id] = card
            inside.addWidget(card)
        column.addWidget(box)
        column.addWidget(label(texts.remembered(archive.shape), "muted", small=True, wrap=True))
        self.read, self.leave, self.cancel = answer_row(column, alone=asked.alone)
        self.read.clicked.connect(self._answer)
        self.leave.clicked.connect(self.left_out)
        self.cancel.clicked.connect(self.cancel_wanted)
        self._changed()

    def take_keys(self) -> None:
        """The keys go to the first question."""
        next(iter(self.cards.values())).take_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads, wherever the keys are on the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.read.isEnabled():
            self._answer()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        self.read.setEnabled(all(card.chosen for card in self.cards.values()))

    def _answer(self) -> None:
        self.setEnabled(False)
        self.answered.emit(tuple((question, card.chosen) for question, card in self.cards.items()))


def answer_row(column: QVBoxLayout, *, alone: bool) -> tuple[QPushButton, QPushButton, QPushButton]:
    """The buttons of a page that asks: read it, not this one (hidden where nothing else was dropped), cancel."""
    row = QHBoxLayout()
    row.setSpacing(8)
    read, leave, cancel = button(texts.read_it(), "filled"), button(texts.leave_out()), button(texts.cancel())
    leave.setVisible(not alone)
    for made in (read, leave):
        row.addWidget(made)
    row.addStretch()
    row.addWidget(cancel)
    column.addLayout(row)
    return read, leave, cancel
