"""Circles: how many people fit, how often they are promised to be thought of, and who is proposed for which.

Source: design/ranking.md, "Circles, rhythm, freshness"; sizes after Hill & Dunbar 2003.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

CIRCLES: Final = (5, 15, 50, 150)
"""Cumulative and soft; 0 is beyond them: simply known."""
INNER: Final = 15
"""The people up to this circle are named before all others."""
DEFAULT_RHYTHM: Final[Mapping[int, float]] = {5: 7.0, 15: 30.0, 50: 120.0, 150: 365.0}
"""Days between contacts a circle promises, until one is set by hand."""
PIN: Final[Mapping[int, float]] = {0: 1.0, 5: 2.0, 15: 1.6, 50: 1.3, 150: 1.1}
"""How much more somebody in a circle matters in the order of the day."""
MARGIN: Final = 0.2
HOLDS_DAYS: Final = 30
SMALLEST_PROVEN: Final = 50
"""Circles up to this size are proposed only to people with three episodes."""


class Standing(IntEnum):
    """Whether somebody may be named.

    RESTING: not now. SEEN_ANYWAY: we meet outside these channels; never suggested, asks nothing of the budget,
    birthdays and promises stay. NEVER_SUGGEST: not even birthdays. IN_MEMORIAM: nothing at all.
    """

    ACTIVE = 0
    RESTING = 1
    SEEN_ANYWAY = 2
    NEVER_SUGGEST = 3
    IN_MEMORIAM = 4


def promised_rhythm(circle: int, by_hand: float | None = None) -> float | None:
    """Days between contacts promised to somebody: set by hand, else by the circle, else none."""
    return by_hand or DEFAULT_RHYTHM.get(circle)


LOOSER: Final = 2.0
LOOSEST: Final = 730.0
"""Days; no rhythm is made looser than this."""


@dataclass(frozen=True, slots=True)
class Looser:
    """What *Loosen the rhythm* does to somebody: from the rhythm that is said of them to another, in days."""

    said: float
    days: float


def looser(said: float | None, *holding: float | None) -> Looser | None:
    """Twice the rhythm that is said, and so often twice that it is looser than all that hold beside it: a circle may
    promise more days than they usually leave. None where no rhythm is said, or none is looser."""
    if not said:
        return None
    days = LOOSER * said
    while days <= max((each or 0.0 for each in holding), default=0.0):
        days *= LOOSER
    days = min(float(round(days)), LOOSEST)
    return Looser(said, days) if days > said else None


@dataclass(frozen=True, slots=True)
class Closeness:
    """Somebody who may be in a circle: value V, contact days, episodes, the circle they are in (0: none)."""

    person: int
    value: float
    contact_days: int
    episodes: int
    circle: int = 0


@dataclass(frozen=True, slots=True)
class Leaning:
    """Somebody who leans towards another circle since a day (days since 1970)."""

    person: int
    circle: int
    since: int


@dataclass(frozen=True, slots=True)
class Proposals:
    """What may be proposed now, closest first, and what is remembered until the next look."""

    ready: tuple[Leaning, ...]
    leanings: tuple[Leaning, ...]


def propose(people: Sequence[Closeness], leanings: Sequence[Leaning], day: int) -> Proposals:
    """Who may be asked to which circle.

    Each person's place follows from the order by V. A move is remembered once V stands clear of the edge of the
    present circle by 20 %, and proposed when it has held for 30 days; somebody in no circle is proposed at once while
    there is room, since nothing has to be unlearnt. Nobody is proposed on thin data: three contact days, and three
    episodes for the 5, 15 and 50.
    """
    remembered = {leaning.person: leaning for leaning in leanings}
    members = {size: sum(0 < each.circle <= size for each in people) for size in CIRCLES}
    proven = sorted((each for each in people if each.contact_days >= 3), key=lambda each: (-each.value, each.person))
    edges = _edges(proven)
    ready: list[Leaning] = []
    kept: list[Leaning] = []
    for each in proven:
        fits = _fitting(each, edges)
        if fits == each.circle:
            continue
        before = remembered.get(each.person)
        since = before.since if before is not None and before.circle == fits else day
        leaning = Leaning(each.person, fits, since)
        kept.append(leaning)
        room = each.circle == 0 and members.get(fits, 0) < fits
        if room:
            for size in CIRCLES:
                members[size] += fits <= size
        if room or day - since >= HOLDS_DAYS:
            ready.append(leaning)
    return Proposals(tuple(ready), tuple(kept))


def _edges(proven: Sequence[Closeness]) -> dict[int, float]:
    """The V of the last person of each circle were all filled by V; 0 for a circle with room for everybody."""
    edges: dict[int, float] = {}
    for size in CIRCLES:
        able = [each.value for each in proven if size > SMALLEST_PROVEN or each.episodes >= 3]
        edges[size] = able[size - 1] if len(able) >= size else 0.0
    return edges


def _fitting(each: Closeness, edges: Mapping[int, float]) -> int:
    """The smallest circle whose edge somebody clears: by 20 % inwards, still held down to 20 % below it."""
    for size in CIRCLES:
        if size <= SMALLEST_PROVEN and each.episodes < 3:
            continue
        inside = 0 < each.circle <= size
        if each.value >= edges[size] * (1 - MARGIN if inside else 1 if each.circle == 0 else 1 + MARGIN):
            return size
    return 0
