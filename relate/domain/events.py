"""Events in words: their days, and how one met whoever was there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from relate.domain.moments import DAY_MS, Moment, Precision

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
BEFORE_DAYS = 3
AFTER_DAYS = 30
"""Whoever was met at an event becomes connected a little before it, or in the weeks after it."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """What an event is: its name, first and last day, place, and a note."""

    name: str
    start: Moment | None = None
    end: Moment | None = None
    place: str = ""
    note: str = ""


def how_met(name: str, start: Moment | None) -> str:
    """ "SaaS Expo, March 2019"; as much of the date as is known."""
    when = "" if start is None else month_and_year(start)
    return ", ".join(part for part in (" ".join(name.split()), when) if part)


def month_and_year(moment: Moment) -> str:
    """ "March 2019", or "2019" where no more is known."""
    day = _EPOCH + timedelta(milliseconds=moment.ms)
    return str(day.year) if moment.precision is Precision.YEAR else f"{MONTHS[day.month - 1]} {day.year}"


def is_of_that_time(day: int, start_ms: int | None, end_ms: int | None) -> bool:
    """Whether somebody who became connected on a day (since 1970-01-01) may have been met at an event; one without a
    date may have been at any time."""
    if start_ms is None:
        return True
    first = start_ms // DAY_MS
    last = max(first, first if end_ms is None else end_ms // DAY_MS)
    return first - BEFORE_DAYS <= day <= last + AFTER_DAYS
