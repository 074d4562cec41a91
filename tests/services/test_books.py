"""Address books of several programs are one list of people, and each book is the same one wherever it lies."""

from __future__ import annotations

import itertools
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.services import recognising
from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown, Sort
from relate.store import applying, links
from tests.exports.make_books import GOOGLE_NEW, OUTLOOK_92, table
from tests.services.conftest import EXPORTS, Opened, dump, read

BOOKS = EXPORTS / "address_book"
CARDS = EXPORTS / "vcard" / "google-3.0.vcf"


def told(library: Library, person: int, field: str) -> list[str]:
    return [fact.value for fact in library.people.page(person).facts if fact.field == field]


def test_googles_table_outlooks_and_a_card_of_somebody_are_one_person(library: Library) -> None:
    outcome = library.imports.start([BOOKS / "outlook-de.csv", BOOKS / "google-2024.csv"]).future.result(timeout=60)
    titles = sorted(report.title.partition(" of ")[0] for report in outcome.imports)
    assert titles == ["Google Contacts, google-2024.csv", "Outlook, outlook-de.csv"]
    assert not outcome.unknown
    read(library, CARDS)
    (hana,) = library.people.named("Hana Novák")
    assert set(told(library, hana, "mail")) == {"hana.novak@tailspin.example", "hana@novak.example"}
    assert set(told(library, hana, "group")) == {"Climbing", "favourite", "Klettern", "Prag"}
    assert told(library, hana, "relation") == ["spouse: Petr Novák"]
    assert library.people.page(hana).birthday in ("1990-06-18", "--06-18")
    assert check(library.path) == []


CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{0} Silva\r\nEMAIL:{0}@x.example\r\nURL:https://linkedin.com/in/{0}\r\n{1}END:VCARD\r\n"


