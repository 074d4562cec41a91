"""Writing the people of a staged archive: identities, facts, links, photos, and who the owner is."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from peewee import SqliteDatabase

from relate.store import photos
from relate.store.chunks import in_ranges, run
from relate.store.codes import Entity
from relate.store.forgetting import TOMBSTONE
from relate.store.owners import OWNERS, owners
from relate.store.settling import redirect


@dataclass(frozen=True, slots=True)
class Applying:
    """An import being written: the library's numbers of it."""

    import_id: int
    account: int
    snapshot_at: int


def identities(database: SqliteDatabase, job: Applying) -> Generator[float, None, bool]:
    """The identities with their facts, photos and links; newcomers who are one star are one person at once.

    Leaves temp.identity_of (staged, main), and temp.tangled, the stars whose people are to be looked at. Tells whether
    anything is said of anybody that nobody said before.
    """
    anew = False

    def write(database: SqliteDatabase, bounds: dict[str, int]) -> None:
        nonlocal anew
        anew |= _identities(database, bounds)

    here = {"import": job.import_id, "account": job.account, "seen": job.snapshot_at}
    run(
        database,
        {},
        "DROP TABLE IF EXISTS temp.identity_of",
        "CREATE TEMP TABLE identity_of (staged INTEGER PRIMARY KEY, main INTEGER)",
        "DROP TABLE IF EXISTS temp.tangled",
        "CREATE TEMP TABLE tangled (star INTEGER PRIMARY KEY)",
        "INSERT INTO temp.tangled SELECT star FROM staged.tangled UNION SELECT s.star FROM staged.known k"
        " CROSS JOIN staged.identity s ON s.id = k.id",
    )
    for done in in_ranges(database, here, "SELECT max(id) FROM staged.identity", 4000, write):
        yield 0.06 * done
    for done in in_ranges(database, here, "SELECT max(a) FROM staged.link", 6000, _links):
        yield 0.06 + 0.02 * done
    return anew


def _identities(database: SqliteDatabase, bounds: dict[str, int]) -> bool:
    """Those of a range of the staged file, with what is told of them; whether any of that is new."""
    top = database.execute_sql("SELECT coalesce(max(id), 0) FROM identity").fetchone()[0]
    bounds = bounds | {"before": int(top)}
    if int(top) == bounds["low"] - 1:
        # Each staged row is an identity of its own, so the library holds those before this range and nobody else: all
        # of these are new. So it is all through the first archive.
        of_a_range, met = "SELECT id, id FROM staged.identity WHERE id BETWEEN :low AND :high", False
    else:
        of_a_range, met = _OF_A_RANGE, True
    run(database, bounds, f"INSERT INTO temp.identity_of {of_a_range}")
    met = met and bool(database.execute_sql(f"SELECT EXISTS (SELECT 1 {_MET})", bounds).fetchone()[0])
    if met:
        # An identity that came in between, by the user's hand, is looked at like a known one.
        run(
            database,
            bounds,
            f"INSERT OR IGNORE INTO temp.tangled SELECT s.star {_MET.replace('WHERE', _WITH_STAR)}"
            " AND m.import_id != :import",
        )
    run(
        database,
        bounds,
        "INSERT INTO identity (id, network, account, kind, key, import_id, by_user, person)"
        " SELECT o.main, s.network, CASE s.local WHEN 1 THEN :account ELSE 0 END, s.kind, s.key, :import, 0,"
        " CASE WHEN s.star IN (SELECT star FROM temp.tangled) THEN o.main ELSE f.main END"
        " FROM temp.identity_of o CROSS JOIN staged.identity s ON s.id = o.staged"
        " CROSS JOIN temp.identity_of f ON f.staged = s.star"
        " WHERE o.staged BETWEEN :low AND :high AND o.main > :before ORDER BY o.staged",
    )
    photos.keep(database, bounds, met=met)
    if met and _said_again(database, bounds):
        return False
    run(
        database,
        bounds,
        "INSERT OR IGNORE INTO fact (identity, field, value, import_id, seen_at, by_user)"
        " SELECT o.main, s.field, s.value, :import, :seen, 0 FROM temp.identity_of o"
        " CROSS JOIN staged.fact s ON s.identity = o.staged WHERE o.staged BETWEEN :low AND :high"
        " ORDER BY o.staged, s.field, s.value",
    )
    return True


def _said_again(database: SqliteDatabase, bounds: dict[str, int]) -> bool:
    """What is said of identities of a range that were there already is claimed by this import too; whether all that is
    said in the range is what other imports say."""
    run(database, bounds, *_AGAIN)
    connection = database.connection()
    if connection.execute(f"SELECT EXISTS (SELECT 1 {_OF_NO_IMPORT})", bounds).fetchone()[0]:
        connection.execute(
            "UPDATE fact SET import_id = :import, seen_at = :seen WHERE import_id = 0"
            f" AND id IN (SELECT f.id {_SAME_FACTS})",
            bounds,
        )
    again = connection.execute(
        f"INSERT OR IGNORE INTO fact_seen (fact, import_id, seen_at) SELECT f.id, :import, :seen {_SAME_FACTS}"
        " AND f.import_id != :import",
        bounds,
    ).rowcount
    said = "SELECT count(*) FROM staged.fact WHERE identity BETWEEN :low AND :high"
    return bool(again == connection.execute(said, bounds).fetchone()[0])


