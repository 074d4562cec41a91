"""Who may be named today and why, out of a ranking: the few hundred people the day's list chooses from.

Source: design/ranking.md, "Candidates". Reasons come without the ids of their records: the services know those
(`Reason.resting_on`) and look them up only for the people who are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from relate.domain.circles import INNER
from relate.domain.priority import Ranking
from relate.domain.reasons import Reason, ReasonKind, strongest_first
from relate.domain.rhythm import DAY_MS
from relate.domain.state_table import NEVER, is_learnt, learnt

if TYPE_CHECKING:
    from relate.domain.columns import Bools, Floats, Ints

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
    for sort, mask, order in _sorts(ranking, today):
        rows = np.flatnonzero(mask & ~taken)
        taken[rows] = True
        best = _best(rows, order, len(rows) if sort is Sort.PROMISED else most)
        result += [candidate(ranking, int(row), sort, float(order[row])) for row in best]
    chosen = {each.person for each in result}
    for person in keep:
        row = ranking.states.row(person)
        if row is None or person in chosen or not ranking.open[row]:
            continue
        if day_of(max(int(ranking.states.ints("last")[row]), 0)) < today and _is_quiet(ranking, row):
            result.append(candidate(ranking, row, Sort.EXPLORE, 0.0))
    return result


def _best(rows: Ints, order: Floats, most: int) -> Ints:
    """At most so many of these rows, the highest order first, equal ones as they stand."""
    import numpy as np

    if most < len(rows):
        least = np.partition(order[rows], len(rows) - most)[len(rows) - most]
        rows = rows[order[rows] >= least]
    return rows[np.argsort(-order[rows], kind="stable")][:most]


def _sorts(ranking: Ranking, today: int) -> list[tuple[Sort, Bools, Floats]]:
    """Each sort with who belongs to it and their order."""
    import numpy as np

    states, facts, silence = ranking.states, ranking.facts, ranking.silence
    n = states.ints("n")
    talked, known = n > 0, learnt(states)
    late = np.maximum(states.floats("late"), states.floats("usual"))
    lateness = lateness_of(ranking)
    close = states.floats("best2y")
    edge = _edge(close[talked])
    revive = (
        talked & (close >= max(edge, CLOSE_LEAST)) & (silence > REVIVE_AFTER_DAYS) & (ranking.answers >= REVIVE_ANSWERS)
    )
    news = ranking.has_news & ((facts.ints("circle") > 0) | talked | facts.bools("fits"))
    news &= ~talked | (silence > states.floats("usual"))
    # Somebody with a slow rhythm is not late for years: once the usual gap is over they come before strangers.
    slow = known & (silence > np.maximum(states.floats("usual"), SLOW_AFTER_DAYS))
    cold = (ranking.cold > 0) & ((~known & (~talked | (silence >= COLD_AFTER_DAYS))) | slow)
    explore = _between(ranking.value, *EXPLORE_RANKS) & (silence > np.maximum(late, COLD_AFTER_DAYS)) & talked
    # Whoever has a promised rhythm that is not due yet needs no other prompt, unless their own rhythm says so.
    unpromised = ranking.promised == 0
    return [
        (Sort.PROMISED, ranking.open & (lateness > 1), lateness),
        (Sort.REVIVE, ranking.open & revive, close * ranking.answers),
        (Sort.SLIPPING, ranking.open & known & (silence > late), ranking.order),
        (Sort.NEWS, ranking.open & news, ranking.order),
        (Sort.COLD, ranking.open & cold & unpromised, ranking.order),
        (Sort.EXPLORE, ranking.open & explore & unpromised, shuffled(states.persons, today)),
    ]


def _is_quiet(ranking: Ranking, row: int) -> bool:
    """Whether somebody is silent for long enough that anything but a promise could name them."""
    states = ranking.states
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


def _between(values: Floats, first: int, last: int) -> Bools:
    """Who stands from the first to the last place by value, counted from 0; nobody of no value."""
    import numpy as np

    inside = np.zeros(len(values), dtype=np.bool_)
    inside[_best(np.flatnonzero(values > 0), values, last)[first:]] = True
    return inside


def shuffled(persons: Ints, day: int) -> Floats:
    """A number between 0 and 1 per person, other ones each day (splitmix64)."""
    import numpy as np

    mixed = persons.astype(np.uint64) + np.uint64((day * 0x9E3779B97F4A7C15) % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) / 2**53


def candidate(ranking: Ranking, row: int, sort: Sort, order: float) -> Candidate:
    """One row of a ranking as somebody who may be named, with every reason that holds for them."""
    states, facts = ranking.states, ranking.facts
    n, last = int(states.ints("n")[row]), int(states.ints("last")[row])
    promised, usual = float(ranking.promised[row]), float(states.floats("usual")[row])
    lateness = float(ranking.waited[row]) / promised if promised and last_or_placed(ranking, row) else 0.0
    return Candidate(
        person=int(states.persons[row]),
        sort=sort,
        order=order,
        lateness=lateness,
        inner=0 < int(facts.ints("circle")[row]) <= INNER,
        last=last if n else None,
        rhythm=promised or (usual if is_learnt(states, row) else None),
        reasons=strongest_first((*_rhythm_reasons(ranking, row, sort, lateness), *_other_reasons(ranking, row))),
    )


def last_or_placed(ranking: Ranking, row: int) -> bool:
    """Whether there is an instant a promised rhythm is counted from."""
    return int(ranking.states.ints("last")[row]) != NEVER or int(ranking.facts.ints("placed_at")[row]) != NEVER


def _rhythm_reasons(ranking: Ranking, row: int, sort: Sort, lateness: float) -> list[Reason]:
    """What is said of contact and silence: one clause, and never more than is known up to the cover."""
    states, as_of = ranking.states, ranking.as_of(row)
    n, last = int(states.ints("n")[row]), int(states.ints("last")[row])
    if not n:
        if lateness > 1:
            return [Reason(ReasonKind.PROMISED_RHYTHM, rhythm=float(ranking.promised[row]), as_of=as_of)]
        connected = int(ranking.facts.ints("connected_at")[row])
        if connected != NEVER and 0 <= ranking.now - connected <= DAYS_A_YEAR_MS:
            return [Reason(ReasonKind.NEWLY_CONNECTED, at=connected, as_of=as_of)]
        return [Reason(ReasonKind.NEVER_TALKED, as_of=as_of)]
    as_of, silence = max(as_of, last), float(ranking.silence[row])
    usual, late = float(states.floats("usual")[row]), float(states.floats("late")[row])
    reasons: list[Reason] = []
    by_hand = float(ranking.facts.floats("rhythm_days")[row]) > 0
    slipping = is_learnt(states, row) and silence > max(usual, late)
    if sort is Sort.REVIVE:
        first_day, last_day = int(states.ints("best_from")[row]), int(states.ints("best_to")[row])
        reasons.append(
            Reason(ReasonKind.CLOSE_ONCE, silence=silence, as_of=as_of, at=last, day=first_day, until_day=last_day)
        )
    elif slipping and not by_hand:
        reasons.append(Reason(ReasonKind.USUAL_RHYTHM, rhythm=usual, silence=silence, as_of=as_of, at=last))
    elif lateness > 1:
        promised = float(ranking.promised[row])
        reasons.append(Reason(ReasonKind.PROMISED_RHYTHM, rhythm=promised, silence=silence, as_of=as_of, at=last))
    elif int(ranking.facts.ints("turns")[row]) >= STOPPED_TURNS:
        reasons.append(Reason(ReasonKind.CONVERSATION_STOPPED, silence=silence, as_of=as_of, at=last))
    elif not _only_invited(ranking, row):
        reasons.append(Reason(ReasonKind.LAST_TALK, silence=silence, as_of=as_of, at=last))
    return reasons


def _only_invited(ranking: Ranking, row: int) -> bool:
    """Whether all that passed was an invitation with words of its own: contact, but no talk."""
    facts = ranking.facts
    one_day = int(ranking.states.ints("n")[row]) == 1
    return one_day and bool(facts.bools("own_invitation")[row]) and not int(facts.ints("turns")[row])


def _other_reasons(ranking: Ranking, row: int) -> list[Reason]:
    facts = ranking.facts
    reasons = [
        Reason(kind)
        for name, kind in (
            ("fits", ReasonKind.FITS),
            ("recommended", ReasonKind.RECOMMENDED),
            ("endorsed", ReasonKind.ENDORSED),
            ("own_invitation", ReasonKind.OWN_INVITATION),
            ("same_company", ReasonKind.SAME_COMPANY),
            ("other_source", ReasonKind.KNOWN_FROM_ELSEWHERE),
        )
        if facts.bools(name)[row]
    ]
    # News of everybody else weighs in the order, but is no reason to say.
    told = bool(facts.ints("circle")[row]) or bool(ranking.states.ints("n")[row]) or bool(facts.bools("fits")[row])
    if ranking.has_news[row] and told:
        known = int(facts.ints("news_at")[row])
        reasons.append(Reason(ReasonKind.NEWS, at=known, as_of=known))
    return reasons
