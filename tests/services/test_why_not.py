"""Why this person is not on today's list: answered truly, whatever stands in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from relate.domain.moments import DAY_MS, Moment, Precision
from relate.domain.records import Kind
from relate.domain.why_not import Hindrance
from relate.services.library import Library
from relate.services.views import State, Talk
from tests.services.conftest import NOON

TODAY = NOON // DAY_MS


def meet(library: Library, person: int, *days_ago: float) -> None:
    for days in days_ago:
        when = Moment(int(NOON - days * DAY_MS), Precision.MINUTE)
        library.timeline.log(Talk((person,), when, Kind.MEETING)).result()


@pytest.fixture
def ana(library: Library) -> int:
    """Met every 25 days for a year, the last time 200 days ago: she is named."""
    person = library.people.add("Ana Silva").result()
    meet(library, person, *(200 + 25 * n for n in reversed(range(12))))
    return person


def hindrance(library: Library, person: int) -> Hindrance | None:
    because = library.reconnect.why_not(person).because
    return None if because is None else because.hindrance


def test_she_is_on_the_list(library: Library, ana: int) -> None:
    view = library.reconnect.why_not(ana)
    assert view.because is not None
    assert view.because.hindrance is Hindrance.NAMED
    assert any("it has been" in reason for reason in view.speaks)


def test_whom_a_drawer_of_the_first_list_shows_is_on_the_list_and_the_next_ones_follow(library: Library) -> None:
    people = [library.people.add(f"Somebody {n}").result() for n in range(4)]
    library.people.set_circle(people, 15).result()
    assert [hindrance(library, person) for person in people] == [*[Hindrance.NAMED] * 3, Hindrance.OTHERS_FIRST]
    (first, *_) = library.reconnect.why_not(people[0]).speaks
    assert first == "You want to talk every month, and no talk is known yet."


@pytest.mark.parametrize(
    ("do", "found"),
    [
        (lambda library, ana: library.people.set_state([ana], State.RESTING), Hindrance.RESTS),
        (lambda library, ana: library.people.set_state([ana], State.SEEN_ANYWAY), Hindrance.RESTS),
        (lambda library, ana: library.reconnect.later(ana, TODAY + 9), Hindrance.PUT_OFF),
        (lambda library, ana: library.reconnect.skip(ana), Hindrance.SKIPPED),
        (lambda library, ana: library.reconnect.wrote(ana), Hindrance.WROTE),
        (lambda library, ana: library.reconnect.talked(ana), Hindrance.TALKED),
        (lambda library, ana: library.reconnect.not_because(ana, "usual_rhythm"), Hindrance.SWITCHED_OFF),
        (lambda library, _: library.settings.set("budget.days_off", "1"), Hindrance.DAY_OFF),
        (lambda library, _: library.settings.set("budget.people_per_week", 0), Hindrance.NUMBER_USED),
    ],
)
def test_what_stands_in_the_way(
    library: Library, ana: int, do: Callable[[Library, int], object], found: Hindrance
) -> None:
    do(library, ana).result()  # type: ignore[attr-defined]
    assert hindrance(library, ana) is found


def test_later_says_until_when(library: Library, ana: int) -> None:
    library.reconnect.later(ana, TODAY + 9).result()
    because = library.reconnect.why_not(ana).because
    assert because is not None
    assert because.day == TODAY + 9


def test_a_talk_within_the_rhythm(library: Library, ana: int) -> None:
    meet(library, ana, 3)
    because = library.reconnect.why_not(ana).because
    assert because is not None
    assert because.hindrance is Hindrance.TALKED_LATELY
    assert because.silence == pytest.approx(3)


def test_the_promised_rhythm_is_the_one_that_is_said(library: Library) -> None:
    ben = library.people.add("Ben Whitfield").result()
    library.people.set_circle([ben], 50).result()
    meet(library, ben, 40)
    because = library.reconnect.why_not(ben).because
    assert because is not None
    assert (because.hindrance, because.rhythm) == (Hindrance.TALKED_LATELY, 120.0)


def test_a_rhythm_set_by_hand_holds_against_the_learnt_one(library: Library) -> None:
    ben = library.people.add("Ben Whitfield").result()
    meet(library, ben, *(150 + 30 * n for n in range(8)))
    assert hindrance(library, ben) is Hindrance.NAMED
    library.people.set_rhythm([ben], 200).result()
    because = library.reconnect.why_not(ben).because
    assert because is not None
    assert (because.hindrance, because.rhythm) == (Hindrance.TALKED_LATELY, 200.0)
    library.people.set_rhythm([ben], 120).result()
    assert hindrance(library, ben) is Hindrance.NAMED


def test_somebody_of_whom_little_is_known(library: Library, ana: int) -> None:
    chidi = library.people.add("Chidi Okoro").result()
    assert hindrance(library, chidi) is Hindrance.LITTLE_KNOWN
    meet(library, chidi, 5)
    assert hindrance(library, chidi) is Hindrance.TOO_SOON


def test_others_come_first_when_the_day_has_no_place_left(library: Library, ana: int) -> None:
    library.settings.set("budget.people_per_week", 1).result()
    ben = library.people.add("Ben Whitfield").result()
    meet(library, ben, *(900 + 25 * n for n in reversed(range(12))))
    named = {card.person for card in library.reconnect.day().reconnect}
    assert len(named) == 1
    (other,) = {ana, ben} - named
    assert hindrance(library, other) is Hindrance.OTHERS_FIRST


def test_nobody_of_that_number(library: Library, ana: int) -> None:
    assert hindrance(library, 4711) is None
