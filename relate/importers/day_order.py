"""Days as a person's own settings write them: whether 03/04 is April or March is told by the whole column, not the row.

Excel, Outlook and forms write days in the short form of Windows, which says nowhere what it is. One day of the column
that can be no month settles it for all; where there is none, whoever brought the file can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from relate.importers.dates import day_ms
from relate.importers.vcard.dates import card_date

_NUMBERS = re.compile(r"(\d{1,2})([/.\-])\s?(\d{1,2})(?:\2\s?(\d{4}|\d{2}))?\.?(?:[T ]+\d{1,2}[:.]\d{2}.{0,12})?$")
_YEAR_FIRST = re.compile(r"(\d{4})([/.\-年])\s?(\d{1,2})[/.\-月]\s?(\d{1,2})[.日]?(?:[T ].*)?$")
_NOTHING = re.compile(r"[0\s/.\-:]*$")
_NO_YEAR: Final = ("1604", "0000")
"""What Apple and empty fields write for "no year"."""
_FILLED_IN: Final = frozenset(("1900-01-01", "1901-01-01"))


class Order(StrEnum):
    """The order of day and month where both are numbers."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"
    UNKNOWN = ""


class Evidence(NamedTuple):
    """What the days of a column tell: the order, UNKNOWN where nothing does; how many days need it, some of these."""

    order: Order
    open: int
    samples: tuple[str, ...]


def is_nothing(text: str) -> bool:
    """Whether it stands for no day at all: "0/0/00", "0.0.0000", ""."""
    return _NOTHING.match(text) is not None


def evidence(texts: Iterable[str]) -> Evidence:
    """The order that these days are written in, by the most of those that can only be read one way."""
    first = second = waiting = 0
    samples: list[str] = []
    for text in texts:
        found = _NUMBERS.match(text.strip())
        if found is None or is_nothing(text):
            continue
        one, mark, other = int(found[1]), found[2], int(found[3])
        if one > 12 >= other or mark == ".":
            first += 1
        elif other > 12 >= one:
            second += 1
        elif one != other:
            waiting += 1
            if len(samples) < 3 and text.strip() not in samples:
                samples.append(text.strip())
    order = Order.UNKNOWN if first == second else Order.DAY_FIRST if first > second else Order.MONTH_FIRST
    return Evidence(order, waiting, tuple(samples))


def day_iso(text: str, order: Order, latest_year: int) -> str:
    """A day as Field.BIRTHDAY holds it ("1984-04-12", "--04-12", "1984-04", "1984"), "" when it is none or not told.

    latest_year: two digits of a year are of the century that does not lead beyond it.
    """
    text = " ".join(text.split())
    if is_nothing(text):
        return ""
    if found := _YEAR_FIRST.match(text):
        return _iso(found[1], int(found[3]), int(found[4]))
    found = _NUMBERS.match(text)
    if found is None:
        return card_date(text, {})
    one, other = int(found[1]), int(found[3])
    year = _full(found[4], latest_year) if found[4] else ""
    if one > 12 or found[2] == "." or one == other:
        return _iso(year, other, one)
    if other > 12:
        return _iso(year, one, other)
    if order is Order.UNKNOWN:
        return ""
    return _iso(year, other, one) if order is Order.DAY_FIRST else _iso(year, one, other)


def _full(year: str, latest: int) -> str:
    if len(year) == 4:
        return year
    whole = latest // 100 * 100 + int(year)
    return str(whole if whole <= latest else whole - 100)


def _iso(year: str, month: int, day: int) -> str:
    if year in _NO_YEAR:
        year = ""
    if day_ms(int(year or "2000"), month, day) is None:
        return ""
    iso = f"{year}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"
    return "" if iso in _FILLED_IN else iso
