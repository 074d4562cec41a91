"""Each file, era and key that formats/social.md names for Facebook, Instagram and Threads is read as what it says.

One row a file: its path and what is in it, beside as little as an archive can have, and what of it must come out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import pytest

from relate.domain.records import (
    EventRecord,
    InteractionRecord,
    Kind,
    PersonRecord,
    Reason,
    Record,
    Skipped,
    WishRecord,
)
from tests.importers.dropping import drop, write_zip
from tests.importers.meta_exports import assert_accounted_for, written

Json: TypeAlias = Any
SECONDS = 1_700_000_000
ANA: Json = {"name": "Ana Duarte", "timestamp": SECONDS}
MESSAGE: Json = {
    "participants": [{"name": "Ana Duarte"}, {"name": "Mara Lindqvist"}],
    "messages": [{"sender_name": "Ana Duarte", "timestamp_ms": SECONDS * 1000, "content": "hej"}],
    "title": "Ana Duarte",
}
OLD_MESSAGE: Json = {
    "participants": [{"name": "Ana Duarte"}, {"name": "Mara Lindqvist"}],
    "messages": [{"sender_name": "Ana Duarte", "timestamp": SECONDS, "content": "hej"}],
}
E2EE: Json = {
    "participants": ["Ana Duarte", "Mara Lindqvist"], "threadName": "Ana Duarte",
    "messages": [{"senderName": "Ana Duarte", "text": "hej", "timestamp": SECONDS * 1000, "type": "text",
                  "isUnsent": False, "media": [], "reactions": []}],
}  # fmt: skip
VISIT: Json = {"timestamp": SECONDS, "data": {"name": "Ana Duarte", "uri": "https://www.facebook.com/ana.duarte.99"}}
VISITED: Json = [{"name": "Profile visits", "description": "…", "entries": [VISIT]}]


def labels(*values: Json) -> Json:
    return [{"timestamp": SECONDS, "media": [], "label_values": list(values), "fbid": "1"}]


NAMED: Json = {"label": "Nombre", "value": "Ana Duarte"}
SENTENCE: Json = {"timestamp": SECONDS, "title": "Mara Lindqvist likes Ana Duarte's post."}
FACEBOOK: list[tuple[str, Json, object]] = [
    ("friends/friends.json", {"friends": [ANA]}, Kind.CONNECTED),
    ("friends/friends_added.json", {"friends": [ANA]}, Kind.CONNECTED),
    ("friends_and_followers/friends.json", {"friends_v2": [ANA]}, Kind.CONNECTED),
    ("connections/friends/your_friends.json", {"friends_v2": [ANA]}, Kind.CONNECTED),
    ("friends/received_friend_requests.json", {"received_requests": [ANA]}, Kind.INVITATION),
    ("friends_and_followers/friend_requests_received.json", {"received_requests_v2": [ANA]}, Kind.INVITATION),
    ("connections/friends/received_friend_requests.json", {"received_requests_v2": [ANA]}, Kind.INVITATION),
    ("friends/sent_friend_requests.json", {"sent_requests": [ANA]}, Kind.INVITATION),
    ("friends_and_followers/friend_requests_sent.json", {"sent_requests_v2": [ANA]}, Kind.INVITATION),
    ("connections/friends/sent_friend_requests.json", {"sent_requests_v2": [ANA]}, Kind.INVITATION),
    ("friends/rejected_friend_requests.json", {"rejected_requests": [ANA]}, Reason.DECLINED),
    ("friends_and_followers/rejected_friend_requests.json", {"rejected_requests_v2": [ANA]}, Reason.DECLINED),
    ("connections/friends/rejected_friend_requests.json", {"rejected_requests_v2": [ANA]}, Reason.DECLINED),
    ("friends/removed_friends.json", {"deleted_friends": [ANA]}, Kind.NEWS),
    ("connections/friends/removed_friends.json", {"deleted_friends_v2": [ANA]}, Kind.NEWS),
    ("connections/friends/people_you_may_know.json",
     {"media": [], "label_values": [{"label": "Friend suggestions", "vec": [{"value": "Kira Vogel"}]}], "fbid": "1"},
     "suggestion"),
    ("connections/friends/suggested_friends.json", labels({"label": "Name", "value": "Kira Vogel"}), "suggestion"),
    ("friends_and_followers/who_you_follow.json", {"following_v2": [ANA]}, Kind.FOLLOW),
    ("connections/followers/who_you've_followed.json", {"following_v3": [ANA]}, Kind.FOLLOW),
    ("connections/followers/who_you_ve_followed.json", {"following_v3": [ANA]}, Kind.FOLLOW),
    ("friends_and_followers/people_who_follow_you.json", {"followers_v2": [ANA]}, Kind.FOLLOW),
    ("connections/followers/people_who_followed_you.json", {"followers_v3": [{"name": "Ana Duarte"}]}, Kind.FOLLOW),
    ("messages/AnaDuarte_aBc1DeFgH2/message.json", OLD_MESSAGE, Kind.MESSAGE),
    ("messages/inbox/AnaDuarte_aBc1DeFgH2/message_1.json", MESSAGE, Kind.MESSAGE),
    ("your_activity_across_facebook/messages/inbox/anaduarte_12345678/message_1.json", MESSAGE, Kind.MESSAGE),
    *((f"your_facebook_activity/messages/{box}/anaduarte_12345678/message_1.json", MESSAGE, Kind.MESSAGE)
      for box in ("inbox", "archived_threads", "filtered_threads", "message_requests", "e2ee_cutover")),
    ("Ana Duarte_3.json", E2EE, Kind.MESSAGE),
    ("messages/Ana Duarte_3.json", E2EE, Kind.MESSAGE),
    ("comments/comments.json", {"comments": [{"timestamp": SECONDS, "title": "Mara Lindqvist commented on Ana "
      "Duarte's photo.", "data": [{"comment": {"timestamp": SECONDS, "comment": "Nice"}}]}]}, Kind.COMMENT),
    ("your_facebook_activity/comments_and_reactions/comments.json", {"comments_v2": [{"timestamp": SECONDS, "title":
      "Mara Lindqvist commented on Ana Duarte's post.", "data": [{"comment": {"comment": "Nice"}}]}]}, Kind.COMMENT),
    ("your_facebook_activity/groups/your_comments_in_groups.json", {"group_comments_v2": [{"timestamp": SECONDS,
      "title": "Mara Lindqvist commented on Ana Duarte's post.", "data": [{"comment": {"comment": "Nice"}}]}]},
     Kind.COMMENT),
    ("your_facebook_activity/groups/group_posts_and_comments.json", {"group_posts_v2": [{"timestamp": SECONDS,
      "title": "Mara Lindqvist posted in Rowers.", "data": [{"post": "An oar?"}]}]}, Reason.NO_PERSON),
    ("likes_and_reactions/posts_and_comments.json", {"reactions": [{**SENTENCE, "data": []}]}, Kind.REACTION),
    ("comments_and_reactions/posts_and_comments.json", {"reactions_v2": [{**SENTENCE, "data": []}]}, Kind.REACTION),
    ("your_facebook_activity/comments_and_reactions/likes_and_reactions_1.json",
     [{**SENTENCE, "data": [{"reaction": {"reaction": "LIKE", "actor": "Mara Lindqvist"}}]}], Kind.REACTION),
    ("your_facebook_activity/comments_and_reactions/likes_and_reactions.json",
     labels({"label": "Reacción", "value": "LIKE"}, NAMED,
            {"label": "URL", "value": "https://x.example/1", "href": "https://x.example/1"}), Kind.REACTION),
    ("your_facebook_activity/groups/your_group_membership_activity.json", {"groups_joined_v2": [{"timestamp": SECONDS,
      "title": "Mara became a member", "data": [{"name": "Rowers"}]}]}, "group"),
    ("your_facebook_activity/groups/your_groups.json", {"groups_admined_v2": [{"name": "Rowers"}]}, "group you run"),
    ("your_facebook_activity/groups/group_invites_you've_received.json",
     labels({"label": "Gruppe", "value": "Harbour cooks"}, NAMED), Kind.INVITATION),
    ("your_facebook_activity/groups/group_invites_you've_sent.json",
     labels({"label": "Gruppe", "value": "Harbour cooks"}, NAMED), Kind.INVITATION),
    *(("your_facebook_activity/events/your_event_responses.json", {"event_responses_v2": {key: [{"name": "Boat fair",
      "start_timestamp": SECONDS, "end_timestamp": 0}]}}, what)
      for key, what in (("events_joined", "attended"), ("events_interested", "event"),
                        ("events_declined", Reason.DECLINED))),
    ("your_facebook_activity/events/event_invitations.json",
     {"events_invited_v2": [{"name": "Fair", "start_timestamp": SECONDS}]}, "event"),
    ("your_facebook_activity/events/your_events.json",
     {"your_events_v2": [{"name": "Fair", "start_timestamp": SECONDS, "description": ""}]}, "attended"),
    ("your_facebook_activity/other_activity/pokes.json", {"pokes_v2": [{"poker": "Ana Duarte", "pokee":
      "Mara Lindqvist", "rank": 1, "timestamp": SECONDS}]}, Kind.REACTION),
    ("logged_information/interactions/recently_visited.json", {"visited_things_v2": VISITED}, "profile"),
    ("your_interactions_on_facebook/recently_visited.json", {"visited_things_v2": VISITED}, "profile"),
    ("your_facebook_activity/other_activity/profiles_you_visited_in_the_past_7_days.json",
     {"label_values": [{"label": "Perfiles", "vec": [{"value": "Quim Costa",
                                                      "href": "https://www.facebook.com/quim.costa"}]}]}, None),
    ("logged_information/activity_messages/people_and_friends.json", {"people_interactions_v2": VISITED}, "person"),
    ("logged_information/search/your_search_history.json", {"searches_v2": [{"timestamp": SECONDS, "title": "…",
      "data": [{"text": '"Ana Duarte"'}], "attachments": []}]}, "profile"),
    ("search_history/your_search_history.json", {"searches": [{"timestamp": SECONDS, "data": [{"text":
      "Ana Duarte"}]}]}, "profile"),
]  # fmt: skip
PROFILES: list[tuple[str, Json]] = [
    ("profile_information/profile_information.json", {"profile": {"name": {"full_name": "Mara Lindqvist"}}}),
    ("profile_information/profile_information.json", {"profile_v2": {"name": {"full_name": "Mara Lindqvist"}}}),
    ("personal_information/profile_information/profile_information.json",
     {"profile_v2": {"name": {"full_name": "Mara Lindqvist"}, "family_members": [{"name": "Tove", "relation": "x"}]}}),
]  # fmt: skip


def item(name: str, title: str = "", link: str = "") -> Json:
    entry: dict[str, Json] = {"href": link or f"https://www.instagram.com/{name}", "timestamp": SECONDS}
    if not title:
        entry["value"] = name
    return {"title": title, "media_list_data": [], "string_list_data": [entry]}


def mapped(**values: str) -> Json:
    return {"string_map_data": {key.replace("_", " "): {"value": value} for key, value in values.items()}
            | {"Time": {"timestamp": SECONDS}}}  # fmt: skip


_ANA = item("ana.duarte")
NEW_FOLDER, OLD_FOLDER = "connections/followers_and_following", "followers_and_following"
LIKE: Json = {
    "title": "ana.duarte",
    "string_list_data": [{"href": "https://www.instagram.com/p/1/", "value": "👍", "timestamp": SECONDS}],
}
INSTAGRAM: list[tuple[str, Json, object]] = [
    *((f"{folder}/{name}", value, what) for folder in (OLD_FOLDER, NEW_FOLDER) for name, value, what in (
        ("followers.json", {"relationships_followers": [_ANA]}, Kind.FOLLOW),
        ("followers_1.json", [_ANA], Kind.FOLLOW),
        ("followers_2.json", [_ANA], Kind.FOLLOW),
        ("following.json", {"relationships_following": [_ANA]}, Kind.FOLLOW),
        ("following_1.json", {"relationships_following": [_ANA]}, Kind.FOLLOW),
        ("following.json", {"relationships_following": [item("ana.duarte", "ana.duarte",
                                                             "https://www.instagram.com/_u/ana.duarte")]}, Kind.FOLLOW),
        ("close_friends.json", {"relationships_close_friends": [_ANA]}, "person"),
        ("profiles_you've_favorited.json", {"relationships_feed_favorites": [_ANA]}, "person"),
        ("custom_lists.json", {"relationships_custom_lists": [_ANA]}, "person"),
        ("pending_follow_requests.json", {"relationships_follow_requests_sent": [_ANA]}, Kind.INVITATION),
        ("recent_follow_requests.json", {"relationships_permanent_follow_requests": [_ANA]}, Kind.INVITATION),
        ("follow_requests_you've_received.json", {"relationships_follow_requests_received": [_ANA]}, Kind.INVITATION),
        ("recently_unfollowed_profiles.json", {"relationships_unfollowed_users": [_ANA]}, Reason.DECLINED),
        ("recently_unfollowed_accounts.json", {"relationships_unfollowed_users": [_ANA]}, Reason.DECLINED),
    )),
    ("recent_searches/account_searches.json", {"searches_user": [mapped(Search="gita.raman")]}, "profile"),
    ("logged_information/recent_searches/profile_searches.json", {"searches_user": [mapped(Search="gita.raman")]},
     "profile"),
    ("logged_information/recent_searches/profile_searches.json", {"searches_user": [item("x", "gita.raman")]},
     "profile"),
    *((f"{folder}likes/liked_posts.json", {"likes_media_likes": [LIKE]}, Kind.REACTION)
      for folder in ("", "your_instagram_activity/")),
    ("your_instagram_activity/likes/liked_comments.json", {"likes_comment_likes": [LIKE]}, Kind.REACTION),
    ("your_instagram_activity/likes/liked_posts.json",
     labels({"label": "URL", "value": "https://www.instagram.com/p/1/", "href": "https://www.instagram.com/p/1/"},
            {"label": "Nombre", "value": "Ana D"}, {"label": "Nombre de usuario", "value": "ana.duarte"}),
     Kind.REACTION),
    ("comments/post_comments.json", {"comments_media_comments": [mapped(Comment="Nice", Media_Owner="ana.duarte")]},
     Kind.COMMENT),
    ("your_instagram_activity/comments/post_comments_1.json", [mapped(Comment="Nice", Media_Owner="ana.duarte")],
     Kind.COMMENT),
    ("your_instagram_activity/comments/reels_comments.json",
     {"comments_reels_comments": [mapped(Comment="Nice", Media_Owner="ana.duarte")]}, Kind.COMMENT),
    *((f"{folder}/{name}.json", {f"story_activities_{name}": [LIKE]}, Kind.REACTION)
      for folder in ("story_sticker_interactions", "your_instagram_activity/story_interactions",
                     "your_instagram_activity/story_sticker_interactions")
      for name in ("polls", "quizzes", "questions", "emoji_sliders", "story_likes")),
    *((f"{folder}/{box}/anaduarte_17845000000000001/message_1.json", MESSAGE, Kind.MESSAGE)
      for folder in ("messages", "your_instagram_activity/messages") for box in ("inbox", "message_requests")),
]  # fmt: skip
OWNER: Json = {"profile_user": [mapped(Username="mara.lind", Name="Mara Lindqvist")]}
OWNERS = (
    "account_information/personal_information.json",
    "personal_information/personal_information.json",
    "personal_information/personal_information/personal_information.json",
)

_ON_THREADS: Json = {
    "title": "Ana Duarte",
    "string_list_data": [{"href": "https://www.threads.com/ana.duarte", "value": "ana.duarte", "timestamp": SECONDS}],
}
THREADS: list[tuple[str, Json, object]] = [
    ("followers", {"text_post_app_text_post_app_followers": [_ON_THREADS]}, Kind.FOLLOW),
    ("following", {"text_post_app_text_post_app_following": [_ON_THREADS]}, Kind.FOLLOW),
    ("pending_follow_requests", {"text_post_app_text_post_app_follow_requests_sent": [_ON_THREADS]}, Kind.INVITATION),
    ("recent_follow_requests",
     {"text_post_app_text_post_app_permanent_follow_requests": [_ON_THREADS]}, Kind.INVITATION),
    ("follow_requests_you've_received",
     {"text_post_app_text_post_app_follow_requests_received": [_ON_THREADS]}, Kind.INVITATION),
    ("recently_unfollowed_profiles", {"text_post_app_text_post_app_unfollowed_users": [_ON_THREADS]}, Reason.DECLINED),
    ("liked_threads", {"text_post_app_media_likes": [LIKE]}, Kind.REACTION),
]  # fmt: skip


def words(one: Record | Skipped) -> set[object]:
    """What may be asked of a record."""
    if isinstance(one, InteractionRecord):
        return {one.kind}
    if isinstance(one, Skipped):
        return {one.reason}
    if isinstance(one, EventRecord):
        return {"attended" if one.attended else "event"}
    if isinstance(one, WishRecord):
        return {one.subject}
    assert isinstance(one, PersonRecord)
    return {"owner" if one.owner else "person"}


def come_out(tmp_path: Path, path: str, files: dict[str, Json], called: str = "export") -> set[object]:
    """What comes out of one file of an archive."""
    reading = drop(write_zip(tmp_path / f"{called}.zip", {name: written(value) for name, value in files.items()}))
    assert reading.unknown == ()
    assert_accounted_for(reading)
    return {word for one in reading.everything if one.where.file == path for word in words(one)}


def called(value: object) -> str:
    return value if isinstance(value, str) else "" if not isinstance(value, dict | list) else str(next(iter(value), ""))


@pytest.mark.parametrize(("path", "value", "what"), FACEBOOK, ids=lambda one: called(one)[:90])
def test_facebook(path: str, value: Json, what: object, tmp_path: Path) -> None:
    beside: dict[str, Json] = {
        PROFILES[2][0]: PROFILES[1][1],
        "connections/friends/your_friends.json": {"friends_v2": [ANA, {"name": "Bo H", "timestamp": SECONDS}]},
        "logged_information/interactions/recently_visited.json": {"visited_things_v2": VISITED},
    }
    told = come_out(tmp_path, path, {**beside, path: value})
    assert what in told if what is not None else told


@pytest.mark.parametrize(("path", "value"), PROFILES)
def test_the_owner_of_facebook(path: str, value: Json, tmp_path: Path) -> None:
    friends: Json = {"friends_v2": [ANA]}
    assert "owner" in come_out(tmp_path, path, {path: value, "friends_and_followers/friends.json": friends})


@pytest.mark.parametrize(("path", "value", "what"), INSTAGRAM, ids=lambda one: called(one)[:90])
def test_instagram(path: str, value: Json, what: object, tmp_path: Path) -> None:
    beside: dict[str, Json] = {OWNERS[2]: OWNER, f"{NEW_FOLDER}/followers_9.json": [_ANA]}
    assert what in come_out(tmp_path, path, {**beside, path: value})


@pytest.mark.parametrize("path", OWNERS)
def test_the_owner_of_instagram(path: str, tmp_path: Path) -> None:
    assert "owner" in come_out(tmp_path, path, {path: OWNER, f"{OLD_FOLDER}/followers_1.json": [_ANA]})


@pytest.mark.parametrize(("name", "value", "what"), THREADS, ids=lambda one: called(one)[:90])
def test_threads(name: str, value: Json, what: object, tmp_path: Path) -> None:
    folder = "your_instagram_activity/threads"
    followers: Json = {"text_post_app_text_post_app_followers": [_ON_THREADS]}
    files: dict[str, Json] = {f"{folder}/followers.json": followers, f"{folder}/{name}.json": value}
    assert what in come_out(tmp_path, f"{folder}/{name}.json", files, "instagram-mara.lind-2026-11-20-Ab")
