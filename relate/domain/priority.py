"""Whom a word helps most: the order of the day's list, before circles' promises and what the user said.

Each formula stands twice: for one tie, to read and to test against, and over arrays for everybody (`rank`).
Source: design/ranking.md, "Priority". No number of this module is ever shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relate.domain import state_table
from relate.domain.circles import DEFAULT_RHYTHM, PIN, Standing
from relate.domain.rhythm import DAY_MS, RhythmState, asks_known, horizon, n365_at, p_contact
from relate.domain.state_table import NEVER, StateTable
from relate.domain.tie_facts import FactTable, TieFacts

if TYPE_CHECKING:
    from relate.domain.columns import Bools, Floats, Ints

YEAR_DAYS: Final = 365.25
MARKED: Final = 1.3
"""Goal and family: how much more such a person matters."""
ASKS_FOR_MY_RATE: Final = 10
NEWS_DAYS: Final = 30
MOST_TURNS: Final = 6
SPREAD: Final = (1.0, 0.4, 0.5, 1.0)
"""How much turns say by the number of episodes they fell into: a single burst that nothing came after is little, also
where the invitation was an episode of its own."""
COLD_LEAST: Final = 1.0
COLD_YEARS: Final = (0.25, 1.0, 5.0, 12.0)
COLD_WORTH: Final = (0.5, 1.0, 1.0, 0.3)
"""q(a) between these years since the last exchange, straight lines in between."""
PASSED_OVER_DAYS: Final = 14.0
STEPS_AN_OCTAVE: Final = 1024
LOWEST_OCTAVE: Final = 40
OCTAVES: Final = 56
"""P and cold are placed between 2^−40 and 2^16."""


# ---------------------------------------------------------------------------------------------- one tie


def value(state: RhythmState, silence: float, facts: TieFacts) -> float:
    """V: what the tie is worth: faded contact, balance, years known, circle and marks."""
    words = state.out + state.inc
    balance = 2 * min(state.out, state.inc) / words if words else 0.0
    as_of = state.last + silence * DAY_MS
    since = state.first_day * DAY_MS
    if facts.connected_at != NEVER:
        since = min(since, facts.connected_at)
    depth = math.log(1 + max(as_of - since, 0) / DAY_MS / YEAR_DAYS) / math.log(11)
    pin = PIN[facts.circle] * (MARKED if facts.goal else 1) * (MARKED if facts.family else 1)
    return math.log(1 + n365_at(state, silence)) * (0.5 + 0.5 * balance) * (1 + 0.2 * depth) * pin


def reply_rate(state: RhythmState, silence: float, mine: float = 0.5) -> float:
    """r: how often they answer, pulled towards how often everybody answers me while I asked little."""
    return (state.replies + 3 * mine) / (asks_known(state, silence) + 3)


def priority(state: RhythmState, silence: float, facts: TieFacts, mine: float = 0.5) -> float:
    """P: a nudge helps most where the tie is worth it, they answer, and the outcome is open."""
    p = p_contact(state, silence, horizon(state))
    return value(state, silence, facts) * reply_rate(state, silence, mine) * 4 * p * (1 - p)


def weight_of_what_is_known(facts: TieFacts, episodes: int = 3) -> float:
    """W: what speaks for somebody with hardly any history."""
    return (
        math.log2(1 + min(facts.turns, MOST_TURNS)) * SPREAD[min(episodes, len(SPREAD) - 1)]
        + 1.5 * facts.recommended
        + 0.5 * facts.endorsed
        + 0.8 * facts.own_invitation
        + 0.8 * facts.same_company
        + 0.8 * facts.other_source
    )


def worth_by_age(years: float | None) -> float:
    """q(a): too fresh to be forgotten, good for years, then fading; None (no date at all) is as fresh."""
    if years is None or years <= COLD_YEARS[0]:
        return COLD_WORTH[0]
    for upper in range(1, len(COLD_YEARS)):
        if years <= COLD_YEARS[upper]:
            share = (years - COLD_YEARS[upper - 1]) / (COLD_YEARS[upper] - COLD_YEARS[upper - 1])
            return COLD_WORTH[upper - 1] + share * (COLD_WORTH[upper] - COLD_WORTH[upper - 1])
    return COLD_WORTH[-1]


def cold(facts: TieFacts, years: float | None, has_news: bool, episodes: int = 3) -> float:
    """The order of people where history is thin; 0 where too little speaks for them (W < 1)."""
    if weight_of_what_is_known(facts) < COLD_LEAST:
        return 0.0
    return weight_of_what_is_known(facts, episodes) * worth_by_age(years) * (1 + 0.5 * has_news + 0.5 * facts.fits)


def trust(contact_days: int, episodes: int) -> float:
    """t: how far a tie is ranked by its rhythm rather than by what is known of the person."""
    return contact_days / (contact_days + 6) if episodes >= 3 else 0.0


def fading_back(days: float, half_life: float = PASSED_OVER_DAYS) -> float:
    """What stays of P so many days after somebody was named and passed over in silence."""
    return float(1 - 2 ** (-max(days, 0.0) / half_life))


# ---------------------------------------------------------------------------------------------- everybody


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everybody at one instant; arrays beside `states.persons`.

    silence: s, infinite for never talked. waited: days since the last known contact, or since joining the circle
    (what a promised rhythm counts; it claims no silence). promised: the promised rhythm in days, 0 without.
    alive, contact: p_alive, p(H). value: V. priority: P. cold. order: percentile of P and of cold mixed by t.
    answers: r. has_news: news within 30 days, newer than the last contact. open: may be named.
    """

    now: int
    states: StateTable
    facts: FactTable
    silence: Floats
    waited: Floats
    promised: Floats
    alive: Floats
    contact: Floats
    value: Floats
    answers: Floats
    priority: Floats
    cold: Floats
    order: Floats
    has_news: Bools
    open: Bools

    def as_of(self, row: int) -> int:
        """Up to when what is said of the person in this row is known, in UTC milliseconds."""
        return min(self.now, int(self.facts.ints("cover_at")[row]))


