"""A face is the person's own in both schemes, and always readable."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from relate.ui.faces import face, face_colour, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("\u202eevil\u202c Moss", "EM"),
        ("\u200fعلي حسن\u200f", "عح"),
        ("Maya Okafor", "MO"),
        ("tomasriv", "t"),
        ("", "?"),
        ("نور الحداد", "نا"),
        ("Ana María de la Cruz", "AC"),
        ("😀", "?"),
        ("Ana Silva, PhD", "AS"),
        ("Jo Park | we are hiring", "JP"),
        ("Bo Berg (he/him)", "BB"),
        ("Okafor, Maya", "OM"),
        ("Jean-Luc Picard", "JP"),
    ],
)
def test_initials_are_those_of_the_first_and_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


def _luminance(colour: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF())


@pytest.mark.parametrize("dark", [False, True])
def test_white_initials_are_readable_on_every_colour(dark: bool) -> None:
    worst = max(_luminance(face_colour(person, dark)) for person in range(200))
    assert 1.05 / (worst + 0.05) >= 4.5


def test_a_photo_that_is_none_shows_the_initials(qtbot: QtBot) -> None:
    assert face(1, "Maya Okafor", 36, b"no picture at all").toImage() == face(1, "Maya Okafor", 36).toImage()
