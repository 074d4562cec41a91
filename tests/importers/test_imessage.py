"""The database of messages of an iPhone or Mac: whom one wrote with; and what becomes of a damaged one."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

import pytest

from relate.domain.kinds import Kind
from relate.domain.records import IdentityKey, IdentityKind, InteractionRecord, PersonRecord, Reason, Role, me
from relate.importers.imessage.typedstream import words_of
from relate.importers.registry import importer
from relate.importers.source import open_sources
from tests.effort import dice, effort
from tests.importers.dropping import Reading, drop, write_files, zip_of
from tests.importers.meta_exports import assert_accounted_for, assert_together

EXPORTS = Path(__file__).parent.parent / "exports" / "imessage"
FIXTURES = sorted(path for path in EXPORTS.iterdir() if path.is_dir())
MAC = EXPORTS / "mac-2026"
PHONE = EXPORTS / "iphone-2015"
ME = me("imessage")
ANA, TOMAS, HANA = (
    IdentityKey("imessage", IdentityKind.ID, key)
    for key in ("+351912345678", "+351913000222", "hana@northwind.example")
)
STREAM = b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x08NSString\x01\x94\x84\x01+"


def sides(record: InteractionRecord) -> list[tuple[IdentityKey, Role]]:
    return [(one.key, one.role) for one in record.participants]


def one_saying(reading: Reading, text: str) -> InteractionRecord:
    (only,) = (one for one in reading.interactions if text in one.text)
    return only


def left_out(reading: Reading) -> list[tuple[int, Reason, str]]:
    return [(one.where.row, one.reason, one.says) for one in reading.skipped]


def test_a_message_has_its_second_and_its_sides() -> None:
    asked = one_saying(drop(MAC), "Are you there")
    assert asked.at is not None
    assert (asked.kind, asked.at.iso(), asked.conversation) == (Kind.MESSAGE, "2015-05-07T12:00:00Z", "+351912345678")
    assert sides(asked) == [(ANA, Role.FROM), (ME, Role.TO)]
    assert sides(one_saying(drop(MAC), "Two minutes")) == [(ME, Role.FROM), (ANA, Role.TO)]


def test_the_owner_is_known_by_the_addresses_he_was_signed_in_with() -> None:
    first = drop(MAC).records[0]
    assert isinstance(first, PersonRecord)
    assert first.owner
    assert [key.key for key in first.keys] == ["mara@home.example", "+351911222333", "me"]


def test_whoever_writes_is_whoever_has_the_number_or_the_address() -> None:
    """The identity is iMessage's own, so that it is known how far that tells of them."""
    told = {one.keys[0]: one.keys[1:] for one in drop(MAC).people if not one.owner}
    assert told == {
        ANA: (IdentityKey("phone", IdentityKind.PHONE, ANA.key),),
        TOMAS: (IdentityKey("phone", IdentityKind.PHONE, TOMAS.key),),
        HANA: (IdentityKey("mail", IdentityKind.MAIL, HANA.key),),
    }


def test_words_that_stand_in_an_archived_string_alone_are_read() -> None:
    reading = drop(MAC)
    assert one_saying(reading, "See you").text == "See you 😂\nat the Bica"
    assert one_saying(reading, "Long").text == ("Long " * 60).strip()


@pytest.mark.parametrize(
    ("blob", "words"),
    [
        (STREAM + b"\x05Hello\x86", "Hello"), (STREAM + b"\x81\x05\x00Hello\x86", "Hello"),
        (STREAM + b"\x82\x05\x00\x00\x00Hello\x86", "Hello"), (STREAM, ""), (b"", ""), (b"NSString", ""),
        (STREAM + b"\x81\xff\xff" + b"cut", "cut"), (STREAM + b"\xf0rest", ""),
        (STREAM + b"\x02\xff\xfe", "\ufffd\ufffd"),
    ],
)  # fmt: skip
def test_an_archived_string_of_any_length_or_none(blob: bytes, words: str) -> None:
    assert words_of(blob) == words


def test_a_group_has_its_name_and_all_its_people() -> None:
    reading = drop(MAC)
    asked, mine = one_saying(reading, "Saturday"), one_saying(reading, "I am in")
    assert sides(asked) == [(HANA, Role.FROM), (ME, Role.TO), (ANA, Role.TO), (TOMAS, Role.TO)]
    assert sides(mine) == [(ME, Role.FROM), (ANA, Role.TO), (HANA, Role.TO), (TOMAS, Role.TO)]
    assert {(one.title, one.conversation) for one in (asked, mine)} == {("Bell ringers", "chat811")}


def test_what_was_sent_without_words_is_named() -> None:
    assert [one.detail for one in drop(MAC).interactions if not one.text] == ["photo", "voice message"]


def test_reactions_changes_and_what_nobody_said_are_left_out() -> None:
    assert left_out(drop(MAC)) == [
        (5, Reason.NOT_KEPT, "a reaction"), (9, Reason.NOT_KEPT, "tells of a change of the group"),
        (11, Reason.NOT_A_PERSON, "a short number"), (12, Reason.NO_PERSON, "a note to yourself"),
        (13, Reason.DECLINED, "unsent by its writer"), (14, Reason.NOT_KEPT, "could not be sent"),
        (16, Reason.EMPTY, ""),
    ]  # fmt: skip


