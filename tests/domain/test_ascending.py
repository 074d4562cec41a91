"""Where numbers stand among ascending ones, however they crowd."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain import ascending
from relate.domain.ascending import Ascending
from tests.effort import effort

NUMBERS = st.integers(-(2**40), 2**53) | st.integers(0, 40) | st.integers(2**50, 2**50 + 40)


def standing(numbers: set[int]) -> Ascending:
    """These, counted."""
    found = Ascending(np.array(sorted(numbers), dtype=np.int64))
    for _ in found.counted():
        pass
    return found


@settings(max_examples=effort(100, 2_000), deadline=None)
@given(st.sets(NUMBERS), st.lists(NUMBERS))
def test_each_stands_where_it_is_and_nobody_stands_who_is_not_there(numbers: set[int], others: list[int]) -> None:
    wanted = [*numbers, *others, *numbers]
    places, there = standing(numbers).places(np.array(wanted, dtype=np.int64))
    ordered = sorted(numbers)
    assert there.tolist() == [one in numbers for one in wanted]
    assert [ordered[place] for place, is_there in zip(places.tolist(), there.tolist(), strict=True) if is_there] == [
        one for one in wanted if one in numbers
    ]


@pytest.mark.parametrize("crowd", [range(5_000), range(2**45, 2**45 + 5_000), range(0, 5_000 << 12, 1 << 12)])
def test_a_crowd_beside_somebody_far_off_is_found(crowd: range, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ascending, "_AT_ONCE", 700)
    numbers = {*crowd, 2**46}
    wanted = np.array(sorted(numbers), dtype=np.int64)
    places, there = standing(numbers).places(wanted[::-1])
    assert places.tolist() == list(range(len(numbers)))[::-1]
    assert there.all()
