"""What is looked for is matched over roles, notes and what people said; whoever fits rises with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.domain.errors import KnownError
from relate.domain.moments import DAY_MS, Moment, Precision
from relate.domain.records import Kind
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown, State, Talk
from relate.store import looking_reads
from tests.services.conftest import NOON, read


def look_for(library: Library, *texts: str) -> None:
    for text in texts:
        library.looking.set_line(text).result(20)


def fitting(library: Library, line: int = 0) -> set[str]:
    found = library.looking.lines(library.readers.connection())[line].fitting
    return {row.name for row in library.people.rows(sorted(found))}


def note(library: Library, person: int, text: str, kind: Kind = Kind.NOTE) -> None:
    library.timeline.log(Talk((person,), Moment(NOON - DAY_MS, Precision.MINUTE), kind, text)).result(20)


@pytest.fixture
def people(library: Library) -> dict[str, int]:
    add = library.people.add
    return {
        "ines": add("Inês Moreira", role="Distributor for Ibéria", company="Contoso").result(20),
        "kofi": add("Kofi Mensah", role="Sales lead", company="Lumen Freight").result(20),
        "lena": add("Lena Brandt", role="Engineer", company="Harbor").result(20),
    }


def test_whoever_has_the_words_fits_accents_and_plurals_aside(library: Library, people: dict[str, int]) -> None:
    look_for(library, "distributors in iberia", "engineers")
    assert fitting(library) == {"Inês Moreira"}
    assert fitting(library, 1) == {"Lena Brandt"}


def test_a_note_and_a_typed_fact_count_at_once(library: Library, people: dict[str, int]) -> None:
    look_for(library, "distributors in Iberia")
    assert fitting(library) == {"Inês Moreira"}
    note(library, people["kofi"], "He knows every distributor between Porto and Iberia’s south")
    assert fitting(library) == {"Inês Moreira", "Kofi Mensah"}
    library.people.set_note(people["lena"], "wants to be a distributor in Iberia").result(20)
    assert fitting(library) == {"Inês Moreira", "Kofi Mensah", "Lena Brandt"}
    library.people.set_note(people["lena"], "").result(20)
    assert fitting(library) == {"Inês Moreira", "Kofi Mensah"}


def test_looking_again_at_some_people_says_what_looking_at_everybody_says(
    library: Library, people: dict[str, int]
) -> None:
    look_for(library, "distributors in Iberia", "coffee")
    note(library, people["kofi"], "Coffee, distributors")
    database = library.readers.connection()
    some = looking_reads.words_of_some(database, ["distributor", "iberia", "coffee"], sorted(people.values()))
    for word in ("distributor", "iberia", "coffee"):
        everybody = looking_reads.with_word(database, word)
        assert {person: found[word] for person, found in some.items() if word in found} == everybody


def test_three_lines_are_kept_as_the_users_and_taken_back(library: Library, people: dict[str, int]) -> None:
    look_for(library, "one", "two", "three")
    with pytest.raises(KnownError, match="room for 3 lines"):
        library.looking.set_line("four").result(20)
    first = library.looking.lines(library.readers.connection())[0].line
    library.looking.set_line("distributors", first.uid).result(20)
    assert fitting(library) == {"Inês Moreira"}
    library.looking.set_line("", first.uid).result(20)
    assert [one.line.text for one in library.looking.lines(library.readers.connection())] == ["two", "three"]
    library.history.undo(None).result(20)
    assert fitting(library) == {"Inês Moreira"}


def test_whoever_is_never_to_be_suggested_fits_nothing(library: Library, people: dict[str, int]) -> None:
    look_for(library, "distributors")
    library.people.set_state([people["ines"]], State.NEVER_SUGGEST).result(20)
    assert fitting(library) == set()


LINKEDIN = {
    "Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    "Ana,Silva,https://www.linkedin.com/in/ana,,Contoso,Buyer,03 May 2026\r\n"
    "Bo,Berg,https://www.linkedin.com/in/bo,,Harbor,Buyer,04 May 2026\r\n"
    "Cy,Dorn,https://www.linkedin.com/in/cy,,Kite,Distributor,05 May 2020\r\n",
    "Profile.csv": "First Name,Last Name,Headline,Summary,Industry\r\nZoë,Martin,Sales,,Trade\r\n",
    "messages.csv": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,"
    "CONTENT,FOLDER\r\n"
    "1,,Ana Silva,https://www.linkedin.com/in/ana,Zoë Martin,https://www.linkedin.com/in/zoe,2026-05-06 10:00:00 UTC,,"
    "We distribute in all of Iberia,INBOX\r\n"
    "2,,Zoë Martin,https://www.linkedin.com/in/zoe,Bo Berg,https://www.linkedin.com/in/bo,2026-05-07 10:00:00 UTC,,"
    "I am looking for somebody who can distribute in Iberia,INBOX\r\n",
}


def archive(folder: Path) -> Path:
    made = folder / "Complete_LinkedInDataExport_11-20-2026"
    made.mkdir()
    for name, text in LINKEDIN.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_what_they_said_counts_and_what_one_wrote_oneself_does_not(library: Library, tmp_path: Path) -> None:
    read(library, archive(tmp_path))
    look_for(library, "distribute Iberia")
    assert fitting(library) == {"Ana Silva"}
    (one,) = library.looking.lines(library.readers.connection())
    (fit,) = one.best()
    assert fit.record is not None
    (row,) = library.timeline.rows([fit.record])
    assert row.text == "We distribute in all of Iberia"


def test_who_fits_is_a_reason_with_what_is_looked_for(library: Library, tmp_path: Path) -> None:
    read(library, archive(tmp_path))
    (person,) = library.people.ids(PeopleQuery(Shown.EVERYONE, text="dorn"))
    assert not any("look for" in said for said in library.reconnect.why_not(person).speaks)
    look_for(library, "distributors")
    assert any("Fits what you look for: “distributors”" in said for said in library.reconnect.why_not(person).speaks)
    third = next(card for card in library.reconnect.day().reconnect if card.section == "connected, no conversation yet")
    assert (third.name, "Fits what you look for" in third.why) == ("Cy Dorn", True)
    library.history.undo(None).result(20)
    assert not any("look for" in said for said in library.reconnect.why_not(person).speaks)
