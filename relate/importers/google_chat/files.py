"""Which file of a Takeout is which of Google Chat, by its keys; folders are named in the language of the account.

Google Chat/Groups/DM AbCdEfAAAAE/messages.json and group_info.json beside it, a folder for each conversation;
Google Chat/Users/User 1045…/user_info.json, the account whose Takeout it is (formats/contacts.md 5.5).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.importers.json_items import first_value
from relate.importers.source import Member, Source
from relate.importers.takeout import without_part


class Part(Enum):
    """What a file holds, in the order in which they are read."""

    USER = auto()
    GROUP = auto()
    MESSAGES = auto()


class Known(NamedTuple):
    """A file of Google Chat. folder: its conversation's, or the account's; home: the folder of all of Google Chat."""

    member: Member
    part: Part
    folder: str
    home: str

    @property
    def group(self) -> str:
        """What the folder calls the conversation: "DM AbCdEfAAAAE" is AbCdEfAAAAE in every language."""
        return self.folder.rpartition("/")[2].rpartition(" ")[2]


_HEAD: Final = 4096
_COPY: Final = re.compile(r"(?: ?\(\d{1,3}\))?\.json(?: \(\d+\))?$", re.IGNORECASE)
_NAMES: Final = {"user_info": Part.USER, "group_info": Part.GROUP, "messages": Part.MESSAGES}
_SIGNS: Final = (
    (Part.USER, re.compile(r'\{\s*"user"\s*:\s*\{(?=.{0,400}"user_type"|.{0,4000}"membership_info")', re.DOTALL)),
    (Part.USER, re.compile(r'\{\s*"membership_info"\s*:\s*\[')),
    (
        Part.MESSAGES,
        re.compile(
            r'\{\s*"messages"\s*:\s*\[\s*(?:\{(?=.{0,3500}"(?:created_date|topic_id|message_state)")'
            r'(?=.{0,3500}"(?:creator|message_id|topic_id)"))',
            re.DOTALL,
        ),
    ),
    (
        Part.GROUP,
        re.compile(
            r'\{\s*(?:"name"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*)?"members"\s*:\s*\[\s*\{(?=.{0,600}"user_type")', re.DOTALL
        ),
    ),
)  # fmt: skip
_EMPTY: Final = {
    Part.MESSAGES: re.compile(r'\{\s*"messages"\s*:\s*\[\s*\]\s*\}\s*$'),
    Part.GROUP: re.compile(r'\{\s*(?:"name"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*)?"members"\s*:\s*\[\s*\]\s*\}\s*$'),
}
_USER_FOLDER: Final = re.compile(r"(?:^|/)User \d{6,30}$")
_GROUP_FOLDER: Final = re.compile(r"(?:^|/)(?:DM|Space) [\w-]{6,40}$")


def classify(source: Source, members: Sequence[Member]) -> list[Known]:
    """Every file of Google Chat among these."""
    data = [member for member in members if ".json" in member.name.casefold()]
    found = []
    for member in data:
        named = _NAMES.get(_COPY.sub("", member.name.casefold()))
        if named is None and source.kind != "file":
            continue  # it may be another source's, and private
        part = _part(source, member, named)
        if part is not None:
            found.append(_placed(member, part))
    return found


def _part(source: Source, member: Member, named: Part | None) -> Part | None:
    try:
        text = first_value(source.head(member, _HEAD))
    except UnreadableSource:
        return None
    for part, sign in _SIGNS:
        if sign.match(text):
            return part
    if named is Part.USER and _USER_FOLDER.search(member.path.rpartition("/")[0]):
        return named
    in_a_group = _GROUP_FOLDER.search(member.path.rpartition("/")[0]) is not None
    if named is not None and in_a_group and named is not Part.USER:
        # Damaged at its beginning, or empty: in a folder of that name it can be nothing else.
        return named
    empty = _EMPTY.get(named) if named is not None else None
    return named if empty is not None and empty.match(text) else None


def _placed(member: Member, part: Part) -> Known:
    folder = member.path.rpartition("/")[0]
    above = folder.split("/")[:-2]  # Groups, and the folder of the conversation
    return Known(member, part, without_part(folder), without_part("/".join(above)))


def of_one_home(files: Sequence[Known]) -> list[Known]:
    """Of several Takeouts side by side the files of the one that has most."""
    homes = Counter(file.home for file in files)
    home = min(homes, key=lambda one: (-homes[one], one.count("/"), one))
    return [file for file in files if file.home == home]


def belonging(source: Source, files: Sequence[Known]) -> Iterator[str]:
    """The paths of what lies in the folders of these conversations and is none of their JSON: what was attached."""
    folders = {file.member.path.rpartition("/")[0] for file in files} - {""}
    taken = {file.member.path for file in files}
    for member in source.members:
        if member.path.rpartition("/")[0] in folders and member.path not in taken:
            yield member.path
