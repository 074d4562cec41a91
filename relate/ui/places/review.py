"""Review: pairs that may be one person. The certain ones together, then five at a time, by one key each."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.domain.sameness import Components
from relate.services.library import Library
from relate.services.review import Agenda, Beside, Pair
from relate.ui.background import Background
from relate.ui.controls import Elided, FlowLayout, button, frame, label, set_kind
from relate.ui.places import review_texts as texts
from relate.ui.places.page import Page, Side, clear
from relate.ui.places.review_certain import CertainPanel
from relate.ui.places.review_pair import PairPanel
from relate.ui.scrolled import Scrolled
from relate.ui.words import counted, tr

LANE: Final = "review"
LANE_PAIR: Final = "review pair"
COLUMN: Final = 304
SOON_MS: Final = 150
KEYS: Final = {Qt.Key.Key_S: "same", Qt.Key.Key_D: "different", Qt.Key.Key_Space: "later"}


class PairLine(QPushButton):
    """A pair in the list: who, and what it is about. Space on the one that is shown means "later", as it says there."""

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        self.pair = pair
        self.setProperty("kind", "listed")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{texts.title(pair)}, {texts.hint(pair)}")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(1)
        for line in (Elided(texts.title(pair), bold=True), Elided(texts.hint(pair), "muted", small=True)):
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(line)
        self.setMinimumHeight(column.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.isChecked():
            event.ignore()
        else:
            super().keyPressEvent(event)


class ReviewPlace(QWidget):
    """`done(str)`: what was done, for the toast with its *Undo*. `emptied()`: nothing is left to decide."""

    done = Signal(str)
    emptied = Signal()
    today_wanted = Signal()

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Review"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._library, self._background = library, background
        self.agenda = Agenda()
        self.lines: list[PairLine] = []
        self._wanted: Pair | None = None
        """The pair whose both sides are being read, or are shown."""
        self._singled: list[tuple[int, int]] = []
        """Pairs that look certain and were looked at on their own: they are asked as the others are."""
        self.pair_panel, self.certain_panel, self.empty = PairPanel(), CertainPanel(), NothingLeft()
        self.stack = QStackedWidget()
        for panel in (self.pair_panel, self.certain_panel, self.empty):
            self.stack.addWidget(panel)
        self.stack.setCurrentWidget(self.empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = self._left()
        row.addWidget(self._side)
        self._edge = upright_rule()
        row.addWidget(self._edge)
        row.addWidget(self.stack, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.refresh)
        self.pair_panel.answered.connect(self._answer)
        self.certain_panel.wanted.connect(self._join_all)
        self.certain_panel.pair_wanted.connect(self._single)
        self.empty.today.clicked.connect(self.today_wanted)
        for link in (self.put_off, self.empty.put_off):
            link.hide()
            link.clicked.connect(self._ask_now)
        background.bridge.changed.connect(self._changed)

    def refresh(self) -> None:
        """Reads what there is to decide."""
        self._background.run(self._library.review.agenda, then=self.show_agenda, lane=LANE)

    def show_agenda(self, agenda: Agenda) -> None:
        self.agenda = agenda
        certain = [pair for pair in agenda.certain if pair.persons not in self._singled]
        single = [pair for pair in agenda.certain if pair.persons in self._singled]
        self._show_certain(certain)
        self._show_few([*single, *agenda.few])
        self._show_put_off(agenda.put_off)
        pairs = [line.pair for line in self.lines]
        still = next((pair for pair in pairs if self._wanted and pair.persons == self._wanted.persons), None)
        if self.stack.currentWidget() is self.certain_panel and certain:
            self._look_first()
        elif pairs:
            self.look_at(still or pairs[0])
        elif certain:
            self._look_first()
        else:
            self._wanted = None
            self._side.hide()
            self._edge.hide()
            self._turn_to(self.empty)
            self.emptied.emit()
        if self.isVisible() and not self.isAncestorOf(self.window().focusWidget()):
            self.setFocus()

    def look_at(self, pair: Pair) -> None:
        """Shows a pair beside each other."""
        self._wanted = pair
        for line in self.lines:
            line.setChecked(line.pair.persons == pair.persons)
        self._background.run(self._library.review.beside, pair, then=partial(self._show_pair, pair), lane=LANE_PAIR)

    def _show_pair(self, pair: Pair, both: Beside | None) -> None:
        if both is None:
            self._soon.start()
        else:
            self.pair_panel.show_pair(pair, both)
            self._turn_to(self.pair_panel)

    # -------------------------------------------------------------------------------------------------- answers

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key in KEYS and self.stack.currentWidget() is self.pair_panel:
            self.pair_panel.answer(KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(at := self.focusWidget(), QPushButton):
            at.click()
        elif plain and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        places = [n for n, line in enumerate(self.lines) if line.isChecked()]
        if self.lines:
            to = min(max(places[0] + by, 0), len(self.lines) - 1) if places else 0
            self.look_at(self.lines[to].pair)

    def _answer(self, word: str, pair: Pair) -> None:
        review, names = self._library.review, texts.title(pair)
        self._take_keys_from(self.pair_panel.result)
        if word == "same":
            chosen = self.pair_panel.result
            self._do(review.join([pair], chosen.name, chosen.picture), tr("{pair}: one person", pair=names))
        elif word == "different":
            self._do(review.different(pair), tr("{pair}: different people", pair=names))
        else:
            self._background.bridge.when_done(review.later(pair), self._put_off)
        self._go_on(pair)

    def _go_on(self, pair: Pair) -> None:
        """The next one at once: what was answered is written meanwhile."""
        left = [line.pair for line in self.lines if line.pair.persons != pair.persons]
        place = next((n for n, line in enumerate(self.lines) if line.pair.persons == pair.persons), 0)
        self.pair_panel.pair = None
        self._show_few(left)
        if left:
            self.look_at(left[min(place, len(left) - 1)])

    def _put_off(self, _changes: ChangeSet) -> None:
        self._soon.start()

    def _ask_now(self) -> None:
        self.setFocus()
        self._background.bridge.when_done(self._library.review.now(), self._put_off)

    def _join_all(self, pairs: list[Pair] | None = None) -> None:
        pairs = pairs or [pair for pair in self.agenda.certain if pair.persons not in self._singled]
        ticked = {pair.persons for pair in pairs}
        unsure = [pair.persons for pair in self.agenda.certain if pair.persons not in ticked]
        # Whoever is unsure of a pair does not get it by way of a third who fits both.
        together = Components(unsure)
        joined = [pair for pair in pairs if together.try_unite(*pair.persons)]
        self._singled += [*unsure, *(pair.persons for pair in pairs if pair not in joined)]
        self._do(self._library.review.join(joined), counted(len(joined), "{n} pair joined", "{n} pairs joined"))

    def _single(self, pair: Pair) -> None:
        self._singled.append(pair.persons)
        self._wanted = pair
        self._turn_to(self.pair_panel)
        self.setFocus()
        self.show_agenda(self.agenda)

    def _do(self, command: object, says: str) -> None:
        self._background.bridge.when_done(command, partial(self._said, says), self._failed)  # type: ignore[arg-type]

    def _said(self, says: str, _changes: ChangeSet) -> None:
        self.done.emit(says)
        self._soon.start()

    def _failed(self, problem: BaseException) -> None:
        self._background.bridge.complain(problem)
        self._soon.start()

    # -------------------------------------------------------------------------------------------------- the list

    def _left(self) -> QWidget:
        made, scrolled = Side(self, COLUMN), QWidget()
        scrolled.setProperty("kind", "scrolled")
        outside = QVBoxLayout(made)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(Scrolled(scrolled))
        column = QVBoxLayout(scrolled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.certain = QWidget()
        self.certain.hide()  # until it is known whether there are any
        inside = QVBoxLayout(self.certain)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.setSpacing(6)
        self.certain_title = label("", bold=True, step=1)
        self.certain_says = label("", "muted", small=True, wrap=True)
        inside.addWidget(self.certain_title)
        inside.addWidget(self.certain_says)
        both = QWidget()
        row = FlowLayout(both, spacing=8)
        self.join_all = button("", "filled")
        self.join_all.clicked.connect(self._join_all_clicked)
        self.look_first = button(tr("Look first"))
        self.look_first.clicked.connect(self._look_first)
        row.addWidget(self.join_all)
        row.addWidget(self.look_first)
        inside.addWidget(both)
        column.addWidget(self.certain)
        self._rule = frame("rule")
        column.addWidget(self._rule)
        self.few_title = label("", "muted", small=True)
        self.few_title.setContentsMargins(16, 10, 16, 6)
        column.addWidget(self.few_title)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self.put_off = button("", "link")
        line = QHBoxLayout()
        line.setContentsMargins(12, 10, 12, 10)
        line.addWidget(self.put_off)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        return made

    def _join_all_clicked(self) -> None:
        self._join_all()

    def _look_first(self) -> None:
        self._background.drop(LANE_PAIR)
        self._wanted = None
        for line in self.lines:
            line.setAutoExclusive(False)
            line.setChecked(False)
            line.setAutoExclusive(True)
        self._turn_to(self.certain_panel)

    def _take_keys_from(self, going: QWidget) -> None:
        """Qt would hand the keys of what goes on to the next button, and one meant for a pair would press it."""
        if going.isAncestorOf(self.window().focusWidget()):
            self.setFocus()

    def _turn_to(self, panel: QWidget) -> None:
        """One button on the screen is filled: that of the list of the certain ones while it is shown.

        The keys stay with the place: Qt would hand them on to a button of the new panel, and the next Space, meant for
        a pair, would press it.
        """
        before, at = self.stack.currentWidget(), self.window().focusWidget()
        if before is not None and before is not panel and (before.isAncestorOf(at) or at is self.look_first):
            self.setFocus()
        self.stack.setCurrentWidget(panel)
        set_kind(self.join_all, "plain" if panel is self.certain_panel else "filled")
        self.look_first.setVisible(panel is not self.certain_panel)

    def _show_certain(self, pairs: list[Pair]) -> None:
        if not pairs:
            self._take_keys_from(self.certain)
        self.certain.setVisible(bool(pairs))
        self._rule.setVisible(bool(pairs))
        count = len(pairs)
        self.certain_title.setText(counted(count, "One looks certain", "{n} look certain"))
        self.certain_says.setText(texts.grounds(pairs) if pairs else "")
        self.join_all.setText(counted(count, "Join it", "Join all {n}"))
        self.join_all.setAccessibleName(self.join_all.text())
        self.certain_panel.show_pairs(pairs)

    def _show_few(self, pairs: list[Pair]) -> None:
        clear(self._list)
        self.lines = []
        for pair in pairs:
            line = PairLine(pair)
            line.clicked.connect(partial(self.look_at, pair))
            self.lines.append(line)
            self._list.addWidget(line)
        names = ("one", "two", "three", "four", "five")
        few = tr(names[len(pairs) - 1]) if 0 < len(pairs) <= len(names) else str(len(pairs))
        self.few_title.setText(tr("{few} to look at", few=few))
        self.few_title.setVisible(bool(pairs))
        self._side.show()
        self._edge.show()

    def _show_put_off(self, count: int) -> None:
        for link in (self.put_off, self.empty.put_off):
            link.setText(counted(count, "Ask the one put off now", "Ask the {n} put off now"))
            link.setAccessibleName(link.text())
            link.setVisible(count > 0)

    # ------------------------------------------------------------------------------------------------------ slots

    def _changed(self, change: ChangeSet) -> None:
        if self.isVisible() and change.what & (What.PEOPLE | What.FACTS | What.IMPORTS):
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()


def upright_rule() -> QFrame:
    """A hairline from top to bottom."""
    made = QFrame()
    made.setProperty("kind", "upright")
    made.setFixedWidth(1)
    return made


class NothingLeft(Page):
    """What is there when nothing is left."""

    def __init__(self) -> None:
        super().__init__(
            tr("Everybody is who they are"),
            tr("Nothing is left to look at. When a later import brings somebody twice, this place comes back."),
        )
        self.today = button(tr("To Today"))
        row = QHBoxLayout()
        row.addWidget(self.today)
        self.put_off = button("")
        row.addWidget(self.put_off)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)
