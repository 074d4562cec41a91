"""The day to come that a promise names: "by friday", "tomorrow", "next week", "on 3 May". English tables. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from relate.domain.phrase_words import MONTHS, NUMBERS, UNIT_DAYS, WEEKDAYS

_MONTH: Final = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|sept)\.?"
_WEEKDAY: Final = "(?P<weekday>" + "|".join(f"{day[:3]}(?:{day[3:]}|s|rs|nes|urs)?" for day in WEEKDAYS) + ")"
_COUNT: Final = r"(?P<count>\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_BEFORE: Final = "(?:by|until|till|before|on|not later than|no later than)"
_DAYS: Final = tuple(
    re.compile(rf"(?<![\w-])(?:{_BEFORE} (?:the )?)?(?:{pattern})(?![\w-])", re.IGNORECASE)
    for pattern in (
        r"(?P<iso>\d{4}-\d{2}-\d{2})",
        r"(?P<after>(?:the )?day after tomorrow)",
        r"(?P<one>tomorrow(?: (?:morning|afternoon|evening|night))?)",
        r"(?P<zero>today|tonight|this (?:morning|afternoon|evening))",
        r"(?P<end>(?:the )?end of (?:the |this |next )?(?:week|month|year))",
        r"(?P<next>next (?:week|month|year))",
        rf"in {_COUNT} (?P<unit>day|week|month|year)s?(?:[’']? time)?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? {_MONTH}(?:,? (?P<year>\d{{4}}))?",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
        r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})?",
        r"(?P<weekend>(?:the |this )?weekend)",
        rf"(?P<which>next |this )?{_WEEKDAY}",
    )
)  # fmt: skip


def coming_day(text: str, today: date) -> tuple[date, str] | None:
    """The first day named that is not before `today`, and the text without it; None where there is none.

    A weekday alone is the next one, today excluded; a week, month or year that comes is its last working day's end:
    "next week" is its Friday, "next month" its last day.
    """
    for pattern in _DAYS:
        for found in pattern.finditer(text):
            day = _day(found, today)
            if day is not None and day >= today:
                rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
                return day, re.sub(r"\s+([,.;!?])", r"\1", rest).strip(" ,;")
    return None


def _day(found: re.Match[str], today: date) -> date | None:
    said = {name: value.casefold() for name, value in found.groupdict().items() if value is not None}
    try:
        if "iso" in said:
            return date.fromisoformat(said["iso"])
        if "count" in said:
            count = int(said["count"]) if said["count"].isdigit() else NUMBERS[said["count"]]
            return today + timedelta(days=count * UNIT_DAYS[said["unit"]])
        if "end" in said or "next" in said:
            return _end(said.get("end") or said["next"], today)
        if "weekend" in said:
            return today + timedelta(days=(5 - today.weekday()) % 7)
        if "weekday" in said:
            return _weekday(said["weekday"], said.get("which", "").strip(), today)
        if "day" in said:
            return _calendar_day(said, today)
    except (ValueError, OverflowError):
        return None
    return today + timedelta(days=2 if "after" in said else 1 if "one" in said else 0)


def _end(words: str, today: date) -> date:
    """The last day of the week (its Friday), month or year that is meant."""
    next_one = "next" in words
    if words.endswith("week"):
        friday = today + timedelta(days=(4 - today.weekday()) % 7)
        monday_next = today - timedelta(days=today.weekday()) + timedelta(days=7)
        return monday_next + timedelta(days=4) if next_one else friday
    if words.endswith("month"):
        month = today.month + next_one
        year, month = (today.year + 1, 1) if month > 12 else (today.year, month)
        return date(year, month, calendar.monthrange(year, month)[1])
    return date(today.year + next_one, 12, 31)


def _weekday(name: str, which: str, today: date) -> date:
    """The next day of that name; "next" is that of the week to come."""
    wanted = next(place for place, day in enumerate(WEEKDAYS) if day.startswith(name[:3]))
    if which == "next":
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _calendar_day(said: dict[str, str], today: date) -> date:
    """Without a year: the next that is not past."""
    month = int(said["number"]) if "number" in said else 1 + next(
        place for place, name in enumerate(MONTHS) if name.startswith(said["month"][:3])
    )  # fmt: skip
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
