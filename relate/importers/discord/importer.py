"""Discord: the package it sends on request, and channels saved by DiscordChatExporter (formats/contacts.md 5.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from relate.domain.records import IdentityKey, Position, Reason, Record, Skipped, me
from relate.importers.archive import Archive, Choice, HowTo, Question, Wait
from relate.importers.discord import chats, package
from relate.importers.discord.files import CHATS, Known, Part, belonging, classify, of_one_home
from relate.importers.discord.people import NETWORK, People, account
from relate.importers.json_items import Json
from relate.importers.owned import owner_first
from relate.importers.source import Source
from relate.importers.takeout import told_day

OWNER: Final = "owner"
NOBODY: Final = "nobody"
_MOST_CHOICES: Final = 6
_FIRST_LOOK: Final = 32_000_000
"""Bytes of a saved channel in which those who write in it are looked for before it is read."""
_TELLING: Final = {
    Part.INDEX: "it does not say what the channels are called",
    Part.CHANNEL: "it does not say what this channel is",
}


class Discord:
    """Discord's package and DiscordChatExporter's files. The rows of a file are its messages, of the account its
    friends behind the owner."""

    source_id = "discord"
    network = NETWORK
    title = "Discord"
    icon = "gamepad-2"
    suffixes: tuple[str, ...] = (".zip", ".json")
    how_to: HowTo | None = HowTo(
        holds="your own messages, friends",
        takes="some days, thirty at most",
        steps=(
            "In Discord open User Settings, then Data & Privacy.",
            "At Request all of my data tick Account and Messages; the others are large and hold nobody.",
            "Press Request Data. Discord sends a mail with a link when it is ready.",
            "Download package.zip and drop it here as it is. What others wrote is not in it.",
        ),
        link="https://support.discord.com/hc/articles/360004027692",
        choose="Account and Messages",
        waits=(Wait("", 3 * 24 * 60),),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The files of one package, or all channels of DiscordChatExporter together."""
        known = classify(source, source.members)
        homes = {file.home for file in known if file.part is not Part.USER}
        known = [file for file in known if file.part is not Part.USER or not homes or file.home in homes]
        if not known:
            return None
        files = of_one_home(known)
        members = tuple(file.member for file in files)
        if files[0].home == CHATS:
            return self._chats(source, files)
        owner = _owner(source, files)
        return Archive(
            self.source_id,
            self.network,
            "Discord package" if len(files) > 1 else f"Discord, {members[0].name}",
            members,
            told_day(source, members),
            False,
            owner,
            unread=tuple(belonging(source, files)),
        )

    def _chats(self, source: Source, files: Sequence[Known]) -> Archive:
        members = tuple(file.member for file in files)
        told = [chats.chat_of(source, member, _FIRST_LOOK) for member in members]
        owner = chats.whose(told)
        return Archive(
            self.source_id,
            self.network,
            f"Discord, {members[0].name}" if len(members) == 1 else f"Discord, {len(members):,} channels",
            members,
            None,
            False,
            (account(owner),) if owner else (),
            questions=() if owner else _asked(told),
        )

    def owner_answered(self, archive: Archive) -> tuple[IdentityKey, ...]:
        """The account that was chosen."""
        return _answered(archive)

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """The owner and his friends, then channel by channel."""
        files = classify(source, archive.members)
        people = People(_answered(archive))
        if files and files[0].home == CHATS:
            told = _read_chats(source, files, people)
            return owner_first(told, people.owner) if people.owner else told
        return owner_first(_read_package(source, files, people), people.owner or (me(NETWORK),))


def _read_package(source: Source, files: Sequence[Known], people: People) -> Iterator[Record | Skipped]:
    index: dict[str, Json] = {}
    for file in files:
        if file.part is Part.INDEX:
            index |= package.value_of(source, file.member)
    folders: dict[str, list[Known]] = defaultdict(list)
    for file in files:
        if file.part not in (Part.USER, Part.INDEX):
            folders[file.folder].append(file)
    for file in files:
        if file.part is Part.USER:
            yield from package.account_of(source, file, people)
    for file in files:
        if file.part in _TELLING and not package.value_of(source, file.member) and file.member.size > len("{}\r\n"):
            yield Skipped(Position(file.member.path, 1), Reason.UNREADABLE, _TELLING[file.part])
    places = {folder: _channel(source, folder, inside, index, people) for folder, inside in sorted(folders.items())}
    for folder, place in places.items():
        # Unpacked over an older package a folder has a table and a list: the same message in both has one number.
        for file in folders[folder]:
            if file.part is not Part.CHANNEL:
                yield from package.messages(source, file, place, index, people)


def _channel(
    source: Source, folder: str, files: Sequence[Known], index: dict[str, Json], people: People
) -> package.Channel:
    told = next((package.value_of(source, file.member) for file in files if file.part is Part.CHANNEL), {})
    return package.channel(told, folder, index, people)


def _read_chats(source: Source, files: Sequence[Known], people: People) -> Iterator[Record | Skipped]:
    told = [(file, chats.chat_of(source, file.member)) for file in files]
    for _, chat in told:
        for number, name in chat.people.items():
            people.learn(number, name)
    yield from chain.from_iterable(chats.messages(source, file.member, chat, people) for file, chat in told)


def _owner(source: Source, files: Sequence[Known]) -> tuple[IdentityKey, ...]:
    """By the account's file; without it he is the one whom every conversation lists."""
    for file in files:
        if file.part is Part.USER and (number := package.owner_number(source, file.member)):
            return (account(number),)
    listed_in = [set(package.recipients(source, file.member)) for file in files if file.part is Part.CHANNEL]
    several = [numbers for numbers in listed_in if numbers]
    common = set.intersection(*several) if len(several) > 1 else set()
    return (account(common.pop()),) if len(common) == 1 else ()


def _asked(told: Sequence[chats.Chat]) -> tuple[Question, ...]:
    """Whose the saved channels are: nothing in them says so where nobody is in every one of them."""
    seen: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for chat in told:
        for number, name in chat.people.items():
            seen[number] += 1 + 100 * chat.direct
            names.setdefault(number, name or number)
    likely = sorted(seen, key=lambda number: (-seen[number], number))[:_MOST_CHOICES]
    if not likely:
        return ()
    choices = (*(Choice(number, names[number]) for number in likely), Choice(NOBODY, "None of them"))
    asked = "Which of them are you?" if any(chat.direct for chat in told) else (
        "Which of them are you? Without it nothing that was said in a server is kept."
    )  # fmt: skip
    return (Question(OWNER, asked, choices, NOBODY),)


def _answered(archive: Archive) -> tuple[IdentityKey, ...]:
    if archive.owner or not archive.questions:
        return archive.owner
    answer = archive.answer(OWNER)
    return () if answer == NOBODY else (account(answer),)
