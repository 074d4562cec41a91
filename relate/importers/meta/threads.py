"""The conversations of an export of Meta: which files belong to one of them, and who takes part in it.

A conversation is a folder of message_1.json (the newest part), message_2.json, …; the end-to-end-encrypted ones come
in a download of their own, flat files "Ana Duarte_3.json". formats/social.md 3.4.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from relate.domain.errors import UnreadableSource
from relate.domain.normalise import name_key, text_key
from relate.importers.json_items import ANY, Broken, Item, Json, Run, mapping, runs, words
from relate.importers.meta.layout import Place, first_list
from relate.importers.meta.people import Keys
from relate.importers.meta.text import mended
from relate.importers.meta.times import milliseconds
from relate.importers.source import Member, Source

Told: TypeAlias = Item | Broken | Run
"""What a file of messages tells: whole messages in runs or alone, and what else it says of the conversation."""

_EACH: Final = (("messages", ANY),)
_SENDER: Final = itemgetter("sender_name")
_HELD: Final = 6_000_000
"""A conversation of so many bytes is kept in memory while it is read; a larger one is read twice instead."""
_NATIVE: Final = re.compile(r"_?(\d{8,20})$")
_TOKEN: Final = re.compile(r"(?=.*[A-Z0-9])[A-Za-z0-9-]{8,}")
_BEHIND: Final = re.compile(r"_\d+$")


class Thread(NamedTuple):
    """One conversation: the name of its folder ("" for a loose file), the box it lies in, its files, newest first."""

    folder: str
    box: str
    chunks: tuple[Member, ...]

    @property
    def native(self) -> str:
        """The number that Meta gives the conversation; "" where the folder has none (until 2021: some letters)."""
        found = _NATIVE.search(self.folder)
        return found[1] if found else ""

    @property
    def called(self) -> str:
        """The folder without its number or letters: the name of the conversation, written small."""
        if self.native:
            return _NATIVE.sub("", self.folder)
        name, _, tail = self.folder.rpartition("_")
        return name if name and _TOKEN.fullmatch(tail) else self.folder


def threads(places: Iterable[Place]) -> list[Thread]:
    """Files of messages by conversation, in the order of their folders; message_10 after message_2."""
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for one in places:
        if one.base == "message" and one.folder:
            found[one.folder, ""].append(one)
        elif one.base == "message":  # single files dropped: each may be of another conversation
            found["", one.member.path].append(one)
        else:
            stem = _BEHIND.sub("", one.member.name.rpartition(".")[0])
            found["", f"{one.home}{stem}"].append(one)
    made = []
    for (folder, _), chunks in sorted(found.items()):
        chunks.sort(key=lambda one: (one.number, one.member.path))
        box = chunks[0].folders[-2] if len(chunks[0].folders) > 1 else ""
        made.append(Thread(folder, box, tuple(one.member for one in chunks)))
    return made


def participants(source: Source, thread: Thread) -> list[str]:
    """The names at the top of a conversation, without reading it."""
    return _names(first_list(source, thread.chunks[0], "participants"))  # type: ignore[arg-type]


def _names(value: Json) -> list[str]:
    told = (words(one.get("name")) if isinstance(one, dict) else words(one) for one in value or [])  # type: ignore[union-attr]
    return [mended(name).strip() for name in told]


@dataclass(slots=True)
class Talk:
    """What a whole conversation says of itself; leavers are among those who wrote only."""

    names: dict[str, None] = field(default_factory=dict)
    title: str = ""
    path: str = ""
    newest: int = 0
    """UTC ms, as far as the first messages tell, which are the newest."""

    def learn(self, told: Told) -> None:
        """Take in one value of its files, or many messages at once."""
        if isinstance(told, Run):
            self._wrote(told.values)
            return
        if isinstance(told, Broken):
            return
        top = told.path[0] if told.path else ""
        if top == "messages":
            self._wrote((told.value,))
        elif top == "participants" and isinstance(told.value, list):
            for one in told.value:
                name = one.get("name") if isinstance(one, dict) else one
                if isinstance(name, str):
                    self.names.setdefault(name)
        elif top in ("title", "threadName", "thread_name") and not self.title:
            self.title = mended(words(told.value)).strip()
        elif top == "thread_path" and not self.path:
            self.path = mended(words(told.value)).strip("/ ")

    def _wrote(self, messages: Sequence[Json]) -> None:
        """Who wrote these, in their order."""
        try:
            senders: Iterable[object] = dict.fromkeys(map(_SENDER, messages))  # type: ignore[arg-type]
        except (KeyError, TypeError):  # the encrypted ones spell it otherwise; damaged ones may be anything
            told = map(mapping, messages)
            senders = [one.get("sender_name", one.get("senderName")) for one in told]
        for sender in senders:
            if isinstance(sender, str):
                self.names.setdefault(sender)
        first = mapping(messages[0]) if messages else {}
        self.newest = max(self.newest, milliseconds(first.get("timestamp_ms", first.get("timestamp"))) or 0)

    def everybody(self) -> list[str]:
        """All names, as they are compared by readers: mended, those at the top first."""
        return list(dict.fromkeys(mended(name).strip() for name in self.names))


class Chunk(NamedTuple):
    """One file of a conversation and what is in it."""

    member: Member
    told: Iterable[Told]


def opened(source: Source, thread: Thread) -> tuple[Talk, Iterator[Chunk]]:
    """What is known of a whole conversation before its first message is told, and its files in their order."""
    talk = Talk()
    if sum(member.size for member in thread.chunks) <= _HELD:
        held = [Chunk(member, list(_values(source, member))) for member in thread.chunks]
        for chunk in held:
            for told in chunk.told:
                talk.learn(told)
        return talk, iter(held)
    for member in thread.chunks:
        for told in _values(source, member, counted=False):
            talk.learn(told)
    return talk, (Chunk(member, _values(source, member)) for member in thread.chunks)


def _values(source: Source, member: Member, *, counted: bool = True) -> Iterator[Told]:
    try:
        stream = source.open(member) if counted else source.peek(member)
    except UnreadableSource as problem:
        yield Broken((), str(problem), cut=True)
        return
    with closing(runs(stream, _EACH)) as told:
        yield from told


class Company(NamedTuple):
    """Who a conversation is between, by the keys of the archive. others: everybody but the owner, by name; direct:
    between two. sign: what the same conversation is known by in another download, which has neither its folder nor
    its number: both names, or the title of a group."""

    others: tuple[str, ...]
    gone: bool
    direct: bool
    sign: str


def company(talk: Talk, keys: Keys) -> Company:
    """Who takes part: those named at the top and all who wrote."""
    everybody = talk.everybody()
    compared = {key: name for name in reversed(everybody) if (key := keys.name(name))}
    others = tuple(name for key, name in compared.items() if key not in keys.owner_names)[::-1]
    gone = any(not keys.name(name) for name in everybody) or not others
    mine = bool(keys.owner_names)
    two = len(others) + gone == (1 if mine else 2)
    title = _BEHIND.sub("", talk.title)
    named = {keys.name(title), keys.name(talk.title)}
    direct = two and (not title or "" in named or bool(named & compared.keys()))
    if not direct:
        return Company(others, gone, False, f"group {text_key(title)}")
    sign = sorted(compared)
    if mine and not (set(compared) & keys.owner_names):
        sign = sorted((*compared, min(keys.owner_names)))
    return Company(others, gone, True, "|".join(sign))


def owner_by_threads(
    conversations: Iterable[tuple[Thread, Sequence[str]]],
    keys: Keys,
    *,
    others: Collection[str] = (),
    told: Sequence[str] = (),
) -> str:
    """Without a profile: of the names in each conversation the one in most of them, if no other is in as many.

    Where that is open, of those who are in all of them the one whom a text names that is about the owner (told: values
    of his profile, the heads of his pages); else who stands beside somebody after whom the conversation is called; else
    the only one who is not among others: name keys of his list of friends, on which he is not himself. The last two
    only where two talk, for whoever left a group is not in it.
    """
    seen: Counter[str] = Counter()
    called: dict[str, str] = {}
    beside: set[str] = set()
    count = pairs = 0
    for thread, everybody in conversations:
        names = {key: name for name in everybody if (key := keys.name(name))}
        if len(names) > 1:
            count += 1
            seen.update(names.keys())
            called |= names
        if len(names) == 2:
            pairs += 1
            beside |= _beside_the_namesake(thread, names)
    best = seen.most_common(2)
    if count > 1 and best[0][1] * 2 > count and (len(best) == 1 or best[1][1] < best[0][1]):
        return called[best[0][0]]
    always = [key for key, times in seen.items() if times == count]
    texts = [one.casefold() for one in told]
    named = [key for key in always if called[key].casefold() in texts]
    named = named or [key for key in always if any(called[key].casefold() in text for text in texts)]
    stranger = [key for key in always if others and pairs and key not in others]
    for found in (named, list(beside), stranger):
        if len(found) == 1:
            return called[found[0]]
    return ""


def _beside_the_namesake(thread: Thread, names: Iterable[str]) -> set[str]:
    """Of two name keys the one beside the other, after whom the conversation is called, as folders and files are."""
    after = thread.called if thread.folder else _BEHIND.sub("", thread.chunks[0].name.rpartition(".")[0])
    them = {key for key in names if _squeezed(key) == _squeezed(after)}
    return set(names) - them if len(them) == 1 else set()


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, name_key(name)))
