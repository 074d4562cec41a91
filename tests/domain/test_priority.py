"""Whom a word helps most: the formulas for one tie and for everybody, and what must not change a place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.candidates import Sort, candidates, shuffled
from relate.domain.circles import Standing
from relate.domain.priority import (
    cold,
    fading_back,
    priority,
    rank,
    reply_rate,
    trust,
    value,
    weight_of_what_is_known,
    worth_by_age,
)
from relate.domain.reasons import ReasonKind
from relate.domain.rhythm import DAY_MS, ContactDay, RhythmState, episodes, fold_all
from relate.domain.state_table import NEVER, StateTable, is_learnt
from relate.domain.tie_facts import KNOWN_UNTIL_NOW, FactTable, TieFacts

TODAY = 20_000
NOW = TODAY * DAY_MS


def tie(*days_ago: int, out: int = 1, inc: int = 1) -> RhythmState:
    state = fold_all(ContactDay(TODAY - ago, 1.0, out, inc, (TODAY - ago) * DAY_MS) for ago in days_ago)
    assert state is not None
    return state


def every(gap: int, count: int, last: int) -> RhythmState:
    return tie(*[last + gap * i for i in range(count)])


People = Mapping[int, tuple[RhythmState | None, TieFacts]]


def ranked(people: People, now: int = NOW, **more):
    states = StateTable.from_states((person, state) for person, (state, _) in people.items())
    return rank(states, FactTable.from_facts((person, facts) for person, (_, facts) in people.items()), now, **more)


def sorts(people: People, now: int = NOW) -> dict[int, Sort]:
    return {each.person: each.sort for each in candidates(ranked(people, now))}


facts_of_anybody = st.builds(
    TieFacts,
    circle=st.sampled_from([0, 5, 15, 50, 150]),
    goal=st.booleans(),
    family=st.booleans(),
    turns=st.integers(0, 12),
    recommended=st.booleans(),
    endorsed=st.booleans(),
    own_invitation=st.booleans(),
    same_company=st.booleans(),
    other_source=st.booleans(),
    connected_at=st.sampled_from([NEVER, NOW - 4000 * DAY_MS, NOW - 40 * DAY_MS]),
    cover_at=st.sampled_from([KNOWN_UNTIL_NOW, NOW - 20 * DAY_MS]),
    news_at=st.sampled_from([NEVER, NOW - 31 * DAY_MS, NOW - 5 * DAY_MS]),
    fits=st.booleans(),
)
histories = st.lists(st.integers(0, 4000), max_size=30).map(lambda days: tie(*days) if days else None)
libraries = st.lists(st.tuples(histories, facts_of_anybody), min_size=1, max_size=8).map(
    lambda people: dict(enumerate(people, start=1))
)


def test_reply_rate_begins_at_a_half_and_follows_what_they_did() -> None:
    assert reply_rate(tie(100, out=0), 100) == 0.5
    silent = fold_all(ContactDay(TODAY - ago, 1, 1, 0, (TODAY - ago) * DAY_MS) for ago in (400, 300, 200))
    assert silent is not None
    assert reply_rate(silent, 200) == pytest.approx(1.5 / 6)
    assert reply_rate(every(30, 7, 100), 100) == pytest.approx(8.5 / 10)


def test_value_by_hand() -> None:
    state = tie(730, 365, 0)
    balanced = math.log(1 + 1.75) * 1 * (1 + 0.2 * math.log(1 + 730 / 365.25) / math.log(11))
    assert value(state, 0, TieFacts()) == pytest.approx(balanced)
    assert value(state, 0, TieFacts(circle=5, goal=True, family=True)) == pytest.approx(balanced * 2 * 1.3 * 1.3)
    assert value(tie(730, 365, 0, inc=0), 0, TieFacts()) == pytest.approx(balanced / 2)


def test_a_nudge_helps_most_where_the_outcome_is_open() -> None:
    """Neither somebody met yesterday nor somebody long gone leads, all else equal."""
    alive, open_, gone = (priority(every(21, 12, s), s, TieFacts()) for s in (0, 60, 1500))
    assert open_ > alive
    assert open_ > gone


def test_what_is_known_weighs_as_in_the_design() -> None:
    assert weight_of_what_is_known(TieFacts(turns=3, recommended=True)) == pytest.approx(2 + 1.5)
    assert weight_of_what_is_known(TieFacts(turns=50)) == pytest.approx(math.log2(7))
    everything = TieFacts(endorsed=True, own_invitation=True, same_company=True, other_source=True)
    assert weight_of_what_is_known(everything) == pytest.approx(0.5 + 0.8 * 3)


@pytest.mark.parametrize(
    ("years", "expected"), [(None, 0.5), (0.1, 0.5), (0.625, 0.75), (1, 1), (5, 1), (8.5, 0.65), (12, 0.3), (30, 0.3)]
)
def test_worth_by_age(years: float | None, expected: float) -> None:
    assert worth_by_age(years) == pytest.approx(expected)


def test_with_less_than_one_nobody_is_cold() -> None:
    assert cold(TieFacts(same_company=True), 2, has_news=True) == 0
    assert cold(TieFacts(turns=1), 2, has_news=False) == 1
    assert cold(TieFacts(turns=1, fits=True), 2, has_news=True) == 2


def test_trust_in_the_rhythm_grows_and_needs_three_episodes() -> None:
    assert [trust(6, 3), trust(18, 9), trust(18, 2)] == [0.5, 0.75, 0]


def test_passed_over_fades_back_with_a_half_life_of_two_weeks() -> None:
    assert [fading_back(0), fading_back(14), fading_back(28)] == [0, 0.5, 0.75]


@given(libraries)
def test_everybody_at_once_is_everybody_one_by_one(people: dict[int, tuple[RhythmState | None, TieFacts]]) -> None:
    result = ranked(people)
    for row, (state, facts) in enumerate(people.values()):
        silence = float(result.silence[row])
        news = facts.news_at == NOW - 5 * DAY_MS and (state is None or facts.news_at > state.last)
        since = state.last if state is not None else facts.connected_at
        years = None if since == NEVER else (NOW - since) / DAY_MS / 365.25
        assert bool(result.has_news[row]) == news
        spread = 0 if state is None else episodes(state)
        if state is not None and is_learnt(result.states, row):  # of whom the turns are not read
            facts = replace(facts, turns=max(facts.turns, 2 * min(state.out, state.inc)))
        assert result.cold[row] == pytest.approx(cold(facts, years, news, spread))
        if state is None:
            assert silence == math.inf
            assert result.priority[row] == 0
            continue
        known = min(NOW, facts.cover_at)
        assert silence == pytest.approx(max((known - state.last) / DAY_MS, 0))
        assert result.value[row] == pytest.approx(value(state, silence, facts))
        mine = 0.5
        asks = sum(each.asks for each, _ in people.values() if each is not None)
        if asks < 10:
            assert result.answers[row] == pytest.approx(reply_rate(state, silence, mine))
            assert result.priority[row] == pytest.approx(priority(state, silence, facts, mine))


@given(libraries, st.randoms(use_true_random=False))
def test_no_place_changes_when_people_are_renamed(people, random) -> None:
    names = random.sample(range(1000), len(people))
    renamed = dict(zip(names, people.values(), strict=True))
    before, after = ranked(people), ranked(renamed)
    rows = [after.states.row(name) for name in names]
    for column in ("priority", "cold", "order", "value"):
        np.testing.assert_array_equal(getattr(after, column)[rows], getattr(before, column))


@given(libraries)
def test_places_lie_between_nothing_and_one(people) -> None:
    result = ranked(people)
    assert ((result.order >= 0) & (result.order <= 1)).all()


@given(libraries, st.floats(0, 1))
def test_being_held_back_lowers_one_person_and_moves_nobody_else(people, share: float) -> None:
    before, after = ranked(people), ranked(people, held_back={1: share, 999: 0.5})
    assert after.order[0] <= before.order[0]
    np.testing.assert_array_equal(after.order[1:], before.order[1:])
    assert after.priority[0] == pytest.approx(before.priority[0] * share)


def test_a_short_history_is_ranked_by_plain_frequency() -> None:
    people = {1: (every(3, 5, 10), TieFacts()), 2: (every(3, 9, 10), TieFacts())}
    long, short = ranked(people), ranked(people, history_days=0)
    assert short.contact.tolist() == pytest.approx([5 / 16, 9 / 20])
    assert long.contact.tolist() != short.contact.tolist()


# ---------------------------------------------------------------------------------------------- candidates


def test_slipping_needs_a_rhythm_and_more_silence_than_it() -> None:
    assert sorts({1: (every(21, 12, 60), TieFacts())}) == {1: Sort.SLIPPING}
    assert sorts({1: (every(21, 12, 20), TieFacts())}) == {}
    assert sorts({1: (every(1, 12, 60), TieFacts())}) == {}


def test_days_after_the_archive_are_not_silence() -> None:
    """The same tie, 120 days after its archive, is as quiet as the archive says."""
    fresh_then = {1: (every(21, 12, 125), TieFacts(cover_at=NOW - 120 * DAY_MS))}
    assert ranked(fresh_then).silence.tolist() == [5]
    assert sorts(fresh_then) == {}


def test_a_promise_is_due_by_days_waited_and_claims_only_the_known_silence() -> None:
    people = {1: (every(7, 12, 30), TieFacts(circle=5, cover_at=NOW - 25 * DAY_MS))}
    (each,) = candidates(ranked(people))
    assert (each.sort, each.inner) == (Sort.PROMISED, True)
    assert each.lateness == pytest.approx(30 / 7)
    (reason,) = each.reasons
    assert (reason.kind, reason.as_of) == (ReasonKind.PROMISED_RHYTHM, NOW - 25 * DAY_MS)
    assert reason.silence == pytest.approx(5)


def test_somebody_never_talked_to_is_due_from_joining_the_circle() -> None:
    placed = TieFacts(circle=15, placed_at=NOW - 31 * DAY_MS)
    assert sorts({1: (None, placed), 2: (None, TieFacts(circle=50, placed_at=NOW - 31 * DAY_MS))}) == {1: Sort.PROMISED}


def test_a_rhythm_set_by_hand_wins_over_the_circles() -> None:
    assert sorts({1: (tie(20), TieFacts(circle=5, rhythm_days=60))}) == {}
    assert sorts({1: (tie(20), TieFacts(rhythm_days=10))}) == {1: Sort.PROMISED}


def test_a_rhythm_set_by_hand_wins_over_the_learnt_one_too() -> None:
    monthly = every(30, 20, 150)
    loosened = {1: (monthly, TieFacts(rhythm_days=200.0)), 2: (monthly, TieFacts())}
    assert sorts(loosened) == {2: Sort.SLIPPING}
    kept = {each.person for each in candidates(ranked(loosened), keep=[1, 2])}
    assert kept == {2}, "the day's list lets go of them, too"
    assert sorts({1: (every(30, 20, 201), TieFacts(rhythm_days=200.0))}) == {1: Sort.PROMISED}


def test_an_invitation_that_is_all_there_is_says_when_it_was() -> None:
    known = TieFacts(own_invitation=True, recommended=True, connected_at=NOW - 400 * DAY_MS)
    people = {1: (tie(400, out=1, inc=0), known), 2: (tie(400, 380), known)}
    when = {each.person: {reason.kind: reason.at for reason in each.reasons} for each in candidates(ranked(people))}
    assert when[1][ReasonKind.OWN_INVITATION] == known.connected_at
    assert ReasonKind.LAST_TALK not in when[1]
    assert when[2][ReasonKind.OWN_INVITATION] is None
    assert ReasonKind.LAST_TALK in when[2]


def test_close_years_long_ago_are_revived_and_named_by_their_years() -> None:
    others = {i: (tie(5), TieFacts()) for i in range(2, 30)}
    (each,) = candidates(ranked({1: (tie(*range(900, 960)), TieFacts()), **others}))
    assert each.sort is Sort.REVIVE
    reason = each.reasons[0]
    assert (reason.kind, reason.day, reason.until_day) == (ReasonKind.CLOSE_ONCE, TODAY - 959, TODAY - 900)


def test_a_thin_library_calls_nobody_close() -> None:
    assert Sort.REVIVE not in sorts({i: (tie(500 + i), TieFacts()) for i in range(1, 40)}).values()


@pytest.mark.parametrize("standing", [each for each in Standing if each is not Standing.ACTIVE])
def test_whoever_is_not_active_is_never_named(standing: Standing) -> None:
    facts = TieFacts(circle=5, standing=int(standing), placed_at=0, turns=6)
    assert sorts({1: (every(21, 12, 300), facts)}) == {}


def test_news_names_only_circles_real_exchange_and_what_i_look_for() -> None:
    news = NOW - 3 * DAY_MS
    people = {
        1: (None, TieFacts(news_at=news)),
        2: (None, TieFacts(news_at=news, fits=True)),
        3: (tie(200), TieFacts(news_at=news)),
        4: (None, TieFacts(news_at=news, circle=150, placed_at=NOW)),
        5: (tie(200), TieFacts(news_at=NOW - 31 * DAY_MS)),
        6: (tie(1), TieFacts(news_at=news)),
    }
    assert sorts(people) == {2: Sort.NEWS, 3: Sort.NEWS, 4: Sort.NEWS}


def test_a_recent_burst_is_not_cold() -> None:
    assert sorts({1: (tie(12, 11, 10), TieFacts(turns=6))}) == {}
    assert sorts({1: (tie(32, 31, 30), TieFacts(turns=6))}) == {1: Sort.COLD}


def test_a_single_burst_weighs_less_than_coming_back() -> None:
    burst, again = tie(801, 800, out=2, inc=2), tie(1400, 1100, 800)
    facts = TieFacts(turns=6)
    result = ranked({1: (burst, facts), 2: (again, facts)})
    assert result.cold[0] < result.cold[1] / 2
    assert [each.person for each in sorted(candidates(result), key=lambda each: -each.order)] == [2, 1]


def test_somebody_with_a_slow_rhythm_may_be_named_before_they_are_late() -> None:
    slow = every(200, 8, 260)
    assert sorts({1: (slow, TieFacts())}) == {1: Sort.COLD}
    assert sorts({1: (every(200, 8, 150), TieFacts())}) == {}
    assert sorts({1: (every(20, 8, 60), TieFacts())}) != {1: Sort.COLD}, "they are late, or not yet quiet"


def test_whom_the_day_named_stays_until_they_are_talked_to() -> None:
    people = {1: (tie(60), TieFacts()), 2: (tie(0), TieFacts()), 3: (tie(60), TieFacts(standing=1))}
    assert [each.person for each in candidates(ranked(people), keep=[1, 2, 3, 99])] == [1]


def test_whom_the_day_named_goes_when_a_talk_of_the_other_day_is_told() -> None:
    people = {1: (tie(2), TieFacts()), 2: (every(21, 12, 2), TieFacts()), 3: (every(21, 12, 200), TieFacts())}
    assert [each.person for each in candidates(ranked(people), keep=[1, 2, 3])] == [3]


def test_the_shuffle_is_another_one_each_day_and_the_same_all_day() -> None:
    persons = np.arange(200)
    today, again, tomorrow = shuffled(persons, 5), shuffled(persons, 5), shuffled(persons, 6)
    np.testing.assert_array_equal(today, again)
    assert (np.argsort(today) != np.argsort(tomorrow)).mean() > 0.9
    assert 0.4 < float(today.mean()) < 0.6


def test_explore_looks_at_the_middle_of_the_list_only() -> None:
    people = {i: (tie(60 + i, 61 + i), TieFacts()) for i in range(600)}
    explored = {person for person, sort in sorts(people).items() if sort is Sort.EXPLORE}
    assert explored
    assert all(150 <= person < 500 for person in explored)


def test_the_columns_of_the_facts_are_their_fields() -> None:
    assert asdict(TieFacts()) == FactTable.DEFAULTS
    table = FactTable([])
    table.update(4, TieFacts(circle=15, fits=True))
    assert (table.ints("circle").tolist(), table.bools("fits").tolist()) == ([15], [True])
