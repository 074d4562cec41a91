"""Discord: the owner's own messages with whom they went to, and both sides where DiscordChatExporter saved them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from relate.domain.records import IdentityKey, IdentityKind, Kind, Reason, Role, me
from relate.importers.archive import Archive
from relate.importers.registry import importer, recognise
from relate.importers.source import Source, open_sources
from relate.importers.trees import FolderTree
from tests.exports.make_chats import discord_2024, discord_chats
from tests.importers.dropping import Reading, drop, write_files, write_zip
from tests.importers.meta_exports import EXPORTS, left_out, sides

DISCORD = EXPORTS / "discord"
MARA, ANA, BO = (IdentityKey("discord", IdentityKind.ID, number) for number in (
    "100000000000000001", "200000000000000002", "922337203685477580"))  # fmt: skip
ERAS = ("2020", "2022-french", "2024")


def texts(reading: Reading) -> dict[str, list[tuple[IdentityKey, Role]]]:
    return {one.text or f"[{one.detail}]": sides(one) for one in reading.interactions
            if one.kind in (Kind.MESSAGE, Kind.MENTION)}  # fmt: skip


@pytest.mark.parametrize("era", ERAS)
def test_the_package_of_every_era_tells_whom_one_wrote_to(era: str) -> None:
    said = texts(drop(DISCORD / era))
    assert said["hey Ana, are you at the fair?"] == [(MARA, Role.FROM), (ANA, Role.TO)]
    assert said['a "quoted" word,\nand a second line'] == [(MARA, Role.FROM), (ANA, Role.TO)]
    assert said["[photo]"] == [(MARA, Role.FROM), (ANA, Role.TO)]
    group = next(people for text, people in said.items() if text.startswith("both of you"))
    assert group == [(MARA, Role.FROM), (ANA, Role.TO), (BO, Role.TO)]
    gone = IdentityKey("discord", IdentityKind.ID, "channel:300000000000000034", True)
    assert said["are you still here?"] == [(MARA, Role.FROM), (gone, Role.TO)]


def test_the_same_message_has_one_key_in_every_era_and_in_both_forms() -> None:
    keys = [{one.exact for one in drop(DISCORD / era).interactions if one.exact[0] == "discord.message.1"}
            for era in (*ERAS, "2024-chats")]  # fmt: skip
    assert keys[0] == keys[1] < keys[2]
    assert len(keys[0] & keys[3]) == 3


def test_numbers_larger_than_a_double_keep_every_digit() -> None:
    exact = {one.exact[1] for one in drop(DISCORD / "2024").interactions if one.kind is Kind.MESSAGE}
    assert {int(number) > 2**53 for number in exact} == {True}
    assert "849225764044800000" in exact


def test_what_was_said_in_a_server_is_kept_where_it_names_somebody() -> None:
    reading = drop(DISCORD / "2024")
    assert texts(reading)["thanks @bo_h"] == [(MARA, Role.FROM), (BO, Role.TO)]
    assert left_out(reading)["messages.json", 2] is Reason.NOT_KEPT


def test_friends_requests_and_blocked_ones() -> None:
    reading = drop(DISCORD / "2024")
    connected, asked = (one for one in reading.interactions if one.kind in (Kind.CONNECTED, Kind.INVITATION))
    assert connected.at is not None
    assert (connected.at.iso(), sides(connected)) == (
        "2021-05-30T08:00:00Z",
        [(ANA, Role.PRESENT), (MARA, Role.PRESENT)],
    )
    assert sides(asked) == [(BO, Role.TO), (MARA, Role.FROM)]
    assert left_out(reading)["user.json", 4] is Reason.HIDDEN_BY_YOU


def test_people_are_called_as_they_show_themselves() -> None:
    ana = next(one for one in drop(DISCORD / "2024").people if one.keys[0] == ANA)
    assert ana.keys[1] == IdentityKey("discord", IdentityKind.HANDLE, "ana.duarte")
    assert [fact.value for fact in ana.facts] == ["Ana Duarte", "ana.duarte"]
    # A name with a number behind it is nobody's own.
    assert [one.keys for one in drop(DISCORD / "2020").people if not one.owner] == [(ANA,), (ANA,)]


def test_activity_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    before = FolderTree.open

    def watch(tree: FolderTree, path: str, start: int = 0) -> io.BufferedReader:
        opened.append(path)
        return before(tree, path, start)

    monkeypatch.setattr(FolderTree, "open", watch)
    reading = drop(DISCORD / "2024")
    assert any("events-2024" in path for path in reading.archive.unread)
    assert not [path for path in opened if "events-" in path or "tickets" in path]


def test_without_the_account_the_owner_is_whom_every_conversation_lists(tmp_path: Path) -> None:
    files = {name: data for name, data in discord_2024().items() if not name.startswith("Account")}
    reading = drop(write_files(tmp_path / "x", files))
    assert reading.archive.owner == (MARA,)
    alone = {name: data for name, data in files.items() if "c300000000000000033" in name or name.endswith("index.json")}
    reading = drop(write_files(tmp_path / "y", alone))
    assert reading.archive.owner == ()
    assert reading.interactions[0].participants[0].key == me("discord")


def test_a_channel_that_cannot_be_read_is_said_and_its_messages_go_to_nobody() -> None:
    reading = drop(DISCORD / "2024-damaged")
    assert left_out(reading)["channel.json", 1] is Reason.UNREADABLE
    assert not any(text.startswith("both of you") for text in texts(reading))


def test_an_empty_list_is_nobodys(tmp_path: Path) -> None:
    assert drop(write_files(tmp_path / "x", {"a/messages.json": b"[]", "b/index.json": b"{}"})).archives == ()


def test_a_zip_is_a_package_too_and_nothing_of_it_is_strange(tmp_path: Path) -> None:
    reading = drop(write_zip(tmp_path / "package.zip", discord_2024()))
    assert (reading.unknown, reading.archive.title) == ((), "Discord package")


# ------------------------------------------------------------------------------------------------ DiscordChatExporter


def test_a_saved_chat_has_both_sides_calls_and_reactions() -> None:
    reading = drop(DISCORD / "2024-chats")
    assert reading.archive.owner == (MARA,)
    assert texts(reading)["Yes! Hall 3"] == [(ANA, Role.FROM), (MARA, Role.TO)]
    assert texts(reading)["[voice message]"] == [(ANA, Role.FROM), (MARA, Role.TO)]
    (call,) = (one for one in reading.interactions if one.kind is Kind.CALL)
    assert (call.detail, call.text) == ("12 min", "")
    (reaction,) = (one for one in reading.interactions if one.kind is Kind.REACTION)
    assert sides(reaction) == [(MARA, Role.FROM), (ANA, Role.TO)]


def test_of_a_saved_server_what_concerns_the_owner_is_kept() -> None:
    reading = drop(DISCORD / "2024-chats")
    said = texts(reading)
    assert said["thanks @Bo_H"] == [(MARA, Role.FROM), (BO, Role.TO)]
    assert said["welcome"] == [(BO, Role.FROM), (MARA, Role.TO)]
    reasons = {where: reason for where, reason in left_out(reading).items() if where[0].startswith("Sailors")}
    assert list(reasons.values()) == [Reason.NOT_KEPT, Reason.NOT_A_PERSON]


def saved(folder: Path, part: str) -> Path:
    return write_files(folder, {name: data for name, data in discord_chats().items() if part in name})


def test_of_one_conversation_the_owner_is_who_it_is_not_named_after(tmp_path: Path) -> None:
    reading = drop(saved(tmp_path / "x", "ana.duarte"))
    assert (reading.archive.owner, reading.archive.questions) == ((MARA,), ())


def test_whose_a_saved_server_is_is_asked(tmp_path: Path) -> None:
    (source,), _ = open_sources([saved(tmp_path / "x", "Sailors")])
    with source:
        (archive,), _ = recognise(source)
        (question,) = archive.questions
        assert [choice.id for choice in question.choices] == [MARA.key, BO.key, "nobody"]
        assert _read(source, archive, "nobody").interactions == []
        assert texts(_read(source, archive, MARA.key)).keys() == {"thanks @Bo_H", "welcome"}


def _read(source: Source, archive: Archive, answer: str) -> Reading:
    answered = archive._replace(answers=(("owner", answer),))
    return Reading((answered,), (), tuple(importer("discord").read(source, answered)))
