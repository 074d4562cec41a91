"""Whom the owner wants to know: by invitations, follows, profiles looked at and what he typed, until they talk."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.domain.events import Told
from relate.domain.moments import DAY_MS, Moment, Precision
from relate.services.library import Library
from relate.services.to_meet_views import Source, Wanted
from relate.services.views import PeopleQuery, Shown, State, Talk
from tests.services.conftest import EXPORTS, NOON, dump, read

FILES = {
    "Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    "Cy,Dorn,https://www.linkedin.com/in/cy,,Contoso GmbH,Buyer,05 May 2020\r\n"
    "Di,Ende,https://www.linkedin.com/in/di,,Kite,Buyer,05 May 2021\r\n",
    "Profile.csv": "First Name,Last Name,Headline,Summary,Industry\r\nZoë,Martin,Sales,,Trade\r\n",
    "Invitations.csv": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\r\n"
    'Zoë Martin,Ana Silva,"5/3/26, 10:00 AM",Loved your talk,OUTGOING,'
    "https://www.linkedin.com/in/zoe,https://www.linkedin.com/in/ana\r\n"
    'Bo Berg,Zoë Martin,"5/4/26, 10:00 AM",,INCOMING,'
    "https://www.linkedin.com/in/bo,https://www.linkedin.com/in/zoe\r\n"
    'Zoë Martin,Cy Dorn,"5/4/20, 10:00 AM",,OUTGOING,'
    "https://www.linkedin.com/in/zoe,https://www.linkedin.com/in/cy\r\n",
    "Member_Follows.csv": "Date,Status,FullName\r\n2024-02-03 10:00:00 UTC,Active,Di Ende\r\n"
    "2024-02-04 10:00:00 UTC,Active,Ana Silva\r\n",
    "Company Follows.csv": "Organization,Followed On\r\nNorthwind,Tue Mar 05 10:00:00 UTC 2024\r\n",
}


@pytest.fixture
def linkedin(library: Library, tmp_path: Path) -> Path:
    folder = tmp_path / "Complete_LinkedInDataExport_11-20-2026"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    read(library, folder)
    return folder


def wanted(library: Library) -> dict[str, Wanted]:
    return {each.name: each for each in library.to_meet.view().wanted}


def sources(library: Library) -> dict[str, list[Source]]:
    return {name: [source.source for source in each.sources] for name, each in wanted(library).items()}


def person(library: Library, name: str) -> int:
    (found,) = library.people.ids(PeopleQuery(Shown.EVERYONE, text=name))
    return int(found)


def talk(library: Library, whom: int) -> None:
    library.timeline.log(Talk((whom,), Moment(NOON - DAY_MS, Precision.MINUTE))).result(20)


def test_open_invitations_and_follows_each_with_its_date(library: Library, linkedin: Path) -> None:
    assert sources(library) == {
        "Bo Berg": [Source.ASKED],
        "Ana Silva": [Source.INVITED, Source.FOLLOW],
        "Di Ende": [Source.FOLLOW],
    }
    invited = wanted(library)["Ana Silva"].sources[0]
    assert invited.at is not None
    assert invited.at.iso() == "2026-05-03T10:00Z"
    assert invited.own_text
    assert invited.record in library.timeline.ids(person(library, "Ana Silva"))


def test_whoever_there_was_a_real_exchange_with_leaves(library: Library, linkedin: Path) -> None:
    talk(library, person(library, "Di Ende"))
    assert set(sources(library)) == {"Bo Berg", "Ana Silva"}
    library.history.undo(None).result(20)
    assert "Di Ende" in sources(library)


def test_met_at_an_event_is_a_real_exchange_and_listed_is_not(library: Library, linkedin: Path) -> None:
    key = library.events.make(Told("The fair", Moment(NOON - DAY_MS, Precision.DAY))).result(20)
    library.events.add_people(key, [person(library, "Di Ende")], met=False).result(20)
    library.events.add_people(key, [person(library, "Bo Berg")]).result(20)
    assert set(sources(library)) == {"Di Ende", "Ana Silva"}


def test_not_any_more_stays_through_the_next_archive_and_is_taken_back(library: Library, linkedin: Path) -> None:
    before = dump(library)
    library.to_meet.no_longer(wanted(library)["Ana Silva"]).result(20)
    (linkedin / "Member_Follows.csv").write_text(
        FILES["Member_Follows.csv"] + "2025-02-04 10:00:00 UTC,Active,Bo Berg\r\n", encoding="utf-8"
    )
    (report,) = read(library, linkedin)
    assert set(sources(library)) == {"Bo Berg", "Di Ende"}
    library.imports.undo(report.id).result(20)
    step = next(step for step in library.history.steps() if step.title.startswith("No longer to meet"))
    library.history.undo(step.id).result(20)
    assert dump(library) == before


def test_who_may_know_them_is_who_was_talked_with_at_their_company(library: Library, linkedin: Path) -> None:
    talk(library, person(library, "Cy Dorn"))
    library.people.set_fact(person(library, "Ana Silva"), "company", "Contoso").result(20)
    (through,) = wanted(library)["Ana Silva"].through
    assert (through.name, through.kind) == ("Cy Dorn", "company")


def test_who_may_know_them_is_who_was_met_at_the_same_event(library: Library, linkedin: Path) -> None:
    key = library.events.make(Told("The fair", Moment(NOON - DAY_MS, Precision.DAY))).result(20)
    library.events.add_people(key, [person(library, "Ana Silva")], met=False).result(20)
    library.events.add_people(key, [person(library, "Cy Dorn")]).result(20)
    (through,) = wanted(library)["Ana Silva"].through
    assert (through.name, through.where, through.kind) == ("Cy Dorn", "The fair", "event")


def test_companies_are_no_people_and_can_be_let_go(library: Library, linkedin: Path) -> None:
    (followed,) = library.to_meet.view().followed
    assert (followed.kind, followed.name, followed.network) == ("company", "Northwind", "linkedin")
    library.to_meet.no_longer_follow(followed.key).result(20)
    assert library.to_meet.view().followed == ()


def test_a_typed_wish_becomes_somebody_and_leaves_when_they_talk(library: Library, linkedin: Path) -> None:
    before = dump(library)
    library.to_meet.wish("meet Eva Falk of Contoso").result(20)
    wish = wanted(library)["Eva Falk"]
    assert (wish.person, wish.company, wish.sources[0].source) == (None, "Contoso", Source.TYPED)
    eva = library.to_meet.become(wish.uid).result(20)
    assert library.people.page(eva).company == "Contoso"
    assert wanted(library)["Eva Falk"].person == eva
    talk(library, eva)
    assert "Eva Falk" not in wanted(library)
    for _ in range(3):
        library.history.undo(None).result(20)
    assert dump(library) == before


def test_a_typed_wish_knows_who_that_may_be(library: Library, linkedin: Path) -> None:
    library.to_meet.wish("Di Ende of Kite").result(20)
    library.to_meet.wish("Di Ende of Contoso").result(20)
    perhaps = {each.company: each.perhaps for each in library.to_meet.view().wanted if each.uid}
    assert perhaps == {"Kite": (person(library, "Di Ende"), "Di Ende"), "Contoso": None}


def test_nobody_who_is_never_to_be_suggested_is_named(library: Library, linkedin: Path) -> None:
    library.people.set_state([person(library, "Bo Berg")], State.NEVER_SUGGEST).result(20)
    assert "Bo Berg" not in sources(library)


def test_a_source_narrows_and_the_first_are_enough(library: Library, linkedin: Path) -> None:
    view = library.to_meet.view(Source.FOLLOW, most=1)
    assert (view.many, len(view.wanted)) == (2, 1)
    assert dict(view.counts) == {Source.ASKED: 1, Source.INVITED: 1, Source.FOLLOW: 2}


def test_searches_and_visits_name_a_known_person_or_stay_a_name(library: Library) -> None:
    for network in ("facebook", "instagram"):
        for folder in sorted((EXPORTS / network).iterdir()):
            library.imports.start([folder]).future.result(60)
    view = library.to_meet.view(most=500)
    told = [each for each in view.wanted if {s.source for s in each.sources} & {Source.PROFILE, Source.SUGGESTION}]
    assert told
    assert all(each.person is not None or (each.key and each.name) for each in told)
    assert {"page", "group"} <= {each.kind for each in view.followed}
    assert not {"profile", "suggestion"} & {each.kind for each in view.followed}
