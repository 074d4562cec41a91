"""What the user said of somebody goes on with them when the archive it hangs on is taken back.

His words hang on one identity, and that may be the very card that goes. It stays for their sake, but without a name;
a link of its own keeps it with those it was one person with. Source: design/data-model.md, "Rows and claims".
"""

from __future__ import annotations

import json
from collections.abc import Generator

from peewee import SqliteDatabase

from relate.store.chunks import stretches
from relate.store.connection import chunk
from relate.store.links import KEPT_ENDS

KEPT = f"({', '.join(repr(origin) for origin in KEPT_ENDS)})"

_SAID = (
    "SELECT identity FROM tag UNION SELECT identity FROM circle_member UNION SELECT identity FROM rhythm_set"
    " UNION SELECT identity FROM person_state UNION SELECT identity FROM thread_item"
    " UNION SELECT identity FROM suggestion_act UNION SELECT identity FROM attendance"
    " UNION SELECT identity FROM event_mark UNION SELECT identity FROM typed_wish UNION SELECT identity FROM photo_pin"
    " UNION SELECT person FROM interaction_override"
    " UNION SELECT p.identity FROM interaction i CROSS JOIN participant p ON p.interaction = i.id WHERE i.by_user = 1"
    # Whoever was kept with somebody of this import is kept with another one.
    " UNION SELECT iif(origin = 'kept a', a, b) FROM link WHERE origin IN " + KEPT
)
_OF_THE_USER = (
    "SELECT n.id FROM fact f CROSS JOIN identity n ON n.id = f.identity"
    " WHERE f.id BETWEEN :low AND :high AND f.by_user != 0 AND n.import_id = :import"
)
_LEAVING = (
    f"SELECT n.id, n.person FROM identity n WHERE n.id IN ({_SAID} UNION SELECT value FROM json_each(:facts))"
    " AND NOT n.by_user AND (n.import_id = :import OR EXISTS (SELECT 1 FROM link l JOIN identity o"
    f" ON o.id = iif(l.origin = 'kept a', l.b, l.a) WHERE l.origin IN {KEPT}"
    " AND n.id = iif(l.origin = 'kept a', l.a, l.b) AND o.import_id = :import))"
)
_REST = (
    # First of all with a name or whatever else is told of them without this import.
    "SELECT o.id FROM identity o WHERE o.person = :person AND o.id != :identity AND o.import_id != :import"
    " AND (o.by_user OR o.import_id != 0) ORDER BY EXISTS (SELECT 1 FROM fact f WHERE f.identity = o.id"
    " AND (f.import_id != :import OR f.by_user > 0 OR EXISTS (SELECT 1 FROM fact_seen s WHERE s.fact = f.id"
    " AND s.import_id != :import))) DESC, o.id LIMIT 1"
)


def keep_with_the_rest(database: SqliteDatabase, import_id: int) -> Generator[float, None, None]:
    """Link those of an import of whom the user said something with somebody whom they are one person with, and who
    stays when it is taken back. To be called while its links still hold; yields between chunks."""
    of_facts: list[int] = []
    for stretch in stretches(database, "fact", "id", 40_000):
        rows = database.connection().execute(_OF_THE_USER, stretch | {"import": import_id})
        of_facts += [int(row[0]) for row in rows]
        yield 0.1
    with chunk(database):
        connection = database.connection()
        leaving = connection.execute(_LEAVING, {"import": import_id, "facts": json.dumps(of_facts)}).fetchall()
        for identity, person in leaving:
            where = {"person": person, "identity": identity, "import": import_id}
            rest = connection.execute(_REST, where).fetchone()
            if rest is not None:
                connection.execute(
                    "INSERT OR IGNORE INTO link (a, b, relation, origin, evidence, import_id, active)"
                    " VALUES (?, ?, 'same', ?, '', 0, 1)",
                    (min(identity, rest[0]), max(identity, rest[0]), "kept a" if identity < rest[0] else "kept b"),
                )
    yield 0.1
