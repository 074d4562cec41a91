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
from relate.domain.moments import SECOND_MS, Moment, Precision
from relate.domain.normalise import mail_key, name_key, phone_key, text_key
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    Participant,
    PersonRecord,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers.accounted import broken, left_out
from relate.importers.archive import Archive, HowTo
from relate.importers.attachments import lasted
from relate.importers.google_chat.importer import LINK
from relate.importers.google_chat.messages import said
from relate.importers.google_chat.people import NETWORK, account
from relate.importers.json_items import (
    ANY,
    Broken,
    Item,
    Json,
    first_value,
    items,
    listed,
    mapping,
    number,
    words,
)
from relate.importers.owned import owner_first
from relate.importers.scanning import found
from relate.importers.source import Member, Source
from relate.importers.takeout import indexes, told_day

_EACH: Final = (
    ("conversations", ANY, "events", ANY),
    ("conversation_state", ANY, "conversation_state", "event", ANY),
    ("conversation_state", ANY, "event", ANY),
)
_FEW: Final = 20
"""Among so many files of JSON also those that somebody gave another name are looked into."""
_EVENTS: Final = frozenset({"events", "event"})
_HEAD: Final = re.compile(
    r'\{\s*(?:"continuation_end_timestamp"\s*:\s*"?\d*"?\s*,\s*)?"conversation(?:s|_state)"\s*:\s*\[\s*(?:\]|\{)'
)
_KEYS: Final = re.compile(r'"(?:conversation_id|participant_data|self_conversation_state|gaia_id)"|\[\s*\]')
_SELF: Final = re.compile(
    rb'"self_read_state"\s*:\s*\{(?:[^{}]{0,300})"participant_id"\s*:\s*\{[^{}]{0,200}?"gaia_id"\s*:\s*"(\d{5,30})"'
)
_CHANGES: Final = ("membership_change", "conversation_rename", "otr_modification", "group_link_sharing_modification")
_ATTACHED: Final = (("PHOTO", "photo"), ("AUDIO", "voice message"), ("VIDEO", "video"), ("PLACE", "place"))
FIRST_MS, LAST_MS = 1_104_537_600_000, 4_102_444_800_000
"""From 2005, when Google Talk began."""


class Hangouts:
    """The chats of Hangouts, those of Google Talk before it as well. Each event of a conversation is a row."""

    source_id = "hangouts"
    network = NETWORK
    title = "Hangouts"
    icon = "messages-square"
    suffixes: tuple[str, ...] = (".zip", ".json")
    how_to: HowTo | None = HowTo(
        holds="messages and calls until November 2022",
        takes="at once, where an old Takeout is still there",
        steps=(
            "Hangouts ended in 2022, and Google moved its conversations into Google Chat: get that instead.",
            "A Takeout of the years before has Hangouts.json in it. Drop the zip or that file here.",
        ),
        link=LINK,
    )

    def recognise(self, source: Source) -> Archive | None:
        """The first file of Hangouts in the tree."""
        data = [one for one in source.members if one.name.casefold().endswith((".json", ".txt"))]
        few = len(data) <= _FEW
        member = next((one for one in data if _is_hangouts(source, one, looked_into=few)), None)
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
        told = _events(source, archive.members[0], archive.owner)
        return owner_first(told, archive.owner) if archive.owner else told


def _is_hangouts(source: Source, member: Member, *, looked_into: bool) -> bool:
    """looked_into: whatever it is called."""
    if not looked_into and "hangouts" not in member.name.casefold():
        return False
    try:
        text = first_value(source.head(member, 4096))
    except UnreadableSource:
        return False
    return _HEAD.match(text) is not None and _KEYS.search(text) is not None


def _events(source: Source, member: Member, owner: tuple[IdentityKey, ...]) -> Iterator[Record | Skipped]:
    path, row = member.path, 0
    try:
        stream = source.open(member)
    except UnreadableSource as problem:
        yield Skipped(Position(path, 1), Reason.INCOMPLETE, str(problem))
        return
    talk, place = _Talk(owner), None
    with closing(items(stream, _EACH)) as told:
        for item in told:
            if item.path[:2] != place:
                place, talk = item.path[:2], _Talk(owner)
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


