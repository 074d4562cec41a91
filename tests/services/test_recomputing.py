"""What is worked out of what was said, anew: whole, in chunks, and with the user's commands first."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relate.domain.changes import ChangeSet
from relate.domain.moments import Moment
from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown, Talk
from relate.store import recomputing, renewing
from relate.store.connection import immediate
from relate.store.writing import Database
from tests.services.conftest import Opened, read, read_eras

SPOILT = (
    "DELETE FROM contact_day WHERE day % 2 = 0",
    "UPDATE contact_day SET weight = 9, total = 9",
    "DELETE FROM rhythm_state WHERE person % 2 = 0",
    "UPDATE person SET last_contact = 5, contact_days = 99, circle = 5",
)


def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of one person each."""
    monkeypatch.setattr(renewing, "MOST", 1)


def spoil(library: Library) -> None:
    def command(database: Database) -> None:
        with immediate(database):
            for statement in SPOILT:
                database.execute_sql(statement)

    library.writer.do(command).result(20)


def derived(library: Library) -> list[tuple[object, ...]]:
    database = library.readers.connection()
    rows: list[tuple[object, ...]] = []
    for table, order in (("contact_day", "identity, day"), ("rhythm_state", "person"), ("person", "id")):
        rows += database.execute_sql(f"SELECT * FROM {table} ORDER BY {order}").fetchall()
    return rows


def test_whatever_was_spoilt_is_what_follows_again(library: Library) -> None:
    read_eras(library, "2025")
    before = derived(library)
    spoil(library)
    assert derived(library) != before
    told: list[float] = []
    assert library.recomputing.start(told.append).result(60) > 0
    assert derived(library) == before
    assert check(library.path) == []
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 1)


def test_whom_an_older_relate_joined_by_the_telephone_of_their_house_are_two_again(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "book.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nTEL:+351 21 346 7890\nEND:VCARD\n"
    book.write_text(card.format("Otto Brandt") + card.format("Otto Brandt Jr."))
    monkeypatch.setattr("relate.store.links.is_of_a_house", lambda _number: False)
    read(library, book)
    (together,) = library.people.ids(PeopleQuery(Shown.EVERYONE))
    library.people.add_tag([together], "chess").result(20)
    monkeypatch.undo()
    library.recomputing.start(lambda _share: None).result(60)
    one, other = library.people.rows(list(library.people.ids(PeopleQuery(Shown.EVERYONE))))
    assert {one.name, other.name} == {"Otto Brandt", "Otto Brandt Jr."}
    assert check(library.path) == []


def test_a_command_goes_before_what_is_left(library: Library, monkeypatch) -> None:
    one_by_one(monkeypatch)
    read_eras(library, "2025")
    person = library.people.ids(PeopleQuery(Shown.EVERYONE))[0]
    given: list[Future[int]] = []
    done_at: list[float] = []

    def tell(share: float) -> None:
        if share > 0 and not given:
            given.append(library.timeline.log(Talk((person,), Moment.of_day(date(2026, 11, 20)))))
        elif given and not done_at and given[0].done():
            done_at.append(share)

    library.recomputing.start(tell).result(60)
    assert given[0].result(20) in library.timeline.ids(person)
    assert done_at
    assert done_at[0] < 0.9
    assert check(library.path) == []


def test_asked_for_twice_it_is_one_work(library: Library) -> None:
    read_eras(library, "2025")
    one, other = library.recomputing.start(lambda _share: None), library.recomputing.start(lambda _share: None)
    assert one is other
    one.result(60)


def test_it_is_needed_where_another_relate_worked_it_out_and_once(opened: Opened, monkeypatch) -> None:
    library = opened("a")
    assert not library.recomputing.needed(), "of a library without anybody there is nothing to work out"
    read_eras(library, "2025")
    assert not library.recomputing.needed()
    library.close()
    monkeypatch.setattr("relate.services.recomputing.FORM", recomputing.FORM + 1)
    monkeypatch.setattr("relate.store.recomputing.FORM", recomputing.FORM + 1)
    again = opened("a")
    assert again.recomputing.needed()
    again.recomputing.start(lambda _share: None).result(60)
    assert not again.recomputing.needed()
    again.close()
    assert not opened("a").recomputing.needed()


def test_whoever_shows_the_list_is_told(library: Library) -> None:
    read_eras(library, "2025")
    heard: list[ChangeSet] = []
    library.listen(heard.append)
    library.recomputing.start(lambda _share: None).result(60)
    library.settled()
    assert any(change.people is None for change in heard)


def test_after_an_import_and_its_undo_everybody_is_right_where_all_that_passed_is_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "MUCH", 0)
    monkeypatch.setattr(renewing, "SHARE", 10**9)
    monkeypatch.setattr(renewing, "KEYS", 2)
    one_by_one(monkeypatch)
    read: list[object] = []
    together = renewing.renewed_together

    def noted(*how: Any, **more: Any) -> Any:
        read.append(how[1])
        return together(*how, **more)

    monkeypatch.setattr(renewing, "renewed_together", noted)
    read_eras(library, "2025")
    before = derived(library)
    read.clear()
    read_eras(library, "2026")
    assert check(library.path) == []
    library.imports.undo(max(one.id for one in library.imports.list())).result(60)
    library.settled()
    assert check(library.path) == []
    assert derived(library) == before
    assert len(read) == 2, "once as it came and once as it went"
