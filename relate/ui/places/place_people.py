"""Place people: twelve at a time, a key for each: 1 to 4 the circles, 0 rests, Space skips. Sixty at most."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown, Sort, State
from relate.ui.background import Background
from relate.ui.controls import Elided, button, chip, frame, key_cap, label
from relate.ui.faces import Face
from relate.ui.places.page import Page, clear
from relate.ui.theme import theme
from relate.ui.words import counted, day_of, local, one_line, tr

AT_A_TIME = 12
MOST = 60
LOOKED_THROUGH = 400
"""How many of the closest are looked through for those without a circle."""
LANE = "place people"
KEYS = {Qt.Key.Key_1: 5, Qt.Key.Key_2: 15, Qt.Key.Key_3: 50, Qt.Key.Key_4: 150}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to place, with what helps to remember them."""

    person: int
    name: str
    does: str
    since: int | None
    line: str
    photo: bytes | None


def find_candidates(library: Library, most: int = MOST) -> tuple[Candidate, ...]:
    """Active people without a circle, those of whom most is known first. Scans: not for the GUI thread."""
    found: dict[int, Candidate] = {}
    known = library.reconnect.whom_to_place(most)
    everybody = library.people.ids(PeopleQuery(Shown.EVERYONE, sort=Sort.CLOSENESS))[:LOOKED_THROUGH]
    for ids in (list(known), *(list(everybody[start : start + 100]) for start in range(0, len(everybody), 100))):
        for row in library.people.rows(ids):
            if len(found) == most:
                return tuple(found.values())
            if row.circle is None and row.state is State.ACTIVE and row.name and row.id not in found:
                found[row.id] = _candidate(library, row.id)
    return tuple(found.values())


def _candidate(library: Library, person: int) -> Candidate:
    page = library.people.page(person)
    does = ", ".join(part for part in (page.role, page.company) if part)
    since = day_of(page.connected).year if page.connected is not None else None
    if since is None and page.first_contact is not None:
        since = local(page.first_contact).year
    return Candidate(person, page.name, does, since, page.last_line, page.photo)


def find_answers(library: Library, persons: tuple[int, ...]) -> dict[int, str]:
    """Where these people stand by now, in the words of a row; "" for who has no place (any more)."""
    found = dict.fromkeys(persons, "")
    for row in library.people.rows(list(persons)):
        circle = tr("circle of {n}", n=row.circle) if row.circle is not None else ""
        found[row.id] = tr("rests") if row.state is State.RESTING else circle
    return found


class PlaceRow(QFrame):
    """One person; shows where they were placed."""

    chosen = Signal(object)

    def __init__(self, candidate: Candidate) -> None:
        super().__init__()
        self.candidate = candidate
        self._current = False
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        face = Face(32)
        face.show_person(candidate.person, candidate.name, candidate.photo)
        row.addWidget(face)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Elided(one_line(candidate.name, 120), bold=True))
        does = candidate.does
        if candidate.since is not None:
            does = " · ".join(part for part in (does, tr("since {year}", year=candidate.since)) if part)
        names.addWidget(Elided(one_line(does, 200), "muted", small=True))
        row.addLayout(names, 4)
        if candidate.line:
            row.addWidget(Elided(tr("“{line}”", line=one_line(candidate.line, 200)), "muted", small=True), 5)
        self.placed = chip("")
        self.placed.setMinimumWidth(theme().px(96))
        self.placed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        keep = self.placed.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.placed.setSizePolicy(keep)
        self.placed.hide()
        row.addWidget(self.placed, 0, Qt.AlignmentFlag.AlignVCenter)
        theme().changed.connect(self._dress)
        self._dress()

    def show_current(self, current: bool) -> None:
        self._current = current
        self._dress()

    def show_place(self, words: str) -> None:
        self.placed.setText(words)
        self.placed.setVisible(bool(words))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self)

    def _dress(self) -> None:
        ground = theme().colour("picked").name() if self._current else "transparent"
        edge = theme().colour("filled").name() if self._current else "transparent"
        self.setStyleSheet(f"PlaceRow {{ background: {ground}; border-left: 3px solid {edge}; border-radius: 0; }}")


