"""An import that runs: how it is stopped, and how far it is told to be."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Event, Lock
from typing import TYPE_CHECKING

from relate.services.import_views import ImportOutcome, Progress

if TYPE_CHECKING:
    from relate.services.answers import Said

TELL_EVERY = 0.1
"""Seconds between two tellings of the progress."""

Tell = Callable[[Progress], None]


class Cancelled(Exception):
    """The user does not want this import any more."""


class ImportJob:
    """An import that runs, or waits for an answer: then no thread does anything for it.

    `future` ends with what came of it; `cancel` leaves nothing of what is not there yet.
    """

    def __init__(self) -> None:
        self._cancelled = Event()
        self._stopped = Event()
        self._lock = Lock()
        self._go_on: Callable[[Said | None], None] | None = None
        self.future: Future[ImportOutcome] = Future()

    def wait(self, go_on: Callable[[Said | None], None]) -> None:
        """Nothing more is done until somebody answers, or takes the import back; then go_on is called, once."""
        with self._lock:
            self._go_on = go_on
        if self._over:
            self._continue(None)

    def answer(self, said: Said) -> None:
        """What the archive that is asked about is read with; nothing happens when nobody waits for an answer."""
        self._continue(said)

    def leave_out(self) -> None:
        """The archive that is asked about is not to be read; the others are."""
        self._continue(None)

    @property
    def waits(self) -> bool:
        """Whether an answer is waited for."""
        with self._lock:
            return self._go_on is not None

    def cancel(self) -> None:
        self._cancelled.set()
        self._continue(None)

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def stop(self) -> None:
        """The program ends: stop reading; what is being written already is finished at the next start."""
        self._stopped.set()
        self._continue(None)

    def check(self) -> None:
        """Raises Cancelled when nothing more should be read."""
        if self._over:
            raise Cancelled

    @property
    def _over(self) -> bool:
        return self._cancelled.is_set() or self._stopped.is_set()

    def _continue(self, said: Said | None) -> None:
        with self._lock:
            go_on, self._go_on = self._go_on, None
        if go_on is not None:
            go_on(said)


@dataclass(slots=True)
class Share:
    """How the progress of one archive is told: reading is measured in bytes, writing in rows."""

    tell: Tell
    title: str
    bytes_total: int
    began: float
    told: float = 0.0
    rows: int = 0
    bytes_done: int = 0

    READING = 0.45

    def reading(self, rows: int, bytes_done: int) -> None:
        self.rows, self.bytes_done = rows, min(bytes_done, self.bytes_total)
        self._say("reading", self.READING * (self.bytes_done / self.bytes_total if self.bytes_total else 1.0))

    def writing(self, phase: str, share: float) -> None:
        self._say(phase, self.READING + 0.05 + (0.95 - self.READING) * share)

    def _say(self, phase: str, fraction: float) -> None:
        now = time.monotonic()
        if now - self.told < TELL_EVERY and fraction < 1:
            return
        self.told = now
        elapsed = now - self.began
        left = elapsed / fraction - elapsed if fraction > 0.05 and elapsed > 1 else None
        self.tell(Progress(self.title, phase, self.rows, self.bytes_done, self.bytes_total, min(fraction, 1.0), left))
