"""Walking through an event's list by keys alone: keep, maybe, skip, a line, a promise; taken back; the round begins."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relate.domain.event_rounds import Mark
from relate.domain.events import Told
from relate.domain.moments import Moment
from relate.services.event_views import RollPerson
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.events.detail import EventDetail
from relate.ui.events.place import EventsPlace
from relate.ui.events.walk import WalkPage
from relate.ui.events.walk_card import WalkCard
from relate.ui.imports.result import ResultPage
from relate.ui.meet import texts as meeting
from relate.ui.reconnect.panel import ReconnectPanel
from tests.services.test_rolls import connected

LIST = "Ana Silva, Contoso\nBo Lind, Adatum\nCy Moe"


@pytest.fixture
def place(qtbot: QtBot, library: Library, background: Background) -> EventsPlace:
    made = EventsPlace(library, background)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    return made


@pytest.fixture
def expo(library: Library) -> int:
    guests = library.guest_lists.preview(LIST).guests
    told = Told("SaaS Expo", Moment.of_day(date(2026, 11, 19)))
    return library.guest_lists.make(told, [(one.told, None) for one in guests]).result(20)


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def press(widget: QWidget, words: str) -> None:
    (found,) = [each for each in widget.findChildren(QPushButton) if each.text() == words and each.isVisible()]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def walk(qtbot: QtBot, place: EventsPlace) -> WalkPage:
    place.show()
    qtbot.waitUntil(lambda: "3 people on the list" in said(place))
    press(place, "Walk through the list")
    page = place.detail
    assert isinstance(page, WalkPage)
    qtbot.waitUntil(lambda: page.card is not None)
    page.setFocus()
    return page


def name(page: WalkPage) -> str:
    return page.current.name if page.current is not None else ""


def marks(library: Library, key: int) -> dict[str, Mark | None]:
    return {one.name: one.mark for one in library.rolls.roll(key).people}


def key(page: QWidget, which: Qt.Key) -> None:
    QTest.keyClick(page, which)


def test_a_list_is_walked_through_by_keys_alone_and_the_round_begins_at_its_end(
    qtbot: QtBot, library: Library, place: EventsPlace, expo: int
) -> None:
    page = walk(qtbot, place)
    assert name(page) == "Ana Silva"
    with qtbot.waitSignal(place.done) as told:
        key(page, Qt.Key.Key_K)
    assert told.args == ["Ana Silva: kept"]
    assert name(page) == "Bo Lind"
    key(page, Qt.Key.Key_M)
    key(page, Qt.Key.Key_S)
    qtbot.waitUntil(
        lambda: marks(library, expo) == {"Ana Silva": Mark.KEEP, "Bo Lind": Mark.MAYBE, "Cy Moe": Mark.SKIP}
    )
    qtbot.waitUntil(lambda: "You are through with it: 3 people." in said(page))
    assert "All 3 decided: 1 kept, 1 maybe, 1 skipped" in said(page)
    sentences: list[str] = []
    place.done.connect(sentences.append)
    key(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Following up, from today on" in sentences)
    qtbot.waitUntil(lambda: isinstance(place.detail, EventDetail) and "Following up: day 1 of 5" in said(place))


def test_what_was_decided_stays_and_the_next_walk_begins_where_the_last_ended(
    qtbot: QtBot, library: Library, place: EventsPlace, expo: int
) -> None:
    page = walk(qtbot, place)
    key(page, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: marks(library, expo)["Ana Silva"] is Mark.KEEP)
    key(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "1 of 3 decided: 1 kept" in said(place) and isinstance(place.detail, EventDetail))
    press(place, "Walk through the list")
    again = place.detail
    assert isinstance(again, WalkPage)
    qtbot.waitUntil(lambda: name(again) == "Bo Lind")


def test_a_decision_that_is_taken_back_leads_to_them_again(
    qtbot: QtBot, library: Library, place: EventsPlace, expo: int
) -> None:
    page = walk(qtbot, place)
    key(page, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: marks(library, expo)["Ana Silva"] is Mark.SKIP)
    library.history.undo(None).result(20)
    qtbot.waitUntil(lambda: name(page) == "Ana Silva")
    assert "3 people on the list" in said(page)


def test_enter_leads_to_the_line_and_back_and_p_to_a_promise_with_its_day(
    qtbot: QtBot, library: Library, place: EventsPlace, expo: int
) -> None:
    page = walk(qtbot, place)
    place.activateWindow()
    qtbot.waitUntil(page.hasFocus)
    ana = page.current
    assert ana is not None
    key(page, Qt.Key.Key_Return)
    assert page.card is not None
    QTest.keyClicks(page.card.line, "makes prices")
    with qtbot.waitSignal(place.done) as told:
        key(page.card.line, Qt.Key.Key_Return)
    assert told.args == ["Noted about Ana Silva"]
    qtbot.waitUntil(lambda: library.rolls.roll(expo).people[0].line == "makes prices")
    qtbot.waitUntil(lambda: page.current is not None and page.current.line == "makes prices")
    key(page, Qt.Key.Key_P)
    QTest.keyClicks(page.card.promise, "the price list by friday")
    with qtbot.waitSignal(place.done) as told:
        key(page.card.promise, Qt.Key.Key_Return)
    assert told.args == ["Promised: the price list, by 27 November 2026"]
    qtbot.waitUntil(lambda: "Promised: the price list, by 27 November 2026" in said(page))
    assert {item.kind for item in library.thread.items(ana.person)} == {"mattered", "promised"}
    # The keys are the list's again: the next letter answers.
    qtbot.waitUntil(page.hasFocus)


def test_what_is_being_typed_is_kept_when_one_decides_by_a_click_and_left_by_escape(
    qtbot: QtBot, library: Library, place: EventsPlace, expo: int
) -> None:
    page = walk(qtbot, place)
    assert page.card is not None
    QTest.keyClicks(page.card.line, "of the panel")
    key(page.card.line, Qt.Key.Key_Escape)
    assert page.card.line.text() == ""
    QTest.keyClicks(page.card.line, "of the jury")
    press(page, "Keep")
    qtbot.waitUntil(lambda: library.rolls.roll(expo).people[0].line == "of the jury")
    qtbot.waitUntil(lambda: marks(library, expo)["Ana Silva"] is Mark.KEEP)


def test_what_is_being_typed_outlives_what_changes_meanwhile(
    qtbot: QtBot, library: Library, place: EventsPlace, expo: int
) -> None:
    page = walk(qtbot, place)
    ana = page.current
    assert ana is not None
    assert page.card is not None
    place.activateWindow()
    key(page, Qt.Key.Key_P)
    QTest.keyClicks(page.card.promise, "a deck")
    former = page.card
    library.people.set_fact(ana.person, "role", "CTO").result(20)
    qtbot.waitUntil(lambda: page.card is not former and "CTO, Contoso" in said(page))
    assert page.card is not None
    assert page.card.promise.text() == "a deck"
    assert page.card.promise.hasFocus()


def test_whom_one_met_is_ticked_by_a_key(qtbot: QtBot, library: Library, place: EventsPlace, expo: int) -> None:
    page = walk(qtbot, place)
    key(page, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: {one.name: one.met for one in library.rolls.roll(expo).people}["Ana Silva"])
    qtbot.waitUntil(lambda: page.card is not None and page.card.met.isChecked())
    assert name(page) == "Ana Silva"  # met first in the list, and one stays where one was


def test_one_goes_back_to_those_who_are_decided_and_decides_otherwise(
    qtbot: QtBot, library: Library, place: EventsPlace, expo: int
) -> None:
    page = walk(qtbot, place)
    key(page, Qt.Key.Key_K)
    key(page, Qt.Key.Key_Left)
    assert name(page) == "Ana Silva"
    assert "kept" in said(page)
    key(page, Qt.Key.Key_S)
    assert name(page) == "Bo Lind"
    qtbot.waitUntil(lambda: marks(library, expo)["Ana Silva"] is Mark.SKIP)
    key(page, Qt.Key.Key_Right)
    assert name(page) == "Cy Moe"


def test_the_windows_keys_of_these_letters_wait_while_one_walks(qtbot: QtBot, place: EventsPlace, expo: int) -> None:
    page = walk(qtbot, place)
    override = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier, "k")
    override.ignore()
    page.event(override)
    assert override.isAccepted()
    undo = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "z")
    undo.ignore()
    page.event(undo)
    assert not undo.isAccepted()


def test_whom_one_keeps_is_told_of_among_those_to_meet(library: Library, expo: int) -> None:
    library.rolls.mark(expo, [library.rolls.roll(expo).people[0].person], Mark.KEEP).result(20)
    (wanted,) = library.to_meet.view().wanted
    assert meeting.sources(wanted) == "On the list of SaaS Expo, kept by you"


def test_every_part_of_the_card_has_a_name_for_a_screen_reader(qtbot: QtBot, place: EventsPlace, expo: int) -> None:
    page = walk(qtbot, place)
    assert page.accessibleName() == "Walk through the list of SaaS Expo"
    assert page.accessibleDescription() == "Ana Silva, Contoso"
    for field in page.findChildren(QLineEdit):
        assert field.accessibleName()


def test_who_became_connected_since_is_ticked_joined_and_taken_back(
    qtbot: QtBot, library: Library, place: EventsPlace, expo: int, tmp_path: Path
) -> None:
    day = date(2026, 11, 19)
    path = connected(tmp_path, ("Ana", "Silva", "Contoso", day), ("Cy", "Moe", "", day + timedelta(days=1)))
    library.imports.start([path]).future.result(60)
    place.show_event(expo)
    place.show()
    qtbot.waitUntil(lambda: "Met at SaaS Expo: join these 2" in said(place))
    detail = place.detail
    assert isinstance(detail, EventDetail)
    assert detail.arrived.join.text() == "Join the 2 that are ticked"
    detail.arrived.ticks[1].click()
    assert detail.arrived.join.text() == "Join the one that is ticked"
    with qtbot.waitSignal(place.done) as told:
        press(place, "Join the one that is ticked")
    assert told.args == ["1 of the list is joined"]
    qtbot.waitUntil(lambda: "Met at SaaS Expo: join this one" in said(place))
    library.history.undo(None).result(20)
    qtbot.waitUntil(lambda: "Met at SaaS Expo: join these 2" in said(place))


def test_the_round_stands_in_its_own_section_of_the_panel(
    qtbot: QtBot, library: Library, background: Background, expo: int
) -> None:
    for one in library.rolls.roll(expo).people[:2]:
        library.rolls.mark(expo, [one.person], Mark.KEEP).result(20)
    panel = ReconnectPanel(library, background)
    qtbot.addWidget(panel)
    panel.resize(360, 800)
    panel.show()
    qtbot.waitUntil(lambda: panel.day is not None)
    library.rolls.begin_round(expo).result(20)
    qtbot.waitUntil(lambda: "After SaaS Expo, day 1 of 5" in said(panel))
    qtbot.waitUntil(lambda: panel.card is not None)
    card = panel.card
    assert card is not None
    assert (card.card.name, card.card.section) == ("Ana Silva", "event")
    with qtbot.waitSignal(panel.done) as told:
        panel.commands.skip(card.card.person, card.card.name)
    assert told.args == ["Ana Silva is skipped this time."]
    qtbot.waitUntil(lambda: panel.card is not None and panel.card.card.name == "Bo Lind")
    library.history.undo(None).result(20)
    qtbot.waitUntil(lambda: panel.day is not None and len(panel.day.rounds[0].cards) == 2)


def test_the_page_of_an_import_leads_to_the_list_and_to_whom_there_is_to_join(
    qtbot: QtBot, library: Library, background: Background, tmp_path: Path
) -> None:
    path = tmp_path / "SaaS Expo - Guests.csv"
    path.write_text(
        "api_id,name,email,created_at,approval_status,checked_in_at\r\n"
        "gst-1,Ana Silva,,2026-10-01T09:00:00Z,approved,2026-11-19T09:00:00Z\r\n",
        encoding="utf-8",
    )
    (listed,) = library.imports.start([path]).future.result(60).imports
    page = ResultPage(library, background, listed, library.clock())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "SaaS Expo, 19 November 2026: 1 person on its list" in said(page))
    with qtbot.waitSignal(page.event_wanted) as wanted:
        press(page, "Look at its list")
    assert wanted.args[0].name == "SaaS Expo"
    archive = connected(tmp_path, ("Ana", "Silva", "", date(2026, 11, 20)))
    (came,) = library.imports.start([archive]).future.result(60).imports
    later = ResultPage(library, background, came, library.clock())
    qtbot.addWidget(later)
    later.show()
    qtbot.waitUntil(lambda: "Met at SaaS Expo: join this one" in said(later))
    place = EventsPlace(library, background)
    qtbot.addWidget(place)
    place.resize(1100, 800)
    with qtbot.waitSignal(later.event_wanted) as wanted:
        press(later, "Look at them")
    place.show_proposal(wanted.args[0])
    place.show()
    qtbot.waitUntil(lambda: "Met at SaaS Expo: join this one" in said(place))


def test_the_card_shows_what_was_noted_at_the_scan_above_the_lists_answers(qtbot: QtBot) -> None:
    card = WalkCard(RollPerson(1, "Ana Silva", "", "Contoso", False, True, True, True, True, None,
                               scanned="wants the price list"), "Rating: Hot", None)  # fmt: skip
    qtbot.addWidget(card)
    card.show()
    told = said(card)
    assert told.index("wants the price list") < told.index("Rating: Hot")


def test_the_answers_go_on_in_further_lines_where_the_text_is_large(qtbot: QtBot) -> None:
    """The page is no wider than its window: nobody scrolls sideways to keep somebody."""
    card = WalkCard(RollPerson(1, "Ana Silva", "", "", False, True, True, True, True, None), "", None)
    qtbot.addWidget(card)
    card.resize(900, 400)
    card.show()
    assert card.minimumSizeHint().width() < sum(each.sizeHint().width() for each in card.findChildren(QPushButton))
    assert card.heightForWidth(card.minimumSizeHint().width()) > card.heightForWidth(900)
