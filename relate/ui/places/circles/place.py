"""The place *Circles*: the rings with faces, what they ask for, who drifts outwards and who comes closer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.domain.moments import DAY_MS
from relate.services.circling import RECENT_DAYS, CirclesView, Tie
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.contacts.menu import PeopleMenu
from relate.ui.controls import Elided, button, label, stands_in
from relate.ui.faces import Face
from relate.ui.person.editing import FactButton
from relate.ui.places.circles.asked import AskedCard
from relate.ui.places.circles.face import silent
from relate.ui.places.circles.rings import Rings
from relate.ui.places.page import clear
from relate.ui.scrolled import Scrolled
from relate.ui.theme import theme
from relate.ui.words import counted, every, local, month, one_line, tr

LANE: Final = "circles"
LEAST_BESIDE: Final = 330
LEAST_RINGS: Final = 260
MOST_ROWS: Final = 5
"""Of a list, until *more* is asked for."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the place shows, and the photos of the faces that are large enough for one."""

    view: CirclesView
    photos: dict[int, bytes]


def read(library: Library) -> Shown:
    """Scans: not for the GUI thread."""
    view = library.circles.view()
    lists = (*view.drifting, *view.closer, *view.proposed, *view.outwards)
    wanted = {one.person for one in view.members if one.has_photo} | {one.person for one in lists if one.has_photo}
    photos = {}
    for person in wanted:
        if (photo := library.people.photo(person)) is not None:
            photos[person] = photo
    return Shown(view, photos)


