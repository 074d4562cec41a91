"""The states of a whole library from nothing: 5 million events of 100,000 people in seconds.

Events become contact days (`contact_days`), contact days become packed states (`fold_days`); the same results as
`depth.contact_day` and `rhythm.fold_all`, over arrays. Source: design/ranking.md, "What counts", "State per person".
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from relate.domain.depth import CONTACT_DEPTH, MOST_RECIPIENTS
from relate.domain.packing import NO_QUARTER, record_type
from relate.domain.records import Direction
from relate.domain.rhythm import (
    DAY_MS,
    EPISODE_DAYS,
    FADING,
    GAPS_KEPT,
    HALF_LIFE_DAYS,
    QUARTER_DAYS,
    QUARTERS_KEPT,
    REPLY_DAYS,
    SHAPE,
    SHORTEST_GAP,
)
from relate.domain.state_table import StateTable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from relate.domain.columns import Bools, Floats, Ints
    from relate.domain.packing import Records

ROUNDING = 1e-9
"""Sums of depths are compared with .3 to this many digits, so that .2 + .1 is enough."""


@dataclass(frozen=True, slots=True)
class ContactDays:
    """Contact days of many people as arrays, ordered by person and day; fields as in `rhythm.ContactDay`."""

    person: Ints
    day: Ints
    weight: Floats
    out: Ints
    inc: Ints
    first_at: Ints

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True, slots=True)
class DayRows:
    """What passed with many on each day, however little, ordered by who and day.

    who: a person or an identity. total: the sum of depths, weight: the largest depth ÷ recipients. out, inc: messages
    of mine and theirs. first_at, last_at: UTC milliseconds.
    """

    who: Ints
    day: Ints
    weight: Floats
    total: Floats
    out: Ints
    inc: Ints
    first_at: Ints
    last_at: Ints

    def __len__(self) -> int:
        return len(self.who)

    def of_persons(self, person: Ints) -> DayRows:
        """The same by person, channels merged. person: whose each row is."""
        import numpy as np

        if not len(self):
            return self
        starts, order = _grouped(person, self.day)
        rows, whose = (self, person) if order is None else (self.some(order), person[order])
        return DayRows(
            whose[starts],
            rows.day[starts],
            np.maximum.reduceat(rows.weight, starts),
            np.add.reduceat(rows.total, starts),
            np.add.reduceat(rows.out, starts),
            np.add.reduceat(rows.inc, starts),
            np.minimum.reduceat(rows.first_at, starts),
            np.maximum.reduceat(rows.last_at, starts),
        )

    @property
    def columns(self) -> list[npt.NDArray[Any]]:
        """In the order of the fields."""
        return [getattr(self, one.name) for one in fields(self)]

    def some(self, which: Ints) -> DayRows:
        """The rows that stand there."""
        return DayRows(*(column[which] for column in self.columns))

    def with_contact(self) -> DayRows:
        """Those that add up to contact."""
        import numpy as np

        kept = self.total >= CONTACT_DEPTH - ROUNDING
        return self if kept.all() else self.some(np.flatnonzero(kept))

    def contact_days(self) -> ContactDays:
        """Those that add up to contact, as they are folded."""
        days = self.with_contact()
        return ContactDays(days.who, days.day, days.weight, days.out, days.inc, days.first_at)


def day_rows(
    who: Ints,
    at: Ints,
    day: Ints,
    depth: npt.NDArray[np.floating],
    recipients: npt.NDArray[np.integer],
    direction: npt.NDArray[np.integer],
) -> DayRows:
    """The days of events in any order.

    One event per index: who (any id ≥ 0), at (UTC milliseconds), day (home day since 1970-01-01), depth (see
    `depth.py`), recipients, direction (the numbers of `records.Direction`).
    """
    import numpy as np

    counts = (depth > 0) & (recipients <= MOST_RECIPIENTS)
    if not counts.all():
        who, at, day, depth = who[counts], at[counts], day[counts], depth[counts]
        recipients, direction = recipients[counts], direction[counts]
    if not len(who):
        nothing = np.empty(0, dtype=np.int64)
        return DayRows(nothing, nothing, np.empty(0), np.empty(0), nothing, nothing, nothing, nothing)
    starts, order = _grouped(who, day)
    if order is not None:
        who, at, day, depth = who[order], at[order], day[order], depth[order]
        recipients, direction = recipients[order], direction[order]
    depths = depth.astype(np.float64, copy=False)
    return DayRows(
        who[starts].astype(np.int64, copy=False),
        day[starts].astype(np.int64, copy=False),
        np.maximum.reduceat(depths / np.maximum(recipients, 1), starts),
        np.add.reduceat(depths, starts),
        np.add.reduceat((direction == Direction.OUT).astype(np.int64), starts),
        np.add.reduceat((direction == Direction.IN).astype(np.int64), starts),
        np.minimum.reduceat(at, starts),
        np.maximum.reduceat(at, starts),
    )


def _grouped(who: Ints, day: Ints) -> tuple[Ints, Ints | None]:
    """Where each day of each begins, once all are in that order; None for the order they are in."""
    import numpy as np

    first = int(day.min())
    key = who.astype(np.int64) * (int(day.max()) - first + 1) + (day - first)
    order = None
    if (key[1:] < key[:-1]).any():
        order = _order(key)
        key = key[order]
    return np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))), order


def contact_days(
    person: Ints,
    at: Ints,
    day: Ints,
    depth: npt.NDArray[np.floating],
    recipients: npt.NDArray[np.integer],
    direction: npt.NDArray[np.integer],
) -> ContactDays:
    """The contact days of events in any order, given as `day_rows` takes them."""
    return day_rows(person, at, day, depth, recipients, direction).contact_days()


@dataclass(frozen=True, slots=True)
class Folded:
    """The states of many people: ascending ids, and one packed state (`packing.py`) for each."""

    persons: Ints
    records: Records

    def table(self) -> StateTable:
        """The states as a table to rank from."""
        return StateTable.from_records(self.persons, self.records)


def fold_days(days: ContactDays) -> Folded:
    """The states of everybody who has a contact day; days ordered by person and day, each once."""
    import numpy as np

    if not len(days):
        return Folded(np.empty(0, dtype=np.int64), np.empty(0, dtype=record_type()))
    first = np.concatenate(([True], days.person[1:] != days.person[:-1]))
    starts = np.flatnonzero(first)
    counts = np.diff(np.append(starts, len(days)))
    ends = starts + counts - 1
    owner = np.repeat(np.arange(len(starts)), counts)
    from_end = ends[owner] - np.arange(len(days))

    def total(values: npt.NDArray[np.generic]) -> Floats:
        return np.bincount(owner, values, len(starts)).astype(np.float64, copy=False)

    gap = np.maximum(np.diff(days.first_at, prepend=0) / DAY_MS, SHORTEST_GAP)
    faded = np.where(first, 0.0, FADING**from_end)
    apart = np.diff(days.day, prepend=0)
    age = (days.first_at[ends][owner] - days.first_at) / DAY_MS
    wrote, heard = days.out > 0, days.inc > 0
    answered, pending = _answers(days.day, owner, wrote, heard, days.day[ends])
    records = np.empty(len(starts), dtype=record_type())
    records["A"] = total(faded)
    records["S"] = total(faded * gap**SHAPE)
    records["n"] = counts
    records["e"] = total(first | (apart >= EPISODE_DAYS))
    records["first_day"] = days.day[starts]
    records["last_day"] = days.day[ends]
    records["last"] = days.first_at[ends]
    records["n365"] = total(days.weight * np.exp2(-age / HALF_LIFE_DAYS))
    records["out"] = total(wrote)
    records["inc"] = total(heard)
    records["asks"] = total(wrote)
    records["replies"] = total(answered)
    records["pending"] = total(pending)
    records["gaps"] = np.nan
    kept = ~first & (from_end < GAPS_KEPT)
    oldest = np.minimum(counts - 1, GAPS_KEPT) - 1
    records["gaps"][owner[kept], oldest[owner[kept]] - from_end[kept]] = gap[kept]
    _two_years(days, owner, records)
    return Folded(days.person[starts], records)


def _order(key: Ints) -> Ints:
    """The stable order of the keys: key and index sorted as one number where both fit, which is much faster."""
    import numpy as np

    bits = max(len(key) - 1, 1).bit_length()
    if int(key.max()) < 2 ** (62 - bits) and int(key.min()) >= 0:
        packed = (key << bits) | np.arange(len(key), dtype=np.int64)
        packed.sort()
        return packed & ((1 << bits) - 1)
    return np.argsort(key, kind="stable").astype(np.int64, copy=False)


def _answers(day: Ints, owner: Ints, wrote: Bools, heard: Bools, last_day: Ints) -> tuple[Bools, Floats]:
    """Which days I wrote were answered within 7 days; and each unanswered one's bit in `RhythmState.pending`."""
    import numpy as np

    # The index of the next day with words of theirs, from the end backwards; a day of another person is no answer.
    index = np.where(heard, np.arange(len(day)), len(day))
    following = np.minimum.accumulate(index[::-1])[::-1]
    safe = np.minimum(following, len(day) - 1)
    same = (following < len(day)) & (owner[safe] == owner)
    answered = wrote & same & (day[safe] - day <= REPLY_DAYS)
    age = last_day[owner] - day
    # Somebody who wrote after my open question closed it, in whatever time.
    open_ = wrote & ~same & (age <= REPLY_DAYS)
    return answered, np.where(open_, np.exp2(np.minimum(age, REPLY_DAYS)), 0.0)


