"""Long writing in short pieces: how much is written at a time, so that a user's command waits for one piece at most."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from peewee import SqliteDatabase

from relate.store.connection import immediate

CHUNK_SECONDS = 0.07
"""How long a chunk should hold the writer: a user's command waits for one of them at most."""


class Chunks:
    """Ranges of row numbers whose size follows from how long the last one took."""

    def __init__(self, start: int) -> None:
        self.size = start
        self._began = 0.0

    def begin(self) -> None:
        self._began = time.perf_counter()

    def end(self) -> None:
        took = time.perf_counter() - self._began
        factor = min(max(CHUNK_SECONDS / max(took, 1e-4), 0.5), 2.0)
        self.size = max(50, int(self.size * factor))


def in_ranges(
    database: SqliteDatabase,
    parameters: Mapping[str, int],
    largest: str,
    start: int,
    work: Callable[[SqliteDatabase, dict[str, int]], None],
) -> Iterator[float]:
    """Work over the numbers from 1 to what the query `largest` gives, each range of them a transaction of its own.

    work is handed the parameters with the range's bounds, low and high. Yields the share done after each range.
    """
    top = int(database.execute_sql(largest).fetchone()[0] or 0)
    chunks = Chunks(start)
    low = 1
    while low <= top:
        high = low + chunks.size - 1
        chunks.begin()
        with immediate(database):
            work(database, {**parameters, "low": low, "high": high})
        chunks.end()
        yield min(high / top, 1.0)
        low = high + 1


def parts(values: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def run(database: SqliteDatabase, parameters: dict[str, int], *statements: str) -> None:
    connection = database.connection()
    for statement in statements:
        connection.execute(statement, parameters)
