"""Parts of downloads in the staging file of the import that read them: what was read, as it lay packed in the zip.

There it goes where the staged rows go: with an import that is forgotten, and with everybody who is forgotten for good.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from peewee import DatabaseError, SqliteDatabase

from relate.store.connection import open_staging


class KeptMember(NamedTuple):
    """A member of a zip. size, packed: its bytes as they are read and as they are kept; modified: UTC ms.

    Of one that was left alone nothing is kept but its path: `packed` is None.
    """

    path: str
    size: int = 0
    packed: int | None = None
    crc: int = 0
    method: int = 0
    modified: int | None = None


class Keeping(NamedTuple):
    """A member that is to be kept: its packed bytes in pieces, and what is told of it once they were taken."""

    path: str
    pieces: Iterable[bytes]
    told: Callable[[], KeptMember]


def keep(staging: Path, mark: str, file: Path, members: Iterable[Keeping]) -> None:
    """Keep these members of a file; all of them or nothing, and nothing where the disk is full. What `members` and
    their pieces raise goes through. mark: the fingerprint of the file."""
    database = open_staging(staging)
    connection: sqlite3.Connection = database.connection()
    try:
        connection.execute("BEGIN")
        connection.execute("INSERT INTO kept_part VALUES (?,?)", (mark, str(file)))
        for member in members:
            of = connection.execute("INSERT INTO kept_member (mark, path) VALUES (?,?)", (mark, member.path)).lastrowid
            connection.executemany(
                "INSERT INTO kept_piece VALUES (?,?,?)",
                ((of, number, piece) for number, piece in enumerate(member.pieces)),
            )
            _, *told = member.told()
            connection.execute(
                "UPDATE kept_member SET size = ?, packed = ?, crc = ?, method = ?, modified = ? WHERE id = ?",
                (*told, of),
            )
        connection.execute("COMMIT")
    except sqlite3.OperationalError:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    finally:
        database.close()


class KeptRows:
    """The parts that one staging file keeps, for one thread at a time. Close it."""

    def __init__(self, staging: Path) -> None:
        self._database: SqliteDatabase | None = None
        if not staging.exists():
            return
        with suppress(DatabaseError):  # damaged: then nothing is kept
            self._database = open_staging(staging)
            self._database.execute_sql("PRAGMA cache_size = -2000")  # each piece is read once
            if self._database.table_exists("kept_part"):
                return
        self.close()  # an earlier program's

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def file(self, mark: str) -> Path | None:
        """What the file of that fingerprint was called and where it lay; None where nothing of it is kept."""
        if self._database is None:
            return None
        row = self._database.execute_sql("SELECT path FROM kept_part WHERE mark = ?", (mark,)).fetchone()
        return None if row is None else Path(str(row[0]))

    def members(self, mark: str) -> list[KeptMember]:
        """All that is kept of that file."""
        if self._database is None:
            return []
        rows = self._database.execute_sql(
            "SELECT path, size, packed, crc, method, modified FROM kept_member WHERE mark = ?", (mark,)
        )
        return [KeptMember(*row) for row in rows.fetchall()]

    def piece(self, mark: str, path: str, number: int) -> bytes:
        """One piece of a member's packed bytes; none behind its last."""
        if self._database is None:
            return b""
        row = self._database.execute_sql(
            "SELECT p.data FROM kept_member m JOIN kept_piece p ON p.member = m.id"
            " WHERE m.mark = ? AND m.path = ? AND p.number = ?",
            (mark, path, number),
        ).fetchone()
        return b"" if row is None else bytes(row[0])