def _two_years(days: ContactDays, owner: Ints, records: Records) -> None:
    """Fills recent, best2y, best_from and best_to: sums of eight quarters in a row, the earliest where equal."""
    import numpy as np

    number = days.day // QUARTER_DAYS
    starts = np.flatnonzero(np.concatenate(([True], (number[1:] != number[:-1]) | (owner[1:] != owner[:-1]))))
    weight = np.bincount(np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(days)))), days.weight)
    quarter, person, first_day = number[starts], owner[starts], days.day[starts]
    row = np.arange(len(starts))
    newest = np.flatnonzero(np.append(person[1:] != person[:-1], True))
    records["recent"]["number"], records["recent"]["first_day"], records["recent"]["weight"] = NO_QUARTER, 0, 0.0
    two_years, oldest, filled = np.zeros(len(starts)), row.copy(), np.zeros(len(records), dtype=np.int64)
    # Oldest quarter first, so that the sums are added in the order of `rhythm.fold`.
    for back in range(QUARTERS_KEPT - 1, -1, -1):
        before = np.maximum(row - back, 0)
        inside = (row >= back) & (person[before] == person) & (quarter[before] > quarter - QUARTERS_KEPT)
        two_years += np.where(inside, weight[before], 0.0)
        oldest = np.where(inside & (oldest > before), before, oldest)
        who = np.flatnonzero(inside[newest])
        which = before[newest[who]]
        for name, values in (("number", quarter), ("first_day", first_day), ("weight", weight)):
            records["recent"][name][who, filled[who]] = values[which]
        filled[who] += 1
    best = np.full(len(records), -1.0)
    np.maximum.at(best, person, two_years)
    winners = np.flatnonzero(two_years == best[person])
    _, at = np.unique(person[winners], return_index=True)
    chosen = winners[at]
    records["best2y"] = two_years[chosen]
    records["best_from"] = first_day[oldest[chosen]]
    records["best_to"] = days.day[np.append(starts[1:], len(days))[chosen] - 1]
