"""Contact days, rhythms and lines of everybody worked out anew, beside what the user does. On the processor's time.

Two processes work side by side: of each step the longer one counts, since the window waits for that and a second
processor does the other. What both take together is told too.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from pathlib import Path
from typing import Final

from peewee import SqliteDatabase

from relate.store import writing
from relate.store.connection import immediate
from relate.store.recomputing import recomputed
from tests.bench.library import working_copy
from tests.bench.measuring import Figure, Run, percentile

MOST_SECONDS: Final = 6.0
CHUNK_MS: Final = 100.0
OTHERWISE: Final = (
    "UPDATE contact_day SET weight = weight + 1, total = total + 1",
    "UPDATE rhythm_state SET state = zeroblob(length(state))",
    "UPDATE person SET closeness = closeness + 1",
)
"""As another arithmetic would have left everybody."""


def measure(run: Run) -> None:
    with working_copy(run.library) as path:
        database = writing.open_for_writing(path)
        gc.disable()  # as in the window, which collects between its own events (ui/garbage.py)
        try:
            _tell(run, database, f"everything worked out anew, {run.big}", MOST_SECONDS)
            with immediate(database):
                for statement in OTHERWISE:
                    database.execute_sql(statement)
            _tell(run, database, "the same where all of it was otherwise", None)
        finally:
            gc.enable()
            writing.close(database)


def _tell(run: Run, database: SqliteDatabase, what: str, most: float | None) -> None:
    steps: list[float] = []
    here = beside = 0.0
    began = time.perf_counter()
    others = _Others()
    work = recomputed(database, lambda _share: None)
    goes_on = True
    while goes_on:
        all_mine, mine = time.process_time(), time.thread_time()
        goes_on = next(work, 0) is None  # it yields None
        mine = time.thread_time() - mine
        threads = time.process_time() - all_mine - mine
        process = others.spent(gone=not goes_on)
        here, beside = here + mine + threads, beside + process
        steps.append(max(mine, threads, process))
    took = time.perf_counter() - began
    run.tell(Figure(what, sum(steps), "s", at_most=most))
    ms = [1000 * one for one in steps]
    run.tell(Figure("a step of it: slowest", max(ms), "ms", at_most=CHUNK_MS))
    run.note(
        f"{len(ms):,} steps, p99 {percentile(ms, 0.99):.0f} ms; here {here:.1f} s, in the other process {beside:.1f} s,"
        f" it took {took:.1f} s"
    )


class _Others:
    """The processor's time of the processes that this one started, from their very beginning."""

    def __init__(self) -> None:
        self._before = self._ended()
        self._children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
        self._told = 0.0

    def spent(self, *, gone: bool) -> float:
        """Seconds since the last call. gone: they have ended by now."""
        before = self._told
        if gone:
            self._told = self._ended() - self._before
        elif self._children.exists():
            # As getcpuclockid of the C library names the clock of a process.
            clocks = [time.clock_gettime((~int(one) << 3) | 2) for one in self._children.read_text().split()]
            self._told = sum(clocks) if clocks else before
        return max(self._told - before, 0.0)

    @staticmethod
    def _ended() -> float:
        told = os.times()
        return told.children_user + told.children_system
