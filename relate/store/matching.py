"""Phase two of an import: which staged rows the library holds already, and which ids the new ones get.

Runs beside the library on a connection of its own that only reads it; the decisions are written into the staging file,
so that phase three repeats nothing after a crash. Source: design/data-model.md, "Rows and claims".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from peewee import SqliteDatabase

from relate.domain.records import IdentityKind, Reason, Role
from relate.store import met
from relate.store.codes import Status
from relate.store.connection import make_durable, open_staging
from relate.store.forgetting import TOMBSTONE, teach
from relate.store.interaction_ids import SLOT_BITS, SLOTS, UNDATED_SECONDS
from relate.store.staged_form import keys_told_twice

_AT_A_TIME = 10_000
_BETWEEN_LOOKS = 20_000
"""Steps of SQLite's machine, some milliseconds."""
_Variant = tuple[int, int | None]
"""A row's variant and its coarse key."""
_BY_MAIN = "CREATE INDEX decided_main ON decided (main, id, made, row_key)"


def match(staging: Path, library: Path, account: int, give_way: Callable[[], None] | None = None) -> None:
    """Decide every row of a staging file against the library as it stands.

    account: the library's account that the local identities belong to. give_way: called every few milliseconds; it may
    take a while.
    """
    database = open_staging(staging, library)
    try:
        connection = database.connection()
        if give_way is not None:
            connection.set_progress_handler(give_way, _BETWEEN_LOOKS)  # None, what it gives, is to go on
        connection.execute("BEGIN")
        _known_identities(database, account)
        if not (_is_first(database) and _all_new(database)):
            database.execute_sql("INSERT INTO decided SELECT id, NULL, 0, key FROM telling")
            _leave_out_removed(database)
            met.by_exact(database)
            met.by_coarse(database)
            _new_ids(database)
            database.execute_sql(_BY_MAIN)
            met.note_doubtful(database)
        _statuses(database)
        connection.execute("COMMIT")
    finally:
        database.close()
    make_durable(staging)


def known_cards(database: SqliteDatabase, account: int) -> frozenset[str]:
    """The keys of the cards that the library has, of the book that this account is and of those known everywhere."""
    rows = database.execute_sql(
        "SELECT key FROM identity WHERE network = 'card' AND account IN (0, ?) AND kind = ?",
        (account, str(IdentityKind.CARD.value)),
    )
    return frozenset([str(row[0]) for row in rows])


def _known_identities(database: SqliteDatabase, account: int) -> None:
    database.execute_sql("DROP TABLE IF EXISTS known")
    database.execute_sql("DROP TABLE IF EXISTS status")
    database.execute_sql(f"DROP TABLE IF EXISTS {met.TO_DECIDE_ANEW}")
    database.execute_sql("DROP INDEX IF EXISTS decided_main")
    database.execute_sql("DELETE FROM decided")
    database.execute_sql("CREATE TABLE known (id INTEGER PRIMARY KEY, main INTEGER, person INTEGER, removed INTEGER)")
    database.execute_sql(
        "INSERT INTO known SELECT s.id, m.id, m.person, m.person IN (SELECT o.person FROM library.removed r"
        " CROSS JOIN library.identity o ON o.id = r.identity)"
        " FROM identity s JOIN library.identity m ON m.network = s.network"
        " AND m.account = CASE s.local WHEN 1 THEN ? ELSE 0 END AND m.kind = s.kind AND m.key = s.key",
        (account,),
    )
    _known_forgotten(database, account)


def _known_forgotten(database: SqliteDatabase, account: int) -> None:
    """Whom the user had forgotten for good is known by the hash of a key alone; he is as one who was removed."""
    here = "FROM library.identity WHERE network = ? AND kind = ?"
    if not database.execute_sql(f"SELECT EXISTS (SELECT 1 {here})", (TOMBSTONE, TOMBSTONE)).fetchone()[0]:
        return
    teach(database.connection())
    database.execute_sql(
        "INSERT OR IGNORE INTO known SELECT s.id, m.id, m.person, 1"
        " FROM (SELECT id, forgotten_hash(network, account, kind, key) AS hash FROM"
        "  (SELECT id, network, CASE local WHEN 1 THEN ? ELSE 0 END AS account, kind, key FROM identity)) s"
        f" JOIN (SELECT id, person, key {here}) m ON m.key = s.hash",
        (account, TOMBSTONE, TOMBSTONE),
    )


