"""Long writing in short pieces: how much is written at a time, so that a user's command waits for one piece at most."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from peewee import SqliteDatabase

from relate.store.connection import chunk, commit_to_come

T = TypeVar("T")
CHUNK_SECONDS = 0.05
"""How long a chunk should hold the writer: a user's command waits for one of them at most."""
HURRIED_SECONDS = 0.02
"""How long it should, with its commit, while one command comes after the other."""
LEAST_SECONDS = 0.008
"""How long it may whatever the commit takes: of shorter ones the commits would be all there is."""


class Chunks:
    """Ranges of row numbers whose size follows from how long the last one took."""

    def __init__(self, database: SqliteDatabase, start: int, seconds: float | None = None) -> None:
        """seconds: how long one is to take, where that is not the usual time."""
        self.size = max(start, 1)
        self._database = database
        self._seconds = seconds
        self._began = 0.0

    def begin(self) -> None:
        self._began = time.perf_counter()

    def end(self, done: int | None = None) -> None:
        """done: how many there were, where there may have been fewer: of fewer it is learnt at most that they were too
        many."""
        took = time.perf_counter() - self._began
        # Down as fast as it has to be, up with care: the next piece may be another sort of row.
        factor = min(max(self._wanted() / max(took, 1e-4), 0.1), 1.5)
        if done is not None and done < self.size:
            if factor >= 1:
                return
            self.size = done
        self.size = max(1, int(self.size * factor + 0.5))

    def _wanted(self) -> float:
        if self._seconds is not None:
            return self._seconds
        commit = commit_to_come(self._database)
        if commit is None:
            return CHUNK_SECONDS
        return min(max(HURRIED_SECONDS - commit, LEAST_SECONDS), CHUNK_SECONDS)


def in_pieces(
    database: SqliteDatabase, values: Sequence[T], start: int, write: Callable[[Sequence[T]], object]
) -> Iterator[float]:
    """Write for all of these, in transactions as short as a chunk is to be; yields the share done after each.

    start: how many the first one takes; few where a single one may have a great deal behind it, for the next ones grow
    by themselves.
    """
    chunks = Chunks(database, start)
    done = 0
    while done < len(values):
        part = values[done : done + chunks.size]
        chunks.begin()
        with chunk(database):
            write(part)
        chunks.end()
        done += len(part)
        yield done / len(values)


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
    chunks = Chunks(database, start)
    low = 1
    while low <= top:
        high = low + chunks.size - 1
        chunks.begin()
        with chunk(database):
            work(database, {**parameters, "low": low, "high": high})
        chunks.end()
        yield min(high / top, 1.0)
        low = high + 1


def stretches(database: SqliteDatabase, table: str, key: str, size: int) -> Iterator[dict[str, int]]:
    """{"low", "high"}: the first and the last key of every `size` rows of a table, for statements over a few at a time.

    The key is the table's own.
    """
    low = -(2**63)
    while True:
        (high,) = database.execute_sql(
            f"SELECT max({key}) FROM (SELECT {key} FROM {table} WHERE {key} >= ? ORDER BY {key} LIMIT ?)", (low, size)
        ).fetchone()
        if high is None:
            return
        yield {"low": low, "high": int(high)}
        if high == 2**63 - 1:
            return
        low = int(high) + 1


def run(database: SqliteDatabase, parameters: dict[str, int], *statements: str) -> None:
    connection = database.connection()
    for statement in statements:
        connection.execute(statement, parameters)
