"""What becomes of a chat by its kind: chats of two and groups are read, the rest is left out row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, TypeAlias

from relate.domain.records import Position, Reason, Record, Skipped
from relate.importers.json_items import Json
from relate.importers.telegram.files import PERSONAL
from relate.importers.telegram.groups import group_of
from relate.importers.telegram.messages import Chat, Personal, Side

Read: TypeAlias = Callable[[Position, Json], Iterator[Record | Skipped]]

_LEFT_OUT: Final = {
    "saved_messages": (Reason.NO_PERSON, "a note to yourself"),
    "bot_chat": (Reason.NOT_A_PERSON, "a bot"),
    "verification_codes": (Reason.NOT_A_PERSON, "Telegram itself"),
    "private_channel": (Reason.NOT_A_PERSON, "a channel"),
    "public_channel": (Reason.NOT_A_PERSON, "a channel"),
}
_TELEGRAM_ITSELF: Final = frozenset(("777000", "42777", "333000"))


def reader_of(chat: Chat, side: Side) -> Read:
    """What reads the messages of this chat."""
    left = _LEFT_OUT.get(chat.type)
    if chat.type == PERSONAL and chat.number in _TELEGRAM_ITSELF:
        left = _LEFT_OUT["verification_codes"]
    elif chat.type == PERSONAL and chat.number == side.my_number:
        left = _LEFT_OUT["saved_messages"]
    elif chat.type == PERSONAL and chat.number in side.bots:
        left = _LEFT_OUT["bot_chat"]
    if left is not None:
        return partial(_left_out, *left)
    if chat.type == PERSONAL and chat.number:
        return Personal(chat, side).read
    return group_of(chat, side).read


def _left_out(reason: Reason, says: str, where: Position, _: Json) -> Iterator[Skipped]:
    yield Skipped(where, reason, says)
