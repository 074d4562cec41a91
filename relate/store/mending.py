"""Making a library whole in itself out of the rows that were left of a damaged one.

Nothing is made up: a lost row is written where an index still holds what it said, an import or account whose own row is
lost stays without its name, and what points nowhere or makes no sense goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from peewee import SqliteDatabase

from relate.domain.moments import Precision
from relate.domain.records import Direction, Role
from relate.store.check import POINTERS
from relate.store.codes import CODE_KIND, UNFINISHED_STATES, Tone
from relate.store.connection import immediate
from relate.store.pages import Value

_PART = 5000
_NAMELESS = "An archive whose name was lost"

_FILL = {
    "identity": {"import_id": "0", "by_user": "1", "person": "k.id"},
    "fact": {
        "import_id": "coalesce((SELECT i.import_id FROM identity i WHERE i.id = k.identity), 0)",
        "seen_at": "0",
        "by_user": "coalesce((SELECT i.import_id = 0 FROM identity i WHERE i.id = k.identity), 1)",
    },
    "interaction_key": {
        "part": "0",
        "variant": "0",
        "same": "NULL",
        "coarse": "NULL",
        "at": "(SELECT i.at FROM interaction i WHERE i.id = k.interaction)",
        "precision": f"coalesce((SELECT i.precision FROM interaction i WHERE i.id = k.interaction), {Precision.DAY:d})",
        "says": "NULL",
        "import_id": "coalesce((SELECT i.import_id FROM interaction i WHERE i.id = k.interaction), 0)",
    },
    "link": {
        "relation": "'same'",
        "evidence": "''",
        "import_id": "coalesce((SELECT max(i.import_id) FROM identity i WHERE i.id IN (k.a, k.b)), 0)",
        "active": "0",
    },
}
"""What a lost row is given beside what its index knows. Somebody whose import is not known any more lives without."""

_ONLY = {"link": "k.origin IN ('stated', 'typed a', 'typed b', 'kept a', 'kept b')"}
"""Whether the user joined or parted two people is not in the index, and is never guessed."""

_IMPORTS = (
    *("identity", "fact", "fact_seen", "link", "photo", "owner_identity", "interaction", "interaction_key", "event"),
    *("wish", "claim", "import_row", "import_file", "text_file"),
)
"""The tables that name an import."""

_SENSELESS = (
    ("interaction", f"kind NOT IN ({', '.join(map(str, CODE_KIND))})"),
    ("interaction", f"precision NOT BETWEEN {min(Precision):d} AND {max(Precision):d}"),
    ("interaction", f"direction NOT BETWEEN {min(Direction):d} AND {max(Direction):d}"),
    ("interaction", f"tone NOT BETWEEN {min(Tone):d} AND {max(Tone):d}"),
    ("interaction", "at NOT BETWEEN -62135596800000 AND 253402300799999"),  # the years 1 to 9999
    ("participant", f"role NOT BETWEEN {min(Role):d} AND {max(Role):d}"),
    ("link", "relation NOT IN ('same', 'apart') OR a >= b"),
    ("setting", "NOT json_valid(value)"),
    ("change", "NOT json_valid(coalesce(before, '0')) OR NOT json_valid(coalesce(after, '0'))"),
    ("interaction_key", "NOT json_valid(coalesce(says, '0'))"),
)
"""Rows that read well and say what no library says."""


def write_known(
    database: SqliteDatabase, table: str, columns: Sequence[str], entries: Iterable[tuple[Value, ...]]
) -> None:
    """Write the rows of a table that an index of it (these columns) holds and the table does not, as far as the index
    knows all of them that cannot be done without."""
    all_columns = [str(row[1]) for row in database.execute_sql(f'PRAGMA table_info("{table}")').fetchall()]
    fill = _FILL.get(table, {})
    if not set(all_columns) <= {*columns, *fill}:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    database.execute_sql(f"CREATE TABLE known ({names})")
    entries = iter(entries)
    marks = ", ".join("?" * len(columns))
    while part := list(islice(entries, _PART)):
        with immediate(database):
            database.connection().executemany(f"INSERT INTO known VALUES ({marks})", part)
    taken = [f'k."{name}"' if name in columns else fill[name] for name in all_columns]
    written = ", ".join(f'"{name}"' for name in all_columns)
    database.execute_sql(
        f'INSERT OR IGNORE INTO "{table}" ({written}) SELECT {", ".join(taken)} FROM known k'
        f" WHERE {_ONLY.get(table, '1')}"
    )
    database.execute_sql("DROP TABLE known")


def mend(database: SqliteDatabase) -> None:
    """Afterwards nothing points nowhere and every sum is right; what is derived is still to be written."""
    for table, senseless in _SENSELESS:
        database.execute_sql(f"DELETE FROM {table} WHERE {senseless}")
    _name_imports(database)
    _name_accounts(database)
    database.execute_sql(
        "UPDATE interaction SET conversation = 0 WHERE conversation > 0"
        " AND NOT EXISTS (SELECT 1 FROM conversation c WHERE c.id = interaction.conversation)"
    )
    database.execute_sql(
        "UPDATE event SET interaction = 0 WHERE interaction > 0"
        " AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.id = event.interaction)"
    )
    database.execute_sql(
        "UPDATE interaction SET at = (id >> 12) * 1000 WHERE at >= 80000000000"
        " AND abs((id >> 12) - at / 1000) > 2 * 86400"
    )
    while _let_go(database):
        pass
    _make_sums_right(database)


def _name_imports(database: SqliteDatabase) -> None:
    """An import whose own row is lost still says what it said."""
    known = "('live', 'undone', " + ", ".join(f"'{state}'" for state in UNFINISHED_STATES) + ")"
    database.execute_sql(f"UPDATE import SET state = 'live' WHERE state NOT IN {known}")
    named = " UNION ".join(f"SELECT import_id FROM {table}" for table in _IMPORTS)
    database.execute_sql(
        "INSERT INTO import (id, account, source, network, title, path, complete, sha, state, started_at, seconds,"
        " people_new, people_matched, interactions_new, unread, first)"
        " SELECT n.import_id, coalesce((SELECT i.account FROM interaction i WHERE i.import_id = n.import_id), 0), '',"
        f" '', '{_NAMELESS}', '', 0, '', 'live', 0, 0, 0, 0, 0, '', 0 FROM ({named}) n"
        " WHERE n.import_id > 0 AND NOT EXISTS (SELECT 1 FROM import i WHERE i.id = n.import_id)"
    )


def _name_accounts(database: SqliteDatabase) -> None:
    """An account whose own row is lost is still one; its network is that of its people."""
    named = " UNION ".join(
        f"SELECT account FROM {table}" for table in ("import", "identity", "interaction", "conversation")
    )
    database.execute_sql(
        "INSERT INTO account (id, network, title) SELECT n.account,"
        " coalesce((SELECT i.network FROM identity i WHERE i.account = n.account),"
        " (SELECT i.network FROM import i WHERE i.account = n.account), ''), ''"
        f" FROM ({named}) n WHERE n.account > 0 AND NOT EXISTS (SELECT 1 FROM account a WHERE a.id = n.account)"
    )
    database.execute_sql(
        "UPDATE import SET network = coalesce((SELECT a.network FROM account a WHERE a.id = import.account), '')"
        " WHERE network = ''"
    )


def _let_go(database: SqliteDatabase) -> int:
    """Remove what points nowhere; how much that was. What pointed to it in turn goes the next time."""
    gone = 0
    for table, column, to, key, where, _ in POINTERS:
        if to == "person":
            continue
        cursor = database.execute_sql(
            f"DELETE FROM {table} WHERE NOT EXISTS (SELECT 1 FROM {to} x WHERE x.{key} = {table}.{column})"
            + (f" AND ({where})" if where else "")
        )
        gone += int(cursor.rowcount)
    return gone


def _make_sums_right(database: SqliteDatabase) -> None:
    """A file whose skipped rows are lost counts those that are left."""
    database.execute_sql(
        "UPDATE import_file SET skipped = (SELECT count(*) FROM import_row r WHERE r.import_id = import_file.import_id"
        " AND r.file = import_file.name) WHERE import_id IN (SELECT id FROM import WHERE state = 'live')"
    )
    database.execute_sql("UPDATE import_file SET rows = new + matched + updated + unchanged + skipped")
