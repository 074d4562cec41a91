"""A real library on a file of its own, the bridge and the reader threads, for every test of the window."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.bridge import Bridge

NOON = int(datetime(2026, 11, 23, 12, 0, tzinfo=UTC).timestamp() * 1000)
"""A Monday."""


@pytest.fixture(autouse=True)
def _garbage_on_the_gui_thread() -> Iterator[None]:
    """As in the program (relate/ui/garbage.py): a widget is never destroyed on a reader's thread."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


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
