"""Which rows of a file were told of already: nearly all come one after the other, so that they are a few stretches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


class Stretches:
    """Rows that were seen, as stretches without a gap."""

    __slots__ = ("_ends", "_starts", "count")

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.count = 0
        """How many rows that is."""

    def add_all(self, rows: Sequence[int]) -> int:
        """Of how many of these rows it is the first time that they are told of."""
        count = self.count
        each = set(rows)
        last = max(each, default=0)
        if each and self._ends and min(each) == self._ends[-1] + 1 and last - self._ends[-1] == len(each):
            self._ends[-1] = last
            self.count += len(each)
        else:
            for row in sorted(each):
                self.add(row)
        return self.count - count

    def add(self, row: int) -> bool:
        """Whether it is the first time that this row is told of."""
        starts, ends = self._starts, self._ends
        if ends:
            if row == ends[-1] + 1:
                ends[-1] = row
                self.count += 1
                return True
            if starts[-1] <= row <= ends[-1]:
                return False
        place = bisect_right(starts, row)
        if place and row <= ends[place - 1]:
            return False
        self.count += 1
        behind = place > 0 and ends[place - 1] == row - 1
        before = place < len(starts) and starts[place] == row + 1
        if behind and before:
            ends[place - 1] = ends.pop(place)
            del starts[place]
        elif behind:
            ends[place - 1] = row
        elif before:
            starts[place] = row
        else:
            starts.insert(place, row)
            ends.insert(place, row)
        return True
