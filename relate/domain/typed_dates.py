"""A date that somebody types to go there: a year, a month, or a day in any way that `phrases` reads. English tables."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from relate.domain.phrases import MONTHS, parse

_YEAR: Final = re.compile(r"(?P<year>\d{4})")
_MONTH: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<name>[a-z]{3,9})\.?,?(?:\s+(?P<year>\d{4}))?",
        r"(?P<year>\d{4})\s*[-/.]\s*(?P<number>\d{1,2})",
        r"(?P<number>\d{1,2})\s*[-/.]\s*(?P<year>\d{4})",
    )
)


def newest_day(text: str, today: date) -> date | None:
    """The last day of what is named: "2019" is 31 December 2019, "May 2019" the 31st of May, "3 May 2019" itself.

    A month without a year is the latest that has begun. None where no date is named, or none that a calendar has.
    """
    said = " ".join(text.split())
    try:
        if found := _YEAR.fullmatch(said):
            return date(int(found["year"]), 12, 31)
        for pattern in _MONTH:
            if (found := pattern.fullmatch(said)) and (month := _month(found)) is not None:
                year = int(found["year"]) if found["year"] else today.year - (month > today.month)
                return date(year, month, calendar.monthrange(year, month)[1])
    except ValueError:
        return None
    return parse(said, today).day


def _month(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    if groups.get("number"):
        return int(groups["number"])
    name = groups["name"].casefold()
    return next((n for n, month in enumerate(MONTHS, start=1) if month.startswith(name)), None)
