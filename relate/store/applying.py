"""Phase three of an import: staged rows become rows of the library, in chunks between which the user's commands go.

The rows stay hidden until `show`, which is one small write; then the caches of people who were known before follow.
A crash in between is finished at the next start: every chunk may be repeated. Source: design/data-model.md, "Writing".
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from peewee import SqliteDatabase

from relate.domain.records import Kind, Reason
from relate.store import tellings, ties
from relate.store.codes import KIND_CODE, Entity, Status
from relate.store.connection import attach_staging, detach_staging, immediate
from relate.store.links import moves
from relate.store.newcomers import Newcomers
from relate.store.owners import OWNERS, owners
from relate.store.people_cache import refresh_people
from relate.store.settling import follow, people_in, redirect
from relate.store.staging import ROW_BITS

CHUNK_SECONDS = 0.07
"""How long a chunk should hold the writer: a user's command waits for one of them at most."""


@dataclass(frozen=True, slots=True)
class Applying:
    """An import being written: the library's numbers of it."""

    import_id: int
    account: int
    snapshot_at: int


class Chunks:
    """Ranges of row numbers whose size follows from how long the last one took."""

    def __init__(self, start: int) -> None:
        self.size = start
        self._began = 0.0

    def begin(self) -> None:
        self._began = time.perf_counter()

    def end(self) -> None:
        took = time.perf_counter() - self._began
        factor = min(max(CHUNK_SECONDS / max(took, 1e-4), 0.5), 2.0)
        self.size = max(50, int(self.size * factor))


def apply(database: SqliteDatabase, staging: Path, job: Applying) -> Generator[float, None, set[int]]:
    """Write a matched staging file into the library; yields the share done after each chunk (0 to 1).

    The caller closes the generator to stop (the rows are then withdrawn) and runs other commands between the chunks.
    Returns the people who were known before and of whom something changed: `settle` brings them up to date.
    """
    attach_staging(database, staging)
    try:
        yield from _identities(database, job)
        yield 0.08
        with immediate(database):
            turned = _owners(database, job)
        yield from _interactions(database, job)
        with immediate(database):
            _events_and_wishes(database, job)
        yield 0.7
        moved = yield from _new_people(database, job)
        with immediate(database):
            _account_for(database, job)
        return (
            (moved | _touched(database, job)) & set(people_of(database, job.import_id, only_here=False))
            | moved
            | turned
        )
    finally:
        database.execute_sql("DROP TABLE IF EXISTS temp.identity_of")
        database.execute_sql("DROP TABLE IF EXISTS temp.owner_staged")
        database.execute_sql("DROP TABLE IF EXISTS temp.conversation_of")
        detach_staging(database)


