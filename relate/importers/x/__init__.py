"""The archive of X, formerly Twitter, 2018 to now: zip, folder or some files of it (formats/social.md 2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import SECOND_MS, Moment
from relate.domain.records import Position, Reason, Record, Skipped, me
from relate.importers import dates
from relate.importers.archive import Archive, HowTo, Wait
from relate.importers.json_items import Json, listed, mapping, number, words
from relate.importers.owned import owner_first
from relate.importers.source import Member, Source
from relate.importers.x import hints, people
from relate.importers.x.files import BODIES, GROUPS, Known, Part, classify, home, one_of_each
from relate.importers.x.messages import Group, groups, messages
from relate.importers.x.names import NETWORK, Names, People, gather
from relate.importers.x.posts import LongPosts, long_posts, posts, read_long
from relate.importers.x.spaces import spaces

_WHOLE: Final = 3
_DAY_IN_NAME: Final = re.compile(r"(?<!\d)(20\d\d)-(\d{2})-(\d{2})(?!\d)")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_COUNTED: Final = {Part.FOLLOWING: "people", Part.POSTS: "posts"}
"""Conversations are counted as one each, whatever is in them."""
_NAME_OF_PART: Final = re.compile(
    r"(?:account|profile|following|followers?|(?:community-|deleted-|note-)?tweets?(?:-part\d+)?"
    r"|direct-messages?(?:-group)?(?:-part\d+)?)(?: ?\(\d+\))?\.js$",
    re.IGNORECASE,
)


class X:
    """X's archive."""

    source_id = "x"
    network = NETWORK
    title = "X (Twitter)"
    icon = "at-sign"
    suffixes: tuple[str, ...] = (".zip",)  # its single files are read too; but not every .js is a person's
    how_to: HowTo | None = HowTo(
        holds="messages, replies, mentions, reposts, follows",
        takes="one to three days",
        steps=(
            "Open X in a browser, then More, Settings and privacy.",
            "Choose Your account, then Download an archive of your data; confirm with your password and the code.",
            "Press Request archive. There is nothing to choose: it holds everything since your first post.",
            "X says in a notice and a mail when it is ready. Come back to the same page, logged in, to download it.",
            "Drop the zip here as it is, all of them where there are several. Pictures and films in it are not read.",
        ),
        link="https://x.com/settings/download_your_data",
        waits=(Wait("", 48 * 60),),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The archive in the folder of the source that holds most of X's files; others are left for later."""
        known = [file for member in source.members if (file := classify(source, member)) is not None]
        read = [file for file in known if file.part not in (Part.UNREAD, Part.MANIFEST)]
        if not read:
            return None
        homes = Counter(home(file.member) for file in read)
        where = min(homes, key=lambda path: (-homes[path], path.count("/"), path))
        files = one_of_each(file for file in known if home(file.member) == where and file.part is not Part.UNREAD)
        files = _without_heads(files)
        owner = people.find_owner(source, files)
        listing = people.manifest(source, next((file for file in files if file.part is Part.MANIFEST), None))
        info = mapping(listing.get("archiveInfo"))
        day = _snapshot(source, where) or dates.utc_second(words(info.get("generationDate")))
        members = tuple(file.member for file in files)
        parts = {file.part for file in files}
        return Archive(
            self.source_id,
            self.network,
            _title(day, [file for file in files if file.part is not Part.MANIFEST]),
            members,
            None if day is None else day.ms,
            {Part.FOLLOWING, Part.FOLLOWERS} <= parts and info.get("isPartialArchive") is not True,
            owner.keys(),
            _counts(files, listing),
            tuple(_left_alone(source, where, known, members, whole=len(files) >= _WHOLE)),
        )

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every item of every file, the owner first. The posts are read for names before: no file lists them."""
        files = [file for member in archive.members if (file := classify(source, member)) is not None]
        names, long = Names(), LongPosts()
        gather(source, [file for file in files if file.part is Part.POSTS], names)
        for file in files:
            if file.part is Part.LONG_POSTS:
                read_long(source, file, long)
        reading = _Reading(
            people.find_owner(source, files),
            People(archive.owner, names),
            groups(source, [file for file in files if file.part in GROUPS]),
            long,
            frozenset(file.part for file in files),
        )
        told = chain.from_iterable(_read(source, file, reading) for file in sorted(files, key=_turn))
        return owner_first(told, tuple(dict.fromkeys((*archive.owner, me(NETWORK)))))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the files of one archive are read with."""

    owner: people.Owner
    people: People
    groups: Mapping[str, Group]
    long: LongPosts
    parts: frozenset[Part]


def _turn(file: Known) -> tuple[int, str, int]:
    return file.part.value, file.kind, file.number


def _read(source: Source, file: Known, reading: _Reading) -> Iterator[Record | Skipped]:
    try:
        yield from _records(source, file, reading)
    except UnreadableSource as problem:
        yield Skipped(Position(file.member.path, 1), Reason.INCOMPLETE, str(problem))


_WITH_PEOPLE: Final = {
    Part.FOLLOWING: people.follows,
    Part.FOLLOWERS: people.follows,
    Part.SPACES: spaces,
    Part.LISTS: hints.lists,
    Part.SEARCHES: hints.searches,
}
"""Read with nothing but the archive's people."""


def _records(source: Source, file: Known, reading: _Reading) -> Iterator[Record | Skipped]:
    if file.part in _WITH_PEOPLE:
        return _WITH_PEOPLE[file.part](source, file, reading.people)
    match file.part:
        case Part.ACCOUNT:
            return people.account(source, file)
        case Part.PROFILE:
            return people.profile(source, file, reading.owner)
        case Part.USER_DETAILS:
            return people.details(source, file, reading.owner)
        case Part.FORMER_HANDLES:
            return people.former_handles(source, file, reading.owner)
        case Part.MANIFEST:
            return people.listed_files(source, file, reading.owner, alone=Part.ACCOUNT not in reading.parts)
        case Part.POSTS:
            return posts(source, file, reading.people, reading.long)
        case Part.LONG_POSTS:
            return long_posts(source, file, reading.people, reading.long)
        case Part.UNREAD:
            return iter(())
        case _:
            return messages(source, file, reading.people, reading.groups)


def _without_heads(files: Sequence[Known]) -> list[Known]:
    """Lists of messages without their texts only where the file with the texts is missing."""
    there = {file.part for file in files}
    return [file for file in files if BODIES.get(file.part) not in there]


def _left_alone(
    source: Source, where: str, known: Sequence[Known], read: Sequence[Member], *, whole: bool
) -> Iterator[str]:
    """The paths of what belongs to the archive and is not read.

    Every type that X assigns is its own. In an archive as X packs it everything else beside and below belongs to it
    too, unless it has the name of a file that is read: that one is damaged, and somebody must hear of it.
    """
    kinds = {file.member.path: file for file in known}
    taken = {member.path for member in read}
    for member in source.members:
        if not member.path.startswith(where) or member.path in taken:
            continue
        file = kinds.get(member.path)
        if file is None:
            if whole and not _NAME_OF_PART.match(member.name):
                yield member.path
        elif file.part is Part.UNREAD or file.part in BODIES:
            yield member.path


def _snapshot(source: Source, where: str) -> Moment | None:
    """The day in the name of the zip or of a folder around the files: twitter-2026-11-20-….zip."""
    for name in (*reversed(where.strip("/").split("/")), source.title):
        for found in _DAY_IN_NAME.finditer(name):
            try:
                return Moment.of_day(date(int(found[1]), int(found[2]), int(found[3])))
            except ValueError:
                continue
    return None


def _title(day: Moment | None, files: Sequence[Known]) -> str:
    if day is not None:
        when = datetime.fromtimestamp(day.ms / SECOND_MS, UTC)
        return f"X archive of {when.day} {_MONTHS[when.month - 1]} {when.year}"
    return f"X, {files[0].member.name}" if len(files) == 1 else "X archive"


def _counts(files: Sequence[Known], listing: Mapping[str, Json]) -> tuple[tuple[str, int], ...]:
    """How many items the manifest counts in the main files."""
    told: dict[str, int] = {}
    by_name = {file.member.name.casefold(): file for file in files}
    for kind in mapping(listing.get("dataTypes")).values():
        for entry in listed(mapping(kind).get("files")):
            name = words(mapping(entry).get("fileName")).rpartition("/")[2].casefold()
            count, file = number(mapping(entry).get("count")), by_name.get(name)
            if file is not None and file.part in _COUNTED and count is not None and count >= 0:
                told[_COUNTED[file.part]] = told.get(_COUNTED[file.part], 0) + count
    return tuple(told.items())


__all__ = ["X"]
