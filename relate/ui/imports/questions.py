"""What an archive asks before it is read: each question with its choices, the likeliest one chosen; keys are enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from relate.services.answers import Said
from relate.ui.controls import button, frame, label
from relate.ui.imports import asking_texts as texts
from relate.ui.places.page import rows_of
from relate.ui.wheel import leave_wheel_to_the_page
from relate.ui.words import harmless, one_line

if TYPE_CHECKING:
    from relate.services.asking import Asked, Question

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
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(harmless(question.words, 500), bold=True, wrap=True), 1)
        column.addLayout(head)
        self._samples = label("", "muted", wrap=True)
        column.addWidget(self._samples)
        self.show_again(question)
        self._group = QButtonGroup(self)
        self._box: ChoiceBox | None = None
        if len(question.choices) > MOST_SEEN:
            self._box = ChoiceBox(question, chosen)
            self._box.chosen_anew.connect(self.changed)
            head.addWidget(self._box)
            return
        for number, choice in enumerate(question.choices):
            radio = QRadioButton(one_line(choice.words, LONGEST).replace("&", "&&"))
            radio.setAccessibleName(f"{one_line(question.words, LONGEST)}: {one_line(choice.words, LONGEST)}")
            radio.setChecked(choice.id == chosen)
            self._group.addButton(radio, number)
            column.addWidget(radio)
        self._group.idToggled.connect(self.changed)

    def show_again(self, question: Question) -> None:
        """With other samples."""
        self._samples.setText(texts.samples(question.samples))
        self._samples.setVisible(bool(question.samples))

    @property
    def chosen(self) -> str:
        """The id of the choice; "" while nothing is chosen."""
        if self._box is not None:
            return self._box.chosen
        number = self._group.checkedId()
        return self._question.choices[number].id if number >= 0 else ""

    def take_keys(self) -> None:
        """The keys go to what is chosen, else to the first choice."""
        target = self._box or self._group.checkedButton() or self._group.button(0)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)


class ChoiceBox(QComboBox):
    """The choices of a question in a drop-down. The wheel changes it only while it has the keys: it is for the page.
    `chosen_anew()`."""

    chosen_anew = Signal()

    def __init__(self, question: Question, chosen: str, model: QAbstractItemModel | None = None) -> None:
        """model: of another box with the same choices."""
        super().__init__()
        self.setAccessibleName(one_line(question.words, LONGEST))
        leave_wheel_to_the_page(self)
        self.setMaxVisibleItems(16)
        if model is not None:
            self.setModel(model)
        else:
            for choice in question.choices:
                self.addItem(one_line(choice.words, LONGEST), choice.id)
        self.setCurrentIndex(self.findData(chosen))
        self.currentIndexChanged.connect(self._chosen_anew)

    @property
    def chosen(self) -> str:
        """The id of the choice; "" while nothing is chosen."""
        return str(self.currentData() or "")

    def _chosen_anew(self, _index: int) -> None:
        self.chosen_anew.emit()


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
        self._build(column, asked)
        column.addWidget(label(texts.remembered(archive.shape), "muted", small=True, wrap=True))
        self.read, self.leave, self.cancel = answer_row(column, alone=asked.alone)
        self.read.clicked.connect(self._answer)
        self.leave.clicked.connect(self.left_out)
        self.cancel.clicked.connect(self.cancel_wanted)
        self._changed()

    def take_keys(self) -> None:
        """The keys go to the first question."""
        next(iter(self.cards.values())).take_keys()

    def _build(self, column: QVBoxLayout, asked: Asked) -> None:
        """The questions, one below the other."""
        box = frame("card")
        inside = rows_of(box, 16, 16)
        for question in asked.archive.questions:
            if not question.sure:
                inside.addWidget(self._card(question, asked))
        column.addWidget(box)

    def _card(self, question: Question, asked: Asked) -> QuestionCard:
        card = QuestionCard(question, asked.archive.answer(question.id))
        card.changed.connect(self._changed)
        self.cards[question.id] = card
        return card

    def _said(self) -> Said:
        return tuple((question, card.chosen) for question, card in self.cards.items())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads, wherever the keys are on the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.read.isEnabled():
            self._answer()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        self.read.setEnabled(all(choice for _, choice in self._said()))

    def _answer(self) -> None:
        self.setEnabled(False)
        self.answered.emit(self._said())


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
