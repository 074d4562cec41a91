"""Who is behind the numbers of an X archive: no file tells, but posts mention people with number, handle and name.

Everything the archive's own posts say of an account is gathered before the first record is made, the newest word on
each counts, and no network is asked (formats/social.md 2.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.normalise import handle_key
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    Participant,
    PersonRecord,
    Position,
    Role,
    me,
)
from relate.importers.json_items import ANY, Item, Json, items, listed, mapping, words
from relate.importers.source import Source
from relate.importers.x.files import Known
from relate.importers.x.values import account_id, moment

NETWORK: Final = "x"


@dataclass(slots=True)
class _Told:
    """The newest handle and name of an account, and when they were said (UTC ms; 0: not known when)."""

    handle: str = ""
    name: str = ""
    at: int = -1


@dataclass(slots=True)
class Names:
    """What the posts of one archive say of accounts. `told` by number; `numbers`: handle → number → when last."""

    told: dict[str, _Told] = field(default_factory=dict)
    numbers: dict[str, dict[str, int]] = field(default_factory=dict)

    def learn(self, number: str, handle: str, name: str, at: int) -> None:
        """One mention: who was called what at that time."""
        if not number:
            return
        known = self.told.get(number)
        if known is None:
            known = self.told[number] = _Told()
        if at > known.at:
            known.handle, known.name, known.at = handle or known.handle, name or known.name, at
        else:
            known.handle, known.name = known.handle or handle, known.name or name
        if handle:
            uses = self.numbers.setdefault(handle, {})
            uses[number] = max(at, uses.get(number, -1))

    def number_of(self, handle: str) -> str:
        """The account that went by a handle; "" when none is known, or several went by it."""
        uses = self.numbers.get(handle, {})
        return next(iter(uses)) if len(uses) == 1 else ""

    def handle_of(self, number: str) -> str:
        """The handle of an account, "" when somebody else took it later: then it says nothing of this one."""
        known = self.told.get(number)
        if known is None or not known.handle:
            return ""
        uses = self.numbers[known.handle]
        newest = max(uses.values())
        return known.handle if uses[number] == newest and list(uses.values()).count(newest) == 1 else ""

    def name_of(self, number: str) -> str:
        known = self.told.get(number)
        return known.name if known is not None else ""


def gather(source: Source, files: Sequence[Known], names: Names) -> None:
    """Read the posts once for who is mentioned in them; what cannot be read is told in the reading proper."""
    for file in files:
        try:
            stream = source.open(file.member, times=2)
        except UnreadableSource:
            continue
        for item in items(stream, [(ANY,)]):
            if isinstance(item, Item):
                _learn_from(mapping(item.value), names)


def _learn_from(item: Mapping[str, Json], names: Names) -> None:
    post = mapping(item.get("tweet")) or item
    mentions = listed(mapping(post.get("entities")).get("user_mentions"))
    answered = reply_to(post)
    if not mentions and not answered:
        return
    when = moment(post.get("created_at"), post_id(post))
    at = 0 if when is None else when.ms
    for number, handle, name in mentioned(mentions):
        names.learn(number, handle, name, at)
    if answered:
        names.learn(answered, handle_key(words(post.get("in_reply_to_screen_name"))), "", at)


def post_id(post: Mapping[str, Json]) -> str:
    return account_id(post.get("id_str")) or account_id(post.get("id"))


def reply_to(post: Mapping[str, Json]) -> str:
    """The number of the account that a post answers."""
    return account_id(post.get("in_reply_to_user_id_str")) or account_id(post.get("in_reply_to_user_id"))


def mentioned(mentions: Sequence[Json]) -> Iterator[tuple[str, str, str]]:
    """(number, handle, name) of each mention; the number is "" where the account is gone ("-1")."""
    for entry in mentions:
        mention = mapping(entry)
        number = account_id(mention.get("id_str")) or account_id(mention.get("id"))
        handle = handle_key(words(mention.get("screen_name")))
        if number or handle:
            yield number, handle, " ".join(words(mention.get("name")).split())


class People:
    """The keys of one archive's people, and what is known of each, told once: with the first row that has them."""

    def __init__(self, owner: tuple[IdentityKey, ...], names: Names) -> None:
        numbers = [key for key in owner if key.network == NETWORK and key.kind is IdentityKind.ID and not key.local]
        self.mine = numbers[0] if numbers else me(NETWORK)
        self.my_number = numbers[0].key if numbers else ""
        self.my_handles = frozenset(
            key.key for key in owner if key.network == NETWORK and key.kind is IdentityKind.HANDLE
        )
        self.names = names
        self._told: set[IdentityKey] = set()
        self._participants: dict[tuple[IdentityKey, Role], Participant] = {}

    def by_number(self, number: str) -> IdentityKey:
        """Whoever has this number."""
        return self.mine if number == self.my_number else IdentityKey(NETWORK, IdentityKind.ID, number)

    def by_handle(self, handle: str) -> IdentityKey:
        """Whoever goes by this handle: by number where the archive tells it."""
        if handle in self.my_handles:
            return self.mine
        number = self.names.number_of(handle)
        return self.by_number(number) if number else IdentityKey(NETWORK, IdentityKind.HANDLE, handle)

    def called(self, key: IdentityKey) -> str:
        return self.names.name_of(key.key) if key.kind is IdentityKind.ID and not key.local else ""

    def part(self, key: IdentityKey, role: Role, name: str = "") -> Participant:
        """Somebody's part in something, under the newest name the archive has for them."""
        if name:
            return Participant(key, role, name)
        found = self._participants.get((key, role))
        if found is None:
            found = self._participants[(key, role)] = Participant(key, role, self.called(key))
        return found

    def introduce(self, where: Position, *keys: IdentityKey) -> Iterator[PersonRecord]:
        """What is known of those who have not been told of yet: their handle, their name."""
        for key in keys:
            if key in self._told or key == self.mine:
                continue
            self._told.add(key)
            if key.kind is not IdentityKind.ID or key.local:
                continue
            handle, name = self.names.handle_of(key.key), self.names.name_of(key.key)
            stated = (IdentityKey(NETWORK, IdentityKind.HANDLE, handle),) if handle else ()
            facts = (Fact(Field.NAME, name),) if name else ()
            if stated or facts:
                yield PersonRecord(where, (key, *stated), facts)
