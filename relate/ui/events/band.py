"""Below the head of an event: how far one is through its list, and its follow-up round."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relate.domain.event_rounds import Mark
from relate.services.event_views import RollView
from relate.ui.controls import FlowLayout, button, frame, label
from relate.ui.events import texts
from relate.ui.places.page import clear
from relate.ui.words import tr


class RollBand(QWidget):
    """`walk_wanted()`, `round_wanted()`, `round_unwanted()`."""

    walk_wanted = Signal()
    round_wanted = Signal()
    round_unwanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: RollView | None = None
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._card = frame("card")
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        outside.addWidget(self._card)
        self.hide()

    def show_roll(self, roll: RollView) -> None:
        """Says how it stands; hidden while nobody is on the list."""
        if roll == self._shown:
            return
        self._shown = roll
        clear(self._column)
        self.setVisible(bool(roll.people))
        if not roll.people:
            return
        open_ones, followed = roll.of(None), roll.of(Mark.KEEP) + roll.of(Mark.MAYBE)
        marks = [one.mark for one in roll.people]
        words = texts.progress(marks) if open_ones < len(marks) else texts.not_walked(len(marks))
        self._column.addWidget(label(words, wrap=True))
        if roll.round_left or roll.round_over:
            self._column.addWidget(label(texts.round_stands(roll), "muted", wrap=True))
        row = FlowLayout(spacing=8)
        walk = button(tr("Walk through the list"), "filled" if open_ones else "plain")
        walk.clicked.connect(partial(self.walk_wanted.emit))
        row.addWidget(walk)
        if roll.round_left:
            stop = button(tr("No more of it"), name=tr("End the follow-up round"))
            stop.clicked.connect(partial(self.round_unwanted.emit))
            row.addWidget(stop)
        elif followed:
            begin = button(tr("Follow up again") if roll.round_over else tr("Follow up from today"),
                           "plain" if open_ones else "filled")  # fmt: skip
            begin.clicked.connect(partial(self.round_wanted.emit))
            row.addWidget(begin)
        box = QWidget()
        box.setLayout(row)
        self._column.addWidget(box)
