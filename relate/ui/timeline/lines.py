"""Which lines a timeline has: its interactions, with month headings and silences between them.

All of it follows from the ids alone (seconds << 12 | slot, newest first), by leaps of binary search: the work grows
with the months and silences, not with the rows, so a timeline of 100,000 rows is laid out in about a millisecond.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from operator import neg
from typing import Final

from relate.ui import words

SLOT_BITS: Final = 12
DAY: Final = 86_400
SILENCE_DAYS: Final = 21
"""From here a pause is drawn as a gap."""
FIRST_DATED: Final = 80_000_000
"""Seconds since 1970 below which an id stands for a row without a date (design: data-model.md)."""


def seconds(interaction: int) -> int:
    """When an interaction was, in seconds since 1970, by its id."""
    return interaction >> SLOT_BITS


class LineKind(Enum):
    ITEM = "item"
    MONTH = "month"
    GAP = "gap"
    TOP_GAP = "top gap"


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen. ITEM: `value` is the index of the interaction; MONTH: year * 12 + month - 1, or 0 for
    "date not known", with `year` where the heading must name it; GAP: days."""

    kind: LineKind
    value: int
    year: bool = False


class Lines:
    """The lines of a timeline, found by row without a list of them all."""

    def __init__(
        self, ids: array[int], *, top_gap: bool = False, silences: bool = True, asides: Collection[int] = ()
    ) -> None:
        """`top_gap`: the first line is the silence that lasts until now. Without `silences` none is drawn: of a part
        of what passed between two people a pause is none. `asides`: those of the ids that end no silence, few."""
        self.ids = ids
        self._asides = asides
        self._breaks: list[Line] = [Line(LineKind.TOP_GAP, 0)] if top_gap else []
        self._before: list[int] = [0] if top_gap else []
        self._find_breaks(silences=silences)
        # The row of each break: the interactions before it, and the breaks before it.
        self._rows = [before + n for n, before in enumerate(self._before)]

    def __len__(self) -> int:
        return len(self.ids) + len(self._breaks)

    def at(self, row: int) -> Line:
        n = bisect_right(self._rows, row)
        if n and self._rows[n - 1] == row:
            return self._breaks[n - 1]
        return Line(LineKind.ITEM, row - n)

    def row_of(self, interaction: int) -> int:
        """The row of an interaction; -1 when it is not in this timeline."""
        index = bisect_left(self.ids, -interaction, key=neg)
        if index >= len(self.ids) or self.ids[index] != interaction:
            return -1
        return index + bisect_right(self._before, index)

    @property
    def span(self) -> tuple[int, int] | None:
        """Seconds since 1970 of the oldest and the newest of those that have a date."""
        dated = self._first_before(FIRST_DATED)
        return (seconds(self.ids[dated - 1]), seconds(self.ids[0])) if dated else None

    def first_until(self, second: int) -> int:
        """The row of the newest interaction not later than `second`: where a jump to a date lands."""
        index = min(self._first_before(second + 1), max(len(self.ids) - 1, 0))
        return index + bisect_right(self._before, index)

    def _first_before(self, second: int, start: int = 0) -> int:
        """The index of the newest interaction earlier than `second`."""
        return _first_before(self.ids, second, start)

    def _find_breaks(self, *, silences: bool) -> None:
        gaps, months = dict(self._silences()) if silences else {}, dict(self._months())
        named = newest = None
        for index in sorted(gaps.keys() | months.keys()):
            if index in gaps:
                self._add(index, Line(LineKind.GAP, gaps[index]))
            if (month := months.get(index)) is not None:
                year = month // 12
                newest = newest or year
                # A gap says enough: a heading after it only where the year turns.
                if index not in gaps or year != named:
                    # In the newest year a month is enough; further down nobody would know where they are.
                    self._add(index, Line(LineKind.MONTH, month, year=year != named or year != newest))
                named = year

    def _add(self, before: int, line: Line) -> None:
        self._before.append(before)
        self._breaks.append(line)

    def _months(self) -> list[tuple[int, int]]:
        """(index of a month's newest interaction, the month), newest first; the undated ones have month 0."""
        found: list[tuple[int, int]] = []
        index, count = 0, len(self.ids)
        while index < count:
            second = seconds(self.ids[index])
            if second < FIRST_DATED:
                found.append((index, 0))
                break
            start = words.local(second * 1000).replace(day=1, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
            found.append((index, start.year * 12 + start.month - 1))
            # At least one step on, whatever a change of clocks does to the month's first midnight.
            index = max(self._first_before(max(int(start.astimezone().timestamp()), FIRST_DATED), index), index + 1)
        return found

    def _silences(self) -> list[tuple[int, int]]:
        """(index of the interaction after which, looking back, nothing was said for long; days)."""
        ids = self.ids
        if self._asides:
            ids = array("q", (one for one in ids if one not in self._asides))
        found: list[tuple[int, int]] = []
        index, dated = 0, _first_before(ids, FIRST_DATED)
        while index < dated - 1:
            here = seconds(ids[index])
            # The oldest one within the span: between `index` and it there is no silence that long.
            last = _first_before(ids, here - SILENCE_DAYS * DAY, index) - 1
            if last > index:
                index = min(last, dated - 1)
                continue
            if index + 1 < dated:
                older = ids[index + 1]
                place = index + 1 if ids is self.ids else bisect_left(self.ids, -older, key=neg)
                found.append((place, (here - seconds(older)) // DAY))
            index += 1
        return found


def _first_before(ids: array[int], second: int, start: int = 0) -> int:
    return bisect_left(ids, -((second << SLOT_BITS) - 1), lo=start, key=neg)
