"""What is read to show news beside the news itself: whom it is about, which archives tell it, ids for its rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from relate.domain.news import LISTS
from relate.store.interaction_ids import SLOT_BITS
from relate.store.visibility import and_visible, hidden

if TYPE_CHECKING:
    from peewee import SqliteDatabase

_OF_ONE: Final = 8
"""So many ids of an instant are one person's: of two accounts or more may be news of the same date."""
Line = tuple[str, int | None, str, int | None, float, bool]
"""name, circle, state, last contact, closeness, has a photo."""


def people(database: SqliteDatabase, persons: Sequence[int]) -> list[tuple[int, Line]]:
    """Each listed one of these people."""
    shown = and_visible("q.import_id", hidden(database))
    return [
        (person, (name, circle, state, last, closeness, bool(photo)))
        for person, name, circle, state, last, closeness, photo in database.execute_sql(
            "SELECT q.id, q.name, q.circle, q.state, q.last_contact, q.closeness, q.has_photo FROM json_each(?) j"
            f" CROSS JOIN person q ON q.id = j.value WHERE q.listed = 1{shown}",
            (json.dumps(list(persons)),),
        )
    ]


def complete_archives(database: SqliteDatabase) -> list[tuple[str, int]]:
    """(network, date) of each archive that tells a whole list of people, the newest first; UTC ms."""
    return [
        (str(network), int(at))
        for network, at in database.execute_sql(
            "SELECT DISTINCT network, snapshot_at FROM import WHERE complete = 1 AND snapshot_at IS NOT NULL"
            " AND state IN ('live', 'settling') ORDER BY snapshot_at DESC, network"
        )
        if network in LISTS
    ]


def name_of(database: SqliteDatabase, person: int) -> str:
    """What somebody is called in the list."""
    row = database.execute_sql("SELECT name FROM person WHERE id = ?", (person,)).fetchone()
    return "" if row is None else str(row[0])


def free_ids(database: SqliteDatabase, person: int, instants: Iterable[int]) -> list[int]:
    """For each instant (UTC ms) an id that no interaction has and nobody else's news, in the order given.

    They run with time as all ids do: each person has some places of their own behind the instant, so that even a
    million people are within the hour. No row is kept by it: where something else takes the place later, the next
    reading finds another one.
    """
    result: list[int] = []
    for at in instants:
        low = (at // 1000 << SLOT_BITS) + person * _OF_ONE
        taken = {
            int(row[0])
            for row in database.execute_sql(
                "SELECT id FROM interaction WHERE id BETWEEN ? AND ?", (low, low + _OF_ONE - 1)
            )
        }
        taken.update(result)
        result.append(next((one for one in range(low, low + _OF_ONE) if one not in taken), low))
    return result
