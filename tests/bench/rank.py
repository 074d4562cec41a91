"""Everybody ranked from states in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from relate.domain.candidates import candidates
from relate.domain.daylist import choose
from relate.domain.priority import rank
from relate.domain.rhythm import DAY_MS
from relate.domain.today import Today
from tests.bench.measuring import Figure, Run, median, spent
from tests.bench.rank_people import TODAY, made_up_facts, made_up_states

MOST_MS: Final = 30.0
LIST_MS: Final = 50.0


def measure(run: Run) -> None:
    people, events = (5_000, 100_000) if run.quick else (100_000, 5_000_000)
    folded, folding = made_up_states(events, people)
    states, facts, now = folded.table(), made_up_facts(folded.persons), TODAY * DAY_MS
    who = f"{len(states):,} people"
    ranked = [spent(lambda: rank(states, facts, now)) * 1000 for _ in range(run.times(40))]
    run.tell(Figure(f"ranking {who} from states in memory", median(ranked), "ms", at_most=MOST_MS))
    budget = Today(now, TODAY, ())

    def ready() -> None:
        named = candidates(rank(states, facts, now))
        choose(replace(budget, candidates=named))

    lists = [spent(ready) * 1000 for _ in range(run.times(40))]
    run.tell(Figure(f"the day's list of {who} from states in memory", median(lists), "ms", at_most=LIST_MS))
    ranking = rank(states, facts, now)
    chosen = [spent(lambda: candidates(ranking)) * 1000 for _ in range(run.times(20))]
    run.note(f"slowest {max(ranked):.1f} ms; candidates of a day {median(chosen):.1f} ms more")
    run.note(f"states of everybody from {events:,} events, from nothing: {folding / 1000:.2f} s")
