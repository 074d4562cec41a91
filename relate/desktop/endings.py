"""The system asks the program to end (logout, SIGTERM, Ctrl+C in the terminal): it ends as if it had been quit.

Python runs a signal's handler only between two of its own instructions, and Qt's loop may not come to one for hours.
So the signal's number is written into a pipe that the loop watches; on Windows into a socket, since there it can watch
nothing else.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Protocol

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))


class EndOnSignals(QObject):
    """Calls `end` on the GUI thread when one of the signals comes. Make it on the main thread; `close` puts back what
    was there before."""

    def __init__(self, end: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._read, self._write = _wire()
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
        if set(self._read.take()) & set(SIGNALS):
            self._end()


class _End(Protocol):
    """An end of a wire on which nobody ever waits."""

    def fileno(self) -> int: ...

    def take(self) -> bytes:
        """What came."""

    def close(self) -> None: ...


class _PipeEnd:
    def __init__(self, number: int) -> None:
        self._number = number
        os.set_blocking(number, False)

    def fileno(self) -> int:
        return self._number

    def take(self) -> bytes:
        return os.read(self._number, 64)

    def close(self) -> None:
        os.close(self._number)


def _wire() -> tuple[_End, _End]:
    """Where it is read, and where it is written."""
    if sys.platform == "win32":
        import socket

        class SocketEnd(socket.socket):
            def take(self) -> bytes:
                return self.recv(64)

        ends = [SocketEnd(fileno=one.detach()) for one in socket.socketpair()]
        for end in ends:
            end.setblocking(False)
        return ends[0], ends[1]
    reading, writing = os.pipe()
    return _PipeEnd(reading), _PipeEnd(writing)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """The number is in the socket already."""
