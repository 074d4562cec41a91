"""A real library on a file of its own, the bridge and the reader threads, for every test of the window."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.bridge import Bridge
from tests.effort import LATE, dice

NOON = int(datetime(2026, 11, 23, 12, 0, tzinfo=UTC).timestamp() * 1000)
"""A Monday."""
PATIENCE_MS = 20_000


@pytest.fixture(autouse=True)
def _garbage_on_the_gui_thread() -> Iterator[None]:
    """As in the program (relate/ui/garbage.py): a widget is never destroyed on a reader's thread."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[QtBot]:
    """pytest-qt's, as our windows need it.

    It closes and deletes what it was given but holds it weakly. A window that only a button of its own still knows,
    through what the button calls, would be destroyed in the middle of that button's deletion, and Qt crashes: here it
    is kept until it is closed. And a disk that others write to makes a command wait longer than five seconds.
    """
    kept: list[object] = []
    add = qtbot.addWidget

    def add_and_keep(widget: QWidget, **named: Any) -> None:
        kept.append(widget)
        add(widget, **named)

    monkeypatch.setattr(qtbot, "addWidget", add_and_keep)
    for wait in ("waitUntil", "waitSignal", "waitSignals"):
        monkeypatch.setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENCE_MS))
    yield qtbot
    kept.clear()


@pytest.fixture(autouse=True)
def _laid_out_before_a_click(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was just made has no size until its window comes to lay it out, and takes no click; a user clicks what he
    sees."""
    click = QTest.mouseClick

    def click_as_seen(widget: QWidget, *how: Any, **more: Any) -> None:
        above: list[QWidget] = []
        inner: QWidget | None = widget
        while inner is not None:
            above.append(inner)
            inner = None if inner.isWindow() else inner.parentWidget()
        for one in reversed(above):
            if (layout := one.layout()) is not None:
                layout.activate()
        click(widget, *how, **more)

    monkeypatch.setattr(QTest, "mouseClick", click_as_seen)


@pytest.fixture(autouse=True)
def _late(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """At night, or with RELATE_LATE, one of the threads is behind the others by up to a sixth of a second each time it
    has something to tell: a test that waits for one thing and then looks at another is found out."""
    if not LATE:
        return
    chance = dice(request.node.nodeid, 0)
    slow = chance.choice(("writer", "others", "window")) if LATE == "any" else LATE
    post, when_done = Bridge.post, Bridge.when_done

    def thread() -> str:
        if threading.current_thread() is threading.main_thread():
            return "window"
        return "writer" if threading.current_thread().name.startswith("writer") else "others"

    def dawdle() -> None:
        if thread() == slow and chance.random() < 0.9:
            time.sleep(chance.uniform(0.05, 0.16))

    def late_post(bridge: Bridge, function: Callable[..., object], *args: object) -> None:
        if thread() != "window":
            dawdle()
        post(bridge, function, *args)

    def late_when_done(bridge: Bridge, *args: Any, **named: Any) -> None:
        if thread() == "window":
            dawdle()
        when_done(bridge, *args, **named)

    monkeypatch.setattr(Bridge, "post", late_post)
    monkeypatch.setattr(Bridge, "when_done", late_when_done)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "relate.db", lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture
def background(qtbot: QtBot, library: Library) -> Iterator[Background]:
    bridge = Bridge()
    library.listen(bridge.on_change)
    made = Background(bridge)
    yield made
    made.close()
    bridge.close()
