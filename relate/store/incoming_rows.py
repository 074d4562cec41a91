"""Writing what happened, of a staged archive: interactions with their keys and people, the index, events, wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peewee import SqliteDatabase

from relate.store import tellings
from relate.store.chunks import Chunks, run
from relate.store.codes import Entity
from relate.store.connection import immediate
from relate.store.incoming_people import Applying
from relate.store.index_upkeep import hold_off


def interactions(database: SqliteDatabase, job: Applying) -> Iterator[float]:
    here = {"import": job.import_id, "account": job.account}
    with immediate(database):
        run(
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
            run(database, bounds, *statements)
            if several:
                _further_tellings(database, bounds)
        chunks.end()
        low = int(high)
        done += int(count)
        yield begin + (end - begin) * done / total


def _indexed(database: SqliteDatabase, here: dict[str, int]) -> Iterator[float]:
    """The full-text index, in a pass of its own: its transactions are the dearer the smaller they are.

    Its pieces are merged afterwards, while nobody waits (index_upkeep.py).
    """
    hold_off(database, also_little=True)
    try:
        yield from _by_main(database, here, (_INDEX,), 0.4, 0.7)
    finally:
        hold_off(database)


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


def events_and_wishes(database: SqliteDatabase, job: Applying) -> None:
    run(
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
