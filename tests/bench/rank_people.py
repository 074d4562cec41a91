"""Times the model on a made-up library held in memory: states from nothing, states from the cache, one ranking.

    python tests/bench/rank_people.py [--events 5000000] [--people 100000]

Prints one line per figure with its limit: design/ranking.md "Speed", and the figures of the window.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from relate.domain.candidates import candidates
from relate.domain.folding import Folded, contact_days, fold_days
from relate.domain.packing import bytes_of, records_of
from relate.domain.priority import rank
from relate.domain.records import Direction
from relate.domain.rhythm import DAY_MS
from relate.domain.state_table import StateTable
from relate.domain.tie_facts import FactTable

TODAY = 20_000


def best(action: Callable[[], object], times: int) -> float:
    """The shortest of several runs, in milliseconds."""
    runs = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        runs.append((time.perf_counter() - began) * 1000)
    return min(runs)


def made_up_states(events: int, people: int, seed: int = 1) -> tuple[Folded, float]:
    """The states of made-up people, few of them busy and most of them thin, and the milliseconds it took."""
    chance = np.random.default_rng(seed)
    person = np.minimum((people * chance.random(events) ** 3).astype(np.int64), people - 1)
    day = TODAY - (7300 * chance.random(events) ** 2).astype(np.int64)
    at = day * DAY_MS + chance.integers(0, DAY_MS, events)
    depth = chance.choice(np.array([1.0, 0.4, 0.1, 2.0, 3.0], dtype=np.float32), events)
    recipients = np.ones(events, dtype=np.int32)
    direction = chance.choice(np.array([Direction.IN, Direction.OUT], dtype=np.int8), events)
    began = time.perf_counter()
    folded = fold_days(contact_days(person, at, day, depth, recipients, direction))
    return folded, (time.perf_counter() - began) * 1000


def made_up_facts(persons: np.ndarray[tuple[int], np.dtype[np.int64]], seed: int = 2) -> FactTable:
    chance, count = np.random.default_rng(seed), len(persons)
    circle = np.zeros(count, dtype=np.int64)
    for size, first in ((150, 50), (50, 15), (15, 5), (5, 0)):
        circle[first:size] = size
    return FactTable(
        persons,
        {
            "circle": circle,
            "placed_at": np.full(count, (TODAY - 900) * DAY_MS),
            "cover_at": np.full(count, (TODAY - 4) * DAY_MS),
            "turns": chance.integers(0, 5, count),
            "endorsed": chance.random(count) < 0.3,
            "connected_at": chance.integers(TODAY - 5000, TODAY, count) * DAY_MS,
        },
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--people", type=int, default=100_000)
    options = parser.parse_args(arguments)
    folded, milliseconds = made_up_states(options.events, options.people)
    print(f"states of {len(folded.persons):,} people from {options.events:,} events: {milliseconds:,.0f} ms (5,000)")
    packed = bytes_of(folded.records)
    loading = best(lambda: StateTable.from_records(folded.persons, records_of(packed)), 3)
    print(f"states from the cache: {loading:,.0f} ms")
    states, now = folded.table(), TODAY * DAY_MS
    facts = made_up_facts(folded.persons)
    ranking_takes = best(lambda: rank(states, facts, now), 15)
    print(f"ranking {len(states):,} people from states in memory: {ranking_takes:.1f} ms (30)")
    ranking = rank(states, facts, now)
    print(f"the candidates of a day: {best(lambda: candidates(ranking), 5):.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
