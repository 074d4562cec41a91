"""Faces in the rings: all of them, none on another, each within its ring."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from relate.ui.places.circles.seats import EDGE, GAP, SMALLEST, seats

CIRCLES = ((0.0, 90.0, 40.0), (90.0, 180.0, 34.0), (180.0, 270.0, 26.0), (270.0, 360.0, 18.0))


@given(st.sampled_from(CIRCLES), st.integers(0, 220), st.sampled_from([None, (52.0, 14.0)]))
def test_no_face_lies_on_another_or_on_a_line(
    ring: tuple[float, float, float], count: int, name: tuple[float, float] | None
) -> None:
    inner, outer, preferred = ring
    found = seats(inner, outer, count, preferred, name)
    assert len(found.seats) <= count
    assert found.size >= SMALLEST
    for n, one in enumerate(found.seats):
        radius = math.hypot(one.x, one.y)
        assert radius + found.size / 2 <= outer - EDGE + 1e-6
        assert inner == 0 or radius - found.size / 2 >= inner + EDGE - 1e-6
        for other in found.seats[n + 1 :]:
            assert math.hypot(one.x - other.x, one.y - other.y) >= found.size + GAP - 1e-6


def test_the_usual_numbers_all_find_a_seat() -> None:
    for (inner, outer, preferred), count in zip(CIRCLES, (5, 10, 35, 100), strict=True):
        assert len(seats(inner, outer, count, preferred).seats) == count


def test_the_inner_circles_have_room_for_names() -> None:
    assert seats(0, 90, 5, 40, (52, 14)).named
    assert seats(90, 180, 10, 34, (52, 14)).named


def test_more_people_than_seats_leave_some_standing() -> None:
    found = seats(0, 90, 500, 40)
    assert 0 < len(found.seats) < 500
    assert found.size == SMALLEST


def test_one_alone_sits_in_the_middle() -> None:
    (only,) = seats(0, 90, 1, 40).seats
    assert (only.x, only.y) == (0, 0)
