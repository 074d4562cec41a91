"""Mails: who wrote to whom, when, about what, and, as the user chooses, what. Source: formats/contacts.md 4.

One row a mail, as design/data-model.md decides ("One interaction per message, always"), not a roll-up of a day: the
last line said, who answered whom and what was promised are found in single mails, and the same mail out of several
files is known again by its id. What keeps the library small is that machines, lists and mass mail are left out.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Final, Self

from relate.domain.errors import UnreadableSource
from relate.domain.kinds import Kind
from relate.domain.moments import Moment
from relate.domain.records import Fact, Field, InteractionRecord, PersonRecord, Position, Record, Skipped
from relate.importers.archive import Archive, Choice, HowTo, Question, Way
from relate.importers.mail import files, text
from relate.importers.mail.files import File, Form
from relate.importers.mail.gathering import Gathered, Waiting, as_it_stood
from relate.importers.mail.heads import Line
from relate.importers.mail.judging import NETWORK, Judge, Verdict, mail_identity
from relate.importers.mail.owner import Owner, owner_of
from relate.importers.mail.threads import Threads, by_gmail, named
from relate.importers.mail.times import EARLIEST_MS, LATEST_MS, sent_at
from relate.importers.mail.titles import title as title_of
from relate.importers.mail.words import decoded
from relate.importers.source import Member, Source

TEXT: Final = "text"
KEPT, NOT_KEPT = (
    Choice("kept", "Yes: what was written, without quotes and signatures"),
    Choice("not kept", "No: only who, when and the subject"),
)
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])(?!\d)")
_LONGEST_SUBJECT: Final = 500


class Mail:
    """Mails of Gmail, Thunderbird, Apple Mail and others as mbox, .eml, .emlx or Maildir, alone, in folders or zips.

    The rows of an mbox are its mails, counted from 1; mails that are files of their own are the rows of their folder.
    """

    source_id = "mail"
    network = NETWORK
    title = "Mail"
    icon = "mail"
    suffixes: tuple[str, ...] = (".mbox", ".eml", ".emlx", ".zip")
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
            questions=(
                Question(
                    id=TEXT,
                    words="Keep the text of your mails?",
                    choices=(KEPT, NOT_KEPT),
                    default=KEPT.id,
                ),
            ),
            shape="mail",
        )

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every mail between people as an interaction, every other one as a Skipped."""
        latest = _latest(archive.members)
        gathered = Gathered(source, list(files.files(source, archive.members)), latest)
        try:
            yield from gathered.gather()
            owner = owner_of(gathered)
            if owner.mails:
                yield _owner_record(owner, gathered.files[0])
            with_text = archive.answer(TEXT) == KEPT.id
            yield from _told(source, gathered, Judge(owner), latest, with_text=with_text)
        finally:
            gathered.close()


def _told(
    source: Source, gathered: Gathered, judge: Judge, latest: int, *, with_text: bool
) -> Iterator[Record | Skipped]:
    for one in gathered.waiting():
        judge.learn(one)
    threads = _Conversations(gathered, judge, latest)
    with _Bodies(source, gathered.files) as bodies:
        for one in gathered.waiting():
            verdict = judge.of(one)
            where = Position(gathered.files[one.file].group, one.row)
            if verdict.reason is not None:
                yield Skipped(where, verdict.reason, verdict.says, as_it_stood(one.lines))
                continue
            lines = one.lines
            yield InteractionRecord(
                where=where,
                kind=Kind.MAIL,
                at=_at(one, latest),
                participants=verdict.participants,
                exact=one.key,
                conversation=threads.of(one),
                title=decoded(lines[Line.SUBJECT])[:_LONGEST_SUBJECT],
                text=bodies.text(one) if with_text else "",
            )


class _Conversations:
    """Which conversation each mail belongs to, asked for in the order in which they wait."""

    def __init__(self, gathered: Gathered, judge: Judge, latest: int) -> None:
        self._latest = latest
        self._joined: Threads | None = None
        self._numbers = array("l")
        self._next = 0
        if not gathered.numbered:  # else Gmail joined them all
            self._joined = Threads()
            for one in gathered.waiting():
                verdict = judge.of(one)
                if verdict.reason is None:
                    self._numbers.append(self._add(self._joined, one, verdict))
            self._joined.settle()

    def of(self, one: Waiting) -> str:
        if self._joined is None:
            return by_gmail(one.lines[Line.THREAD])
        self._next += 1
        return self._joined.of(self._numbers[self._next - 1])

    def _add(self, joined: Threads, one: Waiting, verdict: Verdict) -> int:
        lines = one.lines
        own = one.key[1].encode("utf-8", "replace")
        if lines[Line.THREAD]:
            return joined.add(own, (), lines[Line.THREAD], "", None, ())
        at = _at(one, self._latest)
        follows = named(lines[Line.REFERENCES], lines[Line.IN_REPLY_TO])
        subject = decoded(lines[Line.SUBJECT])
        return joined.add(own, follows, b"", subject, at.ms if at is not None else None, verdict.others)


def _at(one: Waiting, latest: int) -> Moment | None:
    return sent_at(one.lines[Line.DATE], one.line, one.lines[Line.RECEIVED], latest)


class _Bodies:
    """The texts of mails in the order in which they lie in their files; each file is opened once more for them."""

    def __init__(self, source: Source, opened: Sequence[File]) -> None:
        self._source = source
        self._files = opened
        self._number = -1
        self._at = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def text(self, one: Waiting) -> str:
        """What was written in it; "" also where its file cannot be read any more."""
        escaped = self._files[one.file].form is Form.MBOX
        kind, encoding = one.lines[Line.CONTENT_TYPE], one.lines[Line.ENCODING]
        try:
            self._go_to(one)
            length = min(one.end - one.body, text.LONGEST_RAW)
            body = self._read(min(length, text.FIRST_RAW))
            told = text.written(kind, encoding, body, escaped=escaped, more=length > len(body))
            if told is None:
                body += self._read(length - len(body))
                told = text.written(kind, encoding, body, escaped=escaped)
        except (UnreadableSource, OSError):
            return ""
        return told or ""

    def _go_to(self, one: Waiting) -> None:
        if one.file != self._number:
            self._close()
            self._stream = self._source.peek(self._files[one.file].member)
            self._number, self._at = one.file, 0
        if self._stream.seekable():
            self._stream.seek(one.body)
        else:
            while self._at < one.body and self._read(min(one.body - self._at, 1 << 20)):
                pass

    def _read(self, length: int) -> bytes:
        told = self._stream.read(length)
        self._at += len(told)
        return told

    def _close(self) -> None:
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
