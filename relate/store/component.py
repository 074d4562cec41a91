"""One person as a command meets them: by any id they ever had, with their identities and a name for the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peewee import SqliteDatabase

from relate.domain.errors import NoSuchThing


def current(database: SqliteDatabase, person: int) -> int:
    """The id a person has now. Raises NoSuchThing."""
    row = database.execute_sql("SELECT person FROM identity WHERE id = ?", (person,)).fetchone()
    if row is None:
        raise NoSuchThing(f"Nobody in this library has the number {person}.")
    return int(row[0])


def everyone(database: SqliteDatabase, persons: Iterable[int]) -> list[int]:
    """The ids that some people have now, each once, in the order given. Raises NoSuchThing."""
    return list(dict.fromkeys(current(database, person) for person in persons))


def identities_of(database: SqliteDatabase, person: int) -> list[int]:
    """The identities of a person, the anchor first."""
    return [
        int(row[0]) for row in database.execute_sql("SELECT id FROM identity WHERE person = ? ORDER BY id", (person,))
    ]


def called(database: SqliteDatabase, persons: Sequence[int]) -> str:
    """Some people in a step's title: "Maya Okafor", "Maya Okafor and Ben Lind", "12 people"."""
    if len(persons) > 2:
        return f"{len(persons)} people"
    return " and ".join(name or "somebody without a name" for name in names_of(database, persons))


def names_of(database: SqliteDatabase, persons: Sequence[int]) -> list[str]:
    """The names of some people in their order, "" for who has none."""
    rows = (database.execute_sql("SELECT name FROM person WHERE id = ?", (person,)).fetchone() for person in persons)
    return [row[0] or "" if row is not None else "" for row in rows]