@dataclass(frozen=True, slots=True)
class Alone:
    """What ranks each row by itself, whoever else there is; arrays beside `states.persons`.

    until: up to when it is known what passed, UTC milliseconds: nothing else of an instant is in these. since: what a
    promised rhythm is counted from, minus infinity where there is nothing. asks: the days I wrote that can be judged.
    known: W, 0 where too little speaks for somebody; met: what its age is counted from, infinity where there is
    nothing. trust: t. The others as in `Ranking`.
    """

    until: Ints
    silence: Floats
    since: Floats
    promised: Floats
    alive: Floats
    contact: Floats
    value: Floats
    asks: Ints
    known: Floats
    met: Floats
    trust: Floats


def rank(
    states: StateTable,
    facts: FactTable,
    now: int,
    *,
    history_days: float = math.inf,
    held_back: Mapping[int, float] | None = None,
) -> Ranking:
    """Everybody's place at an instant (UTC milliseconds).

    history_days: how far back the library goes; below 60 days plain frequency is mixed in. held_back: by person, the
    share of P that stays after being passed over or after "not yet".
    """
    facts = facts.aligned(states.persons)
    return placed(states, facts, now, alone(states, facts, now, history_days), held_back or {})


def alone(states: StateTable, facts: FactTable, now: int, history_days: float = math.inf) -> Alone:
    """What ranks each of these by themselves. facts: of the same people."""
    import numpy as np

    until = np.minimum(facts.ints("cover_at"), now)
    n, e = states.ints("n"), states.ints("episodes")
    silence = state_table.silence(states, now, until)
    since, met = (np.where(n > 0, states.ints("last"), facts.ints(name)) for name in ("placed_at", "connected_at"))
    alive, contact = state_table.alive_and_contact(states, silence, state_table.horizons(states))
    if history_days < state_table.ENOUGH_HISTORY_DAYS:
        contact = state_table.active_within(states, silence, state_table.horizons(states), history_days)
    return Alone(
        until=until,
        silence=silence,
        since=np.where(since == NEVER, -np.inf, since),
        promised=_promised(facts),
        alive=alive,
        contact=contact,
        value=_values(states, facts, silence, until),
        asks=state_table.asks_known(states, silence),
        known=_known(states, facts),
        met=np.where(met == NEVER, np.inf, met),
        trust=np.where(e >= 3, n / (n + 6), 0.0),
    )


def placed(states: StateTable, facts: FactTable, now: int, each: Alone, held_back: Mapping[int, float]) -> Ranking:
    """Everybody's place among all others. each: as `alone` gives it of the same people for the same instant; its arrays
    become the ranking's."""
    import numpy as np

    answers = _answers(states, each.asks)
    has_news = _has_news(states, facts, now)
    cold_ones = _cold(each, has_news, facts.bools("fits"), now)
    chance = each.value * answers * 4 * each.contact * (1 - each.contact)
    open_ = facts.ints("standing") == Standing.ACTIVE
    shares = {row: share for person, share in held_back.items() if (row := states.row(person)) is not None}
    order = _percentile(cold_ones, open_, shares)
    some = np.flatnonzero(each.trust > 0)  # of most people little is known
    trust = each.trust[some]
    by_chance = _percentile(chance, open_ & (states.ints("n") > 0), shares)
    order[some] = trust * by_chance[some] + (1 - trust) * order[some]
    for row, share in shares.items():
        chance[row] *= share
        cold_ones[row] *= share
    waited = (now - each.since) / DAY_MS
    return Ranking(
        now=now,
        states=states,
        facts=facts,
        silence=each.silence,
        waited=np.maximum(waited, 0.0, out=waited),
        promised=each.promised,
        alive=each.alive,
        contact=each.contact,
        value=each.value,
        answers=answers,
        priority=chance,
        cold=cold_ones,
        order=order,
        has_news=has_news,
        open=open_,
    )


