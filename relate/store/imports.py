"""The imports of a library: which archives were read, of whose account, as of when, and what became of each row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from peewee import SqliteDatabase

from relate.domain.depth import CONTACT_DEPTH
from relate.domain.records import IdentityKey
from relate.store.accounts_found import account_of
from relate.store.codes import KIND_CODE, UNFINISHED_STATES, Entity
from relate.store.read_before import LAST_STEP, READ_AGAIN

_TAKEN_BACK = f"('undo import', '{READ_AGAIN}')"
"""Kinds of the steps that take an import back."""


@dataclass(frozen=True, slots=True)
class NewImport:
    """What is known of an archive before a row of it is read.

    path: where what was dropped lay; of several files each, a line of its own.
    account_key: tells accounts apart where files name no owner (address books: the name of the file); else empty.
    sha: the fingerprints of what was dropped, with spaces between them. signs: as `Archive.signs`. was: what the owner
    says the account was called before, `accounts_found.ANOTHER` for one that was never read, "" where nobody was asked.
    """

    source: str
    network: str
    title: str
    path: str
    complete: bool
    owner: tuple[IdentityKey, ...]
    owner_name: str
    account_key: str
    unread: tuple[str, ...]
    started_at: int
    sha: str = ""
    signs: tuple[IdentityKey, ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import as the library keeps it; times in UTC ms."""

    id: int
    account: int
    source: str
    network: str
    title: str
    snapshot_at: int | None
    complete: bool
    state: str
    started_at: int
    seconds: float
    people_new: int
    people_matched: int
    interactions_new: int
    unread: tuple[str, ...]
    first: bool
    step: int | None


@dataclass(frozen=True, slots=True)
class FileRow:
    name: str
    rows: int
    new: int
    matched: int
    updated: int
    unchanged: int
    skipped: int
    reasons: tuple[tuple[str, int], ...]


def create(database: SqliteDatabase, new: NewImport) -> tuple[int, int]:
    """A new import in state "staged"; (import id, account id). Within the caller's transaction."""
    account = _account(database, new)
    first = not database.execute_sql("SELECT 1 FROM person WHERE listed LIMIT 1").fetchone()
    cursor = database.execute_sql(
        "INSERT INTO import (account, source, network, title, path, snapshot_at, complete, range_from, range_to, sha,"
        " state, started_at, seconds, people_new, people_matched, interactions_new, unread, first)"
        " VALUES (?,?,?,?,?,NULL,?,NULL,NULL,?,'staged',?,0,0,0,0,?,?)",
        (
            account,
            new.source,
            new.network,
            new.title,
            new.path,
            int(new.complete),
            new.sha,
            new.started_at,
            "\n".join(new.unread),
            int(first),
        ),
    )
    return int(cursor.lastrowid), account


def identities(database: SqliteDatabase, import_id: int) -> frozenset[int]:
    """All that an import says something of, first or further."""
    rows = database.execute_sql(
        "SELECT id FROM identity WHERE import_id = ?"
        f" UNION SELECT row FROM claim WHERE import_id = ? AND entity = {int(Entity.IDENTITY)}",
        (import_id, import_id),
    )
    return frozenset(int(row[0]) for row in rows)


def _account(database: SqliteDatabase, new: NewImport) -> int:
    """The account this archive is of, made where there is none yet."""
    found = account_of(database, new.network, new.owner, new.account_key, new.owner_name, signs=new.signs, was=new.was)
    return _new_account(database, new.network, new.account_key) if found is None else found


def _new_account(database: SqliteDatabase, network: str, title: str) -> int:
    cursor = database.execute_sql("INSERT INTO account (network, title) VALUES (?,?)", (network, title))
    return int(cursor.lastrowid)


def set_state(database: SqliteDatabase, import_id: int, state: str) -> None:
    database.execute_sql("UPDATE import SET state = ? WHERE id = ?", (state, import_id))


