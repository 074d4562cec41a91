"""Which file of a Slack export is which: lists at the top, and a folder of days for each conversation.

users.json (of an organisation: org_users.json), channels.json, groups.json, dms.json, mpims.json; then
general/2026-11-20.json, D0123ABC/2026-11-20.json (formats/contacts.md 5.6).
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
from relate.importers.takeout import without_part


class Part(Enum):
    """What a file holds, in the order in which they are read."""

    USERS = auto()
    LISTS = auto()
    DAY = auto()


class Known(NamedTuple):
    """A file of the export. folder: the conversation's, as it is written, "" of the lists; home: the export's."""

    member: Member
    part: Part
    kind: str
    folder: str
    home: str


_COPY: Final = re.compile(r"(?: ?\(\d{1,3}\))?\.json$", re.IGNORECASE)
_LISTS: Final = frozenset({"channels", "groups", "dms", "mpims"})
_USERS: Final = frozenset({"users", "org_users"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?: ?\(\d{1,3}\))?\.json$", re.IGNORECASE)
_USER_HEAD: Final = re.compile(
    r'\[\s*(?:\]|\{(?=.{0,4000}"id"\s*:\s*"[UW][A-Z0-9]{2,20}")(?=.{0,8000}"profile"))', re.DOTALL
)
_LIST_HEAD: Final = re.compile(r'\[\s*(?:\]|\{(?=.{0,3000}"id"\s*:\s*"[CGD][A-Z0-9]{2,20}"))', re.DOTALL)
_DAY_HEAD: Final = re.compile(
    r'\[\s*\{(?=.{0,60000}"ts"\s*:\s*"\d{9,11}\.\d{1,6}")(?=.{0,60000}"type"\s*:\s*"message")', re.DOTALL
)
_TEXT_DAY: Final = re.compile(
    r"(?:^|/)(?:channels|dms|private_channels|group_dms|mpims)/(?:[^/]+/)?[^/]+\.txt$", re.IGNORECASE
)
_TEXT_LINE: Final = re.compile(rb"^\[?\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?(?: UTC)?\]? ?\S", re.MULTILINE)
_ASKED: Final = 3


def classify(source: Source, members: Sequence[Member]) -> list[Known]:
    """Every file of Slack's among these. A day is known by the lists above its folder, or else by what is in it."""
    found = [known for member in members if (known := _list(source, member)) is not None]
    homes = {file.home for file in found if _says_something(source, file.member)}
    days: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        if _DAY.fullmatch(member.name):
            days[member.path.rpartition("/")[0]].append(member)
    for folder, inside in days.items():
        above, _, name = folder.rpartition("/")
        home = without_part(above)
        # A damaged day is one of Slack's by those beside it.
        if home in homes or any(_matches(source, member, _DAY_HEAD, 65536) for member in inside[:_ASKED]):
            found += [Known(member, Part.DAY, "day", name, home) for member in inside]
    # An empty list of that name alone may be anybody's.
    homes |= {file.home for file in found if file.part is Part.DAY}
    return [file for file in found if file.home in homes]


def _says_something(source: Source, member: Member) -> bool:
    return b"{" in source.head(member, 4096)


def _list(source: Source, member: Member) -> Known | None:
    name = _COPY.sub("", member.name.casefold())
    head = _USER_HEAD if name in _USERS else _LIST_HEAD if name in _LISTS else None
    if head is None or not _matches(source, member, head, 16384):
        return None
    home = without_part(member.path.rpartition("/")[0])
    return Known(member, Part.USERS if name in _USERS else Part.LISTS, name, "", home)


def _matches(source: Source, member: Member, sign: re.Pattern[str], most: int) -> bool:
    try:
        return sign.match(first_value(source.head(member, most))) is not None
    except UnreadableSource:
        return False


def of_one_home(files: Sequence[Known]) -> list[Known]:
    """Of several exports side by side the files of the one that has most."""
    homes = Counter(file.home for file in files)
    home = min(homes, key=lambda one: (-homes[one], one.count("/"), one))
    return [file for file in files if file.home == home]


def belonging(source: Source, files: Sequence[Known]) -> Iterator[str]:
    """The paths of what else Slack packs: its lists of apps, canvases and flags, beside the lists that are read."""
    taken = {file.member.path for file in files}
    homes = {file.member.path.rpartition("/")[0] for file in files if file.part is not Part.DAY}
    folders = {file.member.path.rpartition("/")[0] for file in files if file.part is Part.DAY}
    for member in source.members:
        folder = member.path.rpartition("/")[0]
        if member.path in taken:
            continue
        own_lists = folder in homes and _COPY.sub("", member.name.casefold()) in _OWN
        if own_lists or (folder in folders and folder):
            yield member.path


_OWN: Final = frozenset(
    {
        "integration_logs", "canvases", "lists", "content_flags", "file_conversations", "huddle_transcripts",
        "external_people", "team", "workflows", "list_items", "canvas_in_the_conversation",
    }
)  # fmt: skip


def texts(source: Source) -> list[Member]:
    """The files of an export as plain text, which has neither who is who nor exact times."""
    found = [member for member in source.members if _TEXT_DAY.search(member.path)]
    for member in found[:_ASKED]:
        try:
            if _TEXT_LINE.search(source.head(member, 4096)):
                return found
        except UnreadableSource:
            continue
    return []
