"""A row of a list of people as a card: each cell goes where its heading says, and the card is what a vCard would be.

So that somebody in Google's table, in Outlook's and in a vCard has the same facts in the same forms and the same keys,
the card is put together by the vCard reader's own `Draft`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from relate.domain.normalise import link_key, mail_key, profile_key
from relate.domain.records import Field, PersonRecord, Position, Reason, Skipped
from relate.importers.day_order import Order, day_iso, is_nothing
from relate.importers.headings import Column, Heading, heading
from relate.importers.vcard.card import SERVICES, Card, Draft

MOST_RAW: Final = 16_000
_SEVERAL: Final = " ::: "
_LIST = re.compile(r"[;,\n]")
_CHILDREN = re.compile(r"[;,&]| (?:and|und|et|y|e|en|a|i|и) ")
_BETWEEN_MAILS = re.compile(r"[;,\s]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SPOILT_BY_EXCEL = re.compile(r"\d[.,]\d+E\+\d+")
_INSIDE_EXCHANGE = re.compile(r"/o=", re.IGNORECASE)
_NOT_THEIRS: Final = ("fax", "pager", "telex", "tty", "assistant", "company")
_PARTS: Final = frozenset(
    {
        Column.ADDRESS,
        Column.STREET,
        Column.HOUSE,
        Column.POSTBOX,
        Column.CITY,
        Column.REGION,
        Column.POSTCODE,
        Column.COUNTRY,
    }
)
_LINES: Final = frozenset({Column.ADDRESS, Column.STREET})
_NAME_PARTS: Final = (Column.LAST_NAME, Column.FIRST_NAME, Column.MIDDLE_NAME, Column.PREFIX, Column.SUFFIX)


class Cell(NamedTuple):
    """What stands in a column that is understood; words: its heading as the file has it."""

    heading: Heading
    value: str
    words: str = ""


class Days(NamedTuple):
    """How the days of a file are written: the order of day and month, and the year that two digits do not go beyond."""

    order: Order = Order.UNKNOWN
    latest_year: int = 2030


def card_of(cells: Sequence[Cell], days: Days, photo: bytes = b"") -> Card:
    """The card that these cells of one row are. Never raises; cells without text may be left out."""
    row = _Row(cells, days)
    if photo:
        row.draft.take_photo(photo)
    for cell in cells:
        take = _TAKERS.get(cell.heading.field)
        if take is not None and cell.value.strip():
            take(row, cell)
    row.named()
    row.born()
    row.met()
    row.addressed()
    return row.draft.finished()


def record_of(where: Position, card: Card, raw: str) -> PersonRecord | Skipped:
    """What becomes of a card: somebody, or why not."""
    if _CONTROLS.search(card.name):
        return Skipped(where, Reason.UNREADABLE, "its name holds what is no letter", raw[:MOST_RAW])
    if card.kind == "person":
        return PersonRecord(where, card.keys, card.facts, photo=card.photo)
    if card.kind == "nobody":
        return Skipped(where, Reason.NO_PERSON if card.facts else Reason.EMPTY, "", raw[:MOST_RAW])
    company = next((fact.value for fact in card.facts if fact.field is Field.COMPANY), "a company")
    return Skipped(where, Reason.NOT_A_PERSON, card.name or company, raw[:MOST_RAW])


class _Row:
    """One row while its cells are taken in."""

    def __init__(self, cells: Sequence[Cell], days: Days) -> None:
        self.draft = Draft()
        self.days = days
        self.parts: dict[Column, str] = {}
        self.places: dict[tuple[str, int], dict[Column, list[tuple[int, str]]]] = {}
        self.labels = {
            (cell.heading.label, cell.heading.number): cell.value.strip()
            for cell in cells
            if cell.heading.field is Column.LABEL and cell.value.strip()
        }

    def label(self, cell: Cell, kind: Column) -> tuple[str, bool]:
        """The word for a value in lower case, and whether it is the one to use first ("* Home")."""
        label = self.labels.get((kind.value, cell.heading.number), "")
        return label.removeprefix("*").strip().lower() or cell.heading.label, label.startswith("*")

    def named(self) -> None:
        """The parts of the name. An address where a name should stand is an address."""
        draft, parts = self.draft, self.parts
        for column in (Column.FIRST_NAME, Column.LAST_NAME, Column.NAME):
            if "@" in parts.get(column, "") and (mail := mail_key(parts[column])):
                if all(mail != key for _, _, key in draft.mails):
                    draft.mails += ((200, mail, mail),)
                del parts[column]
        draft.full_name = parts.get(Column.NAME, "")
        draft.name_parts = tuple(" ".join(parts.get(part, "").split()) for part in _NAME_PARTS)

    def born(self) -> None:
        """A birthday whose parts have columns of their own."""
        day, month = (self.parts.get(part, "") for part in (Column.BIRTH_DAY, Column.BIRTH_MONTH))
        year = self.parts.get(Column.BIRTH_YEAR, "")
        if not (day.isdecimal() and month.isdecimal() and len(day) < 3 and len(month) < 3):
            if year.isdecimal() and len(year) == 4 and not is_nothing(year):
                self.draft.say(Field.BIRTHDAY, year)
            return
        whole = year if year.isdecimal() and len(year) == 4 else "0000"
        text = f"{whole}-{month}-{day}"
        if not is_nothing(text):
            self.draft.dated(Field.BIRTHDAY, "birthday", text, day_iso(text, Order.UNKNOWN, self.days.latest_year))

    def met(self) -> None:
        """Where and when, in the file's own words."""
        told = [part for column in (Column.MET_AT, Column.MET_ON) if (part := self.parts.get(column, ""))]
        self.draft.say(Field.HOW_MET, ", ".join(told))

    def addressed(self) -> None:
        """The addresses: a second line where nothing but lines has its number, another address where more has."""
        for (label, number), told in list(self.places.items()):
            if number > 1 and set(told) <= _LINES and (label, 1) in self.places:
                first = self.places[label, 1]
                for column, lines in told.items():
                    first.setdefault(column, []).extend(lines)
                del self.places[label, number]
        if not self.places and (place := self.parts.get(Column.PLACE)):
            self.draft.say(Field.PLACE, place)
        for (_, number), told in self.places.items():
            for which in sorted({one for lines in told.values() for one, _ in lines}):
                self._address(200 + number, {
                    column: [text for one, text in lines if one == which] for column, lines in told.items()
                })  # fmt: skip

    def _address(self, rank: int, told: dict[Column, list[str]]) -> None:
        def part(column: Column) -> str:
            return " ".join(told.get(column, ()))

        rest = [part(column) for column in (Column.POSTCODE, Column.CITY, Column.REGION, Column.COUNTRY)]
        lines = told.get(Column.STREET, [])
        if not lines or not any(rest):  # the whole address is told by its parts, where these are there
            lines = [*told.get(Column.ADDRESS, ()), *(line for line in lines if not told.get(Column.ADDRESS))]
        if lines and (house := part(Column.HOUSE)):
            lines = [f"{lines[0]} {house}", *lines[1:]]
        self.draft.take_address(rank, (*lines, part(Column.POSTBOX)), *rest)


