"""Google Chat and Hangouts as Takeout gives them: of every year, in any language, of one account or several."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from relate.domain.records import IdentityKey, IdentityKind, InteractionRecord, Kind, Reason, Role
from relate.importers.google_chat.times import moment
from relate.importers.registry import importer, recognise
from relate.importers.source import open_sources
from tests.exports.make_chats import (
    DM,
    GAIA,
    HALL,
    SPACE,
    chat,
    chatter,
    dumped,
    german,
    google_chat_2021,
    hangouts_moved,
    user,
)
from tests.importers.dropping import Reading, drop, write_files, write_zip, zip_of
from tests.importers.meta_exports import EXPORTS, left_out, sides

CHAT, HANGOUTS = EXPORTS / "google_chat", EXPORTS / "hangouts"
MARA = IdentityKey("google_chat", IdentityKind.ID, "mara@northwind.example")
ANA = IdentityKey("google_chat", IdentityKind.ID, "ana.duarte@tailspin.example")
HOME = "Takeout/Google Chat"


def said(reading: Reading) -> list[tuple[str, str]]:
    """(when, text or what was sent) of every message, in the order of time."""
    messages = [one for one in reading.interactions if one.kind is Kind.MESSAGE]
    return sorted((one.at.iso() if one.at else "", one.text or f"[{one.detail}]") for one in messages)


def rows_of(reading: Reading, folder: str) -> dict[int, Reason]:
    return {one.where.row: one.reason for one in reading.skipped if folder in one.where.file}


# ------------------------------------------------------------------------------------------------------ Google Chat


def test_the_account_of_the_takeout_is_the_owner_by_address_and_number() -> None:
    reading = drop(CHAT / "2021")
    first = reading.everything[0]
    assert first.owner  # type: ignore[union-attr]
    mail = IdentityKey("mail", IdentityKind.MAIL, MARA.key)
    assert reading.archive.owner == (MARA, mail, IdentityKey("google_chat", IdentityKind.ID, GAIA))
    assert first.keys == reading.archive.owner  # type: ignore[union-attr]


def test_a_message_goes_from_its_writer_to_everybody_else() -> None:
    reading = drop(CHAT / "2021")
    assert said(reading)[:2] == [
        ("2021-03-02T00:10:09Z", "Friday it is"),
        ("2021-03-02T09:15:32Z", "Ana, did the samples arrive?"),
    ]
    first = next(one for one in reading.interactions if one.text.startswith("Ana, did"))
    assert sides(first) == [(MARA, Role.FROM), (ANA, Role.TO)]
    welcome = next(one for one in reading.interactions if one.text.startswith("Welcome"))
    assert [(one.key.key.partition("@")[0], one.role) for one in welcome.participants] == [
        ("bo", Role.FROM), ("mara", Role.TO), ("chidi", Role.TO),
    ]  # fmt: skip
    assert (welcome.title, welcome.conversation) == ("Harbour", SPACE)


def test_members_are_people_whose_address_is_theirs_everywhere() -> None:
    ana = next(one for one in drop(CHAT / "2021").people if one.keys[0] == ANA)
    assert ana.keys == (ANA, IdentityKey("mail", IdentityKind.MAIL, ANA.key))
    assert [fact.value for fact in ana.facts] == ["Ana Duarte", ANA.key]


def test_pictures_documents_and_calls_stand_for_words() -> None:
    details = {one.detail for one in drop(CHAT / "2024").interactions if one.kind is Kind.MESSAGE}
    assert details == {"", "photo", "2 files", "invitation to a call"}
    call = next(one for one in drop(CHAT / "2024").interactions if one.detail == "invitation to a call")
    assert call.link == "https://meet.google.com/abc-defg-hij"


def test_a_reaction_is_of_the_day_of_its_message_and_never_ones_own() -> None:
    (reaction,) = (one for one in drop(CHAT / "2024").interactions if one.kind is Kind.REACTION)
    assert reaction.at is not None
    assert (reaction.at.iso(), reaction.detail) == ("2021-03-02", "👍")
    assert sides(reaction) == [(MARA, Role.FROM), (ANA, Role.TO)]


def test_deleted_messages_apps_and_empty_ones_say_why_they_are_none() -> None:
    reading = drop(CHAT / "2024")
    assert rows_of(reading, f"DM {DM}/messages") == {6: Reason.DECLINED, 9: Reason.NOT_A_PERSON, 10: Reason.EMPTY}
    assert rows_of(reading, f"Space {SPACE}/group_info") == {4: Reason.NOT_A_PERSON, 5: Reason.NO_PERSON}


def test_whoever_left_a_space_is_still_who_wrote_in_it() -> None:
    chidi = next(one for one in drop(CHAT / "2024").interactions if one.text.startswith("I leave you"))
    assert chidi.participants[0].name == "Chidi Okoro"
    later = next(one for one in drop(CHAT / "2024").interactions if one.text.startswith("Chidi's work"))
    assert "Chidi Okoro" in [one.name for one in later.participants]


def test_an_account_that_is_gone_is_somebody_for_each_conversation() -> None:
    farewell = next(one for one in drop(CHAT / "2024").interactions if one.text == "Farewell")
    gone = farewell.participants[0].key
    assert (gone.local, gone.kind) == (True, IdentityKind.ID)
    thanks = next(one for one in drop(CHAT / "2024").interactions if one.text == "Thanks")
    assert thanks.participants[0].key == IdentityKey("google_chat", IdentityKind.NAME, "gita raman", True)


def test_of_a_large_space_the_threads_one_wrote_in_are_kept() -> None:
    reading = drop(CHAT / "2024")
    hall = [one for one in reading.interactions if one.conversation == HALL]
    assert [one.text for one in hall] == ["Who knows a printer in Lisbon?", "Lumen Press, ask for Ines", "Second that"]
    assert [one.key.key for one in hall[0].participants] == ["guest4@hall.example", MARA.key, "guest5@hall.example"]
    assert rows_of(reading, f"Space {HALL}/messages") == {1: Reason.NOT_KEPT}


def test_without_the_account_the_owner_is_who_is_in_every_conversation() -> None:
    reading = drop(CHAT / "2020-german")
    assert reading.archive.owner[0] == MARA
    assert reading.archive.questions == ()
    assert said(reading)[1:3] == [
        ("2020-12-24T07:30:00Z", "Guten Morgen"), ("2021-03-02T09:15:32Z", "Ana, did the samples arrive?"),
    ]  # fmt: skip
    assert said(reading)[0] == ("", "Wer bin ich?")  # nobody can tell when "gestern" was


def one_conversation(folder: Path) -> Path:
    files = google_chat_2021()
    kept = {name: data for name, data in files.items() if f"DM {DM}" in name}
    return write_files(folder, kept)


def test_where_nothing_tells_whose_it_is_that_is_asked(tmp_path: Path) -> None:
    (source,), _ = open_sources([one_conversation(tmp_path / "x")])
    with source:
        (archive,), _ = recognise(source)
        (question,) = archive.questions
        assert [choice.id for choice in question.choices] == [ANA.key, MARA.key, "nobody"]
        assert archive.answer(question.id) == "nobody"
        answered = archive._replace(answers=((question.id, MARA.key),))
        told = list(importer("google_chat").read(source, answered))
        assert told[0].owner  # type: ignore[union-attr]
        assert told[0].keys[0] == MARA  # type: ignore[union-attr]
        nobody = list(importer("google_chat").read(source, archive))
        assert not any(getattr(one, "owner", False) for one in nobody)
        assert len([one for one in nobody if isinstance(one, InteractionRecord)]) == 5


def test_old_messages_without_ids_are_known_by_who_said_what_when() -> None:
    old, new = (drop(CHAT / era).interactions for era in ("2020-german", "2021"))
    first, again = (next(one for one in told if one.text.startswith("Ana, did")) for told in (old, new))
    assert first.exact != again.exact
    assert (first.coarse, first.at) == (again.coarse, again.at)


def test_parts_of_one_takeout_are_one_archive_and_wrappers_do_not_matter(tmp_path: Path) -> None:
    files = google_chat_2021()
    names = sorted(files)
    one = {name: files[name] for name in names[::2]}
    other = {name: files[name] for name in names[1::2]}
    write_zip(tmp_path / "takeout-20261120T101112Z-1-001.zip", one)
    write_zip(tmp_path / "takeout-20261120T101112Z-1-002.zip", other)
    parts = drop(tmp_path)
    assert parts.archive.snapshot_ms == int(datetime(2026, 11, 20, tzinfo=UTC).timestamp()) * 1000
    assert said(parts) == said(drop(CHAT / "2021"))
    bare = {name.removeprefix(f"{HOME}/"): data for name, data in files.items()}
    assert said(drop(write_files(tmp_path / "bare", bare))) == said(parts)
    zipped = zip_of(CHAT / "2021", tmp_path / "saved again.zip", backwards=True)
    assert said(drop(zipped)) == said(parts)


def test_two_takeouts_side_by_side_are_two_archives(tmp_path: Path) -> None:
    for year in ("2021", "2024"):
        write_files(tmp_path / "both" / year, {
            path.relative_to(CHAT / year).as_posix(): path.read_bytes()
            for path in (CHAT / year).rglob("*") if path.is_file()
        })  # fmt: skip
    reading = drop(tmp_path / "both")
    assert [archive.source_id for archive in reading.archives] == ["google_chat", "google_chat"]
    assert reading.unknown == ()


def test_a_conversation_alone_under_another_name_is_read(tmp_path: Path) -> None:
    path = write_files(
        tmp_path, {"harbour talk.json": google_chat_2021()[f"{HOME}/Groups/Space {SPACE}/messages.json"]}
    )
    reading = drop(path / "harbour talk.json")
    assert {one.conversation for one in reading.interactions} == {SPACE}
    assert len(reading.interactions) == 3


def test_what_was_attached_belongs_to_the_archive_and_is_left_alone() -> None:
    unread = drop(CHAT / "2024").archive.unread
    assert [path.rpartition("/")[2] for path in unread] == ["File-plan.pdf", "archive_browser.html"]


def test_a_message_to_nobody_but_oneself_is_none(tmp_path: Path) -> None:
    files = {
        f"{HOME}/Users/User {GAIA}/user_info.json": dumped(user([DM])),
        f"{HOME}/Groups/DM {DM}/group_info.json": dumped({"members": [chatter(("Mara Lindqvist", MARA.key))]}),
        f"{HOME}/Groups/DM {DM}/messages.json": dumped(
            {"messages": [chat(("Mara Lindqvist", MARA.key), "2021-03-02T09:15:32", "Note to me", f"{DM}/a/a")]}
        ),
    }
    reading = drop(write_files(tmp_path / "x", files))
    assert left_out(reading) == {("messages.json", 1): Reason.NO_PERSON}


# ------------------------------------------------------------------------------------------------------------ times

EVENING = datetime(2020, 9, 15, 23, 19, 21, tzinfo=UTC)
WRITTEN = (
    "Tuesday, September 15, 2020 at 11:19:21 PM UTC", "Tuesday, September 15, 2020 at 11:19:21\u202fPM UTC",
    "Tuesday, 15 September 2020 at 23:19:21 UTC", "Dienstag, 15. September 2020 um 23:19:21 UTC",
    "mardi 15 septembre 2020 à 23:19:21 UTC", "mar. 15 sept. 2020 à 23:19:21 UTC",
    "martes, 15 de septiembre de 2020, 23:19:21 UTC", "martes, 15 de septiembre de 2020, 11:19:21 p. m. UTC",
    "terça-feira, 15 de setembro de 2020 às 23:19:21 UTC", "martedì 15 settembre 2020 alle ore 23:19:21 UTC",
    "dinsdag 15 september 2020 om 23:19:21 UTC", "wtorek, 15 września 2020 23:19:21 UTC",
    "úterý 15. září 2020 23:19:21 UTC", "вторник, 15 сентября 2020 г. в 23:19:21 UTC",
    "вівторок, 15 вересня 2020 р. о 23:19:21 UTC", "tisdag 15 september 2020 kl. 23:19:21 UTC",
    "tirsdag 15. september 2020 kl. 23.19.21 UTC", "tiistai 15. syyskuuta 2020 klo 23.19.21 UTC",
    "15 Eylül 2020 Salı 23:19:21 UTC", "marți, 15 septembrie 2020 la 23:19:21 UTC",
    "Τρίτη 15 Σεπτεμβρίου 2020 στις 11:19:21 μ.μ. UTC", "2020. szeptember 15., kedd 23:19:21 UTC",
    "2020年9月15日火曜日 23:19:21 UTC", "2020年9月15日星期二 UTC 下午11:19:21",
    "2020년 9월 15일 화요일 오후 11시 19분 21초 UTC",
    "lúc 23:19:21 UTC Thứ Ba, 15 tháng 9, 2020", "الثلاثاء، ١٥ سبتمبر ٢٠٢٠ في ١١:١٩:٢١ م UTC",
    "יום שלישי, 15 בספטמבר 2020 בשעה 23:19:21 UTC", "วันอังคารที่ 15 กันยายน พ.ศ. 2563 เวลา 23:19:21 UTC",
    "मंगलवार, 15 सितंबर 2020 को 11:19:21 pm UTC", "Wednesday, September 16, 2020 at 1:19:21 AM GMT+2",
)  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_a_time_is_read_in_the_language_of_the_account(written: str) -> None:
    at = moment(written)
    assert at is not None
    assert at.ms == int(EVENING.timestamp()) * 1000


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("Tuesday, September 15, 2020 at 12:05:00 AM UTC", "2020-09-15T00:05:00Z"),
        ("Tuesday, September 15, 2020 at 12:05:00\u202fPM UTC", "2020-09-15T12:05:00Z"),
        ("martes, 3 de marzo de 2020, 12:05:00 UTC", "2020-03-03T12:05:00Z"),
        (german(datetime(2021, 3, 2, 0, 5, tzinfo=UTC)), "2021-03-02T00:05:00Z"),
    ],
)
def test_noon_and_midnight_are_told_apart(written: str, clock: str) -> None:
    at = moment(written)
    assert at is not None
    assert at.iso() == clock


@pytest.mark.parametrize("written", ["", "yesterday", "September 2020", "15:30",
                                     "Tuesday, Foo 15, 2020 at 1:00:00 PM UTC",
                                     "Tuesday, September 35, 2020 at 11:19:21 PM UTC",
                                     "0" * 5000, "Tuesday, September 15, 2020 at 11:19:21 PM UTC" * 9])  # fmt: skip
def test_what_is_no_time_is_none(written: str) -> None:
    assert moment(written) is None


# --------------------------------------------------------------------------------------------------------- Hangouts


@pytest.mark.parametrize("era", ["2014", "2021"])
def test_hangouts_of_both_eras_tell_the_same(era: str) -> None:
    reading = drop(HANGOUTS / era)
    assert reading.archive.network == "google_chat"
    assert said(reading)[:3] == [
        ("2014-05-01T18:00:00Z", "Are you in Lisbon\nnext week?"), ("2014-05-01T18:02:10Z", "Yes: https://example.org/map"),
        ("2014-05-02T09:00:00Z", "[photo]"),
    ]  # fmt: skip
    assert [(one.detail, one.participants[0].name) for one in reading.interactions if one.kind is Kind.CALL] == [
        ("20 min", "Ana Duarte"), ("missed", "Mara Lindqvist"),
    ]  # fmt: skip
    skipped = {row: reason for (_, row), reason in left_out(reading).items()}
    assert skipped == {4: Reason.NOT_KEPT, 7: Reason.EMPTY, 10: Reason.NOT_KEPT, 11: Reason.NOT_KEPT}


def test_the_reader_of_the_file_is_the_owner_and_groups_have_their_people() -> None:
    reading = drop(HANGOUTS / "2021")
    assert reading.archive.owner == (IdentityKey("google_chat", IdentityKind.ID, GAIA),)
    sail = next(one for one in reading.interactions if one.text.startswith("Who brings"))
    assert (sail.title, [one.name for one in sail.participants]) == ("Boat trip", ["", "Mara Lindqvist", "Ana Duarte"])


def test_a_number_to_be_called_is_somebodys_everywhere() -> None:
    (person,) = (one for one in drop(HANGOUTS / "2021").people if not one.owner)
    assert person.keys[1] == IdentityKey("phone", IdentityKind.PHONE, "+12025550143")


def test_what_google_moved_into_chat_agrees_with_it() -> None:
    moved = {(one.coarse, one.at) for one in drop(HANGOUTS / "2021-moved").interactions}
    chats = {(one.coarse, one.at) for one in drop(CHAT / "2021").interactions}
    assert len(moved) == 4
    assert moved <= chats


def test_where_chat_is_beside_it_an_account_that_wrote_the_same_twice_has_its_address(tmp_path: Path) -> None:
    both = {**google_chat_2021(), "Takeout/Hangouts/Hangouts.json": hangouts_moved()["Hangouts.json"]}
    hangouts = [
        one for one in drop(write_files(tmp_path / "x", both)).people if one.where.file.endswith("Hangouts.json")
    ]
    ana = next(one for one in hangouts if not one.owner)
    number = IdentityKey("google_chat", IdentityKind.ID, "104500000000000000002")
    assert ana.keys == (number, ANA, IdentityKey("mail", IdentityKind.MAIL, ANA.key))
    # Once may be chance.
    both["Takeout/Hangouts/Hangouts.json"] = both["Takeout/Hangouts/Hangouts.json"].replace(b"bring Bo", b"bring Gita")
    told = drop(write_files(tmp_path / "y", both)).people
    assert [one.owner for one in told if one.where.file.endswith("Hangouts.json")] == [True]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"gaia_id"', '"gaia"'),
        lambda text: text.replace('"segment"', '"segments"'),
        lambda text: text.replace('"conversation_id"', '"conversation"'),
        lambda text: json.dumps(json.loads(text))[:-5],
    ],
)
def test_hangouts_spelt_otherwise_loses_no_row(tmp_path: Path, change: Callable[[str], str]) -> None:
    text = (HANGOUTS / "2021" / "Takeout" / "Hangouts" / "Hangouts.json").read_text(encoding="utf-8")
    reading = drop(write_files(tmp_path, {"Hangouts.json": change(text)}) / "Hangouts.json")
    assert sorted({one.where.row for one in reading.everything})[:12] == list(range(1, 13))
