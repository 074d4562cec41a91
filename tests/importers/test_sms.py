"""An Android phone's messages and calls, by whichever program backed them up; and what becomes of damaged backups."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import pytest

from relate.domain.kinds import Kind
from relate.domain.records import IdentityKey, IdentityKind, InteractionRecord, PersonRecord, Reason, Role
from relate.importers.registry import importer
from relate.importers.sms.xml_rows import text_of
from relate.importers.source import open_sources
from tests.effort import dice, effort
from tests.importers.dropping import Reading, drop, write_files, zip_of
from tests.importers.meta_exports import assert_accounted_for, assert_together, mutated

EXPORTS = Path(__file__).parent.parent / "exports" / "sms"
FIXTURES = sorted(path for path in EXPORTS.iterdir() if path.is_dir())
BACKUP = EXPORTS / "backup-2026" / "sms-20261120101530.xml"
ME = IdentityKey("phone", IdentityKind.ID, "me", True)
ANA, TOMAS, HANA = (
    IdentityKey("phone", IdentityKind.PHONE, number) for number in ("+351912345678", "+351913000222", "+420601123456")
)


def sides(record: InteractionRecord) -> list[tuple[IdentityKey, Role]]:
    return [(one.key, one.role) for one in record.participants]


def row(reading: Reading, file: str, number: int) -> InteractionRecord:
    (only,) = (one for one in reading.interactions if one.where.file.startswith(file) and one.where.row == number)
    return only


def left_out(reading: Reading, file: str) -> dict[int, tuple[Reason, str]]:
    return {one.where.row: (one.reason, one.says) for one in reading.skipped if one.where.file.startswith(file)}


def backup(folder: Path, *rows: str) -> Path:
    text = "\n".join(("<?xml version='1.0' encoding='UTF-8' ?>", f"<smses count='{len(rows)}'>", *rows, "</smses>"))
    return write_files(folder, {"a.xml": text}) / "a.xml"


def sms(address: str, body: str = "word", ms: int = 1_700_000_000_000, box: int = 1) -> str:
    return f'<sms address="{address}" date="{ms}" type="{box}" body="{body}" contact_name="null" />'


# ------------------------------------------------------------------------------------------------- SMS Backup & Restore


def test_a_message_has_its_second_its_sides_and_the_name_the_phone_has() -> None:
    asked = row(drop(EXPORTS / "backup-2026"), "sms", 1)
    assert asked.at is not None
    assert (asked.kind, asked.at.iso(), asked.text) == (Kind.MESSAGE, "2015-05-07T12:00:00Z", "Are you there already?")
    assert sides(asked) == [(ANA, Role.FROM), (ME, Role.TO)]
    assert asked.participants[0].name == "Ana Duarte"
    assert asked.conversation == "+351912345678"


def test_the_owner_comes_first_without_a_number() -> None:
    first = drop(EXPORTS / "backup-2026").records[0]
    assert isinstance(first, PersonRecord)
    assert (first.owner, first.keys) == (True, (ME,))


def test_a_number_without_its_country_is_one_of_the_country_of_the_others() -> None:
    answer = row(drop(EXPORTS / "backup-2026"), "sms", 2)
    assert sides(answer) == [(ME, Role.FROM), (ANA, Role.TO)]
    assert answer.text == "Two minutes & I am"


def test_where_no_country_is_clear_a_number_is_one_of_this_phone_alone(tmp_path: Path) -> None:
    mixed = backup(tmp_path, sms("+351912345678"), sms("+420601123456"), sms("601 123 456"))
    reading = drop(mixed)
    assert reading.interactions[2].participants[0].key == IdentityKey("phone", IdentityKind.ID, "601123456", True)


def test_emojis_in_two_halves_line_ends_and_both_quotes_are_read() -> None:
    assert row(drop(EXPORTS / "backup-2026"), "sms", 4).text == 'See you 😂🥐\nat "Bica"?'
    assert row(drop(EXPORTS / "backup-2026"), "sms", 5).text == 'It\'s <the> one, "yes"'


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&#55357;&#56834;", "😂"), ("&#xD83D;&#xDE02;", "😂"), ("&#128514;", "😂"), ("&#55357; alone", "\ufffd alone"),
        ("&#0;a", "a"), ("&#99999999;", "\ufffd"), ("&amp;lt;", "&lt;"), ("&nbsp; &unknown;", "&nbsp; &unknown;"),
    ],
)  # fmt: skip
def test_characters_are_put_together_and_nothing_else_is_expanded(written: str, meant: str) -> None:
    assert text_of(written) == meant


def test_what_is_no_message_of_a_person_says_why() -> None:
    assert left_out(drop(EXPORTS / "backup-2026"), "sms") == {
        6: (Reason.NOT_A_PERSON, "a sender without a number"), 7: (Reason.NOT_A_PERSON, "a short number"),
        8: (Reason.DRAFT, ""), 9: (Reason.NOT_KEPT, "could not be sent"), 10: (Reason.EMPTY, ""),
        14: (Reason.EMPTY, "it was never fetched"),
    }  # fmt: skip


def test_a_picture_is_named_and_its_words_are_kept() -> None:
    picture = row(drop(EXPORTS / "backup-2026"), "sms", 11)
    assert (picture.text, picture.detail) == ("The view", "photo")


def test_a_message_to_several_has_all_of_them_and_not_my_own_number() -> None:
    reading = drop(EXPORTS / "backup-2026")
    assert sides(row(reading, "sms", 12)) == [(TOMAS, Role.FROM), (ME, Role.TO), (ANA, Role.TO)]
    assert sides(row(reading, "sms", 13)) == [(ME, Role.FROM), (ANA, Role.TO), (TOMAS, Role.TO)]
    assert row(reading, "sms", 12).conversation == row(reading, "sms", 13).conversation
    assert row(reading, "sms", 13).text == "Friday\nYes!"


def test_calls_are_calls_and_what_was_said_to_a_machine_is_a_message() -> None:
    reading = drop(EXPORTS / "backup-2026")
    told = [
        (one.kind, one.detail, one.participants[0].key) for one in reading.interactions if "calls" in one.where.file
    ]
    assert told == [
        (Kind.CALL, "13 min", ANA), (Kind.CALL, "missed", ME), (Kind.CALL, "missed", TOMAS),
        (Kind.MESSAGE, "voicemail, 32 s", HANA), (Kind.CALL, "", HANA),
    ]  # fmt: skip
    hidden = Reason.NO_PERSON, "a hidden number"
    assert left_out(reading, "calls") == {5: hidden, 6: hidden, 7: (Reason.NOT_KEPT, "a blocked call")}


def test_messages_and_calls_in_one_file_are_both_read() -> None:
    reading = drop(EXPORTS / "together-2023")
    assert reading.archive.title == "Text messages and calls"
    assert [one.kind for one in reading.interactions] == [Kind.MESSAGE] * 3 + [Kind.CALL] * 2


def test_the_day_is_the_one_the_backup_says_else_that_of_its_name(tmp_path: Path) -> None:
    assert drop(EXPORTS / "backup-2015").archive.snapshot_ms == 1433146530000
    assert drop(EXPORTS / "list-2021").archive.snapshot_ms == 1622505600000


def test_several_files_a_folder_and_a_zip_say_the_same(tmp_path: Path) -> None:
    folder = EXPORTS / "backup-2026"
    packed, files = drop(zip_of(folder, tmp_path / "phone.zip")), drop(*sorted(folder.glob("*.xml")))
    for reading in (packed, files):
        assert [one.exact for one in reading.interactions] == [one.exact for one in drop(folder).interactions]


def test_a_declared_entity_is_refused_in_words(tmp_path: Path) -> None:
    bomb = (
        '<?xml version="1.0"?>\n<!DOCTYPE smses [<!ENTITY a "ha">]>\n<smses><sms address="+351912345678" body="&a;"/>'
    )
    write_files(tmp_path, {"a.xml": bomb})
    (unknown,) = drop(tmp_path / "a.xml").unknown
    assert unknown.reason == "a.xml declares entities, as no backup of messages does: it is not read."


def test_other_xml_is_left_to_others(tmp_path: Path) -> None:
    write_files(tmp_path, {"feed.xml": '<?xml version="1.0"?><rss><channel><call>to</call></channel></rss>'})
    assert not drop(tmp_path / "feed.xml").archives


# -------------------------------------------------------------------------------------------------- SMS Import / Export


def test_lines_and_xml_tell_the_same_message_by_the_same_key() -> None:
    lines, xml = drop(EXPORTS / "lines-2024"), drop(EXPORTS / "backup-2026")
    told = {one.exact for one in xml.interactions}
    assert [one.exact in told for one in lines.interactions] == [True, True, True, True, False, False]


def test_a_message_to_several_in_lines_leaves_out_the_phone_itself() -> None:
    reading = drop(EXPORTS / "lines-2024")
    assert sides(row(reading, "messages", 3)) == [(TOMAS, Role.FROM), (ME, Role.TO), (ANA, Role.TO)]
    assert sides(row(reading, "messages", 4)) == [(ME, Role.FROM), (ANA, Role.TO), (TOMAS, Role.TO)]
    assert row(reading, "messages", 3).detail == "photo"


def test_pictures_and_contacts_beside_the_messages_are_left_alone_and_said() -> None:
    reading = drop(EXPORTS / "lines-2024")
    assert reading.archive.unread == ("contacts.ndjson", "data/PART_1")
    assert reading.unknown == ()


def test_the_list_of_before_is_read_alike() -> None:
    reading = drop(EXPORTS / "list-2021")
    assert [one.text for one in reading.interactions] == ["", "Are you there already?", "At eight.", "Good."]


# ----------------------------------------------------------------------------------------------------------- damage


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_every_row_is_told_once(fixture: Path) -> None:
    reading = drop(fixture)
    assert_accounted_for(reading)
    assert_together(one.where for one in reading.everything)


@pytest.mark.parametrize("fixture", [one for one in FIXTURES if "damaged" not in one.name], ids=lambda path: path.name)
def test_there_are_as_many_rows_as_elements_or_lines(fixture: Path) -> None:
    reading = drop(fixture)
    for path in sorted(fixture.glob("*.xml")):
        data = path.read_bytes()
        count = sum(data.count(tag) for tag in (b"<sms ", b"<mms ", b"<call "))
        assert reading.rows()[path.name] == set(range(1, count + 1))


def test_a_damaged_row_costs_itself() -> None:
    reading = drop(EXPORTS / "backup-2026-damaged")
    lost = left_out(reading, "sms")
    assert lost[2] == (Reason.UNREADABLE, "its quotes or brackets do not match")
    assert lost[12] == (Reason.INCOMPLETE, "the message has no end")
    assert row(reading, "sms", 3).text == "Přijedu ve tři"
    assert row(reading, "sms", 10).text == "The view"
    assert left_out(reading, "calls")[9] == (Reason.INCOMPLETE, "the file breaks off here")


@pytest.mark.parametrize(
    "damaged",
    ["<sms address=", "<sms", '<sms address="+351912345678', "<sms address=+351912 />", '<sms address="1" body />',
     '<sms address="1" date="2"" />', "<sms a='\"' b=\"'\" address />", '<call number="1" "2" />'],
)  # fmt: skip
def test_a_row_whose_quotes_do_not_match_is_one_that_cannot_be_read(tmp_path: Path, damaged: str) -> None:
    reading = drop(backup(tmp_path, sms("+351912345678"), damaged, sms("+351912345678", "more")))
    assert [one.text for one in reading.interactions] == ["word", "more"]
    assert left_out(reading, "a.xml") == {2: (Reason.UNREADABLE, "its quotes or brackets do not match")}


def test_a_damaged_line_costs_itself() -> None:
    reading = drop(EXPORTS / "lines-2024-damaged")
    assert {number: reason for number, (reason, _) in left_out(reading, "messages").items()} == {
        2: Reason.UNREADABLE, 5: Reason.INCOMPLETE,
    }  # fmt: skip
    assert len(reading.interactions) == 3


def test_pictures_never_come_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "sms.xml"
    part = f'<part seq="0" ct="image/jpeg" name="null" data="{"iVBORw0KGgoAAAANSUhEUg" * 500_000}" text="null" />'
    with path.open("w", encoding="utf-8") as file:
        file.write("<smses count='2'>\n")
        for number in range(2):
            file.write(
                f'<mms date="170000000{number}000" msg_box="1" address="+351912345678"><parts>{part}</parts></mms>\n'
            )
        file.write("</smses>")
    (source,), _ = open_sources([path])
    with source:
        archive = importer("sms").recognise(source)
        assert archive is not None
        tracemalloc.start()
        try:
            records = list(importer("sms").read(source, archive))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert [one.detail for one in records if isinstance(one, InteractionRecord)] == ["photo", "photo"]
    assert path.stat().st_size > 20_000_000 > peak


def spoilt(content: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        return mutated(content, chance)
    sign = chance.choice(
        [b"/>", b"'", b"&", b"</mms>", b"<parts>", b"date=", b"address", b"type=", b"</", b"<sms", b'": "']
    )
    other = chance.choice([b"", b"<", b"&#55357;", b"<mms ", b'"', b' data="' + b"QUJD" * 200, b"\0", b"<!-- -->"])
    return content.replace(sign, other, chance.randrange(1, 4))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_no_damage_stops_the_reading_or_loses_a_row(fixture: Path, tmp_path: Path) -> None:
    files = sorted(path for path in fixture.rglob("*") if path.is_file() and path.suffix)
    for number in range(-(-effort(400, 40_000) // len(FIXTURES))):
        chance = dice(f"sms/{fixture.name}", number)
        path = chance.choice(files)
        reading = drop(write_files(tmp_path, {path.name: spoilt(path.read_bytes(), chance)}) / path.name)
        assert_accounted_for(reading)
        assert_together(one.where for one in reading.everything)
        assert reading.archives or reading.unknown, number
