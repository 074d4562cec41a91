"""What the services show of events. Frozen values; keys are 64-bit and travel through a Qt signal as `object`."""

from __future__ import annotations

from dataclasses import dataclass

from relate.domain.companies import UNJOINED, Companies
from relate.domain.event_rounds import Mark
from relate.domain.moments import Moment
from relate.domain.pasted_names import Pasted


@dataclass(frozen=True, slots=True)
class EventView:
    """An event. network: of the archive that tells of it, "" for one of the user's own. invited: it says that one was
    asked to come, not that one went. people: how many are known to have been there."""

    key: int
    name: str
    start: Moment | None
    end: Moment | None
    place: str
    note: str
    link: str
    network: str
    invited: bool
    told_by_archive: bool
    people: int


@dataclass(frozen=True, slots=True)
class GuestView:
    """Somebody who was there, or only on its list."""

    person: int
    name: str
    role: str
    company: str
    has_photo: bool
    met: bool
    told: bool = False
    """An archive says so; the user said nothing of it."""


@dataclass(frozen=True, slots=True)
class ProposedEvent:
    """Days on which many became connected: an event? names: of some of them, the closest first."""

    network: str
    title: str
    first_day: int
    last_day: int
    identities: tuple[int, ...]
    people: tuple[int, ...]
    names: tuple[str, ...]
    may_be_address_book: bool
    imports: frozenset[int]
    """The imports that brought them."""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody of the library who may be the one on a pasted list."""

    person: int
    name: str
    role: str
    company: str


@dataclass(frozen=True, slots=True)
class PastedGuest:
    """Somebody of a pasted list. known: who that is, or may be, the likeliest first. certain: by an address or a
    profile, which nobody else has; else by the name alone. together: which companies are one."""

    told: Pasted
    known: tuple[Acquaintance, ...] = ()
    certain: bool = False
    together: Companies = UNJOINED


@dataclass(frozen=True, slots=True)
class PastedGuests:
    """A pasted list. left: how many there are beyond those, of whom nothing is read."""

    guests: tuple[PastedGuest, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class RollPerson:
    """Somebody on the list of an event, with what the user decided and noted. promises: (uid, text, home day). scanned:
    what was noted when their badge was."""

    person: int
    name: str
    role: str
    company: str
    has_photo: bool
    met: bool
    told: bool
    listed: bool
    """In the contact list too, not only on that of the event."""
    talked: bool
    mark: Mark | None
    line: str = ""
    promises: tuple[tuple[str, str, int | None], ...] = ()
    scanned: str = ""


@dataclass(frozen=True, slots=True)
class RollView:
    """The people of an event to walk through, in a lasting order, and how far its follow-up round is.

    round_day: which of its days today is, 0 on a day off or before it. round_left: days it still has, today too; 0
    where there is none. round_over: it was, and is over.
    """

    event: int
    people: tuple[RollPerson, ...]
    round_day: int = 0
    round_left: int = 0
    round_over: bool = False

    def of(self, mark: Mark | None) -> int:
        """How many there are of whom this was decided; None: nothing yet."""
        return sum(one.mark is mark for one in self.people)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody of an event's list who became connected about then, as somebody else: (person, name, what they do)."""

    on_list: Acquaintance
    connected: Acquaintance
    day: int
    """The home day on which they did."""
    same_company: bool
    import_id: int
    """Of the archive that tells so."""
