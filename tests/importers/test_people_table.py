"""Any table of people: found however it is written, guessed, read row by row; what is no list of people is none."""

from __future__ import annotations

import csv
import io
import random
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.records import Fact, Field, IdentityKind, PersonRecord, Reason, Skipped
from relate.importers import code_pages
from relate.importers.archive import Archive
from relate.importers.people_table import PeopleTable
from relate.importers.people_table.look import look
from relate.importers.people_table.questions import PAGES
from relate.importers.people_table.targets import CHOICES, TARGETS, heading_for
from relate.importers.registry import importer, recognise
from relate.importers.source import open_sources
from tests.effort import dice, effort
from tests.importers.dropping import drop, write_files, write_zip

EXPORTS = Path(__file__).parents[1] / "exports"
TABLES = EXPORTS / "table"
FIXTURES = sorted(path for path in TABLES.rglob("*") if path.suffix in (".csv", ".txt"))
WHOLE = [path for path in FIXTURES if path.parent == TABLES]


def named(path: Path) -> str:
    return path.stem


def read(path: Path, **answers: str) -> list[PersonRecord | Skipped]:
    """Every row, with these answers: `column_2="company"`, `order="day"`."""
    said = tuple((name.replace("_", " "), choice) for name, choice in answers.items())
    (source,), _ = open_sources([path])
    with source:
        (archive,), _ = recognise(source)
        told = list(importer(archive.source_id).read(source, archive._replace(answers=said)))
    assert all(isinstance(one, (PersonRecord, Skipped)) for one in told)
    return told  # type: ignore[return-value]


def archive_of(path: Path) -> Archive:
    (source,), _ = open_sources([path])
    with source:
        (archive,), _ = recognise(source)
    return archive


def facts(record: PersonRecord | Skipped) -> dict[str, list[str]]:
    assert isinstance(record, PersonRecord), record
    told: dict[str, list[str]] = {}
    for field, value in record.facts:
        told.setdefault(field.value, []).append(value)
    return told


def keys(record: PersonRecord | Skipped) -> set[str]:
    assert isinstance(record, PersonRecord)
    return {key.key for key in record.keys if key.kind is not IdentityKind.CARD}


def written(folder: Path, text: str, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


# ------------------------------------------------------------------------------------------- how it is written


@pytest.mark.parametrize(
    ("file", "encoding", "delimiter", "before"),
    [
        ("kontakty-cp1250.csv", "cp1250", ";", 0),
        ("leads-utf8-bom.csv", "utf-8-sig", ",", 0),
        ("adressen-cp1252-sep.csv", "utf-8", ";", 1),
        ("kontakty-excel-unicode.txt", "utf-16", "\t", 0),
        ("kontakty-cp1251.csv", "cp1251", ";", 0),
        ("meibo-cp932.csv", "cp932", ",", 0),
        ("mingdan-gb18030.csv", "gb18030", ",", 0),
        ("participants-preamble.csv", "utf-8", ",", 3),
        ("bars-in-dutch.csv", "utf-8", "|", 0),
    ],
)
def test_letters_marks_and_header_are_found(file: str, encoding: str, delimiter: str, before: int) -> None:
    """utf-8 with damaged letters is read as cp1252."""
    found = look((TABLES / file).read_bytes(), whole=True)
    assert found is not None
    shape = found.shape
    assert (shape.encoding, shape.delimiter, shape.lines_before, shape.headless) == (encoding, delimiter, before, False)


@pytest.mark.parametrize("path", WHOLE, ids=named)
def test_every_row_of_every_table_is_somebody_or_told(path: Path) -> None:
    """As many rows as csv alone counts, each once, in order."""
    told = read(path)
    found = look(path.read_bytes(), whole=True)
    assert found is not None
    text = path.read_bytes().decode("cp1252" if "cp1252" in path.name else found.shape.encoding)
    records = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=found.shape.delimiter) if row]
    if not found.shape.headless:
        start = next(n for n, row in enumerate(records) if tuple(row) == found.shape.header)
        records = records[start + 1 :]
    assert [one.where.row for one in told] == list(range(1, len(records) + 1))
    for one, row in zip(told, records, strict=True):
        if isinstance(one, Skipped):
            assert (one.reason, any(row)) == (Reason.EMPTY, False)