def _is_first(database: SqliteDatabase) -> bool:
    """Whether nothing is in the library that a row could be: no interaction, and nobody whom the user deleted."""
    return not database.execute_sql(
        "SELECT EXISTS (SELECT 1 FROM library.interaction) OR EXISTS (SELECT 1 FROM library.interaction_key)"
        " OR EXISTS (SELECT 1 FROM known WHERE removed)"
    ).fetchone()[0]


def _all_new(database: SqliteDatabase) -> bool:
    """made 1 for every row at once, in the order of time; False, and nothing decided, where rows need a closer look.

    They do where a second has more of them than slots: those spill into the next one.
    """
    undated = UNDATED_SECONDS.start << SLOT_BITS
    database.execute_sql(
        "INSERT INTO decided SELECT id, coalesce(max(at / 1000, ?), ?) << ?, 1, key FROM telling",
        (UNDATED_SECONDS.stop, UNDATED_SECONDS.start, SLOT_BITS),
    )
    database.execute_sql(_BY_MAIN)
    # Nearly every second has one row alone, which has its id by that.
    database.execute_sql(
        "CREATE TEMP TABLE together AS SELECT main, count(*) AS rows FROM decided GROUP BY main HAVING count(*) > 1"
    )
    (most,) = database.execute_sql(
        "SELECT coalesce(max(rows), 0) FROM temp.together WHERE main != ?", (undated,)
    ).fetchone()
    if most <= SLOTS:
        database.execute_sql(
            "CREATE TEMP TABLE placed AS SELECT d.id, d.main - 1 + row_number() OVER (PARTITION BY d.main"
            " ORDER BY d.row_key) AS main FROM temp.together t CROSS JOIN decided d ON d.main = t.main"
        )
        database.execute_sql(
            "UPDATE decided SET main = p.main FROM temp.placed p WHERE p.id = decided.id AND p.main != decided.main"
        )
        database.execute_sql("DROP TABLE temp.placed")
        _join_equal_rows(database)
    else:
        database.execute_sql("DROP INDEX decided_main")
        database.execute_sql("DELETE FROM decided")
    database.execute_sql("DROP TABLE temp.together")
    return bool(most <= SLOTS)


def _leave_out_removed(database: SqliteDatabase) -> None:
    """Rows about nobody but people whom the user deleted become skipped ones."""
    if not database.execute_sql("SELECT 1 FROM known WHERE removed LIMIT 1").fetchone():
        return
    database.execute_sql(
        "CREATE TEMP TABLE gone AS SELECT i.id AS id, i.row AS row FROM interaction i WHERE"
        " EXISTS (SELECT 1 FROM participant p JOIN known k ON k.id = p.identity AND k.removed"
        "  WHERE p.interaction = i.id)"
        " AND NOT EXISTS (SELECT 1 FROM participant p LEFT JOIN known k ON k.id = p.identity"
        "  WHERE p.interaction = i.id AND NOT coalesce(k.removed, 0)"
        "  AND p.identity NOT IN (SELECT identity FROM owner))"
    )
    # What somebody said who is forgotten for good does not come back for the sake of those who heard it.
    database.execute_sql(
        "INSERT OR IGNORE INTO gone SELECT i.id, i.row FROM participant p"
        " JOIN known k ON k.id = p.identity AND k.removed"
        " JOIN library.identity m ON m.id = k.main AND m.network = ? JOIN interaction i ON i.id = p.interaction"
        f" WHERE p.role = {int(Role.FROM)} AND i.id NOT IN (SELECT id FROM gone)",
        (TOMBSTONE,),
    )
    database.execute_sql(
        "CREATE TEMP TABLE gone_row AS SELECT row FROM gone UNION"
        " SELECT s.row FROM identity s JOIN known k ON k.id = s.id AND k.removed UNION"
        " SELECT f.row FROM fact f JOIN known k ON k.id = f.identity AND k.removed"
    )
    # A row that also says something of others stays theirs.
    database.execute_sql(
        "DELETE FROM gone_row WHERE row IN (SELECT row FROM interaction WHERE id NOT IN (SELECT id FROM gone))"
    )
    database.execute_sql("DELETE FROM gone_row WHERE row = 0 OR row IN (SELECT row FROM skipped)")
    database.execute_sql("DELETE FROM further WHERE interaction IN (SELECT id FROM gone)")
    database.execute_sql("DELETE FROM event WHERE interaction IN (SELECT id FROM gone)")
    database.execute_sql("DELETE FROM telling WHERE id IN (SELECT id FROM gone)")
    database.execute_sql("DELETE FROM decided WHERE id IN (SELECT id FROM gone)")
    database.execute_sql("DELETE FROM fact WHERE identity IN (SELECT id FROM known WHERE removed)")
    database.execute_sql("DELETE FROM photo WHERE identity IN (SELECT id FROM known WHERE removed)")
    database.execute_sql("INSERT INTO skipped SELECT row, ?, '', '' FROM gone_row", (Reason.REMOVED_BY_YOU.value,))


