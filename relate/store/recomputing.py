"""Contact days, rhythms and the lines of the list of everybody, worked out anew from what was said, in chunks.

Between the chunks the user's commands go first, and every reader sees whole people: one either as they were or as they
are. Who is one person and the indexes are not touched; `relate check` does those too, on a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Final

from peewee import SqliteDatabase

from relate.store import settings, ties
from relate.store.connection import immediate
from relate.store.people_cache import everybody, refresh_people

FORM: Final = 1
"""Counted up whenever the arithmetic of contact days, rhythms or lines changes: what an older Relate worked out is then
worked out anew."""
DONE: Final = "derived.form"
"""The setting that holds the form of what is there."""
MOST: Final = 300
"""People at a time."""
A_PERSON: Final = 60
A_DAY: Final = 70
CHUNK: Final = 25_000
"""Microseconds that somebody takes, and each of their contact days; and those that a chunk is to take."""


def recomputed(database: SqliteDatabase, tell: Callable[[float], None]) -> Generator[None, None, int]:
    """How many people were worked out anew. tell: the share done, from 0 to 1."""
    persons = list(everybody(database))
    tell(0.0)
    yield
    done = 0
    for part in _parts(database, persons):
        with immediate(database):
            ties.refresh(database, part)
            refresh_people(database, part)
        done += len(part)
        tell(done / len(persons))
        yield
    with immediate(database):
        settings.write(database, DONE, FORM)
    return len(persons)


def _parts(database: SqliteDatabase, persons: list[int]) -> Iterator[list[int]]:
    """As many as take about a chunk's time, by what is known of them until now."""
    days = dict(database.execute_sql("SELECT id, contact_days FROM person").fetchall())
    part: list[int] = []
    takes = 0
    for person in persons:
        more = A_PERSON + A_DAY * int(days.get(person, 0))
        if part and (takes + more > CHUNK or len(part) >= MOST):
            yield part
            part, takes = [], 0
        part.append(person)
        takes += more
    if part:
        yield part
