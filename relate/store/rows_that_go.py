"""The rows of an import that is taken back: its keys go, and the interactions that nothing else tells of, in short
transactions for which no command waits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from peewee import SqliteDatabase

from relate.domain.records import Direction, Role
from relate.store import chunks, empty_threads, ties
from relate.store.chunks import Chunks, run, stretches
from relate.store.connection import BrokenOff, breakable, chunk, was_broken_off
from relate.store.index_upkeep import merged, pieces
from relate.store.interactions import SAID_OF_EVENTS
from relate.store.regrouping import doubtful
from relate.store.tellings import show_best

if TYPE_CHECKING:
    from relate.store.withdrawing import Withdrawn

AT_FIRST: Final = 400
"""So many rows are taken out of the index at first; the next times as many as there is time for."""
MANY_PIECES: Final = 1_000
"""Pieces of the index from which on they are merged in between: SQLite holds two thousand."""
LOOK: Final = 50
"""After so many pieces it is looked how many there are, with those of commands."""


def remove(database: SqliteDatabase, import_id: int, into: Withdrawn) -> Iterator[float]:
    """Keys of this import and the interactions that no key and no user is left for, oldest first for the index."""
    count = yield from _keys_of(database, import_id)
    kept_for_user = done = 0
    size = Chunks(database, AT_FIRST)
    last = (-1, 0)
    for ahead in _out_of_index(database):
        yield 0.2 + 0.6 * done / (count or 1)
        while True:
            size.begin()
            part = database.execute_sql(
                "SELECT interaction, key FROM temp.leaving_key WHERE (interaction, key) > (?, ?) AND interaction <= ?"
                " ORDER BY interaction, key LIMIT ?",
                (*last, ahead, size.size),
            ).fetchall()
            if not part:
                break
            with chunk(database):
                kept_for_user += _remove_chunk(database, part, into)
            size.end(len(part))
            last = part[-1]
            done += len(part)
            yield 0.2 + 0.6 * done / count
    database.execute_sql("DROP TABLE temp.leaving_key")
    if kept_for_user:
        into.kept.append((kept_for_user, "conversations", "you changed them or a promise rests on them"))
    with chunk(database):
        # An event of which the user said something stays, with its row.
        database.execute_sql(
            "UPDATE event SET import_id = 0 WHERE import_id = ?"
            " AND key IN (SELECT key FROM event_said UNION SELECT event FROM attendance"
            " UNION SELECT event FROM event_mark)",
            (import_id,),
        )
        database.execute_sql("DELETE FROM event WHERE import_id = ?", (import_id,))
        database.execute_sql("DELETE FROM wish WHERE import_id = ?", (import_id,))
    yield 0.8
    yield from empty_threads.remove(database, import_id)


def _keys_of(database: SqliteDatabase, import_id: int) -> Generator[float, None, int]:
    """Write what this import was the first to tell into temp.leaving_key, in the order of time; how many they are.

    Nothing leads from an import to its keys, and one look through those of 5 million rows holds the writer for seconds:
    it is done in stretches, between which the user's commands go.
    """
    database.execute_sql("DROP TABLE IF EXISTS temp.leaving_key")
    database.execute_sql(
        "CREATE TEMP TABLE leaving_key (interaction INTEGER, key INTEGER, PRIMARY KEY (interaction, key)) WITHOUT ROWID"
    )
    for stretch in stretches(database, "interaction_key", "key", 8_000):
        run(
            database,
            stretch | {"import": import_id},
            "INSERT INTO temp.leaving_key SELECT interaction, key FROM interaction_key"
            " WHERE key BETWEEN :low AND :high AND import_id = :import ORDER BY 1, 2",
        )
        yield 0.2
    return int(database.execute_sql("SELECT count(*) FROM temp.leaving_key").fetchone()[0])


def _out_of_index(database: SqliteDatabase) -> Iterator[int]:
    """Take what is to go out of the index, some rows ahead of their removal; yields up to which interaction that is
    done.

    No write merges pieces of the index meanwhile: each 64th page would merge hundreds in the midst of a chunk, for a
    quarter of a second. But each transaction leaves a piece. So these are longer than a chunk is while commands come,
    and none waits for them; there is not much else in them, and their commits are short.
    """
    size = Chunks(database, AT_FIRST, chunks.CHUNK_SECONDS)
    low, done = -1, 0
    while True:
        size.begin()
        (high,) = database.execute_sql(
            "SELECT max(interaction) FROM (SELECT interaction FROM temp.leaving_key WHERE interaction > ?"
            " ORDER BY interaction LIMIT ?)",
            (low, size.size),
        ).fetchone()
        if high is None:
            return
        try:
            with breakable(database):
                run(database, {"low": low, "high": int(high)}, _OUT_OF_INDEX)
        except BrokenOff:
            size.size = max(size.size // 2, 1)
            yield low
            continue
        size.end()
        low = int(high)
        yield low
        done += 1
        if done % LOOK == 0 and pieces(database) >= MANY_PIECES:
            for _ in merged(database):
                yield low
                if was_broken_off(database):
                    break  # it is gone on with later: the undo is not to wait for the end of the commands


_MINE = (
    "(EXISTS (SELECT 1 FROM interaction_override o WHERE o.interaction = g.interaction) OR EXISTS"
    " (SELECT 1 FROM thread_item t WHERE t.found_in = g.interaction)"
    f" OR g.interaction IN ({SAID_OF_EVENTS}))"
)
_OUT_OF_INDEX = (
    "INSERT INTO interaction_fts (interaction_fts, rowid, title, text) SELECT 'delete', i.id, i.title, i.text"
    " FROM (SELECT DISTINCT interaction FROM temp.leaving_key WHERE interaction > :low AND interaction <= :high) g"
    " CROSS JOIN interaction i ON i.id = g.interaction WHERE (i.title != '' OR i.text != '')"
    # Of an import that is stopped, some are not in the index yet: taking those out would damage it.
    " AND EXISTS (SELECT 1 FROM interaction_fts_docsize d WHERE d.id = i.id)"
    " AND NOT EXISTS (SELECT 1 FROM interaction_key o WHERE o.interaction = i.id AND NOT EXISTS"
    " (SELECT 1 FROM temp.leaving_key l WHERE l.interaction = i.id AND l.key = o.key))"
    f" AND NOT {_MINE} ORDER BY i.id"
)
_SAID_TO_FEWER = (
    "INSERT OR IGNORE INTO temp.gist SELECT i.gist FROM temp.going g CROSS JOIN interaction_key k ON k.key = g.key"
    f" CROSS JOIN interaction i ON i.id = g.interaction AND i.gist IS NOT NULL AND i.direction = {int(Direction.OUT)}"
    f" CROSS JOIN participant p ON p.interaction = i.id AND p.part = k.part AND p.role != {int(Role.FROM)}"
    " CROSS JOIN identity n ON n.id = p.identity WHERE g.interaction IN (SELECT value FROM json_each(?))"
    " AND NOT EXISTS (SELECT 1 FROM participant q CROSS JOIN identity m ON m.id = q.identity AND m.person = n.person"
    "  WHERE q.interaction = i.id AND q.part != k.part)"
)
"""What was said to somebody whom only a telling names that goes: it may have been said to too few for a hello now."""
_INTO_INDEX = (
    "INSERT INTO interaction_fts (rowid, title, text) SELECT i.id, i.title, i.text FROM interaction i WHERE i.id = ?"
    " AND (i.title != '' OR i.text != '') AND NOT EXISTS (SELECT 1 FROM interaction_fts_docsize d WHERE d.id = i.id)"
)


def _remove_chunk(database: SqliteDatabase, part: Sequence[tuple[int, int]], into: Withdrawn) -> int:
    """How many of these stay because of the user."""
    connection = database.connection()
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS going (interaction INTEGER, key INTEGER)")
    connection.execute("DELETE FROM temp.going")
    connection.executemany("INSERT INTO temp.going VALUES (?,?)", part)
    several = connection.execute(
        "SELECT g.interaction, k.part, g.key FROM temp.going g JOIN interaction_key k ON k.key = g.key WHERE EXISTS"
        " (SELECT 1 FROM interaction_key o WHERE o.interaction = g.interaction AND o.key != g.key"
        " AND o.key NOT IN (SELECT key FROM temp.going))"
    ).fetchall()
    mine = connection.execute(
        f"SELECT DISTINCT g.interaction FROM temp.going g WHERE {_MINE} AND NOT EXISTS"
        " (SELECT 1 FROM interaction_key o WHERE o.interaction = g.interaction"
        " AND o.key NOT IN (SELECT key FROM temp.going))"
    ).fetchall()
    if mine:  # with their keys, by which the user's words about them are taken back
        connection.executemany("UPDATE interaction SET import_id = 0 WHERE id = ?", mine)
        connection.executemany("UPDATE interaction_key SET import_id = 0 WHERE interaction = ?", mine)
        connection.executemany("DELETE FROM temp.going WHERE interaction = ?", mine)
        connection.executemany(_INTO_INDEX, mine)  # of whom he said something since they were taken out
    if several:
        connection.execute(_SAID_TO_FEWER, (json.dumps([interaction for interaction, _, _ in several]),))
    connection.executemany(
        "DELETE FROM participant WHERE interaction = ? AND part = ?", [(one, part) for one, part, _ in several]
    )
    connection.execute("DELETE FROM interaction_key WHERE key IN (SELECT key FROM temp.going)")
    into.doubtful |= doubtful(database, [interaction for interaction, _, _ in several])
    for interaction, _, key in several:
        into.conversations |= _thread_of(database, int(interaction))
        if show_best(database, int(interaction)):
            into.turned.add(int(interaction))
        into.conversations |= _thread_of(database, int(interaction))
        connection.execute(
            "UPDATE change SET ref = (SELECT k.key FROM interaction_key k WHERE k.interaction = ?"
            " ORDER BY k.part, k.key LIMIT 1) WHERE entity = 'override' AND ref = ?",
            (interaction, str(key)),
        )
    into.turned |= ties.untell_pitches(database, [interaction for interaction, _, _ in several])
    connection.execute(
        "DELETE FROM temp.going WHERE EXISTS (SELECT 1 FROM interaction_key k WHERE k.interaction = going.interaction)"
    )
    # Not as a join: once the library's statistics are there, SQLite goes through all rows for it, in each chunk.
    going = "FROM interaction i WHERE i.id IN (SELECT interaction FROM temp.going)"
    connection.execute(f"INSERT OR IGNORE INTO temp.gist SELECT i.gist {going} AND i.gist IS NOT NULL")
    threads = connection.execute(f"SELECT DISTINCT i.conversation {going} AND i.conversation > 0")
    into.conversations.update(chain.from_iterable(threads))
    connection.execute("DELETE FROM participant WHERE interaction IN (SELECT interaction FROM temp.going)")
    gone = connection.execute("DELETE FROM interaction WHERE id IN (SELECT interaction FROM temp.going)").rowcount
    into.interactions += gone
    return len(mine)


def note_gists(database: SqliteDatabase) -> None:
    """What the rows that go have said is noted from here on: what others of them are, a hello or none, may change.

    Not as a set here: to sort half a million of them holds Python, and so the window, for a third of a second.
    """
    database.execute_sql("DROP TABLE IF EXISTS temp.gist")
    database.execute_sql("CREATE TEMP TABLE gist (gist INTEGER PRIMARY KEY)")


def of_gists(database: SqliteDatabase, write: Callable[[Sequence[int]], object]) -> Iterator[None]:
    """Write for all that was noted, some after the other."""
    size = Chunks(database, 20)
    is_more = True
    while is_more:
        size.begin()
        with chunk(database):
            rows = database.execute_sql(
                "DELETE FROM temp.gist WHERE gist IN (SELECT gist FROM temp.gist ORDER BY gist LIMIT ?) RETURNING gist",
                (size.size,),
            ).fetchall()
            is_more = len(rows) == size.size
            write([int(row[0]) for row in rows])
        size.end()
        yield
    database.execute_sql("DROP TABLE temp.gist")


def _thread_of(database: SqliteDatabase, interaction: int) -> set[int]:
    """The conversation an interaction is shown in now."""
    row = database.execute_sql("SELECT conversation FROM interaction WHERE id = ?", (interaction,)).fetchone()
    return {int(row[0])} if row and row[0] else set()
