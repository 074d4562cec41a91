"""Where the texts lie that the library does not keep: in files of the user's, of which it remembers places.

A place belongs to a key of an interaction and to an import: the same mail in two mailboxes has two.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from peewee import SqliteDatabase

from relate.store.chunks import run, stretches
from relate.store.connection import chunk
from relate.store.visibility import and_visible, hidden

_AT_ONCE = 20_000


class Place(NamedTuple):
    """key: the hash of the exact fields of what lies there. file: the number of the file; path, inside, alone, start,
    length: as `TextPlace` of the domain has them."""

    key: int
    file: int
    path: str
    inside: str
    alone: bool
    start: int
    length: int


def of(database: SqliteDatabase, interaction: int) -> list[Place]:
    """Where its text lies, what was read last first."""
    rows = database.execute_sql(
        "SELECT coalesce(k.same, k.key), f.id, f.path, f.inside, f.alone, p.start, p.length FROM interaction_key k"
        " CROSS JOIN text_place p ON p.key = k.key CROSS JOIN text_file f ON f.id = p.file"
        f" WHERE k.interaction = ?{and_visible('f.import_id', hidden(database))} ORDER BY f.id DESC",
        (interaction,),
    )
    return [Place(key, file, path, inside, bool(alone), *place) for key, file, path, inside, alone, *place in rows]


def known(database: SqliteDatabase, interactions: Sequence[int]) -> frozenset[int]:
    """Those of these of which it is known where their texts lie."""
    rows = database.execute_sql(
        "SELECT DISTINCT k.interaction FROM json_each(?) j CROSS JOIN interaction_key k ON k.interaction = j.value"
        " CROSS JOIN text_place p ON p.key = k.key",
        (json.dumps(list(interactions)),),
    )
    return frozenset(int(row[0]) for row in rows)


def everything(database: SqliteDatabase) -> dict[int, list[tuple[str, str, int, int]]]:
    """interaction → (path, inside, start, length), each once, sorted."""
    found: dict[int, set[tuple[str, str, int, int]]] = defaultdict(set)
    for interaction, *place in database.execute_sql(
        "SELECT k.interaction, f.path, f.inside, p.start, p.length FROM text_place p"
        " CROSS JOIN text_file f ON f.id = p.file CROSS JOIN interaction_key k ON k.key = p.key"
        f" WHERE 1{and_visible('f.import_id', hidden(database))}"
    ):
        found[interaction].add(tuple(place))
    return {interaction: sorted(places) for interaction, places in found.items()}


def files(database: SqliteDatabase) -> list[tuple[int, str]]:
    """(number, path) of every file in which texts lie."""
    return [(int(one), str(path)) for one, path in database.execute_sql("SELECT id, path FROM text_file ORDER BY id")]


def moved(database: SqliteDatabase, paths: Sequence[tuple[int, str]]) -> None:
    """These files lie there now. Within the caller's transaction."""
    database.connection().executemany(
        "UPDATE text_file SET path = ? WHERE id = ?", [(path, one) for one, path in paths]
    )


def write(database: SqliteDatabase, import_id: int) -> Iterator[float]:
    """The places of a staged archive, once its interactions are written; yields after each chunk. May be repeated."""
    if not database.execute_sql("SELECT EXISTS (SELECT 1 FROM staged.text_place)").fetchone()[0]:
        return
    with chunk(database):
        # All of them or none: their numbers follow each other as those of the staged ones do.
        run(
            database,
            {"import": import_id},
            "INSERT INTO text_file (import_id, path, inside, alone) SELECT :import, path, inside, alone"
            " FROM staged.text_file WHERE NOT EXISTS (SELECT 1 FROM text_file WHERE import_id = :import) ORDER BY id",
        )
        (first,) = database.execute_sql("SELECT min(id) FROM text_file WHERE import_id = ?", (import_id,)).fetchone()
    yield 0.4
    for stretch in stretches(database, "staged.text_place", "telling", _AT_ONCE):
        with chunk(database):
            run(
                database,
                stretch | {"before": int(first) - 1},
                "INSERT OR REPLACE INTO text_place (key, file, start, length)"
                " SELECT d.row_key, :before + s.file, s.start, s.length FROM staged.text_place s"
                " CROSS JOIN staged.decided d ON d.id = s.telling"
                " WHERE s.telling BETWEEN :low AND :high"
                " AND EXISTS (SELECT 1 FROM interaction_key k WHERE k.key = d.row_key) ORDER BY d.row_key",
            )
        yield 0.4


def withdraw(database: SqliteDatabase, import_id: int) -> Iterator[float]:
    """An import's places go, and its files; yields after each chunk."""
    here = {"import": import_id}
    if not database.execute_sql("SELECT EXISTS (SELECT 1 FROM text_file WHERE import_id = ?)", (import_id,)).fetchone()[
        0
    ]:
        return
    for stretch in stretches(database, "text_place", "key", _AT_ONCE):
        with chunk(database):
            run(
                database,
                stretch | here,
                "DELETE FROM text_place WHERE key BETWEEN :low AND :high"
                " AND file IN (SELECT id FROM text_file WHERE import_id = :import)",
            )
        yield 0.2
    with chunk(database):
        run(database, here, "DELETE FROM text_file WHERE import_id = :import")
    yield 0.2


def forget_files(database: SqliteDatabase) -> None:
    """Files in which no text lies any more that the library knows of: their names may be somebody's."""
    database.execute_sql("DELETE FROM text_file WHERE id NOT IN (SELECT file FROM text_place)")
