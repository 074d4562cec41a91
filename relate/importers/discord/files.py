"""Which file of a Discord package is which, and which file is one channel as DiscordChatExporter writes it.

Account/user.json; Messages/index.json; Messages/c<channel>/channel.json with messages.csv (until 2023) or
messages.json beside it. Folders are named in lower case before 2024 and in the account's language in some years, so
that they are told by what is in them. Activity/ is gigabytes of what was clicked and is never looked into
(formats/contacts.md 5.7).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.importers.json_items import first_value
from relate.importers.source import Member, Source
from relate.importers.table import shape_of
from relate.importers.takeout import without_part


class Part(Enum):
    """What a file holds, in the order in which they are read."""

    USER = auto()
    INDEX = auto()
    CHANNEL = auto()
    TABLE = auto()
    MESSAGES = auto()
    CHAT = auto()
    """A channel as DiscordChatExporter writes it, with both sides."""


class Known(NamedTuple):
    """A file. folder: the channel's; home: the package's, the same for all files of DiscordChatExporter."""

    member: Member
    part: Part
    folder: str
    home: str


COLUMNS: Final = frozenset({"id", "timestamp", "contents"})
CHATS: Final = "\0chats"
_COPY: Final = re.compile(r"(?: ?\(\d{1,3}\))?\.(json|csv)$", re.IGNORECASE)
_HEAD: Final = 8192
_CHANNEL_FOLDER: Final = re.compile(r"(?:^|/)c?\d{15,20}$")
_USER: Final = re.compile(r'\{\s*"id"\s*:\s*"?\d{15,20}"?\s*,\s*"username"\s*:\s*"')
_INDEX: Final = re.compile(r'\{\s*(?:\}|"\d{15,20}"\s*:\s*(?:"|null))')
_CHANNEL: Final = re.compile(
    r'\{(?=[^{}\[\]]{0,300}"id"\s*:\s*"?\d{15,20})(?=.{0,400}"type"\s*:\s*(?:\d{1,2}\b|"[A-Z_]+"))', re.DOTALL
)
_MESSAGES: Final = re.compile(r'\[\s*\{(?=.{0,6000}"Timestamp"\s*:)(?=.{0,6000}"Contents"\s*:)', re.DOTALL)
_CHAT: Final = re.compile(
    r'\{\s*"guild"\s*:\s*\{.{0,2000}?\}\s*,\s*"channel"\s*:\s*\{.{0,4000}?"type"\s*:\s*"(?:Guild|Direct)\w*"', re.DOTALL
)
_SAVED: Final = re.compile(r"\[\d{15,20}\]")
"""How DiscordChatExporter names its files: "Direct Messages - Private - ana [300000000000000031].json". Files of other
names are looked into only where one is dropped alone: they may be somebody else's, and private."""


def classify(source: Source, members: Sequence[Member]) -> list[Known]:
    """Every file of a package, and every channel of DiscordChatExporter, among these. In the folder of a package
    nothing else is opened."""
    channels = _channels(source, members)
    homes = {_above(folder) for folder in channels}
    found = [
        Known(member, part, folder, _above(_above(folder)))
        for folder, files in channels.items()
        for member, part in files
    ]
    others: list[Member] = []
    for member in members:
        folder = member.path.rpartition("/")[0]
        if folder in channels or not member.name.casefold().endswith(".json"):
            continue
        stem = _COPY.sub("", member.name.casefold())
        if stem == "index" and folder in homes and _matches(source, member, _INDEX):
            found.append(Known(member, Part.INDEX, folder, _above(folder)))
        elif stem == "user" and _matches(source, member, _USER):
            found.append(Known(member, Part.USER, folder, _above(folder)))
        else:
            others.append(member)
    packages = tuple(f"{file.home}/" if file.home else "" for file in found if file.part in (Part.USER, Part.INDEX))
    outside = [member for member in others if not member.path.startswith(packages)] if packages else others
    found += [
        Known(member, Part.CHAT, member.path.rpartition("/")[0], CHATS)
        for member in outside
        if (source.kind == "file" or _SAVED.search(member.name)) and _matches(source, member, _CHAT)
    ]
    return [file._replace(home=without_part(file.home)) for file in found]


def _channels(source: Source, members: Sequence[Member]) -> dict[str, list[tuple[Member, Part]]]:
    """The folders of channels with their files: those that have a channel.json or Discord's messages in them."""
    candidates: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        if _COPY.sub("", member.name.casefold()) in ("channel", "messages") and _COPY.search(member.name):
            candidates[member.path.rpartition("/")[0]].append(member)
    found: dict[str, list[tuple[Member, Part]]] = {}
    for folder, files in candidates.items():
        named = _CHANNEL_FOLDER.search(folder) is not None
        parts = [(member, part) for member in files if (part := _part(source, member, named)) is not None]
        if parts:
            found[folder] = parts
    return found


def _part(source: Source, member: Member, named: bool) -> Part | None:
    """named: its folder has the name of a channel, so that a damaged file in it is one all the same."""
    stem = _COPY.sub("", member.name.casefold())
    if member.name.casefold().endswith(".csv"):
        try:
            shape = shape_of(source.head(member, _HEAD), (COLUMNS,))
        except UnreadableSource:
            return None
        return Part.TABLE if shape is not None or (named and stem == "messages") else None
    part, sign = (Part.CHANNEL, _CHANNEL) if stem == "channel" else (Part.MESSAGES, _MESSAGES)
    return part if named or _matches(source, member, sign) else None


def _matches(source: Source, member: Member, sign: re.Pattern[str]) -> bool:
    try:
        return sign.match(first_value(source.head(member, _HEAD))) is not None
    except UnreadableSource:
        return False


def _above(folder: str) -> str:
    return folder.rpartition("/")[0]


def of_one_home(files: Sequence[Known]) -> list[Known]:
    """Of several packages side by side the files of the one that has most; chats of DiscordChatExporter apart."""
    homes = Counter(file.home for file in files)
    home = min(homes, key=lambda one: (-homes[one], one.count("/"), one))
    return [file for file in files if file.home == home]


def belonging(source: Source, files: Sequence[Known]) -> Iterator[str]:
    """The paths of what else is in the package: activity, servers, payments. None of it is opened."""
    if not files or files[0].home == CHATS:
        return
    taken = {file.member.path for file in files}
    whole = {file.part for file in files} >= {Part.USER, Part.CHANNEL}
    home = f"{files[0].home}/" if files[0].home else ""
    folders = {file.folder for file in files if file.folder}
    for member in source.members:
        if member.path in taken:
            continue
        inside = without_part(member.path).startswith(home)
        if (whole and inside and source.kind != "file") or member.path.rpartition("/")[0] in folders:
            yield member.path
