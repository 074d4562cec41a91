"""The cells about who somebody is: facts, typed addresses, the user's links, people made by hand. See cells.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SqliteDatabase

from relate.domain.changes import What
from relate.domain.records import Field
from relate.store.cells import Effect

_NAMES = frozenset({Field.NAME, Field.FIRST_NAME, Field.LAST_NAME})


@dataclass(frozen=True, slots=True)
class _WithoutDays:
    """A cell that changes nobody's contact."""

    def days(self, database: SqliteDatabase, ref: str) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return ()

    def rows(self, database: SqliteDatabase, ref: str) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        """No row of a timeline comes, goes or moves."""
        return ()


@dataclass(frozen=True, slots=True)
class FactCell(_WithoutDays):
    """What the user says of a value. An imported value keeps its row and its claims whatever he says."""

    what: What = What.PEOPLE | What.FACTS
    effect: Effect = Effect.LINE | Effect.LINKS

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        row = database.execute_sql(
            "SELECT by_user FROM fact WHERE identity = ? AND field = ? AND value = ?", ref.split("|", 2)
        ).fetchone()
        return row[0] if row is not None and row[0] else None

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:
        key = ref.split("|", 2)
        if value is None:
            here = "identity = ? AND field = ? AND value = ?"
            database.execute_sql(
                f"DELETE FROM fact WHERE {here} AND import_id = 0"
                " AND NOT EXISTS (SELECT 1 FROM fact_seen s WHERE s.fact = fact.id)",
                key,
            )
            database.execute_sql(f"UPDATE fact SET by_user = 0 WHERE {here}", key)
            return
        database.execute_sql(
            "INSERT INTO fact (identity, field, value, import_id, seen_at, by_user) VALUES (?, ?, ?, 0, ?, ?)"
            " ON CONFLICT (identity, field, value) DO UPDATE SET by_user = excluded.by_user,"
            " seen_at = CASE WHEN import_id = 0 THEN excluded.seen_at ELSE seen_at END",
            (*key, at, value),
        )

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return [int(ref.split("|", 1)[0])]


@dataclass(frozen=True, slots=True)
class KeyCell(_WithoutDays):
    """An address or profile link the user typed: it joins like one that an archive states.

    link.origin is "typed a" or "typed b", after the end that was typed.
    """

    what: What = What.PEOPLE | What.FACTS | What.TIES
    effect: Effect = Effect.LINE | Effect.LINKS

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        ends = self.touched(database, ref, 1)
        if len(ends) < 2:
            return None
        row = database.execute_sql(
            "SELECT 1 FROM link WHERE a = ? AND b = ? AND origin = ?", (*sorted(ends), _typed(*ends))
        ).fetchone()
        return None if row is None else 1

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:  # noqa: ARG002 - Cell's form
        ends = self.touched(database, ref, 1)
        if len(set(ends)) < len(ends):
            return  # an address is its own without a word
        if value is not None:
            _claim_by_hand(database, ref.split("|", 3)[1:])
            ends = self.touched(database, ref, 1)
        if len(ends) < 2:
            return
        a, b = sorted(ends)
        if value is not None:
            _write_link(database, a, b, "same", _typed(*ends), "")
            return
        database.execute_sql("DELETE FROM link WHERE a = ? AND b = ? AND origin = ?", (a, b, _typed(*ends)))
        database.execute_sql(
            "UPDATE identity SET by_user = 0 WHERE id = ?"
            " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.a = identity.id AND l.origin = 'typed a')"
            " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.b = identity.id AND l.origin = 'typed b')",
            (ends[1],),
        )

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        owner, *key = ref.split("|", 3)
        row = database.execute_sql(
            "SELECT id FROM identity WHERE network = ? AND account = 0 AND kind = ? AND key = ?", key
        ).fetchone()
        return [int(owner)] if row is None else [int(owner), int(row[0])]


