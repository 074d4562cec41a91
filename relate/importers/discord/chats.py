"""A channel as DiscordChatExporter writes it: both sides of a conversation, and whole channels of servers.

{"guild": {"id": "0", "name": "Direct Messages"}, "channel": {"id", "type": "DirectTextChat", "name"}, "exportedAt",
"messages": [{"id", "type": "Default", "timestamp", "content", "author": {"id", "name", "discriminator", "nickname",
"isBot"}, "attachments", "reactions", "mentions"}]}; the numbers are Discord's own, so that a message which the package
has too is one.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import DAY_MS, SECOND_MS, Moment, Precision
from relate.domain.normalise import name_key
from relate.domain.patterns import late
from relate.domain.records import (
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    Participant,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers import dates
from relate.importers.attachments import lasted, told_of
from relate.importers.discord.people import NETWORK, People, account_number, called, user_names
from relate.importers.discord.text import shown
from relate.importers.json_items import ANY, Broken, Json, items, listed, mapping, words
from relate.importers.json_rows import each_row, left_out
from relate.importers.scanning import distinct
from relate.importers.source import Member, Source

_EACH: Final = (("messages", ANY), ("channel", "\0"), ("guild", "\0"))
_AUTHOR: Final = late(
    rb'"author"\s*:\s*(\{\s*"id"\s*:\s*"\d{15,20}"\s*,\s*"name"\s*:\s*"(?:[^"\\]|\\.){0,200}"'
    rb'(?:\s*,\s*"discriminator"\s*:\s*"\d{0,4}")?(?:\s*,\s*"nickname"\s*:\s*(?:"(?:[^"\\]|\\.){0,200}"|null))?'
    rb'(?:\s*,\s*"color"\s*:\s*(?:"[^"]{0,20}"|null))?(?:\s*,\s*"isBot"\s*:\s*(?:true|false))?)'
)
_CHANNEL: Final = re.compile(r'"channel"\s*:\s*(\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\})')
_DIRECT: Final = "DirectTextChat"
_GROUP: Final = "DirectGroupTextChat"
_SAID: Final = frozenset({"Default", "Reply", "0", "19"})
_CALL: Final = frozenset({"Call", "3"})
MOST_MENTIONED: Final = 10


@dataclass(slots=True)
class Chat:
    """A channel before its first message is told. people: who writes in it, name by number, apps left out."""

    id: str = ""
    kind: str = ""
    name: str = ""
    people: dict[str, str] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)

    @property
    def direct(self) -> bool:
        return self.kind in (_DIRECT, _GROUP)


def chat_of(source: Source, member: Member, most: int = sys.maxsize) -> Chat:
    """What a file tells of its channel and of those who write in it, found without reading it; most: bytes of it that
    are looked through."""
    chat = Chat()
    try:
        head = _CHANNEL.search(source.head(member, 16384).decode("utf-8", "replace"))
    except UnreadableSource:
        head = None
    if head is not None:
        told = _loaded(head[1])
        chat.id, chat.kind = words(told.get("id")), words(told.get("type"))
        chat.name = " ".join(words(told.get("name")).split())
    for begun in distinct(source, member, _AUTHOR, most):
        author = _loaded(begun.decode("utf-8", "replace") + "}")
        number = account_number(author.get("id"))
        if number and author.get("isBot") is not True:
            name, handle, display = user_names(author)
            chat.people.setdefault(number, display or name)
            if handle:
                chat.handles.setdefault(number, handle)
    return chat


def _loaded(text: str) -> Mapping[str, Json]:
    try:
        return mapping(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def whose(chats: Sequence[Chat]) -> str:
    """The number of the owner: who writes in every direct conversation; of a single one who it is not named after."""
    direct = [chat for chat in chats if chat.direct and chat.people]
    seen = Counter(number for chat in direct for number in chat.people)
    everywhere = [number for number, count in seen.items() if count == len(direct)]
    if len(direct) > 1 and len(everywhere) == 1:
        return everywhere[0]
    between_two = [chat for chat in direct if chat.kind == _DIRECT and chat.name]
    for chat in between_two:
        others = [number for number, name in chat.people.items() if not _is_named(chat, number, name)]
        if len(others) == 1 and len(chat.people) == 2 and others[0] in everywhere:
            return others[0]
    return ""


def _is_named(chat: Chat, number: str, name: str) -> bool:
    title = called(chat.name)[0].casefold()
    return title in (name.casefold(), chat.handles.get(number, "").casefold())


def messages(source: Source, member: Member, chat: Chat, people: People) -> Iterator[Record | Skipped]:
    """Every message of a channel."""
    reader = _Reader(chat, people)
    try:
        stream = source.open(member)
    except UnreadableSource as problem:
        yield Skipped(Position(member.path, 1), Reason.INCOMPLETE, str(problem))
        return
    with closing(items(stream, _EACH)) as told:
        said = (one for one in told if isinstance(one, Broken) or one.path[:1] == ("messages",))
        yield from each_row(member.path, said, reader.read, "a channel without messages")


class _Reader:
    def __init__(self, chat: Chat, people: People) -> None:
        self._chat, self._people = chat, people
        self._introduced: set[str] = set()
        self._title = "" if chat.kind == _DIRECT else chat.name if chat.direct else f"#{chat.name}"

    def read(self, where: Position, value: Json) -> Iterator[Record | Skipped]:
        told = mapping(value)
        author, number = mapping(told.get("author")), account_number(told.get("id"))
        who, kind = account_number(author.get("id")), words(told.get("type"))
        if not who or not number:
            yield left_out(where, Reason.UNREADABLE if told else Reason.EMPTY, value)
            return
        if author.get("isBot") is True:
            yield left_out(where, Reason.NOT_A_PERSON, value, "written by an app")
            return
        if kind not in _SAID and kind not in _CALL:
            yield left_out(where, Reason.NOT_KEPT, value, "somebody came, went, or changed the channel")
            return
        text = words(told.get("content"))
        names = [words(one.get("fileName")) for one in map(mapping, listed(told.get("attachments")))]
        detail = told_of(names) or ("sticker" if listed(told.get("stickers")) else "")
        calls = kind in _CALL
        if not text.strip() and not detail and not calls:
            yield left_out(where, Reason.EMPTY, value)
            return
        mentioned = {account_number(mapping(one).get("id")): mapping(one) for one in listed(told.get("mentions"))}
        mentioned.pop("", None)
        for one, entry in mentioned.items():
            name, _, display = user_names(entry)
            self._people.learn(one, display or name)
        unheard = self._unheard(who)
        what, to = self._to(who, [one for one in mentioned if mentioned[one].get("isBot") is not True])
        if what is None:
            yield left_out(where, Reason.NOT_KEPT, value, "said in a server, not to you")
            return
        if not to and unheard is None:
            yield left_out(where, Reason.NO_PERSON, value, "a message to nobody else")
            return
        yield from self._introduce(where, who, author)
        at = dates.utc_second(words(told.get("timestamp")))
        yield InteractionRecord(
            where,
            Kind.CALL if calls else what,
            at,
            (self._side(who, Role.FROM), *([unheard] if unheard else (self._side(one, Role.TO) for one in to))),
            ("discord.message.1", number),
            conversation=self._chat.id,
            title=self._title,
            text="" if calls else shown(text, self._people.names),
            detail=_length(told, at) if calls else detail,
        )
        yield from self._reactions(where, told, who, at, number)

    def _to(self, who: str, mentioned: Sequence[str]) -> tuple[Kind | None, list[str]]:
        """To whom it was said; no kind where that is nobody the owner knows of."""
        people = self._people
        if self._chat.direct:
            return Kind.MESSAGE, [one for one in self._chat.people if one != who]
        what = Kind.MENTION  # a reply mentions whom it answers, and the package cannot tell one from the other
        others = [one for one in mentioned if one != who]
        if people.is_mine(who):
            return (what, others) if 0 < len(others) <= MOST_MENTIONED else (None, [])
        return (
            (what, [one for one in others if people.is_mine(one)]) if any(map(people.is_mine, others)) else (None, [])
        )

    def _side(self, number: str, role: Role) -> Participant:
        name = self._chat.people.get(number) or self._people.names.get(number, "")
        return Participant(self._people.key(number), role, name)

    def _unheard(self, who: str) -> Participant | None:
        """The other of a conversation between two who never wrote: the channel has their name and nothing else."""
        name = called(self._chat.name)[0]
        if self._chat.kind != _DIRECT or set(self._chat.people) - {who} or not name_key(name):
            return None
        return Participant(IdentityKey(NETWORK, IdentityKind.NAME, name_key(name), True), Role.TO, name)

    def _introduce(self, where: Position, who: str, author: Mapping[str, Json]) -> Iterator[Record]:
        if who not in self._introduced and not self._people.is_mine(who):
            name, handle, display = user_names(author)
            yield self._people.record(where, who, name, handle, display)
        self._introduced.add(who)

    def _reactions(
        self, where: Position, told: Mapping[str, Json], author: str, at: Moment | None, number: str
    ) -> Iterator[InteractionRecord]:
        """Of a reaction the day of its message is known, and since 2023 by whom it is."""
        day = None if at is None else Moment(at.ms - at.ms % DAY_MS, Precision.DAY)
        for reaction in map(mapping, listed(told.get("reactions"))):
            sign = words(mapping(reaction.get("emoji")).get("name"))
            for user in map(mapping, listed(reaction.get("users"))):
                one = account_number(user.get("id"))
                mine = self._people.is_mine(one) or self._people.is_mine(author)
                if not one or one == author or user.get("isBot") is True or not (self._chat.direct or mine):
                    continue
                name, _, display = user_names(user)
                self._people.learn(one, display or name)
                yield InteractionRecord(
                    where,
                    Kind.REACTION,
                    day,
                    (self._side(one, Role.FROM), self._side(author, Role.TO)),
                    ("discord.reaction.1", number, one, sign),
                    conversation=self._chat.id,
                    title=self._title,
                    detail=sign[:40],
                )


def _length(told: Mapping[str, Json], at: Moment | None) -> str:
    """Of a call: how long it was. One that nobody took has no end, or its end at once."""
    end = dates.utc_second(words(told.get("callEndedTimestamp")))
    seconds = (end.ms - at.ms) // SECOND_MS if end is not None and at is not None else 0
    return lasted(seconds) if seconds > 0 else "missed"
