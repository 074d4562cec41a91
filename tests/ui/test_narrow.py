"""A small window, which is what a screen of 1024 × 700 is with text at 150 % and 200 %: nothing is cut off, nothing
lies over another, everything can be reached."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.services.views import SourceAge
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.controls import widen
from relate.ui.first_start import FirstStart
from relate.ui.imports.side_by_side import SideBySide
from relate.ui.keys import KeysDialog
from relate.ui.log.bar import LogBar
from relate.ui.main_window import MainWindow
from relate.ui.person.page import PersonPanel
from relate.ui.places.circles.place import CirclesPlace
from relate.ui.places.page import LEAST_SIDE, Side
from relate.ui.places.review import PairLine, ReviewPlace
from relate.ui.scrolled import Scrolled
from relate.ui.search import LEAST_WIDTH
from relate.ui.statusbar import StatusBar
from relate.ui.theme import theme
from relate.ui.timeline.panel import TimelinePanel
from relate.ui.today import LEAST_MIDDLE, NARROWEST
from tests.ui.acquaintances import Known, acquaint

SMALL = 512
"""Half of 1024: what the window has at 200 %."""


@pytest.fixture
def known(library: Library) -> Known:
    return acquaint(library)


def place_in(part: QWidget, whole: QWidget) -> QRect:
    return QRect(part.mapTo(whole, QPoint()), part.size())


# --------------------------------------------------------------------------------------------- a person's page


@pytest.fixture
def page(qtbot: QtBot, library: Library, background: Background, known: Known) -> PersonPanel:
    library.people.set_fact(known.maya, "mail", "maya@northwind.example").result(10)
    made = PersonPanel(library, background, PeopleActions(library, background.bridge))
    qtbot.addWidget(made)
    made.resize(theme().px(LEAST_MIDDLE), 800)
    made.show()
    made.show_person(known.maya)
    return made


def test_where_the_name_had_too_little_room_the_ways_to_write_stand_below_it(qtbot: QtBot, page: PersonPanel) -> None:
    header = page.header
    qtbot.waitUntil(lambda: header._beside.y() >= header.name.geometry().bottom())
    assert header.name.width() >= header.name.fontMetrics().horizontalAdvance("Maya Okafor")
    for part in (*header._beside.findChildren(QPushButton), header.details_button):
        assert header.rect().contains(place_in(part, header))
    page.resize(theme().px(900), 800)
    qtbot.waitUntil(lambda: header._beside.y() == header.face.y())


def test_the_columns_of_the_thread_stand_one_below_the_other(qtbot: QtBot, page: PersonPanel) -> None:
    def places() -> list[tuple[int, int]]:
        return [(column.x(), column.y()) for column in page.band._columns.values()]

    qtbot.waitUntil(lambda: len({x for x, _ in places()}) == 1 and len({y for _, y in places()}) == 3)
    page.resize(theme().px(900), 800)
    qtbot.waitUntil(lambda: len({x for x, _ in places()}) == 3 and len({y for _, y in places()}) == 1)


# ------------------------------------------------------------------------------------------------------- Today


@pytest.fixture
def window(qtbot: QtBot, library: Library, background: Background, known: Known) -> MainWindow:
    made = MainWindow(library, background)
    made.setMinimumSize(200, 200)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.built):
        made.show()
    made.resize(theme().px(SMALL), 400)
    qtbot.waitUntil(lambda: not made.today.list_shown)
    return made


def shown(window: MainWindow) -> tuple[bool, bool, bool]:
    """Whether the list, the page and the suggestions are there."""
    return window.today.list_shown, window.today.middle_shown, window.today.suggestions_shown


def test_the_list_takes_the_place_of_the_page_until_somebody_is_clicked(
    qtbot: QtBot, window: MainWindow, known: Known
) -> None:
    assert theme().px(SMALL) < theme().px(NARROWEST)
    window.topbar.list_button.click()
    assert shown(window) == (True, False, False)
    view = window.contacts.view
    row = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert shown(window) == (False, True, False)
    assert not window.topbar.list_button.isChecked()
    assert window.person.page is not None
    assert window.person.page.id == known.maya


def test_the_arrows_go_through_the_list_and_enter_leads_to_the_page(
    qtbot: QtBot, window: MainWindow, known: Known
) -> None:
    window.topbar.list_button.click()
    view = window.contacts.view
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert shown(window) == (True, False, False)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert shown(window) == (False, True, False)
    assert window.person.page is not None
    assert window.person.page.id == known.maya


def test_the_suggestions_take_it_too_and_whoever_is_to_be_seen_is_seen(window: MainWindow, known: Known) -> None:
    window.topbar.suggestions_button.click()
    assert shown(window) == (False, False, True)
    window.show_person(known.tomas)
    assert shown(window) == (False, True, False)


def test_a_wider_window_has_all_of_them_again(qtbot: QtBot, window: MainWindow) -> None:
    window.topbar.list_button.click()
    window.resize(theme().px(1440), 700)
    qtbot.waitUntil(lambda: window.today.middle_shown and window.today.list_shown)


def test_what_is_found_can_be_read_beside_a_narrow_field(qtbot: QtBot, window: MainWindow) -> None:
    window.topbar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    qtbot.keyClicks(window.topbar.field, "ma")
    qtbot.waitUntil(window.results.isVisible)
    assert window.topbar.field.width() < theme().px(LEAST_WIDTH)
    assert window.results.width() == theme().px(LEAST_WIDTH)


def test_whatever_was_read_from_a_typed_line_is_there_in_a_low_window(
    qtbot: QtBot, library: Library, background: Background, known: Known
) -> None:
    whole, bar, timeline = QWidget(), LogBar(library, background), QWidget()
    qtbot.addWidget(whole)
    timeline.setMinimumHeight(60)
    column = QVBoxLayout(whole)
    column.addWidget(bar)
    column.addWidget(timeline, 1)
    bar.set_person(known.maya)
    whole.resize(theme().px(300), 100)
    whole.show()
    bar.line.setText("coffee with Tomás Rivera yesterday, ask about the boat")
    last = bar._below.findChildren(QPushButton)[-1]
    qtbot.waitUntil(lambda: bar._below.rect().contains(place_in(last, bar._below)))
    assert last.y() > 0


# -------------------------------------------------------------------------------------------------- the others


def test_the_foot_lets_go_of_what_is_always_true_before_it_cuts_anything(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    until = int(datetime(2026, 11, 20, tzinfo=UTC).timestamp() * 1000)
    bar.show_sources([SourceAge("x", "LinkedIn", until, 3, False, "x")], date(2026, 11, 23))
    bar.show_made_up(True)
    bar.resize(theme().px(900), bar.height())
    bar.show()
    assert bar._private.isVisible()
    bar.resize(theme().px(420), bar.height())
    assert not bar._private.isVisible()
    qtbot.waitUntil(lambda: bar._made_up.width() >= bar._made_up.sizeHint().width())


def test_nothing_stands_at_the_right_of_the_foot_before_there_is_a_backup(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(900, bar.height())
    bar.show()
    assert 900 - bar._private.geometry().right() <= 18
    bar.show_backup(0, 0)
    assert bar._backup.isVisible()


def test_no_dialog_is_wider_than_the_screen(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    widen(dialog, 400)
    assert dialog.minimumWidth() == theme().px(400)
    monkeypatch.setattr(type(window.screen()), "availableGeometry", lambda _self: QRect(0, 0, 300, 350))
    widen(dialog, 400)
    assert dialog.minimumWidth() < 300


def test_words_to_be_found_have_room_beside_the_date(
    qtbot: QtBot, library: Library, background: Background, known: Known
) -> None:
    panel = TimelinePanel(library, background)
    qtbot.addWidget(panel)
    panel.resize(theme().px(900), 400)
    panel.show()
    panel.show_person(known.maya)
    panel.find_words()
    bar = panel.finding
    assert bar.field.isVisible()
    assert bar.date.isVisible()
    panel.resize(theme().px(400), 400)
    qtbot.waitUntil(lambda: not bar.date.isVisible())
    qtbot.waitUntil(lambda: bar.field.width() > theme().px(150))
    panel.go_to_date()
    assert bar.date.isVisible()
    assert not bar.field.isVisible()
    panel.resize(theme().px(900), 400)
    qtbot.waitUntil(lambda: bar.field.isVisible() and bar.date.isVisible())


def test_all_keys_can_be_reached_however_low_the_screen_is(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = window.screen()
    monkeypatch.setattr(type(screen), "availableGeometry", lambda _self: QRect(0, 0, SMALL, 350))
    dialog = KeysDialog(window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.height() <= 350
    assert dialog.width() <= SMALL
    bar = dialog._page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(dialog._page, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_the_circles_stand_above_what_there_is_to_read(qtbot: QtBot, library: Library, background: Background) -> None:
    acquaint(library)
    place = CirclesPlace(library, background, PeopleActions(library, background.bridge))
    qtbot.addWidget(place)
    place.resize(theme().px(440), 300)
    place.show()
    qtbot.waitUntil(place.asked.isVisible)
    qtbot.waitUntil(lambda: place._inside.mapTo(place, QPoint()).y() >= place.rings.height())
    assert place.asked.width() <= place.width()
    place.resize(theme().px(1200), 700)
    qtbot.waitUntil(lambda: place._inside.mapTo(place, QPoint()).x() >= place.rings.width())


def test_the_pairs_to_look_at_never_lie_over_each_other(qtbot: QtBot, library: Library, background: Background) -> None:
    place = ReviewPlace(library, background)
    qtbot.addWidget(place)
    lines = [QPushButton() for _ in range(8)]
    for line in lines:
        line.setMinimumHeight(50)
        place._list.addWidget(line)
    place.resize(theme().px(440), 240)
    place.show()
    assert all(one.geometry().bottom() < other.y() for one, other in pairwise(lines))
    (side,) = place.findChildren(Side)
    assert side.width() == theme().px(LEAST_SIDE)
    assert not place.findChildren(PairLine)


def test_a_long_word_at_the_foot_goes_on_in_the_next_line(qtbot: QtBot, window: MainWindow) -> None:
    toast = window.toast
    window.say("Short.", undo=False)
    one_line = toast.height()
    window.say("A sentence that a window of that size cannot hold in one line, however it is turned. " * 2, undo=False)
    assert toast.width() <= window.width() - 32
    assert toast.height() > one_line
    qtbot.waitUntil(lambda: toast._text.height() >= toast._text.heightForWidth(toast._text.width()))
    window.say("Short.", undo=False)
    assert toast.height() == one_line


def test_the_first_page_is_no_wider_than_the_window(qtbot: QtBot, library: Library, background: Background) -> None:
    page = FirstStart(library, background)
    qtbot.addWidget(page)
    page.resize(theme().px(SMALL), 350)
    page.show()
    (scrolled,) = page.findChildren(Scrolled)
    inside = scrolled.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= page.width()


def test_what_an_import_brought_stands_side_by_side_where_there_is_room(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    both = SideBySide()
    QVBoxLayout(page).addWidget(both)
    left, right = QPushButton("left"), QPushButton("right")
    for place, part in enumerate((left, right)):
        part.setMinimumWidth(theme().px(260))
        both.put(place, part.text(), part)
    page.resize(theme().px(900), 400)
    page.show()
    qtbot.waitUntil(lambda: right.x() > left.geometry().right())
    page.resize(theme().px(400), 400)
    qtbot.waitUntil(lambda: right.x() == left.x() and right.y() > left.geometry().bottom())
    assert right.geometry().right() < page.width()
    again = QPushButton("again")
    both.replace(0, again)
    qtbot.waitUntil(lambda: again.isVisible() and again.y() < right.y())
