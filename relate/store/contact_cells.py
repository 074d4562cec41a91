"""The cells about what happened: conversations the user logged, and his corrections of imported rows. See cells.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SqliteDatabase

from relate.domain.changes import What
from relate.domain.records import Direction, Kind, Role
from relate.store.cells import Effect, RowCell
from relate.store.codes import CODE_KIND, KIND_CODE
from relate.store.hashing import hashed
from relate.store.interactions import add_one, id_by_key, let_go, move_one, remove_one

_ROLE = {Direction.NONE: Role.PRESENT, Direction.IN: Role.FROM, Direction.OUT: Role.TO}


def talk_key(uid: str) -> int:
    """The key of the interaction that a logged conversation is."""
    return hashed(("relate.talk.1", uid))


@dataclass(frozen=True, slots=True)
class TalkCell:
    """A conversation that the user logged: an interaction with its people, without the owner."""

    what: What = What.TIMELINE | What.TIES | What.PEOPLE | What.SUGGESTIONS
    effect: Effect = Effect.LINE

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        interaction = id_by_key(database, int(ref))
        if interaction is None:
            return None
        at, precision, kind, direction, text, title, detail = database.execute_sql(
            "SELECT at, precision, kind, direction, text, title, detail FROM interaction WHERE id = ?", (interaction,)
        ).fetchone()
        people = database.execute_sql(
            "SELECT DISTINCT identity FROM participant WHERE interaction = ? ORDER BY identity", (interaction,)
        )
        return {
            "people": [int(row[0]) for row in people],
            "at": at,
            "precision": precision,
            "kind": CODE_KIND[kind].value,
            "direction": direction,
            "text": text,
            "title": title,
            "detail": detail,
        }

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:  # noqa: ARG002 - Cell's form
        key = int(ref)
        before = id_by_key(database, key)
        if before is not None:
            remove_one(database, before)
        if value is None:
            return
        direction = Direction(value.get("direction", Direction.NONE))
        interaction = add_one(
            database,
            key=key,
            at=value["at"],
            precision=value["precision"],
            kind=KIND_CODE[Kind(value["kind"])],
            direction=direction,
            participants=[(identity, _ROLE[direction]) for identity in value["people"]],
            text=value["text"],
            title=value.get("title", ""),
            detail=value.get("detail", ""),
        )
        # The owner was there too; he is not written down, since a library may know none of his identities.
        database.execute_sql(
            "UPDATE interaction SET people = ? WHERE id = ?", (len(set(value["people"])) + 1, interaction)
        )

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return value["people"] if value is not None else []

    def days(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        return _day_of(database, ref)

    def rows(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        return _row_of(database, ref)


@dataclass(frozen=True, slots=True)
class ThreadCell(RowCell):
    """Something of the thread. The row it was found in goes with it when nothing else holds that."""

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:
        before = RowCell.get(self, database, ref)
        RowCell.put(self, database, ref, value, at)
        if value is None and before is not None and before["found_in"] is not None:
            let_go(database, before["found_in"])

    def days(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        rows = database.execute_sql(
            "SELECT k.key FROM thread_item t JOIN interaction_key k ON k.interaction = t.found_in"
            " WHERE t.uid = ? LIMIT 1",
            (ref,),
        ).fetchall()
        return [day for (key,) in rows for day in _day_of(database, key)]

    def rows(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        found = RowCell.get(self, database, ref)
        return [found["found_in"]] if found is not None and found["found_in"] is not None else []


@dataclass(frozen=True, slots=True)
class OverrideCell:
    """What the user says against an imported row. Named by its key, so that it finds the row wherever it moves."""

    what: What = What.TIMELINE | What.TIES | What.PEOPLE | What.SUGGESTIONS
    effect: Effect = Effect.LINE | Effect.CONNECTED

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        row = database.execute_sql(
            "SELECT o.hidden, o.at, o.precision, o.person FROM interaction_key k"
            " JOIN interaction_override o ON o.interaction = k.interaction WHERE k.key = ?",
            (ref,),
        ).fetchone()
        return None if row is None else dict(zip(("hidden", "at", "precision", "person"), row, strict=True))

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:  # noqa: ARG002 - Cell's form
        interaction = id_by_key(database, int(ref))
        if interaction is None:
            return
        database.execute_sql("DELETE FROM interaction_override WHERE interaction = ?", (interaction,))
        if value is not None:
            database.execute_sql(
                "INSERT INTO interaction_override (interaction, hidden, at, precision, person) VALUES (?, ?, ?, ?, ?)",
                (interaction, value["hidden"], value["at"], value["precision"], value["person"]),
            )
        row = database.execute_sql("SELECT at FROM interaction WHERE id = ?", (interaction,)).fetchone()
        moved = move_one(
            database, interaction, value["at"] if value is not None and value["at"] is not None else row[0]
        )
        if value is None:
            let_go(database, moved)

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:
        people = [
            int(row[0])
            for row in database.execute_sql(
                "SELECT DISTINCT p.identity FROM interaction_key k JOIN participant p ON p.interaction = k.interaction"
                " WHERE k.key = ? ORDER BY p.identity",
                (ref,),
            )
        ]
        person = value["person"] if value is not None else None
        return people if person is None else [*people, person]

    def days(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        return _day_of(database, ref)

    def rows(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        return _row_of(database, ref)


def _row_of(database: SqliteDatabase, key: str) -> list[int]:
    interaction = id_by_key(database, int(key))
    return [] if interaction is None else [interaction]


def _day_of(database: SqliteDatabase, key: object) -> list[int]:
    """The home day on which an interaction is now."""
    rows = database.execute_sql(
        "SELECT home_day(coalesce(o.at, i.at), coalesce(o.precision, i.precision)) FROM interaction_key k"
        " JOIN interaction i ON i.id = k.interaction LEFT JOIN interaction_override o ON o.interaction = i.id"
        " WHERE k.key = ? AND coalesce(o.at, i.at) IS NOT NULL",
        (key,),
    )
    return [int(row[0]) for row in rows]
