"""Keeping what matching found: two caches, in short transactions between which the user's commands go."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from peewee import SqliteDatabase

from relate.domain.matching import Scored
from relate.store.connection import immediate
from relate.store.match_reads import FORM_ROW, bits_of
from relate.store.visibility import between

T = TypeVar("T")
_PART = 4000


def keep(
    database: SqliteDatabase,
    looked_at: Mapping[int, int],
    keys: Mapping[int, bytes],
    found: Sequence[Scored],
    form: bytes,
) -> Generator[None, None, None]:
    """Put in what was found about some people in the place of what was known of them.

    looked_at: each of them, with the count of changes they were read at. Who changed since stays to be looked at. What
    is cut off in the middle is looked at again as well: the keys, which say that it is done, are written last, and
    behind them `form`, which says how they were made.
    """
    people = sorted(looked_at)
    for part in _parts(people):
        with immediate(database):
            if between(database):
                return
            wanted = json.dumps(part)
            database.execute_sql("DELETE FROM match_pair WHERE a IN (SELECT value FROM json_each(?))", (wanted,))
            database.execute_sql("DELETE FROM match_pair WHERE b IN (SELECT value FROM json_each(?))", (wanted,))
        yield
    for rows in _parts(found):
        with immediate(database):
            database.connection().executemany(
                "INSERT OR REPLACE INTO match_pair (a, b, odds, signs) VALUES (?, ?, ?, ?)",
                [(pair.a, pair.b, pair.odds, bits_of(pair.signs)) for pair in rows],
            )
        yield
    for part in _parts(people):
        with immediate(database):
            if between(database):
                return
            database.connection().executemany(
                "INSERT INTO match_key (person, keys, told) VALUES (?, ?, ?) ON CONFLICT (person)"
                " DO UPDATE SET keys = excluded.keys WHERE told = excluded.told",
                [(person, keys.get(person, b""), looked_at[person]) for person in part],
            )
            database.execute_sql(
                "DELETE FROM match_key WHERE person IN (SELECT value FROM json_each(?)) AND length(keys) = 0"
                " AND person NOT IN (SELECT id FROM person)",
                (json.dumps(part),),
            )
        yield
    with immediate(database):
        database.execute_sql("INSERT OR REPLACE INTO match_key (person, keys, told) VALUES (?, ?, 0)", (FORM_ROW, form))


def _parts(rows: Iterable[T]) -> Iterator[list[T]]:
    left = iter(rows)
    while part := list(islice(left, _PART)):
        yield part
