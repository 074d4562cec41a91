"""What the day's list is made from, and what it is: values only; `daylist.choose` makes one from the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from relate.domain.acts import Act, Named
from relate.domain.budget import Budget
from relate.domain.candidates import Candidate
from relate.domain.circles import Standing
from relate.domain.reasons import Reason, ReasonKind


class Section(StrEnum):
    """Where on the panel somebody stands."""

    WAITING = "waiting"
    THIS_WEEK = "this week"
    RECONNECT = "reconnect"
    INTRODUCED = "introduced"
    """What came of an introduction is asked."""
    EVENT = "event"
    """In the follow-up round of an event (event_rounds.py)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A direct thread whose last word is theirs.

    at: of that message, UTC milliseconds. record: its interaction. wrote_before: I wrote in this thread before it.
    circle: theirs, 0 without. known_until: the cover of the channel, None when it is always up to date.
    """

    person: int
    at: int
    record: int
    wrote_before: bool
    circle: int = 0
    known_until: int | None = None
    standing: Standing = Standing.ACTIVE


@dataclass(frozen=True, slots=True)
class Due:
    """A promise, a birthday or a day to remember; day: home day it is due, None for a promise without a date."""

    person: int
    kind: ReasonKind
    day: int | None
    detail: str = ""
    records: tuple[int, ...] = ()
    standing: Standing = Standing.ACTIVE


@dataclass(frozen=True, slots=True)
class Item:
    """Somebody on the list, with the reasons that hold, the strongest first.

    asked: "Did … answer?" is due. offers_looser: skipping once more would be the third time in a row.
    """

    person: int
    section: Section
    reasons: tuple[Reason, ...]
    asked: bool = False
    offers_looser: bool = False


@dataclass(frozen=True, slots=True)
class DayList:
    """What one day shows. share: how many people the day may name; left: what the week leaves after today.

    others: who "Show others" gives next; not counted, but named people are never among them. wrote_first: strangers
    whose first message waits, folded away without a number. new: those of `reconnect` that are not in the day's
    recorded list yet.
    """

    day: int
    waiting: tuple[Item, ...]
    this_week: tuple[Item, ...]
    reconnect: tuple[Item, ...]
    others: tuple[Item, ...]
    wrote_first: tuple[int, ...]
    share: int
    left: int
    new: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the day's list is made from.

    now: UTC milliseconds. day: home day. candidates: from `candidates.candidates`. named: what the lists of this week
    and of the last weeks named, today's included. opened: home days on which Relate was opened, ascending. extra:
    reasons that the records of a person give (news in words, an unanswered question), by person. rhythms, lasts: the
    promised or usual rhythm (days) and the last contact (UTC milliseconds) of people who are acted on without being
    candidates; covers: up to when these are known.
    """

    now: int
    day: int
    candidates: Sequence[Candidate]
    budget: Budget = field(default_factory=Budget)
    acts: Sequence[Act] = ()
    named: Sequence[Named] = ()
    opened: Sequence[int] = ()
    waiting: Sequence[Waiting] = ()
    due: Sequence[Due] = ()
    extra: Mapping[int, Sequence[Reason]] = field(default_factory=dict)
    rhythms: Mapping[int, float] = field(default_factory=dict)
    lasts: Mapping[int, int] = field(default_factory=dict)
    covers: Mapping[int, int] = field(default_factory=dict)
    elsewhere: frozenset[int] = frozenset()
    """Who stands in the round of an event today: one person, one place."""
