"""A signal of the system ends the loop of the window, not the process in the middle of a write."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from pytestqt.qtbot import QtBot

from relate.desktop.endings import EndOnSignals


@pytest.mark.skipif(sys.platform == "win32", reason="no process of Windows is sent these")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_arrives_in_the_loop(qtbot: QtBot, number: signal.Signals) -> None:
    before = signal.getsignal(number)
    ended: list[str] = []
    ending = EndOnSignals(lambda: ended.append("ended"))
    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: ended == ["ended"])
    ending.close()
    assert signal.getsignal(number) == before
