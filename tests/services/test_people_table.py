"""Tables of people in the library: nothing lost, nothing twice, any order, taken back; shown before, remembered."""

from __future__ import annotations

import itertools
from pathlib import Path
from queue import Queue

import pytest

from relate.services.answers import Said
from relate.services.asking import Asked
from relate.services.checking import check
from relate.services.import_job import ImportJob
from relate.services.library import Library
from relate.services.previewing import Counts
from relate.services.views import ImportReport, PeopleQuery, Shown
from relate.store import imports
from tests.services.conftest import EXPORTS, Opened, dump, read

TABLES = EXPORTS / "table"
FIXTURES = sorted(path for path in TABLES.rglob("*") if path.suffix in (".csv", ".txt"))


def called(path: object) -> str:
    assert isinstance(path, Path)
    return path.stem


def ask(library: Library, path: Path) -> tuple[ImportJob, Asked]:
    """Drop a table and be asked about it."""
    asked: Queue[Asked] = Queue()
    job = library.imports.start([path], ask=asked.put)
    return job, asked.get(timeout=30)


def answer(library: Library, path: Path, *said: tuple[str, str]) -> ImportReport:
    job, _ = ask(library, path)
    job.answer(said)
    return job.future.result(timeout=60).imports[0]


# ------------------------------------------------------------------------------------------------- the rows


@pytest.mark.parametrize("fixture", FIXTURES, ids=called)
def test_every_row_is_accounted_for_twice_is_once_and_undone_is_nothing(opened: Opened, fixture: Path) -> None:
    empty, library = dump(opened("empty")), opened("full")
    (report,) = read(library, fixture)
    for file in report.files:
        assert file.rows == file.new + file.matched + file.updated + file.unchanged + file.skipped, file
        assert file.skipped == sum(count for _, count in file.reasons), file
        assert file.rows
    assert check(library.path) == []
    once = dump(library)
    (again,) = read(library, fixture)
    assert dump(library) == once
    assert [(file.new, file.matched, file.updated) for file in again.files] == [(0, 0, 0)]
    for one in (again, report):
        library.imports.undo(one.id).result(timeout=60)
    assert dump(library) == empty


@pytest.mark.parametrize(("one", "other"), list(itertools.pairwise(FIXTURES)), ids=called)
def test_two_tables_give_the_same_library_in_either_order(opened: Opened, one: Path, other: Path) -> None:
    there, back = opened("there"), opened("back")
    for library, paths in ((there, (one, other)), (back, (other, one))):
        for path in paths:
            read(library, path)
    assert dump(there) == dump(back)
    first, second = reversed(there.imports.list())
    there.imports.undo(second.id).result(timeout=60)
    alone = opened("alone")
    read(alone, one)
    assert dump(there) == dump(alone)
    assert first.state == "live"


def test_somebody_in_a_table_is_who_they_are_in_every_other_book(library: Library, tmp_path: Path) -> None:
    """By mail and by number, however the book is written."""
    read(library, TABLES / "leads-utf8-bom.csv")
    (report,) = read(library, TABLES / "participants-preamble.csv")
    assert (report.people_new, report.people_matched) == (0, 2)
    card = tmp_path / "ana.vcf"
    card.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Duarte\r\nEMAIL:ana.duarte@example.com\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ben Okafor\r\nEMAIL:b.okafor@example.org\r\nEND:VCARD\r\n"
    )
    (report,) = read(library, card)
    assert report.people_new == 0
    (ana,) = library.people.named("Ana Duarte")
    page = library.people.page(ana)
    assert (page.role, page.how_met) == ("CTO", "SaaS Expo, March 2024")
    assert {fact.value for fact in page.facts if fact.field == "group"} == {"2024", "vip"}


def test_namesakes_stay_two_people(library: Library) -> None:
    read(library, TABLES / "namesakes.csv")
    assert len(library.people.named("Jan Novák")) == 2
    assert len(library.people.ids(PeopleQuery(shown=Shown.EVERYONE))) == 3


