"""What somebody looks for and offers, as chips on their page: kept, dropped or followed by one click each."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from relate.domain.seeking import Trait
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.person.page import PersonPanel
from relate.ui.person.traits import ProposedChip
from tests.services.talking import talked


@pytest.fixture
def ana(library: Library, tmp_path: Path) -> int:
    lines = ["> Hello", "< We're looking for a packaging designer.", "< I can help with <b>customs</b> paperwork."]
    return talked(library, tmp_path, {"Ana Duarte": lines})["Ana Duarte"]


@pytest.fixture
def panel(qtbot: QtBot, library: Library, background: Background) -> PersonPanel:
    made = PersonPanel(library, background, PeopleActions(library, background.bridge))
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show()
    background.bridge.changed.connect(made.on_change)
    return made


def proposed(panel: PersonPanel) -> list[ProposedChip]:
    return [each for each in panel.traits.findChildren(ProposedChip) if each.isVisible()]


def kept(panel: PersonPanel) -> list[str]:
    return [each.text() for each in panel.traits.findChildren(QPushButton) if each.property("kind") == "chip"]


def test_chips_are_kept_dropped_and_followed(qtbot: QtBot, library: Library, panel: PersonPanel, ana: int) -> None:
    panel.show_person(ana)
    qtbot.waitUntil(lambda: len(proposed(panel)) == 2)
    looks_for, offers = proposed(panel)
    assert looks_for.told.text == "a packaging designer"
    with qtbot.waitSignal(panel.traits.record) as followed:
        qtbot.mouseClick(looks_for.said, Qt.MouseButton.LeftButton)
    assert followed.args == [looks_for.told.record]
    with qtbot.waitSignal(panel.done) as done:
        qtbot.mouseClick(looks_for.keep, Qt.MouseButton.LeftButton)
    assert done.args == ["Looks for “a packaging designer”"]
    qtbot.waitUntil(lambda: kept(panel) == ["a packaging designer"])
    qtbot.waitUntil(lambda: len(proposed(panel)) == 1)  # what is kept and what is proposed are read apart
    (offers,) = proposed(panel)
    with qtbot.waitSignal(panel.done):
        qtbot.mouseClick(offers.drop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: proposed(panel) == [])
    assert [(one.trait, one.kept) for one in library.seeking.traits(ana)] == [(Trait.LOOKS_FOR, True)]


def test_somebody_who_said_nothing_of_it_has_no_line(
    qtbot: QtBot, library: Library, panel: PersonPanel, ana: int
) -> None:
    panel.show_person(ana)
    qtbot.waitUntil(panel.traits.isVisible)
    bo = library.people.add("Wren Ito").result(20)
    panel.show_person(bo)
    assert not panel.traits.isVisible()


def test_what_is_typed_among_the_facts_is_a_chip(qtbot: QtBot, library: Library, panel: PersonPanel) -> None:
    bo = library.people.add("Wren Ito").result(20)
    panel.show_person(bo)
    panel.details.edited.emit("offers", "sailing lessons", "")
    qtbot.waitUntil(lambda: kept(panel) == ["sailing lessons"])
