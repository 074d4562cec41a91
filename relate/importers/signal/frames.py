"""Signal's own export: one frame a line, in the form of its backups (Backups.proto as JSON).

What a frame refers to stands before it, so that one walk is enough. A message is known by its writer and the
millisecond in which it was sent, as Signal itself knows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.kinds import Kind
from relate.domain.moments import Moment, Precision
from relate.domain.normalise import name_key, text_key
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    InteractionRecord,
    Participant,
    PersonRecord,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers.json_values import Broken, listed, mapping, number, words
from relate.importers.json_window import Json
from relate.importers.signal.lines import values
from relate.importers.signal.people import ME, Contact, Group, contact, group, owner_name
from relate.importers.source import Member, Source
from relate.importers.told_before import ToldBefore

_MOST_IN_GROUP: Final = 100
_RAW: Final = 2000
_FIRST_MS, _LAST_MS = 1_262_304_000_000, 4_102_444_800_000
"""2010 to 2100."""
_MISSED: Final = frozenset({"MISSED", "NOT_ACCEPTED", "MISSED_NOTIFICATION_PROFILE"})
_NOT_PEOPLE: Final = ("releaseNotes", "distributionList", "callLink")
_SENT: Final = (
    ("stickerMessage", "sticker"), ("contactMessage", "contact card"), ("viewOnceMessage", "view-once photo"),
    ("paymentNotification", "payment"), ("giftBadge", "gift"),
)  # fmt: skip
COARSE: Final = "signal.1"


class _Chat:
    """A conversation: with a contact or in a group; neither: with nobody."""

    def __init__(self, other: Contact | Group | None, why: str) -> None:
        self.other = other
        self.why = why
        self.sides: dict[IdentityKey, tuple[Participant, ...]] = {}
        self.key, self.title, name = "", "", ""
        if isinstance(other, Group):
            self.key, self.title, name = f"group:{other.key}", other.title, other.title
        elif other is not None:
            self.key, name = f"with:{other.keys[0].key}", other.name
        self.before = ToldBefore(COARSE, chat_name(name))


def chat_name(name: str) -> str:
    """What a chat is called in every form of export."""
    return name_key(name) or name.casefold()


class Frames:
    """Reads one export."""

    def __init__(self, source: Source, member: Member) -> None:
        self._source = source
        self._member = member
        self._people: dict[str, Contact | Group | None] = {}
        self._why: dict[str, str] = {}
        self._accounts: dict[str, Contact] = {}
        self._chats: dict[str, _Chat] = {}

    def read(self) -> Iterator[Record | Skipped]:
        """Every line as what it is."""
        path, row = self._member.path, 0
        try:
            with self._source.open(self._member) as stream:
                for value in values(stream):
                    row += 1
                    where = Position(path, row)
                    if isinstance(value, Broken):
                        reason = Reason.INCOMPLETE if value.cut else Reason.UNREADABLE
                        yield Skipped(where, reason, value.says, value.raw)
                    else:
                        yield from self._frame(where, value)
        except UnreadableSource as problem:
            yield Skipped(Position(path, row + 1), Reason.INCOMPLETE, str(problem))

    def _frame(self, where: Position, value: dict[str, Json]) -> Iterator[Record | Skipped]:
        if "chatItem" in value:
            yield from self._item(where, mapping(value["chatItem"]))
        elif "recipient" in value:
            yield self._recipient(where, mapping(value["recipient"]))
        elif "account" in value:
            name = owner_name(mapping(value["account"]))
            yield PersonRecord(where, (ME,), (Fact(Field.NAME, name),) if name else (), owner=True)
        elif "chat" in value:
            chat = mapping(value["chat"])
            whose = words(chat.get("recipientId"))
            self._chats[words(chat.get("id"))] = _Chat(self._people.get(whose), self._why.get(whose, ""))
            yield Skipped(where, Reason.NOT_KEPT, "a conversation; its messages are told one by one")
        else:
            what = "about the export itself" if "backupTimeMs" in value else ", ".join(list(value)[:3])[:80]
            yield Skipped(where, Reason.NOT_KEPT, what)

    def _recipient(self, where: Position, told: Mapping[str, Json]) -> PersonRecord | Skipped:
        number_ = words(told.get("id"))
        if "self" in told:
            self._people[number_], self._why[number_] = None, "a note to yourself"
            return PersonRecord(where, (ME,), owner=True)
        if "group" in told:
            self._people[number_] = found = group(mapping(told["group"]))
            return Skipped(where, Reason.NOT_KEPT, f"a group, {found.title}"[:100])
        if "contact" in told:
            one = contact(mapping(told["contact"]))
            if one is None:
                return Skipped(where, Reason.NO_PERSON, "", _raw(told))
            self._people[number_] = one
            self._accounts[one.keys[0].key] = one
            if not one.facts:
                return Skipped(where, Reason.NO_PERSON, "nothing but the number of an account")
            return PersonRecord(where, one.keys, one.facts)
        if any(word in told for word in _NOT_PEOPLE):
            self._why[number_] = "news of Signal, stories and links to calls"
            return Skipped(where, Reason.NOT_A_PERSON)
        return Skipped(where, Reason.UNREADABLE if told else Reason.EMPTY, "", _raw(told))

    def _item(self, where: Position, item: Mapping[str, Json]) -> Iterator[Record | Skipped]:
        chat = self._chats.get(words(item.get("chatId")))
        if chat is None:
            yield Skipped(where, Reason.NO_PERSON, "its conversation is not in the export", _raw(item))
            return
        if chat.other is None:
            yield Skipped(where, Reason.NO_PERSON, chat.why, "")
            return
        ms = _sent_ms(item)
        kind, text, detail, says = _said(item)
        if says is not None:
            yield Skipped(where, says, "", _raw(item))
            return
        if ms is None:
            yield Skipped(where, Reason.UNREADABLE, "no time in it", _raw(item))
            return
        sender = self._sender(item, chat, kind)
        if sender is None:
            yield Skipped(where, Reason.NO_PERSON, "its writer is not in the export", _raw(item))
            return
        sides = chat.sides.get(sender.keys[0]) or self._between(chat, sender)
        compact = text_key(text)
        side = "out" if sender.keys[0] == ME else "in"
        yield InteractionRecord(
            where,
            kind,
            Moment(ms, Precision.SECOND, 0),
            sides,
            (f"signal.{kind.value}.1", str(ms), sender.keys[0].key),
            chat.before.of(compact.replace("`", ""), side) if compact else (),
            chat.key,
            chat.title,
            text,
            detail,
        )
        yield from self._reactions(where, item, chat, sender, ms)

    def _sender(self, item: Mapping[str, Json], chat: _Chat, kind: Kind) -> Contact | None:
        mine = "outgoing" in item
        if kind is Kind.CALL:
            call = mapping(mapping(item.get("updateMessage")).get("individualCall"))
            mine = words(call.get("direction")) == "OUTGOING" if call else mine
        author = words(item.get("authorId"))
        if mine or self._why.get(author) == "a note to yourself":
            return Contact((ME,), "")
        found = self._people.get(author)
        if isinstance(found, Contact):
            return found
        return chat.other if isinstance(chat.other, Contact) else None

    def _between(self, chat: _Chat, sender: Contact) -> tuple[Participant, ...]:
        """Who has which part in what somebody writes in a chat: he first, then everybody else, the owner too."""
        others = [Contact((ME,), "")]
        if isinstance(chat.other, Group):
            others += [self._accounts[one] for one in chat.other.members[:_MOST_IN_GROUP] if one in self._accounts]
        elif chat.other is not None:
            others.append(chat.other)
        told = {sender.keys[0]: Participant(sender.keys[0], Role.FROM, sender.name)}
        for one in others:
            told.setdefault(one.keys[0], Participant(one.keys[0], Role.TO, one.name))
        sides = chat.sides[sender.keys[0]] = tuple(told.values())
        return sides

    def _reactions(
        self, where: Position, item: Mapping[str, Json], chat: _Chat, author: Contact, ms: int
    ) -> Iterator[InteractionRecord]:
        content = mapping(item.get("standardMessage")) or mapping(item.get("stickerMessage"))
        for one in listed(content.get("reactions")):
            told = mapping(one)
            who = self._people.get(words(told.get("authorId")))
            mine = self._why.get(words(told.get("authorId"))) == "a note to yourself"
            key = ME if mine else who.keys[0] if isinstance(who, Contact) else None
            if key is None or key == author.keys[0]:
                continue
            at = number(told.get("sentTimestamp"))
            yield InteractionRecord(
                where,
                Kind.REACTION,
                Moment(at if at is not None and _FIRST_MS < at < _LAST_MS else ms, Precision.SECOND, 0),
                (Participant(key, Role.FROM), Participant(author.keys[0], Role.TO)),
                ("signal.reaction.1", str(ms), author.keys[0].key, key.key),
                conversation=chat.key,
                title=chat.title,
                detail=words(told.get("emoji"))[:40],
            )


def _sent_ms(item: Mapping[str, Json]) -> int | None:
    """When it was sent first: an edited message has the time of its last form, the others stand in its revisions."""
    times = [number(one.get("dateSent")) for one in (item, *map(mapping, listed(item.get("revisions"))))]
    told = [ms for ms in times if ms is not None and _FIRST_MS < ms < _LAST_MS]
    return min(told, default=None) if times[0] is not None else None


def _said(item: Mapping[str, Json]) -> tuple[Kind, str, str, Reason | None]:
    """(kind, text, detail, why it is left out)."""
    if "remoteDeletedMessage" in item:
        return Kind.MESSAGE, "", "", Reason.DECLINED
    if "updateMessage" in item:
        update = mapping(item["updateMessage"])
        call = mapping(update.get("individualCall")) or mapping(update.get("groupCall"))
        if not call:
            return Kind.MESSAGE, "", "", Reason.NOT_KEPT
        return Kind.CALL, "", _call(call), None
    if "standardMessage" in item:
        told = mapping(item["standardMessage"])
        text = words(mapping(told.get("text")).get("body")).strip()
        detail = _attached(told)
        return Kind.MESSAGE, text, detail, None if text or detail else Reason.EMPTY
    if "directStoryReplyMessage" in item:
        told = mapping(item["directStoryReplyMessage"])
        text = words(mapping(mapping(told.get("textReply")).get("text")).get("body")) or words(told.get("emoji"))
        return Kind.MESSAGE, text.strip(), "answer to a story", None
    if "poll" in item:
        return Kind.MESSAGE, words(mapping(item["poll"]).get("question")).strip(), "poll", None
    detail = next((word for key, word in _SENT if key in item), "")
    return Kind.MESSAGE, "", detail, None if detail else Reason.NOT_KEPT


def _call(call: Mapping[str, Json]) -> str:
    if words(call.get("state")) in _MISSED:
        return "missed"
    begun, ended = number(call.get("startedCallTimestamp")), number(call.get("endedCallTimestamp"))
    return f"{max(round((ended - begun) / 60_000), 1)} min" if begun and ended and ended > begun else ""


_KINDS: Final = (("image/gif", "GIF"), ("image/", "photo"), ("video/", "video"), ("audio/", "voice message"))


def _attached(told: Mapping[str, Json]) -> str:
    several = listed(told.get("attachments"))
    if not several:
        return "long text" if "longText" in told else ""
    sort = words(mapping(mapping(several[0]).get("pointer")).get("contentType"))
    one = next((word for start, word in _KINDS if sort.startswith(start)), "file")
    return one if len(several) == 1 else f"{len(several)} {one}s"


def _raw(value: Mapping[str, Json]) -> str:
    return json.dumps(value, ensure_ascii=False)[:_RAW]
