"""Who is who in a Slack workspace: profiles of people and apps, and the names that messages mention them by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from relate.domain.normalise import mail_key, phone_key
from relate.domain.records import Fact, Field, IdentityKey, IdentityKind, PersonRecord, Position, Reason, Skipped
from relate.importers.json_items import Json, mapping, words
from relate.importers.json_rows import left_out

NETWORK: Final = "slack"
_SLACKBOT: Final = "USLACKBOT"


class Profile(NamedTuple):
    """A user of the workspace. rank: 3 who founded it, 2 an owner, 1 an administrator: who may export it."""

    key: IdentityKey
    name: str
    is_app: bool
    rank: int
    mail: str


def user_key(team: str, user: str) -> IdentityKey:
    """Slack gives a user's id once in a workspace: both together name somebody everywhere."""
    return IdentityKey(NETWORK, IdentityKind.ID, f"{team}:{user}") if team else IdentityKey(
        NETWORK, IdentityKind.ID, user, True
    )  # fmt: skip


def profile(value: Mapping[str, Json]) -> Profile | None:
    """Who an entry of users.json is; None where it has no id."""
    user = words(value.get("id"))
    if not user:
        return None
    told = mapping(value.get("profile"))
    rank = next(
        (rank for rank, sign in ((3, "is_primary_owner"), (2, "is_owner"), (1, "is_admin")) if value.get(sign) is True),
        0,
    )
    is_app = value.get("is_bot") is True or user == _SLACKBOT or value.get("is_workflow_bot") is True
    key = user_key(words(value.get("team_id")) or words(told.get("team")), user)
    return Profile(key, _name(value, told), is_app, rank, mail_key(words(told.get("email"))))


def _name(value: Mapping[str, Json], told: Mapping[str, Json]) -> str:
    for name in (told.get("real_name"), value.get("real_name"), told.get("display_name"), value.get("name")):
        if text := " ".join(words(name).split()):
            return text
    return ""


def person(where: Position, value: Json) -> PersonRecord | Skipped:
    """An entry of users.json with its address, number and title."""
    told = mapping(value)
    one = profile(told)
    if one is None:
        return left_out(where, Reason.UNREADABLE if value else Reason.EMPTY, value)
    if one.is_app:
        return left_out(where, Reason.NOT_A_PERSON, value, f"an app: {one.name}")
    inner = mapping(told.get("profile"))
    facts = [Fact(Field.NAME, one.name)] if one.name else []
    for field, name in ((Field.FIRST_NAME, "first_name"), (Field.LAST_NAME, "last_name"), (Field.ROLE, "title")):
        if text := " ".join(words(inner.get(name)).split()):
            facts.append(Fact(field, text))
    nickname = " ".join(words(inner.get("display_name")).split())
    if nickname and nickname != one.name:
        facts.append(Fact(Field.NICKNAME, nickname))
    keys = [one.key]
    if one.mail:
        keys.append(IdentityKey("mail", IdentityKind.MAIL, one.mail))
        facts.append(Fact(Field.MAIL, one.mail))
    if phone := words(inner.get("phone")).strip():
        facts.append(Fact(Field.PHONE, phone))
        if number := phone_key(phone):
            keys.append(IdentityKey("phone", IdentityKind.PHONE, number))
    return PersonRecord(where, tuple(keys), tuple(facts))


class Users:
    """The people of one export, by their ids."""

    def __init__(self) -> None:
        self.profiles: dict[str, Profile] = {}
        self.team = ""

    def learn(self, value: Json) -> None:
        """Take in one entry of users.json."""
        told = mapping(value)
        one = profile(told)
        if one is not None:
            self.profiles[words(told.get("id"))] = one
            team = words(told.get("team_id"))
            self.team = self.team or team

    def key(self, user: str) -> IdentityKey:
        known = self.profiles.get(user)
        return known.key if known is not None else user_key(self.team, user)

    def name(self, user: str) -> str:
        known = self.profiles.get(user)
        return known.name if known is not None else ""

    def is_app(self, user: str) -> bool:
        known = self.profiles.get(user)
        return user == _SLACKBOT or (known is not None and known.is_app)
