"""Staged rows stay beside the library while an import can be brought back, and no longer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from relate.domain.errors import KnownError
from relate.services.checking import check
from relate.services.import_life import DAY_MS
from relate.services.library import Library
from relate.store.writing import Database
from tests.services.conftest import dump

EXPORTS = Path(__file__).resolve().parent.parent / "exports" / "linkedin"
NOON = 1_795_435_200_000


def started(path: Path, days: float = 0) -> Library:
    """The library as a start so many days later finds and mends it."""
    library = Library.open(path, clock=lambda: NOON + int(days * DAY_MS))
    library.tidy()
    library.settled()
    return library


def staged(path: Path) -> set[str]:
    return {one.name for one in (path.parent / "relate.imports").iterdir()}


def test_rows_of_an_import_taken_back_go_after_thirty_days(tmp_path: Path) -> None:
    path = tmp_path / "relate.db"
    library = started(path)
    for era in ("2018", "2023"):
        library.imports.start([EXPORTS / era]).future.result(timeout=60)
    library.imports.undo(1).result(timeout=60)
    library.close()
    started(path, 29.9).close()
    assert staged(path) == {"1.rows", "2.rows"}
    library = started(path, 30.1)
    try:
        assert staged(path) == {"2.rows"}
        with pytest.raises(KnownError, match="drop its file again"):
            library.imports.redo(1).result(timeout=60)
    finally:
        library.close()


def test_the_days_are_counted_from_the_last_time_it_was_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "relate.db"
    library = started(path)
    library.imports.start([EXPORTS / "2018"]).future.result(timeout=60)
    library.imports.undo(1).result(timeout=60)
    library.imports.redo(1).result(timeout=60)
    library.close()
    library = started(path, 40)
    assert staged(path) == {"1.rows"}, "it is live"
    library.imports.undo(1).result(timeout=60)
    library.close()
    started(path, 60).close()
    assert staged(path) == {"1.rows"}
    started(path, 71).close()
    assert staged(path) == set()


def test_rows_of_no_import_go_and_files_of_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "relate.db"
    library = started(path)
    library.imports.start([EXPORTS / "2018"]).future.result(timeout=60)
    library.close()
    for name in ("7.rows", "8.rows-journal", "letter.rows", "9.txt"):
        (path.parent / "relate.imports" / name).write_bytes(b"x")
    started(path).close()
    assert staged(path) == {"1.rows", "letter.rows", "9.txt"}


@pytest.mark.parametrize("state", ["undone", "withdrawing"])
def test_a_crash_before_the_history_is_told_is_made_good(tmp_path: Path, state: str) -> None:
    path = tmp_path / "relate.db"
    library = started(path)
    library.imports.start([EXPORTS / "2018"]).future.result(timeout=60)
    library.imports.undo(1).result(timeout=60)

    def cut_off(database: Database) -> None:
        database.execute_sql("DELETE FROM step WHERE kind = 'undo import'")
        database.execute_sql("UPDATE import SET state = ?", (state,))

    library.writer.do(cut_off).result(timeout=60)
    library.close()
    library = started(path, 1)
    assert next(step.title for step in library.history.steps()).startswith("Took back")
    assert library.imports.list()[0].state == "undone"
    library.close()
    started(path, 32).close()
    assert staged(path) == set()


def test_rows_that_an_earlier_program_staged_are_brought_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "relate.db"
    library = started(path)
    for source in (EXPORTS / "2018", EXPORTS.parent / "vcard" / "nextcloud-4.0.vcf"):
        library.imports.start([source]).future.result(timeout=60)
    before = dump(library)
    for number in (1, 2):
        library.imports.undo(number).result(timeout=60)
        rows = sqlite3.connect(path.parent / "relate.imports" / f"{number}.rows")
        rows.executescript(
            "DROP TABLE tangled; DROP TABLE line; DROP TABLE doubled; ALTER TABLE identity DROP COLUMN star; VACUUM"
        )
        rows.close()
    for number in (1, 2):
        library.imports.redo(number).result(timeout=60)
    assert dump(library) == before
    library.close()
    assert check(path) == []
