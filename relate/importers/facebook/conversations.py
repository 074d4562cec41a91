"""The conversations of a Facebook export: whom each is with, and which are not in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Final

from relate.domain.moments import DAY_MS, SECOND_MS
from relate.domain.records import Position, Reason, Record, Skipped
from relate.importers.facebook import activity, friends
from relate.importers.facebook.files import Known, Part
from relate.importers.json_items import ANY, KEY, Json
from relate.importers.meta.messages import Partner, messages
from relate.importers.meta.people import Keys
from relate.importers.meta.rows import LISTS, Row, rows
from relate.importers.meta.threads import Talk, Thread, participants, threads
from relate.importers.source import Source

VISITS: Final = ((ANY,), (KEY, ANY, "entries", ANY), ("label_values", ANY, "vec", ANY))
BESIDE: Final = frozenset({"media", "fbid", "timestamp", "creation_timestamp", "title"})
_ENCRYPTED_FROM: Final = 1_701_820_800_000
"""6 December 2023."""
_LONG_BEFORE_DAYS: Final = 90
_LISTS_OF_PEOPLE: Final = (Part.FRIENDS, Part.REQUESTS, Part.REQUESTED)


@dataclass(slots=True)
class Ended:
    """The newest time in the conversations that were read (UTC ms), and the last row of them."""

    newest: int = 0
    last: Position = field(default_factory=lambda: Position("", 0))


def talks_of(files: Iterable[Known]) -> list[Thread]:
    """Those told as JSON, in the order in which they are read."""
    return threads(one.place for one in files if one.part is Part.MESSAGES and not one.is_page)


def conversations(
    source: Source, talks: Sequence[Thread], keys: Keys, partners: partial[Partner | None], ended: Ended
) -> Iterator[Record | Skipped]:
    """Every message of these conversations. ended: where it is told how far they went."""
    for thread in talks:
        told = yield from messages(source, thread, keys, partners)
        ended.newest, ended.last = max(ended.newest, told.newest), told.last


def look_around(
    source: Source, files: Sequence[Known], talks: Sequence[Thread], known: friends.Known
) -> partial[Partner | None]:
    """Whom the archive has a tie to, before anything is read in full; whom conversations of one name are with."""
    befriended: list[str] = []
    for one in files:
        if one.part in _LISTS_OF_PEOPLE:
            told = activity.names_in(_values(source, one))
            known.names.update(key for name in told if (key := known.keys.name(name)))
            befriended += told if one.part is Part.FRIENDS else []
        elif one.part in (Part.VISITED, Part.PEOPLE):
            for row in rows(source, one.place.member, VISITS, BESIDE, looking=True):
                if isinstance(row, Row):
                    for name, link in friends.visits(row):
                        known.visited(name, link)
    known.befriended(befriended)
    between: dict[tuple[str, str], set[str]] = defaultdict(set)
    for thread in talks:
        named = {key for name in participants(source, thread) if (key := known.keys.name(name))}
        others = named - known.keys.owner_names
        known.names |= others
        if len(others) == 1 and thread.folder:
            between[thread.box, min(others)].add(thread.folder)
    shared = {folder for folders in between.values() if len(folders) > 1 for folder in folders}
    return partial(_partner, known.keys, frozenset(shared))


def _partner(keys: Keys, shared: frozenset[str], thread: Thread, _talk: Talk, _name: str) -> Partner | None:
    """Two conversations in one box with people of one name are with two people."""
    if thread.folder not in shared:
        return None
    return Partner(keys.one_of("thread", thread.folder), called=thread.folder)


def _values(source: Source, one: Known) -> Iterator[Json]:
    for row in rows(source, one.place.member, LISTS, BESIDE, looking=True):
        if isinstance(row, Row):
            yield row.value


def encrypted_ones_are_missing(newest: int, day: int | None, last: Position) -> Iterator[Skipped]:
    """Since December 2023 new messages are encrypted one conversation after the other, and come in a download of their
    own: one that ends long before its day lacks them (formats/social.md 3.4)."""
    if day is not None and newest >= _ENCRYPTED_FROM and day - newest > _LONG_BEFORE_DAYS * DAY_MS:
        when = datetime.fromtimestamp(newest / SECOND_MS, UTC)
        says = (
            f"the newest message is of {when.day} {when:%B %Y}: encrypted chats come in a download of their own, see "
            "how a Facebook archive is got"
        )
        yield Skipped(last._replace(row=last.row + 1), Reason.INCOMPLETE, says)
