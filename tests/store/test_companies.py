"""Companies written differently are one where that is sure; others are joined by the user's word, and parted again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relate.domain.records import Fact, Field
from relate.store import company_commands, people_reads, wish_reads
from relate.store.canonical import dump
from relate.store.company_reads import companies
from relate.store.journal import Journal
from relate.store.people_reads import ListQuery
from tests.store.making import Clock, profile, ready, refresh_everybody, start_import, tell

NAMES = {
    "ana": "Contoso",
    "ben": "Contoso Ltd.",
    "cem": "CONTOSO GmbH",
    "dia": "Fabrikam",
    "eva": "Fabrikam, Inc.",
    "fay": "Contoso Labs",
}


class Shelf:
    def __init__(self, folder: Path) -> None:
        self.database = ready(folder)
        self.journal = Journal(self.database, Clock())
        people = start_import(self.database, snapshot_at=100)
        rows = [
            ((profile(slug),), (Fact(Field.NAME, slug.title()), Fact(Field.COMPANY, firm)))
            for slug, firm in NAMES.items()
        ]
        self.ids = dict(zip(NAMES, tell(self.database, people, rows), strict=True))
        refresh_everybody(self.database)

    def at(self, company: str) -> set[str]:
        found = people_reads.ids(self.database, ListQuery(shown="everyone", company=company))
        return {slug for slug, person in self.ids.items() if person in found}


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.database.close()


@pytest.mark.parametrize("name", ["Contoso", "Contoso Ltd.", "CONTOSO GmbH", "contoso"])
def test_the_list_of_a_company_has_all_its_spellings_and_no_other(shelf: Shelf, name: str) -> None:
    assert shelf.at(name) == {"ana", "ben", "cem"}


def test_a_company_is_offered_once_and_found_by_any_of_its_names(shelf: Shelf) -> None:
    assert len(people_reads.companies(shelf.database)) == 3
    assert people_reads.companies(shelf.database, "contoso g") == [people_reads.companies(shelf.database)[0]]


def test_two_companies_are_joined_and_parted_by_a_step(shelf: Shelf) -> None:
    before = dump(shelf.database)
    joined = company_commands.join(shelf.database, shelf.journal, "Fabrikam", "Contoso Ltd.")
    assert joined.people is None, "anybody may stand elsewhere in a list now"
    assert shelf.at("Fabrikam, Inc.") == shelf.at("Contoso") == {"ana", "ben", "cem", "dia", "eva"}
    assert dump(shelf.database) != before
    assert shelf.journal.undo().changes.people is None
    assert shelf.at("Contoso") == {"ana", "ben", "cem"}
    assert dump(shelf.database) == before
    shelf.journal.redo()
    assert shelf.at("Contoso") == {"ana", "ben", "cem", "dia", "eva"}


def test_what_is_joined_already_makes_no_step(shelf: Shelf) -> None:
    assert company_commands.join(shelf.database, shelf.journal, "Contoso", "CONTOSO GmbH").step is None
    company_commands.join(shelf.database, shelf.journal, "Contoso", "Fabrikam")
    assert company_commands.join(shelf.database, shelf.journal, "Fabrikam Inc", "Contoso Ltd").step is None


def test_an_older_word_is_taken_back_without_the_later_one(shelf: Shelf) -> None:
    company_commands.join(shelf.database, shelf.journal, "Contoso", "Fabrikam")
    company_commands.join(shelf.database, shelf.journal, "Contoso Labs", "Fabrikam")
    company_commands.part(shelf.database, shelf.journal, "contoso", "fabrikam")
    assert shelf.at("Fabrikam") == {"dia", "eva", "fay"}
    assert shelf.at("Contoso") == {"ana", "ben", "cem"}
    shelf.journal.undo()
    assert shelf.at("Contoso") == set(NAMES)


def test_a_later_import_with_another_spelling_belongs_to_the_company(shelf: Shelf) -> None:
    company_commands.join(shelf.database, shelf.journal, "Contoso", "Fabrikam")
    later = start_import(shelf.database, snapshot_at=200)
    rows = [((profile("gil"),), (Fact(Field.NAME, "Gil"), Fact(Field.COMPANY, "FABRIKAM AG")))]
    (shelf.ids["gil"],) = tell(shelf.database, later, rows)
    refresh_everybody(shelf.database)
    assert "gil" in shelf.at("Contoso")
    assert "fay" not in shelf.at("Contoso")


def test_whoever_may_know_somebody_is_looked_for_in_the_whole_company(shelf: Shelf) -> None:
    shelf.database.execute_sql(
        "UPDATE person SET last_contact = 5 WHERE id IN (?, ?)", (shelf.ids["ana"], shelf.ids["eva"])
    )
    company_commands.join(shelf.database, shelf.journal, "Contoso", "Fabrikam")
    found = wish_reads.at_company(shelf.database, {"Contoso S.A.", "Nobody"})
    assert {person for person, _ in found["Contoso S.A."]} == {shelf.ids["ana"], shelf.ids["eva"]}
    assert "Nobody" not in found


def test_a_company_without_letters_is_itself_alone(shelf: Shelf) -> None:
    assert companies(shelf.database).key("") == ""
    assert people_reads.ids(shelf.database, ListQuery(shown="everyone", company="???")).tolist() == []
