"""Birthdays with or without a year, and when the next one is."""

from __future__ import annotations

import re
from datetime import date

_EPOCH = date(1970, 1, 1)
_FORM = re.compile(r"(?:(\d{4})|-)-(\d{1,2})-(\d{1,2})$")


def month_and_day(value: str) -> tuple[int, int] | None:
    """(4, 12) of "1984-04-12" or "--04-12"; None where the day is not known."""
    found = _FORM.match(value.strip())
    if not found:
        return None
    month, day = int(found.group(2)), int(found.group(3))
    return (month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def next_birthday(value: str, today: int) -> int | None:
    """The home day (days since 1970-01-01) of the next birthday, today's included; 29 February falls on the 28th."""
    known = month_and_day(value)
    if known is None:
        return None
    now = date.fromordinal(_EPOCH.toordinal() + today)
    for year in (now.year, now.year + 1):
        day = _in_year(year, *known)
        if day is not None and day >= now:
            return day.toordinal() - _EPOCH.toordinal()
    return None


def _in_year(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 2, 28) if (month, day) == (2, 29) else None
