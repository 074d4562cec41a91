"""One meeting that two calendars tell, of which somebody was there in one only: every cache follows, there and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.services.checking import check
from relate.services.library import Library
from tests.services.conftest import dump, read

MARA = "ORGANIZER;CN=Mara Lindqvist:mailto:mara@northwind.example"


def calendar(folder: Path, name: str, *guests: str) -> Path:
    lines = [f"ATTENDEE;PARTSTAT=ACCEPTED;CN={guest}:mailto:{guest.split()[0].lower()}@x.example" for guest in guests]
    event = ["BEGIN:VEVENT", "UID:1", "DTSTART:20260105T090000Z", "SUMMARY:Prices", MARA, *lines, "END:VEVENT"]
    path = folder / name
    path.write_text("\n".join(["BEGIN:VCALENDAR", *event, "END:VCALENDAR", ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize("undone", [0, 1])
@pytest.mark.parametrize("second", [("Ana Silva",), ("Ana Silva", "Bo Lind", "Cy Moe"), ("Cy Moe",), ()])
def test_whoever_only_the_other_one_names_is_brought_up_to_date_too(
    library: Library, tmp_path: Path, second: tuple[str, ...], undone: int
) -> None:
    files = calendar(tmp_path, "a.ics", "Ana Silva", "Bo Lind"), calendar(tmp_path, "b.ics", *second)
    (first,) = read(library, files[0])
    before = dump(library)
    (other,) = read(library, files[1])
    assert check(library.path) == []
    library.imports.undo((first, other)[undone].id).result(20)
    assert check(library.path) == []
    if undone == 1:
        assert dump(library) == before


@pytest.mark.parametrize("undone", [0, 1])
def test_whom_it_was_given_to_by_hand_is_brought_up_to_date_too(library: Library, tmp_path: Path, undone: int) -> None:
    book = tmp_path / "book.vcf"
    book.write_text("BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Dora Berg\nEND:VCARD\n", encoding="utf-8")
    read(library, book)
    files = calendar(tmp_path, "a.ics", "Ana Silva", "Bo Lind", "Cy Moe"), calendar(tmp_path, "b.ics", "Ana Silva")
    (first,) = read(library, files[0])
    (dora,), (ana,) = library.people.named("Dora Berg"), library.people.named("Ana Silva")
    (meeting,) = library.timeline.ids(ana)
    library.timeline.move(meeting, dora).result(10)
    (other,) = read(library, files[1])
    assert check(library.path) == []
    library.imports.undo((first, other)[undone].id).result(20)
    assert check(library.path) == []
