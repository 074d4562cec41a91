"""Tables of people that nobody else knows: their own, a spreadsheet saved as CSV, what some program writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import SECOND_MS
from relate.domain.records import PersonRecord, Position, Reason, Record, Skipped
from relate.importers.address_book.columns import MOST_RAW, Days
from relate.importers.archive import Archive, HowTo
from relate.importers.code_pages import code_page, is_utf8
from relate.importers.day_order import Order
from relate.importers.headings import plain_heading
from relate.importers.linkedin.files import PART_NAMES, base_name
from relate.importers.people_table.guess import are_people, guesses, might_be_people
from relate.importers.people_table.look import look
from relate.importers.people_table.questions import (
    LETTERS,
    ORDER,
    Known,
    column_questions,
    letters_question,
    order_question,
    survey,
)
from relate.importers.people_table.rows import Layout, apart, is_known_by_name_alone, several
from relate.importers.people_table.targets import LEAVE_OUT
from relate.importers.source import Member, Source
from relate.importers.table import Table, encoding_of
from relate.importers.vcard.card import NETWORK
from relate.importers.vcard.importer import book_day

_NAMED: Final = (".csv", ".tsv", ".tab", ".txt")
_LOOKED_INTO: Final = 300
"""So many files are looked into; a tree of more is no heap of address lists."""
_LETTERS_WITHIN: Final = 4_000_000
"""Bytes that are looked through for letters where the beginning has none."""
_NO_DAY_YET: Final = 2030


class PeopleTable:
    """Asked last of all. Each table is an archive of its own, whose questions are what its columns become; remembered
    by its headings. The rows of a file are those of its table, counted from 1."""

    source_id = "table"
    network = NETWORK
    title = "Table of people (CSV)"
    icon = "list"
    suffixes: tuple[str, ...] = (".csv", ".tsv")
    how_to: HowTo | None = HowTo(
        holds="people, with whatever columns there are",
        takes="at once",
        steps=(
            "In Excel, Numbers, LibreOffice or Google Sheets save or download the sheet as CSV.",
            "Drop it here. Relate guesses what each column holds and shows it before anything is read.",
        ),
        link="",
        choose="CSV or TSV",
    )

    def recognise(self, source: Source) -> Archive | None:
        """The first table of people in the source; None when there is none."""
        for member in islice(source.members, _LOOKED_INTO):
            if (found := _known(source, member)) is not None:
                return _archive(source, found)
        return None

    def asked_again(self, source: Source, archive: Archive) -> Archive:
        """With its headings and values in the letters that were said."""
        (member,) = archive.members
        found = _known(source, member, _said_letters(archive))
        if found is None or not _same_columns(found, archive):
            return archive
        return replace(_archive(source, found), answers=archive.answers, shape=archive.shape)

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every row as a PersonRecord or a Skipped."""
        (member,) = archive.members
        found = _known(source, member, _said_letters(archive))
        if found is None or not _same_columns(found, archive):
            yield Skipped(Position(member.path, 1), Reason.INCOMPLETE, f"{member.name} has changed meanwhile")
            return
        layout = _layout(found, archive)
        alike = several(
            told.keys[0]
            for told in _rows(source, found, layout, unreached=True)
            if isinstance(told, PersonRecord) and is_known_by_name_alone(told)
        )
        for told in _rows(source, found, layout):
            if isinstance(told, PersonRecord) and told.keys[0] in alike and is_known_by_name_alone(told):
                told = told._replace(keys=(apart(told),))
            yield told


def _known(source: Source, member: Member, letters: str = "") -> Known | None:
    """None when it is no table of people. letters: what it is written in, where somebody said so."""
    name = member.name.casefold()
    if ("." in name and not name.endswith(_NAMED)) or _is_linkedins(source, member):
        return None
    try:
        head = source.head(member)
        whole = len(head) >= member.size
        found = look(head, whole=whole, encoding=letters)
        if found is None:
            return None
        columns = guesses(found)
        sure = are_people(columns)
        if not (letters or sure or (len(source.beside) == 1 and might_be_people(columns))):
            return None
        sample = head
        if not whole and head.isascii():
            with source.peek(member) as stream:
                sample = stream.read(_LETTERS_WITHIN)
    except UnreadableSource:
        return None
    shape = replace(found.shape, encoding=letters or encoding_of(sample))
    page = "" if shape.encoding.startswith("utf-16") or is_utf8(sample) else code_page(sample)
    return Known(member, replace(found, shape=shape), columns, sure, page)


