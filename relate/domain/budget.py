"""How many people a day names, what the circles ask for, and what to loosen when that is more than the number.

One number, people a week. Source: design/ranking.md, "Budget".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from relate.domain.circles import CIRCLES, DEFAULT_RHYTHM, Standing

DEFAULT_NUMBER: Final = 10
MOST_A_DAY: Final = 5
MONDAY_OFFSET: Final = 3
"""1970-01-01, day 0, was a Thursday."""
RHYTHMS: Final = (7.0, 10.0, 14.0, 21.0, 30.0, 45.0, 60.0, 90.0, 120.0, 180.0, 270.0, 365.0, 540.0, 730.0)
"""The rhythms a circle may be loosened to, in days."""


@dataclass(frozen=True, slots=True)
class Budget:
    """People a week, and the weekdays without suggestions (0 is Monday)."""

    number: int = DEFAULT_NUMBER
    days_off: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.number < 0 or not self.days_off <= frozenset(range(7)):
            raise ValueError("a budget is people a week, not below 0, and days off from 0 (Monday) to 6")


def weekday(day: int) -> int:
    """The weekday of a day since 1970-01-01; 0 is Monday."""
    return (day + MONDAY_OFFSET) % 7


def week_start(day: int) -> int:
    """The Monday of the week of a day."""
    return day - weekday(day)


def share(budget: Budget, day: int, used: int) -> int:
    """How many people this day may name.

    What is left of the number ÷ the days left of the week without days off, rounded up, at most 5; used: people named
    on earlier days of this week. The week begins anew on Monday: what was not taken is no debt.
    """
    today = weekday(day)
    if today in budget.days_off:
        return 0
    days_left = sum(each not in budget.days_off for each in range(today, 7))
    return min(math.ceil(max(budget.number - used, 0) / days_left), MOST_A_DAY)


@dataclass(frozen=True, slots=True)
class Promise:
    """Somebody the circles ask something for: circle, promised rhythm in days, contacts a week that happen anyway."""

    person: int
    circle: int
    rhythm: float
    anyway: float
    standing: Standing = Standing.ACTIVE


def happens_anyway(usual: float | None, silence: float) -> float:
    """Contacts a week without a prompt: by the learnt rhythm, or by the present silence where that is longer."""
    return 0.0 if usual is None else 7 / max(usual, silence, 1.0)


def asked_for(promises: Iterable[Promise]) -> float:
    """Prompts a week the circles need: Σ max(0, 7 ÷ rhythm − contacts a week that happen anyway)."""
    return sum(_needs(promise, promise.rhythm) for promise in promises)


def _needs(promise: Promise, rhythm: float) -> float:
    return max(0.0, 7 / rhythm - promise.anyway) if promise.standing is Standing.ACTIVE else 0.0


@dataclass(frozen=True, slots=True)
class Loosening:
    """A circle's rhythm made longer: from and to in days, and the prompts a week that this saves."""

    circle: int
    rhythm: float
    looser: float
    saves: float


@dataclass(frozen=True, slots=True)
class Fit:
    """What the circles ask for beside the number; what to loosen, and what they ask for then."""

    number: int
    asked: float
    loosenings: tuple[Loosening, ...]
    asked_then: float

    @property
    def fits(self) -> bool:
        """Whether the number is enough for what the circles ask for as they are."""
        return self.asked <= self.number


def fit(promises: Sequence[Promise], number: int) -> Fit:
    """What to loosen so that the circles ask for no more than the number.

    The circles take turns, one step each, the outer ones first: who is further away notices least. Rhythms set by hand
    (other than the circle's own) stay. Ends when it fits, or when nothing more can be saved.
    """
    start = {circle: DEFAULT_RHYTHM[circle] for circle in CIRCLES}
    rhythms = dict(start)
    by_circle = {circle: [each for each in promises if _is_circles_own(each, circle)] for circle in CIRCLES}
    by_hand = asked_for(each for each in promises if not _is_circles_own(each, each.circle))

    def asked() -> float:
        return by_hand + sum(_asks(by_circle[circle], rhythms[circle]) for circle in CIRCLES)

    before = asked()
    while asked() > number:
        steps = [step for circle in CIRCLES if (step := _step(circle, rhythms[circle], by_circle[circle])) is not None]
        if not steps:
            break
        chosen = min(steps, key=lambda step: (round(step.rhythm / start[step.circle], 2), -step.circle))
        rhythms[chosen.circle] = chosen.looser
    return Fit(number, before, tuple(_loosenings(start, rhythms, by_circle)), asked())


def _is_circles_own(promise: Promise, circle: int) -> bool:
    return promise.circle == circle and promise.rhythm == DEFAULT_RHYTHM.get(circle)


def _asks(promises: Sequence[Promise], rhythm: float) -> float:
    return sum(_needs(promise, rhythm) for promise in promises)


def _step(circle: int, rhythm: float, promises: Sequence[Promise]) -> Loosening | None:
    """The next longer rhythm of a circle that saves anything, None where there is none."""
    before = _asks(promises, rhythm)
    for looser in RHYTHMS:
        if looser > rhythm and (saved := before - _asks(promises, looser)) > 0:
            return Loosening(circle, rhythm, looser, saved)
    return None


def _loosenings(
    start: Mapping[int, float], then: Mapping[int, float], promises: Mapping[int, Sequence[Promise]]
) -> list[Loosening]:
    return [
        Loosening(
            circle,
            start[circle],
            then[circle],
            _asks(promises[circle], start[circle]) - _asks(promises[circle], then[circle]),
        )
        for circle in reversed(CIRCLES)
        if then[circle] != start[circle]
    ]
