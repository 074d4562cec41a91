"""The day that a typed line names: "yesterday", "last tuesday", "14 July", "two weeks ago".

What the groups of a language's `days` mean: iso: a whole date; zero, one, two: so many days ago; count and unit; ago:
one such unit; weekday, with `which` before it, or `before`: in the week before; weekend; first, second, year: a date
whose order nobody knows; day with month or number, year; nth: the day of a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from relate.domain.phrase_language import Language


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![\w-])(?:{each})(?![\w-])", re.IGNORECASE) for each in language.days)


def cut_day(text: str, today: date, language: Language) -> tuple[date | None, str]:
    """The first day a text names that is not to come, and the text without it."""
    for found in _days_in(text, language):
        day = _day(found, today, language)
        if day is not None and day <= today:
            return day, cut(text, found)
    return None, text


def whole_day(clause: str, today: date, language: Language) -> date | None:
    """The day, where a clause is nothing else."""
    day, rest = cut_day(clause, today, language)
    return day if not rest else None


def _days_in(text: str, language: Language) -> Iterator[re.Match[str]]:
    for pattern in _patterns(language):
        yield from pattern.finditer(text)


def _day(found: re.Match[str], today: date, language: Language) -> date | None:
    said = {name: value.casefold() for name, value in found.groupdict().items() if value is not None}
    try:
        if "iso" in said:
            return date.fromisoformat(said["iso"])
        if "count" in said:
            return today - timedelta(days=counted_days(said, language))
        if "ago" in said:
            return today - timedelta(days=language.units[said["ago"]])
        if "first" in said:
            return _calendar_day(said | _in_order(said), today, language)
        if "weekend" in said:
            return _saturday(today, is_last=not language.last.isdisjoint(found[0].casefold().split()))
        if "weekday" in said and "before" in said:
            sunday = today + timedelta(days=6 - today.weekday())
            return _weekday(weekday_number(said["weekday"], language), sunday) - timedelta(days=7)
        if "weekday" in said:
            is_last = said.get("which", "").strip() in language.last
            return _weekday(weekday_number(said["weekday"], language), today, is_last=is_last)
        if "nth" in said:
            return _nth(int(said["nth"]), today)
        if "day" in said:
            return _calendar_day(said, today, language)
    except (ValueError, OverflowError):
        return None
    return today - timedelta(days=2 if "two" in said else 1 if "one" in said else 0)


def _in_order(said: dict[str, str]) -> dict[str, str]:
    """Which of 14/11 is the month. Raises ValueError where both may be: what is not certain stays in the text."""
    first, second = int(said["first"]), int(said["second"])
    if first > 12:
        return {"day": said["first"], "number": said["second"]}
    if second > 12 or first == second:
        return {"day": said["second"], "number": said["first"]}
    raise ValueError(said["first"])


def counted_days(said: dict[str, str], language: Language) -> int:
    """How many days "two weeks" are."""
    count = int(said["count"]) if said["count"].isdigit() else language.numbers[said["count"]]
    return count * language.units[said["unit"]]


def weekday_number(name: str, language: Language) -> int:
    """0 for Monday; the name may be shortened, or lead on ("Freitagabend")."""
    for fits in (name.startswith, lambda day: day.startswith(name[:3])):
        for place, names in enumerate(language.weekdays):
            if any(fits(day) for day in names):
                return place
    raise ValueError(name)


def month_number(said: dict[str, str], language: Language) -> int:
    """1 for January, by the number or the name, which may be shortened."""
    if "number" in said:
        return int(said["number"])
    return 1 + next(place for place, name in enumerate(language.months) if name.startswith(said["month"][:3]))


def _weekday(wanted: int, today: date, *, is_last: bool = False) -> date:
    """The latest day of that name, today included; "last" leaves out today."""
    back = (today.weekday() - wanted) % 7
    return today - timedelta(days=7 if back == 0 and is_last else back)


def _saturday(today: date, *, is_last: bool) -> date:
    """The weekend's first day; on one, "last weekend" is the one before."""
    back = (today.weekday() - 5) % 7
    return today - timedelta(days=back + 7 if back < 2 and is_last else back)


def _nth(number: int, today: date) -> date:
    """The latest day of that number in its month that is not to come; a month without it is passed over."""
    month = today.replace(day=1)
    while True:
        try:
            day = month.replace(day=number)
        except ValueError:
            if not 1 <= number <= 31:
                raise
        else:
            if day <= today:
                return day
        month = (month - timedelta(days=1)).replace(day=1)


def _calendar_day(said: dict[str, str], today: date, language: Language) -> date:
    """Without a year: the latest that is not to come."""
    month = month_number(said, language)
    if "year" in said:
        year = int(said["year"])
        return date(year + 2000 if year < 100 else year, month, int(said["day"]))
    # 29 February is found up to eight years back.
    for year in range(today.year, today.year - 9, -1):
        try:
            day = date(year, month, int(said["day"]))
        except ValueError:
            continue
        if day <= today:
            return day
    raise ValueError(said["day"])


def cut(text: str, found: re.Match[str]) -> str:
    """A text without a part of it."""
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()).lstrip(":-– ")
