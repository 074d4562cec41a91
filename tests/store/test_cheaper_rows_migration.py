"""A library from before the search knew less of the beginnings of words: whoever was found is found, and steps of then
are taken back."""

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


def found(library: Library) -> dict[str, list[int]]:
    """Who is found by the first letters of everybody's names."""
    everyone = library.people.rows(library.people.ids(PeopleQuery(Shown.EVERYONE)))
    words = {word for one in everyone for word in one.name.split()}
    beginnings = {word[:count] for word in words for count in range(1, 5)}
    return {some: sorted(library.people.ids(PeopleQuery(Shown.EVERYONE, text=some))) for some in beginnings}


def test_whoever_was_found_is_found_and_a_step_of_then_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = tmp_path / "home" / "relate.db", tmp_path / "scripts"
    before.mkdir()
    for script in connection.migrations_folder().glob("0*.py"):
        if script.name != "0008_cheaper_rows.py":
            (before / script.name).write_bytes(script.read_bytes())
    with monkeypatch.context() as patch:
        patch.setattr(connection, "migrations_folder", lambda: before)
        library = opened(path)
        read(library, EXPORTS / "linkedin" / "2023")
        first = dump(library)
        person = library.people.ids(PeopleQuery(Shown.EVERYONE))[0]
        library.people.set_circle([person], 5).result(timeout=60)
        after, of_then = dump(library), found(library)
        library.close()
    library = opened(path)
    try:
        database = library.readers.connection()
        assert is_current(database)
        (index,) = database.execute_sql("SELECT sql FROM sqlite_master WHERE name = 'person_fts'").fetchone()
        assert "prefix='1 2'" in index
        assert dump(library) == after != first
        assert found(library) == of_then
        assert len(of_then) > 10
        assert all(of_then.values())
        library.history.undo().result(timeout=60)
        assert dump(library) == first
    finally:
        library.close()
