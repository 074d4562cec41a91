"""Taking an import back: its claims go, and with them what nothing else holds.

What another import or the user holds stays and is told. The rows vanish from every reader with one small write and are
removed in chunks afterwards. Source: design/data-model.md, "Rows and claims", "Steps and undo".
"""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from peewee import SqliteDatabase

from relate.store import photos, pitches, rows_that_go, standing, text_places, ties
from relate.store.applying import claimed_people, people_of
from relate.store.chunks import Chunks, in_pieces, run, stretches
from relate.store.codes import Entity, Tone
from relate.store.connection import chunk, immediate
from relate.store.index_upkeep import merge_people_little
from relate.store.kept_people import KEPT, keep_with_the_rest
from relate.store.links import Moves, moves
from relate.store.owners import owners
from relate.store.people_cache import everybody
from relate.store.regrouping import Regrouped, coarse_of_several, kept_apart, regroup
from relate.store.renewing import renewed
from relate.store.settling import concerns_owner, follow, gists_said_to, people_in, people_in_parts, redirect
from relate.store.tellings import show_best


@dataclass(slots=True)
class Withdrawn:
    """What the undo of an import did, filled while it goes on. kept: (how many, of what, because …)."""

    interactions: int = 0
    people: int = 0
    kept: list[tuple[int, str, str]] = field(default_factory=list)
    stayed: set[int] = field(default_factory=set)
    """Identities that are there for nothing but what the user said of them."""
    conversations: set[int] = field(default_factory=set)
    """Of the rows that went: what others of them are, a pitch or none, may change."""
    turned: set[int] = field(default_factory=set)
    """Rows that stay and are no pitch any more, because what tells of them now knows no thread, or that name more or
    fewer people now, or that have another time or direction."""
    doubtful: set[int] = field(default_factory=set)
    """The coarse keys of rows that stay and were one, or two, because of a row that went, or may have been
    (regrouping.py)."""


def withdraw(database: SqliteDatabase, import_id: int, into: Withdrawn) -> Iterator[float]:
    """Withdraw an import's claims and remove what has none left; yields the share done between chunks.

    The import's rows are out of sight after the first yields; the people known otherwise are right when it ends. Where
    it was cut off before, nobody knows any more whom it was about: everybody is derived anew.
    """
    rows_that_go.note_gists(database)
    if _was_cut_off(database, import_id):
        touched, alone = list(everybody(database)), list[int]()
        yield from _may_be_untold(database, import_id, into)
        into.doubtful = yield from coarse_of_several(database, 0.0)
    else:
        touched = people_of(database, import_id, only_here=False)
        yield 0.0
        alone = sorted(claimed_people(database, import_id).difference(touched))
    yield 0.0
    goes: set[int] = set()
    for stretch in stretches(database, "person", "id", 10_000):
        # Nothing leads from an import to its people: all of 100,000 looked at in one go held the writer for 150 ms.
        those = "SELECT id FROM person WHERE id BETWEEN :low AND :high AND import_id = :import AND listed"
        goes.update(int(row[0]) for row in database.connection().execute(those, stretch | {"import": import_id}))
        yield 0.0
    into.people = len(goes)
    into.kept.clear()
    into.stayed.clear()
    into.interactions = 0
    with immediate(database):
        # A kill from here on is finished at the next start: half handed over, it would hold less than it claims to.
        database.execute_sql("UPDATE import SET state = 'leaving' WHERE id = ? AND state = 'live'", (import_id,))
    yield from _hand_over(database, import_id, into)
    yield from keep_with_the_rest(database, import_id)
    with immediate(database):
        database.execute_sql("UPDATE import SET state = 'withdrawing' WHERE id = ?", (import_id,))
    yield 0.2
    yield from text_places.withdraw(database, import_id)
    yield from rows_that_go.remove(database, import_id, into)
    merge_people_little(database)
    yield from _decide_anew(database, into)
    affected = yield from _identities_of(database, import_id)
    for _ in photos.withdraw(database, import_id):
        yield 0.8
    with chunk(database):
        persons = set(touched) | set(alone) | _remove_owner(database, import_id)
    yield 0.8
    persons |= yield from _remove_people(database, import_id, affected, into)
    persons |= yield from people_in_parts(database, into.turned, 0.8)

    def mark(gists: Sequence[int]) -> None:
        persons.update(people_in(database, ties.mark_tones(database, gists, ())))

    for _ in rows_that_go.of_gists(database, mark):
        yield 0.86
    for told in pitches.marked(database, sorted(into.conversations)):
        persons.update(people_in(database, told))
        yield 0.87

    for _ in standing.put(database, into.turned):
        yield 0.89
    for _ in renewed(database, sorted(persons), 20):
        yield 0.9
    if stay := len(_people_who_stay(database, into.stayed) - goes):
        into.kept.append((stay, "people", "you wrote something about them"))
    with immediate(database):
        for statement in (
            "DELETE FROM import_row WHERE import_id = ?",
            "UPDATE import SET state = 'undone' WHERE id = ?",
        ):
            database.execute_sql(statement, (import_id,))
    if into.kept:
        into.kept.sort(reverse=True)
    yield 1.0


