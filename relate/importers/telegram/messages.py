"""Messages and calls of one Telegram chat: of two, of a group, or of a kind that is left out.

A message is known by its chat and its number, which in chats of two and small groups counts per account: with the
second it was written in it is nobody else's. Exports before 2022 have no such second; that is what the coarse key is
for. formats/contacts.md 5.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from relate.domain.moments import SECOND_MS, Moment, Precision
from relate.domain.records import (
    IdentityKey,
    InteractionRecord,
    Kind,
    Participant,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
    me,
)
from relate.importers.json_items import Json, listed, mapping, words
from relate.importers.json_rows import left_out
from relate.importers.telegram import values
from relate.importers.telegram.files import NETWORK, PERSONAL, user_key
from relate.importers.telegram.first_look import Look
from relate.importers.telegram.values import FIRST_S, LAST_S, UNUSUAL

# As InteractionRecord(…) and Moment(…) in two thirds of the time: one of each for every message.
_record: Callable[[type[InteractionRecord], tuple[object, ...]], InteractionRecord] = tuple.__new__
_moment: Callable[[type[Moment], tuple[int, Precision, int]], Moment] = tuple.__new__
_CALLS: Final = frozenset(("phone_call", "conference_call"))
_OLD_CHATS, _OLD_CHANNELS, _OLD_END = 1 << 32, 1 << 33, 3 << 32
"""Numbers of groups and channels in exports before 2021 had their kind in these bits."""


class Side:
    """What a file is read with: whose it is, and what the first look found in it."""

    def __init__(self, owner: tuple[IdentityKey, ...], look: Look) -> None:
        numbers = [key.key for key in owner if key.network == NETWORK and key.kind == "id" and not key.local]
        self.my_number = numbers[0] if numbers else ""
        self.mine = user_key(self.my_number) if self.my_number else me(NETWORK)
        self.mine_keys = tuple(dict.fromkeys((self.mine, *owner, me(NETWORK))))
        self.my_handles = frozenset(key.key for key in owner if key.kind == "handle")
        self.owner_is_known = bool(owner)
        self.look = look

    @property
    def bots(self) -> set[str]:
        return self.look.bots

    def key(self, account: str) -> IdentityKey:
        return self.mine if account == self.my_number else user_key(account)


@dataclass(slots=True)
class Chat:
    """What an export says of a chat before its messages."""

    name: str = ""
    type: str = ""
    number: str = ""
    begun: bool = False

    def learn(self, field: str, value: Json) -> None:
        """Take in one of its fields."""
        if field == "name":
            self.name = words(value).strip()
        elif field == "type":
            self.type = words(value)
        elif field == "id":
            self.number = words(value)

    @property
    def key(self) -> str:
        """What the chat is known by: numbers of people, groups and channels are counted apart."""
        if self.type in (PERSONAL, "bot_chat"):
            return f"user{self.number}"
        told = int(self.number) if self.number.isdigit() and len(self.number) < 20 else 0
        if self.type == "private_group":
            return f"chat{told - _OLD_CHATS if _OLD_CHATS <= told < _OLD_CHANNELS else told}"
        if self.type.endswith(("supergroup", "channel")):
            return f"channel{told - _OLD_CHANNELS if _OLD_CHANNELS <= told < _OLD_END else told}"
        return f"{self.type}{self.number}"


class Talk:
    """One chat while its messages come. A subclass says who has which part in what somebody writes."""

    kind = Kind.MESSAGE

    def __init__(self, chat: Chat, side: Side) -> None:
        self.chat, self.side = chat, side
        self.key = chat.key
        self.title = ""
        self.sides: dict[object, tuple[Participant, ...]] = {}
        """Who is on a message, by its from_id as it stands: nearly all are by somebody who wrote before."""

    def parts(self, account: str, name: str) -> tuple[Participant, ...]:
        """Who has which part in what this account writes; empty where nothing is kept of it."""
        raise NotImplementedError

    def read(self, where: Position, value: Json) -> Iterator[Record | Skipped]:
        """What one message becomes."""
        if not isinstance(value, dict):
            yield left_out(where, Reason.UNREADABLE, value)
            return
        kind = value.get("type")
        if kind == "service":
            yield from self._service(where, value)
        elif kind == "unsupported":
            yield left_out(where, Reason.NOT_KEPT, None, "of a kind that Telegram does not export")
        elif "id" not in value and "text" not in value:
            yield left_out(where, Reason.UNREADABLE if value else Reason.EMPTY, value)
        else:
            yield from self._message(where, value)

    def plain(self, where: Position, value: Json) -> InteractionRecord | None:
        """A message of words and nothing else, as nearly all are; None where `read` has to look closer, which would say
        the same of this one."""
        if type(value) is not dict or not UNUSUAL.isdisjoint(value):
            return None
        try:
            kind, told, number = value["type"], value["date_unixtime"], value["id"]
            parts, name, text = self.sides[value["from_id"]], value["from"], value["text"]
            second = int(told)  # type: ignore[arg-type]
        except (KeyError, TypeError, ValueError):
            return None
        if kind != "message" or type(text) is not str or type(told) is not str or type(number) is not int:
            return None
        text = text.strip()
        if not text or not parts or name != parts[0][2] or not FIRST_S <= second < LAST_S or not told.isdigit():
            return None
        key, written = self.key, str(number)
        return _record(
            InteractionRecord,
            (
                where,
                self.kind,
                _moment(Moment, (second * SECOND_MS, Precision.SECOND, 0)),
                parts,
                ("telegram.message.1", key, written, told),
                ("telegram.message", key, written),
                key,
                self.title,
                text,
                "",
                "",
            ),
        )

    def _message(self, where: Position, value: dict[str, Json]) -> Iterator[Record | Skipped]:
        account, is_person = values.account(value.get("from_id"))
        parts = self._parts_of(where, value, account, is_person, value.get("from_id"), value.get("from"))
        if isinstance(parts, Skipped):
            yield parts
            return
        raw = value.get("text")
        text, detail = values.text(raw), values.beside(value)
        if not text and detail == "poll":
            text = words(mapping(value.get("poll")).get("question")).strip()
        if not text and detail in ("", "forwarded"):
            yield left_out(where, Reason.EMPTY, value)
            return
        at = values.moment(value)
        yield self._told(where, value, self.kind, at, parts, text, detail, values.hidden_link(raw))
        if "reactions" in value:
            yield from self._reactions(where, value, at, parts[0])

    def _service(self, where: Position, value: dict[str, Json]) -> Iterator[Record | Skipped]:
        action = words(value.get("action"))
        if action not in _CALLS:
            yield left_out(where, Reason.NOT_KEPT, None, f"tells of a change: {action.replace('_', ' ')[:60]}")
            return
        account, is_person = values.account(value.get("actor_id"))
        parts = self._parts_of(where, value, account, is_person, value.get("actor_id"), value.get("actor"))
        if isinstance(parts, Skipped):
            yield parts
        else:
            yield self._told(where, value, Kind.CALL, values.moment(value), parts, "", values.call(value), "")

    def _parts_of(
        self, where: Position, value: dict[str, Json], account: str, is_person: bool, told: Json, called: Json
    ) -> tuple[Participant, ...] | Skipped:
        if not is_person:
            return left_out(where, Reason.NOT_A_PERSON, None, "written in the name of a group or channel")
        if not account:
            return left_out(where, Reason.NO_PERSON, value, "it does not say who wrote it")
        if account in self.side.bots:
            return left_out(where, Reason.NOT_A_PERSON, None, "a bot")
        parts = self.parts(account, words(called).strip())
        if isinstance(told, str) and parts:
            self.sides[told] = parts
        if len(parts) < 2:
            return left_out(where, Reason.NO_PERSON, None, "nobody else is known in this chat")
        return parts

    def _told(
        self,
        where: Position,
        value: Mapping[str, Json],
        kind: Kind,
        at: Moment | None,
        parts: tuple[Participant, ...],
        text: str,
        detail: str,
        link: str,
    ) -> InteractionRecord:
        written, second = _numbered(value)
        raw = () if written else (parts[0].key.key, words(value.get("date")), text)
        exact = ("telegram.message.1", self.key, written, second, *raw)
        coarse = ("telegram.message", self.key, written) if written else ()
        return InteractionRecord(where, kind, at, parts, exact, coarse, self.key, self.title, text, detail, link)

    def _reactions(
        self, where: Position, value: Mapping[str, Json], at: Moment | None, writer: Participant
    ) -> Iterator[InteractionRecord]:
        """Reactions between me and somebody; those of others to others are theirs. Their clock is the message's."""
        wall = values.wall_clock(value.get("date"))
        shift = 0 if at is None or wall is None else wall - at.ms
        for entry in listed(value.get("reactions")):
            for one in listed(mapping(entry).get("recent")):
                reaction = mapping(one)
                account, is_person = values.account(reaction.get("from_id"))
                if not account or not is_person or account in self.side.bots:
                    continue
                key = self.side.key(account)
                if key == writer.key or self.side.mine not in (key, writer.key):
                    continue
                told = values.wall_clock(reaction.get("date"))
                when = at if told is None else Moment(told - shift, Precision.SECOND, 0)
                yield InteractionRecord(
                    where,
                    Kind.REACTION,
                    when if at is not None and at.precision is Precision.SECOND else at,
                    (
                        Participant(key, Role.FROM, words(reaction.get("from")).strip()),
                        Participant(writer.key, Role.TO),
                    ),
                    (
                        "telegram.reaction.1",
                        self.key,
                        words(value.get("id")),
                        words(value.get("date_unixtime")),
                        account,
                    ),
                    conversation=self.key,
                    title=self.title,
                    detail=words(mapping(entry).get("emoji")),
                )


def _numbered(value: Mapping[str, Json]) -> tuple[str, str]:
    """The number of a message and its second, as they are written."""
    return words(value.get("id")), words(value.get("date_unixtime"))


class Personal(Talk):
    """A chat of two. Whoever is not the other one is its owner, who may have written from another account too."""

    def parts(self, account: str, name: str) -> tuple[Participant, ...]:
        them, mine = user_key(self.chat.number), self.side.mine
        if account == self.chat.number:
            return Participant(them, Role.FROM, name), Participant(mine, Role.TO)
        if name and self.side.my_number:
            self.side.look.called(name, self.side.my_number)
        return Participant(mine, Role.FROM, name), Participant(them, Role.TO, self.chat.name)
