"""The SQL function `home_day`: which day of the home zone an instant belongs to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peewee import SqliteDatabase

    from relate.domain.homezone import HomeZone


def prepare(database: SqliteDatabase) -> None:
    """Give a writing connection the function that knows home days. Called once when it is opened.

    The zone is the library's setting (empty: this machine's); its offsets are looked up with the first day that is
    asked for: the start asks for none.
    """
    row = database.execute_sql("SELECT value FROM setting WHERE name = 'home_zone'").fetchone()
    name = json.loads(row[0]) if row else ""
    zone: HomeZone | None = None

    def home_day(at: int, precision: int) -> int:
        nonlocal zone
        if zone is None:
            from relate.domain.homezone import HomeZone

            zone = HomeZone.named(name)
        return zone.day(at, precision)

    database.connection().create_function("home_day", 2, home_day, deterministic=True)
