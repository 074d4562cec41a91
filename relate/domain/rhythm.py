"""How a tie lives: what is remembered of the contacts with one person, and what follows from it.

A person's contact days are folded, oldest first, into one small `RhythmState`; a newer day costs O(1). Everything
else here reads a state and a silence (days since the last contact, as far as is known, see `cover.py`).
Source: design/ranking.md, "State per person" and "Circles, rhythm, freshness". `state_table.py` says the same over
arrays of 100,000 people, `folding.py` makes the states of a whole library from nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

DAY_MS = 86_400_000
"""Milliseconds in a day."""

SHAPE = 0.6
"""k: one shape for all ties; a shape per tie was tried and was worse."""
FADING = 0.9
"""How much of A and S stays when a further gap comes in."""
SHORTEST_GAP = 0.25
"""Days: a conversation around midnight is not a rhythm of minutes."""
EPISODE_DAYS = 21
"""Contact days at least this far apart belong to two episodes."""
STEADY_DAYS = 180
"""Contact for so long without a pause is no burst, though it is one episode."""
STEADY_SHARE = 0.5
"""With one pause: so much of the time between the first and the last contact must be made of their usual gaps."""
REPLY_DAYS = 7
"""An answer of theirs counts as the answer to my words this many days long."""
GAPS_KEPT = 10
QUARTER_DAYS = 91
QUARTERS_KEPT = 8
HALF_LIFE_DAYS = 365.0
DORMANT_AFTER_DAYS = 365


@dataclass(frozen=True, slots=True)
class ContactDay:
    """A day on which something real passed between the owner and one person.

    `day`: days since 1970-01-01 in the home zone. `weight`: its largest depth ÷ recipients. `out`, `inc`: messages of
    mine and theirs that day. `first_at`: UTC milliseconds of the first event of that day.
    """

    day: int
    weight: float
    out: int
    inc: int
    first_at: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """The contact days of one person in 91 days: number since 1970, first contact day in it, sum of weights."""

    number: int
    first_day: int
    weight: float


@dataclass(frozen=True, slots=True)
class RhythmState:
    """What is remembered of one person's contact days.

    A, S: faded count of gaps and faded sum of gap^.6 (days). n: contact days. e: episodes. first_day, last_day: home
    days. last: UTC milliseconds of the first event of the last contact day. gaps: the last ten, in days, oldest first.
    n365: Σ weight · 2^(−age/365 d) as of `last`. out, inc: contact days with words of mine, of theirs (days, not
    messages: saying a thing twice changes nothing). asks: days I wrote; replies: those of them answered within 7 days;
    pending: bit i is set when I wrote on last_day − i and have no answer yet (0 ≤ i ≤ 7). recent: the quarters of the
    last two years with contact in them, oldest first. best2y: the largest Σ weight of any eight quarters in a row,
    ever, undecayed; best_from, best_to: the first and last contact day in them.
    """

    A: float
    S: float
    n: int
    e: int
    first_day: int
    last_day: int
    last: int
    gaps: tuple[float, ...]
    n365: float
    out: int
    inc: int
    replies: int
    asks: int
    pending: int
    recent: tuple[Quarter, ...]
    best2y: float
    best_from: int
    best_to: int


class Freshness(IntEnum):
    """How a tie is, from nothing to long ago; the words for it are the window's."""

    NEVER_TALKED = 0
    FRESH = 1
    COOLING = 2
    QUIET = 3
    DRIFTING = 4
    DORMANT = 5


def fold(state: RhythmState | None, day: ContactDay) -> RhythmState:
    """The state after one more contact day, newer than all before it, in O(1).

    Raises ValueError for a day that is not newer than `state.last_day`: any other change needs `fold_all`.
    """
    folding = _Folding(state)
    folding.add(day)
    return folding.state()


