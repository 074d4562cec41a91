"""People as a table for a spreadsheet has them. Reads only; everything at once is canonical.py's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from peewee import SqliteDatabase

from relate.store import person_reads
from relate.store.visibility import and_visible, hidden


class Someone(NamedTuple):
    """A person of the list. facts: field → the values shown. Instants in UTC ms."""

    name: str
    circle: int | None
    state: str
    networks: str
    first_contact: int | None
    last_contact: int | None
    connected_at: int | None
    tags: tuple[str, ...]
    facts: dict[str, list[str]]


def people(database: SqliteDatabase) -> Iterator[Someone]:
    """Everybody in the list, by name."""
    shown = and_visible("import_id", hidden(database))
    for person, name, circle, state, networks, first, last, connected in database.execute_sql(
        "SELECT id, name, circle, state, networks, first_contact, last_contact, connected_at FROM person"
        f" WHERE listed = 1{shown} ORDER BY sort_key, id"
    ):
        identities = [
            row[0] for row in database.execute_sql(f"SELECT id FROM identity WHERE person = ?{shown}", (person,))
        ]
        facts: dict[str, list[str]] = {}
        for one in person_reads.facts(database, identities).values:
            if one.shown:
                facts.setdefault(one.field, []).append(one.value)
        tags = tuple(person_reads.tags(database, identities))
        yield Someone(name, circle, state, networks, first, last, connected, tags, facts)
