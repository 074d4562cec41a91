"""What the library knows of one person, as people are compared by it: made once, compared often.

Everything in it is folded already; how it was written stays with whoever shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from relate.domain.companies import UNJOINED, Companies
from relate.domain.names import folded, spelt
from relate.domain.normalise import mail_key, phone_key, profile_key
from relate.domain.records import Field, IdentityKind
from relate.domain.sounding import generation, plain_words, sound

MOST_NAMES = 4
MOST_VALUES = 4
_ACCOUNT_KINDS = frozenset({IdentityKind.PROFILE, IdentityKind.HANDLE, IdentityKind.ID, IdentityKind.NAME})
_OPEN_NETWORKS = frozenset({"card", "vcard", "mail", "phone", "relate", "user", "you"})
"""Where one person may well stand twice: address books, addresses, who was made by hand."""
_DAY = re.compile(r"(?:(\d{4})|-)-(\d{2})-(\d{2})")
_LETTERS = re.compile("[^a-z]+")
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
    """

    words: tuple[str, ...]
    sounds: tuple[str, ...]
    generation: str
    text: str
    whole: str
    in_order: tuple[str, ...]
    heard: tuple[str, ...]


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
    weeks: frozenset[int] = field(default=frozenset())
    """Weeks in which something passed with them, counted from 1970; empty where nobody looked."""


def portrait(
    person: int,
    identities: Iterable[tuple[str, str, str, int]],
    facts: Iterable[tuple[str, str]],
    together: Companies = UNJOINED,
) -> Portrait:
    """identities: (network, kind, key, account, 0 for everywhere); facts: (field, value), the values shown first.
    together: which companies are one."""
    told: dict[str, dict[str, None]] = {}
    for what, value in facts:
        told.setdefault(what, {})[value] = None
    handles: dict[str, None] = {}
    contacts: set[str] = set()
    profiles: set[str] = set()
    books: set[int] = set()
    names = [*told.get(Field.NAME, ())] or [_of_parts(told)]
    for network, kind, key, account in identities:
        if network not in _OPEN_NETWORKS and kind in _ACCOUNT_KINDS and (kind == IdentityKind.NAME or not account):
            profiles.add(f"{network} {kind} {account}")
        if kind == IdentityKind.CARD:
            books.add(account)
        if kind == IdentityKind.HANDLE or (kind == IdentityKind.PROFILE and "/" not in key):
            handles[key] = None
        elif kind in (IdentityKind.MAIL, IdentityKind.PHONE):
            contacts.add(key)
        elif kind == IdentityKind.NAME and not names[0]:
            names = [key]
    for value in told.get(Field.MAIL, ()):
        contacts.add(mail_key(value))
    for value in told.get(Field.PHONE, ()):
        contacts.add(phone_key(value))
    for value in told.get(Field.LINK, ()):
        found = profile_key(value)
        if found is not None and found.kind is IdentityKind.HANDLE:
            handles[found.key] = None
    contacts.discard("")
    # A town alone is no address: it says where, as places do.
    towns = [value for value in told.get(Field.ADDRESS, ()) if not any(c.isdigit() for c in value)]
    addresses = [value for value in told.get(Field.ADDRESS, ()) if value not in towns]
    locals_ = [contact.partition("@")[0] for contact in contacts if "@" in contact]
    found_names = tuple(_names(names))
    named = {word for name in found_names for word in name.words}
    return Portrait(
        person=person,
        names=found_names,
        birthdays=tuple(_birthdays(told.get(Field.BIRTHDAY, ()))),
        addresses=tuple(_addresses(addresses)),
        places=frozenset(place for value in (*told.get(Field.PLACE, ()), *towns) if (place := place_key(value))),
        companies=tuple({key: None for value in told.get(Field.COMPANY, ()) if (key := together.key(value))})[
            :MOST_VALUES
        ],
        roles=tuple(words for value in told.get(Field.ROLE, ()) if (words := frozenset(spelt(folded(value)))))[
            :MOST_VALUES
        ],
        handles=frozenset(handle for text in (*handles, *locals_) if (handle := _own_handle(text, named))),
        spelt=frozenset(bare for text in (*handles, *locals_) if (bare := bare_handle(text))),
        contacts=frozenset(contacts),
        profiles=frozenset(profiles),
        books=frozenset(books),
    )


def bare_handle(text: str) -> str:
    """The letters of a handle or of what stands before the @; "" for fewer than four, or for nobody's ("info")."""
    letters = _LETTERS.sub("", folded(text).partition("+")[0])
    return letters if len(letters) >= 4 and letters not in _LOCAL_WORDS else ""


def _own_handle(text: str, named: set[str]) -> str:
    """A handle as two networks have it alike; "" for one that says no more than a first name does."""
    letters = "".join(filter(str.isalnum, folded(text).partition("+")[0]))
    return letters if len(letters) >= 5 and letters not in named and letters not in _LOCAL_WORDS else ""


def place_key(text: str) -> str:
    """The town of a place as people write it: "Greater Porto Area, Portugal" is "porto"."""
    words = [word for word in spelt(folded(text.partition(",")[0])) if word not in _AROUND]
    return " ".join(words)


def _of_parts(told: dict[str, dict[str, None]]) -> str:
    first, last = (next(iter(told.get(part, ())), "") for part in (Field.FIRST_NAME, Field.LAST_NAME))
    return f"{first} {last}".strip()


def _names(texts: Iterable[str]) -> Iterable[Name]:
    seen: set[tuple[str, ...]] = set()
    for text in texts:
        if not text or "@" in text or len(seen) == MOST_NAMES:
            continue
        words = plain_words(text)
        if words and words not in seen:
            seen.add(words)
            sounds = tuple(map(sound, words))
            ordered = tuple(sorted(words)), tuple(sorted(sounds))
            yield Name(words, sounds, generation(text), text, "".join(words), *ordered)


def _birthdays(texts: Iterable[str]) -> Iterable[Birthday]:
    for text in texts:
        found = _DAY.fullmatch(text)
        if found:
            yield Birthday(int(found[1] or 0), int(found[2]), int(found[3]))


def _addresses(texts: Iterable[str]) -> Iterable[Address]:
    for text in list(texts)[:MOST_VALUES]:
        words = tuple(_STREETS.get(word, _abbreviated(word)) for word in spelt(folded(text)))
        if words:
            numbers = frozenset(word for word in words if any(c.isdigit() for c in word))
            yield Address(words, numbers, " ".join(sorted(words)))


def _abbreviated(word: str) -> str:
    """Streets written in one word: "lindenstrasse", "lindenstr" and "lindenstraat" alike."""
    for ending in ("strasse", "straat", "str"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + "st"
    return word
