"""The states of a whole library from nothing: 5 million events of 100,000 people in seconds.

Events become contact days (`contact_days`), contact days become a `StateTable` (`fold_days`); the same results as
`depth.contact_day` and `rhythm.fold_all`, over arrays. Source: design/ranking.md, "What counts", "State per person".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relate.domain.depth import CONTACT_DEPTH, MOST_RECIPIENTS
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


def contact_days(
    person: Ints,
    at: Ints,
    day: Ints,
    depth: npt.NDArray[np.floating],
    recipients: npt.NDArray[np.integer],
    direction: npt.NDArray[np.integer],
) -> ContactDays:
    """The contact days of events in any order.

    One event per index: person (any id ≥ 0), at (UTC milliseconds), day (home day since 1970-01-01), depth (see
    `depth.py`), recipients, direction (the numbers of `records.Direction`).
    """
    import numpy as np

    counts = (depth > 0) & (recipients <= MOST_RECIPIENTS)
    if not counts.all():
        person, at, day, depth = person[counts], at[counts], day[counts], depth[counts]
        recipients, direction = recipients[counts], direction[counts]
    if not len(person):
        nothing = np.empty(0, dtype=np.int64)
        return ContactDays(nothing, nothing, np.empty(0), nothing, nothing, nothing)
    first = int(day.min())
    span = int(day.max()) - first + 1
    key = person.astype(np.int64) * span + (day - first)
    order = _order(key)
    key = key[order]
    starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    depths = depth[order].astype(np.float64)
    kept = np.add.reduceat(depths, starts) >= CONTACT_DEPTH - ROUNDING
    weight = np.maximum.reduceat(depths / np.maximum(recipients[order], 1), starts)
    direction = direction[order]
    out = np.add.reduceat((direction == Direction.OUT).astype(np.int64), starts)
    inc = np.add.reduceat((direction == Direction.IN).astype(np.int64), starts)
    first_at = np.minimum.reduceat(at[order], starts)
    keys = key[starts][kept]
    return ContactDays(keys // span, keys % span + first, weight[kept], out[kept], inc[kept], first_at[kept])


def fold_days(days: ContactDays) -> StateTable:
    """The states of everybody who has a contact day; days ordered by person and day, each once."""
    import numpy as np

    if not len(days):
        return StateTable([])
    first = np.concatenate(([True], days.person[1:] != days.person[:-1]))
    starts = np.flatnonzero(first)
    counts = np.diff(np.append(starts, len(days)))
    table = StateTable(days.person[starts])
    ends = starts + counts - 1
    owner = np.repeat(np.arange(len(starts)), counts)
    from_end = ends[owner] - np.arange(len(days))

    def total(values: Floats) -> Floats:
        return np.bincount(owner, values, len(starts)).astype(np.float64, copy=False)

    gap = np.maximum(np.diff(days.first_at, prepend=0) / DAY_MS, SHORTEST_GAP)
    faded = np.where(first, 0.0, FADING**from_end)
    apart = np.diff(days.day, prepend=0)
    age = (days.first_at[ends][owner] - days.first_at) / DAY_MS
    wrote, heard = days.out > 0, days.inc > 0
    answered, pending = _answers(days.day, owner, wrote, heard, days.day[ends])
    table.floats("A")[:] = total(faded)
    table.floats("S")[:] = total(faded * gap**SHAPE)
    table.ints("n")[:] = counts
    table.ints("e")[:] = total((first | (apart >= EPISODE_DAYS)).astype(np.float64))
    table.ints("first_day")[:] = days.day[starts]
    table.ints("last_day")[:] = days.day[ends]
    table.ints("last")[:] = days.first_at[ends]
    table.floats("n365")[:] = total(days.weight * np.exp2(-age / HALF_LIFE_DAYS))
    table.ints("out")[:] = total(wrote.astype(np.float64))
    table.ints("inc")[:] = total(heard.astype(np.float64))
    table.ints("asks")[:] = total(wrote.astype(np.float64))
    table.ints("replies")[:] = total(answered.astype(np.float64))
    table.ints("pending")[:] = total(pending)
    table.floats("middle_gap")[:] = _middle_gaps(gap, owner, from_end, first, len(starts))
    _best_two_years(days, owner, table)
    table.derive()
    return table


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


def _middle_gaps(gap: Floats, owner: Ints, from_end: Ints, first: Bools, people: int) -> Floats:
    """The median of each person's last ten gaps, 0 without one."""
    import numpy as np

    recent = ~first & (from_end < GAPS_KEPT)
    last_ten = np.full((people, GAPS_KEPT), np.inf)
    last_ten[owner[recent], from_end[recent]] = gap[recent]
    last_ten.sort(axis=1)
    known = np.bincount(owner[recent], minlength=people)
    everyone = np.arange(people)
    low, high = np.maximum(known - 1, 0) // 2, np.minimum(known // 2, GAPS_KEPT - 1)
    with np.errstate(invalid="ignore"):
        middle = (last_ten[everyone, low] + last_ten[everyone, high]) / 2
    return np.where(known > 0, middle, 0.0)


def _best_two_years(days: ContactDays, owner: Ints, table: StateTable) -> None:
    """Fills best2y, best_from and best_to: the largest sum of eight quarters in a row, the earliest where equal."""
    import numpy as np

    number = days.day // QUARTER_DAYS
    starts = np.flatnonzero(np.concatenate(([True], (number[1:] != number[:-1]) | (owner[1:] != owner[:-1]))))
    weight = np.bincount(np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(days)))), days.weight)
    quarter, person = number[starts], owner[starts]
    row = np.arange(len(starts))
    two_years, oldest = np.zeros(len(starts)), row.copy()
    for back in range(QUARTERS_KEPT - 1, -1, -1):
        before = np.maximum(row - back, 0)
        inside = (row >= back) & (person[before] == person) & (quarter[before] > quarter - QUARTERS_KEPT)
        two_years += np.where(inside, weight[before], 0.0)
        oldest = np.where(inside & (oldest > before), before, oldest)
    best = np.full(len(table), -1.0)
    np.maximum.at(best, person, two_years)
    winners = np.flatnonzero(two_years == best[person])
    _, at = np.unique(person[winners], return_index=True)
    chosen = winners[at]
    table.floats("best2y")[:] = two_years[chosen]
    table.ints("best_from")[:] = days.day[starts[oldest[chosen]]]
    table.ints("best_to")[:] = days.day[np.append(starts[1:], len(days))[chosen] - 1]
