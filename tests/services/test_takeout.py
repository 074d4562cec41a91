"""A Takeout holds several products of one Google account: each finds its own files, and people meet across them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from relate.domain.records import Direction
from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import ImportReport
from tests.exports.make_chats import TEAM, google_chat_2021, google_chat_2024, hangouts_moved, slack_org, voice_2024
from tests.importers.dropping import write_files, write_zip
from tests.services.conftest import EXPORTS, Opened, dump, read

CARDS = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Duarte\r\nN:Duarte;Ana;;;\r\nEMAIL:Ana.Duarte@tailspin.example\r\n"
    b"ORG:Tailspin\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo H\xc3\xa5kansson\r\nN:H\xc3\xa5kansson;Bo;;;\r\nTEL:+1 202-555-0178\r\n"
    b"EMAIL:bo@lumen.example\r\nEND:VCARD\r\n"
)


def takeout() -> dict[str, bytes]:
    """Chat, Hangouts, Voice, Contacts and Calendar, and a product that Relate knows nothing of."""
    return {
        **google_chat_2024(),
        **voice_2024(),
        "Takeout/Hangouts/Hangouts.json": hangouts_moved()["Hangouts.json"],
        "Takeout/Contacts/All Contacts/All Contacts.vcf": CARDS,
        "Takeout/Calendar/mara@northwind.example.ics": (
            EXPORTS / "calendar" / "mara@northwind.example.ics"
        ).read_bytes(),
        "Takeout/Keep/shopping.html": b"<html><body>milk</body></html>",
    }


def parts(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """The same as Google cuts it: three zips, whole files spread over them."""
    folder.mkdir()
    names = sorted(files)
    return [
        write_zip(
            folder / f"takeout-20261120T101112Z-00{count}.zip", {name: files[name] for name in names[count - 1 :: 3]}
        )
        for count in (1, 2, 3)
    ]


def drop(library: Library, *paths: Path) -> tuple[tuple[ImportReport, ...], list[str]]:
    outcome = library.imports.start(paths).future.result(timeout=120)
    return outcome.imports, [one.name for one in outcome.unknown]


def test_each_product_finds_its_own_and_nothing_is_lost_in_silence(library: Library, tmp_path: Path) -> None:
    reports, unknown = drop(library, *parts(tmp_path / "in", takeout()))
    assert sorted(report.source for report in reports) == [
        "calendar", "google_chat", "google_voice", "hangouts", "vcard",
    ]  # fmt: skip
    assert unknown == ["Takeout/Keep/shopping.html"]
    told = [file.name for report in reports for file in report.files]
    unread = [name for report in reports for name in report.unread]
    # Each file is told of by one archive alone.
    assert len(unread) == len(set(unread))
    named = {Path(name).name for name in (*told, *unread, *unknown)}
    assert {Path(name).name for name in takeout()} <= named
    assert sum("Phones.vcf" in name for name in told) == 1
    for report in reports:
        for file in report.files:
            assert file.rows == file.new + file.matched + file.updated + file.unchanged + file.skipped, file
    chat = next(report for report in reports if report.source == "google_chat")
    assert chat.snapshot_ms == 1795132800000


def test_people_meet_by_address_and_by_number_across_the_products(library: Library, tmp_path: Path) -> None:
    drop(library, *parts(tmp_path / "in", takeout()))
    (bo,) = library.people.named("Bo Håkansson")  # his card, his chats and his calls
    row = library.timeline.rows(library.timeline.ids(bo))
    assert {"Welcome to the *harbour* project", "Bo, call me back?"} <= {one.text for one in row}
    anas = library.people.named("Ana Duarte")
    assert len(anas) == 2
    texts = [{one.text for one in library.timeline.rows(library.timeline.ids(ana))} for ana in anas]
    by_card = next(said for said in texts if "They did! Shall we talk on Friday?" in said)
    # What came by a number that is on no card stays apart: a name alone only proposes.
    assert "What is your favourite colour?" not in by_card
    assert check(library.path) == []


def test_what_hangouts_and_chat_both_hold_is_one_message_in_either_order(opened: Opened, tmp_path: Path) -> None:
    chat = write_zip(tmp_path / "takeout-20211120T101112Z-001.zip", google_chat_2021())
    hangouts = write_zip(tmp_path / "takeout-20210601T101112Z-001.zip", hangouts_moved())
    there, back, alone = opened("there"), opened("back"), opened("alone")
    for library, paths in ((there, (chat, hangouts)), (back, (hangouts, chat)), (alone, (chat,))):
        for path in paths:
            read(library, path)
        assert check(library.path) == []
    assert dump(there) == dump(back)
    messages = [[line for line in dump(one) if '"kind": "message"' in line] for one in (there, alone)]
    assert len(messages[0]) == len(messages[1]) == 8
    newest = there.imports.list()[0]
    assert newest.source == "hangouts"
    assert newest.interactions_new == 0
    there.imports.undo(newest.id).result(timeout=60)
    assert dump(there) == dump(alone)


def test_old_chats_without_ids_are_the_messages_that_have_them(library: Library) -> None:
    read(library, EXPORTS / "google_chat" / "2020-german")
    read(library, EXPORTS / "google_chat" / "2021")
    texts = [line for line in dump(library) if "did the samples arrive" in line and '"record": "interaction"' in line]
    assert len(texts) == 1


@pytest.mark.parametrize("first", ["package", "chats"])
def test_discords_package_and_a_saved_chat_are_one_conversation(library: Library, first: str) -> None:
    order = ("2024", "2024-chats") if first == "package" else ("2024-chats", "2024")
    for era in order:
        read(library, EXPORTS / "discord" / era)
    (ana,) = library.people.named("Ana Duarte")
    texts = [one.text for one in library.timeline.rows(library.timeline.ids(ana))]
    assert texts.count("hey Ana, are you at the fair?") == 1
    assert "Yes! Hall 3" in texts
    assert check(library.path) == []


def test_who_asks_for_an_answer_is_asked_and_the_answer_makes_him_the_owner(library: Library) -> None:
    job = library.imports.start([EXPORTS / "slack" / "2023-org"], given=(("owner", "T01NORTH:U0MARA"),))
    outcome = job.future.result(timeout=60)
    (report,) = outcome.imports
    assert report.interactions_new == 7
    assert library.owner.known()
    (bo,) = library.people.named("Bo Håkansson")
    assert [one.direction for one in library.timeline.rows(library.timeline.ids(bo))] == [
        Direction.IN, Direction.OUT, Direction.IN,
    ]  # fmt: skip


def test_two_workspaces_are_two_accounts_also_where_it_was_asked_whose_they_are(
    library: Library, tmp_path: Path
) -> None:
    """Else the newer of the two would say how far the older one is known."""
    other = {name: data.replace(TEAM.encode(), b"T9OTHER") for name, data in slack_org().items()}
    library.imports.start([EXPORTS / "slack" / "2019"]).future.result(timeout=60)
    job = library.imports.start([write_files(tmp_path / "x", other)], given=(("owner", "T9OTHER:U0MARA"),))
    assert len(job.future.result(timeout=60).imports) == 1
    assert [age.until_ms // 86_400_000 for age in library.sources.ages()] == [19390, 19391]


def test_everything_taken_back_leaves_nothing(opened: Opened, tmp_path: Path) -> None:
    empty, library = dump(opened("empty")), opened("full")
    drop(library, *parts(tmp_path / "in", takeout()))
    once = dump(library)
    drop(library, *parts(tmp_path / "again", takeout()))
    assert dump(library) == once
    for report in library.imports.list():
        library.imports.undo(report.id).result(timeout=60)
        assert check(library.path) == []
    assert dump(library) == empty
