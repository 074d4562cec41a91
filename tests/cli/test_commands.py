"""The command line as a script meets it: answers, JSON, exit statuses, sentences on stderr and never a traceback."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from relate.__main__ import main as start
from relate.cli import COMMANDS, main
from tests import diaries

EXPORTS = Path(__file__).parent.parent / "exports"
LINKEDIN = EXPORTS / "linkedin"


class Said(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RELATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> Said:
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        return Said(status, said.out, said.err)

    return run


@pytest.fixture
def filled(run: Run) -> Run:
    assert run("import", LINKEDIN / "2023").status == 0
    return run


# -------------------------------------------------------------------------------------------------------- import


def test_an_import_says_what_became_of_each_row(run: Run) -> None:
    said = run("import", LINKEDIN / "2023", "--json")
    assert said.status == 0
    assert said.err == ""
    (one,) = said.json["imports"]
    assert set(one) == {
        "id", "source", "title", "snapshot_at", "files", "people_new", "people_matched", "interactions_new", "seconds",
    }  # fmt: skip
    assert one["source"] == "linkedin"
    assert one["people_new"] > 0
    for file in one["files"]:
        assert file["rows"] == sum(file[word] for word in ("new", "matched", "updated", "unchanged", "skipped"))
        assert sum(file["reasons"].values()) == file["skipped"]
    assert said.json["unknown"] == []


def test_the_same_archive_twice_changes_nothing(filled: Run) -> None:
    before = filled("export").out
    again = filled("import", LINKEDIN / "2023", "--json").json["imports"][0]
    assert (again["people_new"], again["interactions_new"]) == (0, 0)
    people = [line.split('"archives"')[0] for line in filled("export").out.splitlines()]
    assert len(people) == len(before.splitlines())


def test_rows_left_out_are_counted_in_good_english(run: Run) -> None:
    out = run("import", EXPORTS / "mail" / "gmail").out
    assert "4 mails by machines, 2 newsletters, 1 copy of a mail, 1 deleted mail, 1 draft" in out


def test_parts_of_a_download_one_after_the_other_are_what_they_are_together(run: Run, tmp_path: Path) -> None:
    files = sorted(path for path in (EXPORTS / "facebook" / "2025").rglob("*") if path.is_file())
    parts = [tmp_path / f"facebook-mara.lindqvist-2026-11-20-aB{number}.zip" for number in range(2)]
    for number, part in enumerate(parts):
        with zipfile.ZipFile(part, "w") as zipped:
            for file in files[number::2]:
                zipped.write(file, file.relative_to(EXPORTS / "facebook" / "2025").as_posix())
    assert run("--library", tmp_path / "together.db", "import", *parts).status == 0
    one, other = (run("--library", tmp_path / "apart.db", "import", part) for part in reversed(parts))
    assert f"Read together with {parts[1].name}" in other.out
    assert "Read together" not in one.out
    apart, together = (run("--library", tmp_path / name, "export").out for name in ("apart.db", "together.db"))
    assert apart == together
    run("--library", tmp_path / "gone.db", "import", parts[0])
    parts[0].unlink()
    last = run("--library", tmp_path / "gone.db", "import", parts[1])
    assert f"Read together with {parts[0].name}" in last.out
    assert run("--library", tmp_path / "gone.db", "export").out == together


def test_a_file_of_no_known_format_is_named_and_the_rest_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ana")
    said = run("import", "letter.txt", LINKEDIN / "2023", "--json")
    assert said.status == 0
    assert len(said.json["imports"]) == 1
    (unknown,) = said.json["unknown"]
    assert unknown["name"] == "letter.txt"
    assert unknown["reason"]
    assert said.err.count("letter.txt") == 1, "named once"


@pytest.mark.parametrize("content", [b"", b"Dear Ana", b"PK\x03\x04half a zip", b"\x00" * 2000])
def test_nothing_read_is_status_1_and_a_sentence(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "thing.zip").write_bytes(content)
    said = run("import", "thing.zip")
    assert said.status == 1
    assert "thing.zip" in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_a_path_that_is_not_there_is_a_sentence(run: Run) -> None:
    said = run("import", "nowhere.zip")
    assert said.status == 1
    assert "nowhere.zip" in said.err


def test_a_path_that_is_not_there_is_not_done_though_the_others_are(run: Run) -> None:
    said = run("import", LINKEDIN / "2023", "nowhere.zip", "--json")
    assert said.status == 1
    assert len(said.json["imports"]) == 1
    assert said.err == "nowhere.zip is not there any more.\n"


def test_no_progress_is_printed_where_nobody_watches(run: Run) -> None:
    assert "\r" not in run("import", LINKEDIN / "2023").err


def test_what_an_archive_asks_is_answered_on_the_command_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diaries.put_in(tmp_path, monkeypatch)
    diaries.written(tmp_path, "mine.diary")
    said = run("import", "mine.diary", "--json")
    assert said.status == 1
    (unknown,) = said.json["unknown"]
    assert "Whose is it?" in unknown["reason"]
    assert said.json["imports"] == []
    assert "--answer whose=yes or whose=no" in said.err
    said = run("import", "mine.diary", "--answer", "whose=yes")
    assert said.status == 0
    assert "Is the day or the month first? Taken: The day (--answer order=dmy)" in said.out
    assert run("import", "mine.diary", "--answer", "whose").status == 2
    said = run("import", "mine.diary", "--answer", "colour=red")
    assert (said.status, said.err) == (1, "Nothing in these files asks “colour”. What they ask: order, whose.\n")
    run("undo")
    said = run("import", "mine.diary", "--answer", "whose=yes", "--answer", "Is the day or the month first?=mdy")
    assert said.status == 0
    assert "Taken" not in said.out
    assert "1984-03-04" in run("export").out


def test_a_table_is_read_by_its_guesses_and_told_otherwise_by_its_headings(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name,E-mail,Extra\nAna Silva,ana@x.example,Contoso\n")
    said = run("import", table)
    assert said.status == 0
    assert "Columns: Name = name; E-mail = mail; Extra = custom. Say otherwise with --answer COLUMN=CHOICE." in said.out
    assert "Extra: Contoso" in run("export").out
    run("undo")
    said = run("import", table, "--answer", "extra=company", "--json")
    assert said.status == 0
    assert run("people", "--json").json[0]["company"] == "Contoso"
    again = tmp_path / "again.csv"
    again.write_text("Name,E-mail,Extra\nBo Ek,bo@x.example,Fabrikam\n")
    assert "Columns" not in run("import", again).out, "what was said is remembered"
    assert {one["company"] for one in run("people", "--json").json} == {"Contoso", "Fabrikam"}
    said = run("import", again, "--answer", "Extra=colour")
    assert said.status == 1
    assert said.err.startswith("“colour” is no answer to “Extra”: choose one of leave_out, name, ")


def test_names_alone_are_read_once_somebody_says_what_they_are(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("Nimi,Ryhmä\nAino Virtanen,a\nEero Mäkinen,b\n")
    said = run("import", table)
    assert said.status == 1
    assert "names.csv cannot be read without an answer: “Nimi” (Aino Virtanen, Eero Mäkinen)." in said.err
    assert run("import", table, "--answer", "Nimi=name").status == 0


# ------------------------------------------------------------------------------------------------------- reading


def test_people_as_json(filled: Run) -> None:
    people = filled("people", "--json").json
    assert [set(one) for one in people] == [
        {
            "id", "name", "company", "role", "circle", "state", "freshness", "last_contact", "rhythm_days", "sources",
            "identities",
        }
    ] * len(people)  # fmt: skip
    ana = next(one for one in people if one["name"] == "Ana Duarte")
    assert ana["company"] == "Farol Freight"
    assert ana["sources"] == ["linkedin"]
    assert ana["state"] == "active"
    assert re.fullmatch(r"2021-02-03T\d\d:\d\d:\d\dZ", ana["last_contact"])
    assert {"network", "kind", "key"} == set(ana["identities"][0])
    bo = next(one for one in people if one["name"] == "Bo Håkansson")
    assert (bo["freshness"], bo["last_contact"], bo["rhythm_days"]) == ("never talked", None, None)


def test_people_are_searched_and_limited(filled: Run) -> None:
    assert [one["name"] for one in filled("people", "hakan", "--json").json] == ["Bo Håkansson"]
    assert len(filled("people", "--limit", "2", "--json").json) == 2
    assert [one["name"] for one in filled("people", "--shown", "talked", "--json").json] == ["Ana Duarte"]


def test_the_table_is_for_people(filled: Run) -> None:
    said = filled("people")
    assert said.out.splitlines()[0].split()[:2] == ["id", "name"]
    assert "Ana Duarte" in said.out


def test_a_timeline_as_json(filled: Run) -> None:
    rows = filled("timeline", "--json").json
    assert {frozenset(row) for row in rows} == {
        frozenset({"id", "at", "precision", "source", "kind", "direction", "people", "text"})
    }
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)
    assert {row["direction"] for row in rows} <= {"in", "out", "none"}
    assert not any(person["name"] == "Maya Okafor" for row in rows for person in row["people"])


def test_a_closed_account_is_called_one_and_an_endorsement_tells_its_skill(run: Run) -> None:
    assert run("import", LINKEDIN / "2024").status == 0
    rows = run("timeline", "--json").json
    names = {person["name"] for row in rows for person in row["people"]}
    assert "closed account" in names
    assert not any("conversation:" in name for name in names)
    assert "conversation:" not in run("timeline").out
    assert "Logistics" in {row["text"] for row in rows if row["kind"] == "endorsement"}


@pytest.mark.parametrize(
    ("file", "sides"),
    [("Connections.csv", {"none"}), ("Member_Follows.csv", {"out"}), ("Recommendations_Given.csv", {"out"})],
)
def test_of_a_file_that_names_no_owner_only_the_others_are_people(run: Run, file: str, sides: set[str]) -> None:
    assert run("import", LINKEDIN / "2024" / file).status == 0
    rows = run("timeline", "--json").json
    people = {one["id"] for one in run("people", "--json").json}
    assert rows
    assert {row["direction"] for row in rows} == sides
    assert all([one["id"] in people for one in row["people"]] == [True] for row in rows)


def test_somebody_known_by_a_link_is_matched_by_an_older_archive_without_links(run: Run) -> None:
    assert run("import", LINKEDIN / "2025").status == 0
    known = {one["id"] for one in run("people", "--json").json}
    older = run("import", LINKEDIN / "2018", "--json").json["imports"][0]
    people = {one["id"] for one in run("people", "--json").json}
    assert older["people_new"] == len(people - known)
    assert older["people_matched"] == len(known)


def test_a_person_is_a_number_or_a_name_without_accents(filled: Run) -> None:
    ana = next(one["id"] for one in filled("people", "--json").json if one["name"] == "Ana Duarte")
    by_number = filled("timeline", ana, "--json").json
    assert by_number == filled("timeline", "ana duarte", "--json").json
    assert len(by_number) >= 3
    assert all(person["id"] == ana for row in by_number for person in row["people"])
    assert filled("timeline", "Bo Hakansson").status == 0


def test_a_name_nobody_has_or_several_have_is_a_sentence(filled: Run, tmp_path: Path) -> None:
    for said in (filled("timeline", "Nobody Atall"), filled("timeline", "Nobody Atall", "--json")):
        assert (said.status, said.out) == (1, "")
        assert "Nobody Atall" in said.err
    (tmp_path / "two.vcf").write_text(
        "".join(
            f"BEGIN:VCARD\nVERSION:3.0\nUID:{number}\nFN:Zora Twin\nEMAIL:zora{number}@x{number}.example\nEND:VCARD\n"
            for number in (1, 2)
        )
    )
    assert filled("import", "two.vcf").status == 0
    said = filled("timeline", "Zora Twin")
    assert said.status == 1
    assert said.err.startswith("2 people are called Zora Twin")
    (pair,) = filled("duplicates", "--json").json
    assert set(pair) == {"a", "b", "names", "probability", "verdict", "evidence"}
    assert pair["names"] == ["Zora Twin", "Zora Twin"]
    assert pair["verdict"] == "possible"
    assert {"kind": "same name", "text": "the names agree", "against": False} in pair["evidence"]
    assert "Zora Twin" in filled("duplicates").out


@pytest.fixture
def twins(filled: Run, tmp_path: Path) -> tuple[Run, str, str]:
    """Two people of one name, and their numbers."""
    cards = (
        f"BEGIN:VCARD\nVERSION:3.0\nUID:{number}\nFN:Zora Twin\nEMAIL:zora{number}@x{number}.example\nEND:VCARD\n"
        for number in (1, 2)
    )
    (tmp_path / "two.vcf").write_text("".join(cards))
    assert filled("import", "two.vcf").status == 0
    pair = filled("duplicates", "--json").json[0]
    return filled, str(pair["a"]), str(pair["b"])


def people_called(run: Run, name: str) -> list[dict[str, object]]:
    return [one for one in run("people", "--json").json if one["name"] == name]


def test_two_are_merged_and_parted_again_by_an_address(twins: tuple[Run, str, str]) -> None:
    run, a, b = twins
    said = run("merge", a, b, "--json")
    assert said.json["title"] == "Merged Zora Twin and Zora Twin"
    assert len(people_called(run, "Zora Twin")) == 1
    assert run("duplicates", "--json").json == []
    assert run("split", a, "nobody@x.example").status == 1
    assert run("split", "Zora Twin", "zora2@x2.example").status == 0
    (kept,) = people_called(run, "Zora Twin")
    assert "zora2@x2.example" not in str(kept["identities"])
    assert run("undo").status == run("undo").status == 0
    assert len(people_called(run, "Zora Twin")) == 2


def test_two_who_are_different_are_not_proposed_again(twins: tuple[Run, str, str]) -> None:
    run, a, b = twins
    assert "different people" in run("different", a, b).out
    assert run("duplicates", "--json").json == []
    assert run("merge", a, a).status == 1
    assert run("undo").status == 0
    assert len(run("duplicates", "--json").json) == 1


def test_reconnect_as_json(filled: Run) -> None:
    cards = filled("reconnect", "--at", "2023-07-10", "--json").json
    assert cards
    for card in cards:
        assert set(card) == {"person", "name", "section", "why", "as_of", "reasons"}
        assert card["why"]
        for reason in card["reasons"]:
            assert set(reason) == {"kind", "text", "records"}
    assert len(filled("reconnect", "--limit", "1", "--json").json) <= 1
    assert filled("reconnect", "--limit", "0", "--json").json == []


def test_reconnect_changes_nothing(filled: Run) -> None:
    before = filled("export").out
    assert filled("reconnect", "--json").out == filled("reconnect", "--json").out
    assert filled("export").out == before


@pytest.mark.parametrize(
    "time", ["yesterday", "2023-13-01", "10:00", "", "0001-01-01", "9999-12-31T23:59-12:00", "0001-01-01T00:00+14:00"]
)
def test_a_time_that_is_none_is_a_sentence(filled: Run, time: str) -> None:
    said = filled("reconnect", "--at", time)
    assert said.status == 1
    assert "2026-11-20" in said.err


def test_news_between_two_archives(filled: Run) -> None:
    assert filled("news", "--json").json == []
    assert filled("import", LINKEDIN / "2026").status == 0
    news = filled("news", "--json").json
    (ana,) = (one["id"] for one in filled("people", "--json").json if one["name"] == "Ana Duarte")
    assert {
        "person": ana,
        "kind": "company",
        "before": "Farol Freight",
        "after": "Tejo Ventures",
        "after_date": "2026-10-29",
        "before_date": "2023-07-08",
    } in news
    said = filled("news").out
    assert "now Managing partner at Tejo Ventures" in said
    assert "was Head of sales at Farol Freight" in said


def test_news_stands_in_the_timeline_of_the_person_between_two_dates(filled: Run) -> None:
    assert filled("import", LINKEDIN / "2026").status == 0
    (news,) = (one for one in filled("timeline", "Ana Duarte", "--json").json if one["kind"] == "news")
    assert (news["since"], news["at"], news["precision"]) == ("2023-07-08", "2026-10-29", "between")
    assert news["text"] == "Now Managing partner at Tejo Ventures, was Head of sales at Farol Freight"
    assert [one["name"] for one in news["people"]] == ["Ana Duarte"]
    assert "between 2023-07-08 and 2026-10-29" in filled("timeline", "Ana Duarte").out
    assert not [one for one in filled("timeline", "--json").json if one["kind"] == "news"]


def test_news_does_not_depend_on_the_order_of_import(run: Run, tmp_path: Path) -> None:
    told = []
    for order in (("2023", "2026"), ("2026", "2023")):
        library = tmp_path / f"{order[0]}.db"
        for year in order:
            run("import", LINKEDIN / year, "--library", library)
        names = {one["id"]: one["name"] for one in run("people", "--json", "--library", library).json}
        news = run("news", "--json", "--library", library).json
        told.append(sorted((names[one["person"]], one["kind"], one["before"], one["after"]) for one in news))
    assert told[0] == told[1] != []


def test_events_and_whom_one_wants_to_know_are_listed(filled: Run) -> None:
    assert filled("import", LINKEDIN / "2024").status == 0
    events = filled("events", "--json").json
    fair = next(one for one in events if one["name"] == "Harbour Fair 2024")
    assert (fair["start"], fair["source"], fair["proposed"], fair["people"]) == (
        "2024-05-06T14:00Z", "linkedin", False, [],
    )  # fmt: skip
    assert "Harbour Fair 2024" in filled("events").out
    wanted = filled("wanted", "--json").json
    assert wanted
    assert all(one["name"] and one["sources"] for one in wanted)
    assert filled("wanted", "--limit", "1").out.count("\n") == 2


def test_imports_and_history_are_listed(filled: Run) -> None:
    (one,) = filled("imports", "--json").json
    assert one["state"] == "live"
    (step,) = filled("history", "--json").json
    assert (step["id"], step["import"], step["can_undo"]) == (one["step"], one["id"], True)
    assert "LinkedIn" in filled("imports").out
    assert "LinkedIn" in filled("history").out


# ---------------------------------------------------------------------------------------------------------- undo


def test_undo_takes_back_the_last_step_until_nothing_is_left(filled: Run) -> None:
    assert filled("undo").status == 0
    assert filled("people", "--json").json == []
    assert filled("timeline", "--json").json == []
    said = filled("undo")
    assert (said.status, said.out) == (1, "")
    assert len(said.err.strip().splitlines()) == 1


def test_what_went_is_told_in_its_number(filled: Run) -> None:
    one, other = (row["id"] for row in filled("people", "--json").json[:2])
    filled("merge", one, other)
    assert "  1 change gone\n" in filled("undo").out


def test_undo_names_a_step_or_an_import(filled: Run) -> None:
    assert filled("import", EXPORTS / "vcard" / "google-3.0.vcf").status == 0
    before = filled("people", "--json").json
    first, second = sorted(one["id"] for one in filled("imports", "--json").json)
    assert filled("undo", "--import", second, "--json").json["gone"]
    assert len(filled("people", "--json").json) < len(before)
    step = next(one["step"] for one in filled("imports", "--json").json if one["id"] == first)
    assert filled("undo", step).status == 0
    assert filled("people", "--json").json == []


@pytest.mark.parametrize("words", [("undo", "999"), ("undo", "--import", "999")])
def test_undo_of_what_is_not_there_is_status_1(filled: Run, words: tuple[str, ...]) -> None:
    said = filled(*words)
    assert said.status == 1
    assert len(said.err.strip().splitlines()) == 1


# -------------------------------------------------------------------------------------------------------- export


def test_an_export_is_json_and_the_same_each_time(filled: Run) -> None:
    whole = filled("export").json
    assert whole["format"] == "relate"
    assert "person" in {record["record"] for record in whole["records"]}
    assert filled("export").json == whole


def test_a_table_has_a_row_for_each_person(filled: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(filled("export", "--format", "csv").out)))
    assert {row["name"] for row in rows} == {one["name"] for one in filled("people", "--json").json}


@pytest.mark.parametrize("sign", ["=", "+", "-", "−", "@"])
def test_no_cell_is_taken_for_a_formula_unless_a_machine_reads(run: Run, tmp_path: Path, sign: str) -> None:
    (tmp_path / "card.vcf").write_text(
        f'BEGIN:VCARD\nVERSION:3.0\nFN:Eve Evil\nORG:{sign}HYPERLINK("http://x.example")\nEND:VCARD\n', encoding="utf-8"
    )
    assert run("import", "card.vcf").status == 0
    (row,) = csv.DictReader(io.StringIO(run("export", "--format", "csv").out))
    assert row["company"].startswith(f"'{sign}")
    (row,) = csv.DictReader(io.StringIO(run("export", "--format", "csv", "--raw").out))
    assert row["company"].startswith(sign)


def test_a_name_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "card.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Eve \x1b[2J\u202egnp.exe\nORG:\x07Bell\nEND:VCARD\n", encoding="utf-8"
    )
    assert run("import", "card.vcf").status == 0
    table = run("people").out
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", table)


# ------------------------------------------------------------------------------------- check, backup and restore


def test_a_library_in_order_is_status_0(filled: Run) -> None:
    assert filled("check").status == 0
    assert filled("check", "--json").json == {"ok": True, "findings": []}


def test_what_differs_is_status_1_and_mended_on_demand(filled: Run, home: Path) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(home / "relate.db")) as database:
        database.execute("UPDATE person SET name = 'Wrong'")
        database.commit()
    said = filled("check", "--json")
    assert said.status == 1
    assert not said.json["ok"]
    assert filled("check").status == 1
    assert filled("check", "--repair").status == 0
    assert filled("check").status == 0
    assert "Wrong" not in filled("people").out


def test_a_backup_is_listed_and_put_back(filled: Run) -> None:
    before = filled("export").out
    made = Path(filled("backup").out.strip())
    assert made.exists()
    assert [one["file"] for one in filled("backup", "--list", "--json").json] == [str(made)]
    filled("undo")
    said = filled("restore", "--json")
    assert said.status == 0
    assert said.json["restored"] == str(made)
    assert Path(said.json["set_aside"]).exists()
    assert filled("export").out == before


def test_restoring_without_a_backup_or_from_something_else_is_a_sentence(filled: Run, tmp_path: Path) -> None:
    assert filled("restore").status == 1
    (tmp_path / "letter.db").write_text("Dear Ana " * 100)
    said = filled("restore", "letter.db")
    assert said.status == 1
    assert "letter.db" in said.err
    assert filled("people", "--json").json


# ------------------------------------------------------------------------------------------- usage and libraries


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("frobnicate",),
        ("people", "--limit", "many"),
        ("people", "--limit", "-1"),
        ("undo", "one"),
        ("undo", "1", "--import", "1"),
        ("export", "--format", "xml"),
        ("import",),
        ("import", ""),
        ("timeline", "a", "b"),
        ("people", "--nonsense"),
    ],
)
def test_wrong_usage_is_status_2_on_stderr(run: Run, words: tuple[str, ...]) -> None:
    said = run(*words)
    assert (said.status, said.out) == (2, "")
    assert said.err


def test_what_is_no_number_is_named(run: Run) -> None:
    assert "'many' is no whole number" in run("history", "--limit", "many").err


def test_whoever_stops_it_while_it_is_loading_sees_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_argv: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("relate.cli.main", stopped)
    assert start(["people"]) == 1
    assert capsys.readouterr() == ("", "Stopped.\n")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(run: Run, command: str) -> None:
    said = run(command, "--help")
    assert said.status == 0
    assert "--library" in said.out
    assert "--json" in said.out


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"import", "restore"}))
def test_without_a_library_there_is_a_sentence_and_none_is_made(run: Run, home: Path, command: str) -> None:
    wanted = {"merge": ("1", "2"), "split": ("1", "x"), "different": ("1", "2")}
    said = run(command, *wanted.get(command, ()))
    assert (said.status, said.out) == (1, "")
    assert "no library" in said.err.lower()
    assert not (home / "relate.db").exists()


def test_reading_makes_no_library_of_an_empty_file(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    assert run("people", "--library", empty).status == 1
    assert empty.read_bytes() == b""


def test_the_library_is_named_before_or_after_the_command(run: Run, tmp_path: Path, home: Path) -> None:
    other = tmp_path / "other" / "my.db"
    assert run("import", LINKEDIN / "2023", "--library", other).status == 0
    assert not (home / "relate.db").exists()
    assert run("--library", other, "people", "--json").json == run("people", "--json", "--library", other).json != []


def test_another_programs_database_and_a_plain_file_are_refused_and_left_alone(run: Run, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE bookmarks (url TEXT)")
    letter = tmp_path / "letter.db"
    letter.write_text("Dear Ana " * 100)
    for path in (other, letter):
        before = path.read_bytes()
        for words in (("people",), ("import", LINKEDIN / "2023"), ("check",), ("backup",)):
            said = run(*words, "--library", path)
            assert said.status == 1, words
            assert len(said.err.strip().splitlines()) == 1
        assert path.read_bytes() == before


def test_a_library_of_a_newer_relate_is_refused_in_words(filled: Run, home: Path) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(home / "relate.db")) as database:
        database.execute("PRAGMA user_version = 99")
    for words in (("people",), ("undo",)):
        said = filled(*words)
        assert said.status == 1
        assert "newer" in said.err


def test_reading_works_on_a_library_that_may_not_be_written(filled: Run, home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "copy")
    library = tmp_path / "copy" / "relate.db"
    before = library.read_bytes()
    for command in (
        "people",
        "timeline",
        "reconnect",
        "imports",
        "history",
        "export",
        "news",
        "duplicates",
        "events",
        "wanted",
    ):
        assert filled(command, "--library", library).status == 0
    assert library.read_bytes() == before


def test_a_bug_is_one_sentence_and_a_report_that_names_nobody(
    filled: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from relate.store import people_reads

    def broken(*_args: object) -> None:
        raise ZeroDivisionError("Ana Duarte wrote: see you in Lisbon")

    monkeypatch.setattr(people_reads, "rows", broken)
    said = filled("people", "Ana Duarte", "--json")
    assert said.status == 1
    (report,) = (home / "crashes").iterdir()
    assert str(report) in said.err
    text = report.read_text()
    assert "ZeroDivisionError" in text
    assert "relate/services/people_views.py" in text
    assert "Ana" not in text
    assert "Lisbon" not in text
    assert report.stat().st_mode & 0o077 == 0


# ----------------------------------------------------------------------------------------------------- something bad


def test_a_copy_is_made_before_an_import_unless_there_is_one_of_this_state(filled: Run, home: Path) -> None:
    def copies() -> int:
        return len(filled("backup", "--list", "--json").json)

    assert copies() == 0, "there was nothing to copy before the first"
    assert filled("import", EXPORTS / "vcard" / "google-3.0.vcf").status == 0
    assert copies() == 1
    assert filled("import", "nowhere.vcf").status == 1
    assert copies() == 1
    assert filled("backup").status == 0
    assert filled("import", EXPORTS / "vcard" / "google-3.0.vcf").status == 0
    assert copies() == 2


@pytest.mark.parametrize("where", ["header", "middle"])
def test_a_damaged_library_is_said_so_and_the_good_backup_named_and_put_back(
    filled: Run, home: Path, where: str
) -> None:
    before = filled("export").out
    assert filled("backup").status == 0
    library = home / "relate.db"
    content = bytearray(library.read_bytes())
    start = 0 if where == "header" else 8192
    content[start:] = b"\xa5" * (len(content) - start)
    library.write_bytes(content)
    for words in (("people",), ("undo",), ("import", LINKEDIN / "2026"), ("check", "--repair")):
        said = filled(*words)
        assert (said.status, said.out) == (1, "")
        assert "relate restore" in said.err
        assert len(said.err.strip().splitlines()) == 1
    assert not (home / "crashes").exists()
    assert filled("restore").status == 0
    assert filled("export").out == before
    assert [path.name for path in home.glob("relate.db.damaged-*")]


def test_what_can_be_read_of_a_damaged_library_is_recovered_and_told(filled: Run, home: Path) -> None:
    before = filled("export").out
    library = home / "relate.db"
    content = library.read_bytes()
    library.write_bytes(b"\xa5" * 4096 + content[4096:])
    said = filled("people")
    assert said.status == 1
    assert "relate restore --recover" in said.err
    said = filled("restore", "--recover")
    assert said.status == 0, said.err
    assert re.search(r"Recovered \d+ people and \d+ rows of the timeline", said.out)
    assert filled("export").out == before
    assert filled("check").status == 0
    (aside,) = home.glob("relate.db.damaged-*")
    assert str(aside) in said.out


def test_a_library_that_is_whole_is_not_recovered(filled: Run, home: Path) -> None:
    before = (home / "relate.db").read_bytes()
    said = filled("restore", "--recover")
    assert said.status == 1
    assert "not damaged" in said.err
    assert (home / "relate.db").read_bytes() == before


def test_a_library_whose_file_was_emptied_is_damaged_and_not_new(filled: Run, home: Path) -> None:
    before = filled("export").out
    assert filled("backup").status == 0
    (home / "relate.db").write_bytes(b"")
    for words in (("undo",), ("import", LINKEDIN / "2026")):
        said = filled(*words)
        assert said.status == 1
        assert "relate restore" in said.err
    assert filled("restore").status == 0
    assert filled("export").out == before


def test_a_folder_that_may_not_be_written_is_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said = run("import", LINKEDIN / "2023", "--library", tmp_path / "file" / "relate.db")
    assert said.status == 1
    assert len(said.err.strip().splitlines()) == 1
