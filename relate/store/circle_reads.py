"""What the circles' place asks of the library beside the states of everybody: recent contact days. Reads only."""

from __future__ import annotations

import json
from collections.abc import Sequence

from peewee import SqliteDatabase

from relate.domain.depth import CONTACT_DEPTH


def contact_days_since(database: SqliteDatabase, persons: Sequence[int], day: int) -> dict[int, int]:
    """By person, the contact days from a home day on; people without one are left out."""
    rows = database.execute_sql(
        "SELECT person, count(*) FROM ("
        " SELECT i.person AS person FROM json_each(?) j JOIN identity i ON i.person = j.value"
        " JOIN contact_day c ON c.identity = i.id AND c.day >= ?"
        " GROUP BY i.person, c.day HAVING sum(c.total) >= ?) GROUP BY person",
        (json.dumps(list(persons)), day, CONTACT_DEPTH - 1e-9),
    )
    return {int(person): int(days) for person, days in rows}
