"""The files that were read before, and which imports a later one has told all of again; a few rows, read at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relate.store import read_for

if TYPE_CHECKING:
    from peewee import SqliteDatabase

READ_AGAIN = "read again"
"""The kind of the step that takes an import back because a later one read its files again with more of them."""
LAST_STEP = "(SELECT s.kind FROM step s WHERE s.import_id = i.id ORDER BY s.id DESC LIMIT 1)"
"""The kind of what happened last to the import `i`."""


class Before(NamedTuple):
    """An import. files: what was dropped, each part of it; marks: the fingerprints of all of it; live: whether it is in
    the library; taken_in: whether it was taken back because another one has read its files again."""

    id: int
    account: int
    source: str
    files: tuple[Path, ...]
    marks: frozenset[str]
    live: bool
    taken_in: bool


def everything(database: SqliteDatabase) -> list[Before]:
    """Every import, in the order they came; those that were taken back too, for their files lie where they lay."""
    rows = database.execute_sql(
        "SELECT i.id, i.account, i.source, i.path, i.sha, i.state IN ('live', 'settling'), i.state = 'undone' AND"
        f" {LAST_STEP} = ? FROM import i WHERE i.sha != '' ORDER BY i.id",
        (READ_AGAIN,),
    )
    return [
        Before(
            int(number),
            int(account),
            str(source),
            tuple(map(Path, path.split("\n"))),
            frozenset(str(sha).split()),
            bool(live),
            bool(taken_in),
        )
        for number, account, source, path, sha, live, taken_in in rows
    ]


def told_again(database: SqliteDatabase, import_id: int, not_of: int = 0) -> list[int]:
    """The live imports all of whose files this one has read too, and others beside them; not_of: but for those of this
    account."""
    source, marks = _of(database, import_id)
    return [
        one.id
        for one in everything(database)
        if one.live and one.source == source and one.marks < marks and (not not_of or one.account != not_of)
    ]


def read_otherwise(database: SqliteDatabase, import_id: int, not_of: int = 0) -> list[int]:
    """The live imports of exactly its files that came before it and were read for other addresses of the owner: what
    they left out, and what not, is not so any more. not_of: but for those of this account."""
    source, marks = _of(database, import_id)
    mine = read_for.of(database, import_id)
    return [
        one.id
        for one in everything(database)
        if one.live
        and one.id < import_id
        and one.source == source
        and one.marks == marks
        and (not not_of or one.account != not_of)
        and read_for.of(database, one.id) != mine
    ]


def is_read_otherwise(database: SqliteDatabase, import_id: int) -> bool:
    """Whether a live import is of exactly its files, read later and for other addresses."""
    source, marks = _of(database, import_id)
    mine = read_for.of(database, import_id)
    return any(
        one.live
        and one.id > import_id
        and one.source == source
        and one.marks == marks
        and read_for.of(database, one.id) != mine
        for one in everything(database)
    )


def told_by(database: SqliteDatabase, import_id: int) -> list[int]:
    """The live imports that have read all of its files, and others beside them."""
    source, marks = _of(database, import_id)
    return [one.id for one in everything(database) if one.live and one.source == source and marks < one.marks]


def taken_in(database: SqliteDatabase, import_id: int) -> list[int]:
    """The imports that were taken back because this one has read their files again, and still are; not those that one
    of them has read again itself."""
    source, marks = _of(database, import_id)
    rows = database.execute_sql(
        "SELECT i.id, i.sha FROM import i WHERE i.state = 'undone' AND i.source = ? AND i.sha != ''"
        f" AND {LAST_STEP} = ? ORDER BY i.id",
        (source, READ_AGAIN),
    )
    told = {int(number): frozenset(str(sha).split()) for number, sha in rows}
    same = [number for number, those in told.items() if those == marks and number < import_id]
    mine = read_for.of(database, import_id)
    if (before := max(same, default=None)) is not None and read_for.of(database, before) != mine:
        return [before]
    parts = {number: those for number, those in told.items() if those < marks}
    return [number for number, those in parts.items() if not any(those < more for more in parts.values())]


def count_in(database: SqliteDatabase, import_id: int, part: int) -> None:
    """What a part brought that was taken back for this import is what this one brought, for it is the download."""
    database.execute_sql(
        "UPDATE import SET interactions_new = interactions_new + (SELECT p.interactions_new FROM import p"
        " WHERE p.id = ?), people_new = (SELECT count(*) FROM person WHERE import_id = import.id AND listed)"
        " WHERE id = ?",
        (part, import_id),
    )


def _of(database: SqliteDatabase, import_id: int) -> tuple[str, frozenset[str]]:
    row = database.execute_sql("SELECT source, sha FROM import WHERE id = ?", (import_id,)).fetchone()
    return str(row[0]), frozenset(str(row[1]).split())
