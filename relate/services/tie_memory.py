"""What the day's list is made from, held in memory: read once, and after a change only for those it is about."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from relate.domain.acts import Act, ActKind
from relate.domain.changes import ChangeSet, What
from relate.domain.homezone import HomeZone
from relate.domain.news import Piece, newest
from relate.domain.reasons import ReasonKind
from relate.domain.state_table import StateTable
from relate.domain.tie_facts import FactTable
from relate.services.news import News
from relate.store import tie_reads, ties
from relate.store.visibility import hidden
from relate.store.writing import Database

T = TypeVar("T")
_TOUCHES = (
    What.PEOPLE | What.TIES | What.TIMELINE | What.FACTS | What.OWNER | What.IMPORTS | What.SUGGESTIONS
)  # fmt: skip


@dataclass(slots=True)
class Held:
    """Everybody's states and facts, and what was done with cards, by person."""

    states: StateTable
    facts: FactTable
    acts: dict[int, list[Act]]

    @property
    def all_acts(self) -> list[Act]:
        """Oldest first."""
        return sorted((act for acts in self.acts.values() for act in acts), key=lambda act: act.at)

    @property
    def talked_to(self) -> int:
        """How many people there is any contact with."""
        return int((self.states.ints("n") > 0).sum())


class TieMemory:
    """Keeps `Held` and what was read of single people up to date. Told of changes on any thread, asked by one at a
    time."""

    def __init__(self, news: News) -> None:
        self._news = news
        self._lock = threading.Lock()
        self._held: Held | None = None
        self._stale: set[int] | None = None
        """People whose rows must be read again; None: everybody's."""
        self._unseen: tuple[int, ...] = ()
        self.read = KeptReads()

    def notice(self, changes: ChangeSet) -> None:
        """Remember whose rows are out of date; called with every change of the library."""
        if not changes.what & _TOUCHES:
            return
        with self._lock:
            if changes.people is None:
                self._stale = None
            elif self._stale is not None:
                self._stale |= changes.people

    def fresh(self, database: Database, zone: HomeZone) -> Held:
        """As the library is now. Takes seconds for the first time, milliseconds after a change of some people.

        What it gives is changed in place by the next call: one thread at a time asks, until it is done with the answer.
        """
        with self._lock:
            stale, self._stale = self._stale, set()
        try:
            self._held = self._renewed(database, zone, stale)
        except BaseException:
            with self._lock:
                self._stale = None  # half of it may be new: the next call reads everybody
            raise
        return self._held

    def _renewed(self, database: Database, zone: HomeZone, stale: set[int] | None) -> Held:
        unseen, held = hidden(database), self._held
        if unseen != self._unseen or stale is None:
            self._unseen = unseen
            self.read.forget(None)
        elif stale:
            self.read.forget(stale)
        if held is None or stale is None:
            states = tie_reads.states(database)
            held = Held(states, tie_reads.facts(database, states), _acts(database, zone, None))
            self._put_news(held.facts, self._news.everybody())
        elif stale:
            _renew(database, zone, held, sorted(stale))
            self._put_news(held.facts, self._news.of_some(stale))
        return held

    def _put_news(self, facts: FactTable, told: Mapping[int, Sequence[Piece]]) -> None:
        """When there was last something new of these people."""
        news_at = facts.ints("news_at")
        for person, pieces in told.items():
            piece = newest(pieces)
            if piece is not None and (row := facts.row(person)) is not None:
                news_at[row] = piece.known_at


class KeptReads:
    """What was read of single people, kept until something of theirs changes.

    What was read before a change and comes after it is not kept.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[int, dict[Hashable, object]] = {}
        self._changes = 0

    def forget(self, persons: Iterable[int] | None) -> None:
        """None is everybody."""
        with self._lock:
            self._changes += 1
            if persons is None:
                self._kept.clear()
            else:
                for person in persons:
                    self._kept.pop(person, None)

    def of(self, person: int, what: Hashable, read: Callable[[], T]) -> T:
        """What `read` answers of somebody; always the same kind of answer for the same `what`."""
        kept = self._kept.get(person, {})
        if what in kept:
            return cast(T, kept[what])
        changes = self._changes
        found = read()
        self._keep(changes, what, ((person, found),))
        return found

    def of_many(
        self, persons: Sequence[int], what: Hashable, read: Callable[[Sequence[int]], Iterable[tuple[int, T]]]
    ) -> dict[int, T]:
        """The same of many at once, for those of whom `read` has something to say."""
        kept = self._kept
        missing = [person for person in persons if what not in kept.get(person, ())]
        if missing:
            changes = self._changes
            found: dict[int, T | None] = dict.fromkeys(missing)
            found.update(read(missing))
            self._keep(changes, what, found.items())
        else:
            found = {}
        answers: dict[int, T] = {}
        for person in persons:
            answer = found[person] if person in found else cast("T | None", kept.get(person, {}).get(what))
            if answer is not None:
                answers[person] = answer
        return answers

    def _keep(self, changes: int, what: Hashable, answers: Iterable[tuple[int, object]]) -> None:
        with self._lock:
            if changes == self._changes:
                for person, answer in answers:
                    self._kept.setdefault(person, {})[what] = answer


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
    for person, act, at, until, reason in tie_reads.acts(database, persons):
        because = ReasonKind(reason) if reason else None
        found.setdefault(person, []).append(Act(person, ActKind(act), at, zone.day(at), until, because))
    return found
