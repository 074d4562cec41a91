"""Which tellings are one interaction, whatever order they are told in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.moments import DAY_MS, MINUTE_MS, Precision
from relate.store.grouping import FAR_MS, Told, grouped, may_be_one
from tests.effort import effort

NOON = 1_500_000_000_000 // DAY_MS * DAY_MS + DAY_MS // 2
PRECISIONS = (Precision.DAY, Precision.MINUTE_UNKNOWN_ZONE, Precision.MINUTE, Precision.SECOND)
TELLINGS = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from((None, 1, 2)),
        st.sampled_from((None, 0, 1, 60, 3_600, 40_000, 90_000)),
        st.sampled_from(PRECISIONS),
        st.frozensets(st.integers(1, 4), max_size=2),
    ),
    max_size=12,
)


def told(rows: list[tuple[int, int | None, int | None, Precision, frozenset[int]]]) -> list[Told]:
    return [
        Told(number, exact, coarse, None if second is None else NOON + second * 1000, int(precision), imports)
        for number, (exact, coarse, second, precision, imports) in enumerate(rows, 1)
    ]


@settings(max_examples=effort(200, 20_000), deadline=None)
@given(TELLINGS, st.integers(0, 1_000))
def test_what_is_one_does_not_hang_on_the_order(
    rows: list[tuple[int, int | None, int | None, Precision, frozenset[int]]], seed: int
) -> None:
    tellings = told(rows)
    other = random.Random(seed).sample(tellings, len(tellings))
    groups = {frozenset(one.key for one in group) for group in grouped(tellings)}
    assert {frozenset(one.key for one in group) for group in grouped(other)} == groups
    assert sorted(key for group in groups for key in group) == [one.key for one in tellings]


@settings(max_examples=effort(200, 20_000), deadline=None)
@given(TELLINGS)
def test_rows_of_the_same_fields_are_one_and_no_archive_holds_two_of_another(
    rows: list[tuple[int, int | None, int | None, Precision, frozenset[int]]],
) -> None:
    tellings = told(rows)
    groups = grouped(tellings)
    of = {one.exact: number for number, group in enumerate(groups) for one in group}
    for number, group in enumerate(groups):
        assert {of[one.exact] for one in group} == {number}
        rows_of: dict[int, set[int]] = {}
        for one in group:
            for archive in one.imports:
                rows_of.setdefault(archive, set()).add(one.exact)
        assert all(len(exact) == 1 for exact in rows_of.values())


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("other", PRECISIONS)
def test_no_times_that_may_be_one_are_further_apart_than_is_looked(precision: Precision, other: Precision) -> None:
    step = 30 * MINUTE_MS
    for away in range(-FAR_MS - 10 * step, FAR_MS + 11 * step, step):
        assert not may_be_one(NOON, precision, NOON + away, other) or abs(away) <= FAR_MS
        assert may_be_one(NOON, precision, NOON + away, other) == may_be_one(NOON + away, other, NOON, precision)


def test_the_one_that_knows_both_makes_them_one() -> None:
    old = Told(1, 1, 7, NOON, Precision.MINUTE_UNKNOWN_ZONE, frozenset({1}))
    new = Told(2, 2, 8, NOON + 3_000, Precision.SECOND, frozenset({2}))
    between = Told(3, 2, 7, NOON + 3_000, Precision.SECOND, frozenset({3}))
    assert [len(group) for group in grouped([old, new])] == [1, 1]
    assert [len(group) for group in grouped([old, new, between])] == [3]


def test_two_rows_of_one_archive_are_two_whatever_else_there_is() -> None:
    one = Told(1, 1, 7, NOON, Precision.DAY, frozenset({1}))
    other = Told(2, 2, 7, NOON, Precision.DAY, frozenset({2}))
    assert [len(group) for group in grouped([one, other])] == [2]
    both = [one._replace(imports=frozenset({1, 3})), other._replace(imports=frozenset({2, 3}))]
    assert [len(group) for group in grouped(both)] == [1, 1]
