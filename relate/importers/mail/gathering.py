"""The first way through an archive of mails: what each head says, and what of it can be left out at once.

What may be a mail between people waits in a file without a name (it goes with the program) until everything was seen:
only then is it known whose mails they are and to whom he wrote. Bodies are passed over.
"""

from __future__ import annotations

import marshal
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b, sha256
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.records import Position, Reason, Skipped
from relate.importers.mail import mbox, noise
from relate.importers.mail.addresses import mailboxes
from relate.importers.mail.files import File, Form, emlx_count
from relate.importers.mail.heads import Line, lines, received
from relate.importers.mail.kept import LEFT_OUT, SHOWN, Kept, Waiting, as_it_stood
from relate.importers.mail.places import Place, of_labels
from relate.importers.mail.threads import message_id
from relate.importers.mail.times import needs_others
from relate.importers.mail.words import plain
from relate.importers.side_by_side import TO_ITS_END, Part, Shared, Sharing, Stretch
from relate.importers.source import Source

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


_BROKEN: Final = -2
"""In the place of where the last mail ends that could be read: nothing else can begin there."""
_SENT: Final = frozenset((Place.SENT,))
_NOWHERE: Final = frozenset[Place]()


class Gathered:
    """What a part of an archive holds, in its order: what may be a mail between people, and what was left out at once;
    and what tells of the owner."""

    def __init__(self, source: Source, files: list[File], latest: int) -> None:
        """latest: the newest that a mail in them can be, UTC ms."""
        self._source = source
        self._latest = latest
        self.files = files
        self._begin()

    def _begin(self) -> None:
        self.sent_from: Counter[bytes] = Counter()
        """The From lines of what was sent."""
        self.delivered: Counter[bytes] = Counter()
        self.numberless = 0
        """Mails without Gmail's own number of their thread."""
        self._seen: set[int] = set()
        self._copies: frozenset[int] = frozenset()
        """Of what was seen what an earlier part holds too."""
        self._rows: dict[int, tuple[int, int, int]] = {}
        """Of each mbox: how many rows it has here, where the first of its messages starts and where the last ends."""
        self._before: dict[int, int] = {}
        """How many rows of an mbox the earlier parts have."""
        self._kept = Kept()

    def close(self) -> None:
        self._kept.close()

    def gather(self, part: Part) -> Sharing[None]:
        """Go through a part of the files, and learn of the earlier parts what they have already."""
        self._go_through(part.stretches)
        told = yield Shared(self._told())
        if not _meet(told, self.files):
            # A head told a length that leads over where the file was cut, and who begins there cannot know.
            self.close()
            self._begin()
            if not part.number:
                self._go_through([Stretch(number, 0, TO_ITS_END) for number in range(len(self.files))])
            told = yield Shared(self._told())
        self._learn([marshal.loads(one) for one in told[: part.number]])  # noqa: S302 - what was written above

    def waiting(self) -> Iterator[Waiting]:
        """What waits, as often as asked for."""
        copies = self._copies
        for values in self._kept.entries():
            if len(values) != LEFT_OUT:
                one = Waiting._make(values)
                if not copies or _mark(one.key) not in copies:
                    yield one

    def everything(self) -> Iterator[Waiting | Skipped]:
        """What waits and what was left out, in the order in which it stands in the files."""
        copies = self._copies
        for values in self._kept.entries():
            if len(values) == LEFT_OUT:
                number, row, reason, says, raw = values
                yield Skipped(self.where(number, row), Reason(reason), says, raw)
                continue
            one = Waiting._make(values)
            if copies and _mark(one.key) in copies:
                yield Skipped(self.where(one.file, one.row), Reason.COPY, "", as_it_stood(one.lines))
            else:
                yield one

    def where(self, number: int, row: int) -> Position:
        """The row of a file, of this part, among all of the archive."""
        return Position(self.files[number].group, row + self._before.get(number, 0))

    # -- what the parts tell each other -----------------------------------------------------------------------------

    def _told(self) -> bytes:
        return marshal.dumps((array("q", self._seen).tobytes(), self._rows))

    def _learn(self, earlier: list[tuple[bytes, dict[int, tuple[int, int, int]]]]) -> None:
        seen: set[int] = set()
        for marks, rows in earlier:
            seen |= self._seen.intersection(array("q", marks))
            for number, (count, _, _) in rows.items():
                self._before[number] = self._before.get(number, 0) + count
        self._copies = frozenset(seen)
        if not seen:
            return
        for values in self._kept.entries():
            if len(values) == LEFT_OUT:
                continue
            one = Waiting._make(values)
            if _mark(one.key) in seen:
                self.numberless -= not one.lines[Line.THREAD]
                if not one.doubt and not one.sent and one.lines[Line.DELIVERED_TO]:
                    self.delivered[one.lines[Line.DELIVERED_TO]] -= 1
        self.delivered = +self.delivered

    # -- going through the files ------------------------------------------------------------------------------------

    def _go_through(self, stretches: Iterable[Stretch]) -> None:
        for number, start, stop in stretches:
            file = self.files[number]
            try:
                if file.form is Form.MBOX:
                    self._mbox(number, file, start, stop)
                else:
                    self._one(number, file)
            except UnreadableSource as problem:
                row = file.row
                if file.form is Form.MBOX:
                    count, first, _ = self._rows.get(number, (0, -1, -1))
                    row = count + 1
                    self._rows[number] = (row, first, _BROKEN)
                self._skip(number, row, Reason.INCOMPLETE, str(problem))

    def _mbox(self, number: int, file: File, start: int, stop: int) -> None:
        row, first, last = 0, -1, -1
        with self._source.open(file.member, start=max(start - mbox.BEFORE, 0)) as stream:
            try:
                for message in mbox.messages(stream, start, stop):
                    row += 1
                    if isinstance(message, int):
                        self._skip(number, row, Reason.UNREADABLE, f"{message:,} bytes before the first mail")
                        continue
                    begin, line, head, body, last, whole = message
                    if first < 0:
                        first = begin
                    if whole:
                        self._message(number, file, row, line, head, (begin, body, last))
                    else:
                        self._leave_out(number, row, Reason.INCOMPLETE, "it breaks off in its head", lines(head))
            finally:
                self._rows[number] = (row, first, last)

    def _one(self, number: int, file: File) -> None:
        start, end = 0, file.member.size
        with self._source.open(file.member) as stream:
            data = stream.read(mbox.LONGEST_HEAD)
            if file.form is Form.EMLX and (counted := emlx_count(data)) is not None:
                start, end = counted[0], sum(counted)
                if len(data) == mbox.LONGEST_HEAD:
                    data += stream.read(max(end + 65_536 - len(data), 0)) if end < 32 << 20 else b""
                flags = _PLIST_FLAGS.search(data, end)
                if flags is not None and int(flags[1]) & 2:
                    self._leave_out(number, file.row, Reason.DELETED_MAIL, "", lines(data[start:][:4096]))
                    return
        start = start or len(data) - len(data.lstrip(b"\xef\xbb\xbf\r\n"))
        found = mbox.empty_line(data, start, len(data))
        head_end = found if found >= 0 else len(data)
        places = start, head_end + 1, max(end, head_end + 1)
        self._message(number, file, file.row, b"", data[start:head_end], places)

    def _message(
        self, number: int, file: File, row: int, line: bytes, head: bytes, places_in_file: tuple[int, int, int]
    ) -> None:
        """places_in_file: as `Waiting` has them."""
        values = lines(head)
        if not values[Line.FROM] and not values[Line.SENDER]:
            self._by_nobody(number, file, row, values, head)
            return
        places = of_labels(values[Line.LABELS]) if values[Line.LABELS] else _NOWHERE
        if file.place is not None:
            places |= {file.place}
        if places and (elsewhere := places - _SENT):
            self._leave_out(number, row, *_WHY[min(elsewhere)], values)
            return
        reason = Reason.DELETED_MAIL if _thrown_away(values) else noise.by_itself(values) or _never_a_person(values)
        if reason is not None:
            self._leave_out(number, row, reason, "", values)
            return
        if places:
            self.sent_from[values[Line.FROM]] += 1
        key = key_of(values)
        mark = _mark(key)
        if mark in self._seen:
            self._leave_out(number, row, Reason.COPY, "", values)
            return
        self._seen.add(mark)
        if not values[Line.THREAD]:
            self.numberless += 1
        doubt = noise.likely(values)
        if doubt is None and not places and values[Line.DELIVERED_TO]:
            self.delivered[values[Line.DELIVERED_TO]] += 1
        for forgotten in _FORGOTTEN:
            values[forgotten] = b""
        if needs_others(values[Line.DATE], self._latest):
            values[Line.RECEIVED] = received(head)[-80:]
        self._kept.keep((number, row, *places_in_file, bool(places), doubt.value if doubt else "", key, line, values))

    def _by_nobody(self, number: int, file: File, row: int, values: list[bytes], head: bytes) -> None:
        if values[Line.MESSAGE_ID] or values[Line.DATE] or values[Line.SUBJECT] or values[Line.TO]:
            self._leave_out(number, row, Reason.NO_PERSON, "it does not say who sent it", values)
            return
        says = "" if file.form is Form.MBOX else file.member.name
        self._skip(number, row, Reason.UNREADABLE, says, as_it_stood(values) or plain(head[:SHOWN]))

    def _leave_out(self, number: int, row: int, reason: Reason, says: str, values: list[bytes]) -> None:
        self._skip(number, row, reason, says, as_it_stood(values))

    def _skip(self, number: int, row: int, reason: Reason, says: str, raw: str = "") -> None:
        self._kept.keep((number, row, reason.value, says, raw))


def _meet(told: Sequence[bytes], files: Sequence[File]) -> bool:
    """Whether each part of a file that was cut ends where the next one begins, the last one with the file, and none of
    them in the midst of what could not be read on."""
    ends: dict[int, list[int]] = {}
    for one in told:
        for number, (_, first, last) in marshal.loads(one)[1].items():  # noqa: S302 - what a part wrote
            before = ends.setdefault(number, [])
            if first >= 0 and before and before[-1] not in (first, -1):
                return False
            before.append(last if last != -1 else before[-1] if before else -1)
    return all(
        len(one) == 1 or (_BROKEN not in one and one[-1] in (files[number].member.size, -1))
        for number, one in ends.items()
    )


def _mark(key: tuple[str, ...]) -> int:
    """The same for the same key in every process, which Python's own hash is not."""
    told = blake2b("\n".join(key).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(told, "little", signed=True)


def key_of(values: list[bytes]) -> tuple[str, ...]:
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
