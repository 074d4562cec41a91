"""`relate check`: silent on a library that is right, a sentence for each thing that is not; caches are mended."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.domain.errors import LibraryProblem
from relate.domain.moments import DAY_MS
from relate.domain.records import Fact, Field, Kind
from relate.services.checking import check
from relate.store import check as checks
from relate.store import commands
from relate.store.journal import Journal
from tests.store.making import Clock, Told, bare, mail, passed, profile, ready, recompute, start_import, tell

NOON = 20_000 * DAY_MS + DAY_MS // 2


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    """People with everything that is derived: links, names, days, rhythms, hellos, threads, tags."""
    database = ready(tmp_path)
    first = start_import(database, snapshot_at=NOON)
    told: list[Told] = [
        ((profile(name), mail(f"{name}@x.example")), (Fact(Field.NAME, f"{name.title()} Silva"),))
        for name in ("ana", "ben", "cem", "me")
    ]
    told.append(((bare("ana silva"),), ()))
    ana, ben, cem, me, name = tell(database, first, told)
    database.execute_sql("INSERT INTO owner_identity VALUES (?, ?, 1, '')", (me, first))
    for day in range(0, 400, 21):
        passed(database, first, ana, NOON - day * DAY_MS, text=f"hello number {day}")
        passed(database, first, ben, NOON - day * DAY_MS - 5000, mine=me, text="thanks", gist=77)
        passed(database, first, cem, NOON - day * DAY_MS - 9000, mine=me, text="thanks", gist=77)
    passed(database, first, name, NOON - 3 * DAY_MS, text="by name only")
    passed(database, first, ana, NOON, mine=me, text="thanks", gist=77)
    passed(database, first, cem, NOON, kind=Kind.CONNECTED, text="")
    recompute(database)
    journal = Journal(database, Clock())
    commands.add_tag(database, journal, [ana], "chess")
    commands.set_circle(database, journal, [ben], 15)
    commands.set_note(database, journal, ben, "likes tea")
    yield database
    database.close()


def says(database: SqliteDatabase) -> list[str]:
    return [finding.says for finding in checks.findings(database)]


def test_a_library_that_is_right_is_passed_in_silence(database: SqliteDatabase) -> None:
    assert says(database) == []


def test_somebody_added_by_hand_is_passed_in_silence(database: SqliteDatabase) -> None:
    commands.add(database, Journal(database, Clock()), "dora", {"name": "Dora Lind"})
    assert says(database) == []


BREAKING = {
    "who is who": "UPDATE identity SET person = 1 WHERE id = 3",
    "links between identities": "UPDATE link SET active = 0 WHERE id = 1",
    "names inside accounts": "DELETE FROM identity_name WHERE identity = 1",
    "directions of rows": "UPDATE interaction SET direction = 1 WHERE direction = 2 AND text = 'thanks'",
    "hellos and pitches": "UPDATE interaction SET tone = 0 WHERE tone = 1",
    "and pitches": "UPDATE interaction SET tone = 2 WHERE text = 'by name only'",
    "contact days": "UPDATE contact_day SET total = total + 1 WHERE identity = 1",
    "rhythms": "UPDATE rhythm_state SET state = zeroblob(length(state)) WHERE person = 1",
    "lines of the contact list": "UPDATE person SET last_contact = 5 WHERE id = 1",
    "people in the search": "UPDATE person_fts SET rest = 'other words' WHERE rowid = 1",
    "rows in the search": "INSERT INTO interaction_fts (interaction_fts) VALUES ('delete-all')",
    "words in the search": "UPDATE interaction SET text = 'rewritten behind the index' WHERE text = 'by name only'",
}


@pytest.mark.parametrize("words", sorted(BREAKING))
def test_each_cache_that_differs_is_told_and_written_anew(database: SqliteDatabase, tmp_path: Path, words: str) -> None:
    database.execute_sql(BREAKING[words])
    copy = tmp_path / "copy.db"
    database.execute_sql("VACUUM INTO ?", (str(copy),))
    checked = _opened(copy)
    found = checks.findings(checked)
    checked.close()
    assert any(words in finding.says for finding in found), found
    assert all(finding.derived for finding in found)
    checks.derive_everything(database)
    assert says(database) == []


def _opened(path: Path) -> SqliteDatabase:
    from relate.store.writing import open_for_writing

    return open_for_writing(path)


POINTING = {
    "facts of nobody": "INSERT INTO fact VALUES (9000, 777, 'name', 'x', 0, 0, 1)",
    "people in rows of the timeline that are gone": "INSERT INTO participant VALUES (1, 4242, 1, 0)",
    "tags on nobody": "INSERT INTO tag VALUES (777, 'x')",
    "claims on facts that are gone": "INSERT INTO fact_seen VALUES (777, 1, 0)",
    "facts of imports that are gone": "UPDATE fact SET import_id = 55 WHERE id = 1",
    "photos that are gone": "INSERT INTO photo VALUES (1, 1, 777)",
    "pictures that nobody holds": "INSERT INTO picture VALUES (777, x'ffd8ff')",
    "corrections of rows that are gone": "INSERT INTO interaction_override VALUES (4242, 1, NULL, NULL, NULL)",
}


@pytest.mark.parametrize("words", sorted(POINTING))
def test_what_points_nowhere_is_told_and_cannot_be_derived(database: SqliteDatabase, words: str) -> None:
    database.execute_sql(POINTING[words])
    found = [finding for finding in checks.findings(database) if words in finding.says]
    assert len(found) == 1
    assert not found[0].derived


def test_files_whose_rows_do_not_add_up_are_named(database: SqliteDatabase) -> None:
    database.execute_sql("INSERT INTO import_file VALUES (1, 'messages.csv', 10, 4, 4, 0, 0, 1)")
    assert any("messages.csv" in one for one in says(database))


def test_a_row_at_another_time_than_its_own_is_told(database: SqliteDatabase) -> None:
    database.execute_sql("UPDATE interaction SET at = at - 864000000 WHERE text = 'by name only'")
    assert any("another time" in one for one in says(database))


def test_a_damaged_file_is_told(database: SqliteDatabase, tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    database.execute_sql("VACUUM INTO ?", (str(whole),))
    damaged = bytearray(whole.read_bytes())
    size = len(damaged)
    damaged[size // 2 : size // 2 + 60_000] = bytes(60_000)
    whole.write_bytes(damaged)
    from relate.store.connection import open_database

    try:
        opened = open_database(whole, "reader")
    except LibraryProblem:
        return
    try:
        found = checks.findings(opened)
    except LibraryProblem:
        return
    finally:
        opened.close()
    assert [finding.derived for finding in found] == [False]
    assert "damaged" in found[0].says


def test_checking_leaves_the_library_and_its_folder_as_they_were(database: SqliteDatabase, tmp_path: Path) -> None:
    database.execute_sql("UPDATE person SET name = 'Wrong' WHERE id = 1")
    library = tmp_path / "relate.db"
    before = {path.name for path in tmp_path.iterdir()}
    found = check(library)
    assert any("contact list" in one.says for one in found)
    assert {path.name for path in tmp_path.iterdir()} == before
    assert database.execute_sql("SELECT name FROM person WHERE id = 1").fetchone() == ("Wrong",)


def test_nothing_is_said_of_a_library_that_an_import_is_being_written_to(
    database: SqliteDatabase, tmp_path: Path
) -> None:
    start_import(database, state="applying")
    with pytest.raises(LibraryProblem, match="not finished"):
        check(tmp_path / "relate.db")


def test_no_room_for_the_copy_is_a_sentence(
    database: SqliteDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(LibraryProblem, match="no room"):
        check(tmp_path / "relate.db")
