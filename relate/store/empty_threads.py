"""Conversations in which nothing is shown any more once an import of their account was taken back."""

from __future__ import annotations

from collections.abc import Iterator

from peewee import SqliteDatabase

from relate.store.chunks import run, stretches
from relate.store.connection import chunk


def remove(database: SqliteDatabase, import_id: int) -> Iterator[float]:
    """Let go of them, in chunks; those stay that another telling of some message knows."""
    connection = database.connection()
    connection.execute("DROP TABLE IF EXISTS temp.empty_thread")
    connection.execute("CREATE TEMP TABLE empty_thread (id INTEGER PRIMARY KEY)")
    for stretch in stretches(database, "conversation", "id", 10_000):
        run(
            database,
            stretch | {"import": import_id},
            "INSERT INTO temp.empty_thread SELECT id FROM conversation WHERE id BETWEEN :low AND :high"
            " AND account = (SELECT account FROM import WHERE id = :import) AND NOT EXISTS"
            " (SELECT 1 FROM interaction i WHERE i.conversation = conversation.id AND i.conversation > 0)",
        )
        yield 0.8
    if connection.execute(
        "SELECT EXISTS (SELECT 1 FROM import o JOIN import i ON i.account = o.account WHERE i.id = ? AND o.id != i.id"
        " AND o.state NOT IN ('undone', 'cancelled', 'failed'))",
        (import_id,),
    ).fetchone()[0]:
        # What shows another telling now may show this one again, when that goes.
        for stretch in stretches(database, "interaction_key", "key", 20_000):
            run(
                database,
                stretch,
                "DELETE FROM temp.empty_thread WHERE id IN (SELECT json_extract(says, '$[1]') FROM interaction_key"
                " WHERE key BETWEEN :low AND :high AND says IS NOT NULL)",
            )
            yield 0.8
    for stretch in stretches(database, "temp.empty_thread", "id", 10_000):
        with chunk(database):
            run(
                database,
                stretch,
                "DELETE FROM conversation WHERE id IN"
                " (SELECT id FROM temp.empty_thread WHERE id BETWEEN :low AND :high)",
            )
        yield 0.8
    connection.execute("DROP TABLE temp.empty_thread")
