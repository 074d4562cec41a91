"""Whom a day names: what is held of everybody, what the user did, and what the library tells of today, brought together
for `daylist.choose`. Scans: for a reader's thread. Source: design/ranking.md, "Priority".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from relate.domain.acts import Acts, Named
from relate.domain.budget import Budget
from relate.domain.candidates import candidates
from relate.domain.daylist import choose, held_back_today
from relate.domain.homezone import HomeZone
from relate.domain.priority import Ranking
from relate.domain.reasons import ReasonKind
from relate.domain.state_table import NEVER, StateTable, is_learnt
from relate.domain.today import DayList, Due, Section, Today, Waiting
from relate.services.absence import birthdays_between
from relate.services.event_following import Following, following
from relate.services.kept_promises import was_brought
from relate.services.kept_reads import KeptReads
from relate.services.tie_memory import Held
from relate.store import day_reads, last_words, tie_reads
from relate.store.covers import Known, known_until
from relate.store.writing import Database

WAITING_DAYS = 31
NAMED_DAYS = 120
"""How long the lists of former days are looked at: nobody passed over is still fading back after that."""
DAY_MS = 86_400_000
WEEK_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom a day names, and what it was chosen from."""

    ranking: Ranking
    day: DayList
    acts: Acts
    rounds: tuple[Following, ...]


class Choosing:
    """Chooses as the settings are when it is asked. zone: the one the user is at home in."""

    def __init__(self, zone: Callable[[], HomeZone], budget: Callable[[], Budget]) -> None:
        self._zone, self._budget = zone, budget

    def choose(self, database: Database, held: Held, now: int) -> Choice:
        """The day of an instant (UTC ms)."""
        zone = self._zone()
        today = zone.day(now)
        doing = held.all_acts
        former = day_reads.named(database, today - NAMED_DAYS, held.acts)
        before = [Named(day, person, section) for day, section, person in former]
        plain = Today(
            now=now,
            day=today,
            candidates=(),
            budget=self._budget(),
            acts=doing,
            named=before,
            opened=day_reads.days_named(database, today - NAMED_DAYS),
        )
        ranking = ranked(held, now, held_back_today(plain))
        acts = Acts(doing)
        rounds = following(database, ranking, acts, before, today, plain.budget.days_off)
        staying = [each.person for each in before if each.day == today and each.section == Section.RECONNECT]
        full = Today(
            now=now,
            day=today,
            candidates=candidates(ranking, keep=staying, day_of=zone.day),
            budget=plain.budget,
            acts=doing,
            named=before,
            opened=plain.opened,
            waiting=_waiting(database, ranking, now, held.read),
            due=_due(database, ranking, today),
            rhythms={person: days for person in held.acts if (days := _rhythm(ranking, person)) is not None},
            lasts={person: at for person in held.acts if (at := _last(ranking, person)) is not None},
            covers={person: at for person in held.acts if (at := _cover(ranking, person)) is not None},
            elsewhere=frozenset(person for each in rounds for person in each.day.people),
        )
        return Choice(ranking, choose(full), acts, rounds)


def ranked(held: Held, now: int, held_back: Mapping[int, float] | None = None) -> Ranking:
    """Everybody's place at an instant (UTC ms). held_back: as `priority.rank` takes it."""
    return held.ranks.rank(held.states, held.facts, now, _history_days(held.states, now), held_back or {})


def _waiting(database: Database, ranking: Ranking, now: int, read: KeptReads) -> list[Waiting]:
    found = []
    newest = max(known_until(database).values(), default=now)
    whom = day_reads.may_wait(database, min(now, newest) - WAITING_DAYS * DAY_MS)
    lines = read.of_many(whom, "last line", partial(last_words.last_lines, database, most=1))
    if not len(ranking.states):
        return []
    waiting = {person: line for person, line in lines.items() if line.theirs and line.at <= now}
    channels = Known(database, waiting)
    rows = ranking.states.rows(waiting)
    circles = ranking.facts.ints("circle")[rows].tolist()
    standings = ranking.facts.ints("standing")[rows].tolist()
    for row, circle, standing, (person, line) in zip(rows, circles, standings, waiting.items(), strict=True):
        if row < 0:
            continue
        # Of the channel the message came by: what another one tells since says nothing of an answer there.
        known = channels.of(line.account, person)
        found.append(
            Waiting(
                person=person,
                at=line.at,
                record=line.interactions[0],
                wrote_before=line.wrote_before,
                circle=circle,
                known_until=None if known is None or known >= now else known,
                standing=tie_reads.STANDINGS_BY_NUMBER[standing],
            )
        )
    return found


def _due(database: Database, ranking: Ranking, today: int) -> list[Due]:
    found = []
    for person, text, due, found_in, since in day_reads.promises(database):
        row = ranking.states.row(person)
        if row is None or (due is not None and due > today + WEEK_AHEAD):
            continue
        if was_brought(database, person, text, since):
            continue
        records = (found_in,) if found_in is not None else ()
        standing = tie_reads.STANDINGS_BY_NUMBER[int(ranking.facts.ints("standing")[row])]
        found.append(Due(person, ReasonKind.PROMISE_DUE, due, text, records, standing))
    for person, day, standing in birthdays_between(database, ranking, today, today + WEEK_AHEAD):
        found.append(Due(person, ReasonKind.BIRTHDAY, day, standing=standing))
    return found


def _history_days(states: StateTable, now: int) -> float:
    first = states.ints("first_day")[states.ints("n") > 0]
    return float(now // DAY_MS - int(first.min())) if len(first) else 0.0


def _last(ranking: Ranking, person: int) -> int | None:
    row = ranking.states.row(person)
    if row is None:
        return None
    last = int(ranking.states.ints("last")[row])
    return None if last == NEVER else last


def _cover(ranking: Ranking, person: int) -> int | None:
    row = ranking.states.row(person)
    return None if row is None else int(ranking.facts.ints("cover_at")[row])


def _rhythm(ranking: Ranking, person: int) -> float | None:
    """The promised rhythm in days, else the one learnt where it may be said."""
    row = ranking.states.row(person)
    if row is None:
        return None
    states, promised = ranking.states, float(ranking.promised[row])
    return promised or (float(states.floats("usual")[row]) if is_learnt(states, row) else None)
