"""At most one popup a day, inside the user's hours, merged after absence."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.reminders import (
    Meanwhile,
    Notice,
    NoticeKind,
    Reminder,
    ReminderHours,
    ReminderKind,
    due_reminder,
    reminder_day,
)

MONDAY = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - the wall clock


def due(now: datetime = MONDAY, hours: ReminderHours | None = None, **more: Any) -> Reminder | None:
    given_: dict[str, Any] = {"people": (1, 2), "last_reminded": None, "last_opened": date(2026, 11, 22)}
    return due_reminder(now, hours or ReminderHours(), **(given_ | more))


def test_a_reminder_names_todays_people() -> None:
    assert due() == Reminder(ReminderKind.TODAY, date(2026, 11, 23), (1, 2))


@pytest.mark.parametrize(
    "now",
    [MONDAY.replace(hour=8, minute=59), MONDAY.replace(hour=18), MONDAY + timedelta(days=5)],
    ids=["before", "after", "saturday"],
)
def test_none_outside_the_chosen_hours_and_days(now: datetime) -> None:
    assert due(now) is None


def test_hours_that_reach_past_midnight_belong_to_the_day_they_began_on() -> None:
    night = ReminderHours(weekdays=frozenset({0}), start=22 * 60, end=2 * 60)
    tuesday_one = MONDAY.replace(hour=1) + timedelta(days=1)
    assert reminder_day(MONDAY.replace(hour=23), night) == date(2026, 11, 23)
    assert reminder_day(tuesday_one, night) == date(2026, 11, 23)
    assert reminder_day(MONDAY.replace(hour=1), night) is None
    assert reminder_day(MONDAY, night) is None
    assert due(tuesday_one, night, last_reminded=date(2026, 11, 23)) is None


def test_not_twice_a_day_and_not_when_the_day_was_looked_at() -> None:
    assert due(last_reminded=date(2026, 11, 23)) is None
    assert due(last_opened=date(2026, 11, 23)) is None
    assert due(last_reminded=date(2026, 11, 20)) is not None


def test_a_clock_set_back_brings_no_day_twice() -> None:
    assert due(last_reminded=date(2026, 11, 24)) is None


def test_a_pause_lasts_until_its_day() -> None:
    assert due(hours=ReminderHours(paused_until=date(2026, 11, 24))) is None
    assert due(hours=ReminderHours(paused_until=date(2026, 11, 23))) is not None
    assert due(hours=ReminderHours(on=False)) is None


def test_nothing_to_say_is_not_said() -> None:
    assert due(people=()) is None


def test_somebody_confidential_is_in_no_popup() -> None:
    shown = due(confidential=frozenset({1}))
    assert shown is not None
    assert shown.people == (2,)
    assert due(people=(1,), confidential=frozenset({1})) is None


MEANWHILE = Meanwhile(wrote=(5, 6), promises=(7,), birthdays=(6,), old_archives=("LinkedIn",))


def test_after_weeks_away_one_card_says_what_happened() -> None:
    back = due(last_opened=date(2026, 11, 2), meanwhile=MEANWHILE, confidential=frozenset({6}))
    quiet = Meanwhile((5,), (7,), (), ("LinkedIn",))
    assert back == Reminder(ReminderKind.AFTER_ABSENCE, date(2026, 11, 23), (1, 2), quiet)


def test_a_few_days_away_are_a_day_like_any_other() -> None:
    for away in ({"last_opened": date(2026, 11, 12)}, {"last_opened": None}):
        shown = due(meanwhile=MEANWHILE, **away)
        assert shown is not None
        assert shown.kind is ReminderKind.TODAY
    nothing_happened = due(last_opened=date(2026, 10, 1), meanwhile=Meanwhile())
    assert nothing_happened is not None
    assert nothing_happened.kind is ReminderKind.TODAY


@pytest.mark.parametrize(("start", "end"), [(-1, 60), (60, 60), (0, 1441), (1440, 60)])
def test_hours_that_cannot_be_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="reminder hours"):
        ReminderHours(start=start, end=end)


@given(
    st.lists(st.integers(0, 14 * 1440), max_size=60).map(sorted),
    st.integers(0, 1439),
    st.integers(1, 1440),
)
def test_whenever_it_is_asked_a_day_reminds_once_at_most(minutes: list[int], start: int, end: int) -> None:
    """Sleep, restarts and odd hours: the clock is asked at any minutes of two weeks."""
    if start == end:
        return
    hours = ReminderHours(weekdays=frozenset(range(7)), start=start, end=end)
    shown: list[Reminder] = []
    for minute in minutes:
        last = shown[-1].day if shown else None
        reminder = due(MONDAY.replace(hour=0) + timedelta(minutes=minute), hours, last_reminded=last, last_opened=None)
        shown += [reminder] if reminder is not None else []
    assert len({each.day for each in shown}) == len(shown)


# ------------------------------------------------------------------------------------------- archives to be told of

READY = Notice(NoticeKind.READY, "ready:linkedin:1", "LinkedIn")
ARRIVED = Notice(NoticeKind.ARRIVED, "arrived:abc", "LinkedIn archive of 20 November 2026")


def test_an_archive_that_should_be_ready_is_said_beside_the_people_and_without_them() -> None:
    with_people, alone = due(notices=(READY,)), due(people=(), notices=(READY,))
    assert with_people == Reminder(ReminderKind.TODAY, date(2026, 11, 23), (1, 2), notices=(READY,))
    assert alone == Reminder(ReminderKind.ARCHIVES, date(2026, 11, 23), (), notices=(READY,))


def test_each_is_told_once_and_one_that_was_told_makes_no_popup_of_its_own() -> None:
    told = frozenset({READY.key})
    assert due(people=(), notices=(READY,), told=told) is None
    again = due(people=(), notices=(READY, ARRIVED), told=told)
    assert again is not None
    assert again.notices == (ARRIVED,)
    people = due(notices=(READY,), told=told)
    assert people is not None
    assert people.notices == ()


@pytest.mark.parametrize(
    "more",
    [
        {"hours": ReminderHours(on=False)},
        {"hours": ReminderHours(paused_until=date(2026, 11, 24))},
        {"now": MONDAY.replace(hour=3)},
        {"now": MONDAY + timedelta(days=5)},
        {"last_reminded": date(2026, 11, 23)},
        {"last_opened": date(2026, 11, 23)},
        {"last_reminded": date(2026, 11, 25)},
    ],
    ids=["off", "paused", "night", "weekend", "reminded", "opened", "clock set back"],
)
def test_no_archive_brings_a_popup_when_no_popup_may_come(more: dict[str, Any]) -> None:
    assert due(people=(), notices=(READY, ARRIVED), **more) is None


def test_after_weeks_asleep_it_is_said_with_all_the_rest_in_one() -> None:
    slept = due(last_opened=date(2026, 11, 1), meanwhile=Meanwhile(wrote=(1,)), notices=(READY,))
    assert slept is not None
    assert (slept.kind, slept.notices) == (ReminderKind.AFTER_ABSENCE, (READY,))
    alone = due(people=(), last_opened=date(2026, 11, 1), meanwhile=Meanwhile(), notices=(READY,))
    assert alone is not None
    assert alone.kind is ReminderKind.ARCHIVES
