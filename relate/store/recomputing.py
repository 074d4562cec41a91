"""Contact days, rhythms and the lines of the list of everybody, worked out anew from what was said, in chunks.

Between the chunks the user's commands go first, and every reader sees whole people: one either as they were or as they
are. Who is one person and the indexes are not touched; `relate check` does those too, on a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
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
PART: Final = 300
"""People at a time: some hundredths of a second."""


def recomputed(database: SqliteDatabase, tell: Callable[[float], None]) -> Generator[None, None, int]:
    """How many people were worked out anew. tell: the share done, from 0 to 1."""
    persons = list(everybody(database))
    yield
    for start in range(0, len(persons), PART):
        tell(start / len(persons))
        part = persons[start : start + PART]
        with immediate(database):
            ties.refresh(database, part)
            refresh_people(database, part)
        yield
    with immediate(database):
        settings.write(database, DONE, FORM)
    tell(1.0)
    return len(persons)
