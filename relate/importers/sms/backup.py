"""SMS Backup & Restore: <smses> with <sms> and <mms>, <calls> with <call>; both may be in one file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from relate.domain.records import Reason
from relate.importers.numbers import Left
from relate.importers.sms.entries import Call, Part, Text, call, long_message, short_message
from relate.importers.sms.numbers import Several
from relate.importers.sms.xml_rows import Damaged, Element, elements

_ROOTS: Final = frozenset(("smses", "calls"))
_ROWS: Final = frozenset(("sms", "mms", "call"))


class Row(NamedTuple):
    """What one row of a file says, and how a row that cannot be read stands there."""

    entry: Text | Call | Left
    raw: str = ""


Rows: TypeAlias = Iterator[Row]


@dataclass(slots=True)
class _Open:
    """A message of several pieces whose end has not come yet."""

    told: dict[str, str]
    addresses: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def rows(stream: io.BufferedReader, own: str) -> Rows:
    """The rows of a backup; own: the owner's number as it is written in this file."""
    backup = _Backup(own)
    for one in elements(stream):
        yield from backup.broken(one) if isinstance(one, Damaged) else backup.element(one)
    yield from backup.end()


def several(stream: io.BufferedReader) -> Iterator[Several]:
    """Who is on the messages of several, as far as the stream goes."""
    told: dict[str, str] | None = None
    addresses: list[tuple[str, str]] = []
    for one in elements(stream):
        if isinstance(one, Damaged):
            continue
        if told is not None and (one.name in _ROWS or one.name in _ROOTS):
            yield Several(told.get("msg_box") == "2", tuple(addresses), told.get("address", ""))
            told = None
        if one.name == "mms" and not one.closing:
            told, addresses = one.attributes, []
        elif one.name == "addr":
            addresses.append((one.attributes.get("type", ""), one.attributes.get("address", "")))
        elif one.name == "sms":
            yield Several(True, (), one.attributes.get("address", ""))


class _Backup:
    """Follows the elements of a file; a message of several pieces ends where the next row begins at the latest."""

    def __init__(self, own: str) -> None:
        self._own = own
        self._open: _Open | None = None
        self._ended = False
        """Its end has come, or was said to be missing."""

    def element(self, one: Element) -> Rows:
        if one.name in _ROWS or one.name in _ROOTS:
            yield from self._close()
            if one.name in _ROOTS:
                self._ended = self._ended or one.closing or one.whole
            elif not one.closing:
                yield from self._begin(one)
        elif self._open is not None and one.name == "part":
            self._open.parts.append(Part(one.attributes.get("ct", ""), one.attributes.get("text", "")))
        elif self._open is not None and one.name == "addr":
            self._open.addresses.append((one.attributes.get("type", ""), one.attributes.get("address", "")))

    def broken(self, one: Damaged) -> Rows:
        if one.cut and self._open is not None:
            self._open = None
            yield Row(Left(Reason.INCOMPLETE, "the message has no end"))
        yield from self._close()
        self._ended = self._ended or one.cut
        yield Row(Left(Reason.INCOMPLETE if one.cut else Reason.UNREADABLE, one.says), one.raw)

    def end(self) -> Rows:
        if self._open is not None:
            yield Row(Left(Reason.INCOMPLETE, "the message has no end"))
        elif not self._ended:
            yield Row(Left(Reason.INCOMPLETE, "the file breaks off here"))

    def _begin(self, one: Element) -> Rows:
        if one.name == "sms":
            yield Row(short_message(one.attributes))
        elif one.name == "call":
            yield Row(call(one.attributes))
        else:
            self._open = _Open(one.attributes)
            if one.whole:
                yield from self._close()

    def _close(self) -> Rows:
        message, self._open = self._open, None
        if message is not None:
            yield Row(long_message(message.told, message.addresses, message.parts, 1, self._own))
