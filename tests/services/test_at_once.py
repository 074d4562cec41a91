"""The ties of those whom a large archive brings are worked out over all that passed, to what each alone comes to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.services.checking import check
from relate.services.library import Library
from relate.store import applying, fresh_lines
from tests.services.conftest import ERAS, EXPORTS, Opened, dump, read, read_eras
from tests.services.test_every_fixture import ALL, called, drop

FIXTURES = [*(path for path in sorted((EXPORTS / "linkedin").iterdir()) if path.is_dir()), *ALL]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Every archive is large enough for it; whether it was done, import by import."""
    seen: list[bool] = []

    class Watched(fresh_lines.LinesAhead):
        def __init__(
            self, database: SqliteDatabase, persons: Sequence[int], import_id: int, *, with_ties: bool = False
        ) -> None:
            seen.append(with_ties)
            super().__init__(database, persons, import_id, with_ties=with_ties)

    monkeypatch.setattr(applying, "_MUCH", 1)
    monkeypatch.setattr(applying, "LinesAhead", Watched)
    return seen


@pytest.mark.parametrize("fixture", FIXTURES, ids=called)
def test_a_first_archive_brings_ties_and_lines_that_are_right(
    opened: Opened, fixture: Path, request: pytest.FixtureRequest
) -> None:
    one_by_one = opened("one by one")
    drop(one_by_one, fixture)
    seen: list[bool] = request.getfixturevalue("at_once")
    library = opened("at once")
    drop(library, fixture)
    assert dump(library) == dump(one_by_one)
    assert check(library.path) == []
    assert any(seen) == something_passed(library)


def something_passed(library: Library) -> bool:
    return bool(library.readers.connection().execute_sql("SELECT 1 FROM interaction LIMIT 1").fetchall())


def test_so_do_archives_on_top_of_others(library: Library, at_once: list[bool]) -> None:
    for era in ERAS:
        read_eras(library, era)
        assert check(library.path) == []
    read(library, EXPORTS / "x" / "2026", EXPORTS / "facebook" / "2025")
    assert check(library.path) == []
    assert any(at_once)


def test_a_small_archive_in_a_large_library_is_looked_up_row_by_row(
    library: Library, tmp_path: Path, at_once: list[bool]
) -> None:
    read(library, EXPORTS / "facebook" / "2025")
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ana,Duarte,https://www.linkedin.com/in/ana-duarte,,Harbour Labs,Founder,02 May 2024\n"
    )
    read(library, tmp_path / "Connections.csv")
    assert at_once == [True, False]
    assert check(library.path) == []