def test_a_book_that_is_read_once_more_weighs_nobody_and_works_out_no_line(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless it says something else of somebody."""
    library, once = opened(), opened("once")
    book = tmp_path / "book.vcf"
    book.write_text("".join(CARD.format(name, "") for name in ("Ana", "Bo", "Cora")), encoding="utf-8")
    read(once, book)
    read(library, book)
    weighed: list[int] = []

    def moves(database: SqliteDatabase, affected: Sequence[int]) -> links.Moves:
        weighed.extend(affected)
        return links.moves(database, affected)

    monkeypatch.setattr(applying, "moves", moves)
    read(library, book)
    assert weighed == []
    assert lines_in(library, 2) == 0
    assert dump(library) == dump(once)
    more = CARD.format("Ana", "BDAY:1980-02-03\r\n") + CARD.format("Bo", "") + CARD.format("Dan", "")
    book.write_text(more, encoding="utf-8")
    read(library, book)
    assert weighed
    assert lines_in(library, 3) == 1
    assert library.people.page(library.people.named("Ana Silva")[0]).birthday == "1980-02-03"
    assert check(library.path) == []


def lines_in(library: Library, number: int) -> int:
    """How many lines were worked out while an import was staged."""
    with closing(sqlite3.connect(library.path.parent / "relate.imports" / f"{number}.rows")) as rows:
        return int(rows.execute("SELECT count(*) FROM line").fetchone()[0])


def test_whom_a_book_knew_when_it_was_staged_is_there_again_with_it_alone(opened: Opened, tmp_path: Path) -> None:
    library, once = opened(), opened("once")
    book = tmp_path / "book.vcf"
    book.write_text("".join(CARD.format(name, "") for name in ("Ana", "Bo")), encoding="utf-8")
    read(once, book)
    for _ in range(2):
        read(library, book)
    for number in (1, 2):
        library.imports.undo(number).result(timeout=60)
    assert library.people.totals().people == 0
    library.imports.redo(2).result(timeout=60)
    assert dump(library) == dump(once)
    assert check(library.path) == []


def with_tag(library: Library, tag: str) -> list[str]:
    found = library.people.ids(PeopleQuery(Shown.EVERYONE, sort=Sort.NAME, tag=tag))
    return [row.name for row in library.people.rows(list(found))]


def test_the_groups_of_a_book_are_tags_until_they_are_taken_off(library: Library, tmp_path: Path) -> None:
    def book(name: str, *cards: tuple[str, str]) -> Path:
        path = tmp_path / name
        made = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{0}\r\nEMAIL:{0[0]}@x.example\r\nCATEGORIES:{1}\r\nEND:VCARD\r\n"
        path.write_text("".join(made.format(*card) for card in cards), encoding="utf-8")
        return path

    read(library, book("a.vcf", ("Ana Duarte", "Choir,Family"), ("Bo Berg", "Choir")))
    ana, bo = (library.people.named(name)[0] for name in ("Ana Duarte", "Bo Berg"))
    library.people.add_tag([bo], "press").result()
    assert library.people.tags_and_groups() == ["Choir", "Family", "press"]
    assert library.people.page(bo).tags == ("press", "Choir")
    assert with_tag(library, "Choir") == ["Ana Duarte", "Bo Berg"]
    assert with_tag(library, "press") == ["Bo Berg"]

    library.people.remove_tag([ana], "Choir").result()
    assert library.people.page(ana).tags == ("Family",)
    (later,) = read(library, book("b.vcf", ("Ana Duarte", "Choir,Runners"), ("Cy Okoro", "Choir")))
    assert library.people.page(ana).tags == ("Family", "Runners")
    assert with_tag(library, "Choir") == ["Bo Berg", "Cy Okoro"]
    assert check(library.path) == []

    library.imports.undo(later.id).result()
    assert library.people.tags_and_groups() == ["Choir", "Family", "press"]
    assert with_tag(library, "Runners") == []
    assert check(library.path) == []


def test_the_same_books_dropped_together_or_one_by_one_in_any_order_are_one_library(opened: Opened) -> None:
    paths = [BOOKS / "outlook-de.csv", BOOKS / "google-2024.csv", CARDS]
    together = opened("together")
    together.imports.start(paths).future.result(timeout=60)
    for number, order in enumerate(itertools.permutations(paths)):
        library = opened(f"order {number}")
        for path in order:
            read(library, path)
        assert dump(library) == dump(together)
        for report in library.imports.list():
            library.imports.undo(report.id).result(timeout=60)
        assert library.people.totals().people == 0
        assert check(library.path) == []


def test_a_book_is_the_same_alone_in_a_folder_and_in_a_zip(library: Library, tmp_path: Path) -> None:
    """Ana has a name alone: only the book she is in says that she is the same."""
    folder = tmp_path / "saved"
    folder.mkdir()
    alone = folder / "contacts.csv"
    alone.write_bytes(table(GOOGLE_NEW, {"First Name": "Ana", "Notes": "met at the fair", "Labels": "Fair"}).encode())
    packed = tmp_path / "takeout.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(alone, "Takeout/Contacts/contacts.csv")
    other = tmp_path / "other.csv"
    other.write_bytes(alone.read_bytes())
    for path in (alone, folder, packed):
        read(library, path)
    assert library.people.totals().people == 1
    read(library, other)  # another book: nothing says that its Ana is the same
    assert library.people.totals().people == 2


def test_a_switchboard_joins_nobody(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    row = {"Company Main Phone": "+44 117 496 0018", "Assistant's Phone": "+44 117 496 0019", "Company": "Contoso",
           "Business Fax": "+44 117 496 0020"}  # fmt: skip
    path.write_bytes(
        table(OUTLOOK_92, {"First Name": "Ana", "Last Name": "Silva", **row}, {"First Name": "Bo", **row}).encode()
    )
    read(library, path)
    assert library.people.totals().people == 2


def test_a_photo_inside_the_book_is_the_persons(library: Library) -> None:
    read(library, BOOKS / "thunderbird.ldif")
    (maya,) = library.people.named("Maya Okafor")
    assert (library.people.page(maya).photo or b"").startswith(b"\xff\xd8\xff")


def test_a_photo_that_only_a_later_book_brings_is_the_persons_though_it_says_nothing_else_anew(
    library: Library, tmp_path: Path
) -> None:
    book = tmp_path / "home.vcf"
    for picture in ("", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4GEgZmFjZQ==\r\n"):
        book.write_text(f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:ana\r\nFN:Ana Silva\r\n{picture}END:VCARD\r\n")
        read(library, book)
    (ana,) = library.people.named("Ana Silva")
    assert (library.people.page(ana).photo or b"").startswith(b"\xff\xd8\xff")
    assert check(library.path) == []


@pytest.mark.parametrize(("name", "offered"), [("google-2024.csv", True), ("google-template.csv", False)])
def test_in_the_watched_folder_a_book_is_offered_and_a_single_contact_is_not(name: str, offered: bool) -> None:
    assert (recognising.recognise([BOOKS / name]) is not None) is offered


def test_what_was_answered_before_a_book_is_read_holds_for_its_rows(opened: Opened) -> None:
    path = BOOKS / "google-2024.csv"
    saved, everybody = opened("saved"), opened("everybody")
    (report,) = read(saved, path)
    assert dict(report.files[0].reasons)["never saved by you"] == 2
    outcome = everybody.imports.start([path], given=(("collected", "read"),)).future.result(timeout=60)
    assert "never saved by you" not in dict(outcome.imports[0].files[0].reasons)
    assert everybody.people.totals().people == saved.people.totals().people + 2