def test_a_copy_of_the_table_saved_again_is_the_same_book(library: Library, tmp_path: Path) -> None:
    data = (TABLES / "kontakty-cp1250.csv").read_bytes()
    for name in ("kontakty.csv", "kontakty (1).csv", "kontakty_2026-11-20.csv"):
        (tmp_path / name).write_bytes(data)
    read(library, tmp_path / "kontakty.csv")
    once = [line for line in dump(library) if '"record": "import"' not in line]
    for name in ("kontakty (1).csv", "kontakty_2026-11-20.csv"):
        (report,) = read(library, tmp_path / name)
        assert report.people_new == 0
    assert len([line for line in dump(library) if '"record": "import"' not in line]) == len(once)


# --------------------------------------------------------------------------------------- asked and remembered


def test_the_first_table_of_a_shape_is_asked_about_and_the_next_is_read_in_silence(
    library: Library, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("Name,E-mail,Extra\nAna Duarte,ana@x.example,Contoso\n")
    two.write_text("Name;E-mail;Extra\nBo Ek;bo@x.example;Fabrikam\n")
    answer(library, one, ("column 3", "company"))
    (ana,) = library.people.named("Ana Duarte")
    assert library.people.page(ana).company == "Contoso"
    asked: list[Asked] = []
    outcome = library.imports.start([two], ask=asked.append).future.result(timeout=60)
    assert asked == []
    assert outcome.answered == (outcome.imports[0].id,)
    (bo,) = library.people.named("Bo Ek")
    assert library.people.page(bo).company == "Fabrikam"
    (remembered,) = library.answers.everything()
    assert dict(remembered.said) == {"Name": "Full name", "E-mail": "Mail address", "Extra": "Company"}


def test_taken_back_and_answered_otherwise_it_is_read_otherwise(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("Name,E-mail,Extra\nAna Duarte,ana@x.example,Contoso\n")
    report = answer(library, path, ("column 3", "nickname"))
    library.imports.undo(report.id).result(timeout=60)
    job, asked = ask(library, path)
    assert ("column 3", "nickname") in asked.archive.answers
    job.answer((("column 3", "company"),))
    job.future.result(timeout=60)
    (ana,) = library.people.named("Ana Duarte")
    assert library.people.page(ana).company == "Contoso"
    assert library.people.page(ana).name == "Ana Duarte"


def test_how_days_are_written_is_remembered_from_a_table_that_told_it_itself(library: Library, tmp_path: Path) -> None:
    """The next one of that shape may not tell it; what it does tell goes before."""
    for name, days in (("told", ("23/04/1984", "03/04/1985")), ("open", ("05/06/1990",)), ("other", ("04/23/1979",))):
        rows = "".join(f"{name} Duarte{n},{name}{n}@x.example,{day}\n" for n, day in enumerate(days))
        (tmp_path / f"{name}.csv").write_text(f"Name,E-mail,Birthday\n{rows}")
    job, asked = ask(library, tmp_path / "told.csv")
    assert [one.sure for one in asked.archive.questions if one.id == "order"] == [True]
    job.answer(())
    job.future.result(timeout=60)
    for name, birthday in (("open", "1990-06-05"), ("other", "1979-04-23")):
        told: list[Asked] = []
        library.imports.start([tmp_path / f"{name}.csv"], ask=told.append).future.result(timeout=60)
        assert told == []
        (person,) = library.people.named(f"{name} Duarte0")
        assert library.people.page(person).birthday == birthday


def test_without_somebody_to_ask_the_guesses_hold_and_are_told(library: Library) -> None:
    outcome = library.imports.start([TABLES / "kontakty-cp1250.csv"]).future.result(timeout=60)
    assert {one.column: one.choice for one in outcome.assumed}["Příjmení"] == "last_name"
    assert library.answers.everything() == []


# ------------------------------------------------------------------------------------------------ the preview


def preview(library: Library, path: Path, *said: tuple[str, str]) -> tuple[list[str], Counts]:
    job, asked = ask(library, path)
    people = library.previewing.people(asked, said)
    counts = library.previewing.counts(asked, said)
    job.cancel()
    job.future.result(timeout=60)
    return [one.name for one in people], counts


def sums(report: ImportReport) -> tuple[int, int, int, int, int]:
    (file,) = report.files
    return file.new, file.matched, file.updated, file.unchanged, file.skipped


@pytest.mark.parametrize("fixture", FIXTURES, ids=called)
@pytest.mark.parametrize("before", [None, "leads-utf8-bom.csv", "same"])
def test_the_preview_says_what_the_import_then_does(library: Library, fixture: Path, before: str | None) -> None:
    """Of an empty library, of one that knows some of them, and of one that knows this very table."""
    if before is not None:
        read(library, fixture if before == "same" else TABLES / before)
    library.settled()
    at_first = dump(library)
    job, asked = ask(library, fixture)
    counts = library.previewing.counts(asked, ())
    assert dump(library) == at_first, "a look changes nothing"
    job.answer(())
    (report,) = job.future.result(timeout=60).imports
    assert (counts.new, counts.matched, counts.updated, counts.unchanged, counts.skipped) == sums(report)
    assert dict(counts.reasons) == dict(report.files[0].reasons)
    assert (counts.rows, counts.whole) == (report.files[0].rows, True)


def test_tables_that_are_dropped_together_are_books_of_their_own(library: Library) -> None:
    """Names without an address are those of their own table, whatever lay beside it when it was dropped."""
    namesakes, club = TABLES / "namesakes.csv", TABLES / "club-month-or-day.csv"
    read(library, namesakes)
    asked: Queue[Asked] = Queue()
    job = library.imports.start([club, namesakes], ask=asked.put)
    counts = [library.previewing.counts(_answered(job, asked), ()) for _ in range(2)]
    told = {one.title.partition(" ")[0]: sums(one) for one in job.future.result(timeout=60).imports}
    assert told == {"club-month-or-day.csv": (3, 0, 0, 0, 0), "namesakes.csv": (0, 0, 0, 4, 0)}
    assert [(one.new, one.unchanged) for one in counts] == [(3, 0), (0, 4)]


def _answered(job: ImportJob, asked: Queue[Asked]) -> Asked:
    told = asked.get(timeout=30)
    job.answer(())
    return told


def test_the_preview_follows_the_answers(library: Library) -> None:
    names, counts = preview(library, TABLES / "kontakty-cp1250.csv")
    assert names == ["Jan Novák", "Žofie Dvořáková", "Šárka Říhová"]
    assert (counts.new, counts.skipped, counts.reasons) == (3, 1, (("empty", 1),))
    turned: Said = (("column 1", "last_name"), ("column 2", "first_name"))
    assert preview(library, TABLES / "kontakty-cp1250.csv", *turned)[0][0] == "Novák Jan"
    nobody = tuple((f"column {n}", "leave_out") for n in range(1, 12))
    names, counts = preview(library, TABLES / "kontakty-cp1250.csv", *nobody)
    assert names == []
    assert (counts.new, counts.skipped) == (0, 4)


def test_the_preview_leaves_no_file_and_no_account(library: Library) -> None:
    preview(library, TABLES / "namesakes.csv")
    folder = imports.staging_path(library.path, 0).parent
    assert list(folder.glob("*")) == []
    tables = library.readers.connection().execute_sql("SELECT count(*) FROM account").fetchone()
    assert tables == (0,)


def test_what_a_kill_left_of_a_preview_goes_at_the_next(library: Library) -> None:
    folder = imports.staging_path(library.path, 0).parent
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "preview-7.rows").write_bytes(b"half")
    preview(library, TABLES / "namesakes.csv")
    assert list(folder.glob("*")) == []


def test_a_long_table_is_previewed_by_its_first_rows(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relate.services.previewing.MOST_ROWS", 50)
    path = tmp_path / "long.csv"
    path.write_text("Name,E-mail\n" + "".join(f"Ana{n} Duarte,a{n}@x.example\n" for n in range(200)))
    names, counts = preview(library, path)
    assert names == [f"Ana{n} Duarte" for n in range(5)]
    assert (counts.rows, counts.new, counts.whole) == (50, 50, False)


def test_what_is_held_of_a_large_table_ends_with_a_whole_row(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relate.services.asking.MOST_HELD", 1_000)
    text = "Name\tE-mail\r\n" + "".join(f"Ána{n} Duarte\ta{n}@x.example\r\n" for n in range(200))
    for encoding in ("utf-8", "utf-16"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(text.encode(encoding))
        names, counts = preview(library, path)
        assert names[0] == "Ána0 Duarte"
        assert counts.skipped == 0
        assert not counts.whole
