"""What names a message of a chat whose messages have no numbers, beside its time: the texts before it."""

from __future__ import annotations

from collections import deque
from typing import Final
from zlib import crc32

_TELLING: Final = 20
"""Characters of a text that few others are equal to."""
_BEFORE: Final = 6
_ANSWERS: Final = 2


class ToldBefore:
    """What came before a message: the last texts that few others are equal to, and how many messages since.

    It names a message as well as its time does, whatever the clock and the chat are called. Somebody may send the same
    texts to many; that many answer with the same texts does not happen. So the chat's name is left out only where both
    sides have spoken.
    """

    def __init__(self, scheme: str, chat: str) -> None:
        self._scheme = scheme
        self._chat = chat
        self._last: deque[tuple[str, str]] = deque(maxlen=_BEFORE)
        self._since = 0
        self._told = chat

    def of(self, compact: str, writer: str) -> tuple[str, ...]:
        """The coarse key of the next message (`InteractionRecord.coarse`). compact: its `text_key`; writer: whoever."""
        coarse = (self._scheme, self._told, str(self._since), compact)
        self._since += 1
        if len(compact) >= _TELLING:
            last = self._last
            last.append((writer, f"{crc32(compact.encode('utf-8', 'replace')):x}"))
            ours = [one for one, _ in last].count(writer)
            talked = _ANSWERS <= ours <= len(last) - _ANSWERS and len(last) == _BEFORE
            self._told = "|".join(["" if talked else self._chat, *[told for _, told in last]])
            self._since = 0
        return coarse
