"""The day to come that a promise names: "by friday", "tomorrow", "next week", "on 3 May". Pure.

The groups of a language's `coming` are those of its `days`; end: the end of that unit, and `next` of the one to come.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import cache

from relate.domain.phrase_days import counted_days, month_number, weekday_number
from relate.domain.phrase_language import Language
from relate.domain.phrase_languages import language_of

WEEK, YEAR = 7, 365


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![\w-])(?:{each})(?![\w-])", re.IGNORECASE) for each in language.coming)


def coming_day(text: str, today: date) -> tuple[date, str] | None:
    """The first day named that is not before `today`, and the text without it; None where there is none.

    A weekday alone is the next one, today excluded; a week, month or year that comes is its last working day's end:
    "next week" is its Friday, "next month" its last day.
    """
    language = language_of(text)
    for pattern in _patterns(language):
        for found in pattern.finditer(text):
            day = _day(found, today, language)
            if day is not None and day >= today:
                rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
                return day, re.sub(r"\s+([,.;!?])", r"\1", rest).strip(" ,;")
    return None


def _day(found: re.Match[str], today: date, language: Language) -> date | None:
    said = {name: value.casefold() for name, value in found.groupdict().items() if value is not None}
    try:
        if "iso" in said:
            return date.fromisoformat(said["iso"])
        if "count" in said:
            return today + timedelta(days=counted_days(said, language))
        if "end" in said:
            return _end(language.units[said["end"]], today, next_one="next" in said)
        if "weekend" in said:
            return today + timedelta(days=(5 - today.weekday()) % 7)
        if "weekday" in said:
            following = said.get("which", "").strip() in language.following
            return _weekday(weekday_number(said["weekday"], language), today, following=following)
        if "day" in said:
            return _calendar_day(said, today, language)
    except (ValueError, OverflowError):
        return None
    return today + timedelta(days=2 if "two" in said else 1 if "one" in said else 0)


def _end(unit: int, today: date, *, next_one: bool) -> date:
    """The last day of the week (its Friday), month or year that is meant; `unit` in days."""
    if unit == WEEK:
        friday = today + timedelta(days=(4 - today.weekday()) % 7)
        monday_next = today - timedelta(days=today.weekday()) + timedelta(days=7)
        return monday_next + timedelta(days=4) if next_one else friday
    if unit < YEAR:
        month = today.month + next_one
        year, month = (today.year + 1, 1) if month > 12 else (today.year, month)
        return date(year, month, calendar.monthrange(year, month)[1])
    return date(today.year + next_one, 12, 31)


def _weekday(wanted: int, today: date, *, following: bool) -> date:
    """The next day of that name; "next" is that of the week to come."""
    if following:
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _calendar_day(said: dict[str, str], today: date, language: Language) -> date:
    """Without a year: the next that is not past."""
    month = month_number(said, language)
    if "year" in said:
        return date(int(said["year"]), month, int(said["day"]))
    # 29 February is found up to eight years on.
    for year in range(today.year, today.year + 9):
        try:
            day = date(year, month, int(said["day"]))
        except ValueError:
            continue
        if day >= today:
            return day
    raise ValueError(said["day"])