@dataclass(frozen=True, slots=True)
class LinkCell(_WithoutDays):
    """The user's word on two identities: the same, or apart."""

    what: What = What.PEOPLE | What.FACTS | What.TIMELINE | What.TIES | What.SUGGESTIONS
    effect: Effect = Effect.LINE | Effect.LINKS

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        row = database.execute_sql(
            "SELECT relation, evidence FROM link WHERE a = ? AND b = ? AND origin = 'user'", ref.split("|")
        ).fetchone()
        return None if row is None else {"relation": row[0], "evidence": row[1]}

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:  # noqa: ARG002 - Cell's form
        a, b = (int(part) for part in ref.split("|"))
        database.execute_sql("DELETE FROM link WHERE a = ? AND b = ? AND origin = 'user'", (a, b))
        if value is not None:
            _write_link(database, a, b, value["relation"], "user", value["evidence"])

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return [int(part) for part in ref.split("|")]


@dataclass(frozen=True, slots=True)
class PersonCell(_WithoutDays):
    """Somebody made by hand. Taken back, the identity stays as a number that nobody else gets."""

    what: What = What.PEOPLE
    effect: Effect = Effect.LINE | Effect.LINKS

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        row = database.execute_sql(
            "SELECT by_user FROM identity WHERE network = 'relate' AND account = 0 AND kind = 'id' AND key = ?", (ref,)
        ).fetchone()
        return 1 if row is not None and row[0] else None

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:  # noqa: ARG002 - Cell's form
        if value is not None:
            _claim_by_hand(database, ["relate", "id", ref])
        else:
            database.execute_sql(
                "UPDATE identity SET by_user = 0 WHERE network = 'relate' AND account = 0 AND kind = 'id' AND key = ?",
                (ref,),
            )

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        row = database.execute_sql(
            "SELECT id FROM identity WHERE network = 'relate' AND account = 0 AND kind = 'id' AND key = ?", (ref,)
        ).fetchone()
        return [] if row is None else [int(row[0])]


@dataclass(frozen=True, slots=True)
class OwnerCell(_WithoutDays):
    """Whether an identity is the owner, as the user says; his word stands beside what the imports say."""

    what: What = What.OWNER | What.PEOPLE | What.TIMELINE | What.TIES | What.SUGGESTIONS
    effect: Effect = Effect.LINE | Effect.TIES | Effect.DIRECTION

    def get(self, database: SqliteDatabase, ref: str) -> Any:
        row = database.execute_sql(
            "SELECT is_me FROM owner_identity WHERE identity = ? AND import_id = 0", (ref,)
        ).fetchone()
        return None if row is None else row[0]

    def put(self, database: SqliteDatabase, ref: str, value: Any, at: int) -> None:  # noqa: ARG002 - Cell's form
        database.execute_sql("DELETE FROM owner_identity WHERE identity = ? AND import_id = 0", (ref,))
        if value is not None:
            database.execute_sql(
                "INSERT INTO owner_identity (identity, import_id, is_me, found_by) VALUES (?, 0, ?, '')", (ref, value)
            )

    def touched(self, database: SqliteDatabase, ref: str, value: Any) -> Sequence[int]:  # noqa: ARG002 - Cell's form
        return [int(ref)]


def _typed(owner: int, key: int) -> str:
    return "typed b" if owner < key else "typed a"


def _claim_by_hand(database: SqliteDatabase, key: Sequence[str]) -> None:
    """The identity of a key that holds everywhere lives without an import from now on."""
    database.execute_sql(
        "INSERT INTO identity (network, account, kind, key, import_id, by_user, person) VALUES (?, 0, ?, ?, 0, 1, 0)"
        " ON CONFLICT (network, account, kind, key) DO UPDATE SET by_user = 1",
        key,
    )
    database.execute_sql(
        "UPDATE identity SET person = id WHERE network = ? AND account = 0 AND kind = ? AND key = ? AND person = 0",
        key,
    )


def _write_link(database: SqliteDatabase, a: int, b: int, relation: str, origin: str, evidence: str) -> None:
    database.execute_sql(
        "INSERT OR IGNORE INTO link (a, b, relation, origin, evidence, import_id, active) VALUES (?, ?, ?, ?, ?, 0, 1)",
        (a, b, relation, origin, evidence),
    )


def is_name(ref: str) -> bool:
    """Whether a fact's cell is about what somebody is called."""
    return ref.split("|", 2)[1] in _NAMES
