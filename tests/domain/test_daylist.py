"""The day's list: one person one place, never above the number, stable through the day, and what a touch does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.acts import Act, ActKind, Acts, Named, held_back, rest_after_writing, was_seen
from relate.domain.budget import Budget, week_start
from relate.domain.candidates import Candidate, Sort
from relate.domain.circles import Standing
from relate.domain.daylist import choose, held_back_today
from relate.domain.reasons import Reason, ReasonKind
from relate.domain.rhythm import DAY_MS
from relate.domain.today import DayList, Due, Section, Today, Waiting

MONDAY = week_start(20_003)
NINE = 9 * 3_600_000


def at(day: int) -> int:
    return day * DAY_MS + NINE


REASON = {
    Sort.PROMISED: ReasonKind.PROMISED_RHYTHM,
    Sort.SLIPPING: ReasonKind.USUAL_RHYTHM,
    Sort.REVIVE: ReasonKind.CLOSE_ONCE,
    Sort.NEWS: ReasonKind.NEWS,
    Sort.COLD: ReasonKind.CONVERSATION_STOPPED,
    Sort.EXPLORE: ReasonKind.LAST_TALK,
}


def somebody(person: int, sort: Sort = Sort.SLIPPING, order: float = 0.5, **more: Any) -> Candidate:
    reason = Reason(REASON[sort], rhythm=21, silence=60, as_of=at(MONDAY) - DAY_MS, at=at(MONDAY - 61))
    last = at(MONDAY - 61)
    return replace(Candidate(person, sort, order, 0.0, False, last, 21.0, (reason,)), **more)


def many(count: int, first: int = 1) -> list[Candidate]:
    return [somebody(first + i, order=1 - i / 1000) for i in range(count)]


def today(day: int = MONDAY, candidates: Sequence[Candidate] = (), **more: Any) -> Today:
    return replace(Today(at(day), day, candidates, opened=range(day - 60, day + 1)), **more)


def named(chosen: DayList) -> list[int]:
    return [item.person for item in chosen.reconnect]


def written_down(chosen: DayList, section: Section = Section.RECONNECT) -> list[Named]:
    items = chosen.reconnect if section is Section.RECONNECT else chosen.waiting
    return [Named(chosen.day, item.person, section) for item in items]


def test_a_monday_names_the_days_share_of_ten_best_first() -> None:
    chosen = choose(today(candidates=many(30)))
    assert named(chosen) == [1, 2]
    assert (chosen.share, chosen.left, chosen.new) == (2, 8, (1, 2))
    assert [item.person for item in chosen.others] == list(range(3, 12))


def test_the_order_of_the_candidates_changes_nothing() -> None:
    assert choose(today(candidates=many(30)[::-1])) == choose(today(candidates=many(30)))


def test_what_the_day_named_stays_for_the_day() -> None:
    morning = choose(today(candidates=many(30)))
    better = [*many(30), somebody(500, order=2)]
    later = choose(today(candidates=better, named=written_down(morning)))
    assert named(later) == named(morning)
    assert later.new == ()
    assert later.others[0].person == 500


def test_whoever_was_answered_leaves_and_nobody_takes_the_place() -> None:
    morning = choose(today(candidates=many(30)))
    wrote = Act(1, ActKind.WROTE, at(MONDAY) + 60_000, MONDAY)
    assert named(choose(today(candidates=many(30), named=written_down(morning), acts=[wrote]))) == [2]


def test_an_import_at_noon_fills_a_day_that_began_empty() -> None:
    assert named(choose(today())) == []
    assert named(choose(today(candidates=many(30)))) == [1, 2]


@given(
    st.integers(0, 14),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.integers(0, 40),
    st.lists(st.booleans(), min_size=14, max_size=14),
)
def test_two_weeks_never_name_more_than_the_number(number, days_off, people, opened_days) -> None:
    budget = Budget(number, days_off)
    record: list[Named] = []
    opened: list[int] = []
    for day, opens in zip(range(MONDAY, MONDAY + 14), opened_days, strict=True):
        if opens:
            opened.append(day)
            chosen = choose(today(day, many(people), budget=budget, named=record, opened=opened))
            assert len(chosen.reconnect) <= 5
            record += written_down(chosen)
        for monday in (MONDAY, MONDAY + 7):
            assert len({each.person for each in record if week_start(each.day) == monday}) <= number


def test_the_inner_circles_come_first_and_each_fourth_place_is_for_the_others() -> None:
    inner = [somebody(i, Sort.PROMISED, lateness=1.5, inner=True) for i in range(1, 20)]
    outer = [somebody(i, Sort.PROMISED, lateness=9.0) for i in range(50, 60)]
    chosen = choose(today(candidates=[*outer, *inner, *many(20, 100)], budget=Budget(40)))
    assert named(chosen) == [1, 2, 3, 50, 4]


def test_one_place_in_eight_is_for_somebody_no_promise_names() -> None:
    promised = [somebody(i, Sort.PROMISED, lateness=1.2, inner=True) for i in range(1, 40)]
    week = [Named(MONDAY, 900 + i, Section.RECONNECT) for i in range(6)]
    chosen = choose(today(MONDAY + 1, [*promised, *many(5, 100)], named=week, budget=Budget(24)))
    assert [person for person in named(chosen) if person >= 100] == [100]


def test_old_ties_and_a_look_around_have_their_places_among_the_free_ones() -> None:
    candidates = [*many(20), somebody(300, Sort.REVIVE), somebody(400, Sort.EXPLORE)]
    chosen = choose(today(candidates=candidates, budget=Budget(40)))
    assert named(chosen) == [1, 2, 300, 3, 4]
    tuesday = choose(today(MONDAY + 1, candidates, budget=Budget(40), named=written_down(chosen)))
    assert 400 in named(tuesday)


def test_one_person_has_one_place_with_all_their_reasons() -> None:
    waiting = Waiting(1, at(MONDAY - 2), 77, wrote_before=True)
    birthday = [Due(person, ReasonKind.BIRTHDAY, MONDAY + 3) for person in (1, 2)]
    chosen = choose(today(candidates=many(10), waiting=[waiting], due=birthday))
    assert [item.person for item in chosen.waiting] == [1]
    assert [item.person for item in chosen.this_week] == [2]
    assert named(chosen) == [3, 4]
    assert [reason.kind for reason in chosen.waiting[0].reasons] == [
        ReasonKind.THEY_WROTE_LAST,
        ReasonKind.USUAL_RHYTHM,
    ]
    assert [reason.kind for reason in chosen.this_week[0].reasons] == [ReasonKind.BIRTHDAY, ReasonKind.USUAL_RHYTHM]


# ---------------------------------------------------------------------------------------------- touches


def test_later_brings_somebody_back_on_its_day_before_all_others() -> None:
    act = Act(25, ActKind.LATER, at(MONDAY), MONDAY, until=MONDAY + 3)
    for day in (MONDAY + 1, MONDAY + 2):
        assert 25 not in [item.person for item in choose(today(day, many(30), acts=[act])).others]
    chosen = choose(today(MONDAY + 3, many(30), acts=[act]))
    assert named(chosen)[0] == 25
    assert chosen.reconnect[0].reasons[0].kind is ReasonKind.ASKED_FOR
    again = choose(today(MONDAY + 3, many(30), acts=[act], named=written_down(chosen)))
    assert again.reconnect == chosen.reconnect
    assert named(choose(today(MONDAY + 4, many(30), acts=[act], named=written_down(chosen))))[0] != 25


def test_later_brings_back_even_somebody_nothing_else_speaks_for() -> None:
    act = Act(900, ActKind.LATER, at(MONDAY - 7), MONDAY - 7, until=MONDAY - 1)
    assert named(choose(today(candidates=many(5), acts=[act])))[0] == 900
    talked = today(candidates=many(5), acts=[act], lasts={900: at(MONDAY - 3)})
    assert 900 not in named(choose(talked))


def test_skip_rests_until_the_next_rhythm_and_the_third_offers_a_looser_one() -> None:
    skips = [Act(1, ActKind.SKIP, at(MONDAY - ago), MONDAY - ago) for ago in (49, 25)]
    assert 1 not in named(choose(today(MONDAY - 5, many(5), acts=skips)))
    chosen = choose(today(candidates=many(5), acts=skips))
    assert named(chosen)[0] == 1
    assert [item.offers_looser for item in chosen.reconnect] == [True, False]
    assert not choose(today(candidates=many(5), acts=skips[:1])).reconnect[0].offers_looser


def test_a_talk_after_a_skip_ends_it() -> None:
    skip = Act(1, ActKind.SKIP, at(MONDAY - 5), MONDAY - 5)
    talked_since = [somebody(1, last=at(MONDAY - 2))]
    assert named(choose(today(candidates=talked_since, acts=[skip]))) == [1]


def test_a_reason_switched_off_is_off_until_there_is_a_new_record() -> None:
    off = Act(1, ActKind.REASON_OFF, at(MONDAY - 3), MONDAY - 3, reason=ReasonKind.USUAL_RHYTHM)
    assert named(choose(today(candidates=[somebody(1)], acts=[off]))) == []
    renewed = replace(somebody(1), reasons=(replace(somebody(1).reasons[0], at=at(MONDAY - 2)),))
    assert named(choose(today(candidates=[renewed], acts=[off]))) == [1]


def test_whoever_is_not_to_be_named_for_a_rhythm_is_still_named_for_news() -> None:
    off = Act(1, ActKind.REASON_OFF, at(MONDAY - 3), MONDAY - 3, reason=ReasonKind.USUAL_RHYTHM)
    both = replace(somebody(1), reasons=(*somebody(1).reasons, *somebody(1, Sort.NEWS).reasons))
    chosen = choose(today(candidates=[both], acts=[off]))
    assert [[reason.kind for reason in item.reasons] for item in chosen.reconnect] == [[ReasonKind.NEWS]]


@pytest.mark.parametrize(("rhythm", "days"), [(None, 14), (4, 3), (7, 4), (21, 11), (365, 30)])
def test_after_writing_somebody_rests_half_a_rhythm_between_3_and_30_days(rhythm: float | None, days: int) -> None:
    assert rest_after_writing(rhythm) == days


def asked(day: int, *acts: Act, record: tuple[Named, ...] = (), **more: Any) -> bool:
    chosen = choose(today(day, acts=acts, named=record, rhythms={1: 21.0}, **more))
    return [item.asked for item in chosen.waiting if item.person == 1] == [True]


def test_after_writing_it_is_asked_once_whether_they_answered() -> None:
    wrote = Act(1, ActKind.WROTE, at(MONDAY), MONDAY)
    assert not asked(MONDAY + 10, wrote)
    assert asked(MONDAY + 11, wrote)
    seen = (Named(MONDAY + 11, 1, Section.WAITING),)
    assert asked(MONDAY + 11, wrote, record=seen)
    assert not asked(MONDAY + 12, wrote, record=seen)


def test_not_yet_asks_once_more_and_holds_back_for_a_month() -> None:
    wrote = Act(1, ActKind.WROTE, at(MONDAY), MONDAY)
    not_yet = Act(1, ActKind.NOT_YET, at(MONDAY + 11), MONDAY + 11)
    assert not asked(MONDAY + 21, wrote, not_yet)
    assert asked(MONDAY + 22, wrote, not_yet)
    again = Act(1, ActKind.NOT_YET, at(MONDAY + 22), MONDAY + 22)
    assert not asked(MONDAY + 60, wrote, not_yet, again)
    acts = Acts([wrote, not_yet])
    assert held_back(acts, (), (), MONDAY + 40) == {1: 0.5}
    assert held_back(acts, (), (), MONDAY + 41) == {}


@pytest.mark.parametrize("kind", [ActKind.ANSWERED, ActKind.LET_IT_GO, ActKind.TALKED])
def test_an_attempt_that_ended_is_not_asked_about(kind: ActKind) -> None:
    wrote = Act(1, ActKind.WROTE, at(MONDAY), MONDAY)
    assert not asked(MONDAY + 30, wrote, Act(1, kind, at(MONDAY + 2), MONDAY + 2))
    assert not asked(MONDAY + 30, wrote, lasts={1: at(MONDAY + 3)})


def test_whoever_was_passed_over_comes_back_slowly() -> None:
    record = [Named(MONDAY, 1, Section.RECONNECT)]
    state = today(MONDAY + 14, named=record)
    assert held_back_today(state) == {1: 0.5}
    touched = replace(state, acts=[Act(1, ActKind.LATER, at(MONDAY), MONDAY, until=MONDAY + 1)])
    assert held_back_today(touched) == {}


def test_five_days_without_relate_are_a_pause_backwards() -> None:
    opened = [MONDAY, MONDAY + 5, MONDAY + 9]
    assert [was_seen(day, opened, MONDAY + 20) for day in (MONDAY, MONDAY + 2, MONDAY + 7, MONDAY + 12)] == [
        True,
        False,
        True,
        False,
    ]
    record = [Named(MONDAY + 2, 1, Section.RECONNECT)]
    assert held_back_today(today(MONDAY + 8, named=record, opened=opened)) == {}


# ---------------------------------------------------------------------------------------------- waiting, this week


def waiting_kinds(**more: Any) -> list[ReasonKind]:
    chosen = choose(today(waiting=[replace(Waiting(1, at(MONDAY - 5), 7, wrote_before=True), **more)]))
    return [reason.kind for item in chosen.waiting for reason in item.reasons]


def test_somebody_waits_from_one_day_until_thirty_and_longer_in_a_circle() -> None:
    waits = [ReasonKind.THEY_WROTE_LAST]
    assert waiting_kinds(at=at(MONDAY) - DAY_MS + 1000) == []
    assert waiting_kinds(at=at(MONDAY - 1)) == waits
    assert waiting_kinds(at=at(MONDAY - 30)) == waits
    assert waiting_kinds(at=at(MONDAY - 31)) == []
    assert waiting_kinds(at=at(MONDAY - 300), circle=150) == waits


def test_nobody_waits_on_a_channel_known_no_further_than_three_days_ago() -> None:
    assert waiting_kinds(known_until=at(MONDAY - 3)) == [ReasonKind.THEY_WROTE_LAST]
    assert waiting_kinds(known_until=at(MONDAY - 4)) == [ReasonKind.ANSWERED_SINCE]


def test_strangers_who_wrote_first_are_folded_away() -> None:
    first = Waiting(1, at(MONDAY - 5), 7, wrote_before=False)
    chosen = choose(today(waiting=[first, replace(first, person=2, circle=50)]))
    assert ([item.person for item in chosen.waiting], chosen.wrote_first) == ([2], (1,))


@pytest.mark.parametrize("kind", [ActKind.NO_ANSWER_NEEDED, ActKind.WROTE, ActKind.TALKED])
def test_whoever_was_answered_waits_no_more(kind: ActKind) -> None:
    message = Waiting(1, at(MONDAY - 5), 7, wrote_before=True)
    done = Act(1, kind, at(MONDAY - 4), MONDAY - 4)
    assert choose(today(waiting=[message], acts=[done])).waiting == ()
    before = replace(done, at=at(MONDAY - 6), day=MONDAY - 6)
    assert [item.person for item in choose(today(waiting=[message], acts=[before])).waiting] == [1]


def test_later_hides_a_waiting_message_until_its_day() -> None:
    message = Waiting(1, at(MONDAY - 5), 7, wrote_before=True)
    later = Act(1, ActKind.LATER, at(MONDAY - 1), MONDAY - 1, until=MONDAY + 2)
    assert choose(today(MONDAY + 1, waiting=[message], acts=[later])).waiting == ()
    assert [item.person for item in choose(today(MONDAY + 2, waiting=[message], acts=[later])).waiting] == [1]


def due_people(*due: Due) -> list[int]:
    return [item.person for item in choose(today(due=due)).this_week]


def test_this_week_holds_seven_days_and_promises_until_they_are_kept() -> None:
    days = (-1, 0, 6, 7)
    assert due_people(*[Due(i, ReasonKind.BIRTHDAY, MONDAY + day) for i, day in enumerate(days)]) == [1, 2]
    assert due_people(*[Due(i, ReasonKind.PROMISE_DUE, MONDAY + day) for i, day in enumerate(days)]) == [0, 1, 2]
    assert due_people(Due(1, ReasonKind.PROMISE_DUE, None), Due(2, ReasonKind.PROMISE_DUE, MONDAY)) == [2, 1]


@pytest.mark.parametrize(
    ("standing", "kinds"),
    [
        (Standing.SEEN_ANYWAY, {ReasonKind.BIRTHDAY, ReasonKind.PROMISE_DUE}),
        (Standing.RESTING, {ReasonKind.BIRTHDAY, ReasonKind.PROMISE_DUE}),
        (Standing.NEVER_SUGGEST, {ReasonKind.PROMISE_DUE}),
        (Standing.IN_MEMORIAM, set()),
    ],
)
def test_what_stays_of_birthdays_and_promises_when_somebody_is_not_named(standing, kinds) -> None:
    due = [Due(1, kind, MONDAY, standing=standing) for kind in (ReasonKind.BIRTHDAY, ReasonKind.PROMISE_DUE)]
    items = choose(today(due=due)).this_week
    assert {reason.kind for item in items for reason in item.reasons} == kinds


def test_waiting_and_this_week_take_nothing_from_the_share() -> None:
    waiting = [Waiting(i, at(MONDAY - 2), i, wrote_before=True) for i in range(100, 110)]
    due = [Due(i, ReasonKind.BIRTHDAY, MONDAY) for i in range(200, 210)]
    assert named(choose(today(candidates=many(5), waiting=waiting, due=due))) == [1, 2]


def test_whether_they_answered_is_asked_as_of_what_is_known_of_them() -> None:
    wrote = Act(1, ActKind.WROTE, at(MONDAY - 20), MONDAY - 20)
    chosen = choose(today(acts=[wrote], covers={1: at(MONDAY - 15)}))
    (reason,) = (reason for item in chosen.waiting for reason in item.reasons)
    assert (reason.kind, reason.as_of) == (ReasonKind.DID_THEY_ANSWER, at(MONDAY - 15))
