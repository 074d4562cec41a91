"""One download that came as several zips: whichever of them were dropped together are read as the one tree they are.

Networks cut a large archive into parts and spread its folders over them, so that the list of friends is in one zip and
half of a conversation in another. Parts are told by their names: "facebook-mara-2026-11-20-Xy.zip" beside
"facebook-mara-2026-11-20-Zw.zip", "takeout-20261120T101112Z-001.zip", "archive_part2.zip", and the browser's " (1)".
WhatsApp hands out one zip a chat: dropped together they are the chats of one phone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.patterns import late
from relate.importers.trees import Member, OnDisk, Tree

_ENDING: Final = late(r"\.zip$", re.IGNORECASE)
_COPY: Final = late(r"\s*\(\d{1,3}\)$")
_NUMBERED: Final = late(r"(?:[-_. ]\d{3}|[-_. ]*part[-_. ]*\d{1,3}(?:[-_. ]*of[-_. ]*\d{1,3})?)$", re.IGNORECASE)
_META: Final = late(
    r"((?:facebook|instagram|threads)-.+-\d{4}-\d{2}-\d{2}|takeout-\d{8}T\d{6}Z)(?:-[\w-]*)?$", re.IGNORECASE
)
_STAMPED: Final = late(r"-\d{8}t\d{6}z$")
"""As Google Drive names what it delivers."""
_CHAT: Final = late("whatsapp|واتساب|واتساپ|וואטסאפ|व्हाट्सऐप", re.IGNORECASE)


def download_name(name: str) -> str:
    """What the parts of one download are called alike: without ending and without what tells them apart."""
    stem = _ENDING.sub("", name.strip())
    if _CHAT.search(stem):
        return "whatsapp"
    while (shorter := _NUMBERED.sub("", _COPY.sub("", stem))) != stem and shorter:
        stem = shorter
    found = _META.match(stem)
    return (found[1] if found else stem).casefold()


def dated_download(name: str) -> str:
    """The same where the name says of which day the download is, so that a part is known months later; else ""."""
    called = download_name(name)
    return called if _META.fullmatch(called) or _STAMPED.search(called) else ""


class JoinedTree:
    """The trees of several parts as one; a path that two of them have stands in the later one below the part's name."""

    def __init__(self, parts: Sequence[tuple[str, Sequence[Member], Tree]]) -> None:
        self._trees = [tree for _, _, tree in parts]
        self._where: dict[str, tuple[Tree, str]] = {}
        members: list[Member] = []
        for title, its_members, tree in parts:
            for member in its_members:
                path = member.path
                while path in self._where:
                    path = f"{title}/{path}"
                self._where[path] = (tree, member.path)
                members.append(Member(path, member.name, member.size, member.modified_ms))
        self.members: Final = tuple(members)

    def part_of(self, path: str) -> tuple[int, Tree, str]:
        """In which part a member stands, the tree of that part, and its path there."""
        tree, inner = self._where[path]
        return self._trees.index(tree), tree, inner

    def check(self, path: str) -> None:
        if path not in self._where:
            raise UnreadableSource(f"{path} is not in what was dropped.")
        tree, inner = self._where[path]
        tree.check(inner)

    def open(self, path: str, start: int = 0) -> io.BufferedReader:
        tree, inner = self._where[path]
        return tree.open(inner, start)

    def on_disk(self, path: str) -> OnDisk | None:
        tree, inner = self._where[path]
        return tree.on_disk(inner)

    def close(self) -> None:
        for tree in self._trees:
            tree.close()
