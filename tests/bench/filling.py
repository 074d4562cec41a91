"""Columns of numpy into tables, as fast as SQLite takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat

import numpy as np
import numpy.typing as npt
from peewee import SqliteDatabase

Column = npt.NDArray[np.int64] | npt.NDArray[np.float64] | Sequence[object] | str | int


def fill(database: SqliteDatabase, table: str, count: int, **columns: Column) -> None:
    """`count` rows; a single number or text stands in each of them. Columns not named that need a value are empty."""
    for name, kind in _needed(database, table):
        columns.setdefault(name, "" if kind == "TEXT" else 0)
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    database.connection().executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
        zip(*(_values(column, count) for column in columns.values()), strict=True),
    )


def where(kept: npt.NDArray[np.bool_], values: npt.NDArray[np.int64]) -> list[int | None]:
    """The values where they are kept, null elsewhere."""
    return [one if keep else None for one, keep in zip(values.tolist(), kept.tolist(), strict=True)]


def _values(column: Column, count: int) -> Iterable[object]:
    if isinstance(column, str | int):
        return repeat(column, count)
    values: Iterable[object] = column.tolist() if isinstance(column, np.ndarray) else column
    return values


def _needed(database: SqliteDatabase, table: str) -> list[tuple[str, str]]:
    """(name, type) of the columns that have no default and may not be null; the key that counts itself excepted."""
    rows = database.execute_sql(f'PRAGMA table_info("{table}")').fetchall()
    alone = [row[1] for row in rows if row[5]]
    return [
        (row[1], row[2])
        for row in rows
        if row[3] and row[4] is None and not (row[2] == "INTEGER" and [row[1]] == alone)
    ]


@contextmanager
def without_indexes(database: SqliteDatabase, tables: Sequence[str]) -> Iterator[None]:
    """The indexes of these tables are made after the rows: sorted once instead of grown row by row."""
    marks = ", ".join("?" * len(tables))
    indexes = database.execute_sql(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
        tuple(tables),
    ).fetchall()
    for name, _ in indexes:
        database.execute_sql(f'DROP INDEX "{name}"')
    yield
    for _, sql in indexes:
        database.execute_sql(sql)
