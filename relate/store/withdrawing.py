"""Taking an import back: its claims go, and with them what nothing else holds.

What another import or the user holds stays and is told. The rows vanish from every reader with one small write and are
removed in chunks afterwards. Source: design/data-model.md, "Rows and claims", "Steps and undo".
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from peewee import SqliteDatabase

from relate.store import ties
from relate.store.applying import people_of
from relate.store.chunks import Chunks
from relate.store.codes import Entity
from relate.store.connection import immediate
from relate.store.links import moves
from relate.store.owners import owners
from relate.store.people_cache import refresh_people
from relate.store.settling import follow, people_in, redirect
from relate.store.tellings import show_best


@dataclass(slots=True)
class Withdrawn:
    """What the undo of an import did, filled while it goes on. kept: (how many, of what, because …)."""

    interactions: int = 0
    people: int = 0
    kept: list[tuple[int, str, str]] = field(default_factory=list)
    gists: set[int] = field(default_factory=set)
    """Of the rows that went: what others of them are, a hello or a pitch, may change."""
    conversations: set[int] = field(default_factory=set)


def withdraw(database: SqliteDatabase, import_id: int, into: Withdrawn) -> Iterator[float]:
    """Withdraw an import's claims and remove what has none left; yields the share done between chunks.

    The import's rows are out of sight after the first yields; the people known otherwise are right when it ends.
    """
    touched = people_of(database, import_id, only_here=False)
    alone = people_of(database, import_id, only_here=True)
    into.people = int(
        database.execute_sql("SELECT count(*) FROM person WHERE import_id = ? AND listed", (import_id,)).fetchone()[0]
    )
    into.kept.clear()
    into.interactions = 0
    yield from _hand_over(database, import_id, into)
    with immediate(database):
        database.execute_sql("UPDATE import SET state = 'withdrawing' WHERE id = ?", (import_id,))
    yield 0.2
    yield from _remove_interactions(database, import_id, into)
    affected = _identities_of(database, import_id)
    with immediate(database):
        turned = _remove_links(database, import_id)
        _remove_facts(database, import_id, into)
    yield 0.8
    with immediate(database):
        _remove_identities(database, import_id, into)
    everybody = set(touched) | set(alone) | turned
    for start in range(0, len(affected), 1500):
        with immediate(database):  # those that are gone too: whoever was one person with them has to know
            moved = moves(database, affected[start : start + 1500])
            everybody |= moved.persons | follow(database, moved)
        yield 0.85
    gists, conversations = sorted(into.gists), sorted(into.conversations)
    for start in range(0, max(len(gists), len(conversations)), 1000):
        part = slice(start, start + 1000)
        with immediate(database):
            everybody |= people_in(database, ties.mark_tones(database, gists[part], conversations[part]))
        yield 0.87
    yield from _caches(database, sorted(everybody))
    with immediate(database):
        for statement in (
            "DELETE FROM import_row WHERE import_id = ?",
            "UPDATE import SET state = 'undone' WHERE id = ?",
        ):
            database.execute_sql(statement, (import_id,))
    if into.kept:
        into.kept.sort(reverse=True)
    yield 1.0


def _caches(database: SqliteDatabase, persons: Sequence[int]) -> Iterator[float]:
    for start in range(0, len(persons), 400):
        with immediate(database):
            part = persons[start : start + 400]
            ties.refresh(database, part)
            refresh_people(database, part)
        yield 0.9


def _hand_over(database: SqliteDatabase, import_id: int, into: Withdrawn) -> Iterator[float]:
    """Rows first claimed by this import and also by another become the other's; the further claims of this one go."""
    shared_rows = int(
        database.execute_sql(
            "SELECT count(DISTINCT o.row) FROM claim o JOIN interaction_key k ON k.key = o.row"
            f" WHERE o.entity = {int(Entity.INTERACTION_KEY)} AND (k.import_id = ? OR o.import_id = ?)",
            (import_id, import_id),
        ).fetchone()[0]
    )
    if shared_rows:
        into.kept.append((shared_rows, "conversations and other rows", "another archive holds them too"))
    for entity, table, key in (
        (Entity.IDENTITY, "identity", "id"),
        (Entity.LINK, "link", "id"),
        (Entity.EVENT, "event", "id"),
        (Entity.WISH, "wish", "id"),
        (Entity.INTERACTION_KEY, "interaction_key", "key"),
    ):
        while True:
            with immediate(database):
                rows = database.execute_sql(
                    f"SELECT c.row, min(c.import_id) FROM claim c JOIN {table} t ON t.{key} = c.row"
                    " WHERE c.entity = ? AND t.import_id = ? AND c.import_id != ? GROUP BY c.row LIMIT 1000",
                    (int(entity), import_id, import_id),
                ).fetchall()
                connection = database.connection()
                connection.executemany(
                    f"UPDATE {table} SET import_id = ? WHERE {key} = ?", [(other, row) for row, other in rows]
                )
                connection.executemany(
                    "DELETE FROM claim WHERE row = ? AND import_id = ? AND entity = ?",
                    [(row, other, int(entity)) for row, other in rows],
                )
                if entity is Entity.INTERACTION_KEY:
                    for row, _ in rows:
                        show_best(database, _interaction_of(database, row))
            yield 0.1
            if len(rows) < 1000:
                break
    with immediate(database):
        database.execute_sql("DELETE FROM claim WHERE import_id = ?", (import_id,))
    yield 0.15


