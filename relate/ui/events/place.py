"""The place *Events*: days that may have been one, the events themselves, and the one that is picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.domain.events import Told, is_of_that_time
from relate.services.event_views import EventView, ProposedEvent
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.controls import button, label
from relate.ui.events import texts
from relate.ui.events.actions import EventActions
from relate.ui.events.detail import EventDetail
from relate.ui.events.form import EventForm
from relate.ui.events.line import ChoiceLine
from relate.ui.events.pasted import PasteBox
from relate.ui.events.proposal import ProposalDetail
from relate.ui.events.walk import WalkPage
from relate.ui.places.page import Page, Side, clear
from relate.ui.scrolled import Scrolled
from relate.ui.words import counted, local, tr

LANE = "events"
SOON_MS = 120
AT_FIRST = 60
PROPOSED_AT_FIRST = 5
LIST_WIDTH = 300
NEW = "new"
"""What stands in the place of a key while an event is being made."""

Days = tuple[str, str, int, int]
"""A proposal's account and days: what it is known again by."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the place shows, read behind the window."""

    proposed: tuple[ProposedEvent, ...]
    events: tuple[EventView, ...]
    arrived: frozenset[int] = frozenset()
    """The keys of those of whose lists somebody is to be joined."""


def read(library: Library) -> Read:
    arrived = frozenset(event.key for event, _ in library.events.all_arrivals())
    return Read(library.events.proposals(), tuple(library.events.all()), arrived)


