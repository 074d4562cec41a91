"""The first way through an archive of mails: what each head says, and what of it can be left out at once.

What may be a mail between people waits in a file without a name (it goes with the program) until everything was seen:
only then is it known whose mails they are and to whom he wrote. Bodies are passed over.
"""

from __future__ import annotations

import marshal
import re
import struct
import tempfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO, Final, NamedTuple, cast

from relate.domain.errors import UnreadableSource
from relate.domain.records import Position, Reason, Skipped
from relate.importers.mail import mbox, noise
from relate.importers.mail.addresses import mailboxes
from relate.importers.mail.files import File, Form, emlx_count
from relate.importers.mail.heads import Line, lines, received
from relate.importers.mail.places import Place, of_labels
from relate.importers.mail.threads import message_id
from relate.importers.mail.times import needs_others
from relate.importers.mail.words import plain
from relate.importers.source import Source

_IN_MEMORY: Final = 1 << 18
_AT_ONCE: Final = 250
_LENGTH: Final = struct.Struct("<I")
_SHOWN: Final = 300
_EXPUNGED, _IMAP_DELETED = 0x0008, 0x0020_0000
_HEX = re.compile(rb"[0-9A-Fa-f]{1,8}")
_PLIST_FLAGS = re.compile(rb"<key>flags</key>\s*<integer>(\d{1,18})</integer>")
_FORGOTTEN: Final = (Line.LABELS, Line.LIST_UNSUBSCRIBE, Line.FEEDBACK_ID, Line.AUTO_SUPPRESS, Line.RETURN_PATH)
"""Lines that nobody asks for once a mail waits."""
_WHY: Final = {
    Place.SPAM: (Reason.SPAM, ""),
    Place.TRASH: (Reason.DELETED_MAIL, ""),
    Place.DRAFTS: (Reason.DRAFT, ""),
    Place.PROMOTIONS: (Reason.NEWSLETTER, ""),
    Place.CHAT: (Reason.NOT_KEPT, "a chat that Gmail keeps beside the mails"),
}


_SENT: Final = frozenset((Place.SENT,))
_NOWHERE: Final = frozenset[Place]()


class Waiting(NamedTuple):
    """A mail that may be one between people. file: the number of its file. body, end: offsets in that file. sent: its
    folder or label says that the owner sent it. doubt: the reason for which it likely is none, "" without one. key:
    what tells it from all others. line: its From_ line. lines: see heads.py."""

    file: int
    row: int
    body: int
    end: int
    sent: bool
    doubt: str
    key: tuple[str, ...]
    line: bytes
    lines: list[bytes]


