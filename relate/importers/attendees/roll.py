"""The people of one list: what each row tells of somebody, and what all rows together do."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from relate.domain.moments import Moment
from relate.domain.names import name_key, name_words, names_contradict
from relate.domain.normalise import phone_key, profile_key
from relate.domain.records import Fact, Field, IdentityKey, IdentityKind

NETWORK: Final = "event"
ROSTER: Final = "roster"
"""The network of the keys that mark somebody as one of very many on a list, of whom nothing else may be known: such a
list is the event's own and nobody's contact list (store/rosters.py)."""
MOST_LISTED: Final = 200
"""With more people on it than this a list is a roster. Source: formats/contacts.md, 6."""


@dataclass(slots=True)
class Attendee:
    """What a row tells of somebody. at: when they came or were scanned. note: what was noted at a scan. mine: the list
    says that this is whoever had it written."""

    row: int
    name: str
    mail: str = ""
    first: str = ""
    last: str = ""
    phones: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    values: list[tuple[Field, str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    member: str = ""
    at: Moment | None = None
    note: str = ""
    mine: bool = False

    def key(self, event: str) -> IdentityKey:
        """Who they are on this list: by the name and the address, so that two of one name stay two."""
        told = "\x1f".join((event, name_key(self.name) or self.name.casefold(), self.mail))
        return IdentityKey(NETWORK, IdentityKind.ID, hashlib.sha256(told.encode()).hexdigest()[:24])

    def keys(self, event: str, *, roster: bool) -> tuple[IdentityKey, ...]:
        own = self.key(event)
        keys = [own]
        if roster:
            keys.append(IdentityKey(ROSTER, IdentityKind.ID, own.key))
        if self.mail:
            keys.append(IdentityKey("mail", IdentityKind.MAIL, self.mail))
        keys += [IdentityKey("phone", IdentityKind.PHONE, key) for one in self.phones if (key := phone_key(one))]
        keys += [profile for link in self.links if (profile := profile_key(link)) is not None]
        if self.member:
            keys.append(IdentityKey("meetup", IdentityKind.ID, self.member))
        return tuple(dict.fromkeys(keys))

    def facts(self, event: str, met: str) -> tuple[Fact, ...]:
        """event: what it is called, above the answers. met: how one met, "" for whoever was only listed."""
        told = [
            (Field.NAME, self.name), (Field.FIRST_NAME, self.first), (Field.LAST_NAME, self.last), *self.values,
            (Field.MAIL, self.mail), *((Field.PHONE, one) for one in self.phones),
            *((Field.LINK, one) for one in self.links),
            (Field.NOTE, "\n".join((event, *self.answers)) if self.answers else ""), (Field.HOW_MET, met),
        ]  # fmt: skip
        return tuple(dict.fromkeys(Fact(what, value) for what, value in told if value))


def settled(attendees: Sequence[Attendee]) -> None:
    """What only all rows together tell: whose an address is that several give, and whose a name without one.

    Whoever buys tickets for others gives his own address for all of them; somebody who comes back into a meeting
    without signing in has the name he had before.
    """
    by_mail: dict[str, list[Attendee]] = defaultdict(list)
    for one in attendees:
        if one.mail:
            by_mail[one.mail].append(one)
    for mail, several in by_mail.items():
        if any(names_contradict(several[0].name, one.name) for one in several[1:]):
            local = name_key(mail.partition("@")[0].replace(".", " ").replace("_", " ").replace("-", " "))
            fits = [_fit(local, one.name) for one in several]
            whose = [one.name for one, fit in zip(several, fits, strict=True) if fit and fit == max(fits)]
            sure = whose and not any(names_contradict(whose[0], name) for name in whose[1:])
            for one, fit in zip(several, fits, strict=True):
                if not sure or fit < max(fits):
                    one.mail = ""
    mails: dict[str, set[str]] = defaultdict(set)
    for one in attendees:
        mails[name_key(one.name)].add(one.mail)
    for one in attendees:
        known = mails[name_key(one.name)] - {""}
        if not one.mail and len(known) == 1:
            one.mail = next(iter(known))


def _fit(local: str, name: str) -> int:
    """How much of a name stands before the @: 3 all of it, 2 an initial ("jmala"), 1 one of its ends, 0 nothing."""
    words = name_words(name)
    if not words:
        return 0
    together, said = local.replace(" ", ""), set(local.split())
    if together == "".join(words) or said >= set(words):
        return 3
    return 2 if together == words[0][:1] + words[-1] else int(local == words[0] or words[-1] in said)


def people(attendees: Iterable[Attendee], event: str) -> dict[IdentityKey, str]:
    """Everybody once, with a name, in the order of the list."""
    found: dict[IdentityKey, str] = {}
    for one in attendees:
        found.setdefault(one.key(event), one.name)
    return found
