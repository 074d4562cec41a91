"""What a card means: whose it is, by which keys they are known, what it tells of them (formats/contacts.md 1.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha1
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from relate.domain.normalise import company_key, handle_key, name_key, person_name, phone_key, profile_key
from relate.domain.records import Fact, Field, IdentityKey, IdentityKind
from relate.domain.sameness import are_born_apart
from relate.importers.vcard.properties import Head

NETWORK: Final = "card"
LARGEST_PHOTO: Final = 512 * 1024
"""Bytes; what the library keeps of a photo (data-model.md, table `photo`)."""

SERVICES: Final = {"twitter": "x", "x": "x", "facebook": "facebook", "instagram": "instagram"}
"""The networks whose handles cards and tables of people name."""

CardKind = Literal["person", "group", "company", "nobody"]

_UUID_AS_WRITTEN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UUID = re.compile(r"\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?", re.IGNORECASE)
_BEHIND_A_UUID: Final = ("", ":ABPerson")
_COUNTER = re.compile(r"[a-z]{0,3}[-_.]?\d{1,5}", re.IGNORECASE)
_NO_DIGITS: Final = bytes(set(range(128)) - set(b"0123456789"))
_RANK: Final = itemgetter(0)
# As Fact(…) and IdentityKey(…), and names for members of their enumerations, in two thirds of the time: a card makes
# ten of them.
_card: Callable[[type[Card], tuple[object, ...]], Card] = tuple.__new__
_fact: Callable[[type[Fact], tuple[Field, str]], Fact] = tuple.__new__
_key: Callable[[type[IdentityKey], tuple[str, IdentityKind, str, bool]], IdentityKey] = tuple.__new__
_NAME, _GIVEN, _FAMILY = Field.NAME, Field.FIRST_NAME, Field.LAST_NAME
_COMPANY, _ROLE, _FACT_MAIL, _FACT_PHONE = Field.COMPANY, Field.ROLE, Field.MAIL, Field.PHONE
_NICKNAME, _LINK, _ADDRESS, _PLACE = Field.NICKNAME, Field.LINK, Field.ADDRESS, Field.PLACE
_BIRTHDAY, _NOTE, _GROUP = Field.BIRTHDAY, Field.NOTE, Field.GROUP
_CARD, _MAIL, _PHONE = IdentityKind.CARD, IdentityKind.MAIL, IdentityKind.PHONE
_IMAGES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF", b"BM")
_SYSTEM_GROUPS: Final = frozenset(("mycontacts", "my contacts", "other contacts"))
_NOT_PEOPLE: Final = frozenset(("org", "location", "application", "device", "thing"))


class Card(NamedTuple):
    """A card understood. keys[0] is its CARD key; kind "nobody": neither a name nor a way to reach anybody.

    members and pointers name other cards by their CARD keys: whom a group holds, and (word, key) of relations.
    lost_photo: why its photo is not kept, else empty. born: their birthdays that have a year.
    """

    kind: CardKind
    name: str
    keys: tuple[IdentityKey, ...]
    facts: tuple[Fact, ...]
    photo: bytes | None
    lost_photo: str
    members: tuple[IdentityKey, ...]
    pointers: tuple[tuple[str, IdentityKey], ...]
    born: tuple[str, ...]


def card_key(uid: str) -> IdentityKey | None:
    """The identity that a UID names: everywhere when it is a UUID, else inside its source; None when it names none.

    Apple hangs ":ABPerson" on it, vCard 4.0 puts "urn:uuid:" before it. A UUID of one repeated digit is no UUID. What
    only counts (1, 2, c17) names nobody: another book that is called contacts.vcf too counts from 1 as well.
    """
    uid = uid.strip()
    key = uid[:36].lower()
    if uid[36:] in _BEHIND_A_UUID and _UUID_AS_WRITTEN.fullmatch(key):
        return _uuid_key(key)
    if uid[:9].lower() == "urn:uuid:":
        uid = uid[9:]
    if uid[-9:].lower() == ":abperson" or uid[-8:].lower() == ":abgroup":
        uid = uid.rpartition(":")[0]
    found = _UUID.fullmatch(uid)
    if found:
        return _uuid_key("-".join(found.groups()).lower())
    return _key(IdentityKey, (NETWORK, _CARD, uid, True)) if uid and not _COUNTER.fullmatch(uid) else None


def _uuid_key(uuid: str) -> IdentityKey | None:
    if len(set(uuid[:8])) < 4 and len(set(uuid)) < 4:
        return None
    return _key(IdentityKey, (NETWORK, _CARD, uuid, False))


def hashed_key(mails: Sequence[str], phones: Sequence[str], name: str) -> IdentityKey:
    """The identity of a card without UID: what it would keep when it is exported again (Google writes none)."""
    said = "\n".join([*_each_once(mails), *_each_once(phones), name_key(name)])
    return _key(IdentityKey, (NETWORK, _CARD, "#" + sha1(said.encode(), usedforsecurity=False).hexdigest(), True))


def _each_once(values: Sequence[str]) -> Sequence[str]:
    return values if len(values) < 2 else sorted(set(values))


class Namesakes:
    """The cards of one file, told apart where they would be known by the same: a second one of the same name, addresses
    and numbers, without a UID and of another birthday, is somebody else's. A son has the telephone of his father."""

    def __init__(self) -> None:
        self.born: dict[IdentityKey, frozenset[str]] = {}

    def told_apart(self, card: Card) -> Card:
        """The card with the keys that its person goes by."""
        own = card.keys[0]
        if not card.born or not own.key.startswith("#"):
            return card
        born = frozenset(card.born)
        if not are_born_apart(self.born.setdefault(own, born), born):
            return card
        return card._replace(keys=(hashed_key((own.key,), sorted(born), card.name), *card.keys[1:]))


