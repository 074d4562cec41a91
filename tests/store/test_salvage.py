"""A damaged library: what can be read of it is kept, nothing is made up, and the fresh library is whole in itself."""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from relate.domain.errors import LibraryProblem
from relate.domain.records import Fact, Field
from relate.services.demo import write_demo_archives
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown
from relate.store import canonical, check
from relate.store.connection import open_database
from relate.store.salvage import Salvaged, salvage
from relate.store.writing import close, open_for_writing
from tests.effort import effort
from tests.store.making import photo, profile, start_import, tell

LINKEDIN = Path(__file__).parents[1] / "exports" / "linkedin"
PAGE = 4096


@dataclass(frozen=True)
class Recovered:
    found: Salvaged
    records: list[str]
    wrong: list[str]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two archives, and what the user said of the people in them."""
    path = tmp_path_factory.mktemp("whole") / "relate.db"
    library = Library.open(path)
    for year in ("2023", "2026"):
        library.imports.start([LINKEDIN / year]).future.result()
    library.settled()
    people = [int(one) for one in library.people.ids(PeopleQuery(Shown.EVERYONE))]
    library.people.set_circle(people[:2], 5).result()
    library.people.add_tag(people[1:], "chess").result()
    library.people.set_note(people[0], "Met on the boat to Capri. " * 400).result()
    library.people.merge(people[2:4]).result()
    library.settled()
    library.close()
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """Thousands of rows on hundreds of pages, and the archives they come from."""
    folder = tmp_path_factory.mktemp("large")
    archives = write_demo_archives(folder, date(2026, 11, 24))
    path = folder / "relate.db"
    library = Library.open(path)
    library.imports.start(archives).future.result()
    library.settled()
    library.close()
    return path, archives


def records(path: Path) -> list[str]:
    database = open_database(path, "reader")
    try:
        return canonical.dump(database)
    finally:
        database.close()


def recovered(damaged: Path) -> Recovered:
    fresh = damaged.with_name("fresh.db")
    fresh.unlink(missing_ok=True)
    database = open_for_writing(fresh)
    try:
        found = salvage(damaged, database)
        lines = canonical.dump(database)
        return Recovered(found, lines, [one.says for one in check.findings(database)])
    finally:
        close(database)


def copied(whole: Path, folder: Path, content: bytes | None = None) -> Path:
    path = folder / "damaged.db"
    path.write_bytes(whole.read_bytes() if content is None else content)
    return path


def pages_of(path: Path, *names: str) -> list[int]:
    """The leaf pages of tables and indexes, by SQLite's own account of them, or the only page of a small one."""
    with closing(sqlite3.connect(path)) as database:
        roots = [
            int(page)
            for (page,) in database.execute(
                f"SELECT rootpage FROM sqlite_master WHERE name IN ({', '.join('?' * len(names))})", names
            )
        ]
    content = path.read_bytes()
    found: list[int] = []
    while roots:
        number = roots.pop()
        page = content[(number - 1) * PAGE : number * PAGE]
        if page[0] in (2, 5):
            count = int.from_bytes(page[3:5], "big")
            cells = [int.from_bytes(page[12 + 2 * n : 14 + 2 * n], "big") for n in range(count)]
            roots += [int.from_bytes(page[at : at + 4], "big") for at in (*cells, 8)]
        else:
            found.append(number)
    return found


def without_pages(path: Path, numbers: list[int]) -> Path:
    content = bytearray(path.read_bytes())
    for number in numbers:
        content[(number - 1) * PAGE : number * PAGE] = b"\xa5" * PAGE
    path.write_bytes(content)
    return path


def test_of_a_whole_library_everything_is_read(whole: Path, tmp_path: Path) -> None:
    done = recovered(copied(whole, tmp_path))
    assert done.records == records(whole)
    assert done.found.lost == 0
    assert done.wrong == []


@pytest.mark.parametrize("lost", [100, PAGE])
def test_without_its_header_or_first_page_everything_is_read(whole: Path, tmp_path: Path, lost: int) -> None:
    content = b"\xa5" * lost + whole.read_bytes()[lost:]
    done = recovered(copied(whole, tmp_path, content))
    assert done.records == records(whole)
    assert done.wrong == []


def test_the_damaged_file_is_only_read(whole: Path, tmp_path: Path) -> None:
    path = without_pages(copied(whole, tmp_path), [1, 9])
    before = path.read_bytes()
    recovered(path)
    assert path.read_bytes() == before


def test_rows_around_lost_pages_are_kept_those_on_them_counted_and_brought_back_by_their_archive(
    large: tuple[Path, list[Path]], tmp_path: Path
) -> None:
    path, archives = large
    before = texts(path)
    damaged = copied(path, tmp_path)
    pages = pages_of(damaged, "interaction")
    done = recovered(without_pages(damaged, pages[1::3]))
    gone = len(before) - done.found.interactions
    assert len(before) // 5 < gone < len(before) // 2
    assert done.found.lost >= gone
    assert done.wrong == []
    assert Counter(texts(tmp_path / "fresh.db")) < Counter(before)
    library = Library.open(tmp_path / "fresh.db")
    library.imports.start(archives).future.result()
    library.settled()
    library.close()
    assert texts(tmp_path / "fresh.db") == before


