"""What is going to be logged: what the line says, corrected on the chips."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from relate.domain.moments import Moment, Precision
from relate.domain.records import Kind
from relate.ui.log.draft import Draft, pick, read

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
MAYA = (1, "Maya Okafor")
LIBRARY = {"Ben": [(2, "Ben Whitfield")], "Tomás": [(3, "Tomás Rivera")]}
HERE = Draft(today=MONDAY, usual=Kind.MESSAGE, here=MAYA)


def find(name: str) -> list[tuple[int, str]]:
    return LIBRARY.get(name, [])


def test_an_empty_line_is_today_on_the_last_channel() -> None:
    talk = read(HERE, "", find).talk(NOW)
    assert (talk.people, talk.channel, talk.text) == ((1,), Kind.MESSAGE, "")
    assert talk.at == Moment.of(NOW, Precision.MINUTE)


def test_an_earlier_day_has_no_minute() -> None:
    assert read(HERE, "coffee yesterday", find).talk(NOW).at == Moment.of_day(date(2026, 11, 22))


@pytest.mark.parametrize("said", ["maya", "Maya", "Okafor", "maya okafor", "May"])
def test_the_open_person_is_known_by_any_part_of_the_name(said: str) -> None:
    assert read(HERE, f"coffee with {said} yesterday", lambda name: [(9, "Maya Other")]).people == (MAYA,)


def test_somebody_else_is_found_in_the_library() -> None:
    assert read(HERE, "coffee with Ben", find).people == ((2, "Ben Whitfield"),)


def test_several_people_are_in_one_conversation() -> None:
    draft = read(HERE, "lunch with Maya and Ben and Tomás", find)
    assert draft.talk(NOW).people == (1, 2, 3)


def test_an_unknown_name_is_asked_about_and_nobody_else_is_meant() -> None:
    draft = read(HERE, "coffee with Zelda", find)
    assert (draft.unknown, draft.people, draft.ready) == (("Zelda",), (), False)


def test_an_unknown_name_beside_known_ones_stays_in_the_note() -> None:
    draft = read(HERE, "coffee with Ben and Zelda, he moves", find)
    assert (draft.unknown, draft.people) == (("Zelda",), ((2, "Ben Whitfield"),))
    assert draft.talk(NOW).text == "Coffee: he moves (with Zelda)"


def test_what_is_for_next_time_alone_is_no_conversation() -> None:
    assert read(HERE, "ask Maya about the boat", find).channel is Kind.NOTE
    assert read(HERE, "I owe Maya the contract by friday", find).channel is Kind.NOTE
    assert read(HERE, "promised Maya the contract by friday", find).channel is Kind.MESSAGE, "that was said to her"
    assert read(HERE, "called Maya, ask about the boat", find).channel is Kind.CALL
    assert read(HERE, "ask about the boat, she was in Porto", find).channel is Kind.MESSAGE


@pytest.mark.parametrize(
    ("kind", "line"), [("promised", "call, I'll send the deck"), ("ask_next", "call, ask about it")]
)
def test_what_is_no_promise_and_no_question_stays_in_the_note(kind: str, line: str) -> None:
    draft = read(replace(HERE, plain=frozenset({kind})), line, find)
    assert (draft.phrase.promised, draft.phrase.ask_next) == ("", "")
    assert draft.text == line.removeprefix("call, ").replace("ask", "Ask", 1)


def test_without_anybody_nothing_can_be_logged() -> None:
    assert not read(replace(HERE, here=None), "coffee with Zelda", find).ready


def test_what_was_chosen_on_a_chip_wins_over_the_line() -> None:
    draft = replace(HERE, chosen_day=date(2026, 11, 20), chosen_channel=Kind.CALL)
    read_again = read(draft, "coffee with Maya yesterday", find)
    assert (read_again.day, read_again.channel) == (date(2026, 11, 20), Kind.CALL)


def test_another_of_the_same_name_can_be_picked() -> None:
    bens = [(2, "Ben Whitfield"), (4, "Ben Amari")]
    draft = read(HERE, "coffee with Ben", lambda name: bens)
    assert draft.others == ((2, [(4, "Ben Amari")]),)
    picked = pick(draft, 2, (4, "Ben Amari"), lambda name: bens)
    assert picked.people == ((4, "Ben Amari"),)
    assert read(picked, "coffee with Ben, she", lambda name: bens).people == ((4, "Ben Amari"),)


def test_promise_and_question_go_with_the_conversation() -> None:
    talk = read(HERE, "call, I promised to send the deck, ask about the twins", find).talk(NOW)
    assert (talk.promised, talk.ask_next, talk.text) == ("send the deck", "the twins", "")


def test_an_attempt_is_no_conversation() -> None:
    assert read(HERE, "tried to call Maya", find).channel is Kind.ATTEMPT
