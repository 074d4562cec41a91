"""The thread in a band under the name: what I owe, what to ask next, what mattered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from relate.domain.introducing import is_promise
from relate.domain.threads import Why
from relate.services.views import FoundView, PersonPage, ThreadView, TimelineRow
from relate.ui import words
from relate.ui.controls import focus_in, icon_button, label, set_tooltip
from relate.ui.person.editing import FactButton, InPlaceField
from relate.ui.person.phrases import due, never_talked
from relate.ui.person.since import since
from relate.ui.reconnect.sentence import ReasonSentence
from relate.ui.theme import theme
from relate.ui.words import tr

KINDS: Final = {"promised": "I owe", "ask next": "Ask next", "mattered": "What mattered"}
ADD: Final = {"promised": "add a promise", "ask next": "add a question", "mattered": "add what mattered"}
FILLED: Final = 2
"""How many times as wide as an empty column one is that says something."""
LINE: Final = 26
"""How high a line with a tick is."""
LEAST_ACROSS: Final = 440
"""Narrower than that, the three stand one below the other."""
SHOWN: Final = 2
"""Items of a kind before "… more"."""


def found_words(found: FoundView) -> str:
    """What was found, as it reads in its column."""
    text = words.one_line(found.text, 200)
    if found.why == Why.THEY_ASKED:
        return tr("an answer: “{text}”", text=text)
    if found.why == Why.THEY_PROMISED:
        return tr("they: “{text}”", text=text)
    return tr("“{text}”", text=text)


class FoundRow(QWidget):
    """Something found in the last words: one click leads to it, one keeps it, one drops it."""

    def __init__(self, found: FoundView, now: int) -> None:
        super().__init__()
        self.found = found
        self.text = found_words(found)
        shown = self.text
        if found.due_day is not None:
            shown = tr("{what}, {date}", what=shown, date=due(found.due_day, now))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.said = FactButton()
        self.said.setProperty("kind", "faint")
        self.said.setText(shown)
        self.said.setCursor(Qt.CursorShape.PointingHandCursor)
        self.said.setAccessibleName(tr("Found: {text}. Show where it was said", text=shown))
        set_tooltip(self.said, tr("Found in the last words: {text}", text=shown))
        row.addWidget(self.said)
        self.keep = icon_button("check", tr("Keep it in the thread: {text}", text=shown))
        self.drop = icon_button("x", tr("It is nothing: {text}", text=shown))
        for made in (self.keep, self.drop):
            made.setIconSize(QSize(theme().px(14), theme().px(14)))
            made.setFixedHeight(theme().px(LINE))
            row.addWidget(made)
        row.addStretch()


class ItemRow(QWidget):
    """Something of the thread: a click opens its menu, one on the tick closes it."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.said = FactButton()
        self.said.setCursor(Qt.CursorShape.PointingHandCursor)
        self.said.setText(text)
        self.said.setAccessibleName(f"{tr(KINDS[kind])}: {text}")
        set_tooltip(self.said, text)
        row.addWidget(self.said)
        self.done = icon_button("check", tr("Done: {what}", what=text))
        self.done.setIconSize(QSize(theme().px(14), theme().px(14)))
        self.done.setFixedHeight(theme().px(LINE))
        row.addWidget(self.done)
        row.addStretch()


