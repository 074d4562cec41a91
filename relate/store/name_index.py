"""The names that identities go by, and the index of them inside each account (table identity_name).

Only what was said of an identity counts: by an import, or by the user of somebody made by hand. The user's correction
of an imported name is a matter of taste and joins or parts nobody.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from peewee import SqliteDatabase

from relate.domain.names import name_key, person_name
from relate.domain.records import Field
from relate.store.visibility import and_visible

NAMED_KINDS = frozenset({"profile", "handle", "id"})
"""Kinds of identities that a bare name of the same account may belong to."""


def said_names(
    database: SqliteDatabase, identities: Iterable[int], hidden: Sequence[int]
) -> dict[int, set[tuple[int, str]]]:
    """identity → {(account, name key)} over all visible claims; account 0: the user made this person by hand.

    A first and a last name of the same import make a name where that import has no whole one. Addresses in the place
    of a name are none.
    """
    wanted = json.dumps(list(identities))
    facts = database.execute_sql(
        "SELECT f.identity, f.field, f.value, f.import_id, f.by_user > 0 AND i.network = 'relate' "
        "FROM json_each(?) j CROSS JOIN identity i ON i.id = j.value "
        "CROSS JOIN fact f ON f.identity = i.id AND f.field IN ('name', 'first_name', 'last_name')",
        (wanted,),
    ).fetchall()
    later = database.execute_sql(
        "SELECT f.identity, f.field, f.value, s.import_id, 0 FROM json_each(?) j "
        "CROSS JOIN fact f ON f.identity = j.value AND f.field IN ('name', 'first_name', 'last_name') "
        "CROSS JOIN fact_seen s ON s.fact = f.id",
        (wanted,),
    ).fetchall()
    shown = and_visible("id", hidden)
    accounts = dict(database.execute_sql(f"SELECT id, account FROM import WHERE 1{shown}").fetchall())
    accounts[0] = 0
    names: dict[int, set[tuple[int, str]]] = defaultdict(set)
    parts: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    whole: set[tuple[int, int]] = set()
    for identity, field, value, import_id, own in facts + later:
        if import_id not in accounts or not (import_id or own):
            continue
        if field == Field.NAME:
            whole.add((identity, import_id))
            if key := _key(value):
                names[identity].add((accounts[import_id], key))
        else:
            row = parts[(identity, import_id)]
            row[field] = min(value, row.get(field, value))
    for (identity, import_id), row in parts.items():
        name = person_name(row.get(Field.FIRST_NAME, ""), row.get(Field.LAST_NAME, ""))
        if (identity, import_id) not in whole and (key := _key(name)):
            names[identity].add((accounts[import_id], key))
    return names


def said_births(
    database: SqliteDatabase, identities: Iterable[int], hidden: Sequence[int]
) -> dict[int, frozenset[str]]:
    """identity → the birthdays with a year that visible imports tell of it."""
    found: dict[int, set[str]] = defaultdict(set)
    for identity, value in database.execute_sql(
        "SELECT f.identity, f.value FROM json_each(:who) j CROSS JOIN fact f ON f.identity = j.value"
        f" AND f.field = 'birthday' AND f.import_id > 0{and_visible('f.import_id', hidden)}"
        " UNION SELECT f.identity, f.value FROM json_each(:who) j CROSS JOIN fact f ON f.identity = j.value"
        " AND f.field = 'birthday' CROSS JOIN fact_seen s ON s.fact = f.id"
        f" WHERE 1{and_visible('s.import_id', hidden)}",
        {"who": json.dumps(list(identities))},
    ):
        if value[:4].isdecimal():
            found[identity].add(value)
    return {identity: frozenset(days) for identity, days in found.items()}


def _key(name: str) -> str:
    return "" if "@" in name else name_key(name)


def indexed_names(database: SqliteDatabase, identities: Iterable[int]) -> dict[int, set[tuple[int, str]]]:
    """identity → {(account, name key)} as the index has them now."""
    rows = database.execute_sql(
        "SELECT x.identity, x.account, x.name_key FROM json_each(?) j "
        "CROSS JOIN identity_name x ON x.identity = j.value",
        (json.dumps(list(identities)),),
    )
    names: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for identity, account, key in rows:
        names[identity].add((account, key))
    return names


def write_index(
    database: SqliteDatabase,
    identities: Iterable[int],
    said: dict[int, set[tuple[int, str]]],
) -> dict[int, set[tuple[int, str]]]:
    """Bring the index up to date for these identities and give the names that were in it before or are now."""
    before = indexed_names(database, identities)
    gone: list[tuple[int, str, int]] = []
    new: list[tuple[int, str, int]] = []
    either: dict[int, set[tuple[int, str]]] = {}
    for identity in identities:
        old = before.get(identity, set())
        now = {pair for pair in said.get(identity, ()) if pair[0]}
        gone += [(account, key, identity) for account, key in old - now]
        new += [(account, key, identity) for account, key in now - old]
        either[identity] = old | now
    connection = database.connection()
    connection.executemany("DELETE FROM identity_name WHERE account = ? AND name_key = ? AND identity = ?", gone)
    connection.executemany("INSERT INTO identity_name (account, name_key, identity) VALUES (?, ?, ?)", sorted(new))
    return either


def bare_names(database: SqliteDatabase, names: Collection[tuple[int, str]]) -> list[int]:
    """The identities of kind name that stand for one of these (account, name key)."""
    found: list[int] = []
    for account, keys in _by_account(names).items():
        rows = database.execute_sql(
            "SELECT i.id FROM json_each(?) j CROSS JOIN account a ON a.id = ? "
            "CROSS JOIN identity i ON i.network = a.network AND i.account = a.id "
            "AND i.kind = 'name' AND i.key = j.value",
            (json.dumps(keys), account),
        )
        found += [row[0] for row in rows]
    return found


def bearers(database: SqliteDatabase, names: Collection[tuple[int, str]]) -> dict[tuple[int, str], list[int]]:
    """(account, name key) → the identities that go by it, ascending."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for account, keys in _by_account(names).items():
        rows = database.execute_sql(
            "SELECT x.name_key, x.identity FROM json_each(?) j "
            "CROSS JOIN identity_name x ON x.account = ? AND x.name_key = j.value ORDER BY x.identity",
            (json.dumps(keys), account),
        )
        for key, identity in rows:
            found[(account, key)].append(identity)
    return found


def _by_account(names: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    for account, key in names:
        grouped[account].append(key)
    return grouped
