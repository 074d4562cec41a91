"""Google Voice as Takeout gives it: texts, groups, every kind of call, in any language, and nobody's spam."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.domain.records import IdentityKey, IdentityKind, InteractionRecord, Kind, Reason, Role
from tests.exports.make_chats import VOICE, call_page, talk_page, text_of, voice_2016, voice_2024
from tests.importers.dropping import Reading, drop, write_files
from tests.importers.meta_exports import EXPORTS, sides

EXPORT = EXPORTS / "google_voice"


def key(who: str) -> IdentityKey:
    return IdentityKey("google_voice", IdentityKind.ID, VOICE[who])


def message(reading: Reading, text: str) -> InteractionRecord:
    return next(one for one in reading.interactions if text in one.text)


def calls(reading: Reading) -> dict[str, InteractionRecord]:
    """By the kind in the file's name, and by the number of the row's file among these."""
    return {one.where.file.split(" - ")[-2] + one.where.file[-25:-21]: one for one in reading.interactions
            if one.kind is Kind.CALL}  # fmt: skip


def left_out(reading: Reading) -> dict[str, Reason]:
    return {one.where.file.rpartition("/")[2]: one.reason for one in reading.skipped}


def test_the_card_of_numbers_is_the_owner_and_no_address_book() -> None:
    reading = drop(EXPORT / "2024")
    assert [archive.source_id for archive in reading.archives] == ["google_voice"]
    first = reading.people[0]
    assert first.owner
    assert first.keys[0] == key("me")
    assert {one.key for one in first.keys} == {"+12025550100", "+12025550199"}
    assert {one.network for one in first.keys} == {"google_voice", "phone"}


def test_texts_go_both_ways_with_their_line_breaks_and_entities() -> None:
    reading = drop(EXPORT / "2024")
    assert message(reading, "Yes & no").text == "Yes & no\nsee you"
    asked = message(reading, "favourite colour")
    assert asked.at is not None
    assert (asked.at.ms % 1000, asked.at.iso()) == (270, "2023-09-02T02:29:20Z")
    assert sides(asked) == [(key("ana"), Role.FROM), (key("me"), Role.TO)]
    assert sides(message(reading, "<blue>")) == [(key("me"), Role.FROM), (key("ana"), Role.TO)]


def test_a_number_is_the_same_person_everywhere() -> None:
    ana = next(one for one in drop(EXPORT / "2024").people if one.keys[0] == key("ana"))
    assert ana.keys[1] == IdentityKey("phone", IdentityKind.PHONE, VOICE["ana"])
    assert [fact.value for fact in ana.facts] == ["Ana Duarte", VOICE["ana"]]


def test_a_group_has_everybody_it_lists() -> None:
    hat = message(drop(EXPORT / "2024"), "my hat")
    assert sides(hat) == [(key("ana"), Role.FROM), (key("me"), Role.TO), (key("bo"), Role.TO), (key("chidi"), Role.TO)]
    assert [one.name for one in hat.participants] == ["Ana Duarte", "", "Bo Håkansson", ""]


def test_who_has_no_number_on_a_page_has_it_on_another() -> None:
    assert sides(message(drop(EXPORT / "2024"), "Bo, call me back?"))[1] == (key("bo"), Role.TO)


def test_who_has_no_number_anywhere_is_known_by_name(tmp_path: Path) -> None:
    page = talk_page("Gita Raman", text_of("Me", VOICE["me"], "2024-01-01T10:00:00", "hello"))
    reading = drop(write_files(tmp_path, {"Voice/Calls/Gita Raman - Text - 2024-01-01T10_00_00Z.html": page}))
    gita = IdentityKey("google_voice", IdentityKind.NAME, "gita raman", True)
    assert sides(message(reading, "hello"))[1] == (gita, Role.TO)


def test_calls_say_who_called_and_how_long() -> None:
    found = calls(drop(EXPORT / "2024"))
    assert {kind: (one.detail, one.participants[0].key.key[-4:]) for kind, one in found.items()} == {
        "Placed2024": ("3 min", "0100"), "Received2024": ("30 min", "0178"), "Missed2016": ("missed", "0178"),
        "Voicemail2024": ("voicemail", "0121"), "Recorded2019": ("62 min", "0143"),
    }  # fmt: skip
    assert found["Voicemail2024"].text == "Hi Mara, Chidi here. Call me."


def test_the_recording_of_a_call_is_no_second_call() -> None:
    reasons = left_out(drop(EXPORT / "2024"))
    assert reasons["Bo Håkansson - Recorded - 2024-01-02T10_01_00Z.html"] is Reason.NOT_KEPT


def test_hidden_numbers_services_and_what_was_deleted_are_counted() -> None:
    reasons = left_out(drop(EXPORT / "2024"))
    assert reasons[" - Placed - 2013-07-29T20_56_11Z.html"] is Reason.NO_PERSON
    assert reasons["22395 - Text - 2024-03-01T10_00_00Z.html"] is Reason.NOT_A_PERSON
    assert reasons["Ana Duarte - Text - 2024-04-01T10_00_00Z.html"] is Reason.HIDDEN_BY_YOU


def test_spam_bills_and_cards_that_were_sent_are_left_alone() -> None:
    names = [path.rpartition("/")[2] for path in drop(EXPORT / "2024").archive.unread]
    assert names == [
        "Bills.html", "Ana Duarte - Text - 2023-09-02T02_29_20Z-3-1.vcf",
        "+19005550100 - Text - 2024-05-01T10_00_00Z.html", "archive_browser.html",
    ]  # fmt: skip


def test_what_is_labelled_spam_is_spam_wherever_it_lies(tmp_path: Path) -> None:
    page = talk_page("+12025550178", text_of("+12025550178", VOICE["bo"], "2024-01-01T10:00:00", "You won"),
                     labels=("sms", "spam"))  # fmt: skip
    reading = drop(write_files(tmp_path, {"Voice/Calls/+12025550178 - Text - 2024-01-01T10_00_00Z.html": page}))
    assert [one.reason for one in reading.skipped] == [Reason.SPAM]


def test_pages_are_read_in_any_language() -> None:
    reading = drop(EXPORT / "2023-german")
    assert reading.archive.owner[0] == key("me")
    assert sides(message(reading, "<blue>")) == [(key("me"), Role.FROM), (key("ana"), Role.TO)]
    (call,) = (one for one in reading.interactions if one.kind is Kind.CALL)
    assert (call.detail, call.participants[0].name) == ("missed", "")


def test_the_same_message_has_one_key_in_every_takeout() -> None:
    old, new = drop(EXPORT / "2016"), drop(EXPORT / "2024")
    assert {one.exact for one in old.interactions} < {one.exact for one in new.interactions}


def test_a_call_that_nobody_took_was_missed_by_the_other(tmp_path: Path) -> None:
    page = call_page("Placed call to", "Bo", VOICE["bo"], "2024-01-01T10:00:00", "placed", "PT0S")
    reading = drop(write_files(tmp_path, {"Voice/Calls/Bo - Placed - 2024-01-01T10_00_00Z.html": page}))
    assert reading.interactions[0].detail == "missed"


def test_a_page_that_breaks_off_keeps_what_stood_before() -> None:
    reading = drop(EXPORT / "2024-damaged")
    assert message(reading, "favourite colour")
    reasons = left_out(reading)
    assert reasons["Ana Duarte - Text - 2023-09-02T02_29_20Z.html"] is Reason.INCOMPLETE
    assert reasons["Bo Håkansson - Placed - 2024-01-01T10_00_00Z.html"] is Reason.EMPTY
    assert reasons["Bo Håkansson - Received - 2024-01-02T10_00_00Z.html"] is Reason.UNREADABLE


def test_a_page_longer_than_any_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relate.importers.google_voice.page._MOST_BYTES", 3000)
    page = talk_page("Ana", *(text_of("Ana", VOICE["ana"], "2024-01-01T10:00:00", f"{n}") for n in range(20)))
    reading = drop(write_files(tmp_path, {"Voice/Calls/Ana - Text - 2024-01-01T10_00_00Z.html": page}))
    assert [(one.where.row, one.reason) for one in reading.skipped] == [(1, Reason.INCOMPLETE)]


def test_a_cards_file_of_that_name_elsewhere_is_an_address_book(tmp_path: Path) -> None:
    card = voice_2016()["Takeout/Voice/Phones.vcf"].replace(b"FN:", b"FN:Ana Duarte")
    assert drop(write_files(tmp_path / "a", {"Phones.vcf": card})).archive.source_id == "vcard"
    voice = drop(write_files(tmp_path / "b", {"Takeout/Voice/Phones.vcf": voice_2024()["Takeout/Voice/Phones.vcf"]}))
    assert voice.archive.source_id == "google_voice"
    assert voice.people[0].owner
