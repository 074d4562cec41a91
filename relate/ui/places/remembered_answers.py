"""What was answered before files were read, in Settings: seen, asked again, forgotten."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet
from relate.services.answers import Remembered
from relate.ui.background import Background
from relate.ui.controls import Elided, button, label
from relate.ui.imports import asking_texts as texts
from relate.ui.places.page import clear

if TYPE_CHECKING:
    from relate.services.library import Library

LANE = "remembered answers"


class RememberedAnswers(QWidget):
    """Hidden while nothing is remembered. What stands for all archives of a kind has its own place
    (standing_answers.py)."""

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self._shown: list[Remembered] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(texts.remembered_title(), bold=True))
        column.addWidget(label(texts.remembered_says(), "muted", small=True, wrap=True))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        column.addLayout(self._lines)
        self.hide()

    def refresh(self) -> None:
        """Reads what is remembered; nothing is written by it."""
        self._background.run(self._library.answers.everything, then=self._show, lane=LANE)

    def _show(self, remembered: list[Remembered]) -> None:
        """Lines that are as they were stay, and with them the keys."""
        if remembered != self._shown:
            self._shown = remembered
            clear(self._lines)
            for one in remembered:
                self._lines.addWidget(self._line(one))
        self.setVisible(bool(remembered))

    def _line(self, one: Remembered) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(Elided(texts.said_when(one)))
        said.addWidget(Elided(texts.will_ask() if one.asks else texts.said_what(one), "muted", small=True))
        row.addLayout(said, 1)
        words = texts.do_not_ask() if one.asks else texts.ask_again()
        again = button(words, name=f"{words}: {one.title}")
        again.clicked.connect(partial(self._ask_again, one.shape, not one.asks))
        forget = button(texts.forget(), name=f"{texts.forget()}: {one.title}")
        forget.clicked.connect(partial(self._forget, one.shape))
        row.addWidget(again)
        row.addWidget(forget)
        return made

    def _ask_again(self, shape: str, wanted: bool, _checked: bool = False) -> None:
        self._do(self._library.answers.ask_again(shape, wanted))

    def _forget(self, shape: str, _checked: bool = False) -> None:
        self._do(self._library.answers.forget(shape))

    def _do(self, doing: Future[ChangeSet] | None) -> None:
        if doing is not None:
            self._background.bridge.when_done(doing)
