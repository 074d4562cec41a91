"""The instants of Google Chat: "Tuesday, September 15, 2020 at 11:19:21 PM UTC", in the language of the account."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from relate.domain.moments import MINUTE_MS, SECOND_MS, Moment, Precision
from relate.importers.worded_times import day_in, plain

_CLOCK: Final = re.compile(
    r"(\d{1,2})[:.](\d{2})[:.](\d{2})|(\d{1,2})\s*[시時时点]\s*(\d{1,2})\s*[분分]\s*(\d{1,2})\s*[초秒]"
)
_OFFSET: Final = re.compile(r"(?:UTC|GMT)\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?")
_AFTERNOON: Final = re.compile(
    r"\bp\.?\s?m\b\.?|오후|午後|下午|(?<!\w)م(?:ساءً)?(?=\s|$)|\bμ\.?μ\b|\bös\b|หลังเที่ยง|अपराह्न", re.IGNORECASE
)
_MORNING: Final = re.compile(
    r"\ba\.?\s?m\b\.?|오전|午前|上午|(?<!\w)ص(?:باحًا)?(?=\s|$)|\bπ\.?μ\b|\böö\b|ก่อนเที่ยง|पूर्वाह्न", re.IGNORECASE
)
_MINUTES: Final = {
    f"{hour % 12 or 12}:{minute:02}": (hour * 60 + minute) * MINUTE_MS for hour in range(12) for minute in range(60)
}
_TAILS: Final = {
    f":{second:02}{blank}{half} UTC": second * SECOND_MS + noon * 12 * 60 * MINUTE_MS
    for second in range(60)
    for blank in (" ", "\u202f")
    for noon, half in enumerate(("AM", "PM"))
}
_LONGEST: Final = 120
"""Characters of a time in any language; what is longer would be remembered for nothing."""
_TAIL: Final = len(":21 PM UTC")
# As Moment(…) in half of the time: every message makes one.
_made: Callable[[type[Moment], tuple[int, Precision, int]], Moment] = tuple.__new__
_SECOND: Final = Precision.SECOND


def moment(written: str) -> Moment | None:
    """The instant, or None where no language makes one of it."""
    if len(written) > _LONGEST:
        return None
    at = written.find(" at ")
    if at > 0:  # nearly all there are
        day = _day_of(written[:at])
        minutes, tail = _MINUTES.get(written[at + 4 : -_TAIL]), _TAILS.get(written[-_TAIL:])
        if day is not None and minutes is not None and tail is not None:
            return _made(Moment, (day + minutes + tail, _SECOND, 0))
    return _worded(written)


@lru_cache(maxsize=1 << 14)
def _worded(written: str) -> Moment | None:
    text = plain(written)
    clock = _CLOCK.search(text)
    if clock is None:
        return None
    hour, minute, second = (int(part) for part in clock.groups() if part is not None)
    before, behind = text[: clock.start()], text[clock.end() :]
    zone = _OFFSET.search(behind)
    near = f"{before[-16:]} | {behind[: zone.start()] if zone else behind[:16]}"
    if _AFTERNOON.search(near) and 1 <= hour <= 12:
        hour = hour % 12 + 12
    elif _MORNING.search(near) and 1 <= hour <= 12:
        hour %= 12
    # Some languages write the clock first.
    day = _day_of(before) or _day_of(behind[zone.end() :] if zone else behind)
    if day is None or hour > 23 or minute > 59 or second > 60:
        return None
    offset = 0
    if zone is not None:
        offset = int(zone[2]) * 60 + int(zone[3] or 0)
        offset = offset if zone[1] == "+" else -offset
    ms = day + ((hour * 60 + minute) * 60 + second) * SECOND_MS - offset * MINUTE_MS
    return Moment(ms, Precision.SECOND, offset)


@lru_cache(maxsize=1 << 14)
def _day_of(text: str) -> int | None:
    return day_in(text)
