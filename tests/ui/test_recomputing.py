"""The foot says what is worked out anew and how far it is."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.store import passed_reading
from relate.store.renewing import READING
from relate.ui.background import Background
from relate.ui.frame import Frame
from relate.ui.places.settings import SettingsPlace
from relate.ui.recomputing import Recomputing
from relate.ui.theme import theme
from tests.services.test_recomputing import one_by_one
from tests.ui.acquaintances import acquaint


@pytest.fixture
def window(qtbot: QtBot) -> Frame:
    made = Frame(QWidget())
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_begins_by_itself_where_it_is_needed_and_the_foot_tells(
    qtbot: QtBot, library: Library, background: Background, window: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquaint(library)
    one_by_one(monkeypatch)
    monkeypatch.setattr(passed_reading, "PIECE", 1)
    said: list[str] = []
    show = window.statusbar.show_work

    def remember(words: str) -> None:
        said.append(words)
        show(words)

    monkeypatch.setattr(window.statusbar, "show_work", remember)
    made = Recomputing(library, background, window)
    qtbot.waitUntil(lambda: said[-1:] == [""], timeout=20_000)
    assert said[0] == "Working out how often you talk, 0 %"
    told = [int(number) for words in said for number in re.findall(r"(\d+) %", words)]
    assert told == sorted(told)
    assert [percent for percent in told if 0 < percent < 100 * READING], "while it reads what passed"
    assert [percent for percent in told if 100 * READING < percent < 100], "and while people are worked out"
    assert window.statusbar.work == ""
    assert not made.goes_on
    assert not library.recomputing.needed()


def test_asked_for_it_says_when_it_is_done(
    qtbot: QtBot, library: Library, background: Background, window: Frame
) -> None:
    acquaint(library)
    made = Recomputing(library, background, window)
    with qtbot.waitSignal(made.done, timeout=20_000) as done:
        made.start()
    assert done.args == ["Worked out anew: 3 people"]


def test_the_settings_offer_it(qtbot: QtBot, library: Library, background: Background) -> None:
    place = SettingsPlace(library, background, theme(), None)
    qtbot.addWidget(place)
    with qtbot.waitSignal(place.recompute_wanted):
        place.recompute.click()
