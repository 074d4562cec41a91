"""Every source there is, and what of a dropped tree belongs to which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.importers.address_book import AddressBook
from relate.importers.archive import Archive, Importer, TurnsAway
from relate.importers.attendees import Attendees
from relate.importers.calendar import Calendar
from relate.importers.discord import Discord
from relate.importers.facebook import Facebook
from relate.importers.google_chat import GoogleChat, Hangouts
from relate.importers.google_voice import GoogleVoice
from relate.importers.imessage import IMessage
from relate.importers.instagram import Instagram, Threads
from relate.importers.linkedin import LinkedIn
from relate.importers.mail import Mail
from relate.importers.people_table import PeopleTable
from relate.importers.signal import Signal
from relate.importers.slack import Slack
from relate.importers.sms import Sms
from relate.importers.source import Member, Source, Unknown
from relate.importers.telegram import Telegram
from relate.importers.vcard import VCard
from relate.importers.whatsapp import WhatsApp
from relate.importers.x import X

IMPORTERS: Final[tuple[Importer, ...]] = (
    LinkedIn(), Discord(), GoogleChat(), Hangouts(), GoogleVoice(), Slack(), Threads(), Instagram(), Facebook(), X(),
    Telegram(), Mail(), Sms(), IMessage(), WhatsApp(), Signal(), Attendees(), VCard(), AddressBook(), Calendar(),
    PeopleTable(),
)  # fmt: skip
"""In the order in which they are asked: Threads before Instagram, in whose archive it lies, and both before
Facebook, whose messages look like theirs; before these, who look into any JSON, the chats that are told by keys of
their own, Discord first of them, for most of its package is opened by nobody; mails before whatever may be sent in one;
Google Voice, Telegram and WhatsApp before address books, for a card of its owner's numbers is in the first and cards
are sent in the chats of the others; address books and calendars late, who look into files of any name; tables of people
that nobody knows last."""

_NAMED_APART: Final = 20
_MOST_OF_ONE_SOURCE: Final = 50
_CLUES: Final = (
    (b"%PDF", "it is a PDF; the archives that networks send are zips of tables"),
    (b"PK\x03\x04", "it is an office document; save it as CSV and drop that"),
    (b"\xd0\xcf\x11\xe0", "it is an office document of an old kind; save it as CSV and drop that"),
    (b"\x1f\x8b", "it is packed with gzip; unpack it first"),
    (b"7z\xbc\xaf", "it is packed with 7-Zip; unpack it first"),
    (b"Rar!", "it is packed with RAR; unpack it first"),
    (b"SQLite format 3\x00", "it is a database"),
    (b"\x7fELF", "it is a program"),
    (b"MZ", "it is a program"),
)


_PACKED: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_AS_CSV: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (
        (".xlsx", ".xlsm", ".xlsb", ".xls"),
        "it is an Excel workbook. Open it in Excel, show the sheet with the people, choose File, Save As, and the type"
        " “CSV UTF-8”; in LibreOffice it is “Text CSV”, in Google Sheets File, Download, “Comma-separated values”. Then"
        " drop the .csv file",
    ),
    (
        (".ods",),
        "it is a workbook. Open it in LibreOffice, show the sheet with the people, choose File, Save As, and the type"
        " “Text CSV”. Then drop the .csv file",
    ),
    (
        (".numbers",),
        "it is a workbook. Open it in Numbers and choose File, Export To, CSV. Then drop the .csv file",
    ),
)
"""By the ending of a workbook's name, how the list in it is saved as a table that can be read."""

_OF_PROGRAMS: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (
        (".pst", ".ost"),
        "it is a data file of Outlook, which no other program reads in full. Set up the same account in Thunderbird and"
        " drop the folder of its profile; people leave Outlook as CSV, and its calendar as .ics",
    ),
    (
        (".olm",),
        "it is an archive of Outlook for Mac. Drag a folder of mails from the list at Outlook’s left onto the desktop:"
        " that makes an .mbox file of it. Then drop that",
    ),
    (
        (".msg",),
        "it is a mail as classic Outlook saves it. New Outlook and Outlook in a browser save mails as .eml: drop those",
    ),
    (
        (".crypt12", ".crypt14", ".crypt15"),
        "it is an encrypted backup of WhatsApp, which WhatsApp alone opens. In WhatsApp open a chat, More, Export chat,"
        " and drop what comes",
    ),
)
"""By the ending of a file that only its program opens, what to do instead."""