class PlacePeople(Page):
    """Placing is done with the keys, or with the buttons below for the row that is marked."""

    finished = Signal()

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Who is close to you?"),
            tr("One key for each. You can change every answer later, and nobody but you sees it."),
            widest=980,
            parent=parent,
        )
        self._library, self._background = library, background
        self._candidates: tuple[Candidate, ...] = ()
        self._first = 0
        self._at = 0
        self._rows: list[PlaceRow] = []
        self._placed: set[int] = set()
        """Whose place is in the library by now, or was and was taken back."""
        self._stand: dict[int, str] = {}
        """Where the people stand, in the words of their rows."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        background.bridge.changed.connect(self._changed)
        self.column.addWidget(self._keys())
        box = frame("card")
        self._list = QVBoxLayout(box)
        self._list.setContentsMargins(1, 8, 1, 8)
        self._list.setSpacing(0)
        self.column.addWidget(box)
        self._below = QHBoxLayout()
        self._below.setSpacing(8)
        self.column.addLayout(self._below)
        self.column.addStretch()

    def start(self) -> None:
        """Looks who is to be placed, and begins with the first."""
        self._background.run(find_candidates, self._library, then=self._begin, lane=LANE)
        self.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.start()

    @property
    def current(self) -> Candidate | None:
        return self._rows[self._at].candidate if self._at < len(self._rows) else None

    # ----------------------------------------------------------------------------------------------- showing

    def _keys(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(6)
        offers: tuple[tuple[str, str, int | str], ...] = (
            ("1", tr("circle of {n}", n=5), 5),
            ("2", tr("circle of {n}", n=15), 15),
            ("3", tr("circle of {n}", n=50), 50),
            ("4", tr("circle of {n}", n=150), 150),
            ("0", tr("let rest"), "rest"),
            (tr("Space"), tr("skip"), "skip"),
        )
        for key, words, what in offers:
            row.addWidget(key_cap(key))
            made = button(words, "quiet")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setProperty("place", what)
            made.clicked.connect(self._button)
            row.addWidget(made)
        row.addStretch()
        return box

    def _changed(self, change: ChangeSet) -> None:
        """A place that was taken back no longer stands on its row."""
        if self._placed and self.isVisible() and (What.TIES | What.PEOPLE) & change.what:
            self._background.run(
                find_answers, self._library, tuple(self._placed), then=self._answers, lane=f"{LANE}: answers"
            )

    def _answers(self, answers: dict[int, str]) -> None:
        """Shows where everybody stands; the mark goes to whoever was taken back, and on from whoever was brought back,
        as if the key had not been, or had been, pressed."""
        # Who was placed after it was asked is not in the answer: that says nothing of them.
        known = {person for person in answers if person in self._stand}
        back = {person for person in known if not answers[person]}
        taken_back = [place for place, candidate in enumerate(self._candidates) if candidate.person in back]
        if taken_back and taken_back[0] < self._first:
            self._show_from(taken_back[0] // AT_A_TIME * AT_A_TIME)
        marked = self.current.person if self.current is not None else 0
        brought_back = marked not in known and bool(answers.get(marked))
        for person, words in answers.items():
            self._stand.pop(person, None)
            if words:
                self._stand[person] = words
        for row in self._rows:
            if row.candidate.person in answers:
                row.show_place(self._stand.get(row.candidate.person, ""))
        if taken_back:
            self._at = taken_back[0] - self._first
            self._go_on()
        elif brought_back:
            self._at += 1
            self._go_on()

    def _begin(self, candidates: tuple[Candidate, ...]) -> None:
        self._candidates = candidates
        self._placed, self._stand = set(), {}
        self._show_from(0)

    def _show_from(self, first: int) -> None:
        self._first, self._at = first, 0
        clear(self._list)
        clear(self._below)
        self._rows = []
        for candidate in self._candidates[first : first + AT_A_TIME]:
            row = PlaceRow(candidate)
            row.show_place(self._stand.get(candidate.person, ""))
            row.chosen.connect(self._go_to_row)
            self._list.addWidget(row)
            self._rows.append(row)
        if not self._candidates:
            nobody = label(tr("Everybody Relate knows has a place already."), "muted", wrap=True)
            nobody.setContentsMargins(16, 8, 16, 8)
            self._list.addWidget(nobody)
        self._go_on()

    def _go_on(self) -> None:
        """The mark on whose turn it is, or the end of these rows."""
        if self._at >= len(self._rows):
            self._end()
            return
        clear(self._below)
        stop = button(tr("That is enough for now"))
        stop.clicked.connect(self.finished)
        self._below.addWidget(stop)
        self._below.addStretch()
        self._mark()

    def _mark(self) -> None:
        for place, row in enumerate(self._rows):
            row.show_current(place == self._at)
        if (candidate := self.current) is not None:
            self.scroller.ensureWidgetVisible(self._rows[self._at])
            self.setAccessibleDescription(
                ", ".join(part for part in (one_line(candidate.name, 120), one_line(candidate.does, 120)) if part)
            )

    def _end(self) -> None:
        """After the last one, and after sixty."""
        clear(self._below)
        self._at = len(self._rows)
        self._mark()
        done = self._first + len(self._rows)
        more = len(self._candidates) - done
        if more > 0:
            on = button(counted(min(more, AT_A_TIME), "One more", "{n} more"), "filled")
            on.clicked.connect(self._next)
            self._below.addWidget(on)
        stop = button(tr("That is enough"), "plain" if more > 0 else "filled")
        stop.clicked.connect(self.finished)
        self._below.addWidget(stop)
        self._below.addStretch()

    def _next(self) -> None:
        self._show_from(self._first + AT_A_TIME)
        self.setFocus()

    # ------------------------------------------------------------------------------------------------ placing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in KEYS:
            self.place(KEYS[key])
        elif key == Qt.Key.Key_0:
            self.place("rest")
        elif key == Qt.Key.Key_Space:
            self.place("skip")
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backspace, Qt.Key.Key_K):
            self._go_to(self._at - 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_J):
            self._go_to(self._at + 1)
        elif key == Qt.Key.Key_Escape:
            self.finished.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is None:
            if self._first + len(self._rows) < len(self._candidates):
                self._next()
            else:
                self.finished.emit()
        else:
            super().keyPressEvent(event)

    def place(self, what: int | str) -> None:
        """Gives the marked person a circle, "rest" or "skip", and goes on to the next."""
        candidate = self.current
        if candidate is None:
            return
        if isinstance(what, int):
            command = self._library.people.set_circle([candidate.person], what)
            self._stands(candidate.person, tr("circle of {n}", n=what), command)
        elif what == "rest":
            command = self._library.people.set_state([candidate.person], State.RESTING)
            self._stands(candidate.person, tr("rests"), command)
        else:
            self._rows[self._at].show_place(tr("skipped"))
        self._at += 1
        self._go_on()

    def _stands(self, person: int, words: str, command: Future[ChangeSet]) -> None:
        self._rows[self._at].show_place(words)
        self._stand[person] = words
        self._background.bridge.when_done(command, partial(self._is_placed, person))

    def _is_placed(self, person: int, _change: object) -> None:
        self._placed.add(person)

    def _button(self) -> None:
        sender = self.sender()
        self.place(sender.property("place"))
        self.setFocus()

    def _go_to(self, place: int) -> None:
        if 0 <= place < len(self._rows):
            self._at = place
            self._mark()

    def _go_to_row(self, row: PlaceRow) -> None:
        self._go_to(self._rows.index(row))
        self.setFocus()
