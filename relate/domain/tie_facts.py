"""What is known of a tie beside its rhythm, and is needed to rank it: per person, and as arrays for everybody."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from relate.domain.circles import Standing
from relate.domain.columns import ColumnTable
from relate.domain.state_table import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable

KNOWN_UNTIL_NOW = 2**62
"""The cover of somebody whose channels are always up to date."""


@dataclass(frozen=True, slots=True)
class TieFacts:
    """What ranks a person beside the rhythm; instants in UTC milliseconds, NEVER where there is none.

    circle: 5, 15, 50, 150 or 0. goal: somebody the user looks for (as `fits`). family: marked so. rhythm_days: set by
    hand, 0 without. placed_at: when they joined the circle or got the rhythm. standing: a `Standing`. cover_at: see
    `cover.py`. turns: changes of direction in direct threads without hellos. recommended, endorsed: either way.
    own_invitation: an invitation with own text. same_company: worked there in the same years as I. other_source: known
    from another source or an event. connected_at: became connected. news_at: the newest news. fits: something I look
    for.
    """

    circle: int = 0
    goal: bool = False
    family: bool = False
    rhythm_days: float = 0.0
    placed_at: int = NEVER
    standing: int = int(Standing.ACTIVE)
    cover_at: int = KNOWN_UNTIL_NOW
    turns: int = 0
    recommended: bool = False
    endorsed: bool = False
    own_invitation: bool = False
    same_company: bool = False
    other_source: bool = False
    connected_at: int = NEVER
    news_at: int = NEVER
    fits: bool = False


class FactTable(ColumnTable):
    """`TieFacts` by person; the columns are its fields."""

    __slots__ = ()
    DEFAULTS = asdict(TieFacts())

    @classmethod
    def from_facts(cls, facts: Iterable[tuple[int, TieFacts]]) -> FactTable:
        """A table of (person, facts) pairs in any order."""
        import numpy as np

        pairs = sorted(facts, key=lambda pair: pair[0])
        columns = {name: np.array([getattr(each, name) for _, each in pairs]) for name in cls.DEFAULTS}
        return cls([person for person, _ in pairs], columns)

    def update(self, person: int, facts: TieFacts) -> None:
        """Puts one person's facts into the table, making a row where there was none."""
        self.write(self.ensure_row(person), asdict(facts))
