"""Walking through the list of an event with the keys: keep, maybe, skip, one line each, *I promised*, whom one met."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from relate.domain.errors import KnownError
from relate.domain.event_rounds import Mark
from relate.services.event_views import RollPerson, RollView
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.controls import FlowLayout, button, frame, label
from relate.ui.events import texts
from relate.ui.events.walk_card import WalkCard
from relate.ui.places.page import clear, rows_of
from relate.ui.reconnect.line import PersonLine
from relate.ui.theme import theme
from relate.ui.words import one_line, tr

LANE: Final = "event walk"
FOLLOWING: Final = 4
"""Who comes next is shown below, so many."""
MARKS: Final = {Qt.Key.Key_K: Mark.KEEP, Qt.Key.Key_M: Mark.MAYBE, Qt.Key.Key_S: Mark.SKIP}
_ON: Final = (Qt.Key.Key_Right, Qt.Key.Key_J)
_BACK: Final = (Qt.Key.Key_Left, Qt.Key.Key_Backspace)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MINE: Final = frozenset((*MARKS, *_ON, *_BACK, *_ENTER, Qt.Key.Key_T, Qt.Key.Key_P, Qt.Key.Key_Escape))


class WalkPage(QWidget):
    """`marked(key, person, Mark)`, `noted(key, person, line)`, `promised(key, person, text)`, `came(key, people, met)`:
    what the user says; `round_wanted(key)`; `left()`: back to the event."""

    marked = Signal(object, object, object)
    noted = Signal(object, object, str)
    promised = Signal(object, object, str)
    came = Signal(object, object, bool)
    round_wanted = Signal(object)
    left = Signal()

    def __init__(
        self, library: Library, background: Background, key: int, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._background, self.key = library, background, key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Walk through the list of {name}", name=one_line(name, 80)))
        self._order: list[int] = []
        self._people: dict[int, RollPerson] = {}
        self._roll: RollView | None = None
        self._at: int | None = None
        self._decided: list[int] = []
        """Whom one decided about on this walk, the newest last."""
        self._on_its_way: dict[int, Mark] = {}
        """What was decided and is not in the library yet: an answer of before does not take it back."""
        self.card: WalkCard | None = None
        self._at_end: QPushButton | None = None
        """What Enter presses after the last one."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(one_line(name, 200), step=2, bold=True, wrap=True), 1)
        back = button(tr("Back to the event"), icon="arrow-left")
        back.clicked.connect(self._leave)
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.progress = label("", "muted", wrap=True)
        column.addWidget(self.progress)
        self._frame = frame("card")
        self._inside = rows_of(self._frame, margin=20, spacing=12)
        column.addWidget(self._frame)
        self._following = QVBoxLayout()
        self._following.setSpacing(0)
        column.addLayout(self._following)
        column.addStretch()
        self.refresh()

    def refresh(self) -> None:
        """Reads the list anew; the order in which one walks stays."""
        self._background.run(self._library.rolls.roll, self.key, then=self._show, lane=LANE)

    def is_there(self, person: int) -> None:
        """What was decided about somebody is in the library."""
        self._on_its_way.pop(person, None)
        self.refresh()

    @property
    def current(self) -> RollPerson | None:
        """Whose card is shown; None after the last one."""
        return None if self._at is None else self._people.get(self._at)

    # ----------------------------------------------------------------------------------------------- showing

    def _show(self, roll: RollView) -> None:
        first = self._roll is None
        before, self._roll = self._people, roll
        self._people = {one.person: self._as_decided(one) for one in roll.people}
        stays = [person for person in self._order if person in self._people]
        self._order = [*stays, *(one.person for one in roll.people if one.person not in set(stays))]
        if not first and self._decided and self._was_taken_back(before, self._decided[-1]):
            self._at = self._decided.pop()
        elif first or (self._at is not None and self._at not in self._people):
            self._at = self._next_open(None)
        if first or self.card is None or self.current is None or self.card.one != self.current:
            self._show_card()
        else:
            self._say_how_far()

    def _as_decided(self, one: RollPerson) -> RollPerson:
        mark = self._on_its_way.get(one.person)
        return one if mark is None else texts.marked(one, mark)

    def _was_taken_back(self, before: dict[int, RollPerson], person: int) -> bool:
        was, one = before.get(person), self._people.get(person)
        return was is not None and was.mark is not None and one is not None and one.mark is None

    def _next_open(self, after: int | None) -> int | None:
        """The next one of whom nothing is decided, from the beginning again after the last."""
        start = self._order.index(after) + 1 if after in self._order else 0
        around = [*self._order[start:], *self._order[:start]]
        return next((one for one in around if self._people[one].mark is None and one != after), None)

    def _show_card(self) -> None:
        former, ours = self.card, self.hasFocus() or (self.card is not None and self.card.is_typed_into)
        one, self.card, self._at_end = self.current, None, None
        typed: QWidget | None = None
        if one is not None:
            self.card = self._card_of(one)
            if former is not None and former.one.person == one.person:
                typed = self.card.take_over(former)
        clear(self._inside)
        if one is None or self.card is None:
            self._show_end()
        else:
            self._inside.addWidget(self.card)
            self.card.show()
            does = [part for part in (one_line(one.name, 120), one_line(self.card.does, 120)) if part]
            self.setAccessibleDescription(", ".join(does))
        self._say_how_far()
        if ours:
            (typed or self).setFocus()

    def _card_of(self, one: RollPerson) -> WalkCard:
        try:
            note = self._library.people.page(one.person).notes
        except KnownError:
            note = ""
        photo = self._library.people.photo(one.person) if one.has_photo else None
        made = WalkCard(one, note, photo)
        made.answered.connect(self.answer)
        made.moved.connect(self._go)
        made.noted.connect(self._note)
        made.promised.connect(self._promise)
        made.ticked.connect(self._tick)
        made.typed.connect(self._typed)
        return made

    def _show_end(self) -> None:
        marks = [one.mark for one in self._people.values()]
        kept, maybe = marks.count(Mark.KEEP), marks.count(Mark.MAYBE)
        self._inside.addWidget(label(texts.walked(len(marks)), step=1, bold=True, wrap=True))
        self._inside.addWidget(label(texts.round_offered(kept, maybe), "muted", wrap=True))
        row = FlowLayout(spacing=8)
        offered = kept + maybe > 0 and (self._roll is None or not self._roll.round_left)
        if offered:
            begin = self._at_end = button(tr("Follow up from today"), "filled")
            begin.clicked.connect(self._begin)
            row.addWidget(begin)
        back = button(tr("Back to the event"), "plain" if offered else "filled")
        back.clicked.connect(self._leave)
        row.addWidget(back)
        self._at_end = self._at_end or back
        box = QWidget()
        box.setLayout(row)
        self._inside.addWidget(box)

    def _say_how_far(self) -> None:
        self.progress.setText(texts.progress([one.mark for one in self._people.values()]))
        clear(self._following)
        place = self._order.index(self._at) + 1 if self._at in self._order else len(self._order)
        for person in self._order[place : place + FOLLOWING]:
            one = self._people[person]
            does = ", ".join(part for part in (one.role, one.company) if part)
            line = PersonLine(person, one.name, does, texts.mark(one.mark) if one.mark is not None else "")
            line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            line.chosen.connect(self._to)
            self._following.addWidget(line)

    # ------------------------------------------------------------------------------------------------ saying

    def answer(self, mark: Mark) -> None:
        """Decides about the one who is shown, and goes on to the next of whom nothing is decided."""
        one = self.current
        if one is None or self.card is None:
            return
        self.card.save()
        self._decided = [*(person for person in self._decided if person != one.person), one.person]
        self._people[one.person] = texts.marked(one, mark)
        self._on_its_way[one.person] = mark
        self.marked.emit(self.key, one.person, mark)
        self._to(self._next_open(one.person))

    def _note(self, line: str) -> None:
        if (one := self.current) is not None:
            self.noted.emit(self.key, one.person, line)

    def _promise(self, text: str) -> None:
        if (one := self.current) is not None:
            self.promised.emit(self.key, one.person, text)

    def _tick(self, met: bool) -> None:
        if (one := self.current) is not None:
            self.came.emit(self.key, (one.person,), met)

    def _typed(self) -> None:
        self.setFocus()

    def _go(self, by: int) -> None:
        """To the one before or after, decided or not; from the end back to the last one decided."""
        if self._at in self._order:
            place = self._order.index(self._at) + by
            if 0 <= place < len(self._order):
                self._to(self._order[place])
        elif by < 0 and self._order:
            self._to(self._decided[-1] if self._decided else self._order[-1])

    def _to(self, person: int | None) -> None:
        if self.card is not None:
            self.card.save()
        self._at = person
        self._show_card()
        self.setFocus()

    def _begin(self) -> None:
        self.round_wanted.emit(self.key)

    def _leave(self) -> None:
        if self.card is not None:
            self.card.save()
        self.left.emit()

    # ---------------------------------------------------------------------------------------------------- Qt

    def event(self, event: QEvent) -> bool:
        """The window's own keys of these letters wait while one walks."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not _is_mine(event):
            super().keyPressEvent(event)
        elif key in MARKS:
            self.answer(MARKS[key])
        elif key in _ON:
            self._go(1)
        elif key in _BACK:
            self._go(-1)
        elif key is Qt.Key.Key_Escape:
            self._leave()
        elif self.card is not None:
            self._into_card(self.card, key)
        elif key in _ENTER and self._at_end is not None:
            self._at_end.click()

    @staticmethod
    def _into_card(card: WalkCard, key: Qt.Key) -> None:
        if key is Qt.Key.Key_T:
            card.turn_met()
        elif key is Qt.Key.Key_P:
            card.promise.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            card.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._frame_it()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QTimer.singleShot(0, self, partial(self._frame_it))

    def _frame_it(self) -> None:
        """The card shows that the keys are its own."""
        edge = theme().colour("filled" if self.hasFocus() else "line").name()
        self._frame.setStyleSheet(f'QFrame[kind="card"] {{ border: 1px solid {edge}; }}')


def _is_mine(event: QKeyEvent) -> bool:
    return not event.modifiers() and Qt.Key(event.key()) in _MINE
