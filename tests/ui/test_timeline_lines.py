"""Months and silences of a timeline follow from its ids alone."""

from __future__ import annotations

from array import array
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from relate.ui.timeline.lines import DAY, FIRST_DATED, SILENCE_DAYS, Line, LineKind, Lines, seconds

SECONDS = st.integers(FIRST_DATED + 40 * DAY, 1_900_000_000)


def ids(*dates: str) -> array[int]:
    """Ids of noon on these days."""
    made = [int(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC).timestamp()) << 12 for day in dates]
    return array("q", sorted(made, reverse=True))


def told(lines: Lines) -> list[str]:
    said = []
    for row in range(len(lines)):
        line = lines.at(row)
        if line.kind is LineKind.ITEM:
            said.append(f"{datetime.fromtimestamp(seconds(lines.ids[line.value]), UTC):%d %b}")
        elif line.kind is LineKind.MONTH:
            said.append(f"[{line.value // 12 if line.year else ''}-{line.value % 12 + 1}]")
        else:
            said.append(f"<{line.kind.value} {line.value}>")
    return said


def test_months_are_headed_and_the_year_is_named_once() -> None:
    assert told(Lines(ids("2026-09-06", "2026-08-27", "2026-08-20", "2025-12-31"))) == [
        "[2026-9]", "06 Sep", "[-8]", "27 Aug", "20 Aug", "<gap 232>", "[2025-12]", "31 Dec",
    ]  # fmt: skip


def test_below_the_newest_year_every_month_names_its_year() -> None:
    assert told(Lines(ids("2026-01-06", "2025-12-31", "2025-11-30"))) == [
        "[2026-1]", "06 Jan", "[2025-12]", "31 Dec", "<gap 31>", "30 Nov",
    ]  # fmt: skip
    assert told(Lines(ids("2026-01-06", "2025-12-31", "2025-12-14", "2025-11-30")))[-3:] == [
        "14 Dec", "[2025-11]", "30 Nov",
    ]  # fmt: skip


def test_a_silence_stands_instead_of_a_heading_inside_a_year() -> None:
    assert told(Lines(ids("2026-08-06", "2026-07-14"))) == ["[2026-8]", "06 Aug", "<gap 23>", "14 Jul"]


def test_a_silence_inside_a_month_boundary_and_the_one_until_now() -> None:
    assert told(Lines(ids("2026-08-31", "2026-08-03"), top_gap=True)) == [
        "<top gap 0>", "[2026-8]", "31 Aug", "<gap 28>", "03 Aug",
    ]  # fmt: skip


def test_what_ends_no_silence_is_drawn_inside_it_and_the_silence_once() -> None:
    every = ids("2026-11-20", "2026-09-06", "2026-08-02", "2026-03-01")
    asides = {every[0], every[2]}
    assert told(Lines(every, top_gap=True, asides=asides)) == [
        "<top gap 0>", "[2026-11]", "20 Nov", "[-9]", "06 Sep", "[-8]", "02 Aug", "<gap 189>", "01 Mar",
    ]  # fmt: skip


def test_rows_without_a_date_stand_below_a_heading_of_their_own() -> None:
    some = ids("2026-08-31")
    some.extend([7 << 12, 3 << 12])
    lines = Lines(some)
    assert lines.at(2) == Line(LineKind.MONTH, 0, year=True)
    assert [lines.at(row).kind for row in (3, 4)] == [LineKind.ITEM, LineKind.ITEM]


def test_nothing_between_you_is_no_line() -> None:
    assert len(Lines(array("q"))) == 0


@settings(max_examples=60)
@given(st.lists(SECONDS, min_size=1, max_size=60, unique=True), st.booleans())
def test_every_interaction_has_one_row_and_every_long_pause_one_gap(moments: list[int], top: bool) -> None:
    newest_first = array("q", sorted((moment << 12 for moment in moments), reverse=True))
    lines = Lines(newest_first, top_gap=top)
    items = [lines.at(row) for row in range(len(lines))]
    assert [line.value for line in items if line.kind is LineKind.ITEM] == list(range(len(moments)))
    assert all(lines.at(lines.row_of(one)).value == n for n, one in enumerate(newest_first))
    times = sorted(moments, reverse=True)
    pauses = [(one - two) // DAY for one, two in pairwise(times) if one - two > SILENCE_DAYS * DAY]
    assert [line.value for line in items if line.kind is LineKind.GAP] == pauses
    assert lines.row_of(1 << 12) == -1


def test_a_jump_lands_on_what_was_last_said_by_then() -> None:
    lines = Lines(ids("2026-09-06", "2026-08-27", "2025-12-31"))
    row = lines.first_until(int(datetime(2026, 8, 30, tzinfo=UTC).timestamp()))
    assert told(lines)[row] == "27 Aug"
