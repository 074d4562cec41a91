"""The day a promise names, said on Monday, 23 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from relate.domain.coming_days import coming_day

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("the price list by friday", date(2026, 11, 27), "the price list"),
        ("the price list by Friday.", date(2026, 11, 27), "the price list."),
        ("call her tomorrow", date(2026, 11, 24), "call her"),
        ("send it the day after tomorrow", date(2026, 11, 25), "send it"),
        ("the intro next week", date(2026, 12, 4), "the intro"),
        ("the intro by the end of the month", date(2026, 11, 30), "the intro"),
        ("the intro by the end of next month", date(2026, 12, 31), "the intro"),
        ("the intro in two weeks", date(2026, 12, 7), "the intro"),
        ("the intro in 10 days", date(2026, 12, 3), "the intro"),
        ("photos on 3 May", date(2027, 5, 3), "photos"),
        ("photos before May 3rd, 2028", date(2028, 5, 3), "photos"),
        ("photos until 1.12.", date(2026, 12, 1), "photos"),
        ("a call on monday", date(2026, 11, 30), "a call"),
        ("a call next monday", date(2026, 11, 30), "a call"),
        ("a call next friday", date(2026, 12, 4), "a call"),
        ("a call this friday", date(2026, 11, 27), "a call"),
        ("a beer at the weekend", date(2026, 11, 28), "a beer at"),
        ("the deck tonight", date(2026, 11, 23), "the deck"),
        ("by 2026-12-24 the gift", date(2026, 12, 24), "the gift"),
        ("the calendar by 29 February", date(2028, 2, 29), "the calendar"),
        ("die Preisliste bis Freitag", date(2026, 11, 27), "die Preisliste"),
        ("die Preisliste bis nächsten Freitag", date(2026, 12, 4), "die Preisliste"),
        ("ihm morgen zu schreiben", date(2026, 11, 24), "ihm zu schreiben"),
        ("die Zahlen bis Ende nächster Woche", date(2026, 12, 4), "die Zahlen"),
        ("die Rechnung bis Monatsende", date(2026, 11, 30), "die Rechnung"),
        ("Bescheid in zwei Wochen", date(2026, 12, 7), "Bescheid"),
        ("das Angebot bis spätestens 3. Mai", date(2027, 5, 3), "das Angebot"),
        ("die Fotos am Wochenende", date(2026, 11, 28), "die Fotos"),
    ],
)
def test_the_day_and_what_is_left(text: str, day: date, rest: str) -> None:
    assert coming_day(text, MONDAY) == (day, rest)


@pytest.mark.parametrize("text", ["the price list", "the deck of 3 May 2019", "31.31.", ""])
def test_a_text_without_a_day_to_come(text: str) -> None:
    assert coming_day(text, MONDAY) is None
