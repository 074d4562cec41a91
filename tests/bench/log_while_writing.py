"""Logging a conversation until every panel could be painted anew: at rest, and while a million rows come or go.

Two benchmarks of some minutes each: at rest and during the import; and during the undo, of a library into which that
archive was read before (made once and kept).
"""

from __future__ import annotations

import gc
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from relate.domain.moments import Moment
from relate.services.library import Library
from relate.services.views import PeopleQuery, Talk
from tests.bench.archives import linkedin
from tests.bench.drop_archive import Phases
from tests.bench.library import NOW, folder, working_copy
from tests.bench.measuring import Figure, Run, median, percentile

AT_REST_MS, WHILE_WRITING_MS = 100.0, 150.0
SEED: Final = 17
PAUSE: Final = 0.3
"""Seconds between two entries: a person logs no faster, and the import is to go on."""


def measure(run: Run) -> None:
    archive = _archive(run)
    with _logging(run, run.library) as (library, logging):
        _tell(run, "at rest", [logging.once() for _ in range(run.times(60))], AT_REST_MS, logging)
        phases = Phases(began := time.perf_counter())
        job = library.imports.start([archive], phases.on_progress)
        during = logging.until(job.future)
        (report,) = job.future.result().imports
        spent = phases.until(time.perf_counter())
        rows = f"{report.interactions_new:,} rows"
        run.note(f"{rows} came in {time.perf_counter() - began:.0f} s: {_phases(spent)}")
        _tell(run, f"while {rows} are being imported", during, WHILE_WRITING_MS, logging)


def measure_undo(run: Run) -> None:
    with _logging(run, _with_archive(run)) as (library, logging):
        report = max(library.imports.list(), key=lambda one: one.id)
        began = time.perf_counter()
        undoing = library.imports.undo(report.id)
        during = logging.until(undoing)
        undoing.result()
        rows = f"{report.interactions_new:,} rows"
        run.note(f"{rows} were undone in {time.perf_counter() - began:.0f} s")
        _tell(run, f"while {rows} are being undone", during, WHILE_WRITING_MS, logging)


@contextmanager
def _logging(run: Run, whole: Path) -> Iterator[tuple[Library, _Logging]]:
    """A copy of a library in which everybody has been read: what the window does when it has opened."""
    with working_copy(whole) as path:
        library = Library.open(path, lambda: NOW)
        gc.disable()  # as in the window, which collects between its own events (ui/garbage.py)
        try:
            began = time.perf_counter()
            library.reconnect.day_at_once(NOW)
            run.note(f"everybody was read for the first time in {time.perf_counter() - began:.1f} s")
            yield library, _Logging(library, _people(path))
        finally:
            gc.enable()
            library.close()


def _archive(run: Run) -> Path:
    return linkedin(2_000, 20_000) if run.quick else linkedin(30_000, 1_000_000)


def _with_archive(run: Run) -> Path:
    """The made library with the archive read into it; made once and kept."""
    path = folder() / f"{run.library.stem}-and-{_archive(run).stem}.db"
    if not path.exists():
        with working_copy(run.library) as copy:
            library = Library.open(copy, lambda: NOW)
            try:
                library.imports.start([_archive(run)]).future.result()
                library.settled()
            finally:
                library.close()
            copy.rename(path)
    return path


def _people(path: Path) -> list[int]:
    """Some that one talks with: the busiest, with more than a hundred thousand rows, among them."""
    database = sqlite3.connect(path)
    rows = database.execute("SELECT id FROM person WHERE listed ORDER BY contact_days DESC LIMIT 1000").fetchall()
    database.close()
    return [int(rows[0][0]), *(int(row[0]) for row in random.Random(SEED).sample(rows, min(len(rows), 20)))]


class _Logging:
    """Logs with one person after the other. parts: seconds of writing, page and timeline, list, day's people."""

    def __init__(self, library: Library, people: Sequence[int]) -> None:
        self._library, self._people = library, people
        self._count = 0
        self.parts: list[tuple[float, float, float, float]] = []

    def once(self) -> float:
        """Seconds from the word of the user, on the page of whom he talked with, until everything that the window
        shows has been read again."""
        library = self._library
        person = self._people[self._count % len(self._people)]
        self._count += 1
        library.people.page(person)
        library.timeline.rows(library.timeline.ids(person)[:100], person)
        began = time.perf_counter()
        talk = Talk((person,), Moment(NOW - 60_000 * self._count), text="coffee at the harbour")
        library.timeline.log(talk).result()
        written = time.perf_counter()
        library.people.page(person)
        library.timeline.rows(library.timeline.ids(person)[:100], person)
        paged = time.perf_counter()
        library.people.rows(library.people.ids(PeopleQuery())[:100])
        listed = time.perf_counter()
        library.reconnect.day_at_once(NOW)
        chosen = time.perf_counter()
        self.parts.append((written - began, paged - written, listed - paged, chosen - listed))
        return chosen - began

    def until(self, end: Future[Any]) -> list[float]:
        """Again and again until something has ended."""
        self.parts.clear()
        spent: list[float] = []
        while not end.done():
            spent.append(self.once())
            began = time.perf_counter()
            gc.collect(1)
            time.sleep(max(PAUSE - (time.perf_counter() - began), 0.0))
        return spent


def _tell(run: Run, when: str, seconds: Sequence[float], most_ms: float, logging: _Logging) -> None:
    ms = [1000 * one for one in seconds]
    run.tell(Figure(f"logging to refreshed panels {when}: slowest of {len(ms)}", max(ms), "ms", at_most=most_ms))
    run.note(f"median {median(ms):.0f} ms, p99 {percentile(ms, 0.99):.0f} ms")
    names = ("writing", "page and timeline", "list", "day's people")
    parts = list(zip(*logging.parts, strict=True))
    run.note(
        "median and slowest: "
        + ", ".join(
            f"{name} {1000 * median(part):.0f} and {1000 * max(part):.0f} ms"
            for name, part in zip(names, parts, strict=True)
        )
    )
    slowest = sorted(range(len(ms)), key=ms.__getitem__, reverse=True)[:5]
    run.note(
        "the five slowest: "
        + "; ".join(
            f"number {number}, {' + '.join(f'{1000 * part:.0f}' for part in logging.parts[number])} ms"
            for number in slowest
        )
    )
    logging.parts.clear()


def _phases(spent: dict[str, float]) -> str:
    return ", ".join(f"{phase} {seconds:.0f} s" for phase, seconds in spent.items())