def _identities(database: SqliteDatabase, job: Applying) -> Iterator[float]:
    database.execute_sql("DROP TABLE IF EXISTS temp.identity_of")
    database.execute_sql("CREATE TEMP TABLE identity_of (staged INTEGER PRIMARY KEY, main INTEGER)")
    here = {"import": job.import_id, "account": job.account, "seen": job.snapshot_at}
    for low, high in _ranges(database, "SELECT max(id) FROM staged.identity", 3000):
        bounds = here | {"low": low, "high": high}
        with immediate(database):
            _run(
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
    for low, high in _ranges(database, "SELECT max(id) FROM staged.identity", 2000):
        bounds = here | {"low": low, "high": high}
        of_range = (
            " FROM staged.fact s JOIN temp.identity_of o ON o.staged = s.identity"
            " JOIN fact f ON f.identity = o.main AND f.field = s.field AND f.value = s.value"
            " WHERE s.identity BETWEEN :low AND :high"
        )
        with immediate(database):
            _run(
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
        _run(
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


def _owners(database: SqliteDatabase, job: Applying) -> set[int]:
    """Who the owner is, as the library knows it with this import: decides direction, also of what is there already.

    Returns those whose ties change with that.
    """
    before = owners(database)
    _run(
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


def _interactions(database: SqliteDatabase, job: Applying) -> Iterator[float]:
    here = {"import": job.import_id, "account": job.account}
    with immediate(database):
        _run(
            database,
            here,
            "INSERT OR IGNORE INTO conversation (account, key, title, mine)"
            " SELECT :account, key, title, 0 FROM staged.conversation",
            "DROP TABLE IF EXISTS temp.conversation_of",
            "CREATE TEMP TABLE conversation_of (staged INTEGER PRIMARY KEY, main INTEGER)",
            "INSERT INTO temp.conversation_of SELECT s.id, c.id FROM staged.conversation s"
            " JOIN conversation c ON c.account = :account AND c.key = s.key",
        )
    made = {int(row[0]) for row in database.execute_sql("SELECT DISTINCT made FROM staged.decided")}
    known = _KNOWN_ROWS if 0 in made else ()
    database.execute_sql("DROP TABLE IF EXISTS temp.piece")
    database.execute_sql(f"CREATE TEMP TABLE piece AS {_PIECE} LIMIT 0", here | {"low": 0, "high": 0})
    yield from _by_main(database, here, (*_ROWS, *known), 0.1, 0.4, several=2 in made)
    yield from _indexed(database, here)
    database.execute_sql("DROP TABLE IF EXISTS temp.piece")


def _by_main(
    database: SqliteDatabase,
    here: dict[str, int],
    statements: Sequence[str],
    begin: float,
    end: float,
    several: bool = False,
) -> Iterator[float]:
    """Run statements over all staged interactions, oldest first, in chunks."""
    total = int(database.execute_sql("SELECT count(*) FROM staged.decided").fetchone()[0]) or 1
    done = 0
    low = -1
    chunks = Chunks(1500)
    while True:
        high, count = database.execute_sql(
            "SELECT max(main), count(*) FROM (SELECT main FROM staged.decided WHERE main > ? ORDER BY main LIMIT ?)",
            (low, chunks.size),
        ).fetchone()
        if high is None:
            return
        bounds = here | {"low": low, "high": int(high)}
        chunks.begin()
        with immediate(database):
            _run(database, bounds, *statements)
            if several:
                _further_tellings(database, bounds)
        chunks.end()
        low = int(high)
        done += int(count)
        yield begin + (end - begin) * done / total


def _indexed(database: SqliteDatabase, here: dict[str, int]) -> Iterator[float]:
    """The full-text index, in a pass of its own: its transactions are the dearer the smaller they are.

    Its pieces are merged afterwards, while nobody waits (withdrawing.merge_index).
    """
    with immediate(database):
        _merging(database, automatic=False)
    try:
        yield from _by_main(database, here, (_INDEX,), 0.4, 0.7)
    finally:
        with immediate(database):
            _merging(database, automatic=True)


def _merging(database: SqliteDatabase, automatic: bool) -> None:
    for name, value in (("automerge", 4 if automatic else 0), ("crisismerge", 16 if automatic else 1000)):
        database.execute_sql("INSERT INTO interaction_fts (interaction_fts, rank) VALUES (?,?)", (name, value))


_PIECE = (
    "SELECT d.main, d.made, d.row_key, t.id, t.variant, t.coarse, t.at, t.precision, t.offset, t.kind,"
    " coalesce(c.main, 0) AS conversation, CASE WHEN t.sender = 0 THEN 0 WHEN w.id IS NOT NULL THEN 2 ELSE 1 END"
    " AS direction, a.main AS one, t.one_role, b.main AS other, t.other_role, t.people, t.tone, t.gist, t.title,"
    " t.text, t.detail, t.link FROM staged.decided d JOIN staged.telling t ON t.id = d.id"
    " LEFT JOIN temp.identity_of a ON a.staged = t.one LEFT JOIN temp.identity_of b ON b.staged = t.other"
    " LEFT JOIN temp.conversation_of c ON c.staged = t.conversation LEFT JOIN temp.owner_staged w ON w.id = t.sender"
    " WHERE d.main > :low AND d.main <= :high"
)
"""The rows of a chunk, with the library's numbers instead of the file's."""
_ROWS = (
    "DELETE FROM temp.piece",
    f"INSERT INTO temp.piece {_PIECE} ORDER BY d.main",
    "INSERT OR IGNORE INTO interaction (id, at, precision, offset, kind, account, conversation, direction, tone, gist,"
    " people, title, text, detail, link, import_id, by_user)"
    " SELECT main, at, precision, offset, kind, :account, conversation, direction, tone, gist,"
    " people, title, text, detail, link, :import, 0 FROM temp.piece WHERE made = 1",
    "INSERT OR IGNORE INTO interaction_key"
    " (key, interaction, part, variant, same, coarse, at, precision, says, import_id)"
    " SELECT row_key, main, 0, variant, NULL, coarse, at, precision, NULL, :import FROM temp.piece WHERE made = 1"
    " ORDER BY row_key",
    "INSERT OR IGNORE INTO participant (identity, interaction, role, part)"
    " SELECT one, main, one_role, 0 FROM temp.piece WHERE made = 1 AND one IS NOT NULL"
    " UNION ALL SELECT other, main, other_role, 0 FROM temp.piece WHERE made = 1 AND other IS NOT NULL ORDER BY 1, 2",
    "INSERT OR IGNORE INTO participant (identity, interaction, role, part)"
    " SELECT o.main, s.main, p.role, 0 FROM temp.piece s JOIN staged.further p ON p.interaction = s.id"
    " JOIN temp.identity_of o ON o.staged = p.identity WHERE s.made = 1 AND s.people > 2",
)
_KNOWN_ROWS = (
    "UPDATE interaction_key SET import_id = :import WHERE import_id = 0 AND key IN"
    " (SELECT row_key FROM temp.piece WHERE made = 0)",
    f"INSERT OR IGNORE INTO claim (import_id, entity, row) SELECT :import, {int(Entity.INTERACTION_KEY)}, s.row_key"
    " FROM temp.piece s JOIN interaction_key k ON k.key = s.row_key WHERE s.made = 0 AND k.import_id != :import"
    " ORDER BY s.row_key",
)
_INDEX = (
    "INSERT INTO interaction_fts (rowid, title, text) SELECT s.main, t.title, t.text FROM staged.decided s"
    " JOIN staged.telling t ON t.id = s.id WHERE s.main > :low AND s.main <= :high AND s.made = 1"
    " AND (t.text != '' OR t.title != '')"
    " AND NOT EXISTS (SELECT 1 FROM interaction_fts_docsize d WHERE d.id = s.main) ORDER BY s.main"
)


def _further_tellings(database: SqliteDatabase, bounds: dict[str, int]) -> None:
    """Another telling of an interaction that is there: its people join in, and the best telling is the one shown."""
    rows = database.execute_sql(
        "SELECT s.id, s.main, s.key, s.variant, s.row_key, s.coarse, s.at, s.precision, s.offset,"
        " coalesce(c.main, 0), s.title, s.text, s.detail, s.link, s.people FROM staged.interaction s"
        " LEFT JOIN temp.conversation_of c ON c.staged = s.conversation"
        " WHERE s.main > ? AND s.main <= ? AND s.made = 2",
        (bounds["low"], bounds["high"]),
    ).fetchall()
    for staged, interaction, key, variant, row_key, coarse, at, precision, *said in rows:
        part = tellings.add(
            database,
            interaction,
            tellings.Telling(row_key, variant, None if key == row_key else key, coarse, at, precision, *said),
            bounds["import"],
        )
        if part is not None:
            database.execute_sql(
                "INSERT OR IGNORE INTO participant (identity, interaction, role, part) SELECT o.main, ?, p.role, ?"
                " FROM staged.participant p JOIN temp.identity_of o ON o.staged = p.identity WHERE p.interaction = ?",
                (interaction, part, staged),
            )
        tellings.show_best(database, interaction)


def _events_and_wishes(database: SqliteDatabase, job: Applying) -> None:
    _run(
        database,
        {"import": job.import_id},
        "INSERT OR IGNORE INTO event (key, name, start, precision, end, place, link, attended, interaction, import_id)"
        " SELECT i.key, s.name, s.start, s.precision, s.end, s.place, s.link, s.attended, i.main, :import"
        " FROM staged.event s JOIN staged.interaction i ON i.id = s.interaction",
        f"INSERT OR IGNORE INTO claim (import_id, entity, row) SELECT :import, {int(Entity.EVENT)}, e.id"
        " FROM staged.event s JOIN staged.interaction i ON i.id = s.interaction JOIN event e ON e.key = i.key"
        " WHERE e.import_id != :import",
        "INSERT OR IGNORE INTO wish (key, subject, text, at, import_id)"
        " SELECT key, subject, text, at, :import FROM staged.wish",
        f"INSERT OR IGNORE INTO claim (import_id, entity, row) SELECT :import, {int(Entity.WISH)}, w.id"
        " FROM staged.wish s JOIN wish w ON w.key = s.key WHERE w.import_id != :import",
    )


def _new_people(database: SqliteDatabase, job: Applying) -> Generator[float, None, set[int]]:
    """Who is one person, and the lines of those whom only this import knows; they come to light with it.

    Returns those who were joined, parted or whose messages turned out to be hellos or pitches.
    """
    moved: set[int] = set()
    toned: set[int] = set()
    newcomers = Newcomers(database, job.account)
    for _ in newcomers.join():
        yield 0.72
    for part in _parts(newcomers.left(), 1500):
        with immediate(database):
            moved |= follow(database, moves(database, part))
        yield 0.75
    gists, conversations = _said_and_threads(database)
    for part in _parts(gists, 1000):
        with immediate(database):
            toned |= ties.mark_tones(database, part, (), seeing=job.import_id)
        yield 0.78
    for part in _parts(conversations, 1000):
        with immediate(database):
            toned |= ties.mark_tones(database, (), part, seeing=job.import_id)
        yield 0.8
    fresh = people_of(database, job.import_id, only_here=True)
    talked = _talked(database)
    for count, part in enumerate(_parts(fresh, 500)):
        with immediate(database):
            ties.refresh(database, [person for person in part if person in talked], seeing=job.import_id)
            refresh_people(database, part, seeing=job.import_id)
        yield 0.8 + 0.15 * (count * 500) / max(len(fresh), 1)
    return moved | people_in(database, toned)


def _talked(database: SqliteDatabase) -> set[int]:
    """Everybody with more in this archive than having become connected: nobody else has a tie to work out."""
    silent = f"({KIND_CODE[Kind.CONNECTED]}, {KIND_CODE[Kind.FOLLOW]})"
    rows = database.execute_sql(
        "SELECT DISTINCT n.person FROM temp.identity_of o JOIN identity n ON n.id = o.main WHERE o.staged IN"
        f" (SELECT one FROM staged.telling WHERE kind NOT IN {silent}"
        f" UNION SELECT other FROM staged.telling WHERE kind NOT IN {silent} UNION SELECT identity FROM staged.further)"
    )
    return {int(row[0]) for row in rows}


def _touched(database: SqliteDatabase, job: Applying) -> set[int]:
    """People with a new interaction, a new value, or a value that this import says again beside another one."""
    rows = database.execute_sql(
        "SELECT DISTINCT n.person FROM identity n WHERE n.id IN ("
        " SELECT o.main FROM staged.interaction s JOIN staged.participant p ON p.interaction = s.id"
        "  JOIN temp.identity_of o ON o.staged = p.identity WHERE s.made > 0"
        " UNION SELECT f.identity FROM temp.identity_of o JOIN fact f ON f.identity = o.main WHERE f.import_id = ?"
        " UNION SELECT f.identity FROM fact_seen e JOIN fact f ON f.id = e.fact WHERE e.import_id = ? AND EXISTS"
        "  (SELECT 1 FROM fact g WHERE g.identity = f.identity AND g.field = f.field AND g.id != f.id))",
        (job.import_id, job.import_id),
    )
    return {int(row[0]) for row in rows}


def _said_and_threads(database: SqliteDatabase) -> tuple[list[int], list[int]]:
    gists = database.execute_sql(
        "SELECT s.gist FROM (SELECT DISTINCT gist FROM staged.telling WHERE gist IS NOT NULL) s WHERE"
        " (SELECT count(*) FROM (SELECT 1 FROM interaction i WHERE i.gist = s.gist LIMIT 3)) = 3"
    )
    threads = database.execute_sql("SELECT main FROM temp.conversation_of")
    return [int(row[0]) for row in gists], [int(row[0]) for row in threads]


def people_of(database: SqliteDatabase, import_id: int, only_here: bool) -> list[int]:
    """Persons with an identity that this import claims: those it alone knows, or the others."""
    claimed = database.execute_sql(
        "SELECT DISTINCT person FROM identity WHERE id IN (SELECT id FROM identity WHERE import_id = ?"
        f" UNION SELECT row FROM claim WHERE import_id = ? AND entity = {int(Entity.IDENTITY)})",
        (import_id, import_id),
    )
    persons = {int(row[0]) for row in claimed}
    known = {
        int(row[0])
        for row in database.execute_sql(
            "SELECT DISTINCT n.person FROM identity n WHERE n.person IN (SELECT DISTINCT person FROM identity WHERE"
            f" import_id = ? OR id IN (SELECT row FROM claim WHERE import_id = ? AND entity = {int(Entity.IDENTITY)}))"
            " AND (n.import_id != ? OR n.by_user)",
            (import_id, import_id, import_id),
        )
    }
    return sorted(persons - known if only_here else known)


def show(database: SqliteDatabase, import_id: int) -> None:
    """The last chunk: what was hidden is there. Within the caller's transaction."""
    database.execute_sql("UPDATE import SET state = 'settling' WHERE id = ?", (import_id,))


def settle(database: SqliteDatabase, import_id: int, touched: set[int] | None = None) -> Iterator[float]:
    """Bring up to date what is remembered of the people who were known before; then the import is live.

    touched: those of whom something changed, None when that is not known any more (after a crash): all of them.
    """
    known = people_of(database, import_id, only_here=False) if touched is None else sorted(touched)
    for count, part in enumerate(_parts(known, 300)):
        with immediate(database):
            ties.refresh(database, part)
            refresh_people(database, part)
        yield 0.95 + 0.05 * count * 300 / max(len(known), 1)
    with immediate(database):
        database.execute_sql("UPDATE import SET state = 'live' WHERE id = ?", (import_id,))
    yield 1.0


def _account_for(database: SqliteDatabase, job: Applying) -> None:
    """Write which row became what: the files, and each row that was left out or waits."""
    held_reason = Reason.HELD.value
    _run(
        database,
        {"import": job.import_id, "bits": ROW_BITS},
        "DROP TABLE IF EXISTS temp.held_row",
        "CREATE TEMP TABLE held_row (id INTEGER PRIMARY KEY)",
        "INSERT OR IGNORE INTO temp.held_row SELECT i.row FROM staged.interaction i WHERE i.id IN"
        f" (SELECT p.interaction FROM staged.participant p WHERE p.identity IN ({_HELD}))"
        " AND NOT EXISTS (SELECT 1 FROM staged.participant p WHERE p.interaction = i.id"
        f" AND p.identity NOT IN ({_HELD}) AND p.identity NOT IN (SELECT id FROM temp.owner_staged))",
        "DELETE FROM temp.held_row WHERE id IN (SELECT row FROM staged.skipped)",
        "DELETE FROM import_file WHERE import_id = :import",
        "DELETE FROM import_row WHERE import_id = :import",
        "INSERT INTO import_file (import_id, name, rows, new, matched, updated, unchanged, skipped)"
        " SELECT :import, f.name, f.rows, coalesce(r.new, 0), coalesce(r.matched, 0), coalesce(r.updated, 0),"
        " f.rows - coalesce(r.new, 0) - coalesce(r.matched, 0) - coalesce(r.updated, 0) - coalesce(k.n, 0),"
        " coalesce(k.n, 0) FROM staged.file f LEFT JOIN (SELECT row >> :bits AS file, "
        + ", ".join(
            f"sum(status = {int(status)}) AS {status.name.lower()}"
            for status in (Status.NEW, Status.MATCHED, Status.UPDATED)
        )
        + " FROM staged.status WHERE row NOT IN (SELECT id FROM temp.held_row) GROUP BY 1) r ON r.file = f.id"
        " LEFT JOIN (SELECT row >> :bits AS file, count(*) AS n FROM (SELECT row FROM staged.skipped UNION"
        " SELECT id FROM temp.held_row) GROUP BY 1) k ON k.file = f.id",
        "INSERT INTO import_row (import_id, file, row, reason, says, original)"
        " SELECT :import, f.name, k.row - (f.id << :bits), k.reason, k.says, k.raw FROM staged.skipped k"
        " JOIN staged.file f ON f.id = k.row >> :bits",
        "INSERT INTO import_row (import_id, file, row, reason, says, original)"
        f" SELECT :import, f.name, h.id - (f.id << :bits), '{held_reason}', '', '' FROM temp.held_row h"
        " JOIN staged.file f ON f.id = h.id >> :bits",
        "DROP TABLE temp.held_row",
        "UPDATE import SET interactions_new = (SELECT count(*) FROM staged.interaction WHERE made = 1),"
        " people_new = (SELECT count(*) FROM person WHERE import_id = :import AND listed),"
        " people_matched = (SELECT count(DISTINCT k.person) FROM staged.known k JOIN person p ON p.id = k.person"
        " WHERE p.listed AND p.import_id != :import) WHERE id = :import",
    )


_HELD = (
    "SELECT o.staged FROM temp.identity_of o JOIN identity n ON n.id = o.main AND n.kind = 'name' WHERE"
    " (SELECT count(*) FROM identity_name x WHERE x.account = n.account AND x.name_key = n.key) > 1"
)
"""Staged names that fit two profiles of the account or more: their rows wait in Review."""


def _ranges(database: SqliteDatabase, largest: str, size: int) -> Iterator[tuple[int, int]]:
    top = int(database.execute_sql(largest).fetchone()[0] or 0)
    for low in range(1, top + 1, size):
        yield low, low + size - 1


def _parts(values: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _run(database: SqliteDatabase, parameters: dict[str, int], *statements: str) -> None:
    connection = database.connection()
    for statement in statements:
        connection.execute(statement, parameters)
