"""Review: the certain ones together, then five at a time, by one key each; each answer is one step."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.services.review import Together
from relate.services.views import PeopleQuery, Shown
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.frame import Frame
from relate.ui.main_window import MainWindow
from relate.ui.places.review import ReviewPlace
from relate.ui.places.review_result import MergeDialog
from relate.ui.rail import REVIEW
from relate.ui.reviewing import Reviewing

HOME = "ADR:;;Rua das Flores 8;Porto;;4050;Portugal\n"
BORN = "BDAY:1984-04-12\n"


def book(folder: Path, name: str, *people: tuple[str, str]) -> Path:
    path = folder / f"{name}.vcf"
    path.write_text(
        "".join(
            f"BEGIN:VCARD\nVERSION:3.0\nUID:{name}{n}\nFN:{who}\n{more}END:VCARD\n"
            for n, (who, more) in enumerate(people)
        )
    )
    return path


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    """Two who look certain; Hana with a new surname, Jun at two companies."""
    first = book(
        tmp_path, "first",
        ("Ana Duarte", HOME + BORN), ("Chidi Okafor", HOME + "BDAY:1970-01-30\n"),
        ("Hana Novak", HOME + "BDAY:1990-06-02\n"), ("Jun Park", "ORG:Lumen Freight\n"),
    )  # fmt: skip
    second = book(
        tmp_path, "second",
        ("Ana Duarte", HOME + BORN), ("Chidi Okafor", HOME + "BDAY:1970-01-30\n"),
        ("Hana Mala", HOME + "BDAY:1990-06-02\n"), ("Jun Park", "ORG:Northwind\n"),
    )  # fmt: skip
    for path in (first, second):
        library.imports.start([path]).future.result(timeout=60)
    writing = library.matching.look()
    assert writing is not None
    writing.result(timeout=60)
    return library


@pytest.fixture
def place(qtbot: QtBot, filled: Library, background: Background) -> ReviewPlace:
    made = ReviewPlace(filled, background)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    qtbot.waitUntil(lambda: bool(made.lines) and made.agenda.certain != ())
    return made


def painted(colour: str) -> bytes:
    """A small picture, as a file."""
    picture, buffer = QImage(8, 8, QImage.Format.Format_RGB32), QBuffer()
    picture.fill(QColor(colour))
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def people(library: Library) -> int:
    return library.people.totals().people


def looked_at(qtbot: QtBot, place: ReviewPlace, name: str) -> None:
    line = next(line for line in place.lines if name in line.accessibleName())
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.pair_panel.pair is not None and name in str(place.pair_panel.pair))


def test_the_certain_ones_come_first_and_are_joined_in_one_step(
    qtbot: QtBot, place: ReviewPlace, filled: Library
) -> None:
    assert place.certain_title.text() == "2 look certain"
    assert "the same birthday" in place.certain_says.text()
    before = people(filled)
    QTest.mouseClick(place.join_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: people(filled) == before - 2)
    assert filled.history.steps()[0].title == "Joined 4 entries of 2 people"
    filled.history.undo().result(timeout=60)
    assert people(filled) == before


def test_a_certain_one_that_is_unticked_is_not_joined_but_asked(
    qtbot: QtBot, place: ReviewPlace, filled: Library
) -> None:
    before = people(filled)
    QTest.mouseClick(place.look_first, Qt.MouseButton.LeftButton)
    assert place.certain_panel.isVisible()
    assert "Ana Duarte, Ana Duarte" in words(place.certain_panel)
    QTest.mouseClick(place.certain_panel.ticks[0], Qt.MouseButton.LeftButton)
    left = place.certain_panel.ticked
    assert len(left) == 1
    QTest.mouseClick(place.certain_panel.join, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: people(filled) == before - 1)
    qtbot.waitUntil(lambda: len(place.lines) == 3)


def test_tab_goes_through_the_certain_ones_before_it_comes_to_the_button_that_joins_them(
    qtbot: QtBot, place: ReviewPlace
) -> None:
    place.activateWindow()
    place.look_first.click()
    panel = place.certain_panel
    qtbot.waitUntil(lambda: len(panel.ticks) == 2 and panel.isVisible())
    panel.ticks[0].setFocus()
    qtbot.waitUntil(panel.ticks[0].hasFocus)
    told = []
    for _ in range(4):
        at = place.window().focusWidget()
        assert at is not None
        told.append(at.accessibleName())
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert [name.split()[0] for name in told] == ["Join", "Look", "Join", "Look"]
    assert place.window().focusWidget() is panel.join


def test_whoever_is_unsure_of_a_pair_does_not_get_it_by_way_of_a_third(
    qtbot: QtBot, filled: Library, tmp_path: Path, background: Background
) -> None:
    """The same person in three books is three pairs: with two of them joined, so would be the third."""
    third = book(tmp_path, "third", ("Ana Duarte", HOME + BORN))
    filled.imports.start([third]).future.result(timeout=60)
    writing = filled.matching.look()
    assert writing is not None
    writing.result(timeout=60)
    place = ReviewPlace(filled, background)
    qtbot.addWidget(place)
    place.show()
    qtbot.waitUntil(lambda: len(place.agenda.certain) == 4)
    place._look_first()
    panel = place.certain_panel
    unsure = next(n for n, pair in enumerate(panel._pairs) if pair.a[1] == "Ana Duarte")
    apart = panel._pairs[unsure].persons
    panel.ticks[unsure].setChecked(False)
    before = people(filled)
    QTest.mouseClick(panel.join, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: people(filled) == before - 2)
    everybody = filled.people.ids(PeopleQuery(Shown.EVERYONE))
    assert set(apart) <= set(everybody)
    qtbot.waitUntil(lambda: any(line.pair.persons == apart for line in place.lines))


def test_the_next_space_after_the_last_pair_joins_nothing(qtbot: QtBot, place: ReviewPlace, filled: Library) -> None:
    """The place turns to the certain ones, and what is pressed there was not meant."""
    before = people(filled)
    later = place.pair_panel.buttons["later"]
    later.setFocus()
    for left in range(len(place.lines) - 1, -1, -1):
        qtbot.waitUntil(lambda: place.pair_panel.pair is not None)
        QTest.keyClick(later, Qt.Key.Key_Space)
        assert len(place.lines) == left
    qtbot.waitUntil(lambda: place.stack.currentWidget() is place.certain_panel)
    at = place.focusWidget()
    assert at is not None
    QTest.keyClick(at, Qt.Key.Key_Space)
    filled.people.add("Last in the queue").result(timeout=60)
    assert people(filled) == before + 1


def test_the_keys_are_the_places_where_the_button_that_had_them_goes(
    qtbot: QtBot, place: ReviewPlace, filled: Library
) -> None:
    place.activateWindow()
    place.join_all.setFocus()
    qtbot.waitUntil(place.join_all.hasFocus)
    place.join_all.click()
    qtbot.waitUntil(place.certain.isHidden)
    assert place.window().focusWidget() is place
    pair = next(line.pair for line in place.lines if line.pair.a[1].startswith("Hana"))
    place.look_at(pair)
    qtbot.waitUntil(lambda: place.pair_panel.pair == pair)
    place.pair_panel.result.change.setFocus()
    QTest.keyClick(place.pair_panel.result.change, Qt.Key.Key_S)
    assert place.window().focusWidget() is place


def test_a_pair_shows_what_speaks_for_and_against_it_and_its_fields(qtbot: QtBot, place: ReviewPlace) -> None:
    looked_at(qtbot, place, "Hana")
    shown = words(place.pair_panel)
    assert "One person?" in shown
    assert "The same birthday" in shown
    assert "Against it: a different family name: Hana Novak, Hana Mala." in shown
    assert "2 June 1990" in shown
    assert "same" in shown.splitlines()


def test_one_key_says_that_two_are_one_person_under_the_name_that_was_chosen(
    qtbot: QtBot, place: ReviewPlace, filled: Library
) -> None:
    looked_at(qtbot, place, "Hana")
    place.pair_panel.result.call("Hana Novak")
    QTest.keyClick(place, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: filled.people.named("Hana Mala") == [])
    assert len(filled.people.named("Hana Novak")) == 1
    filled.history.undo().result(timeout=60)
    assert len(filled.people.named("Hana Mala")) == 1


def test_space_means_later_also_where_another_answer_has_the_focus_and_enter_presses_what_has_it(
    qtbot: QtBot, place: ReviewPlace, filled: Library
) -> None:
    looked_at(qtbot, place, "Hana")
    before = people(filled)
    same = place.pair_panel.buttons["same"]
    same.setFocus()
    QTest.keyClick(same, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not any("Hana" in line.accessibleName() for line in place.lines))
    qtbot.waitUntil(lambda: not any("Hana" in str(pair) for pair in filled.review.agenda().few))
    assert people(filled) == before
    place.look_first.setFocus()
    QTest.keyClick(place.look_first, Qt.Key.Key_Return)
    qtbot.waitUntil(place.certain_panel.isVisible)


@pytest.mark.parametrize(
    ("names", "fuller"),
    [
        (("tomasriv", "Tomás Rivera"), "Tomás Rivera"),
        (("G. Lindqvist", "Gustav Lindqvist"), "Gustav Lindqvist"),
        (("John F. Kennedy", "John Kennedy"), ""),
        (("Hana Mala", "Hana Novak"), ""),
        (("Bo", "B. Lind"), "B. Lind"),
        (("G. Lindqvist", "gustav"), ""),
    ],
)
def test_together_they_are_called_by_the_fuller_name(names: tuple[str, ...], fuller: str) -> None:
    assert Together((), names, ()).fuller == fuller


def test_the_face_they_have_together_can_be_another(
    qtbot: QtBot, library: Library, background: Background, tmp_path: Path
) -> None:
    pictures = [painted(colour) for colour in ("#aa3300", "#0033aa")]
    for n, name in enumerate(("first", "second")):
        coded = base64.b64encode(pictures[n]).decode()
        path = book(tmp_path, name, ("Hana Novak", HOME + f"PHOTO;ENCODING=b;TYPE=PNG:{coded}\n"))
        library.imports.start([path]).future.result(timeout=60)
    both = library.people.named("Hana Novak")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = MergeDialog(library.review.together(both), parent)
    actions = PeopleActions(library, background.bridge)
    dialog.wanted.connect(actions.merge)
    dialog.show()
    assert dialog.line.change.isVisible(), "there is a face to choose, though they have one name"
    dialog.line.change.click()
    (menu,) = dialog.line.findChildren(QMenu)
    assert [entry.text() for entry in menu.actions() if entry.text()] == ["The face shown now", "Another face"]
    menu.actions()[-1].trigger()
    menu.close()
    dialog.accept()
    qtbot.waitUntil(lambda: len(library.people.named("Hana Novak")) == 1)
    assert library.people.photo(library.people.named("Hana Novak")[0]) == pictures[0]


def test_different_people_are_not_asked_again(qtbot: QtBot, place: ReviewPlace, filled: Library) -> None:
    looked_at(qtbot, place, "Hana")
    QTest.keyClick(place, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: not any("Hana" in line.accessibleName() for line in place.lines))
    qtbot.waitUntil(lambda: len(filled.history.steps()) == 3)
    assert "different people" in filled.history.steps()[0].title
    assert not any("Hana" in str(pair) for pair in filled.review.pairs())


def test_what_is_decided_later_is_out_of_the_way_for_a_while(qtbot: QtBot, place: ReviewPlace, filled: Library) -> None:
    looked_at(qtbot, place, "Hana")
    QTest.keyClick(place, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not any("Hana" in str(pair) for pair in filled.review.agenda().few))
    assert any("Hana" in str(pair) for pair in filled.review.pairs())
    assert len(filled.history.steps()) == 2  # the two imports: nothing was said about anybody


def test_space_means_later_on_the_line_of_the_pair_that_is_shown(
    qtbot: QtBot, place: ReviewPlace, filled: Library
) -> None:
    looked_at(qtbot, place, "Hana")
    QTest.keyClick(next(line for line in place.lines if line.isChecked()), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: filled.review.agenda().put_off == 1)
    assert not any("Hana" in line.accessibleName() for line in place.lines)


def test_what_was_put_off_can_be_asked_now(qtbot: QtBot, place: ReviewPlace) -> None:
    assert not place.put_off.isVisible()
    looked_at(qtbot, place, "Hana")
    place.pair_panel.answer("later")
    qtbot.waitUntil(place.put_off.isVisible)
    assert place.put_off.text() == "Ask the one put off now"
    place.put_off.click()
    qtbot.waitUntil(lambda: any("Hana" in line.accessibleName() for line in place.lines))
    assert not place.put_off.isVisible()


def test_after_the_last_one_the_place_says_so(qtbot: QtBot, place: ReviewPlace) -> None:
    with qtbot.waitSignal(place.emptied):
        QTest.mouseClick(place.join_all, Qt.MouseButton.LeftButton)
        while place.lines:
            looked_at(qtbot, place, place.lines[0].pair.a[1])
            QTest.keyClick(place, Qt.Key.Key_D)
    assert place.empty.isVisible()
    assert "Nothing is left to look at" in words(place)


def test_the_place_is_on_the_rail_only_while_there_is_something_to_decide(
    qtbot: QtBot, filled: Library, background: Background
) -> None:
    window = MainWindow(filled, background)
    qtbot.addWidget(window)
    review = Reviewing(filled, background, window)

    def on_rail() -> bool:
        return window.rail.is_there(REVIEW.key)

    assert not on_rail()
    review.look()
    qtbot.waitUntil(on_rail)
    for pair in filled.review.pairs():
        filled.review.different(pair).result()
    qtbot.waitUntil(lambda: not on_rail())
    assert isinstance(window, Frame)
