"""What the services show: frozen values for the window and the command line. No Qt, no SQL, nothing lazy.

Persons and interactions are named by their ids of the library. Interaction ids exceed 32 bits:
across a Qt signal they travel as `object`, never as `int`.
Instants are UTC milliseconds; a day is a count of days since 1970-01-01 in the home zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from relate.domain.moments import Moment
from relate.domain.records import Direction, Kind
from relate.services.day_views import (
    Asked,
    Card,
    Clause,
    DayView,
    FoundView,
    ReasonView,
    RoundView,
    WhyNotView,
)
from relate.services.import_views import (
    Assumed,
    FileReport,
    ImportOutcome,
    ImportReport,
    Progress,
    UndoReport,
    UnknownFile,
)
from relate.services.list_views import Freshness, PeopleQuery, PersonRow, Shown, Sort, State

__all__ = [
    "Asked", "Assumed", "Card", "Clause", "DayView", "FileReport", "FoundView", "Freshness", "ImportOutcome",
    "ImportReport", "PeopleQuery", "PersonRow", "Progress", "ReasonView", "RoundView", "Shown", "Sort", "State",
    "UndoReport", "UnknownFile", "WhyNotView",
]  # fmt: skip
"""Those of the list, of the day and of imports, passed on; all others are defined here."""


@dataclass(frozen=True, slots=True)
class FactView:
    """A value and where it is from. `by_user` values are the user's own words and win over every import."""

    id: int
    identity: int
    field: str
    value: str
    shown: bool
    """The one that is displayed for its field (a single-valued field shows one, lists show all)."""
    by_user: bool
    sources: tuple[str, ...]
    """Titles of the imports that say so, newest first."""
    seen_ms: int | None
    """As of when the newest of them says so."""
    pinned: bool = False
    """Shown because the user says so, whatever is newer."""


@dataclass(frozen=True, slots=True)
class IdentityView:
    id: int
    network: str
    kind: str
    key: str
    label: str
    """As shown: "linkedin.com/in/maya-okafor", "maya@northwind.example"."""
    link: str
    """What opening it means: https://…, mailto:…, tel:…; empty when it cannot be opened."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often they talk. usual_days None: nothing to say yet. set_days: set by hand (wins)."""

    usual_days: float | None
    set_days: float | None
    circle_days: float | None

    @property
    def days(self) -> float | None:
        """The one that is said: by hand, else learnt, else, where too little is known, of the circle."""
        return self.set_days or self.usual_days or self.circle_days


@dataclass(frozen=True, slots=True)
class ThreadView:
    """An item of the thread: a promise, a question to ask, what mattered."""

    uid: str
    kind: str
    """"promised", "ask next", "mattered"."""
    text: str
    due_day: int | None
    done: bool
    found_in: int | None
    """The interaction it was found in; None when it was typed."""


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the person's page shows except the timeline."""

    id: int
    name: str
    role: str
    company: str
    place: str
    circle: int | None
    state: State
    freshness: Freshness
    rhythm: Rhythm
    contact_days: int
    first_contact: int | None
    last_contact: int | None
    known_until: int | None
    """cover: up to when the channels that carry their contact are known, UTC ms."""
    silence_days: float | None
    connected: Moment | None
    invited_by_me: bool | None
    how_met: str
    birthday: str
    notes: str
    tags: tuple[str, ...]
    facts: tuple[FactView, ...]
    identities: tuple[IdentityView, ...]
    thread: tuple[ThreadView, ...]
    found: tuple[FoundView, ...]
    last_line: str
    last_line_mine: bool
    connected_that_week: int
    """How many others became connected within three days of this one (the page of somebody never talked to)."""
    my_position_then: str
    """Where the owner worked when they connected: "Contoso"; empty when not known."""
    photo: bytes | None = None
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One row of a timeline. `people` are the others in it: (person id, name), never the owner; of a row that came in
    the first is who wrote it."""

    id: int
    at: Moment | None
    network: str
    kind: Kind
    direction: Direction
    people: tuple[tuple[int, str], ...]
    title: str
    text: str
    """At most 4,000 characters; `cut` says that there is more (`Timeline.text`)."""
    detail: str
    link: str
    cut: bool = False
    text_in_file: bool = False
    """The text is not kept but lies in a file, from which it is read when somebody wants it (`Texts`)."""
    by_user: bool = False
    answered: bool | None = None
    """For the last message of a thread: False when nobody answered it, as far as is known."""
    known_until: int | None = None
    """Up to when that is known, UTC ms; None: up to now."""
    since: Moment | None = None
    """Of what two archives tell by their difference: it came about between this day and `at`. Nothing of the kind is
    kept in the library, so such a row cannot be changed."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something the search found in interactions."""

    row: TimelineRow
    snippet: str


_ONE: Final = {
    "people": "person", "rows of the timeline": "row of the timeline", "conversations": "conversation",
    "conversations and other rows": "conversation or other row",
    "changes": "change", "circles": "circle", "rhythms": "rhythm", "states": "state", "tags": "tag",
    "mended rows": "mended row", "joined people": "joined person", "details of people": "detail of a person",
    "promises and questions": "promise or question", "settings": "setting", "details": "detail",
}  # fmt: skip


def in_number(what: str, n: int) -> str:
    """What an undo took or left, where it is only one."""
    return _ONE.get(what, what) if n == 1 else what


@dataclass(frozen=True, slots=True)
class StepView:
    """A line of History."""

    id: int
    at_ms: int
    title: str
    people: tuple[tuple[int, str], ...]
    undone: bool
    can_undo: bool
    """False for a step that is undone already or is itself the taking back of another (that one has can_redo)."""
    import_id: int | None = None
    others: int = 0
    """How many it is about beside `people`."""
    can_put_back: bool = False
    """For a step of an import that is taken back: its taking back, when that came in again, has nothing to put back."""


@dataclass(frozen=True, slots=True)
class SourceAge:
    """ "LinkedIn until 20 Nov" in the status bar: one account, and up to when it is known.

    title: with whose it is where several accounts of that network were read. old_after: the days it may be old, 0 for
    any number. key: names the account among the settings, the same in every library.
    """

    network: str
    title: str
    until_ms: int
    age_days: int
    old: bool
    key: str = ""
    old_after: int = 30


@dataclass(frozen=True, slots=True)
class OwnerIdentity:
    identity: int
    label: str
    network: str
    found_by: str
    """Why Relate thinks so: "your Profile.csv", "you said so"."""
    is_me: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is of everything."""

    people: int
    talked_to: int
    only_connected: int
    interactions: int
    imports: int


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation to log. channel is a Kind: talk, call, meeting, message, mail."""

    people: tuple[int, ...]
    at: Moment
    channel: Kind = Kind.TALK
    text: str = ""
    mattered: str = ""
    promised: str = ""
    promised_by: int | None = None
    """The home day a promise is for."""
    ask_next: str = ""
    extra: tuple[str, ...] = field(default=())