class Gathered:
    """Everything of an archive that may be a mail between people, in its order, and what tells of the owner."""

    def __init__(self, source: Source, files: list[File], latest: int) -> None:
        """latest: the newest that a mail in them can be, UTC ms."""
        self._source = source
        self._latest = latest
        self.files = files
        self.sent_from: Counter[bytes] = Counter()
        """The From lines of what was sent."""
        self.delivered: Counter[bytes] = Counter()
        self.numbered = True
        """Gmail's own number of the thread stands on every mail."""
        self._seen: set[int] = set()
        self._kept: BinaryIO = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115
        self._batch: list[tuple[object, ...]] = []

    def close(self) -> None:
        self._kept.close()

    def gather(self) -> Iterator[Skipped]:
        """Go through every file; what is left out for good comes at once."""
        for number, file in enumerate(self.files):
            row = file.row - 1
            try:
                for told in self._mbox(number, file) if file.form is Form.MBOX else self._one(number, file):
                    row += 1
                    if told is not None:
                        yield told
            except UnreadableSource as problem:
                yield Skipped(Position(file.group, row + 1), Reason.INCOMPLETE, str(problem))
        self._flush()

    def waiting(self) -> Iterator[Waiting]:
        """What waits, as often as asked for."""
        self._kept.seek(0)
        while length := self._kept.read(_LENGTH.size):
            for one in marshal.loads(self._kept.read(*_LENGTH.unpack(length))):  # noqa: S302 - what was written here
                yield Waiting(*one)

    def _mbox(self, number: int, file: File) -> Iterator[Skipped | None]:
        row = 0
        with self._source.open(file.member) as stream:
            for message in mbox.messages(stream):
                row += 1
                if isinstance(message, int):
                    yield Skipped(
                        Position(file.group, row), Reason.UNREADABLE, f"{message:,} bytes before the first mail"
                    )
                    continue
                line, head, body, end, whole = message
                if whole:
                    yield self._message(number, file, row, line, head, body, end)
                else:
                    yield self._left_out(file, row, Reason.INCOMPLETE, "it breaks off in its head", lines(head))

    def _one(self, number: int, file: File) -> Iterator[Skipped | None]:
        start, end = 0, file.member.size
        with self._source.open(file.member) as stream:
            data = stream.read(mbox.LONGEST_HEAD)
            if file.form is Form.EMLX and (counted := emlx_count(data)) is not None:
                start, end = counted[0], sum(counted)
                if len(data) == mbox.LONGEST_HEAD:
                    data += stream.read(max(end + 65_536 - len(data), 0)) if end < 32 << 20 else b""
                flags = _PLIST_FLAGS.search(data, end)
                if flags is not None and int(flags[1]) & 2:
                    yield self._left_out(file, file.row, Reason.DELETED_MAIL, "", lines(data[start:][:4096]))
                    return
        start = start or len(data) - len(data.lstrip(b"\xef\xbb\xbf\r\n"))
        found = mbox.empty_line(data, start, len(data))
        head_end = found if found >= 0 else len(data)
        yield self._message(number, file, file.row, b"", data[start:head_end], head_end + 1, max(end, head_end + 1))

    def _message(
        self, number: int, file: File, row: int, line: bytes, head: bytes, body: int, end: int
    ) -> Skipped | None:
        values = lines(head)
        if not values[Line.FROM] and not values[Line.SENDER]:
            return self._by_nobody(file, row, values, head)
        places = of_labels(values[Line.LABELS]) if values[Line.LABELS] else _NOWHERE
        if file.place is not None:
            places |= {file.place}
        if places and (elsewhere := places - _SENT):
            return self._left_out(file, row, *_WHY[min(elsewhere)], values)
        reason = Reason.DELETED_MAIL if _thrown_away(values) else noise.by_itself(values) or _never_a_person(values)
        if reason is not None:
            return self._left_out(file, row, reason, "", values)
        if places:
            self.sent_from[values[Line.FROM]] += 1
        key = _key(values)
        told = hash(key)
        if told in self._seen:
            return self._left_out(file, row, Reason.COPY, "", values)
        self._seen.add(told)
        self._wait(number, row, line, head, body, end, values, key, sent=bool(places))
        return None

    def _wait(
        self,
        number: int,
        row: int,
        line: bytes,
        head: bytes,
        body: int,
        end: int,
        values: list[bytes],
        key: tuple[str, ...],
        *,
        sent: bool,
    ) -> None:
        if not values[Line.THREAD]:
            self.numbered = False
        doubt = noise.likely(values)
        if doubt is None and values[Line.DELIVERED_TO] and not sent:
            self.delivered[values[Line.DELIVERED_TO]] += 1
        for forgotten in _FORGOTTEN:
            values[forgotten] = b""
        if needs_others(values[Line.DATE], self._latest):
            values[Line.RECEIVED] = received(head)[-80:]
        self._batch.append((number, row, body, end, sent, doubt.value if doubt else "", key, line, values))
        if len(self._batch) >= _AT_ONCE:
            self._flush()

    def _by_nobody(self, file: File, row: int, values: list[bytes], head: bytes) -> Skipped:
        if values[Line.MESSAGE_ID] or values[Line.DATE] or values[Line.SUBJECT] or values[Line.TO]:
            return self._left_out(file, row, Reason.NO_PERSON, "it does not say who sent it", values)
        says = "" if file.form is Form.MBOX else file.member.name
        return self._left_out(file, row, Reason.UNREADABLE, says, values, head)

    def _flush(self) -> None:
        if self._batch:
            told = marshal.dumps(self._batch)
            self._kept.write(_LENGTH.pack(len(told)))
            self._kept.write(told)
            self._batch = []

    def _left_out(
        self, file: File, row: int, reason: Reason, says: str, values: list[bytes], head: bytes = b""
    ) -> Skipped:
        return Skipped(Position(file.group, row), reason, says, as_it_stood(values) or plain(head[:_SHOWN]))


def as_it_stood(values: list[bytes]) -> str:
    """Who and what about, for the list of what was left out."""
    return plain(b"\n".join(values[line] for line in (Line.FROM, Line.SUBJECT, Line.DATE) if values[line])[:_SHOWN])


def _key(values: list[bytes]) -> tuple[str, ...]:
    """What tells a mail from all others: its id, as it is written; else a hash of what no copy changes. Its size is
    left out of that, which line ends and the > before a From change."""
    if own := message_id(values[Line.MESSAGE_ID]):
        return "mail.message.1", plain(own)
    told = b"\n".join((values[Line.FROM], values[Line.TO], values[Line.DATE], values[Line.SUBJECT]))
    return "mail.hash.1", sha256(told).hexdigest()


def _never_a_person(values: list[bytes]) -> Reason | None:
    """Why it is left out whatever else the archive tells: nobody reads what is sent to its sender."""
    sender = mailboxes(values[Line.FROM])
    return Reason.BY_A_MACHINE if len(sender) == 1 and sender[0].mail and noise.is_nobody(sender[0].mail) else None


def _thrown_away(values: list[bytes]) -> bool:
    """Whether Thunderbird keeps it only until it tidies up."""
    if not values[Line.STATUS] and not values[Line.STATUS2]:
        return False
    status, more = _HEX.match(values[Line.STATUS]), _HEX.match(values[Line.STATUS2])
    return bool((status and int(status[0], 16) & _EXPUNGED) or (more and int(more[0], 16) & _IMAP_DELETED))
