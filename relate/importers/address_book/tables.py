"""A table of contacts, looked through before it is read: how many there are, and what only its owner can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.importers.address_book.forms import Form, Layout, layout_of
from relate.importers.archive import Choice, Question
from relate.importers.day_order import Order, evidence
from relate.importers.headings import Column
from relate.importers.source import Member, Source
from relate.importers.table import Shape, Table, shape_where

COLLECTED: Final = "collected"
DAY_ORDER: Final = "day-order"
SKIP, READ = "skip", "read"
_LOOKED_THROUGH: Final = 50_000
"""Rows; what is not told by so many is not told by more."""
_NAMED: Final = (".csv", ".tsv", ".txt", ".tab")
_COLLECTED: Final = re.compile(r"\*?\s*other contacts", re.IGNORECASE)
_STARRED: Final = re.compile(r"\s*:::\s*")
_ENGLISH: Final = frozenset({"first name", "birthday"})


class Known(NamedTuple):
    """A table of contacts: how it is written and what its columns hold."""

    member: Member
    shape: Shape
    layout: Layout


class Survey(NamedTuple):
    """What a table tells before it is read. rows: None where it is too long to be counted.

    days_open: how many days could be read two ways, the order being told by nothing.
    """

    rows: int | None
    collected: int
    collected_samples: tuple[str, ...]
    order: Order
    days_open: int
    day_samples: tuple[str, ...]


def known(source: Source, member: Member) -> Known | None:
    """None when it is no table of a program's contacts."""
    name = member.name.casefold()
    if "." in name and not name.endswith(_NAMED):
        return None
    try:
        shape = shape_where(source.head(member), lambda cells: layout_of(cells) is not None)
    except UnreadableSource:
        return None
    layout = None if shape is None else layout_of(shape.header)
    return None if shape is None or layout is None else Known(member, shape, layout)


def is_collected(layout: Layout, row: Sequence[str]) -> bool:
    """Whether Google put this address there by itself: "Other contacts" is the only group it is in."""
    if layout.form is not Form.GOOGLE:
        return False
    groups = [part for place in layout.places(Column.TAG) for part in _STARRED.split(row[place]) if part.strip(" *")]
    return bool(groups) and all(_COLLECTED.fullmatch(part.strip()) for part in groups)


def survey(source: Source, table: Known) -> Survey:
    """One look through it, as far as need be."""
    days = table.layout.places(Column.BIRTHDAY, Column.ANNIVERSARY, Column.DATE)
    shown = table.layout.places(Column.NAME, Column.MAIL, Column.FIRST_NAME)
    texts: list[str] = []
    collected: list[str] = []
    number = 0
    try:
        with Table(source.peek(table.member), table.shape) as rows:
            for count, row in islice(rows.rows, _LOOKED_THROUGH):
                number = count
                texts += [row[place] for place in days if row[place]]
                if is_collected(table.layout, row):
                    collected.append(next((row[place] for place in shown if row[place].strip()), ""))
    except UnreadableSource:
        number = _LOOKED_THROUGH
    told = evidence(texts)
    order = told.order or _order_by_its_language(table)
    return Survey(
        None if number >= _LOOKED_THROUGH else number,
        len(collected),
        tuple(list(dict.fromkeys(filter(None, collected)))[:3]),
        order,
        0 if order else told.open,
        told.samples,
    )


def _order_by_its_language(table: Known) -> Order:
    """Outside English the day comes first wherever day and month come before the year; and in English, where Windows
    parts columns by semicolons."""
    cells = {cell.strip("\ufeff ").casefold() for cell in table.shape.header}
    return Order.UNKNOWN if cells & _ENGLISH and table.shape.delimiter != ";" else Order.DAY_FIRST


def questions(surveys: Sequence[Survey]) -> Iterator[Question]:
    """What has to be asked of the owner of these tables."""
    collected = sum(one.collected for one in surveys)
    if collected:
        few = collected == 1
        yield Question(
            COLLECTED,
            f"{collected:,} of these {'is an address' if few else 'are addresses'} that Google collected by itself "
            "(“Other contacts”): whoever was written to once. Leave them out?",
            (
                Choice(SKIP, "Leave them out: only contacts that were saved"),
                Choice(READ, "Read them too"),
            ),
            SKIP,
            _first(one.collected_samples for one in surveys),
        )
    if any(one.days_open for one in surveys):
        samples = _first(one.day_samples for one in surveys)
        yield Question(
            DAY_ORDER,
            "Birthdays are written as two numbers and a year. Which number is the month?",
            (
                Choice(Order.MONTH_FIRST.value, f"The first: {samples[0]} begins with the month"),
                Choice(Order.DAY_FIRST.value, f"The second: {samples[0]} begins with the day"),
                Choice(NOT_SAID, "Nobody knows: keep them as notes"),
            ),
            NOT_SAID,
            samples,
        )


NOT_SAID: Final = "note"


def _first(samples: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for some in samples for text in some))[:3]