class ThreadColumn(QWidget):
    """One kind of the thread's items. `typed(kind, text)`, `done(uid)`, `record(interaction)`, and of what was found
    `kept(found, text)`, `dropped(found)`."""

    typed = Signal(str, str)
    done = Signal(str)
    record = Signal(object)
    kept = Signal(object, str)
    dropped = Signal(object)
    introduce = Signal(str)
    """The promise of an introduction is to be kept now."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self._all = False
        self._items: tuple[ThreadView, ...] = ()
        self._found: tuple[FoundView, ...] = ()
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
        self._add.setMinimumWidth(self._add.sizeHint().width())  # what is offered is read whole
        self._add.clicked.connect(self._begin)
        self._field = InPlaceField()
        self._field.setAccessibleName(tr(KINDS[kind]))
        self._field.hide()
        self._field.saved.connect(self._saved)
        self._field.cancelled.connect(self._end)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._field)
        self._column.addStretch(1)

    def show_items(self, items: tuple[ThreadView, ...], found: tuple[FoundView, ...], now: int) -> None:
        self._items, self._found, self._now = items, found, now
        stood_here = focus_in(self._rows)
        if stood_here:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        shown = items if self._all else items[:SHOWN]
        for item in shown:
            text = words.one_line(item.text, 200)
            if item.due_day is not None:
                text = tr("{what}, {date}", what=text, date=due(item.due_day, now))
            row = ItemRow(self._kind, text)
            row.said.clicked.connect(partial(self._open_menu, item, row.said))
            row.done.clicked.connect(partial(self.done.emit, item.uid))
            self._rows.addWidget(row)
        for one in found[: max(SHOWN - len(shown), 0)]:
            line = FoundRow(one, now)
            line.said.clicked.connect(partial(self.record.emit, one.record))
            line.keep.clicked.connect(partial(self.kept.emit, one, line.text))
            line.drop.clicked.connect(partial(self.dropped.emit, one))
            self._rows.addWidget(line)
        # One line says either what there is or that something can be added: the band stays low.
        self._add.setVisible(not items and not found and not self._field.isVisible())
        if stood_here:
            self._first_row().setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_level(self, beside_lines: bool) -> None:
        """What is offered stands on one line with what the columns beside it say."""
        self._add.setMinimumHeight(theme().px(LINE) if beside_lines else 0)

    def _first_row(self) -> QWidget:
        """What stands first, for the focus; what is offered where nothing does."""
        first = self._rows.itemAt(0)
        shown = first.widget() if first is not None else None
        return shown.said if isinstance(shown, FoundRow | ItemRow) else shown or self._add

    def _open_menu(self, item: ThreadView, row: FactButton) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if is_promise(item.uid):
            menu.addAction(tr("Introduce them …")).triggered.connect(partial(self.introduce.emit, item.uid))
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
        self.show_items(self._items, self._found, self._now)

    def _begin(self) -> None:
        self._add.hide()
        self._field.begin("")

    def _end(self) -> None:
        self._field.hide()
        self._add.setVisible(not self._items and not self._found)

    def _saved(self, text: str) -> None:
        self._end()
        if text:
            self.typed.emit(self._kind, text)


class ThreadBand(QFrame):
    """The band. For somebody never talked to it says what is known instead."""

    typed = Signal(str, str)
    done = Signal(str)
    record = Signal(object)
    kept = Signal(object, str)
    dropped = Signal(object)
    introduce = Signal(str)

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
            column.kept.connect(self.kept)
            column.dropped.connect(self.dropped)
            column.introduce.connect(self.introduce)
        outer.addWidget(self._row)
        self.since = ReasonSentence()
        self.since.hide()
        self.since.records_chosen.connect(self._choose_record)
        outer.addWidget(self.since)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        across = self.width() >= theme().px(LEAST_ACROSS)
        self._across.setDirection(ways.LeftToRight if across else ways.TopToBottom)
        self._across.setSpacing(20 if across else 8)

    def show_since(self, rows: Sequence[TimelineRow]) -> None:
        """What happened after the last talk; nothing is said where nothing did."""
        text, clauses = since(rows)
        self.since.show_sentence(text, clauses)
        self.since.setVisible(bool(text))

    def _choose_record(self, records: tuple[int, ...]) -> None:
        self.record.emit(max(records))

    def show_page(self, page: PersonPage, now: int) -> None:
        never = page.contact_days == 0
        open_items = tuple(item for item in page.thread if not item.done)
        self._sentence.setText(never_talked(page) if never else "")
        self._sentence.setVisible(never)
        self._row.setVisible(not never or bool(open_items) or bool(page.found))
        for place, (kind, column) in enumerate(self._columns.items()):
            items = tuple(item for item in open_items if item.kind == kind)
            found = tuple(one for one in page.found if one.kind == kind)
            column.show_items(items, found, now)
            # What there is to read takes the room of what is only offered.
            self._across.setStretch(place, FILLED if items or found else 1)
        for column in self._columns.values():
            column.stand_level(bool(open_items or page.found))
