"""Contact days, rhythms and lines of everybody worked out anew, beside what the user does. On the processor's time."""

from __future__ import annotations

import time
from typing import Final

from relate.store import writing
from relate.store.recomputing import recomputed
from tests.bench.library import working_copy
from tests.bench.measuring import Figure, Run, percentile

MOST_SECONDS: Final = 6.0
CHUNK_MS: Final = 100.0


def measure(run: Run) -> None:
    with working_copy(run.library) as path:
        database = writing.open_for_writing(path)
        chunks: list[float] = []
        told: list[float] = []
        work = recomputed(database, told.append)
        while True:
            began = time.process_time()
            try:
                next(work)
            except StopIteration:
                chunks.append(time.process_time() - began)
                break
            chunks.append(time.process_time() - began)
        writing.close(database)
    run.tell(Figure(f"everything worked out anew, {run.big}", sum(chunks), "s", at_most=MOST_SECONDS))
    ms = [1000 * one for one in chunks]
    run.tell(Figure("a chunk of it: p99", percentile(ms, 0.99), "ms", at_most=CHUNK_MS))
    run.note(f"{len(chunks):,} chunks, the longest {max(ms):.0f} ms; told of {len(told):,} steps")
