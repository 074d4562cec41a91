"""Pitches are told from talks in pieces between which the user's commands go: threads of some hundred messages
together, one of many thousand in stretches. Each of its rows is looked at for it, which of 38,000 holds the writer for
a quarter of a second."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from peewee import SqliteDatabase

from relate.store import ties
from relate.store.chunks import in_pieces
from relate.store.connection import chunk

LONG: Final = 3_000
"""Rows from which on a thread is told in stretches of as many."""
_AT_A_TIME: Final = 200
"""Threads whose rows are counted with one statement."""


def marked(database: SqliteDatabase, conversations: Sequence[int], seeing: int = 0) -> Iterator[set[int]]:
    """As `ties.mark_tones` of these threads: piece by piece the interactions whose tone changed."""
    lengthy: set[int] = set()
    for found in _long_ones(database, conversations):
        lengthy.update(found)
        yield set()
    for conversation in sorted(lengthy):
        yield from _in_stretches(database, conversation, seeing)
    changed: set[int] = set()

    def mark(some: Sequence[int]) -> None:
        changed.update(ties.mark_tones(database, (), some, seeing))

    for _ in in_pieces(database, [one for one in conversations if one not in lengthy], 50, mark):
        yield changed.copy()
        changed.clear()


def _long_ones(database: SqliteDatabase, conversations: Sequence[int]) -> Iterator[list[int]]:
    """Those of these conversations that are long, some after the other."""
    for start in range(0, len(conversations), _AT_A_TIME):
        rows = database.execute_sql(
            "SELECT j.value FROM json_each(?) j WHERE (SELECT count(*) FROM (SELECT 1 FROM interaction i"
            " WHERE i.conversation = j.value AND i.conversation > 0 LIMIT ?)) > ?",
            (json.dumps(conversations[start : start + _AT_A_TIME]), LONG + 1, LONG),
        )
        yield [int(row[0]) for row in rows]


def _in_stretches(database: SqliteDatabase, conversation: int, seeing: int) -> Iterator[set[int]]:
    with chunk(database):
        ties.tell_whose(database, [conversation], seeing)
    yield set()
    low = -(2**63)
    while True:
        (high,) = database.execute_sql(
            "SELECT max(id) FROM (SELECT id FROM interaction WHERE conversation = ? AND conversation > 0 AND id >= ?"
            " ORDER BY id LIMIT ?)",
            (conversation, low, LONG),
        ).fetchone()
        if high is None:
            return
        with chunk(database):
            told = ties.tell_pitches(database, [conversation], (low, int(high)))
        yield told
        low = int(high) + 1
