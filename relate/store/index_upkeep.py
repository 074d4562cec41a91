"""The pieces of the full-text index, and when they are merged.

Each write adds a piece. Left alone SQLite merges them in the middle of a write once there are sixteen, for up to a
second of whoever writes then. While rows come or go by the hundred thousand that is held off; afterwards the pieces are
merged in small steps while nobody waits. Source: design/data-model.md, "Writing".
"""

from __future__ import annotations

from collections.abc import Iterator

from peewee import SqliteDatabase

from relate.store.chunks import Chunks
from relate.store.connection import immediate

_LITTLE_BY_LITTLE, _AT_ONCE = 4, 16
"""From how many pieces on each write merges a little, and from how many on all at once: SQLite's own numbers."""
_NEVER_AT_ONCE = 1900
"""SQLite holds 2,000 pieces."""


def hold_off(database: SqliteDatabase, also_little: bool = False) -> None:
    """No write merges all pieces from now on. also_little: nor a few of them. Lasts beyond a crash, until `merged`."""
    with immediate(database):
        _set(database, "automerge", 0 if also_little else _LITTLE_BY_LITTLE)
        _set(database, "crisismerge", _NEVER_AT_ONCE)


def is_held_off(database: SqliteDatabase) -> bool:
    row = database.execute_sql("SELECT v FROM interaction_fts_config WHERE k = 'crisismerge'").fetchone()
    return row is not None and int(row[0]) == _NEVER_AT_ONCE


def merged(database: SqliteDatabase) -> Iterator[None]:
    """Merge what came and went, in steps as short as a chunk is to be; then writes merge by themselves again.

    Without it the newest of the index would be tombstones after an undo, and every word be looked up in each piece.
    """
    pages = Chunks(100)
    while True:
        before = database.connection().total_changes
        pages.begin()
        with immediate(database):
            _set(database, "merge", pages.size)
        pages.end()
        if database.connection().total_changes - before < 2:
            break
        yield
    if is_held_off(database):
        with immediate(database):
            _set(database, "automerge", _LITTLE_BY_LITTLE)
            _set(database, "crisismerge", _AT_ONCE)


def _set(database: SqliteDatabase, name: str, value: int) -> None:
    database.execute_sql("INSERT INTO interaction_fts (interaction_fts, rank) VALUES (?,?)", (name, value))
