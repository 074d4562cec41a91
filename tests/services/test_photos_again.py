"""A photo that is read again lies in the library once, and is whose it was as if each archive had brought its own."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Generator, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.services.checking import check
from relate.services.library import Library
from relate.store import applying, imports, incoming_people, photos, withdrawing
from relate.store.chunks import in_pieces, in_ranges
from relate.store.writing import Database, close, open_for_writing
from tests.effort import effort
from tests.services.conftest import Opened, dump, read
from tests.store.making import photo

PICTURES = [b"\xff\xd8\xff" + bytes([n]) * (40 + n // 3) for n in range(6)]
"""Of the same length and not."""
NAMES = ("Ana Duarte", "Ben Okafor", "Cem Yilmaz", "Dora Lind", "Eve Moreau")
Face = tuple[int, int | None]
"""Whose card of NAMES, and which picture is on it."""


def uid(whose: int) -> str:
    return f"A9BA5FE5-D58F-116C-C2BD-8E820875DA{whose:02}"


def book(path: Path, faces: Sequence[Face]) -> Path:
    """An address book that says no more of these people than who they are."""
    cards = []
    for whose, picture in faces:
        lines = [f"UID:{uid(whose)}", f"FN:{NAMES[whose % len(NAMES)]} {whose}"]
        if picture is not None:
            lines.append(f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(PICTURES[picture]).decode()}")
        cards.append("\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes("".join(cards).encode())
    return path


def stored(library: Library) -> tuple[int, int]:
    """(how many times an archive holds a photo, how many pictures there are for it)"""
    held, pictures = (
        library.readers.connection()
        .execute_sql("SELECT (SELECT count(*) FROM photo), (SELECT count(*) FROM picture)")
        .fetchone()
    )
    return int(held), int(pictures)


def shown(library: Library) -> dict[str, list[int]]:
    """By names, which pictures somebody has, the one that is shown first."""
    shas = {sha256(image).hexdigest(): n for n, image in enumerate(PICTURES)}
    found: dict[str, list[int]] = {}
    for name, person in library.readers.connection().execute_sql("SELECT name, id FROM person WHERE listed"):
        found[name] = [shas[one.sha] for one in library.people.faces(person)]
        first = PICTURES[found[name][0]] if found[name] else None
        assert library.people.photo(person) == library.people.page(person).photo == first
    return found


def undo(library: Library, import_id: int) -> None:
    library.imports.undo(import_id).result(timeout=60)


def numbers(library: Library) -> list[int]:
    """The imports in the order they came in."""
    return sorted(one.id for one in library.imports.list())


def test_the_same_book_once_more_brings_no_picture_and_leaves_the_library_as_it_was(
    library: Library, tmp_path: Path
) -> None:
    path = book(tmp_path / "home.vcf", [(0, 0), (1, 1), (2, None)])
    read(library, path)
    before, seen = dump(library), shown(library)
    read(library, path)
    assert stored(library) == (4, 2)
    assert (dump(library), shown(library)) == (before, seen)
    assert check(library.path) == []


@pytest.mark.parametrize("first", [0, 1])
def test_the_picture_goes_with_the_last_of_those_who_hold_it(library: Library, tmp_path: Path, first: int) -> None:
    path = book(tmp_path / "home.vcf", [(0, 0), (1, 1)])
    read(library, path)
    once = dump(library)
    read(library, path)
    undo(library, numbers(library)[first])
    assert stored(library) == (2, 2)
    assert dump(library) == once
    assert shown(library) == {"Ana Duarte 0": [0], "Ben Okafor 1": [1]}
    undo(library, numbers(library)[1 - first])
    assert stored(library) == (0, 0)
    assert shown(library) == {}
    for one in numbers(library):
        library.imports.redo(one).result(timeout=60)
    assert stored(library) == (4, 2)
    assert dump(library) == once
    assert check(library.path) == []


def test_the_newest_archives_picture_is_shown_though_an_older_one_brought_it_first(
    library: Library, tmp_path: Path
) -> None:
    for name, picture in (("one", 0), ("two", 1), ("three", 0)):
        read(library, book(tmp_path / name / "home.vcf", [(0, picture)]))
    assert stored(library) == (3, 2)
    assert shown(library) == {"Ana Duarte 0": [0, 1]}
    undo(library, numbers(library)[2])
    assert shown(library) == {"Ana Duarte 0": [1, 0]}
    undo(library, numbers(library)[0])
    assert shown(library) == {"Ana Duarte 0": [1]}
    assert stored(library) == (1, 1)


def test_two_books_give_the_same_library_in_either_order(opened: Opened, tmp_path: Path) -> None:
    there, back = opened("there"), opened("back")
    home = book(tmp_path / "one" / "home.vcf", [(0, 0), (1, 1), (2, None), (3, 2)])
    work = book(tmp_path / "two" / "home.vcf", [(3, 2), (2, 0), (1, 2), (0, 0)])
    for library, paths in ((there, (home, work)), (back, (work, home))):
        for path in paths:
            read(library, path)
        assert check(library.path) == []
    assert dump(there) == dump(back)
    assert stored(there) == stored(back) == (7, 5)
    undo(there, numbers(there)[0])
    undo(back, numbers(back)[1])
    assert dump(there) == dump(back)
    assert shown(there) == shown(back)


def test_pictures_as_long_as_another_are_told_apart_and_nobody_has_that_of_somebody_else(
    library: Library, tmp_path: Path
) -> None:
    assert len(PICTURES[0]) == len(PICTURES[1])
    read(library, book(tmp_path / "one" / "home.vcf", [(0, 0), (1, 0)]))
    read(library, book(tmp_path / "two" / "home.vcf", [(0, 1), (1, 0)]))
    assert stored(library) == (4, 3)
    assert shown(library) == {"Ana Duarte 0": [1, 0], "Ben Okafor 1": [0]}
    (ben,) = library.people.named("Ben Okafor 1")
    library.forgetting.forget(ben).result(60)
    assert stored(library) == (2, 2)
    assert shown(library) == {"Ana Duarte 0": [1, 0]}
    assert check(library.path) == []


def test_a_picture_of_the_users_own_stays_when_every_archive_with_it_is_gone(opened: Opened, tmp_path: Path) -> None:
    library = opened()
    path = book(tmp_path / "home.vcf", [(0, 0)])
    read(library, path)
    library.close()
    database = open_for_writing(library.path)
    (whose,) = database.execute_sql("SELECT identity FROM photo").fetchone()
    photo(database, 0, whose, PICTURES[0])
    close(database)
    library = opened()
    read(library, book(tmp_path / "next" / "home.vcf", [(0, 1)]))
    assert stored(library) == (3, 2)
    assert shown(library) == {"Ana Duarte 0": [0, 1]}
    for one in numbers(library):
        undo(library, one)
    assert stored(library) == (1, 1)
    held = library.readers.connection().execute_sql("SELECT identity, import_id FROM photo")
    assert held.fetchall() == [(whose, 0)]
    assert check(library.path) == []


@pytest.mark.parametrize("seed", range(effort(6, 400)))
def test_whatever_is_read_and_taken_back_the_library_is_that_of_what_is_left(
    opened: Opened, tmp_path: Path, seed: int
) -> None:
    """Books of one account with few people and few pictures, read, taken back and brought back in any order."""
    chance = random.Random(seed)
    library, plain = opened("any"), opened("plain")
    said: dict[int, Path] = {}
    for number in range(9):
        gone = [one for one in said if not is_live(library, one)]
        there = [one for one in said if one not in gone]
        act = chance.choice(("read", "read", "undo", "redo"))
        if act == "undo" and there:
            undo(library, chance.choice(there))
        elif act == "redo" and gone:
            library.imports.redo(chance.choice(gone)).result(timeout=60)
        else:
            again = [*said.values()]
            whose = chance.sample(range(4), chance.randint(1, 3))
            faces = [(one, chance.choice((None, 0, 0, 1, 2))) for one in whose]
            path = chance.choice(again) if again and chance.random() < 0.3 else None
            path = path or book(tmp_path / f"{number}" / "home.vcf", faces)
            read(library, path)
            said[numbers(library)[-1]] = path
    for one, path in said.items():
        if is_live(library, one):
            read(plain, path)
    assert stored(library) == stored(plain)
    assert dump(library) == dump(plain)
    assert shown(library) == shown(plain)
    for each in library, plain:
        assert check(each.path) == []
        twice = each.readers.connection().execute_sql(
            "SELECT f.identity FROM photo f JOIN picture q ON q.id = f.picture"
            " GROUP BY f.identity, q.image HAVING count(DISTINCT q.id) > 1"
        )
        assert twice.fetchall() == []


def is_live(library: Library, import_id: int) -> bool:
    return library.imports.report(import_id).state == "live"


MANY = [(whose, whose % 6) for whose in range(40)]
OTHERS = [(whose, picture if whose % 3 else 0) for whose, picture in MANY]
"""The same people; a third of them has another picture, or the same one."""


def a_few_at_a_time(
    database: Database,
    parameters: dict[str, int],
    largest: str,
    _start: int,
    work: Callable[[SqliteDatabase, dict[str, int]], None],
) -> Iterator[float]:
    return in_ranges(database, parameters, largest, 3, work)


@pytest.mark.parametrize("steps", [1, 3, 5, 16])
def test_an_archive_cut_off_while_it_comes_in_again_is_finished_with_each_picture_once(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    monkeypatch.setattr(incoming_people, "in_ranges", a_few_at_a_time)
    library = opened("cut")
    path = book(tmp_path / "home.vcf", MANY)
    for one in path, book(tmp_path / "next" / "home.vcf", OTHERS), path:
        read(library, one)
    whole, seen, there = dump(library), shown(library), stored(library)
    second = numbers(library)[1]
    undo(library, second)
    row = imports.one(library.readers.connection(), second)
    assert row is not None

    def some_steps(database: Database) -> Generator[float, None, None]:
        imports.set_state(database, second, "applying")
        job = applying.Applying(second, row.account, row.snapshot_at or row.started_at)
        yield from islice(applying.apply(database, imports.staging_path(library.path, second), job), steps)

    library.writer.do_long(some_steps).result(60)
    library.close()
    again = opened("cut")
    again.settled()
    assert (dump(again), shown(again), stored(again)) == (whole, seen, there)
    assert there[1] < there[0]
    assert check(again.path) == []


@pytest.mark.parametrize("steps", [4, 12, 14, 18])
@pytest.mark.parametrize("which", [0, 1])
def test_an_undo_that_is_cut_off_takes_no_picture_that_another_archive_holds(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int, which: int
) -> None:
    monkeypatch.setattr(photos, "in_pieces", lambda database, whose, _, work: in_pieces(database, whose, 3, work))
    library, straight = opened("cut"), opened("straight")
    paths = book(tmp_path / "home.vcf", MANY), book(tmp_path / "next" / "home.vcf", OTHERS)
    for one in library, straight:
        for path in paths:
            read(one, path)
    number = numbers(library)[which]

    def some_steps(database: Database) -> Generator[float, None, None]:
        yield from islice(withdrawing.withdraw(database, number, withdrawing.Withdrawn()), steps)

    library.writer.do_long(some_steps).result(60)
    library.close()
    again = opened("cut")
    again.settled()
    if is_live(again, number):  # it had not begun
        undo(again, number)
    undo(straight, number)
    assert (dump(again), shown(again), stored(again)) == (dump(straight), shown(straight), (40, 40))
    again.close()
    assert check(again.path) == []
