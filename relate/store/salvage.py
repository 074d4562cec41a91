"""What can be read of a damaged library, in a fresh one: row by row around what is lost, everything derived anew.

The damaged file is only read. What an index still knows of a lost row is written from it; what then points nowhere
goes, so that the fresh library is whole in itself (design: trust.md, "library damaged").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from peewee import SqliteDatabase

from relate.domain.errors import LibraryProblem
from relate.store import check, home_days, mending
from relate.store.connection import APPLICATION_ID, immediate, migrations_folder
from relate.store.pages import Pages, Tree, Value
from relate.store.schema import TABLES

_DERIVED = frozenset({"identity_name", "person", "contact_day", "rhythm_state", "match_key", "match_pair"})
_DERIVED_ROWS = {"link": ("origin", "name")}
"""Rows of a table that are derived, by a value of a column."""
_PART = 5000
_MOST_VERSIONS = 10_000
"""A header that tells of more is damaged."""
_KINDS: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "REAL": (float, int), "TEXT": (str,), "BLOB": (bytes,)}

Row = tuple[Value, ...]
Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What a fresh library holds of a damaged one. lost: rows of which is known that they were there; there may have
    been more. The rows of what is derived do not count."""

    people: int
    interactions: int
    lost: int


@dataclass(slots=True)
class _Table:
    """A table of the library and how its rows lie on the disk."""

    name: str
    columns: list[tuple[str, str, bool]]
    """(name, type, may be null), as they lie on the disk."""
    number: int | None
    """Which column is the row's number itself; it is not on the disk."""
    in_rows: bool
    """False for a table that is its own index (WITHOUT ROWID)."""
    indexes: dict[str, list[str]]
    """The columns of each index over all rows."""
    tree: Tree = field(default_factory=Tree)
    most: int = 0
    """The rows it had, as far as an index tells."""

    def row(self, number: int, values: Row) -> Row | None:
        """The values of a row as this table could hold them, else None."""
        if len(values) != len(self.columns):
            return None
        fitting: list[Value] = []
        for place, ((_, kind, nullable), value) in enumerate(zip(self.columns, values, strict=True)):
            if place == self.number:
                # In the row itself stands nothing where its number is meant.
                value = number if value is None else ""
            if not _can_be(value, kind, nullable):
                return None
            fitting.append(float(value) if kind == "REAL" and isinstance(value, int) else value)
        return tuple(fitting)


def salvage(damaged: Path, fresh: SqliteDatabase, tell: Tell = lambda _share: None) -> Salvaged:
    """Write what can be read of the library `damaged` into `fresh`, an empty one; `tell` is given the share done.

    Raises LibraryProblem where the file is none of this Relate's libraries, or where nothing is left of it.
    """
    try:
        pages = Pages(damaged)
    except OSError as error:
        raise LibraryProblem(f"{damaged} cannot be read: {error.strerror}.") from error
    try:
        _refuse_others(pages, damaged)
        salvaging = _Salvaging(pages, fresh)
        salvaging.read(tell)
        lost = salvaging.lost()
        with immediate(fresh):
            mending.mend(fresh)
    finally:
        pages.close()
    home_days.prepare(fresh)  # the home zone is among what was read
    check.derive_everything(fresh, lambda share: tell(0.6 + 0.4 * share))
    people, interactions = fresh.execute_sql(
        "SELECT (SELECT count(*) FROM person WHERE listed), (SELECT count(*) FROM interaction)"
    ).fetchone()
    if not people and not interactions:
        raise LibraryProblem(f"Nothing can be read of {damaged} any more.")
    return Salvaged(int(people), int(interactions), lost)


def _refuse_others(pages: Pages, path: Path) -> None:
    if not pages.is_header_whole:
        return
    scripts = sum(1 for _ in migrations_folder().glob("[0-9]*.py"))
    if pages.application_id not in (0, APPLICATION_ID):
        raise LibraryProblem(f"{path} is no library of Relate.")
    if pages.user_version not in (0, scripts) and pages.user_version < _MOST_VERSIONS:
        newer = pages.user_version > scripts
        raise LibraryProblem(
            f"{path} was written by {'a newer' if newer else 'an older'} Relate: only that one can recover it."
        )


