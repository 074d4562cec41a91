"""Who of an event's list became connected since: each with a tick that can be taken away, and one button that joins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from relate.services.event_views import Arrived
from relate.ui.controls import Elided, button, frame, label
from relate.ui.events import texts
from relate.ui.places.page import clear, rows_of
from relate.ui.words import counted, tr

AT_FIRST = 12


class ArrivedCard(QWidget):
    """`wanted([(on the list, connected), …])`: these are one; `opened(person)`."""

    wanted = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """name: of the event."""
        super().__init__(parent)
        self._name = name
        self._arrived: Sequence[Arrived] = ()
        self._unticked: set[tuple[int, int]] = set()
        self._most = AT_FIRST
        self.ticks: list[QCheckBox] = []
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._card = frame("card")
        column = rows_of(self._card)
        self.title = label("", bold=True, wrap=True)
        column.addWidget(self.title)
        says = tr(
            "They have the name of somebody on the list and became connected about then. Joined, each is one person, "
            "met there. Take the tick away where you are not sure. One step, one undo."
        )
        column.addWidget(label(says, "muted", small=True, wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self.join = button("")
        self.join.clicked.connect(self._join)
        row = QHBoxLayout()
        row.addWidget(self.join)
        row.addStretch(1)
        column.addLayout(row)
        outside.addWidget(self._card)
        self.hide()

    def show_arrived(self, arrived: Sequence[Arrived]) -> None:
        if list(arrived) == list(self._arrived):
            return
        self._arrived = arrived
        self._show_rows()
        self.setVisible(bool(arrived))

    @property
    def ticked(self) -> list[tuple[int, int]]:
        """Those that are to be joined, also those who are not shown yet."""
        return [pair for one in self._arrived if (pair := _pair(one)) not in self._unticked]

    def _show_rows(self) -> None:
        clear(self._rows)
        self.ticks = []
        self.title.setText(texts.joined_offer(self._name, len(self._arrived)))
        for one in self._arrived[: self._most]:
            self._rows.addWidget(self._row(one))
        if (others := len(self._arrived) - self._most) > 0:
            more = button(counted(others, "Show {n} other", "Show {n} others"), "link")
            more.clicked.connect(self._show_more)
            self._rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._count()

    def _row(self, one: Arrived) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(12)
        tick = QCheckBox()
        tick.setChecked(_pair(one) not in self._unticked)
        tick.setAccessibleName(tr("{name} is {other}", name=one.on_list.name, other=texts.who(one.connected)))
        tick.toggled.connect(partial(self._tick, _pair(one)))
        self.ticks.append(tick)
        row.addWidget(tick)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(Elided(texts.who(one.on_list), bold=True))
        column.addWidget(Elided(texts.connected_as(one), "muted", small=True))
        row.addLayout(column, 1)
        look = button(tr("Look"), "link", name=tr("Look at {who}", who=texts.who(one.connected)))
        look.clicked.connect(partial(self.opened.emit, one.connected.person))
        row.addWidget(look)
        return made

    def _tick(self, pair: tuple[int, int], ticked: bool) -> None:
        (self._unticked.discard if ticked else self._unticked.add)(pair)
        self._count()

    def _count(self) -> None:
        count = len(self.ticked)
        self.join.setText(counted(count, "Join the one that is ticked", "Join the {n} that are ticked"))
        self.join.setAccessibleName(self.join.text())
        self.join.setEnabled(count > 0)

    def _show_more(self) -> None:
        self._most *= 4
        self._show_rows()

    def _join(self) -> None:
        if ticked := self.ticked:
            self.wanted.emit(ticked)


def _pair(one: Arrived) -> tuple[int, int]:
    return one.on_list.person, one.connected.person
