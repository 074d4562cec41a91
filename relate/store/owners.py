"""Who the owner is: the user's word, else what the archives say."""

from __future__ import annotations

from peewee import SqliteDatabase

OWNERS = (
    "SELECT i.identity FROM owner_identity i WHERE i.is_me = 1 AND NOT EXISTS"
    " (SELECT 1 FROM owner_identity n WHERE n.identity = i.identity AND n.import_id = 0 AND n.is_me = 0)"
)
"""The identities that are the owner: what the user said, else what any import says; hidden imports count in it."""

OWNER_PERSONS = f"SELECT o.person FROM ({OWNERS}) w CROSS JOIN identity o ON o.id = w.identity"
"""The persons they belong to."""


def owners(database: SqliteDatabase) -> frozenset[int]:
    """The identities that are the owner's own."""
    return frozenset(int(row[0]) for row in database.execute_sql(OWNERS))
