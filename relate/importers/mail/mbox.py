"""Where the messages of an mbox begin and end, block by block. Source: formats/contacts.md 4.2, "Separator".

Nothing but one block and the beginning of one message is ever in memory: a mail with a film attached is as long as it
likes. mboxrd, mboxo, mboxcl, mboxcl2, with the line ends of Unix or Windows.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

BLOCK: Final = 1 << 16
"""Bytes. Blocks of megabytes take three times as long: their memory is asked for and given back each time."""
_NOTHING: Final = b"\xef\xbb\xbf\r\n \t\x00"
LONGEST_HEAD: Final = 256 << 10
"""Bytes; of a longer one the rest is taken for the message itself."""
BEFORE: Final = 4
"""Bytes before a place that tell whether a message may begin there."""
_LONGEST_FROM: Final = 2000
_FROM = re.compile(rb"\nFrom ")
"""In a block, a pattern finds it in two thirds of the time that bytes.find takes."""
_SEPARATOR = re.compile(rb"From [^\n]{0,400}\b(?:19|20)\d\d\b[^\n]{0,60}\r?\n(?=[!-9;-~]{1,80}[ \t]*:|>From |\r?\n)")
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
    """One message of an mbox. start: the offset in the file at which it begins. line: its From_ line. head: the lines
    up to the first empty one. body: the offset at which its body begins. end: that behind its last byte, where the
    next one starts. whole: False where the file breaks off in its head."""

    start: int
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


def messages(stream: Readable, since: int = 0, until: int = sys.maxsize) -> Iterator[Message | int]:
    """The messages that start at the byte `since` or behind it and before `until`, in their order. The stream begins
    `BEFORE` bytes before `since`, or with the file. A number, which only comes first: so many bytes stand before the
    first message of the file that belong to none.

    Which messages there are does not depend on where one begins, unless a head tells a length (`Content-Length`) that
    leads over `since`: then the one before ends elsewhere than this begins.
    """
    window = _Window(stream, max(since - BEFORE, 0))
    if since:
        start = window.separator(since - window.base - 1)
    else:
        start = window.separator(0, first=True)
        lost = window.base + (start if start >= 0 else len(window.data))
        if lost and (start < 0 or window.data[:start].strip(_NOTHING)):
            yield lost
    while start >= 0 and window.base + start < until:
        line_end = window.data.find(b"\n", start) + 1
        while (found := head_at(window.data, line_end, ended=window.ended)) is None:
            start, line_end = window.more(start), line_end - start
        head_end, body, whole = found
        data, base = window.data, window.base
        head = data[line_end:head_end]
        at, line, begin = base + start, data[start:line_end], base + body
        # From the head on: without an empty line behind it the next mail would be lost in it.
        behind = line_end - 1
        start = -1
        if b"\nContent-Length:" in head and (hint := _LENGTH.search(head)) is not None:
            length = body - behind + int(hint[1])
            if length < LONGEST_HEAD:
                behind = window.ahead(behind, length)
                start = window.after(behind + length)
        if start < 0:
            start = window.separator(behind)
        end = window.base + (start if start >= 0 else len(window.data))
        if end < begin:
            head, begin, whole = head[: end - base - line_end], end, False
        yield Message(at, line, head, begin, end, whole)


def head_at(data: bytes, start: int, *, ended: bool) -> tuple[int, int, bool] | None:
    """(where the head ends that begins at start, where the body begins, whether that is known); None where more of the
    file has to be there to tell. ended: nothing comes behind these bytes."""
    stop = start + LONGEST_HEAD
    end = empty_line(data, start, stop)
    if end >= 0:
        return end, end + (2 if data[end] == 13 else 1), True
    if len(data) < stop:
        return (len(data), len(data), False) if ended else None
    cut = data.rfind(b"\n", start, stop) + 1 or stop
    return cut, cut, True


class _Window:
    """The part of a file that is in memory; `base` is the offset of its first byte. ended: nothing comes behind it."""

    def __init__(self, stream: Readable, base: int) -> None:
        self._stream = stream
        self.base = base
        self.data = stream.read(BLOCK)
        self.ended = not self.data

    def ahead(self, start: int, length: int) -> int:
        """Bring in what stands so far behind `start`; the place where start is now."""
        while start + length > len(self.data) - _LONGEST_FROM and not self.ended:
            start = self._onward(start)
        return start

    def after(self, place: int) -> int:
        """The From_ line that stands where a message says that its body ends; -1 where none does: it is only a hint."""
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
            safe = len(self.data) if self.ended else max(len(self.data) - _LONGEST_FROM, start)
            found = _next(self.data, start, safe)
            if found >= 0 or self.ended:
                return found
            start = self._onward(max(safe - 10, start))

    def _onward(self, place: int) -> int:
        """The next block behind what stands at a place, and what tells whether a message begins there; where it is."""
        before = min(place, BEFORE)
        self.more(place - before)
        return before

    def more(self, keep: int) -> int:
        """The next block behind what begins at `keep`, which begins at 0 then; that is what it gives."""
        more = self._stream.read(BLOCK)
        self.ended = not more
        self.base += keep
        self.data = self.data[keep:] + more
        return 0


def empty_line(data: bytes, start: int, stop: int) -> int:
    """Where the first line without anything in it begins, of those from start on; -1 where there is none."""
    before = max(start - 1, 0)
    # First as the line before it ends: the other kind is looked for only up to there.
    if data[start - 2 : start - 1] == b"\r":
        found = data.find(b"\n\r\n", before, stop)
        other = data.find(b"\n\n", before, found if found >= 0 else stop)
    else:
        found = data.find(b"\n\n", before, stop)
        other = data.find(b"\n\r\n", before, found if found >= 0 else stop)
    return (other if other >= 0 else found) + 1 or -1


def _next(data: bytes, start: int, stop: int) -> int:
    """The first From_ line between start and stop; -1 without one."""
    found = _FROM.search(data, start, stop)
    while found is not None:
        place = found.start() + 1
        if place < 2 or data[place - 2] == 10 or data[place - 3 : place - 1] == b"\n\r":
            if _SEPARATOR.match(data, place) is not None or _STRICT.match(data, place) is not None:
                return place
        elif _BARE.match(data, place) is not None:
            return place
        found = _FROM.search(data, place, stop)
    return -1
