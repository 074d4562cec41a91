"""What is looked for: its words, how much each weighs, and who fits."""

from __future__ import annotations

import pytest

from relate.domain.looking import Found, fits, score, stem, weights, words_of
from relate.domain.wishes import parsed_wish

KNOWN = Found(known=True)
SAID = Found(known=False, said=7)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("distributors in Iberia", ("distributors", "Iberia")),
        ("looking for a good designer", ("designer",)),
        ("Händler für Möbel", ("Händler", "Möbel")),
        ("CTO, ex-Google", ("CTO", "ex", "Google")),
        ("designers designer", ("designers",)),
        ("who", ("who",)),
        ("  ", ()),
    ],
)
def test_a_line_is_looked_for_by_the_words_that_tell_something(line: str, words: tuple[str, ...]) -> None:
    assert words_of(line) == words


@pytest.mark.parametrize(
    ("word", "looked_for"),
    [("Distributors", "distributor"), ("companies", "compan"), ("glass", "glass"), ("Lisboa", "lisboa"), ("us", "us")],
)
def test_a_plural_finds_the_singular(word: str, looked_for: str) -> None:
    assert stem(word) == looked_for


def test_the_rarer_word_weighs_more() -> None:
    weight = weights({"sale": 4000, "iberia": 3, "zanzibar": 0}, 10_000)
    assert weight["iberia"] > 2 * weight["sale"] > 0
    assert weight["zanzibar"] == 0


def test_one_rare_word_is_enough_and_one_common_one_is_not() -> None:
    weight = weights({"sale": 4000, "iberia": 3}, 10_000)
    assert fits({"iberia": KNOWN}, weight)
    assert not fits({"sale": KNOWN}, weight)
    assert fits({"sale": SAID, "iberia": SAID}, weight)


def test_a_word_that_nobody_uses_keeps_nobody_out() -> None:
    weight = weights({"distributor": 5, "zanzibar": 0}, 1000)
    assert score({"distributor": KNOWN}, weight) == 1
    assert not fits({}, weights({"zanzibar": 0}, 1000))


def test_what_somebody_is_weighs_more_than_what_they_said_once() -> None:
    weight = weights({"iberia": 3}, 1000)
    assert score({"iberia": KNOWN}, weight) > score({"iberia": SAID}, weight) > 0


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("meet Ana Silva of Contoso", ("Ana Silva", "Contoso")),
        ("Ana Silva, Contoso", ("Ana Silva", "Contoso")),
        ("I want to meet Ana Silva at Lumen Freight", ("Ana Silva", "Lumen Freight")),
        ("Ana Silva @ Contoso", ("Ana Silva", "Contoso")),
        ("Contoso", ("Contoso", "")),
        ("meet", ("meet", "")),
        ("", ("", "")),
    ],
)
def test_a_wish_is_a_name_and_a_company(typed: str, wish: tuple[str, str]) -> None:
    assert parsed_wish(typed) == wish
