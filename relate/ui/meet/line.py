"""Somebody to meet: who, what tells of them and since when, who may know them, and what can be done."""

from __future__ import annotations

from functools import partial
from zlib import crc32

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relate.services.to_meet_views import FollowedView, Wanted
from relate.ui.controls import Elided, FlowLayout, button, icon_button, label
from relate.ui.meet import texts
from relate.ui.reconnect.line import PersonLine
from relate.ui.theme import theme
from relate.ui.words import one_line, tr


class WantedLine(QWidget):
    """`opened(person)`, `record_chosen(person, interaction)`, `write_wanted(Wanted)`, `add_wanted(Wanted)`,
    `unwanted(Wanted)`, `menu_wanted(Wanted, QPoint)`."""

    opened = Signal(object)
    record_chosen = Signal(object, object)
    write_wanted = Signal(object)
    add_wanted = Signal(object)
    unwanted = Signal(object)
    menu_wanted = Signal(object, object)

    def __init__(self, wanted: Wanted, photo: bytes | None) -> None:
        super().__init__()
        self.wanted = wanted
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 2, 8, 2)
        whole.setSpacing(4)
        left = QVBoxLayout()
        left.setSpacing(0)
        name = one_line(wanted.name, 200)
        does = texts.does(wanted)
        shown = f"{name} · {does}" if does else name
        number = wanted.person or crc32(name.encode())  # the colour of a face that nobody has yet
        self.line = PersonLine(number, shown, texts.sources(wanted), photo=photo)
        self.line.chosen.connect(self._open)
        left.addWidget(self.line)
        if wanted.perhaps is not None or wanted.through:
            left.addWidget(self._below())
        whole.addLayout(left, 1)
        self._buttons(whole, name)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.wanted.person is not None:
            self.menu_wanted.emit(self.wanted, event.globalPos())

    def _buttons(self, row: QHBoxLayout, name: str) -> None:
        top = Qt.AlignmentFlag.AlignTop
        beside = QHBoxLayout()
        beside.setContentsMargins(0, theme().px(8), 0, 0)
        beside.setSpacing(4)
        row.addLayout(beside)
        row = beside
        if self.wanted.person is not None:
            self.write = button(tr("Write"), name=tr("Write to {name}", name=name))
            self.write.clicked.connect(self._write)
            row.addWidget(self.write, 0, top)
            more = icon_button("ellipsis", tr("More about {name}", name=name))
            more.clicked.connect(partial(self._menu, more))
            row.addWidget(more, 0, top)
        elif self.wanted.uid and self.wanted.perhaps is None and not self.wanted.is_company:
            self.add = button(tr("Add to people"), name=tr("Add {name} to your people", name=name))
            self.add.clicked.connect(self._add)
            row.addWidget(self.add, 0, top)
        self.out = icon_button("x", tr("{what}: {name}", what=texts.not_any_more(), name=name))
        self.out.clicked.connect(self._out)
        row.addWidget(self.out, 0, top)

    def _below(self) -> QWidget:
        """Who may know them, each a way to that person."""
        box, inside = QWidget(), QWidget()
        indented = QHBoxLayout(box)
        indented.setContentsMargins(theme().px(12 + PersonLine.FACE + 12), 0, 0, 4)
        indented.addWidget(inside)
        flow = FlowLayout(inside, spacing=4)
        if self.wanted.perhaps is not None:
            person, name = self.wanted.perhaps
            flow.addWidget(self._name(person, texts.perhaps(name)))
        if self.wanted.through:
            before, behind = texts.through(self.wanted)
            flow.addWidget(self._words(before))
            for each in self.wanted.through:
                flow.addWidget(self._name(each.person, one_line(each.name, 40)))
            if behind:
                flow.addWidget(self._words(behind))
        return box

    @staticmethod
    def _words(text: str) -> QWidget:
        """As high as the names beside it."""
        made = label(text, "muted", small=True)
        made.setContentsMargins(0, 3, 0, 3)
        return made

    def _name(self, person: int, words: str) -> QWidget:
        made = button(words, "link")
        made.setFont(theme().font(small=True))
        made.clicked.connect(partial(self._open_other, person))
        return made

    def _open(self, _person: int) -> None:
        wanted = self.wanted
        if wanted.person is None:
            if wanted.perhaps is not None:
                self.opened.emit(wanted.perhaps[0])
            return
        record = next((source.record for source in wanted.sources if source.record is not None), None)
        if record is None:
            self.opened.emit(wanted.person)
        else:
            self.record_chosen.emit(wanted.person, record)

    def _open_other(self, person: int, _checked: bool = False) -> None:
        self.opened.emit(person)

    def _write(self) -> None:
        self.write_wanted.emit(self.wanted)

    def _add(self) -> None:
        self.add_wanted.emit(self.wanted)

    def _out(self) -> None:
        self.unwanted.emit(self.wanted)

    def _menu(self, below: QWidget, _checked: bool = False) -> None:
        self.menu_wanted.emit(self.wanted, below.mapToGlobal(QPoint(0, below.height())))


class FollowedLine(QWidget):
    """A page, a group or a company that is followed."""

    unwanted = Signal(object)

    def __init__(self, followed: FollowedView) -> None:
        super().__init__()
        self.followed = followed
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 8, 2)
        row.setSpacing(8)
        name = one_line(followed.name, 120)
        row.addWidget(Elided(name), 3)
        row.addWidget(Elided(texts.about(followed), "muted", small=True), 2)
        self.out = icon_button("x", tr("{what}: {name}", what=texts.not_any_more(), name=name))
        self.out.clicked.connect(self._out)
        row.addWidget(self.out)

    def _out(self) -> None:
        self.unwanted.emit(self.followed)
