"""What names a message of a chat whose messages have no numbers, beside its time: the texts before it."""

from __future__ import annotations

from collections import deque
from typing import Final
from zlib import crc32

_TELLING: Final = 20
"""Characters of a text that few others are equal to."""
_BEFORE: Final = 6
_ANSWERS: Final = 2
_LAST: Final = 8 * _BEFORE
"""Characters of the checksums of the last texts."""
_FEW: Final = tuple(map(str, range(64)))


class ToldBefore:
    """What came before a message: the last texts that few others are equal to, and how many messages since.

    It names a message as well as its time does, whatever the clock and the chat are called. Somebody may send the same
    texts to many; that many answer with the same texts does not happen. So the chat's name is left out only where both
    sides have spoken.
    """

    def __init__(self, scheme: str, chat: str) -> None:
        self._scheme = scheme
        self._chat = chat
        self._writers: deque[str] = deque(maxlen=_BEFORE)
        self._last = ""
        self._since = 0
        self._told = chat

    def of(self, compact: str, writer: str) -> tuple[str, ...]:
        """The coarse key of the next message (`InteractionRecord.coarse`). compact: its `text_key`; writer: whoever."""
        since = self._since
        coarse = (self._scheme, self._told, _FEW[since] if since < len(_FEW) else str(since), compact)
        if len(compact) < _TELLING:
            self._since = since + 1
            return coarse
        self._since = 1
        writers = self._writers
        writers.append(writer)
        self._last = last = (self._last + "%08x" % crc32(compact.encode("utf-8", "replace")))[-_LAST:]  # noqa: UP031
        talked = len(last) == _LAST and _ANSWERS <= writers.count(writer) <= _BEFORE - _ANSWERS
        self._told = last if talked else f"{self._chat}|{last}"
        return coarse