class _Salvaging:
    """One library on the way into another."""

    def __init__(self, pages: Pages, fresh: SqliteDatabase) -> None:
        self._pages, self._fresh = pages, fresh
        self._roots = _roots(fresh) | _roots_of(pages)
        self._tables = [_described(fresh, model._meta.table_name) for model in TABLES]  # noqa: SLF001 - peewee's own
        self._tables = [table for table in self._tables if table.name not in _DERIVED]

    def read(self, tell: Tell) -> None:
        """Write every row that can be read."""
        for place, table in enumerate(self._tables):
            self._write(table, self._rows(table))
            tell(0.4 * (place + 1) / len(self._tables))
        self._adopt_orphans()
        for place, table in enumerate(self._tables):
            self._ask_indexes(table)
            tell(0.4 + 0.2 * (place + 1) / len(self._tables))

    def lost(self) -> int:
        """How many rows are known to have been there and could not be read."""
        return sum(max(table.most - self._count(table.name), 0) for table in self._tables) + self._unheard_of()

    def _rows(self, table: _Table) -> Iterator[Row]:
        root = self._roots[table.name]
        if table.in_rows:
            return _fitting(table, self._pages.table(root, table.tree))
        return _fitting(table, ((0, values) for values in self._pages.index(root, table.tree)))

    def _adopt_orphans(self) -> None:
        """Pages to which no way leads any more belong where their rows are missing."""
        wanting = [table for table in self._tables if table.in_rows and table.tree.gaps]
        if not wanting:
            return
        for rows in self._pages.orphans():
            homes = [table for table in wanting if _is_home(table, rows)]
            if len(homes) == 1:
                self._write(homes[0], _fitting(homes[0], rows))

    def _ask_indexes(self, table: _Table) -> None:
        """How many rows there were, and what an index still knows of those that are lost."""
        here = self._count(table.name)
        derived, _ = _DERIVED_ROWS.get(table.name, (None, None))
        for name, columns in table.indexes.items():
            if derived is not None and derived not in columns:
                continue
            known = sum(1 for _ in self._entries(table, name, columns))
            table.most = max(table.most, known)
            if known > here or table.tree.gaps or table.tree.broken:
                mending.write_known(self._fresh, table.name, columns, self._entries(table, name, columns))
        table.most = max(table.most, here + table.tree.broken)

    def _entries(self, table: _Table, index: str, columns: list[str]) -> Iterator[Row]:
        column, derived = _DERIVED_ROWS.get(table.name, (None, None))
        kinds = {"rowid": ("INTEGER", False)} | {name: (kind, nullable) for name, kind, nullable in table.columns}
        for entry in self._pages.index(self._roots[index], Tree()):
            if len(entry) == len(columns) and all(
                _can_be(value, *kinds[name]) and (name != column or value != derived)
                for name, value in zip(columns, entry, strict=True)
            ):
                yield entry

    def _unheard_of(self) -> int:
        """Rows of the timeline of which others tell; no index holds all of them."""
        row = self._fresh.execute_sql(
            "SELECT count(*) FROM (SELECT interaction FROM participant UNION SELECT interaction FROM interaction_key) k"
            " WHERE NOT EXISTS (SELECT 1 FROM interaction i WHERE i.id = k.interaction)"
        ).fetchone()
        return int(row[0])

    def _count(self, table: str) -> int:
        column, derived = _DERIVED_ROWS.get(table, ("''", "-"))
        return int(
            self._fresh.execute_sql(f'SELECT count(*) FROM "{table}" WHERE {column} != ?', (derived,)).fetchone()[0]
        )

    def _write(self, table: _Table, rows: Iterable[Row]) -> None:
        names = ", ".join(f'"{name}"' for name, _, _ in table.columns)
        marks = ", ".join("?" * len(table.columns))
        statement = f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({marks})'
        rows = iter(rows)
        # Part by part: what is broken off is thrown away whole, and the log stays small.
        while part := list(islice(rows, _PART)):
            with immediate(self._fresh):
                self._fresh.connection().executemany(statement, part)


def _fitting(table: _Table, rows: Iterable[tuple[int, Row]]) -> Iterator[Row]:
    for number, values in rows:
        row = table.row(number, values)
        if row is None:
            table.tree.broken += 1
        else:
            yield row


def _can_be(value: Value, kind: str, nullable: bool) -> bool:
    return nullable if value is None else isinstance(value, _KINDS[kind])


def _is_home(table: _Table, rows: list[tuple[int, Row]]) -> bool:
    return bool(rows) and all(
        table.row(number, values) is not None and any(after < number <= to for after, to in table.tree.gaps)
        for number, values in rows
    )


def _roots(database: SqliteDatabase) -> dict[str, int]:
    """Where each table and index begins: in every library alike that was made by the same steps."""
    rows = database.execute_sql("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")
    return {str(name): int(page) for name, page in rows}


def _roots_of(pages: Pages) -> dict[str, int]:
    """The same, as the damaged library itself says; where its first page is lost it says nothing."""
    found: dict[str, int] = {}
    if pages.has_header:
        for _, values in pages.table(1, Tree()):
            if len(values) == 5 and isinstance(values[1], str) and isinstance(values[3], int) and values[3]:
                found[values[1]] = values[3]
    return found


def _described(database: SqliteDatabase, name: str) -> _Table:
    rows = database.execute_sql(f'PRAGMA table_info("{name}")').fetchall()
    (own,) = [int(row[4]) for row in database.execute_sql("PRAGMA table_list").fetchall() if row[1] == name]
    if own:  # the columns of its key come first on the disk
        rows.sort(key=lambda row: row[5] or len(rows) + row[0])
    columns = [(str(row[1]), str(row[2]), not row[3] and not row[5]) for row in rows]
    keys = [place for place, row in enumerate(rows) if row[5]]
    alone = not own and len(keys) == 1 and rows[keys[0]][2] == "INTEGER"
    number = str(rows[keys[0]][1]) if alone else "rowid"
    indexes = {
        # The row's own number is the last column of each index, and has no name there.
        str(row[1]): [str(one[2] or number) for one in database.execute_sql(f'PRAGMA index_xinfo("{row[1]}")')]
        for row in database.execute_sql(f'PRAGMA index_list("{name}")').fetchall()
        if not row[4] and not (own and row[3] == "pk")
    }
    return _Table(name, columns, keys[0] if alone else None, not own, indexes)
