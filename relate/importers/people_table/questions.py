"""What a table asks before it is read: what its columns become, which day 3/4/1984 is, how its letters are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.domain.events import MONTHS
from relate.importers.archive import Choice, Question
from relate.importers.day_order import Evidence, Order, day_iso, evidence
from relate.importers.people_table.guess import Guess
from relate.importers.people_table.look import Look
from relate.importers.people_table.targets import CHOICES, LEAVE_OUT, NAMES
from relate.importers.source import Member, Source
from relate.importers.table import Table

ORDER: Final = "order"
LETTERS: Final = "letters"
PAGES: Final = (
    ("cp1252", "Western European (Windows)"),
    ("cp1250", "Central European (Windows)"),
    ("cp1251", "Cyrillic (Windows)"),
    ("cp1253", "Greek (Windows)"),
    ("cp1254", "Turkish (Windows)"),
    ("cp1257", "Baltic (Windows)"),
    ("cp1255", "Hebrew (Windows)"),
    ("cp1256", "Arabic (Windows)"),
    ("cp1258", "Vietnamese (Windows)"),
    ("cp874", "Thai (Windows)"),
    ("cp932", "Japanese"),
    ("gb18030", "Chinese, simplified"),
    ("big5", "Chinese, traditional"),
    ("euc_kr", "Korean"),
    ("mac_roman", "Western European (old Mac)"),
    ("cp850", "Western European (DOS)"),
    ("cp852", "Central European (DOS)"),
    ("cp866", "Cyrillic (DOS)"),
    ("koi8_r", "Cyrillic (KOI8)"),
)
"""What a table may be written in: as Python calls it, and as a program that asks does."""
_LOOKED_THROUGH: Final = 50_000
"""Rows that are counted and whose days are looked at before anything is asked."""
_SAMPLES: Final = 3
_ANY_YEAR: Final = 2030


class Known(NamedTuple):
    """A table of people: how it is written, and what its columns most likely are."""

    member: Member
    look: Look
    columns: tuple[Guess, ...]
    sure: bool
    """Whether they are people; else somebody has to say so who knows."""
    page: str
    """What it is most likely written in, where nothing but its letters tells; else empty."""


def column_questions(found: Known) -> list[Question]:
    """One for each column that has a heading or a value; its default is what it most likely is. Where it is not sure
    that they are people, nothing is read before somebody said which column names them."""
    return [
        Question(
            f"column {number}",
            one.words.strip() or f"Column {number}",
            CHOICES,
            one.target if found.sure or one.target not in NAMES else "",
            _samples(found.look.column(number - 1)),
            column=one.words.strip() or f"Column {number}",
        )
        for number, one in enumerate(found.columns, 1)
        if one.words.strip() or not one.content.is_empty
    ]


def _samples(values: Iterable[str]) -> tuple[str, ...]:
    told = dict.fromkeys(text for value in values if (text := " ".join(value[:400].split())))
    return tuple(islice(told, _SAMPLES))


def order_question(found: Known, told: Evidence) -> Question:
    """Where the days tell it themselves it is kept for the next table of that shape, whose days may not."""
    sample = told.samples[0] if told.samples else "3/4/1984"
    first, second = (
        Choice(order.value, f"{_in_words(sample, order)}: the {what} comes first")
        for order, what in ((Order.DAY_FIRST, "day"), (Order.MONTH_FIRST, "month"))
    )
    likely = told.order or _likely_order(found)
    choices = (first, second) if likely is Order.DAY_FIRST else (second, first)
    words = f"What day is {sample}? The dates of this table can be read in two ways."
    return Question(ORDER, words, choices, likely.value, told.samples, sure=bool(told.order))


def _in_words(text: str, order: Order) -> str:
    """3/4/1984 as "3 April"."""
    iso = day_iso(text, order, _ANY_YEAR)
    return f"{int(iso[-2:])} {MONTHS[int(iso[-5:-3]) - 1]}" if iso else text


def letters_question(found: Known) -> Question | None:
    """What it is written in, where nothing but its letters tells: whoever reads them sees whether they are right."""
    likely = found.page
    if not likely:
        return None
    others = [Choice(page, words) for page, words in PAGES if page != likely]
    choices = (Choice(likely, dict(PAGES).get(likely, likely)), *others)
    values = (cell for row in (found.look.shape.header, *found.look.rows) for cell in row if not cell.isascii())
    return Question(
        LETTERS, "Are its letters right? Else choose how they are written.", choices, likely, _samples(values)
    )


def _likely_order(found: Known) -> Order:
    """Outside English the day comes first wherever both come before the year, and where Windows parts by semicolons."""
    header = found.look.shape.header
    plain = found.look.shape.delimiter == ";" or not all(cell.isascii() for cell in header)
    return Order.DAY_FIRST if plain else Order.MONTH_FIRST


def survey(source: Source, found: Known) -> tuple[int | None, Evidence]:
    """How many rows there are, None where they are too many to be counted; and how its days are written."""
    days = [n for n, one in enumerate(found.columns) if one.content.day > 0.3 and one.target != LEAVE_OUT]
    count = 0

    def texts() -> Iterator[str]:
        nonlocal count
        try:
            with Table(source.peek(found.member), found.look.shape, rows_above=False) as rows:
                for number, row in islice(rows.rows, _LOOKED_THROUGH):
                    count = number
                    yield from (row[place] for place in days if row[place])
        except UnreadableSource:
            count = _LOOKED_THROUGH

    told = evidence(texts())
    return (None if count >= _LOOKED_THROUGH else count), told
