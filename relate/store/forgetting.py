"""Somebody is forgotten for good: all that the library holds of them goes, the journal's words too, and cannot be taken
back. What stays of each key is a tombstone with a hash in its place, by which later archives leave them out.

Source: design/data-model.md, "Steps and undo".
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet, What
from relate.domain.errors import KnownError
from relate.domain.records import Role
from relate.store import photos, text_places, ties
from relate.store.cell_registry import CELLS
from relate.store.cells import Effect, ref_of
from relate.store.codes import Entity
from relate.store.component import current, identities_of
from relate.store.connection import durable
from relate.store.interactions import remove_one
from relate.store.owners import OWNER_PERSONS, OWNERS
from relate.store.people_cache import refresh_people
from relate.store.settling import people_in, settle

TOMBSTONE: Final = "forgotten"
"""The network and the kind of an identity of which nothing but the hash of its key is left."""
_OF_AN_IDENTITY: Final = (
    "tag", "circle_member", "rhythm_set", "person_state", "thread_item", "suggestion_act", "attendance", "event_mark",
    "unwanted", "typed_wish", "photo_pin", "identity_name", "contact_day", "day_list", "removed", "fact",
)  # fmt: skip
_HERE: Final = "IN (SELECT value FROM json_each(?))"
_RETITLED: Final = "A step about several people, one of whom is forgotten"
_SHORTEST: Final = 4
"""Shorter names and keys are not looked for in rows that were left out: they stand in everything."""
_TRIES: Final = 100
_PAUSE: Final = 0.05
"""How often the log is tried to be emptied, and the seconds in between."""


def hash_of(network: str, account: int, kind: str, key: str) -> str:
    """What is remembered of a key. account: 0 for one that holds everywhere, else the library's own number."""
    return sha256("\x1f".join((network, str(account), kind, key)).encode()).hexdigest()


def teach(connection: sqlite3.Connection) -> None:
    """Let a connection ask for `forgotten_hash(network, account, kind, key)`."""
    connection.create_function("forgotten_hash", 4, hash_of, deterministic=True)


def forget(database: SqliteDatabase, person: int, at: int) -> ChangeSet:
    """One transaction; whoever asks vacuums the file afterwards (`wipe`). Raises NoSuchThing, KnownError for the owner.

    What only the two of you, or they, said goes; what others said where they were present stays, without their name.
    """
    whose = current(database, person)
    if database.execute_sql(f"SELECT 1 WHERE ? IN ({OWNER_PERSONS})", (whose,)).fetchone():
        raise KnownError("This is you: Relate needs to know who you are.")
    with durable(database):
        identities = identities_of(database, whose)
        wanted = json.dumps(identities)
        words = _words(database, wanted)
        gists, talks = _gists(database, wanted), _talks(database, wanted)
        touched = _forget_interactions(database, wanted)
        text_places.forget_files(database)
        touched |= {
            int(row[0])
            for row in database.execute_sql(
                "SELECT n.id FROM identity_name x JOIN identity n ON n.account = x.account AND n.kind = 'name'"
                f" AND n.key = x.name_key WHERE x.identity {_HERE}",
                (wanted,),
            )
        }
        touched |= _forget_links(database, wanted)
        _forget_words(database, wanted)
        _forget_steps(database, set(identities))
        _forget_rows_left_out(database, words)
        _leave_tombstones(database, identities, at)
        effects = dict.fromkeys((*touched, *identities), Effect.LINE | Effect.LINKS | Effect.TIES | Effect.CONNECTED)
        settle(database, effects, {})
        # Whether something is a hello or a pitch hangs on what is left of it.
        turned = people_in(database, ties.mark_tones(database, gists, talks))
        turned.add(whose)  # with no identity left, where all were forgotten before and came again
        ties.refresh(database, turned)
        refresh_people(database, turned)
    everything = What.PEOPLE | What.FACTS | What.TIMELINE | What.TIES | What.HISTORY | What.SUGGESTIONS
    return ChangeSet(everything | What.EVENTS | What.WISHES | What.IMPORTS, None)


