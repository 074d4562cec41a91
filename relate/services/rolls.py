"""The list of an event to walk through: whom to keep, a line and a promise, and the round that follows.

Reads that scan are for a reader's thread. Every command is one step of History.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from concurrent.futures import Future

from relate.domain.changes import ChangeSet
from relate.domain.event_rounds import DAYS, Mark, is_over, number_of
from relate.domain.homezone import HomeZone
from relate.domain.moments import date_of, day_number
from relate.domain.phrases import promise
from relate.services.commanding import Commanding
from relate.services.event_views import RollPerson, RollView
from relate.services.readers import Readers
from relate.services.settings import Settings
from relate.store import arrival_commands, event_reads, event_rolls, mark_commands, people_reads
from relate.store.event_cells import row_of_event


class Rolls:
    """What is decided about the people of events."""

    def __init__(self, commanding: Commanding, readers: Readers, settings: Settings) -> None:
        self._commanding = commanding
        self._readers = readers
        self._settings = settings

    # -- reading --------------------------------------------------------------------------------------------------

    def roll(self, key: int) -> RollView:
        """Everybody on the list of an event: those met first, then by name; a decision moves nobody."""
        database = self._readers.connection()
        here = event_reads.guests(database, key)
        lines = {line.id: line for line in people_reads.rows(database, [guest.person for guest in here])}
        marks = {one.person: Mark(one.mark) for one in event_rolls.decisions(database, [key])}
        noted = event_rolls.lines(database, key)
        row = row_of_event(database, key)
        promised, scanned = event_rolls.promises(database, row), event_rolls.scanned(database, row)
        listed = people_reads.listed_of(database, list(lines))
        people = tuple(
            RollPerson(
                person=line.id,
                name=line.name,
                role=line.role,
                company=line.company,
                has_photo=bool(line.has_photo),
                met=guest.met,
                told=guest.told,
                listed=line.id in listed,
                talked=line.last_contact is not None,
                mark=marks.get(line.id),
                line=noted.get(line.id, ""),
                scanned=scanned.get(line.id, ""),
                promises=tuple((one.uid, one.text, one.due_day) for one in promised.get(line.id, ())),
            )
            for guest in here
            if (line := lines.get(guest.person)) is not None
        )
        for one in event_rolls.rounds(database, key):
            return RollView(key, people, *self._standing(one.first_day))
        return RollView(key, people)

    def _standing(self, first_day: int) -> tuple[int, int, bool]:
        """(which of its days today is, how many it still has, whether it is over)."""
        today, off = self._today(), self._days_off()
        number = number_of(first_day, today, off) or 0
        if is_over(first_day, today, off):
            return 0, 0, True
        gone = sum(number_of(first_day, day, off) is not None for day in range(first_day, today))
        return number, DAYS - gone, False

    # -- acting ---------------------------------------------------------------------------------------------------

    def mark(self, key: int, persons: Sequence[int], what: Mark | None) -> Future[ChangeSet]:
        """Keep, maybe or skip them; None: nothing is decided."""
        return self._commanding.do(lambda database, journal: mark_commands.mark(database, journal, key, persons, what))

    def note(self, key: int, person: int, text: str) -> Future[ChangeSet]:
        """One line about somebody; "" takes it away."""
        return self._commanding.do(lambda database, journal: mark_commands.note(database, journal, key, person, text))

    def promise(self, key: int, person: int, text: str) -> Future[ChangeSet]:
        """*I promised*, with the day that the words name: "the price list by friday"."""
        uid = uuid.uuid4().hex
        what, day = self.promised_by(text)
        return self._commanding.do(
            lambda database, journal: mark_commands.promise(database, journal, key, person, uid, what, day)
        )

    def promised_by(self, text: str) -> tuple[str, int | None]:
        """What is promised, and the home day that its words name."""
        what, day = promise(text, date_of(self._today()))
        return what, None if day is None else day_number(day)

    def begin_round(self, key: int) -> Future[ChangeSet]:
        """Follow up with those who are kept, from today on."""
        today = self._today()
        return self._commanding.do(lambda database, journal: mark_commands.begin_round(database, journal, key, today))

    def end_round(self, key: int) -> Future[ChangeSet]:
        return self._commanding.do(lambda database, journal: mark_commands.end_round(database, journal, key))

    def join(self, key: int, pairs: Sequence[tuple[int, int]]) -> Future[ChangeSet]:
        """Each of the list is who became connected, and was met there: all in one step."""
        return self._commanding.do(lambda database, journal: arrival_commands.join(database, journal, key, pairs))

    def _today(self) -> int:
        zone = HomeZone.named(self._settings.get("home_zone", ""))
        return zone.day(self._commanding.clock())

    def _days_off(self) -> frozenset[int]:
        return frozenset(int(day) - 1 for day in self._settings.get("budget.days_off", "") if day in "1234567")