def _new_ids(database: SqliteDatabase) -> None:
    """made 1: new; ids in the order of time, first free slot of the second. Equal staged keys share one id; what two
    files of one archive tell differently are two tellings, as of two archives (made 2)."""
    connection = database.connection()
    doubled = {row[0] for row in connection.execute(keys_told_twice(database))}
    taken = _taken(database)
    by_key: dict[int, int] = {}
    told: dict[int, dict[_Variant, int]] = {}
    undated = (UNDATED_SECONDS.start << SLOT_BITS) - 1
    last = 0
    for some in _fresh(database):
        updates: list[tuple[int, int, int, int]] = []
        for number, key, variant, coarse, at in some:
            if key in doubled and key in by_key:
                updates.append((by_key[key], *_told_again(told[key], key, (variant, coarse)), number))
                continue
            if at is None:
                undated = chosen = _next_free(undated + 1, taken)
            else:
                chosen = _next_free(max(last + 1, max(at // 1000, UNDATED_SECONDS.stop) << SLOT_BITS), taken)
                last = chosen
            if key in doubled:
                by_key[key] = chosen
                told[key] = {(variant, coarse): key}
            updates.append((chosen, 1, key, number))
        connection.executemany("UPDATE decided SET main = ?, made = ?, row_key = ? WHERE id = ?", updates)


def _fresh(database: SqliteDatabase) -> Iterator[list[tuple[int, int, int, int | None, int | None]]]:
    """(id, key, variant, coarse, at) of the rows that the library has not, in the order of time, some at a time: as one
    list a million of them take 400 MB."""
    database.execute_sql(
        "CREATE TEMP TABLE fresh AS SELECT id, key, variant, coarse, at FROM interaction WHERE main IS NULL"
        " ORDER BY at, key, variant, coarse"
    )
    for low in count(1, _AT_A_TIME):
        some = database.execute_sql(
            "SELECT id, key, variant, coarse, at FROM temp.fresh WHERE rowid BETWEEN ? AND ? ORDER BY rowid",
            (low, low + _AT_A_TIME - 1),
        ).fetchall()
        if not some:
            break
        yield some
    database.execute_sql("DROP TABLE temp.fresh")


def _join_equal_rows(database: SqliteDatabase) -> None:
    """Rows of one key, each of which was decided as if it were alone, become one interaction."""
    again = keys_told_twice(database)
    if not database.execute_sql(f"SELECT EXISTS ({again})").fetchone()[0]:
        return  # nearly always, and none of the rows has to be looked at
    first: dict[int, int] = {}
    told: dict[int, dict[_Variant, int]] = {}
    joined: list[tuple[int, int, int, int]] = []
    for number, key, variant, coarse, main in database.execute_sql(
        f"SELECT id, key, variant, coarse, main FROM interaction WHERE made = 1 AND key IN ({again})"
        " ORDER BY at, key, variant, coarse"
    ).fetchall():
        if key in first:
            joined.append((first[key], *_told_again(told[key], key, (variant, coarse)), number))
        else:
            first[key], told[key] = main, {(variant, coarse): key}
    database.connection().executemany("UPDATE decided SET main = ?, made = ?, row_key = ? WHERE id = ?", joined)


def _told_again(told: dict[_Variant, int], key: int, which: _Variant) -> tuple[int, int]:
    """(made, row key) of a row whose key another row of this import has; told: its variants → row key, added to."""
    if which in told:
        return 0, told[which]
    alike = any(variant == which[0] for variant, _ in told)
    told[which] = met.further_key(key, *which, alike=alike)
    return 2, told[which]


def _next_free(candidate: int, taken: list[int]) -> int:
    place = bisect_left(taken, candidate)
    while place < len(taken) and taken[place] == candidate:
        candidate += 1
        place += 1
    return candidate


def _taken(database: SqliteDatabase) -> list[int]:
    """Ids the library uses in the seconds that new rows want, ascending."""
    if not database.execute_sql("SELECT 1 FROM library.interaction LIMIT 1").fetchone():
        return []
    rows = database.execute_sql(
        "SELECT DISTINCT m.id FROM (SELECT DISTINCT coalesce(at / 1000, ?) AS second FROM interaction"
        " WHERE main IS NULL) s JOIN library.interaction m ON m.id BETWEEN s.second << ? AND (s.second << ?) + ?",
        (UNDATED_SECONDS.start, SLOT_BITS, SLOT_BITS, SLOTS - 1),
    )
    return sorted(int(row[0]) for row in rows)


def _statuses(database: SqliteDatabase) -> None:
    """What each row did: new, matched, updated; the first that applies. Rows that are not in it changed nothing."""
    new, matched, updated = int(Status.NEW), int(Status.MATCHED), int(Status.UPDATED)
    database.execute_sql("CREATE TABLE status (row INTEGER PRIMARY KEY, status INTEGER)")
    if not database.execute_sql("SELECT EXISTS (SELECT 1 FROM known) OR EXISTS (SELECT 1 FROM wish)").fetchone()[0]:
        # Nothing that is told is there already: row after row, without looking any of it up.
        alike = not database.execute_sql("SELECT EXISTS (SELECT 1 FROM decided WHERE made != 1)").fetchone()[0]
        for told, status in (
            ("telling WHERE 1" if alike else "interaction WHERE made = 1", new),
            ("identity WHERE id NOT IN (SELECT identity FROM owner)", new),
            *(() if alike else (("interaction WHERE made > 1", matched),)),
        ):
            done = f"SELECT row, {status} FROM {told} AND row NOT IN (SELECT row FROM skipped)"
            database.execute_sql(f"INSERT OR IGNORE INTO status {done}")
        return
    # Whoever is linked to somebody known is no new person, only a new identity of theirs: found from those who are not
    # known, who in a book that is read once more are few or none.
    database.execute_sql("CREATE INDEX IF NOT EXISTS link_b ON link (b)")
    unknown = "NOT IN (SELECT id FROM known)"
    database.execute_sql(
        "CREATE TEMP TABLE joined AS WITH RECURSIVE reached (id) AS ("
        f" SELECT l.b FROM link l WHERE l.b {unknown} AND l.a IN (SELECT id FROM known)"
        f" UNION SELECT l.a FROM link l WHERE l.a {unknown} AND l.b IN (SELECT id FROM known)"
        f" UNION SELECT l.b FROM reached r JOIN link l ON l.a = r.id WHERE l.b {unknown}"
        f" UNION SELECT l.a FROM reached r JOIN link l ON l.b = r.id WHERE l.a {unknown}) SELECT id FROM reached"
    )
    database.execute_sql("CREATE UNIQUE INDEX temp.joined_id ON joined (id)")
    database.execute_sql(
        f"INSERT INTO status SELECT row, max(status) FROM ("
        f" SELECT row, CASE made WHEN 1 THEN {new} ELSE {matched} END AS status FROM interaction WHERE made > 0"
        f" UNION ALL SELECT f.row, {updated} FROM fact f JOIN known k ON k.id = f.identity WHERE NOT EXISTS"
        "  (SELECT 1 FROM library.fact m WHERE m.identity = k.main AND m.field = f.field AND m.value = f.value)"
        f" UNION ALL SELECT s.row, CASE WHEN j.id IS NULL THEN {new} ELSE {matched} END FROM identity s"
        "  LEFT JOIN joined j ON j.id = s.id WHERE s.id NOT IN (SELECT id FROM known)"
        "  AND s.id NOT IN (SELECT identity FROM owner)"
        f" UNION ALL SELECT w.row, {new} FROM wish w WHERE NOT EXISTS"
        "  (SELECT 1 FROM library.wish m WHERE m.key = w.key)"
        ") WHERE row NOT IN (SELECT row FROM skipped) GROUP BY row"
    )
