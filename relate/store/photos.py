"""Photos of people in the library: a picture that more than one import holds of the same identity lies there once.

Who holds it is a row of each (schema.Photo), as if each had a picture of its own: which one is shown and what stays
when an import is taken back follow from these rows alone. A picture goes with the last of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from peewee import SqliteDatabase

from relate.store.chunks import in_pieces, run


def keep(database: SqliteDatabase, bounds: dict[str, int], *, met: bool) -> None:
    """The staged photos of a range of identities are the import's; done once more, it changes nothing.

    Within the caller's transaction, with temp.identity_of of the range. met: whether any of these identities was there
    before.
    """
    (top,) = database.execute_sql("SELECT coalesce(max(id), 0) FROM picture").fetchone()
    run(database, bounds | {"top": int(top)}, *((_HELD_ALREADY,) if met else ()), *_NEW)


def withdraw(database: SqliteDatabase, import_id: int) -> Iterator[float]:
    """Those of an import are no longer its own, and go where nobody else holds them; yields the share done."""
    whose = [
        int(row[0])
        for row in database.execute_sql(
            "SELECT identity FROM photo WHERE import_id = ? ORDER BY identity", (import_id,)
        )
    ]

    def remove(part: Sequence[int]) -> None:
        connection = database.connection()
        for statement in _WITHDRAW:
            connection.execute(statement, {"import": import_id, "whose": json.dumps(part)})

    yield from in_pieces(database, whose, 100, remove)


def forget(database: SqliteDatabase, identities: str) -> None:
    """All photos of these identities go (a JSON list). Within the caller's transaction."""
    for statement in _FORGET:
        database.connection().execute(statement, {"whose": identities})


_STAGED = "FROM staged.photo s CROSS JOIN temp.identity_of o ON o.staged = s.identity"
_HELD_ALREADY = (
    # The length of a picture is known without reading it, and tells nearly all that differ.
    "INSERT OR IGNORE INTO photo (identity, import_id, picture)"
    f" SELECT o.main, :import, h.picture {_STAGED} CROSS JOIN photo h ON h.identity = o.main"
    " CROSS JOIN picture q ON q.id = h.picture AND length(q.image) = length(s.image) AND q.image = s.image"
    " WHERE s.identity BETWEEN :low AND :high"
)
_NEWLY = (
    f"{_STAGED} WHERE s.identity BETWEEN :low AND :high AND NOT EXISTS"
    " (SELECT 1 FROM photo h WHERE h.identity = o.main AND h.import_id = :import) ORDER BY s.identity"
)
_NEW = (
    f"INSERT INTO picture (id, image) SELECT :top + s.identity - :low + 1, s.image {_NEWLY}",
    "INSERT OR IGNORE INTO photo (identity, import_id, picture)"
    f" SELECT o.main, :import, :top + s.identity - :low + 1 {_NEWLY}",
)
_WHOSE = "IN (SELECT value FROM json_each(:whose))"
_WITHDRAW = (
    f"DELETE FROM picture WHERE id IN (SELECT picture FROM photo WHERE identity {_WHOSE} AND import_id = :import)"
    " AND NOT EXISTS (SELECT 1 FROM photo o WHERE o.picture = picture.id AND o.import_id != :import)",
    f"DELETE FROM photo WHERE identity {_WHOSE} AND import_id = :import",
)
_FORGET = (
    f"DELETE FROM picture WHERE id IN (SELECT picture FROM photo WHERE identity {_WHOSE})",
    f"DELETE FROM photo WHERE identity {_WHOSE}",
)
