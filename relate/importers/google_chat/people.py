"""Who takes part in Google Chat: accounts known by their mail address, apps, and people who are gone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from relate.domain.normalise import mail_key, name_key
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    PersonRecord,
    Position,
    me,
)
from relate.importers.json_items import Json, words
from relate.importers.scanning import distinct
from relate.importers.source import Member, Source

NETWORK: Final = "google_chat"
_CREATOR: Final = re.compile(rb'"creator"\s*:\s*(\{[^{}]{0,1500}\})')
_BOT: Final = "bot"


class Somebody(NamedTuple):
    """One side of a conversation as an archive names them. mail: compared; "" where it is not told."""

    mail: str
    name: str
    is_app: bool = False

    @property
    def sign(self) -> str:
        """What tells them from the others of a conversation; "" of whom nothing is told."""
        return self.mail or name_key(self.name)


def somebody(value: Json | Mapping[str, Json]) -> Somebody:
    """{"name": "Ana Duarte", "email": "ana@x.example", "user_type": "Human"}; any of these may be missing."""
    told: Mapping[str, Json] = value if isinstance(value, Mapping) else {}
    kind = told.get("user_type")
    return Somebody(
        mail_key(words(told.get("email"))),
        " ".join(words(told.get("name")).split()),
        isinstance(kind, str) and kind.casefold() == _BOT,
    )


def creators(source: Source, member: Member) -> Iterator[Somebody]:
    """Everybody who wrote in a file, found without reading it."""
    for told in distinct(source, member, _CREATOR):
        try:
            yield somebody(json.loads(told))
        except (ValueError, RecursionError):
            continue  # the reading itself says so


def account(number: str) -> IdentityKey:
    """An account by Google's number of it, which Hangouts names everybody by."""
    return IdentityKey(NETWORK, IdentityKind.ID, number)


class People:
    """Keys of one archive. mine: the owner wherever he is named."""

    def __init__(self, owner: Iterable[IdentityKey]) -> None:
        self.owner = tuple(owner)
        self.mine = self.owner[0] if self.owner else me(NETWORK)
        self._mails = frozenset(key.key for key in self.owner if "@" in key.key)

    def is_mine(self, one: Somebody) -> bool:
        return one.mail in self._mails

    def key(self, one: Somebody, conversation: str) -> IdentityKey:
        """A conversation's people who are not even named are one for each conversation, never two of them together."""
        if one.mail:
            return self.mine if one.mail in self._mails else IdentityKey(NETWORK, IdentityKind.ID, one.mail)
        if name := name_key(one.name):
            return IdentityKey(NETWORK, IdentityKind.NAME, name, True)
        return IdentityKey(NETWORK, IdentityKind.ID, f"conversation:{conversation}", True)

    def record(self, where: Position, one: Somebody, key: IdentityKey) -> PersonRecord:
        """Somebody with all that is told of them."""
        facts = [Fact(Field.NAME, one.name)] if one.name else []
        keys = [key]
        if one.mail:
            keys.append(IdentityKey("mail", IdentityKind.MAIL, one.mail))
            facts.append(Fact(Field.MAIL, one.mail))
        return PersonRecord(where, tuple(keys), tuple(facts))


def owner_keys(user: Mapping[str, Json], number: str) -> tuple[IdentityKey, ...]:
    """What the owner is known by: his account by address and by number, and the address itself."""
    one = somebody(user)
    keys = []
    if one.mail:
        keys += [IdentityKey(NETWORK, IdentityKind.ID, one.mail), IdentityKey("mail", IdentityKind.MAIL, one.mail)]
    if number.isascii() and number.isdigit() and len(number) > 10:
        keys.append(account(number))
    return tuple(keys)
