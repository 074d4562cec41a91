"""What a screen reader is told of every place: each control by a name, as what it is, without any markup."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from relate.places import Places
from relate.services.demo import fill
from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.log.bar import LogBar
from relate.ui.main_window import MainWindow
from relate.ui.places.circles.face import RingFace
from relate.ui.reconnect.panel import ReconnectPanel
from relate.ui.theme import Theme


class Flashes(QObject):
    """Notes every widget that becomes a window of its own, if only until it is put into its place."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


NONE_OF_ITS_OWN = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}
"""Said of a bare widget: that it holds others."""
PLACES = (
    "today", "circles", "to meet", "events", "news", "review", "history", "settings", "owner", "place people",
    "five people", "get archives",
)  # fmt: skip


@pytest.fixture
def flashes(qapp: QApplication) -> Iterator[Flashes]:
    made = Flashes(qapp)
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def window(qtbot: QtBot, library: Library, background: Background) -> MainWindow:
    fill(library)
    made = MainWindow(library, background)
    qtbot.addWidget(made)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    places = Places(made, Theme(application, "light"), *[_nothing] * 4, throw_away=True)
    made.destroyed.connect(lambda _gone, keep=places: None)
    with qtbot.waitSignal(made.built):
        made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    suggestions = ReconnectPanel(library, background)
    made.set_suggestions(suggestions)
    bar = LogBar(library, background)
    made.set_log_bar(bar, bar.set_person)
    qtbot.waitUntil(lambda: suggestions.card is not None and made.person.page is not None)
    return made


def _nothing(*_anything: object) -> None:
    return None


def _is_ticked(button: QAbstractButton) -> bool:
    return button.isVisible() and button.isCheckable() and bool(button.accessibleName())


def reached(window: MainWindow) -> Iterator[QWidget]:
    """Everything in the window that takes a key."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
            yield widget


def complaints(widget: QWidget) -> Iterator[str]:
    heard = QAccessible.queryAccessibleInterface(widget)
    name, more = heard.text(QAccessible.Text.Name), heard.text(QAccessible.Text.Description)
    what = f"{type(widget).__name__} {name!r} in {type(widget.parentWidget()).__name__}"
    if not name.strip() and not (isinstance(widget, QAbstractScrollArea) and heard.role() in NONE_OF_ITS_OWN):
        yield f"{what} has no name"
    if isinstance(widget, QComboBox) and not more:
        yield f"{what} is heard as what is chosen in it alone"
    if heard.role() in NONE_OF_ITS_OWN and not widget.findChildren(QAbstractButton):
        yield f"{what} is heard as {heard.role()}"
    if "<" in name + more or {"▾", "▸"} & {*name}:
        yield f"{what} is heard with its markup: {name} {more}"


def test_every_control_of_every_place_is_heard_as_what_it_is(
    qtbot: QtBot, flashes: Flashes, window: MainWindow
) -> None:
    found = []
    for place in PLACES:
        window.go_to(place)
        assert window.where == place
        qtbot.waitUntil(lambda: not window.background.busy)
        qtbot.waitUntil(lambda: window.where != "circles" or bool(window.findChildren(RingFace)))
        QApplication.processEvents()  # the answer of the last read
        found += [f"{place}: {complaint}" for widget in reached(window) for complaint in complaints(widget)]
        ticks = [tick.accessibleName() for tick in window.findChildren(QAbstractButton) if _is_ticked(tick)]
        found += [f"{place}: several are called {name}" for name in ticks if ticks.count(name) > 1]
    assert "\n".join(sorted(set(found))) == ""
    assert flashes.seen == ["MainWindow"]