def _values(states: StateTable, facts: FactTable, silence: Floats, until: Ints) -> Floats:
    """V; 0 of whoever there was never any contact with."""
    import numpy as np

    result = np.zeros(len(states))
    talked = np.flatnonzero(states.ints("n"))
    out, inc = states.ints("out")[talked], states.ints("inc")[talked]
    balance = 2 * np.minimum(out, inc) / np.maximum(out + inc, 1)
    as_of = np.maximum(until[talked], states.ints("last")[talked])
    connected = facts.ints("connected_at")[talked]
    since = states.ints("first_day")[talked] * DAY_MS
    since = np.where(connected == NEVER, since, np.minimum(since, connected))
    known = np.maximum(as_of - since, 0) / DAY_MS / YEAR_DAYS
    faded = np.log1p(state_table.n365_at(states, silence)[talked])
    pins = _pins(facts.ints("circle")[talked])
    value = faded * (0.5 + 0.5 * balance) * (1 + 0.2 * np.log1p(known) / math.log(11)) * pins
    for name in ("goal", "family"):
        value *= np.where(facts.bools(name)[talked], MARKED, 1.0)
    result[talked] = value
    return result


def _has_news(states: StateTable, facts: FactTable, now: int) -> Bools:
    import numpy as np

    news_at = facts.ints("news_at")
    some = np.flatnonzero(news_at > now - NEWS_DAYS * DAY_MS)
    result = np.zeros(len(states), dtype=np.bool_)
    result[some] = (news_at[some] <= now) & (news_at[some] > states.ints("last")[some])
    return result


def _answers(states: StateTable, asks: Ints) -> Floats:
    replies = states.ints("replies")
    asked = int(asks.sum())
    mine = float(replies.sum()) / asked if asked >= ASKS_FOR_MY_RATE else 0.5
    rate: Floats = (replies + 3 * mine) / (asks + 3)
    return rate


def _known(states: StateTable, facts: FactTable) -> Floats:
    """W; 0 where too little speaks for somebody."""
    import numpy as np

    spread = np.array(SPREAD)[np.minimum(states.ints("episodes"), len(SPREAD) - 1)]
    # Of those who have a rhythm the turns are not read; what went both ways tells that there were enough.
    both_ways = 2 * np.minimum(states.ints("out"), states.ints("inc")) * state_table.learnt(states)
    turns = np.maximum(facts.ints("turns"), both_ways)
    spoken = np.log2(np.arange(1, MOST_TURNS + 2))[np.clip(turns, 0, MOST_TURNS)]
    known = spoken.copy()
    for name, weight in (
        ("recommended", 1.5),
        ("endorsed", 0.5),
        ("own_invitation", 0.8),
        ("same_company", 0.8),
        ("other_source", 0.8),
    ):
        known += weight * facts.bools(name)
    # Whether they may be named at all does not rest on the spread: of one burst each there may be nobody else.
    return np.where(known >= COLD_LEAST, known - spoken * (1 - spread), 0.0)


def _cold(each: Alone, has_news: Bools, fits: Bools, now: int) -> Floats:
    import numpy as np

    some = np.flatnonzero(each.known > 0)
    years = (now - each.met[some]) / DAY_MS / YEAR_DAYS  # without any date less than nothing: as fresh as can be
    worth = np.interp(years, COLD_YEARS, COLD_WORTH) * (1 + 0.5 * has_news[some] + 0.5 * fits[some])
    result = np.zeros(len(each.known))
    result[some] = each.known[some] * worth
    return result


def _pins(circle: Ints) -> Floats:
    import numpy as np

    table = np.ones(max(PIN) + 1)
    for size, pin in PIN.items():
        table[size] = pin
    return table[circle]


def _promised(facts: FactTable) -> Floats:
    import numpy as np

    table = np.zeros(max(PIN) + 1)
    for size, days in DEFAULT_RHYTHM.items():
        table[size] = days
    by_hand = facts.floats("rhythm_days")
    return np.where(by_hand > 0, by_hand, table[facts.ints("circle")])


def _percentile(values: Floats, inside: Bools, held_back: Mapping[int, float]) -> Floats:
    """Where each value stands among those inside, 0 to 1; equal ones share the middle of their places; 0 stays 0.

    Values are told apart to one part in a thousand, by counting them in fine steps of their logarithm: an order of
    100,000 takes a tenth of the time that sorting takes. held_back: by row, the share that stays of the value of
    somebody who is held back; the others stand where they were.
    """
    import numpy as np

    some = np.flatnonzero(values > 0)
    step = _steps(values[some])
    counts = np.bincount(step[inside[some]], minlength=OCTAVES * STEPS_AN_OCTAVE)
    up_to = np.cumsum(counts)
    total = max(int(up_to[-1]), 1)
    place = (up_to - counts / 2) / total
    result = np.zeros(len(values))
    result[some] = place[step]
    for row, share in held_back.items():
        if values[row] > 0:
            result[row] = place[int(_steps(values[row : row + 1] * share)[0])]
    return result


def _steps(values: Floats) -> Ints:
    import numpy as np

    octave = np.log2(np.maximum(values, 2.0**-LOWEST_OCTAVE)) + LOWEST_OCTAVE
    steps: Ints = np.minimum(octave * STEPS_AN_OCTAVE, OCTAVES * STEPS_AN_OCTAVE - 1).astype(np.int64)
    return steps
