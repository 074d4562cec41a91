"""The quiet line: an archive that arrived, and one that should be ready; nothing is read that was not said yes to."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.ui.arrivals import Arrivals
from relate.ui.awaiting import Awaiting
from relate.ui.background import Background
from relate.ui.imports.how_to import Asking
from relate.ui.places.get_archives import GetArchives
from relate.ui.places.watched_folder import WatchedFolder
from relate.ui.quiet_line import Choice, Offer, QuietLine

EXPORTS = Path(__file__).parents[1] / "exports"


def packed(target: Path, era: str = "linkedin/2024") -> Path:
    with zipfile.ZipFile(target, "w") as zipped:
        for file in sorted((EXPORTS / era).rglob("*.csv")):
            zipped.write(file, file.name)
    return target


@pytest.fixture
def later(library: Library, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the library's clock, which the tests of the window hold still; it begins with that of this machine."""
    now = [library.path.parent.stat().st_mtime_ns // 1_000_000 + 600_000]
    for service in (library, library.watching, library.sources):
        monkeypatch.setattr(service, "clock" if service is library else "_clock", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += int(seconds * 1000)

    return move


@pytest.fixture
def line(qtbot: QtBot) -> QuietLine:
    made = QuietLine()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    return folder


@pytest.fixture
def arrivals(library: Library, background: Background, line: QuietLine, later: Callable[[float], None]) -> Arrivals:
    return Arrivals(library, background, line)


def press(line: QuietLine, words: str) -> None:
    next(one for one in line.buttons if one.text() == words).click()


def offered(qtbot: QtBot, library: Library, downloads: Path, arrivals: Arrivals, line: QuietLine) -> None:
    """An archive lies in the watched folder, and the line offers it."""
    packed(downloads / "LinkedIn.zip")
    library.watching.switch(True, downloads).result(10)
    qtbot.waitUntil(lambda: "LinkedIn" in line.text)


def test_nothing_is_looked_for_and_no_line_shown_before_the_user_wants_it(
    qtbot: QtBot, downloads: Path, arrivals: Arrivals, line: QuietLine, background: Background
) -> None:
    packed(downloads / "LinkedIn.zip")
    arrivals.look()
    qtbot.waitUntil(lambda: not background.busy)
    assert line.isHidden()
    assert arrivals.notices() == ()


def test_an_archive_that_is_there_is_offered_and_read_only_when_wanted(
    qtbot: QtBot, library: Library, downloads: Path, arrivals: Arrivals, line: QuietLine
) -> None:
    offered(qtbot, library, downloads, arrivals, line)
    assert (
        line.text == "LinkedIn, Connections.csv arrived in Downloads: read it?" or "arrived in Downloads" in line.text
    )
    assert [one.text() for one in line.buttons] == ["Read it", "Not this one", "Don’t offer again"]
    assert library.imports.list() == []
    assert [notice.key.partition(":")[0] for notice in arrivals.notices()] == ["arrived"]
    with qtbot.waitSignal(arrivals.read_wanted) as wanted:
        press(line, "Read it")
    assert wanted.args == [[downloads / "LinkedIn.zip"]]
    assert line.isHidden()
    assert arrivals.notices() == ()


def test_one_that_arrives_while_the_program_runs_is_offered_when_it_is_whole(
    qtbot: QtBot, library: Library, downloads: Path, arrivals: Arrivals, line: QuietLine,
    later: Callable[[float], None],
) -> None:  # fmt: skip
    library.watching.switch(True, downloads).result(10)
    qtbot.waitUntil(lambda: bool(arrivals._watcher.directories()))
    later(-600)  # now is now: what arrives just now may still grow
    packed(downloads / "LinkedIn.zip.crdownload").rename(downloads / "LinkedIn.zip")
    qtbot.waitUntil(arrivals._timer.isActive, timeout=10_000)
    later(600)
    arrivals.look()
    qtbot.waitUntil(lambda: "LinkedIn" in line.text)


def test_not_this_one_is_not_offered_again_nor_told_by_a_popup(
    qtbot: QtBot, library: Library, downloads: Path, arrivals: Arrivals, line: QuietLine, background: Background
) -> None:
    offered(qtbot, library, downloads, arrivals, line)
    press(line, "Not this one")
    qtbot.waitUntil(lambda: arrivals.notices() == ())
    arrivals.look()
    qtbot.waitUntil(lambda: not background.busy and not arrivals._looking)
    assert line.isHidden()


def test_dont_offer_again_switches_the_folder_off_and_says_where_it_is_switched_on(
    qtbot: QtBot, library: Library, downloads: Path, arrivals: Arrivals, line: QuietLine
) -> None:
    offered(qtbot, library, downloads, arrivals, line)
    with qtbot.waitSignal(arrivals.said) as said:
        press(line, "Don’t offer again")
    assert "Downloads" in said.args[0]
    assert library.watching.folder is None
    assert line.isHidden()
    qtbot.waitUntil(lambda: arrivals._watcher.directories() == [])


def test_an_offer_goes_with_its_file_and_the_folder_may_go_and_come_back(
    qtbot: QtBot, library: Library, downloads: Path, arrivals: Arrivals, line: QuietLine
) -> None:
    offered(qtbot, library, downloads, arrivals, line)
    downloads.rename(downloads.with_name("away"))
    arrivals.look()
    qtbot.waitUntil(line.isHidden)
    assert arrivals._watcher.directories() == []
    downloads.with_name("away").rename(downloads)
    arrivals.look()
    qtbot.waitUntil(lambda: "LinkedIn" in line.text)
    qtbot.waitUntil(lambda: bool(arrivals._watcher.directories()))


def test_what_is_read_elsewhere_is_not_offered_any_more(
    qtbot: QtBot, library: Library, downloads: Path, arrivals: Arrivals, line: QuietLine
) -> None:
    offered(qtbot, library, downloads, arrivals, line)
    library.imports.start([downloads / "LinkedIn.zip"]).future.result(60)
    qtbot.waitUntil(line.isHidden)


# ----------------------------------------------------------------------------------------------------- asked for


def test_one_that_was_asked_for_is_said_when_it_should_be_ready_and_until_it_is_read(
    qtbot: QtBot, library: Library, background: Background, line: QuietLine, later: Callable[[float], None],
    tmp_path: Path,
) -> None:  # fmt: skip
    awaiting = Awaiting(library, background, line)
    library.sources.ask("linkedin", 10).result(10)
    qtbot.waitUntil(lambda: not background.busy)
    assert line.isHidden()
    later(11 * 60)
    awaiting.look()
    qtbot.waitUntil(lambda: line.text == "Your LinkedIn archive should be ready.")
    with qtbot.waitSignal(awaiting.how_to_wanted) as wanted:
        press(line, "Where do I get it?")
    assert wanted.args == ["linkedin"]
    library.imports.start([packed(tmp_path / "new.zip")]).future.result(60)
    qtbot.waitUntil(line.isHidden)


def test_what_arrived_is_offered_also_while_another_one_is_waited_for(
    qtbot: QtBot, library: Library, background: Background, downloads: Path, line: QuietLine,
    later: Callable[[float], None],
) -> None:  # fmt: skip
    arrivals, awaiting = Arrivals(library, background, line), Awaiting(library, background, line)
    library.sources.ask("facebook", 1).result(10)
    later(120)
    awaiting.look()
    qtbot.waitUntil(lambda: "Facebook" in line.text)
    offered(qtbot, library, downloads, arrivals, line)
    press(line, "Read it")
    assert "Facebook" in line.text


def test_later_keeps_it_in_the_foot_alone_and_not_any_more_forgets_it(
    qtbot: QtBot, library: Library, background: Background, line: QuietLine, later: Callable[[float], None]
) -> None:
    awaiting = Awaiting(library, background, line)
    library.sources.ask("facebook", 1).result(10)
    later(120)
    awaiting.look()
    qtbot.waitUntil(lambda: "Facebook" in line.text)
    press(line, "Later")
    assert line.isHidden()
    assert library.sources.asked_for()
    library.sources.ask("x", 1).result(10)
    later(120)
    awaiting.look()
    qtbot.waitUntil(lambda: "X" in line.text)
    press(line, "Not any more")
    qtbot.waitUntil(lambda: [one.network for one in library.sources.asked_for()] == ["facebook"])


def test_i_have_asked_for_it_is_one_click_and_taken_back_with_one(
    qtbot: QtBot, library: Library, background: Background
) -> None:
    guide = library.sources.guide("facebook")
    assert guide is not None
    asking = Asking(library, background, guide)
    qtbot.addWidget(asking)
    asking.show()
    asking.ask.click()
    qtbot.waitUntil(lambda: asking.says.text().startswith("Asked for today at"))
    assert asking.forget.isVisible()
    assert not asking.ask.isVisible()
    assert library.sources.asked_for()
    asking.forget.click()
    qtbot.waitUntil(lambda: library.sources.asked_for() == [])


def test_of_linkedin_it_is_said_which_of_the_two_was_asked_for(
    qtbot: QtBot, library: Library, background: Background
) -> None:
    guide = library.sources.guide("linkedin")
    assert guide is not None
    asking = Asking(library, background, guide)
    qtbot.addWidget(asking)
    menu = asking.ask.menu()
    assert [action.text() for action in menu.actions()] == [
        "The quick one, ready in 10 minutes", "The larger archive, ready in 2 days",
    ]  # fmt: skip
    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: bool(library.sources.asked_for()))
    (one,) = library.sources.asked_for()
    assert one.ready_ms - one.asked_ms == 48 * 3_600_000


def test_every_source_is_told_how_to_get_from_one_page(qtbot: QtBot, library: Library, background: Background) -> None:
    page = GetArchives(library, background)
    qtbot.addWidget(page)
    words = " ".join(one.text() for one in page.findChildren(QLabel))
    for guide in library.sources.guides():
        assert guide.title in words


# ------------------------------------------------------------------------------------------------------ the line


def test_the_line_takes_no_focus_and_shows_one_thing_at_a_time(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field, line = QLineEdit(), QuietLine()
    column.addWidget(field)
    column.addWidget(line)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    done: list[str] = []
    line.offer("a", Offer("First?", (Choice("Yes", lambda: done.append("a")),)))
    line.offer("b", Offer("Second?", (Choice("Yes", lambda: done.append("b")),)))
    assert QApplication.focusWidget() is field
    assert line.text == "First?"
    assert line.accessibleName() == "First?"
    qtbot.waitUntil(line.buttons[0].isVisible)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert line.buttons[0].hasFocus()
    qtbot.keyClick(line.buttons[0], Qt.Key.Key_Space)
    assert done == ["a"]
    line.withdraw("a")
    assert line.text == "Second?"
    line.withdraw("b")
    assert line.isHidden()


def test_the_watched_folder_is_off_at_first_and_proposes_where_downloads_lie(
    qtbot: QtBot, library: Library, background: Background, downloads: Path
) -> None:
    card = WatchedFolder(library, background)
    qtbot.addWidget(card)
    card.fill()
    assert not card.on.isChecked()
    card.on.click()
    qtbot.waitUntil(lambda: library.watching.folder is not None)
    card.choose_folder(str(downloads))
    qtbot.waitUntil(lambda: library.watching.folder == downloads)
    downloads.rmdir()
    card.fill()
    qtbot.waitUntil(lambda: "cannot be opened" in card._says.text())
    card.on.click()
    qtbot.waitUntil(lambda: library.watching.folder is None)
