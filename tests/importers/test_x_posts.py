"""Posts of X whose files say more, or the same twice: long ones, and the table beside those of each month."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.domain.records import IdentityKey, IdentityKind, Kind, Role
from tests.exports.make_x import assigned
from tests.importers.dropping import drop, write_files

ANA, BO = (IdentityKey("x", IdentityKind.HANDLE, one) for one in ("ana_d", "bo_h"))
WHEN = "Sun Oct 11 20:22:24 +0000 2026"


@pytest.mark.parametrize(
    ("text", "answered", "kind", "others"),
    [
        ("Boats are", None, Kind.MENTION, [(ANA, Role.TO)]),
        ("@bo_h Boats are", "bo_h", Kind.REPLY, [(BO, Role.TO), (ANA, Role.CC)]),
    ],
)
def test_whom_only_the_rest_of_a_long_post_mentions_is_mentioned(
    tmp_path: Path, text: str, answered: str | None, kind: Kind, others: list[tuple[IdentityKey, Role]]
) -> None:
    mentions = [{"screenName": "ana_d", "fromIndex": "300", "toIndex": "306"}]
    core = {"text": f"{text} lovely, " + "and " * 80 + "so says @ana_d", "mentions": mentions, "urls": []}
    note = {"noteTweetId": "1", "createdAt": "2026-10-11T20:22:24.000Z", "core": core}
    post = {"id_str": "2050000000000000001", "created_at": WHEN, "full_text": f"{text} lovely…", "entities": {}}
    if answered:
        post["in_reply_to_screen_name"] = answered
    files = {
        "data/account.js": assigned("account", 0, [{"account": {"accountId": "1001", "username": "mara_l"}}]),
        "data/tweets.js": assigned("tweets", 0, [{"tweet": post}]),
        "data/note-tweet.js": assigned("note_tweet", 0, [{"noteTweet": note}]),
    }
    reading = drop(write_files(tmp_path / "twitter", files))
    first = next(one for one in reading.interactions if one.where.file.endswith("tweets.js"))
    assert first.kind is kind
    assert [(one.key, one.role) for one in first.participants[1:]] == others
    assert reading.skipped == ()


def test_the_table_beside_the_posts_of_each_month_is_the_same_once_more(tmp_path: Path) -> None:
    mention = {"id_str": "2001", "screen_name": "ana_d", "name": "Ana Duarte"}
    post = {"id_str": "330000000000000000", "created_at": "2013-05-02 10:00:00 +0000", "text": "@ana_d ahoy",
            "entities": {"user_mentions": [mention]}}  # fmt: skip
    month = assigned("x", 0, [post]).replace("window.YTD.x.part0", "Grailbird.data.tweets_2013_05")
    files = {
        "data/js/user_details.js": 'var user_details = {"id": "1001", "screen_name": "mara_l"}',
        "data/js/payload_details.js": 'var payload_details = {"tweets": 1}',
        "data/js/tweet_index.js": "var tweet_index = [ ]",
        "data/js/tweets/2013_05.js": month,
        "tweets.csv": '"tweet_id","in_reply_to_status_id","timestamp","text"\n"1","","",""\n',
    }
    reading = drop(write_files(tmp_path / "twitter", files))
    assert reading.unknown == ()
    assert set(reading.archive.unread) == {"data/js/payload_details.js", "data/js/tweet_index.js", "tweets.csv"}
    assert [one.text for one in reading.interactions] == ["@ana_d ahoy"]