class Draft:
    """A card while its properties are read. With slots: most cards fill in few of these."""

    __slots__ = (
        "addresses",
        "companies",
        "facts",
        "full_name",
        "kind",
        "labels",
        "links",
        "lost_photo",
        "mails",
        "members",
        "name_parts",
        "nicknames",
        "phones",
        "photo",
        "plain",
        "pointers",
        "professions",
        "profiles",
        "roles",
        "uid",
    )

    def __init__(self) -> None:
        self.labels: Mapping[str, str] = {}
        self.full_name: str = ""
        self.name_parts: tuple[str, ...] = ("", "", "", "", "")
        """Family name, given name, further ones, prefix, suffix; white space tidied."""
        self.nicknames: tuple[str, ...] = ()
        self.companies: tuple[str, ...] = ()
        self.roles: tuple[str, ...] = ()
        self.professions: tuple[str, ...] = ()
        self.mails: tuple[tuple[int, str, str], ...] = ()
        """Rank, what to show, key (empty: no address that mail reaches)."""
        self.phones: tuple[tuple[int, str, str], ...] = ()
        """Rank, as written, and who answers it where that is not they: "fax", "assistant"; else empty."""
        self.addresses: tuple[tuple[int, str, str], ...] = ()
        self.links: tuple[str, ...] = ()
        self.profiles: tuple[IdentityKey, ...] = ()
        self.facts: Sequence[Fact] = ()
        self.kind: str = ""
        self.uid: IdentityKey | None = None
        self.photo: bytes | None = None
        self.lost_photo: str = ""
        self.members: tuple[IdentityKey, ...] = ()
        self.pointers: tuple[tuple[str, IdentityKey], ...] = ()
        self.plain: bool = False
        """It is a vCard 2.1."""

    def say(self, field: Field, value: str) -> None:
        """Whatever else is known of them."""
        if value:
            fact = _fact(Fact, (field, value))
            # Grown in place: one line may hold a hundred thousand groups.
            if isinstance(self.facts, list):
                self.facts.append(fact)
            else:
                self.facts = [fact]

    def label(self, head: Head, without: frozenset[str] = frozenset()) -> str:
        """The word the card has for a value: Apple's label, else its TYPE."""
        label = self.labels.get(head.group, "") if head.group else ""
        return label or " ".join(sorted(head.types - without - {"pref"}))

    def finished(self) -> Card:
        """This runs for every card, so that what most do not have costs no call."""
        family, given, middle, prefix, suffix = self.name_parts
        if given and family and not (middle or suffix) and (given.isascii() or family.isascii()):
            joined = f"{given} {family}"
        else:
            joined = person_name(given, family, middle, suffix)
        name = joined if joined and joined == self.full_name else self._shown_name(joined, prefix)
        facts = self._called(name, given, family)
        keys = [self.uid] if self.uid else []
        mails, phones = self.mails, self.phones
        several = len(mails) > 1 or len(phones) > 1
        if several:
            mails, phones = tuple(sorted(mails, key=_RANK)), tuple(sorted(phones, key=_RANK))
        posted: list[str] = []
        for _, mail, key in mails:
            facts.append(_fact(Fact, (_FACT_MAIL, mail)))
            if key:
                keys.append(_key(IdentityKey, ("mail", _MAIL, key, False)))
                posted.append(key)
        numbers: list[str] = []
        for _, text, other in phones:
            facts.append(_fact(Fact, (_FACT_PHONE, f"{text} ({other})" if other else text)))
            number = phone_key(text)
            numbers.append(number or _digits(text))
            if number and not other:
                keys.append(_key(IdentityKey, ("phone", _PHONE, number, False)))
        if not self.uid:
            keys.insert(0, hashed_key(posted, numbers, name or "".join(self.companies[:1])))
        if several or len(self.companies) > 1 or len(self.roles or self.professions) > 1 or len(self.nicknames) > 1:
            facts = list(dict.fromkeys(facts))
        born: tuple[str, ...] = ()
        if self.facts or self.links or self.addresses:
            self._tell_more(facts)
            born = tuple([day for field, day in self.facts if field is _BIRTHDAY and day[:4].isdecimal()])
        if self.profiles:
            keys += self._own_profiles()
        kind: CardKind = "person"
        if self.kind or not name or (self.companies and not joined):
            kind = self._kind(name, joined, len(keys) > 1 or bool(phones))
        every = tuple(dict.fromkeys(keys)) if several or self.profiles else tuple(keys)
        return _card(
            Card, (kind, name, every, tuple(facts), self.photo, self.lost_photo, self.members, self.pointers, born)
        )  # fmt: skip

    def _called(self, name: str, given: str, family: str) -> list[Fact]:
        """What they are called and do."""
        facts = [_fact(Fact, (_NAME, name))] if name else []
        if given:
            facts.append(_fact(Fact, (_GIVEN, given)))
        if family:
            facts.append(_fact(Fact, (_FAMILY, family)))
        if self.nicknames:
            facts += [_fact(Fact, (_NICKNAME, nickname)) for nickname in self.nicknames if nickname != name]
        for company in self.companies:
            facts.append(_fact(Fact, (_COMPANY, company)))
        for role in self.roles or self.professions:
            facts.append(_fact(Fact, (_ROLE, role)))
        return facts

    def _tell_more(self, facts: list[Fact]) -> None:
        """Where they are, in the web and in the world, the place of the first address that names any; and the rest."""
        if self.links:
            facts += _facts(_LINK, self.links)
        if self.addresses:
            addresses = sorted(self.addresses, key=_RANK)
            facts += _facts(_ADDRESS, [address for _, address, _ in addresses])
            facts += _facts(_PLACE, [place for _, _, place in addresses if place][:1])
        facts += dict.fromkeys(self.facts)

    def _shown_name(self, joined: str, prefix: str) -> str:
        """FN without its title, unless it is an address or the parts turned round; else the parts; else a nickname."""
        full = " ".join(self.full_name.split())
        if prefix and full != prefix:
            full = full.removeprefix(prefix).lstrip()
        if not full or "@" in full or ("," in full and joined and name_key(full) == name_key(joined)):
            full = joined
        return full or (self.nicknames[0] if self.nicknames else "")

    def _kind(self, name: str, joined: str, reachable: bool) -> CardKind:
        if self.kind == "group":
            return "group"
        if self.kind in _NOT_PEOPLE:
            return "company"
        company = self.companies[0] if self.companies else ""
        if company and not joined and (not name or company_key(name) == company_key(company)):
            # Outlook and Google have no mark for a company: it has no name but its own.
            return "company" if name or not self.mails else "person"
        return "person" if name or reachable else "nobody"

    def dated(self, field: Field, word: str, text: str, iso: str) -> None:
        """A day of that kind; what is no day that can be kept (iso "") is a note in the book's own words."""
        if iso and field is not _NOTE:
            self.say(field, iso)
        elif text:
            self.say(_NOTE, f"{word}: {iso or text}")

    def related(self, word: str, name: str) -> None:
        if name:
            self.say(Field.RELATION, f"{word or 'related'}: {' '.join(name.split())}")

    def grouped(self, name: str) -> None:
        """One group they are in; those that a program makes by itself are none. Google's own have a star before."""
        name = name.removeprefix("*").lstrip()
        if name and name.lower() not in _SYSTEM_GROUPS:
            self.say(_GROUP, "favourite" if name.lower() == "starred" else name)

    def take_address(self, rank: int, lines: Sequence[str], code: str, city: str, region: str, country: str) -> bool:
        """An address by its parts; False when they are all empty."""
        address = ", ".join([line for line in (*lines, f"{code} {city}".strip(), region, country) if line])
        if address:
            self.addresses += ((rank, address, f"{city}, {country}".strip(", ")),)
        return bool(address)

    def take_photo(self, image: bytes) -> None:
        """The picture itself; what is none, or too large, is `lost_photo`."""
        if not image.startswith(_IMAGES):
            self.lost_photo = "a photo that could not be read"
        elif len(image) > LARGEST_PHOTO:
            self.lost_photo = too_large(len(image))
        else:
            self.photo = image

    def handle(self, service: str, user: str) -> bool:
        """A profile by its network and what they are called there; False when that is no network's handle."""
        network, handle = SERVICES.get(service, ""), handle_key(user)
        if not (network and handle):
            return False
        self.profiles += (IdentityKey(network, IdentityKind.HANDLE, handle),)
        self.links += (f"https://{'x' if network == 'x' else service}.com/{handle}",)
        return True

    def link(self, text: str, personal: bool) -> None:
        """A web address; on a personal one also the profile it leads to."""
        if text:
            self.links += (text,)
            profile = profile_key(text)
            if profile and (personal or profile.network == "linkedin"):
                self.profiles += (profile,)

    def _own_profiles(self) -> tuple[IdentityKey, ...]:
        """Without the page of the firm, which stands on every employee's card and is nobody's profile."""
        if all(profile.network == "linkedin" for profile in self.profiles):
            return self.profiles
        firms = {company_key(company).replace(" ", "") for company in self.companies}
        return tuple(
            profile
            for profile in self.profiles
            if profile.network == "linkedin" or company_key(profile.key).replace(" ", "") not in firms
        )


def too_large(size: int) -> str:
    return f"a photo of {size // 1024:,} kB, more than the {LARGEST_PHOTO // 1024} kB kept"


def _digits(text: str) -> str:
    if text.isascii():
        return text.encode().translate(None, _NO_DIGITS).decode()
    return "".join([c for c in text if c.isdigit()])


def _facts(field: Field, values: Sequence[str]) -> list[Fact]:
    if len(values) == 1:
        return [_fact(Fact, (field, values[0]))]
    return [_fact(Fact, (field, value)) for value in dict.fromkeys(values)]
