"""A real library on a real file, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relate.services.library import Library
from relate.services.views import ImportReport
from relate.store import canonical

NOON = 1_795_435_200_000
"""23 November 2026, 12:00 UTC."""
EXPORTS = Path(__file__).resolve().parent.parent / "exports"
ERAS = ("2018", "2021", "2023", "2024", "2025", "2026", "excel", "german")

Opened = Callable[..., Library]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens libraries by name; all are closed at the end."""
    made: list[Library] = []

    def make(name: str = "relate") -> Library:
        library = Library.open(tmp_path / name / "relate.db", clock=lambda: NOON)
        made.append(library)
        return library

    yield make
    for library in made:
        library.close()


@pytest.fixture
def library(opened: Opened) -> Library:
    return opened()


def read(library: Library, *paths: Path) -> tuple[ImportReport, ...]:
    """Import what is dropped together; fails the test for what is not recognised."""
    outcome = library.imports.start(paths).future.result(timeout=60)
    assert not outcome.unknown, outcome.unknown
    return outcome.imports


def read_eras(library: Library, *eras: str) -> None:
    """LinkedIn archives of these eras, one import after the other."""
    for era in eras:
        read(library, EXPORTS / "linkedin" / era)


def dump(library: Library) -> list[str]:
    """The canonical export: equal libraries give equal lists, whatever their ids are."""
    return canonical.dump(library.readers.connection())
