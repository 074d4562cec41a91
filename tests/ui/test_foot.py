"""The line at the foot: one line whatever it has to tell, and each source leads to a newer archive of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from relate.services.sources import Awaited
from relate.services.views import SourceAge
from relate.ui.statusbar import StatusBar
from relate.ui.theme import theme

TODAY = date(2026, 11, 23)
NAMES = ("LinkedIn", "Facebook", "Instagram", "X", "Threads", "Address book")


def ms(day: int, month: int = 11) -> int:
    return int(datetime(2026, month, day, tzinfo=UTC).timestamp() * 1000)


def source(title: str, *, old: bool = False) -> SourceAge:
    until = ms(2, 8) if old else ms(20)
    return SourceAge(title.casefold(), title, until, 113 if old else 3, old, f"{title.casefold()}:mara")


@pytest.fixture
def bar(qtbot: QtBot) -> StatusBar:
    made = StatusBar()
    qtbot.addWidget(made)
    made.resize(theme().px(1024), made.height())
    made.show()
    return made


def shown(bar: StatusBar) -> list[str]:
    return [one.text() for one in bar.findChildren(QPushButton) if one.isVisible() and one.property("source")]


def test_six_sources_stay_one_line_and_the_menu_tells_of_those_without_room(qtbot: QtBot, bar: StatusBar) -> None:
    sources = [source(f"{title} of Mara", old=title in ("X", "Address book")) for title in NAMES]
    bar.show_sources(sources, TODAY)
    assert bar.folded
    assert len(shown(bar)) + len(bar.folded) == 6
    right = max(one.geometry().right() for one in bar.findChildren(QPushButton) if one.isVisible())
    assert right < bar.width()
    # What is old is seen as long as something fresh can go instead.
    assert "X of Mara ends 2 Aug" in shown(bar)
    assert "Address book of Mara ends 2 Aug" in shown(bar)
    (more,) = (one for one in bar.findChildren(QPushButton) if one.menu() is not None)
    assert more.isVisible()
    assert more.text() == f"and {len(bar.folded)} more ▴"
    with qtbot.waitSignal(bar.refresh_wanted) as wanted:
        more.menu().actions()[0].trigger()
    assert wanted.args == [f"{bar.folded[0].partition(' until')[0].casefold()}:mara"]


def test_a_wider_window_unfolds_them_and_a_narrow_one_is_never_made_wider(bar: StatusBar) -> None:
    bar.show_sources([source(title, old=True) for title in NAMES], TODAY)
    bar.resize(3000, bar.height())
    assert bar.folded == []
    assert len(shown(bar)) == 6
    bar.resize(500, bar.height())
    assert bar.folded
    assert bar.minimumSizeHint().width() == 0


def test_what_is_being_read_takes_its_room_from_the_sources(bar: StatusBar) -> None:
    bar.show_sources([source(title) for title in NAMES], TODAY)
    before = len(bar.folded)
    bar.show_progress("Reading Facebook archive of 20 November 2026, 40 %")
    assert len(bar.folded) > before
    bar.show_progress("")
    assert len(bar.folded) == before


def test_the_focus_stays_on_its_source_when_the_words_change(qtbot: QtBot, bar: StatusBar) -> None:
    bar.show_sources([source("LinkedIn"), source("X")], TODAY)
    qtbot.waitExposed(bar)
    bar.activateWindow()
    first = next(one for one in bar.findChildren(QPushButton) if one.property("source") == "linkedin:mara")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(first.hasFocus)
    bar.show_sources([source("LinkedIn", old=True), source("X")], TODAY)
    again = [one for one in bar.findChildren(QPushButton) if one.hasFocus()]
    assert [one.text() for one in again] == ["LinkedIn ends 2 Aug · request a new one"]


def test_what_was_asked_for_is_said_and_that_it_should_be_ready(qtbot: QtBot, bar: StatusBar) -> None:
    asked = Awaited("linkedin", "LinkedIn", ms(22), ms(24), ready=False)
    bar.show_sources([source("LinkedIn", old=True)], TODAY, [asked])
    assert shown(bar) == ["LinkedIn ends 2 Aug · asked for"]
    bar.show_sources([source("LinkedIn", old=True)], TODAY, [replace(asked, ready=True)])
    assert shown(bar) == ["LinkedIn ends 2 Aug · a new one should be ready"]
    bar.show_sources([], TODAY, [replace(asked, ready=True)])
    assert shown(bar) == ["LinkedIn should be ready"]
    with qtbot.waitSignal(bar.refresh_wanted) as wanted:
        next(one for one in bar.findChildren(QPushButton) if one.text() == "LinkedIn should be ready").click()
    assert wanted.args == ["linkedin"]
