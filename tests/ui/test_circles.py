"""The place *Circles*: faces are opened and placed by key or by dragging; proposals are answered; the budget mended."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from relate.domain.moments import Moment
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.places.circles.face import RingFace, silent
from relate.ui.places.circles.place import CirclesPlace, TieRow, read
from tests.ui.acquaintances import talk


@pytest.fixture
def people(library: Library) -> dict[str, int]:
    """Ana and Ben in the circle of 15, Chidi in that of 50; Dora met every 25 days and in none."""
    made = {name: library.people.add(f"{name} Silva").result(10) for name in ("Ana", "Ben", "Chidi", "Dora")}
    for days in (600, 500, 400):
        talk(library, made["Ana"], days)
    for days in range(0, 250, 25):
        talk(library, made["Dora"], days)
    library.people.set_circle([made["Ana"], made["Ben"]], 15).result(10)
    library.people.set_circle([made["Chidi"]], 50).result(10)
    return made


@pytest.fixture
def place(qtbot: QtBot, library: Library, background: Background, people: dict[str, int]) -> CirclesPlace:
    actions = PeopleActions(library, background.bridge)
    made = CirclesPlace(library, background, actions)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    qtbot.waitUntil(lambda: len(made.rings.faces) == 3)
    qtbot.waitUntil(lambda: "Dora Silva" in rows(made))  # whom the place proposes may be read after the rings
    return made


def test_who_has_earned_a_place_is_more_only_where_somebody_has_one(
    qtbot: QtBot, library: Library, place: CirclesPlace, people: dict[str, int]
) -> None:
    assert "One more has earned a place" in heads(place)
    library.people.set_circle([people["Ana"], people["Ben"], people["Chidi"]], None).result(10)
    qtbot.waitUntil(lambda: not place.rings.faces)
    qtbot.waitUntil(lambda: "2 people have earned a place" in heads(place))


def heads(place: CirclesPlace) -> list[str]:
    return [label.text() for label in place.findChildren(QLabel) if label.isVisible()]


def face_of(place: CirclesPlace, person: int) -> RingFace:
    return next(face for face in place.rings.faces if face.member.person == person)


def circle_of(library: Library, person: int) -> int | None:
    return library.people.rows([person])[0].circle


def drag(face: RingFace, place: CirclesPlace, to: QPointF) -> None:
    start = face.rect().center()
    end = face.mapFrom(place.rings, to.toPoint())
    QTest.mousePress(face, Qt.MouseButton.LeftButton, pos=start)
    # The face moves under the pointer: each step is told in its own pixels.
    QTest.mouseMove(face, start + QPoint(12, 0))
    moved = face.mapFrom(place.rings, to.toPoint())
    QTest.mouseMove(face, moved)
    QTest.mouseRelease(face, Qt.MouseButton.LeftButton, pos=face.mapFrom(place.rings, to.toPoint()))
    assert end is not None


def test_a_face_says_who_it_is_and_whether_the_silence_has_outlasted_the_rhythm(
    place: CirclesPlace, people: dict[str, int]
) -> None:
    assert (
        face_of(place, people["Ana"]).accessibleName() == "Ana Silva, circle of 15, every month, silent for 13 months"
    )
    assert face_of(place, people["Ben"]).accessibleName() == "Ben Silva, circle of 15, every month, never talked"


def test_a_click_on_a_face_opens_the_person(qtbot: QtBot, place: CirclesPlace, people: dict[str, int]) -> None:
    with qtbot.waitSignal(place.person_chosen) as chosen:
        QTest.mouseClick(face_of(place, people["Chidi"]), Qt.MouseButton.LeftButton)
    assert chosen.args == [people["Chidi"]]


def test_a_face_dragged_to_another_ring_is_placed_there(
    qtbot: QtBot, library: Library, place: CirclesPlace, people: dict[str, int]
) -> None:
    middle = QPointF(place.rings.rect().center())
    drag(face_of(place, people["Ben"]), place, middle)
    qtbot.waitUntil(lambda: circle_of(library, people["Ben"]) == 5)
    qtbot.waitUntil(lambda: any(f.member.person == people["Ben"] and f.member.circle == 5 for f in place.rings.faces))


def test_a_face_dragged_out_of_the_rings_has_no_circle(
    qtbot: QtBot, library: Library, place: CirclesPlace, people: dict[str, int]
) -> None:
    drag(face_of(place, people["Ben"]), place, QPointF(3, 3))
    qtbot.waitUntil(lambda: circle_of(library, people["Ben"]) is None)
    qtbot.waitUntil(lambda: len(place.rings.faces) == 2)
    library.history.undo(None).result(10)
    qtbot.waitUntil(lambda: len(place.rings.faces) == 3)


def test_keys_go_from_face_to_face_and_place(
    qtbot: QtBot, library: Library, place: CirclesPlace, people: dict[str, int]
) -> None:
    with qtbot.waitActive(place):
        place.activateWindow()
    place.rings.setFocus()
    first = place.focusWidget()
    assert isinstance(first, RingFace)
    assert first.member.circle == 15
    QTest.keyClick(first, Qt.Key.Key_Right)
    second = place.focusWidget()
    assert isinstance(second, RingFace)
    assert second is not first
    QTest.keyClick(second, Qt.Key.Key_Up)
    outer = place.focusWidget()
    assert isinstance(outer, RingFace)
    assert outer.member.person == people["Chidi"]
    QTest.keyClick(outer, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: circle_of(library, people["Chidi"]) == 5)
    qtbot.waitUntil(lambda: face_of(place, people["Chidi"]).member.circle == 5)
    focused = place.focusWidget()
    assert isinstance(focused, RingFace)
    assert focused.member.person == people["Chidi"]


def test_the_keys_stay_in_the_rings_when_a_face_leaves_them(
    qtbot: QtBot, library: Library, place: CirclesPlace, people: dict[str, int]
) -> None:
    with qtbot.waitActive(place):
        place.activateWindow()
    face_of(place, people["Ben"]).setFocus()
    QTest.keyClick(place.focusWidget(), Qt.Key.Key_0)
    qtbot.waitUntil(lambda: len(place.rings.faces) == 2)
    assert isinstance(place.focusWidget(), RingFace)


def test_the_menu_of_a_face_comes_by_a_key_that_every_keyboard_has(
    qtbot: QtBot, place: CirclesPlace, people: dict[str, int]
) -> None:
    face = face_of(place, people["Ben"])
    face.asked.disconnect()
    with qtbot.waitSignal(face.asked):
        QTest.keyClick(face, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)


def test_tab_goes_into_the_rings_and_out_of_them_both_ways(qtbot: QtBot, place: CirclesPlace) -> None:
    with qtbot.waitActive(place):
        place.activateWindow()
    place.rings.setFocus()
    assert isinstance(place.focusWidget(), RingFace)
    QTest.keyClick(place.focusWidget(), Qt.Key.Key_Backtab)
    assert not isinstance(place.focusWidget(), RingFace)
    place.rings.setFocus()
    QTest.keyClick(place.focusWidget(), Qt.Key.Key_Tab)
    assert isinstance(place.focusWidget(), QPushButton)


def rows(place: CirclesPlace) -> dict[str, TieRow]:
    return {row.tie.name: row for row in place.findChildren(TieRow) if not row.isHidden()}


def press(row: TieRow, words: str) -> None:
    button = next(one for one in row.findChildren(QPushButton) if one.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_proposal_is_accepted_by_one_click(
    qtbot: QtBot, library: Library, place: CirclesPlace, people: dict[str, int]
) -> None:
    press(rows(place)["Dora Silva"], "Circle of 5")
    qtbot.waitUntil(lambda: circle_of(library, people["Dora"]) == 5)
    qtbot.waitUntil(lambda: "Dora Silva" not in rows(place))


def test_after_an_answer_the_focus_is_on_the_next_and_never_leaves_the_place(
    qtbot: QtBot, library: Library, place: CirclesPlace, people: dict[str, int]
) -> None:
    place.activateWindow()
    yes = rows(place)["Dora Silva"].yes
    assert yes is not None
    yes.setFocus()
    qtbot.waitUntil(yes.hasFocus)
    QTest.keyClick(yes, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Dora Silva" not in rows(place))

    def focused() -> str:
        now = QApplication.focusWidget()
        return now.text() if isinstance(now, QPushButton) else ""

    qtbot.waitUntil(lambda: focused() == "Place people")  # nobody else is proposed
    for _ in range(2):  # as after any other change, and two of them may come at once
        place.show_all(read(library))
        assert focused() == "Place people"


def test_a_declined_proposal_goes(qtbot: QtBot, library: Library, place: CirclesPlace, people: dict[str, int]) -> None:
    press(rows(place)["Dora Silva"], "Not now")
    qtbot.waitUntil(lambda: "Dora Silva" not in rows(place))
    assert circle_of(library, people["Dora"]) is None


def test_what_does_not_fit_is_mended_by_loosening(
    qtbot: QtBot, library: Library, place: CirclesPlace, people: dict[str, int]
) -> None:
    library.people.set_circle([people["Ben"]], 5).result(10)
    library.people.set_circle([people["Chidi"]], 5).result(10)
    library.settings.set("budget.people_per_week", 1).result(10)

    def buttons() -> dict[str, QPushButton]:
        return {one.text(): one for one in place.asked.findChildren(QPushButton) if not one.isHidden()}

    qtbot.waitUntil(lambda: "Show the 2" in buttons())
    QTest.mouseClick(buttons()["Show the 2"], Qt.MouseButton.LeftButton)
    shown = [one.text() for one in place.asked.findChildren(QLabel) if not one.isHidden()]
    assert "Ben Silva and Chidi Silva" in shown
    loosen = next(one for one in buttons().values() if one.accessibleName().startswith("Circle of 5:"))
    with qtbot.waitSignal(place.done):
        QTest.mouseClick(loosen, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: library.people.page(people["Ben"]).rhythm.set_days is not None)
    library.history.undo(None).result(10)
    assert library.people.page(people["Chidi"]).rhythm.set_days is None


def test_a_silence_that_is_not_known_up_to_now_says_as_of_when() -> None:
    assert silent(77, None) == "11 weeks"
    assert silent(77, Moment.of_day(date(2020, 11, 20)).ms) == "11 weeks, as of 20 Nov 2020"
