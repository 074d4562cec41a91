"""Text messages and calls of an Android phone: SMS Backup & Restore (XML), SMS Import / Export (lines of JSON)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.domain.moments import SECOND_MS, Moment, Precision
from relate.domain.normalise import text_key
from relate.domain.records import (
    IdentityKey,
    InteractionRecord,
    Kind,
    Participant,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
    me,
)
from relate.importers import dates
from relate.importers.archive import Archive, HowTo, Way
from relate.importers.numbers import Left, Numbers
from relate.importers.owned import owner_first
from relate.importers.sms import backup, columns
from relate.importers.sms.backup import Row
from relate.importers.sms.entries import Text, milliseconds
from relate.importers.sms.numbers import NETWORK, Several, country, own_number
from relate.importers.source import Member, Source

_LOOKED_INTO: Final = 1000
_ENDINGS: Final = (".xml", ".ndjson", ".json", ".jsonl", ".txt")
_NAMED: Final = re.compile(r"(?:sms|mms|calls?|messages)\b", re.IGNORECASE)
_SHORT: Final = 4096
_FIRST_LOOK: Final = 4_000_000
"""Bytes of a file that are looked at for the country of its numbers."""
_XML: Final = re.compile(rb"<(?:smses|calls)\b[^<>]*>|<(?:sms|mms)\s[^<>]*\baddress\s*=|<call\s[^<>]*\bnumber\s*=")
_DECLARES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LINES: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(\[?)\s*\{")
_COLUMNS: Final = (
    re.compile(rb'"thread_id"\s*:'),
    re.compile(rb'"(?:body|__parts|msg_box|__sender_address)"\s*:'),
)
_CALLS: Final = (re.compile(rb'"number"\s*:'), re.compile(rb'"duration"\s*:'), re.compile(rb'"type"\s*:'))
_CALLED: Final = re.compile(rb'<call\s|"duration"\s*:')
_WROTE: Final = re.compile(rb'<(?:sms|mms)\s|"(?:body|__parts)"\s*:')
_DAY: Final = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])(?=\d{0,6}(?!\d))")
_BACKUP_DATE: Final = re.compile(rb'\bbackup_date\s*=\s*["\'](\d{12,14})["\']')
_BESIDE: Final = re.compile(r"(?:^|/)(?:data/[^/]+|(?:contacts|blocked\w*)\.(?:ndjson|json)|sms\.xsl)$", re.IGNORECASE)


class Sms:
    """Backups of an Android phone's messages and calls.

    The rows of a file are its messages and calls in their order, counted from 1. People are their numbers, so that
    somebody is the same here, in an address book and in WhatsApp.
    """

    source_id = "sms"
    network = NETWORK
    title = "SMS and calls (Android)"
    icon = "message-square"
    suffixes: tuple[str, ...] = (".xml", ".zip")
    how_to: HowTo | None = HowTo(
        holds="text messages, calls",
        takes="at once",
        steps=("Copy the files to this computer and drop them here, as many as there are.",),
        link="",
        ways=(
            Way(
                "SMS Backup & Restore",
                (
                    "Install it on the phone and open it: Set up a backup, Messages and Call logs.",
                    "Without “Include media”: pictures are not read, and the file stays small.",
                    "Choose where it goes, then Back up now; the files are sms-….xml and calls-….xml.",
                ),
                "https://play.google.com/store/apps/details?id=com.riteshsahu.SMSBackupRestore",
            ),
            Way(
                "SMS Import / Export",
                ("Install it on the phone and open it: Export messages, Export call log.",),
                "https://f-droid.org/packages/com.github.tmo1.sms_ie/",
            ),
        ),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The backups, whatever they are called."""
        members = tuple(one for one in _candidates(source) if _form(source, one) is not None)
        if not members:
            return None
        unread = tuple(_beside(source, members))
        days = [day for one in members if (day := _day(source, one)) is not None]
        snapshot = max(days, default=None)
        return Archive(
            self.source_id, self.network, _title(source, members), members, snapshot, complete=False, unread=unread
        )

    def turned_away(self, source: Source) -> tuple[str, tuple[Member, ...]] | None:
        """What looks like a backup and is made to be something else."""
        members = tuple(one for one in _candidates(source) if _declares(source, one))
        return ("declares entities, as no backup of messages does: it is not read.", members) if members else None

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every message and every call, the owner first."""
        return owner_first(_read(source, archive), (me(NETWORK),))


def _beside(source: Source, members: tuple[Member, ...]) -> Iterator[str]:
    """What lies beside the messages and is no conversation: pictures, contacts in the phone's own tables."""
    folders = {one.path.rpartition("/")[0] for one in members}
    for one in source.members:
        found = _BESIDE.search(one.path)
        if found is not None and one not in members and one.path[: found.start()] in folders:
            yield one.path


def _candidates(source: Source) -> list[Member]:
    """Those it may be: by their endings, some without; of very many those that are called so."""
    found = [one for one in source.members if one.name.casefold().endswith(_ENDINGS) or "." not in one.name]
    return found if len(found) <= _LOOKED_INTO else [one for one in found if _NAMED.match(one.name)]


class _Form(NamedTuple):
    """How a file is read: its rows, and who is on the messages at its beginning."""

    rows: Callable[[io.BufferedReader, str], backup.Rows]
    several: Callable[[io.BufferedReader], Iterator[Several]]


