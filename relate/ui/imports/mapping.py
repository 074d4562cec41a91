"""The page of a table's columns: what each becomes, beside the people that would come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from relate.services.answers import Said
from relate.ui.background import Background
from relate.ui.controls import Elided, frame, label
from relate.ui.imports import asking_texts as texts
from relate.ui.imports.questions import ChoiceBox, QuestionPage
from relate.ui.places.page import clear, rows_of
from relate.ui.scrolled import Scrolled
from relate.ui.theme import theme
from relate.ui.words import harmless, one_line

if TYPE_CHECKING:
    from relate.services.asking import Asked, Question
    from relate.services.library import Library
    from relate.services.previewing import Counts, PreviewPerson

PEOPLE, COUNTS, QUESTIONS = "preview people", "preview counts", "preview questions"
"""Lanes: the people are there before the rows are counted."""
PATIENCE_MS = 120
"""Somebody who goes down a drop-down by key passes many choices."""
LEAVE_OUT = "leave_out"
BESIDE = 352
"""Pixels that the rest of the page needs of the window's height."""
LEAST_HEIGHT = 230
LEAST_WIDTH = 760
"""Of the page in pixels; the preview goes below the columns in a narrower one, so that their headings are read."""
MOST_FACTS = 400
"""Letters that are told of a person."""


class ColumnRows(QWidget):
    """A row for each column: its heading, three values of it, and what it becomes. `changed()`."""

    changed = Signal()

    def __init__(self, questions: Sequence[Question], asked: Asked) -> None:
        super().__init__()
        self.setProperty("kind", "scrolled")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        self.boxes: dict[str, ChoiceBox] = {}
        self._chosen = set(dict(asked.archive.answers))
        """What somebody chose, now or before."""
        self._words: dict[str, tuple[Elided, Elided]] = {}
        model = None
        for row, question in enumerate(questions):
            heading = Elided(one_line(question.words, 120), bold=True)
            samples = Elided(texts.values(question.samples), "muted", small=True)
            box = ChoiceBox(question, asked.archive.answer(question.id), model)
            model = model or box.model()
            box.setFixedWidth(theme().px(210))
            box.setAccessibleName(texts.becomes(question.words))
            box.setAccessibleDescription(texts.values(question.samples))
            box.chosen_anew.connect(partial(self._changed, question.id))
            for place, widget in enumerate((heading, samples, box)):
                grid.addWidget(widget, row, place)
            self.boxes[question.id] = box
            self._words[question.id] = heading, samples
            self._shade(question.id)
        grid.setRowStretch(len(questions), 1)

    def show_again(self, questions: Sequence[Question]) -> None:
        """Other words and samples; what nobody chose becomes what is likely now."""
        for question in questions:
            box, (heading, samples) = self.boxes[question.id], self._words[question.id]
            heading.show_text(one_line(question.words, 120))
            samples.show_text(texts.values(question.samples))
            box.setAccessibleName(texts.becomes(question.words))
            box.setAccessibleDescription(texts.values(question.samples))
            if question.id not in self._chosen:
                with QSignalBlocker(box):
                    box.setCurrentIndex(box.findData(question.default))
                self._shade(question.id)

    def _changed(self, question: str) -> None:
        self._chosen.add(question)
        self._shade(question)
        self.changed.emit()

    def _shade(self, question: str) -> None:
        """What is left out stands back."""
        heading, _ = self._words[question]
        heading.setProperty("role", "muted" if self.boxes[question].chosen == LEAVE_OUT else "ink")
        heading.style().unpolish(heading)
        heading.style().polish(heading)


