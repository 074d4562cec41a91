"""Who is who on Discord: accounts by their numbers, as channels, friends and chats name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from relate.domain.normalise import handle_key
from relate.domain.records import Fact, Field, IdentityKey, IdentityKind, PersonRecord, Position, me
from relate.importers.json_items import Json, words

NETWORK: Final = "discord"
_NUMBER: Final = re.compile(r"\d{15,20}", re.ASCII)
_TAG: Final = re.compile(r"#(\d{1,4})$")
_NOBODY: Final = frozenset({"unknown participant", "deleted user", "unknown", ""})
_DELETED: Final = re.compile(r"deleted[ _]user(?:[ _]?[0-9a-f]{4,})?", re.IGNORECASE)


def account_number(value: Json) -> str:
    """The number of an account, message or channel, also where it is written as a number; "" where it is none."""
    text = words(value).strip()
    return text if _NUMBER.fullmatch(text) else ""


def account(number: str) -> IdentityKey:
    return IdentityKey(NETWORK, IdentityKind.ID, number)


def called(text: str) -> tuple[str, str]:
    """(name, handle) of "ana.duarte#0" and "Ana#1234": since 2023 a name without a number is the account's own."""
    plain = " ".join(text.split())
    found = _TAG.search(plain)
    name = plain[: found.start()] if found else plain
    if name.casefold() in _NOBODY or _DELETED.fullmatch(name):
        return "", ""
    return name, handle_key(name) if found and not found[1].strip("0") else ""


class People:
    """Keys of one archive. owner: what its owner is known by; names: what an account was called somewhere in it."""

    def __init__(self, owner: tuple[IdentityKey, ...]) -> None:
        self.owner = owner
        self.mine = owner[0] if owner else me(NETWORK)
        self.names: dict[str, str] = {}

    def key(self, number: str) -> IdentityKey:
        key = account(number)
        return self.mine if key in self.owner else key

    def is_mine(self, number: str) -> bool:
        return account(number) in self.owner

    def learn(self, number: str, name: str) -> None:
        if number and name:
            self.names.setdefault(number, name)

    def record(self, where: Position, number: str, name: str, handle: str, display: str = "") -> PersonRecord:
        """Somebody with a name; display: the one shown instead of the account's own, where it is told."""
        shown = display or name
        facts = [Fact(Field.NAME, shown)] if shown else []
        if name and name != shown:
            facts.append(Fact(Field.NICKNAME, name))
        keys = [self.key(number)]
        if handle:
            keys.append(IdentityKey(NETWORK, IdentityKind.HANDLE, handle))
        return PersonRecord(where, tuple(keys), tuple(facts))


def user_names(value: Json | Mapping[str, Json]) -> tuple[str, str, str]:
    """(name, handle, name shown) of a user as Discord's files describe one."""
    told: Mapping[str, Json] = value if isinstance(value, Mapping) else {}
    tag = words(told.get("discriminator"))
    name = words(told.get("username")) or words(told.get("name"))
    plain, handle = called(f"{name}#{tag or '0'}" if name and "#" not in name else name)
    shown = words(told.get("global_name")) or words(told.get("display_name")) or words(told.get("nickname"))
    if tag.strip("0"):
        handle = ""
    return plain, handle, " ".join(shown.split())