class CirclesPlace(QWidget):
    """`person_chosen(person)`, `place_people()`, `done(words)` after a command, for the toast with its *Undo*."""

    person_chosen = Signal(object)
    place_people = Signal()
    done = Signal(str)

    def __init__(
        self, library: Library, background: Background, actions: PeopleActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Circles"))
        self._library, self._background, self._actions = library, background, actions
        self._stale = True
        self._shown: Shown | None = None
        self._unfolded: set[str] = set()
        self._proposals: list[TieRow] = []
        self._offered: list[QPushButton] = []
        """*Place people*, once it is there."""
        self.rings = Rings()
        self.rings.chosen.connect(self.person_chosen)
        self.rings.placed.connect(self._place)
        self.rings.dropped.connect(self._actions.place)
        self.rings.asked.connect(self._menu)
        self.asked = AskedCard()
        self.asked.loosen.connect(self._loosen)
        self.asked.give.connect(self._give)
        self.asked.names_wanted.connect(self._name)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(6)
        self._lay_out()
        background.bridge.changed.connect(self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Reads everything anew."""
        self._stale = False
        self._background.run(read, self._library, then=self.show_all, lane=LANE)

    def show_all(self, shown: Shown) -> None:
        self._shown = shown
        view = shown.view
        self.rings.show_members(view.members, shown.photos)
        self.asked.show_asked(view.asked, len(view.members))
        self._fill()

    # ------------------------------------------------------------------------------------------------- looking

    def _lay_out(self) -> None:
        whole = QWidget()
        whole.setProperty("kind", "scrolled")
        row = self._row = QHBoxLayout(whole)
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setContentsMargins(0, 16, 0, 16)
        left.addWidget(self.rings)
        row.addLayout(left, 11)
        self._inside = QWidget()
        self._inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(8, 28, 24, 24)
        column.setSpacing(14)
        column.addWidget(label(tr("Your circles"), step=2, bold=True))
        column.addWidget(self.asked)
        column.addLayout(self._lists)
        column.addStretch()
        self._beside = Scrolled(self._inside)
        self._beside.setMinimumWidth(theme().px(LEAST_BESIDE))
        row.addWidget(self._beside, 8)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(Scrolled(whole))
        self._is_stacked = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < theme().px(LEAST_BESIDE + LEAST_RINGS)
        if stacked:
            self.rings.setMinimumHeight(min(self.width(), theme().px(LEAST_RINGS)))
        if stacked != self._is_stacked:
            self._stack(stacked)

    def _stack(self, stacked: bool) -> None:
        """Where there is no room for both, what there is to read stands below the rings, and all of it scrolls."""
        self._is_stacked = stacked
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        self._beside.setVisible(not stacked)
        if stacked:
            self._beside.takeWidget()
            self._row.addWidget(self._inside)
        else:
            self.rings.setMinimumHeight(self.rings.minimumWidth())
            self._row.removeWidget(self._inside)
            self._beside.setWidget(self._inside)
        self._inside.show()

    def _fill(self) -> None:
        assert self._shown is not None
        view = self._shown.view
        stood_on = next((place for place, row in enumerate(self._proposals) if stands_in(row)), None)
        if any(map(stands_in, self._offered)):
            stood_on = sys.maxsize
        clear(self._lists)
        self._proposals = []
        self._list("outwards", tr("Others have long been closer"), view.outwards)
        self._list("drifting", tr("Drifting outwards"), view.drifting)
        self._list("closer", tr("Coming closer"), view.closer)
        if view.proposed:
            self._list("proposed", earned(view), view.proposed)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.setContentsMargins(0, 8, 0, 0)
        place = button(tr("Place people"), "filled")
        place.clicked.connect(self.place_people)
        row.addWidget(place)
        row.addWidget(label(tr("keys 1 to 4, space to skip"), "muted", small=True), 1)
        self._lists.addLayout(row)
        self._offered = [place]
        if stood_on is not None:
            # The answer was given: the next proposal has taken that place, after the last one comes *Place people*.
            # Shown at once: a widget that its layout shows later takes the focus later, and in between it is lost.
            yes = [(one, one.yes) for one in self._proposals if one.yes is not None]
            row_of_it, takes_it = [*yes, (place, place)][min(stood_on, len(yes))]
            row_of_it.show()
            takes_it.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self, key: str, title: str, ties: Sequence[Tie]) -> None:
        if not ties:
            return
        assert self._shown is not None
        head = label(title, bold=True)
        head.setContentsMargins(0, 8, 0, 0)
        self._lists.addWidget(head)
        shown = ties if key in self._unfolded else ties[:MOST_ROWS]
        for tie in shown:
            row = TieRow(tie, key, self._shown.photos.get(tie.person), self._shown.view.now)
            row.opened.connect(self.person_chosen)
            row.accepted.connect(self._place)
            row.declined.connect(self._decline)
            self._lists.addWidget(row)
            if row.yes is not None:
                self._proposals.append(row)
        if len(ties) > len(shown):
            # Without a number: nobody is to read how many are waited for.
            more = button(tr("Show more"), "link", name=tr("{list}: show more", list=title))
            more.setProperty("list", key)
            more.clicked.connect(self._unfold)
            self._lists.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    # --------------------------------------------------------------------------------------------------- doing

    def _changed(self, change: ChangeSet) -> None:
        if change.what & (What.PEOPLE | What.TIES | What.TIMELINE | What.FACTS | What.IMPORTS | What.SETTINGS):
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _place(self, person: int, circle: int) -> None:
        self._actions.place([person], circle or None)

    def _decline(self, person: int, circle: int) -> None:
        self._background.bridge.when_done(self._library.circles.decline(person, circle))

    def _loosen(self, people: list[int], days: float) -> None:
        says = tr("{who}: {rhythm}", who=self._actions.who(people), rhythm=every(days))
        self._background.bridge.when_done(self._library.people.set_rhythm(people, days), partial(self._say, says))

    def _say(self, says: str, _result: object) -> None:
        self.done.emit(says)

    def _give(self, number: int) -> None:
        self._background.bridge.when_done(self._library.circles.give(number))

    def _name(self, people: list[int]) -> None:
        rows = self._library.people.rows(people[:200])
        names = [one_line(row.name, 60) for row in rows]
        self.asked.show_names(names + [""] * (len(people) - len(rows)))

    def _unfold(self) -> None:
        self._unfolded.add(str(self.sender().property("list")))
        self._fill()

    def _menu(self, person: int, where: QPoint) -> None:
        (row,) = self._library.people.rows([person]) or (None,)
        if row is not None:
            menu = PeopleMenu(self._actions, [person], circle=row.circle, state=row.state, parent=self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(where)


class TieRow(QFrame):
    """One person beside the circles; a proposal carries its two answers."""

    opened = Signal(object)
    accepted = Signal(object, int)
    declined = Signal(object, int)

    def __init__(self, tie: Tie, key: str, photo: bytes | None, now: int) -> None:
        super().__init__()
        self.tie = tie
        self.yes: QPushButton | None = None
        """Accepts a proposal."""
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 0, 2)
        row.setSpacing(10)
        face = Face(32)
        face.show_person(tie.person, tie.name, photo)
        row.addWidget(face)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        name = FactButton()
        name.setText(one_line(tie.name, 80))
        name.setFont(theme().font(bold=True))
        name.setCursor(Qt.CursorShape.PointingHandCursor)
        name.clicked.connect(self._open)
        holder = QHBoxLayout()
        holder.addWidget(name)
        holder.addStretch()
        texts.addLayout(holder)
        line = Elided(says(tie, key, now), "muted", small=True)
        line.setContentsMargins(3, 0, 0, 0)  # as far in as the name on its button
        texts.addWidget(line)
        row.addLayout(texts, 1)
        if tie.towards is not None:
            self._answers(row, tie, tie.towards)
        elif key == "drifting" and tie.silence_days is not None:
            row.addWidget(label(silent(tie.silence_days, tie.known_until), "muted", small=True))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _answers(self, row: QHBoxLayout, tie: Tie, towards: int) -> None:
        who = one_line(tie.name, 60)
        words = tr("Circle of {n}", n=towards) if towards else tr("No circle")
        yes = button(words, name=tr("{who}: {words}", who=who, words=words))
        yes.clicked.connect(self._accept)
        self.yes = yes
        no = button(tr("Not now"), "quiet", name=tr("{who}: not now", who=who))
        no.clicked.connect(self._decline)
        row.addWidget(yes)
        row.addWidget(no)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    def _open(self) -> None:
        self.opened.emit(self.tie.person)

    def _accept(self) -> None:
        self.accepted.emit(self.tie.person, self.tie.towards or 0)

    def _decline(self) -> None:
        self.declined.emit(self.tie.person, self.tie.towards or 0)


def earned(view: CirclesView) -> str:
    """Above those who are proposed; "more" only where somebody has a place already."""
    if view.members:
        return counted(view.earned, "One more has earned a place", "{n} more have earned a place")
    return counted(view.earned, "One person has earned a place", "{n} people have earned a place")


def says(tie: Tie, key: str, now: int) -> str:
    """The line below a name: where they are, and what speaks for the move."""
    parts = [tr("circle of {n}", n=tie.circle)] if tie.circle else []
    if key in ("drifting", "outwards"):
        if tie.rhythm_days is not None:
            parts.append(every(tie.rhythm_days))
    elif tie.recent_days:
        since = month(local(now - RECENT_DAYS * DAY_MS).month)
        days = counted(tie.recent_days, "one day of contact since {since}", "{n} days of contact since {since}")
        parts.append(days.replace("{since}", since))
    else:
        parts.append(counted(tie.days, "one day of contact", "{n} days of contact"))
    return " · ".join(parts)