class _Talk:
    """One conversation, as far as its file has told of it."""

    def __init__(self, owner: tuple[IdentityKey, ...]) -> None:
        self._mine = owner[0] if owner else None
        self._id = self._title = ""
        self._people: dict[str, Mapping[str, Json]] = {}
        self._introduced: set[str] = set()
        self._known_sides: dict[str, tuple[Participant, ...]] = {}

    def learn(self, item: Item) -> None:
        """What is said of the conversation beside its events."""
        key, value = item.path[-1], mapping(item.value)
        self._known_sides.clear()
        if key == "conversation_id":
            self._id = self._id or words(value.get("id"))
        if key != "conversation":
            return
        inner = mapping(value.get("conversation")) or value
        for one in (value.get("conversation_id"), inner.get("id"), inner.get("conversation_id")):
            self._id = self._id or words(mapping(one).get("id"))
        self._title = " ".join(words(inner.get("name")).split())
        for entry in listed(inner.get("participant_data")):
            if gaia := _number(mapping(entry).get("id")):
                self._people[gaia] = mapping(entry)

    def read(self, where: Position, value: Json) -> Iterator[Record | Skipped]:
        """A message, a call, or why it is neither."""
        event = mapping(value)
        conversation = self._id or words(mapping(event.get("conversation_id")).get("id"))
        sender = _number(event.get("sender_id"))
        if not event or not (sender or event.keys() & {"chat_message", "hangout_event", *_CHANGES}):
            yield left_out(where, Reason.UNREADABLE, value)
            return
        if any(change in event for change in _CHANGES):
            yield left_out(where, Reason.NOT_KEPT, value, "somebody came, went, or changed the conversation")
            return
        call = mapping(event.get("hangout_event"))
        if call and words(call.get("event_type")) != "END_HANGOUT":
            yield left_out(where, Reason.NOT_KEPT, value, "a call begins, or somebody joins it")
            return
        text, detail = _content(event)
        if not call and not text and not detail:
            yield left_out(where, Reason.EMPTY, value)
            return
        sides = self._sides(sender, conversation)
        if len(sides) < 2:
            yield left_out(where, Reason.NO_PERSON, value, "a message to yourself")
            return
        yield from self._introduce(where)
        at = _moment(event.get("timestamp"))
        if call:
            text, detail = "", _length(call)
        number_of_it = words(event.get("event_id"))
        exact = (number_of_it,) if number_of_it else (words(event.get("timestamp")), sender, text)
        who = "me" if self._mine is not None and sides[0].key == self._mine else name_key(sides[0].name)
        yield InteractionRecord(
            where,
            Kind.CALL if call else Kind.MESSAGE,
            at,
            sides,
            ("hangouts.event.1", conversation, *exact),
            () if call else said(who, text_key(text) or f"[{detail}]"),
            conversation,
            self._title,
            text,
            detail,
        )

    def _sides(self, sender: str, conversation: str) -> tuple[Participant, ...]:
        """Who wrote, and everybody else; who wrote and is not listed has left."""
        if sender not in self._known_sides:
            first = account(sender) if sender else _gone(conversation)
            keys = {self._mine or first: "", **{account(one): self._name(one) for one in self._people}}
            keys.pop(first, None)
            others = (Participant(key, Role.TO, name) for key, name in keys.items())
            self._known_sides[sender] = (Participant(first, Role.FROM, self._name(sender)), *others)
        return self._known_sides[sender]

    def _name(self, gaia: str) -> str:
        return _name(self._people.get(gaia, {}))

    def _introduce(self, where: Position) -> Iterator[PersonRecord]:
        """Once for each of them who has a number to be called or an address beside the account."""
        for gaia, entry in self._people.items():
            if gaia in self._introduced:
                continue
            self._introduced.add(gaia)
            phone = words(mapping(entry.get("phone_number")).get("e164"))
            name = words(entry.get("fallback_name")).strip()
            keys, facts = [account(gaia)], []
            if told := _name(entry):
                facts.append(Fact(Field.NAME, told))
            if number_to_call := phone_key(phone):
                keys.append(IdentityKey("phone", IdentityKind.PHONE, number_to_call))
                facts.append(Fact(Field.PHONE, phone))
            if address := mail_key(name):
                keys.append(IdentityKey("mail", IdentityKind.MAIL, address))
                facts.append(Fact(Field.MAIL, address))
            if len(keys) > 1 and keys[0] != self._mine:
                yield PersonRecord(where, tuple(keys), tuple(facts))


def _name(entry: Mapping[str, Json]) -> str:
    """The name of somebody; an address or a number in its place is none."""
    name = " ".join(words(entry.get("fallback_name")).split())
    return "" if "@" in name or not any(char.isalpha() for char in name) else name


def _number(value: Json) -> str:
    """The number of an account in {"gaia_id": "1045…", "chat_id": "1045…"}."""
    told = mapping(value)
    for key in ("gaia_id", "chat_id"):
        text = words(told.get(key))
        if text.isascii() and text.isdigit() and len(text) <= 30:
            return text
    return ""


def _gone(conversation: str) -> IdentityKey:
    return IdentityKey(NETWORK, IdentityKind.ID, f"conversation:{conversation}", True)


def _content(event: Mapping[str, Json]) -> tuple[str, str]:
    """The words of a message and a word for what went with them."""
    content = mapping(mapping(event.get("chat_message")).get("message_content"))
    pieces = [
        "\n" if words(piece.get("type")) == "LINE_BREAK" else words(piece.get("text"))
        for piece in map(mapping, listed(content.get("segment")))
    ]
    detail = ""
    for one in listed(content.get("attachment")):
        kinds = " ".join(words(kind) for kind in listed(mapping(mapping(one).get("embed_item")).get("type")))
        detail = next((word for sign, word in _ATTACHED if sign in kinds), "file")
    if words(event.get("event_type")) == "VOICEMAIL":
        detail = "voicemail"
    return "".join(pieces).strip(), detail


def _length(call: Mapping[str, Json]) -> str:
    seconds = number(call.get("hangout_duration_secs")) or 0
    return lasted(seconds) if seconds > 0 else "missed"


def _moment(value: Json) -> Moment | None:
    """To the second, as Google Chat tells the same message; they are written in microseconds."""
    told = number(value)
    if told is None:
        return None
    ms = told // 1000
    return Moment(ms - ms % SECOND_MS, Precision.SECOND, 0) if FIRST_MS <= ms < LAST_MS else None
