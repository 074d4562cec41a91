"""What an archive asks, in the window: chosen by keys alone, one after the other, remembered and seen in Settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.imports.pages import ImportPages
from relate.ui.imports.questions import QuestionPage
from relate.ui.places.settings import SettingsPlace
from relate.ui.theme import theme
from tests.diaries import put_in, written


@pytest.fixture(autouse=True)
def diaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in(tmp_path, monkeypatch)


@pytest.fixture
def pages(qtbot: QtBot, library: Library, background: Background) -> ImportPages:
    made = ImportPages(library, background)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def asked(qtbot: QtBot, pages: ImportPages) -> QuestionPage:
    def there() -> list[QuestionPage]:
        return [page for page in pages.findChildren(QuestionPage) if page.isVisible() and page.isEnabled()]

    qtbot.waitUntil(lambda: bool(there()), timeout=10_000)
    return there()[0]


def birthday(library: Library, name: str = "Dana Reed") -> str:
    (person,) = library.people.named(name)
    return library.people.page(person).birthday


def words(page: QuestionPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def key(pressed: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, pressed)


def test_a_question_is_answered_by_keys_alone(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path
) -> None:
    pages.start([written(tmp_path)])
    page = asked(qtbot, pages)
    assert "Before Diary a.diary is read" in words(page)
    assert "For example: 03/04/1984 Dana Reed" in words(page)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QRadioButton)
    assert focus.isChecked(), "the default is what Enter takes"
    key(Qt.Key.Key_Down)
    assert page.cards["order"].chosen == "mdy"
    with qtbot.waitSignal(pages.finished, timeout=10_000):
        key(Qt.Key.Key_Return)
    assert birthday(library) == "1984-03-04"
    assert not asked_any(pages)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Go to Today", "the keys stay on the page"


def asked_any(pages: ImportPages) -> bool:
    return any(page.isVisible() for page in pages.findChildren(QuestionPage))


def test_without_a_default_it_is_read_once_something_is_chosen(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path
) -> None:
    pages.start([written(tmp_path, "mine.diary")])
    page = asked(qtbot, pages)
    assert not page.read.isEnabled()
    key(Qt.Key.Key_Return)
    assert page.isEnabled(), "Enter reads nothing while a question is open"
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Space)
    assert page.cards["whose"].chosen == "yes"
    assert page.read.isEnabled()
    with qtbot.waitSignal(pages.finished, timeout=10_000):
        key(Qt.Key.Key_Return)
    assert birthday(library) == "1984-04-03"


def test_cancel_while_it_asks_keeps_nothing(qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path) -> None:
    pages.start([written(tmp_path)])
    QTest.mouseClick(asked(qtbot, pages).cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not pages.busy, timeout=10_000)
    assert library.imports.list() == []
    assert not asked_any(pages)


def test_two_archives_ask_one_after_the_other_and_one_is_left_out(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path
) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    written(tmp_path, "one/once.diary"), written(tmp_path, "two/once.diary", "Bo Berg")
    pages.start([tmp_path / "one", tmp_path / "two"])
    first = asked(qtbot, pages)
    assert "1 of 2" in words(first)
    QTest.mouseClick(first.leave, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked_any(pages) and "2 of 2" in words(asked(qtbot, pages)), timeout=10_000)
    with qtbot.waitSignal(pages.finished, timeout=10_000) as told:
        QTest.mouseClick(asked(qtbot, pages).read, Qt.MouseButton.LeftButton)
    assert told.args is not None
    assert [one.name for one in told.args[0].unknown] == ["Diary once.diary"]
    assert birthday(library, "Bo Berg") == "1984-04-03"


def test_somebody_who_looks_elsewhere_is_told_that_it_asks(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path
) -> None:
    pages.hide()
    progress: list[str] = []
    pages.progressed.connect(progress.append)
    with qtbot.waitSignal(pages.said, timeout=10_000) as said:
        pages.start([written(tmp_path)])
    assert said.args == ["Diary a.diary asks something before it is read."]
    assert progress[-1] == "Diary a.diary waits for your answer"
    pages.queue.cancel_all()
    qtbot.waitUntil(lambda: not pages.busy, timeout=10_000)


def test_what_was_answered_is_answered_otherwise_from_its_result(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path
) -> None:
    path = written(tmp_path)
    library.imports.start([path], given=(("order", "mdy"),)).future.result(timeout=20)
    with qtbot.waitSignal(pages.finished, timeout=10_000):
        pages.start([path])
    again = [one for one in pages.findChildren(QPushButton) if one.text() == "Answer otherwise"]
    QTest.mouseClick(again[0], Qt.MouseButton.LeftButton)
    page = asked(qtbot, pages)
    assert "your answers of last time are filled in" in words(page)
    assert page.cards["order"].chosen == "mdy"
    pages.queue.cancel_all()
    qtbot.waitUntil(lambda: not pages.busy, timeout=10_000)


def test_settings_show_what_was_answered_and_ask_again_or_forget(
    qtbot: QtBot, library: Library, background: Background, tmp_path: Path
) -> None:
    place = SettingsPlace(library, background, theme())
    qtbot.addWidget(place)
    place.show()
    assert not place.remembered.isVisible()
    library.imports.start([written(tmp_path)], given=(("order", "mdy"),)).future.result(timeout=20)
    qtbot.waitUntil(place.remembered.isVisible, timeout=10_000)

    def press(text: str) -> None:
        made = [one for one in place.remembered.findChildren(QPushButton) if one.text() == text and one.isVisible()]
        QTest.mouseClick(made[0], Qt.MouseButton.LeftButton)

    def shown(text: str) -> bool:
        return any(text in one.text() for one in place.remembered.findChildren(QLabel) if one.isVisible())

    assert shown("Is the day or the month first? → The month")
    press("Ask me again")
    qtbot.waitUntil(lambda: shown("The next one asks again"), timeout=10_000)
    assert library.answers.everything()[0].asks
    press("Forget")
    qtbot.waitUntil(lambda: not place.remembered.isVisible(), timeout=10_000)
    assert library.answers.everything() == []
