"""The rows of the contact list: which are read, how they are laid out and painted."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetrics, QImage
from pytestqt.qtbot import QtBot

from relate.domain.moments import DAY_MS
from relate.services.library import Library
from relate.services.views import Freshness, PeopleQuery, PersonRow, State
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.contacts.delegate import ELIDE, PersonDelegate, _cut, freshness_disc
from relate.ui.contacts.model import PAGE, PeopleModel
from relate.ui.contacts.panel import ContactsPanel
from relate.ui.contacts.view import PeopleView
from relate.ui.theme import theme
from tests.ui.acquaintances import acquaint

NOON = 1_795_435_200_000
"""23 November 2026, 12:00 UTC."""


def _row(person: int, name: str = "Ana Duarte", last_contact: int | None = NOON - 3 * DAY_MS) -> PersonRow:
    return PersonRow(
        person, name, "CTO", "Harbor", None, State.ACTIVE, Freshness.QUIET, last_contact, ("linkedin",)
    )  # fmt: skip


class Clock:
    now = NOON

    def __call__(self) -> int:
        return self.now


class Listed:
    """A model and a view of people that are made up; `read` tells which were read."""

    def __init__(self, qtbot: QtBot) -> None:
        self.read: list[list[int]] = []
        self.clock = Clock()
        self.model = PeopleModel(self._rows, self.clock)
        self.delegate = PersonDelegate(lambda _person: None, self.clock)
        self.view = PeopleView(self.model, self.delegate)
        self.model.setParent(self.view)
        self.view.resize(316, 6 * self.delegate.height)
        qtbot.addWidget(self.view)

    def _rows(self, people: Sequence[int]) -> list[PersonRow]:
        self.read.append(list(people))
        return [_row(person, f"Read {person}") for person in people]

    def painted(self) -> QImage:
        return self.view.viewport().grab().toImage()


@pytest.fixture
def listed(qtbot: QtBot) -> Listed:
    return Listed(qtbot)


def test_what_came_with_the_list_is_not_read_and_what_stands_below_is_a_page_at_a_time(listed: Listed) -> None:
    people = array("q", range(1000, 1000 + 3 * PAGE))
    listed.view.show_people(people, [_row(person, f"Came {person}") for person in people[:8]])
    listed.painted()
    assert listed.read == []
    name = [row.name for at in (0, 7, 8, PAGE) if (row := listed.model.value(at)) is not None]
    assert name == ["Came 1000", "Came 1007", "Read 1008", f"Read {1000 + PAGE}"]
    assert listed.read == [people[:PAGE].tolist(), people[PAGE : 2 * PAGE].tolist()]
    listed.view.show_people(people[1:])
    row = listed.model.value(0)
    assert row is not None
    assert row.name == "Read 1001"


@pytest.mark.parametrize("whom", [None, [1001]])
def test_a_row_that_came_with_the_list_is_read_anew_when_its_person_changed(
    listed: Listed, whom: list[int] | None
) -> None:
    people = array("q", range(1000, 1008))
    listed.view.show_people(people, [_row(person, "Came") for person in people])
    listed.view.forget(whom)
    changed = listed.model.value(1)
    assert changed is not None
    assert changed.name == "Read 1001"


def test_as_many_rows_are_asked_for_as_the_list_has_room_for(
    qtbot: QtBot, library: Library, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquaint(library)
    actions = PeopleActions(library, background.bridge)
    panel = ContactsPanel(library, background, actions)
    actions.setParent(panel)
    qtbot.addWidget(panel)
    asked: list[int] = []
    listed = library.people.listed

    def told(query: PeopleQuery, first: int) -> tuple[array[int], list[PersonRow]]:
        asked.append(first)
        return listed(query, first)

    monkeypatch.setattr(library.people, "listed", told)
    with qtbot.waitSignal(panel.listed):
        panel.refresh()  # before anything is shown nobody knows how high it will be
    panel.resize(316, 700)
    panel.show()
    qtbot.waitExposed(panel)
    with qtbot.waitSignal(panel.listed):
        panel.refresh()
    height, each = panel.view.viewport().height(), panel.view.rowHeight(0)
    assert asked[0] == PAGE
    assert height <= (asked[1] - 1) * each < height + each


def test_a_row_says_another_day_once_the_clock_is_past_midnight(listed: Listed) -> None:
    listed.view.show_people(array("q", [1]), [_row(1)])
    before = listed.painted()
    assert listed.painted() == before
    listed.clock.now += 2 * DAY_MS
    assert listed.painted() != before
    assert [text.text() for text, _ in listed.delegate._laid[1].muted] == ["5 days", "quiet", "CTO, Harbor"]


def test_a_row_is_painted_as_it_is_now(listed: Listed) -> None:
    row = _row(1)
    seen = []
    for now in (row, replace(row, name="Bo Duarte"), replace(row, freshness=Freshness.FRESH), row):
        listed.view.show_people(array("q", [1]), [now])
        seen.append(listed.painted())
    assert seen[0] == seen[3]
    assert seen[0] != seen[1]
    assert seen[0] != seen[2]
    listed.view.resize(400, 300)
    assert listed.painted().width() > seen[0].width()
    assert listed.delegate._laid[1].width > 316


@pytest.mark.parametrize("name", ["Ana", "Marcelina Kowalska von Brandenburg", "李明", "", "fi ffi AVAV", "Çağla José"])
def test_a_text_is_cut_exactly_where_there_is_no_room_for_it(qtbot: QtBot, name: str) -> None:
    for bold in (False, True):
        font = theme().font(bold=bold)
        metrics = QFontMetrics(font)
        whole = metrics.horizontalAdvance(name)
        for width in (-5, 0, 9, whole // 2, *range(whole - 3, whole + 4), 900):
            assert _cut(name, font, metrics, width).text() == metrics.elidedText(name, ELIDE, width)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_every_freshness_has_a_shape_of_its_own_with_room_around_it(qtbot: QtBot, ratio: float) -> None:
    ink = theme().colour("ink")
    shapes = [freshness_disc(one, 8, 0.5, ink, ratio).toImage() for one in Freshness]
    assert all(one != other for n, one in enumerate(shapes) for other in shapes[:n])
    for shape in shapes:
        last = shape.width() - 1
        edge = [(x, y) for at in range(last + 1) for x, y in ((at, 0), (at, last), (0, at), (last, at))]
        assert all(shape.pixelColor(x, y).alpha() == 0 for x, y in edge)
