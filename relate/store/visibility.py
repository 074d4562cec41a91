"""Which rows a reader may see: those first claimed by an import that is coming in or going away stay hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from relate.store.codes import HIDDEN_STATES, UNFINISHED_STATES

if TYPE_CHECKING:
    from peewee import SqliteDatabase

_STATES = ", ".join(f"'{state}'" for state in HIDDEN_STATES)
_UNCOUNTED_STATES = ", ".join(f"'{state}'" for state in HIDDEN_STATES if state != "applying")


def hidden(database: SqliteDatabase, seeing: int = 0) -> tuple[int, ...]:
    """The imports whose rows nobody may see now, ascending; almost always (). `seeing` is left out: its own writer."""
    rows = database.execute_sql(f"SELECT id FROM import WHERE state IN ({_STATES}) ORDER BY id")
    return tuple(int(row[0]) for row in rows if row[0] != seeing)


def coming(database: SqliteDatabase) -> frozenset[int]:
    """The imports that are coming in: nothing of what they tell was ever in sight."""
    rows = database.execute_sql("SELECT id FROM import WHERE state IN ('staged', 'applying')")
    return frozenset(int(row[0]) for row in rows)


def going(database: SqliteDatabase) -> frozenset[int]:
    """The imports that are being taken back: what they alone told was there before and is out of sight."""
    rows = database.execute_sql("SELECT id FROM import WHERE state = 'withdrawing'")
    return frozenset(int(row[0]) for row in rows)


def between(database: SqliteDatabase) -> bool:
    """Whether an import was left in the middle of coming in or going out."""
    states = ", ".join(f"'{state}'" for state in UNFINISHED_STATES)
    return database.execute_sql(f"SELECT 1 FROM import WHERE state IN ({states}) LIMIT 1").fetchone() is not None


def uncounted(database: SqliteDatabase) -> tuple[int, ...]:
    """The imports that have no say in who is who.

    One that is coming in has: it is joined while it is hidden, so that all of it comes to light at once, and a
    command of the user in between must not undo that.
    """
    rows = database.execute_sql(f"SELECT id FROM import WHERE state IN ({_UNCOUNTED_STATES}) ORDER BY id")
    return tuple(int(row[0]) for row in rows)


def and_visible(column: str, imports: Sequence[int]) -> str:
    """ " AND i.import_id NOT IN (3, 5)" for a WHERE clause, empty when nothing is hidden."""
    return f" AND {column} NOT IN ({', '.join(str(int(one)) for one in imports)})" if imports else ""
