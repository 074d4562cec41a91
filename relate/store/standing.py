"""Rows of the timeline stand where their time says, also when it is another archive that tells the time, or told it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from peewee import SqliteDatabase

from relate.store.chunks import in_pieces
from relate.store.interaction_ids import SLOT_BITS, UNDATED_SECONDS
from relate.store.interactions import move_one

_AT = "coalesce(o.at, i.at)"
"""When it was: as the user says, else as its best telling does."""


def dated(database: SqliteDatabase) -> list[int]:
    """The rows that stand among those without a date, and have one by now."""
    rows = database.execute_sql(
        "SELECT i.id FROM interaction i LEFT JOIN interaction_override o ON o.interaction = i.id"
        f" WHERE i.id < ? AND {_AT} IS NOT NULL",
        (UNDATED_SECONDS.stop << SLOT_BITS,),
    )
    return [int(row[0]) for row in rows]


def put(database: SqliteDatabase, interactions: Collection[int]) -> Iterator[float]:
    """Let each of these stand where its time says, in short transactions; the share done after each.

    Their ids may be other ones afterwards. Who is in them and what counts of them stays as it is.
    """

    def move(some: Sequence[int]) -> None:
        rows = database.execute_sql(
            f"SELECT i.id, {_AT} FROM json_each(?) j CROSS JOIN interaction i ON i.id = j.value"
            " LEFT JOIN interaction_override o ON o.interaction = i.id",
            (json.dumps(some),),
        )
        for interaction, at in rows.fetchall():
            move_one(database, interaction, at)

    yield from in_pieces(database, sorted(interactions), 20, move)
