"""What the library knows of one person, as people are compared by it: made once, compared often.

Everything in it is folded already; how it was written stays with whoever shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple, TypeVar

from relate.domain.companies import UNJOINED, Companies
from relate.domain.names import folded, name_key, names_contradict, spelt
from relate.domain.normalise import mail_key, phone_key, profile_key
from relate.domain.records import Field, IdentityKind
from relate.domain.scripts import has_characters, is_read
from relate.domain.sounding import plain_words, sound

T = TypeVar("T")
MOST_NAMES = 4
MOST_VALUES = 4
_ACCOUNT_KINDS = frozenset({IdentityKind.PROFILE, IdentityKind.HANDLE, IdentityKind.ID, IdentityKind.NAME})
_CONTACT_KINDS = frozenset({IdentityKind.MAIL, IdentityKind.PHONE})
_BARE, _CARD, _HANDLE, _PROFILE = IdentityKind.NAME, IdentityKind.CARD, IdentityKind.HANDLE, IdentityKind.PROFILE
_NAME, _MAIL, _PHONE, _LINK, _PLACE = Field.NAME, Field.MAIL, Field.PHONE, Field.LINK, Field.PLACE
_ADDRESS, _BIRTHDAY, _COMPANY, _ROLE = Field.ADDRESS, Field.BIRTHDAY, Field.COMPANY, Field.ROLE
"""Each in a name of its own: to look one up in its enum takes as long as all else that is done with it."""
_PARTS = (Field.FIRST_NAME, Field.LAST_NAME)
_NOTHING = frozenset[str]()
_OPEN_NETWORKS = frozenset({"card", "vcard", "mail", "phone", "relate", "user", "you"})
"""Where one person may well stand twice: address books, addresses, who was made by hand."""
_DAY = re.compile(r"(?:(\d{4})|-)-(\d{2})-(\d{2})")
_LETTERS = re.compile("[^a-z]+")
_FIRST_SCRIPT = "\u0590"
"""Hebrew: every letter before it is read as it is written."""
_DIGIT = re.compile(r"\d")
_STREETS = {
    "street": "st", "str": "st", "strasse": "st", "straat": "st", "road": "rd", "avenue": "ave", "av": "ave",
    "avenida": "ave", "boulevard": "blvd", "bd": "blvd", "drive": "dr", "lane": "ln", "place": "pl", "platz": "pl",
    "plaza": "pl", "square": "sq", "court": "ct", "calle": "c", "apartment": "apt", "flat": "apt", "unit": "apt",
    "rua": "r", "rue": "r", "piazza": "pl", "ulitsa": "ul", "ulica": "ul", "north": "n", "south": "s", "east": "e",
    "west": "w", "saint": "st",
}  # fmt: skip
_AROUND = frozenset({"area", "greater", "metropolitan", "region", "metro", "bay", "und", "umgebung", "city", "of"})
_NOBODYS = """
    info mail office contact hello admin sales support team noreply post kontakt service billing jobs press
