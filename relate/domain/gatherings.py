"""Days on which many people became connected: perhaps an event, where one met them all.

A gathering is at least five people who became connected within three days running, in one account, and clearly more
than do so around it: whoever connects with ten people every day was not at an event every day. The first week of an
account is left out, when everybody one knew before is added. Source: design/product.md, "Import".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5
LONGEST_DAYS: Final = 3
FIRST_WEEK: Final = 7
"""Days from an account's first connection on."""
AROUND_DAYS: Final = 45
"""So many days before and after tell how many become connected anyway."""
CLEARLY_MORE: Final = 3.0
"""Times as many as in as many days around."""
MANY: Final = 100
"""From so many on it may be an address book that was read in."""


@dataclass(frozen=True, slots=True)
class Connected:
    """Somebody became connected. account: of the owner; day: since 1970-01-01; identity: of the other; settled: they
    are at an event of that time already."""

    account: int
    day: int
    identity: int
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Gathering:
    """The first and the last day with somebody, and who became connected from the one to the other, by day."""

    account: int
    first_day: int
    last_day: int
    identities: tuple[int, ...]

    @property
    def may_be_address_book(self) -> bool:
        return len(self.identities) >= MANY


def gatherings(
    connected: Iterable[Connected], no_events: Mapping[int, Collection[tuple[int, int]]] | None = None
) -> list[Gathering]:
    """The gatherings of every account that do not overlap, newest first: always the one that has most people more than
    usual of those left, of equal ones the shorter, then the earlier. Who is at an event already counts only for what
    is usual.

    no_events: first and last days, by account, of which the user said that they are none.
    """
    by_account: dict[int, dict[int, Connected]] = defaultdict(dict)
    for each in connected:
        first = by_account[each.account].setdefault(each.identity, each)
        if each.day < first.day:
            by_account[each.account][each.identity] = each
    found = [
        one
        for account, people in by_account.items()
        for one in _of_account(list(people.values()), tuple((no_events or {}).get(account, ())))
    ]
    return sorted(found, key=lambda each: (-each.last_day, each.account))


def _of_account(people: Sequence[Connected], no_events: Collection[tuple[int, int]]) -> list[Gathering]:
    usual = _Usual(sorted(each.day for each in people))
    free: dict[int, list[int]] = defaultdict(list)
    for each in people:
        refused = any(first <= each.day <= last for first, last in no_events)
        if each.day >= usual.begin and not each.settled and not refused:
            free[each.day].append(each.identity)
    windows = []
    for first in free:
        for last in range(first, first + LONGEST_DAYS):
            count = sum(len(free.get(day, ())) for day in range(first, last + 1))
            a_day = usual.a_day(first, last) if last in free and count >= LEAST else 0.0
            if last in free and count >= max(LEAST, CLEARLY_MORE * LONGEST_DAYS * a_day):
                windows.append((round(a_day * (last - first + 1)) - count, last - first, first))
    taken: set[int] = set()
    best = []
    for _, length, first in sorted(windows):
        days = range(first, first + length + 1)
        if taken.isdisjoint(days):
            taken.update(days)
            identities = tuple(identity for day in days for identity in sorted(free.get(day, ())))
            best.append(Gathering(people[0].account, first, first + length, identities))
    return best


class _Usual:
    """How many become connected in one account anyway. days: of all of them, ascending; not empty."""

    def __init__(self, days: Sequence[int]) -> None:
        self._days = days
        self.begin = days[0] + FIRST_WEEK
        """The first day after the account's first week."""

    def a_day(self, first: int, last: int) -> float:
        """By the time around these days, which themselves tell nothing."""
        sides = (
            (max(first - AROUND_DAYS, self.begin), first - 1),
            (last + 1, min(last + AROUND_DAYS, self._days[-1])),
        )
        length = sum(max(end - begin + 1, 0) for begin, end in sides)
        return sum(self._count(*side) for side in sides) / length if length else 0.0

    def _count(self, begin: int, end: int) -> int:
        return max(bisect_right(self._days, end) - bisect_left(self._days, begin), 0)
