"""Days as exports write them: which number is the day and which the month, and years of other calendars.

Each phone writes dates its own way and says nowhere which; all of a chat tells (formats/contacts.md 5.1).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from relate.domain.moments import day_number
from relate.importers.dates import day_ms

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: Final[tuple[Order, ...]] = ("dmy", "mdy", "ymd")
_NUMBER: Final = re.compile(r"\d+")
_FIRST_YEAR, _LAST_YEAR = 2009, 2099
"""WhatsApp began in 2009."""
_BUDDHIST: Final = 543
_PERSIAN: Final = range(1380, 1430)
_PERSIAN_BEGINS: Final = date(622, 3, 21).toordinal()
_UNIX: Final = date(1970, 1, 1).toordinal()
_DAY_MS: Final = 86_400_000


@lru_cache(maxsize=1 << 15)
def numbers(text: str) -> tuple[int, int, int] | None:
    """The three numbers of a date in the digits of any script; None where there are not three."""
    found = _NUMBER.findall(text)
    return (int(found[0]), int(found[1]), int(found[2])) if len(found) == 3 else None


@lru_cache(maxsize=1 << 15)
def first_ms(text: str, order: Order) -> int | None:
    """The first millisecond of a day, as UTC; None where it is no day."""
    told = numbers(text)
    if told is None:
        return None
    one, two, three = told
    if one > 99 or order == "ymd":
        year, month, day = one, two, three
    elif order == "dmy":
        day, month, year = one, two, three
    else:
        month, day, year = one, two, three
    if year in _PERSIAN:
        return _persian(year, month, day)
    return day_ms(_full(year), month, day)


def _full(year: int) -> int:
    """A Buddhist year is 543 ahead; two digits of one are those that no other year of WhatsApp has."""
    if year < 50:
        return 2000 + year
    if year < 87:
        return 2500 + year - _BUDDHIST
    if year < 100:
        return 1900 + year
    return year - _BUDDHIST if 2500 <= year < 2700 else year


def _persian(year: int, month: int, day: int) -> int | None:
    """A day of the calendar of Iran, by its cycle of 33 years with eight leap years (right from 1208 to 1468)."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)):
        return None
    if month == 12 and day == 30 and (8 * year + 29) % 33 >= 8:
        return None
    before = 31 * (month - 1) if month < 8 else 186 + 30 * (month - 7)
    ordinal = _PERSIAN_BEGINS + 365 * (year - 1) + (8 * year + 21) // 33 + before + day - 1
    return (ordinal - _UNIX) * _DAY_MS


class Evidence:
    """What the dates of chats say of their order: how many are no day in it, how often time runs backwards."""

    def __init__(self) -> None:
        self.no_days = [0, 0, 0]
        self.backwards = [0, 0, 0]
        self.samples: list[str] = []
        self.needed = False
        """Whether any of them can be read in more than one order."""
        self._last = ""
        self._before = [-1, -1, -1]

    def see(self, text: str) -> None:
        """The date of the next message."""
        if text == self._last:
            return
        self._last = text
        told = numbers(text)
        if told is None or told[0] > 99:
            return
        self.needed = True
        if len(self.samples) < 3:
            self.samples.append(text)
        for place, order in enumerate(ORDERS):
            day = _plausible(text, order)
            if day is None:
                self.no_days[place] += 1
            else:
                self.backwards[place] += day < self._before[place]
                self._before[place] = day

    def add(self, other: Evidence) -> None:
        """Join what the dates of another chat say."""
        for place in range(len(ORDERS)):
            self.no_days[place] += other.no_days[place]
            self.backwards[place] += other.backwards[place]
        self.needed |= other.needed
        self.samples = (self.samples + other.samples)[:3]

    def order(self) -> Order | None:
        """The only order that fits best; None where day and month can be either."""
        if not self.needed:
            return "ymd"
        dmy, mdy, ymd = zip(self.no_days, self.backwards, strict=True)
        if ymd[0] < min(dmy[0], mdy[0]):  # a year of two digits in front is rare
            return "ymd"
        if dmy == mdy:
            return None
        return "dmy" if dmy < mdy else "mdy"


@lru_cache(maxsize=1 << 15)
def _plausible(text: str, order: Order) -> int | None:
    ms = first_ms(text, order)
    if ms is None or not _FIRST_DAY <= ms // _DAY_MS < _LAST_DAY:
        return None
    return ms // _DAY_MS


_FIRST_DAY: Final = day_number(date(_FIRST_YEAR, 1, 1))
_LAST_DAY: Final = day_number(date(_LAST_YEAR, 1, 1))
