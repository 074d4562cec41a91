"""The wall clock, looked at once a minute: what a sleeping machine, a set clock or a new day mean for the program.

Never one long timer: those stand still while the machine sleeps (architecture.md, rule 9).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QObject, Qt, QTimer, Signal

MINUTE_SECONDS = 60.0
JUMP_SECONDS = 90.0
"""More than this between what the wall clock and the running clock say is a sleep or a set clock, not a late timer."""


class Jump(Enum):
    NONE = "none"
    AHEAD = "ahead"
    """The machine slept, or the clock was put forward: both mean that moments went by unseen."""
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Reading:
    """Both clocks at one moment, in seconds: the wall's since 1970 and the machine's running time."""

    wall: float
    running: float


def jump(before: Reading, after: Reading) -> Jump:
    """What happened between two readings beside time going by."""
    surplus = (after.wall - before.wall) - (after.running - before.running)
    if surplus > JUMP_SECONDS:
        return Jump.AHEAD
    return Jump.BACK if surplus < -JUMP_SECONDS else Jump.NONE


def local_day(wall: float) -> int:
    """The local calendar day as a count of days since 1970-01-01."""
    return datetime.fromtimestamp(wall).astimezone().date().toordinal() - 719_163


def read_clocks() -> Reading:
    return Reading(time.time(), time.monotonic())


class Wake(QObject):
    """Tells once a minute what time it is, and at once when the machine woke up or the day changed."""

    minute = Signal(object)
    """The wall clock in UTC milliseconds: an int beyond 32 bits, hence `object`."""
    new_day = Signal(object)
    woke = Signal()

    def __init__(self, clocks: Callable[[], Reading] = read_clocks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clocks = clocks
        self._last = clocks()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Looks now, and from now on shortly after each full minute."""
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Compares the clocks with what they said last. Also called when the window comes back to the front."""
        before, now = self._last, self._clocks()
        self._last = now
        self._timer.start(int((MINUTE_SECONDS - now.wall % MINUTE_SECONDS) * 1000) + 200)
        if jump(before, now) is not Jump.NONE:
            self.woke.emit()
        if local_day(now.wall) != local_day(before.wall):
            self.new_day.emit(int(now.wall * 1000))
        self.minute.emit(int(now.wall * 1000))