class PreviewBox(QWidget):
    """The first people that would come of it, and what the rows would do."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(texts.would_come(), bold=True))
        box = frame("card")
        self._people = rows_of(box, 16, 10)
        column.addWidget(box)
        self.counts = label(texts.counting(), "muted", wrap=True)
        column.addWidget(self.counts)
        column.addStretch()

    def show_people(self, people: Sequence[PreviewPerson]) -> None:
        clear(self._people)
        for person in people:
            self._people.addWidget(_person(person))
        if not people:
            self._people.addWidget(label(texts.nobody_would_come(), "muted", wrap=True))

    def show_counts(self, counts: Counts) -> None:
        self.counts.setText(texts.rows_would(counts))


def _person(person: PreviewPerson) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Elided(one_line(person.name, 120) or texts.without_name(), bold=True))
    told = label(harmless(texts.facts(person), MOST_FACTS), "muted", small=True, wrap=True)
    told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    column.addWidget(told)
    return made


class MappingPage(QuestionPage):
    """The questions of a table's columns, with a live preview; the others below them."""

    def __init__(self, asked: Asked, library: Library, background: Background, parent: QWidget | None = None) -> None:
        self._asked, self._library, self._background = asked, library, background
        self._window: QWidget | None = None
        super().__init__(asked, parent)
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._timer.timeout.connect(self._look)
        self._look()

    def take_keys(self) -> None:
        """The keys go to the first column; Enter reads from there."""
        next(iter(self.columns.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, column: QVBoxLayout, asked: Asked) -> None:
        self.preview = PreviewBox()
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(0, 13)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(label(texts.columns_become(), bold=True))
        box = frame("card")
        inside = rows_of(box, 16, 0)
        self.columns = ColumnRows([one for one in asked.archive.questions if one.column], asked)
        self.columns.changed.connect(self._changed)
        self._scroller = Scrolled(self.columns)
        inside.addWidget(self._scroller)
        left.addWidget(box)
        others = [one for one in asked.archive.questions if not one.column and not one.sure]
        self._others: QFrame | None = None
        if others:
            below = self._others = frame("card")
            rows = rows_of(below, 16, 16)
            for question in others:
                card = self._card(question, asked)
                card.changed.connect(self._ask_again)
                rows.addWidget(card)
            left.addWidget(below)
        left.addStretch()
        grid.addLayout(left, 0, 0)
        self._put_preview(below=False)
        column.addLayout(grid)

    def _put_preview(self, *, below: bool) -> None:
        """Beside the columns or below them."""
        self._is_below = below
        self._grid.removeWidget(self.preview)
        self._grid.addWidget(self.preview, int(below), int(not below))
        self._grid.setColumnStretch(1, 0 if below else 8)

    def _said(self) -> Said:
        columns = tuple((question, box.chosen) for question, box in self.columns.boxes.items())
        return (*columns, *super()._said())

    def _changed(self) -> None:
        super()._changed()
        if hasattr(self, "_timer"):
            self._timer.start()

    # ------------------------------------------------------------------------------------------------ the preview

    def _ask_again(self) -> None:
        """Another answer to what is no column's question may change what the columns show."""
        self._background.run(self._asked.answered_so_far, self._said(), then=self._asked_again, lane=QUESTIONS)

    def _asked_again(self, asked: Asked) -> None:
        if asked.archive.questions != self._asked.archive.questions:
            self.columns.show_again([one for one in asked.archive.questions if one.column])
            for question in asked.archive.questions:
                if question.id in self.cards:
                    self.cards[question.id].show_again(question)
        self._asked = replace(asked, archive=asked.archive._replace(answers=self._asked.archive.answers))
        self._look()

    def _look(self) -> None:
        said, previewing = self._said(), self._library.previewing
        run, asked = self._background.run, self._asked
        run(previewing.people, asked, said, then=self.preview.show_people, lane=PEOPLE)
        run(previewing.counts, asked, said, then=self.preview.show_counts, lane=COUNTS)

    # --------------------------------------------------------------------------------------------------- its size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (below := self.width() < theme().px(LEAST_WIDTH)) != self._is_below:
            self._put_preview(below=below)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.window()
        if window is not self._window:
            if self._window is not None:
                self._window.removeEventFilter(self)
            self._window = window
            window.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """The columns scroll by themselves where they are many, so that the preview and the buttons stay in sight."""
        if self._window is None:
            return
        below = 0 if self._others is None else self._others.sizeHint().height() + 8
        room = max(self._window.height() - theme().px(BESIDE) - below, theme().px(LEAST_HEIGHT))
        self._scroller.setFixedHeight(min(self.columns.sizeHint().height() + 2, room))
