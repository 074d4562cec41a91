"""Lists of people at events: accounted for, once, in any order, taken back; and long ones bury no contact list."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown, State
from tests.importers.dropping import drop
from tests.services.conftest import EXPORTS, Opened, dump, read

LISTS = EXPORTS / "attendees"
FIXTURES = sorted(LISTS.iterdir())
LUMA = LISTS / "Freight Breakfast - Guests - 2026-05-15-10-20-30.csv"
SCANS = LISTS / "SaaS_Expo_2026_leads.csv"
ZOOM = LISTS / "participants_81234567890.csv"


def called(path: object) -> str:
    assert isinstance(path, Path)
    return path.stem


def everybody(library: Library) -> list[str]:
    return sorted(row.name for row in library.people.rows(list(library.people.ids(PeopleQuery(Shown.EVERYONE)))))


def fair(folder: Path, guests: int, name: str = "Fair - Guests.csv", first: int = 0) -> Path:
    """A list with so many guests, from the first on: the n-th is always the same person."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = "".join(
        f"gst-{n},Guest {chr(97 + n % 26)}{chr(97 + n // 26)}o,,,{'' if n % 2 else f'g{n}@x.example'},,"
        "2026-04-20T09:12:31Z,approved,2026-05-14T08:00:00Z\r\n"
        for n in range(first, first + guests)
    )
    path = folder / name
    path.write_text("api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at\r\n"
                    + rows, encoding="utf-8")  # fmt: skip
    return path


def rows_of(fixture: Path) -> int:
    """The rows of a list as its reader numbers them."""
    return max(one.where.row for one in drop(fixture).everything)


@pytest.mark.parametrize("fixture", FIXTURES, ids=called)
def test_every_row_is_accounted_for_twice_is_once_and_undone_is_nothing(library: Library, fixture: Path) -> None:
    empty = dump(library)
    (report,) = read(library, fixture)
    for file in report.files:
        assert file.rows == file.new + file.matched + file.updated + file.unchanged + file.skipped, file
        assert file.skipped == sum(count for _, count in file.reasons), file
        assert file.new
        assert file.rows == rows_of(fixture)
    once = dump(library)
    (again,) = read(library, fixture)
    assert dump(library) == once
    assert [(file.new, file.matched, file.updated) for file in again.files] == [(0, 0, 0)] * len(again.files)
    assert not check(library.path)
    library.imports.undo(again.id).result(60)
    assert dump(library) == once
    library.imports.undo(report.id).result(60)
    assert dump(library) == empty


@pytest.mark.parametrize(("one", "other"), [*itertools.pairwise(FIXTURES), (LUMA, SCANS), (LUMA, ZOOM)], ids=called)
def test_two_lists_give_the_same_library_in_either_order(opened: Opened, one: Path, other: Path) -> None:
    there, back = opened("there"), opened("back")
    for path in (one, other):
        read(there, path)
    for path in (other, one):
        read(back, path)
    assert dump(there) == dump(back)
    assert everybody(there) == everybody(back)


def test_a_guest_is_listed_and_not_met_and_a_scan_is_a_meeting(library: Library) -> None:
    read(library, LUMA)
    (event,) = library.events.all()
    assert (event.name, event.network, event.people) == ("Freight Breakfast", "event", 5)
    assert {guest.met for guest in library.events.guests(event.key)} == {False}
    ana = next(guest.person for guest in library.events.guests(event.key) if guest.name == "Ana Duarte")
    assert library.people.page(ana).contact_days == 0
    read(library, SCANS)
    scanned = next(one for one in library.events.all() if one.name == "SaaS Expo 2026")
    assert {guest.name: guest.met for guest in library.events.guests(scanned.key)} == {
        "Ana Duarte": True, "Hugo Reis": True,
    }  # fmt: skip
    page = library.people.page(ana)  # her address makes her one person of both lists
    assert page.contact_days == 1
    assert page.how_met == "SaaS Expo 2026, March 2026"