def test_a_czech_table_of_excel() -> None:
    jan, zofie, sarka, empty = read(TABLES / "kontakty-cp1250.csv")
    assert facts(jan) == {
        "name": ["Jan Novák"], "first_name": ["Jan"], "last_name": ["Novák"], "company": ["Contoso s.r.o."],
        "role": ["Obchodní ředitel"], "mail": ["jan.novak@example.cz"], "phone": ["+420 777 123 456"],
        "birthday": ["1984-04-12"], "group": ["klient", "Praha"], "note": ["Zná Dvořáka"],
        "how_met": ["SaaS Expo, March 2024"],
    }  # fmt: skip
    assert keys(jan) == {"jan.novak@example.cz", "+420777123456"}
    assert facts(zofie)["note"] == ["Zavolat;\r\naž po Velikonocích"]
    assert facts(zofie)["how_met"] == ["Veletrh Brno, October 2023"]
    assert facts(sarka)["name"] == ["Šárka Říhová"]
    assert isinstance(empty, Skipped)
    assert empty.reason is Reason.EMPTY


def test_what_no_column_is_for_becomes_a_note_with_its_heading_and_numbers_of_a_database_nothing() -> None:
    ana, ben, chidi = read(TABLES / "leads-utf8-bom.csv")
    assert facts(ana)["note"] == ["Score: 12", "Dietary: vegan"]
    assert facts(ana)["group"] == ["vip", "2024"]
    assert facts(ben)["mail"] == ["ben@example.com", "b.okafor@example.org"]
    assert keys(ben) == {"ben@example.com", "b.okafor@example.org", "benokafor"}
    assert facts(chidi)["name"] == ['Chidi "Chi" Eze']


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("adressen-cp1252-sep.csv", ["Jörg Müller", "Änne Groß", "Friederike von Höch"]),
        ("kontakty-cp1251.csv", ["Юрий Петрович Щукин", "Жанна Ёлкина"]),
        ("kontakty-excel-unicode.txt", ["Łukasz Wójcik", "Żaneta Źródło"]),
        ("meibo-cp932.csv", ["山田太郎", "佐藤花子"]),
        ("mingdan-gb18030.csv", ["王伟", "李娜"]),
        ("participants-preamble.csv", ["Ana Duarte", "Ben Okafor"]),
        ("without-header.csv", ["Ana Duarte", "Ben Okafor", "Chidi Eze"]),
        ("bars-in-dutch.csv", ["Zoë van der Berg", "Daniël Coëlho"]),
        ("addresses-only.csv", ["Ana Duarte", "", ""]),
    ],
)
def test_names_are_right_in_every_script_and_order(file: str, names: list[str]) -> None:
    assert [facts(one).get("name", [""])[0] for one in read(TABLES / file)] == names


def test_no_date_is_none_and_dots_say_that_the_day_is_first() -> None:
    jorg, anne, friederike = read(TABLES / "adressen-cp1252-sep.csv")
    assert (facts(jorg)["birthday"], facts(anne)["birthday"]) == (["1984-04-03"], ["1990-11-12"])
    assert "birthday" not in facts(friederike)
    assert facts(jorg)["address"] == ["Hauptstraße 1, 10115 Berlin"]


def test_day_and_month_are_asked_where_nothing_tells_them_apart() -> None:
    path = TABLES / "club-month-or-day.csv"
    question = next(one for one in archive_of(path).questions if one.id == "order")
    assert (question.default, question.column) == ("month", "")
    assert question.samples == ("03/04/1984", "05/06/1990", "07/08/1979")
    assert [facts(one)["birthday"][0] for one in read(path)] == ["1984-03-04", "1990-05-06", "1979-07-08"]
    assert [facts(one)["birthday"][0] for one in read(path, order="day")] == ["1984-04-03", "1990-06-05", "1979-08-07"]


