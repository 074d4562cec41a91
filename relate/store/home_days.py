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
    name = _zone_name(database)
    zone: HomeZone | None = None

    def home_day(at: int, precision: int) -> int:
        nonlocal zone
        if zone is None:
            zone = _named(name)
        return zone.day(at, precision)

    database.connection().create_function("home_day", 2, home_day, deterministic=True)


def home_zone(database: SqliteDatabase) -> HomeZone:
    """The zone by which the days of the library are told."""
    return _named(_zone_name(database))


def _zone_name(database: SqliteDatabase) -> str:
    row = database.execute_sql("SELECT value FROM setting WHERE name = 'home_zone'").fetchone()
    return str(json.loads(row[0])) if row else ""


def _named(name: str) -> HomeZone:
    from relate.domain.homezone import HomeZone

    return HomeZone.named(name)