"""
_LOCAL_WORDS = frozenset(_NOBODYS.split())


class Name(NamedTuple):
    """A name folded: its words, given name first, and what each sounds like. text: as it was written.

    whole: the words in one; in_order, heard: words and sounds sorted. Made once, since a name is compared with dozens.
    script: its key where it is in a script that is not read letter by letter (`domain/scripts.py`), else "".
    """

    words: tuple[str, ...]
    sounds: tuple[str, ...]
    generation: str
    text: str
    whole: str
    in_order: tuple[str, ...]
    heard: tuple[str, ...]
    script: str = ""


class Birthday(NamedTuple):
    """year 0: not known."""

    year: int
    month: int
    day: int


class Address(NamedTuple):
    """A postal address as words in which streets are abbreviated alike; numbers: those words that hold a digit."""

    words: tuple[str, ...]
    numbers: frozenset[str]
    sorted_text: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """Somebody as they are compared. profiles: what one person has but once in a network, as "network kind account".
    contacts: mail addresses and phone numbers as keys. handles: those they have, and what stands before the @, in
    letters and digits; spelt: the letters of these alone, as names are made into handles."""

    person: int
    names: tuple[Name, ...] = ()
    birthdays: tuple[Birthday, ...] = ()
    addresses: tuple[Address, ...] = ()
    places: frozenset[str] = frozenset()
    companies: tuple[str, ...] = ()
    roles: tuple[frozenset[str], ...] = ()
    handles: frozenset[str] = frozenset()
    spelt: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()
    books: frozenset[int] = frozenset()
    """The accounts of the address books they have a card in."""
    of_two: bool = False
    """Whether this is an address alone, from which people of different first names write: that of a boss and his
    assistant, of a couple."""
    talked: bool = False
    """Whether anything passed with them, so that there are weeks to look at."""
    weeks: frozenset[int] = field(default=frozenset())
    """Weeks in which something passed with them, counted from 1970; empty where nobody looked."""


def portrait(
    person: int,
    identities: Sequence[tuple[str, str, str, int]],
    facts: Iterable[tuple[str, str]],
    together: Companies = UNJOINED,
    talked: bool = False,
) -> Portrait:
    """identities: (network, kind, key, account, 0 for everywhere); facts: (field, value), the values shown first.
    together: which companies are one. talked: whether anything passed with them."""
    told: dict[str, dict[str, None]] = {}
    for what, value in facts:
        told.setdefault(what, {})[value] = None
    handles, contacts, profiles, books = _identified(identities)
    get = told.get
    names = [*get(_NAME, ())] or [_of_parts(told) or next((key for _, kind, key, _ in identities if kind == _BARE), "")]
    contacts.update(map(mail_key, get(_MAIL, ())), map(phone_key, get(_PHONE, ())))
    for value in get(_LINK, ()):
        found = profile_key(value)
        if found is not None and found.kind is IdentityKind.HANDLE:
            handles[found.key] = None
    contacts.discard("")
    found_names = tuple(_names(names))
    places = [*get(_PLACE, ())]
    addresses: list[str] = []
    for value in get(_ADDRESS, ()):
        # A town alone is no address: it says where, as places do.
        (addresses if _DIGIT.search(value) else places).append(value)
    reached = [*handles, *[contact.partition("@")[0] for contact in contacts if "@" in contact]]
    own = letters = _NOTHING
    if reached:
        named = {word for name in found_names for word in name.words}
        own = _without_nothing([_own_handle(text, named) for text in reached])
        letters = _without_nothing([bare_handle(text) for text in reached])
    return Portrait(
        person=person,
        names=found_names,
        birthdays=tuple(_birthdays(get(_BIRTHDAY, ()))),
        addresses=tuple(_addresses(addresses)) if addresses else (),
        places=_shared(_without_nothing([place_key(place) for place in places])) if places else _NOTHING,
        companies=tuple(dict.fromkeys(filter(None, map(together.key, get(_COMPANY, ())))))[:MOST_VALUES],
        roles=tuple(filter(None, map(_role, get(_ROLE, ()))))[:MOST_VALUES],
        handles=own,
        spelt=own if letters == own else letters,
        contacts=frozenset(contacts) if contacts else _NOTHING,
        profiles=_shared(frozenset(profiles)),
        books=_shared(frozenset(books)),
        of_two=len(found_names) > 1 and _contacts_alone(identities) and _are_two(found_names),
        talked=talked,
    )


def _identified(
    identities: Iterable[tuple[str, str, str, int]],
) -> tuple[dict[str, None], set[str], set[str], set[int]]:
    """Handles, contacts, profiles and books."""
    handles: dict[str, None] = {}
    contacts: set[str] = set()
    profiles: set[str] = set()
    books: set[int] = set()
    for network, kind, key, account in identities:
        if kind == _CARD:
            books.add(account)
        elif kind in _CONTACT_KINDS:
            contacts.add(key)
        elif kind == _HANDLE or (kind == _PROFILE and "/" not in key):
            handles[key] = None
        if kind in _ACCOUNT_KINDS and network not in _OPEN_NETWORKS and (kind == _BARE or not account):
            profiles.add(f"{network} {kind} {account}")
    return handles, contacts, profiles, books


def _contacts_alone(identities: Iterable[tuple[str, str, str, int]]) -> bool:
    """Whether somebody is known by addresses and numbers only."""
    return all(kind in _CONTACT_KINDS for _, kind, _, _ in identities)


def _are_two(names: Sequence[Name]) -> bool:
    """Whether two of the names differ in their first names as well: another family name alone may be a new one."""
    return any(
        one.sounds[0] not in other.sounds
        and other.sounds[0] not in one.sounds
        and names_contradict(one.text, other.text)
        for one, other in combinations(names, 2)
    )


def _without_nothing(found: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, found))


@lru_cache(maxsize=1 << 12)
def _shared(found: frozenset[T]) -> frozenset[T]:
    """One for all who have the same: few differ, and those of a hundred thousand people take twenty megabytes."""
    return found


@lru_cache(maxsize=1 << 16)
def _role(text: str) -> frozenset[str]:
    return frozenset(spelt(folded(text)))


def bare_handle(text: str) -> str:
    """The letters of a handle or of what stands before the @; "" for fewer than four, or for nobody's ("info")."""
    letters = _LETTERS.sub("", folded(text).partition("+")[0])
    return letters if len(letters) >= 4 and letters not in _LOCAL_WORDS else ""