def staged(
    database: SqliteDatabase,
    import_id: int,
    title: str,
    snapshot_at: int | None,
    said: tuple[int, int] | None,
) -> None:
    """All rows are in the staging file: what only reading could tell.

    said: when the first and the last word in it was said; None where nobody says anything (`covers.py`).
    """
    first, last = said or (None, None)
    database.execute_sql(
        "UPDATE import SET title = ?, snapshot_at = ?, range_from = ?, range_to = ? WHERE id = ?",
        (title, snapshot_at, first, last, import_id),
    )


def last_undo(database: SqliteDatabase, import_id: int) -> int | None:
    """The step that took this import back last."""
    row = database.execute_sql(
        f"SELECT max(id) FROM step WHERE import_id = ? AND kind IN {_TAKEN_BACK}", (import_id,)
    ).fetchone()
    return None if row[0] is None else int(row[0])


def finished(database: SqliteDatabase, import_id: int, seconds: float) -> None:
    database.execute_sql("UPDATE import SET seconds = ? WHERE id = ?", (seconds, import_id))


def record_step(database: SqliteDatabase, import_id: int, kind: str, title: str, at: int, undoes: int | None) -> int:
    """The journal's step of an import ("import") or of its taking back ("undo import", `read_before.READ_AGAIN`)."""
    cursor = database.execute_sql(
        "INSERT INTO step (at, kind, title, by, undoes, import_id) VALUES (?,?,?,'',?,?)",
        (at, kind, title, undoes, import_id),
    )
    return int(cursor.lastrowid)


def forget(database: SqliteDatabase, import_id: int) -> None:
    """A cancelled import leaves nothing, not even itself."""
    for statement in (
        "DELETE FROM import_file WHERE import_id = ?",
        "DELETE FROM import_row WHERE import_id = ?",
        "DELETE FROM read_for WHERE import_id = ?",
        "DELETE FROM import WHERE id = ?",
    ):
        database.execute_sql(statement, (import_id,))
    database.execute_sql(
        "DELETE FROM account WHERE id NOT IN (SELECT account FROM import) AND id NOT IN (SELECT account FROM identity)"
    )


def unfinished(database: SqliteDatabase) -> list[tuple[int, str]]:
    """Imports that a crash or an exit left in the middle: (id, state)."""
    marks = ",".join("?" * len(UNFINISHED_STATES))
    return [
        (int(number), str(state))
        for number, state in database.execute_sql(
            f"SELECT id, state FROM import WHERE state IN ({marks}) ORDER BY id", UNFINISHED_STATES
        )
    ]


def one(database: SqliteDatabase, import_id: int) -> ImportRow | None:
    found = _select(database, " WHERE i.id = ?", (import_id,))
    return found[0] if found else None


def everything(database: SqliteDatabase) -> list[ImportRow]:
    """All imports, newest first, those taken back too."""
    return _select(database, " ORDER BY i.id DESC", ())


def _select(database: SqliteDatabase, where: str, parameters: Sequence[int]) -> list[ImportRow]:
    rows = database.execute_sql(
        "SELECT i.id, i.account, i.source, i.network, i.title, i.snapshot_at, i.complete, i.state, i.started_at,"
        " i.seconds, i.people_new, i.people_matched, i.interactions_new, i.unread, i.first,"
        " (SELECT max(s.id) FROM step s WHERE s.import_id = i.id AND s.kind = 'import') FROM import i" + where,
        tuple(parameters),
    )
    return [
        ImportRow(
            id=row[0],
            account=row[1],
            source=row[2],
            network=row[3],
            title=row[4],
            snapshot_at=row[5],
            complete=bool(row[6]),
            state=row[7],
            started_at=row[8],
            seconds=row[9],
            people_new=row[10],
            people_matched=row[11],
            interactions_new=row[12],
            unread=tuple(row[13].split("\n")) if row[13] else (),
            first=bool(row[14]),
            step=row[15],
        )
        for row in rows
    ]


