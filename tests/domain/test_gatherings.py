"""Five or more people connected within three days: offered as an event, once, and only where it stands out."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from relate.domain.events import how_met, is_of_that_time
from relate.domain.gatherings import FIRST_WEEK, MANY, Connected, Gathering, gatherings
from relate.domain.moments import DAY_MS, Moment, Precision

BEGIN = 17_000
"""The day of the account's first connection."""


def on(*days: tuple[int, int], account: int = 1, begun: bool = True, settled: bool = False) -> list[Connected]:
    """(day, how many) people, behind one who was there from the beginning."""
    numbers = count(1)
    people = [Connected(account, BEGIN, next(numbers))] if begun else []
    return people + [Connected(account, BEGIN + day, next(numbers), settled) for day, many in days for _ in range(many)]


def days(found: list[Gathering]) -> list[tuple[int, int, int]]:
    return [(each.first_day - BEGIN, each.last_day - BEGIN, len(each.identities)) for each in found]


def test_five_within_three_days_are_one_and_four_are_none() -> None:
    assert days(gatherings(on((100, 2), (101, 1), (102, 2)))) == [(100, 102, 5)]
    assert gatherings(on((100, 2), (102, 2))) == []


def test_five_within_four_days_are_none() -> None:
    assert gatherings(on((100, 3), (103, 2))) == []


def test_days_with_nobody_are_no_part_of_it() -> None:
    assert days(gatherings(on((100, 7)))) == [(100, 100, 7)]


def test_of_overlapping_days_the_most_people_are_taken_and_the_rest_only_if_it_is_enough() -> None:
    assert days(gatherings(on((100, 3), (101, 2), (102, 6), (103, 4)))) == [(101, 103, 12)]
    assert days(gatherings(on((100, 5), (101, 2), (102, 6), (103, 6)))) == [(101, 103, 14), (100, 100, 5)]


def test_of_equal_ones_the_shorter_then_the_earlier() -> None:
    assert days(gatherings(on((100, 5), (102, 5), (200, 5)))) == [(200, 200, 5), (100, 102, 10)]
    assert days(gatherings(on((100, 4), (101, 4), (102, 0), (103, 4)))) == [(100, 101, 8)]


def test_the_first_week_of_an_account_is_everybody_one_knew_before() -> None:
    assert gatherings(on((0, 40), (FIRST_WEEK - 1, 40), begun=False)) == []
    assert days(gatherings(on((FIRST_WEEK, 6)))) == [(FIRST_WEEK, FIRST_WEEK, 6)]


def test_an_address_book_read_in_is_offered_as_one_with_a_word() -> None:
    (found,) = gatherings(on((300, 200), (301, 250), (302, 50)))
    assert len(found.identities) == 500
    assert found.may_be_address_book
    assert not gatherings(on((300, MANY - 1)))[0].may_be_address_book


def test_whoever_connects_every_day_was_not_at_an_event_every_day() -> None:
    busy = [(day, 3) for day in range(10, 300)]
    assert gatherings(on(*busy)) == []
    assert days(gatherings(on(*busy, (150, 30)))) == [(150, 150, 33)]


def test_accounts_are_apart() -> None:
    assert gatherings(on((100, 3)) + on((101, 3), account=2)) == []


def test_who_is_at_an_event_already_is_not_offered_again() -> None:
    assert gatherings(on((100, 8), settled=True)) == []
    assert days(gatherings(on((100, 8), settled=True) + [Connected(1, BEGIN + 100, 90 + n) for n in range(5)])) == [
        (100, 100, 5)
    ]


def test_what_is_no_event_stays_none_when_a_later_archive_knows_one_more() -> None:
    refused = {1: [(BEGIN + 100, BEGIN + 102)]}
    people = on((100, 4), (102, 8))
    assert gatherings(people, refused) == []
    assert gatherings([*people, Connected(1, BEGIN + 103, 99)], refused) == []
    assert days(gatherings(people, {2: [(BEGIN + 100, BEGIN + 102)]})) == [(100, 102, 12)]


def test_somebody_told_twice_is_one_person_on_the_first_day() -> None:
    assert gatherings([*on((100, 4)), Connected(1, BEGIN + 101, 2), Connected(1, BEGIN + 102, 3)]) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(1, 40)), max_size=120), st.randoms())
def test_the_order_of_people_makes_no_difference_and_days_are_taken_once(
    told: list[tuple[int, int, int]], shuffling: object
) -> None:
    people = [Connected(account, BEGIN + day, identity) for account, day, identity in told]
    found = gatherings(people)
    shuffling.shuffle(people)  # type: ignore[attr-defined]
    assert gatherings(people) == found
    taken = [(each.account, day) for each in found for day in range(each.first_day, each.last_day + 1)]
    assert len(taken) == len(set(taken))
    assert all(each.last_day - each.first_day < 3 and len(set(each.identities)) >= 5 for each in found)


def test_how_one_met_says_as_much_of_the_date_as_is_known() -> None:
    march = 17_969 * DAY_MS  # 14 March 2019
    assert how_met("SaaS  Expo", Moment(march, Precision.DAY)) == "SaaS Expo, March 2019"
    assert how_met("SaaS Expo", Moment(march, Precision.YEAR)) == "SaaS Expo, 2019"
    assert how_met("SaaS Expo", None) == "SaaS Expo"


def test_one_becomes_connected_around_an_event_or_in_the_weeks_after_it() -> None:
    start, end = 100 * DAY_MS, 102 * DAY_MS
    assert [is_of_that_time(day, start, end) for day in (96, 97, 102, 132, 133)] == [False, True, True, True, False]
    assert is_of_that_time(5, None, None)