_OF_XML: Final = _Form(backup.rows, backup.several)
_OF_LINES: Final = _Form(columns.rows, columns.several)
_OF_A_LIST: Final = _Form(columns.rows_of_list, columns.several_of_list)


def _form(source: Source, member: Member) -> _Form | None:
    """How a file is read; None when it is no backup."""
    try:
        if not source.head(member, _SHORT).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{", b"[")):
            return None
        head = source.head(member)
    except UnreadableSource:
        return None  # whoever names the unknown files says why
    if _XML.search(head):
        return None if _DECLARES.search(head) else _OF_XML
    found = _LINES.match(head)
    if found and any(all(one.search(head) for one in columns) for columns in (_COLUMNS, _CALLS)):
        return _OF_A_LIST if found[1] else _OF_LINES
    return None


def _declares(source: Source, member: Member) -> bool:
    try:
        head = source.head(member)
    except UnreadableSource:
        return False
    return _XML.search(head) is not None and _DECLARES.search(head) is not None


def _title(source: Source, members: tuple[Member, ...]) -> str:
    heads = b"".join(source.head(one) for one in members)
    if not _CALLED.search(heads):
        return "Text messages"
    return "Text messages and calls" if _WROTE.search(heads) else "Calls"


def _day(source: Source, member: Member) -> int | None:
    """The day of a backup (UTC ms): as it says itself, else in its name."""
    if found := _BACKUP_DATE.search(source.head(member)):
        return milliseconds(found[1].decode())
    if named := _DAY.search(member.name):
        return dates.day_ms(int(named[1]), int(named[2]), int(named[3]))
    return None


def _read(source: Source, archive: Archive) -> Iterator[Record | Skipped]:
    for member in archive.members:
        path, count = member.path, 0
        try:
            form = _form(source, member)
            with source.peek(member) as stream:
                head = stream.read(_FIRST_LOOK)
            if form is not None:
                own = own_number(form.several(io.BufferedReader(io.BytesIO(head))))
                reader = _Reader(Numbers(NETWORK, country(head)))
                for count, row in enumerate(form.rows(source.open(member), own), 1):
                    yield reader.record(Position(path, count), row)
            if not count:
                yield Skipped(Position(path, 1), Reason.EMPTY, "no message in it")
        except UnreadableSource as problem:
            yield Skipped(Position(path, count + 1), Reason.INCOMPLETE, str(problem))


class _Sides(NamedTuple):
    """Who has which part in what somebody sends, and what the conversation and the keys are made of."""

    parts: tuple[Participant, ...]
    conversation: str
    tails: str


class _Reader:
    """Rows of one file as records; who takes part is worked out once for each."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._sides: dict[tuple[str, tuple[str, ...], str], _Sides | Left] = {}

    def record(self, where: Position, row: Row) -> InteractionRecord | Skipped:
        """What a row becomes."""
        entry = row.entry
        if isinstance(entry, Left):
            return Skipped(where, entry.reason, entry.says, row.raw)
        sender, to = entry.sender, entry.to
        key = sender, to, entry.name
        sides = self._sides.get(key)
        if sides is None:
            sides = self._sides[key] = self._who(sender, to, entry.name)
        if isinstance(sides, Left):
            return Skipped(where, sides.reason, sides.says)
        at = None if entry.ms is None else Moment(entry.ms - entry.ms % SECOND_MS, Precision.SECOND, 0)
        told = "" if entry.ms is None else str(entry.ms)
        way = "in" if sender else "out"
        if isinstance(entry, Text):
            exact = ("sms.message.1", sides.tails, told, way, text_key(entry.text))
            return InteractionRecord(
                where, Kind.MESSAGE, at, sides.parts, exact, (), sides.conversation, "", entry.text, entry.detail
            )
        # What was said to a machine is a message; nobody talked.
        kind = Kind.MESSAGE if entry.voicemail else Kind.CALL
        called = ("phone.call.1", sides.tails, told, way)
        return InteractionRecord(where, kind, at, sides.parts, called, (), sides.conversation, "", "", entry.detail)

    def _who(self, sender: str, to: tuple[str, ...], name: str) -> _Sides | Left:
        first = self._numbers.who(sender) if sender else None
        others = [self._numbers.who(one) for one in to] or ([] if sender else [self._numbers.who("")])
        if first is not None and first.left is not None:
            return first.left
        keys: list[IdentityKey] = [one.key for one in others if one.key is not None]
        if first is None and not keys:
            return next(one.left for one in others if one.left is not None)
        mine = me(NETWORK)
        everybody = [first.key] if first is not None and first.key is not None else []
        everybody += [key for key in dict.fromkeys(keys) if key not in everybody]
        parts = [Participant(mine if first is None else everybody[0], Role.FROM, "" if first is None else name)]
        if first is not None:
            parts.append(Participant(mine, Role.TO))
        called = name if first is None and len(everybody) == 1 else ""
        parts += [Participant(key, Role.TO, called) for key in (everybody if first is None else everybody[1:])]
        conversation = "~".join(sorted(key.key for key in everybody))
        tails = "~".join(sorted({one.tail for one in ([first] if first else []) + others if one.tail}))
        return _Sides(tuple(parts), conversation, tails)
