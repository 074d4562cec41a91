"""What the services show of the day: whom to reconnect with, why in words, and what the thread begins with.

As in `views.py`: instants are UTC milliseconds, a day is a count of days since 1970-01-01 in the home zone.
"""

from __future__ import annotations

from dataclasses import dataclass

from relate.domain.circles import Looser
from relate.domain.why_not import WhyNot


@dataclass(frozen=True, slots=True)
class FoundView:
    """Something the last words leave open, found and neither kept nor dropped yet."""

    kind: str
    """As in `ThreadView`."""
    why: str
    """A `domain.threads.Why`: whose promise, whose question, a plan."""
    text: str
    """The sentence as it was written."""
    record: int
    due_day: int | None
    at: int = 0
    """When it was said, UTC ms; 0 where it was not found in a record."""
    uid: str = ""
    """Of an item of the thread."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a reason's sentence, and the records that it rests on."""

    text: str
    records: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReasonView:
    kind: str
    text: str
    records: tuple[int, ...]
    clauses: tuple[Clause, ...] = ()
    at: int | None = None
    """When it happened (their message, my question), UTC ms."""
    day: int | None = None
    """When it is due (a promise, a birthday), a home day."""


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody to reconnect with. section: "waiting", "this week", "reconnect", or a drawer of the first list:
    "an answer you owe", "a conversation that stopped", "connected, no conversation yet"."""

    person: int
    name: str
    role: str
    company: str
    section: str
    why: str
    """The sentences on the open card."""
    short: str
    """The one line of a folded card: "every 5 weeks, quiet for 7 months"."""
    as_of: int | None
    reasons: tuple[ReasonView, ...]
    last_line: str
    last_line_mine: bool
    months_mine: tuple[int, ...]
    """The small drawing: 24 months, oldest first, contact days with something of mine in each."""
    months_theirs: tuple[int, ...]
    silent_since: int | None
    has_photo: bool = False
    asked: bool = False
    """"Did … answer?" is due on this card: Yes, Not yet, Let it go."""
    left_open: FoundView | None = None
    """What the thread opens with: what was promised or is to be asked, else what the last words leave open."""
    offers_looser: bool = False
    """The third skip in a row: the looser rhythm is offered, or to let them rest where no rhythm is said of them."""
    looser: Looser | None = None
    """What *Loosen the rhythm* makes of the rhythm that is said of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of this introduction is asked today: its row, when it was (UTC ms), both people with their names."""

    record: int
    at: int
    one: tuple[int, str]
    other: tuple[int, str]


@dataclass(frozen=True, slots=True)
class WhyNotView:
    """Why somebody is not named today; None where nothing is known of them. speaks: what speaks for them."""

    person: int
    because: WhyNot | None
    speaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundView:
    """The follow-up round of an event on a day. number: which of its days it is; left: who of it is neither done with
    nor named today."""

    event: int
    name: str
    number: int
    cards: tuple[Card, ...]
    left: int


@dataclass(frozen=True, slots=True)
class DayView:
    """The right panel."""

    day: int
    first_list: bool
    reconnect: tuple[Card, ...]
    others: tuple[Card, ...]
    """What "Show others" gives next."""
    waiting: tuple[Card, ...]
    this_week: tuple[Card, ...]
    people: int
    conversations: int
    """How many interactions count as conversation; with none, the panel says so and offers more sources."""
    left_this_week: int
    introduced: tuple[Asked, ...] = ()
    """The introductions of which it is asked what came of them."""
    rounds: tuple[RoundView, ...] = ()
    """Outside the weekly number."""
    to_place: int = 0
    """How many active people are in no circle."""
    side_open: bool = False
    """Whether archives hold messages, and it is not known which of them are the owner's."""
    also_me: bool = False
    """Whether somebody who seems to be the owner sent messages that count as theirs."""
