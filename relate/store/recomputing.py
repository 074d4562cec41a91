"""Contact days, rhythms and the lines of the list of everybody, worked out anew from what was said (renewing.py).

Who is one person is looked at where an address or a handle is several people's, which an older Relate may have judged
otherwise. The indexes are not touched; `relate check` does those and everything else too, on a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Final

from peewee import SqliteDatabase

from relate.store import settings
from relate.store.cells import Effect
from relate.store.connection import immediate
from relate.store.people_cache import everybody
from relate.store.renewing import renewed_together
from relate.store.settling import settle

FORM: Final = 4
"""Counted up whenever the arithmetic of contact days, rhythms or lines changes, or what a shared address joins: what an
older Relate worked out is then worked out anew."""
SHARED_AT_ONCE: Final = 100
"""Addresses and handles looked at in one piece."""
_SHARED = (
    "SELECT n.id FROM (SELECT a AS id FROM link WHERE origin = 'stated' UNION ALL"
    " SELECT b FROM link WHERE origin = 'stated') e CROSS JOIN identity n ON n.id = e.id"
    " WHERE n.kind IN ('mail', 'phone', 'handle', 'id') GROUP BY n.id HAVING count(*) > 1 ORDER BY n.id"
)
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
    yield from _judged_anew(database)
    # Nobody comes in between until changes are noted: whoever was parted meanwhile would be none of these.
    persons = everybody(database)
    for share in renewed_together(database, persons, changed=False):
        tell(share)
        yield
    with immediate(database):
        settings.write(database, DONE, FORM)
    return len(persons)


def _judged_anew(database: SqliteDatabase) -> Iterator[None]:
    """Whether what several people have in common makes them one."""
    shared = [int(row[0]) for row in database.execute_sql(_SHARED)]
    for start in range(0, len(shared), SHARED_AT_ONCE):
        with immediate(database):
            settle(database, dict.fromkeys(shared[start : start + SHARED_AT_ONCE], Effect.LINKS), {})
        yield
