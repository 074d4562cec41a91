"""What the day's list is made from, held in memory: read once, and after a change only for those it is about.

After an import or its undo it is read anew for everybody, in pieces and beside what is held: that answers until the new
is there, so that a conversation logged in the meantime is shown at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar, cast

from relate.domain.acts import Act, ActKind
from relate.domain.changes import ChangeSet, What
from relate.domain.homezone import HomeZone
from relate.domain.kept_ranks import KeptRanks
from relate.domain.news import Piece, newest
from relate.domain.reasons import ReasonKind
from relate.domain.state_table import StateTable
from relate.domain.tie_facts import FactTable
from relate.services.first_list import FirstPeople
from relate.services.kept_reads import KeptReads
from relate.services.looking_for import NOBODY, Fitting, LookingFor
from relate.services.news import News
from relate.store import day_reads, everybody, tie_reads, ties
from relate.store.visibility import going
from relate.store.writing import Database

T = TypeVar("T")
_TOUCHES = (
    What.PEOPLE | What.TIES | What.TIMELINE | What.FACTS | What.OWNER | What.IMPORTS | What.SUGGESTIONS
)  # fmt: skip
MANY: Final = 1_000
"""People from whom on reading everybody is no longer than reading them one by one."""
TOLD_AT_A_TIME: Final = 500
"""People whose newest news is looked for between two times that others may go first."""


@dataclass(slots=True)
class Held:
    """Everybody's states and facts, what was done with cards, by person, and what was read and worked out of single
    people."""

    states: StateTable
    facts: FactTable
    acts: dict[int, list[Act]]
    read: KeptReads = field(default_factory=KeptReads)
    first: FirstPeople = field(default_factory=FirstPeople)
    ranks: KeptRanks = field(default_factory=KeptRanks)
    fitting: Fitting = NOBODY
    """Who fits what the user looks for, as `facts` has it."""

    def is_about(self, persons: set[int]) -> None:
        """Their states or facts change."""
        self.first.is_about(persons)
        self.ranks.is_about(persons)

    @property
    def all_acts(self) -> list[Act]:
        """Oldest first."""
        return sorted((act for acts in self.acts.values() for act in acts), key=lambda act: act.at)

    @property
    def talked_to(self) -> int:
        """How many people there is any contact with."""
        return int((self.states.ints("n") > 0).sum())


class TieMemory:
    """Keeps `Held` up to date. Told of changes on any thread.

    What is held is asked by one thread at a time, until it is done with the answer; another one may read everybody
    anew in the meantime.
    """

    def __init__(self, news: News, looking: LookingFor | None = None) -> None:
        """looking: who fits what the user looks for."""
        self._news = news
        self._looking = looking
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        """Held by whoever reads everybody."""
        self._held: Held | None = None
        self._stale: set[int] = set()
        """People whose rows in `_held` must be read again."""
        self._since: set[int] = set()
        """People who changed since the reading of everybody began that goes on now, or that was the last."""
        self._upheavals = 0
        """Changes that may be of anybody."""
        self._held_as_of = -1
        """How many of them `_held` knows of."""
        self._going: frozenset[int] = frozenset()

    def notice(self, changes: ChangeSet) -> None:
        """Remember whose rows are out of date; called with every change of the library."""
        if not changes.what & _TOUCHES:
            return
        with self._lock:
            if changes.people is None or len(self._stale | changes.people) > MANY:
                self._upheavals += 1
            else:
                self._stale |= changes.people
                self._since |= changes.people

    def is_whole(self, database: Database) -> bool:
        """Whether what is held is what the library says, but for people who are read again in no time."""
        gone = going(database)
        with self._lock:
            if not gone <= self._going:
                self._upheavals += 1  # its rows vanished from every reader, and stand in what is held
            self._going = gone
            return self._held_as_of == self._upheavals

    @property
    def is_empty(self) -> bool:
        """Whether everybody has yet to be read for the first time."""
        return self._held is None

    def fresh(self, database: Database, zone: HomeZone) -> Held:
        """As the library is now. Takes a second or two for the first time and after an import, milliseconds after a
        change of some people.

        What it gives is changed in place by the next call.
        """
        self.read_everybody(database, zone)
        held = self.at_hand(database, zone)
        assert held is not None
        return held

    def at_hand(self, database: Database, zone: HomeZone) -> Held | None:
        """The same at once: where `is_whole` does not hold, as the library was before, but for those who changed since
        by themselves. None while everybody has yet to be read for the first time."""
        with self._lock:
            held, stale, self._stale = self._held, self._stale, set()
            is_whole = self._held_as_of == self._upheavals
        if held is None:
            return None
        try:
            if stale:
                held.read.forget(stale)
                held.is_about(stale)
                _renew(database, zone, held, sorted(stale))
                self._put_news(held.facts, self._news.of_some(stale))
            if is_whole:  # else everybody is read soon, and who fits with them
                self._fit(database, held, renewed=bool(stale))
        except BaseException:
            with self._lock:
                self._upheavals += 1  # half of it may be new: everybody is read
            raise
        return held

    def read_everybody(
        self,
        database: Database,
        zone: HomeZone,
        between: Callable[[], object] = lambda: None,
        prepare: Callable[[Held], object] = lambda _held: None,
    ) -> None:
        """Read everybody, unless what is held is whole. Then that takes the place of what answered until now.

        between: called between the pieces, to let others go first. prepare: called with what was read before anybody
        else asks it.
        """
        with self._reading:
            if self.is_whole(database):
                return
            with self._lock:
                as_of, self._since = self._upheavals, set()
            states, facts = _drained(everybody.states_and_facts(database), between)
            held = Held(states, facts, _acts(database, zone, None))
            self._put_news(held.facts, self._news.everybody(between), between)
            between()
            self._fit(database, held, renewed=True)
            with held.read.giving_way(between):
                prepare(held)
            with self._lock:
                self._held, self._held_as_of, self._stale = held, as_of, self._since.copy()

    def _fit(self, database: Database, held: Held, *, renewed: bool) -> None:
        """Marks who fits: everybody anew where anybody's facts were read again or somebody fits who did not."""
        fitting = NOBODY if self._looking is None else self._looking.fitting(database)
        if fitting is held.fitting and not (renewed and fitting.by_person):
            return
        import numpy as np

        held.fitting = fitting
        marked = np.isin(held.facts.persons, np.fromiter(fitting.by_person, dtype=np.int64))
        held.is_about(set(held.facts.persons[marked != held.facts.bools("fits")].tolist()))
        held.facts.bools("fits")[:] = marked
        held.facts.bools("goal")[:] = marked

    @staticmethod
    def _put_news(
        facts: FactTable, told: Mapping[int, Sequence[Piece]], between: Callable[[], object] = lambda: None
    ) -> None:
        """When there was last something new of these people."""
        news_at = facts.ints("news_at")
        # All looked up at once: of thousands each by itself would keep Python from whoever shows a conversation.
        for number, (row, pieces) in enumerate(zip(facts.rows(told).tolist(), told.values(), strict=True)):
            if number % TOLD_AT_A_TIME == 0:
                between()
            if row >= 0 and (piece := newest(pieces)) is not None:
                news_at[row] = piece.known_at


def _drained(reading: Generator[None, None, T], between: Callable[[], object]) -> T:
    while True:
        try:
            next(reading)
        except StopIteration as over:
            return cast(T, over.value)
        between()


def _renew(database: Database, zone: HomeZone, held: Held, persons: Sequence[int]) -> None:
    known = dict(tie_reads.facts_of(database, persons))
    for person in persons:
        held.acts.pop(person, None)
        if person in known:
            held.states.update(person, ties.state_of(database, person))
            held.facts.update(person, known[person])
        else:
            held.states.remove(person)
            held.facts.remove(person)
    held.acts.update(_acts(database, zone, persons))


def _acts(database: Database, zone: HomeZone, persons: Sequence[int] | None) -> dict[int, list[Act]]:
    found: dict[int, list[Act]] = {}
    for person, act, at, until, reason in day_reads.acts(database, persons):
        because = ReasonKind(reason) if reason else None
        found.setdefault(person, []).append(Act(person, ActKind(act), at, zone.day(at), until, because))
    return found
