"""What the place *Events* does: each is one command, one sentence for the toast, one undo."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from relate.domain.event_rounds import Mark
from relate.domain.events import Told
from relate.services.event_views import ProposedEvent
from relate.services.guest_lists import Chosen
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.events import texts
from relate.ui.words import counted, one_line, tr


class EventActions(QObject):
    """`done(says, made)`: it is in the library; made: the key of an event that was made, else None. `marked(person)`:
    what was decided about them is."""

    done = Signal(str, object)
    marked = Signal(object)

    def __init__(self, library: Library, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background

    # the events ------------------------------------------------------------------------------------------------------

    def name(self, proposed: ProposedEvent, name: str, place: str) -> None:
        """Days become an event of this name."""
        says = texts.named(name, len(proposed.people))
        self._do(self._library.events.accept(proposed, name, place), says, makes=True)

    def join_days(self, proposed: ProposedEvent, key: int) -> None:
        """Days were an event that is there already."""
        says = texts.named(self._called(key), len(proposed.people))
        self._do(self._library.events.accept_into(proposed, key), says)

    def refuse(self, proposed: ProposedEvent) -> None:
        days = texts.days_of(proposed)
        self._do(self._library.events.refuse(proposed, days), tr("{days}: not an event", days=days))

    def make(self, told: Told, guests: Sequence[Chosen]) -> None:
        """An event of one's own, with those of a pasted list."""
        if guests:
            says = texts.put_into(told.name, len(guests))
            self._do(self._library.guest_lists.make(told, guests), says, makes=True)
        else:
            says = tr("{name} made", name=one_line(told.name, 60))
            self._do(self._library.events.make(told), says, makes=True)

    def change(self, key: int, told: Told) -> None:
        self._do(self._library.events.change(key, told), tr("{name} changed", name=one_line(told.name, 60)))

    def remove(self, key: int) -> None:
        says = tr("{name} removed", name=one_line(self._called(key), 60))
        self._do(self._library.events.remove(key), says)

    def join(self, key: int, other: int) -> None:
        self._do(self._library.events.join(key, other), tr("Two events are one now"))

    # who was there ---------------------------------------------------------------------------------------------------

    def came(self, key: int, people: tuple[int, ...], met: bool) -> None:
        says = tr("{who} met there", who=self._who(people)) if met else tr("{who} listed only", who=self._who(people))
        self._do(self._library.events.add_people(key, people, met=met), says)

    def went(self, key: int, person: int) -> None:
        self._do(self._library.events.take_people(key, (person,)), tr("{who} was not there", who=self._who((person,))))

    def new_came(self, key: int, name: str) -> None:
        """Somebody whom nobody knew yet was there."""
        self._background.bridge.when_done(self._library.people.add(name), partial(self._new_is_there, key))

    def put_in(self, key: int, guests: Sequence[Chosen]) -> None:
        """Those of a pasted list are on the list of an event."""
        says = texts.put_into(self._called(key), len(guests))
        self._do(self._library.guest_lists.add(key, guests), says)

    def join_people(self, key: int, pairs: Sequence[tuple[int, int]]) -> None:
        """Each of the list is who became connected."""
        says = counted(len(pairs), "{n} of the list is joined", "{n} of the list are joined")
        self._do(self._library.rolls.join(key, pairs), says)

    # walking through its list ----------------------------------------------------------------------------------------

    def mark(self, key: int, person: int, what: Mark) -> None:
        command = self._library.rolls.mark(key, (person,), what)
        self._background.bridge.when_done(command, partial(self._is_marked, person))
        self._do(command, texts.said_marked(self._who((person,)), what))

    def note(self, key: int, person: int, line: str) -> None:
        self._do(self._library.rolls.note(key, person, line), tr("Noted about {who}", who=self._who((person,))))

    def promise(self, key: int, person: int, text: str) -> None:
        what, day = self._library.rolls.promised_by(text)
        self._do(self._library.rolls.promise(key, person, text), texts.promised(what, day))

    def begin_round(self, key: int) -> None:
        self._do(self._library.rolls.begin_round(key), tr("Following up, from today on"))

    def end_round(self, key: int) -> None:
        self._do(self._library.rolls.end_round(key), tr("The follow-up round is over"))

    def _new_is_there(self, key: int, person: int) -> None:
        self.came(key, (person,), True)

    def _is_marked(self, person: int, _result: object) -> None:
        self.marked.emit(person)

    def _called(self, key: int) -> str:
        event = self._library.events.event(key)
        return event.name if event is not None else ""

    def _who(self, people: Sequence[int]) -> str:
        return ", ".join(one_line(row.name, 60) for row in self._library.people.rows(list(people)))

    def _do(self, command: Future[Any], says: str, *, makes: bool = False) -> None:
        self._background.bridge.when_done(command, partial(self._say, says, makes))

    def _say(self, says: str, makes: bool, result: object) -> None:
        self.done.emit(says, result if makes else None)
