"""Address books as tables and LDIF: Google Contacts, Outlook of every kind, Thunderbird, Yahoo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import SECOND_MS
from relate.domain.records import Fact, Field, IdentityKey, PersonRecord, Position, Reason, Record, Skipped
from relate.importers.address_book import ldif
from relate.importers.address_book.columns import MOST_RAW, Days, card_of, cells_of, record_of
from relate.importers.address_book.forms import Form
from relate.importers.address_book.tables import (
    COLLECTED,
    DAY_ORDER,
    NOT_SAID,
    READ,
    Known,
    Survey,
    collected_test,
    known,
    questions,
    survey,
)
from relate.importers.archive import Archive, HowTo, Way
from relate.importers.day_order import Order
from relate.importers.source import Member, Source
from relate.importers.table import Table
from relate.importers.vcard.card import NETWORK, Card, Namesakes
from relate.importers.vcard.importer import book_day

_LOOKED_INTO: Final = 1000
_LDIF: Final = (".ldif", ".ldi", ".ldf")
_NO_DAY_YET: Final = 2030


class AddressBook:
    """The contacts of a web mail or a mail program as it writes them where it writes no vCard.

    The rows of a file are those of its table, or the entries of its LDIF, counted from 1. What else has to be accounted
    for comes as further rows behind the last: where it breaks off, and photos that are not kept.
    """

    source_id = "address_book"
    network = NETWORK
    title = "Address book (CSV)"
    icon = "users"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".ldif")
    how_to: HowTo | None = HowTo(
        holds="names, companies, addresses, birthdays, notes, groups",
        takes="at once",
        steps=("Drop the file here as it is: opening it in Excel first changes its dates and numbers.",),
        link="",
        choose="CSV, all contacts",
        ways=(
            Way(
                "Google Contacts",
                (
                    "Open Google Contacts in a browser and choose Export, at the left or behind the three dots.",
                    "Choose all contacts and “Google CSV”. Photos do not come with it, nor with the vCard.",
                ),
                "https://contacts.google.com/",
            ),
            Way(
                "Outlook",
                (
                    "New Outlook and outlook.com: People, Manage contacts, Export contacts.",
                    "Classic Outlook: File, Open & Export, Import/Export, Export to a file, Comma Separated Values, "
                    "Contacts.",
                ),
                "https://outlook.live.com/people/",
            ),
            Way(
                "Thunderbird, Yahoo and others",
                (
                    "Thunderbird: the address book, Export; vCard holds the most, LDIF and CSV are read too.",
                    "Yahoo: Contacts, the three dots, Export contacts, Yahoo CSV.",
                ),
            ),
        ),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The tables of one program in the source, or the first of its files where these were dropped one by one:
        then each is a book of its own. None when there is none."""
        tables: list[Known] = []
        for number, member in enumerate(source.members):
            if number > _LOOKED_INTO:
                break
            if _is_ldif(source, member):
                if not tables:
                    return self._ldif(source, member)
            elif (found := known(source, member)) is not None and (
                not tables or found.layout.form is tables[0].layout.form
            ):
                tables.append(found)
                if len(source.files) > 1:
                    break
        return self._tables(source, tables) if tables else None

    def _ldif(self, source: Source, member: Member) -> Archive:
        head = source.head(member)
        counts = (("people", ldif.counted(head)),) if len(head) == member.size else ()
        return Archive(
            self.source_id, self.network, f"{Form.LDIF.value}, {member.name}", (member,), book_day(member), False,
            counts=counts,
        )  # fmt: skip

    def _tables(self, source: Source, tables: Sequence[Known]) -> Archive:
        members = tuple(table.member for table in tables)
        surveys = [survey(source, table) for table in tables]
        rows = [one.rows for one in surveys if one.rows is not None]
        form = tables[0].layout.form
        named = members[0].name if len(members) == 1 else f"{source.title}, {len(members):,} files"
        return Archive(
            source_id=self.source_id,
            network=self.network,
            title=f"{form.value}, {named}",
            members=members,
            snapshot_ms=max(filter(None, map(book_day, members)), default=None),
            complete=False,
            counts=(("people", sum(rows)),) if len(rows) == len(surveys) else (),
            questions=tuple(questions(surveys)),
            shape=f"{self.source_id}.{form.name.lower()}",
        )

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every row as a PersonRecord or a Skipped."""
        for member in archive.members:
            if _is_ldif(source, member):
                yield from _entries(source, member)
            elif (table := known(source, member)) is not None:
                yield from _rows(source, table, archive)
            else:  # another file has taken its place since it was recognised
                yield Skipped(Position(member.path, 1), Reason.INCOMPLETE, f"{member.name} has changed meanwhile")


def _is_ldif(source: Source, member: Member) -> bool:
    name = member.name.casefold()
    if "." in name and not name.endswith((*_LDIF, ".txt")):
        return False
    try:
        return ldif.is_ldif(source.head(member))
    except UnreadableSource:
        return False


def _rows(source: Source, table: Known, archive: Archive) -> Iterator[PersonRecord | Skipped]:
    path, layout = table.member.path, table.layout
    answered = {question.id for question in archive.questions}
    days = Days(_order(archive, survey(source, table), answered), _latest_year(archive))
    is_collected = collected_test(layout)
    namesakes = Namesakes()
    with_collected = COLLECTED not in answered or archive.answer(COLLECTED) == READ
    try:
        stream = source.open(table.member)
    except UnreadableSource as problem:
        yield Skipped(Position(path, 1), Reason.INCOMPLETE, str(problem))
        return
    with Table(stream, table.shape) as rows:
        for number, row in rows.rows:
            where = Position(path, number)
            raw = "\t".join(row).strip()
            if rows.is_broken(row):
                yield Skipped(where, Reason.UNREADABLE, "its cells do not fit the columns", raw[:MOST_RAW])
            elif not raw:
                yield Skipped(where, Reason.EMPTY)
            elif not with_collected and is_collected(row):
                yield Skipped(where, Reason.NEVER_SAVED)
            else:
                yield record_of(where, namesakes.told_apart(card_of(cells_of(layout.columns, row), days)), raw)
        if (cut := rows.cut) is not None:
            yield Skipped(Position(path, cut.number), Reason.INCOMPLETE, cut.says, cut.raw[:MOST_RAW])


def _order(archive: Archive, told: Survey, asked: set[str]) -> Order:
    if told.order or DAY_ORDER not in asked or archive.answer(DAY_ORDER) == NOT_SAID:
        return told.order
    return Order(archive.answer(DAY_ORDER))


def _latest_year(archive: Archive) -> int:
    """Nobody in the book was born after it was written."""
    if archive.snapshot_ms is None:
        return _NO_DAY_YET
    return datetime.fromtimestamp(archive.snapshot_ms / SECOND_MS, UTC).year


def _entries(source: Source, member: Member) -> Iterator[PersonRecord | Skipped]:
    """The entries of an LDIF; groups after all others, for they name people by what stands before or behind them."""
    path, last = member.path, 0
    people: dict[str, IdentityKey] = {}
    namesakes = Namesakes()
    groups: list[ldif.Entry] = []
    behind: list[tuple[Reason, str]] = []
    try:
        with source.open(member) as stream:
            for entry in ldif.entries(stream):
                if isinstance(entry, UnreadableSource):
                    behind.append((Reason.INCOMPLETE, str(entry)))
                    break
                last = entry.number
                if entry.kind == "group":
                    groups.append(entry)
                    continue
                record, card = _entry(Position(path, entry.number), entry, namesakes)
                if isinstance(record, PersonRecord) and entry.dn:
                    people.setdefault(entry.dn, record.keys[0])
                if card is not None and card.lost_photo:
                    behind.append((Reason.NOT_KEPT, f"entry {entry.number}: {card.lost_photo}"))
                yield record
    except UnreadableSource as problem:
        behind.append((Reason.INCOMPLETE, str(problem)))
    for group in groups:
        yield from _group(Position(path, group.number), group, people)
    for number, (reason, says) in enumerate(behind, last + 1):
        yield Skipped(Position(path, number), reason, says)


def _entry(where: Position, entry: ldif.Entry, namesakes: Namesakes) -> tuple[PersonRecord | Skipped, Card | None]:
    line = f"line {entry.line}"
    if entry.kind == "change":
        return Skipped(where, Reason.NOT_KEPT, f"{line} changes an entry that is elsewhere", entry.raw), None
    if entry.kind == "other":
        return Skipped(where, Reason.NOT_A_PERSON, f"{line}: {entry.name or 'no person'}", entry.raw), None
    card = namesakes.told_apart(card_of(entry.cells, Days(), entry.photo))
    record = record_of(where, card, entry.raw)
    if isinstance(record, Skipped) and not entry.whole:
        record = Skipped(where, Reason.UNREADABLE, line, entry.raw)
    return record, card


def _group(where: Position, group: ldif.Entry, people: dict[str, IdentityKey]) -> Iterator[PersonRecord | Skipped]:
    keys = list(dict.fromkeys(people[dn] for dn in group.members if dn in people)) if group.name else []
    for key in keys:
        yield PersonRecord(where, (key,), (Fact(Field.GROUP, group.name),))
    if not keys:
        yield Skipped(where, Reason.NOT_A_PERSON, "a group without anybody in it")
