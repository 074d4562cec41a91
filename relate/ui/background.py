"""Reads that are too long for the GUI thread: a few threads, answers on the GUI thread, outdated ones dropped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject

from relate.ui.bridge import Bridge, Callback

T = TypeVar("T")
THREADS: Final = 2


class Background(QObject):
    """Runs plain functions on reader threads.

    A `lane` is a place on the screen that shows one answer: of several requests in a lane only the newest is
    answered; one that has not begun when the next arrives is never begun.
    """

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.bridge = bridge
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="reader")
        self._newest: dict[str, int] = {}
        self._count = 0
        self._idle = threading.Condition()
        self._open = 0
        self._closed = False

    def run(
        self,
        function: Callable[..., T],
        *args: Any,
        then: Callable[[T], object] | None = None,
        lane: str | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Calls `function(*args)` on a reader thread, and `then(result)` on the GUI thread.

        Call it on the GUI thread. A bound method of a widget as `then` is dropped with its widget. A problem goes
        to `failed`, else to the bridge's signal of that name. After `close` nothing is asked any more.
        """
        if self._closed:
            return
        self._count += 1
        ticket = self._count
        if lane is not None:
            self._newest[lane] = ticket
        succeed = Callback(then) if then is not None else None
        fail = Callback(failed) if failed is not None else None
        with self._idle:
            self._open += 1

        def is_newest() -> bool:
            return lane is None or self._newest.get(lane) == ticket

        def answer(result: T) -> None:
            if succeed is not None and is_newest():
                succeed(result)

        def work() -> None:
            try:
                if not is_newest():
                    return
                try:
                    result = function(*args)
                except Exception as problem:  # noqa: BLE001 it is told or logged on the GUI thread
                    self.bridge.post(fail if fail is not None else self.bridge.complain, problem)
                else:
                    self.bridge.post(answer, result)
            finally:
                with self._idle:
                    self._open -= 1
                    self._idle.notify_all()

        self._pool.submit(work)

    def drop(self, lane: str) -> None:
        """Whatever was asked in `lane` is no longer wanted."""
        self._count += 1
        self._newest[lane] = self._count

    @property
    def busy(self) -> bool:
        """Whether something is being read or waits for a thread; its answer may still be on the way to the window."""
        with self._idle:
            return self._open > 0

    @property
    def goes_on(self) -> bool:
        """False from `close` on: what takes long stops in the middle. Any thread."""
        return not self._closed

    def close(self) -> None:
        """Waits for what runs, drops what waits. Before the library is closed."""
        self._newest = {}
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
