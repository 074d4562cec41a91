"""What a card means: whose it is, by which keys they are known, what it tells of them (formats/contacts.md 1.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha1
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from relate.domain.normalise import company_key, name_key, person_name, phone_key, profile_key
from relate.domain.records import Fact, Field, IdentityKey, IdentityKind
from relate.importers.vcard.properties import Property

NETWORK: Final = "card"
LARGEST_PHOTO: Final = 512 * 1024
"""Bytes; what the library keeps of a photo (data-model.md, table `photo`)."""

CardKind = Literal["person", "group", "company", "nobody"]

_UUID = re.compile(r"\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?", re.IGNORECASE)
_COUNTER = re.compile(r"[a-z]{0,3}[-_.]?\d{1,5}", re.IGNORECASE)
_RANK: Final = itemgetter(0)
# As Fact(…) and IdentityKey(…), in a third of the time: a card makes twenty of them.
_fact: Callable[[tuple[Field, str]], Fact] = partial(tuple.__new__, Fact)
_key: Callable[[tuple[str, IdentityKind, str, bool]], IdentityKey] = partial(tuple.__new__, IdentityKey)
_NOT_PEOPLE: Final = frozenset(("org", "location", "application", "device", "thing"))


class Card(NamedTuple):
    """A card understood. keys[0] is its CARD key; kind "nobody": neither a name nor a way to reach anybody.

    members and pointers name other cards by their CARD keys: whom a group holds, and (word, key) of relations.
    lost_photo: why its photo is not kept, else empty.
    """

    kind: CardKind
    name: str
    keys: tuple[IdentityKey, ...]
    facts: tuple[Fact, ...]
    photo: bytes | None
    lost_photo: str
    members: tuple[IdentityKey, ...]
    pointers: tuple[tuple[str, IdentityKey], ...]


def card_key(uid: str) -> IdentityKey | None:
    """The identity that a UID names: everywhere when it is a UUID, else inside its source; None when it names none.

    Apple hangs ":ABPerson" on it, vCard 4.0 puts "urn:uuid:" before it. A UUID of one repeated digit is no UUID. What
    only counts (1, 2, c17) names nobody: another book that is called contacts.vcf too counts from 1 as well.
    """
    uid = uid.strip()
    if uid[:9].lower() == "urn:uuid:":
        uid = uid[9:]
    if uid[-9:].lower() == ":abperson" or uid[-8:].lower() == ":abgroup":
        uid = uid.rpartition(":")[0]
    found = _UUID.fullmatch(uid)
    if found:
        key = "-".join(found.groups()).lower()
        return None if len(set(key)) < 4 else IdentityKey(NETWORK, IdentityKind.CARD, key)
    return IdentityKey(NETWORK, IdentityKind.CARD, uid, True) if uid and not _COUNTER.fullmatch(uid) else None


def hashed_key(mails: Iterable[str], phones: Iterable[str], name: str) -> IdentityKey:
    """The identity of a card without UID: what it would keep when it is exported again (Google writes none)."""
    said = "\n".join([*sorted(set(mails)), *sorted(set(phones)), name_key(name)])
    return IdentityKey(NETWORK, IdentityKind.CARD, "#" + sha1(said.encode(), usedforsecurity=False).hexdigest(), True)


class Draft:
    """A card while its properties are read."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.full_name = ""
        self.name_parts: list[str] = []
        self.nicknames: list[str] = []
        self.companies: list[str] = []
        self.roles: list[str] = []
        self.professions: list[str] = []
        self.mails: list[tuple[int, str, str]] = []
        """Rank, what to show, key (empty: no address that mail reaches)."""
        self.phones: list[tuple[int, str, bool]] = []
        """Rank, as written, whether a person answers it."""
        self.addresses: list[tuple[int, str, str]] = []
        self.links: list[str] = []
        self.profiles: list[IdentityKey] = []
        self.facts: list[Fact] = []
        self.kind = ""
        self.uid: IdentityKey | None = None
        self.photo: bytes | None = None
        self.lost_photo = ""
        self.members: list[IdentityKey] = []
        self.pointers: list[tuple[str, IdentityKey]] = []

    def label(self, one: Property, without: frozenset[str] = frozenset()) -> str:
        """The word the card has for a value: Apple's label, else its TYPE."""
        label = self.labels.get(one.head.group, "") if one.head.group else ""
        return label or " ".join(sorted(one.head.types - without - {"pref"}))

    def finished(self) -> Card:
        family, given, middle, prefix, suffix = [*self.name_parts, "", "", "", "", ""][:5]
        joined = person_name(given, family, middle, suffix)
        name = self._shown_name(joined, prefix)
        for ranked in (self.mails, self.phones, self.addresses):
            if len(ranked) > 1:
                ranked.sort(key=_RANK)
        profiles = self._own_profiles()
        mails = [key for _, _, key in self.mails if key]
        numbers = [phone_key(text) for _, text, own in self.phones if own]
        keys = [self.uid or self._hashed(mails, name)]
        keys += [_key(("mail", IdentityKind.MAIL, key, False)) for key in mails]
        keys += [_key(("phone", IdentityKind.PHONE, key, False)) for key in numbers if key]
        keys += profiles
        facts = [_fact((Field.NAME, name)), _fact((Field.FIRST_NAME, given)), _fact((Field.LAST_NAME, family))]
        if self.nicknames:
            facts += [_fact((Field.NICKNAME, nickname)) for nickname in self.nicknames if nickname != name]
        if self.companies:
            facts += [_fact((Field.COMPANY, company)) for company in self.companies]
        if self.roles or self.professions:
            facts += [_fact((Field.ROLE, role)) for role in self.roles or self.professions]
        facts += [_fact((Field.MAIL, mail)) for _, mail, _ in self.mails]
        facts += [_fact((Field.PHONE, text if own else f"{text} (fax)")) for _, text, own in self.phones]
        if self.links:
            facts += [_fact((Field.LINK, link)) for link in self.links]
        if self.addresses:
            facts += [_fact((Field.ADDRESS, address)) for _, address, _ in self.addresses]
            facts += [_fact((Field.PLACE, place)) for _, _, place in self.addresses if place][:1]
        facts += self.facts
        return Card(
            self._kind(name, joined, bool(mails or self.phones or profiles)),
            name,
            tuple(dict.fromkeys(keys)),
            tuple(dict.fromkeys([fact for fact in facts if fact[1]])),
            self.photo,
            self.lost_photo,
            tuple(self.members),
            tuple(self.pointers),
        )

    def _hashed(self, mails: Sequence[str], name: str) -> IdentityKey:
        phones = [phone_key(text) or "".join(c for c in text if c.isdigit()) for _, text, _ in self.phones]
        return hashed_key(mails, phones, name or "".join(self.companies[:1]))

    def _shown_name(self, joined: str, prefix: str) -> str:
        """FN without its title, unless it is an address or the parts turned round; else the parts; else a nickname."""
        full = " ".join(self.full_name.split())
        if prefix and full != prefix:
            full = full.removeprefix(prefix).lstrip()
        if not full or "@" in full or ("," in full and joined and name_key(full) == name_key(joined)):
            full = joined
        return full or next(iter(self.nicknames), "")

    def _kind(self, name: str, joined: str, reachable: bool) -> CardKind:
        if self.kind == "group":
            return "group"
        if self.kind in _NOT_PEOPLE:
            return "company"
        company = next(iter(self.companies), "")
        if company and not joined and (not name or company_key(name) == company_key(company)):
            # Outlook and Google have no mark for a company: it has no name but its own.
            return "company" if name or not self.mails else "person"
        return "person" if name or reachable else "nobody"

    def link(self, text: str, personal: bool) -> None:
        """A web address; on a personal one also the profile it leads to."""
        if text:
            self.links.append(text)
            profile = profile_key(text)
            if profile and (personal or profile.network == "linkedin"):
                self.profiles.append(profile)

    def _own_profiles(self) -> list[IdentityKey]:
        """Without the page of the firm, which stands on every employee's card and is nobody's profile."""
        if not self.profiles or all(profile.network == "linkedin" for profile in self.profiles):
            return self.profiles
        firms = {company_key(company).replace(" ", "") for company in self.companies}
        return [
            profile
            for profile in self.profiles
            if profile.network == "linkedin" or company_key(profile.key).replace(" ", "") not in firms
        ]
