"""What the user said of somebody stays with them when the archive it hangs on is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import PeopleQuery, PersonRow, Shown

CARDS = {
    "old": {"EMAIL": "ana@contoso.example"},
    "phone": {"TEL": "+442079460001"},
    "both": {"EMAIL": "ana@contoso.example", "TEL": "+442079460001"},
}
"""Three address books with a card of Ana each: only the third tells that the first two are one person."""


def read(library: Library, folder: Path, book: str, told: dict[str, str] | None = None) -> int:
    """The import of one of them; told: what its card says by now."""
    path = folder / f"{book}.vcf"
    facts = "".join(f"{field}:{value}\r\n" for field, value in (told or CARDS[book]).items())
    path.write_text(f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{book}\r\nFN:Ana Lima\r\n{facts}END:VCARD\r\n")
    return library.imports.start([path]).future.result().imports[0].id


def everybody(library: Library) -> list[PersonRow]:
    library.settled()
    return library.people.rows(list(library.people.ids(PeopleQuery(Shown.EVERYONE))))


def placed(library: Library) -> list[str]:
    """The names of those in the circle of 15 with the tag "rowing"."""
    rows = [row for row in everybody(library) if row.circle == 15]
    return [row.name for row in rows if "rowing" in library.people.page(row.id).tags]


def say_something(library: Library) -> None:
    (ana,) = everybody(library)
    library.people.add_tag([ana.id], "rowing").result()
    library.people.set_circle([ana.id], 15).result()


@pytest.mark.parametrize(
    "order", [("old", "both"), ("both", "old"), ("both", "old", "phone"), ("old", "phone", "both")]
)
def test_it_stays_with_somebody_who_stands_in_the_list(
    library: Library, tmp_path: Path, order: tuple[str, ...]
) -> None:
    ids = [read(library, tmp_path, book) for book in order]
    say_something(library)
    library.imports.undo(ids[0]).result()
    assert placed(library) == ["Ana Lima"]
    assert check(library.path) == []


def test_it_goes_on_to_the_next_when_that_one_is_taken_back_too(library: Library, tmp_path: Path) -> None:
    first, second, _ = (read(library, tmp_path, book) for book in ("old", "both", "phone"))
    say_something(library)
    library.imports.undo(first).result()
    library.imports.undo(second).result()
    assert placed(library) == ["Ana Lima"]


def test_told_of_again_with_nothing_in_common_they_are_two_people(library: Library, tmp_path: Path) -> None:
    first = read(library, tmp_path, "both")
    second = read(library, tmp_path, "old")
    say_something(library)
    library.imports.undo(first).result()
    assert len(everybody(library)) == 1
    read(library, tmp_path, "both", CARDS["phone"])
    assert len(everybody(library)) == 2
    assert placed(library) == ["Ana Lima"]
    library.imports.undo(second).result()
    assert placed(library) == ["Ana Lima"]
