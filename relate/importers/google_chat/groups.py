"""The conversations of Google Chat: their files, everybody in them, and which of a large space's threads are mine."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from relate.domain.errors import UnreadableSource
from relate.domain.records import Position, Reason, Record, Skipped
from relate.importers.google_chat.files import Known, Part
from relate.importers.google_chat.people import People, Somebody, creators, somebody
from relate.importers.json_items import ANY, Broken, Item, Json, Run, items, mapping, runs, words
from relate.importers.json_rows import broken, left_out
from relate.importers.source import Member, Source

MOST_PEOPLE: Final = 50
"""Of a space with more only the threads that the owner wrote in are kept: the rest was said to nobody."""
Told: TypeAlias = Item | Broken | Run
_HELD: Final = 6_000_000
"""A file of so many bytes is kept in memory while it is read; a larger one is looked through before."""
_CREATOR: Final = itemgetter("creator")
_CALLED: Final = itemgetter("email", "name", "user_type")
_MEMBERS: Final = (("members", ANY),)
_MESSAGES: Final = (("messages", ANY),)
_NATIVE: Final = re.compile(rb'"message_id"\s*:\s*"([\w-]{4,40})/')
_UNNAMED: Final = frozenset(
    {
        "group chat", "gruppenchat", "chat de groupe", "discussion de groupe", "chat de grupo", "chat en grupo",
        "chat em grupo", "conversa em grupo", "chat di gruppo", "groepschat", "czat grupowy", "групповой чат",
        "групповая беседа", "グループ チャット", "グループチャット", "群组聊天", "그룹 채팅", "grup sohbeti",
        "gruppchatt",
    }
)  # fmt: skip
"""What Google calls a conversation that nobody gave a name."""


class Chunk(NamedTuple):
    """A file of messages and, where it is small, what is in it."""

    member: Member
    held: list[Told] | None

    def told(self, source: Source) -> Iterator[Told]:
        """Its messages in runs or alone, and what cannot be read."""
        return iter(self.held) if self.held is not None else _told(source, self.member)


@dataclass(slots=True)
class Group:
    """One conversation. people: by what tells them apart, those who wrote and those who are listed; threads: in a
    large one those with the owner, and who else wrote in each; None where everything is kept."""

    conversation: str
    title: str = ""
    files: list[Chunk] = field(default_factory=list)
    people: dict[str, Somebody] = field(default_factory=dict)
    threads: dict[str, dict[str, Somebody]] | None = None


def group_of(source: Source, files: Sequence[Known], people: People) -> Group:
    """What is known of a conversation before its first message is told."""
    messages = [file.member for file in files if file.part is Part.MESSAGES]
    group = Group(_native(source, messages) or files[0].group or files[0].member.path)
    for file in files:
        if file.part is Part.GROUP:
            title, members = listed_in(source, file.member)
            group.title = group.title or title
            _add(group, [one for one in members if one.sign])
    for member in messages:
        held = list(_told(source, member)) if member.size <= _HELD else None
        group.files.append(Chunk(member, held))
        _add(group, creators(source, member) if held is None else _writers(held))
    if len(group.people) > MOST_PEOPLE:
        group.threads = _mine(source, messages, people)
    return group


def _told(source: Source, member: Member) -> Iterator[Told]:
    try:
        stream = source.open(member)
    except UnreadableSource as problem:
        yield Broken((), str(problem), cut=True)
        return
    with closing(runs(stream, _MESSAGES)) as told:
        yield from told


def _writers(held: Sequence[Told]) -> list[Somebody]:
    """Everybody who wrote these."""
    seen: dict[tuple[Json, Json, Json], None] = {}
    for one in held:
        if isinstance(one, Broken):
            continue
        values = one.values if isinstance(one, Run) else [one.value]
        try:
            seen.update(dict.fromkeys(map(_CALLED, map(_CREATOR, values))))  # type: ignore[arg-type]
        except (KeyError, TypeError):  # deleted messages have no writer, old ones no address; damaged may be anything
            for creator in map(mapping, (mapping(value).get("creator") for value in values)):
                told = (creator.get("email"), creator.get("name"), creator.get("user_type"))
                if creator and all(isinstance(part, str | None) for part in told):
                    seen.setdefault(told)
    return [somebody({"email": mail, "name": name, "user_type": kind}) for mail, name, kind in seen]


def _add(group: Group, people: Iterator[Somebody] | Sequence[Somebody]) -> None:
    for one in people:
        if not one.is_app:
            known = group.people.get(one.sign)
            if known is None or not known.name:
                group.people[one.sign] = one


def _native(source: Source, messages: Sequence[Member]) -> str:
    """The conversation's id, which every message's begins with."""
    for member in messages:
        try:
            found = _NATIVE.search(source.head(member))
        except UnreadableSource:
            continue
        if found is not None:
            return found[1].decode("ascii")
    return ""


def listed_in(source: Source, member: Member) -> tuple[str, list[Somebody]]:
    """The name of a conversation and its members, without the rows that cannot be read."""
    title, members = "", []
    try:
        with closing(items(source.peek(member), _MEMBERS)) as told:
            for item in told:
                if not isinstance(item, Item):
                    continue
                if item.path[:1] == ("name",):
                    title = " ".join(words(item.value).split())
                elif len(item.path) == 2 and isinstance(item.value, dict):
                    members.append(somebody(item.value))
    except UnreadableSource:
        pass  # whoever reads it says so
    return ("" if title.casefold() in _UNNAMED else title), members


def members_of(source: Source, file: Known, conversation: str, people: People) -> Iterator[Record | Skipped]:
    """Every member of a conversation as a person; apps, and who left without a name, as rows left out."""
    path = file.member.path
    count = 0
    try:
        stream = source.open(file.member)
    except UnreadableSource as problem:
        yield Skipped(Position(path, 1), Reason.INCOMPLETE, str(problem))
        return
    with closing(items(stream, _MEMBERS)) as told:
        for item in told:
            if isinstance(item, Item) and item.path[:1] != ("members",):
                continue
            count += 1
            where = Position(path, count)
            yield broken(where, item) if isinstance(item, Broken) else _member(where, item.value, conversation, people)
    if not count:
        yield Skipped(Position(path, 1), Reason.EMPTY, "a conversation without members")


def _member(where: Position, value: Json, conversation: str, people: People) -> Record | Skipped:
    one = somebody(value)
    if not isinstance(value, dict):
        return left_out(where, Reason.UNREADABLE, value)
    if one.is_app:
        return left_out(where, Reason.NOT_A_PERSON, value, f"an app: {one.name or one.mail}")
    if not one.sign:
        return left_out(where, Reason.NO_PERSON, value, "somebody who is gone and not named")
    return people.record(where, one, people.key(one, conversation))


def _mine(source: Source, messages: Sequence[Member], people: People) -> dict[str, dict[str, Somebody]]:
    """The threads in which the owner wrote, and everybody who wrote in them."""
    threads: dict[str, dict[str, Somebody]] = {}
    mine: set[str] = set()
    for member in messages:
        try:
            stream = source.peek(member)
        except UnreadableSource:
            continue
        with closing(items(stream, _MESSAGES)) as told:
            for item in told:
                value = mapping(item.value) if isinstance(item, Item) else {}
                one, topic = somebody(value.get("creator")), words(value.get("topic_id"))
                if not topic or one.is_app:
                    continue
                threads.setdefault(topic, {}).setdefault(one.sign, one)
                if people.is_mine(one):
                    mine.add(topic)
    return {topic: writers for topic, writers in threads.items() if topic in mine}


def likely_owners(groups: Sequence[Sequence[Somebody]]) -> list[tuple[Somebody, int]]:
    """Whose Takeout it may be where no file of the account is there: who is in most conversations, and in how many."""
    seen: Counter[str] = Counter()
    called: dict[str, Somebody] = {}
    for members in groups:
        for one in {one.mail: one for one in members if one.mail and not one.is_app}.values():
            seen[one.mail] += 1
            called.setdefault(one.mail, one)
    return [(called[mail], count) for mail, count in seen.most_common()]


def surely(likely: Sequence[tuple[Somebody, int]], conversations: int) -> Somebody | None:
    """The one who is in every conversation, where there are two at least and nobody else is."""
    if conversations < 2 or not likely or likely[0][1] < conversations:
        return None
    return None if len(likely) > 1 and likely[1][1] == conversations else likely[0][0]
