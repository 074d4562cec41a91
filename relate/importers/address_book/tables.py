"""A table of contacts, looked through before it is read: how many there are, and what only its owner can tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.domain.events import MONTHS
from relate.importers.address_book.forms import Form, Layout, layout_of
from relate.importers.archive import Choice, Question
from relate.importers.day_order import Order, day_iso, evidence
from relate.importers.headings import Column
from relate.importers.source import Member, Source
from relate.importers.table import Shape, Table, encoding_of, shape_where

COLLECTED: Final = "collected"
DAY_ORDER: Final = "day-order"
SKIP, READ, NOT_SAID = "skip", "read", "note"
_ANY_YEAR: Final = 2030
_LOOKED_THROUGH: Final = 50_000
"""Rows; what is not told by so many is not told by more."""
_LETTERS_WITHIN: Final = 4_000_000
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
    if shape is None or layout is None:
        return None
    return Known(member, _in_its_letters(source, member, shape), layout)


def _in_its_letters(source: Source, member: Member, shape: Shape) -> Shape:
    """The shape, where its beginning has no letter that would tell what the rest is written in."""
    head = source.head(member)
    if len(head) >= member.size or not head.isascii():
        return shape
    try:
        with source.peek(member) as stream:
            return replace(shape, encoding=encoding_of(stream.read(_LETTERS_WITHIN)))
    except UnreadableSource:
        return shape


def collected_test(layout: Layout) -> Callable[[Sequence[str]], bool]:
    """What tells whether Google put a row's address there by itself: "Other contacts" is the only group it is in."""
    places = layout.places(Column.TAG) if layout.form is Form.GOOGLE else []

    def is_collected(row: Sequence[str]) -> bool:
        groups = [part for place in places for part in _STARRED.split(row[place]) if part.strip(" *")]
        return bool(groups) and all(_COLLECTED.fullmatch(part.strip()) for part in groups)

    return is_collected


def survey(source: Source, table: Known) -> Survey:
    """One look through it, as far as need be."""
    days = table.layout.places(Column.BIRTHDAY, Column.ANNIVERSARY, Column.DATE)
    shown = [*table.layout.places(Column.MAIL), *table.layout.places(Column.NAME, Column.FIRST_NAME)]
    is_collected = collected_test(table.layout)
    texts: list[str] = []
    collected: list[str] = []
    number = 0
    try:
        with Table(source.peek(table.member), table.shape) as rows:
            for count, row in islice(rows.rows, _LOOKED_THROUGH):
                number = count
                texts += [row[place] for place in days if row[place]]
                if is_collected(row):
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
        so_many = f"{collected:,}" if all(one.rows is not None for one in surveys) else f"at least {collected:,}"
        yield Question(
            COLLECTED,
            f"Google collected {so_many} of these addresses by itself (“Other contacts”): whoever you once wrote "
            "to. Leave them out?",
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
            f"What day is {samples[0]}? These birthdays can be read in two ways.",
            (
                Choice(Order.MONTH_FIRST.value, f"{_in_words(samples[0], Order.MONTH_FIRST)}: the month comes first"),
                Choice(Order.DAY_FIRST.value, f"{_in_words(samples[0], Order.DAY_FIRST)}: the day comes first"),
                Choice(NOT_SAID, "I cannot tell: keep them as notes"),
            ),
            NOT_SAID,
            samples,
        )


def _in_words(text: str, order: Order) -> str:
    """3/4/1984 as "3 April"."""
    iso = day_iso(text, order, _ANY_YEAR)
    return f"{int(iso[-2:])} {MONTHS[int(iso[-5:-3]) - 1]}" if iso else text


def _first(samples: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for some in samples for text in some))[:3]
