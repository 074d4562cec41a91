"""The home zone: which day an instant belongs to for the owner of the library."""

from __future__ import annotations

import time
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from relate.domain.moments import DAY_MS, Precision

if TYPE_CHECKING:
    from relate.domain.columns import Bools, Ints

_FIRST_YEAR, _LAST_YEAR = 1970, 2060
_ZONELESS = int(Precision.MINUTE_UNKNOWN_ZONE)


@dataclass(frozen=True, slots=True)
class HomeZone:
    """Offsets from UTC in milliseconds, each from its instant (UTC ms, ascending) on."""

    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    @staticmethod
    def named(name: str) -> HomeZone:
        """Of an IANA name; the machine's own zone when the name is empty or not known here."""
        return _scan(zone_info(name))

    def offset(self, at: int) -> int:
        """Milliseconds to add to a UTC instant to read the wall clock at home."""
        return self.offsets[max(bisect_right(self.starts, at) - 1, 0)]

    def day(self, at: int, precision: int = Precision.SECOND) -> int:
        """Days since 1970-01-01 at home; a date without a time is that date everywhere."""
        if precision > _ZONELESS:  # asked for every row of an archive: as `offset`, without its call
            at += self.offsets[(bisect_right(self.starts, at) or 1) - 1]
        return at // DAY_MS

    def days(self, at: Ints, has_time: Bools) -> Ints:
        """`day` of many instants; has_time: where they are more than a date or a time of no known zone."""
        import numpy as np

        place = np.maximum(np.searchsorted(np.array(self.starts), at, side="right") - 1, 0)
        return (at + np.where(has_time, np.array(self.offsets)[place], 0)) // DAY_MS

    def start_of(self, day: int) -> int:
        """The UTC instant at which a home day begins."""
        guess = day * DAY_MS
        return guess - self.offset(guess - self.offset(guess))


def zone_info(name: str) -> ZoneInfo | None:
    """The zone of an IANA name; None, the machine's own, when the name is empty or not known here."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def home_date(at: int, zone: ZoneInfo | None) -> date:
    """The date at home of a UTC instant in milliseconds; for a few of them (`HomeZone` is for many)."""
    return datetime.fromtimestamp(at / 1000, zone).date()


def _scan(zone: ZoneInfo | None) -> HomeZone:
    """Where the offset changes, by days and then to the hour: no library tells the transitions themselves."""

    def offset(at: int) -> int:
        if zone is None:
            return time.localtime(at // 1000).tm_gmtoff * 1000
        shift = datetime.fromtimestamp(at / 1000, zone).utcoffset() or timedelta()
        return int(shift.total_seconds()) * 1000

    first = int(datetime(_FIRST_YEAR, 1, 2, tzinfo=UTC).timestamp()) * 1000
    last = int(datetime(_LAST_YEAR, 1, 1, tzinfo=UTC).timestamp()) * 1000
    starts, offsets = [first], [offset(first)]
    week = 7 * DAY_MS
    hour = DAY_MS // 24
    for at in range(first + week, last, week):
        now = offset(at)
        if now == offsets[-1]:
            continue
        low, high = at - week, at
        while high - low > hour // 4:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == offsets[-1] else (low, middle)
        starts.append(high // (hour // 4) * (hour // 4))
        offsets.append(now)
    return HomeZone(tuple(starts), tuple(offsets))


class HomeClock(tzinfo):
    """The home zone for the standard library's dates: aware datetimes are turned into home ones by `astimezone`."""

    def __init__(self, zone: HomeZone) -> None:
        self._zone = zone

    def fromutc(self, moment: datetime) -> datetime:
        return moment + timedelta(milliseconds=self._zone.offset(_ms(moment)))

    def utcoffset(self, moment: datetime | None) -> timedelta:
        if moment is None:
            return timedelta()
        local = _ms(moment)
        return timedelta(milliseconds=self._zone.offset(local - self._zone.offset(local)))

    def dst(self, moment: datetime | None) -> timedelta:  # noqa: ARG002 - the standard library's form
        return timedelta()

    def tzname(self, moment: datetime | None) -> str:  # noqa: ARG002 - the standard library's form
        return "home"


def _ms(moment: datetime) -> int:
    return round((moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))
