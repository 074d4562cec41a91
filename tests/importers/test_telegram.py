"""Telegram: whom one wrote with, in which of its years the export was made; and what becomes of damaged ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from relate.domain.kinds import Kind
from relate.domain.records import Field, IdentityKey, IdentityKind, InteractionRecord, PersonRecord, Reason, Role
from relate.importers.json_items import Json
from relate.importers.telegram.messages import Talk
from tests.effort import dice, effort
from tests.importers.dropping import Reading, drop, write_files, write_zip, zip_of
from tests.importers.meta_exports import assert_accounted_for, assert_together, mutated

EXPORTS = Path(__file__).parent.parent / "exports" / "telegram"
FIXTURES = sorted(path for path in EXPORTS.iterdir() if path.is_dir())
ME, ANA, TOMAS, HANA = (IdentityKey("telegram", IdentityKind.ID, number) for number in ("5001", "6001", "6002", "6003"))
ANAS_PHONE = IdentityKey("phone", IdentityKind.PHONE, "+351912345678")


def sides(record: InteractionRecord) -> list[tuple[IdentityKey, Role]]:
    return [(one.key, one.role) for one in record.participants]


def one_saying(reading: Reading, text: str) -> InteractionRecord:
    (only,) = (one for one in reading.interactions if text in one.text)
    return only


def person(reading: Reading, key: IdentityKey) -> PersonRecord:
    return next(one for one in reading.people if one.keys[0] == key)


def left_out(reading: Reading, says: str) -> int:
    return sum(one.says == says for one in reading.skipped)


def chat(kind: str, number: int, messages: list[Json], name: str = "Ana") -> str:
    """A single chat as Telegram writes it."""
    return json.dumps({"name": name, "type": kind, "id": number, "messages": messages}, indent=1)


def message(number: int, who: int, text: Json = "word", **more: Json) -> Mapping[str, Json]:
    told = 1_700_000_000 + number * 60
    return {"id": number, "type": "message", "date": "2023-11-14T22:13:20", "date_unixtime": str(told),
            "from": f"P{who}", "from_id": f"user{who}", "text": text, **more}  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- people


def test_the_owner_is_known_by_number_handle_and_phone_before_anything_else() -> None:
    first = drop(EXPORTS / "full-2026").records[0]
    assert isinstance(first, PersonRecord)
    assert first.owner
    assert [key.key for key in first.keys] == ["5001", "mara_l", "+351911222333", "me"]
    assert drop(EXPORTS / "full-2026").archive.owner == first.keys[:3]


def test_a_contact_joins_the_number_of_the_account_with_the_phone() -> None:
    ana = person(drop(EXPORTS / "full-2026"), ANA)
    assert ana.keys == (ANA, ANAS_PHONE)
    assert (Field.NAME, "Ana Duarte") in ana.facts
    old = person(drop(EXPORTS / "full-2019"), ANAS_PHONE)
    assert old.keys == (ANAS_PHONE,)


def test_a_contact_without_a_number_and_those_who_are_no_people_are_left_out() -> None:
    reading = drop(EXPORTS / "full-2026")
    reasons = {one.where.row: (one.reason, one.says) for one in reading.skipped if one.where.row < 11}
    assert reasons == {
        2: (Reason.NOT_KEPT, "profile pictures"), 6: (Reason.NO_PERSON, "no number"), 7: (Reason.UNREADABLE, ""),
        9: (Reason.NOT_A_PERSON, "inline bots"), 10: (Reason.NOT_A_PERSON, "people"),
    }  # fmt: skip


def test_who_is_me_in_a_single_chat_is_whoever_is_not_the_other_one() -> None:
    assert drop(EXPORTS / "chat-2024").archive.owner == (ME,)


def test_of_a_group_alone_nobody_is_said_to_be_me() -> None:
    reading = drop(EXPORTS / "group-2023")
    assert reading.archive.owner == ()
    assert reading.people == []
    asked = one_saying(reading, "Saturday at nine?")
    assert (ME, Role.TO) in sides(asked)


def test_the_owner_of_everything_without_an_entry_about_him_is_in_every_chat_of_two(tmp_path: Path) -> None:
    told = json.loads(
        (EXPORTS / "full-2026/DataExport_2026-11-20/result.json").read_text().replace("\\x07", "").replace("\\x1F", "")
    )
    del told["personal_information"]
    write_files(tmp_path, {"result.json": json.dumps(told, indent=1)})
    assert drop(tmp_path / "result.json").archive.owner == (ME,)


# -------------------------------------------------------------------------------------------------------- messages


def test_a_message_has_its_second_its_sides_and_its_chat() -> None:
    asked = one_saying(drop(EXPORTS / "full-2026"), "tickets")
    assert asked.at is not None
    assert asked.at.iso() == "2019-05-02T17:00:10Z"
    assert sides(asked) == [(ANA, Role.FROM), (ME, Role.TO)]
    assert (asked.kind, asked.conversation, asked.title) == (Kind.MESSAGE, "user6001", "")


def test_before_2022_the_clock_of_the_exporting_computer_is_all_there_is() -> None:
    asked = one_saying(drop(EXPORTS / "full-2019"), "tickets")
    assert asked.at is not None
    assert asked.at.iso() == "2019-05-02T18:00Z"
    assert asked.coarse == one_saying(drop(EXPORTS / "full-2026"), "tickets").coarse


def test_text_in_pieces_is_one_text() -> None:
    assert one_saying(drop(EXPORTS / "full-2026"), "Yes!").text == "Yes! See https://rail.example/7"


def test_the_address_behind_words_is_kept(tmp_path: Path) -> None:
    said: list[Json] = [
        dict(message(1, 7, ["Look ", {"type": "text_link", "text": "here", "href": "https://a.example"}]))
    ]
    write_files(tmp_path, {"result.json": chat("personal_chat", 7, said)})
    (one,) = drop(tmp_path / "result.json").interactions
    assert (one.text, one.link) == ("Look here", "https://a.example")


def test_what_was_sent_without_words_is_named() -> None:
    details = [one.detail for one in drop(EXPORTS / "chat-2024").interactions if not one.text]
    assert details == ["5 min", "missed", "photo", "👍", "voice message"]


def test_calls_are_calls_with_their_length_or_missed() -> None:
    calls = [one for one in drop(EXPORTS / "full-2019").interactions if one.kind is Kind.CALL]
    assert [(one.participants[0].key, one.detail) for one in calls] == [(ANA, "5 min"), (ME, "missed")]


def test_a_reaction_of_mine_is_one_to_whoever_wrote() -> None:
    (reaction,) = (one for one in drop(EXPORTS / "chat-2024").interactions if one.kind is Kind.REACTION)
    assert sides(reaction) == [(ME, Role.FROM), (ANA, Role.TO)]
    assert reaction.at is not None
    assert reaction.at.iso() == "2024-04-28T11:02:00Z"


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_the_short_way_through_plain_messages_says_what_the_long_one_says(
    fixture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = drop(fixture).everything
    monkeypatch.setattr(Talk, "plain", lambda _talk, _where, _value: None)
    assert drop(fixture).everything == short


def test_control_characters_that_are_no_json_are_read() -> None:
    assert one_saying(drop(EXPORTS / "full-2026"), "A bell").text == "A bell\a, a dog\x1f, and \\x41 as it is"


def test_an_account_that_is_gone_is_somebody_without_a_name() -> None:
    written = one_saying(drop(EXPORTS / "full-2026"), "New number")
    assert written.participants[0] == (IdentityKey("telegram", IdentityKind.ID, "6004"), Role.FROM, "")


def test_a_chat_without_a_word_of_mine_is_still_with_me(tmp_path: Path) -> None:
    write_files(tmp_path, {"result.json": chat("personal_chat", 7, [dict(message(1, 7))])})
    reading = drop(tmp_path / "result.json")
    (owner,), (one,) = reading.people, reading.interactions
    assert owner.owner
    assert sides(one) == [(IdentityKey("telegram", IdentityKind.ID, "7"), Role.FROM), (owner.keys[0], Role.TO)]


# ---------------------------------------------------------------------------------------------------------- groups


def test_a_group_carries_everybody_who_was_in_it_then() -> None:
    reading = drop(EXPORTS / "full-2026")
    asked, came, later = (one_saying(reading, text) for text in ("Saturday at nine?", "what do I bring", "Next time"))
    assert sides(asked) == [(TOMAS, Role.FROM), (ME, Role.TO), (ANA, Role.TO)]
    jonas = IdentityKey("telegram", IdentityKind.NAME, "jonas weber", True)
    assert sides(came) == [(HANA, Role.FROM), (ME, Role.TO), (TOMAS, Role.TO), (ANA, Role.TO), (jonas, Role.TO)]
    assert sides(later) == [(ANA, Role.FROM), (ME, Role.TO), (TOMAS, Role.TO), (HANA, Role.TO)]
    assert {one.title for one in (asked, came, later)} == {"Climbing"}


def test_i_am_nobody_else_where_a_group_has_my_name_alone(tmp_path: Path) -> None:
    begun: Json = {"id": 1, "type": "service", "date": "2023-11-14T22:13:20", "date_unixtime": "1700000000",
                   "actor": "P7", "actor_id": "user7", "action": "create_group", "title": "G",
                   "members": ["Mara Lindqvist", "Ines Costa", "Ana"]}  # fmt: skip
    group = json.loads(chat("private_group", 9, [begun, dict(message(2, 7))], "G"))
    contacts = [{"user_id": 8, "first_name": "Ines", "last_name": "Costa", "phone_number": ""}]
    for whose in ({"personal_information": {"user_id": 5001, "first_name": "Mara", "last_name": "Lindqvist"}}, {}):
        mine: list[Json] = [{**message(1, 5001), "from": "Mara Lindqvist"}, dict(message(2, 6001))]
        told = {**whose, "contacts": {"about": "", "list": contacts},
                "chats": {"about": "", "list": [json.loads(chat("personal_chat", 6001, mine)), group]}}  # fmt: skip
        write_files(tmp_path, {"result.json": json.dumps(told, indent=1)})
        (said,) = (one for one in drop(tmp_path / "result.json").interactions if one.title == "G")
        assert [one.key.key for one in said.participants] == ["7", "5001", "8", "6001"]


def test_whoever_joined_by_a_link_was_not_there_before() -> None:
    reading = drop(EXPORTS / "full-2019")
    assert sides(one_saying(reading, "First!")) == [(TOMAS, Role.FROM), (ME, Role.TO)]
    assert one_saying(reading, "Third?").conversation == "channel1250000005"


def test_channels_bots_notes_to_oneself_and_changes_of_a_group_are_left_out_and_counted() -> None:
    reading = drop(EXPORTS / "full-2026")
    counts = {says: left_out(reading, says) for says in (
        "a channel", "a bot", "a note to yourself", "Telegram itself", "tells of a change: invite members",
        "written in the name of a group or channel", "of a kind that Telegram does not export",
    )}  # fmt: skip
    assert list(counts.values()) == [2, 3, 1, 1, 1, 1, 1]


def test_an_answer_below_a_post_of_a_channel_is_an_answer_to_me() -> None:
    answer = one_saying(drop(EXPORTS / "full-2026"), "True, it rings")
    assert (answer.kind, sides(answer)) == (Kind.REPLY, [(HANA, Role.FROM), (ME, Role.TO)])


def test_of_a_large_group_only_what_is_between_me_and_somebody_is_kept(tmp_path: Path) -> None:
    crowd: list[Json] = [dict(message(n, 1000 + n)) for n in range(1, 81)]
    mine: list[Json] = [
        dict(message(100, 5001, "What do you mean?", reply_to_message_id=7)),
        dict(message(101, 1007, "That it rains.", reply_to_message_id=100)),
        dict(message(102, 1008, "To all: it rains.", reply_to_message_id=7)),
        dict(message(103, 1009, [{"type": "mention", "text": "@Mara_L"}, " hello"])),
        dict(message(104, 5001, "Hello all")),
    ]
    told = {
        "personal_information": {"user_id": 5001, "first_name": "Mara", "username": "@mara_l"},
        "chats": {"about": "", "list": [json.loads(chat("public_supergroup", 9, [*crowd, *mine], "Crowd"))]},
    }
    write_files(tmp_path, {"result.json": json.dumps(told, indent=1)})
    reading = drop(tmp_path / "result.json")
    seventh, ninth = (IdentityKey("telegram", IdentityKind.ID, number) for number in ("1007", "1009"))
    assert [sides(one) for one in reading.interactions] == [
        [(ME, Role.FROM), (seventh, Role.TO)],
        [(seventh, Role.FROM), (ME, Role.TO)],
        [(ninth, Role.FROM), (ME, Role.TO)],
    ]
    assert left_out(reading, "said in a large group, not to you") == 82


# ------------------------------------------------------------------------------------------------------------ files


def test_the_day_is_in_the_name_of_the_folder() -> None:
    for path in (EXPORTS / "full-2026", next((EXPORTS / "full-2026").rglob("result.json"))):
        assert drop(path).archive.snapshot_ms == 1_795_132_800_000


def test_a_zip_the_folder_and_the_file_alone_say_the_same(tmp_path: Path) -> None:
    folder = EXPORTS / "full-2026"
    alone = drop(folder / "DataExport_2026-11-20" / "result.json")
    packed = drop(zip_of(folder, tmp_path / "export.zip"))
    for reading in (alone, packed):
        assert [one.exact for one in reading.interactions] == [one.exact for one in drop(folder).interactions]


def test_what_was_sent_is_left_alone_and_cards_among_it_are_no_address_book(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Somebody Else\r\nEMAIL:else@x.example\r\nEND:VCARD\r\n"
    path = next((EXPORTS / "chat-2024").rglob("result.json"))
    files: dict[str, bytes | str] = {
        "ChatExport/result.json": path.read_bytes(), "ChatExport/contacts/contact_1.vcard": card,
        "ChatExport/files/plan.pdf": "%PDF", "ChatExport/chats/chat_01/files/list.csv": "a,b", "mine.vcf": card,
    }  # fmt: skip
    reading = drop(write_files(tmp_path / "all", files))
    assert {one.source_id for one in reading.archives} == {"telegram", "vcard"}
    telegram = next(one for one in reading.archives if one.source_id == "telegram")
    assert telegram.unread == (
        "ChatExport/chats/chat_01/files/list.csv", "ChatExport/contacts/contact_1.vcard", "ChatExport/files/plan.pdf",
    )  # fmt: skip
    assert [one.where.file for one in reading.people if not one.owner] == ["mine.vcf"]
    assert reading.unknown == ()


def test_several_chats_dropped_together_are_one_archive_of_one_owner(tmp_path: Path) -> None:
    for name in ("chat-2024", "group-2023"):
        zip_of(EXPORTS / name, tmp_path / f"{name}.zip")
        write_files(tmp_path / "all" / name, {"result.json": next((EXPORTS / name).rglob("*.json")).read_bytes()})
    reading = drop(tmp_path / "all")
    assert (reading.archive.title, reading.archive.owner) == ("Telegram, 2 chats", (ME,))


def test_written_on_one_line_it_is_read_alike(tmp_path: Path) -> None:
    path = EXPORTS / "group-2023" / "ChatExport_2023-03-08" / "result.json"
    write_files(tmp_path, {"a.json": json.dumps(json.loads(path.read_text()), separators=(",", ":"))})
    assert [one[2:5] for one in drop(tmp_path / "a.json").interactions] == [one[2:5] for one in drop(path).interactions]


@pytest.mark.parametrize("packed", [False, True])
def test_an_export_as_web_pages_asks_for_json(tmp_path: Path, packed: bool) -> None:
    page = '<!DOCTYPE html>\n<html>\n\n <head>\n  <meta charset="utf-8"/>\n<title>Exported Data</title>\n</head></html>'
    files = {"ChatExport/messages.html": page, "ChatExport/messages2.html": page, "ChatExport/css/style.css": "a {}"}
    path = write_zip(tmp_path / "chat.zip", files) if packed else write_files(tmp_path / "chat", files)
    (unknown,) = drop(path).unknown
    assert unknown.reason == (
        f"{path.name} is a Telegram export as web pages: export again and choose “Machine-readable JSON” as the format."
    )


def test_where_both_forms_were_asked_for_the_pages_are_left_alone(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "E/result.json": next((EXPORTS / "chat-2024").rglob("result.json")).read_bytes(),
        "E/messages.html": "<html><title>Exported Data</title>", "E/messages2.html": "<html>", "E/css/a.css": "a",
    }  # fmt: skip
    reading = drop(write_files(tmp_path / "all", files))
    assert reading.archive.unread == ("E/css/a.css", "E/messages.html", "E/messages2.html")
    assert reading.unknown == ()


# ----------------------------------------------------------------------------------------------------------- damage


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_every_row_is_told_once_and_in_one_piece(fixture: Path) -> None:
    reading = drop(fixture)
    assert_accounted_for(reading)
    assert_together(one.where for one in reading.everything)


def test_a_damaged_message_costs_itself() -> None:
    whole, damaged = drop(EXPORTS / "full-2026"), drop(EXPORTS / "full-2026-damaged")
    lost = {one.exact for one in whole.interactions} - {one.exact for one in damaged.interactions}
    assert {one.text for one in whole.interactions if one.exact in lost} == {"Saturday at nine?", "Plans for the fair"}
    assert damaged.skipped[-1].reason is Reason.INCOMPLETE


def test_a_section_without_its_end_costs_itself(tmp_path: Path) -> None:
    whole = (EXPORTS / "full-2019/DataExport_2019-05-05/result.json").read_text(encoding="utf-8")
    write_files(tmp_path, {"result.json": whole.replace("\n },", "", 1)})  # the owner's entry never ends
    reading = drop(tmp_path / "result.json")
    assert (reading.skipped[0].where.row, reading.skipped[0].reason) == (1, Reason.UNREADABLE)
    assert [one.exact for one in reading.interactions] == [
        one.exact for one in drop(EXPORTS / "full-2019").interactions
    ]
    assert reading.archive.owner[0] == ME


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_no_damage_stops_the_reading_or_loses_a_row(fixture: Path, tmp_path: Path) -> None:
    (path,) = fixture.rglob("*.json")
    for number in range(-(-effort(200, 20_000) // len(FIXTURES))):
        chance = dice(f"telegram/{fixture.name}", number)
        spoilt = mutated(path.read_bytes(), chance)
        if chance.random() < 0.3:
            sign = chance.choice(
                [b"from_id", b"messages", b"list", b"unixtime", b'"id"', b"service", b"personal", b"\\"]
            )
            spoilt = spoilt.replace(sign, chance.choice([b"", b"\\x", b"members", b"0", b"null"]), 2)
        reading = drop(write_files(tmp_path, {"result.json": spoilt}) / "result.json")
        assert_accounted_for(reading)
        assert_together(one.where for one in reading.everything)
        assert reading.archives or reading.unknown, number
