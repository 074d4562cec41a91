"""Which tellings of archives are one interaction: a pure function of them, so that it never matters which came first.

- Rows with the same exact fields are one.
- Others are one where they have the same coarse fields, times that can be one, and no archive that holds both.
- Where there is a choice the finest time comes first, then the earliest; each finds the first it can be one with.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from relate.domain.moments import DAY_MS, MINUTE_MS, Precision

_UNKNOWN_ZONE_MS: Final = 15 * 60 * MINUTE_MS
"""The wall clocks of the world are at most so far from UTC, with a minute to spare for rounding."""
FAR_MS: Final = DAY_MS + DAY_MS // 2
"""No two times that can be one are further from each other."""


class Told(NamedTuple):
    """A telling as far as it says what it is one with. exact: of its exact fields; imports: all that tell it."""

    key: int
    exact: int
    coarse: int | None
    at: int | None
    precision: int
    imports: frozenset[int]


def may_be_one(at: int, precision: int, other_at: int, other_precision: int) -> bool:
    """Whether two instants can be the same one, each as exact as it says.

    Two that are both known to the second differ unless they are equal: then their exact keys would have met.
    """
    coarser = min(precision, other_precision)
    if coarser == Precision.SECOND:
        return at == other_at
    if coarser == Precision.MINUTE:
        return at // MINUTE_MS == other_at // MINUTE_MS
    if coarser == Precision.MINUTE_UNKNOWN_ZONE:
        return abs(at - other_at) <= _UNKNOWN_ZONE_MS
    if coarser == Precision.DAY:
        finer_is_day = max(precision, other_precision) == Precision.DAY
        return (
            at == other_at
            if finer_is_day
            else -DAY_MS // 2
            <= (at if precision > other_precision else other_at) - (other_at if precision > other_precision else at)
            < FAR_MS
        )
    return False


def grouped(told: Iterable[Told]) -> list[list[Told]]:
    """The tellings of each interaction, the finest of its rows first."""
    by_exact: defaultdict[int, list[Told]] = defaultdict(list)
    for one in told:
        by_exact[one.exact].append(one)
    groups: list[list[Told]] = []
    told_by: list[set[int]] = []
    near: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)  # coarse → (at, group, precision), sorted
    for tellings in sorted((sorted(rows, key=_rank) for rows in by_exact.values()), key=lambda rows: _rank(rows[0])):
        imports = set[int]().union(*(one.imports for one in tellings))
        found = [group for group in _in_reach(tellings, near) if imports.isdisjoint(told_by[group])]
        if found:
            group = min(found)
            groups[group] += tellings
            told_by[group] |= imports
        else:
            group = len(groups)
            groups.append(list(tellings))
            told_by.append(imports)
        for one in tellings:
            if one.coarse is not None and one.at is not None:
                insort(near[one.coarse], (one.at, group, one.precision))
    return groups


def _rank(one: Told) -> tuple[int, bool, int, int, int]:
    return (-one.precision, one.at is None, one.at or 0, one.exact, one.key)


def _in_reach(tellings: Iterable[Told], near: dict[int, list[tuple[int, int, int]]]) -> set[int]:
    """The groups that one of these can belong to, by its coarse fields and its time."""
    found: set[int] = set()
    for one in tellings:
        if one.coarse is None or one.at is None or one.coarse not in near:
            continue
        others = near[one.coarse]
        for at, group, precision in others[bisect_left(others, (one.at - FAR_MS,)) :]:
            if at > one.at + FAR_MS:
                break
            if group not in found and may_be_one(one.at, one.precision, at, precision):
                found.add(group)
    return found