class EventsPlace(QWidget):
    """`done(str)` says what was done, for the toast with its *Undo*; `person_chosen(person)`."""

    done = Signal(str)
    person_chosen = Signal(object)
    list_wanted = Signal(object)
    """(EventView)"""

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Events"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._library, self._background = library, background
        self._actions = EventActions(library, background, self)
        self._actions.done.connect(self._say)
        self._actions.marked.connect(self._is_marked)
        self._read: Read | None = None
        self._picked: object = None
        self._most, self._most_proposed = AT_FIRST, PROPOSED_AT_FIRST
        self._detail: QWidget | None = None
        self._to_name = False
        """Whether somebody came to name the picked days: the field of the name is to have the keys."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list_side())
        self._page = Page(widest=720)
        row.addWidget(self._page, 1)
        self._page.column.addWidget(label(tr("Looking what there was …"), "muted"))
        self._page.column.addStretch()
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.refresh)
        background.bridge.changed.connect(self._changed)

    def refresh(self) -> None:
        """Reads the events, and the days that may have been one."""
        self._background.run(read, self._library, then=self._show, lane=LANE)

    def show_proposal(self, proposed: ProposedEvent | EventView) -> None:
        """Goes to days that may have been an event, to name them; or to an event, to join who arrived."""
        if isinstance(proposed, EventView):
            self.show_event(proposed.key)
            return
        self._picked = _days(proposed)
        self._to_name = True
        if self._read is not None:
            self._show(self._read)
        self.refresh()

    def show_event(self, key: int) -> None:
        self._picked = key
        self.refresh()

    @property
    def detail(self) -> QWidget | None:
        """What is shown of the picked one: an EventDetail, a ProposalDetail, or an EventForm."""
        return self._detail

    # ----------------------------------------------------------------------------------------------- showing

    def _list_side(self) -> QWidget:
        side = Side(self, LIST_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 8)
        head.addWidget(label(tr("Events"), step=1, bold=True), 1)
        self.new = button(tr("New event"), icon="plus")
        self.new.clicked.connect(self._new)
        head.addWidget(self.new)
        column.addLayout(head)
        self._inside = QWidget()
        self._inside.setProperty("kind", "scrolled")
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, 0, 16)
        self._list.setSpacing(0)
        column.addWidget(Scrolled(self._inside), 1)
        return side

    def _show(self, found: Read) -> None:
        self._read = found
        if self._picked != NEW and self._picked not in self._choices(found):
            # Days that were named are the event now; whatever else went gives way to the first of the list.
            self._picked = next(iter(self._choices(found)), None)
        self._show_list(found)
        self._show_detail(found)

    @staticmethod
    def _choices(found: Read) -> list[object]:
        return [*map(_days, found.proposed), *(event.key for event in found.events)]

    def _show_list(self, found: Read) -> None:
        focused = next((line.what for line in self._lines() if line.hasFocus()), None)
        clear(self._list)
        if found.proposed:
            self._heading(tr("Was this an event?"))
        for proposed in found.proposed[: self._most_proposed]:
            below = texts.some_of(proposed.names, len(proposed.people))
            self._line(_days(proposed), texts.days_of(proposed), below)
        if (others := len(found.proposed) - self._most_proposed) > 0:
            self._more(others, self._show_more_proposed)
        heading = None
        for event in found.events[: self._most]:
            if texts.year(event) != heading:
                heading = texts.year(event)
                self._heading(heading)
            self._line(event.key, event.name, texts.line(event, arrived=event.key in found.arrived))
        if (others := len(found.events) - self._most) > 0:
            self._more(others, self._show_more)
        self._list.addStretch()
        if not self._to_name and (focused is not None or self.hasFocus()):
            QTimer.singleShot(0, self, self._focus_list)  # they are shown in the next turn

    def _lines(self) -> list[ChoiceLine]:
        items = [self._list.itemAt(n) for n in range(self._list.count())]
        return [line for item in items if item is not None and isinstance(line := item.widget(), ChoiceLine)]

    def _heading(self, text: str) -> None:
        heading = label(text, "muted", small=True)
        heading.setContentsMargins(16, 12, 12, 4)
        self._list.addWidget(heading)

    def _line(self, what: object, title: str, below: str) -> None:
        line = ChoiceLine(what, title, below)
        line.setChecked(what == self._picked)
        line.chosen.connect(self._pick)
        self._list.addWidget(line)

    def _more(self, others: int, then: object) -> None:
        more = button(counted(others, "Show {n} other", "Show {n} others"), "quiet")
        assert callable(then)
        more.clicked.connect(then)
        self._list.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_more(self) -> None:
        self._most *= 2
        self.refresh()

    def _show_more_proposed(self) -> None:
        self._most_proposed *= 4
        self.refresh()

    def _pick(self, what: object) -> None:
        self._picked = what
        for line in self._lines():
            line.setChecked(line.what == what)
        if self._read is not None:
            self._show_detail(self._read)

    def _new(self) -> None:
        self._pick(NEW)
        if self._detail is not None:
            self._detail.setFocus()

    def _show_detail(self, found: Read) -> None:
        """The picked one; one that is shown already is brought up to date where it stands."""
        proposed = next((one for one in found.proposed if _days(one) == self._picked), None)
        event = next((one for one in found.events if one.key == self._picked), None)
        shown = self._detail
        others = tuple(one for one in found.events if event is not None and one.key != event.key)
        if isinstance(shown, WalkPage) and event is not None and shown.key == event.key:
            shown.refresh()
        elif isinstance(shown, EventDetail) and event is not None and shown.view.key == event.key:
            shown.update_event(event, others)
        elif proposed is not None:
            if not (isinstance(shown, ProposalDetail) and shown.proposed == proposed):
                self._put(self._proposal(proposed, found.events))
        elif event is not None:
            self._put(self._event(event, others))
        elif self._picked == NEW:
            if not isinstance(shown, EventForm):
                self._put(self._form())
        else:
            self._put(_nothing())
        if self._to_name and isinstance(self._detail, ProposalDetail):
            self._to_name = False
            QTimer.singleShot(0, self, self._focus_name)

    def _put(self, detail: QWidget) -> None:
        focus = QApplication.focusWidget()
        typed = self._detail is not None and focus is not None and self._detail.isAncestorOf(focus)
        clear(self._page.column)
        self._detail = detail
        self._page.column.addWidget(detail)
        self._page.column.addStretch()
        self._page.scroller.verticalScrollBar().setValue(0)
        if typed:  # what was typed into is gone: on in the list, not at the foot of the window
            QTimer.singleShot(0, self, self._focus_list)

    def _focus_name(self) -> None:
        if isinstance(self._detail, ProposalDetail):
            self._detail.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_list(self) -> None:
        lines = self._lines()
        picked: QWidget = next((line for line in lines if line.what == self._picked), lines[0] if lines else self.new)
        picked.setFocus(Qt.FocusReason.OtherFocusReason)

    def _proposal(self, proposed: ProposedEvent, events: Sequence[EventView]) -> ProposalDetail:
        around = [one for one in events if one.start is not None and _is_around(one, proposed)]
        made = ProposalDetail(self._library, self._background, proposed, around)
        made.named.connect(self._actions.name)
        made.joined.connect(self._join_days)
        made.refused.connect(self._actions.refuse)
        made.opened.connect(self.person_chosen)
        return made

    def _event(self, event: EventView, others: Sequence[EventView]) -> EventDetail:
        made = EventDetail(self._library, self._background, event, others, local(self._library.clock()).date())
        made.changed.connect(self._actions.change)
        made.removed.connect(self._actions.remove)
        made.joined.connect(self._actions.join)
        made.came.connect(self._actions.came)
        made.went.connect(self._actions.went)
        made.new_came.connect(self._actions.new_came)
        made.opened.connect(self.person_chosen)
        made.list_pasted.connect(self._actions.put_in)
        made.walk_wanted.connect(self._walk)
        made.round_wanted.connect(self._begin_round)
        made.round_unwanted.connect(self._actions.end_round)
        made.people_joined.connect(self._actions.join_people)
        made.list_wanted.connect(self.list_wanted)
        return made

    def _walk(self, event: EventView) -> None:
        made = WalkPage(self._library, self._background, event.key, event.name)
        made.marked.connect(self._actions.mark)
        made.noted.connect(self._actions.note)
        made.promised.connect(self._actions.promise)
        made.came.connect(self._actions.came)
        made.round_wanted.connect(self._begin_round)
        made.left.connect(self._end_walk)
        self._put(made)
        QTimer.singleShot(0, made, made.setFocus)

    def _end_walk(self) -> None:
        self._detail = None
        self.refresh()
        QTimer.singleShot(0, self, self._focus_list)

    def _form(self) -> EventForm:
        paste = PasteBox(self._library, self._background)
        made = EventForm(None, local(self._library.clock()).date(), paste)
        made.saved.connect(self._make)
        made.cancelled.connect(self._no_new)
        return made

    def _no_new(self) -> None:
        self._picked = None
        self.refresh()

    # ------------------------------------------------------------------------------------------------- doing

    def _join_days(self, proposed: ProposedEvent, key: int) -> None:
        self._picked = key
        self._actions.join_days(proposed, key)

    def _make(self, told: Told) -> None:
        self._actions.make(told, self._detail.guests if isinstance(self._detail, EventForm) else [])

    def _begin_round(self, key: int) -> None:
        if isinstance(self._detail, WalkPage):
            self._end_walk()
        self._actions.begin_round(key)

    def _is_marked(self, person: int) -> None:
        if isinstance(self._detail, WalkPage):
            self._detail.is_there(person)

    def _say(self, says: str, made: object) -> None:
        if made is not None:
            self._picked = made
        self.done.emit(says)
        self.refresh()

    # ---------------------------------------------------------------------------------------------------- Qt

    def _changed(self, change: ChangeSet) -> None:
        if self.isVisible() and change.what & (What.EVENTS | What.IMPORTS | What.PEOPLE):
            self._soon.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._read is not None and not self._to_name:
            self._focus_list()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()


def _days(proposed: ProposedEvent) -> Days:
    return proposed.network, proposed.title, proposed.first_day, proposed.last_day


def _is_around(event: EventView, proposed: ProposedEvent) -> bool:
    start, end = event.start, event.end
    assert start is not None
    ends = None if end is None else end.ms
    return any(is_of_that_time(day, start.ms, ends) for day in (proposed.first_day, proposed.last_day))


def _nothing() -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(label(tr("No events yet"), step=2, bold=True))
    column.addWidget(
        label(
            tr(
                "Seminars, exhibitions, dinners: put in who was there, and the page of each of them says how you met. "
                "Archives of LinkedIn and Facebook bring events of their own, and days on which many became connected "
                "are offered here."
            ),
            "muted",
            wrap=True,
        )
    )
    return box
