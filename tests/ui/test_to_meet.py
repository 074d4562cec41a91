"""The place To meet: lines typed and taken back, whom one wants to know, and what can be done with each."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.meet.line import WantedLine
from relate.ui.meet.place import ToMeetPlace
from relate.ui.reconnect.actions import ReconnectActions
from tests.services.test_to_meet import FILES
from tests.ui.acquaintances import talk


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def place(qtbot: QtBot, library: Library, background: Background, opened: list[str]) -> ToMeetPlace:
    def opens(link: str) -> bool:
        opened.append(link)
        return True

    made = ToMeetPlace(library, background, ReconnectActions(library, background, opens))
    qtbot.addWidget(made)
    made.resize(1000, 800)
    return made


@pytest.fixture
def archive(library: Library, tmp_path: Path) -> Path:
    folder = tmp_path / "Complete_LinkedInDataExport_11-20-2026"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    library.imports.start([folder]).future.result(20)
    return folder


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def names(place: ToMeetPlace) -> list[str]:
    return [line.wanted.name for line in place.wanted_lines()]


def line_of(place: ToMeetPlace, name: str) -> WantedLine:
    return next(line for line in place.wanted_lines() if line.wanted.name == name)


def type_line(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_an_empty_library_says_what_comes_here(qtbot: QtBot, place: ToMeetPlace) -> None:
    place.show()
    qtbot.waitUntil(lambda: "Nobody yet." in said(place))
    assert [field.isVisible() for field in place.looking.fields] == [True, False, False]


def test_a_line_typed_shows_who_fits_and_is_taken_back(
    qtbot: QtBot, library: Library, place: ToMeetPlace, opened: list[str]
) -> None:
    library.people.add("Ines Moreira", role="Distributes in Ibéria", mail="ines@example.org").result(20)
    bo = library.people.add("Bo Berg").result(20)
    talk(library, bo, 3, "He distributes all over Iberia")
    place.show()
    qtbot.waitUntil(lambda: place.view is not None)
    with qtbot.waitSignal(place.done) as told:
        type_line(place.looking.fields[0], "distributes in Iberia")
    assert told.args == ["Looking for “distributes in Iberia”"]
    qtbot.waitUntil(lambda: [line.fit.name for line in place.looking.fit_lines()] == ["Ines Moreira", "Bo Berg"])
    assert place.looking.fields[1].isVisible()
    second, first = place.looking.fit_lines()
    evidence = next(each for each in first.findChildren(QPushButton) if "said" in each.text())
    with qtbot.waitSignal(place.record_chosen) as record:
        evidence.click()
    assert record.args[0] == bo
    with qtbot.waitSignal(place.done):
        second.write.click()
    assert opened == ["mailto:ines@example.org"]
    type_line(place.looking.fields[0], "")
    qtbot.waitUntil(lambda: place.looking.fit_lines() == [])
    library.history.undo(None).result(20)
    qtbot.waitUntil(lambda: place.looking.fields[0].text() == "distributes in Iberia")


def test_leaving_a_field_as_it_is_changes_nothing(qtbot: QtBot, library: Library, place: ToMeetPlace) -> None:
    library.looking.set_line("designers").result(20)
    place.show()
    place.looking.fields[0].setFocus()
    qtbot.waitUntil(lambda: place.looking.fields[0].text() == "designers")
    QTest.keyClick(place.looking.fields[0], Qt.Key.Key_Return)
    place.wish.setFocus()
    library.settled()
    assert [step.title for step in library.history.steps()] == ["Looking for “designers”"]


def test_whom_one_wants_to_know_with_what_tells_it(
    qtbot: QtBot, library: Library, place: ToMeetPlace, archive: Path
) -> None:
    place.show()
    qtbot.waitUntil(lambda: names(place) == ["Bo Berg", "Ana Silva", "Di Ende"])
    assert (
        "invitation of 3 May 2026 with words of your own, not answered · you follow"
        in line_of(place, "Ana Silva").line.accessibleName()
    )
    with qtbot.waitSignal(place.record_chosen):
        line_of(place, "Ana Silva").line.click()
    chip = next(each for each in place.findChildren(QPushButton) if each.text() == "Followed 2")
    chip.click()
    qtbot.waitUntil(lambda: names(place) == ["Ana Silva", "Di Ende"])


def test_not_any_more_takes_them_off_and_undo_brings_them_back(
    qtbot: QtBot, library: Library, place: ToMeetPlace, archive: Path
) -> None:
    place.show()
    qtbot.waitUntil(lambda: len(names(place)) == 3)
    ana = line_of(place, "Ana Silva")
    with qtbot.waitSignal(place.done) as told:
        line_of(place, "Bo Berg").out.click()
    assert told.args == ["Bo Berg: not any more"]
    qtbot.waitUntil(lambda: "Bo Berg" not in names(place))
    assert line_of(place, "Ana Silva") is ana
    library.history.undo(None).result(20)
    qtbot.waitUntil(lambda: "Bo Berg" in names(place))


def test_somebody_typed_stays_a_wish_until_they_are_added(qtbot: QtBot, library: Library, place: ToMeetPlace) -> None:
    place.show()
    qtbot.waitUntil(lambda: place.view is not None)
    QTest.keyClicks(place.wish, "meet Ana Silva of Contoso")
    with qtbot.waitSignal(place.done):
        QTest.keyClick(place.wish, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(place) == ["Ana Silva"])
    with qtbot.waitSignal(place.done) as told:
        line_of(place, "Ana Silva").add.click()
    assert told.args == ["Ana Silva added"]
    qtbot.waitUntil(lambda: line_of(place, "Ana Silva").wanted.person is not None)


def test_a_circle_is_given_from_the_menu(qtbot: QtBot, library: Library, place: ToMeetPlace, archive: Path) -> None:
    place.show()
    qtbot.waitUntil(lambda: len(names(place)) == 3)
    line = line_of(place, "Bo Berg")
    line.menu_wanted.emit(line.wanted, place.mapToGlobal(place.rect().center()))
    menu = place.findChildren(QMenu)[0]
    assert [action.text() for action in menu.actions()][:2] == ["Open", "Not any more"]
    circles = next(each for each in menu.findChildren(QMenu) if each.title() == "Circle")
    with qtbot.waitSignal(place.done):
        circles.actions()[2].trigger()
    menu.close()
    assert line.wanted.person is not None
    assert library.people.page(line.wanted.person).circle == 50


def test_what_is_followed_is_folded_and_let_go(
    qtbot: QtBot, library: Library, place: ToMeetPlace, archive: Path
) -> None:
    place.show()
    qtbot.waitUntil(place.unfold.isVisible)
    assert place.unfold.text() == "▸ 1 company, page or group you follow"
    assert "Northwind" not in said(place)
    place.unfold.click()
    qtbot.waitUntil(lambda: "Northwind" in said(place))
    out = place.findChildren(QWidget, options=Qt.FindChildOption.FindChildrenRecursively)
    (button,) = [each for each in out if each.accessibleName() == "Not any more: Northwind"]
    with qtbot.waitSignal(place.done):
        button.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not place.unfold.isVisible())
