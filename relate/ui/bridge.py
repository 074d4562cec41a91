"""The one way from other threads to the window.

Made once, on the GUI thread; workers and the writer hand their results to it, and it calls the window on the
GUI thread. After `close` everything that still arrives is dropped: no callback outlives its window.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import Any, TypeVar
from weakref import WeakMethod

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from relate.domain.changes import ChangeSet
from relate.ui.words import tr

log = logging.getLogger(__name__)
T = TypeVar("T")


class Callback:
    """A function to call on the GUI thread. A bound method of a QObject (or a `partial` of one) is held weakly and
    dropped with its object."""

    __slots__ = ("_first", "_function", "_method")

    def __init__(self, function: Callable[..., object]) -> None:
        self._first: tuple[Any, ...] = ()
        if isinstance(function, partial) and not function.keywords:
            self._first, function = function.args, function.func
        owner = getattr(function, "__self__", None)
        self._method = WeakMethod(function) if isinstance(owner, QObject) else None
        self._function = None if self._method is not None else function

    def __call__(self, *args: Any) -> None:
        function = self._function if self._method is None else self._method()
        owner = getattr(function, "__self__", None)
        if function is None or (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
            return
        function(*self._first, *args)


class Bridge(QObject):
    """Signals that arrive on the GUI thread, whoever caused them.

    `changed(ChangeSet)`: a command or an import changed the library. `failed(str)`: a known problem, as the
    sentence to show; anything else that went wrong is logged with its traceback and shown as a plain apology.
    """

    changed = Signal(object)
    failed = Signal(str)
    _posted = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._posted.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Drops everything that arrives from now on."""
        self._open = False

    def on_change(self, change: ChangeSet) -> None:
        """The listener for `Library.listen`; any thread."""
        self.post(self.changed.emit, change)

    def post(self, function: Callable[..., object], *args: object) -> None:
        """Calls `function(*args)` on the GUI thread, soon; any thread. Ids of any size arrive as they are."""
        if self._open and shiboken6.isValid(self):
            self._posted.emit(Callback(function), args)

    def when_done(
        self,
        future: Future[T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Calls `then(result)` on the GUI thread when a command is done. A problem goes to `failed`, if given
        (a cancelled future too), else to the signal of that name."""
        succeed = Callback(then) if then is not None else None
        fail = Callback(failed) if failed is not None else None

        def done(finished: Future[T]) -> None:
            try:
                result = finished.result()
            except CancelledError as problem:
                if fail is not None:
                    self.post(fail, problem)
            except Exception as problem:  # noqa: BLE001 it is told or logged on the GUI thread
                self.post(fail if fail is not None else self.complain, problem)
            else:
                if succeed is not None:
                    self.post(succeed, result)

        future.add_done_callback(done)

    def complain(self, problem: BaseException) -> None:
        """Shows a known problem as its sentence; logs anything else as the bug it is. GUI thread."""
        from relate.services.problems import in_words

        known = in_words(problem)
        if known is not None:
            self.failed.emit(str(known))
            return
        log.error("something went wrong behind the window", exc_info=problem)
        self.failed.emit(tr("Something went wrong in Relate itself, and the log tells what it was."))

    @Slot(object, object)
    def _arrived(self, function: Callable[..., object], args: tuple[object, ...]) -> None:
        if self._open:
            function(*args)
