"""Shapes that Meta's lists have had beside those of the fixtures: newer ones, older ones, and other languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.domain.records import Fact, Field, Kind, Reason, Role, WishRecord
from relate.importers.json_items import Json
from tests.importers.dropping import Reading, drop
from tests.importers.meta_exports import (
    archive,
    assert_accounted_for,
    handle,
    interaction,
    left_out,
    mine,
    name,
    of_file,
    one_of,
    sides,
)

PROFILE: Json = {"profile_v2": {"name": {"full_name": "Mara Lindqvist"}}}
OF_FACEBOOK = "personal_information/profile_information/profile_information.json"
OF_INSTAGRAM = "personal_information/personal_information/personal_information.json"
ANA = name("ana duarte", "facebook")


def facebook(folder: Path, files: dict[str, Json]) -> Reading:
    friends: Json = {"friends_v2": [{"name": "Ana Duarte", "timestamp": 1_500_000_000}]}
    reading = drop(archive(folder, {OF_FACEBOOK: PROFILE, "connections/friends/your_friends.json": friends, **files}))
    assert_accounted_for(reading)
    return reading


def wishes(reading: Reading) -> set[tuple[str, str]]:
    return {(one.subject, one.text) for one in reading.records if isinstance(one, WishRecord)}


def visit(called: str, address: str) -> Json:
    return {"timestamp": 1_700_000_000, "data": {"name": called, "uri": f"https://www.facebook.com/{address}"}}


@pytest.mark.parametrize(
    ("profiles", "pages"),
    [
        (("Profile visits", "People whose profiles you've visited"), ("Page visits", "Pages you've visited")),
        (
            ("Profilbesuche", "Personen, deren Profile du besucht hast"),
            ("Seitenbesuche", "Seiten, die du besucht hast"),
        ),
        (("Lượt truy cập trang cá nhân", ""), ("Lượt truy cập Trang", "")),
        (("プロフィールへのアクセス", ""), ("ページへのアクセス", "")),
    ],
)
def test_a_page_that_was_visited_is_nobody_though_its_address_is_like_a_persons(
    tmp_path: Path, profiles: tuple[str, str], pages: tuple[str, str]
) -> None:
    visited: Json = {
        "visited_things_v2": [
            {"name": profiles[0], "description": profiles[1], "entries": [visit("Quim Costa", "quim.costa")]},
            {"name": pages[0], "description": pages[1], "entries": [visit("Contoso Boats", "contosoboats/")]},
        ]
    }
    reading = facebook(tmp_path, {"logged_information/interactions/recently_visited.json": visited})
    assert wishes(reading) == {("profile", "Quim Costa")}
    assert left_out(reading)["recently_visited.json", 2] is Reason.NOT_A_PERSON


def test_lists_of_visited_profiles_have_names_alone(tmp_path: Path) -> None:
    """The file of its own of September 2026, and that of the last seven days."""
    alone: Json = [{"timestamp": 1_788_300_000, "label_values": [{"label": "Tên", "value": "Quim Costa"}], "fbid": "1"}]
    week: Json = {"media": [], "label_values": [{"label": "x", "vec": [{"value": "Kira Vogel"}]}], "fbid": "2"}
    reading = facebook(
        tmp_path,
        {
            "logged_information/interactions/profile_visits.json": alone,
            "your_facebook_activity/other_activity/profiles_you_visited_in_the_past_7_days.json": week,
        },
    )
    assert wishes(reading) == {("profile", "Quim Costa"), ("profile", "Kira Vogel")}


def test_searches_of_2021_lie_in_a_folder_of_their_own_in_whatever_folder_that_is(tmp_path: Path) -> None:
    searched: Json = {"searches_v2": [{"timestamp": 1, "title": "x", "data": [{"text": "Ana Duarte"}]}]}
    reading = facebook(tmp_path, {"search/your_search_history.json": searched})
    assert wishes(reading) == {("profile", "Ana Duarte")}


@pytest.mark.parametrize(
    "title",
    ["Mara Lindqvist hat Ana Duartes Beitrag kommentiert.", "Mara Lindqvist kommenterade Ana Duartes inlägg."],
)
def test_a_name_that_owns_something_without_an_apostrophe_is_read(tmp_path: Path, title: str) -> None:
    said: Json = {
        "comments_v2": [{"timestamp": 1_600_000_000, "title": title, "data": [{"comment": {"comment": "fint"}}]}]
    }
    reading = facebook(tmp_path, {"your_facebook_activity/comments_and_reactions/comments.json": said})
    assert sides(interaction(reading, "comments.json", 1))[0] == (ANA, Role.TO)


def test_who_is_on_no_list_of_friends_is_the_owner_only_where_two_talk(tmp_path: Path) -> None:
    """Of a group that the owner has left, whoever is no friend of his is not he."""
    friends: Json = {"friends_v2": [{"name": one, "timestamp": 1} for one in ("Ana Duarte", "Bo Håkansson")]}

    def talk(*names: str) -> Json:
        said: Json = [{"sender_name": names[0], "timestamp_ms": 1_700_000_000_000, "content": "Ahoy"}]
        return {"participants": [{"name": one} for one in names], "messages": said, "title": names[0]}

    for folder, names, owner in (
        ("two", ("Ana Duarte", "Mara Lindqvist"), (name("mara lindqvist", "facebook"),)),
        ("group", ("Ana Duarte", "Bo Håkansson", "Quim Costa"), ()),
    ):
        files: dict[str, Json] = {
            "connections/friends/your_friends.json": friends,
            "your_facebook_activity/messages/inbox/x_1234567890123/message_1.json": talk(*names),
        }
        assert drop(archive(tmp_path / folder, files)).archive.owner == owner


@pytest.mark.parametrize(
    "path", ["Bo Håkansson_1.json", "your_facebook_activity/messages/inbox/bohakansson_1234567890123/message_1.json"]
)
def test_one_conversation_alone_is_with_whom_it_is_called_after(tmp_path: Path, path: str) -> None:
    """As the encrypted ones are, which come in a download of their own without a profile."""
    if path.startswith("Bo"):
        said: Json = [{"senderName": "Mara Lindqvist", "text": "Hej", "timestamp": 1_700_000_000_000, "type": "text"}]
        talk: Json = {"participants": ["Bo Håkansson", "Mara Lindqvist"], "threadName": "Bo_1", "messages": said}
    else:
        said = [{"sender_name": "Mara Lindqvist", "content": "Hej", "timestamp_ms": 1_700_000_000_000}]
        talk = {"participants": [{"name": "Bo Håkansson"}, {"name": "Mara Lindqvist"}], "messages": said}
    reading = drop(archive(tmp_path, {path: talk}))
    assert reading.archive.owner == (name("mara lindqvist", "facebook"),)
    (sent,) = reading.interactions
    assert sides(sent) == [(mine("facebook"), Role.FROM), (name("bo hakansson", "facebook"), Role.TO)]


def instagram(folder: Path, files: dict[str, Json], labels: tuple[str, str] = ("Username", "Name")) -> Reading:
    told: Json = {
        "E-mail": {"value": "mara@lindqvist.example"},
        labels[0]: {"value": "mara.lind"},
        labels[1]: {"value": "Mara Lindqvist"},
        "Bio": {"value": "Boats"},
    }
    reading = drop(archive(folder, {OF_INSTAGRAM: {"profile_user": [{"string_map_data": told}]}, **files}))
    assert_accounted_for(reading)
    return reading


@pytest.mark.parametrize("labels", [("Uživatelské jméno", "Jméno"), ("ユーザーネーム", "名前"), ("Username", "Name")])
def test_the_owner_of_one_conversation_is_whom_his_profile_names_in_whatever_language(
    tmp_path: Path, labels: tuple[str, str]
) -> None:
    folder = "your_instagram_activity/messages/inbox/anaduarte_17845000000000001"
    talk: Json = {
        "participants": [{"name": "Ana Duarte"}, {"name": "Mara Lindqvist"}],
        "messages": [{"sender_name": "Mara Lindqvist", "timestamp_ms": 1_700_000_000_000, "content": "Čau"}],
        "title": "Ana Duarte",
        "thread_path": "inbox/anaduarte_17845000000000001",
    }
    reading = instagram(tmp_path, {f"{folder}/message_1.json": talk}, labels)
    assert name("mara lindqvist") in reading.archive.owner
    said = interaction(reading, "message_1.json", 1)
    assert sides(said) == [(mine(), Role.FROM), (one_of("thread:17845000000000001"), Role.TO)]


@pytest.mark.parametrize("labels", [("Name", "Username"), ("Jméno", "Uživatelské jméno"), ("名前", "ユーザーネーム")])
def test_lists_of_labels_tell_what_somebody_is_called_beside_the_name_in_links(
    tmp_path: Path, labels: tuple[str, str]
) -> None:
    address = "https://www.instagram.com/_u/ana.duarte"
    close: Json = [
        {
            "timestamp": 1_700_000_000,
            "label_values": [
                {"label": "URL", "value": address, "href": address},
                {"label": labels[0], "value": "Ana Duarte"},
                {"label": labels[1], "value": "ana.duarte"},
            ],
            "fbid": "1",
        }
    ]
    reading = instagram(tmp_path, {"connections/followers_and_following/close_friends.json": close})
    ana = next(one for one in reading.people if one.keys[0] == handle("ana.duarte"))
    assert set(ana.facts) == {Fact(Field.NAME, "Ana Duarte"), Fact(Field.GROUP, "Close friends")}


def test_comments_of_2021_have_their_words_in_a_list_and_whose_it_was_above_it(tmp_path: Path) -> None:
    entry: Json = {"href": "", "value": "Très belle barque", "timestamp": 1_600_000_000}
    said: Json = {"comments_media_comments": [{"title": "ana.duarte", "string_list_data": [entry]}]}
    reading = instagram(tmp_path, {"comments/post_comments.json": said})
    (comment,) = of_file(reading, "post_comments.json")
    assert (comment.kind, comment.text) == (Kind.COMMENT, "Très belle barque")
    assert sides(comment)[0] == (handle("ana.duarte"), Role.TO)
