"""Instagram's exports of every era, and Threads inside them, become the same people and the same history."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from relate.domain.moments import Moment, Precision
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    Kind,
    Participant,
    PersonRecord,
    Reason,
    Role,
    WishRecord,
)
from relate.importers.json_items import Json
from relate.importers.trees import FolderTree
from tests.importers.dropping import Reading, drop, write_zip, zip_of
from tests.importers.meta_exports import (
    EXPORTS,
    archive,
    assert_accounted_for,
    assert_together,
    elements,
    handle,
    interaction,
    left_out,
    mine,
    name,
    of_file,
    one_of,
    sides,
)

INSTAGRAM, THREADS = EXPORTS / "instagram", EXPORTS / "threads"
ERAS = [INSTAGRAM / era for era in ("2021", "2022", "2024", "2025")]
THREADS_ERAS = [THREADS / era for era in ("2024", "2025")]
DAMAGED = [INSTAGRAM / "2024-damaged", THREADS / "2025-damaged"]
EVERYTHING = [*ERAS, *THREADS_ERAS]
ANA, BO, CHIDI = handle("ana.duarte"), handle("bo_hakansson"), handle("chidi.okoro")
WITH_ANA = one_of("thread:17845000000000001")
TALK = "inbox/anaduarte_17845000000000001/message_1.json"


def era(which: str) -> Reading:
    return drop(INSTAGRAM / which)


def ids(paths: list[Path]) -> list[str]:
    return [f"{path.parent.name}-{path.name}" for path in paths]


# ------------------------------------------------------------------------------------------- every era


@pytest.mark.parametrize("path", EVERYTHING, ids=ids(EVERYTHING))
def test_every_element_of_every_list_is_accounted_for(path: Path) -> None:
    reading = drop(path)
    assert reading.unknown == ()
    assert_accounted_for(reading)
    for member in reading.archive.members:
        told = json.loads((path / member.path).read_bytes())
        expected = len(told["messages"]) if "messages" in told else elements(told)
        assert reading.rows()[member.path] == set(range(1, expected + 1)), member.path


@pytest.mark.parametrize("path", EVERYTHING, ids=ids(EVERYTHING))
def test_zip_folder_wrapper_and_other_order_give_the_same(path: Path, tmp_path: Path) -> None:
    straight = drop(path)
    for packed in (
        drop(zip_of(path, tmp_path / "one.zip")),
        drop(zip_of(path, tmp_path / "two.zip", backwards=True)),
    ):
        assert packed.everything == straight.everything
    called = "instagram-mara.lind-2026-11-20-Ab"
    wrapped = drop(zip_of(path, tmp_path / f"{called}.zip", f"{called}/"))
    assert [type(one) for one in wrapped.everything] == [type(one) for one in straight.everything]
    assert wrapped.archive.snapshot_ms == 1795132800000
    assert set(wrapped.archive.owner) == set(straight.archive.owner)


@pytest.mark.parametrize("path", EVERYTHING, ids=ids(EVERYTHING))
def test_what_a_row_becomes_comes_together(path: Path) -> None:
    assert_together(one.where for one in drop(path).everything)


@pytest.mark.parametrize("path", EVERYTHING, ids=ids(EVERYTHING))
def test_the_owner_is_found_and_comes_first(path: Path) -> None:
    reading = drop(path)
    network = path.parent.name
    assert reading.archive.owner[:2] == (handle("mara.lind", network), name("mara lindqvist", network))
    assert all(key.kind is IdentityKind.MAIL for key in reading.archive.owner[2:])
    first = reading.records[0]
    assert isinstance(first, PersonRecord)
    assert first.owner
    assert set(first.keys) >= {handle("mara.lind"), handle("mara.lind", network), mine(network)}
    assert first.facts == (Fact(Field.NAME, "Mara Lindqvist"),)


def test_an_account_that_took_another_name_tells_its_names_and_addresses() -> None:
    """What was his name and is somebody else's by now is not among them."""
    reading = era("2026-renamed")
    assert reading.archive.owner == (
        handle("mara.lindqvist"), handle("mara.lind"), name("mara lindqvist"),
        IdentityKey("mail", IdentityKind.MAIL, "mara@lindqvist.example"),
        IdentityKey("phone", IdentityKind.PHONE, "+46701740605"),
    )  # fmt: skip
    assert reading.archive.names_told
    assert reading.archive.signs == (WITH_ANA,)
    assert_accounted_for(reading)
    changes = "profile_changes.json"
    assert [one.where.row for one in reading.of(changes)] == [1, 3]
    assert left_out(reading)[changes, 2] is Reason.NOT_KEPT
    assert handle("mara.l") in [sides(one)[0][0] for one in of_file(reading, "followers_1.json")]