def test_what_stands_in_the_log_alone_is_read_and_nothing_is_written() -> None:
    before = {path.name: path.read_bytes() for path in MAC.iterdir()}
    assert one_saying(drop(MAC), "In the log alone")
    assert {path.name: path.read_bytes() for path in MAC.iterdir()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file keeps its name")
def test_nothing_of_the_copy_is_left_however_the_reading_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (source,), _ = open_sources([MAC])
    with source:
        archive = importer("imessage").recognise(source)
        assert archive is not None
        reading = importer("imessage").read(source, archive)
        next(reading)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
        assert len(list(reading)) > 10
        assert list(tmp_path.iterdir()) == []


def test_the_database_alone_is_enough(tmp_path: Path) -> None:
    shutil.copy(MAC / "chat.db", tmp_path / "chat.db")
    reading = drop(tmp_path / "chat.db")
    assert len(reading.interactions) == len(drop(MAC).interactions) - 1
    assert {path.name for path in tmp_path.iterdir()} == {"chat.db"}


def test_a_file_of_a_backup_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    (path,) = (one for one in PHONE.rglob("*") if one.is_file())
    for name in (path.name, "something", "copy.sqlite"):
        shutil.copy(path, tmp_path / name)
        reading = drop(tmp_path / name)
        assert [one.text for one in reading.interactions] == ["Are you there already?", "Two minutes", "First bell"]


def test_years_without_columns_are_read_with_dates_in_seconds() -> None:
    reading = drop(PHONE)
    assert one_saying(reading, "Are you there").exact == one_saying(drop(MAC), "Are you there").exact
    assert one_saying(reading, "Are you there").at == one_saying(drop(MAC), "Are you there").at
    # The database of 2015 does not say in which country a number is: the others do.
    assert sides(one_saying(reading, "First bell"))[2:] == [(ANA, Role.TO), (TOMAS, Role.TO)]


def test_a_zip_of_it_says_the_same(tmp_path: Path) -> None:
    packed = drop(zip_of(MAC, tmp_path / "messages.zip"))
    assert [one.exact for one in packed.interactions] == [one.exact for one in drop(MAC).interactions]
    assert packed.archive.unread == ("chat.db-shm",)


def test_a_schema_of_many_pages_is_looked_through(tmp_path: Path) -> None:
    path = tmp_path / "chat.db"
    shutil.copy(MAC / "chat.db", path)
    database = sqlite3.connect(path)
    database.executescript(
        "".join(f"CREATE TABLE a{n} ({', '.join(f'c{m} TEXT' for m in range(90))});" for n in range(200))
    )
    database.executescript("ALTER TABLE message ADD COLUMN more TEXT; ALTER TABLE handle ADD COLUMN more TEXT;")
    database.close()
    assert drop(path).archive.source_id == "imessage"
    assert drop(zip_of(tmp_path, tmp_path / "messages.zip")).archive.source_id == "imessage"


def test_another_database_is_still_a_database(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "notes.db")
    database.execute("CREATE TABLE message (id INTEGER, words TEXT)")
    database.close()
    (unknown,) = drop(tmp_path / "notes.db").unknown
    assert unknown.reason == "notes.db is no file that Relate knows yet: it is a database."


# ------------------------------------------------------------------------------------------------------------ damage


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_every_row_is_told_once(fixture: Path) -> None:
    reading = drop(fixture)
    assert_accounted_for(reading)
    assert_together(one.where for one in reading.everything)


def test_of_a_damaged_table_what_stands_before_and_behind_is_read() -> None:
    reading = drop(EXPORTS / "mac-2026-damaged")
    (lost,) = (one for one in reading.skipped if one.reason is Reason.INCOMPLETE)
    assert lost.says == "pages of the database are damaged: some messages are lost"
    numbers = {int(one.text.split()[1]) for one in reading.interactions if one.text.startswith("Message ")}
    assert {20, 34, 45, 59} <= numbers
    assert 40 not in numbers


def test_a_database_of_which_nothing_can_be_read_is_one_sentence(tmp_path: Path) -> None:
    content = bytearray((MAC / "chat.db").read_bytes())
    content[18:20] = b"\x09\x09"  # the file format of another century
    reading = drop(write_files(tmp_path, {"chat.db": bytes(content)}) / "chat.db")
    (lost,) = reading.skipped
    assert lost.says == "chat.db is damaged: copy it again, together with chat.db-wal if that is there."


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """A database with bytes flipped, pages of it exchanged or lost, its end cut."""
    damaged = bytearray(content)
    pages = len(damaged) // 1024
    for _ in range(chance.randrange(1, 6)):
        one, other = (chance.randrange(pages) * 1024 for _ in range(2))
        match chance.randrange(6):
            case 0:
                damaged[chance.randrange(100, len(damaged))] = chance.randrange(256)
            case 1:
                damaged[one : one + 1024] = damaged[other : other + 1024]
            case 2:
                damaged[one : one + 1024] = bytes(1024)
            case 3:
                at = chance.randrange(100, len(damaged))
                damaged[at : at + chance.randrange(1, 60)] = chance.randbytes(chance.randrange(1, 60))
            case 4:
                damaged = damaged[: max(chance.randrange(len(damaged)), 2048)]
                pages = len(damaged) // 1024
            case _:
                damaged[chance.randrange(16, 100)] = chance.randrange(256)
    return bytes(damaged)


@pytest.mark.parametrize("number", range(effort(200, 20_000)))
def test_no_damage_stops_the_reading_or_loses_a_row(tmp_path: Path, number: int) -> None:
    chance = dice("imessage", number)
    fixture = chance.choice(FIXTURES)
    files = {path.name: path.read_bytes() for path in fixture.rglob("*") if path.is_file() and path.suffix != ".db-shm"}
    which = chance.choice(list(files))
    reading = drop(write_files(tmp_path / "it", {**files, which: spoilt(files[which], chance)}))
    assert_accounted_for(reading)
    assert_together(one.where for one in reading.everything)
    assert reading.archives or reading.unknown
