"""The system asks the program to end (logout, SIGTERM, Ctrl+C in the terminal): it ends as if it had been quit.

Python runs a signal's handler only between two of its own instructions, and Qt's loop may not come to one for hours.
So the signal's number is written to a socket that the loop watches.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))


class EndOnSignals(QObject):
    """Calls `end` on the GUI thread when one of the signals comes. Make it on the main thread; `close` puts back what
    was there before."""

    def __init__(self, end: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._read, self._write = socket.socketpair()
        self._write.setblocking(False)
        self._read.setblocking(False)
        self._before = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, _nothing) for number in SIGNALS}
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._came)

    def close(self) -> None:
        self._notifier.setEnabled(False)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before)
        self._read.close()
        self._write.close()

    def _came(self) -> None:
        if set(self._read.recv(64)) & set(SIGNALS):
            self._end()


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """The number is in the socket already."""
