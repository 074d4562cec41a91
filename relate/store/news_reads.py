"""What changed between two archives of the same account, by their snapshot dates and never by the order of import.

Only between complete archives: what a partial one leaves out says nothing. Reads only.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from peewee import SqliteDatabase

FIELDS = ("name", "role", "company")


class Change(NamedTuple):
    """Somebody's name, role or company in one archive and in the next; instants: the archives' snapshots, UTC ms."""

    person: int
    name: str
    field: str
    before: str
    now: str
    before_at: int
    now_at: int
    network: str


def changes(database: SqliteDatabase) -> list[Change]:
    """All of them, the newest first."""
    archives: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for number, account, snapshot, network in database.execute_sql(
        "SELECT id, account, snapshot_at, network FROM import WHERE complete = 1 AND snapshot_at IS NOT NULL"
        " AND state IN ('live', 'settling') ORDER BY account, snapshot_at, id"
    ):
        archives[account].append((number, snapshot, network))
    found: list[Change] = []
    for ones in archives.values():
        for (before, before_at, _), (now, now_at, network) in pairwise(ones):
            if now_at > before_at:
                found += _between(database, before, before_at, now, now_at, network)
    return sorted(found, key=lambda change: (-change.now_at, change.name.casefold(), change.person, change.field))


def _between(
    database: SqliteDatabase, before: int, before_at: int, now: int, now_at: int, network: str
) -> list[Change]:
    """One query for all of an archive's values that the other one of the same identity and field does not have."""
    rows = database.execute_sql(
        "WITH said AS ("
        " SELECT id, identity, field, value, import_id FROM fact WHERE import_id IN (:before, :now)"
        "  AND field IN ('name', 'role', 'company')"
        " UNION ALL SELECT f.id, f.identity, f.field, f.value, s.import_id"
        "  FROM fact_seen s JOIN fact f ON f.id = s.fact"
        "  WHERE s.import_id IN (:before, :now) AND f.field IN ('name', 'role', 'company'))"
        " SELECT p.id, p.name, new.field, min(old.value), new.value FROM said new"
        " JOIN said old ON old.identity = new.identity AND old.field = new.field AND old.import_id = :before"
        " JOIN identity n ON n.id = new.identity JOIN person p ON p.id = n.person"
        " WHERE new.import_id = :now AND p.listed = 1 AND new.value != '' AND old.value != ''"
        " AND NOT EXISTS (SELECT 1 FROM said s WHERE s.id = new.id AND s.import_id = :before)"
        " AND NOT EXISTS (SELECT 1 FROM said s WHERE s.id = old.id AND s.import_id = :now)"
        " GROUP BY new.id",
        {"before": before, "now": now},
    )
    return [
        Change(person, name, field, was, value, before_at, now_at, network) for person, name, field, was, value in rows
    ]
