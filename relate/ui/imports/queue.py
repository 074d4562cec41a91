"""Imports one after the other: the writer is one, and each import is a step of its own."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from relate.domain.errors import KnownError
from relate.services.answers import Said
from relate.services.library import Library
from relate.services.views import ImportOutcome, Progress
from relate.ui.background import Background

if TYPE_CHECKING:
    from relate.services.asking import Asked
    from relate.services.import_job import ImportJob
    from relate.services.importing import Imports


@dataclass(frozen=True, slots=True, eq=False)
class Drop:
    """Files that were dropped together; compared by identity, for the same ones may be dropped twice."""

    paths: tuple[Path, ...]
    knowing: bool = False
    """Read again with all that is known of the owner (`Imports.start`)."""

    @property
    def title(self) -> str:
        """The name of the first, and how many more there are."""
        names = [path.name or str(path) for path in self.paths]
        return names[0] if len(names) == 1 else f"{names[0]} + {len(names) - 1}"


class _Latest:
    """Keeps only the newest progress: an import tells far more often than a window can paint."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value: Progress | None = None
        self._announced = False

    def put(self, value: Progress) -> bool:
        """True when nobody was told yet that there is something to take."""
        with self._lock:
            self._value = value
            announce = not self._announced
            self._announced = True
            return announce

    def take(self) -> Progress | None:
        with self._lock:
            self._announced = False
            return self._value


class ImportQueue(QObject):
    """All signals come on the GUI thread."""

    added = Signal(object)
    began = Signal(object)
    progressed = Signal(object, object)
    asked = Signal(object, object)
    """(Drop, Asked): it waits for an answer, while other drops wait for it."""
    finished = Signal(object, object)
    """(Drop, ImportOutcome): also when it was cancelled after one of its archives was in the library."""
    failed = Signal(object, str)
    """(Drop, sentence)"""
    cancelled = Signal(object)

    def __init__(self, library: Library, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._background, self._bridge = library, background, background.bridge
        self._waiting: deque[Drop] = deque()
        self._running: Drop | None = None
        self._job: ImportJob | None = None

    def answer(self, drop: Drop, said: Said) -> None:
        """What the drop that asked is read with."""
        if drop is self._running and self._job is not None:
            self._job.answer(said)

    def leave_out(self, drop: Drop) -> None:
        """The archive that the drop asked about is not to be read."""
        if drop is self._running and self._job is not None:
            self._job.leave_out()

    @property
    def busy(self) -> bool:
        return self._running is not None

    def add(self, paths: Sequence[Path], *, knowing: bool = False) -> Drop | None:
        """Reads these files when it is their turn. None when there are none."""
        if not paths:
            return None
        drop = Drop(tuple(paths), knowing)
        self._waiting.append(drop)
        self.added.emit(drop)
        self._next()
        return drop

    def cancel(self, drop: Drop) -> None:
        """Takes a drop back: one that waits at once, the one that is read as soon as it can stop."""
        if drop in self._waiting:
            self._waiting.remove(drop)
            self.cancelled.emit(drop)
        elif drop is self._running and self._job is not None:
            self._job.cancel()
        elif drop is self._running:
            self._over(drop)
            self.cancelled.emit(drop)
            self._next()

    def cancel_all(self) -> None:
        for drop in (*self._waiting, *([self._running] if self._running else [])):
            self.cancel(drop)

    def _next(self) -> None:
        if self._running is not None or not self._waiting:
            return
        drop = self._running = self._waiting.popleft()
        self.began.emit(drop)
        # The readers of every source are loaded for the first drop: most of a second, in which the window answers.
        self._background.run(
            lambda: self._library.imports, then=partial(self._start, drop), failed=partial(self._not_begun, drop)
        )

    def _start(self, drop: Drop, imports: Imports) -> None:
        if drop is not self._running:
            return  # cancelled meanwhile
        latest = _Latest()

        def tell(progress: Progress) -> None:
            if latest.put(progress):
                self._bridge.post(self._progress, drop, latest)

        def ask(asked: Asked) -> None:
            self._bridge.post(self._ask, drop, asked)

        try:
            self._job = imports.start(drop.paths, tell, ask, knowing=drop.knowing)
        except KnownError as problem:
            self._over(drop)
            self.failed.emit(drop, str(problem))
            self._next()
            return
        self._bridge.when_done(self._job.future, self._done, self._failed)

    def _not_begun(self, drop: Drop, problem: BaseException) -> None:
        if drop is self._running:
            self._failed(problem)

    def _progress(self, drop: Drop, latest: _Latest) -> None:
        progress = latest.take()
        if drop is self._running and progress is not None:
            self.progressed.emit(drop, progress)

    def _ask(self, drop: Drop, asked: Asked) -> None:
        if drop is self._running and self._job is not None and not self._job.cancelled:
            self.asked.emit(drop, asked)

    def _done(self, outcome: ImportOutcome) -> None:
        drop = self._running
        assert drop is not None
        self._over(drop)
        if outcome.cancelled and not outcome.imports:
            self.cancelled.emit(drop)
        else:
            self.finished.emit(drop, outcome)
        self._next()

    def _failed(self, problem: BaseException) -> None:
        drop = self._running
        assert drop is not None
        self._over(drop)
        if isinstance(problem, CancelledError):
            self.cancelled.emit(drop)
        elif isinstance(problem, KnownError):
            self.failed.emit(drop, str(problem))
        else:
            self._bridge.complain(problem)
            self.failed.emit(drop, "")
        self._next()

    def _over(self, drop: Drop) -> None:
        self._running, self._job = None, None
