"""`--smoke`: the window comes with people in it and is painted, or it is said why not; then the program ends."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from relate.ui.main_window import MainWindow

SECONDS: Final = 60
"""How long it waits for the window before it says that it did not come."""


class Smoke(QObject):
    """Ends the program with 0 when the window has been built and shows somebody, else with 1."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.built.connect(self._built)
        late = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        late.timeout.connect(partial(self._over, "the window did not come"))
        late.start()

    def _built(self) -> None:
        window = self._window
        empty = not window.library.people.anybody() or not window.contacts.model.ids or window.person.page is None
        self._over("the window shows nobody" if empty or window.grab().isNull() else "")

    def _over(self, problem: str) -> None:
        if problem:
            print(f"smoke failed: {problem}", file=sys.stderr)
        else:
            totals = self._window.library.people.totals()
            print(f"smoke ok: {totals.people} people, {totals.interactions} interactions, the window was painted")
        sys.stdout.flush()
        QApplication.exit(1 if problem else 0)
