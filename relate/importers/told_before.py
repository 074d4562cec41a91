"""What names a message of a chat whose messages have no numbers, beside its time: the texts before it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Final
from zlib import crc32

_TELLING: Final = 20
"""Characters of a text that few others are equal to."""
_BEFORE: Final = 6
_ANSWERS: Final = 2
_LAST: Final = 8 * _BEFORE
"""Characters of the checksums of the last texts."""
_SEVERAL: Final = 64
_FEW: Final = tuple(map(str, range(_SEVERAL)))


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
        return self.several((compact,), (writer,))[0]

    def several(self, compacts: Iterable[str], writers: Iterable[str]) -> list[tuple[str, ...]]:
        """The coarse keys of the next messages, one after the other."""
        scheme, chat, told, last, since = self._scheme, self._chat, self._told, self._last, self._since
        before = self._writers
        coarse: list[tuple[str, ...]] = []
        for compact, writer in zip(compacts, writers, strict=True):
            coarse.append((scheme, told, _FEW[since] if since < _SEVERAL else str(since), compact))
            since += 1
            if len(compact) < _TELLING:
                continue
            since = 1
            before.append(writer)
            last = f"{last}{crc32(compact.encode('utf-8', 'replace')):08x}"[-_LAST:]
            talked = len(last) == _LAST and _ANSWERS <= before.count(writer) <= _BEFORE - _ANSWERS
            told = last if talked else f"{chat}|{last}"
        self._told, self._last, self._since = told, last, since
        return coarse
