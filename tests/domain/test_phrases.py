"""One typed line about a conversation, as a person writes it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.phrases import Phrase, parse, promise
from relate.domain.records import Kind

MONDAY = date(2026, 11, 23)


def test_the_line_of_the_window() -> None:
    assert parse("Coffee with Maya yesterday, she is hiring a designer", MONDAY) == Phrase(
        day=date(2026, 11, 22), channel=Kind.MEETING, names=("Maya",), text="Coffee: she is hiring a designer"
    )


def test_the_line_of_the_product() -> None:
    assert parse("coffee with Ana yesterday, she moves to Lisbon, ask about the flat", MONDAY) == Phrase(
        day=date(2026, 11, 22),
        channel=Kind.MEETING,
        names=("Ana",),
        text="Coffee: she moves to Lisbon",
        ask_next="the flat",
    )


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", date(2026, 11, 23)),
        ("this morning", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 22)),
        ("last night", date(2026, 11, 22)),
        ("the day before yesterday", date(2026, 11, 21)),
        ("3 days ago", date(2026, 11, 20)),
        ("a week ago", date(2026, 11, 16)),
        ("two weeks ago", date(2026, 11, 9)),
        ("on Monday", date(2026, 11, 23)),
        ("last Monday", date(2026, 11, 16)),
        ("on Tuesday", date(2026, 11, 17)),
        ("fri", date(2026, 11, 20)),
        ("last Sunday", date(2026, 11, 22)),
        ("14 Jul", date(2026, 7, 14)),
        ("on 14 July", date(2026, 7, 14)),
        ("on the 14th of July", date(2026, 7, 14)),
        ("Jul 14th", date(2026, 7, 14)),
        ("July 14 2025", date(2025, 7, 14)),
        ("14 July 2024", date(2024, 7, 14)),
        ("24 December", date(2025, 12, 24)),
        ("29 Feb", date(2024, 2, 29)),
        ("14.7.", date(2026, 7, 14)),
        ("14.07.2025", date(2025, 7, 14)),
        ("2026-07-14", date(2026, 7, 14)),
    ],
)
def test_days(said: str, day: date) -> None:
    assert parse(f"coffee with Maya {said}", MONDAY).day == day


@pytest.mark.parametrize(
    "said", ["coffee with Maya", "lunch at the May Fair", "2026-13-45 call", "31 February call", ""]
)
def test_what_names_no_day_names_none(said: str) -> None:
    assert parse(said, MONDAY).day is None


def test_a_day_to_come_is_no_day_of_a_conversation() -> None:
    phrase = parse("call with Maya 2027-01-05", MONDAY)
    assert phrase.day is None
    assert "2027-01-05" in phrase.text


def test_news_of_a_day_is_not_the_day() -> None:
    phrase = parse("called Maya, she moves to Porto on Sunday", MONDAY)
    assert (phrase.day, phrase.text) == (None, "She moves to Porto on Sunday")


def test_a_day_may_stand_alone_behind() -> None:
    assert parse("lunch with Ben, yesterday", MONDAY) == Phrase(
        date(2026, 11, 22), Kind.MEETING, names=("Ben",), text="Lunch"
    )


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        ("coffee with Maya", Kind.MEETING),
        ("met Maya for lunch", Kind.MEETING),
        ("Met Maya", Kind.MEETING),
        ("had a quick coffee with Maya", Kind.MEETING),
        ("had a nice long walk with Ben", Kind.MEETING),
        ("called Maya", Kind.CALL),
        ("phone call with Maya", Kind.CALL),
        ("zoom with Maya", Kind.CALL),
        ("wrote to Maya", Kind.MESSAGE),
        ("texted Maya", Kind.MESSAGE),
        ("emailed Maya", Kind.MAIL),
        ("talked to Maya", Kind.TALK),
        ("she has a new phone number", None),
        ("very happy about the old coffee machine", None),
        ("callous remark", None),
    ],
)
def test_channels(line: str, channel: Kind | None) -> None:
    assert parse(line, MONDAY).channel is channel


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("coffee with Maya and Tomás Rivera yesterday", ("Maya", "Tomás Rivera")),
        ("called Maya Okafor about the deck", ("Maya Okafor",)),
        ("met Maya for lunch", ("Maya",)),
        ("coffee with maya yesterday", ("maya",)),
        ("wrote to Zoë", ("Zoë",)),
        ("coffee", ()),
        ("talked about the weather", ()),
        ("coffee with the team", ()),
        ("coffee machine broken", ()),
        ("zoom call with Ana", ("Ana",)),
    ],
)
def test_names(line: str, names: tuple[str, ...]) -> None:
    assert parse(line, MONDAY).names == names


def test_where_it_was_stays_with_the_occasion() -> None:
    assert parse("dinner with Ana in Bristol, she moves", MONDAY).text == "Dinner in Bristol, she moves"


def test_what_is_left_is_the_note() -> None:
    assert parse("called Maya about the reseller deck on Friday; she likes it", MONDAY).text == (
        "About the reseller deck, she likes it"
    )


def test_promises_and_questions_are_told_apart() -> None:
    phrase = parse("call with Maya, I promised to send the template, ask how the twins like school", MONDAY)
    assert (phrase.promised, phrase.ask_next, phrase.text) == ("send the template", "how the twins like school", "")


@pytest.mark.parametrize("line", ["tried to call Maya", "called Maya, no answer", "Left a voicemail"])
def test_an_attempt_is_no_conversation(line: str) -> None:
    assert parse(line, MONDAY).attempt


def test_a_plain_sentence_stays_as_it_is() -> None:
    assert parse("She is hiring a designer", MONDAY) == Phrase(text="She is hiring a designer")


@given(st.text(max_size=300))
def test_any_line_is_read_without_harm(line: str) -> None:
    phrase = parse(line, MONDAY)
    assert phrase.day is None or phrase.day <= MONDAY


@given(st.text("0123456789./-, adefgorsyw", max_size=60))
def test_any_numbers_are_read_without_harm(line: str) -> None:
    parse(line, MONDAY)


@pytest.mark.parametrize(
    ("line", "what", "day"),
    [
        ("the price list by friday", "the price list", date(2026, 11, 27)),
        ("I promised the price list by friday", "the price list", date(2026, 11, 27)),
        ("I've promised her to call", "call", None),
        ("I'll send him the deck", "send him the deck", None),
        ("Ich habe ihr die Preisliste bis Freitag versprochen", "die Preisliste", date(2026, 11, 27)),
        ("send what I promised", "send what I promised", None),
        ("I promised", "I promised", None),
        ("by friday", "by friday", None),
    ],
)
def test_a_line_typed_as_a_promise_says_only_what(line: str, what: str, day: date | None) -> None:
    assert promise(line, MONDAY) == (what, day)
