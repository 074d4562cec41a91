"""A piece of news in the timeline of the person: said with both its dates, and nothing that could be changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from relate.domain.moments import Moment, Precision
from relate.domain.records import Direction, Kind
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown, Talk, TimelineRow
from relate.ui.background import Background
from relate.ui.timeline.lines import LineKind
from relate.ui.timeline.panel import TimelinePanel
from relate.ui.timeline.wording import gutter, heading, is_mine, spoken
from tests.exports import make_lists
from tests.exports.make_lists import Connection

AUGUST, NOVEMBER = date(2026, 8, 2), date(2026, 11, 20)


@pytest.fixture
def panel(qtbot: QtBot, library: Library, background: Background, tmp_path: Path) -> TimelinePanel:
    """The timeline of somebody with a talk in March and a new role since August."""
    row = Connection("Maya Okafor", "Account manager", "Fabrikam")
    for day, rows in ((AUGUST, [row]), (NOVEMBER, [row._replace(role="Sales lead", company="Contoso")])):
        library.imports.start([make_lists.linkedin(tmp_path, day, rows)]).future.result(timeout=60)
    (maya,) = library.people.ids(PeopleQuery(Shown.EVERYONE))
    library.timeline.log(Talk((maya,), Moment.of_day(date(2026, 3, 3)), text="coffee")).result()
    made = TimelinePanel(library, background)
    background.bridge.changed.connect(made.on_change)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    made.show_person(maya, "8 months")
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    return made


def news(panel: TimelinePanel) -> tuple[int, TimelineRow]:
    for row in range(panel.model.rowCount()):
        one = panel.model.interaction(row)
        if one is not None and one.kind is Kind.NEWS:
            return row, one
    raise AssertionError("there is no news")


def between(first: date, last: date) -> TimelineRow:
    return TimelineRow(
        1, Moment.of_day(last), "linkedin", Kind.NEWS, Direction.NONE, (), "", "Now CEO", "was Buyer", "",
        since=Moment.of_day(first),
    )  # fmt: skip


def test_it_is_said_between_which_archives_it_was_seen(panel: TimelinePanel) -> None:
    _, row = news(panel)
    assert heading(row, None) == "LinkedIn news: seen between your archives of 2 Aug and 20 Nov"
    assert (row.text, row.detail) == ("Now Sales lead at Contoso", "was Account manager at Fabrikam")
    assert spoken(row, None) == f"{heading(row, None)}. {row.text}. {row.detail}"
    assert not is_mine(row)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (AUGUST, NOVEMBER, "Aug–Nov"),
        (date(2026, 11, 2), NOVEMBER, "Nov"),
        (date(2024, 11, 2), NOVEMBER, "2024–26"),
    ],
)
def test_the_gutter_has_no_day_but_the_months_or_years(first: date, last: date, said: str) -> None:
    assert gutter(between(first, last)) == said


def test_the_silence_around_it_is_drawn_once(panel: TimelinePanel) -> None:
    kinds = [panel.model.line(row).kind for row in range(panel.model.rowCount())]
    assert kinds.count(LineKind.TOP_GAP) == 1
    first_item = kinds.index(LineKind.ITEM)
    after = kinds[first_item + 1 :]
    assert LineKind.GAP not in after[: after.index(LineKind.ITEM)]


def test_nothing_of_it_can_be_changed(qtbot: QtBot, panel: TimelinePanel) -> None:
    _, row = news(panel)
    panel.view.asked_menu.emit(row, panel.mapToGlobal(QPoint(10, 10)))
    (menu,) = (one for one in panel.findChildren(QMenu) if one.isVisible())
    assert [action.text() for action in menu.actions()] == ["Read it whole", "Copy"]
    menu.close()


def test_it_is_read_whole_with_what_was_before(qtbot: QtBot, panel: TimelinePanel) -> None:
    row, _ = news(panel)
    panel.view.setCurrentIndex(panel.model.index(row, 0))
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    qtbot.waitUntil(panel.sheet.isVisible)
    assert panel.sheet.text.toPlainText() == "Now Sales lead at Contoso, was Account manager at Fabrikam"


def test_it_is_found_by_its_words_and_led_to(qtbot: QtBot, panel: TimelinePanel) -> None:
    row, one = news(panel)
    panel.find_words()
    panel.finding.field.setText("fabrikam")
    qtbot.waitUntil(lambda: panel.view.currentIndex().row() == row)
    panel.view.setCurrentIndex(panel.model.index(panel.model.rowCount() - 1, 0))
    panel.show_record(one.id)
    assert panel.view.currentIndex().row() == row


def test_it_goes_with_the_archive_that_told_it(qtbot: QtBot, panel: TimelinePanel, library: Library) -> None:
    newest = library.imports.list()[0]
    assert newest.snapshot_ms == Moment.of_day(NOVEMBER).ms
    library.imports.undo(newest.id).result(timeout=60)
    qtbot.waitUntil(
        lambda: (
            Kind.NEWS
            not in [
                one.kind for row in range(panel.model.rowCount()) if (one := panel.model.interaction(row)) is not None
            ]
        )
    )


def test_precision_of_a_row_without_since_is_its_own() -> None:
    row = TimelineRow(
        1,
        Moment.of_day(NOVEMBER),
        "facebook",
        Kind.NEWS,
        Direction.NONE,
        (),
        "No longer friends on Facebook",
        "",
        "",
        "",
    )
    assert row.at is not None
    assert row.at.precision is Precision.DAY
    assert gutter(row) == "20 Nov"
