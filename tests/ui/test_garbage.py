"""Widgets in cycles are destroyed on the GUI thread, whoever allocates."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relate.ui import garbage
from relate.ui.garbage import GarbageCollector


class Cycle(QWidget):
    """Holds itself, as a widget does whose slot is a closure over it."""

    def __init__(self, died_on: list[str]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: died_on.append(threading.current_thread().name))


def allocate(kept: list[list[int]]) -> None:
    """Far more than what makes Python collect."""
    kept.extend([number] for number in range(200_000))


def test_a_thread_that_allocates_destroys_no_widget(qtbot: QtBot) -> None:
    died_on: list[str] = []
    collector = GarbageCollector()
    Cycle(died_on)
    kept: list[list[int]] = []
    thread = threading.Thread(target=allocate, args=(kept,), name="reader")
    thread.start()
    thread.join()
    assert died_on == []
    qtbot.waitUntil(lambda: bool(died_on))
    assert died_on == ["MainThread"]
    collector.close()
    assert gc.isenabled()


def test_what_takes_long_to_look_through_is_looked_through_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that an import keeps: each full collection would hold up the window for a fifth of a second."""
    collector = GarbageCollector()
    kept: list[list[int]] = []
    allocate(kept)
    monkeypatch.setattr(garbage, "THRESHOLDS", (700, 10, -1))
    monkeypatch.setattr(garbage, "LONG", 0.0)
    before = gc.get_freeze_count()
    collector.look()
    assert gc.get_freeze_count() - before > len(kept)
    collector.close()
    assert gc.get_freeze_count() == 0
