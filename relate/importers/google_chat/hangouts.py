"""Hangouts, as Google Takeout gave it from 2013 to 2022: one file Hangouts.json with every conversation.

{"conversations": [{"conversation": {"conversation_id": {"id"}, "conversation": {"type", "name",
"self_conversation_state", "participant_data": [{"id": {"gaia_id"}, "fallback_name"}]}}, "events": […]}]}; until 2018
{"conversation_state": [{"conversation_state": {"conversation": {…}, "event": […]}}]} (formats/contacts.md 5.5). People
are numbers of Google accounts, which Google Chat has of nobody but the owner: the two are one account of one network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import SECOND_MS
from relate.domain.records import (
    IdentityKey,
    Position,
    Reason,
    Record,
    Skipped,
)
from relate.importers.archive import Archive, HowTo, Wait
from relate.importers.google_chat.files import classify
from relate.importers.google_chat.hangouts_talk import Talk, content, moment_of, number_of
from relate.importers.google_chat.moved import Writers
from relate.importers.google_chat.people import NETWORK, account
from relate.importers.json_items import (
    ANY,
    Broken,
    Item,
    first_value,
    items,
    mapping,
)
from relate.importers.json_rows import broken, left_out
from relate.importers.owned import owner_first
from relate.importers.scanning import found
from relate.importers.source import Member, Source
from relate.importers.takeout import LINK, indexes, steps, told_day

_EACH: Final = (
    ("conversations", ANY, "events", ANY),
    ("conversation_state", ANY, "conversation_state", "event", ANY),
    ("conversation_state", ANY, "event", ANY),
)
_EVENTS: Final = frozenset({"events", "event"})
_OF_EVENTS: Final = frozenset({("events",), ("event",)})
_HEAD: Final = re.compile(
    r'\{\s*(?:"continuation_end_timestamp"\s*:\s*"?\d*"?\s*,\s*)?"conversation(?:s|_state)"\s*:\s*\[\s*(?:\]|\{)'
)
_KEYS: Final = re.compile(r'"(?:conversation_id|participant_data|self_conversation_state|gaia_id)"|\[\s*\]')
_SELF: Final = re.compile(
    rb'"self_read_state"\s*:\s*\{(?:[^{}]{0,300})"participant_id"\s*:\s*\{[^{}]{0,200}?"gaia_id"\s*:\s*"(\d{5,30})"'
)


class Hangouts:
    """The chats of Hangouts, those of Google Talk before it as well. Each event of a conversation is a row."""

    source_id = "hangouts"
    network = NETWORK
    title = "Hangouts"
    icon = "messages-square"
    suffixes: tuple[str, ...] = (".zip", ".json")
    how_to: HowTo | None = HowTo(
        holds="messages and calls until 2022",
        takes="minutes to some hours",
        steps=(
            "A Takeout of before November 2022 has Hangouts.json in it: drop the zip or that file here.",
            "Where you kept none, Google has moved the conversations into Google Chat.",
            *steps("Google Chat"),
        ),
        link=LINK,
        choose="Google Chat, .zip",
        waits=(Wait("", 4 * 60),),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The first file of Hangouts in the tree."""
        data = [one for one in source.members if one.name.casefold().endswith((".json", ".txt"))]
        alone = source.kind == "file"
        member = next((one for one in data if _is_hangouts(source, one, looked_into=alone)), None)
        if member is None:
            return None
        owner = next((mark[1].decode("ascii") for mark in found(source, member, _SELF)), "")
        return Archive(
            self.source_id,
            self.network,
            "Hangouts",
            (member,),
            told_day(source, (member,)),
            False,
            (account(owner),) if owner else (),
            unread=tuple(indexes(source)),
        )

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every event, the owner before all of them."""
        member = archive.members[0]
        told = _events(source, member, archive.owner, _moved(source, member))
        return owner_first(told, archive.owner) if archive.owner else told


def _moved(source: Source, member: Member) -> Mapping[str, str]:
    """The addresses that Google Chat has of these accounts, where it is in the same Takeout."""
    chats = classify(source, [one for one in source.members if one != member])
    writers = Writers()
    if not chats:
        return {}
    try:
        stream = source.peek(member)
    except UnreadableSource:
        return {}
    with closing(items(stream, _EACH)) as told:
        for item in told:
            event = mapping(item.value) if isinstance(item, Item) and item.path[-2:-1] in _OF_EVENTS else {}
            at = moment_of(event.get("timestamp"))
            if at is not None:
                writers.learn(number_of(event.get("sender_id")), at.ms // SECOND_MS, content(event)[0])
    return writers.addresses(source, chats)


def _is_hangouts(source: Source, member: Member, *, looked_into: bool) -> bool:
    """looked_into: whatever it is called."""
    if not looked_into and "hangouts" not in member.name.casefold():
        return False
    try:
        text = first_value(source.head(member, 4096))
    except UnreadableSource:
        return False
    return _HEAD.match(text) is not None and _KEYS.search(text) is not None


def _events(
    source: Source, member: Member, owner: tuple[IdentityKey, ...], moved: Mapping[str, str]
) -> Iterator[Record | Skipped]:
    introduced: set[str] = set()
    path, row = member.path, 0
    try:
        stream = source.open(member)
    except UnreadableSource as problem:
        yield Skipped(Position(path, 1), Reason.INCOMPLETE, str(problem))
        return
    talk, place = Talk(owner, moved, introduced), None
    with closing(items(stream, _EACH)) as told:
        for item in told:
            if item.path[:2] != place:
                place, talk = item.path[:2], Talk(owner, moved, introduced)
            if isinstance(item, Broken):
                row += 1
                yield broken(Position(path, row), item)
            elif len(item.path) > 2 and isinstance(item.path[-1], int) and item.path[-2] in _EVENTS:
                row += 1
                yield from talk.read(Position(path, row), item.value)
            elif len(item.path) > 2:
                talk.learn(item)
            elif item.path[:1] in (("conversations",), ("conversation_state",)):
                row += 1
                yield left_out(Position(path, row), Reason.UNREADABLE, item.value)
    if not row:
        yield Skipped(Position(path, 1), Reason.EMPTY, "no conversation in it")
