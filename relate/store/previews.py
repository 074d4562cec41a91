"""What a matched staging file would do to the library, counted; nothing of it is applied."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from relate.store.codes import Status
from relate.store.connection import open_staging


@dataclass(frozen=True, slots=True)
class Decided:
    """Rows by what they would do; a row that is in none of these would change nothing."""

    new: int
    matched: int
    updated: int
    reasons: tuple[tuple[str, int], ...]


def counts(staging: Path) -> Decided:
    """Of a staging file that matching.match has decided."""
    database = open_staging(staging)
    try:
        told = {
            int(status): int(number)
            for status, number in database.execute_sql("SELECT status, count(*) FROM status GROUP BY status")
        }
        reasons = tuple(
            (str(reason), int(number))
            for reason, number in database.execute_sql(
                "SELECT reason, count(*) AS n FROM (SELECT row, min(reason) AS reason FROM skipped GROUP BY row)"
                " GROUP BY reason ORDER BY n DESC, reason"
            )
        )
    finally:
        database.close()
    return Decided(
        told.get(int(Status.NEW), 0), told.get(int(Status.MATCHED), 0), told.get(int(Status.UPDATED), 0), reasons
    )