def _several(value: str) -> list[str]:
    return [part.strip() for part in value.split(_SEVERAL) if part.strip()]


def _one_line(text: str) -> str:
    return ", ".join(part for line in text.splitlines() if (part := line.strip(" ,")))


def _take_part(row: _Row, cell: Cell) -> None:
    row.parts.setdefault(cell.heading.field, cell.value.strip())


def _take_nickname(row: _Row, cell: Cell) -> None:
    row.draft.nicknames += (cell.value.strip(),)


def _take_company(row: _Row, cell: Cell) -> None:
    row.draft.companies += tuple(_several(cell.value))


def _take_role(row: _Row, cell: Cell) -> None:
    row.draft.roles += tuple(_several(cell.value))


def _take_profession(row: _Row, cell: Cell) -> None:
    row.draft.professions += (cell.value.strip(),)


def _take_department(row: _Row, cell: Cell) -> None:
    row.draft.say(Field.DEPARTMENT, cell.value.strip())


def _take_mail(row: _Row, cell: Cell) -> None:
    _, first = row.label(cell, Column.MAIL)
    for text in _several(cell.value):
        for part in _addresses(text):
            key = mail_key(part)
            if key or "@" in part:
                row.draft.mails += ((0 if first else 200, key or part, key),)
            elif not _INSIDE_EXCHANGE.match(part):  # which nobody outside can write to
                row.draft.say(Field.NOTE, f"mail: {part}")


def _addresses(text: str) -> list[str]:
    """The addresses in a cell: several of them are parted in many ways, one alone may have a name before it."""
    return [part for part in _BETWEEN_MAILS.split(text) if "@" in part] if text.count("@") > 1 else [text]


def _take_phone(row: _Row, cell: Cell) -> None:
    label, first = row.label(cell, Column.PHONE)
    found = heading(label) if label else None
    words = {*re.split(r"\W+", label), *(found.label.split() if found else ())}
    other = next((word for word in _NOT_THEIRS if word in words), "")
    for text in _several(cell.value):
        if _SPOILT_BY_EXCEL.fullmatch(text):
            row.draft.say(Field.NOTE, f"phone: {text}")
        elif any(c.isdigit() for c in text):
            row.draft.phones += ((0 if first else 200, text, other),)


