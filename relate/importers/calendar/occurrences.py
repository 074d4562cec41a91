"""When an event that repeats took place, up to the day the file tells the state of."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, tzinfo
from itertools import islice
from typing import Final

from relate.domain.moments import DAY_MS
from relate.importers.calendar.event import Event, When, parsed

MOST: Final = 5000
"""Occurrences of one series, the newest: every working day for twenty years."""
_LOOKED_AT: Final = 50_000
_PART = re.compile(r"([A-Z-]+)=([^;]*)")
_OFTEN: Final = frozenset(("SECONDLY", "MINUTELY", "HOURLY"))
_FREQUENCIES: Final = frozenset(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
_RANGES: Final = {
    "BYMONTH": (1, 12), "BYMONTHDAY": (1, 31), "BYYEARDAY": (1, 366), "BYWEEKNO": (1, 53), "BYSETPOS": (1, 366),
}  # fmt: skip
_LONGEST_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS = re.compile(r"(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU))*")


def occurrences(master: Event, instead: Sequence[Event], until_ms: int) -> Iterator[tuple[When, Event]]:
    """(when it was planned for, the event as it was that time) for each occurrence not after an instant (UTC ms).

    instead: the events of the same UID that take the place of single occurrences, or of all from one on. Each
    occurrence has the time it was planned for as its own, whatever it was moved to; where it took place stands in the
    event's start.
    """
    assert master.start is not None
    moved = {one.instead_of.instant(): one for one in instead if one.instead_of is not None}
    from_on = sorted((at, one) for at, one in moved.items() if one.from_there_on)
    seen: set[int] = set()
    for when in deque(_planned(master, until_ms), MOST):
        at = when.instant()
        if at in seen or at in master.without:
            continue
        seen.add(at)
        one = moved.get(at)
        if one is None:
            one = next((later for since, later in reversed(from_on) if since <= at), None)
            yield (when, master) if one is None else (when, _shifted(one, when))
        elif one.start is not None and one.start.instant() <= until_ms:
            yield when, one
    for at, one in sorted(moved.items(), key=lambda pair: pair[0]):
        # Planned where the rule names nothing (any more): it took place all the same.
        if at not in seen and one.start is not None and one.start.instant() <= until_ms and one.instead_of is not None:
            yield one.instead_of, one


def repeats(event: Event) -> bool:
    return bool(event.rules or event.dates)


def _planned(master: Event, until_ms: int) -> Iterator[When]:
    """The start, and what the rules and further dates give, each in order of time."""
    start = master.start
    assert start is not None
    if start.instant() <= until_ms:
        yield start
    for rule in master.rules[:10]:
        for local in _by_rule(rule, start, until_ms):
            when = start.at(local)
            if when.instant() > until_ms:
                break
            yield when
    for when in master.dates:
        if when.instant() <= until_ms:
            yield when


def _by_rule(rule: str, start: When, until_ms: int) -> Iterator[datetime]:
    """The clock times of a rule; none where it cannot be understood: then the event took place once."""
    said = _understood(rule, start, until_ms)
    if said is None:
        return
    from dateutil.rrule import rrulestr  # with the first event that repeats

    try:
        found = rrulestr(f"RRULE:{said}", dtstart=start.local)
        yield from islice(iter(found), _LOOKED_AT)
    except (ValueError, TypeError, OverflowError, AttributeError, IndexError):
        return  # dateutil finds in some rules what the checks above do not


def _understood(rule: str, start: When, until_ms: int) -> str | None:
    """The rule as dateutil may have it: with an end on the clock of its start, and none it would look for in vain."""
    parts = {name: value.strip() for name, value in _PART.findall(rule.upper())}
    frequency = parts.get("FREQ", "")
    if frequency in _OFTEN or frequency not in _FREQUENCIES:
        return None
    for name, (low, high) in _RANGES.items():
        if name in parts and not _within(parts[name], low, high):
            return None
    if "BYDAY" in parts and not _DAYS.fullmatch(parts["BYDAY"]):
        return None
    if frequency == "DAILY" and ("BYSETPOS" in parts or sum(name.startswith("BY") for name in parts) > 2):
        return None  # may name no day at all, and is looked for up to the year 9999
    if "BYMONTH" in parts and "BYMONTHDAY" in parts and not _has_such_days(parts["BYMONTH"], parts["BYMONTHDAY"]):
        return None
    for name in ("INTERVAL", "COUNT"):
        if name in parts and not (parts[name].isdigit() and int(parts[name][:9]) > 0 and len(parts[name]) < 9):
            return None
    end = _end(parts.get("UNTIL", ""), start, until_ms)
    kept = [f"{name}={value}" for name, value in parts.items() if name in _KEPT and value]
    if "COUNT" not in parts:
        kept.append(f"UNTIL={end:%Y%m%dT%H%M%S}")
    return ";".join(kept)


_KEPT: Final = frozenset(("FREQ", "INTERVAL", "COUNT", "WKST", "BYDAY", *_RANGES))


def _end(until: str, start: When, until_ms: int) -> datetime:
    """The last clock time to look at: the rule's own end, and not later than a day after the file's date."""
    latest = datetime.fromtimestamp((until_ms + DAY_MS) / 1000, UTC).replace(tzinfo=None)
    told = parsed(until) if until else None
    if told is None:
        return latest
    if not isinstance(told, datetime):
        own = datetime.combine(told, time.max.replace(microsecond=0))
    elif told.tzinfo is not None:
        own = told.astimezone(_clock(start.zone)).replace(tzinfo=None)
    else:
        own = told
    return min(own, latest)


def _clock(zone: tzinfo | None) -> tzinfo:
    return UTC if zone is None else zone


def _within(values: str, low: int, high: int) -> bool:
    numbers = values.split(",")
    return len(numbers) <= 400 and all(
        number.lstrip("+-").isdigit() and low <= int(number.lstrip("+-")[:4]) <= high for number in numbers
    )


def _has_such_days(months: str, days: str) -> bool:
    longest = max(_LONGEST_MONTH[abs(int(month)) - 1] for month in months.split(","))
    return any(abs(int(day)) <= longest for day in days.split(","))


def _shifted(later: Event, when: When) -> Event:
    """An event that changed from an occurrence on, at another of its occurrences."""
    from dataclasses import replace

    if later.start is None or later.instead_of is None:
        return later
    moved_by = later.start.local - later.instead_of.local
    return replace(later, start=later.start.at(when.local + moved_by))
