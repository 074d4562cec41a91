"""The instants of Meta's exports: seconds since 1970 in most files, milliseconds in message files since August 2018."""

from __future__ import annotations

from typing import Final

from relate.domain.moments import DAY_MS, SECOND_MS, Moment, Precision
from relate.importers.json_items import Json, number

_MILLISECONDS_FROM: Final = 100_000_000_000
"""As seconds this is the year 5138, as milliseconds March 1973."""
FIRST_MS, LAST_MS = 946_684_800_000, 4_102_444_800_000
"""From 2000 to 2100: what lies outside (Facebook writes 0 and the year 0 too) is no date."""


def milliseconds(value: Json) -> int | None:
    """UTC ms of a time in either unit; None where it is none."""
    if type(value) is int and value > _MILLISECONDS_FROM and FIRST_MS <= value < LAST_MS:
        return value  # nearly every one there is
    told = number(value)
    if told is None:
        return None
    if abs(told) < _MILLISECONDS_FROM:
        told *= SECOND_MS
    return told if FIRST_MS <= told < LAST_MS else None


def moment(value: Json) -> Moment | None:
    """The instant, or None."""
    told = milliseconds(value)
    return None if told is None else Moment(told, Precision.SECOND, 0)


def day_of(at: Moment | None) -> Moment | None:
    """The day of an instant: for what happened then or soon after."""
    return None if at is None else Moment(at.ms - at.ms % DAY_MS, Precision.DAY)
