"""Telegram Desktop writes control characters as \\x1F, which is no JSON: here they become \\u001F as they are read."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ESCAPE: Final = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|.)", re.DOTALL)
_UNFINISHED: Final = re.compile(rb"\\(?:x[0-9A-Fa-f]?)?\Z")
_BUFFER: Final = 1 << 17


def mended(stream: io.BufferedReader) -> io.BufferedReader:
    """The same bytes as JSON; closing it closes the stream."""
    return io.BufferedReader(_Mended(stream), _BUFFER)


class _Mended(io.RawIOBase):
    """Blocks without such an escape, which nearly all are, pass as they are: looking at each escape of every block
    takes nine times as long (formats/contacts.md 5.2)."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._ready = self._carry = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        while not self._ready:
            data = self._stream.read1(len(view))
            if not data:
                self._ready, self._carry = self._carry, b""
                break
            self._ready, self._carry = _whole(self._carry + data)
            if b"\\x" in self._ready:
                self._ready = _ESCAPE.sub(_as_json, self._ready)
        length = min(len(view), len(self._ready))
        view[:length] = self._ready[:length]
        self._ready = self._ready[length:]
        return length

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def _as_json(escape: re.Match[bytes]) -> bytes:
    return b"\\u00" + escape[1] if escape[1] else escape[0]


def _whole(data: bytes) -> tuple[bytes, bytes]:
    """The data without an escape that its end cuts in two, and that."""
    found = _UNFINISHED.search(data, max(len(data) - 3, 0))
    if found is None:
        return data, b""
    before = data[: found.start()]
    if (len(before) - len(before.rstrip(b"\\"))) % 2:
        return data, b""  # the backslash belongs to the one before it
    return before, data[found.start() :]
