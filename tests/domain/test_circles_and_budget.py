"""How many people a day names, what circles ask for, who is proposed for which, and how far is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.budget import (
    Budget,
    Promise,
    asked_for,
    fit,
    happens_anyway,
    share,
    week_start,
    weekday,
)
from relate.domain.circles import (
    CIRCLES,
    DEFAULT_RHYTHM,
    LOOSEST,
    Closeness,
    Leaning,
    Looser,
    Standing,
    looser,
    promised_rhythm,
    propose,
)
from relate.domain.cover import ChannelCover, cover, is_unanswered, is_up_to_date, silence
from relate.domain.rhythm import DAY_MS

MONDAY = week_start(20_003)


# ---------------------------------------------------------------------------------------------- budget


def test_weeks_begin_on_monday() -> None:
    """20 November 2026 is a Friday and day 20,777 since 1970."""
    assert [weekday(day) for day in range(20_777, 20_784)] == [4, 5, 6, 0, 1, 2, 3]
    assert week_start(20_777) == 20_773


def test_ten_a_week_are_two_a_day_and_then_one() -> None:
    used, shares = 0, []
    for day in range(MONDAY, MONDAY + 7):
        shares.append(share(Budget(10), day, used))
        used += shares[-1]
    assert shares == [2, 2, 2, 1, 1, 1, 1]


def test_a_day_names_at_most_five_and_a_day_off_nobody() -> None:
    assert share(Budget(50), MONDAY, 0) == 5
    weekend_off = Budget(10, frozenset((5, 6)))
    assert share(weekend_off, MONDAY, 0) == 2
    assert share(weekend_off, MONDAY + 4, 7) == 3
    assert share(weekend_off, MONDAY + 5, 0) == 0


def test_a_holiday_leaves_no_debt() -> None:
    assert share(Budget(10), MONDAY, 0) == share(Budget(10), MONDAY + 21, 0) == 2


@given(st.integers(0, 60), st.frozensets(st.integers(0, 6), max_size=7), st.integers(0, 60), st.integers(0, 40_000))
def test_a_share_never_goes_above_what_is_left(number: int, off: frozenset[int], used: int, day: int) -> None:
    assert 0 <= share(Budget(number, off), day, used) <= min(max(number - used, 0), 5)


@pytest.mark.parametrize(("number", "off"), [(-1, frozenset()), (5, frozenset({7}))])
def test_a_budget_that_cannot_be_is_refused(number: int, off: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="a budget is people a week"):
        Budget(number, off)


def filled_circles(anyway: float = 0.0) -> list[Promise]:
    def circle(person: int) -> int:
        return next(size for size in CIRCLES if person < size)

    return [Promise(person, circle(person), DEFAULT_RHYTHM[circle(person)], anyway) for person in range(150)]


def test_what_full_circles_ask_for() -> None:
    assert asked_for(filled_circles()) == pytest.approx(5 + 10 * 7 / 30 + 35 * 7 / 120 + 100 * 7 / 365)


def test_only_prompts_that_are_needed_count() -> None:
    assert asked_for([Promise(1, 5, 7, anyway=2.0), Promise(2, 5, 7, anyway=0.25)]) == 0.75
    assert asked_for([Promise(1, 5, 7, 0, Standing.SEEN_ANYWAY)]) == 0


def test_contact_that_happens_anyway_is_no_faster_than_the_present_silence() -> None:
    assert [happens_anyway(None, 3), happens_anyway(14, 3), happens_anyway(14, 70)] == [0, 0.5, 0.1]


def test_when_the_circles_ask_for_more_the_outer_ones_are_loosened_until_it_fits() -> None:
    answer = fit(filled_circles(), 10)
    assert not answer.fits
    assert answer.asked_then <= 10 < answer.asked
    assert answer.loosenings
    assert all(each.looser > each.rhythm and each.saves > 0 for each in answer.loosenings)
    assert answer.asked - sum(each.saves for each in answer.loosenings) == pytest.approx(answer.asked_then)
    assert [each.circle for each in answer.loosenings] == sorted(
        (each.circle for each in answer.loosenings), reverse=True
    )


def test_nothing_is_loosened_where_it_fits_and_hand_set_rhythms_stay() -> None:
    assert fit(filled_circles(), 12).loosenings == ()
    by_hand = [Promise(i, 5, 3.5, 0) for i in range(5)]
    assert fit(by_hand, 5).loosenings == ()
    assert fit(by_hand, 5).asked_then == 10


def test_the_outer_circles_are_loosened_before_the_inner_ones() -> None:
    assert [(each.circle, each.looser) for each in fit(filled_circles(), 10).loosenings] == [(150, 540), (50, 180)]


@given(st.integers(0, 20), st.floats(0, 1))
def test_loosening_ends_in_what_fits_or_where_nothing_can_be_saved(number: int, anyway: float) -> None:
    answer = fit(filled_circles(anyway), number)
    loosest = {each.circle: each.looser for each in answer.loosenings}
    assert answer.asked_then <= number or all(
        loosest.get(promise.circle, promise.rhythm) == 730 for promise in filled_circles() if anyway < 7 / 730
    )


# ---------------------------------------------------------------------------------------------- circles


def closeness(person: int, value: float, circle: int = 0, episodes: int = 9) -> Closeness:
    return Closeness(person, value, contact_days=20, episodes=episodes, circle=circle)


def ready(people: list[Closeness], leanings: tuple[Leaning, ...] = (), day: int = 100) -> dict[int, int]:
    return {each.person: each.circle for each in propose(people, leanings, day).ready}


def test_rhythms_of_the_circles_and_by_hand() -> None:
    assert [promised_rhythm(circle) for circle in (5, 15, 50, 150, 0)] == [7, 30, 120, 365, None]
    assert promised_rhythm(5, by_hand=10) == 10
    assert promised_rhythm(0, by_hand=10) == 10


def test_empty_circles_are_filled_by_closeness() -> None:
    proposed = ready([closeness(i, 100 - i) for i in range(200)])
    assert [size for i in range(200) if (size := proposed.get(i))] == [5] * 5 + [15] * 10 + [50] * 35 + [150] * 100


def test_nobody_is_proposed_on_thin_data() -> None:
    once = [Closeness(i, 50 - i, contact_days=2, episodes=2) for i in range(20)]
    assert ready(once) == {}
    one_burst = [closeness(i, 50 - i, episodes=1) for i in range(20)]
    assert set(ready(one_burst).values()) == {150}


def full(*, newcomer: float, since: int | None, day: int = 100) -> dict[int, int]:
    people = [closeness(i, 10.0, circle=5) for i in range(5)] + [closeness(9, newcomer, circle=15)]
    return ready(people, (Leaning(9, 5, since),) if since is not None else (), day)


def test_a_move_inwards_needs_a_fifth_more_and_a_month() -> None:
    assert full(newcomer=20.0, since=None) == {}
    assert full(newcomer=20.0, since=71) == {}
    assert full(newcomer=20.0, since=70) == {9: 5}
    assert full(newcomer=11.9, since=10) == {}


def test_a_leaning_is_remembered_from_its_first_day_and_forgotten_when_it_ends() -> None:
    people = [closeness(i, 10.0, circle=5) for i in range(5)] + [closeness(9, 20.0, circle=15)]
    first = propose(people, (), 100)
    assert first.leanings == (Leaning(9, 5, 100),)
    assert propose(people, first.leanings, 120).leanings == (Leaning(9, 5, 100),)
    back = [*people[:5], closeness(9, 10.0, circle=15)]
    assert propose(back, first.leanings, 130).leanings == ()


def test_somebody_a_little_below_the_edge_stays() -> None:
    def fifth(value: float) -> dict[int, int]:
        # Six people for five places; the sixth by V holds a place.
        people = [closeness(i, 10.0, circle=5 if i < 4 else 15) for i in range(5)] + [closeness(9, value, circle=5)]
        return ready(people, (Leaning(9, 15, 0),))

    assert 9 not in fifth(8.1)
    assert fifth(7.9)[9] == 15


# ---------------------------------------------------------------------------------------------- cover


def test_the_cover_is_that_of_the_channels_with_most_contact_days() -> None:
    mail, archive = ChannelCover(10, 500), ChannelCover(90, 100)
    assert cover([mail, archive]) == 100
    assert cover([ChannelCover(60, 500), ChannelCover(40, 100)]) == 500
    assert cover([ChannelCover(50, 500), ChannelCover(50, 100)]) == 100
    assert cover([ChannelCover(0, 500), ChannelCover(0, 100)]) == 500
    assert cover([archive], logged_at=400) == 400
    assert cover([archive], logged_at=50) == 100
    assert cover([], logged_at=7) == 7
    assert cover([]) is None


def test_silence_ends_where_knowledge_ends() -> None:
    assert silence(100 * DAY_MS, 40 * DAY_MS, 10 * DAY_MS) == 30
    assert silence(100 * DAY_MS, None, 10 * DAY_MS) == 90
    assert silence(100 * DAY_MS, 5 * DAY_MS, 10 * DAY_MS) == 0


def test_a_question_is_unanswered_only_when_the_cover_passes_it_by_seven_days() -> None:
    assert not is_unanswered(0, 7 * DAY_MS - 1)
    assert is_unanswered(0, 7 * DAY_MS)


def test_a_channel_is_up_to_date_for_three_days() -> None:
    assert [is_up_to_date(10 * DAY_MS, known * DAY_MS) for known in (6, 7, 10)] == [False, True, True]
    assert is_up_to_date(0, None)


def test_what_is_loosened_is_the_rhythm_that_is_said_and_ends_looser_than_all_that_hold() -> None:
    assert looser(21.0) == Looser(21.0, 42.0)
    # Usually every twelve days, and the circle promises a month: 24 days would name them more often.
    assert looser(12.0, 30.0, 12.0) == Looser(12.0, 48.0)
    assert looser(30.0, 30.0, 200.0) == Looser(30.0, 240.0)
    assert looser(49.62) == Looser(49.62, 99.0)
    assert looser(500.0) == Looser(500.0, LOOSEST)
    assert looser(LOOSEST) is None
    assert looser(None, 30.0) is None
