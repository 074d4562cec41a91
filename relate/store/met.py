"""Which staged rows the library has already, as themselves or as another archive tells them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from peewee import SqliteDatabase

from relate.domain.moments import Precision
from relate.store.connection import open_staging
from relate.store.grouping import FAR_MS, may_be_one
from relate.store.hashing import hashed

TO_DECIDE_ANEW = "anew"
"""The table of the coarse keys of which more has to be decided than which row is one with which."""
_BY_COARSE = "CREATE INDEX IF NOT EXISTS telling_coarse_at ON telling (coarse, at) WHERE coarse IS NOT NULL"


def by_exact(database: SqliteDatabase) -> None:
    """made 0: the library has this very telling. made 2: it has another telling with the same exact fields.

    One that says the same is another one where it would be known otherwise in an archive of another era: by the name
    that somebody had when it was made.
    """
    if not database.execute_sql("SELECT 1 FROM library.interaction_key LIMIT 1").fetchone():
        return
    database.execute_sql(
        "UPDATE decided SET main = k.interaction, made = 0 FROM telling t JOIN library.interaction_key k"
        " ON k.key = t.key AND k.variant = t.variant AND k.coarse IS t.coarse WHERE t.id = decided.id"
    )
    told: dict[int, tuple[int, int, int, int]] = {}
    alike: set[int] = set()
    its = "k.key, k.variant, k.coarse, k.interaction FROM interaction s JOIN library.interaction_key k"
    for number, key, variant, coarse, its_key, its_variant, its_coarse, interaction in database.execute_sql(
        f"SELECT s.id, s.key, s.variant, s.coarse, {its} ON k.key = s.key WHERE s.main IS NULL"
        f" UNION ALL SELECT s.id, s.key, s.variant, s.coarse, {its} ON k.same = s.key WHERE s.main IS NULL"
    ):
        if its_variant != variant:
            told.setdefault(number, (interaction, 2, further_key(key, variant), number))
        elif its_coarse == coarse:
            told[number] = (interaction, 0, its_key, number)
            alike.add(number)
        elif number not in alike:
            told[number] = (interaction, 2, further_key(key, variant, coarse, alike=True), number)
            alike.add(number)
    database.connection().executemany(
        "UPDATE decided SET main = ?, made = ?, row_key = ? WHERE id = ?", list(told.values())
    )


def further_key(key: int, variant: int, coarse: int | None = None, *, alike: bool = False) -> int:
    """The key of a further telling. alike: another one says the same and has another coarse key."""
    return hashed((str(key), str(variant), str(coarse)) if alike else (str(key), str(variant)))


def by_coarse(database: SqliteDatabase) -> None:
    """made 2: the library has it from an archive of another era; times agree within what both know of them."""
    if not database.execute_sql(
        "SELECT 1 FROM interaction WHERE main IS NULL AND coarse IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM library.interaction_key) LIMIT 1"
    ).fetchone():
        return
    database.execute_sql(_BY_COARSE)
    rows = database.execute_sql(
        "SELECT s.coarse, s.id, s.at, s.precision, k.interaction, k.at, k.precision FROM library.interaction_key k"
        " CROSS JOIN telling s ON s.coarse = k.coarse JOIN decided d ON d.id = s.id"
        " WHERE k.coarse IS NOT NULL AND d.main IS NULL"
        " AND k.interaction NOT IN (SELECT main FROM decided WHERE main IS NOT NULL) ORDER BY s.coarse"
    )
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    for _, group in groupby(rows, key=lambda row: row[0]):
        listed = list(group)
        staged = sorted({(_at(row[2]), row[1], row[3], row[2] is None) for row in listed})
        there = sorted({(_at(row[5]), row[4], row[6], row[5] is None) for row in listed if row[4] not in taken})
        for pair in _pairs(staged, there):
            taken.add(pair[1])
            found.append(pair)
    database.connection().executemany(
        "UPDATE decided SET main = ?, made = 2 WHERE id = ?", [(interaction, staged) for staged, interaction in found]
    )


def _at(at: int | None) -> int:
    return 0 if at is None else at


def _pairs(
    staged: list[tuple[int, int, int, bool]], there: list[tuple[int, int, int, bool]]
) -> Iterator[tuple[int, int]]:
    """One to one, in the order of time on both sides: nearest pairs first would depend on which side came first."""
    left = list(there)
    for at, number, precision, undated in staged:
        for place, (other_at, other, other_precision, other_undated) in enumerate(left):
            if undated == other_undated and may_be_one(at, precision, other_at, other_precision):
                del left[place]
                yield number, other
                break


def note_doubtful(database: SqliteDatabase) -> None:
    """The coarse keys of what could be one with more than it was decided to be one with, or what two rows here are:
    what was one before may be two because of this archive, and what was two one (regrouping.py)."""
    if not database.execute_sql(
        "SELECT EXISTS (SELECT 1 FROM telling WHERE coarse IS NOT NULL)"
        " AND EXISTS (SELECT 1 FROM library.interaction_key)"
    ).fetchone()[0]:
        return
    database.execute_sql(_BY_COARSE)
    second = int(Precision.SECOND)
    database.execute_sql(
        f"CREATE TABLE {TO_DECIDE_ANEW} AS SELECT s.coarse FROM library.interaction_key k CROSS JOIN telling s"
        " ON s.coarse = k.coarse AND s.at BETWEEN k.at - ? AND k.at + ? CROSS JOIN decided d ON d.id = s.id"
        " WHERE k.coarse IS NOT NULL AND d.main != k.interaction"
        f" AND (s.precision < {second} OR k.precision < {second}"
        "  OR (s.at = k.at AND NOT EXISTS (SELECT 1 FROM decided o WHERE o.main = k.interaction)))"
        " UNION SELECT t.coarse FROM (SELECT main FROM decided GROUP BY main HAVING count(*) > 1) m"
        " CROSS JOIN decided d ON d.main = m.main CROSS JOIN telling t ON t.id = d.id AND t.coarse IS NOT NULL",
        (FAR_MS, FAR_MS),
    )


def doubtful_in(staging: Path) -> list[int]:
    """The coarse keys of what a matched staging file makes doubtful (`regrouping`)."""
    if not staging.exists():
        return []
    database = open_staging(staging)
    try:
        named = "SELECT 1 FROM sqlite_master WHERE name = ?"  # none in a first archive, nor of an earlier program
        if not database.execute_sql(named, (TO_DECIDE_ANEW,)).fetchone():
            return []
        return [int(row[0]) for row in database.execute_sql(f"SELECT coarse FROM {TO_DECIDE_ANEW} ORDER BY 1")]
    finally:
        database.close()