_ACCOUNT = "CASE s.local WHEN 1 THEN :account ELSE 0 END"
_OF_A_RANGE = (
    # Whom the matching knew is looked up by number, a third of the work of a key; by the key where that is not true any
    # more, and of those it did not know, who may have come in between. Of somebody who is forgotten for good only the
    # matching knows, by a hash.
    "SELECT s.id, coalesce(CASE WHEN k.key = s.key AND k.kind = s.kind AND k.network = s.network"
    f" AND k.account = {_ACCOUNT} THEN k.id END, (SELECT m.id FROM identity m WHERE m.network = s.network"
    f" AND m.account = {_ACCOUNT} AND m.kind = s.kind AND m.key = s.key),"
    f" CASE k.network WHEN '{TOMBSTONE}' THEN k.id END, :before + s.id - :low + 1) FROM staged.identity s"
    " LEFT JOIN staged.known t ON t.id = s.id LEFT JOIN identity k ON k.id = t.main"
    " WHERE s.id BETWEEN :low AND :high ORDER BY s.id"
)
"""The identities of a range, each with its number in the library, or the next one."""
_MET = (
    "FROM temp.identity_of o CROSS JOIN identity m ON m.id = o.main"
    " WHERE o.staged BETWEEN :low AND :high AND o.main <= :before"
)
"""Identities of a range that were there before."""
_WITH_STAR = "CROSS JOIN staged.identity s ON s.id = o.staged WHERE"
_SAME_FACTS = (
    "FROM temp.identity_of o CROSS JOIN staged.fact s ON s.identity = o.staged"
    " CROSS JOIN fact f ON f.identity = o.main AND f.field = s.field AND f.value = s.value"
    " WHERE o.staged BETWEEN :low AND :high AND o.main <= :before"
)
_OF_NO_IMPORT = (
    "FROM temp.identity_of o CROSS JOIN fact f ON f.identity = o.main AND f.import_id = 0"
    " WHERE o.staged BETWEEN :low AND :high AND o.main <= :before"
)
"""What was said of them and no import holds any more, or only the user ever did."""
_AGAIN = (
    f"UPDATE identity SET import_id = :import WHERE import_id = 0 AND id IN (SELECT m.id {_MET})",
    f"INSERT OR IGNORE INTO claim (import_id, entity, row) SELECT :import, {int(Entity.IDENTITY)}, m.id {_MET}"
    " AND m.import_id != :import",
    # Whoever two archives know is hidden with neither.
    f"UPDATE person SET import_id = 0 WHERE import_id NOT IN (0, :import) AND id IN (SELECT m.person {_MET})",
)


def _links(database: SqliteDatabase, bounds: dict[str, int]) -> None:
    connection = database.connection()
    made = connection.execute(
        "INSERT OR IGNORE INTO link (a, b, relation, origin, evidence, import_id, active)"
        f" SELECT min(x.main, y.main), max(x.main, y.main), 'same', 'stated', '', :import, 1 {_STAGED_LINKS}"
        " ORDER BY l.a, l.b",
        bounds,
    ).rowcount
    # Of a first archive all are new, and the staged rows alone tell that.
    for staged in ("FROM staged.link l WHERE l.a BETWEEN :low AND :high", _STAGED_LINKS):
        if made == connection.execute(f"SELECT count(*) {staged}", bounds).fetchone()[0]:
            return
    run(
        database,
        bounds,
        "UPDATE link SET import_id = :import WHERE origin = 'stated' AND import_id = 0 AND id IN"
        f" (SELECT m.id {_KNOWN_LINKS})",
        f"INSERT OR IGNORE INTO claim (import_id, entity, row) SELECT :import, {int(Entity.LINK)}, m.id {_KNOWN_LINKS}"
        " AND m.import_id != :import",
    )


_JOINED = (
    "FROM staged.link l CROSS JOIN temp.identity_of x ON x.staged = l.a CROSS JOIN temp.identity_of y ON y.staged = l.b"
)
_STAGED_LINKS = f"{_JOINED} WHERE l.a BETWEEN :low AND :high AND x.main != y.main"
_KNOWN_LINKS = (
    f"{_JOINED} CROSS JOIN link m ON m.a = min(x.main, y.main) AND m.b = max(x.main, y.main) AND m.origin = 'stated'"
    " WHERE l.a BETWEEN :low AND :high"
)


def find_owners(database: SqliteDatabase, job: Applying) -> set[int]:
    """Who the owner is, as the library knows it with this import: decides direction, also of what is there already.

    Returns those whose ties change with that.
    """
    before = owners(database)
    run(
        database,
        {"import": job.import_id},
        "INSERT OR IGNORE INTO owner_identity (identity, import_id, is_me, found_by)"
        " SELECT o.main, :import, 1, s.found_by FROM staged.owner s JOIN temp.identity_of o ON o.staged = s.identity",
        "DROP TABLE IF EXISTS temp.owner_staged",
        "CREATE TEMP TABLE owner_staged AS SELECT DISTINCT o.staged AS id FROM temp.identity_of o"
        f" WHERE o.main IN ({OWNERS})",
        "CREATE UNIQUE INDEX temp.owner_staged_id ON owner_staged (id)",
    )
    found = owners(database) - before
    return redirect(database, found) if found else set()
