"""Mails: who wrote to whom, when, about what, and, as the user chooses, what. Source: formats/contacts.md 4.

One row a mail, as design/data-model.md decides ("One interaction per message, always"), not a roll-up of a day: the
last line said, who answered whom and what was promised are found in single mails, and the same mail out of several
files is known again by its id. What keeps the library small is that machines, lists and mass mail are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext, suppress
from datetime import date
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.kinds import Kind
from relate.domain.moments import Moment
from relate.domain.records import Fact, Field, InteractionRecord, PersonRecord, Position, Record, Skipped, TextPlace
from relate.importers.archive import Archive, Choice, HowTo, Question, Way
from relate.importers.mail import files, text
from relate.importers.mail.files import File, Form
from relate.importers.mail.gathering import Gathered
from relate.importers.mail.heads import Line
from relate.importers.mail.joining import conversations
from relate.importers.mail.judging import NETWORK, Judge, mail_identity
from relate.importers.mail.kept import Waiting, as_it_stood
from relate.importers.mail.owner import Owner, owner_of
from relate.importers.mail.threads import by_gmail
from relate.importers.mail.times import EARLIEST_MS, LATEST_MS
from relate.importers.mail.titles import title as title_of
from relate.importers.mail.words import decoded
from relate.importers.side_by_side import Part, Reading, cut, in_turn, whole
from relate.importers.source import Member, Source
from relate.importers.trees import OnDisk

TEXT: Final = "text"
KEPT, ON_DEMAND, NOT_KEPT = (
    Choice("kept", "Yes: what was written, without quotes and signatures"),
    Choice("on demand", "Only where it lies: it is read from the file when you want to see it"),
    Choice("not kept", "No: only who, when and the subject"),
)
QUESTION: Final = Question(TEXT, "Keep the text of your mails?", (KEPT, ON_DEMAND, NOT_KEPT), default=KEPT.id)
SHAPE: Final = "mail"
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])(?!\d)")
_LONGEST_SUBJECT: Final = 500
LEAST_PART: Final = 32_000_000
"""Bytes that are read in about the time in which a process starts."""


class Mail:
    """Mails of Gmail, Thunderbird, Apple Mail and others as mbox, .eml, .emlx or Maildir, alone, in folders or zips.

    The rows of an mbox are its mails, counted from 1; mails that are files of their own are the rows of their folder.
    """

    source_id = "mail"
    network = NETWORK
    title = "Mail"
    icon = "mail"
    suffixes: tuple[str, ...] = (".mbox", ".eml", ".emlx", ".zip")
    asks = SHAPE, QUESTION
    reads_for_owner = True
    how_to: HowTo | None = HowTo(
        holds="mails with people, without newsletters",
        takes="at once; Google Takeout some hours",
        steps=("Drop the .mbox file, the zip or the folder here.",),
        link="",
        choose="mbox, all mails",
        ways=(
            Way(
                "Gmail",
                (
                    "Open Google Takeout, Deselect all, then tick Mail alone and go on.",
                    "Choose .zip and the largest size there is, and Create export.",
                    "Google writes when it is ready: download every part and drop them together, as they are.",
                ),
                "https://takeout.google.com/settings/takeout/custom/gmail",
            ),
            Way(
                "Thunderbird",
                (
                    "Help, Troubleshooting Information, Profile Folder, Open Folder.",
                    "Close Thunderbird, and drop the folders ImapMail and Mail of it here.",
                ),
            ),
            Way(
                "Apple Mail", ("Mark the mailboxes at the left, Mailbox, Export Mailbox; drop the folder that comes.",)
            ),
            Way(
                "Outlook and others",
                (
                    "Classic Outlook: mark mails in a folder and drag them into a folder on the disk as .eml, or add"
                    " the account to Thunderbird and take it from there.",
                    "Fastmail, Proton and others: their export as mbox or .eml.",
                ),
            ),
        ),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The files that hold mails, whatever they are called. None when there is none."""
        members, beside = files.mail_members(source)
        if not members:
            return None
        return Archive(
            source_id=self.source_id,
            network=self.network,
            title=title_of(source, members),
            members=members,
            snapshot_ms=_snapshot(source.title, *(member.path for member in members[:20])),
            complete=False,
            unread=beside,
            questions=(QUESTION,),
            shape=SHAPE,
        )

    def parts(self, source: Source, archive: Archive, most: int) -> Sequence[Part]:
        """An mbox may be cut between any two of its mails; where one begins is found when it is read. In a zip each
        part unpacks what comes before it, which takes less than to read it."""
        large = (number for number, member in enumerate(archive.members) if member.size > LEAST_PART)
        return cut(archive.members, most, LEAST_PART, {
            number for number in large if files.can_be_cut(source, archive.members[number])
        })  # fmt: skip

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """The owner, then every mail between people as an interaction, every other one as a Skipped."""
        return in_turn([self.read_part(source, archive, whole(archive))])

    def read_part(self, source: Source, archive: Archive, part: Part) -> Reading:
        """As `read`; the owner is told by the first part."""
        latest = _latest(archive.members)
        gathered = Gathered(source, list(files.files(source, archive.members)), latest)
        try:
            yield from gathered.gather(part)
            owner = yield from owner_of(gathered)
            judge = Judge(owner.as_said(archive.owner_said))
            yield from judge.learn(gathered.waiting())
            threads = yield from conversations(gathered, judge, part, latest)
            if owner.mails and not part.number:
                yield _owner_record(owner, gathered.files[0])
            answer = archive.answer(TEXT)
            bodies = _Bodies(source, gathered.files) if answer == KEPT.id else None
            places = _Places(source, gathered) if answer == ON_DEMAND.id else None
            yield from _told(gathered, judge, threads, bodies, places, latest)
        finally:
            gathered.close()


