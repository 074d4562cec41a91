"""The bytes of an .ics as events: iCalendar as programs really write it, one event at a time.

A whole-file parser loses the file to one bad event; here nothing that stands in one event reaches the next.
Source: formats/contacts.md 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final, NamedTuple

from relate.importers.text_blocks import blocks

LONGEST_EVENT: Final = 4_000_000
"""Bytes of one event that are looked at: a file without an end of it must not fill the memory."""
MOST_LINES: Final = 20_000
_LONGEST_HEAD: Final = 4096
_MARK = re.compile(rb"^(BEGIN|END)[ \t]*:[ \t]*(VEVENT|VTIMEZONE|VCALENDAR)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9-]{1,60}")
_PARAMETER = re.compile(r'([^;="]+)=([^;"]*(?:"[^"]*"[^;"]*)*)')
_ALARM = re.compile(r"\nBEGIN:(VALARM|VLOCATION|VRESOURCE|PARTICIPANT)\b.*?\nEND:\1[^\n]*", re.IGNORECASE | re.DOTALL)
_CONTROLS: Final = bytes(set(range(32)) - {9, 10}) + b"\x7f"
_ESCAPED = re.compile(r"\\([\\,;:nN\"])")


class Property(NamedTuple):
    """A line of an event: its name in capitals, its parameters by their names in capitals, its value as written."""

    name: str
    parameters: dict[str, str]
    value: str


class RawEvent(NamedTuple):
    """An event's lines between BEGIN and END; number and line from 1; whole: it had its END."""

    number: int
    line: int
    body: bytes
    whole: bool


@dataclass(slots=True)
class Head:
    """What a calendar says of itself, as far as the file has been read. zones: VTIMEZONE blocks by their TZID."""

    name: str = ""
    zone: str = ""
    method: str = ""
    zones: dict[str, bytes] = field(default_factory=dict)


def events(stream: BinaryIO, head: Head) -> Iterator[RawEvent]:
    """The events of a file in their order; `head` is filled on the way.

    A missing END is closed by the next BEGIN; a file that breaks off gives its last event with whole=False. What the
    stream raises while it is read passes on, after everything that stood before it was given out.
    """
    cutter = _Cutter(head)
    failed: Exception | None = None
    try:
        for block in blocks(stream):
            yield from cutter.cut(block)
    except Exception as problem:  # noqa: BLE001  a broken zip or disk: what came before it is not lost
        failed = problem
    yield from cutter.rest()
    if failed is not None:
        raise failed


class _Cutter:
    """Cuts text at the marks of events and zones, and holds what is not ended yet."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._text = b""
        self._line = 1
        """The line in the file of the first of `_text`."""
        self._scanned = 0
        self._number = 0
        self._event: int | None = None
        """Where the open event's lines start, None between events."""
        self._event_line = 0
        self._zone: int | None = None

    def cut(self, block: bytes) -> Iterator[RawEvent]:
        """The events that this block ends."""
        self._text += block
        complete = self._text.rfind(b"\n") + 1
        for mark in _MARK.finditer(self._text, self._scanned, complete):
            begins, what = mark[1][0] in b"Bb", mark[2].upper()
            if what == b"VTIMEZONE":
                self._mark_zone(mark, begins)
            elif begins and what == b"VEVENT":
                yield from self._begin(mark)
            elif not begins and self._event is not None:
                yield self._ended(mark.start(), whole=what == b"VEVENT")
        self._scanned = complete
        yield from self._forget(complete)

    def rest(self) -> Iterator[RawEvent]:
        """What the end of the file leaves open, without the line in whose middle it breaks off."""
        unfinished = not self._text.endswith(b"\n")
        yield from self.cut(b"\n")
        if self._event is not None:
            end = len(self._text)
            yield self._ended(self._text.rfind(b"\n", 0, end - 1) + 1 if unfinished else end, whole=False)

    def _begin(self, mark: re.Match[bytes]) -> Iterator[RawEvent]:
        if self._event is not None:
            yield self._ended(mark.start(), whole=False)
        else:
            _read_head(self._head, self._text[: mark.start()])
        self._event = mark.end() + 1
        self._event_line = self._line + self._text.count(b"\n", 0, mark.start())

    def _ended(self, end: int, *, whole: bool) -> RawEvent:
        assert self._event is not None
        start, self._event = self._event, None
        self._number += 1
        return RawEvent(self._number, self._event_line, self._text[start : max(end, start)][:LONGEST_EVENT], whole)

    def _mark_zone(self, mark: re.Match[bytes], begins: bool) -> None:
        if begins:
            self._zone = mark.start()
        elif self._zone is not None:
            _keep_zone(self._head, self._text[self._zone : mark.end()])
            self._zone = None

    def _forget(self, complete: int) -> Iterator[RawEvent]:
        """Lets go of what was given out, and of what has no end."""
        opened = [at for at in (self._event, self._zone) if at is not None]
        keep = min([complete, *opened])
        if complete - keep > LONGEST_EVENT:
            self._zone = None
            if self._event is not None:
                yield self._ended(self._event + LONGEST_EVENT, whole=False)
            keep = complete
        elif not opened:
            _read_head(self._head, self._text[:keep])
        self._line += self._text.count(b"\n", 0, keep)
        self._text = self._text[keep:]
        self._scanned -= keep
        self._event = None if self._event is None else self._event - keep
        self._zone = None if self._zone is None else self._zone - keep


def properties(body: bytes) -> list[Property]:
    """The lines of an event, unfolded; those inside its alarms, and lines that are none, are left out. Never raises."""
    text = "\n" + decoded(body.translate(None, _CONTROLS)).replace("\n ", "").replace("\n\t", "")
    if "\nBEGIN:" in text.upper():
        text = _ALARM.sub("", text)
    lines = (_property(raw) for raw in text.split("\n")[: MOST_LINES + 1] if raw)
    return [line for line in lines if line is not None]


def _property(line: str) -> Property | None:
    """A line parted at its colon, the first outside quotes; None for what is no property."""
    head, colon, value = line.partition(":")
    while colon and head.count('"') % 2:
        more, colon, value = value.partition(":")
        head = f"{head}:{more}"
        if len(head) > _LONGEST_HEAD:
            return None
    name, _, parameters = head.partition(";")
    if not colon or _NAME.fullmatch(name.strip()) is None:
        return None
    return Property(name.strip().upper(), _parameters(parameters), value)


def unescaped(value: str) -> str:
    """A text without its backslashes."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def decoded(raw: bytes) -> str:
    """UTF-8, else what old Windows programs write."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _parameters(text: str) -> dict[str, str]:
    if not text:
        return {}
    return {found[1].strip().upper(): found[2].strip().strip('"') for found in _PARAMETER.finditer(text)}


def _keep_zone(head: Head, block: bytes) -> None:
    for one in properties(block):
        if one.name == "TZID":
            head.zones.setdefault(one.value.strip(), block)
            return


def _read_head(head: Head, text: bytes) -> None:
    """What stands before and between the events. The first word counts: files are put together by hand."""
    for one in properties(text[:65_536]) if text.strip() else ():
        if one.name == "X-WR-CALNAME":
            head.name = head.name or unescaped(one.value).strip()
        elif one.name == "X-WR-TIMEZONE":
            head.zone = head.zone or one.value.strip()
        elif one.name == "METHOD":
            head.method = head.method or one.value.strip().upper()
