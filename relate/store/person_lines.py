"""The rows of the contact list and of its search: what is to be written of them, held against what is there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SqliteDatabase

from relate.store.gathered import Gathered

Lines = dict[int, tuple[tuple[Any, ...], str]]
"""By person the row of table person, and the text to search by."""
_COLUMNS = (
    "id",
    "anchor",
    "name",
    "sort_key",
    "role",
    "company",
    "circle",
    "state",
    "networks",
    "first_contact",
    "last_contact",
    "connected_at",
    "contact_days",
    "closeness",
    "has_photo",
    "listed",
    "import_id",
)
_LISTED = _COLUMNS.index("listed")
_WRITE = (
    # Not OR REPLACE: that takes a row out of all its indexes first, and half as long again also where there is none.
    f"INSERT INTO person ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) ON CONFLICT (id) DO UPDATE"
    f" SET {', '.join(f'{column} = excluded.{column}' for column in _COLUMNS[1:])}"
)


@dataclass(frozen=True, slots=True)
class LineChanges:
    """rows: of table person, to be put in. gone: who has no line any more. stale: whose search goes; fresh: what is put
    in there, as (person, name, rest)."""

    rows: Sequence[tuple[Any, ...]]
    gone: Sequence[int]
    stale: Sequence[int]
    fresh: Sequence[tuple[int, str, str]]

    @property
    def persons(self) -> set[int]:
        """Whose line or search it is."""
        return {row[0] for row in (*self.rows, *self.fresh)}.union(self.gone, self.stale)

    def write(self, database: SqliteDatabase) -> None:
        """Within the caller's transaction."""
        connection = database.connection()
        connection.executemany(_WRITE, self.rows)
        connection.executemany("DELETE FROM person WHERE id = ?", [(one,) for one in self.gone])
        connection.executemany("DELETE FROM person_fts WHERE rowid = ?", [(one,) for one in self.stale])
        connection.executemany("INSERT INTO person_fts (rowid, name, rest) VALUES (?, ?, ?)", self.fresh)
        if isinstance(database, Gathered):
            database.lines_written([*(row[0] for row in self.rows), *self.gone])


def line_changes(database: SqliteDatabase, persons: Sequence[int], lines: Lines) -> LineChanges:
    """What it takes for these to be the lines of these persons. Only reads; untouched lines cost no write and no search
    row."""
    columns = ", ".join(f"p.{column}" for column in _COLUMNS)
    there: list[tuple[Any, ...]] = []
    for was in database.execute_sql(
        # Where the index keeps its texts: asked through it, it takes twice as long.
        f"SELECT j.value, {columns}, c.c0, c.c1 FROM json_each(?) j LEFT JOIN person p ON p.id = j.value"
        " LEFT JOIN person_fts_content c ON c.id = j.value",
        (json.dumps(persons),),
    ):
        if (line := lines.get(was[0])) is not None:
            row, rest = line
            if was == ((was[0], *row, row[2], rest) if row[_LISTED] else (was[0], *row, None, None)):
                continue
        there.append(was)
    rows, gone, stale, fresh = [], [], [], []
    for person, *before, name, words in there:
        line = lines.get(person)
        if line is None:
            search = None
            if before[0] is not None:
                gone.append(person)
        else:
            row, rest = line
            search = (row[2], rest) if row[_LISTED] else None
            if tuple(before) != row:
                rows.append(row)
        searched = (name, words) if name is not None else None
        if searched != search:
            if searched is not None:
                stale.append(person)
            if search is not None:
                fresh.append((person, *search))
    return LineChanges(rows, gone, stale, sorted(fresh))


def write_lines(database: SqliteDatabase, persons: Sequence[int], lines: Lines) -> set[int]:
    """Write what differs, within the caller's transaction. Whose line or search it was."""
    changes = line_changes(database, persons, lines)
    changes.write(database)
    return changes.persons
