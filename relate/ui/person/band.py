"""The thread in a band under the name: what I owe, what to ask next, what mattered."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from relate.services.views import PersonPage, ThreadView
from relate.ui import words
from relate.ui.controls import label, plain_tooltip
from relate.ui.person.editing import FactButton, InPlaceField
from relate.ui.person.phrases import due, never_talked
from relate.ui.words import tr

KINDS: Final = {"promised": "I owe", "ask next": "Ask next", "mattered": "What mattered"}
ADD: Final = {"promised": "add a promise", "ask next": "add a question", "mattered": "add what mattered"}
FILLED: Final = 2
"""How many times as wide as an empty column one is that says something."""
SHOWN: Final = 2
"""Items of a kind before "… more"."""


class ThreadColumn(QWidget):
    """One kind of the thread's items. `typed(kind, text)`, `done(uid)`, `record(interaction)`."""

    typed = Signal(str, str)
    done = Signal(str)
    record = Signal(object)

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self._all = False
        self._items: tuple[ThreadView, ...] = ()
        self._now = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        head = label(tr(KINDS[kind]), "muted", small=True, bold=True)
        head.setContentsMargins(3, 0, 0, 0)
        self._column.addWidget(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._column.addLayout(self._rows)
        self._add = FactButton()
        self._add.setProperty("kind", "faint")
        self._add.setText(tr(ADD[kind]))
        self._add.setAccessibleName(tr(ADD[kind]))
        self._add.clicked.connect(self._begin)
        self._field = InPlaceField()
        self._field.setAccessibleName(tr(KINDS[kind]))
        self._field.hide()
        self._field.saved.connect(self._saved)
        self._field.cancelled.connect(self._end)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._field)
        self._column.addStretch(1)

    def show_items(self, items: tuple[ThreadView, ...], now: int) -> None:
        self._items, self._now = items, now
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        shown = items if self._all else items[:SHOWN]
        for item in shown:
            text = words.one_line(item.text, 200)
            if item.due_day is not None:
                text = tr("{what}, {date}", what=text, date=due(item.due_day, now))
            row = FactButton()
            row.setCursor(Qt.CursorShape.PointingHandCursor)
            row.setText(text)
            row.setAccessibleName(f"{tr(KINDS[self._kind])}: {text}")
            row.setToolTip(plain_tooltip(text))
            row.clicked.connect(partial(self._open_menu, item, row))
            self._rows.addWidget(row, 0, Qt.AlignmentFlag.AlignLeft)
        # One line says either what there is or that something can be added: the band stays low.
        self._add.setVisible(len(items) == 0 and not self._field.isVisible())

    def _open_menu(self, item: ThreadView, row: FactButton) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Done")).triggered.connect(partial(self.done.emit, item.uid))
        if item.found_in is not None:
            menu.addAction(tr("Show where it was said")).triggered.connect(partial(self.record.emit, item.found_in))
        menu.addSeparator()
        menu.addAction(tr(ADD[self._kind]).capitalize()).triggered.connect(self._begin)
        if len(self._items) > SHOWN:
            more = tr("Show fewer") if self._all else tr("Show all {n}", n=len(self._items))
            menu.addAction(more).triggered.connect(self._toggle_all)
        menu.popup(row.mapToGlobal(row.rect().bottomLeft()))

    def _toggle_all(self) -> None:
        self._all = not self._all
        self.show_items(self._items, self._now)

    def _begin(self) -> None:
        self._add.hide()
        self._field.begin("")

    def _end(self) -> None:
        self._field.hide()
        self._add.setVisible(not self._items)

    def _saved(self, text: str) -> None:
        self._end()
        if text:
            self.typed.emit(self._kind, text)


class ThreadBand(QFrame):
    """The band. For somebody never talked to it says what is known instead."""

    typed = Signal(str, str)
    done = Signal(str)
    record = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "band")
        self._sentence = label(wrap=True)
        self._columns = {kind: ThreadColumn(kind) for kind in KINDS}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.setSpacing(8)
        outer.addWidget(self._sentence)
        self._row = QWidget()
        row = self._across = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        for column in self._columns.values():
            row.addWidget(column, 1)
            column.typed.connect(self.typed)
            column.done.connect(self.done)
            column.record.connect(self.record)
        outer.addWidget(self._row)

    def show_page(self, page: PersonPage, now: int) -> None:
        never = page.contact_days == 0
        open_items = tuple(item for item in page.thread if not item.done)
        self._sentence.setText(never_talked(page) if never else "")
        self._sentence.setVisible(never)
        self._row.setVisible(not never or bool(open_items))
        for place, (kind, column) in enumerate(self._columns.items()):
            items = tuple(item for item in open_items if item.kind == kind)
            column.show_items(items, now)
            # What there is to read takes the room of what is only offered.
            self._across.setStretch(place, FILLED if items else 1)
