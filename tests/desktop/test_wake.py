"""The minute: what Relate notices of a sleeping machine, a set clock and midnight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from relate.desktop.wake import Jump, Reading, Wake, jump, local_day

NOON = datetime(2026, 11, 23, 12, 0).astimezone().timestamp()
HOUR = 3600.0


class Clocks:
    """Two clocks that the test turns."""

    def __init__(self) -> None:
        self.now = Reading(NOON, 1000.0)

    def __call__(self) -> Reading:
        return self.now

    def run(self, seconds: float) -> None:
        self.now = Reading(self.now.wall + seconds, self.now.running + seconds)

    def sleep(self, seconds: float) -> None:
        self.now = Reading(self.now.wall + seconds, self.now.running)


@pytest.mark.parametrize(
    ("wall", "running", "seen"),
    [
        (60, 60, Jump.NONE),
        (65, 64, Jump.NONE),
        (7200, 7200, Jump.NONE),
        (7200, 61, Jump.AHEAD),
        (-3540, 60, Jump.BACK),
    ],
)
def test_a_late_timer_is_no_sleep(wall: float, running: float, seen: Jump) -> None:
    assert jump(Reading(NOON, 1000), Reading(NOON + wall, 1000 + running)) is seen


@pytest.fixture
def told(qtbot: QtBot) -> tuple[Clocks, Callable[[], list[str]]]:
    clocks = Clocks()
    wake = Wake(clocks)
    heard: list[str] = []
    wake.minute.connect(lambda now: heard.append("minute"))
    wake.new_day.connect(lambda now: heard.append("new day"))
    wake.woke.connect(lambda: heard.append("woke"))

    def look() -> list[str]:
        heard.clear()
        wake.look()
        wake.stop()
        return list(heard)

    return clocks, look


def test_an_ordinary_minute(told: tuple[Clocks, Callable[[], list[str]]]) -> None:
    clocks, look = told
    clocks.run(60)
    assert look() == ["minute"]


def test_waking_on_the_same_day(told: tuple[Clocks, Callable[[], list[str]]]) -> None:
    clocks, look = told
    clocks.sleep(3 * HOUR)
    assert look() == ["woke", "minute"]
    clocks.run(60)
    assert look() == ["minute"]


def test_waking_three_days_later_tells_one_new_day(told: tuple[Clocks, Callable[[], list[str]]]) -> None:
    clocks, look = told
    clocks.sleep(72 * HOUR)
    assert look() == ["woke", "new day", "minute"]


def test_midnight_without_sleep(told: tuple[Clocks, Callable[[], list[str]]]) -> None:
    clocks, look = told
    clocks.run(12 * HOUR)
    assert look() == ["new day", "minute"]


def test_a_clock_that_is_put_back_says_so(told: tuple[Clocks, Callable[[], list[str]]]) -> None:
    clocks, look = told
    clocks.sleep(-2 * HOUR)
    assert look() == ["woke", "minute"]


def test_the_instant_crosses_the_signal_whole(qtbot: QtBot) -> None:
    clocks = Clocks()
    wake = Wake(clocks)
    seen: list[int] = []
    wake.minute.connect(seen.append)
    wake.look()
    wake.stop()
    assert seen == [int(NOON * 1000)]


def test_days_are_counted_from_the_epoch() -> None:
    assert local_day(datetime(1970, 1, 2, 9).astimezone().timestamp()) == 1
