"""Spaces, X's talks by sound, that the owner hosted: an event, with those who hosted and spoke.

Who listened or was only asked is no company.

The archive's README names creatorUserId, hostUserIds, speakers and invitedUserIds; no archive with one was at hand, so
speakers may be numbers or objects with a number in them (formats/social.md 2.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from relate.domain.moments import Moment
from relate.domain.records import EventRecord, InteractionRecord, Kind, Position, Reason, Record, Role, Skipped
from relate.importers.json_items import ANY, Broken, Json, items, listed, mapping, words
from relate.importers.source import Source
from relate.importers.x.files import Known
from relate.importers.x.names import People
from relate.importers.x.values import account_id, broken, left_out, moment

_TITLES: Final = ("title", "spaceTitle", "topic")
_BEGINS: Final = ("startedAt", "spaceStartedAt", "createdAt")
_ENDS: Final = ("endedAt", "spaceEndedAt")
_NUMBERS: Final = ("userId", "speakerUserId", "id")


def spaces(source: Source, file: Known, people: People) -> Iterator[Record | Skipped]:
    """Each of them."""
    path = file.member.path
    for row, item in enumerate(items(source.open(file.member), [(ANY,)]), 1):
        if isinstance(item, Broken):
            yield broken(path, row, item)
            continue
        where = Position(path, row)
        space = mapping(mapping(item.value).get("spacesMetadata")) or mapping(item.value)
        begun = _first_moment(space, _BEGINS)
        accounts = dict.fromkeys(_accounts(space))
        if not accounts and begun is None:
            yield left_out(where, Reason.UNREADABLE if space else Reason.EMPTY, item.value)
            continue
        title = next((text for name in _TITLES if (text := words(space.get(name)).strip())), "Space on X")
        told = (words(space.get("id")), "" if begun is None else str(begun.ms))
        yield EventRecord(where, title, begun, _first_moment(space, _ENDS), ("x.space.1", *told))
        others = [key for one in accounts if (key := people.by_number(one)) != people.mine]
        if others:
            yield from people.introduce(where, *others)
            present = tuple(people.part(key, Role.PRESENT) for key in (*others, people.mine))
            yield InteractionRecord(where, Kind.EVENT, begun, present, ("x.space.people.1", *told), title=title)


def _accounts(space: Mapping[str, Json]) -> Iterator[str]:
    """Who hosted and who spoke."""
    for value in (space.get("creatorUserId"), *listed(space.get("hostUserIds")), *listed(space.get("speakers"))):
        one = mapping(value)
        for told in (one.get(name) for name in _NUMBERS) if one else (value,):
            if number := account_id(told):
                yield number


def _first_moment(space: Mapping[str, Json], names: tuple[str, ...]) -> Moment | None:
    return next((at for name in names if (at := moment(space.get(name))) is not None), None)


__all__ = ["spaces"]
