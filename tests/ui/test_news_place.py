"""The place *News*: who comes first, what unfolds, where a row leads, what is needed where there is none yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from relate.domain.moments import Moment
from relate.domain.news import Piece
from relate.places import Places
from relate.services.library import Library
from relate.services.news import NewsView
from relate.services.news_page import NewsQuery, Only, Since
from relate.services.views import PeopleQuery, Shown, Talk
from relate.ui.background import Background
from relate.ui.main_window import MainWindow
from relate.ui.places.news import NewsPlace
from relate.ui.places.news_lines import LineKind
from relate.ui.theme import theme
from tests.exports import make_lists
from tests.exports.make_lists import Connection

AUGUST, NOVEMBER = date(2026, 8, 2), date(2026, 11, 20)
BEFORE = [
    Connection("Maya Okafor", "Account manager", "Fabrikam"),
    Connection("Bo Lind", "Buyer", "Contoso"),
    Connection("Cy Twist", "Buyer", "Adatum"),
    Connection("Dana Weiss", "Buyer", "Northwind"),
    Connection("Femi Novak"),
]
AFTER = [
    Connection("Maya Okafor", "Sales lead", "Contoso"),
    Connection("Bo Lind", "Head of buying", "Contoso"),
    Connection("Cy Twist", "Buyer", "Contoso Ltd"),
    Connection("Dana Weiss", "Head of buying", "Northwind"),
    Connection("Elif Demir", "CEO", "Contoso", on=date(2026, 10, 1)),
]


def read(library: Library, *paths: Path) -> None:
    for path in paths:
        library.imports.start([path]).future.result(timeout=60)


def person(library: Library, name: str) -> int:
    ids = library.people.ids(PeopleQuery(shown=Shown.EVERYONE))
    return next(row.id for row in library.people.rows(ids) if row.name == name)


@pytest.fixture
def told(library: Library, tmp_path: Path) -> Library:
    """Maya is of a circle, with Dana there was a talk; of three others at Contoso and one who is gone there is more."""
    read(library, make_lists.linkedin(tmp_path, AUGUST, BEFORE), make_lists.linkedin(tmp_path, NOVEMBER, AFTER))
    library.people.set_circle([person(library, "Maya Okafor")], 15).result()
    library.timeline.log(Talk((person(library, "Dana Weiss"),), Moment.of_day(date(2026, 3, 3)))).result()
    return library


@pytest.fixture
def shown(qtbot: QtBot, told: Library, background: Background) -> NewsPlace:
    return show(qtbot, told, background)


def show(qtbot: QtBot, library: Library, background: Background) -> NewsPlace:
    made = NewsPlace(library, background)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitUntil(lambda: bool(made.model.lines) or made.list.isHidden())
    return made


def lines(place: NewsPlace) -> list[str]:
    """What stands there, as a screen reader says it."""
    return [place.model.data(place.model.index(row, 0)) for row in range(place.model.rowCount())]


def said(place: NewsPlace) -> str:
    return "\n".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())


def row_of(place: NewsPlace, begins: str) -> int:
    return next(row for row, text in enumerate(lines(place)) if text.startswith(begins))


def pick(place: NewsPlace, begins: str) -> None:
    place.list.setCurrentIndex(place.model.index(row_of(place, begins), 0))


def test_circles_and_real_exchange_come_first_then_companies_and_the_gone_are_folded_away(shown: NewsPlace) -> None:
    between = "between 2 Aug and 20 Nov"
    assert lines(shown) == [
        "Your circles, and people you talk with or look for",
        f"Maya Okafor, now Sales lead at Contoso, was Account manager at Fabrikam, {between}, circle of 15",
        f"Dana Weiss, now Head of buying at Northwind, was Buyer, {between}, talked 9 months ago",
        "The others, by company",
        "Contoso, 2 new people here, 1 new role, folded",
        "History",
        "No longer in the list, 1 person, folded",
    ]


def test_a_company_unfolds_by_key_and_folds_again(shown: NewsPlace) -> None:
    pick(shown, "Contoso")
    QTest.keyClick(shown.list, Qt.Key.Key_Right)
    inside = [line.row.who.name for line in shown.model.lines if line.row is not None and line.inside]
    assert inside == ["Bo Lind", "Cy Twist", "Elif Demir"]
    QTest.keyClick(shown.list, Qt.Key.Key_Down)
    QTest.keyClick(shown.list, Qt.Key.Key_Left)
    assert lines(shown)[shown.list.currentIndex().row()].startswith("Contoso")
    QTest.keyClick(shown.list, Qt.Key.Key_Left)
    assert not any(line.inside for line in shown.model.lines)


def test_what_was_unfolded_stays_so_when_something_changes(qtbot: QtBot, told: Library, shown: NewsPlace) -> None:
    pick(shown, "Contoso")
    QTest.keyClick(shown.list, Qt.Key.Key_Return)
    told.people.set_circle([person(told, "Elif Demir")], 50).result()
    qtbot.waitUntil(lambda: any(line.startswith("Elif Demir") and "circle of 50" in line for line in lines(shown)))
    assert [line.row.who.name for line in shown.model.lines if line.row is not None and line.inside] == [
        "Bo Lind",
        "Cy Twist",
    ]


def test_keys_step_over_headings_from_the_first_line_to_the_last(shown: NewsPlace) -> None:
    QTest.keyClick(shown.list, Qt.Key.Key_Home)
    visited = []
    for _ in range(10):
        line = shown.model.lines[shown.list.currentIndex().row()]
        visited.append(line.kind)
        QTest.keyClick(shown.list, Qt.Key.Key_Down)
    assert LineKind.HEADING not in visited
    QTest.keyClick(shown.list, Qt.Key.Key_Home)
    assert shown.list.currentIndex().row() == 1
    QTest.keyClick(shown.list, Qt.Key.Key_End)
    assert shown.list.currentIndex().row() == len(shown.model.lines) - 1
    shown.list.keyboardSearch("da")
    assert lines(shown)[shown.list.currentIndex().row()].startswith("Dana")


def test_a_click_leads_to_the_row_in_the_timeline_that_says_it(qtbot: QtBot, told: Library, shown: NewsPlace) -> None:
    index = shown.model.index(row_of(shown, "Maya"), 0)
    with qtbot.waitSignal(shown.record_chosen) as chosen:
        middle = shown.list.visualRect(index).center()
        QTest.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    maya, record = chosen.args
    (row,) = (one for one in told.timeline.rows(told.timeline.ids(maya), maya) if one.id == record)
    assert row.text == "Now Sales lead at Contoso"


def test_enter_on_somebody_new_leads_to_becoming_connected(qtbot: QtBot, told: Library, shown: NewsPlace) -> None:
    pick(shown, "Contoso")
    QTest.keyClick(shown.list, Qt.Key.Key_Return)
    pick(shown, "Elif")
    with qtbot.waitSignal(shown.record_chosen) as chosen:
        QTest.keyClick(shown.list, Qt.Key.Key_Return)
    (row,) = told.timeline.rows([chosen.args[1]], chosen.args[0])
    assert row.kind == "connected"


def test_the_list_is_narrowed_to_a_kind_and_says_when_nothing_is_left(qtbot: QtBot, shown: NewsPlace) -> None:
    shown.narrow(NewsQuery(only=Only.NEW))
    qtbot.waitUntil(lambda: [text[:10] for text in lines(shown)] == ["The others", "Elif Demir"])
    shown.narrow(NewsQuery(only=Only.NAMES))
    qtbot.waitUntil(lambda: "Nothing of that" in said(shown))
    (everything,) = (one for one in shown.findChildren(QPushButton) if one.text() == "Show all news")
    QTest.mouseClick(everything, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(lines(shown)) == 7)


def test_the_list_is_narrowed_to_a_network_and_a_time(
    qtbot: QtBot, told: Library, shown: NewsPlace, tmp_path: Path
) -> None:
    assert shown.network.isHidden()
    read(
        told,
        make_lists.x(tmp_path, date(2019, 1, 1), ["2001"], []),
        make_lists.x(tmp_path, date(2020, 1, 1), ["2001"], ["2002"]),
    )
    qtbot.waitUntil(shown.network.isVisible)
    shown.narrow(NewsQuery(Since.EVER, network="x"))
    qtbot.waitUntil(lambda: not any("Maya" in text for text in lines(shown)))
    assert any("you follow them on X" in text for text in lines(shown))
    shown.narrow(NewsQuery(Since.YEAR, network="x"))
    qtbot.waitUntil(lambda: lines(shown) == [])


def test_a_row_can_be_answered_from_its_menu(qtbot: QtBot, told: Library, shown: NewsPlace) -> None:
    pick(shown, "Maya")
    QTest.keyClick(shown.list, Qt.Key.Key_Menu)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in shown.findChildren(QMenu)))
    (menu,) = (menu for menu in shown.findChildren(QMenu) if menu.isVisible())
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[0] == "Show in the timeline"
    assert "Log a conversation …" in texts
    (talked,) = (action for action in menu.actions() if action.text() == "We talked")
    with qtbot.waitSignal(shown.done):
        talked.trigger()
    menu.close()
    assert told.people.page(person(told, "Maya Okafor")).contact_days == 1


def test_without_two_archives_it_says_what_is_needed(
    qtbot: QtBot, library: Library, background: Background, tmp_path: Path
) -> None:
    place = show(qtbot, library, background)
    qtbot.waitUntil(lambda: "two complete archives" in said(place))
    assert any(one.text() == "Import files" and one.isVisible() for one in place.findChildren(QPushButton))
    read(library, make_lists.linkedin(tmp_path, AUGUST, BEFORE))
    qtbot.waitUntil(lambda: "LinkedIn: an archive of 2 August 2026 is here." in said(place))
    (newer,) = (one for one in place.findChildren(QPushButton) if one.text() == "How to get a newer one")
    with qtbot.waitSignal(place.newer_wanted) as wanted:
        QTest.mouseClick(newer, Qt.MouseButton.LeftButton)
    assert wanted.args == ["linkedin"]


def test_thousands_of_rows_are_laid_out_by_one_height(
    qtbot: QtBot, library: Library, background: Background, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [Connection(f"Ana{n} Silva", "Buyer", f"Company {n}", slug=f"ana-{n}") for n in range(3000)]
    later = [one._replace(role="Head of buying") for one in many]
    read(library, make_lists.linkedin(tmp_path, AUGUST, many), make_lists.linkedin(tmp_path, NOVEMBER, later))
    said_of: list[int] = []
    view = library.news.view

    def count(piece: Piece) -> NewsView:
        said_of.append(piece.person)
        return view(piece)

    monkeypatch.setattr(library.news, "view", count)
    place = NewsPlace(library, background)
    qtbot.addWidget(place)
    place.resize(900, 700)
    place.show()
    qtbot.waitUntil(lambda: place.model.rowCount() == 3001)
    place.list.verticalScrollBar().setValue(place.list.verticalScrollBar().maximum())
    place.grab()
    assert 0 < len(set(said_of)) < 100


@pytest.fixture
def window(qtbot: QtBot, library: Library, background: Background) -> MainWindow:
    made = MainWindow(library, background)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def places(window: MainWindow) -> Places:
    return Places(window, theme(), _nothing, _nothing, _nothing, _nothing, throw_away=True)


def _nothing(*_: object) -> None:
    """What the program does with files is no concern here."""


def on_rail(window: MainWindow) -> Callable[[], bool]:
    def there() -> bool:
        return window.rail.is_there("news")

    return there


def test_the_place_is_on_the_rail_while_there_is_news_with_a_dot_until_it_was_seen(
    qtbot: QtBot, window: MainWindow, library: Library, tmp_path: Path, places: Places
) -> None:
    window.show()
    qtbot.waitExposed(window)
    paths = [make_lists.linkedin(tmp_path, AUGUST, BEFORE), make_lists.linkedin(tmp_path, NOVEMBER, AFTER)]
    read(library, paths[0])
    (report,) = library.imports.start([paths[1]]).future.result(timeout=60).imports
    qtbot.waitUntil(on_rail(window))
    qtbot.waitUntil(lambda: window.rail.is_marked("news"))
    window.go_to("news")
    qtbot.waitUntil(lambda: not window.rail.is_marked("news"))
    library.imports.undo(report.id).result(timeout=60)
    qtbot.waitUntil(lambda: not on_rail(window)())


def test_it_is_on_the_rail_also_where_the_days_list_is_folded_away_and_never_read(
    qtbot: QtBot, library: Library, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for path in (make_lists.linkedin(tmp_path, AUGUST, BEFORE), make_lists.linkedin(tmp_path, NOVEMBER, AFTER)):
        read(library, path)
    window: MainWindow = request.getfixturevalue("window")  # that stands after the archives were read
    places: Places = request.getfixturevalue("places")
    window.today.show_suggestions(False)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: not window._late)  # all of it is built
    places.look_for_news_beside()
    qtbot.waitUntil(on_rail(window))
