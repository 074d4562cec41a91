"""The window as a whole: places, keys, drops, undo, folding, and where everything was left."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.services.views import PersonPage
from relate.ui.background import Background
from relate.ui.drops import local_files
from relate.ui.first_start import FirstStart
from relate.ui.log.bar import LogBar
from relate.ui.main_window import MainWindow
from relate.ui.quiet_line import Choice, Offer, QuietLine
from relate.ui.theme import Theme
from tests.ui.acquaintances import Known, acquaint, talk


@pytest.fixture
def known(library: Library) -> Known:
    return acquaint(library)


@pytest.fixture
def open_window(qtbot: QtBot, library: Library, background: Background) -> Callable[[], MainWindow]:
    def make() -> MainWindow:
        made = MainWindow(library, background)
        qtbot.addWidget(made)
        with qtbot.waitSignal(made.built):
            made.show()
        with qtbot.waitActive(made):
            made.activateWindow()
        return made

    return make


@pytest.fixture
def window(known: Known, open_window: Callable[[], MainWindow]) -> MainWindow:
    return open_window()


# ------------------------------------------------------------------------------------------------ first look


def test_it_opens_with_people_and_the_one_talked_to_last(window: MainWindow, known: Known) -> None:
    assert len(window.contacts.model.ids) == 2
    assert window.person.page is not None
    assert window.person.page.id == known.tomas
    assert window.windowTitle() == "Tomás Rivera – Relate"
    window.add_place("history", QWidget)
    window.go_to("history")
    assert window.windowTitle() == "History – Relate"
    window.go_to("today")
    assert window.windowTitle() == "Tomás Rivera – Relate"


def test_the_line_to_log_a_conversation_knows_whoever_was_renamed(
    qtbot: QtBot, library: Library, background: Background, window: MainWindow, known: Known
) -> None:
    bar = LogBar(library, background)
    window.set_log_bar(bar, bar.set_person)
    window.show_person(known.maya)
    assert bar.line.placeholderText().startswith("Coffee with Maya ")
    library.people.set_fact(known.maya, "name", "Lily Okafor").result()
    qtbot.waitUntil(lambda: bar.line.placeholderText().startswith("Coffee with Lily "))


def test_everything_is_where_it_was_left(
    qtbot: QtBot, window: MainWindow, known: Known, open_window: Callable[[], MainWindow]
) -> None:
    window.show_person(known.maya)
    window.resize(1200, 720)
    window.today.show_suggestions(False)
    window.close()
    again = open_window()
    assert again.person.page is not None
    assert again.person.page.id == known.maya
    assert again.size().width() == 1200
    assert not again.today.suggestions_shown


def test_an_empty_library_stays_quiet(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    assert window.person.page is None
    assert not window.contacts.view.isVisible()


def test_the_first_who_comes_is_shown_without_a_read_of_the_window(
    qtbot: QtBot, library: Library, open_window: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    page, read_by = library.people.page, set[str]()

    def spied(person: int) -> PersonPage:
        read_by.add(threading.current_thread().name.partition("_")[0])
        return page(person)

    monkeypatch.setattr(library.people, "page", spied)
    maya = library.people.add("Maya Okafor").result(20)
    qtbot.waitUntil(lambda: window.person.page is not None and window.contacts.view.current_person() == maya)
    assert window.person.page is not None
    assert window.person.page.id == maya
    assert read_by == {"reader"}


FIRST_PAINT = """
import sys
from pathlib import Path
from relate.services.library import Library
library = Library.open(Path(sys.argv[1]))
from PySide6.QtWidgets import QApplication
app = QApplication([])
from relate.ui.background import Background
from relate.ui.bridge import Bridge
from relate.ui.main_window import MainWindow
from relate.ui.quiet_line import Choice, Offer, QuietLine
bridge = Bridge()
background = Background(bridge)
window = MainWindow(library, background)
window.show()
assert len(window.contacts.model.ids) == 1, "nobody in the list"
assert not window.grab().isNull()
heavy = {"numpy", "rapidfuzz", "phonenumbers", "icalendar"}
later = {"relate.ui.person.page", "relate.ui.reconnect.panel", "relate.ui.imports.pages", "relate.ui.search"}
print(sorted((heavy | later) & set(sys.modules)))
bridge.close()
background.close()
library.close()
"""


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    filled = Library.open(tmp_path / "relate.db")
    talk(filled, filled.people.add("Maya Okafor").result(20), 3)
    filled.close()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "RELATE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path / "relate.db")],
        capture_output=True, text=True, timeout=120, check=False, env=environment, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


# ------------------------------------------------------------------------------------------------------ keys


def test_every_key_of_the_window_does_what_it_says(qtbot: QtBot, window: MainWindow, known: Known) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.topbar.field.hasFocus)
    qtbot.keyClick(window.topbar.field, Qt.Key.Key_Escape)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.contacts.filter.field.hasFocus)
    window.contacts.view.setFocus()
    assert window.person.page is not None
    before = window.person.page.id
    qtbot.keyClick(window.contacts.view, Qt.Key.Key_J)
    assert window.person.page.id != before
    qtbot.keyClick(window.contacts.view, Qt.Key.Key_K)
    assert window.person.page.id == before


def test_the_key_of_the_place_that_is_shown_brings_the_keys_back_to_it(qtbot: QtBot, window: MainWindow) -> None:
    window.add_place("events", QLineEdit)
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    place = window.place("events")
    qtbot.waitUntil(place.hasFocus)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.topbar.field.hasFocus)
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(place.hasFocus)


def test_f6_goes_through_the_panels(qtbot: QtBot, window: MainWindow) -> None:
    field = QLineEdit()
    window.set_suggestions(field)
    window.contacts.view.setFocus()
    qtbot.waitUntil(window.person.timeline.view.isVisible)
    qtbot.waitUntil(field.isVisible)
    panels = []
    for _step in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focus = window.focusWidget()
        assert focus is not None
        owners = {"list": window.contacts, "person": window.person, "suggestions": window.today.suggestions}
        panels.append(next(name for name, panel in owners.items() if panel.isAncestorOf(focus)))
    assert panels == ["person", "suggestions", "list"]


def test_f6_leads_to_the_quiet_line_too_while_it_offers_something(qtbot: QtBot, window: MainWindow) -> None:
    line = QuietLine()
    window.set_quiet_line(line)
    line.offer("a", Offer("Read it?", (Choice("Read it", list), Choice("Later", list))))
    qtbot.waitUntil(line.buttons[0].isVisible)
    window.contacts.view.setFocus()
    focused = []
    for _step in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focused.append(window.focusWidget())
    assert line.buttons[0] in focused
    line.withdraw("a")
    assert line.isHidden()


def test_ctrl_k_finds_people_and_what_was_said(qtbot: QtBot, window: MainWindow, known: Known) -> None:
    window.topbar.field.setFocus()
    qtbot.keyClicks(window.topbar.field, "reseller")
    qtbot.waitUntil(lambda: any(answer.interaction for answer in window.results.model.answers))
    # Whoever the word belongs to comes first, what was said below.
    while not window.results.model.answers[window.results.view.currentIndex().row()].interaction:
        qtbot.keyClick(window.topbar.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.results.record_chosen):
        qtbot.keyClick(window.topbar.field, Qt.Key.Key_Return)
    assert window.person.page is not None
    assert window.person.page.id == known.maya
    assert not window.results.isVisible()
    # What was looked for is over: Ctrl+Z in the empty field is no business of its letters.
    assert not window.topbar.field.isUndoAvailable()


def test_after_ctrl_k_the_keys_go_on_where_they_were(qtbot: QtBot, window: MainWindow) -> None:
    for stood in (window.contacts.view, window.person.timeline.view):
        stood.setFocus()
        qtbot.keyClick(stood, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert window.topbar.field.hasFocus()
        qtbot.keyClicks(window.topbar.field, "ma")
        qtbot.waitUntil(window.results.isVisible)
        qtbot.keyClick(window.topbar.field, Qt.Key.Key_Escape)
        assert stood.hasFocus()


def test_ctrl_k_does_commands_too(qtbot: QtBot, window: MainWindow) -> None:
    window.topbar.field.setFocus()
    qtbot.keyClicks(window.topbar.field, "take the last")
    qtbot.waitUntil(lambda: [answer.command for answer in window.results.model.answers] == ["undo"])


def test_a_command_stands_before_what_was_said_and_that_says_with_whom(
    qtbot: QtBot, library: Library, window: MainWindow, known: Known
) -> None:
    for days in range(5, 25):
        talk(library, known.tomas, days, "the history of the port")
    window.topbar.field.setFocus()
    qtbot.keyClicks(window.topbar.field, "history")
    qtbot.waitUntil(lambda: any(answer.interaction for answer in window.results.model.answers))
    answers = window.results.model.answers
    kinds = ["said" if answer.interaction else "command" if answer.command else "person" for answer in answers]
    assert kinds == sorted(kinds, key=["person", "command", "said"].index)
    assert "command" in kinds
    assert all("Tomás Rivera" in answer.below for answer in answers if answer.interaction)


# ---------------------------------------------------------------------------------------------- drag and drop


def _drop(window: MainWindow, data: QMimeData) -> tuple[bool, bool]:
    """Whether the native window took the drag over it, and the drop; as the desktop sends them."""
    handle = window.windowHandle()
    assert handle is not None
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(400, 300), copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(handle, enter)
    over = enter.isAccepted() and window.drops.overlay.isVisible()
    drop = QDropEvent(QPointF(400, 300), copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(handle, drop)
    return over, drop.isAccepted()


def test_files_and_folders_are_taken_anywhere(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    archive, folder = tmp_path / "archive.zip", tmp_path / "folder"
    archive.touch()
    folder.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (archive, folder, archive)])
    told: list[object] = []
    window.files_expected.connect(lambda files: told.append(("expected", files)))
    window.files_dropped.connect(told.append)
    assert _drop(window, data) == (True, True)
    assert told == [("expected", [archive, folder]), [archive, folder]]
    assert not window.drops.overlay.isVisible()


def test_a_link_from_a_browser_is_no_file(qtbot: QtBot, window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/archive.zip")])
    assert local_files(data) == []
    with qtbot.assertNotEmitted(window.files_dropped), qtbot.assertNotEmitted(window.files_expected):
        _drop(window, data)


# ---------------------------------------------------------------------------------------------- undo and toasts


def test_what_was_done_is_said_and_taken_back(qtbot: QtBot, window: MainWindow, library: Library, known: Known) -> None:
    with qtbot.waitSignal(window.actions_.done):
        window.actions_.place([known.maya], 5)
    assert window.toast.isVisible()
    assert window.toast.text == "Maya Okafor: circle of 5"
    qtbot.mouseClick(window.toast.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: library.people.page(known.maya).circle is None)
    qtbot.waitUntil(lambda: window.toast.text.startswith("Taken back"))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: library.people.page(known.maya).circle == 5)


def test_a_problem_is_said_in_its_sentence(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    window.redo()
    qtbot.waitUntil(window.toast.isVisible)
    assert window.toast.text == "There is nothing to do again."
    assert not window.toast.undo_button.isVisible()


def test_somebody_new_is_shown_at_once(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    window._add_person({"name": "Ana Silva", "role": "", "company": "", "mail": "", "phone": "", "link": ""})
    qtbot.waitUntil(lambda: window.person.page is not None and window.person.page.name == "Ana Silva")
    qtbot.waitUntil(lambda: window.contacts.view.current_person() == window.person.page.id)  # type: ignore[union-attr]


def test_deleting_the_one_who_is_shown_shows_the_next(
    qtbot: QtBot, window: MainWindow, library: Library, known: Known
) -> None:
    window.show_person(known.maya)
    qtbot.waitUntil(lambda: window.person.page is not None and window.person.page.id == known.maya)
    window.person.header._more.setFocus()
    window.actions_.delete([known.maya])
    qtbot.waitUntil(lambda: window.person.page is not None and window.person.page.id == known.tomas)
    assert window.contacts.view.hasFocus()
    qtbot.waitUntil(lambda: list(window.contacts.model.ids) == [known.tomas])


# ------------------------------------------------------------------------------------------- folding and looks


def test_panels_fold_where_there_is_no_room_and_are_never_gone(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: not window.today.suggestions_shown)
    assert window.today.list_shown
    qtbot.mouseClick(window.topbar.suggestions_button, Qt.MouseButton.LeftButton)
    assert window.today.suggestions_shown
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.today.list_shown and window.today.suggestions_shown)


def test_it_follows_light_and_dark_while_it_is_open(qtbot: QtBot, window: MainWindow) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = app.findChild(Theme)
    assert theme is not None
    theme.choose("dark")
    dark = window.grab().toImage().pixelColor(5, window.height() // 2).lightness()
    theme.choose("light")
    light = window.grab().toImage().pixelColor(5, window.height() // 2).lightness()
    assert dark < 80 < 200 < light


def test_every_control_has_a_name_for_a_screen_reader(window: MainWindow) -> None:
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert nameless == []


def test_one_filled_button_at_most(window: MainWindow) -> None:
    filled = [made for made in window.findChildren(QAbstractButton) if made.property("kind") == "filled"]
    assert len([made for made in filled if made.isVisible()]) <= 1


def test_signals_and_labels_survive_thousands_of_calls(qtbot: QtBot, window: MainWindow) -> None:
    """PySide6 6.12.0 dropped a reference per call, and died after some hundred."""
    got: list[object] = []
    window.contacts.picked.connect(got.append)
    for n in range(5000):
        window.contacts.picked.emit((1 << 52) + n)
    window.contacts.picked.disconnect(got.append)
    assert got == [(1 << 52) + n for n in range(5000)]
    for n in range(20_000):
        window.contacts._count.setVisible(n % 2 == 0)
        window.contacts._count.setText(str(n))


# ------------------------------------------------------------------------------------------- taken back, and empty


def first_page(window: MainWindow, library: Library) -> FirstStart:
    """The window of the program: an empty library shows its first page."""
    page = FirstStart(library, window.background)
    window.add_place("first", lambda: page)
    window.refresh_frame()
    return page


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_L, Qt.Key.Key_1])
def test_no_key_leads_from_the_first_page_to_three_empty_panels(
    qtbot: QtBot, library: Library, open_window: Callable[[], MainWindow], key: Qt.Key
) -> None:
    window = open_window()
    first_page(window, library)
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.where == "first"


def test_what_is_being_read_stays_in_sight_while_nobody_is_there_yet(
    library: Library, open_window: Callable[[], MainWindow]
) -> None:
    window = open_window()
    first_page(window, library)
    reading = QWidget()
    window.add_place("import", lambda: reading)
    window.go_to("import")
    window.statusbar.show_progress("Reading LinkedIn archive, 20 %")
    window.go_to("today")
    assert window.where == "import"
    window.statusbar.show_progress("")
    window.go_to("today")
    assert window.where == "first"


def test_whatever_is_taken_back_can_be_brought_back_with_a_click(
    qtbot: QtBot, library: Library, window: MainWindow, known: Known
) -> None:
    library.people.delete([known.maya]).result()
    window.undo()
    qtbot.waitUntil(lambda: window.toast.isVisible() and "Taken back" in window.toast.text)
    assert window.toast.undo_button.text() == "Bring it back"
    window.toast.undo_button.click()
    qtbot.waitUntil(lambda: "Done again: Removed " in window.toast.text)
    assert library.people.current(known.maya) is None


def test_the_first_page_leads_to_what_was_there_before(
    qtbot: QtBot, library: Library, open_window: Callable[[], MainWindow]
) -> None:
    person = library.people.add("Ana Silva").result()
    window = open_window()
    page = first_page(window, library)
    library.people.delete([person]).result()
    qtbot.waitUntil(lambda: window.where == "first")
    assert page.history.isVisible()
    with qtbot.waitSignal(page.history_wanted):
        page.history.click()


def test_ctrl_z_in_an_empty_line_takes_back_what_was_done(
    qtbot: QtBot, library: Library, window: MainWindow, known: Known
) -> None:
    field = window.topbar.field
    library.people.set_fact(known.maya, "role", "Printer").result()
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Taken back" in window.toast.text)


def test_ctrl_z_takes_back_letters_while_there_are_any(qtbot: QtBot, window: MainWindow) -> None:
    field = window.topbar.field
    field.setFocus()
    qtbot.keyClicks(field, "ana")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert window.toast.text == ""


def test_what_has_a_key_shows_it_where_it_is_clicked(window: MainWindow) -> None:
    menu = window.topbar.import_button.menu()
    assert menu is not None
    window.say("Done")
    undo = window.toast.undo_button
    told = [menu.actions()[0].text(), window.topbar.new_button.toolTip(), window.contacts._filter_tab.toolTip()]
    told.append(undo.toolTip())
    window.say("Taken back", undo=False, redo=True)
    told.append(undo.toolTip())
    keys = ("Ctrl+I", "Ctrl+N", "Ctrl+F", "Ctrl+Z", "Ctrl+Shift+Z")
    assert all(key in text for key, text in zip(keys, told, strict=True))
