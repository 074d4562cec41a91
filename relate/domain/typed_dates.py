"""A date that somebody types to go there: a year, a month, or a day in any way that `phrases` reads.

The languages are those of `phrase_languages`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from relate.domain.moments import Moment, Precision
from relate.domain.phrase_languages import LANGUAGES
from relate.domain.phrases import parse

_YEAR: Final = re.compile(r"(?P<year>\d{4})")
_BETWEEN: Final = re.compile(r"\s*[–—]\s*|\s+(?:to|until|till|and|bis|und|-)\s+|(?<=\d)\.?-(?=\d)")
_BETWEEN_WORDS: Final = re.compile(r"[–—]|\b(?:to|until|till|and|bis|und)\b")
_MONTH: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<name>[^\W\d_]{3,9})\.?,?(?:\s+(?P<year>\d{4}))?",
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


def days_named(text: str, today: date) -> tuple[Moment, Moment | None] | None:
    """When something was: "14 to 16 March 2019" are its first and last day, "14 March 2019" its day, "March 2019" and
    "2019" are as much as is known. What the first day leaves out it shares with the last. None where no date is named.
    """
    said = " ".join(text.split())
    for found in _BETWEEN.finditer(said):
        last = _named(said[found.end() :], today)
        if last is None or last.precision is not Precision.DAY:
            continue
        end = _day_of(last)
        first = _first_day(said[: found.start()].strip(), end, today)
        if first is not None and first <= end:
            return Moment.of_day(first), None if first == end else last
    whole = _named(said, today)
    return None if whole is None else (whole, None)


def _first_day(text: str, end: date, today: date) -> date | None:
    """A first day told by as much as differs from the last: "14", "30 March", "14 March 2019"."""
    if not text:
        return None
    more = "" if _YEAR.search(text) else f" {end.year}"
    day = text.rstrip(".")
    said = f"{end.year}-{end.month:02d}-{int(day):02d}" if more and day.isdigit() else day + more
    first = _named(said, today)
    return _day_of(first) if first is not None and first.precision is Precision.DAY else None


def _named(said: str, today: date) -> Moment | None:
    """A year, a month or a day; one with its year may be to come."""
    if _BETWEEN_WORDS.search(said):
        return None
    last = newest_day(said, date(int(year[0]), 12, 31) if (year := _YEAR.search(said)) else today)
    if last is None:
        return None
    if _YEAR.fullmatch(said):
        return Moment(Moment.of_day(date(last.year, 1, 1)).ms, Precision.YEAR)
    if any((found := pattern.fullmatch(said)) and _month(found) is not None for pattern in _MONTH):
        return Moment(Moment.of_day(last.replace(day=1)).ms, Precision.MONTH)
    return Moment.of_day(last)


def _day_of(moment: Moment) -> date:
    return date(1970, 1, 1) + timedelta(milliseconds=moment.ms)


def _month(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    if groups.get("number"):
        return int(groups["number"])
    name = groups["name"].casefold()
    every = (month for language in LANGUAGES for month in enumerate(language.months, start=1))
    return next((n for n, month in every if month.startswith(name)), None)