class _Folding:
    """A state while contact days are folded into it, each newer than all before; its fields as in `RhythmState`."""

    __slots__ = (
        "A", "S", "asks", "best2y", "best_from", "best_to", "e", "first_day", "gaps", "inc", "last", "last_day", "n",
        "n365", "out", "pending", "recent", "replies",
    )  # fmt: skip
    A: float
    S: float
    n365: float
    best2y: float
    e: int
    first_day: int
    last_day: int
    last: int
    out: int
    inc: int
    replies: int
    asks: int
    pending: int
    best_from: int
    best_to: int

    def __init__(self, state: RhythmState | None) -> None:
        self.n = 0
        self.gaps: list[float] = []
        self.recent: list[Quarter] = []
        if state is not None:
            for name in self.__slots__:
                setattr(self, name, getattr(state, name))
            self.gaps, self.recent = list(state.gaps), list(state.recent)

    def add(self, day: ContactDay) -> None:
        if not self.n:
            self._begin(day)
            return
        if day.day <= self.last_day:
            raise ValueError(f"contact day {day.day} is not newer than {self.last_day}: fold all days again")
        # A date without a time begins at midnight in Greenwich: west of it that may be before the evening of the day
        # before.
        passed = (day.first_at - self.last) / DAY_MS
        gap = max(passed, SHORTEST_GAP)
        apart = day.day - self.last_day
        self.A = FADING * self.A + 1
        self.S = FADING * self.S + gap**SHAPE
        self.n += 1
        self.e += apart >= EPISODE_DAYS
        self.gaps.append(gap)
        self.n365 = self.n365 * 2 ** (-passed / HALF_LIFE_DAYS) + day.weight
        self.last_day, self.last = day.day, day.first_at
        self.pending = (self.pending << apart) & 0xFF if apart <= REPLY_DAYS else 0
        self._words(day)
        number = day.day // QUARTER_DAYS
        newest = self.recent[-1]
        if newest.number == number:
            self.recent[-1] = Quarter(number, newest.first_day, newest.weight + day.weight)
        else:
            self.recent = [quarter for quarter in self.recent if quarter.number > number - QUARTERS_KEPT]
            self.recent.append(Quarter(number, day.day, day.weight))
        # Added one by one as `folding` adds its arrays: since Python 3.12 sum() rounds otherwise.
        two_years = 0.0
        for quarter in self.recent:
            two_years += quarter.weight
        if two_years > self.best2y:
            self.best2y, self.best_from, self.best_to = two_years, self.recent[0].first_day, day.day

    def _begin(self, day: ContactDay) -> None:
        self.A = self.S = 0.0
        self.n = self.e = 1
        self.first_day = self.last_day = self.best_from = self.best_to = day.day
        self.last = day.first_at
        self.n365 = self.best2y = day.weight
        self.out = self.inc = self.replies = self.asks = self.pending = 0
        self.recent = [Quarter(day.day // QUARTER_DAYS, day.day, day.weight)]
        self._words(day)

    def _words(self, day: ContactDay) -> None:
        if day.out > 0:
            self.out += 1
            self.asks += 1
            self.pending |= 1
        if day.inc > 0:
            self.inc += 1
            self.replies += self.pending.bit_count()
            self.pending = 0

    def state(self) -> RhythmState:
        return RhythmState(
            A=self.A,
            S=self.S,
            n=self.n,
            e=self.e,
            first_day=self.first_day,
            last_day=self.last_day,
            last=self.last,
            gaps=tuple(self.gaps[-GAPS_KEPT:]),
            n365=self.n365,
            out=self.out,
            inc=self.inc,
            replies=self.replies,
            asks=self.asks,
            pending=self.pending,
            recent=tuple(self.recent),
            best2y=self.best2y,
            best_from=self.best_from,
            best_to=self.best_to,
        )


def merge_days(days: Iterable[ContactDay]) -> list[ContactDay]:
    """One contact day per day, oldest first: several identities of a person may have met on the same day."""
    merged: dict[int, ContactDay] = {}
    for day in days:
        other = merged.get(day.day)
        if other is not None:
            day = ContactDay(
                day.day,
                max(day.weight, other.weight),
                day.out + other.out,
                day.inc + other.inc,
                min(day.first_at, other.first_at),
            )
        merged[day.day] = day
    return [merged[number] for number in sorted(merged)]


def fold_all(days: Iterable[ContactDay]) -> RhythmState | None:
    """The state of all contact days of a person, in any order, same days merged; None without any."""
    folding = _Folding(None)
    for day in merge_days(days):
        folding.add(day)
    return folding.state() if folding.n else None


def survival(state: RhythmState, silence: float) -> float:
    """S(s): how likely a silence of so many days is while the tie is alive."""
    a, b = 1 + state.A, 2 + state.S
    return float((b / (b + _days(silence) ** SHAPE)) ** a)


def p_alive(state: RhythmState, silence: float) -> float:
    """How likely the tie is alive after so many days of silence. A ranking, not a percentage to print."""
    return 1 / (1 + 0.2 / (3 + state.n) / survival(state, silence))


def p_contact(state: RhythmState, silence: float, horizon: float) -> float:
    """p(H): how likely any contact is within the next `horizon` days. A ranking, not a percentage to print."""
    a, b, s = 1 + state.A, 2 + state.S, _days(silence)
    stays_silent = float(((b + s**SHAPE) / (b + (s + horizon) ** SHAPE)) ** a)
    return p_alive(state, silence) * (1 - stays_silent)


def quantile(state: RhythmState, q: float) -> float:
    """g_q: the gap, in days, that the share q of the next gaps stays under while the tie is alive."""
    a, b = 1 + state.A, 2 + state.S
    return float((b * ((1 - q) ** (-1 / a) - 1)) ** (1 / SHAPE))


def late(state: RhythmState) -> float:
    """g80: the silence, in days, from which the tie is slipping."""
    return quantile(state, 0.8)


def horizon(state: RhythmState) -> float:
    """H of the priority: g80, at least 14 and at most 120 days."""
    return min(max(late(state), 14.0), 120.0)


def usual(state: RhythmState) -> float:
    """The gap between contacts that the window calls "usually every …", in days.

    The median of the last ten gaps, pulled towards the model's own median while there are few: ten exact gaps of 21
    days must read as three weeks, and the model alone would say 10.5 days.
    """
    model, known = math.log(quantile(state, 0.5)), state.n - 1
    if not state.gaps:
        return math.exp(model)
    return math.exp((known * math.log(median(state.gaps)) + 3 * model) / (known + 3))


def median(values: Sequence[float]) -> float:
    """The middle of the values, or the mean of the two in the middle."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def episodes(state: RhythmState) -> int:
    """Their number; three of whoever was in contact for half a year without a pause, or for a year with one.

    Somebody who calls every Sunday for eight years has one episode, and is the opposite of a burst.
    """
    spanned = state.last_day - state.first_day
    if state.e > 2 or spanned < STEADY_DAYS * state.e:
        return state.e
    if state.e == 2:
        gap = median(state.gaps)
        if gap >= EPISODE_DAYS or state.n * gap < STEADY_SHARE * spanned:
            return state.e
    return 3


def rhythm_is_learnt(state: RhythmState | None) -> bool:
    """Whether "usually every …" may be said: three contact days in three episodes."""
    return state is not None and state.n >= 3 and episodes(state) >= 3


def learnt_rhythm(state: RhythmState | None) -> float | None:
    """The rhythm in days where it may be said, else None."""
    return usual(state) if state is not None and rhythm_is_learnt(state) else None


def n365_at(state: RhythmState, silence: float) -> float:
    """The faded sum of weights, moved forward to so many days after the last contact."""
    return float(state.n365 * 2 ** (-_days(silence) / HALF_LIFE_DAYS))


def asks_known(state: RhythmState, silence: float) -> int:
    """The days I wrote whose seven days for an answer are over, or that were answered."""
    open_days = max(0, REPLY_DAYS - int(_days(silence)))
    return state.asks - (state.pending & ((1 << open_days) - 1)).bit_count()


def freshness(state: RhythmState | None, silence: float) -> Freshness:
    """How the tie is after so many days of silence.

    Over a year is dormant whatever the rhythm: two talks years apart make a usual gap of years, and "2 years, fresh"
    is not what anybody calls fresh. Source: design/ranking.md, "Circles, rhythm, freshness".
    """
    if state is None:
        return Freshness.NEVER_TALKED
    if silence > DORMANT_AFTER_DAYS:
        return Freshness.DORMANT
    if silence <= usual(state):
        return Freshness.FRESH
    if silence <= late(state):
        return Freshness.COOLING
    alive = p_alive(state, silence)
    if alive < 0.15:
        return Freshness.DORMANT
    return Freshness.QUIET if alive >= 0.5 else Freshness.DRIFTING


def _days(silence: float) -> float:
    return max(silence, 0.0)
