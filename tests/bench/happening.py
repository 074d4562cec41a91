"""What happened in a made-up library, as columns: heavy tails, bursts, ties that end, threads nobody answered.

One row for each message; times in seconds, ascending. Everything from a seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.int64]

TALKERS: Final = 0.35
"""Share of the people who ever wrote or were written to."""
STEEPNESS, SHIFT = 1.3, 10
"""The n-th busiest person has (n + SHIFT) ** -STEEPNESS of the messages: half of the talkers have fewer than ten."""
PITCHES: Final = 0.25
"""Share of the talkers who wrote and never got an answer."""
PER_SESSION: Final = 6
SESSION_SECONDS: Final = 1200
DAY: Final = 86_400
FIRST: Final = 1_230_768_000
"""1 January 2009."""


@dataclass(frozen=True, slots=True)
class Messages:
    """Columns of one length. person: place of the person; second: unix time; mine: 1 where the owner wrote it."""

    person: Column
    second: Column
    mine: Column


def messages(people: int, count: int, now: int, chance: np.random.Generator) -> Messages:
    """`count` messages up to `now` (unix seconds) with some of `people` people."""
    talkers = max(int(people * TALKERS), 1)
    sizes = _sizes(talkers, count)
    who = chance.permutation(people)[:talkers]
    person = np.repeat(who, sizes)
    rank = np.repeat(np.arange(talkers), sizes)
    second = _times(rank, sizes, now, chance)
    mine = (chance.random(len(rank)) < 0.5).astype(np.int64)
    # Pitches come from people of few messages; the busy ones are answered.
    silent = np.zeros(talkers, dtype=bool)
    silent[talkers // 2 :] = chance.random(talkers - talkers // 2) < 2 * PITCHES
    mine[silent[rank]] = 0
    order = np.argsort(second, kind="stable")
    return Messages(person[order], second[order], mine[order])


def _sizes(talkers: int, count: int) -> Column:
    weight = (np.arange(talkers) + SHIFT) ** -STEEPNESS
    sizes: Column = np.maximum((weight / weight.sum() * count).astype(np.int64), 1)
    sizes[0] += count - sizes.sum()
    return sizes


def _times(rank: Column, sizes: Column, now: int, chance: np.random.Generator) -> Column:
    """A tie lives for some years; in it there are busy weeks, in these sessions, in these messages."""
    talkers = len(sizes)
    begin = FIRST + (chance.random(talkers) ** 0.7 * (now - FIRST)).astype(np.int64)
    life = np.minimum(chance.exponential(4 * 365 * DAY, talkers) + DAY, now - begin)
    sessions = np.maximum(sizes // PER_SESSION, 1)
    weeks = np.maximum(sessions // 4, 1)
    session = (chance.random(len(rank)) * sessions[rank]).astype(np.int64)
    week = session % weeks[rank]
    # The same session of the same tie has the same place in its week: told by a number of its own.
    spread = _noise(rank * 1_000_003 + session) * 6 * DAY
    start = begin[rank] + life[rank] * _noise(rank * 7_919 + week)
    at = start + spread + chance.exponential(SESSION_SECONDS, len(rank))
    return np.minimum(at, now - 60).astype(np.int64)


def _noise(number: Column) -> npt.NDArray[np.float64]:
    """A number from 0 to 1 that looks like chance and is the same for the same input."""
    mixed = number.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    return (mixed >> np.uint64(11)).astype(np.float64) / float(1 << 53)


def places_in_second(second: Column) -> Column:
    """For ascending seconds: the place of each row among those of its second."""
    first = np.concatenate(([True], second[1:] != second[:-1])) if len(second) else np.zeros(0, dtype=bool)
    starts: Column = np.flatnonzero(first)
    places: Column = np.arange(len(second)) - starts[np.cumsum(first) - 1]
    return places
