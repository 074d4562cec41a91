"""Lengths of time as people say them: "3 weeks", "every 5 weeks", "7 months", "2 years"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


LENGTH: Final = {Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.MONTH: 30.44, Unit.YEAR: 365.25}


@dataclass(frozen=True, slots=True)
class Duration:
    """A whole number of one unit."""

    number: int
    unit: Unit


def duration(days: float) -> Duration:
    """A silence in the unit people would use: days to two weeks, weeks to three months, months to two years."""
    if days < 13.5:
        return Duration(max(round(days), 0), Unit.DAY)
    if days < 12.5 * 7:
        return Duration(round(days / 7), Unit.WEEK)
    if days < 23.5 * LENGTH[Unit.MONTH]:
        return Duration(round(days / LENGTH[Unit.MONTH]), Unit.MONTH)
    return Duration(max(round(days / LENGTH[Unit.YEAR]), 2), Unit.YEAR)


def rhythm(days: float) -> Duration:
    """A rhythm in the unit people would use: days below two weeks, weeks to two months, months to two years.

    7 is a week, 30 a month, 120 four months, 365 a year; 10 stays ten days, since somebody may have set it so.
    """
    if days < 13.5 and round(days) != 7:
        return Duration(max(round(days), 1), Unit.DAY)
    if 28 <= days <= 32:
        return Duration(1, Unit.MONTH)
    if days < 8.5 * 7:
        return Duration(round(days / 7), Unit.WEEK)
    if days < 11.5 * LENGTH[Unit.MONTH]:
        return Duration(round(days / LENGTH[Unit.MONTH]), Unit.MONTH)
    if days < 12.5 * LENGTH[Unit.MONTH]:
        return Duration(1, Unit.YEAR)
    if days < 23.5 * LENGTH[Unit.MONTH]:
        return Duration(round(days / LENGTH[Unit.MONTH]), Unit.MONTH)
    return Duration(round(days / LENGTH[Unit.YEAR]), Unit.YEAR)


def every(days: float) -> str:
    """A rhythm in English, for the names of steps: "every week", "every 3 months"."""
    span = rhythm(days)
    return f"every {span.unit}" if span.number == 1 else f"every {span.number} {span.unit}s"


def in_unit(days: float, unit: Unit) -> int:
    """A silence in the unit of a rhythm, so that the two stand side by side: "every 3 weeks; it has been 11"."""
    return round(days / LENGTH[unit])
