"""Settings as rows: a name and a JSON value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peewee import SqliteDatabase

Value = str | int | float | bool


def read_all(database: SqliteDatabase) -> dict[str, Value]:
    """Every setting that is not at its default."""
    return {str(name): json.loads(value) for name, value in database.execute_sql("SELECT name, value FROM setting")}


def write(database: SqliteDatabase, name: str, value: Value) -> None:
    """Within the caller's transaction."""
    database.execute_sql(
        "INSERT INTO setting (name, value) VALUES (?,?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, json.dumps(value)),
    )
