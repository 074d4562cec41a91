"""Everybody ranked again after single changes: as if everybody had been ranked from nothing."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.candidates import candidates
from relate.domain.kept_ranks import KeptRanks
from relate.domain.priority import Ranking, rank
from relate.domain.rhythm import DAY_MS
from relate.domain.state_table import NEVER, StateTable
from relate.domain.tie_facts import FactTable, TieFacts
from tests.domain.test_priority import NOW, facts_of_anybody, histories

MANY = 12
"""So many people that a change of one or two is not one of everybody."""

changes = st.one_of(
    st.tuples(st.just("talked"), st.integers(1, MANY), st.integers(0, 40)),
    st.tuples(st.just("told"), st.integers(1, MANY), facts_of_anybody),
    st.tuples(st.just("came"), st.integers(MANY + 1, MANY + 4), facts_of_anybody),
    st.tuples(st.just("went"), st.integers(1, MANY), st.none()),
    st.tuples(st.just("later"), st.sampled_from([-DAY_MS, 60_000, DAY_MS, 40 * DAY_MS]), st.none()),
)


def same(kept: Ranking, anew: Ranking) -> None:
    for column in fields(Ranking):
        if column.name not in ("now", "states", "facts"):
            np.testing.assert_allclose(
                getattr(kept, column.name), getattr(anew, column.name), rtol=1e-12, atol=1e-12, err_msg=column.name
            )
    assert [each.person for each in candidates(kept)] == [each.person for each in candidates(anew)]


@given(
    st.lists(st.tuples(histories, facts_of_anybody), min_size=MANY, max_size=MANY),
    st.lists(st.lists(changes, max_size=3), max_size=6),
    st.sampled_from([10.0, 59.0, 4000.0]),
)
def test_after_any_changes_everybody_stands_where_they_would_if_ranked_from_nothing(people, rounds, history) -> None:
    states = StateTable.from_states(enumerate((state for state, _ in people), 1))
    facts = FactTable.from_facts(enumerate((told for _, told in people), 1))
    ranks, now = KeptRanks(), NOW
    for some in ([], *rounds):
        for what, person, more in some:
            if what == "later":
                now += person
                continue
            ranks.is_about([person])
            if what == "talked":
                row = facts.ensure_row(person)
                states.write(states.ensure_row(person), {"n": 5, "e": 4, "episodes": 4, "last": NOW - more * DAY_MS})
                facts.write(row, {"cover_at": NOW - more * DAY_MS // 2})
            elif what == "went":
                states.remove(person)
                facts.remove(person)
            else:
                states.ensure_row(person)
                facts.update(person, more)
        held_back = {1: 0.5, 3: 0.25}
        anew = rank(states, facts, now, history_days=history, held_back=held_back)
        same(ranks.rank(states, facts, now, history, held_back), anew)


def test_whoever_is_known_of_until_now_grows_more_silent_without_a_change() -> None:
    states = StateTable.from_states((person, None) for person in range(1, 9))
    facts = FactTable.from_facts((person, TieFacts(cover_at=NOW - DAY_MS)) for person in range(1, 9))
    states.write(0, {"n": 3, "episodes": 3, "last": NOW - 9 * DAY_MS})
    states.write(1, {"n": 3, "episodes": 3, "last": NOW - 9 * DAY_MS})
    facts.update(2, TieFacts())
    ranks = KeptRanks()
    assert ranks.rank(states, facts, NOW, 4000.0, {}).silence[:2].tolist() == [8.0, 9.0]
    assert ranks.rank(states, facts, NOW + 3 * DAY_MS, 4000.0, {}).silence[:2].tolist() == [8.0, 12.0]


def test_a_change_nobody_told_of_is_not_looked_for() -> None:
    """That the kept is used at all: everything is worked out only of those it is said of."""
    states = StateTable.from_states((person, None) for person in range(1, 9))
    facts = FactTable.from_facts((person, TieFacts()) for person in range(1, 9))
    ranks = KeptRanks()
    ranks.rank(states, facts, NOW, 4000.0, {})
    states.write(2, {"n": 3, "episodes": 3, "last": NOW - 9 * DAY_MS})
    assert ranks.rank(states, facts, NOW, 4000.0, {}).silence[2] == np.inf
    ranks.is_about([3])
    assert ranks.rank(states, facts, NOW, 4000.0, {}).silence[2] == 9.0
    assert states.ints("last")[3] == NEVER
