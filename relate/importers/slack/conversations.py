"""The conversations of a Slack export: what a folder is, who is in it, which threads of a channel are the owner's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.importers.json_items import ANY, Broken, Item, items, listed, mapping, words
from relate.importers.slack.files import Known, Part
from relate.importers.slack.people import Users
from relate.importers.source import Member, Source

EACH: Final = ((ANY,),)
_DIRECT: Final = frozenset({"dms", "mpims"})


@dataclass(slots=True)
class Conversation:
    """A folder of days. id: Slack's, else the folder's name; direct: its messages go to everybody in it; threads: of a
    channel those that the owner wrote in, by their first message, and everybody who wrote in each."""

    id: str
    title: str
    direct: bool
    members: tuple[str, ...] = ()
    threads: dict[str, dict[str, None]] = field(default_factory=dict)


@dataclass(slots=True)
class Lists:
    """What the lists at the top of an export say. damaged: entries that cannot be read, with their files."""

    users: Users = field(default_factory=Users)
    by_folder: dict[str, Conversation] = field(default_factory=dict)
    direct: list[tuple[str, ...]] = field(default_factory=list)
    damaged: list[tuple[str, Broken]] = field(default_factory=list)


def lists_of(source: Source, files: Sequence[Known]) -> Lists:
    """The users and conversations of an export, before a message of it is read."""
    lists = Lists()
    for file in files:
        if file.part is Part.DAY:
            continue
        for item in values(source, file.member):
            if isinstance(item, Broken):
                if file.part is Part.LISTS:
                    lists.damaged.append((file.member.path, item))
            elif file.part is Part.USERS:
                lists.users.learn(item.value)
            else:
                _learn(lists, file.kind, mapping(item.value))
    return lists


def values(source: Source, member: Member, *, counted: bool = False) -> Iterator[Item | Broken]:
    """The elements of a list; a file that cannot be opened is one that breaks off at once."""
    try:
        stream = source.open(member) if counted else source.peek(member)
    except UnreadableSource as problem:
        yield Broken((), str(problem), cut=True)
        return
    with closing(items(stream, EACH)) as told:
        yield from told


def _learn(lists: Lists, kind: str, value: Mapping[str, object]) -> None:
    told = mapping(value)  # type: ignore[arg-type]
    number, name = words(told.get("id")), words(told.get("name"))
    if not number:
        return
    members = tuple(dict.fromkeys(words(one) for one in listed(told.get("members")) if words(one)))
    direct = kind in _DIRECT
    conversation = Conversation(number, "" if direct else f"#{name}", direct, members)
    if kind == "dms":
        lists.direct.append(members)
    # The folder has the channel's name, that of a conversation between two its id; after a renaming either.
    lists.by_folder.setdefault(name or number, conversation)
    lists.by_folder.setdefault(number, conversation)


def conversation_of(lists: Lists, folder: str) -> Conversation:
    """What the lists know of a folder, else what its name tells: D… is between two, mpdm-… between several."""
    known = lists.by_folder.get(folder)
    if known is None:
        number = folder.rpartition("/")[2]
        direct = number.startswith("mpdm-") or (number[:1] == "D" and number.isalnum() and number.isupper())
        known = lists.by_folder[folder] = Conversation(number, "" if direct else f"#{number}", direct)
    return known


def whose(lists: Lists) -> str:
    """The user who exported it, where that can be known: the one who is in every conversation between two, as only
    his own are in it; else the only one who may export at all. "" where it cannot."""
    people = Counter(user for members in lists.direct for user in set(members))
    everywhere = [user for user, count in people.items() if count == len(lists.direct)]
    users = lists.users
    if len(lists.direct) > 1 and len(everywhere) == 1:
        return everywhere[0]
    allowed = [user for user, one in users.profiles.items() if one.rank >= 2 and not one.is_app]
    if len(lists.direct) == 1:
        allowed = [user for user in allowed if user in everywhere]
    return allowed[0] if len(allowed) == 1 else ""


def candidates(lists: Lists) -> list[str]:
    """Who may have exported it, the likeliest first."""
    people = Counter(user for members in lists.direct for user in set(members))
    found = [user for user, one in lists.users.profiles.items() if not one.is_app]
    return sorted(found, key=lambda user: (-people[user], -lists.users.profiles[user].rank, user))


def learn_threads(source: Source, days: Sequence[Known], conversation: Conversation, me: str) -> None:
    """Which threads of a channel the owner wrote in; and, where no list has them, who is in a direct conversation."""
    threads: dict[str, dict[str, None]] = {}
    writers: dict[str, None] = {}
    for file in days:
        for item in values(source, file.member):
            value = mapping(item.value) if isinstance(item, Item) else {}
            user, thread = words(value.get("user")), words(value.get("thread_ts"))
            if user:
                writers.setdefault(user)
                if thread:
                    threads.setdefault(thread, {}).setdefault(user)
    if conversation.direct:
        conversation.members = tuple(dict.fromkeys((*conversation.members, *writers)))
    elif me:
        conversation.threads = {thread: who for thread, who in threads.items() if me in who}
