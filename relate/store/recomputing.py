"""Contact days, rhythms and the lines of the list of everybody, worked out anew from what was said (renewing.py).

Who is one person and the indexes are not touched; `relate check` does those too, on a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Final

from peewee import SqliteDatabase

from relate.store import settings
from relate.store.connection import immediate
from relate.store.people_cache import everybody
from relate.store.renewing import renewed_together

FORM: Final = 2
"""Counted up whenever the arithmetic of contact days, rhythms or lines changes: what an older Relate worked out is then
worked out anew."""
DONE: Final = "derived.form"
"""The setting that holds the form of what is there."""


def recomputed(database: SqliteDatabase, tell: Callable[[float], None]) -> Generator[None, None, int]:
    """How many people were worked out anew. tell: the share done, from 0 to 1."""
    tell(0.0)
    yield
    # Loaded in steps of their own, which take as long as reading a piece: the start needs neither.
    import numpy as np  # noqa: F401

    yield
    from relate.store import passed_reading, tied_anew  # noqa: F401

    yield
    # Nobody comes in between until changes are noted: whoever was parted meanwhile would be none of these.
    persons = everybody(database)
    for share in renewed_together(database, persons, changed=False):
        tell(share)
        yield
    with immediate(database):
        settings.write(database, DONE, FORM)
    return len(persons)
