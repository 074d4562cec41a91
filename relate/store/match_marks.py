"""The mark on people about whom something changed, so that they are compared again when there is time."""

from __future__ import annotations

import json
from collections.abc import Collection

from peewee import SqliteDatabase


def forget(database: SqliteDatabase, persons: Collection[int]) -> None:
    """Something about these people changed: they are compared again when there is time."""
    database.execute_sql(
        "INSERT INTO match_key (person, keys, told) SELECT value, NULL, 1 FROM json_each(?) WHERE 1"
        " ON CONFLICT (person) DO UPDATE SET keys = NULL, told = told + 1",
        (json.dumps(list(persons)),),
    )
