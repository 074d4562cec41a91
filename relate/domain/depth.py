"""What counts as contact, and how deep it goes. Source: design/ranking.md, "What counts"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from relate.domain.records import Direction, Kind
from relate.domain.rhythm import ContactDay

CONTACT_DEPTH: Final = 0.3
"""A day is a contact day when the depths of its events add up to this."""
MOST_RECIPIENTS: Final = 10
"""What goes to more people than this is an announcement, not contact."""
HELLO_DEPTH: Final = 0.1
MISSED_CALL_DEPTH: Final = 0.3
INVITATION_DEPTH: Final = 0.5
MET_DEPTH: Final = 2.0
SAME_TEXT_RECIPIENTS: Final = 3
"""The same text without names sent to so many people is a hello."""

DEPTHS: Final[Mapping[Kind, float]] = {
    Kind.MEETING: 3.0,
    Kind.EVENT: MET_DEPTH,
    Kind.CALL: 2.0,
    Kind.MESSAGE: 1.0,
    Kind.MAIL: 1.0,
    Kind.TALK: 1.0,
    Kind.RECOMMENDATION: 1.0,
    Kind.INVITATION: INVITATION_DEPTH,
    Kind.MENTION: 0.4,
    Kind.COMMENT: 0.4,
    Kind.REPLY: 0.4,
    Kind.REPOST: 0.2,
    Kind.ENDORSEMENT: 0.1,
    Kind.REACTION: 0.1,
    # So that "never talked" means what it says.
    Kind.CONNECTED: 0.0,
    Kind.FOLLOW: 0.0,
    Kind.ATTEMPT: 0.0,
    Kind.NEWS: 0.0,
    # The owner's private note about somebody; a conversation logged by hand is a talk.
    Kind.NOTE: 0.0,
    # That two were brought together; what was written for it comes with its own channel.
    Kind.INTRODUCTION: 0.0,
}
"""Depth of each kind at its best: met at the event, call taken, invitation with own text."""

WRITTEN: Final = frozenset(
    (Kind.MESSAGE, Kind.MAIL, Kind.REPLY, Kind.COMMENT, Kind.MENTION, Kind.INVITATION),
)
"""The kinds whose text may be a hello."""


@dataclass(frozen=True, slots=True)
class DayEvent:
    """One event of a day with one person: UTC milliseconds, depth, number of recipients, whose it was."""

    at: int
    depth: float
    recipients: int
    direction: Direction


def depth(
    kind: Kind,
    *,
    hello: bool = False,
    pitch: bool = False,
    missed: bool = False,
    listed_only: bool = False,
    own_text: bool = False,
) -> float:
    """How deep one event goes, 0 for what is no contact.

    hello: the same text went to three people or more, or it is a greeting (`greetings.py`). pitch: a stranger's
    message in a thread where I never wrote, automated or sponsored mail. missed: a call nobody took. listed_only: on
    the list of an event, not met there. own_text: an invitation with words of its own.
    """
    if pitch or (kind is Kind.EVENT and listed_only) or (kind is Kind.INVITATION and not own_text):
        return 0.0
    if kind is Kind.CALL and missed:
        return MISSED_CALL_DEPTH
    if hello and kind in WRITTEN:
        return HELLO_DEPTH
    return DEPTHS[kind]


def contact_day(day: int, events: Iterable[DayEvent]) -> ContactDay | None:
    """The contact day made of one day's events with one person, None where they are too little.

    `day`: days since 1970-01-01 in the home zone. Only events that count (some depth, at most ten recipients) make
    its first instant and its messages.
    """
    counting = [event for event in events if event.depth > 0 and event.recipients <= MOST_RECIPIENTS]
    # Depths are decimals: .2 + .1 is enough although their floating sum is a hair above or below.
    if not counting or sum(event.depth for event in counting) < CONTACT_DEPTH - 1e-9:
        return None
    return ContactDay(
        day=day,
        weight=max(event.depth / max(event.recipients, 1) for event in counting),
        out=sum(event.direction is Direction.OUT for event in counting),
        inc=sum(event.direction is Direction.IN for event in counting),
        first_at=min(event.at for event in counting),
    )