def test_pages_to_which_no_way_leads_any_more_are_found(large: tuple[Path, list[Path]], tmp_path: Path) -> None:
    path, _ = large
    damaged = copied(path, tmp_path)
    with closing(sqlite3.connect(path)) as database:
        roots = [page for (page,) in database.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0")]
    inner = [root for root in roots if path.read_bytes()[(root - 1) * PAGE] == 5]
    assert len(inner) >= 4
    done = recovered(without_pages(damaged, inner))
    assert texts(tmp_path / "fresh.db") == texts(path)
    assert done.wrong == []
    assert done.found.lost == 0


def texts(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT kind, at, title, text FROM interaction ORDER BY 1, 2, 3, 4").fetchall()


def test_people_whose_rows_are_lost_are_known_by_their_index(whole: Path, tmp_path: Path) -> None:
    path = copied(whole, tmp_path)
    done = recovered(without_pages(path, pages_of(path, "identity", "fact", "link")))
    assert done.found.lost == 1  # that the user joined two people
    assert done.wrong == []
    assert names(done.records) == names(records(whole))


def names(lines: list[str]) -> list[str]:
    people = [json.loads(line) for line in lines if '"record": "person"' in line]
    facts = [fact for one in people for identity in one["identities"] for fact in identity.get("facts", ())]
    return sorted(value for field, value, *_ in facts if field == "name")


def test_who_took_part_is_known_by_either_of_its_two_orders(whole: Path, tmp_path: Path) -> None:
    path = copied(whole, tmp_path)
    done = recovered(without_pages(path, pages_of(path, "participant")))
    assert done.records == records(whole)
    assert done.found.lost == 0


@pytest.fixture
def with_photos(tmp_path: Path) -> Path:
    """Two archives that hold the same photo of each of 60 people; of ten, the user put it there too."""
    path = tmp_path / "photos.db"
    database = open_for_writing(path)
    for archive in (start_import(database), start_import(database)):
        rows = [((profile(f"p{n}"),), (Fact(Field.NAME, f"Ana Silva {n}"),)) for n in range(60)]
        for n, whose in enumerate(tell(database, archive, rows)):
            for holder in (archive, 0) if n < 10 else (archive,):
                photo(database, holder, whose, b"\xff\xd8\xff" + bytes([n]) * 1000)
    close(database)
    return path


def test_who_has_a_photo_is_known_by_either_of_its_two_orders(with_photos: Path, tmp_path: Path) -> None:
    path = copied(with_photos, tmp_path)
    done = recovered(without_pages(path, pages_of(path, "photo")))
    assert done.records == records(with_photos)
    assert sum('"photos"' in line for line in done.records) == 60
    assert done.found.lost == 0


def test_a_photo_whose_picture_is_lost_is_nobodys(with_photos: Path, tmp_path: Path) -> None:
    path = copied(with_photos, tmp_path)
    done = recovered(without_pages(path, pages_of(path, "picture")[::2]))
    assert done.wrong == []
    assert 10 < sum('"photos"' in line for line in done.records) < 50
    assert names(done.records) == names(records(with_photos))


def test_two_people_are_never_made_one_by_an_index(whole: Path, tmp_path: Path) -> None:
    """That a link of the user's joined and did not part is not in its index, so it is lost rather than guessed."""
    path = copied(whole, tmp_path)
    before = [line for line in records(whole) if '"record": "link"' in line]
    assert before
    done = recovered(without_pages(path, pages_of(path, "link")))
    assert not [line for line in done.records if '"record": "link"' in line]


def test_rows_that_only_the_log_holds_are_read(whole: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    path = copied(whole, home)
    writer = open_database(path, "writer")
    writer.execute_sql("PRAGMA wal_autocheckpoint = 0")
    writer.execute_sql("UPDATE circle_member SET circle = 15")
    writer.execute_sql("BEGIN")
    writer.execute_sql("UPDATE circle_member SET circle = 50")
    for end in ("", "-wal"):  # as it is when the power goes
        shutil.copy(path.with_name(path.name + end), tmp_path / (path.name + end))
    writer.execute_sql("ROLLBACK")
    writer.close()
    done = recovered(without_pages(tmp_path / path.name, [1]))
    circles = [one for line in done.records for one in json.loads(line).get("identities", ()) if "circle" in one]
    assert {circle["circle"] for one in circles for circle in one["circle"]} == {15}


def test_no_damage_keeps_the_rest_from_being_recovered(whole: Path, tmp_path: Path) -> None:
    """Whatever the damage: an answer, a library that is whole in itself, and no word that was not there."""
    content = whole.read_bytes()
    said = set(texts(whole))
    read = 0
    for number in range(effort(60, 2_000)):
        chance = random.Random(number)
        damaged = bytearray(content)
        if number % 3 == 0:
            del damaged[chance.randrange(1, len(damaged)) :]
        for _ in range(chance.choice((1, 8, 30))):
            place, length = chance.randrange(len(damaged)), chance.choice((1, 40, 400, PAGE))
            damaged[place : place + length] = chance.randbytes(min(length, len(damaged) - place))
        try:
            done = recovered(copied(whole, tmp_path, bytes(damaged)))
        except LibraryProblem as problem:
            # The mark of another program or a newer Relate may be what the damage wrote.
            assert re.search("Nothing can be read|was written by|no library of", str(problem))  # noqa: PT017
            continue
        read += 1
        assert done.wrong == [], number
        kept = texts(tmp_path / "fresh.db")
        assert len(kept) == done.found.interactions
        assert len(set(kept) - said) <= done.found.lost + 2, number
    assert read > effort(50, 1_600)


@pytest.mark.parametrize(("pragma", "says"), [("user_version = 99", "newer"), ("application_id = 7", "no library")])
def test_what_is_not_this_relates_library_is_left_alone(whole: Path, tmp_path: Path, pragma: str, says: str) -> None:
    path = copied(whole, tmp_path)
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA {pragma}")
    with pytest.raises(LibraryProblem, match=says):
        recovered(path)


def test_nothing_that_can_be_read_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(b"\xa5" * 40 * PAGE)
    with pytest.raises(LibraryProblem, match="Nothing can be read"):
        recovered(path)
