"""Which value of a field is shown: the newest of the most trusted source, unless the user pins another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relate.domain.errors import KnownError
from relate.domain.records import Fact, Field
from relate.store import commands, joining, person_reads
from relate.store.canonical import dump
from relate.store.component import identities_of
from relate.store.withdrawing import Withdrawn, withdraw
from tests.store.making import profile, refresh_everybody, start_import, tell
from tests.store.test_commands import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    later = start_import(made.database, snapshot_at=200)
    tell(made.database, later, [((profile("ana"),), (Fact(Field.COMPANY, "Lumen"),))])
    refresh_everybody(made.database)
    yield made
    made.close()


def company(shelf: Shelf, who: int = 0) -> str:
    return str(shelf.line(who or shelf.ana)["company"])


def value(shelf: Shelf, name: str) -> person_reads.Value:
    told = person_reads.facts(shelf.database, identities_of(shelf.database, shelf.ana))
    return next(one for one in told.values if (one.field, one.value) == ("company", name))


def pin(shelf: Shelf, name: str) -> None:
    assert commands.pin_value(shelf.database, shelf.journal, shelf.ana, "company", name).step is not None


def test_a_pinned_value_is_shown_with_its_source_through_later_archives_until_it_is_let_go(shelf: Shelf) -> None:
    before = dump(shelf.database)
    assert company(shelf) == "Lumen"
    pin(shelf, "Contoso")
    assert company(shelf) == "Contoso"
    later = start_import(shelf.database, snapshot_at=10**15)
    tell(shelf.database, later, [((profile("ana"),), (Fact(Field.COMPANY, "Tailspin"),))])
    refresh_everybody(shelf.database)
    assert company(shelf) == "Contoso"
    told = value(shelf, "Contoso")
    assert (told.shown, told.pinned, told.by_user, len(told.sources)) == (True, True, False, 1)
    assert {value(shelf, other).shown for other in ("Lumen", "Tailspin")} == {False}
    commands.unpin_value(shelf.database, shelf.journal, shelf.ana, "company")
    assert company(shelf) == "Tailspin"
    for _ in range(2):
        shelf.journal.undo()
    for _ in withdraw(shelf.database, later, Withdrawn()):
        pass
    assert dump(shelf.database) == before


def test_another_pin_takes_its_place_and_undo_gives_the_first_back(shelf: Shelf) -> None:
    pin(shelf, "Contoso")
    pin(shelf, "Lumen")
    assert (company(shelf), value(shelf, "Contoso").pinned) == ("Lumen", False)
    shelf.journal.undo()
    assert company(shelf) == "Contoso"


def test_what_the_user_typed_is_kept_below_a_pin_and_typing_anew_beats_it(shelf: Shelf) -> None:
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "company", "Northwind")
    pin(shelf, "Contoso")
    assert (company(shelf), value(shelf, "Northwind").by_user) == ("Contoso", True)
    commands.unpin_value(shelf.database, shelf.journal, shelf.ana, "company")
    assert company(shelf) == "Northwind"
    pin(shelf, "Contoso")
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "company", "Fabrikam")
    assert company(shelf) == "Fabrikam"
    assert value(shelf, "Contoso").sources, "the archive's value is still there"


def test_a_pin_goes_with_whose_value_it_is_when_people_are_parted(shelf: Shelf) -> None:
    newest = start_import(shelf.database, snapshot_at=300)
    tell(shelf.database, newest, [((profile("ben"),), (Fact(Field.ROLE, "Founder"),))])
    tell(shelf.database, newest, [((profile("ana"),), (Fact(Field.ROLE, "Director"),))])
    joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    for role in ("Founder", "Director", "Founder"):
        commands.pin_value(shelf.database, shelf.journal, shelf.ana, "role", role)
        assert shelf.line(shelf.ana)["role"] == role
    joining.split(shelf.database, shelf.journal, shelf.ana, [shelf.ben, shelf.mail_of("ben")])
    assert (shelf.line(shelf.ana)["role"], shelf.line(shelf.ben)["role"]) == ("Director", "Founder")


def test_a_value_nobody_says_and_a_field_of_many_values_cannot_be_pinned(shelf: Shelf) -> None:
    with pytest.raises(KnownError, match="not there any more"):
        commands.pin_value(shelf.database, shelf.journal, shelf.ana, "company", "Nobody")
    with pytest.raises(KnownError, match="none to pin"):
        commands.pin_value(shelf.database, shelf.journal, shelf.ana, "mail", "ana@x.example")
