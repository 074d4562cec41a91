"""The conversations of an export, parted among several processes that read it (importers/side_by_side.py): none of them
says anything of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from relate.importers.archive import Archive
from relate.importers.meta.threads import Thread
from relate.importers.side_by_side import TO_ITS_END, Part, Stretch, cut, whole
from relate.importers.source import Member, Source

LEAST_PART: Final = 8_000_000
"""Bytes that take some times as long to read as a process to start."""


def is_worth_parting(source: Source, archive: Archive) -> bool:
    """Whether there is enough of it for two, before anything of it is looked into."""
    return source.total_bytes(archive.members) >= 2 * LEAST_PART


def parted(archive: Archive, talks: Sequence[Thread], most: int) -> list[Part]:
    """Parts of whole conversations, in their order; the first one has every other file too."""
    numbers = {member.path: number for number, member in enumerate(archive.members)}
    sizes = [Member(talk.folder, talk.folder, sum(one.size for one in talk.chunks), None) for talk in talks]
    parts = cut(sizes, most, LEAST_PART, ())
    if len(parts) < 2:
        return [whole(archive)]
    of_talks = [[numbers[chunk.path] for one in part.stretches for chunk in talks[one.member].chunks] for part in parts]
    beside = set(numbers.values()).difference(*of_talks)
    of_talks[0] = [*sorted(beside), *of_talks[0]]
    return [
        Part(number, tuple(Stretch(member, 0, TO_ITS_END) for member in told)) for number, told in enumerate(of_talks)
    ]


def of_part(archive: Archive, part: Part, talks: Sequence[Thread]) -> list[Thread]:
    """The conversations of one part, in their order."""
    paths = {archive.members[one.member].path for one in part.stretches}
    return [talk for talk in talks if talk.chunks[0].path in paths]