def test_one_day_beyond_the_twelfth_settles_it_also_far_below_what_is_looked_at_first(tmp_path: Path) -> None:
    rows = [f"Ana{n} Duarte,a{n}@x.example,03/04/1984" for n in range(3000)] + ["Bo Ek,bo@x.example,23/04/1990"]
    path = written(tmp_path, "Name,E-mail,Birthday\n" + "\n".join(rows) + "\n")
    assert [one.id for one in archive_of(path).questions if not one.sure] == ["column 1", "column 2", "column 3"]
    assert facts(read(path)[0])["birthday"] == ["1984-04-03"]


def test_the_letters_are_asked_where_nothing_but_themselves_tells_them(tmp_path: Path) -> None:
    for path in WHOLE:
        asked = [one.id for one in archive_of(path).questions if not one.column and not one.sure]
        by_itself = path.name.split("-")[-1].partition(".")[0] in ("cp1250", "cp1251", "cp932", "gb18030", "sep")
        assert ("letters" in asked) == by_itself, path
    question = next(one for one in archive_of(TABLES / "kontakty-cp1250.csv").questions if one.id == "letters")
    assert (question.default, question.choices[0].id) == ("cp1250", "cp1250")
    assert question.samples == ("Jméno", "Příjmení", "Štítky")
    old = tmp_path / "stare.csv"
    old.write_bytes("Jméno;Příjmení;E-mail\nŽofie;Dvořáková;zofie@example.cz\n".encode("cp852"))
    said = {"column_1": "first_name", "column_2": "last_name", "letters": "cp852"}
    assert facts(read(old, **said)[0])["name"] == ["Žofie Dvořáková"]


def test_letters_that_come_late_are_found(tmp_path: Path) -> None:
    """The first 64 kB of a table sorted by name may be without any."""
    rows = "".join(f"Ana{n} Duarte;a{n}@x.example\r\n" for n in range(4000)) + "Žofie Říhová;zofie@x.example\r\n"
    for letters in ("cp1250", "utf-8"):
        path = tmp_path / f"{letters}.csv"
        path.write_bytes(f"Name;E-mail\r\n{rows}".encode(letters))
        assert facts(read(path)[-1])["name"] == ["Žofie Říhová"]


def test_every_page_that_is_told_by_its_letters_has_words() -> None:
    assert {*code_pages._PAGES, *code_pages._WIDE_PAGES} <= {page for page, _ in PAGES}


@pytest.mark.parametrize("letters", [page for page, _ in PAGES])
def test_any_table_can_be_read_in_any_letters(letters: str) -> None:
    for path in (TABLES / "kontakty-cp1250.csv", TABLES / "meibo-cp932.csv", TABLES / "mingdan-gb18030.csv"):
        rows = [one.where.row for one in read(path, letters=letters)]
        assert rows == list(range(1, len(rows) + 1))


# ------------------------------------------------------------------------------------------- what is asked


def test_each_column_is_a_question_with_its_samples_and_its_guess() -> None:
    archive = archive_of(TABLES / "kontakty-cp1250.csv")
    columns = [one for one in archive.questions if one.column]
    assert [one.words for one in columns[:3]] == ["Jméno", "Příjmení", "Firma"]
    assert all(one.column == one.words for one in columns)
    assert columns[0].samples == ("Jan", "Žofie", "Šárka")
    assert [one.default for one in columns] == [
        "first_name", "last_name", "company", "role", "mail", "phone", "birthday", "tags_comma", "note", "met_at",
        "met_on",
    ]  # fmt: skip
    assert archive.counts == (("people", 4),)


def test_every_target_can_be_read() -> None:
    for target, words in TARGETS:
        assert words
        if target not in ("leave_out", "met_at", "met_on"):
            assert heading_for(target, None)
    assert len({choice.id for choice in CHOICES}) == len({choice.words for choice in CHOICES}) == len(CHOICES)


