"""A pasted list: who of it is known, who is new; one step, and one undo."""

from __future__ import annotations

from datetime import date

from relate.domain.events import Told
from relate.domain.moments import Moment
from relate.services.checking import check
from relate.services.event_views import PastedGuest
from relate.services.guest_lists import Chosen, likely
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown
from tests.services.conftest import EXPORTS, dump, read

EXPO = Told("SaaS Expo", Moment.of_day(date(2026, 11, 19)), None, "Berlin")


def add(library: Library, name: str, **facts: str) -> int:
    person = library.people.add(name).result(20)
    for field, value in facts.items():
        library.people.set_fact(person, field, value).result(20)
    return person


def chosen(guests: tuple[PastedGuest, ...]) -> list[Chosen]:
    return [(guest.told, likely(guest)) for guest in guests]


def everybody(library: Library) -> list[str]:
    return sorted(row.name for row in library.people.rows(list(library.people.ids(PeopleQuery(Shown.EVERYONE)))))


def test_somebody_is_known_by_an_address_for_certain_and_by_the_name_alone_perhaps(library: Library) -> None:
    ana = add(library, "Ana Silva", mail="ana@contoso.example", company="Contoso")
    bo = add(library, "Bo Lind", company="Adatum")
    add(library, "Cy Moe"), add(library, "Cy Moe")
    told = library.guest_lists.preview(
        "Ana Silva <ANA@contoso.example>\nBo Lind\nBo Lind, Litware\nCy Moe\nEve Ray, Kite\nana@other.example"
    ).guests
    found = [(len(one.known), one.known[0].person if one.known else None, one.certain, likely(one)) for one in told]
    assert found[:3] == [
        (1, ana, True, ana),
        (1, bo, False, bo),
        (1, bo, False, None),
    ]  # another company: not by itself
    assert [(many, who) for many, _, _, who in found[3:]] == [(2, None), (0, None), (0, None)]


def test_of_several_of_a_name_the_company_tells_who_is_meant(library: Library) -> None:
    add(library, "Cy Moe", company="Adatum")
    there = add(library, "Cy Moe", company="Kite")
    (guest,) = library.guest_lists.preview("Cy Moe, Kite").guests
    assert ([one.company for one in guest.known], likely(guest)) == (["Kite", "Adatum"], there)


def test_an_address_of_somebody_else_makes_nobody_the_same(library: Library) -> None:
    add(library, "Ana Silva", mail="office@contoso.example")
    (guest,) = library.guest_lists.preview("Bo Lind <office@contoso.example>").guests
    assert guest.known == ()


def test_a_list_makes_an_event_with_those_who_are_known_and_those_who_are_new(library: Library) -> None:
    read(library, EXPORTS / "linkedin" / "2024")
    known = library.people.rows(list(library.people.ids(PeopleQuery(Shown.EVERYONE))))[0]
    before = dump(library)
    guests = library.guest_lists.preview(f"{known.name}\nEve Ray - CTO at Kite\nzed@kite.example").guests
    key = library.guest_lists.make(EXPO, chosen(guests)).result(20)
    (event,) = [one for one in library.events.all() if one.key == key]
    assert (event.name, event.place, event.people) == ("SaaS Expo", "Berlin", 3)
    here = {guest.name: guest for guest in library.events.guests(key)}
    assert set(here) == {known.name, "Eve Ray", "zed@kite.example"}
    assert {guest.met for guest in here.values()} == {False}
    assert (here["Eve Ray"].role, here["Eve Ray"].company) == ("CTO", "Kite")
    assert library.people.page(here["Eve Ray"].person).how_met == ""  # listed, not met
    assert {"Eve Ray", "zed@kite.example"} <= set(everybody(library))
    assert check(library.path) == []
    library.history.undo(None).result(20)
    assert dump(library) == before


def test_a_list_is_put_into_an_event_that_is_there_and_whoever_was_met_stays_met(library: Library) -> None:
    ana = add(library, "Ana Silva")
    key = library.events.make(EXPO).result(20)
    library.events.add_people(key, [ana]).result(20)
    before = dump(library)
    library.guest_lists.add(key, chosen(library.guest_lists.preview("Ana Silva\nBo Lind").guests)).result(20)
    assert {guest.name: guest.met for guest in library.events.guests(key)} == {"Ana Silva": True, "Bo Lind": False}
    library.history.undo(None).result(20)
    assert dump(library) == before


def test_an_archive_that_tells_of_a_pasted_address_later_meets_them(library: Library) -> None:
    guests = library.guest_lists.preview("Ana Duarte <ana.duarte@tailspin.example>").guests
    library.guest_lists.make(EXPO, chosen(guests)).result(20)
    read(library, EXPORTS / "attendees" / "SaaS_Expo_2026_leads.csv")
    assert everybody(library).count("Ana Duarte") == 1