@pytest.mark.parametrize("label", ["Benutzername", "Nombre de usuario", "Nom d’utilisateur"])
def test_names_of_before_are_told_in_other_languages(label: str, tmp_path: Path) -> None:
    change: Json = {"string_map_data": {key: {"value": value} for key, value in
              (("Geändert", label), ("Vorher", "mara.lind"), ("Nachher", "mara.neu"))}}  # fmt: skip
    reading = drop(
        archive(tmp_path / "in", {
            "personal_information/personal_information.json": {"profile_user": [{"string_map_data": {
                label: {"value": "mara.neu"}, "Name": {"value": "Mara Lindqvist"}}}]},
            "personal_information/profile_changes.json": {"profile_profile_change": [change]},
        })
    )  # fmt: skip
    assert reading.archive.owner[:2] == (handle("mara.neu"), handle("mara.lind"))


def test_private_files_are_left_alone_and_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: set[str] = set()
    really_open = FolderTree.open

    def open_and_tell(tree: FolderTree, path: str, start: int = 0) -> io.BufferedReader:
        opened.add(Path(path).name)
        return really_open(tree, path, start)

    monkeypatch.setattr(FolderTree, "open", open_and_tell)
    private = {"blocked_accounts.json", "login_activity.json", "synced_contacts.json", "restricted_profiles.json",
               "threads_and_replies.json", "blocked_profiles.json"}  # fmt: skip
    left = {Path(path).name for one in EVERYTHING for path in drop(one).archive.unread}
    assert left == private
    assert opened
    assert not opened & private


# ------------------------------------------------------------------------------------------- people


def test_an_account_is_known_by_value_by_title_or_by_its_link() -> None:
    followed = [sides(one)[0][0] for one in of_file(era("2025"), "following.json")]
    assert followed == [ANA, CHIDI]  # the first by its title, the second by its link alone
    assert [sides(one)[0] for one in of_file(era("2021"), "followers.json")] == [
        (ANA, Role.FROM), (BO, Role.FROM), (handle("elif.sahin"), Role.FROM)]  # fmt: skip


def test_followers_are_a_bare_list_in_several_files_or_below_a_key() -> None:
    for which, files in (("2021", 1), ("2022", 2), ("2024", 1)):
        members = [one for one in era(which).archive.members if one.name.startswith("followers")]
        assert len(members) == files
    assert len(of_file(era("2022"), "followers_1.json")) == 3
    assert interaction(era("2022"), "followers_2.json", 1).participants[0].key == handle("gita.raman")


def test_a_follow_has_its_day_and_its_side() -> None:
    theirs = interaction(era("2024"), "followers_1.json", 1)
    assert theirs.kind is Kind.FOLLOW
    assert theirs.at == Moment(1559000000000, Precision.SECOND, 0)
    assert sides(theirs) == [(ANA, Role.FROM), (mine(), Role.TO)]
    assert sides(interaction(era("2024"), "following.json", 1)) == [(ANA, Role.TO), (mine(), Role.FROM)]
    assert interaction(era("2021"), "followers.json", 3).at is None  # 1970 is no day of Instagram's


def test_a_follow_has_one_key_in_every_era() -> None:
    for file in ("followers", "following"):
        keys = [
            {
                one.participants[0].key: one.exact
                for one in era(which).interactions
                if one.where.file.rpartition("/")[2].startswith(file)
            }
            for which in ("2021", "2022", "2024", "2025")
        ]
        assert len({told[ANA] for told in keys}) == 1


def test_requests_close_friends_and_searches() -> None:
    sent = interaction(era("2022"), "pending_follow_requests.json", 1)
    assert (sent.kind, sides(sent)[0], sent.detail) == (
        Kind.INVITATION, (handle("petra.costa"), Role.TO), "follow request")  # fmt: skip
    got = interaction(era("2024"), "follow_requests_you've_received.json", 1)
    assert sides(got) == [(handle("hugo.petit"), Role.FROM), (mine(), Role.TO)]
    close = era("2022").of("close_friends.json")[0]
    assert isinstance(close, PersonRecord)
    assert (close.keys, close.facts) == ((ANA,), (Fact(Field.GROUP, "Close friends"),))
    (searched,) = (one for one in era("2021").records if isinstance(one, WishRecord))
    assert (searched.subject, searched.text) == ("profile", "gita.raman")
    assert left_out(era("2022"))["recently_unfollowed_accounts.json", 1] is Reason.DECLINED


