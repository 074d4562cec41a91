"""The three panels of Today: how wide they are, whatever the window did before."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relate.ui.theme import theme
from relate.ui.today import LEAST_SUGGESTIONS, USUAL_WIDTHS, Today

WIDE, MIDDLING, SMALL = 1440, 1110, 1024


@pytest.fixture
def today(qtbot: QtBot) -> Today:
    made = Today(QWidget())
    qtbot.addWidget(made)
    return made


def _outer(today: Today) -> tuple[int, int]:
    widths = today.splitter.sizes()
    return widths[0], widths[2]


def _usual() -> tuple[int, int]:
    return theme().px(USUAL_WIDTHS[0]), theme().px(USUAL_WIDTHS[1])


def test_the_outer_panels_have_their_widths_however_small_the_window_began(today: Today) -> None:
    today.resize(SMALL // 2, 700)
    today.show()
    person = QWidget()
    today.set_person(person)
    today.resize(WIDE, 900)
    assert _outer(today) == _usual()


def test_a_small_window_squeezes_them_only_as_long_as_it_is_small(today: Today) -> None:
    today.resize(WIDE, 900)
    today.show()
    today.resize(MIDDLING, 700)
    assert today.suggestions_shown
    today.resize(SMALL, 700)
    today.show_suggestions(True)
    today.resize(WIDE, 900)
    assert _outer(today) == _usual()


def test_a_width_that_the_user_chose_stays(today: Today) -> None:
    today.resize(WIDE, 900)
    today.show()
    moved = _outer(today)[0] + 60
    today.splitter.moveSplitter(moved, 1)
    assert _outer(today)[0] == moved
    today.resize(SMALL, 700)
    today.resize(WIDE, 900)
    assert _outer(today) == (moved, _usual()[1])
    again = Today(QWidget())
    again.restore(today.state())
    again.resize(WIDE, 900)
    again.show()
    assert _outer(again) == _outer(today)
    again.close()


def test_no_width_cuts_a_card(today: Today) -> None:
    today.restore("316,900,90,0,0")
    today.resize(WIDE, 900)
    today.show()
    assert _outer(today)[1] >= theme().px(LEAST_SUGGESTIONS)


def test_widths_that_were_not_shown_meanwhile_are_remembered_as_they_were(today: Today) -> None:
    """A window that opened with files, and was closed on the page of their import."""
    today.restore("300,700,400,0,0")
    widths = today.state().split(",")
    assert (widths[0], widths[2]) == ("300", "400")
