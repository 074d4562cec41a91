"""Walking through the list of an event: keep, maybe, skip, a line, a promise; each taken back; the round; who came."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from relate.domain.errors import KnownError
from relate.domain.event_rounds import Mark
from relate.domain.events import Told
from relate.domain.moments import Moment
from relate.services.checking import check
from relate.services.library import Library
from relate.services.to_meet_views import Source
from relate.services.views import PeopleQuery, Shown
from tests.services.conftest import EXPORTS, NOON, Opened, dump, read
from tests.services.test_attendees import LUMA, SCANS, everybody, fair
from tests.services.test_events import archive

FRIDAY = 20_784
"""27 November 2026; the clock stands on Monday the 23rd."""


@pytest.fixture
def expo(library: Library) -> int:
    """An event with three on its list."""
    guests = library.guest_lists.preview("Ana Silva, Contoso\nBo Lind, Adatum\nCy Moe").guests
    told = Told("SaaS Expo", Moment.of_day(date(2026, 11, 19)))
    return library.guest_lists.make(told, [(one.told, None) for one in guests]).result(20)


def people(library: Library, key: int) -> dict[str, int]:
    return {one.name: one.person for one in library.rolls.roll(key).people}


def marks(library: Library, key: int) -> dict[str, Mark | None]:
    return {one.name: one.mark for one in library.rolls.roll(key).people}


def test_what_is_decided_is_kept_and_each_decision_is_one_undo(library: Library, expo: int) -> None:
    who = people(library, expo)
    undecided = dump(library)
    library.rolls.mark(expo, [who["Ana Silva"]], Mark.KEEP).result(20)
    library.rolls.mark(expo, [who["Bo Lind"]], Mark.MAYBE).result(20)
    before = dump(library)
    library.rolls.mark(expo, [who["Ana Silva"]], Mark.SKIP).result(20)
    assert marks(library, expo) == {"Ana Silva": Mark.SKIP, "Bo Lind": Mark.MAYBE, "Cy Moe": None}
    assert library.rolls.roll(expo).of(None) == 1
    library.history.undo(None).result(20)
    assert dump(library) == before
    library.rolls.mark(expo, [who["Ana Silva"], who["Bo Lind"]], None).result(20)
    assert dump(library) == undecided
    assert check(library.path) == []


def test_a_line_and_a_promise_stand_in_the_thread_and_lead_to_the_event(library: Library, expo: int) -> None:
    ana = people(library, expo)["Ana Silva"]
    before = dump(library)
    library.rolls.note(expo, ana, "runs  Iberia, asks for\nprices").result(20)
    library.rolls.promise(expo, ana, "the price list by friday").result(20)
    (one,) = [each for each in library.rolls.roll(expo).people if each.person == ana]
    assert one.line == "runs Iberia, asks for prices"
    assert [(text, day) for _, text, day in one.promises] == [("the price list", FRIDAY)]
    thread = library.thread.items(ana)
    assert {(item.kind, item.text, item.due_day) for item in thread} == {
        ("mattered", "runs Iberia, asks for prices", None), ("promised", "the price list", FRIDAY),
    }  # fmt: skip
    (row,) = {item.found_in for item in thread}
    assert row in library.timeline.ids(ana)
    library.rolls.note(expo, ana, "runs Iberia").result(20)
    assert [item.text for item in library.thread.items(ana) if item.kind == "mattered"] == ["runs Iberia"]
    library.rolls.note(expo, ana, "").result(20)
    assert [item.kind for item in library.thread.items(ana)] == ["promised"]
    for _ in range(4):
        library.history.undo(None).result(20)
    assert dump(library) == before


def test_of_two_who_turn_out_to_be_one_the_newer_decision_holds_and_parting_gives_each_its_own(
    library: Library, expo: int
) -> None:
    who = people(library, expo)
    library.rolls.mark(expo, [who["Ana Silva"]], Mark.SKIP).result(20)
    library.rolls.mark(expo, [who["Cy Moe"]], Mark.KEEP).result(20)
    before = dump(library)
    library.review.join_people([who["Ana Silva"], who["Cy Moe"]]).result(20)
    assert sorted(mark or "" for mark in marks(library, expo).values()) == ["", "keep"]
    library.history.undo(None).result(20)
    assert dump(library) == before


def test_removing_the_event_takes_the_decisions_along_and_gives_them_back(library: Library, expo: int) -> None:
    who = people(library, expo)
    library.rolls.mark(expo, list(who.values()), Mark.KEEP).result(20)
    library.rolls.begin_round(expo).result(20)
    before = dump(library)
    library.events.remove(expo).result(20)
    assert "event mark" not in "".join(dump(library))
    library.history.undo(None).result(20)
    assert dump(library) == before


def test_joining_two_events_brings_the_decisions_of_the_other(library: Library, expo: int) -> None:
    other = library.events.make(Told("The fair", Moment.of_day(date(2026, 11, 20)))).result(20)
    dee = library.people.add("Dee Fox").result(20)
    library.events.add_people(other, [dee], met=False).result(20)
    library.rolls.mark(other, [dee], Mark.KEEP).result(20)
    library.events.join(expo, other).result(20)
    assert marks(library, expo)["Dee Fox"] is Mark.KEEP


def test_whom_one_keeps_of_a_long_list_comes_into_the_contact_list_and_whom_one_skips_does_not(
    library: Library, tmp_path: Path
) -> None:
    path = fair(tmp_path, 260)
    (report,) = read(library, path)
    (event,) = library.events.all()
    some = [one.person for one in library.rolls.roll(event.key).people[:3]]
    for person, mark in zip(some, (Mark.KEEP, Mark.MAYBE, Mark.SKIP), strict=True):
        library.rolls.mark(event.key, [person], mark).result(20)
    assert len(everybody(library)) == 2
    assert [one.listed for one in library.rolls.roll(event.key).people[:3]] == [True, True, False]
    assert check(library.path) == []
    said = dump(library)
    undone = library.imports.undo(report.id).result(60)
    assert undone.kept[0] == (3, "people", "you wrote something about them")
    assert everybody(library) == []  # nothing tells their names any more
    assert check(library.path) == []
    read(library, path)
    assert dump(library) == said


def test_what_is_decided_of_an_archives_event_stays_through_undo_and_import(library: Library, opened: Opened) -> None:
    (report,) = read(library, LUMA)
    (event,) = library.events.all()
    who = people(library, event.key)
    library.rolls.mark(event.key, [who["Ben Lind"]], Mark.KEEP).result(20)
    library.rolls.note(event.key, who["Ben Lind"], "prices").result(20)
    said = dump(library)
    library.imports.undo(report.id).result(60)
    assert check(library.path) == []
    read(library, LUMA)
    assert dump(library) == said
    for step in library.history.steps():
        if "of “Freight" in step.title:
            library.history.undo(step.id).result(20)
    other = opened("other")
    read(other, LUMA)
    assert dump(library) == dump(other)


# --------------------------------------------------------------------------------------------------- who came


def connected(folder: Path, *rows: tuple[str, str, str, date]) -> Path:
    """A LinkedIn archive whose newest connections these are: first and last name, company, day."""
    made = archive(folder, [date(2016, 1, 5) + timedelta(days=61 * n) for n in range(8)])
    more = "".join(
        f"{first},{last},https://www.linkedin.com/in/{first.lower()}-{last.lower()},,{company},CTO,{day:%d %b %Y}\r\n"
        for first, last, company, day in rows
    )
    path = made / "Connections.csv"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return made


def test_who_became_connected_after_the_event_is_offered_joined_in_one_step_and_taken_back(
    library: Library, expo: int, tmp_path: Path
) -> None:
    day = date(2026, 11, 19)
    read(
        library,
        connected(tmp_path, ("Ana", "Silva", "Contoso", day), ("Bo", "Lind", "Litware", day),
                  ("Cy", "Moe", "", day + timedelta(days=1)), ("Dee", "Fox", "", day)),
    )  # fmt: skip
    found = library.events.arrivals(expo)
    assert [(one.on_list.name, one.same_company) for one in found] == [("Ana Silva", True), ("Cy Moe", False)]
    before = dump(library)
    assert len(everybody(library)) == 8 + 4 + 3
    library.rolls.join(expo, [(one.on_list.person, one.connected.person) for one in found]).result(20)
    assert library.events.arrivals(expo) == ()
    assert len(everybody(library)) == 8 + 4 + 1
    assert {guest.name: guest.met for guest in library.events.guests(expo)} == {
        "Ana Silva": True, "Bo Lind": False, "Cy Moe": True,
    }  # fmt: skip
    ana = people(library, expo)["Ana Silva"]
    assert library.people.page(ana).how_met == "SaaS Expo, November 2026"
    assert library.people.page(ana).connected is not None
    assert library.events.event(expo).people == 3  # type: ignore[union-attr]
    library.history.undo(None).result(20)
    assert dump(library) == before
    assert len(library.events.arrivals(expo)) == 2


def test_people_whom_the_user_called_different_are_not_offered(library: Library, expo: int, tmp_path: Path) -> None:
    read(library, connected(tmp_path, ("Ana", "Silva", "Contoso", date(2026, 11, 19))))
    (one,) = library.events.arrivals(expo)
    pair = (one.on_list.person, one.connected.person)
    (asked,) = [each for each in library.review.pairs() if set(each.persons) == set(pair)]
    library.review.different(asked).result(20)
    assert library.events.arrivals(expo) == ()


def test_what_was_noted_at_a_scan_is_told_on_the_list(library: Library) -> None:
    read(library, SCANS)
    (event,) = library.events.all()
    noted = {one.name: one.scanned for one in library.rolls.roll(event.key).people}
    assert noted == {"Ana Duarte": "wants the price list, soon\ncame back with her boss", "Hugo Reis": ""}


def test_a_scanned_badge_is_joined_too(library: Library, tmp_path: Path) -> None:
    read(library, SCANS)
    (event,) = library.events.all()
    read(library, connected(tmp_path, ("Hugo", "Reis", "Wingtip", date(2026, 3, 16))))
    assert [one.on_list.name for one in library.events.arrivals(event.key)] == ["Hugo Reis"]


# ------------------------------------------------------------------------------------------------------- round


def test_a_round_begins_where_somebody_is_kept_and_is_taken_back(library: Library, expo: int) -> None:
    with pytest.raises(KnownError):
        library.rolls.begin_round(expo).result(20)
    who = people(library, expo)
    library.rolls.mark(expo, [who["Ana Silva"]], Mark.KEEP).result(20)
    before = dump(library)
    library.rolls.begin_round(expo).result(20)
    roll = library.rolls.roll(expo)
    assert (roll.round_day, roll.round_left, roll.round_over) == (1, 5, False)
    library.history.undo(None).result(20)
    assert dump(library) == before


def test_a_library_of_before_gets_its_marks_and_takes_back_a_step_of_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from relate.store import connection
    from relate.store.connection import is_current

    path, former = tmp_path / "home" / "relate.db", tmp_path / "scripts"
    former.mkdir()
    for script in connection.migrations_folder().glob("0*.py"):
        if not script.name.endswith("event_marks.py"):
            (former / script.name).write_bytes(script.read_bytes())
    with monkeypatch.context() as patch:
        patch.setattr(connection, "migrations_folder", lambda: former)
        from relate.store.writing import close, open_for_writing

        close(open_for_writing(path))
    old = Library.open(path, clock=lambda: NOON)
    try:
        assert is_current(old.readers.connection())
        read(old, EXPORTS / "linkedin" / "2024")
        person = old.people.ids(PeopleQuery(Shown.EVERYONE))[0]
        key = old.events.make(Told("SaaS Expo")).result(20)
        old.events.add_people(key, [person]).result(20)
        before = dump(old)
        old.rolls.mark(key, [person], Mark.KEEP).result(20)
        old.history.undo(None).result(20)
        assert dump(old) == before
    finally:
        old.close()


def test_days_on_which_those_of_a_list_became_connected_are_not_asked_about_once_they_are_joined(
    library: Library, tmp_path: Path
) -> None:
    day = date(2026, 5, 14)
    path = tmp_path / "Expo - Guests.csv"
    guests = [f"Guest{chr(97 + n)} Ola{chr(97 + n)}" for n in range(7)]
    rows = "".join(
        f"gst-{n},{name},,2026-04-01T09:00:00Z,approved,2026-05-14T09:00:00Z\r\n" for n, name in enumerate(guests)
    )
    path.write_text("api_id,name,email,created_at,approval_status,checked_in_at\r\n" + rows, encoding="utf-8")
    read(library, path)
    read(library, connected(tmp_path, *((*name.split(" "), "", day) for name in guests)))  # type: ignore[arg-type]
    assert library.events.proposals() == ()
    (event,) = library.events.all()
    found = library.events.arrivals(event.key)
    assert len(found) == 7
    library.rolls.join(event.key, [(one.on_list.person, one.connected.person) for one in found]).result(20)
    assert library.events.proposals() == ()
    assert len(library.people.ids(PeopleQuery(Shown.EVERYONE, event=event.key))) == 7


def test_who_is_offered_to_be_joined_is_not_asked_about_as_an_event_of_its_own(
    library: Library, expo: int, tmp_path: Path
) -> None:
    day = date(2026, 11, 19)
    names = [(f"Guest{chr(97 + n)}", f"Ola{chr(97 + n)}", "", day) for n in range(5)]
    listed = library.guest_lists.preview("\n".join(f"{first} {last}" for first, last, _, _ in names)).guests
    library.guest_lists.add(expo, [(one.told, None) for one in listed]).result(20)
    (report,) = read(library, connected(tmp_path, *names))
    assert library.events.proposals() == ()
    assert [(event.key, count) for event, count in library.events.all_arrivals(report.id)] == [(expo, 5)]
    library.imports.undo(report.id).result(60)
    assert library.events.all_arrivals() == ()


def test_the_import_of_a_list_tells_which_event_it_is_of(library: Library) -> None:
    (report,) = read(library, LUMA)
    assert [event.name for event in library.events.lists_of(report.id)] == ["Freight Breakfast"]
    (again,) = read(library, LUMA)
    assert [event.name for event in library.events.lists_of(again.id)] == ["Freight Breakfast"]
    (other,) = read(library, EXPORTS / "linkedin" / "2024")
    assert library.events.lists_of(other.id) == ()


def test_whom_one_keeps_and_never_met_is_somebody_to_meet_until_one_has(library: Library, expo: int) -> None:
    who = people(library, expo)
    library.rolls.mark(expo, [who["Ana Silva"], who["Bo Lind"]], Mark.KEEP).result(20)
    library.rolls.mark(expo, [who["Cy Moe"]], Mark.MAYBE).result(20)
    told = {
        one.name: [(source.source, source.network) for source in one.sources] for one in library.to_meet.view().wanted
    }
    assert told == {"Ana Silva": [(Source.LISTED, "SaaS Expo")], "Bo Lind": [(Source.LISTED, "SaaS Expo")]}
    library.events.add_people(expo, [who["Bo Lind"]]).result(20)
    assert [one.name for one in library.to_meet.view(Source.LISTED).wanted] == ["Ana Silva"]
    library.history.undo(None).result(20)
    library.history.undo(None).result(20)
    library.history.undo(None).result(20)
    assert library.to_meet.view().wanted == ()