def _take_link(row: _Row, cell: Cell) -> None:
    label, _ = row.label(cell, Column.LINK)
    for text in _several(cell.value):
        service = cell.heading.label
        if service in SERVICES and not profile_key(text) and not link_key(text):
            row.draft.handle(service, text)
        else:
            row.draft.link(text, personal="work" not in label.split())


def _take_messenger(row: _Row, cell: Cell) -> None:
    service, _ = row.label(cell, Column.MESSENGER)
    for text in _several(cell.value):
        row.draft.links += (text if ":" in text else f"{service.replace(' ', '') or 'im'}:{text}",)


def _take_place_part(row: _Row, cell: Cell) -> None:
    field, label, number = cell.heading
    told = row.places.setdefault((label, number), {})
    for which, text in enumerate(cell.value.split(_SEVERAL)):
        if line := _one_line(text):
            told.setdefault(field, []).append((which, line))


def _take_day(row: _Row, cell: Cell) -> None:
    anniversary = cell.heading.field is Column.ANNIVERSARY
    _dated(row, Field.ANNIVERSARY if anniversary else Field.BIRTHDAY, cell.heading.field.value, cell.value.strip())


def _take_labelled_day(row: _Row, cell: Cell) -> None:
    word, _ = row.label(cell, Column.DATE)
    field = {"anniversary": Field.ANNIVERSARY, "birthday": Field.BIRTHDAY}.get(word, Field.NOTE)
    for text in _several(cell.value):
        _dated(row, field, word or "date", text)


def _dated(row: _Row, field: Field, word: str, text: str) -> None:
    if not is_nothing(text):
        row.draft.dated(field, word, text, day_iso(text, row.days.order, row.days.latest_year))


def _take_note(row: _Row, cell: Cell) -> None:
    text, about = cell.value.strip(), cell.heading.label
    row.draft.say(Field.NOTE, f"{about}: {text}" if about else text)


def _take_custom(row: _Row, cell: Cell) -> None:
    name = row.labels.get((Column.CUSTOM.value, cell.heading.number), "") or cell.words
    for text in _several(cell.value):
        row.draft.say(Field.NOTE, f"{name}: {text}" if name else text)


def _take_tags(row: _Row, cell: Cell) -> None:
    parts = cell.value.split(_SEVERAL) if _SEVERAL in cell.value else _LIST.split(cell.value)
    for part in parts:
        row.draft.grouped(part.strip())


def _take_relation(row: _Row, cell: Cell) -> None:
    word, _ = row.label(cell, Column.RELATION)
    for text in _several(cell.value):
        for name in _CHILDREN.split(" ".join(text.split())) if word == "child" else text.split(";"):
            row.draft.related(word, name.strip())


_TAKERS: Final[dict[Column, Callable[[_Row, Cell], None]]] = {
    **dict.fromkeys((Column.NAME, *_NAME_PARTS), _take_part),
    **dict.fromkeys((Column.BIRTH_DAY, Column.BIRTH_MONTH, Column.BIRTH_YEAR), _take_part),
    Column.TITLE: _take_role,
    Column.NICKNAME: _take_nickname,
    Column.COMPANY: _take_company,
    Column.ROLE: _take_role,
    Column.PROFESSION: _take_profession,
    Column.DEPARTMENT: _take_department,
    Column.MAIL: _take_mail,
    Column.PHONE: _take_phone,
    Column.LINK: _take_link,
    Column.MESSENGER: _take_messenger,
    **dict.fromkeys(_PARTS, _take_place_part),
    **dict.fromkeys((Column.PLACE, Column.MET_AT, Column.MET_ON), _take_part),
    **dict.fromkeys((Column.BIRTHDAY, Column.ANNIVERSARY), _take_day),
    Column.DATE: _take_labelled_day,
    Column.NOTE: _take_note,
    Column.CUSTOM: _take_custom,
    Column.TAG: _take_tags,
    Column.RELATION: _take_relation,
}


def cells_of(layout: Iterable[tuple[int, Heading, str]], row: Sequence[str]) -> list[Cell]:
    """The cells of a row that are understood and hold anything: (place, heading, words) of each known column."""
    return [
        Cell(told, value.replace("\r\n", "\n") if "\r" in value else value, words)
        for place, told, words in layout
        if (value := row[place]) and not value.isspace()
    ]
