"""The circles as a whole: who is in them, what they ask for, who drifts, who has earned a place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relate.domain.moments import DAY_MS, Moment, Precision
from relate.domain.records import Kind
from relate.services.circling import Tie
from relate.services.library import Library
from relate.services.views import State, Talk
from tests.services.conftest import NOON
from tests.services.talking import talked


def meet(library: Library, person: int, *days_ago: float) -> None:
    for days in days_ago:
        when = Moment(int(NOON - days * DAY_MS), Precision.MINUTE)
        library.timeline.log(Talk((person,), when, Kind.MEETING)).result()


def regular(library: Library, name: str, every: int, since: int = 0, times: int = 8, circle: int | None = None) -> int:
    """Somebody met so many times, the last time `since` days ago."""
    person = library.people.add(name).result()
    meet(library, person, *(since + every * n for n in reversed(range(times))))
    if circle is not None:
        library.people.set_circle([person], circle).result()
    return person


def names(ties: tuple[Tie, ...]) -> list[str]:
    return [tie.name for tie in ties]


def test_somebody_silent_beyond_the_promised_rhythm_is_marked_and_drifts(library: Library) -> None:
    ana = regular(library, "Ana Silva", every=25, since=200, circle=15)
    ben = regular(library, "Ben Whitfield", every=25, since=3, circle=15)
    view = library.circles.view()
    beyond = {member.person: member.beyond for member in view.members}
    assert beyond == {ana: True, ben: False}
    assert names(view.drifting) == ["Ana Silva"]
    assert view.drifting[0].silence_days == pytest.approx(200)


def test_a_silence_is_known_as_far_as_the_archive_and_a_rhythm_by_hand_is_the_one_that_is_said(
    library: Library, tmp_path: Path
) -> None:
    ana = talked(library, tmp_path, {"Ana Duarte": ["> Hello Ana.", "< Hello.", "> How is Porto?"]}, "2026-11-15")[
        "Ana Duarte"
    ]
    ben = regular(library, "Ben Whitfield", every=25, since=60, circle=15)
    library.people.set_circle([ana], 15).result()
    library.people.set_rhythm([ana, ben], 20).result()
    view = library.circles.view()
    known = {member.name: member.known_until for member in view.members}
    assert known["Ben Whitfield"] is None
    assert known["Ana Duarte"] == pytest.approx(Moment.of_day(date(2026, 11, 15)).ms, abs=DAY_MS)
    assert {tie.name: tie.rhythm_days for tie in view.drifting}["Ben Whitfield"] == 20


def test_who_was_met_often_and_is_silent_since_drifts_and_does_not_come_closer(library: Library) -> None:
    ana = regular(library, "Ana Silva", every=22, since=60, times=10, circle=150)
    meet(library, ana, 85, 84)
    assert names(library.circles.view().closer) == ["Ana Silva"]
    library.people.set_rhythm([ana], 20).result()
    view = library.circles.view()
    assert (names(view.drifting), names(view.closer)) == (["Ana Silva"], [])


def test_the_inner_circles_come_first_among_those_who_drift(library: Library) -> None:
    regular(library, "Ana Silva", every=25, since=900, circle=150)
    regular(library, "Ben Whitfield", every=25, since=200, circle=5)
    assert names(library.circles.view().drifting) == ["Ben Whitfield", "Ana Silva"]


def test_who_is_met_anyway_asks_for_nothing(library: Library) -> None:
    regular(library, "Ana Silva", every=5, since=2, times=12, circle=5)
    assert library.circles.view().asked.asked == pytest.approx(0, abs=0.2)


def test_what_does_not_fit_says_whom_to_loosen_and_loosening_them_makes_it_fit(library: Library) -> None:
    library.settings.set("budget.people_per_week", 1).result()
    people = [library.people.add(f"Person {n}").result() for n in range(4)]
    library.people.set_circle(people[:2], 5).result()
    library.people.set_circle(people[2:], 150).result()
    asked = library.circles.view().asked
    assert not asked.fits
    assert asked.enough == 3
    assert [one.circle for one in asked.loosened if one.people]
    for one in asked.loosened:
        library.people.set_rhythm(list(one.people), one.looser).result()
    again = library.circles.view().asked
    assert again.fits
    assert again.enough == asked.enough_then == 1
    assert again.asked == pytest.approx(asked.asked_then)


def test_giving_more_time_makes_it_fit(library: Library) -> None:
    library.settings.set("budget.people_per_week", 1).result()
    people = [library.people.add(f"Person {n}").result() for n in range(3)]
    library.people.set_circle(people, 5).result()
    library.circles.give(library.circles.view().asked.enough).result()
    assert library.circles.view().asked.fits


def test_who_rests_or_is_seen_anyway_asks_for_nothing_and_does_not_drift(library: Library) -> None:
    ana = regular(library, "Ana Silva", every=25, since=200, circle=15)
    for state in (State.RESTING, State.SEEN_ANYWAY):
        library.people.set_state([ana], state).result()
        view = library.circles.view()
        assert view.asked.asked == 0
        assert view.drifting == ()
        assert not view.members[0].beyond


def test_the_closest_are_proposed_and_accepting_one_takes_them_off_the_list(library: Library) -> None:
    ana = regular(library, "Ana Silva", every=25, times=10)
    library.people.add("Nobody Much").result()
    (tie,) = library.circles.view().proposed
    assert (tie.person, tie.circle, tie.towards) == (ana, 0, 5)
    library.people.set_circle([ana], tie.towards).result()
    assert library.circles.view().proposed == ()


def test_nobody_is_proposed_on_thin_data(library: Library) -> None:
    person = library.people.add("Ana Silva").result()
    meet(library, person, 3, 5)
    assert library.circles.view().proposed == ()


def test_a_declined_proposal_is_not_made_again_soon(library: Library) -> None:
    ana = regular(library, "Ana Silva", every=25, times=10)
    library.circles.decline(ana, 5).result()
    view = library.circles.view()
    assert view.proposed == ()
    assert view.earned == 0


def test_a_move_inwards_is_proposed_only_when_it_has_held_for_thirty_days(tmp_path: Path) -> None:
    now = [NOON]
    library = Library.open(tmp_path / "relate.db", clock=lambda: now[0])
    try:
        regular(library, "Ana Silva", every=25, times=10, circle=150)
        (tie,) = library.circles.view().closer
        assert tie.towards is None
        library.settled()
        now[0] = NOON + 31 * DAY_MS
        meet(library, tie.person, -29)
        (tie,) = library.circles.view().closer
        assert tie.towards == 5
    finally:
        library.close()


def test_a_day_off_names_nobody(library: Library) -> None:
    regular(library, "Ana Silva", every=25, since=200, circle=15)
    library.settings.set("budget.days_off", "1").result()  # NOON is a Monday
    assert library.reconnect.day().reconnect == ()
    library.settings.set("budget.days_off", "67").result()
    assert len(library.reconnect.day().reconnect) == 1