def _decide_anew(database: SqliteDatabase, into: Withdrawn) -> Iterator[float]:
    changed = Regrouped()
    for _ in regroup(database, into.doubtful, changed):
        yield 0.8
    into.turned |= changed.interactions
    into.conversations |= changed.conversations
    database.connection().executemany("INSERT OR IGNORE INTO temp.gist VALUES (?)", [(one,) for one in changed.gists])


def _was_cut_off(database: SqliteDatabase, import_id: int) -> bool:
    row = database.execute_sql(
        "SELECT 1 FROM import WHERE id = ? AND state IN ('leaving', 'withdrawing')", (import_id,)
    ).fetchone()
    return row is not None


def _may_be_untold(database: SqliteDatabase, import_id: int, into: Withdrawn) -> Iterator[float]:
    """Whatever the rows that went may have made a hello or kept from being a pitch; all rows are looked through."""
    hellos = f"SELECT DISTINCT gist FROM interaction WHERE gist IS NOT NULL AND tone = {int(Tone.HELLO)}"
    for stretch in stretches(database, "interaction", "id", 20_000):
        run(database, stretch, f"INSERT OR IGNORE INTO temp.gist {hellos} AND id BETWEEN :low AND :high")
        yield 0.0
    threads = database.execute_sql(
        "SELECT id FROM conversation WHERE account = (SELECT account FROM import WHERE id = ?)", (import_id,)
    )
    into.conversations.update(int(row[0]) for row in threads)


def _hand_over(database: SqliteDatabase, import_id: int, into: Withdrawn) -> Iterator[float]:
    """Rows first claimed by this import and also by another become the other's; the further claims of this one go."""
    shared = 0
    for entity, table, key in (
        (Entity.IDENTITY, "identity", "id"),
        (Entity.LINK, "link", "id"),
        (Entity.EVENT, "event", "id"),
        (Entity.WISH, "wish", "id"),
        (Entity.INTERACTION_KEY, "interaction_key", "key"),
    ):
        chunks = Chunks(database, 1000)
        low = -(2**63)
        while (high := _last_of(database, entity, low, chunks.size)) is not None:
            chunks.begin()
            with chunk(database):
                if entity is Entity.INTERACTION_KEY:
                    into.doubtful |= kept_apart(database, import_id, (low, high))
                handed, gone = _hand_some_over(database, import_id, entity, (table, key), (low, high))
            chunks.end()
            shared += handed + gone if entity is Entity.INTERACTION_KEY else 0
            yield 0.1
            if high == 2**63 - 1:
                break
            low = high + 1
    if shared:
        into.kept.append((shared, "conversations and other rows", "another archive holds them too"))


def _last_of(database: SqliteDatabase, entity: Entity, low: int, count: int) -> int | None:
    """The last row of so many further claims on rows of a kind, from `low` on."""
    row = database.execute_sql(
        "SELECT max(row) FROM (SELECT row FROM claim WHERE entity = ? AND row >= ? ORDER BY row LIMIT ?)",
        (int(entity), low, count),
    ).fetchone()
    return None if row[0] is None else int(row[0])


