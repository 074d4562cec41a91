"""What counts as contact, one event after another and five million at once."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.depth import DEPTHS, DayEvent, contact_day, depth
from relate.domain.folding import ContactDays, contact_days, fold_days
from relate.domain.records import Direction, Kind
from relate.domain.rhythm import DAY_MS, ContactDay
from relate.domain.state_table import StateTable

NOON = DAY_MS // 2


def test_every_kind_of_the_timeline_has_a_depth() -> None:
    assert DEPTHS.keys() == set(Kind)


@pytest.mark.parametrize(
    ("kind", "told", "expected"),
    [
        (Kind.MEETING, {}, 3),
        (Kind.EVENT, {}, 2),
        (Kind.EVENT, {"listed_only": True}, 0),
        (Kind.CALL, {}, 2),
        (Kind.CALL, {"missed": True}, 0.3),
        (Kind.MESSAGE, {}, 1),
        (Kind.MESSAGE, {"hello": True}, 0.1),
        (Kind.MESSAGE, {"pitch": True}, 0),
        (Kind.MAIL, {"pitch": True, "hello": True}, 0),
        (Kind.TALK, {}, 1),
        (Kind.TALK, {"hello": True}, 1),
        (Kind.NOTE, {}, 0),
        (Kind.RECOMMENDATION, {}, 1),
        (Kind.INVITATION, {}, 0),
        (Kind.INVITATION, {"own_text": True}, 0.5),
        (Kind.INVITATION, {"own_text": True, "hello": True}, 0.1),
        (Kind.MENTION, {}, 0.4),
        (Kind.COMMENT, {}, 0.4),
        (Kind.REPLY, {}, 0.4),
        (Kind.REPOST, {}, 0.2),
        (Kind.ENDORSEMENT, {}, 0.1),
        (Kind.REACTION, {}, 0.1),
        (Kind.CONNECTED, {}, 0),
        (Kind.FOLLOW, {}, 0),
        (Kind.ATTEMPT, {}, 0),
        (Kind.NEWS, {}, 0),
        (Kind.INTRODUCTION, {}, 0),
    ],
)
def test_depth_of_each_kind(kind: Kind, told: dict[str, bool], expected: float) -> None:
    assert depth(kind, **told) == expected


def day_of(*events: tuple[float, int, Direction]) -> ContactDay | None:
    return contact_day(5, [DayEvent(5 * DAY_MS + i * 1000, *event) for i, event in enumerate(events)])


def test_a_hello_is_no_contact_and_three_hellos_are_a_weak_one() -> None:
    assert day_of((0.1, 1, Direction.OUT)) is None
    assert day_of(*[(0.1, 1, Direction.OUT)] * 3) == ContactDay(5, 0.1, 3, 0, 5 * DAY_MS)


def test_a_repost_and_an_endorsement_are_just_enough() -> None:
    assert day_of((0.2, 1, Direction.IN), (0.1, 1, Direction.IN)) == ContactDay(5, 0.2, 0, 2, 5 * DAY_MS)


def test_a_word_to_ten_weighs_a_tenth_and_a_word_to_eleven_nothing() -> None:
    assert day_of((1, 10, Direction.OUT)) == ContactDay(5, 0.1, 1, 0, 5 * DAY_MS)
    assert day_of((1, 11, Direction.OUT)) is None


def test_what_does_not_count_does_not_begin_the_day() -> None:
    assert day_of((0, 1, Direction.NONE), (1, 1, Direction.IN)) == ContactDay(5, 1, 0, 1, 5 * DAY_MS + 1000)


Events = list[tuple[int, int, float, int, Direction]]
"""person, UTC milliseconds, depth, recipients, direction."""

event_lists = st.lists(
    st.tuples(
        st.integers(0, 3) | st.integers(0, 2**40),
        st.builds(lambda day, second: day * DAY_MS + second * 1000, st.integers(0, 12), st.integers(0, 86_399)),
        st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.4, 1.0, 3.0]),
        st.integers(1, 12),
        st.sampled_from(Direction),
    ),
    max_size=50,
)


def at_once(events: Events) -> ContactDays:
    person, at, depths, recipients, direction = (
        np.array([event[i] for event in events], dtype=dtype)
        for i, dtype in enumerate((np.int64, np.int64, np.float32, np.int32, np.int8))
    )
    return contact_days(person, at, at // DAY_MS, depths, recipients, direction)


def scores(events: Events) -> dict[str, list[float]]:
    table = fold_days(at_once(events)).table()
    return {"person": table.persons.tolist(), **{name: table.floats(name).tolist() for name in StateTable.DEFAULTS}}


@given(event_lists)
def test_all_at_once_gives_the_same_days_as_one_by_one(events: Events) -> None:
    by_day: dict[tuple[int, int], list[DayEvent]] = defaultdict(list)
    for person, at, deep, recipients, direction in events:
        by_day[person, at // DAY_MS].append(DayEvent(at, deep, recipients, direction))
    expected = {key: made for key, of_day in by_day.items() if (made := contact_day(key[1], of_day)) is not None}
    days = at_once(events)
    assert list(zip(days.person.tolist(), days.day.tolist(), strict=True)) == sorted(expected)
    for i, key in enumerate(sorted(expected)):
        made = expected[key]
        assert days.weight[i] == pytest.approx(made.weight)
        assert (days.out[i], days.inc[i], days.first_at[i]) == (made.out, made.inc, made.first_at)


@given(event_lists, st.randoms(use_true_random=False))
def test_no_state_changes_when_rows_are_permuted(events: Events, random) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)
    assert scores(shuffled) == scores(events)


@given(event_lists.filter(bool), st.data())
def test_no_state_changes_when_a_message_is_doubled_later_on_its_day(events: Events, data) -> None:
    """A message is deep enough for a contact day by itself; what is said twice is said once."""
    events = [(person, at, max(deep, 0.3), 1, direction) for person, at, deep, _, direction in events]
    person, at, deep, recipients, direction = data.draw(st.sampled_from(events))
    again = data.draw(st.integers(at, at // DAY_MS * DAY_MS + DAY_MS - 1))
    assert scores([*events, (person, again, deep, recipients, direction)]) == scores(events)


@given(event_lists)
def test_no_state_changes_when_ids_are_renamed(events: Events) -> None:
    renamed = scores([(3 * 2**40 - event[0], event[1], event[2], event[3], event[4]) for event in events])
    back = {name: values[::-1] for name, values in renamed.items()}
    back["person"] = [3 * 2**40 - person for person in back["person"]]
    assert back == scores(events)


def test_nothing_gives_nothing() -> None:
    assert len(at_once([])) == 0
    assert len(fold_days(at_once([(1, NOON, 0.1, 1, Direction.OUT)])).table()) == 0
