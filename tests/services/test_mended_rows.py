"""What the user mended stays mended through the next import: rows of a timeline, and whom he deleted."""

from __future__ import annotations

from pathlib import Path

from relate.domain.moments import DAY_MS, Moment, Precision
from relate.services.checking import check
from relate.services.library import Library
from relate.services.list_views import PeopleQuery, Shown
from tests.services.conftest import EXPORTS, NOON, dump, read

HEAD = "BEGIN:VCARD\nVERSION:3.0\n"


def test_whom_the_user_deleted_stays_deleted_through_the_next_import_until_that_is_taken_back(
    library: Library, tmp_path: Path
) -> None:
    book = tmp_path / "book.vcf"
    book.write_text(f"{HEAD}UID:1\nFN:Ana Duarte\nEND:VCARD\n{HEAD}UID:2\nFN:Bo Berg\nEND:VCARD\n")
    read(library, book)
    (ana,) = library.people.named("Ana Duarte")
    library.people.delete([ana]).result(10)
    (report,) = read(library, book)
    assert dict(report.files[0].reasons) == {"you removed this person": 1}
    assert library.people.named("Ana Duarte") == []
    deleted = next(step for step in library.history.steps() if step.title == "Removed Ana Duarte")
    library.history.undo(deleted.id).result(10)
    assert len(library.people.named("Ana Duarte")) == 1
    assert check(library.path) == []


def test_a_row_that_was_hidden_moved_or_given_to_somebody_else_stays_so_when_its_archive_is_read_again(
    library: Library,
) -> None:
    read(library, EXPORTS / "linkedin" / "2023")
    untouched = dump(library)
    one = library.people.ids(PeopleQuery())[0]
    other = next(person for person in library.people.ids(PeopleQuery(shown=Shown.EVERYONE)) if person != one)
    rows = [row.id for row in library.timeline.rows(list(library.timeline.ids(one)))]
    hidden, later, given = rows[0], rows[1], rows[2]
    library.timeline.hide(hidden).result(10)
    library.timeline.move(given, other).result(10)
    library.timeline.edit(later, at=Moment(NOON - 500 * DAY_MS, Precision.MINUTE)).result(10)
    titles = [step.title for step in library.history.steps()]
    named = library.people.page(one).name
    # That the owner took part goes without saying.
    assert titles[:3] == [f"Corrected a row with {named}", f"Corrected a row with {named}", f"Hid a row with {named}"]
    mended = dump(library)
    assert mended != untouched
    for era in ("2023", "2026"):
        read(library, EXPORTS / "linkedin" / era)
        assert {line for line in mended if '"corrected"' in line} <= set(dump(library))
    assert hidden not in library.timeline.ids(one)
    assert given in library.timeline.ids(other)
    assert given not in library.timeline.ids(one)
    assert check(library.path) == []
