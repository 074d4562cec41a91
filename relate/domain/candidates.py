"""Who may be named today and why, out of a ranking: the few hundred people the day's list chooses from.

Source: design/ranking.md, "Candidates". Reasons come without the ids of their records: the services know those
(`Reason.resting_on`) and look them up only for the people who are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from relate.domain.circles import INNER
from relate.domain.priority import Ranking
from relate.domain.reasons import Reason, ReasonKind, strongest_first
from relate.domain.rhythm import DAY_MS
from relate.domain.state_table import NEVER, is_learnt, learnt

if TYPE_CHECKING:
    from relate.domain.columns import Floats, Ints

REVIVE_SHARE: Final = 0.05
CLOSE_LEAST: Final = 6.0
"""Σw of somebody's best two years below which nobody is said to have been close, however thin the library."""
REVIVE_AFTER_DAYS: Final = 365.0
REVIVE_ANSWERS: Final = 0.3
EXPLORE_RANKS: Final = (150, 500)
COLD_AFTER_DAYS: Final = 30.0
"""Somebody with little history is not named again in the same month."""
SLOW_AFTER_DAYS: Final = 91.0
"""Somebody with a rhythm who is not late may be named after a quarter of a year."""
STOPPED_TURNS: Final = 4
DAYS_A_YEAR_MS: Final = 365 * DAY_MS


