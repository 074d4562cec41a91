"""Every row of an import accounted for: what became of each, file by file."""

from __future__ import annotations

from collections.abc import Iterator

from peewee import SqliteDatabase

from relate.domain.records import Reason
from relate.store.chunks import run, stretches
from relate.store.codes import Status
from relate.store.connection import chunk
from relate.store.incoming_people import Applying
from relate.store.staged_form import ROW_BITS


def account_for(database: SqliteDatabase, job: Applying) -> Iterator[None]:
    """Write which row became what: the files, and each row that was left out or waits. In pieces; each may be repeated
    from the first one on."""
    here = {"import": job.import_id, "bits": ROW_BITS}
    with chunk(database):
        run(database, here, *_BEGIN)
    yield
    if database.execute_sql(f"SELECT EXISTS ({_HELD})").fetchone()[0]:
        with chunk(database):
            run(database, here, *_HELD_ROWS)
    yield
    for stretch in stretches(database, "staged.status", "row", 40_000):
        with chunk(database):
            run(database, here | stretch, _COUNTED)
        yield
    for statement in _WRITTEN:
        with chunk(database):
            run(database, here, statement)
        yield


_COUNTS = tuple((status.name.lower(), int(status)) for status in (Status.NEW, Status.MATCHED, Status.UPDATED))
_HELD = (
    "SELECT o.staged FROM temp.identity_of o JOIN identity n ON n.id = o.main AND n.kind = 'name' WHERE"
    " (SELECT count(*) FROM identity_name x WHERE x.account = n.account AND x.name_key = n.key) > 1"
)
"""Staged names that fit two profiles of the account or more: their rows wait in Review."""
_BEGIN = (
    "DROP TABLE IF EXISTS temp.held_row",
    "CREATE TEMP TABLE held_row (id INTEGER PRIMARY KEY)",
    "DROP TABLE IF EXISTS temp.counted",
    f"CREATE TEMP TABLE counted (file INTEGER, {', '.join(name for name, _ in _COUNTS)})",
    "DELETE FROM import_file WHERE import_id = :import",
    "DELETE FROM import_row WHERE import_id = :import",
)
_HELD_ROWS = (
    "INSERT OR IGNORE INTO temp.held_row SELECT i.row FROM staged.interaction i WHERE i.id IN"
    f" (SELECT p.interaction FROM staged.participant p WHERE p.identity IN ({_HELD}))"
    " AND NOT EXISTS (SELECT 1 FROM staged.participant p WHERE p.interaction = i.id"
    f" AND p.identity NOT IN ({_HELD}) AND p.identity NOT IN (SELECT id FROM temp.owner_staged))",
    "DELETE FROM temp.held_row WHERE id IN (SELECT row FROM staged.skipped)",
)
_COUNTED = (
    "INSERT INTO temp.counted SELECT row >> :bits, "
    + ", ".join(f"sum(status = {code})" for _, code in _COUNTS)
    + " FROM staged.status WHERE row BETWEEN :low AND :high AND row NOT IN (SELECT id FROM temp.held_row) GROUP BY 1"
)
_WRITTEN = (
    "INSERT INTO import_file (import_id, name, rows, new, matched, updated, unchanged, skipped)"
    " SELECT :import, f.name, f.rows, coalesce(r.new, 0), coalesce(r.matched, 0), coalesce(r.updated, 0),"
    " f.rows - coalesce(r.new, 0) - coalesce(r.matched, 0) - coalesce(r.updated, 0) - coalesce(k.n, 0),"
    " coalesce(k.n, 0) FROM staged.file f LEFT JOIN (SELECT file, "
    + ", ".join(f"sum({name}) AS {name}" for name, _ in _COUNTS)
    + " FROM temp.counted GROUP BY 1) r ON r.file = f.id"
    " LEFT JOIN (SELECT row >> :bits AS file, count(*) AS n FROM (SELECT row FROM staged.skipped UNION"
    " SELECT id FROM temp.held_row) GROUP BY 1) k ON k.file = f.id",
    "INSERT INTO import_row (import_id, file, row, reason, says, original)"
    " SELECT :import, f.name, k.row - (f.id << :bits), k.reason, k.says, k.raw FROM staged.skipped k"
    " JOIN staged.file f ON f.id = k.row >> :bits",
    "INSERT INTO import_row (import_id, file, row, reason, says, original)"
    f" SELECT :import, f.name, h.id - (f.id << :bits), '{Reason.HELD.value}', '', '' FROM temp.held_row h"
    " JOIN staged.file f ON f.id = h.id >> :bits",
    "DROP TABLE temp.held_row",
    "DROP TABLE temp.counted",
    "UPDATE import SET interactions_new = (SELECT count(*) FROM staged.decided WHERE made = 1) WHERE id = :import",
    "UPDATE import SET people_new = (SELECT count(*) FROM person WHERE import_id = :import AND listed)"
    " WHERE id = :import",
    # Nobody is looked for where all that anybody knows came with this archive.
    "UPDATE import SET people_matched = CASE WHEN EXISTS (SELECT 1 FROM person WHERE import_id != :import) THEN"
    " (SELECT count(DISTINCT p.id) FROM temp.identity_of o JOIN identity n"
    " ON n.id = o.main JOIN person p ON p.id = n.person WHERE p.listed AND p.import_id != :import) ELSE 0 END"
    " WHERE id = :import",
)
