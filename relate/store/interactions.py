"""Interactions: their keys, and how a single one is put in and taken out. Their ids: interaction_ids.py."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import SqliteDatabase

from relate.domain.records import Kind, Role
from relate.store.codes import KIND_CODE
from relate.store.interaction_ids import SLOT_BITS, SLOTS, UNDATED_SECONDS, second_of

DAY_SECONDS = 86_400
USERS_PART = -1
"""Participant.part of those of whom the user said that they were there; no telling of an archive takes them along."""
_REFERENCES = (
    ("interaction", "id"),
    ("interaction_key", "interaction"),
    ("participant", "interaction"),
    ("interaction_override", "interaction"),
    ("thread_item", "found_in"),
    ("event", "interaction"),
)
"""Every column that holds the id of an interaction."""


SAID_OF_EVENTS = (
    "SELECT e.interaction FROM event e WHERE e.key IN (SELECT key FROM event_said UNION SELECT event FROM attendance"
    " UNION SELECT event FROM event_mark)"
)
"""The rows of events of archives of which the user said something."""


NOT_MET = (
    f"(p.role = {int(Role.LISTED)} OR (i.kind = {KIND_CODE[Kind.EVENT]} AND i.detail = 'listed'"
    f" AND p.part != {USERS_PART}))"
)
"""Over interaction i and participant p: they were only on the list of an event; whom the user met is met though the
archive tells of an invitation alone."""


def free_id(database: SqliteDatabase, at: int | None) -> int:
    """An id for one row of the user's: the highest free slot of its second, spilling into the next second."""
    second = UNDATED_SECONDS.start if at is None else max(at // 1000, UNDATED_SECONDS.stop)
    while True:
        low, high = second << SLOT_BITS, (second << SLOT_BITS) + SLOTS - 1
        taken = {
            int(row[0])
            for row in database.execute_sql("SELECT id FROM interaction WHERE id BETWEEN ? AND ?", (low, high))
        }
        for candidate in range(high, low - 1, -1):
            if candidate not in taken:
                return candidate
        second += 1


def add_one(
    database: SqliteDatabase,
    *,
    key: int,
    at: int | None,
    precision: int,
    kind: int,
    direction: int,
    participants: Sequence[tuple[int, int]],
    text: str,
    title: str = "",
    detail: str = "",
    account: int = 0,
    by_user: int = 1,
) -> int:
    """Put one interaction in, with its key, participants (identity, role) and search row; its new id."""
    interaction = free_id(database, at)
    database.execute_sql(
        "INSERT INTO interaction (id, at, precision, offset, kind, account, conversation, direction, tone, gist,"
        " people, title, text, detail, link, import_id, by_user) VALUES (?,?,?,NULL,?,?,0,?,0,NULL,?,?,?,?,'',0,?)",
        (
            interaction,
            at,
            precision,
            kind,
            account,
            direction,
            len({who for who, _ in participants}),
            title,
            text,
            detail,
            by_user,
        ),
    )
    database.execute_sql(
        "INSERT INTO interaction_key (key, interaction, part, variant, coarse, at, precision, import_id)"
        " VALUES (?,?,0,0,NULL,?,?,0)",
        (key, interaction, at, precision),
    )
    database.connection().executemany(
        "INSERT OR IGNORE INTO participant (identity, interaction, role, part) VALUES (?,?,?,0)",
        [(identity, interaction, role) for identity, role in participants],
    )
    if text or title:
        database.execute_sql(
            "INSERT INTO interaction_fts (rowid, title, text) VALUES (?,?,?)", (interaction, title, text)
        )
    return interaction


def remove_one(database: SqliteDatabase, interaction: int) -> None:
    """Take one interaction out with everything that hangs on it; nothing when it is not there."""
    row = database.execute_sql("SELECT title, text FROM interaction WHERE id = ?", (interaction,)).fetchone()
    if row is None:
        return
    if row[0] or row[1]:
        database.execute_sql(
            "INSERT INTO interaction_fts (interaction_fts, rowid, title, text) VALUES ('delete',?,?,?)",
            (interaction, row[0], row[1]),
        )
    database.execute_sql("DELETE FROM participant WHERE interaction = ?", (interaction,))
    database.execute_sql(
        "DELETE FROM text_place WHERE key IN (SELECT key FROM interaction_key WHERE interaction = ?)", (interaction,)
    )
    database.execute_sql("DELETE FROM interaction_key WHERE interaction = ?", (interaction,))
    database.execute_sql("DELETE FROM interaction WHERE id = ?", (interaction,))


def id_by_key(database: SqliteDatabase, key: int) -> int | None:
    """The interaction that an exact key stands for."""
    row = database.execute_sql("SELECT interaction FROM interaction_key WHERE key = ?", (key,)).fetchone()
    return None if row is None else int(row[0])


def move_one(database: SqliteDatabase, interaction: int, at: int | None) -> int:
    """Let an interaction stand where its time says, with everything that refers to it; its id from now on.

    Up to a day of correction leaves it where it is: ids sort lists, the day that is shown is told by the time.
    """
    target = UNDATED_SECONDS.start if at is None else max(at // 1000, UNDATED_SECONDS.stop)
    if abs(second_of(interaction) - target) <= DAY_SECONDS:
        return interaction
    row = database.execute_sql("SELECT title, text FROM interaction WHERE id = ?", (interaction,)).fetchone()
    if row is None:
        return interaction
    searched = bool(row[0] or row[1])
    if searched:
        database.execute_sql(
            "INSERT INTO interaction_fts (interaction_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            (interaction, *row),
        )
    moved = free_id(database, at)
    for table, column in _REFERENCES:
        database.execute_sql(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (moved, interaction))
    if searched:
        database.execute_sql("INSERT INTO interaction_fts (rowid, title, text) VALUES (?, ?, ?)", (moved, *row))
    return moved


def let_go(database: SqliteDatabase, interaction: int) -> None:
    """Take out an interaction that no import claims, the user did not log, and none of his words rests on any more."""
    held = database.execute_sql(
        "SELECT i.by_user OR EXISTS (SELECT 1 FROM interaction_key k WHERE k.interaction = i.id AND k.import_id > 0)"
        " OR EXISTS (SELECT 1 FROM interaction_override o WHERE o.interaction = i.id)"
        " OR EXISTS (SELECT 1 FROM thread_item t WHERE t.found_in = i.id)"
        f" OR i.id IN ({SAID_OF_EVENTS})"
        " FROM interaction i WHERE i.id = ?",
        (interaction,),
    ).fetchone()
    if held is not None and not held[0]:
        remove_one(database, interaction)
