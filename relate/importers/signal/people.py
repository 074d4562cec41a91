"""Who is who in Signal's own export: contacts by their account and their number, groups with all their people."""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from relate.domain.normalise import handle_key, name_key, phone_key
from relate.domain.records import Fact, Field, IdentityKey, IdentityKind, me
from relate.importers.json_values import listed, mapping, words
from relate.importers.json_window import Json

NETWORK: Final = "signal"
ME: Final = me(NETWORK)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody Signal knows. keys: the first is the one that his messages carry."""

    keys: tuple[IdentityKey, ...]
    name: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group: the key that never changes, its name, and its people by the keys of their accounts."""

    key: str
    title: str
    members: tuple[str, ...]


def contact(told: Mapping[str, Json]) -> Contact | None:
    """Somebody by his account, his number, his user name; None where nothing tells who it is."""
    keys: list[IdentityKey] = []
    if account := account_key(words(told.get("aci"))):
        keys.append(IdentityKey(NETWORK, IdentityKind.ID, account))
    number = words(told.get("e164"))
    phone = phone_key(number if number.startswith("+") else f"+{number}") if number else ""
    if phone:
        keys.append(IdentityKey("phone", IdentityKind.PHONE, phone))
    if handle := handle_key(words(told.get("username"))):
        keys.append(IdentityKey(NETWORK, IdentityKind.HANDLE, handle))
    saved = _name(told, "systemGivenName", "systemFamilyName")
    profile = _name(told, "profileGivenName", "profileFamilyName")
    nickname = mapping(told.get("nickname"))
    called = _name(nickname, "given", "family")
    name = saved or profile or called
    if not keys and name_key(name):
        keys.append(IdentityKey(NETWORK, IdentityKind.NAME, name_key(name), True))
    if not keys:
        return None
    facts = [Fact(Field.NAME, name)] if name else []
    if called and called != name:
        facts.append(Fact(Field.NICKNAME, called))
    if phone:
        facts.append(Fact(Field.PHONE, phone))
    if note := words(told.get("note")).strip():
        facts.append(Fact(Field.NOTE, note))
    return Contact(tuple(keys), name, tuple(facts))


def group(told: Mapping[str, Json]) -> Group:
    """A group as it was when it was exported."""
    snapshot = mapping(told.get("snapshot"))
    title = words(mapping(snapshot.get("title")).get("title")).strip()
    members = (account_key(words(mapping(one).get("userId"))) for one in listed(snapshot.get("members")))
    return Group(words(told.get("masterKey")) or title, title, tuple(one for one in members if one))


def owner_name(told: Mapping[str, Json]) -> str:
    return _name(told, "givenName", "familyName")


def account_key(text: str) -> str:
    """The number of an account as a UUID is written, from its bytes in base64 or from that itself; "" otherwise."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        pass
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return str(uuid.UUID(bytes=raw)) if len(raw) == 16 else ""


def _name(told: Mapping[str, Json], *parts: str) -> str:
    return " ".join(part for one in parts if (part := words(told.get(one)).strip()))
