"""Where the messages of an mbox begin and end, block by block. Source: formats/contacts.md 4.2, "Separator".

Nothing but one block and the beginning of one message is ever in memory: a mail with a film attached is as long as it
likes. mboxrd, mboxo, mboxcl, mboxcl2, with the line ends of Unix or Windows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

BLOCK: Final = 1 << 20
"""Bytes. Of eight times as many each takes as long, and what is held is eight times as much."""
_NOTHING: Final = b"\xef\xbb\xbf\r\n \t\x00"
LONGEST_HEAD: Final = 256 << 10
"""Bytes; of a longer one the rest is taken for the message itself."""
_LONGEST_FROM: Final = 2000
_FROM = re.compile(rb"\nFrom ")
"""In a block, a pattern finds it in two thirds of the time that bytes.find takes."""
_SEPARATOR = re.compile(rb"From [^\n]{0,400}?\b(?:19|20)\d\d\b[^\n]{0,60}\r?\n(?=[!-9;-~]{1,80}[ \t]*:|>From |\r?\n)")
"""The line with a year, and a line of a head behind it (or none: an empty message)."""
_STRICT = re.compile(
    rb"From \S{1,300}[ \t]+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[ \t]+[A-Z][a-z][a-z][ \t]+\d{1,2}[ \t]+\d\d:\d\d(?::\d\d)?"
    rb"[^\n]{0,20}\b(?:19|20)\d\d\b[^\n]{0,20}\r?\n"
)
"""As only programs write it: what follows may be damaged."""
_BARE = re.compile(_STRICT.pattern + rb"(?=[A-Z][!-9;-~]{1,80}:[ \t])")
"""As some writers leave out the empty line before it: then both must be as programs write them."""
_LENGTH = re.compile(rb"\nContent-Length:[ \t]*(\d{1,12})(?=[ \t]*\r?\n)")


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Message(NamedTuple):
    """One message of an mbox. line: its From_ line. head: the lines up to the first empty one. body: the offset in the
    file at which its body begins. end: the offset behind its last byte. whole: False where the file breaks off
    in its head."""

    line: bytes
    head: bytes
    body: int
    end: int
    whole: bool


def starts(head: bytes) -> bool:
    """Whether a file that begins so is an mbox: also behind a byte order mark or empty lines."""
    return _SEPARATOR.match(head.lstrip(_NOTHING)) is not None


def begins(head: bytes) -> bool:
    """Whether anywhere in these bytes a message of an mbox begins: its first one may be damaged."""
    return _next(head, 0, len(head)) >= 0


def messages(stream: Readable) -> Iterator[Message | int]:
    """The messages in their order. A number, which only comes first: so many bytes stand before the first of them that
    belong to none."""
    window = _Window(stream)
    first = window.separator(0, first=True)
    if lost := window.base + first if first >= 0 else window.base + len(window.data):
        if first < 0 or window.data[:first].strip(_NOTHING):
            yield lost
        if first < 0:
            return
    start = first
    while start >= 0:
        if len(window.data) - start < LONGEST_HEAD + _LONGEST_FROM:
            start = window.from_here(start, LONGEST_HEAD + _LONGEST_FROM)
        data = window.data
        line_end = data.find(b"\n", start) + 1
        head_end, body, whole = window.head(line_end)
        head = data[line_end:head_end]
        begin = window.base + body
        line = data[start:line_end]
        start = window.after(body, int(hint[1])) if (hint := _LENGTH.search(head)) is not None else -1
        if start < 0:
            # The body's first line may be the next From_ line: a mail without a body.
            start = window.separator(max(body - 2, line_end))
        yield Message(line, head, begin, window.base + (start if start >= 0 else len(window.data)), whole)


class _Window:
    """The part of a file that is in memory; `base` is the offset of its first byte."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.base = 0
        self.data = stream.read(BLOCK)
        self._ended = not self.data

    def from_here(self, start: int, wanted: int) -> int:
        """At least so many bytes behind `start`, or all there are; the place where that is now."""
        while len(self.data) - start < wanted and not self._ended:
            start = self._more(start)
        return start

    def head(self, start: int) -> tuple[int, int, bool]:
        """(where the head ends, where the body begins, whether that is known); `from_here` has brought it in."""
        data = self.data
        if data[start : start + 1] == b"\n" or data[start : start + 2] == b"\r\n":
            return start, data.find(b"\n", start) + 1, True
        end = empty_line(data, start, start + LONGEST_HEAD)
        if end >= 0:
            return end, end + (2 if data[end : end + 1] == b"\r" else 1), True
        if len(data) - start < LONGEST_HEAD:
            # The file ends in it, or the next message does without an empty line.
            other = _next(data, start, len(data))
            return (len(data), len(data), False) if other < 0 else (other, other, False)
        cut = data.rfind(b"\n", start, start + LONGEST_HEAD) + 1 or start + LONGEST_HEAD
        return cut, cut, True

    def after(self, body: int, length: int) -> int:
        """The From_ line that stands where the message says that its body ends; -1 where none does."""
        place = body + length
        if place > len(self.data) - _LONGEST_FROM and not self._ended:
            return -1  # not in memory: it is only a hint
        for _ in range(2):
            if self.data.startswith(b"\r\n", place):
                place += 2
            elif self.data.startswith(b"\n", place):
                place += 1
        return place if _SEPARATOR.match(self.data, place) else -1

    def separator(self, start: int, *, first: bool = False) -> int:
        """Where the next From_ line begins, read on as far as that takes; -1 at the end of the file."""
        if first:
            skipped = len(self.data) - len(self.data.lstrip(_NOTHING))
            if _SEPARATOR.match(self.data, skipped):
                return skipped
        while True:
            # What begins in the last bytes may go on behind them.
            safe = len(self.data) if self._ended else max(len(self.data) - _LONGEST_FROM, start)
            found = _next(self.data, start, safe)
            if found >= 0 or self._ended:
                return found
            start = self._more(max(safe - 4, start))

    def _more(self, keep: int) -> int:
        """The next block behind what begins at `keep`; where that is now."""
        more = self._stream.read(BLOCK)
        if not more:
            self._ended = True
            return keep
        self.base += keep
        self.data = self.data[keep:] + more
        return 0


def empty_line(data: bytes, start: int, stop: int) -> int:
    """Where the first line without anything in it begins; -1 where there is none."""
    # First as the lines before it end: the other kind is looked for only up to there.
    ends = (b"\n\r\n", b"\n\n") if data[start - 2 : start - 1] == b"\r" else (b"\n\n", b"\n\r\n")
    found = data.find(ends[0], start, stop)
    other = data.find(ends[1], start, found if found >= 0 else stop)
    return (other if other >= 0 else found) + 1 or -1


def _next(data: bytes, start: int, stop: int) -> int:
    """The first From_ line between start and stop; -1 without one."""
    place = start
    while (found := _FROM.search(data, place, stop)) is not None:
        place = found.start() + 1
        empty_before = place < 2 or data[place - 2 : place - 1] == b"\n" or data[place - 3 : place - 1] == b"\n\r"
        if (
            _SEPARATOR.match(data, place) or _STRICT.match(data, place) if empty_before else _BARE.match(data, place)
        ) is not None:
            return place
    return -1
