"""Address books as vCard files (.vcf), of every version and vendor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import Moment
from relate.domain.records import Fact, IdentityKey, PersonRecord, Position, Reason, Record, Skipped
from relate.importers.archive import Archive, HowTo, Way
from relate.importers.side_by_side import TO_ITS_END, NotInParts, Part, Reading, Shared, whole
from relate.importers.source import Member, Source
from relate.importers.vcard import parting
from relate.importers.vcard.book import Book
from relate.importers.vcard.card import NETWORK, Card
from relate.importers.vcard.lines import RawCard, Stray, cards
from relate.importers.vcard.mecard import how_many, mecards
from relate.importers.vcard.reader import CardReader

_Person = tuple[Position, tuple[IdentityKey, ...], tuple[Fact, ...], bool, bytes | None]

_SUFFIXES: Final = (".vcf", ".vcard", ".vct")
_LOOKED_INTO: Final = 1000
"""So many files of other names are opened to see whether they hold cards; a tree of more is no address book."""
_MOST_BOOKS: Final = 20
"""More single files than these are the cards of one book, whatever they hold."""
_LONGEST_RAW: Final = 16_000
_BEGIN = re.compile(rb"(?:^|\n)(?:\xef\xbb\xbf)?[ \t]*BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE)
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])(?!\d)")
_OF_A_MAC: Final = re.compile(r"\.abcddb(?:-wal|-shm)?$|\.abcd[gips]$", re.IGNORECASE)
# As PersonRecord(…) and Position(…), in half the time.
_person: Callable[[type[PersonRecord], _Person], PersonRecord] = tuple.__new__
_position: Callable[[type[Position], tuple[str, int]], Position] = tuple.__new__
_AS_CARDS: Final = "in Contacts select all, choose File, Export, Export vCard, and drop the .vcf file"


class VCard:
    """The address book of a phone, a mail program or a web mail, as one file, many files or a folder of them.

    The rows of a file are its cards, counted from 1. What else has to be accounted for comes as further rows behind
    the last card: text that stands in no card, and photos that are not kept.
    """

    source_id = "vcard"
    network = NETWORK
    title = "Address book (vCard)"
    icon = "users"
    suffixes: tuple[str, ...] = _SUFFIXES
    how_to: HowTo | None = HowTo(
        holds="names, companies, addresses, birthdays, notes",
        takes="at once",
        steps=("Drop the .vcf file, all the files or their folder here.",),
        link="",
        choose="vCard, all contacts",
        ways=(
            Way(
                "Google Contacts",
                (
                    "Open Google Contacts in a browser and choose Export, at the left or behind the three dots.",
                    "Choose all contacts and “vCard (for iOS Contacts)”, or “Google CSV”: both are read.",
                ),
                "https://contacts.google.com/",
            ),
            Way(
                "iCloud, iPhone and Mac",
                (
                    "Open iCloud’s Contacts in a browser, click somebody, and select all (Ctrl+A, or ⌘A on a Mac).",
                    "Choose Export vCard from the share button. On a Mac the same is in Contacts: select all, File, "
                    "Export, Export vCard.",
                ),
                "https://www.icloud.com/contacts/",
            ),
            Way(
                "Outlook",
                (
                    "In classic Outlook: People, select all (Ctrl+A), Forward Contact, As a Business Card; save all "
                    "attachments of the mail that opens into one folder.",
                    "New Outlook and outlook.com give a CSV file alone: drop that here.",
                ),
                "https://outlook.live.com/people/",
            ),
            Way(
                "Android and others",
                (
                    "Android: Contacts, Fix & manage, Export to file.",
                    "Thunderbird, Nextcloud, Evolution: the address book, Export, vCard.",
                ),
            ),
        ),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The files that hold a card, whatever they are called. None when there is none.

        A folder or a zip is one book, whose cards programs write into one file or a file each. Of single files that
        were dropped together each that holds several cards is a book of its own, and the single cards are one.
        """
        members = tuple(self._with_cards(source))
        if not members:
            return None
        if 1 < len(source.files) <= _MOST_BOOKS and source.kind == "folder":
            members = next(((member,) for member in members if _holds_several(source, member)), members)
        only = members[0]
        return Archive(
            source_id=self.source_id,
            network=self.network,
            title=only.name if len(members) == 1 else f"{source.title}, {len(members):,} files",
            members=members,
            snapshot_ms=max(filter(None, map(book_day, members)), default=None),
            complete=False,
            counts=_counts(source, members),
        )

    def turned_away(self, source: Source) -> tuple[str, tuple[Member, ...]] | None:
        """A Mac's own address book as it lies on its disk, or as the archive that Contacts makes of it (.abbu)."""
        members = tuple(one for one in source.members if _OF_A_MAC.search(one.name))
        if not any(".abcddb" in one.name.casefold() for one in members):
            return None
        verb = "is" if source.kind == "file" or source.called.casefold().endswith(".abbu") else "holds"
        return f"{verb} the address book of a Mac as a whole: {_AS_CARDS}.", members

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every card as a PersonRecord or a Skipped; groups and relations between cards after the last of them."""
        book = Book()
        for member in archive.members:
            yield from _member(source, member, book)
        yield from book.between_cards()

    def parts(self, source: Source, archive: Archive, most: int) -> Sequence[Part]:
        """A large file is cut between two cards."""
        return parting.shares(source, archive, most)

    def read_part(self, source: Source, archive: Archive, part: Part) -> Reading:
        """As `read`; what is told behind the last card is told by the last part. Raises NotInParts where a part, had it
        known the others, would have read its cards otherwise."""
        if part == whole(archive):
            yield from self.read(source, archive)
            return
        (stretch,) = part.stretches
        member = archive.members[stretch.member]
        book, reader, last = Book(), CardReader(), None
        try:
            start = parting.passed(source, member, stretch.start)
            with parting.opened(source, member, stretch) as stream:
                for record, card in _records(cards(stream, *start), member.path, reader, book):
                    last = card
                    if record is not None:
                        yield record
        except UnreadableSource:
            raise NotInParts from None  # whoever reads it all says how far it can be read
        if last is None or not (last.whole or stretch.stop == TO_ITS_END):
            raise NotInParts
        known = yield Shared(book.told(start, parting.ended(last), reader.legacy))
        if stretch.stop == TO_ITS_END:
            everything = Book.of_parts(known)
            yield from everything.left_out(member.path, last.number)
            yield from everything.between_cards()

    def _with_cards(self, source: Source) -> Iterator[Member]:
        others = 0
        for member in source.members:
            if not member.name.casefold().endswith(_SUFFIXES):
                others += 1
                if others > _LOOKED_INTO:
                    continue
            try:
                if _begins(source.head(member)):
                    yield member
            except UnreadableSource:
                continue  # whoever names the unknown files says why


def _member(source: Source, member: Member, book: Book) -> Iterator[PersonRecord | Skipped]:
    """The cards of one file, and behind them what is no card."""
    last = None
    try:
        with source.open(member) as stream:
            pieces = mecards(stream) if how_many(source.head(member)) else cards(stream)
            for record, card in _records(pieces, member.path, CardReader(), book):
                last = card
                if record is not None:
                    yield record
    except UnreadableSource as problem:
        book.leave_out(Reason.INCOMPLETE, str(problem))
    yield from book.left_out(member.path, 0 if last is None else last.number)


def _records(
    pieces: Iterator[RawCard | Stray], file: str, reader: CardReader, book: Book
) -> Iterator[tuple[PersonRecord | Skipped | None, RawCard]]:
    """Each card, and what it becomes: nothing yet, if it is a group."""
    for piece in pieces:
        if isinstance(piece, Stray):
            book.leave_out(Reason.UNREADABLE, f"line {piece.line} stands in no card", _raw(piece.text))
            continue
        card = reader.card(piece.body)
        if card.lost_photo:
            book.leave_out(Reason.NOT_KEPT, f"card {piece.number}: {card.lost_photo}")
        record = _record(_position(Position, (file, piece.number)), piece, card, book)
        if piece.cut and not isinstance(record, Skipped):
            book.leave_out(Reason.INCOMPLETE, f"the file ends inside card {piece.number}")
        yield record, piece


def _record(where: Position, raw: RawCard, card: Card, book: Book) -> PersonRecord | Skipped | None:
    """What a card becomes; None for a group, which waits for all the cards."""
    if card.kind == "person":
        return _person(PersonRecord, (where, book.add(where, card), card.facts, False, card.photo))
    if card.kind == "group":
        book.add_group(where, card)
        return None
    line = f"line {raw.line}"
    if card.kind == "company":
        return Skipped(where, Reason.NOT_A_PERSON, f"{line}: {card.name or 'a company'}", _raw(raw.body))
    if not raw.whole:
        return Skipped(where, Reason.INCOMPLETE, line, _raw(raw.body))
    if not raw.body.strip():
        return Skipped(where, Reason.EMPTY, line)
    reason = Reason.NO_PERSON if card.facts else Reason.UNREADABLE
    return Skipped(where, reason, line, _raw(raw.body))


def _raw(text: bytes) -> str:
    return text[:_LONGEST_RAW].decode("utf-8", "replace")


def _begins(head: bytes) -> int:
    """How many cards begin in it; UTF-16 is looked at as if it were ASCII."""
    if head[:64].count(0) * 3 > len(head[:64]):
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    head = head.replace(b"\r", b"\n")
    return len(_BEGIN.findall(head)) or how_many(head)


def _holds_several(source: Source, member: Member) -> bool:
    """Whether a file holds more than one card; looked for as far as the second."""
    if len(head := source.head(member)) >= member.size or _begins(head) > 1:
        return _begins(head) > 1
    try:
        with source.peek(member) as stream:
            return len(list(islice((one for one in cards(stream) if isinstance(one, RawCard)), 2))) > 1
    except UnreadableSource:
        return False


def book_day(member: Member) -> int | None:
    """The day of an address book, UTC ms: the one in the file's name, else that of its time."""
    for found in _DAY_IN_NAME.finditer(member.name):
        try:
            return Moment.of_day(date(int(found[1]), int(found[2]), int(found[3]))).ms
        except ValueError:
            continue
    return member.modified_ms


def _counts(source: Source, members: Sequence[Member]) -> tuple[tuple[str, int], ...]:
    """How many cards there are, where the heads of the files hold all of them."""
    heads = [source.head(member) for member in members]
    if any(len(head) < member.size for head, member in zip(heads, members, strict=True)):
        return ()
    return (("people", sum(map(_begins, heads))),)
