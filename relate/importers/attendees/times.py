"""The dates of a list, whose writer's order of day and month is told by all of them together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from relate.domain.moments import DAY_MS, Moment, Precision
from relate.importers import dates

_SLASHED: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_STAMPED: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}")
_ZONE: Final = re.compile(r"(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$")
_DAY_IN_NAME: Final = re.compile(
    r"(?<!\d)(20\d\d)([-_. ]?)(0[1-9]|1[0-2])\2([0-2]\d|3[01])(?:[T_ -]\d{2}(?:[-.:_]?\d{2}){0,2}|(?!\d))"
)
_DAY_IN_WORDS: Final = re.compile(r"(?<!\w)(?:[^\W\d_]{3,10}\.? \d{1,2},? 20\d\d|\d{1,2}\.? [^\W\d_]{3,10}\.? 20\d\d)")
_LONGEST: Final = 60


class Times:
    """Reads the dates of one list. day_first: of two numbers that both may be a month the first one is the day."""

    def __init__(self, texts: Iterable[str]) -> None:
        """texts: dates of the list, from which the order is told; without a sign of it the American one holds."""
        first = second = 0
        for text in texts:
            if found := _SLASHED.match(text.strip()):
                first, second = max(first, int(found[1])), max(second, int(found[3]))
        self.day_first = first > 12 >= second

    def moment(self, text: str) -> Moment | None:
        """An instant or a day; a wall clock without its zone stays one. None for what is no date."""
        text = " ".join(text[:_LONGEST].split())
        if not text:
            return None
        if _STAMPED.match(text):
            told = dates.utc_second(text)
            if told is not None and _ZONE.search(text) is None:
                return Moment(told.ms, Precision.MINUTE_UNKNOWN_ZONE)
            return told
        if (found := _SLASHED.match(text)) and found[2] != ".":
            day, month = (found[1], found[3]) if self.day_first else (found[3], found[1])
            return dates.us_minute(f"{month}/{day}/{found[4]}{found[5]}")
        return dates.day_and_clock(text) or dates.us_minute(text)


def day_of(moment: Moment) -> Moment:
    """Its day, as its writer's clock had it."""
    local = moment.ms + (moment.offset or 0) * 60_000
    return Moment(local // DAY_MS * DAY_MS, Precision.DAY)


def day_in(name: str) -> tuple[Moment | None, str]:
    """The day that a file's name tells, and the name without it: "2026-05-14", "14 May 2026"."""
    if found := _DAY_IN_NAME.search(name):
        told = dates.day(f"{found[1]}-{found[3]}-{found[4]}")
    elif found := _DAY_IN_WORDS.search(name):
        told = dates.day(found[0])
    else:
        return None, name
    return (told, f"{name[: found.start()]} {name[found.end() :]}") if told is not None else (None, name)