class Sort(IntEnum):
    """What makes somebody a candidate, the strongest first."""

    PROMISED = 0
    REVIVE = 1
    SLIPPING = 2
    NEWS = 3
    COLD = 4
    EXPLORE = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be named. order: higher first within a sort. lateness: days waited ÷ promised rhythm, else 0.

    inner: in the circles of 5 and 15. last: the last known contact, UTC milliseconds. rhythm: the promised or usual
    rhythm in days, what *Skip this time* and *Write* rest by.
    """

    person: int
    sort: Sort
    order: float
    lateness: float
    inner: bool
    last: int | None
    rhythm: float | None
    reasons: tuple[Reason, ...]


def utc_day(instant: int) -> int:
    """The day of an instant in UTC milliseconds, where no home zone is given."""
    return instant // DAY_MS


def candidates(
    ranking: Ranking, *, keep: Collection[int] = (), most: int = 120, day_of: Callable[[int], int] = utc_day
) -> list[Candidate]:
    """Everybody with a promise that is due, and at most `most` of each other sort, best first within a sort.

    keep: people the day has named already; they stay while they may be named, unless they were talked to today, or a
    talk told since then ended the silence they were named for. day_of gives the home day of an instant; today's turns
    the order of *explore*, a shuffle that stays for the day.
    """
    import numpy as np

    today = day_of(ranking.now)
    taken = np.zeros(len(ranking.states), dtype=np.bool_)
    result: list[Candidate] = []
    for sort, some, order in _sorts(ranking, today):
        rows = some[~taken[some]]
        taken[rows] = True
        best, orders = _best(rows, order(rows), len(rows) if sort is Sort.PROMISED else most)
        result += _of_rows(ranking, best, sort, orders.tolist())
    chosen = {each.person for each in result}
    for person in keep:
        row = ranking.states.row(person)
        if row is None or person in chosen or not ranking.open[row]:
            continue
        if day_of(max(int(ranking.states.ints("last")[row]), 0)) < today and _is_quiet(ranking, row):
            result.append(candidate(ranking, row, Sort.EXPLORE, 0.0))
    return result


def _best(rows: Ints, order: Floats, most: int) -> tuple[Ints, Floats]:
    """At most so many of these rows, the highest order first, equal ones as they stand; and their orders."""
    import numpy as np

    if most < len(rows):
        least = np.partition(order, len(rows) - most)[len(rows) - most]
        above = order >= least
        rows, order = rows[above], order[above]
    best = np.argsort(-order, kind="stable")[:most]
    return rows[best], order[best]


def _sorts(ranking: Ranking, today: int) -> Iterator[tuple[Sort, Ints, Callable[[Ints], Floats]]]:
    """Each sort with the rows that belong to it, ascending, and what tells their order. Only those who may be named are
    looked at, and of them as few as a first look leaves."""
    import numpy as np

    states, facts, is_open = ranking.states, ranking.facts, ranking.open
    has_talked, promised = states.ints("n") > 0, ranking.promised > 0

    def by_place(rows: Ints) -> Floats:
        return ranking.order[rows]

    lateness = lateness_of(ranking)
    yield Sort.PROMISED, np.flatnonzero(is_open & (lateness > 1)), lateness.__getitem__

    talked = np.flatnonzero(is_open & has_talked)
    silence, usual, known = ranking.silence[talked], states.floats("usual")[talked], learnt(states, talked)
    late = np.maximum(states.floats("late")[talked], usual)
    close = states.floats("best2y")
    revive = close[talked] >= max(_edge(close[has_talked]), CLOSE_LEAST)
    revive &= (silence > REVIVE_AFTER_DAYS) & (ranking.answers[talked] >= REVIVE_ANSWERS)
    yield Sort.REVIVE, talked[revive], lambda rows: close[rows] * ranking.answers[rows]
    # What the user set by hand holds against the rhythm that is learnt: a loosened one names nobody before its time.
    by_hand = facts.floats("rhythm_days")[talked] > 0
    yield Sort.SLIPPING, talked[known & (silence > late) & ~by_hand], by_place

    news = np.flatnonzero(is_open & ranking.has_news)
    told = has_talked[news]
    worth = (facts.ints("circle")[news] > 0) | told | facts.bools("fits")[news]
    yield Sort.NEWS, news[worth & (~told | (ranking.silence[news] > states.floats("usual")[news]))], by_place

    # Whoever has a promised rhythm that is not due yet needs no other prompt, unless their own rhythm says so.
    cold = np.flatnonzero(is_open & (ranking.cold > 0) & ~promised)
    told, known_ones, quiet = has_talked[cold], learnt(states, cold), ranking.silence[cold]
    # Somebody with a slow rhythm is not late for years: once the usual gap is over they come before strangers.
    slow = known_ones & (quiet > np.maximum(states.floats("usual")[cold], SLOW_AFTER_DAYS))
    yield Sort.COLD, cold[(~known_ones & (~told | (quiet >= COLD_AFTER_DAYS))) | slow], by_place

    explore = _between(ranking.value, *EXPLORE_RANKS)
    explore = explore[is_open[explore] & ~promised[explore] & has_talked[explore]]
    late = np.maximum(states.floats("late")[explore], states.floats("usual")[explore])
    explore = explore[ranking.silence[explore] > np.maximum(late, COLD_AFTER_DAYS)]
    yield Sort.EXPLORE, explore, lambda rows: shuffled(states.persons[rows], today)


def _is_quiet(ranking: Ranking, row: int) -> bool:
    """Whether somebody is silent for long enough that anything but a promise could name them."""
    states = ranking.states
    if float(ranking.facts.floats("rhythm_days")[row]) > 0:
        return float(lateness_of(ranking)[row]) > 1
    late = max(float(states.floats("late")[row]), float(states.floats("usual")[row]))
    return float(ranking.silence[row]) >= (late if is_learnt(states, row) else COLD_AFTER_DAYS)


def _edge(close: Floats) -> float:
    """What the best two years of the closest twentieth have at least."""
    import numpy as np

    if not len(close):
        return 0.0
    place = int(len(close) * (1 - REVIVE_SHARE))
    return float(np.partition(close, place)[place])


def lateness_of(ranking: Ranking) -> Floats:
    """Days waited ÷ promised rhythm per person, 0 without a promise or without an instant to count from."""
    import numpy as np

    promised = ranking.promised > 0
    waited = np.where(promised & np.isfinite(ranking.waited), ranking.waited, 0.0)
    return waited / np.where(promised, ranking.promised, 1.0)


def _between(values: Floats, first: int, last: int) -> Ints:
    """The rows, ascending, that stand from the first to the last place by value, counted from 0; none of no value."""
    import numpy as np

    some = np.flatnonzero(values > 0)
    return np.sort(_best(some, values[some], last)[0][first:])


def shuffled(persons: Ints, day: int) -> Floats:
    """A number between 0 and 1 per person, other ones each day (splitmix64)."""
    import numpy as np

    mixed = persons.astype(np.uint64) + np.uint64((day * 0x9E3779B97F4A7C15) % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) / 2**53


def candidate(ranking: Ranking, row: int, sort: Sort, order: float) -> Candidate:
    """One row of a ranking as somebody who may be named, with every reason that holds for them."""
    import numpy as np

    return _of_rows(ranking, np.array([row]), sort, [order])[0]


def _of_rows(ranking: Ranking, rows: Ints, sort: Sort, orders: Sequence[float]) -> list[Candidate]:
    return [_candidate(each, sort, order) for each, order in zip(_facts_of(ranking, rows), orders, strict=True)]


class _Facts(NamedTuple):
    """What is known of one row, as plain numbers; the names are those of the tables' columns. waited: 0 without a
    promised rhythm, so that of most nothing is another one a moment later. is_new: connected within a year. says:
    whether any of `_SAID_OF_SOMEBODY` holds, which of most it does not."""

    person: int
    is_new: bool
    as_of: int
    silence: float
    waited: float
    promised: float
    has_news: bool
    learnt: bool
    says: bool
    n: int
    last: int
    usual: float
    late: float
    best_from: int
    best_to: int
    circle: int
    placed_at: int
    connected_at: int
    news_at: int
    turns: int
    rhythm_days: float
    fits: bool
    recommended: bool
    endorsed: bool
    own_invitation: bool
    same_company: bool
    other_source: bool


_STATES: Final = ("n", "last", "usual", "late", "best_from", "best_to")
_FACTS: Final = _Facts._fields[_Facts._fields.index("circle") :]
_SAID_OF_SOMEBODY: Final = (
    ("fits", ReasonKind.FITS),
    ("recommended", ReasonKind.RECOMMENDED),
    ("endorsed", ReasonKind.ENDORSED),
    ("own_invitation", ReasonKind.OWN_INVITATION),
    ("same_company", ReasonKind.SAME_COMPANY),
    ("other_source", ReasonKind.KNOWN_FROM_ELSEWHERE),
)


def _facts_of(ranking: Ranking, rows: Ints) -> Iterator[_Facts]:
    """Whole columns are cut at once: to look up one number of an array takes as long as to cut a hundred of them."""
    import numpy as np

    states, facts = ranking.states, ranking.facts
    promised, connected = ranking.promised[rows], facts.ints("connected_at")[rows]
    columns = [
        *(states.column(name) for name in _STATES),
        *(facts.column(name) for name in _FACTS),
    ]
    cut = [
        states.persons[rows],
        (connected <= ranking.now) & (connected >= ranking.now - DAYS_A_YEAR_MS),
        np.minimum(facts.ints("cover_at")[rows], ranking.now),
        ranking.silence[rows],
        np.where(promised > 0, ranking.waited[rows], 0.0),
        promised,
        ranking.has_news[rows],
        learnt(states, rows),
        np.logical_or.reduce([facts.bools(name)[rows] for name, _ in _SAID_OF_SOMEBODY]),
        *(column[rows] for column in columns),
    ]
    return map(_Facts._make, zip(*(column.tolist() for column in cut), strict=True))


def _candidate(of: _Facts, sort: Sort, order: float) -> Candidate:
    lateness, reasons = _why(of, sort)
    return Candidate(
        person=of.person,
        sort=sort,
        order=order,
        lateness=lateness,
        inner=0 < of.circle <= INNER,
        last=of.last if of.n else None,
        rhythm=of.promised or (of.usual if of.learnt else None),
        reasons=reasons,
    )


@lru_cache(maxsize=2048)
def _why(of: _Facts, sort: Sort) -> tuple[float, tuple[Reason, ...]]:
    """How late they are, and every reason that holds. Kept: from one list to the next hardly any of it changes, and to
    make it anew takes three times as long."""
    # Without an instant that a promised rhythm is counted from nobody is late.
    counted = of.last != NEVER or of.placed_at != NEVER
    lateness = of.waited / of.promised if of.promised and counted else 0.0
    return lateness, strongest_first((*_rhythm_reasons(of, sort, lateness), *_other_reasons(of)))


def _rhythm_reasons(of: _Facts, sort: Sort, lateness: float) -> list[Reason]:
    """What is said of contact and silence: one clause, and never more than is known up to the cover."""
    if not of.n:
        if lateness > 1:
            return [Reason(ReasonKind.PROMISED_RHYTHM, rhythm=of.promised, as_of=of.as_of)]
        if of.is_new:
            return [Reason(ReasonKind.NEWLY_CONNECTED, at=of.connected_at, as_of=of.as_of)]
        return [Reason(ReasonKind.NEVER_TALKED, as_of=of.as_of)]
    as_of, silence, last = max(of.as_of, of.last), of.silence, of.last
    slipping = of.learnt and silence > max(of.usual, of.late)
    if sort is Sort.REVIVE:
        first_day, last_day = of.best_from, of.best_to
        said = Reason(ReasonKind.CLOSE_ONCE, silence=silence, as_of=as_of, at=last, day=first_day, until_day=last_day)
    elif slipping and not of.rhythm_days > 0:
        said = Reason(ReasonKind.USUAL_RHYTHM, rhythm=of.usual, silence=silence, as_of=as_of, at=last)
    elif lateness > 1:
        said = Reason(ReasonKind.PROMISED_RHYTHM, rhythm=of.promised, silence=silence, as_of=as_of, at=last)
    elif of.turns >= STOPPED_TURNS:
        said = Reason(ReasonKind.CONVERSATION_STOPPED, silence=silence, as_of=as_of, at=last)
    elif not _only_invited(of):
        said = Reason(ReasonKind.LAST_TALK, silence=silence, as_of=as_of, at=last)
    else:
        return []
    return [said]


def _only_invited(of: _Facts) -> bool:
    """Whether all that passed was an invitation with words of its own: contact, but no talk."""
    return of.n == 1 and of.own_invitation and not of.turns


def _other_reasons(of: _Facts) -> list[Reason]:
    reasons = [Reason(kind) for name, kind in _SAID_OF_SOMEBODY if getattr(of, name)] if of.says else []
    if reasons and _only_invited(of) and of.connected_at != NEVER:
        # All there is to say: it says when.
        dated = Reason(ReasonKind.OWN_INVITATION, at=of.connected_at)
        reasons = [dated if reason.kind is dated.kind else reason for reason in reasons]
    # News of everybody else weighs in the order, but is no reason to say.
    if of.has_news and (of.circle or of.n or of.fits):
        reasons.append(Reason(ReasonKind.NEWS, at=of.news_at, as_of=of.news_at))
    return reasons
