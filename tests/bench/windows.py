"""The real window on a library, in this process: made, shown, and asked when its list was painted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from relate.desktop import heaps
from relate.desktop.bindings import load_bindings

load_bindings()  # as in the program, before all that is of Qt: else the source of every module is held in memory

# ruff: noqa: E402
from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.bridge import Bridge
from relate.ui.contacts.view import PeopleView
from relate.ui.garbage import GarbageCollector
from relate.ui.main_window import MainWindow
from relate.ui.theme import Theme
from tests.bench.library import NOW

PATIENCE = 60.0
"""Seconds after which something that does not come is called missing."""
LOOK_MS = 5
"""How often it is looked for what comes without an event; what is measured comes with one."""


@contextmanager
def window_on(path: Path) -> Iterator[MainWindow]:
    """The window with everything built that belongs to it."""
    qInstallMessageHandler(_silent)
    heaps.share()  # as in the program
    app = QApplication.instance() or QApplication(["relate"])
    assert isinstance(app, QApplication)
    collector = GarbageCollector()  # as in the program: no other thread collects
    library = Library.open(path, lambda: NOW)
    theme = Theme(app, "light")
    bridge = Bridge()
    library.listen(bridge.on_change)
    background = Background(bridge)
    window = MainWindow(library, background)
    window.resize(1440, 900)
    try:
        window.show()
        listed = library.people.anybody()
        wait_until(lambda: (window.contacts.view.isVisible() or not listed) and not background.busy)
        background.run(library.tidy)  # as the program does once its window stands
        settle(background)
        collector.settle()
        yield window
    finally:
        window.hide()
        bridge.close()
        background.close()
        library.close()
        window.deleteLater()
        settle_events()
        collector.close()
        del theme


def _silent(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
    """The offscreen platform says of every window what it cannot do."""


def settle(background: Background) -> None:
    """Nothing is being read any more and every answer has arrived."""
    for _ in range(3):
        wait_until(lambda: not background.busy)
        settle_events()


def settle_events() -> None:
    QApplication.processEvents()
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def wait_until(there: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Run the event loop until something is so; it sleeps while nothing happens, as the program's does.

    An event loop that is asked again and again for what has come would take the interpreter from the threads that read.
    """
    if there():
        return
    late = time.perf_counter() + patience
    flags = QEventLoop.ProcessEventsFlag
    look = QTimer()
    look.start(LOOK_MS)
    while not there():
        if time.perf_counter() > late:
            raise TimeoutError("the window did not come to rest")
        QApplication.processEvents(flags.AllEvents | flags.WaitForMoreEvents)
    look.stop()


class Paints:
    """Calls back after each paint of a contact list. The list's own paint runs unchanged."""

    def __init__(self) -> None:
        self.painted: Callable[[PeopleView], None] = lambda _view: None
        self._own = PeopleView.paintEvent

    def __enter__(self) -> Self:
        own, mine = self._own, self

        def paint(view: PeopleView, event: QPaintEvent) -> None:
            own(view, event)
            mine.painted(view)

        PeopleView.paintEvent = paint  # type: ignore[assignment, method-assign]
        return self

    def __exit__(self, *_problem: object) -> None:
        PeopleView.paintEvent = self._own  # type: ignore[method-assign]