def test_a_list_is_whole_only_when_it_reaches_back_beyond_every_range(tmp_path: Path) -> None:
    def lists(first: int) -> Reading:
        one: Json = {"string_list_data": [{"value": "ana.duarte", "timestamp": first}]}
        two: Json = {"string_list_data": [{"value": "bo_hakansson", "timestamp": 1_790_000_000}]}
        folder = "connections/followers_and_following"
        return drop(archive(tmp_path / str(first), {
            f"{folder}/followers_1.json": [one, two],
            f"{folder}/following.json": {"relationships_following": [one]},
        }))  # fmt: skip

    assert lists(1_560_000_000).archive.complete
    assert not lists(1_760_000_000).archive.complete


# ------------------------------------------------------------------------------------------- messages


def test_a_message_with_everything_around_it() -> None:
    reading = era("2022")
    person = next(one for one in reading.of(TALK) if isinstance(one, PersonRecord))
    assert person.keys == (ANA, WITH_ANA)  # the folder has lost the dot of the account's name
    message = interaction(reading, TALK, 5)
    assert message.participants == (
        Participant(mine(), Role.FROM, "Mara Lindqvist"), Participant(WITH_ANA, Role.TO, "Ana Duarte"))  # fmt: skip
    assert message.text == "Já comprei o bilhete, chego na sexta"
    assert message.at == Moment(1616100200456, Precision.SECOND, 0)
    assert (message.conversation, message.title) == ("ana.duarte", "")


def test_the_same_message_has_one_key_in_every_era() -> None:
    text = "When do you come to Porto?"
    years = ("2021", "2022", "2024", "2025")
    told = [next(one for one in era(which).interactions if one.text == text) for which in years]
    assert len({one.exact for one in told}) == 1
    assert {one.participants[0].name for one in told} == {"Ana Duarte"}


def test_parts_of_a_conversation_are_read_in_the_order_of_their_numbers() -> None:
    files = list(dict.fromkeys(one.where.file.rpartition("/")[2] for one in of_file(era("2025"), ".json")
                               if "/inbox/" in one.where.file))  # fmt: skip
    assert files == ["message_1.json", "message_2.json", "message_10.json"]


def test_reactions_are_told_with_their_time_or_the_day_of_the_message() -> None:
    timed = interaction(era("2024"), TALK, 1, Kind.REACTION)
    assert (timed.at, timed.detail) == (Moment(1700000260000, Precision.SECOND, 0), "👍")
    assert sides(timed) == [(WITH_ANA, Role.FROM), (mine(), Role.TO)]
    early = interaction(era("2022"), TALK, 4, Kind.REACTION)
    assert (early.at, early.detail) == (Moment(1616025600000, Precision.DAY), "❤")
    assert sides(early) == [(mine(), Role.FROM), (WITH_ANA, Role.TO)]


def test_shares_photos_calls_and_sentences_of_instagram_itself() -> None:
    reading = era("2022")
    share, photo = interaction(reading, TALK, 1), interaction(reading, TALK, 3)
    assert (share.text, share.detail, share.link) == (
        "The old harbour at dawn", "link", "https://www.instagram.com/p/C3/")  # fmt: skip
    assert (photo.text, photo.detail) == ("", "photo")
    assert left_out(reading)["message_1.json", 2] is Reason.NOT_KEPT  # "Liked a message"
    missed, taken = interaction(era("2024"), TALK, 2), interaction(era("2024"), TALK, 3)
    assert [(one.kind, one.text, one.detail) for one in (missed, taken)] == [
        (Kind.CALL, "", "missed"), (Kind.CALL, "", "13 min")]  # fmt: skip


def test_somebody_is_introduced_with_the_first_message_that_is_kept(tmp_path: Path) -> None:
    """Found by damage: the newest message told of a reaction, and its row was both kept and left out."""
    talk: Json = {"participants": [{"name": "Ana Duarte"}, {"name": "Mara Lindqvist"}],
            "messages": [{"sender_name": "Ana Duarte", "timestamp_ms": 1700000002000, "content": "Liked a message"},
                         {"sender_name": "Ana Duarte", "timestamp_ms": 1700000001000, "content": "Hej"}]}  # fmt: skip
    profile: Json = {"profile_user": [{"string_map_data": {"Username": {"value": "mara.lind"},
                                                     "Name": {"value": "Mara Lindqvist"}}}]}  # fmt: skip
    reading = drop(archive(tmp_path / "instagram-mara", {
        "personal_information/personal_information.json": profile,
        "your_instagram_activity/messages/inbox/anaduarte_17845000000000001/message_1.json": talk,
    }))  # fmt: skip
    assert_accounted_for(reading)
    assert [one.where.row for one in reading.people if not one.owner] == [2]


