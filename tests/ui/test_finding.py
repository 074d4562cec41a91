"""Words found in one person's timeline, and a date gone to: with the keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from relate.domain.records import Kind
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.timeline.finding import AT_FIRST
from relate.ui.timeline.lines import LineKind
from relate.ui.timeline.panel import TimelinePanel
from tests.ui.acquaintances import Known, acquaint, talk


@pytest.fixture
def known(library: Library) -> Known:
    return acquaint(library)


@pytest.fixture
def panel(qtbot: QtBot, library: Library, background: Background, known: Known) -> TimelinePanel:
    made = TimelinePanel(library, background)
    background.bridge.changed.connect(made.on_change)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    shown(qtbot, made, known.maya)
    return made


def shown(qtbot: QtBot, panel: TimelinePanel, person: int) -> None:
    panel.show_person(person)
    qtbot.waitUntil(lambda: panel.model.person == person and len(panel.model.lines) > 0)


def text(panel: TimelinePanel) -> str:
    row = panel.view.current_interaction()
    return row.text if row is not None else ""


def test_a_slash_in_the_timeline_finds_words_in_it(qtbot: QtBot, panel: TimelinePanel) -> None:
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Slash)
    qtbot.keyClicks(panel.finding.field, "bris")
    qtbot.waitUntil(lambda: text(panel) == "Coffee in Bristol")
    assert panel.finding.says.text() == "1 of 1"


def test_enter_goes_to_the_older_ones_and_shift_enter_back(
    qtbot: QtBot, library: Library, panel: TimelinePanel, known: Known
) -> None:
    for days in (200, 300):
        talk(library, known.maya, days, f"Café, {days} days ago")
    panel.find_words()
    qtbot.keyClicks(panel.finding.field, "cafe")
    qtbot.waitUntil(lambda: text(panel) == "Café, 200 days ago")
    qtbot.keyClick(panel.finding.field, Qt.Key.Key_Return)
    assert text(panel) == "Café, 300 days ago"
    assert panel.finding.says.text() == "2 of 2"
    qtbot.keyClick(panel.finding.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert text(panel) == "Café, 200 days ago"


def test_many_are_counted_once_the_typing_pauses(
    qtbot: QtBot, library: Library, panel: TimelinePanel, known: Known
) -> None:
    for n in range(AT_FIRST + 5):
        talk(library, known.maya, 10 + n, "harbour")
    panel.find_words()
    qtbot.keyClicks(panel.finding.field, "harbour")
    qtbot.waitUntil(lambda: panel.finding.says.text() == f"1 of {AT_FIRST + 5}")


def test_a_new_row_while_one_looks_at_a_hit_keeps_it(
    qtbot: QtBot, library: Library, panel: TimelinePanel, known: Known
) -> None:
    panel.find_words()
    qtbot.keyClicks(panel.finding.field, "coffee")
    qtbot.waitUntil(lambda: panel.finding.says.text() == "1 of 1")
    talk(library, known.maya, 1, "Another coffee")
    qtbot.waitUntil(lambda: panel.finding.says.text() == "2 of 2")
    assert text(panel) == "Coffee in Bristol"


def test_esc_closes_and_leaves_the_keys_in_the_timeline(qtbot: QtBot, panel: TimelinePanel) -> None:
    panel.find_words()
    qtbot.keyClicks(panel.finding.field, "nowhere to be found")
    qtbot.waitUntil(lambda: panel.finding.says.text() == "Nothing found.")
    qtbot.keyClick(panel.finding.field, Qt.Key.Key_Escape)
    assert not panel.finding.isVisible()
    assert panel.view.hasFocus()


def test_with_another_person_the_bar_closes(qtbot: QtBot, panel: TimelinePanel, known: Known) -> None:
    panel.find_words()
    qtbot.keyClicks(panel.finding.field, "coffee")
    shown(qtbot, panel, known.tomas)
    assert not panel.finding.isVisible()


@pytest.mark.parametrize(
    ("typed", "lands_on"),
    [("2026", "The reseller deck"), ("august 2026", "A call"), ("2025", "The old plan"), ("tomorrow", "")],
)
def test_a_typed_date_leads_to_what_was_said_last_until_then(
    qtbot: QtBot, panel: TimelinePanel, typed: str, lands_on: str
) -> None:
    panel.go_to_date()
    qtbot.keyClicks(panel.finding.date, typed)
    qtbot.keyClick(panel.finding.date, Qt.Key.Key_Return)
    assert text(panel) == lands_on
    assert panel.view.hasFocus() is bool(lands_on)


def test_what_is_found_is_marked_in_the_text_through_accents_and_emoji(library: Library) -> None:
    said = "👋 The Café at Joséphine"
    assert [said[start:end] for start, end in library.timeline.places("cafe jose", said)] == ["Café", "José"]
    assert library.timeline.places("osé", said) == []


def test_a_timeline_is_narrowed_to_a_kind_and_no_pause_of_it_is_called_a_silence(
    qtbot: QtBot, library: Library, panel: TimelinePanel, known: Known
) -> None:
    for days in (50, 250):
        talk(library, known.maya, days, f"Call, {days} days ago", Kind.CALL)
    panel.find_words()
    panel.finding._narrow(None, Kind.CALL)
    qtbot.waitUntil(lambda: len(panel.model.lines.ids) == 2)
    kinds = {panel.model.line(row).kind for row in range(len(panel.model.lines))}
    assert kinds == {LineKind.ITEM, LineKind.MONTH}
    qtbot.keyClicks(panel.finding.field, "days")
    qtbot.waitUntil(lambda: panel.finding.says.text() == "1 of 2")
    qtbot.keyClick(panel.finding.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(panel.model.lines.ids) == 6)


def test_with_another_person_the_timeline_is_whole_again(
    qtbot: QtBot, library: Library, panel: TimelinePanel, known: Known
) -> None:
    panel.find_words()
    panel.finding._narrow(None, Kind.MAIL)
    qtbot.waitUntil(panel._empty.isVisible)
    shown(qtbot, panel, known.tomas)
    assert len(panel.model.lines.ids) == 1


def test_words_of_the_kind_shown_are_found_among_many_others(
    qtbot: QtBot, library: Library, panel: TimelinePanel, known: Known
) -> None:
    for n in range(AT_FIRST + 5):
        talk(library, known.maya, 10 + n, "harbour")
    talk(library, known.maya, 300, "harbour call", Kind.CALL)
    panel.find_words()
    panel.finding._narrow(None, Kind.CALL)
    qtbot.waitUntil(lambda: len(panel.model.lines.ids) == 1)
    qtbot.keyClicks(panel.finding.field, "harbour")
    qtbot.waitUntil(lambda: text(panel) == "harbour call")
    assert panel.finding.says.text() == "1 of 1"


def test_a_record_that_a_reason_leads_to_is_shown_though_the_timeline_was_narrowed(
    qtbot: QtBot, panel: TimelinePanel
) -> None:
    record = panel.model.lines.ids[1]
    panel.find_words()
    panel.finding._narrow(None, Kind.MAIL)
    qtbot.waitUntil(panel._empty.isVisible)
    panel.show_record(record)
    qtbot.waitUntil(lambda: text(panel) == "A call")
