"""How a tie lives: the vectors of design/ranking.md, and what must hold for any history."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain import state_table
from relate.domain.folding import ContactDays, fold_days
from relate.domain.packing import bytes_of, pack, records_of, unpack
from relate.domain.rhythm import (
    DAY_MS,
    ContactDay,
    Freshness,
    RhythmState,
    asks_known,
    episodes,
    fold,
    fold_all,
    freshness,
    horizon,
    late,
    learnt_rhythm,
    median,
    n365_at,
    p_alive,
    p_contact,
    quantile,
    survival,
    usual,
)
from relate.domain.state_table import StateTable


def state_of(*gaps: float) -> RhythmState:
    """The state after contact days so many days apart."""
    at = [0.0]
    for gap in gaps:
        at.append(at[-1] + gap)
    state = fold_all(ContactDay(round(day), 1.0, 1, 1, round(day * DAY_MS)) for day in at)
    assert state is not None
    return state


@pytest.mark.parametrize(
    ("gaps", "silence", "expected"),
    [
        ([21], 120, ("1.0000", "6.2134", "0.7155", "0.1218", "7.7", "47.6")),
        ([21] * 10, 60, ("6.5132", "40.4694", "0.9187", "0.3230", "10.5", "47.5")),
        ([7] * 30, 60, ("9.5761", "30.7785", "0.8717", "0.4550", "3.8", "16.6")),
        ([1, 1, 1, 90, 1, 1], 45, ("4.6856", "15.9268", "0.8068", "0.3978", "4.1", "19.1")),
        ([180, 200, 170], 900, ("2.7100", "61.6771", "0.7532", "0.0262", "72.6", "367.1")),
    ],
)
def test_vectors_of_the_design(gaps: list[float], silence: float, expected: tuple[str, ...]) -> None:
    state = state_of(*gaps)
    assert (
        f"{state.A:.4f}",
        f"{state.S:.4f}",
        f"{p_alive(state, silence):.4f}",
        f"{p_contact(state, silence, 30):.4f}",
        f"{quantile(state, 0.5):.1f}",
        f"{late(state):.1f}",
    ) == expected


def test_ten_exact_gaps_of_three_weeks_read_as_about_three_weeks() -> None:
    assert usual(state_of(*[21] * 10)) == pytest.approx(
        math.exp((10 * math.log(21) + 3 * math.log(10.5245)) / 13), rel=1e-4
    )
    assert 14 < usual(state_of(*[21] * 10)) < 21


def test_a_rhythm_is_said_only_after_three_days_in_three_episodes() -> None:
    assert learnt_rhythm(None) is None
    assert learnt_rhythm(state_of(30)) is None
    assert learnt_rhythm(state_of(1, 1, 30)) is None
    assert learnt_rhythm(state_of(30, 30)) == usual(state_of(30, 30))


def test_whoever_was_never_let_go_for_weeks_has_a_rhythm_and_a_burst_has_none() -> None:
    every_sunday = state_of(*[7] * 60)
    assert (every_sunday.e, episodes(every_sunday)) == (1, 3)
    assert learnt_rhythm(every_sunday) == usual(every_sunday)
    with_a_pause = state_of(*[7] * 40, 90, *[7] * 40)
    assert (with_a_pause.e, episodes(with_a_pause)) == (2, 3)
    six_weeks_of_a_project = state_of(*[1] * 42)
    assert episodes(six_weeks_of_a_project) == 1
    two_projects = state_of(*[1] * 42, 400, *[1] * 42)
    assert episodes(two_projects) == 2
    assert episodes(state_of(400)) == 2
    assert learnt_rhythm(two_projects) is None
    table = StateTable.from_states([(1, every_sunday), (2, with_a_pause), (3, two_projects)])
    assert table.ints("episodes").tolist() == [3, 3, 2]


def test_freshness_goes_through_all_its_names_as_silence_grows() -> None:
    state = state_of(*[7] * 30)
    seen = [freshness(state, silence) for silence in range(400)]
    assert list(dict.fromkeys(seen)) == [
        Freshness.FRESH,
        Freshness.COOLING,
        Freshness.QUIET,
        Freshness.DRIFTING,
        Freshness.DORMANT,
    ]
    assert freshness(None, 0) is Freshness.NEVER_TALKED


def test_over_a_year_is_dormant_however_far_apart_the_talks_were() -> None:
    assert freshness(state_of(900), 800) is Freshness.DORMANT
    assert freshness(state_of(365, 365, 365, 365), 366) is Freshness.DORMANT
    assert freshness(state_of(365, 365, 365, 365), 364) is Freshness.COOLING
    assert freshness(state_of(*[21] * 10), 366) is Freshness.DORMANT


def test_an_older_or_equal_day_is_refused_by_the_fold() -> None:
    state = state_of(10)
    for day in (10, 9):
        with pytest.raises(ValueError, match="not newer"):
            fold(state, ContactDay(day, 1, 1, 0, 10 * DAY_MS))


def test_a_date_without_a_time_follows_an_evening_west_of_greenwich() -> None:
    evening = ContactDay(100, 1, 1, 0, 101 * DAY_MS + 5 * 3_600_000)  # nine in the evening in California
    dated = ContactDay(101, 1, 1, 0, 101 * DAY_MS)  # a file's date of the next day: midnight in Greenwich
    state = fold_all([evening, dated])
    assert state is not None
    assert (state.n, state.last_day, state.gaps) == (2, 101, (0.25,))


def test_the_longer_of_two_close_years_is_named_with_its_first_and_last_day() -> None:
    days = [*range(1000, 1300, 10), *range(5000, 5600, 10), *range(9000, 9050, 10)]
    state = fold_all(ContactDay(day, 1, 1, 1, day * DAY_MS) for day in days)
    assert state is not None
    assert (state.best2y, state.best_from, state.best_to) == (60, 5000, 5590)


def test_a_question_is_unanswered_only_when_seven_days_are_known() -> None:
    asked_twice = fold_all([ContactDay(0, 1, 1, 1, 0), ContactDay(100, 1, 1, 0, 100 * DAY_MS)])
    assert asked_twice is not None
    assert [asks_known(asked_twice, silence) for silence in (0, 6.9, 7, 500)] == [1, 1, 2, 2]
    assert asked_twice.replies == 1


def test_an_answer_counts_for_the_words_of_the_seven_days_before_it() -> None:
    state = fold_all(
        [
            ContactDay(0, 1, 1, 0, 0),
            ContactDay(8, 1, 1, 0, 8 * DAY_MS),
            ContactDay(9, 1, 3, 0, 9 * DAY_MS),
            ContactDay(15, 1, 0, 1, 15 * DAY_MS),
        ]
    )
    assert state is not None
    assert (state.asks, state.replies, state.pending, state.out, state.inc) == (3, 2, 0, 3, 1)


# ----------------------------------------------------------------------------------------- any history

contact_day_lists = st.lists(
    st.builds(
        lambda day, weight, out, inc, second: ContactDay(day, weight, out, inc, day * DAY_MS + second * 1000),
        st.one_of(st.integers(10_000, 10_060), st.integers(0, 20_000)),
        st.sampled_from([0.4, 0.5, 1.0, 2.0, 3.0, 1 / 3]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(0, 86_399),
    ),
    min_size=1,
    max_size=60,
)


def folded(days: list[ContactDay]) -> RhythmState:
    state = fold_all(days)
    assert state is not None
    return state


def as_arrays(people: dict[int, list[ContactDay]]) -> ContactDays:
    rows = [(person, day) for person in sorted(people) for day in sorted(people[person], key=lambda each: each.day)]
    return ContactDays(
        np.array([person for person, _ in rows]),
        np.array([day.day for _, day in rows]),
        np.array([day.weight for _, day in rows]),
        np.array([day.out for _, day in rows]),
        np.array([day.inc for _, day in rows]),
        np.array([day.first_at for _, day in rows]),
    )


def one_per_day(days: list[ContactDay]) -> list[ContactDay]:
    return list({day.day: day for day in days}.values())


@given(contact_day_lists)
def test_the_state_is_what_its_definition_says(days: list[ContactDay]) -> None:
    """Folding in O(1) steps gives the sums of the definition, taken over all days at once."""
    days = sorted(one_per_day(days), key=lambda each: each.day)
    state = folded(days)
    gaps = [max((b.first_at - a.first_at) / DAY_MS, 0.25) for a, b in pairwise(days)]
    newest_first = list(enumerate(reversed(gaps)))
    assert pytest.approx((sum(0.9**i for i, _ in newest_first), sum(0.9**i * g**0.6 for i, g in newest_first))) == (
        state.A,
        state.S,
    )
    assert (state.n, state.first_day, state.last_day, state.last) == (
        len(days),
        days[0].day,
        days[-1].day,
        days[-1].first_at,
    )
    assert state.e == 1 + sum(b.day - a.day >= 21 for a, b in pairwise(days))
    assert state.gaps == pytest.approx(tuple(gaps[-10:]))
    assert state.n365 == pytest.approx(sum(d.weight * 2 ** (-(state.last - d.first_at) / DAY_MS / 365) for d in days))
    assert (state.out, state.inc) == (sum(d.out > 0 for d in days), sum(d.inc > 0 for d in days))
    asks = [d.day for d in days if d.out]
    heard = [d.day for d in days if d.inc]
    assert (state.asks, state.replies) == (len(asks), sum(any(0 <= h - a <= 7 for h in heard) for a in asks))
    windows = [[d for d in days if q - 8 < d.day // 91 <= q] for q in {d.day // 91 for d in days}]
    assert state.best2y == pytest.approx(max(sum(d.weight for d in window) for window in windows))
    best = [window for window in windows if sum(d.weight for d in window) == pytest.approx(state.best2y)]
    assert (state.best_from, state.best_to) in [(window[0].day, window[-1].day) for window in best]


@given(contact_day_lists, st.randoms(use_true_random=False))
def test_order_and_repetition_of_the_days_change_nothing(days: list[ContactDay], random) -> None:
    shuffled = [*days, *days[:3]]
    random.shuffle(shuffled)

    assert folded(shuffled) == folded(days)


@given(st.dictionaries(st.integers(0, 10**6), contact_day_lists, min_size=1, max_size=6))
def test_the_arrays_hold_the_same_states_as_one_fold_after_another(people: dict[int, list[ContactDay]]) -> None:
    people = {person: one_per_day(days) for person, days in people.items()}
    states = {person: folded(days) for person, days in people.items()}
    one_by_one = StateTable.from_states(states.items())
    at_once = fold_days(as_arrays(people)).table()
    touched = StateTable([])
    for person, state in states.items():
        touched.update(person, state)
    for table in (at_once, touched):
        assert table.persons.tolist() == one_by_one.persons.tolist()
        for name in StateTable.DEFAULTS:
            np.testing.assert_allclose(table.floats(name), one_by_one.floats(name), rtol=1e-9, err_msg=name)


@given(st.dictionaries(st.integers(0, 10**6), contact_day_lists, min_size=1, max_size=6))
def test_a_state_is_packed_alike_by_itself_and_among_all(people: dict[int, list[ContactDay]]) -> None:
    states = {person: folded(one_per_day(days)) for person, days in sorted(people.items())}
    assert [unpack(pack(state)) for state in states.values()] == list(states.values())
    at_once = fold_days(as_arrays({person: one_per_day(days) for person, days in people.items()}))
    for packed, state in zip(bytes_of(at_once.records), states.values(), strict=True):
        one = unpack(packed)
        assert replace(one, A=state.A, S=state.S, n365=state.n365) == state
        assert (one.A, one.S, one.n365) == pytest.approx((state.A, state.S, state.n365))
    assert records_of([pack(state) for state in states.values()]).dtype == at_once.records.dtype


def test_bytes_of_another_layout_are_refused() -> None:
    packed = pack(state_of(1))
    with pytest.raises(ValueError, match="bytes"):
        unpack(packed[:-1])
    with pytest.raises(ValueError, match="bytes"):
        records_of([packed, packed[:-1]])


@given(contact_day_lists, st.floats(0, 4000), st.floats(1, 400))
def test_the_arrays_say_what_the_functions_say(days: list[ContactDay], silence: float, ahead: float) -> None:
    state = folded(days)
    table = StateTable.from_states([(3, None), (7, state)])
    silence = round(silence * DAY_MS) / DAY_MS  # a table counts whole milliseconds
    silences = state_table.silence(table, state.last + round(silence * DAY_MS))
    assert silences[0] == math.inf
    assert silences[1] == pytest.approx(silence, abs=1e-7)
    alive, contact = state_table.alive_and_contact(table, silences, ahead)
    assert (alive[0], contact[0]) == (0, 0)
    assert alive[1] == pytest.approx(p_alive(state, silence), rel=1e-6)
    assert contact[1] == pytest.approx(p_contact(state, silence, ahead), rel=1e-6)
    assert state_table.quantile(table, 0.5)[1] == pytest.approx(quantile(state, 0.5))
    assert table.floats("usual")[1] == pytest.approx(usual(state))
    assert state_table.horizons(table)[1] == pytest.approx(horizon(state))
    assert state_table.n365_at(table, silences)[1] == pytest.approx(n365_at(state, silence))
    whole = np.array([math.inf, math.floor(silence)])
    assert state_table.asks_known(table, whole)[1] == asks_known(state, math.floor(silence))
    assert state_table.freshness(table, silences, alive)[0] == Freshness.NEVER_TALKED
    exact = np.array([math.inf, silence])
    assert state_table.freshness(table, exact, alive)[1] == freshness(state, silence)


@given(contact_day_lists, st.floats(0, 3000), st.floats(0.5, 1000), st.floats(1, 365))
def test_p_falls_as_silence_grows(days: list[ContactDay], silence: float, more: float, ahead: float) -> None:
    state = folded(days)
    assert survival(state, silence + more) < survival(state, silence)
    assert p_alive(state, silence + more) < p_alive(state, silence)
    assert p_contact(state, silence + more, ahead) < p_contact(state, silence, ahead)


@given(st.floats(0.5, 400), st.integers(1, 60), st.floats(1, 365))
def test_p_rises_with_one_more_contact_at_the_same_rhythm(gap: float, contacts: int, ahead: float) -> None:
    before, after = state_of(*[gap] * contacts), state_of(*[gap] * (contacts + 1))
    assert p_contact(after, 0, ahead) > p_contact(before, gap, ahead)


@given(contact_day_lists, st.floats(0.05, 0.95))
def test_a_quantile_is_where_survival_says_so(days: list[ContactDay], q: float) -> None:
    state = folded(days)
    assert survival(state, quantile(state, q)) == pytest.approx(1 - q)


@given(st.lists(st.floats(0.25, 1000), min_size=1, max_size=12))
def test_median_is_the_middle(values: list[float]) -> None:
    assert median(values) == pytest.approx(float(np.median(values)))


def test_a_state_table_forgets_a_person_and_keeps_the_rest() -> None:
    table = StateTable.from_states((person, state_of(person)) for person in (5, 1, 9))
    table.remove(5)
    table.remove(77)
    assert table.persons.tolist() == [1, 9]
    assert table.floats("middle_gap").tolist() == [1, 9]
    table.update(9, None)
    row = table.row(9)
    assert row is not None
    assert {name: table.floats(name)[row] for name in StateTable.DEFAULTS} == StateTable.DEFAULTS
    assert table.row(5) is None


def test_a_table_is_laid_over_other_people_with_defaults_for_the_unknown() -> None:
    table = StateTable.from_states([(2, state_of(10)), (4, state_of(20))]).aligned(np.array([1, 2, 3]))
    assert table.ints("n").tolist() == [0, 2, 0]
    assert StateTable([]).aligned(np.array([1])).ints("n").tolist() == [0]


@pytest.mark.parametrize("persons", [[2, 1], [1, 1]])
def test_people_out_of_order_or_twice_are_refused(persons: list[int]) -> None:
    with pytest.raises(ValueError, match="ascending"):
        StateTable(persons)


def test_an_unknown_or_short_column_is_refused() -> None:
    with pytest.raises(ValueError, match="no such column: nonsense"):
        StateTable([1], {"nonsense": np.array([1])})
    with pytest.raises(ValueError, match="has 2 values for 1 people"):
        StateTable([1], {"n": np.array([1, 2])})


def test_every_field_of_a_state_but_its_two_lists_is_a_column() -> None:
    assert {field.name for field in fields(RhythmState)} - {"gaps", "recent"} == (
        StateTable.DEFAULTS.keys() - {"middle_gap", "usual", "late", "episodes"}
    )