def _told(
    gathered: Gathered,
    judge: Judge,
    threads: Iterator[str] | None,
    bodies: _Bodies | None,
    places: _Places | None,
    latest: int,
) -> Iterator[Record | Skipped]:
    """threads: the conversations of the mails between people, in their order; None where Gmail numbered them. bodies:
    None where no text is kept. places: None where nobody is to know where texts lie."""
    with closing(bodies) if bodies is not None else nullcontext():
        for one in gathered.everything():
            if isinstance(one, Skipped):
                yield one
                continue
            verdict = judge.of(one)
            where = gathered.where(one.file, one.row)
            if verdict.reason is not None:
                yield Skipped(where, verdict.reason, verdict.says, as_it_stood(one.lines))
                continue
            lines = one.lines
            yield InteractionRecord(
                where=where,
                kind=Kind.MAIL,
                at=one.at(latest),
                participants=verdict.participants,
                exact=one.key,
                conversation=by_gmail(lines[Line.THREAD]) if threads is None else next(threads),
                title=decoded(lines[Line.SUBJECT])[:_LONGEST_SUBJECT],
                text=bodies.text(one) if bodies is not None else "",
            )
            if places is not None and (place := places.of(one, where)) is not None:
                yield place


class _Places:
    """Where mails lie on the disk."""

    def __init__(self, source: Source, gathered: Gathered) -> None:
        self._files = gathered.files
        self._source = source
        self._number = -1
        self._on_disk: OnDisk | None = None

    def of(self, one: Waiting, where: Position) -> TextPlace | None:
        """None where its file lies nowhere that could be opened again."""
        file = self._files[one.file]
        if one.file != self._number:
            self._number, self._on_disk = one.file, self._source.on_disk(file.member)
        if self._on_disk is None:
            return None
        alone = file.form is not Form.MBOX
        return TextPlace(where, self._on_disk.file, self._on_disk.inside, alone, one.start, one.end - one.start)


class _Bodies:
    """The texts of mails in the order in which they lie in their files; each file is opened once more for them."""

    def __init__(self, source: Source, opened: Sequence[File]) -> None:
        self._source = source
        self._files = opened
        self._number = -1
        self._at = 0

    def text(self, one: Waiting) -> str:
        """What was written in it; "" also where its file cannot be read any more."""
        escaped = self._files[one.file].form is Form.MBOX
        kind, encoding = one.lines[Line.CONTENT_TYPE], one.lines[Line.ENCODING]
        try:
            self._go_to(one)
            return text.read_from(self._read, one.end - one.body, kind, encoding, escaped=escaped)
        except (UnreadableSource, OSError):
            return ""

    def _go_to(self, one: Waiting) -> None:
        if one.file != self._number:
            self.close()
            self._stream = self._source.peek(self._files[one.file].member, one.body)
            self._number, self._at = one.file, one.body
        elif self._stream.seekable():
            self._stream.seek(one.body)
        else:
            while self._at < one.body and self._read(min(one.body - self._at, 1 << 20)):
                pass

    def _read(self, length: int) -> bytes:
        told = self._stream.read(length)
        self._at += len(told)
        return told

    def close(self) -> None:
        if self._number >= 0:
            self._stream.close()
            self._number = -1


def _owner_record(owner: Owner, first: File) -> PersonRecord:
    facts = (Fact(Field.NAME, owner.name),) if owner.name else ()
    return PersonRecord(
        Position(first.group, first.row), tuple(mail_identity(mail) for mail in owner.mails), facts, owner=True
    )


def _snapshot(*names: str) -> int | None:
    """The day in a name: of the download, else of the first files in it; else the newest mail tells."""
    for name in names:
        if found := _DAY_IN_NAME.search(name):
            with suppress(ValueError):
                return Moment.of_day(date(int(found[1]), int(found[2]), int(found[3]))).ms
    return None


def _latest(members: Sequence[Member]) -> int:
    """The newest that a mail in these files can be: none is newer than its file. A time that is none says nothing."""
    newest = max((member.modified_ms or 0 for member in members), default=0)
    return newest if newest > EARLIEST_MS * 1.5 else LATEST_MS