def test_a_column_becomes_what_was_answered_and_nothing_else(tmp_path: Path) -> None:
    path = written(
        tmp_path, "Name,E-mail,X,Y\nAna Duarte,ana@x.example,a; b,Duarte, Ana\n".replace("Duarte, Ana", "Bo")
    )
    (plain,) = read(path)
    assert facts(plain)["note"] == ["X: a; b", "Y: Bo"]
    (told,) = read(path, column_3="tags_semicolon", column_4="nickname")
    assert facts(told)["group"] == ["a", "b"]
    assert facts(told)["nickname"] == ["Bo"]
    (told,) = read(path, column_3="tag", column_4="leave_out")
    assert facts(told) == {"name": ["Ana Duarte"], "mail": ["ana@x.example"], "group": ["a; b"]}
    (told,) = read(path, column_1="family_first", column_2="leave_out", column_3="street", column_4="city")
    assert facts(told)["name"] == ["Duarte Ana"]
    assert facts(told)["address"] == ["a; b, Bo"]


@pytest.mark.parametrize("target", [target for target, _ in TARGETS])
def test_any_column_may_become_anything(target: str) -> None:
    for path in WHOLE:
        for one in read(path, column_1=target):
            assert isinstance(one, Skipped) or one.keys


def test_the_shape_is_that_of_the_headings(tmp_path: Path) -> None:
    first = archive_of(written(tmp_path, "Name,E-mail\nAna Duarte,ana@x.example\n", "one.csv"))
    again = archive_of(written(tmp_path, "NAME;e-mail\nBo Ek;bo@x.example\n", "two.csv"))
    other = archive_of(written(tmp_path, "Name,E-mail,Town\nBo Ek,bo@x.example,Leeds\n", "three.csv"))
    turned = archive_of(written(tmp_path, "E-mail,Name\nbo@x.example,Bo Ek\n", "four.csv"))
    assert first.shape == again.shape
    assert len({first.shape, other.shape, turned.shape}) == 3


def test_without_a_header_it_is_that_of_the_name_and_what_the_columns_look_like(tmp_path: Path) -> None:
    one = archive_of(written(tmp_path, "Ana Duarte,ana@x.example\nBo Ek,bo@x.example\n", "one.csv"))
    again = archive_of(written(tmp_path / "..", "Chidi Eze,chidi@x.example\nBo Ek,bo@x.example\n", "one.csv"))
    other = archive_of(written(tmp_path, "Ana Duarte,ana@x.example\nBo Ek,bo@x.example\n", "two.csv"))
    assert one.shape == again.shape
    assert one.shape != other.shape
    assert [question.words for question in one.questions] == ["Column 1", "Column 2"]


def test_namesakes_without_an_address_are_two_and_one_that_is_listed_twice_is_one() -> None:
    contoso, fabrikam, again, _ = read(TABLES / "namesakes.csv")
    assert isinstance(contoso, PersonRecord)
    assert isinstance(fabrikam, PersonRecord)
    assert isinstance(again, PersonRecord)
    assert contoso.keys == again.keys != fabrikam.keys


