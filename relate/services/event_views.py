"""What the services show of events. Frozen values; keys are 64-bit and travel through a Qt signal as `object`."""

from __future__ import annotations

from dataclasses import dataclass

from relate.domain.moments import Moment


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
