"""A pasted list beside the fields of an event: who is known is said while it is typed, and can be said otherwise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relate.domain.events import Told
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.events.detail import EventDetail
from relate.ui.events.form import EventForm
from relate.ui.events.pasted import PasteBox
from relate.ui.events.place import EventsPlace

LIST = "Ana Silva\nBo Lind, Adatum\nCy Moe - CTO at Kite"


@pytest.fixture
def place(qtbot: QtBot, library: Library, background: Background) -> EventsPlace:
    made = EventsPlace(library, background)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    return made


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def button(widget: QWidget, words: str) -> QPushButton:
    (found,) = [each for each in widget.findChildren(QPushButton) if each.text() == words and each.isVisible()]
    return found


def form_of(qtbot: QtBot, place: EventsPlace) -> tuple[EventForm, PasteBox]:
    place.show()
    qtbot.waitUntil(lambda: place.detail is not None)
    QTest.keyClick(place.new, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(place.detail, EventForm))
    form = place.detail
    assert isinstance(form, EventForm)
    assert form.paste is not None
    return form, form.paste


def test_who_is_known_is_shown_while_one_types_and_all_of_them_are_one_step(
    qtbot: QtBot, library: Library, place: EventsPlace
) -> None:
    ana = library.people.add("Ana Silva").result(20)
    bo = library.people.add("Bo Lind").result(20)
    library.people.set_fact(bo, "company", "Adatum").result(20)
    form, paste = form_of(qtbot, place)
    QTest.keyClicks(form.name, "SaaS Expo")
    paste.field.setPlainText(LIST)
    qtbot.waitUntil(lambda: "3 people: 2 you know, 1 new" in said(form))
    assert [line.known.text() if line.known else "" for line in paste.lines()] == ["known by name", "known, Adatum", ""]
    with qtbot.waitSignal(place.done) as told:
        QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert told.args == ["SaaS Expo: 3 people on its list"]
    qtbot.waitUntil(lambda: isinstance(place.detail, EventDetail))
    (event,) = library.events.all()
    guests = {guest.name: guest.person for guest in library.events.guests(event.key)}
    assert (guests["Ana Silva"], guests["Bo Lind"]) == (ana, bo)
    assert len(guests) == 3
    library.history.undo(None).result(20)
    assert library.events.all() == []


def test_somebody_of_the_same_name_can_be_said_to_be_new_and_that_stays_while_one_types_on(
    qtbot: QtBot, library: Library, place: EventsPlace
) -> None:
    ana = library.people.add("Ana Silva").result(20)
    form, paste = form_of(qtbot, place)
    QTest.keyClicks(form.name, "SaaS Expo")
    paste.field.setPlainText("Ana Silva")
    qtbot.waitUntil(lambda: "1 person: 1 you know, 0 new" in said(form))
    known = paste.lines()[0].known
    assert known is not None
    known.setFocus()
    QTest.keyClick(known, Qt.Key.Key_Space)
    assert known.text() == "new"
    paste.field.setPlainText("Ana Silva\nBo Lind")
    qtbot.waitUntil(lambda: "2 people, all of them new" in said(form))
    with qtbot.waitSignal(place.done):
        QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    (event,) = library.events.all()
    assert ana not in {guest.person for guest in library.events.guests(event.key)}
    assert event.people == 2


def test_what_was_typed_last_is_in_it_however_quick_one_is(qtbot: QtBot, library: Library, place: EventsPlace) -> None:
    form, paste = form_of(qtbot, place)
    QTest.keyClicks(form.name, "Dinner")
    paste.field.setPlainText("Ana Silva")
    with qtbot.waitSignal(place.done):
        QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert [event.people for event in library.events.all()] == [1]


def test_a_list_is_pasted_into_an_event_that_is_there(qtbot: QtBot, library: Library, place: EventsPlace) -> None:
    key = library.events.make(Told("The fair")).result(20)
    place.show()
    qtbot.waitUntil(lambda: isinstance(place.detail, EventDetail))
    detail = place.detail
    assert isinstance(detail, EventDetail)
    QTest.mouseClick(detail.paste_list, Qt.MouseButton.LeftButton)
    assert detail.paste is not None
    detail.paste.field.setPlainText(LIST)
    qtbot.waitUntil(lambda: detail.put_in.text() == "Put 3 people in")
    with qtbot.waitSignal(place.done) as told:
        QTest.mouseClick(detail.put_in, Qt.MouseButton.LeftButton)
    assert told.args == ["The fair: 3 people on its list"]
    assert len(library.events.guests(key)) == 3
    assert detail.paste is None


def test_of_several_of_a_name_one_says_which_by_pressing_on(qtbot: QtBot, library: Library, place: EventsPlace) -> None:
    for company in ("Adatum", "Kite"):
        person = library.people.add("Cy Moe").result(20)
        library.people.set_fact(person, "company", company).result(20)
    _, paste = form_of(qtbot, place)
    paste.field.setPlainText("Cy Moe")
    qtbot.waitUntil(lambda: len(paste.lines()) == 1)
    known = paste.lines()[0].known
    assert known is not None
    said_in_turn = []
    for _ in range(4):
        said_in_turn.append(known.text())
        QTest.keyClick(known, Qt.Key.Key_Space)
    assert said_in_turn == ["new; 2 known are called so", "known, Adatum", "known, Kite", "new; 2 known are called so"]
