"""What the contact list shows, apart from the other views: the first painted window needs no more of them.

Instants are UTC milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shown(StrEnum):
    """The three tabs of the contact list."""

    TALKED_TO = "talked"
    ONLY_CONNECTED = "connected"
    EVERYONE = "everyone"


class Sort(StrEnum):
    LAST_CONTACT = "last contact"
    NAME = "name"
    FIRST_CONTACT = "first contact"
    CLOSENESS = "closeness"


class State(StrEnum):
    """What the user said of a tie. ACTIVE is what everybody is without a word."""

    ACTIVE = "active"
    RESTING = "resting"
    SEEN_ANYWAY = "seen anyway"
    NEVER_SUGGEST = "never suggest"
    IN_MEMORIAM = "in memoriam"


class Freshness(StrEnum):
    NEVER_TALKED = "never talked"
    FRESH = "fresh"
    COOLING = "cooling"
    QUIET = "quiet"
    DRIFTING = "drifting"
    DORMANT = "dormant"


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """What the contact list asks for. `text` searches names, companies, addresses, handles, tags and notes."""

    shown: Shown = Shown.TALKED_TO
    text: str = ""
    sort: Sort = Sort.LAST_CONTACT
    circle: int | None = None
    tag: str | None = None
    network: str | None = None
    state: State | None = None
    freshness: Freshness | None = None
    company: str | None = None
    since_import: int | None = None
    """Only people that this import brought."""
    event: int | None = None
    """Only people who were at this event (its key)."""
    birthday_within: int | None = None
    """Only people whose birthday is in so many days at the latest."""
    place: str | None = None
    """Only people in this town."""
    unanswered: bool | None = None
    """True: only people who wait for an answer, as *Today* has it."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the contact list."""

    id: int
    name: str
    role: str
    company: str
    circle: int | None
    state: State
    freshness: Freshness
    last_contact: int | None
    """UTC ms of the last contact day's last event; None when never talked to."""
    networks: tuple[str, ...]
    has_photo: bool = False
    as_of: int | None = None
    """UTC ms up to which the freshness is known, where that is long ago and it tells of a tie that holds: whoever was
    fresh in an archive of last year is not called fresh today."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Whom a wider list holds where one holds nobody."""

    query: PeopleQuery
    """The wider one: among everyone, and where that finds nobody, by the words alone."""
    people: int
    name: str
    """Of the first of them."""
    by_words_alone: bool
