"""A library of before each picture lay in it once: everybody keeps their photos and faces, and steps of then are taken
back."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from relate.services.checking import check
from relate.services.library import Library
from relate.store import backup, connection
from relate.store.connection import is_current, open_database
from tests.services.conftest import NOON, dump, read

CARDS = 130
"""More photos in two books than are moved at a time."""
FORMER = (
    'CREATE TABLE "former" ("identity" INTEGER NOT NULL, "import_id" INTEGER NOT NULL, "image" BLOB NOT NULL,'
    ' PRIMARY KEY ("identity", "import_id")) STRICT',
    "INSERT INTO former SELECT f.identity, f.import_id, q.image FROM photo f JOIN picture q ON q.id = f.picture"
    " ORDER BY f.import_id, f.identity",
    "DROP TABLE photo",
    "DROP TABLE picture",
    "ALTER TABLE former RENAME TO photo",
    "DELETE FROM schema_migration WHERE name = '0009_pictures_once'",
    "PRAGMA user_version = 8",
)
"""As the former program left it."""


def opened(path: Path) -> Library:
    return Library.open(path, clock=lambda: NOON)


def book(path: Path, pictures: dict[int, bytes]) -> Path:
    lines = [
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:A9BA5FE5-D58F-116C-C2BD-8E8208750{number:03}\r\nFN:Ana Duarte {number}\r\n"
        f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(picture).decode()}\r\nEND:VCARD\r\n"
        for number, picture in pictures.items()
    ]
    path.parent.mkdir()
    path.write_text("".join(lines))
    return path


def faces(library: Library) -> dict[str, list[bytes]]:
    """Everybody's pictures, the one that is shown first."""
    people = library.readers.connection().execute_sql("SELECT name, id FROM person WHERE listed").fetchall()
    return {name: [one.image for one in library.people.faces(person)] for name, person in people}


def count(path: Path, table: str) -> int:
    database = open_database(path, "reader")
    try:
        return int(database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        database.close()


def test_photos_of_several_archives_become_one_and_a_step_of_then_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "home" / "relate.db"
    first = {n: b"\xff\xd8\xff" + bytes([n]) * 1000 for n in range(CARDS)}
    library = opened(path)
    home = book(tmp_path / "one" / "home.vcf", first)
    read(library, home)
    read(library, book(tmp_path / "two" / "home.vcf", first | {0: b"\xff\xd8\xff another", 1: first[1][:-1] + b"x"}))
    before = dump(library)
    (ana,) = library.people.named("Ana Duarte 0")
    library.people.choose_face(ana, library.people.faces(ana)[1].sha).result(timeout=60)
    after, shown = dump(library), faces(library)
    library.close()
    former = open_database(path, "writer")
    for statement in FORMER:
        former.execute_sql(statement)
    former.close()
    assert count(path, "photo WHERE length(image) > 0") == 2 * CARDS

    library = opened(path)
    try:
        assert is_current(library.readers.connection())
        assert (dump(library), faces(library)) == (after, shown)
        assert after != before
        assert (count(path, "photo"), count(path, "picture")) == (2 * CARDS, CARDS + 2)
        (copy, *_) = backup.copies(path, path.parent / "backups")
        assert count(copy.path, "photo WHERE length(image) > 0") == 2 * CARDS
        library.history.undo().result(timeout=60)
        assert dump(library) == before
        assert library.people.photo(ana) == b"\xff\xd8\xff another"
        newest, oldest = sorted((one.id for one in library.imports.list()), reverse=True)
        library.imports.undo(oldest).result(timeout=60)
        assert count(path, "picture") == CARDS
        read(library, home)
        assert count(path, "picture") == CARDS + 2
        library.imports.undo(newest).result(timeout=60)
        assert {name: [picture] for name, picture in zip(shown, first.values(), strict=True)} == faces(library)
        assert check(path) == []
    finally:
        library.close()


def test_the_tables_of_then_are_those_that_the_former_scripts_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the test above would try another library than anybody has."""
    former = tmp_path / "scripts"
    former.mkdir()
    for script in connection.migrations_folder().glob("0*.py"):
        if script.name < "0009":
            (former / script.name).write_bytes(script.read_bytes())
    monkeypatch.setattr(connection, "migrations_folder", lambda: former)
    database = open_database(tmp_path / "relate.db", "writer")
    connection.migrate(database)
    (made,) = database.execute_sql("SELECT sql FROM sqlite_master WHERE name = 'photo'").fetchone()
    database.close()
    assert made.replace('"photo"', '"former"') == FORMER[0]