# --------------------------------------------------------------------------------------------- what is none


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bank.csv", "Datum;Auftraggeber;Betrag;IBAN\n01.02.2024;Rewe Markt;-12,30;DE12500105170648489890\n"),
        ("prose.txt", "Dear Ana, I hope, as ever, you are well.\nYours, Ben\nmail me at ben@x.example, please, Ana.\n"),
        ("letter.txt", "Hello Ana,\n\nthe name, the company, the role: all of it, later.\n\nBen\n"),
        ("weights.csv", "Name,Weight,Colour\nLarge box,12,red\nSmall box,3,blue\n"),
        ("cities.csv", "City,Country,Population\nPorto,Portugal,231800\nGraz,Austria,291134\n"),
        ("log.txt", "2024-01-05 10:22:01,INFO,started\n2024-01-05 10:22:02,INFO,user ana@x.example logged in\n"),
        ("code.txt", "import os, sys\nname, mail = 1, 2\nprint(name, mail)\n"),
        ("page.csv", "<html><body>Name,E-mail\n</body></html>\n"),
        ("one.csv", "Name,E-mail\n"),
        ("blank.csv", "\n\n\n"),
        ("mark.csv", "\ufeff"),
        ("numbers.csv", "1,2,3\n4,5,6\n7,8,9\n"),
        ("products.csv", "SKU,Name,Price,Stock\nA-100,Garden chair,49.90,12\nA-101,Garden table,99.90,3\n"),
        ("stocks.csv", "Date,Company,Close\n2024-01-05,Contoso Ltd,12.30\n2024-01-06,Fabrikam Inc,9.10\n"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_people_keeps_its_sentence(tmp_path: Path, name: str, text: str) -> None:
    reading = drop(written(tmp_path, text, name))
    assert reading.archives == ()
    (unknown,) = reading.unknown
    assert name in unknown.reason


def test_names_alone_are_people_once_somebody_says_so_and_only_where_they_are_dropped_alone(tmp_path: Path) -> None:
    names, towns = "Nimi,Ryhmä\nAino Virtanen,a\nEero Mäkinen,b\n", "Town,Size\nNew York,1\nSan Diego,2\n"
    archive = archive_of(written(tmp_path, names, "names.csv"))
    assert [one.default for one in archive.questions] == ["", "custom"]
    both = {"names.csv": names, "towns.csv": towns, "todo.txt": "milk"}
    reading = drop(write_files(tmp_path / "folder", both))
    assert reading.archives == ()
    assert len(reading.unknown) == 3


@pytest.mark.parametrize(
    "content",
    [bytes(range(256)) * 40, b"\x89PNG\r\n" + bytes(3000), b"PK\x03\x04" + b"Name,E-mail\n" * 9, b"\xff\xfe", b"sep=;"],
)
def test_a_binary_is_no_table_whatever_it_is_called(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "people.csv").write_bytes(content)
    assert drop(tmp_path / "people.csv").archives == ()


def test_no_fixture_of_another_source_is_taken_for_one() -> None:
    """What others leave of their archives stays theirs; what a folder holds beside them may be one."""
    for folder in sorted(EXPORTS.iterdir()):
        if folder.is_dir() and folder.name not in ("table", "address_book"):
            for path in sorted(folder.iterdir()):
                for archive in drop(path).archives:
                    assert archive.source_id != "table", (path, archive.title)


def test_a_table_beside_an_archive_is_read_with_it_and_each_asks_for_itself(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "Connections.csv": (EXPORTS / "linkedin" / "2024" / "Connections.csv").read_bytes(),
        "one.csv": (TABLES / "kontakty-cp1250.csv").read_bytes(),
        "deep/two.csv": (TABLES / "leads-utf8-bom.csv").read_bytes(),
        "todo.txt": "milk, bread",
    }
    for dropped in (write_files(tmp_path / "folder", files), write_zip(tmp_path / "all.zip", files)):
        reading = drop(dropped)
        assert sorted((one.source_id, one.title) for one in reading.archives) == [
            ("linkedin", "LinkedIn, Connections.csv"), ("table", "one.csv"), ("table", "two.csv")
        ]  # fmt: skip
        assert [one.name for one in reading.unknown] == ["todo.txt"]


def test_a_damaged_file_of_a_linkedin_archive_keeps_its_sentence(tmp_path: Path) -> None:
    archive = EXPORTS / "linkedin" / "2024"
    files = {path.name: path.read_bytes() for path in archive.glob("*.csv")}
    files["Connections.csv"] = files["Connections.csv"].replace(b"First Name", b"F1rst Name").replace(b"URL,", b"U,")
    reading = drop(write_files(tmp_path / "in", files))
    assert {one.source_id for one in reading.archives} == {"linkedin"}
    assert [one.name for one in reading.unknown] == ["Connections.csv"]


# ---------------------------------------------------------------------------------------------------- damage


def reasons(path: Path) -> list[tuple[int, str]]:
    return [(one.where.row, one.reason.name) for one in read(path) if isinstance(one, Skipped)]


@pytest.mark.parametrize(
    ("file", "names", "told"),
    [
        ("open-quote.csv", ["Ben Okafor", "Chidi Eze"], [(1, "UNREADABLE")]),
        ("cut-in-a-row.csv", ["Ana Duarte"], [(2, "INCOMPLETE")]),
        ("ragged.csv", ["Ana Duarte", "Chidi Eze", "Dana Reed"], [(2, "UNREADABLE"), (4, "EMPTY"), (5, "NOT_KEPT")]),
        ("two-encodings.csv", ["Žofie Dvořáková", "Šárka Øíhová", "Jan Novák"], []),
        ("nul-and-binary.csv", ["Ana Duarte"], [(2, "UNREADABLE")]),
        ("no-line-ends.csv", ["Ana Duarte", "Ben Okafor"], []),
    ],
)
def test_damage_costs_the_row_it_is_in(file: str, names: list[str], told: list[tuple[int, str]]) -> None:
    path = TABLES / "damaged" / file
    assert [facts(one)["name"][0] for one in read(path) if isinstance(one, PersonRecord)] == names
    assert reasons(path) == told


def test_what_is_written_behind_the_last_column_is_kept_where_no_cell_slid_aside() -> None:
    ana, slid, *_ = read(TABLES / "damaged" / "ragged.csv")
    assert facts(ana)["note"] == ["likes figs", "Column 5: and tea"]
    assert isinstance(slid, Skipped)
    assert "Okafor, Ben" in slid.raw


def mutated(rng: random.Random, content: bytes) -> bytes:
    """Some bytes changed, lost, doubled or put in, the end cut."""
    damaged = bytearray(content)
    for _ in range(rng.randint(1, 10)):
        at = rng.randrange(len(damaged) or 1)
        match rng.randrange(7):
            case 0:
                damaged[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del damaged[at : at + rng.randint(1, 60)]
            case 2:
                damaged[at:at] = damaged[at : at + rng.randint(1, 200)]
            case 3:
                damaged[at:at] = rng.choice([b"\0", b"\r", b"\n", b",", b";", b'"', b"\xff", b"\\", b"\t", b"|", b'""'])
            case 4:
                damaged[at:at] = rng.choice(
                    [b"\nName,E-mail\n", b"sep=;\n", b"\xef\xbb\xbf", b"\xff\xfe", b"@", b"1/1/1"]
                )
            case 5:
                damaged = damaged[: max(at, 20)]
            case _:
                damaged[at:at] = rng.randbytes(rng.randint(1, 30))
    return bytes(damaged)


@pytest.mark.parametrize("number", range(effort(200, 20_000)))
def test_damage_anywhere_loses_no_row_in_silence(tmp_path: Path, number: int) -> None:
    rng = dice("people table", number)
    path = tmp_path / "list.csv"
    path.write_bytes(mutated(rng, rng.choice(FIXTURES).read_bytes()))
    reading = drop(path)
    if not reading.archives:
        assert reading.unknown
        return
    rows = Counter(one.where.row for one in reading.everything)
    if reading.archive.source_id == "table":
        assert set(rows.values()) <= {1}
    assert set(rows) == set(range(1, max(rows, default=0) + 1))


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8), st.sampled_from(",;\t|"))
@settings(max_examples=effort(100, 5_000), deadline=None)
def test_whatever_a_table_holds_is_read_or_is_none(rows: list[list[str]], mark: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows([["Name", "E-mail", "Tags"], *rows])
    found = look(out.getvalue().encode(), whole=True)
    assert found is None or all(len(row) == len(found.shape.header) for row in found.rows)


def test_a_long_table_is_read_in_constant_memory(tmp_path: Path) -> None:
    """Twenty times as many rows take no more than twice the memory."""

    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write("Name,E-mail,Company,Birthday\n")
            for n in range(rows):
                file.write(f"Ána{n} Duarte,a{n}@x.example,Contoso,1984-04-12\n")
        (source,), _ = open_sources([path])
        with source:
            archive = PeopleTable().recognise(source)
            assert archive is not None
            tracemalloc.start()
            count = sum(1 for _ in PeopleTable().read(source, archive))
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert count == rows
        return most

    assert peak(5_000) < 2 * peak(250)


def test_facts_are_made_of_what_stands_in_the_cells() -> None:
    (ana, *_) = read(TABLES / "leads-utf8-bom.csv")
    assert isinstance(ana, PersonRecord)
    assert Fact(Field.LINK, "https://www.linkedin.com/in/ana-duarte") in ana.facts
