"""Forget for good: nothing of somebody is left in any file, and no later archive brings them back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relate.domain.errors import KnownError
from relate.domain.events import Told
from relate.domain.moments import Moment
from relate.services.backups import Backups
from relate.services.checking import check
from relate.services.library import Library
from relate.services.list_views import PeopleQuery, Shown
from tests.services.conftest import EXPORTS, NOON, Opened, dump, read

CHAT = EXPORTS / "linkedin" / "2025"


def card(uid: str, name: str, more: str = "") -> str:
    return f"BEGIN:VCARD\nVERSION:3.0\nUID:{uid}\nFN:{name}\n{more}END:VCARD\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.vcf"
    path.write_text(
        card("1", "Zebedee Quill", "EMAIL:zebedee@quill.example\nTEL:+351912345678\nNOTE:likes xylophones\n")
        + card("2", "Ana Duarte", "EMAIL:ana@x.example\n")
    )
    return path


def anywhere(library: Library, *words: str) -> list[str]:
    """The files beside the library that hold one of these words."""
    library.settled()
    return [
        f"{word} in {path.name}"
        for path in library.path.parent.rglob("*")
        if path.is_file()
        for word in words
        if word.casefold().encode() in path.read_bytes().lower()
    ]


def only(library: Library, name: str) -> int:
    (person,) = library.people.named(name)
    return person


def test_nothing_is_left_in_any_file_and_the_next_import_leaves_them_out(library: Library, book: Path) -> None:
    read(library, book)
    quill = only(library, "Zebedee Quill")
    library.people.set_note(quill, "owes me a marimba").result(10)
    library.people.set_circle([quill, only(library, "Ana Duarte")], 15).result(10)
    Backups(library.path).make()
    words = ("zebedee", "quill.example", "+351912345678", "xylophones", "marimba")
    assert anywhere(library, *words)
    told = library.forgetting.forget(quill).result(60)
    assert (told.copies, told.left) == (1, ())
    assert anywhere(library, *words) == []
    assert len(Backups(library.path).list()) == 1
    assert library.people.current(quill) is None
    (report,) = read(library, book)
    assert dict(report.files[0].reasons) == {"you removed this person": 1}
    assert library.people.named("Zebedee Quill") == []
    assert library.people.totals().people == 1
    assert [line for line in dump(library) if "zebedee" in line.casefold()] == []
    assert check(library.path) == []


def test_the_others_keep_what_the_user_said_of_them_and_can_take_it_back(library: Library, book: Path) -> None:
    read(library, book)
    ana, quill = only(library, "Ana Duarte"), only(library, "Zebedee Quill")
    library.people.set_circle([quill, ana], 15).result(10)
    library.people.merge([ana, quill]).result(10)
    library.history.undo().result(10)
    library.forgetting.forget(quill).result(60)
    assert library.people.page(ana).circle == 15
    assert not any("Zebedee" in step.title for step in library.history.steps())
    (circle,) = (step for step in library.history.steps() if "several people" in step.title)
    library.history.undo(circle.id).result(10)
    assert library.people.page(ana).circle is None


@pytest.mark.parametrize("name", ["linkedin/2025", "telegram", "whatsapp"])
def test_of_every_partner_of_real_archives_one_after_the_other_nothing_comes_back(library: Library, name: str) -> None:
    folder = EXPORTS / name
    paths = [folder] if name.startswith("linkedin") else sorted(p for p in folder.iterdir() if p.name != "damaged")[:1]
    library.imports.start(paths).future.result(timeout=60)
    persons = [row.id for row in library.people.rows(list(library.people.ids(PeopleQuery(shown=Shown.EVERYONE))))][:4]
    names = []
    for person in persons:
        names.append(library.people.page(person).name)
        library.forgetting.forget(person).result(60)
        assert check(library.path) == []
    left = library.people.totals()
    library.imports.start(paths).future.result(timeout=60)
    assert library.people.totals().people == left.people
    assert library.people.totals().interactions == left.interactions
    assert not any(library.people.named(one) for one in names if names.count(one) == 1)
    assert check(library.path) == []


def test_whoever_is_made_anew_with_an_address_that_was_forgotten_can_be_forgotten_again(
    library: Library, book: Path
) -> None:
    read(library, book)
    library.forgetting.forget(only(library, "Zebedee Quill")).result(60)
    again = library.people.add("Zeb", mail="zebedee@quill.example").result(10)
    library.forgetting.forget(again).result(60)
    assert anywhere(library, "zebedee", "quill.example") == []
    (report,) = read(library, book)
    assert dict(report.files[0].reasons) == {"you removed this person": 1}
    assert library.people.totals().people == 1
    assert check(library.path) == []


def test_an_event_can_be_taken_back_after_somebody_of_its_list_was_forgotten(library: Library, book: Path) -> None:
    read(library, book)
    quill = only(library, "Zebedee Quill")
    told = Told("SaaS Expo", Moment.of_day(date(2026, 11, 19)))
    expo = library.events.make(told).result(10)
    library.events.add_people(expo, [quill, only(library, "Ana Duarte")], met=True).result(10)
    library.forgetting.forget(quill).result(60)
    assert [guest.name for guest in library.events.guests(expo)] == ["Ana Duarte"]
    for step in [step for step in library.history.steps() if step.can_undo and step.import_id is None]:
        library.history.undo(step.id).result(10)
    assert not library.events.all()
    assert check(library.path) == []


def test_former_libraries_that_a_restore_set_aside_go_too_and_damaged_ones_are_named(
    opened: Opened, book: Path
) -> None:
    library = opened()
    read(library, book)
    made = Backups(library.path).make()
    library.close()
    set_aside = Backups(library.path, clock=lambda: NOON).restore(made.path).set_aside
    assert set_aside is not None
    halves = [
        made.path.with_name(f"{library.path.stem}-20260101-101010.part"),
        library.path.with_name(f".{library.path.name}.check-1"),
    ]
    for half in halves:
        half.write_bytes(set_aside.read_bytes())
    damaged = library.path.with_name(f"{library.path.name}.damaged-2026-01-01")
    damaged.write_bytes(b"what is left of Zebedee")
    again = opened()
    quill = only(again, "Zebedee Quill")
    told = again.forgetting.forget(quill).result(60)
    assert told.left == ()
    assert told.damaged == (damaged,)
    assert not any(path.exists() for path in (set_aside, *halves))
    assert anywhere(again, "zebedee", "quill.example") == [f"zebedee in {damaged.name}"]
    assert len(Backups(again.path).list()) == 1


def test_the_owner_cannot_be_forgotten(library: Library) -> None:
    read(library, CHAT)
    me = (
        library.readers.connection()
        .execute_sql("SELECT n.person FROM owner_identity o JOIN identity n ON n.id = o.identity WHERE o.is_me")
        .fetchone()[0]
    )
    with pytest.raises(KnownError, match="This is you"):
        library.forgetting.forget(me).result(60)
