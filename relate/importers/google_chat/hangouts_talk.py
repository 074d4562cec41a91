"""One conversation of Hangouts: its people by the numbers of their accounts, its messages and calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

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
from relate.importers.attachments import lasted
from relate.importers.google_chat.messages import said
from relate.importers.google_chat.people import NETWORK, account
from relate.importers.json_items import Item, Json, listed, mapping, number, words
from relate.importers.json_rows import left_out

_CHANGES: Final = ("membership_change", "conversation_rename", "otr_modification", "group_link_sharing_modification")
_ATTACHED: Final = (("PHOTO", "photo"), ("AUDIO", "voice message"), ("VIDEO", "video"), ("PLACE", "place"))
FIRST_MS, LAST_MS = 1_104_537_600_000, 4_102_444_800_000
"""From 2005, when Google Talk began."""


class Talk:
    """One conversation, as far as its file has told of it."""

    def __init__(self, owner: tuple[IdentityKey, ...], moved: Mapping[str, str], introduced: set[str]) -> None:
        self._mine = owner[0] if owner else None
        self._moved, self._introduced = moved, introduced
        self._id = self._title = ""
        self._people: dict[str, Mapping[str, Json]] = {}
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
            if gaia := number_of(mapping(entry).get("id")):
                self._people[gaia] = mapping(entry)

    def read(self, where: Position, value: Json) -> Iterator[Record | Skipped]:
        """A message, a call, or why it is neither."""
        event = mapping(value)
        conversation = self._id or words(mapping(event.get("conversation_id")).get("id"))
        sender = number_of(event.get("sender_id"))
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
        text, detail = content(event)
        if not call and not text and not detail:
            yield left_out(where, Reason.EMPTY, value)
            return
        sides = self._sides(sender, conversation)
        if len(sides) < 2:
            yield left_out(where, Reason.NO_PERSON, value, "a message to yourself")
            return
        yield from self._introduce(where)
        at = moment_of(event.get("timestamp"))
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
            if address := mail_key(name) or self._moved.get(gaia, ""):
                keys += [
                    IdentityKey(NETWORK, IdentityKind.ID, address),
                    IdentityKey("mail", IdentityKind.MAIL, address),
                ]
                facts.append(Fact(Field.MAIL, address))
            if len(keys) > 1 and keys[0] != self._mine:
                yield PersonRecord(where, tuple(keys), tuple(facts))


def _name(entry: Mapping[str, Json]) -> str:
    """The name of somebody; an address or a number in its place is none."""
    name = " ".join(words(entry.get("fallback_name")).split())
    return "" if "@" in name or not any(char.isalpha() for char in name) else name


def number_of(value: Json) -> str:
    """The number of an account in {"gaia_id": "1045…", "chat_id": "1045…"}."""
    told = mapping(value)
    for key in ("gaia_id", "chat_id"):
        text = words(told.get(key))
        if text.isascii() and text.isdigit() and len(text) <= 30:
            return text
    return ""


def _gone(conversation: str) -> IdentityKey:
    return IdentityKey(NETWORK, IdentityKind.ID, f"conversation:{conversation}", True)


def content(event: Mapping[str, Json]) -> tuple[str, str]:
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


def moment_of(value: Json) -> Moment | None:
    """To the second, as Google Chat tells the same message; they are written in microseconds."""
    told = number(value)
    if told is None:
        return None
    ms = told // 1000
    return Moment(ms - ms % SECOND_MS, Precision.SECOND, 0) if FIRST_MS <= ms < LAST_MS else None
