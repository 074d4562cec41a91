"""Writing the people of a staged archive: identities, facts, links, photos, and who the owner is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from peewee import SqliteDatabase

from relate.store.chunks import ranges, run
from relate.store.codes import Entity
from relate.store.connection import immediate
from relate.store.owners import OWNERS, owners
from relate.store.settling import redirect


@dataclass(frozen=True, slots=True)
class Applying:
    """An import being written: the library's numbers of it."""

    import_id: int
    account: int
    snapshot_at: int


def identities(database: SqliteDatabase, job: Applying) -> Iterator[float]:
    database.execute_sql("DROP TABLE IF EXISTS temp.identity_of")
    database.execute_sql("CREATE TEMP TABLE identity_of (staged INTEGER PRIMARY KEY, main INTEGER)")
    here = {"import": job.import_id, "account": job.account, "seen": job.snapshot_at}
    for low, high in ranges(database, "SELECT max(id) FROM staged.identity", 3000):
        bounds = here | {"low": low, "high": high}
        with immediate(database):
            run(
                database,
                bounds,
                "INSERT OR IGNORE INTO identity (network, account, kind, key, import_id, by_user, person)"
                " SELECT network, CASE local WHEN 1 THEN :account ELSE 0 END, kind, key, :import, 0, 0"
                " FROM staged.identity WHERE id BETWEEN :low AND :high",
                "UPDATE identity SET person = id WHERE person = 0",
                "INSERT INTO temp.identity_of SELECT s.id, m.id FROM staged.identity s JOIN identity m"
                " ON m.network = s.network AND m.account = CASE s.local WHEN 1 THEN :account ELSE 0 END"
                " AND m.kind = s.kind AND m.key = s.key WHERE s.id BETWEEN :low AND :high",
                "UPDATE identity SET import_id = :import WHERE import_id = 0 AND id IN"
                " (SELECT main FROM temp.identity_of WHERE staged BETWEEN :low AND :high)",
                f"INSERT OR IGNORE INTO claim (import_id, entity, row) SELECT :import, {int(Entity.IDENTITY)}, m.id"
                " FROM temp.identity_of o JOIN identity m ON m.id = o.main"
                " WHERE o.staged BETWEEN :low AND :high AND m.import_id != :import",
                # Whoever two archives know is hidden with neither.
                "UPDATE person SET import_id = 0 WHERE import_id NOT IN (0, :import) AND id IN (SELECT m.person"
                " FROM temp.identity_of o JOIN identity m ON m.id = o.main WHERE o.staged BETWEEN :low AND :high)",
            )
        yield 0.02
    for low, high in ranges(database, "SELECT max(id) FROM staged.identity", 2000):
        bounds = here | {"low": low, "high": high}
        of_range = (
            " FROM staged.fact s JOIN temp.identity_of o ON o.staged = s.identity"
            " JOIN fact f ON f.identity = o.main AND f.field = s.field AND f.value = s.value"
            " WHERE s.identity BETWEEN :low AND :high"
        )
        with immediate(database):
            run(
                database,
                bounds,
                "INSERT OR IGNORE INTO fact (identity, field, value, import_id, seen_at, by_user)"
                " SELECT o.main, s.field, s.value, :import, :seen, 0 FROM staged.fact s"
                " JOIN temp.identity_of o ON o.staged = s.identity WHERE s.identity BETWEEN :low AND :high",
                "UPDATE fact SET import_id = :import, seen_at = :seen WHERE import_id = 0 AND id IN"
                f" (SELECT f.id{of_range})",
                "INSERT OR IGNORE INTO fact_seen (fact, import_id, seen_at) SELECT f.id, :import, :seen"
                f"{of_range} AND f.import_id != :import",
            )
        yield 0.05
    with immediate(database):
        run(
            database,
            here,
            "INSERT OR IGNORE INTO link (a, b, relation, origin, evidence, import_id, active)"
            " SELECT min(x.main, y.main), max(x.main, y.main), 'same', 'stated', '', :import, 1"
            " FROM staged.link l JOIN temp.identity_of x ON x.staged = l.a JOIN temp.identity_of y ON y.staged = l.b"
            " WHERE x.main != y.main",
            "UPDATE link SET import_id = :import WHERE origin = 'stated' AND import_id = 0 AND id IN"
            " (SELECT m.id FROM staged.link l JOIN temp.identity_of x ON x.staged = l.a"
            " JOIN temp.identity_of y ON y.staged = l.b JOIN link m ON m.a = min(x.main, y.main)"
            " AND m.b = max(x.main, y.main) AND m.origin = 'stated')",
            f"INSERT OR IGNORE INTO claim (import_id, entity, row) SELECT :import, {int(Entity.LINK)}, m.id"
            " FROM staged.link l JOIN temp.identity_of x ON x.staged = l.a JOIN temp.identity_of y ON y.staged = l.b"
            " JOIN link m ON m.a = min(x.main, y.main) AND m.b = max(x.main, y.main) AND m.origin = 'stated'"
            " WHERE m.import_id != :import",
            "INSERT OR REPLACE INTO photo (identity, import_id, image) SELECT o.main, :import, s.image"
            " FROM staged.photo s JOIN temp.identity_of o ON o.staged = s.identity",
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
