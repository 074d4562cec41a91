"""What an importer yields: values that say what a row of an export says, and nothing of the library.

An importer is a pure generator of these. Everything about sameness, owners and direction is decided later
from the keys given here (design: data-model.md), so a record repeats what the row holds and never interprets it
with knowledge from outside its archive.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple

from relate.domain.kinds import Kind
from relate.domain.moments import Moment

__all__ = ["Kind"]
"""Passed on; all others are defined here."""


class IdentityKind(StrEnum):
    """What sort of key an identity is known by."""

    PROFILE = "profile"
    HANDLE = "handle"
    ID = "id"
    MAIL = "mail"
    PHONE = "phone"
    CARD = "card"
    NAME = "name"


class Role(IntEnum):
    """The part somebody has in an interaction."""

    FROM = 1
    TO = 2
    CC = 3
    PRESENT = 4
    LISTED = 5
    """On the list of an event, not met there."""


class Direction(IntEnum):
    """Seen from the owner. Derived from the owner's identities, never stored as truth."""

    NONE = 0
    IN = 1
    OUT = 2


class Field(StrEnum):
    """What a fact is about. Mail addresses, phones and links are facts as well as (some of them) identities."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NICKNAME = "nickname"
    COMPANY = "company"
    ROLE = "role"
    DEPARTMENT = "department"
    HEADLINE = "headline"
    MAIL = "mail"
    PHONE = "phone"
    LINK = "link"
    PLACE = "place"
    ADDRESS = "address"
    BIRTHDAY = "birthday"
    """ISO "1984-04-12", "--04-12" without a year, "1984-04", "1984"."""
    ANNIVERSARY = "anniversary"
    GROUP = "group"
    RELATION = "relation"
    """"spouse: Ana Silva": a word and a name as the card has them; a proposal, never a link."""
    NOTE = "note"
    HOW_MET = "how_met"
    LOOKS_FOR = "looks_for"
    """What somebody looks for, as the user keeps it; no importer says so."""
    OFFERS = "offers"
    POSITION = "position"
    """The owner's own jobs: "Contoso\\tSales lead\\t2018-01\\t2020-05", an empty end is today."""


class IdentityKey(NamedTuple):
    """What an identity is unique by. `local` keys hold only inside the archive's account (names, cards, "me").

    key is normalised by domain/normalise.py: a slug, a lower-case handle, a mail address, E.164, a folded name.
    """

    network: str
    kind: IdentityKind
    key: str
    local: bool = False


def me(network: str) -> IdentityKey:
    """The owner of the archive where the export has no key for him; one per account, always an owner."""
    return IdentityKey(network, IdentityKind.ID, "me", True)


class Position(NamedTuple):
    """Where a record stands: the file's name inside its archive, and the number of the row from 1."""

    file: str
    row: int


class Fact(NamedTuple):
    field: Field
    value: str


class Participant(NamedTuple):
    """Somebody in an interaction; `name` is the name this row calls them by, empty if it has none."""

    key: IdentityKey
    role: Role
    name: str = ""


class PersonRecord(NamedTuple):
    """Somebody as one row tells of them. keys[0] carries the facts; the others are stated to be the same person."""

    where: Position
    keys: tuple[IdentityKey, ...]
    facts: tuple[Fact, ...] = ()
    owner: bool = False
    photo: bytes | None = None


class InteractionRecord(NamedTuple):
    """Something that passed between people. A NamedTuple, as people are: these records come by the million.

    exact: the native id, or else the raw fields of the row that no later archive of the same account changes;
    the first element names the scheme and its version ("linkedin.message.1"), so that it can be bettered.
    coarse: raw fields that an archive of another era has too, without time (empty: none); two rows with the same
    coarse fields and a time equal within their precision are one interaction.
    conversation: a key unique inside the account, or empty.
    participants: of kind CONNECTED all PRESENT, nobody says it to the other; it is found by that.
    text: as the person wrote it, markup removed; detail: a word about the kind ("missed", "listed", a skill).
    """

    where: Position
    kind: Kind
    at: Moment | None
    participants: tuple[Participant, ...]
    exact: tuple[str, ...]
    coarse: tuple[str, ...] = ()
    conversation: str = ""
    title: str = ""
    text: str = ""
    detail: str = ""
    link: str = ""


class TextPlace(NamedTuple):
    """Where the text of the interaction that was told right before this lies: it is read when somebody asks for it.

    file: the path of a file on the disk. inside: where in that, if it is a zip (Source.lies). alone: the file holds
    this message and no other. start, length: of the whole message there, in bytes.
    """

    where: Position
    file: str
    inside: str
    alone: bool
    start: int
    length: int


class EventRecord(NamedTuple):
    """An event the owner was at or was invited to.

    people: who was there, as far as the row or its list tells: PRESENT whom the owner met, LISTED on the list only.
    Where a row tells of people one by one they come as interactions of kind EVENT or MEETING.
    """

    where: Position
    name: str
    start: Moment | None
    end: Moment | None
    exact: tuple[str, ...]
    place: str = ""
    link: str = ""
    attended: bool = True
    people: tuple[Participant, ...] = ()


class WishRecord(NamedTuple):
    """Something the owner follows or looks for that is no person: a company, a search."""

    where: Position
    subject: str
    text: str
    at: Moment | None = None


class Reason(StrEnum):
    """Why a row was left out. The words are shown as they are, after their count: "45 closed profiles"."""

    CLOSED_PROFILE = "closed profile"
    SPONSORED = "sponsored"
    SPAM = "spam"
    DRAFT = "draft"
    HIDDEN_BY_YOU = "hidden by you"
    HELD = "held: the name fits two people, see Review"
    REMOVED_BY_YOU = "you removed this person"
    UNREADABLE = "could not be read"
    NO_PERSON = "names nobody"
    EMPTY = "empty"
    NOT_A_PERSON = "not a person"
    INCOMPLETE = "cut off"
    NOT_KEPT = "nothing in it that Relate keeps"
    DECLINED = "declined or withdrawn"
    YET_TO_COME = "yet to come"
    NEVER_SAVED = "never saved by you"
    """An address that a mail program collected by itself."""
    NEWSLETTER = "newsletter"
    BY_A_MACHINE = "mail by a machine"
    ON_A_LIST = "mail on a list"
    MASS_MAIL = "mass mail to over 25 people"
    DELETED_MAIL = "deleted mail"
    COPY = "copy of a mail"


class Skipped(NamedTuple):
    """A row that becomes nothing, and why; `says` adds what is special to it, `raw` is cut to 16 kB when kept."""

    where: Position
    reason: Reason
    says: str = ""
    raw: str = ""


Record = PersonRecord | InteractionRecord | TextPlace | EventRecord | WishRecord
