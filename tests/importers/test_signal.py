"""Signal: its own export as plain text, what signal-export makes, and what nobody but Signal opens; damaged ones."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from relate.domain.kinds import Kind
from relate.domain.moments import Precision
from relate.domain.records import IdentityKey, IdentityKind, InteractionRecord, PersonRecord, Reason, Role, Skipped, me
from tests.effort import dice, effort
from tests.exports.make_signal import FRAMES, HANA, HERE, MAYA, TOMAS, contact, item, lines, words
from tests.importers.dropping import Reading, drop, write_files, write_zip

FIXTURES = sorted(path for path in HERE.rglob("*") if path.name in ("main.jsonl", "data.json", "chat.md"))
NATIVE = HERE / "native"


def account(one: object) -> IdentityKey:
    return IdentityKey("signal", IdentityKind.ID, str(one))


def phone(number: str) -> IdentityKey:
    return IdentityKey("phone", IdentityKind.PHONE, number)


def sides(record: InteractionRecord) -> dict[IdentityKey, Role]:
    return {one.key: one.role for one in record.participants}


def row(reading: Reading, number: int) -> InteractionRecord:
    return next(one for one in reading.interactions if one.where.row == number)


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(one.at.iso() if one.at else "", one.text or f"[{one.detail}]") for one in reading.interactions]


def left_out(reading: Reading) -> dict[int, Reason]:
    return {one.where.row: one.reason for one in reading.skipped}


def native(folder: Path, *more: dict[str, object]) -> Reading:
    write_files(folder, {"main.jsonl": lines([*FRAMES[:15], *more])})
    return drop(folder)


# ------------------------------------------------------------------------------------------------- its own export


def test_contacts_are_known_by_their_account_and_their_number() -> None:
    people = {one.where.row: one for one in drop(NATIVE).people if not one.owner}
    assert people[5].keys == (account(MAYA), phone("+447911123456"))
    assert [fact.value for fact in people[5].facts] == ["Maya Okafor", "+447911123456", "from the choir"]
    assert people[6].keys == (account(TOMAS), IdentityKey("signal", IdentityKind.HANDLE, "tomas.12"))
    assert [fact.value for fact in people[6].facts] == ["Tomás Rivera", "Tom"]
    assert people[7].keys == (account(HANA), phone("+351912345678"))


def test_the_account_is_the_owner() -> None:
    reading = drop(NATIVE)
    assert reading.archive.owner == (me("signal"),)
    assert {one.keys for one in reading.people if one.owner} == {(me("signal"),)}
    assert isinstance(reading.everything[0], PersonRecord)
    assert ["Mara Lindqvist"] in [[fact.value for fact in one.facts] for one in reading.people if one.owner]


def test_messages_are_told_to_the_second_with_what_was_sent() -> None:
    assert told(drop(NATIVE)) == [
        ("2026-03-05T09:15:02Z", "Hello Mara, are you back from Lisbon?"),
        ("2026-03-05T09:16:40Z", "Yes, since Sunday.\nShall we meet?"), ("2026-03-05T09:17:00Z", "[👍]"),
        ("2026-03-05T09:18:00Z", "[2 photos]"), ("2026-03-06T10:00:00Z", "[sticker]"),
        ("2026-03-07T18:00:00Z", "[missed]"), ("2026-03-07T18:30:00Z", "[]"), ("2026-03-09T08:00:00Z", "at nine"),
        ("2026-03-10T08:00:00Z", "Who brings the bread?"), ("2026-03-10T08:00:05Z", "I do"),
        ("2026-03-10T08:00:06Z", "Saturday or Sunday?"), ("2026-03-11T09:00:00Z", "[view-once photo]"),
    ]  # fmt: skip


def test_each_side_is_who_it_was() -> None:
    reading = drop(NATIVE)
    assert sides(row(reading, 16)) == {account(MAYA): Role.FROM, me("signal"): Role.TO}
    assert sides(row(reading, 17)) == {me("signal"): Role.FROM, account(MAYA): Role.TO}
    missed, called = row(reading, 21), row(reading, 22)
    assert (missed.kind, sides(missed)[account(MAYA)]) == (Kind.CALL, Role.FROM)
    assert (called.kind, sides(called)[me("signal")]) == (Kind.CALL, Role.FROM)


def test_a_group_has_all_its_people_and_the_key_that_never_changes() -> None:
    one = row(drop(NATIVE), 25)
    assert sides(one) == {account(HANA): Role.FROM, me("signal"): Role.TO, account(MAYA): Role.TO}
    assert (one.conversation, one.title) == ("group:Z3JvdXAtb25l", "Harbour walk")


def test_a_message_that_was_edited_is_known_by_when_it_was_sent_first(tmp_path: Path) -> None:
    before = native(tmp_path / "a", item(1, 3, "2026-03-09T08:00:00", "in", **words("at nin")))
    assert [one.exact for one in before.interactions] == [row(drop(NATIVE), 24).exact]


def test_what_is_left_out_says_why() -> None:
    assert left_out(drop(NATIVE)) == {
        1: Reason.NOT_KEPT, 4: Reason.NOT_A_PERSON, 8: Reason.NO_PERSON, 9: Reason.NOT_KEPT, 10: Reason.NOT_A_PERSON,
        **dict.fromkeys(range(11, 16), Reason.NOT_KEPT), 20: Reason.DECLINED, 23: Reason.NOT_KEPT,
        28: Reason.NO_PERSON, 29: Reason.NO_PERSON, 31: Reason.NO_PERSON, 32: Reason.NOT_KEPT,
    }  # fmt: skip


def test_the_day_of_the_export_is_in_it_and_what_lies_beside_it_is_left_alone(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "signal-export.zip",
        {"out/main.jsonl": lines(FRAMES), "out/metadata.json": "{}", "out/files/ab/contract.pdf": "%PDF-1.7"},
    )
    reading = drop(path)
    assert reading.archive.snapshot_ms == 1_795_168_800_000
    assert set(reading.archive.unread) == {"out/metadata.json", "out/files/ab/contract.pdf"}
    assert reading.unknown == ()


def test_a_line_feed_inside_a_text_costs_nothing(tmp_path: Path) -> None:
    text = lines([*FRAMES[:15], item(1, 3, "2026-03-05T09:15:02", "in", **words("one\ntwo\n\nthree"))])
    write_files(tmp_path, {"main.jsonl": text.replace("\\n", "\n")})
    assert [one.text for one in drop(tmp_path).interactions] == ["one\ntwo\n\nthree"]


def test_a_number_alone_is_nobody_to_be_listed_but_can_write(tmp_path: Path) -> None:
    reading = native(
        tmp_path, contact(12, aci="AAAAAAAAAAAAAAAAAAAAAQ=="), {"chat": {"id": "9", "recipientId": "12"}},
        item(9, 12, "2026-03-05T09:15:02", "in", **words("hi")),
    )  # fmt: skip
    assert left_out(reading)[16] is Reason.NO_PERSON
    assert sides(reading.interactions[0])[account("00000000-0000-0000-0000-000000000001")] is Role.FROM


# ------------------------------------------------------------------------------------------------- signal-export


def test_data_json_is_a_chat_called_as_its_folder() -> None:
    reading = drop(HERE / "exported")
    assert reading.archive.title == "Signal, 2 chats"
    assert told(reading) == [
        ("2026-03-10T09:00Z", "Who brings the bread?"), ("2026-03-10T09:00Z", "I do"), ("2026-03-10T09:00Z", "ok"),
        ("2026-03-05T10:15Z", "Hello Mara, are you back from Lisbon?"),
        ("2026-03-05T10:16Z", "Yes, since Sunday.\nShall we meet?"), ("2026-03-05T10:18Z", "[2 photos]"),
        ("2026-03-06T11:00Z", "[sticker]"), ("2026-03-07T19:00Z", "[missed]"), ("2026-03-07T19:30Z", "[12 min]"),
    ]  # fmt: skip
    assert {one.at.precision for one in reading.interactions if one.at} == {Precision.MINUTE_UNKNOWN_ZONE}
    assert {(one.conversation, one.title) for one in reading.interactions} == {
        ("group:harbour walk", "Harbour walk"), ("with:maya okafor", ""),
    }  # fmt: skip
    assert set(reading.archive.unread) == {"Harbour walk/chat.md", "Maya Okafor/chat.md"}


def test_the_text_form_is_read_where_nothing_better_lies_beside_it() -> None:
    reading = drop(HERE / "text")
    assert told(reading) == [
        ("2019-05-29T15:04Z", "How is everyone?"), ("2019-05-29T15:10Z", "Fine, and you?"),
        ("2019-05-29T15:12Z", "[photo]"), ("2019-06-29T16:00Z", "[sticker]"), ("2019-06-30T16:00Z", "See you\nat nine"),
    ]  # fmt: skip


def test_a_text_without_me_is_not_taken_for_one(tmp_path: Path) -> None:
    write_files(tmp_path, {"Jane/chat.md": "[2019-12-24, 12:23] Jane Doe: Hello\n[2019-12-24, 12:24] Jo: Hi\n"})
    assert drop(tmp_path).archives == ()


def test_both_exports_of_one_talk_have_the_same_words_before() -> None:
    ours = {
        one.coarse for one in drop(NATIVE).interactions if one.text and "2026-03-05" in (one.at.iso() if one.at else "")
    }
    theirs = {
        one.coarse for one in drop(HERE / "exported").interactions if one.text and one.conversation.startswith("with")
    }
    assert ours == theirs


# ---------------------------------------------------------------------------------------------------- encrypted


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("signal-2026-11-20-10-00-00.backup", b"\x00\x00\x00\x24\x0a\x22", "an encrypted backup of Signal"),
        ("Signal/sql/db.sqlite", bytes(range(7, 200)), "the encrypted database of Signal"),
    ],
)
def test_what_only_signal_can_open_says_what_to_do(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    reading = drop(write_files(tmp_path, {name: content}))
    assert reading.archives == ()
    (unknown,) = reading.unknown
    assert f" holds {says}, which Signal alone can open: " in unknown.reason
    assert "export the chats as plain text" in unknown.reason


def test_a_database_that_is_not_encrypted_is_not_called_so(tmp_path: Path) -> None:
    reading = drop(write_files(tmp_path, {"app/db.sqlite": b"SQLite format 3\x00" + bytes(100)}))
    assert "it is a database" in reading.unknown[0].reason


# ------------------------------------------------------------------------------------------------------- damage


def test_a_damaged_line_costs_itself() -> None:
    reading = drop(HERE / "native-damaged")
    assert {number: reason for number, reason in left_out(reading).items() if number in (19, 32, 33)} == {
        19: Reason.UNREADABLE, 32: Reason.UNREADABLE, 33: Reason.INCOMPLETE,
    }  # fmt: skip
    assert "Yes, since Sunday.\nShall we meet?" in {one.text for one in reading.interactions}


def mutated(rng: random.Random, content: bytes) -> bytes:
    """Some bytes changed, lost, doubled or put in, the end cut: a bad disk or a bad program."""
    damaged = bytearray(content)
    for _ in range(rng.randint(1, 10)):
        at = rng.randrange(len(damaged) or 1)
        match rng.randrange(6):
            case 0:
                damaged[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del damaged[at : at + rng.randint(1, 80)]
            case 2:
                damaged[at:at] = damaged[at : at + rng.randint(1, 300)]
            case 3:
                damaged[at:at] = rng.choice(
                    [b"\0", b"\n", b'"', b"{", b"}", b"null", b"1e999", b"[[", b"\\ud83d", b"Me"]
                )
            case 4:
                damaged = damaged[: max(at, 60)]
            case _:
                old = rng.choice([b"contact", b"chatId", b'"text"', b'"sender"', b'"date"', b"aci", b"group", b"{}"])
                damaged = bytearray(bytes(damaged).replace(old, rng.choice([b"x", b'"y"', b"[]", b"1"]), 2))
    return bytes(damaged)


@pytest.mark.parametrize("number", range(effort(200, 20_000)))
def test_damage_anywhere_loses_no_line_in_silence(tmp_path: Path, number: int) -> None:
    rng = dice("signal", number)
    fixture = rng.choice(FIXTURES)
    path = tmp_path / fixture.parent.name / fixture.name
    path.parent.mkdir()
    path.write_bytes(mutated(rng, fixture.read_bytes()))
    reading = drop(tmp_path / fixture.parent.name)
    if not reading.archives:
        assert reading.unknown
        return
    gone = Counter(one.where.row for one in reading.everything if isinstance(one, Skipped))
    kept = {one.where.row for one in reading.everything if not isinstance(one, Skipped)}
    assert set(gone.values()) <= {1}
    assert kept | set(gone) == set(range(1, max(kept | set(gone)) + 1))
