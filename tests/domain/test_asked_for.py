"""An archive that was asked for: ready by the wall clock, and come when a newer one was read."""

from __future__ import annotations

import pytest

from relate.domain.asked_for import MINUTE_MS, AskedFor

DAY = 24 * 60 * MINUTE_MS
ASKED = AskedFor(100 * DAY, 24 * 60)


def test_it_should_be_ready_when_the_networks_time_is_over_and_not_before() -> None:
    assert not ASKED.is_ready(101 * DAY - 1)
    assert ASKED.is_ready(101 * DAY)
    assert ASKED.is_ready(400 * DAY)  # months asleep


def test_a_clock_set_back_before_the_asking_makes_nothing_ready() -> None:
    assert not ASKED.is_ready(3 * DAY)


def test_it_came_with_an_archive_newer_than_all_that_was_known() -> None:
    known = [(10 * DAY, 9 * DAY), (50 * DAY, 40 * DAY)]
    assert not ASKED.came(known)
    assert ASKED.came([*known, (102 * DAY, 100 * DAY)])


def test_an_older_archive_read_meanwhile_is_not_what_was_asked_for() -> None:
    assert not ASKED.came([(50 * DAY, 40 * DAY), (102 * DAY, 30 * DAY), (103 * DAY, 40 * DAY)])


def test_of_a_network_nothing_was_known_of_any_archive_is_it() -> None:
    assert not ASKED.came([])
    assert ASKED.came([(101 * DAY, 20 * DAY)])


def test_taking_the_newer_import_back_waits_for_it_again() -> None:
    newer = [(50 * DAY, 40 * DAY), (102 * DAY, 100 * DAY)]
    assert ASKED.came(newer)
    assert not ASKED.came(newer[:1])


def test_it_is_kept_as_words_and_other_words_say_nothing() -> None:
    assert AskedFor.read(ASKED.written()) == ASKED


@pytest.mark.parametrize("words", ["", " ", "7", "x 3", "3 x", "-1 5", "1 2 3", "٣ x"])
def test_words_that_say_nothing_are_nothing(words: str) -> None:
    assert AskedFor.read(words) is None
