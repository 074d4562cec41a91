"""An instant as an export tells it: how exact it is, and in whose clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

SECOND_MS = 1000
MINUTE_MS = 60 * SECOND_MS
DAY_MS = 24 * 60 * MINUTE_MS


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - date(1970, 1, 1)).days


def date_of(number: int) -> date:
    """The date of a day counted from 1970-01-01."""
    return date(1970, 1, 1) + timedelta(days=number)


class Precision(IntEnum):
    """How much of an instant is known. Higher is finer; a finer one refines a coarser one of the same thing."""

    YEAR = 1
    MONTH = 2
    DAY = 3
    MINUTE_UNKNOWN_ZONE = 4
    """A wall clock time without its zone (LinkedIn 2018, invitations): compared within a day."""
    MINUTE = 5
    SECOND = 6


class Moment(NamedTuple):
    """An instant in UTC milliseconds since 1970, its precision and, where known, the writer's offset in minutes.
    A NamedTuple, as the records that hold it: a frozen dataclass takes three times as long to make.

    A DAY, MONTH or YEAR holds its first millisecond in UTC and is shown as that date in every zone.
    A MINUTE_UNKNOWN_ZONE holds the wall clock read as if it were UTC.
    """

    ms: int
    precision: Precision = Precision.SECOND
    offset: int | None = None

    @staticmethod
    def of(when: datetime, precision: Precision = Precision.SECOND) -> Moment:
        """From an aware datetime (its offset is kept) or a naive one (taken as UTC, offset unknown)."""
        offset = when.utcoffset()
        aware = when if offset is not None else when.replace(tzinfo=UTC)
        ms = round((aware - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))
        return Moment(ms, precision, None if offset is None else int(offset.total_seconds() // 60))

    @staticmethod
    def of_day(day: date) -> Moment:
        return Moment(day_number(day) * DAY_MS, Precision.DAY)

    def iso(self) -> str:
        """ISO 8601 in UTC, cut to what is known: "2026-11-20", "2026-11-20T09:12Z", "2026-11-20T09:12:30Z"."""
        when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=self.ms)
        match self.precision:
            case Precision.YEAR:
                return f"{when:%Y}"
            case Precision.MONTH:
                return f"{when:%Y-%m}"
            case Precision.DAY:
                return f"{when:%Y-%m-%d}"
            case Precision.SECOND:
                return f"{when:%Y-%m-%dT%H:%M:%S}Z"
            case _:
                return f"{when:%Y-%m-%dT%H:%M}Z"
