"""The newest fifty hits of a word or of two letters, everywhere and inside one person; and after an undone import."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from relate.services.library import Library
from relate.services.readers import Readers
from relate.services.timeline_views import TimelineViews
from tests.bench.archives import linkedin
from tests.bench.library import NOW, working_copy
from tests.bench.measuring import Run, tell_spread
from tests.bench.vocabulary import COMMON_WORDS, RARE_WORD, vocabulary

P50, P99 = 5.0, 20.0
HITS: Final = 50
QUERIES: Final = 400
SEED: Final = 7


def measure(run: Run) -> None:
    with working_copy(run.library) as path:
        wanted = _Wanted(path, run)
        _search(run, path, wanted, "")
        archive = linkedin(1_000, 6_000) if run.quick else linkedin(30_000, 200_000)
        library = Library.open(path, lambda: NOW)
        try:
            began = time.perf_counter()
            (report,) = library.imports.start([archive]).future.result().imports
            read = time.perf_counter()
            library.imports.undo(report.id).result()
            undone = time.perf_counter()
            run.note(
                f"{report.interactions_new:,} rows imported into {run.big} in {read - began:.1f} s,"
                f" undone in {undone - read:.1f} s"
            )
            _search(run, path, wanted, ", just undone", judged=False)
            library.settled()
            run.note(f"index tidied in {time.perf_counter() - undone:.1f} s of idle time")
        finally:
            library.close()
        _search(run, path, wanted, f", after {report.interactions_new:,} rows were undone")


class _Wanted:
    """What is searched for: words of every frequency, two letters, and the people inside whom a word is common."""

    def __init__(self, path: Path, run: Run) -> None:
        chance = random.Random(SEED)
        words = vocabulary()
        count = run.times(QUERIES)
        # A rank drawn by its logarithm: frequent words are asked for as often as rare ones.
        self.words = [words[int(len(words) ** chance.random()) - 1] for _ in range(count)] + [RARE_WORD]
        self.letters = [chance.choice(self.words)[:2] for _ in range(count)]
        self.common = [chance.choice(COMMON_WORDS) for _ in range(count)]
        database = sqlite3.connect(path)
        rows = database.execute("SELECT id FROM person WHERE listed ORDER BY contact_days DESC LIMIT 200").fetchall()
        database.close()
        # The busiest person, with more than a hundred thousand rows, is every fourth of them.
        busiest, *others = [int(row[0]) for row in rows]
        self.people = [busiest if place % 4 == 0 else chance.choice(others) for place in range(count)]


def _search(run: Run, path: Path, wanted: _Wanted, when: str, judged: bool = True) -> None:
    readers = Readers(path)
    timeline = TimelineViews(readers)
    p50, p99 = (P50, P99) if judged else (None, None)
    try:
        timeline.search("warm up", HITS)
        asked: Sequence[tuple[str, Sequence[str], Sequence[int | None]]] = (
            ("a word", wanted.words, [None] * len(wanted.words)),
            ("two letters", wanted.letters, [None] * len(wanted.letters)),
            ("a common word inside one person", wanted.common, wanted.people),
        )
        for what, texts, people in asked:
            spent = [
                _timed(lambda text=text, person=person: timeline.search(text, HITS, person))  # type: ignore[misc]
                for text, person in zip(texts, people, strict=True)
            ]
            tell_spread(run, f"{what} in {run.big}{when}", spent, p50, p99)
            if judged:
                slowest = max(range(len(spent)), key=spent.__getitem__)
                run.note(f"slowest: {texts[slowest]!r}" + (f" in person {people[slowest]}" if people[slowest] else ""))
    finally:
        readers.close()


def _timed(search: Callable[[], object]) -> float:
    began = time.perf_counter()
    search()
    return time.perf_counter() - began