def _interaction_of(database: SqliteDatabase, key: int) -> int:
    return int(database.execute_sql("SELECT interaction FROM interaction_key WHERE key = ?", (key,)).fetchone()[0])


def _remove_interactions(database: SqliteDatabase, import_id: int, into: Withdrawn) -> Iterator[float]:
    """Keys of this import and the interactions that no key and no user is left for, newest first for the index."""
    keys = yield from _keys_of(database, import_id)
    kept_for_user = 0
    chunks = Chunks(800)
    start = 0
    while start < len(keys):
        part = keys[start : start + chunks.size]
        start += len(part)
        chunks.begin()
        with immediate(database):
            kept_for_user += _remove_chunk(database, part, into)
        chunks.end()
        yield 0.2 + 0.6 * start / len(keys)
    if kept_for_user:
        into.kept.append((kept_for_user, "conversations", "you changed them or a promise rests on them"))
    with immediate(database):
        database.execute_sql("DELETE FROM event WHERE import_id = ?", (import_id,))
        database.execute_sql("DELETE FROM wish WHERE import_id = ?", (import_id,))
        database.execute_sql(
            "DELETE FROM conversation WHERE account = (SELECT account FROM import WHERE id = ?) AND NOT EXISTS"
            " (SELECT 1 FROM interaction i WHERE i.conversation = conversation.id AND i.conversation > 0)",
            (import_id,),
        )


def _keys_of(database: SqliteDatabase, import_id: int) -> Generator[float, None, list[tuple[int, int]]]:
    """(interaction, key) of what this import was the first to tell, in the order of time.

    Nothing leads from an import to its keys, and one look through those of 5 million rows holds the writer for seconds:
    it is done in slices, between which the user's commands go.
    """
    found: list[tuple[int, int]] = []
    low = -(2**63)
    while True:
        (high,) = database.execute_sql(
            "SELECT max(key) FROM (SELECT key FROM interaction_key WHERE key >= ? ORDER BY key LIMIT 20000)", (low,)
        ).fetchone()
        if high is None:
            return sorted(found)
        found += database.execute_sql(
            "SELECT interaction, key FROM interaction_key WHERE key BETWEEN ? AND ? AND import_id = ?",
            (low, high, import_id),
        ).fetchall()
        if high == 2**63 - 1:
            return sorted(found)
        low = high + 1
        yield 0.2


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
        "SELECT DISTINCT g.interaction FROM temp.going g WHERE (EXISTS"
        " (SELECT 1 FROM interaction_override o WHERE o.interaction = g.interaction) OR EXISTS"
        " (SELECT 1 FROM thread_item t WHERE t.found_in = g.interaction)) AND NOT EXISTS"
        " (SELECT 1 FROM interaction_key o WHERE o.interaction = g.interaction"
        " AND o.key NOT IN (SELECT key FROM temp.going))"
    ).fetchall()
    if mine:  # with their keys, by which the user's words about them are taken back
        connection.executemany("UPDATE interaction SET import_id = 0 WHERE id = ?", mine)
        connection.executemany("UPDATE interaction_key SET import_id = 0 WHERE interaction = ?", mine)
        connection.executemany("DELETE FROM temp.going WHERE interaction = ?", mine)
    connection.executemany(
        "DELETE FROM participant WHERE interaction = ? AND part = ?", [(one, part) for one, part, _ in several]
    )
    connection.execute("DELETE FROM interaction_key WHERE key IN (SELECT key FROM temp.going)")
    for interaction, _, key in several:
        into.conversations |= _thread_of(database, int(interaction))
        show_best(database, int(interaction))
        into.conversations |= _thread_of(database, int(interaction))
        connection.execute(
            "UPDATE change SET ref = (SELECT k.key FROM interaction_key k WHERE k.interaction = ?"
            " ORDER BY k.part, k.key LIMIT 1) WHERE entity = 'override' AND ref = ?",
            (interaction, str(key)),
        )
    connection.execute(
        "DELETE FROM temp.going WHERE EXISTS (SELECT 1 FROM interaction_key k WHERE k.interaction = going.interaction)"
    )
    for gist, conversation in connection.execute(
        "SELECT DISTINCT i.gist, i.conversation FROM temp.going g CROSS JOIN interaction i ON i.id = g.interaction"
        " WHERE i.gist IS NOT NULL OR i.conversation > 0"
    ):
        into.gists.update(() if gist is None else (gist,))
        into.conversations.update((conversation,) if conversation else ())
    connection.execute(
        "INSERT INTO interaction_fts (interaction_fts, rowid, title, text) SELECT 'delete', i.id, i.title, i.text"
        " FROM interaction i WHERE i.id IN (SELECT interaction FROM temp.going) AND (i.title != '' OR i.text != '')"
        " ORDER BY i.id"
    )
    connection.execute("DELETE FROM participant WHERE interaction IN (SELECT interaction FROM temp.going)")
    gone = connection.execute("DELETE FROM interaction WHERE id IN (SELECT interaction FROM temp.going)").rowcount
    into.interactions += gone
    return len(mine)