def test_an_unsent_message_is_counted_and_its_words_are_not_kept() -> None:
    (unsent,) = (one for one in era("2024").skipped if one.reason is Reason.DECLINED)
    assert unsent.says == "unsent by its writer"
    assert unsent.raw == ""


def test_a_group_has_all_its_people_those_who_left_too() -> None:
    reading = era("2024")
    group = interaction(reading, "harbourfriends_17845000000000002/message_1.json", 2)
    assert group.title == "Harbour friends"
    assert sides(group) == [
        (mine(), Role.FROM), (name("ana duarte"), Role.TO), (name("chidi o"), Role.TO), (name("chidi okoro"), Role.TO),
        (name("bo hakansson"), Role.TO)]  # fmt: skip
    gone = next(one for one in reading.skipped if one.says == "tells of a change of the conversation")
    assert gone.where.row == 3


def test_somebody_who_is_gone_is_an_unknown_person_of_his_conversation() -> None:
    file = "instagramuser_17845000000000009/message_1.json"
    theirs, answer = interaction(era("2022"), file, 1), interaction(era("2022"), file, 2)
    unknown = one_of("conversation:instagramuser_17845000000000009")
    assert theirs.participants == (Participant(unknown, Role.FROM), Participant(mine(), Role.TO))
    assert sides(answer) == [(mine(), Role.FROM), (unknown, Role.TO)]


def test_a_folder_of_a_single_conversation_or_its_file_alone_can_be_dropped(tmp_path: Path) -> None:
    inbox = INSTAGRAM / "2024" / "your_instagram_activity" / "messages" / "inbox" / "anaduarte_17845000000000001"
    packed = write_zip(tmp_path / "instagram.zip", {
        "your_instagram_activity/messages/inbox/x_17845000000000001/message_1.json":
            (inbox / "message_1.json").read_bytes()})  # fmt: skip
    assert len(drop(packed).interactions) == 8
    assert drop(packed).archive.source_id == "instagram"


# ------------------------------------------------------------------------------------------- pages


PAGES = ("2022-html", "2025-html")


@pytest.mark.parametrize("which", PAGES)
def test_pages_of_a_download_in_html_give_follows_and_messages(which: str) -> None:
    reading = era(which)
    assert reading.unknown == ()
    assert_accounted_for(reading)
    assert reading.archive.owner == (handle("mara.lind"), name("mara lindqvist"))
    theirs = interaction(reading, "followers_1.html", 1)
    assert sides(theirs) == [(ANA, Role.FROM), (mine(), Role.TO)]
    assert theirs.at == Moment(1559007180000, Precision.MINUTE_UNKNOWN_ZONE)  # the clock of the account
    assert sides(interaction(reading, "following.html", 1))[0] == (ANA, Role.TO)
    said = of_file(reading, "anaduarte_17845000000000001/message_1.html")
    assert [(one.participants[0].key, one.text) for one in said] == [
        (WITH_ANA, "Two years since the fair! Coffee in Lisboa? ☕"), (mine(), "Já comprei o bilhete, chego na sexta"),
        (WITH_ANA, "When do you come to Porto?")]  # fmt: skip
    assert said[0].coarse == interaction(era("2022"), TALK, 4, Kind.MESSAGE).coarse  # by which both are one message
    other = interaction(reading, "bohakansson_17845000000000004/message_1.html", 1)
    assert other.text == "Great boat, isn't it?"
    person = next(one for one in reading.people if one.where == other.where)
    assert person.keys[0] == BO  # the folder has lost the mark in his name, the list of followers has it


def test_a_follow_is_one_in_a_page_and_in_the_data() -> None:
    page, data = interaction(era("2022-html"), "followers_1.html", 1), interaction(era("2022"), "followers_1.json", 1)
    assert page.coarse == data.coarse
    assert page.exact != data.exact


@pytest.mark.parametrize("which", PAGES)
def test_a_page_of_what_is_read_as_data_alone_asks_for_json(which: str) -> None:
    (skipped,) = era(which).skipped
    assert "in the format JSON" in skipped.says
    assert skipped.where.file.endswith(("liked_posts.html", "post_comments_1.html"))


