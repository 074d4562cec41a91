"""Of which account an archive is: two archives of one account are compared, and a name inside it is one person's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from peewee import SqliteDatabase

from relate.domain import networks
from relate.domain.names import names_contradict
from relate.domain.normalise import book_name
from relate.domain.records import IdentityKey, IdentityKind

ANOTHER = "-"
"""Said of an archive whose account was never read before."""
_SURE = frozenset({IdentityKind.PROFILE, IdentityKind.ID})
"""Kinds of key that name an account of a network for good."""
_ADDRESSES = frozenset({IdentityKind.MAIL, IdentityKind.PHONE})


def account_of(
    database: SqliteDatabase,
    network: str,
    owner: Sequence[IdentityKey],
    account_key: str,
    owner_name: str = "",
    *,
    signs: Sequence[IdentityKey] = (),
    was: str = "",
) -> int | None:
    """The account an archive is of: by its owner's profile or number, else its conversations, else a mail address of
    his, else his name, else the only one there is; None when the library has none that it can be. For the words see
    imports.NewImport."""
    accounts = [
        (int(number), str(title))
        for number, title in database.execute_sql("SELECT id, title FROM account WHERE network = ?", (network,))
    ]
    if account_key:
        return next((number for number, title in accounts if account_key in (title, book_name(title))), None)
    mine = _telling((key.kind, key.key) for key in owner if key.network == network and not key.local)
    known = {number: _owners_of(database, number) for number, _ in accounts}
    for number, told in known.items():
        if mine & told.keys:
            return number
    if was == ANOTHER:
        return None
    if was:
        return next((number for number, told in known.items() if was in told.keys), None)
    if (found := _with_signs(database, known, signs)) is not None:
        return found
    if not networks.network(network).shared_addresses or not mine:
        reached = _reached(owner)
        for number, told in known.items():
            # Somebody who took another handle still has his address; two people do not share a number.
            if reached & told.reached and not (mine and told.keys and told.sure and _is_sure(owner, network)):
                return number
    return next((number for number, told in known.items() if _may_be(told, mine, owner_name)), None)


def _may_be(told: _Owners, mine: set[str], owner_name: str) -> bool:
    """Whether nothing speaks against it: no other key, no other name."""
    if mine and told.keys:
        return False
    return not (owner_name and told.names and all(names_contradict(owner_name, name) for name in told.names))


def maybe_of(
    database: SqliteDatabase,
    network: str,
    owner: Sequence[IdentityKey],
    signs: Sequence[IdentityKey],
    names_told_ms: int | None = None,
) -> list[tuple[str, ...]]:
    """All that accounts were ever called that an archive may be of, though its owner has another name in it, for he is
    reached by the same address. Empty where it is known of which account it is, or that it is of none of them.

    names_told_ms: the day up to which the archive lists every name its owner had: accounts known up to then are others.
    """
    mine = _telling((key.kind, key.key) for key in owner if key.network == network and not key.local)
    known = {
        int(number): _owners_of(database, int(number))
        for number, newest in database.execute_sql(
            "SELECT a.id, max(i.snapshot_at) FROM account a JOIN import i ON i.account = a.id WHERE a.network = ?"
            " GROUP BY a.id",
            (network,),
        ).fetchall()
        if names_told_ms is None or (newest is not None and newest > names_told_ms)
    }
    if not mine or any(mine & told.keys for told in known.values()) or _with_signs(database, known, signs) is not None:
        return []
    reached = _reached(owner)
    return [tuple(sorted(told.keys)) for told in known.values() if told.keys and reached & told.reached]


class _Owners(NamedTuple):
    """What archives of one account name its owner by: keys of its own network, and whether they are sure ones; his
    addresses and numbers, and his names."""

    keys: set[str]
    sure: bool
    reached: set[str]
    names: set[str]


def _reached(owner: Iterable[IdentityKey]) -> set[str]:
    return {key.key for key in owner if key.kind in _ADDRESSES}


def _with_signs(database: SqliteDatabase, known: Iterable[int], signs: Sequence[IdentityKey]) -> int | None:
    """The one of these accounts that holds one of these keys; None where none does, or several."""
    if not signs:
        return None
    rows = database.execute_sql(
        "SELECT DISTINCT n.account FROM json_each(?) j JOIN identity n ON n.key = j.value"
        " WHERE n.network = ? AND n.kind = ? AND n.account IN (SELECT value FROM json_each(?))",
        (json.dumps([one.key for one in signs]), signs[0].network, signs[0].kind.value, json.dumps(list(known))),
    ).fetchall()
    return int(rows[0][0]) if len(rows) == 1 else None


def _is_sure(owner: Iterable[IdentityKey], network: str) -> bool:
    return any(key.kind in _SURE and key.network == network and not key.local for key in owner)


def _telling(keys: Iterable[tuple[str, str]]) -> set[str]:
    """The keys by which one account is told from another: profiles and numbers, else handles, which move on."""
    told = tuple(keys)
    sure = {key for kind, key in told if kind in _SURE}
    return sure or {key for kind, key in told if kind == IdentityKind.HANDLE}


def _owners_of(database: SqliteDatabase, account: int) -> _Owners:
    keys: set[tuple[str, str]] = set()
    reached: set[str] = set()
    names: set[str] = set()
    for identity, kind, key, own in database.execute_sql(
        "SELECT DISTINCT n.id, n.kind, n.key, n.account = 0 AND n.network = i.network"
        " FROM owner_identity o JOIN identity n ON n.id = o.identity"
        " JOIN import i ON i.id = o.import_id WHERE i.account = ? AND o.is_me AND NOT EXISTS (SELECT 1 FROM"
        " owner_identity u WHERE u.identity = o.identity AND u.import_id = 0 AND NOT u.is_me)",
        (account,),
    ).fetchall():
        if own:
            keys.add((str(kind), str(key)))
        elif kind in _ADDRESSES:
            reached.add(str(key))
        names |= {
            str(row[0])
            for row in database.execute_sql("SELECT value FROM fact WHERE identity = ? AND field = 'name'", (identity,))
        }
    return _Owners(_telling(keys), any(kind in _SURE for kind, _ in keys), reached, names)
