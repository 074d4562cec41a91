"""The sheet of *Introduce …*: whom, what speaks for it, a text for both, and that it is promised or done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from relate.services.introductions import Brief, Pair
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.controls import FlowLayout, button, label, widen
from relate.ui.focus_order import go_on
from relate.ui.introduce import texts
from relate.ui.person_picker import PersonPicker
from relate.ui.places.page import clear
from relate.ui.reconnect.actions import ReconnectActions
from relate.ui.reconnect.channels import Channel
from relate.ui.reconnect.line import PersonLine
from relate.ui.reconnect.sentence import ReasonSentence
from relate.ui.words import harmless

WIDTH: Final = 620
LANE: Final = "introduce"
MOST_LETTERS: Final = 5000


class IntroduceSheet(QDialog):
    """Esc closes it. `said(str)` says what was done, for the toast with its *Undo*; `record_chosen(person, record)`."""

    said = Signal(str)
    record_chosen = Signal(object, object)

    def __init__(
        self,
        library: Library,
        background: Background,
        person: int,
        name: str,
        other: int | None = None,
        commands: ReconnectActions | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """other: with whom, where that is known already. commands: how *Write* opens a way to somebody."""
        super().__init__(parent)
        self._library, self._background, self._person, self._name = library, background, person, name
        self._commands = commands or ReconnectActions(library, background, parent=self)
        self._commands.done.connect(self.said)
        self._commands.not_opened.connect(self._not_opened)
        self.pair: Pair | None = None
        self._ways: dict[int, tuple[Channel, ...]] = {}
        self.setWindowTitle(texts.whom(name))
        widen(self, WIDTH)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._whom())
        self._pages.addWidget(self._both())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.addWidget(self._pages)
        if other is None:
            self._ask_whom()
        else:
            self.choose(other)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward)

    def choose(self, other: int, _name: str = "") -> None:
        """With whom."""
        self._background.run(self._library.introductions.pair, self._person, other, then=self._show_pair, lane=LANE)

    def lines(self) -> list[PersonLine]:
        """Those who are proposed."""
        return [line for line in self._proposed_box.findChildren(PersonLine) if not line.isHidden()]

    def sentences(self) -> list[ReasonSentence]:
        """What speaks for it."""
        return [line for line in self._pages.findChildren(ReasonSentence) if not line.isHidden()]

    # ---------------------------------------------------------------------------------------------- building

    def _whom(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(texts.whom(self._name), bold=True, wrap=True))
        self._says = label(texts.looking(), "muted", wrap=True)
        column.addWidget(self._says)
        self._proposed_box = QWidget()
        self._proposed = QVBoxLayout(self._proposed_box)
        self._proposed.setContentsMargins(0, 0, 0, 0)
        self._proposed.setSpacing(0)
        column.addWidget(self._proposed_box)
        self.picker = PersonPicker(self._library, self._background, texts.by_name(), "introduce by name", new=False)
        self.picker.picked.connect(self.choose)
        column.addWidget(self.picker)
        column.addStretch(1)
        return page

    def _both(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._heading = label("", bold=True, wrap=True)
        column.addWidget(self._heading)
        because = QWidget()
        self._because = QVBoxLayout(because)
        self._because.setContentsMargins(0, 0, 0, 0)
        self._because.setSpacing(4)
        column.addWidget(because)
        column.addWidget(label(texts.text_for_both(), "muted", small=True))
        self.draft = QPlainTextEdit()
        self.draft.setAccessibleName(texts.text_for_both())
        self.draft.setTabChangesFocus(True)
        self.draft.setMinimumHeight(self.draft.fontMetrics().height() * 9 + 16)
        column.addWidget(self.draft, 1)
        ways = QWidget()
        self._ways_row = FlowLayout(ways, spacing=8)
        column.addWidget(ways)
        self._note = label("", "muted", small=True, wrap=True)
        self._note.hide()
        column.addWidget(self._note)
        column.addSpacing(4)
        below = QWidget()
        row = FlowLayout(below, spacing=8)
        self.made = button(texts.make(), "filled")
        self.made.clicked.connect(self._introduce)
        self.promise = button(texts.promise())
        self.promise.clicked.connect(self._promise)
        self.back = button(texts.somebody_else())
        self.back.clicked.connect(self._ask_whom)
        for each in (self.made, self.promise, self.back):
            row.addWidget(each)
        column.addWidget(below)
        return page

    # ----------------------------------------------------------------------------------------------- showing

    def _ask_whom(self, _checked: bool = False) -> None:
        self.pair = None
        self._pages.setCurrentIndex(0)
        self.picker.field.setFocus()
        self._background.run(self._library.introductions.whom, self._person, then=self._show_whom, lane=LANE)

    def _show_whom(self, pairs: tuple[Pair, ...]) -> None:
        clear(self._proposed)
        self._says.setVisible(not pairs)
        self._says.setText(texts.nobody_stands_out(self._name))
        for pair in pairs:
            photo = self._library.people.photo(pair.other.person) if pair.other.has_photo else None
            line = PersonLine(pair.other.person, pair.other.name, texts.because(pair.because[0], pair), photo=photo)
            line.chosen.connect(self.choose)
            self._proposed.addWidget(line)
        self.adjustSize()

    def _show_pair(self, pair: Pair | None) -> None:
        if pair is None:
            self._ask_whom()
            return
        before, self.pair = self.pair, pair
        self._heading.setText(texts.both(pair))
        self.setWindowTitle(texts.both(pair))
        clear(self._because)
        for found in pair.because:
            led = texts.clauses(found, pair)
            line = ReasonSentence()
            line.show_sentence(texts.because(found, pair), tuple(clause for clause, _ in led))
            line.records_chosen.connect(partial(self._show_record, {clause.records: person for clause, person in led}))
            self._because.addWidget(line)
        if not pair.because:
            self._because.addWidget(label(texts.nothing_speaks(), "muted", wrap=True))
        if pair.introduced_at is not None:
            self._because.addWidget(label(texts.made_before(pair.introduced_at), "muted", wrap=True))
        self.promise.setText(texts.is_promised() if pair.promised else texts.promise())
        self.promise.setEnabled(not pair.promised)
        if before is None or before.other != pair.other:
            self.draft.setPlainText(harmless(texts.draft(pair), MOST_LETTERS))
            self._note.hide()
            self._show_ways(pair)
            self.draft.setFocus()
            self._pages.setCurrentIndex(1)
            self.adjustSize()

    def _show_ways(self, pair: Pair) -> None:
        self._ways.clear()
        self._ways_row.clear()
        copy = button(texts.copy(), icon="copy")
        copy.clicked.connect(self._copy)
        self._ways_row.addWidget(copy)
        for brief in (pair.one, pair.other):
            write = button(texts.write_to(brief.name))
            write.clicked.connect(partial(self._write, brief))
            self._ways_row.addWidget(write)
            self._commands.find_channels(brief.person, partial(self._know_ways, brief.person))
        self.mail_both = button(texts.mail_both())
        self.mail_both.clicked.connect(self._mail_both)
        self.mail_both.hide()
        self._ways_row.addWidget(self.mail_both)

    def _know_ways(self, person: int, ways: tuple[Channel, ...]) -> None:
        if self.pair is None or person not in (self.pair.one.person, self.pair.other.person):
            return
        self._ways[person] = ways
        self.mail_both.setVisible(self._mail() is not None)

    def _mail(self) -> Channel | None:
        """One mail to both, where an address of each is known."""
        if self.pair is None:
            return None
        first = [
            next((way for way in self._ways.get(brief.person, ()) if way.link.startswith("mailto:")), None)
            for brief in (self.pair.one, self.pair.other)
        ]
        if first[0] is None or first[1] is None:
            return None
        both = f"{first[0].link},{first[1].link.removeprefix('mailto:')}"
        return Channel(texts.mail_both(), "mail", both)

    # ------------------------------------------------------------------------------------------------- doing

    def _copy(self, _checked: bool = False) -> None:
        QGuiApplication.clipboard().setText(self.draft.toPlainText())
        self._say_here(texts.copied())

    def _write(self, brief: Brief, _checked: bool = False) -> None:
        way = next(iter(self._ways.get(brief.person) or self._commands.channels(brief.person)), None)
        if way is not None and not way.link.startswith("mailto:"):
            QGuiApplication.clipboard().setText(self.draft.toPlainText())
            self._say_here(texts.opened(brief.name))
        self._commands.write(brief.person, brief.name, way, self.draft.toPlainText())

    def _mail_both(self, _checked: bool = False) -> None:
        way = self._mail()
        if way is not None and self.pair is not None:
            self._commands.write_to_both(
                [(brief.person, brief.name) for brief in (self.pair.one, self.pair.other)],
                way,
                self.draft.toPlainText(),
            )

    def _not_opened(self, person: int) -> None:
        QGuiApplication.clipboard().setText(self.draft.toPlainText())
        pair = self.pair
        if pair is not None:
            self._say_here(texts.nowhere((pair.one if pair.one.person == person else pair.other).name))

    def _promise(self, _checked: bool = False) -> None:
        if (pair := self.pair) is None:
            return
        in_threads = (texts.in_thread(pair.other.name), texts.in_thread(pair.one.name))
        command = self._library.introductions.promise(pair.one.person, pair.other.person, in_threads)
        self._do(command, texts.promised(pair), self._look_again)

    def _introduce(self, _checked: bool = False) -> None:
        if (pair := self.pair) is None:
            return
        text = self.draft.toPlainText()[:MOST_LETTERS]
        command = self._library.introductions.introduced(pair.one.person, pair.other.person, text)
        self._do(command, texts.made(pair), self.accept)

    def _look_again(self) -> None:
        if self.pair is not None:
            self.choose(self.pair.other.person)

    def _show_record(self, whose: Mapping[tuple[int, ...], int], records: tuple[int, ...]) -> None:
        self.accept()
        self.record_chosen.emit(whose[records], records[0])

    def _do(self, command: Future[Any], says: str, then: Callable[[], object]) -> None:
        self._background.bridge.when_done(command, partial(self._tell, says, then))

    def _tell(self, says: str, then: Callable[[], object], _result: object) -> None:
        self.said.emit(says)
        then()

    def _say_here(self, words: str) -> None:
        self._note.setText(words)
        self._note.show()
