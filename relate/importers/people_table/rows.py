"""A row of a table as somebody: each cell becomes what its column was said to be.

The card is put together as those of address books are (address_book/columns.py), so that somebody in any table has the
same facts in the same forms, and the same keys, as on a vCard or in Google's CSV.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha1
from typing import Final

from relate.domain.events import how_met
from relate.domain.moments import Moment
from relate.domain.patterns import late
from relate.domain.records import Fact, Field, IdentityKey, IdentityKind, PersonRecord, Position, Skipped
from relate.importers.address_book.columns import Cell, Days, card_of, record_of
from relate.importers.dates import day
from relate.importers.day_order import day_iso
from relate.importers.headings import Column, Heading
from relate.importers.people_table.contents import is_day, is_mail, is_phone
from relate.importers.people_table.guess import Guess
from relate.importers.people_table.targets import (
    DAYS,
    FAMILY_FIRST,
    LEAVE_OUT,
    MARKS,
    MET_AT,
    MET_ON,
    NAMES,
    TAG,
    heading_for,
)

_NAMED_MAIL = re.compile(r"\s*\"?([^@<>\"]{1,80}?)\"?\s*<[^<>@\s]{1,64}@[^<>@\s]{3,120}>\s*")
_HAN = late("[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3]")
_APART: Final = frozenset({Field.NOTE, Field.GROUP, Field.HOW_MET, Field.RELATION})
"""What two rows of one person may well say differently."""


@dataclass(frozen=True, slots=True)
class Place:
    """A column that is read: where it stands, its heading as the file has it, the target it became, and as what its
    cells are read."""

    at: int
    words: str
    target: str
    heading: Heading


class Layout:
    """What the columns of a table became."""

    def __init__(self, columns: Sequence[Guess], targets: Sequence[str], days: Days) -> None:
        self.places = tuple(
            Place(at, one.words, target, heading_for(target, one.told))
            for at, (one, target) in enumerate(zip(columns, targets, strict=True))
            if target != LEAVE_OUT
        )
        self.width = len(columns)
        self._days = days
        self._reached = [
            (place.at, "@" if place.target == "mail" else "")
            for place in self.places
            if place.target in ("mail", "phone")
        ]
        self._named = any(place.target in NAMES for place in self.places)

    def record(self, where: Position, row: Sequence[str], raw: str) -> PersonRecord | Skipped:
        """What a row becomes: somebody, or why not."""
        card = card_of(list(self._cells(row)), self._days)
        told = record_of(where, card, raw)
        if not isinstance(told, PersonRecord):
            return told
        more = (*self._tags(row), *self._met(row), *self._beyond(row))
        return PersonRecord(where, told.keys, (*told.facts, *dict.fromkeys(more)), photo=told.photo)

    def is_reached(self, row: Sequence[str]) -> bool:
        """Whether a row has an address or a number, by which its person is told from a namesake."""
        for at, mark in self._reached:
            cell = row[at]
            if cell and (mark in cell if mark else any(map(str.isdecimal, cell))):
                return True
        return False

    def fits(self, row: Sequence[str]) -> bool:
        """Whether a row of too many cells still has each in its column: the last ones are too many, none slid aside."""
        checked = [(place, row[place.at].strip()) for place in self.places if row[place.at].strip()]
        tests = {"mail": is_mail, "phone": is_phone, **dict.fromkeys(DAYS, is_day)}
        told = [tests[place.target](text) for place, text in checked if place.target in tests]
        return all(told) and bool(told)

    def _cells(self, row: Sequence[str]) -> Iterator[Cell]:
        for place in self.places:
            value = row[place.at]
            if not value or value.isspace() or place.target in (TAG, MET_AT, MET_ON, *MARKS):
                continue
            if place.target == FAMILY_FIRST:
                yield from _turned(value)
                continue
            if place.target == "mail" and not self._named and (found := _NAMED_MAIL.fullmatch(value)):
                yield Cell(Heading(Column.NAME), found[1])
            yield Cell(place.heading, value, place.words)

    def _tags(self, row: Sequence[str]) -> Iterator[Fact]:
        for place in self.places:
            if place.target == TAG or place.target in MARKS:
                mark = MARKS.get(place.target)
                for part in row[place.at].split(mark) if mark else [row[place.at]]:
                    if tag := " ".join(part.split()):
                        yield Fact(Field.GROUP, tag)

    def _met(self, row: Sequence[str]) -> Iterator[Fact]:
        """Where and when they were met; a day that is none is told in its own words."""
        said = {target: " ".join(row[place.at].split()) for place in self.places for target in (place.target,)}
        where, when = said.get(MET_AT, ""), said.get(MET_ON, "")
        iso = day_iso(when, self._days.order, self._days.latest_year) if when else ""
        moment: Moment | None = day(iso) if iso else None
        words = how_met(where, moment) if moment or not when else ", ".join(filter(None, (where, when)))
        if words:
            yield Fact(Field.HOW_MET, words)

    def _beyond(self, row: Sequence[str]) -> Iterator[Fact]:
        """Cells behind the last column that has a name."""
        for at in range(self.width, len(row)):
            if text := row[at].strip():
                yield Fact(Field.NOTE, f"Column {at + 1}: {text}")


def _turned(value: str) -> Iterator[Cell]:
    """ "Novák, Jan", "Novák Jan", "van der Berg Anna": the family name first. So it is in Chinese anyway."""
    family, comma, given = value.partition(",")
    if not comma:
        words = value.split()
        if len(words) < 2 or _HAN.search(value):
            yield Cell(Heading(Column.NAME), value)
            return
        ends = next((n for n, word in enumerate(words[:-1], 1) if not word[0].islower()), 1)
        family, given = " ".join(words[:ends]), " ".join(words[ends:])
    yield Cell(Heading(Column.LAST_NAME), family)
    if given.strip():
        yield Cell(Heading(Column.FIRST_NAME), given)


def apart(record: PersonRecord) -> IdentityKey:
    """The key of somebody who shares his name with another row, where neither has an address or a number: by all that
    tells them apart. Two rows that say the same are one."""
    said = sorted(f"{field.value}={value}" for field, value in record.facts if field not in _APART)
    digest = sha1("\n".join(said).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return record.keys[0]._replace(key=f"#{digest}")


def is_known_by_name_alone(record: PersonRecord) -> bool:
    return len(record.keys) == 1 and record.keys[0].kind is IdentityKind.CARD


def several(keys: Iterable[IdentityKey]) -> frozenset[IdentityKey]:
    """The keys that come more than once."""
    seen: set[IdentityKey] = set()
    again: set[IdentityKey] = set()
    for key in keys:
        (again if key in seen else seen).add(key)
    return frozenset(again)
