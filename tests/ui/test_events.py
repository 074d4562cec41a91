"""The place Events: days offered and named, events made and filled by hand, all by the keyboard and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relate.domain.events import Told
from relate.domain.moments import Moment, Precision
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.contacts.panel import ContactsPanel
from relate.ui.events import texts
from relate.ui.events.detail import EventDetail
from relate.ui.events.form import EventForm
from relate.ui.events.line import ChoiceLine
from relate.ui.events.place import EventsPlace
from relate.ui.events.proposal import ProposalDetail
from relate.ui.imports.result import ResultPage
from tests.services.test_events import EXPO, OTHERS, archive, expo


@pytest.fixture
def place(qtbot: QtBot, library: Library, background: Background) -> EventsPlace:
    made = EventsPlace(library, background)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    return made


def lines(place: EventsPlace) -> list[str]:
    return [line.text() for line in place.findChildren(ChoiceLine) if line.isVisible()]


def shown(place: EventsPlace, kind: type[QWidget]) -> bool:
    return isinstance(place.detail, kind)


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def press(widget: QWidget, words: str) -> None:
    (found,) = [each for each in widget.findChildren(QPushButton) if each.text() == words and each.isVisible()]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def imported(library: Library, tmp_path: Path, days: list[date]) -> int:
    return library.imports.start([archive(tmp_path, days)]).future.result(20).imports[0].id


def test_without_any_event_the_place_says_what_it_is_for(qtbot: QtBot, place: EventsPlace) -> None:
    place.show()
    qtbot.waitUntil(lambda: "No events yet" in said(place))


def test_days_are_offered_named_once_and_taken_back(
    qtbot: QtBot, library: Library, place: EventsPlace, tmp_path: Path
) -> None:
    imported(library, tmp_path, OTHERS + expo(12))
    place.show()
    qtbot.waitUntil(lambda: shown(place, ProposalDetail))
    qtbot.waitUntil(lambda: "14 to 16 March 2019, 12 people: an event?" in said(place))
    detail = place.detail
    assert isinstance(detail, ProposalDetail)
    assert not detail.yes.isEnabled()
    QTest.keyClicks(detail.name, "SaaS Expo")
    with qtbot.waitSignal(place.done) as told:
        QTest.keyClick(detail.name, Qt.Key.Key_Return)
    assert told.args == ["SaaS Expo: 12 people met there"]
    qtbot.waitUntil(lambda: lines(place) == ["SaaS Expo"])
    qtbot.waitUntil(lambda: "Who was there: 12 people" in said(place))
    library.history.undo(None).result(20)
    qtbot.waitUntil(lambda: shown(place, ProposalDetail))


def test_not_an_event_is_not_asked_again(qtbot: QtBot, library: Library, place: EventsPlace, tmp_path: Path) -> None:
    imported(library, tmp_path, OTHERS + expo(12))
    place.show()
    qtbot.waitUntil(lambda: shown(place, ProposalDetail))
    qtbot.waitUntil(lambda: "an event?" in said(place))
    with qtbot.waitSignal(place.done):
        press(place, "Not an event")
    qtbot.waitUntil(lambda: lines(place) == [])
    assert library.events.proposals() == ()


def test_people_of_an_event_that_is_there_already_are_put_into_it(
    qtbot: QtBot, library: Library, place: EventsPlace, tmp_path: Path
) -> None:
    imported(library, tmp_path, OTHERS + expo(6))
    key = library.events.make(Told("The fair", Moment.of_day(EXPO))).result(20)
    place.show()
    qtbot.waitUntil(lambda: shown(place, ProposalDetail))
    qtbot.waitUntil(lambda: "an event?" in said(place))
    with qtbot.waitSignal(place.done):
        press(place, "It was “The fair”")
    assert len(library.events.guests(key)) == 6
    qtbot.waitUntil(lambda: shown(place, EventDetail))


def test_an_event_is_made_by_hand_and_filled_with_the_keyboard(
    qtbot: QtBot, library: Library, place: EventsPlace
) -> None:
    ana = library.people.add("Ana Silva").result(20)
    place.show()
    qtbot.waitUntil(lambda: place.detail is not None)
    QTest.keyClick(place.new, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(place, EventForm))
    form = place.detail
    assert isinstance(form, EventForm)
    QTest.keyClicks(form.name, "Dinner")
    QTest.keyClicks(form.when, "some day")
    QTest.keyClick(form.when, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "no days that Relate can read" in said(form))
    form.when.setText("30 March to 2 April 2019")
    with qtbot.waitSignal(place.done):
        QTest.keyClick(form.when, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(place, EventDetail))
    detail = place.detail
    assert isinstance(detail, EventDetail)
    assert "30 March to 2 April 2019 · by you" in said(detail)
    QTest.keyClicks(detail.picker.field, "silva")
    with qtbot.waitSignal(place.done) as told:
        QTest.keyClick(detail.picker.field, Qt.Key.Key_Return)
    assert told.args == ["Ana Silva met there"]
    qtbot.waitUntil(lambda: len(detail.guests.lines()) == 1)
    assert library.people.page(ana).how_met == "Dinner, March 2019"
    QTest.keyClicks(detail.picker.field, "Bo Berg")
    QTest.keyClick(detail.picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(detail.guests.lines()) == 2)


def filled(library: Library, place: EventsPlace, qtbot: QtBot) -> tuple[int, EventDetail]:
    ana = library.people.add("Ana Silva").result(20)
    key = library.events.make(Told("Dinner", Moment.of_day(EXPO), note="by the harbour")).result(20)
    library.events.add_people(key, [ana]).result(20)
    place.show()
    qtbot.waitUntil(lambda: isinstance(place.detail, EventDetail) and len(place.detail.guests.lines()) == 1)
    assert isinstance(place.detail, EventDetail)
    return key, place.detail


def test_met_or_only_listed_and_taken_out(qtbot: QtBot, library: Library, place: EventsPlace) -> None:
    key, detail = filled(library, place, qtbot)
    detail.guests.lines()[0].met.click()
    qtbot.waitUntil(lambda: [guest.met for guest in library.events.guests(key)] == [False])
    qtbot.waitUntil(lambda: "none met" in said(detail))
    detail.guests.lines()[0].out.click()
    qtbot.waitUntil(lambda: "Nobody is known to have been there" in said(detail))


def test_who_was_there_is_shown_in_the_list(
    qtbot: QtBot, library: Library, background: Background, place: EventsPlace
) -> None:
    library.people.add("Bo Berg").result(20)
    key, detail = filled(library, place, qtbot)
    with qtbot.waitSignal(place.list_wanted) as wanted:
        press(detail, "In the list")
    panel = ContactsPanel(library, background, PeopleActions(library, background.bridge))
    qtbot.addWidget(panel)
    panel.show()
    panel.narrow("event", wanted.args[0].key, wanted.args[0].name)
    qtbot.waitUntil(lambda: len(panel.model.ids) == 1)
    assert [each.text() for each in panel.findChildren(QPushButton) if each.text() == "Dinner"]
    library.events.remove(key).result(20)
    panel.narrow("event", key)
    qtbot.waitUntil(lambda: len(panel.model.ids) == 0)


def test_it_is_called_otherwise_where_it_stands_and_removed(qtbot: QtBot, library: Library, place: EventsPlace) -> None:
    _, detail = filled(library, place, qtbot)
    assert "by the harbour" in said(detail)
    press(detail, "Edit")
    qtbot.waitUntil(lambda: detail.form is not None and detail.form.isVisible())
    assert detail.form is not None
    assert detail.form.when.text() == "14 March 2019"
    detail.form.name.setText("Supper")
    with qtbot.waitSignal(place.done):
        press(detail, "Save")
    qtbot.waitUntil(lambda: lines(place) == ["Supper"])
    qtbot.waitUntil(lambda: "Supper" in said(detail))
    press(detail, "Remove")
    qtbot.waitUntil(lambda: lines(place) == [])


def test_coming_here_the_picked_one_has_the_focus(qtbot: QtBot, library: Library, place: EventsPlace) -> None:
    library.events.make(Told("Dinner", Moment.of_day(EXPO))).result(20)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    place.setFocus()
    place.refresh()
    qtbot.waitUntil(lambda: isinstance(place.focusWidget(), ChoiceLine))


def test_whoever_comes_to_name_days_can_type_at_once(
    qtbot: QtBot, library: Library, place: EventsPlace, tmp_path: Path
) -> None:
    imported(library, tmp_path, OTHERS + expo(12))
    library.events.make(Told("Dinner", Moment.of_day(EXPO + timedelta(days=900)))).result(20)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    place.show_proposal(library.events.proposals()[0])
    place.setFocus()
    qtbot.waitUntil(lambda: isinstance(place.detail, ProposalDetail) and place.detail.name.hasFocus())


def test_what_is_left_as_it_is_stays_however_long_it_is(qtbot: QtBot, library: Library, place: EventsPlace) -> None:
    start, note = Moment(Moment.of_day(EXPO).ms, Precision.MONTH), "x" * 30_000
    key = library.events.make(Told("y" * 400, start, None, "Berlin", note)).result(20)
    place.show()
    qtbot.waitUntil(lambda: shown(place, EventDetail))
    detail = place.detail
    assert isinstance(detail, EventDetail)
    detail.edit()
    assert detail.form is not None
    detail.form.place.setText("Lisbon")
    with qtbot.waitSignal(place.done):
        detail.form.save.click()
    event = library.events.event(key)
    assert event is not None
    assert (event.name, event.start, event.place, event.note) == ("y" * 400, start, "Lisbon", note)


def test_the_arrow_keys_go_through_the_list(qtbot: QtBot, library: Library, place: EventsPlace) -> None:
    for name, day in (("First", EXPO), ("Second", EXPO - timedelta(days=400))):
        library.events.make(Told(name, Moment.of_day(day))).result(20)
    place.show()
    qtbot.waitUntil(lambda: lines(place) == ["First", "Second"])
    first = place.findChildren(ChoiceLine)[0]
    QTest.keyClick(first, Qt.Key.Key_Down)
    detail = place.detail
    assert isinstance(detail, EventDetail)
    assert detail.view.name == "Second"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Right])
def test_from_the_list_the_keys_go_on_in_what_is_picked(
    qtbot: QtBot, library: Library, place: EventsPlace, tmp_path: Path, key: Qt.Key
) -> None:
    """However many events there are: days that may have been one are named with the keyboard alone."""
    imported(library, tmp_path, OTHERS + expo(12))
    for years in range(1, 9):
        library.events.make(Told(f"Dinner {years}", Moment.of_day(EXPO - timedelta(days=365 * years)))).result(20)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    place.setFocus()
    qtbot.waitUntil(lambda: isinstance(place.focusWidget(), ChoiceLine) and shown(place, ProposalDetail))
    line = place.focusWidget()
    QTest.keyClick(line, key)
    detail = place.detail
    assert isinstance(detail, ProposalDetail)
    qtbot.waitUntil(detail.name.hasFocus)
    QTest.keyClicks(detail.name, "SaaS Expo")
    with qtbot.waitSignal(place.done):
        QTest.keyClick(detail.name, Qt.Key.Key_Return)


def test_the_result_of_an_import_offers_the_days_quietly(
    qtbot: QtBot, library: Library, background: Background, tmp_path: Path
) -> None:
    number = imported(library, tmp_path, OTHERS + expo(12))
    report = library.imports.report(number)
    page = ResultPage(library, background, report, library.clock())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "14 to 16 March 2019, 12 people: an event?" in said(page))
    with qtbot.waitSignal(page.event_wanted) as wanted:
        press(page, "Name it")
    assert wanted.args[0].first_day == 17_969
    library.events.accept(wanted.args[0], "SaaS Expo").result(20)
    qtbot.waitUntil(lambda: "an event?" not in said(page))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2019, 3, 14), date(2019, 3, 14), "14 March 2019"),
        (date(2019, 3, 14), date(2019, 3, 16), "14 to 16 March 2019"),
        (date(2019, 3, 30), date(2019, 4, 2), "30 March to 2 April 2019"),
        (date(2018, 12, 30), date(2019, 1, 2), "30 December 2018 to 2 January 2019"),
    ],
)
def test_days_are_said_without_saying_anything_twice(first: date, last: date, words: str) -> None:
    assert texts.days(first, last) == words
