"""The text of a JSON file as a window that moves over it, and single values decoded from it by the standard library.

The window grows only while one value needs it. What the walk through a file does with it is in json_items.
"""

from __future__ import annotations

import codecs
import io
import json
import math
import re
from typing import Final, TypeAlias

from relate.domain.errors import UnreadableSource

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

MOST_CHARS: Final = 16_000_000
"""Characters of one value; what is longer is not read."""
BLOCK: Final = 1 << 16
"""Bytes that are read at once. Larger ones are no quicker, and the holes that they leave in the heap are not filled:
those of a quarter of a megabyte added up to 16 MB in 300,000 messages."""
_SPACE: Final = re.compile(r"[\s\ufeff]*")
_ASSIGNED: Final = re.compile(r"\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.\[\]'\"-]{0,200}\s*=\s*")
_NOT_TEXT: Final = re.compile("[\x00\ud800-\udfff]")
_MAY_HOLD_NO_TEXT: Final = ("\\ud", "\\uD", "\\u0000")
_MARKED: Final = re.compile(rb"\\(?:u[dD]|u0000|\0)")
"""The same in the bytes of a block; the last for UTF-16."""
_MOST_AT_ONCE: Final = 1 << 16
"""Characters decoded at once: of more, so much would live together that looking for rings of references costs what is
won."""
_BETWEEN: Final = ", \n\r\t"
_EARLY: Final = 64
"""An error so near to the end of what is in memory may only mean that the rest is not there yet."""


class MalformedError(Exception):
    """A value is not JSON, or more than is read. cut: the file ends in the middle of it."""

    def __init__(self, says: str, cut: bool = False) -> None:
        super().__init__(says)
        self.says, self.cut = says, cut


def _finite(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


_DECODER: Final = json.JSONDecoder(parse_float=_finite, parse_constant=lambda _: None)


class Window:
    """The text from where the reading stands; it grows only while one value needs it."""

    def __init__(self, stream: io.BufferedReader | io.BytesIO) -> None:
        self.text, self.at, self.ended = "", 0, False
        self.failure = ""
        self._stream = stream
        self._decode: codecs.IncrementalDecoder | None = None
        self._suspect = False
        self._tail = b""
        self._singly: str | None = None
        """What has been read at once in vain."""

    def more(self, most: int = BLOCK) -> bool:
        """Reads on; False at the end. What lies before `at` is given up, so places in the text move."""
        if self.ended:
            return False
        data = self._bytes(most)
        if self._decode is None:
            self._decode = codecs.getincrementaldecoder(_encoding(data))("replace")
        fresh = self._decode.decode(data, final=self.ended)
        self.text, self.at = self.text[self.at :] + fresh, 0
        seam = self._tail + data  # a mark may lie across two blocks; one search of bytes is ten times as fast as others
        self._suspect = (self._suspect and len(self.text) > len(fresh)) or _MARKED.search(seam) is not None
        self._tail = data[-8:]
        return True

    def _bytes(self, most: int) -> bytes:
        """The next bytes, fewer than asked for only at the end; what comes before a break is not lost."""
        data = bytearray()
        try:
            while len(data) < most and (block := self._stream.read1(most - len(data))):
                data += block
        except UnreadableSource as problem:
            self.failure = str(problem)
        self.ended = len(data) < most
        return bytes(data)

    def begin(self) -> bool:
        """Goes to the first character of the value, behind an assignment; False where there is none."""
        self.more()
        self.at = self._after(_SPACE)
        if self.next() not in "[{" and (found := _ASSIGNED.match(self.text, self.at)):
            self.at = found.end()
        return self.next() != "" and self.next() in "[{"

    def next(self) -> str:
        """The character at hand, "" at the end."""
        while self.at >= len(self.text):
            if not self.more():
                return ""
        return self.text[self.at]

    def skip(self, what: re.Pattern[str]) -> str:
        """Passes over what matches here and gives the character behind it."""
        self.at = self._after(what)
        while self.at >= len(self.text) and self.more():
            self.at = self._after(what)
        return self.next()

    def value(self) -> Json:
        """The whole value that begins here. Raises MalformedError and stays where it is."""
        while True:
            problem, early = "", False
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
                if end < len(self.text) or self.ended:  # else a number may go on
                    return self._taken(value, end)
                early = True
            except json.JSONDecodeError as error:
                problem = error.msg
                early = error.msg.startswith("Unterminated string") or len(self.text) - error.pos < _EARLY
            except RecursionError:
                problem = "nested too deep"
            except ValueError:
                problem = "a number too long to be one"
            if not early:
                raise MalformedError(problem)
            if len(self.text) - self.at > MOST_CHARS:
                raise MalformedError("too long")
            if not self.more(max(BLOCK, len(self.text) - self.at)):
                raise MalformedError(self.failure or "the file breaks off here", cut=True)

    def several(self, opening: str) -> list[Json]:
        """The whole values from here to the last place in memory where `opening` begins another one, decoded at once;
        empty where they are not all whole: they are read one by one then, which tells the damaged from the others."""
        if self._suspect or self.text is self._singly:
            return []
        end = self.text.rfind(opening, self.at + 1, self.at + _MOST_AT_ONCE)
        try:
            return self._at_once(end)
        except json.JSONDecodeError as error:
            # The array may end before, and another one that begins in the same way follow: up to there all is whole.
            end = self.text.rfind(opening, self.at + 1, self.at + error.pos - 1)
        except (ValueError, RecursionError):
            self._singly = self.text
            return []
        try:
            return self._at_once(end)
        except (ValueError, RecursionError):
            self._singly = self.text
            return []

    def _at_once(self, end: int) -> list[Json]:
        """The values from here to `end`, where another one begins; none where that is nowhere."""
        if end < 0:
            return []
        values: list[Json] = _DECODER.decode(f"[{self.text[self.at : end].rstrip(_BETWEEN)}]")
        self.at = end
        return values

    def _taken(self, value: Json, end: int) -> Json:
        begin, self.at = self.at, end
        if self._suspect and any(self.text.find(mark, begin, end) >= 0 for mark in _MAY_HOLD_NO_TEXT):
            return _as_text(value)
        return value

    def _after(self, what: re.Pattern[str]) -> int:
        found = what.match(self.text, self.at)
        return self.at if found is None else found.end()


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def _as_text(value: Json) -> Json:
    """The value with U+FFFD for every lone surrogate and NUL in it. No recursion: values may be deep."""
    holder: list[Json] = [value]
    waiting: list[list[Json] | dict[str, Json]] = [holder]
    while waiting:
        box = waiting.pop()
        if isinstance(box, dict):
            dirty = [key for key in box if _NOT_TEXT.search(key)]
            for key in dirty:
                box[_NOT_TEXT.sub("\ufffd", key)] = box.pop(key)
            for key, inner in box.items():
                if isinstance(inner, str):
                    box[key] = _NOT_TEXT.sub("\ufffd", inner)
                elif isinstance(inner, list | dict):
                    waiting.append(inner)
        else:
            for place, inner in enumerate(box):
                if isinstance(inner, str):
                    box[place] = _NOT_TEXT.sub("\ufffd", inner)
                elif isinstance(inner, list | dict):
                    waiting.append(inner)
    return holder[0]
