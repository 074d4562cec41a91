"""Everybody ranked again and again: what ranks somebody by themselves is kept, and worked out anew only of those who
changed and of whom more is known by now. What it gives is what `priority.rank` gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from relate.domain.priority import Alone, Ranking, alone, placed
from relate.domain.state_table import ENOUGH_HISTORY_DAYS, StateTable
from relate.domain.tie_facts import FactTable

if TYPE_CHECKING:
    from relate.domain.columns import Ints

SHARE: Final = 4
"""Where more than a quarter of all changed, everybody is worked out at once."""


class KeptRanks:
    """Asked by one thread at a time."""

    def __init__(self) -> None:
        self._each: Alone | None = None
        self._rows: tuple[Ints, Ints] | None = None
        """The people of the states and of the facts that it is about: another array where rows came or went."""
        self._history_days = 0.0
        self._changed: set[int] = set()

    def is_about(self, persons: Collection[int]) -> None:
        """Their states or facts are other ones, or are about to be."""
        self._changed.update(persons)

    def rank(
        self, states: StateTable, facts: FactTable, now: int, history_days: float, held_back: Mapping[int, float]
    ) -> Ranking:
        """As `priority.rank`. states, facts: the same tables each time, changed in place.

        The next call changes the ranking it gave.
        """
        history_days = min(history_days, ENOUGH_HISTORY_DAYS)
        ours = facts.aligned(states.persons)
        rows, changed = (states.persons, facts.persons), self._changed
        each, self._each, self._changed = self._each, None, set()
        is_same = self._rows is not None and all(one is other for one, other in zip(self._rows, rows, strict=True))
        if each is None or not is_same or ours is not facts or history_days != self._history_days:
            each = alone(states, ours, now, history_days)
        else:
            each = _renewed(each, states, facts, now, history_days, changed)
        self._each, self._rows, self._history_days = each, rows, history_days
        return placed(states, ours, now, each, held_back)


def _renewed(
    each: Alone, states: StateTable, facts: FactTable, now: int, history_days: float, changed: Collection[int]
) -> Alone:
    """The same with the rows of those who changed, or of whom another time is known, worked out anew."""
    import numpy as np

    is_other = np.minimum(facts.ints("cover_at"), now) != each.until
    is_other[[row for row in states.rows(changed).tolist() if row >= 0]] = True
    rows = np.flatnonzero(is_other)
    if len(rows) > len(states) // SHARE:
        return alone(states, facts, now, history_days)
    if len(rows):
        some = alone(states.some(rows), facts.some(rows), now, history_days)
        for column in fields(Alone):
            getattr(each, column.name)[rows] = getattr(some, column.name)
    return each
