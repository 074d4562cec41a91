"""The day that a typed line names: "yesterday", "last tuesday", "14 July", "two weeks ago". English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from relate.domain.phrase_words import MONTHS, NUMBERS, UNIT_DAYS, WEEKDAYS

_MONTH: Final = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|sept)\.?"
_WEEKDAY: Final = "(?P<weekday>" + "|".join(f"{day[:3]}(?:{day[3:]}|s|rs|nes|urs)?" for day in WEEKDAYS) + ")"
_ANY_WEEKDAY: Final = _WEEKDAY.replace("?P<weekday>", "?:")
_COUNT: Final = r"(?P<count>\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_PART: Final = "(?: (?:early |late )?(?:morning|noon|lunchtime|afternoon|evening|night))?"
_GOES_ON: Final = "with|at|in|on|for|to|about|and|i|we|he|she|they"
"""What follows a day that is no part of it: "on the 3rd with Ana", and not "the 3rd time"."""
_DAYS: Final = tuple(
    re.compile(rf"(?<![\w-])(?:on (?:the )?)?(?:{pattern})(?![\w-])", re.IGNORECASE)
    for pattern in (
        r"(?P<iso>\d{4}-\d{2}-\d{2})",
        r"(?P<two>the day before yesterday)",
        rf"(?P<one>yesterday{_PART}|last night)",
        r"(?P<zero>(?:earlier |later )?today|this morning|this noon|this afternoon|this evening|tonight|just now)",
        rf"(?:about |some )?{_COUNT} (?P<unit>day|week|fortnight|month|year)s? ago",
        rf"(?P<before>last week)(?:[’']s)?,? (?:on )?{_WEEKDAY}{_PART}",
        rf"{_WEEKDAY}{_PART},? (?:of )?(?P<before>last week)",
        r"last (?P<ago>week|month)",
        r"(?:(?:at|on|over|during) (?:the )?(?:last |past )?|(?:last|past|this) )(?P<weekend>weekend)",
        r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?",
        rf"(?:{_ANY_WEEKDAY} )?(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? {_MONTH}(?:,? (?P<year>\d{{4}}))?",
        rf"(?:{_ANY_WEEKDAY} )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
        r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4}|\d{2})?",
        rf"(?P<last>last |this )?{_WEEKDAY}{_PART}",
        rf"the (?P<nth>\d{{1,2}})(?:st|nd|rd|th)(?=$|[,;:]|\s(?:{_GOES_ON})\b)",
    )
)


DAYS_ALONE: Final = re.compile(rf"{_WEEKDAY}|{_MONTH}|today|yesterday|tonight", re.IGNORECASE)
"""A word with a capital that is a day, and nobody's name."""


def cut_day(text: str, today: date) -> tuple[date | None, str]:
    """The first day a text names that is not to come, and the text without it."""
    for found in _days_in(text):
        day = _day(found, today)
        if day is not None and day <= today:
            return day, cut(text, found)
    return None, text


def whole_day(clause: str, today: date) -> date | None:
    """The day, where a clause is nothing else."""
    day, rest = cut_day(clause, today)
    return day if not rest else None


def _days_in(text: str) -> Iterator[re.Match[str]]:
    for pattern in _DAYS:
        yield from pattern.finditer(text)


def _day(found: re.Match[str], today: date) -> date | None:
    said = {name: value.casefold() for name, value in found.groupdict().items() if value is not None}
    try:
        if "iso" in said:
            return date.fromisoformat(said["iso"])
        if "count" in said:
            count = int(said["count"]) if said["count"].isdigit() else NUMBERS[said["count"]]
            return today - timedelta(days=count * UNIT_DAYS[said["unit"]])
        if "ago" in said:
            return today - timedelta(days=UNIT_DAYS[said["ago"]])
        if "first" in said:
            return _calendar_day(said | _in_order(said), today)
        if "weekend" in said:
            return _saturday(found[0].casefold(), today)
        if "weekday" in said and "before" in said:
            return _weekday(said["weekday"], "", today + timedelta(days=6 - today.weekday())) - timedelta(days=7)
        if "weekday" in said:
            return _weekday(said["weekday"], said.get("last", "").strip(), today)
        if "nth" in said:
            return _nth(int(said["nth"]), today)
        if "day" in said:
            return _calendar_day(said, today)
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


def _weekday(name: str, which: str, today: date) -> date:
    """The latest day of that name, today included; "last" leaves out today."""
    wanted = next(place for place, day in enumerate(WEEKDAYS) if day.startswith(name[:3]))
    back = (today.weekday() - wanted) % 7
    return today - timedelta(days=7 if back == 0 and which == "last" else back)


def _saturday(words: str, today: date) -> date:
    """The weekend's first day; on one, "last weekend" is the one before."""
    back = (today.weekday() - 5) % 7
    return today - timedelta(days=back + 7 if back < 2 and "last" in words else back)


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


def _calendar_day(said: dict[str, str], today: date) -> date:
    """Without a year: the latest that is not to come."""
    month = int(said["number"]) if "number" in said else 1 + next(
        place for place, name in enumerate(MONTHS) if name.startswith(said["month"][:3])
    )  # fmt: skip
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
