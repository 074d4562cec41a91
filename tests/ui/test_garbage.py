"""Widgets in cycles are destroyed on the GUI thread, whoever allocates."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

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


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The generations that are collected; all of them are due at each look."""
    monkeypatch.setattr(garbage, "THRESHOLDS", (-1, -1, -1))
    generations: list[int] = []

    def noted(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            generations.append(info["generation"])

    gc.callbacks.append(noted)
    yield generations
    gc.callbacks.remove(noted)


def test_what_an_import_keeps_is_not_looked_through_while_it_runs(qtbot: QtBot, collected: list[int]) -> None:
    """It would hold up the window for a fifth of a second."""
    gc.freeze()
    collector = GarbageCollector()
    kept: list[list[int]] = []
    allocate(kept)
    collector.look()
    collector.look()
    collected.clear()
    collector.look()
    assert collected == [1]
    kept.clear()
    collector.look()
    assert collected == [1, 2]
    collector.close()


def test_what_stays_for_minutes_is_never_looked_through(
    qtbot: QtBot, collected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "PATIENCE", 2)
    collector = GarbageCollector()
    kept: list[list[int]] = []
    allocate(kept)
    before = gc.get_freeze_count()
    for _look in range(5):
        collector.look()
    assert gc.get_freeze_count() - before > len(kept)
    collector.close()
    assert gc.get_freeze_count() == 0
