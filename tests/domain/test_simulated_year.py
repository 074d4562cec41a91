"""A year with Relate, smaller than `tests/bench/simulate_year.py` and with the same rules."""

from __future__ import annotations

import pytest

from tests.bench.simulate_year import Result, simulate

NUMBER = 12


@pytest.fixture(scope="module", params=[30, 120], ids=["archive every 30 days", "archive every 120 days"])
def year(request: pytest.FixtureRequest) -> Result:
    return simulate(200, request.param, NUMBER)


def test_no_week_names_more_than_the_number(year: Result) -> None:
    assert year.most_a_week == NUMBER


def test_the_inner_circles_are_never_let_go_for_twice_their_rhythm(year: Result) -> None:
    """The number allows it: what the circles ask for is below it."""
    assert year.asked < NUMBER
    assert 0 < year.worst_inner <= 2


def test_nobody_in_a_circle_starves(year: Result) -> None:
    assert year.starved == 0
    assert 0 < year.worst_outer <= 2


def test_a_holiday_leaves_no_debt(year: Result) -> None:
    assert all(NUMBER / 2 <= named <= NUMBER for named in year.after_holiday)


def test_no_card_claims_a_silence_after_what_is_known(year: Result) -> None:
    assert year.cards > 500
    assert year.false_cards == 0


def test_promises_leave_room_for_others(year: Result) -> None:
    named = sum(year.sorts.values())
    assert 0.05 < (named - year.sorts["promised_rhythm"]) / named < 0.6


def test_a_number_too_small_names_everybody_in_turn() -> None:
    """Three a week for circles that ask for more: the inner ones wait longer, nobody is left out for good."""
    year = simulate(60, 30, 3, years=2)
    assert year.most_a_week == 3
    assert year.starved == 0
