"""Which accounts archives were read of, as of when, and whose each is; a few rows, read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relate.domain.records import Field, IdentityKind
from relate.store.covers import known_until

if TYPE_CHECKING:
    from peewee import SqliteDatabase

_SURE = (IdentityKind.PROFILE, IdentityKind.HANDLE, IdentityKind.ID)
"""What an account is known by, the most telling first."""
_LIVE = "i.state IN ('live', 'settling')"


class Account(NamedTuple):
    """An account with archives. until: the newest day up to which they tell what was said, UTC ms. book: the name of an
    address book. names, keys: of its owner, as its archives tell; sorted, the most telling key first."""

    number: int
    network: str
    until: int
    book: str
    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


class Read(NamedTuple):
    """An archive that was read: of which network, when, and the day it tells of (UTC ms)."""

    network: str
    at: int
    snapshot: int


def accounts(database: SqliteDatabase) -> list[Account]:
    """Every account that a live archive is of, by network and age of the account; the owner's names and keys too."""
    until = known_until(database)
    rows = database.execute_sql(
        f"SELECT DISTINCT i.account, i.network, a.title FROM import i JOIN account a ON a.id = i.account"
        f" WHERE {_LIVE} AND i.snapshot_at IS NOT NULL ORDER BY i.network, i.account"
    ).fetchall()
    return [
        Account(int(number), str(network), until[number], str(book), *_owner(database, int(number), str(network)))
        for number, network, book in rows
    ]


def reads(database: SqliteDatabase) -> list[Read]:
    """Every live archive with a day, in the order they were read."""
    return [
        Read(str(network), int(at), int(snapshot))
        for network, at, snapshot in database.execute_sql(
            "SELECT i.network, i.started_at, i.snapshot_at FROM import i"
            f" WHERE {_LIVE} AND i.snapshot_at IS NOT NULL ORDER BY i.started_at, i.id"
        )
    ]


def fingerprints(database: SqliteDatabase) -> set[str]:
    """Of every file that was read, those of imports that were taken back too."""
    rows = database.execute_sql("SELECT sha FROM import WHERE sha != ''")
    return {mark for (marks,) in rows for mark in str(marks).split()}


def _owner(database: SqliteDatabase, account: int, network: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names: set[str] = set()
    keys: set[tuple[int, str]] = set()
    for identity, its_network, kind, key, own_account in database.execute_sql(
        "SELECT DISTINCT n.id, n.network, n.kind, n.key, n.account FROM import i"
        " CROSS JOIN owner_identity o ON o.import_id = i.id CROSS JOIN identity n ON n.id = o.identity"
        f" WHERE i.account = ? AND {_LIVE} AND o.is_me AND NOT EXISTS (SELECT 1 FROM owner_identity u"
        " WHERE u.identity = o.identity AND u.import_id = 0 AND NOT u.is_me)",
        (account,),
    ).fetchall():
        if its_network == network and kind in _SURE and not own_account:
            keys.add((_SURE.index(kind), str(key)))
        names |= {
            str(value)
            for (value,) in database.execute_sql(
                "SELECT value FROM fact WHERE identity = ? AND field = ? AND value != ''", (identity, Field.NAME.value)
            )
        }
    return tuple(sorted(names)), tuple(key for _, key in sorted(keys))