def _same_columns(found: Known, archive: Archive) -> bool:
    return [one.id for one in column_questions(found)] == [one.id for one in archive.questions if one.column]


def _said_letters(archive: Archive) -> str:
    return archive.answer(LETTERS) if any(one.id == LETTERS for one in archive.questions) else ""


def _is_linkedins(source: Source, member: Member) -> bool:
    """Whether it is a file of a LinkedIn archive whose columns are damaged: by its name, and what lies beside it. To
    read it without what LinkedIn's columns mean would lose whose profiles these are."""
    if base_name(member.name) not in PART_NAMES:
        return False
    folder = member.path.removesuffix(member.name)
    others = (one for one in source.beside if one.path != member.path and one.path.removesuffix(one.name) == folder)
    return any(base_name(one.name) in PART_NAMES for one in others)


def _archive(source: Source, found: Known) -> Archive:
    rows, told = survey(source, found)
    questions = column_questions(found)
    if told.open or told.order:
        questions.append(order_question(found, told))
    if (letters := letters_question(found)) is not None:
        questions.append(letters)
    return Archive(
        source_id=PeopleTable.source_id,
        network=PeopleTable.network,
        title=found.member.name,
        members=(found.member,),
        snapshot_ms=book_day(found.member),
        complete=False,
        counts=() if rows is None else (("people", rows),),
        questions=tuple(questions),
        shape=_shape(found),
    )


def _shape(found: Known) -> str:
    """The same for tables of the same headings; where there are none, for those of the same name whose columns look
    alike, for nothing else tells that they are of the same kind."""
    shape = found.look.shape
    words = [plain_heading(cell) for cell in shape.header]
    if shape.headless:
        words = [found.member.name.casefold(), *(one.target for one in found.columns)]
    return f"table.{sha256(chr(10).join(words).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _layout(found: Known, archive: Archive) -> Layout:
    questions = {one.id for one in archive.questions}
    targets = [
        (archive.answer(f"column {number}") if f"column {number}" in questions else "") or LEAVE_OUT
        for number in range(1, len(found.columns) + 1)
    ]
    order = Order(archive.answer(ORDER)) if ORDER in questions else Order.UNKNOWN
    return Layout(found.columns, targets, Days(order, _latest_year(archive)))


def _latest_year(archive: Archive) -> int:
    """Nobody in the table was born after it was written."""
    if archive.snapshot_ms is None:
        return _NO_DAY_YET
    return datetime.fromtimestamp(archive.snapshot_ms / SECOND_MS, UTC).year


def _rows(source: Source, found: Known, layout: Layout, *, unreached: bool = False) -> Iterator[PersonRecord | Skipped]:
    """Every row; or those alone who have neither an address nor a number. It is read through twice, once for each."""
    path = found.member.path
    header = found.look.shape.header
    try:
        stream = source.open(found.member, 2)
    except UnreadableSource as problem:
        yield Skipped(Position(path, 1), Reason.INCOMPLETE, str(problem))
        return
    with Table(stream, found.look.shape, rows_above=False) as rows:
        for number, row in rows.rows:
            if unreached and layout.is_reached(row):
                continue
            where = Position(path, number)
            raw = found.look.shape.delimiter.join(row).strip()
            if rows.is_broken(row):
                yield _broken(where, row, raw, layout)
            elif tuple(row[: len(header)]) == header and not found.look.shape.headless:
                yield Skipped(where, Reason.NOT_KEPT, "the header once more")
            elif not any(cell.strip() for cell in row):
                yield Skipped(where, Reason.EMPTY)
            else:
                yield layout.record(where, row[: len(header)], raw)
        if (cut := rows.cut) is not None:
            yield Skipped(Position(path, cut.number), Reason.INCOMPLETE, cut.says, cut.raw[:MOST_RAW])


def _broken(where: Position, row: Sequence[str], raw: str, layout: Layout) -> PersonRecord | Skipped:
    """A row of more cells than columns: a mark in a cell without quotes, or something written behind the last."""
    if layout.fits(row):
        return layout.record(where, row, raw)
    return Skipped(where, Reason.UNREADABLE, "more cells than columns", raw[:MOST_RAW])
