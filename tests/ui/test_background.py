"""Answers of other threads arrive on the window's thread, the newest only, and never at a widget that went."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from relate.domain.errors import KnownError
from relate.ui.background import Background
from relate.ui.bridge import Bridge
from tests.conftest import ExpectedLog


class Panel(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.threads: list[int] = []

    def show(self, *answer: object) -> None:
        self.got.append(answer if len(answer) > 1 else answer[0])
        self.threads.append(threading.get_ident())


def test_an_answer_comes_on_the_windows_thread_with_its_whole_number(qtbot: QtBot, background: Background) -> None:
    panel = Panel()
    background.run(lambda: 1 << 52, then=panel.show)
    qtbot.waitUntil(lambda: panel.got == [1 << 52])
    assert panel.threads == [threading.get_ident()]


def test_only_the_newest_of_a_lane_is_answered(qtbot: QtBot, background: Background) -> None:
    panel, go = Panel(), threading.Event()

    def slow() -> str:
        go.wait(10)
        return "old"

    background.run(slow, then=panel.show, lane="list")
    background.run(lambda: "new", then=panel.show, lane="list")
    qtbot.waitUntil(lambda: panel.got == ["new"])
    go.set()
    qtbot.waitUntil(lambda: not background.busy)
    qtbot.wait(20)
    assert panel.got == ["new"]


def test_a_panel_that_went_is_told_nothing(qtbot: QtBot, background: Background) -> None:
    got: list[object] = []
    go = threading.Event()
    panel = Panel()
    panel.destroyed.connect(partial(got.append, "gone"))
    background.run(lambda: go.wait(10), then=panel.show)
    del panel
    qtbot.waitUntil(lambda: got == ["gone"])
    go.set()
    qtbot.waitUntil(lambda: not background.busy)


def test_a_known_problem_is_its_sentence(qtbot: QtBot, background: Background) -> None:
    def refuse() -> None:
        raise KnownError("The disk is full.")

    with qtbot.waitSignal(background.bridge.failed) as said:
        background.run(refuse)
    assert said.args == ["The disk is full."]


def test_a_bug_is_logged_and_said_without_its_insides(
    qtbot: QtBot, background: Background, expected_log: ExpectedLog
) -> None:
    expected_log.append("something went wrong behind the window")

    def fall() -> None:
        raise ZeroDivisionError("somebody's secret")

    with qtbot.waitSignal(background.bridge.failed) as said:
        background.run(fall)
    assert "secret" not in said.args[0]


@pytest.mark.parametrize("failed", [False, True])
def test_a_command_is_followed_to_its_end(qtbot: QtBot, failed: bool) -> None:
    bridge, panel = Bridge(), Panel()
    command: Future[int] = Future()
    bridge.when_done(command, partial(panel.show, "done"), partial(panel.show, "failed"))
    if failed:
        command.set_exception(KnownError("no"))
    else:
        command.set_result(7)
    qtbot.waitUntil(lambda: len(panel.got) == 1)
    assert isinstance(panel.got[0], tuple)
    assert panel.got[0][0] == ("failed" if failed else "done")
    bridge.close()


def test_nothing_arrives_after_the_end(qtbot: QtBot) -> None:
    bridge, panel = Bridge(), Panel()
    bridge.post(panel.show, 1)
    bridge.close()
    qtbot.wait(20)
    assert panel.got == []
