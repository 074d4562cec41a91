"""The pairs that look certain, each with a tick that can be taken away, and one button that joins what is ticked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from relate.services.review import Pair
from relate.ui.controls import Elided, button, frame
from relate.ui.places import review_texts as texts
from relate.ui.places.page import Page, clear
from relate.ui.words import counted, tr


class CertainPanel(Page):
    """`wanted(pairs)`: join these. `pair_wanted(pair)`: show one beside each other."""

    wanted = Signal(object)
    pair_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("These look certain"),
            tr("Take the tick away where you are not sure: that pair is asked on its own. One step, one undo."),
            parent=parent,
        )
        self.setProperty("kind", "panel")
        self._pairs: Sequence[Pair] = ()
        self.ticks: list[QCheckBox] = []
        self._looks: list[QPushButton] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self.join = button("", "filled")
        self.join.clicked.connect(self._join)
        row = QHBoxLayout()
        row.addWidget(self.join)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        self._pairs = pairs
        clear(self._rows)
        self.ticks, self._looks = [], []
        for pair in pairs:
            self._rows.addWidget(self._row(pair))
            self._rows.addWidget(frame("rule"))
        self._count()
        self._in_reading_order()

    def _in_reading_order(self) -> None:
        """Tab comes to the ticks and links before the button below them, which was there before them."""
        before: QWidget = self.scroller
        for tick, look in zip(self.ticks, self._looks, strict=True):
            QWidget.setTabOrder(before, tick)
            QWidget.setTabOrder(tick, look)
            before = look
        QWidget.setTabOrder(before, self.join)

    @property
    def ticked(self) -> list[Pair]:
        return [pair for pair, tick in zip(self._pairs, self.ticks, strict=True) if tick.isChecked()]

    def _row(self, pair: Pair) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        tick = QCheckBox()
        tick.setChecked(True)
        tick.setAccessibleName(tr("Join {pair}", pair=texts.title(pair)))
        tick.toggled.connect(self._count)
        self.ticks.append(tick)
        row.addWidget(tick)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(Elided(texts.title(pair), bold=True))
        column.addWidget(Elided(texts.verdict(pair), "muted", small=True))
        row.addLayout(column, 1)
        look = button(tr("Look"), "link", name=tr("Look at {pair}", pair=texts.title(pair)))
        look.clicked.connect(partial(self.pair_wanted.emit, pair))
        self._looks.append(look)
        row.addWidget(look)
        return made

    def _count(self) -> None:
        count = len(self.ticked)
        self.join.setText(counted(count, "Join the one that is ticked", "Join the {n} that are ticked"))
        self.join.setAccessibleName(self.join.text())
        self.join.setEnabled(count > 0)

    def _join(self) -> None:
        self.wanted.emit(self.ticked)