def _hand_some_over(
    database: SqliteDatabase, import_id: int, entity: Entity, where: tuple[str, str], here: tuple[int, int]
) -> tuple[int, int]:
    """Those from one row to another: how many become another import's, and how many further claims went.

    where: the table of the kind, and its key.
    """
    table, key = where
    rows = database.execute_sql(
        f"SELECT c.row, min(c.import_id) FROM claim c CROSS JOIN {table} t ON t.{key} = c.row"
        " WHERE c.entity = ? AND c.row BETWEEN ? AND ? AND t.import_id = ? AND c.import_id != ? GROUP BY c.row",
        (int(entity), *here, import_id, import_id),
    ).fetchall()
    connection = database.connection()
    connection.executemany(f"UPDATE {table} SET import_id = ? WHERE {key} = ?", [(other, row) for row, other in rows])
    connection.executemany(
        "DELETE FROM claim WHERE row = ? AND import_id = ? AND entity = ?",
        [(row, other, int(entity)) for row, other in rows],
    )
    gone = connection.execute(
        "DELETE FROM claim WHERE import_id = ? AND entity = ? AND row BETWEEN ? AND ?",
        (import_id, int(entity), *here),
    ).rowcount
    if entity is Entity.INTERACTION_KEY:
        for row, _ in rows:
            show_best(database, _interaction_of(database, row))
    return len(rows), gone


def _interaction_of(database: SqliteDatabase, key: int) -> int:
    return int(database.execute_sql("SELECT interaction FROM interaction_key WHERE key = ?", (key,)).fetchone()[0])


def _identities_of(database: SqliteDatabase, import_id: int) -> Generator[float, None, list[int]]:
    """Identities whose components may change: those of this import and whatever its links and facts touch."""
    found: set[int] = set()
    for table, columns in (("identity", ("id",)), ("link", ("a", "b")), ("fact", ("identity",))):
        for stretch in stretches(database, table, "id", 40_000):
            for column in columns:
                rows = database.connection().execute(
                    f"SELECT {column} FROM {table} WHERE id BETWEEN :low AND :high AND import_id = :import",
                    stretch | {"import": import_id},
                )
                found.update(chain.from_iterable(rows))
            yield 0.8
    again = database.execute_sql(
        "SELECT f.identity FROM fact_seen s JOIN fact f ON f.id = s.fact WHERE s.import_id = ?", (import_id,)
    )
    found.update(int(row[0]) for row in again)
    return sorted(found)


def _remove_owner(database: SqliteDatabase, import_id: int) -> set[int]:
    """What the import said of the owner goes; those whose ties change with him."""
    before = owners(database)
    database.execute_sql("DELETE FROM owner_identity WHERE import_id = ?", (import_id,))
    lost = before - owners(database)
    return redirect(database, lost) if lost else set()


def _remove_people(
    database: SqliteDatabase, import_id: int, affected: Sequence[int], into: Withdrawn
) -> Generator[float, None, set[int]]:
    """Links, facts and identities of this import go, and who is one person is told anew; the persons concerned.

    In pieces of some identities, each with all that follows for them: after a crash the others are still to be found.
    """
    concerned: set[int] = set()
    details = 0
    of_owner: list[Moves] = []
    database.execute_sql("CREATE TEMP TABLE IF NOT EXISTS leaving (id INTEGER PRIMARY KEY)")

    def remove(part: Sequence[int]) -> None:
        nonlocal details
        connection = database.connection()
        connection.execute("DELETE FROM temp.leaving")
        connection.executemany("INSERT INTO temp.leaving VALUES (?)", [(identity,) for identity in part])
        run(database, {"import": import_id}, *_REMOVE_LINKS, *_HAND_FACTS_OVER)
        details += len(connection.execute(_KEEP_FACTS, {"import": import_id}).fetchall())
        run(database, {"import": import_id}, *_REMOVE_FACTS_AND_IDENTITIES)
        stay = [int(row[0]) for row in connection.execute(_KEEP_IDENTITIES, {"import": import_id}).fetchall()]
        into.stayed.update(row[0] for row in connection.execute(_SAID_OF, (json.dumps(stay),)))
        moved = moves(database, part)  # those that are gone too: whoever was one person with them has to know
        concerned.update(moved.persons, follow(database, moved))
        if concerns_owner(database, moved):
            of_owner.append(moved)

    for done in in_pieces(database, affected, 20, remove):
        yield 0.8 + 0.05 * done
    for moved in of_owner:
        for gists in gists_said_to(database, moved):
            connection = database.connection()
            connection.executemany("INSERT OR IGNORE INTO temp.gist VALUES (?)", [(gist,) for gist in gists])
            yield 0.85
    if details:
        into.kept.append((details, "details of people", "you typed or changed them"))
    return concerned


