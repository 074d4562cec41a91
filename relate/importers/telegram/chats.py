"""What becomes of a chat by its kind: chats of two and groups are read, the rest is left out row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

from relate.domain.records import InteractionRecord, Position, Reason, Record, Skipped
from relate.importers.json_items import Json
from relate.importers.telegram.files import PERSONAL
from relate.importers.telegram.groups import group_of
from relate.importers.telegram.messages import Chat, Personal, Side


class Reader(Protocol):
    """What reads the messages of one chat."""

    def plain(self, where: Position, value: Json) -> InteractionRecord | None:
        """A message of words and nothing else; None where `read` has to look closer."""

    def read(self, where: Position, value: Json) -> Iterator[Record | Skipped]:
        """What one message becomes."""


_LEFT_OUT: Final = {
    "saved_messages": (Reason.NO_PERSON, "a note to yourself"),
    "bot_chat": (Reason.NOT_A_PERSON, "a bot"),
    "verification_codes": (Reason.NOT_A_PERSON, "Telegram itself"),
    "private_channel": (Reason.NOT_A_PERSON, "a channel"),
    "public_channel": (Reason.NOT_A_PERSON, "a channel"),
}
_TELEGRAM_ITSELF: Final = frozenset(("777000", "42777", "333000"))


def reader_of(chat: Chat, side: Side) -> Reader:
    """What reads the messages of this chat."""
    left = _LEFT_OUT.get(chat.type)
    if chat.type == PERSONAL and chat.number in _TELEGRAM_ITSELF:
        left = _LEFT_OUT["verification_codes"]
    elif chat.type == PERSONAL and chat.number == side.my_number:
        left = _LEFT_OUT["saved_messages"]
    elif chat.type == PERSONAL and chat.number in side.bots:
        left = _LEFT_OUT["bot_chat"]
    if left is not None:
        return _LeftOut(*left)
    if chat.type == PERSONAL and chat.number:
        return Personal(chat, side)
    return group_of(chat, side)


class _LeftOut:
    """A chat with nobody: each of its messages is counted."""

    def __init__(self, reason: Reason, says: str) -> None:
        self._reason, self._says = reason, says

    def plain(self, _where: Position, _value: Json) -> None:
        """None of them is a message."""

    def read(self, where: Position, _value: Json) -> Iterator[Skipped]:
        yield Skipped(where, self._reason, self._says)
