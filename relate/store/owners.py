"""Who the owner is: the user's word, else what the archives say."""

from __future__ import annotations

from peewee import SqliteDatabase

from relate.domain.kinds import Kind
from relate.store.codes import KIND_CODE
from relate.store.visibility import and_visible, hidden

OWNERS = (
    "SELECT i.identity FROM owner_identity i WHERE i.is_me = 1 AND NOT EXISTS"
    " (SELECT 1 FROM owner_identity n WHERE n.identity = i.identity AND n.import_id = 0 AND n.is_me = 0)"
)
"""The identities that are the owner: what the user said, else what any import says; hidden imports count in it."""

OWNER_PERSONS = f"SELECT o.person FROM ({OWNERS}) w CROSS JOIN identity o ON o.id = w.identity"
"""The persons they belong to."""


_SAID = ", ".join(str(KIND_CODE[kind]) for kind in (Kind.MESSAGE, Kind.MAIL, Kind.CALL))


def is_side_open(database: SqliteDatabase) -> bool:
    """Whether archives hold messages, mails or calls, and nobody is known to be the owner: whose they are is open."""
    if database.execute_sql(f"SELECT EXISTS ({OWNERS})").fetchone()[0]:
        return False
    visible = and_visible("import_id", hidden(database))
    said = f"SELECT 1 FROM interaction WHERE by_user = 0 AND kind IN ({_SAID}){visible}"
    return bool(database.execute_sql(f"SELECT EXISTS ({said})").fetchone()[0])


def owners(database: SqliteDatabase) -> frozenset[int]:
    """The identities that are the owner's own."""
    return frozenset(int(row[0]) for row in database.execute_sql(OWNERS))