def test_damaged_pages_lose_what_is_damaged_and_say_so() -> None:
    reading = era("2022-html-damaged")
    told = {(one.where.file.rpartition("/")[2], one.where.row): one.reason for one in reading.skipped}
    assert told == {
        ("followers_1.html", 2): Reason.INCOMPLETE,  # half a name would be somebody else's
        ("following.html", 1): Reason.UNREADABLE,
        ("message_1.html", 1): Reason.UNREADABLE,
    }
    assert [sides(one)[0][0] for one in of_file(reading, "followers_1.html")] == [ANA]
    # The ends of seven boxes are missing, and the messages are three nevertheless.
    assert len(of_file(reading, "anaduarte_17845000000000001/message_1.html")) == 3


# ------------------------------------------------------------------------------------------- comments and likes


def test_comments_belong_to_whose_post_it_is_whatever_the_language() -> None:
    comments = of_file(era("2022"), "post_comments_1.json")
    assert [(sides(one)[0], one.text) for one in comments] == [
        ((BO, Role.TO), "Great boat, Bo!"), ((handle("elif.sahin"), Role.TO), "So schön!")]  # fmt: skip
    assert left_out(era("2022"))["post_comments_1.json", 3] is Reason.NO_PERSON
    assert interaction(era("2021"), "post_comments.json", 1).exact == comments[0].exact
    assert interaction(era("2024"), "reels_comments.json", 1).participants[0].key == handle("gita.raman")


def test_likes_of_strangers_make_nobody_known() -> None:
    for which in ("2021", "2025"):
        like = interaction(era(which), "liked_posts.json", 1)
        assert (like.kind, sides(like)[0]) == (Kind.REACTION, (ANA, Role.TO))
        assert left_out(era(which))["liked_posts.json", 2] is Reason.NOT_KEPT
    assert interaction(era("2024"), "story_likes.json", 1).detail == "story"


# ------------------------------------------------------------------------------------------- threads


def test_on_threads_a_title_is_the_name_somebody_shows() -> None:
    for path in THREADS_ERAS:
        reading = drop(path)
        ana = next(one for one in reading.people if not one.owner)
        assert ana.keys == (handle("ana.duarte", "threads"), ANA)
        assert ana.facts == (Fact(Field.NAME, "Ana Duarte"),)
        follow = interaction(reading, "followers.json", 2)
        assert follow.participants[0] == Participant(handle("bo_hakansson", "threads"), Role.FROM, "Bo Håkansson")
        assert interaction(reading, "pending_follow_requests.json", 1).kind is Kind.INVITATION
        assert sides(interaction(reading, "liked_threads.json", 1))[0] == (handle("ana.duarte", "threads"), Role.TO)


def test_instagram_and_threads_of_one_download_are_two_archives(tmp_path: Path) -> None:
    files = {path.relative_to(root).as_posix(): path.read_bytes()
             for root in (INSTAGRAM / "2024", THREADS / "2024") for path in root.rglob("*.json")}  # fmt: skip
    reading = drop(write_zip(tmp_path / "instagram-mara.lind-2026-11-20-Ab.zip", files))
    assert [one.source_id for one in reading.archives] == ["instagram", "threads"]
    assert reading.unknown == ()
    assert {one.snapshot_ms for one in reading.archives} == {1795132800000}
    alone = (*drop(INSTAGRAM / "2024").everything, *drop(THREADS / "2024").everything)
    assert sorted(map(repr, reading.everything)) == sorted(map(repr, alone))


# ------------------------------------------------------------------------------------------- damage


def test_damaged_lists_lose_what_is_damaged_and_say_so() -> None:
    reading = drop(INSTAGRAM / "2024-damaged")
    told = {(one.where.file.rpartition("/")[2], one.where.row): one.reason for one in reading.skipped}
    assert told == {
        ("personal_information.json", 1): Reason.INCOMPLETE,
        ("followers_1.json", 2): Reason.UNREADABLE,
        ("following.json", 2): Reason.EMPTY,
        ("following.json", 3): Reason.UNREADABLE,
        ("following.json", 4): Reason.EMPTY,
        ("following.json", 5): Reason.NO_PERSON,
        ("following.json", 6): Reason.NO_PERSON,
        ("following.json", 7): Reason.INCOMPLETE,
        ("message_1.json", 2): Reason.UNREADABLE,
        ("message_1.json", 3): Reason.EMPTY,
        ("message_1.json", 6): Reason.INCOMPLETE,
    }
    assert [one.name.rpartition("/")[2] for one in reading.unknown] == ["message_1.json"]
    undated = interaction(reading, "anaduarte_17845000000000001/message_1.json", 4)
    assert (undated.text, undated.at) == ("from year nought", None)
    assert_accounted_for(reading)
