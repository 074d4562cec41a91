"""Days on which many became connected are offered as an event; what the user says of events outlives every import."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from relate.domain.events import Told
from relate.domain.moments import Moment
from relate.domain.records import Kind
from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown, Talk
from tests.services.conftest import EXPORTS, NOON, Opened, dump, read

HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
EXPO = date(2019, 3, 14)
OTHERS = [date(2017, 1, 5) + timedelta(days=61 * n) for n in range(8)]


def archive(folder: Path, days: list[date], named: str = "Complete_LinkedInDataExport_11-20-2026") -> Path:
    """A LinkedIn archive of somebody who became connected on these days; the n-th is always the same person."""
    made = folder / named
    made.mkdir(parents=True)
    rows = "".join(
        f"Guest,Number{n},https://www.linkedin.com/in/guest-{n},,Contoso,CTO,{day:%d %b %Y}\r\n"
        for n, day in enumerate(days)
    )
    (made / "Connections.csv").write_text(HEAD + rows, encoding="utf-8")
    (made / "Profile.csv").write_text(
        "First Name,Last Name,Headline,Summary,Industry\r\nZoë,Martin,Sales,,Trade\r\n", encoding="utf-8"
    )
    return made


def expo(n: int) -> list[date]:
    return [EXPO + timedelta(days=place % 3) for place in range(n)]


def everybody(library: Library) -> list[int]:
    return list(library.people.ids(PeopleQuery(Shown.EVERYONE)))


def test_twelve_within_three_days_are_offered_and_named_once(library: Library, tmp_path: Path) -> None:
    read(library, archive(tmp_path, OTHERS + expo(12)))
    (offered,) = library.events.proposals()
    assert (offered.first_day, offered.last_day, len(offered.people)) == (17_969, 17_971, 12)
    assert not offered.may_be_address_book
    before = dump(library)
    key = library.events.accept(offered, "SaaS Expo", "Berlin").result(20)
    assert library.events.proposals() == ()
    (event,) = library.events.all()
    assert (event.key, event.name, event.people, event.told_by_archive) == (key, "SaaS Expo", 12, False)
    assert {guest.person for guest in library.events.guests(key)} == set(offered.people)
    assert {library.people.page(one).how_met for one in offered.people} == {"SaaS Expo, March 2019"}
    assert set(library.people.ids(PeopleQuery(Shown.EVERYONE, text="saas expo"))) == set(offered.people)
    assert set(library.people.ids(PeopleQuery(Shown.EVERYONE, event=key))) == set(offered.people)
    library.history.undo(None).result(20)
    assert dump(library) == before
    assert len(library.events.proposals()) == 1


def test_the_import_that_brought_them_offers_them(library: Library, tmp_path: Path) -> None:
    (first,) = read(library, archive(tmp_path / "a", OTHERS, "Complete_LinkedInDataExport_01-20-2026"))
    (second,) = read(library, archive(tmp_path / "b", OTHERS + expo(7)))
    assert library.events.proposals(first.id) == ()
    assert len(library.events.proposals(second.id)) == 1


def test_not_an_event_is_remembered_through_a_later_archive_and_an_undone_one(library: Library, tmp_path: Path) -> None:
    (first,) = read(library, archive(tmp_path / "a", OTHERS + expo(12), "Complete_LinkedInDataExport_01-20-2026"))
    library.events.refuse(library.events.proposals()[0], "14 to 16 March 2019").result(20)
    assert library.events.proposals() == ()
    library.imports.undo(first.id).result(20)
    later = OTHERS + expo(12) + [EXPO + timedelta(days=3)] * 3
    read(library, archive(tmp_path / "b", later))
    assert library.events.proposals() == ()


def test_what_was_said_of_people_stays_when_their_archive_is_taken_back_and_comes_again(
    library: Library, tmp_path: Path
) -> None:
    path = archive(tmp_path, OTHERS + expo(6))
    (report,) = read(library, path)
    key = library.events.accept(library.events.proposals()[0], "SaaS Expo").result(20)
    before = dump(library)
    undone = library.imports.undo(report.id).result(20)
    assert any("people" in words for _, words, _ in undone.kept)
    assert len(library.events.guests(key)) == 6
    assert len(everybody(library)) == 6
    read(library, path)
    assert dump(library) == before


def test_an_event_of_an_archive_keeps_who_was_there_through_undo_and_import(library: Library, opened: Opened) -> None:
    (report,) = read(library, EXPORTS / "linkedin" / "2024")
    event = library.events.all()[0]
    assert event.told_by_archive
    assert event.network == "linkedin"
    guest = everybody(library)[0]
    plain = dump(library)
    library.events.add_people(event.key, [guest]).result(20)
    said = dump(library)
    assert said != plain
    library.imports.undo(report.id).result(20)
    assert [(one.key, one.people) for one in library.events.all()] == [(event.key, 1)]
    read(library, EXPORTS / "linkedin" / "2024")
    assert dump(library) == said
    step = next(step for step in library.history.steps() if "at “" in step.title)
    library.history.undo(step.id).result(20)
    other = opened("other")
    read(other, EXPORTS / "linkedin" / "2024")
    assert dump(library) == dump(other)


def test_taken_back_while_its_archive_is_gone_nothing_is_left_of_it(library: Library) -> None:
    empty = dump(library)
    (report,) = read(library, EXPORTS / "linkedin" / "2024")
    event = library.events.all()[0]
    library.events.add_people(event.key, [everybody(library)[0]]).result(20)
    library.imports.undo(report.id).result(20)
    step = next(step for step in library.history.steps() if "at “" in step.title)
    library.history.undo(step.id).result(20)
    assert library.events.all() == []
    assert [line for line in dump(library) if '"interaction"' in line or '"event"' in line] == empty


def test_where_one_met_somebody_is_a_reason_with_its_row(library: Library, tmp_path: Path) -> None:
    read(library, archive(tmp_path, OTHERS + expo(6)))
    key = library.events.accept(library.events.proposals()[0], "SaaS Expo").result(20)
    guest, other = (each.person for each in library.events.guests(key)[:2])
    assert "You know them from SaaS Expo too." in library.reconnect.why_not(guest).speaks
    library.events.add_people(key, [other], met=False).result(20)
    assert not any(said.startswith("The last talk") for said in library.reconnect.why_not(other).speaks)
    assert any(said.startswith("The last talk") for said in library.reconnect.why_not(guest).speaks)


def test_whoever_was_met_at_an_event_is_not_in_the_drawer_of_those_never_talked_to(
    library: Library, tmp_path: Path
) -> None:
    read(library, archive(tmp_path, OTHERS + expo(6)))
    library.timeline.log(Talk((everybody(library)[0],), Moment(NOON))).result(20)
    people = set(library.events.proposals()[0].people)
    for person in people:  # something speaks for each of them
        library.people.set_fact(person, "role", "distributor").result(20)
    library.looking.set_line("distributors").result(20)
    drawer = {card.person for card in (*library.reconnect.day().reconnect, *library.reconnect.day().others)}
    assert len(people & drawer) >= 5
    library.events.accept(library.events.proposals()[0], "SaaS Expo").result(20)
    again = library.reconnect.day()
    assert people.isdisjoint(card.person for card in (*again.reconnect, *again.others))


def test_an_event_of_an_archive_is_called_otherwise_and_removed_and_all_comes_back(library: Library) -> None:
    read(library, EXPORTS / "linkedin" / "2024")
    before = dump(library)
    event = library.events.all()[0]
    library.events.change(event.key, Told("Our name", Moment.of_day(EXPO))).result(20)
    changed = library.events.event(event.key)
    assert changed is not None
    assert (changed.name, changed.told_by_archive) == ("Our name", True)
    library.events.remove(event.key).result(20)
    assert library.events.event(event.key) is None
    library.history.undo(None).result(20)
    library.history.undo(None).result(20)
    assert dump(library) == before


def test_a_library_with_events_is_whole(library: Library, tmp_path: Path) -> None:
    read(library, archive(tmp_path, OTHERS + expo(6)))
    key = library.events.accept(library.events.proposals()[0], "SaaS Expo").result(20)
    library.events.add_people(key, everybody(library)[:3], met=False).result(20)
    library.settled()
    assert check(library.path) == []


def test_proposals_are_those_of_the_library_as_it_is_now_whatever_was_changed_since(
    library: Library, opened: Opened, tmp_path: Path
) -> None:
    read(library, archive(tmp_path, OTHERS + expo(6)))
    (offered,) = library.events.proposals()
    library.people.set_fact(offered.people[0], "name", "Ada Lovelace").result(20)
    assert "Ada Lovelace" in library.events.proposals()[0].names
    library.people.delete(offered.people[:1]).result(20)
    assert len(library.events.proposals()[0].people) == 5
    library.people.delete(offered.people[1:2]).result(20)
    assert library.events.proposals() == ()
    library.history.undo(None).result(20)
    (again,) = library.events.proposals()
    row = next(
        row.id for row in library.timeline.rows(library.timeline.ids(again.people[0])) if row.kind is Kind.CONNECTED
    )
    library.timeline.hide(row).result(20)
    assert library.events.proposals() == ()
