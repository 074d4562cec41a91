"""The follow-up round of an event: eight people a day for five days, outside the weekly number.

From those one decided to keep, then from those of *maybe*, in the order in which one decided. Whom a day named stays
for the day; whoever is done with is out; whoever was passed over comes again after those who were not named yet. It
ends by itself, and what was not taken is no debt. Pure. Source: design/product.md, "Events".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Final

from relate.domain.acts import ActKind, Acts, Named
from relate.domain.budget import weekday

A_DAY: Final = 8
DAYS: Final = 5
_LONGEST: Final = 366
"""Days looked through for five that are no days off."""


class Mark(StrEnum):
    """What one decides about somebody on an event's list; the words are kept in the library."""

    KEEP = "keep"
    MAYBE = "maybe"
    SKIP = "skip"


FOLLOWED: Final = (Mark.KEEP, Mark.MAYBE)
"""Whom a round is made of, in this order."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Somebody of the event about whom one decided, at an instant (UTC ms)."""

    person: int
    mark: Mark
    at: int


@dataclass(frozen=True, slots=True)
class Round:
    """The round of an event. first_day: home day; begun_at: UTC ms, what was done before it is not of it."""

    event: int
    first_day: int
    begun_at: int
    decided: tuple[Decided, ...]

    @property
    def section(self) -> str:
        """Under which whom it named is remembered in the day's list."""
        return f"event {self.event}"


@dataclass(frozen=True, slots=True)
class RoundDay:
    """What a day of a round shows. number: which of its days it is, from 1. people: of today, in order, those done with
    left out; new: those of them who are not remembered as named yet. left: how many of the round are neither done with
    nor named today."""

    event: int
    number: int
    people: tuple[int, ...]
    new: tuple[int, ...]
    left: int


def number_of(first_day: int, day: int, days_off: Collection[int] = ()) -> int | None:
    """Which day of a round this is, from 1, days off not counted; None before and after it and on a day off.

    days_off: weekdays, 0 is Monday.
    """
    if not first_day <= day < first_day + _LONGEST or weekday(day) in days_off:
        return None
    number = sum(weekday(each) not in days_off for each in range(first_day, day + 1))
    return number if number <= DAYS else None


def is_over(first_day: int, day: int, days_off: Collection[int] = ()) -> bool:
    """Whether all its days are before this one."""
    if day < first_day:
        return False
    return sum(weekday(each) not in days_off for each in range(first_day, min(day, first_day + _LONGEST))) >= DAYS


def of_the_day(
    rounds: Sequence[Round],
    day: int,
    acts: Acts,
    named: Sequence[Named],
    lasts: Mapping[int, int],
    days_off: Collection[int] = (),
    away: Collection[int] = (),
) -> list[RoundDay]:
    """What each round names on a home day; those without anybody are left out. One person is in one of them.

    lasts: the last contact (UTC ms). away: who stands elsewhere on that day, or is not to be suggested.
    """
    found: list[RoundDay] = []
    taken = set(away)
    for each in sorted(rounds, key=lambda one: (one.first_day, one.event)):
        number = number_of(each.first_day, day, days_off)
        if number is None:
            continue
        told = _of_one(each, number, day, acts, named, lasts, taken)
        taken.update(told.people)
        if told.people:
            found.append(told)
    return found


def _of_one(
    each: Round,
    number: int,
    day: int,
    acts: Acts,
    named: Sequence[Named],
    lasts: Mapping[int, int],
    taken: Collection[int],
) -> RoundDay:
    before = {one.person: one.day for one in named if one.section == each.section and one.day < day}
    today = list(dict.fromkeys(one.person for one in named if one.section == each.section and one.day == day))
    decided = sorted(each.decided, key=attrgetter("at", "person"))
    order = dict.fromkeys(one.person for mark in FOLLOWED for one in decided if one.mark is mark)
    open_ones = {person: None for person in order if _is_open(person, each, day, acts, lasts)}
    staying = [person for person in today if person in open_ones and person not in taken]
    free = [person for person in open_ones if person not in today and person not in taken]
    # Whoever was passed over longest ago first, after those whom no day named yet.
    free.sort(key=lambda person: before.get(person, -1))
    asked_for = {person for person in acts.persons if _asked_for(person, each, day, acts) is not None}
    free.sort(key=lambda person: person not in asked_for)
    new = free[: max(A_DAY - len(today), 0)]
    return RoundDay(each.event, number, (*staying, *new), tuple(new), len(free) - len(new))


def _is_open(person: int, each: Round, day: int, acts: Acts, lasts: Mapping[int, int]) -> bool:
    """Whether nothing was done about somebody since the round began, and no later day was named for them."""
    if lasts.get(person, 0) > each.begun_at:
        return False
    for act in reversed(acts.since(person, each.begun_at - 1)):
        if act.kind is ActKind.LATER:
            return act.until is not None and act.until <= day
        if act.kind is not ActKind.REASON_OFF:
            return False
    return True


def _asked_for(person: int, each: Round, day: int, acts: Acts) -> int | None:
    """The day of a *Later* that has come."""
    for act in reversed(acts.since(person, each.begun_at - 1)):
        if act.kind is ActKind.LATER and act.until is not None and act.until <= day:
            return act.until
    return None