def importer(source_id: str) -> Importer:
    """The importer of that name; KeyError when there is none."""
    for one in IMPORTERS:
        if one.source_id == source_id:
            return one
    raise KeyError(source_id)


def suffixes() -> tuple[str, ...]:
    """The endings of all files that some importer reads, for the file chooser and the desktop entry."""
    return tuple(dict.fromkeys(suffix for one in IMPORTERS for suffix in one.suffixes))


def recognise(source: Source, importers: Sequence[Importer] | None = None) -> tuple[list[Archive], list[Unknown]]:
    """The archives in a source, those with the most files first, and the files that belong to none of them.

    One importer may find several, where a folder holds the archives of two years side by side.
    """
    archives: list[Archive] = []
    unknown: list[Unknown] = []
    left = source
    for one in IMPORTERS if importers is None else importers:
        for _ in range(_MOST_OF_ONE_SOURCE):
            archive = one.recognise(left) if left.members else None
            if archive is None:
                break
            refused = dict(_refused(source, archive.members))
            if refused:
                unknown += [Unknown(path, says) for path, says in refused.items()]
                taken = set(refused)
            else:
                archives.append(archive)
                taken = {member.path for member in archive.members}.union(archive.unread)
            left = source.only([member for member in left.members if member.path not in taken])
    for one in IMPORTERS if importers is None else importers:
        if isinstance(one, TurnsAway) and left.members and (told := one.turned_away(left)) is not None:
            says, members = told
            unknown.append(Unknown(source.title, f"{source.title} {says}"))
            taken = {member.path for member in members}
            left = left.only([member for member in left.members if member.path not in taken])
    archives.sort(key=lambda archive: -len(archive.members))
    return archives, [*unknown, *_unknown(source, left.members, alone=not archives and not unknown)]


def _refused(source: Source, members: Sequence[Member]) -> Iterator[tuple[str, str]]:
    """The members that must not be read, with the sentence that says why; the rest of the archive goes on."""
    for member in members:
        try:
            source.check([member])
        except UnreadableSource as problem:
            yield member.path, str(problem)


def _unknown(source: Source, members: Sequence[Member], *, alone: bool) -> Iterator[Unknown]:
    """`alone`: nothing of the source is known, so that one sentence about the whole of it says more than many."""
    if alone and source.kind == "zip" and len(members) > 1:
        names = ", ".join(member.name for member in members[:3])
        yield Unknown(
            source.title, f"{source.title} is no archive that Relate knows yet: it holds {names} and the like."
        )
        return
    for member in members[:_NAMED_APART]:
        yield Unknown(member.path, _says(source, member))
    if len(members) > _NAMED_APART:
        more = len(members) - _NAMED_APART
        yield Unknown(source.title, f"{more:,} more files of {source.title} are none that Relate knows yet.")


def _says(source: Source, member: Member) -> str:
    """What it is, where, and what to do. A file that cannot be read may well be of a kind that Relate knows."""
    try:
        source.check([member])
        head = source.head(member)
    except UnreadableSource as problem:
        return str(problem)
    where = f"{member.path} in {source.title}" if source.kind == "zip" else member.path
    if member.size and not head:
        return f"{where} is damaged: download it again."
    return f"{where} is no file that Relate knows yet: {_why(member, head)}."


def _why(member: Member, head: bytes) -> str:
    if member.size == 0:
        return "it is empty"
    for endings, says in (*_OF_PROGRAMS, *(_AS_CSV if head.startswith(_PACKED) else ())):
        if member.name.casefold().endswith(endings):
            return says
    for mark, says in _CLUES:
        if head.startswith(mark):
            return says
    if member.name.casefold().endswith((".csv", ".tsv")):
        first = head.decode("utf-8", "replace").lstrip("\ufeff").splitlines()[:1]
        return f"its first line, “{''.join(first)[:80]}”, names no columns of an archive"
    known = ", ".join(one.title for one in IMPORTERS)
    return f"nothing in it looks like an archive or a list of people. What Relate reads: {known}"
