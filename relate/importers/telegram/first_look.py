"""What has to be known of a Telegram export before its first message: who is in each group, and who is called what.

An export has no lists of members: who wrote, came or went tells them, and the names of those who were brought in stand
without their numbers. The bytes are searched, not decoded: that costs a tenth of reading the file.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from relate.domain.errors import UnreadableSource

_BLOCK: Final = 1 << 20
_MESSAGES: Final = b'"messages":'
_HEADER: Final = re.compile(
    rb'(?:"name":\s*(?:"([^"\\]*+(?:\\.[^"\\]*+)*+)"|null),\s*)?"type":\s*"(\w+)",\s*"id":\s*(\d+),\s*\Z'
)
_LONGEST_HEADER: Final = 600
_OF_TWO: Final = frozenset(("personal_chat", "bot_chat", "saved_messages", "private_channel", "public_channel"))
"""In these the first lines of the chat say who takes part: nothing has to be looked for."""
_FROM: Final = re.compile(rb'"from":\s*(?:"([^"\\]*+(?:\\.[^"\\]*+)*+)"|null),\s*"from_id":\s*"?(?:user)?(\d+)')
_ACTOR: Final = re.compile(rb'"actor":\s*(?:"([^"\\]*+(?:\\.[^"\\]*+)*+)"|null),\s*"actor_id":\s*"?(?:user)?(\d+)')
_CAME: Final = re.compile(rb'"actor_id":\s*"?(?:user)?(\d+)"?,\s*"action":\s*"join_group_by')
_BROUGHT: Final = re.compile(rb'"action":\s*"invite_members",\s*"members":\s*\[([^\]]*)\]')
_NAME: Final = re.compile(rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)"')
_CONTROL: Final = re.compile(rb"\\x([0-9A-Fa-f]{2})")
_MOST_NAMES: Final = 200_000
_BEHIND: Final = 4096
"""Bytes that are looked at again with the next block."""


@dataclass(slots=True)
class Seen:
    """One chat. people: the numbers of all who wrote or acted in it, in their order. came, brought: of whom it is told
    that they came later, by number and by name."""

    people: dict[str, None] = field(default_factory=dict)
    came: set[str] = field(default_factory=set)
    brought: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Look:
    """What a file was found to hold. chats: by type and number; bots: numbers of those who have a chat of their own."""

    chats: dict[tuple[str, str], Seen] = field(default_factory=dict)
    bots: set[str] = field(default_factory=set)
    _names: dict[str, str] = field(default_factory=dict)

    def number(self, name: str) -> str:
        """Whose number a name stands for; "" where nobody is called that, or two are."""
        return self._names.get(name, "")

    def called(self, name: str, number: str) -> None:
        """Somebody with this number is called so."""
        known = self._names.get(name)
        if known is None and len(self._names) < _MOST_NAMES:
            self._names[name] = number
        elif known is not None and known != number:
            self._names[name] = ""


def look(stream: io.BufferedReader, most: int | None = None, *, everywhere: bool = False) -> Look:
    """Look through a whole file, or its first `most` bytes. What cannot be read is said by who reads it.

    everywhere: who wrote in chats of two is looked for too.
    """
    found = Look()
    seen: Seen | None = found.chats.setdefault(("", ""), Seen())
    with stream:
        for block in _blocks(stream, most):
            begin = 0
            while (place := block.find(_MESSAGES, begin)) >= 0:
                if seen is not None:
                    _take(found, seen, block[begin:place])
                header = _HEADER.search(block, max(place - _LONGEST_HEADER, 0), place)
                if header is not None:
                    seen = _begins(found, header, everywhere)
                begin = place + len(_MESSAGES)
            if seen is not None:
                _take(found, seen, block[begin:] if begin else block)
    return found


def _begins(found: Look, header: re.Match[bytes], everywhere: bool) -> Seen | None:
    """A chat begins; None where nothing of it has to be looked for."""
    kind, number = header[2].decode(), header[3].decode()
    if kind == "bot_chat":
        found.bots.add(number)
    elif kind == "personal_chat" and header[1]:
        found.called(_text(header[1]), number)
    seen = found.chats.setdefault((kind, number), Seen())
    return seen if everywhere or kind not in _OF_TWO else None


def _take(found: Look, seen: Seen, text: bytes) -> None:
    _name(found, seen, _FROM.findall(text))
    if b'"action":' in text:
        _name(found, seen, _ACTOR.findall(text))
        seen.came.update(number.decode() for number in _CAME.findall(text))
        for members in _BROUGHT.findall(text):
            seen.brought.update(_text(raw) for raw in _NAME.findall(members))


def _name(found: Look, seen: Seen, told: list[tuple[bytes, bytes]]) -> None:
    for raw, number in dict.fromkeys(told):
        key = number.decode()
        seen.people[key] = None
        if raw:
            found.called(_text(raw), key)


def _blocks(stream: io.BufferedReader, most: int | None) -> Iterator[bytes]:
    """The bytes in blocks that end where an element does, so that nothing that is looked for is cut in two."""
    carry = b""
    left = most
    while left is None or left > 0:
        try:
            data = stream.read(_BLOCK if left is None else min(_BLOCK, left))
        except UnreadableSource:
            break
        if not data:
            break
        left = None if left is None else left - len(data)
        whole = carry + data
        end = whole.rfind(b"}") + 1 or max(len(whole) - _BEHIND, 0)
        yield whole[:end]
        carry = whole[end:] if len(whole) - end <= _BLOCK else b""
    yield carry


def _text(raw: bytes) -> str:
    """A string of the file as it is meant."""
    if b"\\" in raw:
        try:
            text = json.loads(b'"' + _CONTROL.sub(rb"\\u00\1", raw) + b'"')
        except ValueError:
            return ""
        return text if isinstance(text, str) else ""
    return raw.decode("utf-8", "replace")