def handles_in(contacts: Iterable[str]) -> frozenset[str]:
    """What stands before the @ of these addresses, as `Portrait.handles` and as `Portrait.spelt` hold it."""
    told = [contact.partition("@")[0] for contact in contacts if "@" in contact]
    return frozenset({*map(bare_handle, told), *map(_letters, told)})


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, folded(text).partition("+")[0]))


def _own_handle(text: str, named: set[str]) -> str:
    """A handle as two networks have it alike; "" for one that says no more than a first name does."""
    letters = _letters(text)
    return letters if len(letters) >= 5 and letters not in named and letters not in _LOCAL_WORDS else ""


@lru_cache(maxsize=1 << 16)
def place_key(text: str) -> str:
    """The town of a place as people write it: "Greater Porto Area, Portugal" is "porto"."""
    words = [word for word in spelt(folded(text.partition(",")[0])) if word not in _AROUND]
    return " ".join(words)


def _of_parts(told: dict[str, dict[str, None]]) -> str:
    if told.keys().isdisjoint(_PARTS):
        return ""
    first, last = (next(iter(told.get(part, ())), "") for part in _PARTS)
    return f"{first} {last}".strip()


def _sorted(told: tuple[str, ...]) -> tuple[str, ...]:
    """These themselves where they are in order."""
    ordered = tuple(sorted(told))
    return told if told == ordered else ordered


def _names(texts: Iterable[str]) -> Iterable[Name]:
    seen: set[tuple[str, ...]] = set()
    for text in texts:
        if not text or "@" in text or len(seen) == MOST_NAMES:
            continue
        words, born = plain_words(text)
        if words and words not in seen:
            seen.add(words)
            sounds = tuple(map(sound, words))
            ordered = _sorted(words), _sorted(sounds)
            yield Name(
                words,
                sounds,
                born,
                text,
                "".join(words),
                *ordered,
                "" if text.isascii() or max(text) < _FIRST_SCRIPT else _script_key(text),
            )


@lru_cache(maxsize=1 << 12)
def _script_key(name: str) -> str:
    key = name_key(name)
    return key if is_read(key) or has_characters(key) else ""


def _birthdays(texts: Iterable[str]) -> Iterable[Birthday]:
    for text in texts:
        found = _DAY.fullmatch(text)
        if found:
            yield Birthday(int(found[1] or 0), int(found[2]), int(found[3]))


def _addresses(texts: Iterable[str]) -> Iterable[Address]:
    for text in list(texts)[:MOST_VALUES]:
        words = tuple(map(_street_word, spelt(folded(text))))
        if words:
            numbers = frozenset(filter(_DIGIT.search, words))
            yield Address(words, numbers, " ".join(sorted(words)))


@lru_cache(maxsize=1 << 16)
def _street_word(word: str) -> str:
    """A word as streets abbreviate it; those written in one, "lindenstrasse", "lindenstr" and "lindenstraat", alike."""
    if word in _STREETS:
        return _STREETS[word]
    for ending in ("strasse", "straat", "str"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + "st"
    return word