def test_more_than_ten_scans_are_as_many_meetings(library: Library, tmp_path: Path) -> None:
    rows = "".join(f"B{n},Visitor {chr(97 + n)}ola,v{n}@x.example,2026-03-14 10:22\r\n" for n in range(15))
    path = tmp_path / "Expo scans.csv"
    path.write_text("Badge ID,Name,Email,Scan Date\r\n" + rows, encoding="utf-8")
    read(library, path)
    persons = list(library.people.ids(PeopleQuery(Shown.EVERYONE)))
    assert [library.people.page(one).contact_days for one in persons] == [1] * 15
    assert not check(library.path)


def test_the_owner_of_a_list_is_nobody_of_it(library: Library) -> None:
    read(library, ZOOM)
    (event,) = library.events.all()
    assert "Mara Lindqvist" not in {guest.name for guest in library.events.guests(event.key)}
    assert "Mara Lindqvist" not in everybody(library)


def test_an_event_that_is_over_is_no_source_that_grows_old(library: Library) -> None:
    read(library, LUMA)
    assert library.sources.ages() == []


# ----------------------------------------------------------------------------------------------------- rosters


def test_a_long_list_is_the_events_own(library: Library, tmp_path: Path) -> None:
    (report,) = read(library, fair(tmp_path, 260))
    (event,) = library.events.all()
    assert event.people == 260
    assert len(library.events.guests(event.key)) == 260
    assert everybody(library) == []
    assert report.people_new == 0
    assert library.people.ids(PeopleQuery(Shown.EVERYONE, text="guest")) == library.people.ids(
        PeopleQuery(Shown.EVERYONE, text="nobody at all")
    )
    assert not check(library.path)


def test_whom_the_user_met_of_a_long_list_is_somebody(library: Library, tmp_path: Path) -> None:
    read(library, fair(tmp_path, 260))
    (event,) = library.events.all()
    some = [guest.person for guest in library.events.guests(event.key)[:2]]
    library.events.add_people(event.key, some).result(20)
    assert len(everybody(library)) == 2
    assert sum(guest.met for guest in library.events.guests(event.key)) == 2
    library.history.undo(None).result(20)
    assert everybody(library) == []
    library.people.set_state([some[0]], State.RESTING).result(20)
    assert len(everybody(library)) == 1


def test_whom_anything_else_tells_of_is_somebody_whatever_came_first(opened: Opened, tmp_path: Path) -> None:
    long = fair(tmp_path, 260)
    short = fair(tmp_path, 3, "Dinner - Guests.csv")
    card = tmp_path / "book.vcf"
    card.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Guest eao\r\nEMAIL:g4@x.example\r\nEND:VCARD\r\n", encoding="utf-8"
    )
    first, second = opened("first"), opened("second")
    for path in (long, short, card):
        read(first, path)
    for path in (card, short, long):
        read(second, path)
    assert everybody(first) == everybody(second)
    # The second of the short list has no address: who that is on the long one nobody knows for certain.
    assert everybody(first) == ["Guest aao", "Guest bao", "Guest cao", "Guest eao"]
    assert dump(first) == dump(second)
    assert not check(first.path)
    last = first.imports.list()[0]
    first.imports.undo(last.id).result(60)
    assert everybody(first) == ["Guest aao", "Guest bao", "Guest cao"]
    assert not check(first.path)


def test_a_list_that_has_grown_is_the_same_event_and_the_same_people(opened: Opened, tmp_path: Path) -> None:
    few, many = fair(tmp_path / "a", 150), fair(tmp_path / "b", 260)
    one, other = opened("one"), opened("other")
    for path in (few, many):
        read(one, path)
    for path in (many, few):
        read(other, path)
    assert dump(one) == dump(other)
    assert everybody(one) == everybody(other) == []
    assert [event.people for event in one.events.all()] == [260]
    one.imports.undo(one.imports.list()[0].id).result(60)
    assert len(everybody(one)) == 150
    assert not check(one.path)
