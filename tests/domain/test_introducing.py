"""What two people have for each other, and the one day on which it is asked what came of an introduction."""

from __future__ import annotations

import pytest

from relate.domain.acts import Named
from relate.domain.introducing import (
    ASK_AFTER_DAYS,
    Because,
    Common,
    Side,
    Wants,
    in_common,
    is_asked,
    is_same_work,
    pair_of,
    telling,
    weigh,
)


def kinds(one: Side, other: Side) -> list[Common]:
    return [because.common for because in in_common(one, other)]


def test_one_looks_for_what_the_other_has_whichever_of_the_two() -> None:
    ana = Side(1, wants=(Wants("a packaging designer", 77),))
    ben = Side(2, role="Designer", has=(("role", "Designer for packaging"),))
    because = Because(Common.SEEKS, 1, "a packaging designer", "role", "Designer for packaging", 77)
    assert in_common(ana, ben) == in_common(ben, ana) == (because,)
    assert weigh((because,)) == 4


def test_whoever_looks_for_the_same_has_it_not() -> None:
    ana = Side(1, wants=(Wants("a packaging designer"),))
    ben = Side(2, wants=(Wants("a designer"),), has=(("note", "needs a packaging designer"),))
    assert in_common(ana, ben) == ()


def test_a_place_alone_is_not_what_is_looked_for() -> None:
    ana = Side(1, wants=(Wants("a tax adviser in Lisbon"),))
    ben = Side(2, has=(("place", "Lisbon"),))
    weight = {"tax": 5.0, "adviser": 5.0, "lisbon": 2.0}
    assert in_common(ana, ben, weight) == ()


def test_work_places_tags_and_circles_in_common() -> None:
    ana = Side(1, "Product designer", "Harbor", ("Contoso",), "Lisbon", frozenset({"sailing", "work"}), 15)
    ben = Side(2, "Senior Designer", "Contoso", (), "LISBON", frozenset({"sailing"}), 15)
    assert kinds(ana, ben) == [Common.ROLE, Common.TAG, Common.WAS_THERE, Common.PLACE, Common.CIRCLE]


def test_colleagues_may_know_each_other_and_weigh_less() -> None:
    ana, ben = Side(1, "Designer", "Contoso Ltd"), Side(2, "Designer", "Contoso")
    assert kinds(ana, ben) == [Common.ROLE, Common.COMPANY]
    assert weigh(in_common(ana, ben)) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Product designer", "Designer", True),
        ("Designers", "designer", True),
        ("Head of Sales", "Sales lead", True),
        ("Director", "Managing director", False),
        ("CEO", "CEO", False),
        ("", "", False),
    ],
)
def test_the_same_work_is_more_than_the_same_rank(one: str, other: str, same: bool) -> None:
    assert is_same_work(one, other) is same


def test_nothing_is_no_reason() -> None:
    assert in_common(Side(1), Side(2)) == ()
    assert telling("somebody who can do it") == ()


DAY = 20_000
ASKS = DAY + ASK_AFTER_DAYS


def asked(today: int, named: list[int], opened: list[int]) -> bool:
    before = [Named(day, person, "introduced") for day in named for person in (1, 2)]
    return is_asked(DAY, (1, 2), before, opened, today)


def test_it_is_asked_once_after_two_weeks() -> None:
    assert not asked(ASKS - 1, [], [])
    assert asked(ASKS, [], [ASKS])
    assert asked(ASKS, [ASKS], [ASKS]), "what the day asks stays for the day"
    assert not asked(ASKS + 1, [ASKS], [ASKS, ASKS + 1])


def test_whoever_was_away_that_day_is_asked_when_he_is_back() -> None:
    assert asked(ASKS + 30, [], [ASKS + 30])
    assert not asked(ASKS + 200, [], [ASKS + 200])


def test_somebody_elses_question_is_not_this_one() -> None:
    named = [Named(ASKS, 1, "introduced"), Named(ASKS, 3, "introduced")]
    assert is_asked(DAY, (1, 2), named, [ASKS, ASKS + 1], ASKS + 1)


def test_the_two_promises_know_each_other() -> None:
    assert pair_of("introduction.abc.2") == ("introduction.abc.1", "introduction.abc.2")
