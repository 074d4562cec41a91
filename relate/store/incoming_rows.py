"""Writing what happened, of a staged archive: interactions with their keys and people, the index, events, wishes."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from peewee import SqliteDatabase

from relate.store import chunks, tellings
from relate.store.chunks import Chunks, run, stretches
from relate.store.codes import Entity
from relate.store.connection import BrokenOff, breakable, chunk
from relate.store.incoming_people import Applying


def interactions(database: SqliteDatabase, job: Applying) -> Generator[float, None, bool]:
    """Everything of them but the index. Tells whether any of them was there already and is told in other words."""
    here = {"import": job.import_id, "account": job.account}
    with chunk(database):
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
    made: set[int] = set()
    for stretch in stretches(database, "staged.decided", "id", 100_000):
        which = "SELECT DISTINCT made FROM staged.decided WHERE id BETWEEN :low AND :high"
        made.update(int(row[0]) for row in database.connection().execute(which, stretch))
        yield 0.1
    # A pass for each table: what goes to random places of a tree writes most of its pages anew with each commit, so
    # its chunks have to be as large as they may. To sort them first takes longer than it saves. The keys first: by them
    # a stopped import finds what it wrote.
    yield from _by_main(database, here, (_KEYS,), 0.1, 0.18)
    yield from _by_main(database, here, (_ROWS,), 0.18, 0.3)
    yield from _by_main(database, here, (_PARTICIPANTS, _FURTHER_PARTICIPANTS), 0.3, 0.4)
    if 0 in made:
        yield from _by_main(database, here, _KNOWN_ROWS, 0.4, 0.4)
    if 2 in made:
        yield from _by_main(database, here, (), 0.4, 0.4, several=True)
    return 2 in made


def _by_main(
    database: SqliteDatabase,
    here: dict[str, int],
    statements: Sequence[str],
    begin: float,
    end: float,
    several: bool = False,
    seconds: float | None = None,
) -> Iterator[float]:
    """Run statements over all staged interactions, oldest first, in chunks. seconds: of a chunk, as `Chunks` takes
    them; one that is not to be shorter while commands come is broken off for them, and begun again with less."""
    transaction = chunk if seconds is None else breakable
    total = int(database.execute_sql("SELECT count(*) FROM staged.decided").fetchone()[0]) or 1
    done = 0
    low = -1
    pieces = Chunks(database, 1500, seconds)
    while True:
        high, count = database.execute_sql(
            "SELECT max(main), count(*) FROM (SELECT main FROM staged.decided WHERE main > ? ORDER BY main LIMIT ?)",
            (low, pieces.size),
        ).fetchone()
        if high is None:
            return
        bounds = here | {"low": low, "high": int(high)}
        pieces.begin()
        try:
            with transaction(database):
                run(database, bounds, *statements)
                if several:
                    _further_tellings(database, bounds)
        except BrokenOff:
            pieces.size = max(pieces.size // 2, 1)
            yield begin + (end - begin) * done / total
            continue
        pieces.end()
        low = int(high)
        done += int(count)
        yield begin + (end - begin) * done / total


def indexed(database: SqliteDatabase, job: Applying) -> Iterator[float]:
    """The full-text index, in a pass of its own: its transactions are the dearer the smaller they are.

    Each transaction adds a piece, and there are never to be as many as SQLite merges at once; so these are not shorter
    while commands come, but none of those waits for them.
    """
    # Nothing is indexed yet, so that nothing has to be looked up: what was just written is read as it stands there.
    # Not in a library that holds more: everything in it of the same time would be passed over.
    first = not database.execute_sql("SELECT EXISTS (SELECT 1 FROM interaction_fts_docsize)").fetchone()[0]
    index = _FIRST_INDEX if first else _INDEX
    yield from _by_main(database, {"import": job.import_id}, (index,), 0.0, 1.0, seconds=chunks.CHUNK_SECONDS)


_STAGED = "staged.decided d CROSS JOIN staged.telling t ON t.id = d.id"
_NEW = "d.main > :low AND d.main <= :high AND d.made = 1"
_KEYS = (
    "INSERT OR IGNORE INTO interaction_key"
    " (key, interaction, part, variant, same, coarse, at, precision, says, import_id)"
    " SELECT d.row_key, d.main, 0, t.variant, NULL, t.coarse, t.at, t.precision, NULL, :import"
    f" FROM {_STAGED} WHERE {_NEW}"
)
_ROWS = (
    "INSERT OR IGNORE INTO interaction (id, at, precision, offset, kind, account, conversation, direction, tone, gist,"
    " people, title, text, detail, link, import_id, by_user)"
    " SELECT d.main, t.at, t.precision, t.offset, t.kind, :account, coalesce(c.main, 0),"
    " CASE WHEN t.sender = 0 THEN 0 WHEN w.id IS NOT NULL THEN 2 ELSE 1 END, t.tone, t.gist,"
    " t.people, t.title, t.text, t.detail, t.link, :import, 0"
    f" FROM {_STAGED} LEFT JOIN temp.conversation_of c ON c.staged = t.conversation"
    f" LEFT JOIN temp.owner_staged w ON w.id = t.sender WHERE {_NEW} ORDER BY d.main"
)
_PARTICIPANTS = (
    "INSERT OR IGNORE INTO participant (identity, interaction, role, part)"
    " SELECT o.main, d.main, iif(side.one, t.one_role, t.other_role), 0"
    f" FROM {_STAGED} CROSS JOIN (SELECT 1 AS one UNION ALL SELECT 0) side"
    " CROSS JOIN temp.identity_of o ON o.staged = iif(side.one, t.one, t.other)"
    f" WHERE {_NEW}"
)
_FURTHER_PARTICIPANTS = (
    "INSERT OR IGNORE INTO participant (identity, interaction, role, part)"
    " SELECT o.main, d.main, p.role, 0 FROM staged.decided d CROSS JOIN staged.further p ON p.interaction = d.id"
    f" CROSS JOIN temp.identity_of o ON o.staged = p.identity WHERE {_NEW}"
)
_OLD = "SELECT d.row_key FROM staged.decided d WHERE d.main > :low AND d.main <= :high AND d.made = 0"
_KNOWN_ROWS = (
    f"UPDATE interaction_key SET import_id = :import WHERE import_id = 0 AND key IN ({_OLD})",
    f"INSERT OR IGNORE INTO claim (import_id, entity, row) SELECT :import, {int(Entity.INTERACTION_KEY)}, k.key"
    f" FROM interaction_key k WHERE k.key IN ({_OLD}) AND k.import_id != :import ORDER BY k.key",
)
_INDEX = (
    "INSERT INTO interaction_fts (rowid, title, text) SELECT s.main, t.title, t.text FROM staged.decided s"
    " JOIN staged.telling t ON t.id = s.id WHERE s.main > :low AND s.main <= :high AND s.made = 1"
    " AND (t.text != '' OR t.title != '')"
    " AND NOT EXISTS (SELECT 1 FROM interaction_fts_docsize d WHERE d.id = s.main) ORDER BY s.main"
)

_FIRST_INDEX = (
    "INSERT INTO interaction_fts (rowid, title, text) SELECT i.id, i.title, i.text FROM interaction i"
    " WHERE i.id > :low AND i.id <= :high AND i.import_id = :import AND (i.text != '' OR i.title != '') ORDER BY i.id"
)


def _further_tellings(database: SqliteDatabase, bounds: dict[str, int]) -> None:
    """Another telling of an interaction that is there: its people join in, and the best telling is the one shown."""
    rows = database.execute_sql(
        "SELECT s.id, s.main, s.key, s.variant, s.row_key, s.coarse, s.at, s.precision, s.offset,"
        " coalesce(c.main, 0), s.title, s.text, s.detail, s.link, s.people, s.gist, s.gist IS NULL AND s.tone > 0"
        " FROM staged.interaction s"
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
        # One that stayed for the user's sake is told again.
        "UPDATE event SET import_id = :import WHERE import_id = 0 AND key IN"
        " (SELECT i.key FROM staged.event s JOIN staged.interaction i ON i.id = s.interaction)",
        f"INSERT OR IGNORE INTO claim (import_id, entity, row) SELECT :import, {int(Entity.EVENT)}, e.id"
        " FROM staged.event s JOIN staged.interaction i ON i.id = s.interaction JOIN event e ON e.key = i.key"
        " WHERE e.import_id != :import",
        "INSERT OR IGNORE INTO wish (key, subject, text, at, import_id)"
        " SELECT key, subject, text, at, :import FROM staged.wish",
        f"INSERT OR IGNORE INTO claim (import_id, entity, row) SELECT :import, {int(Entity.WISH)}, w.id"
        " FROM staged.wish s JOIN wish w ON w.key = s.key WHERE w.import_id != :import",
    )