def files(database: SqliteDatabase, import_id: int) -> list[FileRow]:
    """Each file of an import and what became of its rows; the reasons with the most rows first."""
    reasons: dict[str, list[tuple[str, int]]] = {}
    for file, reason, count in database.execute_sql(
        "SELECT file, reason, count(*) AS n FROM import_row WHERE import_id = ? GROUP BY file, reason"
        " ORDER BY n DESC, reason",
        (import_id,),
    ):
        reasons.setdefault(str(file), []).append((str(reason), int(count)))
    return [
        FileRow(name, rows, new, matched, updated, unchanged, skipped, tuple(reasons.get(str(name), ())))
        for name, rows, new, matched, updated, unchanged, skipped in database.execute_sql(
            "SELECT name, rows, new, matched, updated, unchanged, skipped FROM import_file WHERE import_id = ?"
            " ORDER BY rows DESC, name",
            (import_id,),
        )
    ]


def skipped_rows(database: SqliteDatabase, import_id: int, limit: int = 500) -> list[tuple[str, int, str, str, str]]:
    """(file, row, reason, says, as it stood) of rows that were left out or wait."""
    return [
        (str(a), int(b), str(c), str(d), str(e))
        for a, b, c, d, e in database.execute_sql(
            "SELECT file, row, reason, says, original FROM import_row WHERE import_id = ? ORDER BY file, row LIMIT ?",
            (import_id, limit),
        )
    ]


def conversations(database: SqliteDatabase, import_id: int) -> tuple[int, int | None]:
    """How many interactions of this import count as conversation, and the UTC ms of the oldest."""
    kinds = ",".join(
        str(code) for kind, code in KIND_CODE.items() if kind.value in ("message", "mail", "call", "meeting")
    )
    row = database.execute_sql(
        f"SELECT count(*), min(at) FROM interaction WHERE import_id = ? AND kind IN ({kinds})", (import_id,)
    ).fetchone()
    return int(row[0]), row[1]


def contact_days(database: SqliteDatabase, import_id: int, persons: Sequence[int]) -> dict[int, int]:
    """Contact days with each of these people on the network of an import; a day counts as in `ties.py`."""
    return {
        int(person): int(days)
        for person, days in database.execute_sql(
            "SELECT person, count(*) FROM (SELECT n.person AS person FROM json_each(?) j"
            " CROSS JOIN identity n ON n.person = j.value CROSS JOIN contact_day d ON d.identity = n.id"
            " WHERE n.network = (SELECT network FROM import WHERE id = ?)"
            f" GROUP BY n.person, d.day HAVING round(sum(d.total), 9) >= {CONTACT_DEPTH}) GROUP BY person",
            (json.dumps(list(persons)), import_id),
        )
    }


def taken_back_untold(database: SqliteDatabase) -> list[int]:
    """Imports whose rows are gone, but a crash came before the history was told of it."""
    return [
        int(row[0])
        for row in database.execute_sql(
            f"SELECT i.id FROM import i WHERE i.state = 'undone' AND coalesce({LAST_STEP}, '') NOT IN {_TAKEN_BACK}"
            " ORDER BY i.id"
        )
    ]


def not_brought_back(database: SqliteDatabase, taken_back_before: int) -> list[int]:
    """Imports that the user took back before a moment (UTC ms), and that were not brought back since."""
    return [
        int(row[0])
        for row in database.execute_sql(
            "SELECT i.id FROM import i JOIN step s ON s.import_id = i.id AND s.kind = 'undo import'"
            f" WHERE i.state = 'undone' AND {LAST_STEP} = 'undo import'"
            " GROUP BY i.id HAVING max(s.at) < ? ORDER BY i.id",
            (taken_back_before,),
        )
    ]


def without_import(database: SqliteDatabase, library: Path) -> list[Path]:
    """Files of staged rows that belong to no import of this library."""
    # The folder first: an import is in the library before its rows are in a file.
    found = [
        (int(path.name.partition(".")[0]), path)
        for path in sorted(staging_path(library, 0).parent.glob("*.rows*"))
        if path.name.partition(".")[0].isdecimal()
    ]
    known = {int(row[0]) for row in database.execute_sql("SELECT id FROM import")}
    return [path for number, path in found if number not in known]


def staging_path(library: Path, import_id: int) -> Path:
    """Where the staged rows of an import are kept."""
    return library.parent / f"{library.stem}.imports" / f"{import_id}.rows"
