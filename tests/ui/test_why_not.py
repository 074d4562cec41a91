"""The sheet that says why somebody is not on today's list."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relate.domain.circles import Standing
from relate.domain.why_not import Hindrance, WhyNot
from relate.services.library import Library
from relate.services.views import WhyNotView
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.person.page import PersonPanel
from relate.ui.person.why_not import WhyNotSheet, sentence
from tests.ui.acquaintances import acquaint


@pytest.mark.parametrize("hindrance", list(Hindrance))
def test_every_hindrance_has_its_sentence(hindrance: Hindrance) -> None:
    because = WhyNot(hindrance, standing=Standing.RESTING, day=20_800, silence=12, rhythm=30, number=10)
    text = sentence(because, "Ana")
    assert text.endswith((".", "on."))
    assert "{" not in text


@pytest.mark.parametrize("standing", [standing for standing in Standing if standing is not Standing.ACTIVE])
def test_every_standing_has_its_sentence(standing: Standing) -> None:
    assert "Ana" in sentence(WhyNot(Hindrance.RESTS, standing=standing), "Ana")


def test_a_rhythm_that_has_not_passed_is_said_in_words() -> None:
    because = WhyNot(Hindrance.TALKED_LATELY, silence=12, rhythm=35)
    assert sentence(because, "Ana") == "The last talk was 12 days ago, and you talk every 5 weeks: nothing slips."


def test_the_page_answers(qtbot: QtBot, library: Library, background: Background) -> None:
    known = acquaint(library)
    panel = PersonPanel(library, background, PeopleActions(library, background.bridge))
    qtbot.addWidget(panel)
    panel.show()
    panel.show_person(known.hana)
    panel.header.why_not_wanted.emit()
    qtbot.waitUntil(lambda: bool(panel.findChildren(WhyNotSheet)))
    (sheet,) = panel.findChildren(WhyNotSheet)
    assert "Too little is known of you and Hana" in sheet.because.text()
    sheet.accept()


def test_what_speaks_for_somebody_is_listed(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = WhyNotSheet(WhyNotView(1, WhyNot(Hindrance.OTHERS_FIRST), ("One.", "Two.")), "Ana Silva", parent)
    texts = [child.text() for child in sheet.findChildren(QWidget) if hasattr(child, "text")]
    assert "One." in texts
    assert "What speaks for Ana:" in texts
