"""Reading that nobody waits for: on a thread of its own, and ended before the library is closed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Stopped(Exception):
    """Raised by what is read aside where it is not wanted any more."""


class Aside:
    """Does one thing aside whenever it is asked for, and once at a time. An error is kept for whoever asks next."""

    def __init__(
        self, work: Callable[[Callable[[], bool]], None], done: Callable[[], None], over: Callable[[], None]
    ) -> None:
        """work: does all there is to do; it is handed a question, whether it is still wanted. done: called whenever it
        was done, or went wrong. over: called at the end of the thread. All on that thread."""
        self._work, self._tell, self._over = work, done, over
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._again = False
        self._closed = False
        self._problem: BaseException | None = None
        self._done = threading.Event()
        self._took = 0.0

    def expect(self, seconds: float) -> None:
        """So long it takes, as far as is known before it was done for the first time."""
        self._took = seconds

    def begin(self) -> None:
        """There is something to do; any thread. Raises what went wrong the last time."""
        self._begin()

    def has_done_in(self, patience: float) -> bool:
        """Begin, and wait for it up to so many seconds, where it took no longer the last time; else False, and nothing
        is begun. Raises what went wrong the last time."""
        if self._took > patience:
            return False
        if self._begin():
            self._done.wait(patience)
        return True

    def _begin(self) -> bool:
        """Whether nothing was being done before."""
        with self._lock:
            problem, self._problem = self._problem, None
            if problem is not None:
                raise problem
            if self._closed:
                return False
            self._again = True
            is_new = self._thread is None
            if is_new:
                self._done.clear()
                self._thread = threading.Thread(target=self._run, name="aside", daemon=True)
                self._thread.start()
            return is_new

    def close(self) -> None:
        """Stop what runs, and wait until it has stopped."""
        with self._lock:
            self._closed = True
            thread = self._thread
        if thread is not None:
            thread.join()

    def _goes_on(self) -> bool:
        return not self._closed

    def _run(self) -> None:
        while self._is_to_go_on():
            began = time.monotonic()
            try:
                self._work(self._goes_on)
            except Stopped:
                continue
            except BaseException as problem:  # noqa: BLE001 - whoever asks next is told
                with self._lock:
                    self._problem = problem
            # Half of what is known is taken as it was: where all was done already, it says nothing.
            self._took = max(time.monotonic() - began, self._took / 2)
            self._done.set()
            self._tell()

    def _is_to_go_on(self) -> bool:
        with self._lock:
            if self._again and not self._closed:
                self._again = False
                return True
            self._over()
            self._thread = None
            self._done.set()
            return False
