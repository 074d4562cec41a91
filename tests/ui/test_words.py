"""Numbers become the words of the product, and text from outside can be shown by anything."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.moments import Moment, Precision
from relate.ui import words


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"), (0.9, "today"), (1, "1 day"), (2, "2 days"), (13.4, "13 days"), (14, "2 weeks"), (45, "6 weeks"),
        (78, "11 weeks"), (95, "3 months"), (215, "7 months"), (430, "14 months"), (740, "2 years"), (4000, "11 years"),
    ],
)  # fmt: skip
def test_a_silence_is_told_in_the_coarsest_words_that_still_tell_it(days: float, said: str) -> None:
    assert words.span(days) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "every day"), (7, "every week"), (10, "every 10 days"), (14, "every 2 weeks"), (21, "every 3 weeks"),
        (30, "every month"), (35, "every 5 weeks"), (61, "every 2 months"), (120, "every 4 months"),
        (365, "every year"), (730, "every 2 years"),
    ],
)  # fmt: skip
def test_a_rhythm_is_told_as_people_say_it(days: float, said: str) -> None:
    assert words.every(days) == said


def test_days_are_those_of_the_calendar_so_that_every_place_says_the_same() -> None:
    noon = int(time.mktime((2026, 11, 24, 12, 0, 0, 0, 0, -1)) * 1000)  # on the clock of this machine
    hours = 3_600_000
    assert [words.days_between(noon, noon + ahead * hours) for ahead in (-1, 3, 24, 37, 48)] == [0, 0, 1, 2, 2]
    assert words.ago(words.days_between(noon, noon + 37 * hours)) == "2 days ago"
    assert words.span(words.days_between(noon, noon + 37 * hours)) == "2 days"


@given(st.floats(0.1, 20_000))
def test_no_rhythm_and_no_silence_is_ever_zero_of_something(days: float) -> None:
    assert " 0 " not in f" {words.every(days)} {words.length(days)} "


def test_a_day_without_an_hour_is_the_same_date_everywhere() -> None:
    assert words.day_of(Moment.of_day(date(2016, 5, 3))) == date(2016, 5, 3)
    assert words.moment_words(Moment.of_day(date(2016, 5, 3))) == "3 May 2016"
    assert words.moment_words(Moment.of(datetime(2016, 5, 1, tzinfo=UTC), Precision.MONTH)) == "May 2016"
    assert words.moment_words(None) == "date not known"


@pytest.mark.parametrize(
    ("value", "said"),
    [("1984-04-12", "12 April 1984"), ("--04-12", "12 April"), ("1984-04", "April 1984"), ("soon", "soon")],
)
def test_a_birthday_reads_as_far_as_it_is_known(value: str, said: str) -> None:
    assert words.birthday(value) == said


def test_a_word_of_a_megabyte_becomes_something_a_widget_can_lay_out() -> None:
    shown = words.harmless("x" * 1_000_000)
    assert len(shown) < 4200
    assert max(len(part) for part in shown.split("\u200b")) <= words.LONGEST_WORD + 1


def test_a_direction_override_cannot_make_a_name_say_another() -> None:
    assert words.one_line("Maya\u202egpj.exe\x00") == "Mayagpj.exe"


def test_a_tower_of_combining_marks_is_cut() -> None:
    assert len(words.harmless("Z" + "\u0301" * 500)) == 1 + words.MOST_MARKS


@given(st.text())
def test_what_is_harmless_can_be_encoded_and_has_no_control_characters(text: str) -> None:
    shown = words.harmless(text)
    shown.encode("utf-8")
    assert not any(ord(letter) < 32 and letter not in "\t\n" for letter in shown)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("imogen.fairweather@relecloud.example", ["imogen.fairweather@", "relecloud.", "example"]),
        ("https://www.example.com/in/imogen", ["https://www.", "example.", "com/", "in/", "imogen"]),
        ("2 June 1990", ["2 June 1990"]),
        ("Anna-Lena Schwarz-Weber", ["Anna-Lena Schwarz-Weber"]),
    ],
)
def test_long_addresses_may_go_on_in_the_next_line(text: str, parts: list[str]) -> None:
    assert words.breaking(text).split("\u200b") == parts
