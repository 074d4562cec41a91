"""What a day's list goes by besides the ties: who may wait, birthdays and promises, and what the days before named.

All of it scans: to be called on a reader's thread. Source: design/ranking.md.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from peewee import SqliteDatabase

from relate.store.visibility import and_visible, hidden


def may_wait(database: SqliteDatabase, since: int) -> list[int]:
    """People whose last contact is newer than `since` (UTC ms), and everybody in a circle who was ever talked to.

    Two questions, each kept to its index whatever the planner thinks of the rest.
    """
    shown = and_visible("p.import_id", hidden(database))
    newly = database.execute_sql(
        f"SELECT p.id FROM person p WHERE p.listed = 1 AND p.last_contact >= ?{shown}", (since,)
    )
    found = {int(row[0]) for row in newly}
    placed = database.execute_sql(
        "SELECT p.id FROM person p WHERE p.id IN (SELECT n.person FROM circle_member c CROSS JOIN identity n"
        f" ON n.id = c.identity) AND +p.listed = 1 AND p.circle IS NOT NULL AND +p.last_contact IS NOT NULL{shown}"
    )
    found.update(int(row[0]) for row in placed)
    return sorted(found)


def birthdays(database: SqliteDatabase) -> list[tuple[int, str]]:
    """(person, ISO birthday) of everybody listed; the user's own word first."""
    found: dict[int, str] = {}
    for person, value in database.execute_sql(
        "SELECT n.person, f.value FROM fact f JOIN identity n ON n.id = f.identity JOIN person p ON p.id = n.person"
        " WHERE f.field = 'birthday' AND f.by_user >= 0 AND p.listed ORDER BY f.by_user DESC, f.seen_at DESC"
    ):
        found.setdefault(int(person), str(value))
    return sorted((person, value) for person, value in found.items() if value)


def promises(database: SqliteDatabase) -> list[tuple[int, str, int | None, int | None, int]]:
    """(person, text, due day, interaction it was found in, since when in UTC ms) of each open promise."""
    return [
        (int(person), str(text), due, found_in, int(at))
        for person, text, due, found_in, at in database.execute_sql(
            "SELECT n.person, t.text, t.due_day, t.found_in, t.at FROM thread_item t"
            " CROSS JOIN identity n ON n.id = t.identity CROSS JOIN person p ON p.id = n.person"
            " WHERE t.kind = 'promised' AND NOT t.done AND p.listed"
            " ORDER BY t.due_day IS NULL, t.due_day, t.at"
        )
    ]


def acts(database: SqliteDatabase, persons: Sequence[int] | None = None) -> list[tuple[int, str, int, int | None, str]]:
    """(person, act, at, until day, reason) of everything done with suggestions of some people or all, oldest first."""
    source = "suggestion_act a JOIN identity n ON n.id = a.identity"
    if persons is not None:
        source = (
            "json_each(?) j CROSS JOIN identity n ON n.person = j.value"
            " CROSS JOIN suggestion_act a ON a.identity = n.id"
        )
    return [
        (int(person), str(act), int(at), until, str(reason))
        for person, act, at, until, reason in database.execute_sql(
            f"SELECT n.person, a.act, a.at, a.until_day, a.reason FROM {source} ORDER BY a.at",
            () if persons is None else (json.dumps(list(persons)),),
        )
    ]


def named(
    database: SqliteDatabase, first_day: int, waiting: Collection[int] | None = None
) -> list[tuple[int, str, int]]:
    """(day, section, person) of the lists since a day, in their order.

    waiting: of those who waited for an answer, these people alone; None: everybody. Of a busy inbox each day names
    hundreds, and hardly any is ever asked about.
    """
    which, parameters = "", [first_day, json.dumps(sorted(waiting or ()))]
    if waiting is not None:
        which = (
            " AND (l.section != 'waiting' OR l.identity IN"
            " (SELECT id FROM identity WHERE person IN (SELECT value FROM json_each(?))))"
        )
    return [
        (int(day), str(section), int(person))
        for day, section, person in database.execute_sql(
            "SELECT l.day, l.section, n.person FROM day_list l CROSS JOIN identity n ON n.id = l.identity"
            f" WHERE l.day >= ?{which} ORDER BY l.day, l.section, l.place",
            parameters if which else parameters[:1],
        )
    ]


def days_named(database: SqliteDatabase, first_day: int) -> list[int]:
    """The days since one that have a list, ascending: on them Relate was opened."""
    rows = database.execute_sql("SELECT DISTINCT day FROM day_list WHERE day >= ? ORDER BY day", (first_day,))
    return [int(row[0]) for row in rows]


def record_named(database: SqliteDatabase, day: int, section: str, persons: Sequence[int]) -> None:
    """Remember whom a day's list names from now on. Within the caller's transaction."""
    (first,) = database.execute_sql(
        "SELECT coalesce(max(place) + 1, 0) FROM day_list WHERE day = ? AND section = ?", (day, section)
    ).fetchone()
    database.connection().executemany(
        "INSERT OR IGNORE INTO day_list (day, section, place, identity) VALUES (?,?,?,?)",
        [(day, section, first + place, person) for place, person in enumerate(persons)],
    )


def began_at(database: SqliteDatabase) -> int | None:
    """When the first archive still in the library was read, and where there is none the first thing done (UTC ms)."""
    (at,) = database.execute_sql(
        "SELECT coalesce((SELECT min(started_at) FROM import WHERE state IN ('live', 'settling')),"
        " (SELECT min(at) FROM step))"
    ).fetchone()
    return None if at is None else int(at)


def placed(database: SqliteDatabase) -> int:
    """How many people have a circle or a state by hand."""
    (count,) = database.execute_sql(
        "SELECT count(*) FROM person p WHERE p.id IN (SELECT n.person FROM"
        " (SELECT identity FROM circle_member UNION SELECT identity FROM person_state) c"
        " CROSS JOIN identity n ON n.id = c.identity) AND p.listed AND (p.circle IS NOT NULL OR p.state != 'active')"
    ).fetchone()
    return int(count)