def _thread_of(database: SqliteDatabase, interaction: int) -> set[int]:
    """The conversation an interaction is shown in now."""
    row = database.execute_sql("SELECT conversation FROM interaction WHERE id = ?", (interaction,)).fetchone()
    return {int(row[0])} if row and row[0] else set()


def _identities_of(database: SqliteDatabase, import_id: int) -> list[int]:
    """Identities whose components may change: those of this import and whatever its links touch."""
    return [
        int(row[0])
        for row in database.execute_sql(
            "SELECT id FROM identity WHERE import_id = ? UNION SELECT a FROM link WHERE import_id = ?"
            " UNION SELECT b FROM link WHERE import_id = ? UNION SELECT identity FROM fact WHERE import_id = ?"
            " UNION SELECT f.identity FROM fact_seen s JOIN fact f ON f.id = s.fact WHERE s.import_id = ?",
            (import_id,) * 5,
        )
    ]


def _remove_links(database: SqliteDatabase, import_id: int) -> set[int]:
    """Stated links, photos and what the import said of the owner; those whose ties change with him."""
    database.execute_sql("DELETE FROM link WHERE import_id = ? AND origin = 'stated'", (import_id,))
    database.execute_sql("DELETE FROM photo WHERE import_id = ?", (import_id,))
    before = owners(database)
    database.execute_sql("DELETE FROM owner_identity WHERE import_id = ?", (import_id,))
    lost = before - owners(database)
    return redirect(database, lost) if lost else set()


def _remove_facts(database: SqliteDatabase, import_id: int, into: Withdrawn) -> None:
    """A fact goes over to the earliest other import that says it, or stays for the user's sake, or goes."""
    database.execute_sql("DELETE FROM fact_seen WHERE import_id = ?", (import_id,))
    for statement in (
        "UPDATE fact SET (import_id, seen_at) = (SELECT s.import_id, s.seen_at FROM fact_seen s"
        " WHERE s.fact = fact.id ORDER BY s.import_id LIMIT 1) WHERE import_id = ?"
        " AND id IN (SELECT fact FROM fact_seen)",
        "DELETE FROM fact_seen WHERE (fact, import_id) IN (SELECT f.id, f.import_id FROM fact f JOIN fact_seen s"
        " ON s.fact = f.id AND s.import_id = f.import_id)",
    ):
        database.execute_sql(statement, (import_id,) if "?" in statement else ())
    mine = database.execute_sql(
        "UPDATE fact SET import_id = 0, seen_at = 0 WHERE import_id = ? AND by_user != 0 RETURNING id", (import_id,)
    ).fetchall()
    if mine:
        into.kept.append((len(mine), "details of people", "you typed or changed them"))
    database.execute_sql("DELETE FROM fact WHERE import_id = ?", (import_id,))


_USED = (
    "SELECT identity FROM participant",
    "SELECT identity FROM fact",
    "SELECT identity FROM tag",
    "SELECT identity FROM circle_member",
    "SELECT identity FROM rhythm_set",
    "SELECT identity FROM person_state",
    "SELECT identity FROM removed",
    "SELECT identity FROM thread_item",
    "SELECT identity FROM suggestion_act",
    "SELECT identity FROM change",
    "SELECT identity FROM owner_identity",
    "SELECT identity FROM photo",
    "SELECT a FROM link WHERE origin = 'user'",
    "SELECT b FROM link WHERE origin = 'user'",
    "SELECT person FROM interaction_override WHERE person IS NOT NULL",
)
"""What keeps an identity that no import claims any more."""


def _remove_identities(database: SqliteDatabase, import_id: int, into: Withdrawn) -> None:
    unused = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM ({used}) u WHERE u.{used.split()[1]} = identity.id)" for used in _USED
    )
    connection = database.connection()
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS gone_identity (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.gone_identity")
    connection.execute(
        f"INSERT INTO temp.gone_identity SELECT id FROM identity WHERE import_id = ? AND NOT by_user AND {unused}",
        (import_id,),
    )
    for statement in (
        "DELETE FROM contact_day WHERE identity IN (SELECT id FROM temp.gone_identity)",
        "DELETE FROM identity WHERE id IN (SELECT id FROM temp.gone_identity)",
    ):
        connection.execute(statement)
    kept = connection.execute(
        "UPDATE identity SET import_id = 0 WHERE import_id = ? RETURNING person", (import_id,)
    ).fetchall()
    if kept:
        into.kept.append((len({row[0] for row in kept}), "people", "you wrote something about them"))


def merge_index(database: SqliteDatabase, pages: int = 300) -> bool:
    """One idle step of tidying the full-text index after rows went; False when there is nothing left to do."""
    before = database.connection().total_changes
    with immediate(database):
        database.execute_sql("INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('merge', ?)", (pages,))
    return database.connection().total_changes - before >= 2
