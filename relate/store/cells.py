"""Everything the user's commands change, as cells that can be read, written and put back one by one.

A cell is named by an entity and a ref; its value is JSON, None for "not there". Names and values are written into the
journal, so they stay readable by every later Relate: they are documented here and never change their meaning.

| entity | ref | value |
|---|---|---|
| fact | identity, field, value | 1 the user's own word, 2 the one that he pinned, -1 hidden by the user |
| circle, rhythm, state | identity | {"circle" or "days" or "state", "since"} |
| removed | identity | when, UTC ms |
| tag | identity, name | 1 |
| key | identity, network, kind, key | 1: an address or profile link the user typed for this identity |
| link | a, b with a < b | {"relation": "same" or "apart", "evidence"} |
| person | key | 1: an identity made by hand |
| owner | identity | 1 me, 0 not me |
| thread, act | uid | the row |
| talk | key of the interaction | {"people", "at", "precision", "kind", "direction", "text", "title", "detail"} |
| override | key of the interaction | {"hidden", "at", "precision", "person"} |
| event | key of the event | {"name", "start", "precision", "end", "place", "note", "hidden"} |
| attendance | key of the event, identity | 1 met there, 0 on its list |
| mark | key of the event, identity | {"mark": "keep", "maybe" or "skip", "at"} |
| round | key of the event | {"first_day", "at"} |
| no_event | first day, last day, network, title of the account | 1 |
| looking | uid | {"text", "at"} |
| wish | uid | {"name", "company", "identity", "at"} |
| face | identity | {"sha", "since"}: which photo of this identity is shown for its person |
| company | keys of two companies, a < b | {"said_a", "said_b"}: their names; the two are one |
| unwanted | identity | when, UTC ms |
| unwished | key of the wish | when, UTC ms |
| setting | name | its value |

people: identities, without the owner; kind: the word of domain.records.Kind; times: UTC ms.
The parts of a ref stand side by side with "|" between; the last part may hold one itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Flag, auto
from typing import Any, Protocol

from peewee import SqliteDatabase

from relate.domain.changes import What


class Effect(Flag):
    """What has to be derived anew after a cell changed."""

    NONE = 0
    LINE = auto()
    """The person's line in the contact list."""
    LINKS = auto()
    """Who is the same person."""
    TIES = auto()
    """All contact days and the rhythm. Where only some days changed, the cell names them."""
    CONNECTED = auto()
    """Since when they are connected."""
    DIRECTION = auto()
    """What is mine and what is theirs."""
    ANYBODY = auto()
    """Nothing in the library, but it may show anybody in another light."""


class Cell(Protocol):
    """One kind of cell. put(get()) changes nothing."""

    @property
    def what(self) -> What:
        """What a panel may have to show anew."""

    @property
    def effect(self) -> Effect: ...

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        """The value, None when it is not there."""

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:
        """Write the value, None takes it away. at: the time of the command, UTC ms."""

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:
        """The identities that it is about while it has this value, the first one its owner."""

    def days(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        """The home days whose contact it changes as it is now."""

    def rows(self, database: SqliteDatabase, ref: str) -> Sequence[int]:
        """The interactions it is about as it is now: put in, taken out, moved or given to somebody by it."""


def ref_of(*parts: object) -> str:
    """The name of a cell from its parts."""
    return "|".join(str(part) for part in parts)


@dataclass(frozen=True, slots=True)
class RowCell:
    """A row of a table keyed by the parts of the ref: value columns as an object, or a single one bare.

    own: the part of the ref, or else the value column, that is the identity.
    """

    table: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    what: What
    effect: Effect
    bare: bool = False
    own: str = "identity"

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        row = database.execute_sql(
            f"SELECT {', '.join(self.values) or '1'} FROM {self.table} WHERE {self._where()}", self._key(ref)
        ).fetchone()
        if row is None:
            return None
        return row[0] if self.bare or not self.values else dict(zip(self.values, row, strict=True))

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:  # noqa: ARG002 - Cell's form
        if value is None:
            database.execute_sql(f"DELETE FROM {self.table} WHERE {self._where()}", self._key(ref))
            return
        values = [] if not self.values else [value] if self.bare else [value[name] for name in self.values]
        columns = self.keys + self.values
        database.execute_sql(
            f"INSERT OR REPLACE INTO {self.table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            (*self._key(ref), *values),
        )

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        if self.own in self.keys:
            return [int(self._key(ref)[self.keys.index(self.own)])]
        return [value[self.own]] if value is not None else []

    def days(self, database: SqliteDatabase, ref: str) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return ()

    def rows(self, database: SqliteDatabase, ref: str) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return ()

    def _where(self) -> str:
        return " AND ".join(f"{key} = ?" for key in self.keys)

    def _key(self, ref: str) -> list[str]:
        return ref.split("|", len(self.keys) - 1)


@dataclass(frozen=True, slots=True)
class SettingCell:
    """A setting of the library: any JSON."""

    what: What = What.SETTINGS | What.SUGGESTIONS
    effect: Effect = Effect.NONE

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        row = database.execute_sql("SELECT value FROM setting WHERE name = ?", (ref,)).fetchone()
        return None if row is None else json.loads(row[0])

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:  # noqa: ARG002 - Cell's form
        if value is None:
            database.execute_sql("DELETE FROM setting WHERE name = ?", (ref,))
        else:
            database.execute_sql("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (ref, json.dumps(value)))

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return []

    def days(self, database: SqliteDatabase, ref: str) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return ()

    def rows(self, database: SqliteDatabase, ref: str) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return ()
