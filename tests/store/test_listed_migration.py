"""A library from before the index of lists: everything in it stays, and steps of then are taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown
from relate.store import connection
from relate.store.connection import is_current
from tests.services.conftest import EXPORTS, NOON, dump, read


def opened(path: Path) -> Library:
    return Library.open(path, clock=lambda: NOON)


def test_a_library_without_the_index_of_lists_gets_its_news_and_takes_back_a_step_of_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before_lists = tmp_path / "home" / "relate.db", tmp_path / "scripts"
    before_lists.mkdir()
    for script in connection.migrations_folder().glob("0*.py"):
        if script.name not in ("0003_listed.py", "0008_cheaper_rows.py"):  # the later one makes that index anew
            (before_lists / script.name).write_bytes(script.read_bytes())
    with monkeypatch.context() as patch:
        patch.setattr(connection, "migrations_folder", lambda: before_lists)
        library = opened(path)
        for year in ("2023", "2026"):
            read(library, EXPORTS / "linkedin" / year)
        before = dump(library)
        person = library.people.ids(PeopleQuery(Shown.EVERYONE))[0]
        library.people.set_circle([person], 5).result(timeout=60)
        after = dump(library)
        library.close()
    library = opened(path)
    try:
        assert is_current(library.readers.connection())
        assert dump(library) == after != before
        assert library.news.items()
        library.history.undo().result(timeout=60)
        assert dump(library) == before
    finally:
        library.close()