def _people_who_stay(database: SqliteDatabase, stayed: Collection[int]) -> set[int]:
    """The people who are there for nothing but these identities: nothing else tells of them."""
    rows = database.execute_sql(
        "SELECT n.person FROM json_each(?) j CROSS JOIN identity n ON n.id = j.value WHERE NOT EXISTS"
        " (SELECT 1 FROM identity o WHERE o.person = n.person AND (o.import_id > 0 OR o.by_user = 1))",
        (json.dumps(sorted(stayed)),),
    )
    return {int(row[0]) for row in rows}


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
    "SELECT identity FROM attendance",
    "SELECT identity FROM event_mark",
    "SELECT identity FROM unwanted",
    "SELECT identity FROM typed_wish WHERE identity IS NOT NULL",
    "SELECT identity FROM change",
    "SELECT identity FROM owner_identity",
    "SELECT identity FROM photo",
    "SELECT identity FROM photo_pin",
    "SELECT a FROM link WHERE origin = 'user'",
    "SELECT b FROM link WHERE origin = 'user'",
    "SELECT person FROM interaction_override WHERE person IS NOT NULL",
)
"""What keeps an identity that no import claims any more."""


_SAID_OF = "SELECT j.value FROM json_each(?) j WHERE " + " OR ".join(
    f"EXISTS (SELECT 1 FROM ({used}) u WHERE u.{used.split()[1]} = j.value)"
    for used in _USED
    if used != "SELECT identity FROM participant"
)
"""Of those who stay, whom the user said something of; the others stay with a row of his, an event with all its list."""


_UNUSED = " AND ".join(
    f"NOT EXISTS (SELECT 1 FROM ({used}) u WHERE u.{used.split()[1]} = identity.id)" for used in _USED
)
_HERE = "IN (SELECT id FROM temp.leaving)"
_REMOVE_LINKS = (
    f"DELETE FROM link WHERE import_id = :import AND origin = 'stated' AND a {_HERE}",
    f"DELETE FROM link WHERE import_id = :import AND origin = 'stated' AND b {_HERE}",
)
_HAND_FACTS_OVER = (
    # A fact goes over to the earliest other import that says it, or stays for the user's sake, or goes.
    f"DELETE FROM fact_seen WHERE import_id = :import AND fact IN (SELECT id FROM fact WHERE identity {_HERE})",
    "UPDATE fact SET (import_id, seen_at) = (SELECT s.import_id, s.seen_at FROM fact_seen s"
    " WHERE s.fact = fact.id ORDER BY s.import_id LIMIT 1) WHERE import_id = :import"
    f" AND identity {_HERE} AND EXISTS (SELECT 1 FROM fact_seen s WHERE s.fact = fact.id)",
    "DELETE FROM fact_seen WHERE import_id = (SELECT f.import_id FROM fact f WHERE f.id = fact_seen.fact)"
    f" AND fact IN (SELECT id FROM fact WHERE identity {_HERE})",
)
_KEEP_FACTS = (
    "UPDATE fact SET import_id = 0, seen_at = 0"
    f" WHERE import_id = :import AND by_user != 0 AND identity {_HERE} RETURNING id"
)
_REMOVE_FACTS_AND_IDENTITIES = (
    f"DELETE FROM fact WHERE import_id = :import AND identity {_HERE}",
    f"DELETE FROM identity WHERE import_id = :import AND NOT by_user AND id {_HERE} AND {_UNUSED}",
    # Whoever was kept with them stands with another one by now, or alone.
    f"DELETE FROM link WHERE a {_HERE} AND origin IN {KEPT} AND a NOT IN (SELECT id FROM identity)",
    f"DELETE FROM link WHERE b {_HERE} AND origin IN {KEPT} AND b NOT IN (SELECT id FROM identity)",
    f"DELETE FROM contact_day WHERE identity {_HERE}"
    " AND NOT EXISTS (SELECT 1 FROM identity n WHERE n.id = contact_day.identity)",
)
_KEEP_IDENTITIES = f"UPDATE identity SET import_id = 0 WHERE import_id = :import AND id {_HERE} RETURNING id"