def wipe(database: SqliteDatabase) -> None:
    """What is deleted is in no page of the file any more, nor in its log, nor in a piece of an index."""
    with durable(database):
        database.execute_sql("INSERT INTO person_fts (person_fts) VALUES ('rebuild')")
        database.execute_sql("INSERT INTO interaction_fts (interaction_fts) VALUES ('delete-all')")
        database.execute_sql(
            "INSERT INTO interaction_fts (rowid, title, text) SELECT id, title, text FROM interaction"
            " WHERE title != '' OR text != '' ORDER BY id"
        )
    for index in ("person_fts", "interaction_fts"):
        database.execute_sql(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    database.execute_sql("VACUUM")
    _empty_log(database)


def _empty_log(database: SqliteDatabase) -> None:
    """Cut the log to nothing. Whoever reads this moment, or writes the log back beside the writer, is waited for; who
    reads longer than that leaves it to the next one that cuts it, when the library is closed at the latest."""
    for _ in range(_TRIES):
        busy, _, _ = database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return
        time.sleep(_PAUSE)


def _gists(database: SqliteDatabase, wanted: str) -> list[int]:
    """What was said to them that may have been a hello to many."""
    return [int(row[0]) for row in _of_their_rows(database, wanted, "gist")]


def _talks(database: SqliteDatabase, wanted: str) -> list[int]:
    return [int(row[0]) for row in _of_their_rows(database, wanted, "conversation") if row[0]]


def _of_their_rows(database: SqliteDatabase, wanted: str, column: str) -> list[tuple[int]]:
    return database.execute_sql(
        f"SELECT DISTINCT i.{column} FROM participant p CROSS JOIN interaction i ON i.id = p.interaction"
        f" WHERE p.identity {_HERE} AND i.{column} IS NOT NULL",
        (wanted,),
    ).fetchall()


def _words(database: SqliteDatabase, wanted: str) -> list[str]:
    """By what they are found in a row that was left out: names, addresses, handles, links."""
    rows = database.execute_sql(
        f"SELECT key FROM identity WHERE id {_HERE} UNION SELECT value FROM fact WHERE identity {_HERE}"
        " AND field IN ('name', 'mail', 'phone', 'link')",
        (wanted, wanted),
    )
    return [str(row[0]) for row in rows if len(str(row[0])) >= _SHORTEST]


def _forget_interactions(database: SqliteDatabase, wanted: str) -> set[int]:
    """Takes out what they said and what passed with nobody else; the identities of others it was said to."""
    rows = database.execute_sql(
        f"SELECT DISTINCT p.interaction FROM participant p WHERE p.identity {_HERE}"
        " AND NOT EXISTS (SELECT 1 FROM event e WHERE e.interaction = p.interaction)"
        " AND NOT EXISTS (SELECT 1 FROM event_said s CROSS JOIN interaction_key k ON k.key = s.key"
        "  WHERE k.interaction = p.interaction)"
        f" AND (p.role = {int(Role.FROM)} OR NOT EXISTS (SELECT 1 FROM participant o"
        f"  WHERE o.interaction = p.interaction AND o.identity NOT {_HERE} AND o.identity NOT IN ({OWNERS})))",
        (wanted, wanted),
    ).fetchall()
    gone = json.dumps([row[0] for row in rows])
    others = {
        int(row[0])
        for row in database.execute_sql(
            f"SELECT DISTINCT identity FROM participant WHERE interaction {_HERE} AND identity NOT {_HERE}"
            f" AND identity NOT IN ({OWNERS})",
            (gone, wanted),
        )
    }
    others |= _given_or_giving(database, gone, wanted)
    talks = _talks(database, wanted)
    database.execute_sql(
        f"DELETE FROM claim WHERE entity = {int(Entity.INTERACTION_KEY)}"
        f" AND row IN (SELECT key FROM interaction_key WHERE interaction {_HERE})",
        (gone,),
    )
    database.execute_sql(
        f"DELETE FROM interaction_override WHERE interaction {_HERE} OR person {_HERE}", (gone, wanted)
    )
    database.execute_sql(f"UPDATE thread_item SET found_in = NULL WHERE found_in {_HERE}", (gone,))
    for (interaction,) in rows:
        remove_one(database, interaction)
    database.execute_sql(
        f"DELETE FROM conversation WHERE id {_HERE}"
        " AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.conversation = conversation.id)",
        (json.dumps(talks),),
    )
    return others


def _given_or_giving(database: SqliteDatabase, gone: str, wanted: str) -> set[int]:
    """To whom the user gave a row that goes, and whose rows he gave to those who go: these get them back."""
    rows = database.execute_sql(
        f"SELECT person FROM interaction_override WHERE interaction {_HERE} AND person NOT {_HERE} UNION"
        " SELECT p.identity FROM interaction_override o CROSS JOIN participant p ON p.interaction = o.interaction"
        f" WHERE o.person {_HERE} AND p.identity NOT {_HERE} AND p.identity NOT IN ({OWNERS})",
        (gone, wanted, wanted, wanted),
    )
    return {int(row[0]) for row in rows}


def _forget_links(database: SqliteDatabase, wanted: str) -> set[int]:
    """Takes out who they are and are not; the other ends."""
    rows = database.execute_sql(f"SELECT id, a, b FROM link WHERE a {_HERE} OR b {_HERE}", (wanted, wanted)).fetchall()
    links = json.dumps([row[0] for row in rows])
    database.execute_sql(f"DELETE FROM claim WHERE entity = {int(Entity.LINK)} AND row {_HERE}", (links,))
    database.execute_sql(f"DELETE FROM link WHERE id {_HERE}", (links,))
    return {int(end) for _, a, b in rows for end in (a, b)} - set(json.loads(wanted))


def _forget_words(database: SqliteDatabase, wanted: str) -> None:
    """What archives and the user say of them."""
    # With the place they have in the rows of events, and with an event of which nothing else is said.
    for entity, table in (("attendance", "attendance"), ("mark", "event_mark")):
        for event, identity in database.execute_sql(
            f"SELECT event, identity FROM {table} WHERE identity {_HERE}", (wanted,)
        ).fetchall():
            CELLS[entity].put(database, ref_of(event, identity), None, 0)
    database.execute_sql(f"DELETE FROM fact_seen WHERE fact IN (SELECT id FROM fact WHERE identity {_HERE})", (wanted,))
    photos.forget(database, wanted)
    for table in _OF_AN_IDENTITY:
        database.execute_sql(f"DELETE FROM {table} WHERE identity {_HERE}", (wanted,))
    database.execute_sql(
        f"DELETE FROM match_pair WHERE a {_HERE} OR b {_HERE}",
        (wanted, wanted),
    )
    database.execute_sql(f"DELETE FROM match_key WHERE person {_HERE}", (wanted,))


def _forget_steps(database: SqliteDatabase, identities: set[int]) -> None:
    """The journal's words on them; a step that is about nobody else goes, with what took it back."""
    theirs: dict[int, set[int]] = {}
    for change, step, entity, ref, identity, before, after in database.execute_sql(
        "SELECT id, step, entity, ref, identity, before, after FROM change"
    ):
        if identity in identities or identities & _named(entity, ref, before, after):
            theirs.setdefault(step, set()).add(change)
    changes = json.dumps([change for some in theirs.values() for change in some])
    database.execute_sql(f"DELETE FROM change WHERE id {_HERE}", (changes,))
    database.execute_sql(
        f"UPDATE step SET title = ? WHERE id {_HERE} AND import_id IS NULL", (_RETITLED, json.dumps(list(theirs)))
    )
    gone = [
        int(row[0])
        for row in database.execute_sql(
            f"SELECT id FROM step s WHERE id {_HERE} AND import_id IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM change c WHERE c.step = s.id AND c.entity != 'touched')",
            (json.dumps(list(theirs)),),
        )
    ]
    while gone:
        dead = json.dumps(gone)
        database.execute_sql(f"DELETE FROM change WHERE step {_HERE}", (dead,))
        database.execute_sql(f"DELETE FROM step WHERE id {_HERE}", (dead,))
        gone = [int(row[0]) for row in database.execute_sql(f"SELECT id FROM step WHERE undoes {_HERE}", (dead,))]


def _named(entity: str, ref: str, before: str | None, after: str | None) -> set[int]:
    """The identities that a change is about beside its own."""
    if entity == "link":
        return {int(part) for part in ref.split("|")}
    if entity == "attendance" or entity == "mark":
        return {int(ref.split("|")[1])}
    found: set[int] = set()
    for text in (before, after):
        value = json.loads(text) if text is not None and entity in ("talk", "override") else None
        if isinstance(value, dict):
            found.update(value.get("people") or ())
            found.update({value["person"]} if value.get("person") else ())
    return found


def _forget_rows_left_out(database: SqliteDatabase, words: Sequence[str]) -> None:
    """Rows of archives that were left out are kept as they stood: those with one of these words no longer."""
    for word in words:
        database.execute_sql(
            "UPDATE import_row SET says = '', original = '' WHERE instr(lower(original || ' ' || says), lower(?))",
            (word,),
        )


def _leave_tombstones(database: SqliteDatabase, identities: Iterable[int], at: int) -> None:
    for identity in identities:
        network, account, kind, key = database.execute_sql(
            "SELECT network, account, kind, key FROM identity WHERE id = ?", (identity,)
        ).fetchone()
        hashed = key if network == TOMBSTONE else hash_of(network, account, kind, key)
        twin = database.execute_sql(
            "SELECT id FROM identity WHERE network = ? AND account = ? AND kind = ? AND key = ? AND id != ?",
            (TOMBSTONE, account, TOMBSTONE, hashed, identity),
        ).fetchone()
        if twin is not None:
            _lie_beside(database, identity, int(twin[0]))
            continue
        database.execute_sql(
            "UPDATE identity SET network = ?, kind = ?, key = ?, import_id = 0, by_user = 0 WHERE id = ?",
            (TOMBSTONE, TOMBSTONE, hashed, identity),
        )
        database.execute_sql(f"DELETE FROM claim WHERE entity = {int(Entity.IDENTITY)} AND row = ?", (identity,))
        database.execute_sql("INSERT OR REPLACE INTO removed (identity, at) VALUES (?, ?)", (identity, at))


def _lie_beside(database: SqliteDatabase, identity: int, tombstone: int) -> None:
    """Whose key was forgotten before and typed again since needs no second tombstone: the first takes their place."""
    database.execute_sql("UPDATE OR IGNORE participant SET identity = ? WHERE identity = ?", (tombstone, identity))
    database.execute_sql("DELETE FROM participant WHERE identity = ?", (identity,))
    database.execute_sql(f"DELETE FROM claim WHERE entity = {int(Entity.IDENTITY)} AND row = ?", (identity,))
    database.execute_sql("DELETE FROM identity WHERE id = ?", (identity,))
