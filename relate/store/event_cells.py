"""The cells about events: what the user says of one, and who was there. See cells.py.

What he says stands beside what archives tell and is never taken away with them. An event's row in the timeline is its
archive's, or else made here; of either, those the user put in are participants of a part of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SqliteDatabase

from relate.domain.changes import What
from relate.domain.records import Direction, Kind, Role
from relate.store.cells import Effect, RowCell
from relate.store.codes import KIND_CODE
from relate.store.hashing import hashed
from relate.store.interactions import USERS_PART, add_one, id_by_key, let_go, remove_one

_SAID = ("name", "start", "precision", "end", "place", "note", "hidden")
_CHANGES = What.EVENTS | What.TIMELINE | What.TIES | What.PEOPLE | What.SUGGESTIONS
_ONE_BY_ONE = 2
"""Everybody at an event was met for himself, however many were: its depth is divided by nobody."""


def event_key(uid: str) -> int:
    """The key of an event that the user made."""
    return hashed(("relate.event.1", uid))


def row_of_event(database: SqliteDatabase, key: int) -> int | None:
    """An event's row in the timeline."""
    told = database.execute_sql("SELECT interaction FROM event WHERE key = ?", (key,)).fetchone()
    return int(told[0]) if told is not None else id_by_key(database, key)


@dataclass(frozen=True, slots=True)
class EventCell:
    """What the user says of an event: all of it where he made it."""

    what: What = _CHANGES
    effect: Effect = Effect.LINE

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        row = database.execute_sql(f"SELECT {', '.join(_SAID)} FROM event_said WHERE key = ?", (ref,)).fetchone()
        return None if row is None else dict(zip(_SAID, row, strict=True))

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:  # noqa: ARG002 - Cell's form
        key = int(ref)
        database.execute_sql("DELETE FROM event_said WHERE key = ?", (key,))
        if value is not None:
            database.execute_sql(
                f"INSERT INTO event_said (key, {', '.join(_SAID)}) VALUES (?{', ?' * len(_SAID)})",
                (key, *(value[name] for name in _SAID)),
            )
        if database.execute_sql("SELECT 1 FROM event WHERE key = ?", (key,)).fetchone() is None:
            _stand(database, key, value)
        else:
            _let_go_of_event(database, key)

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        rows = database.execute_sql("SELECT identity FROM attendance WHERE event = ? ORDER BY identity", (ref,))
        return [int(row[0]) for row in rows]

    def days(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        return _days_of(database, int(ref))

    def rows(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        return _rows_of(database, int(ref))


@dataclass(frozen=True, slots=True)
class AttendanceCell:
    """That somebody was at an event, met (1) or only on its list (0)."""

    what: What = _CHANGES
    effect: Effect = Effect.LINE

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        row = database.execute_sql(
            "SELECT met FROM attendance WHERE event = ? AND identity = ?", ref.split("|")
        ).fetchone()
        return None if row is None else row[0]

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:  # noqa: ARG002 - Cell's form
        key, identity = (int(part) for part in ref.split("|"))
        interaction = row_of_event(database, key)
        database.execute_sql("DELETE FROM attendance WHERE event = ? AND identity = ?", (key, identity))
        database.execute_sql(
            "DELETE FROM participant WHERE identity = ? AND interaction = ? AND part = ?",
            (identity, interaction, USERS_PART),
        )
        if value is None:
            _let_go_of_event(database, key)
            return
        database.execute_sql("INSERT INTO attendance (event, identity, met) VALUES (?, ?, ?)", (key, identity, value))
        if interaction is not None:
            database.execute_sql(
                "INSERT INTO participant (identity, interaction, role, part) VALUES (?, ?, ?, ?)",
                (identity, interaction, _role(value), USERS_PART),
            )

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return [int(ref.split("|")[1])]

    def days(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        return _days_of(database, int(ref.split("|", maxsplit=1)[0]))

    def rows(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        return _rows_of(database, int(ref.split("|", maxsplit=1)[0]))


@dataclass(frozen=True, slots=True)
class PlainCell(RowCell):
    """A row that is about nobody."""

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return ()


@dataclass(frozen=True, slots=True)
class MarkCell(RowCell):
    """What is decided about somebody at an event; with the last word of it an event goes that no archive tells."""

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:
        RowCell.put(self, database, ref, value, at)
        if value is None:
            _let_go_of_event(database, int(ref.split("|", maxsplit=1)[0]))


@dataclass(frozen=True, slots=True)
class WishCell(RowCell):
    """A typed wish, about somebody once it became a person."""

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return [value["identity"]] if value is not None and value["identity"] is not None else ()


def _stand(database: SqliteDatabase, key: int, said: Any) -> None:
    """Let the row of an event that the user made be what he says of it now."""
    before = id_by_key(database, key)
    if before is not None:
        remove_one(database, before)
    if said is None:
        return
    interaction = add_one(
        database,
        key=key,
        at=said["start"],
        precision=said["precision"],
        kind=KIND_CODE[Kind.EVENT],
        direction=Direction.NONE,
        participants=(),
        text=said["note"],
        title=said["name"],
        detail=said["place"],
    )
    database.execute_sql("UPDATE interaction SET people = ? WHERE id = ?", (_ONE_BY_ONE, interaction))
    rows = database.execute_sql("SELECT identity, met FROM attendance WHERE event = ?", (key,)).fetchall()
    database.connection().executemany(
        "INSERT INTO participant (identity, interaction, role, part) VALUES (?, ?, ?, ?)",
        [(identity, interaction, _role(met), USERS_PART) for identity, met in rows],
    )


def _let_go_of_event(database: SqliteDatabase, key: int) -> None:
    """An event that no archive tells any more goes when the user says nothing of it any more."""
    gone = database.execute_sql(
        "DELETE FROM event WHERE key = ? AND import_id = 0"
        " AND NOT EXISTS (SELECT 1 FROM event_said s WHERE s.key = event.key)"
        " AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.event = event.key)"
        " AND NOT EXISTS (SELECT 1 FROM event_mark m WHERE m.event = event.key) RETURNING interaction",
        (key,),
    ).fetchall()
    for (interaction,) in gone:
        let_go(database, interaction)


def _role(met: int) -> int:
    return int(Role.PRESENT if met else Role.LISTED)


def _rows_of(database: SqliteDatabase, key: int) -> list[int]:
    interaction = row_of_event(database, key)
    return [] if interaction is None else [interaction]


def _days_of(database: SqliteDatabase, key: int) -> list[int]:
    """The home day on which it is."""
    rows = database.execute_sql(
        "SELECT home_day(coalesce(o.at, i.at), coalesce(o.precision, i.precision)) FROM interaction i"
        " LEFT JOIN interaction_override o ON o.interaction = i.id"
        " WHERE i.id = ? AND coalesce(o.at, i.at) IS NOT NULL",
        (row_of_event(database, key),),
    )
    return [int(row[0]) for row in rows]
