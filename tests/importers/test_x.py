"""Archives of X of every year become the same people and the same history, and what is private stays closed."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pytest

from relate.domain.moments import Moment, Precision
from relate.domain.records import (
    EventRecord,
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    PersonRecord,
    Reason,
    Role,
    WishRecord,
)
from relate.importers.source import open_sources
from relate.importers.trees import FolderTree
from relate.importers.x import X
from tests.exports.make_x import HERE, LONG, assigned, snowflake
from tests.exports.make_x import at as instant
from tests.importers.dropping import Reading, drop, write_files, zip_of

ERAS = ("grailbird", "2018", "2021", "2023", "2026")
DATED = ERAS[2:]


def number(key: str) -> IdentityKey:
    return IdentityKey("x", IdentityKind.ID, key)


def handle(key: str) -> IdentityKey:
    return IdentityKey("x", IdentityKind.HANDLE, key)


MARA, ANA, BO, CHIDI, ELIF, GITA = (number(str(key)) for key in (1001, 2001, 2002, 2003, 2004, 2005))
FRIEND, MEMBER = number("9003"), number("9004")


def era(which: str) -> Reading:
    return drop(HERE / which)


def saying(reading: Reading, text: str) -> InteractionRecord:
    (only,) = (one for one in reading.interactions if text in one.text and "note-tweet" not in one.where.file)
    return only


def sides(record: InteractionRecord) -> list[tuple[IdentityKey, Role]]:
    return [(participant.key, participant.role) for participant in record.participants]


def dropped(tmp_path: Path, **files: object) -> Reading:
    """What becomes of files of an archive; account.js beside them."""
    mara = {"account": {"accountId": "1001", "username": "maralind", "accountDisplayName": "Mara"}}
    written = {"account.js": assigned("account", 0, [mara])}
    for kind, items in files.items():
        assert isinstance(items, list)
        written[f"{kind.replace('_', '-')}.js"] = assigned(kind, 0, items)
    return drop(write_files(tmp_path / "x", written))


def tweet(text: str, when: str = "2020-01-01T10:00:00", **more: object) -> dict[str, object]:
    moment = instant(when)
    return {"tweet": {"id_str": snowflake(moment), "full_text": text,
                      "created_at": f"{moment:%a %b %d %H:%M:%S} +0000 {moment:%Y}"} | more}  # fmt: skip


def only_post(tmp_path: Path, *tweets: object) -> InteractionRecord:
    (only,) = dropped(tmp_path, tweets=list(tweets)).interactions
    return only


# ------------------------------------------------------------------------------------------- every era


@pytest.mark.parametrize("which", ERAS)
def test_every_item_of_every_file_is_accounted_for(which: str) -> None:
    reading = era(which)
    for member in reading.archive.members:
        text = (HERE / which / member.path).read_text(encoding="utf-8")
        value = json.loads(text.partition("=")[2])
        if "__THAR_CONFIG" in text:
            expected = 0
        elif isinstance(value, dict):
            expected = 1
        elif "direct" in member.name:
            expected = sum(len(item["dmConversation"]["messages"]) for item in value)
        else:
            expected = len(value)
        assert reading.rows().get(member.path, set()) == set(range(1, expected + 1)), member.path


@pytest.mark.parametrize("which", ERAS)
def test_zip_folder_wrapper_and_other_order_give_the_same(which: str, tmp_path: Path) -> None:
    straight = era(which)
    for packed in (
        drop(zip_of(HERE / which, tmp_path / "one.zip")),
        drop(zip_of(HERE / which, tmp_path / "two.zip", backwards=True)),
    ):
        assert packed.everything == straight.everything
    wrapped = drop(zip_of(HERE / which, tmp_path / "twitter-2026-11-20-abc.zip", "twitter-2026-11-20-abc/"))
    assert [type(one) for one in wrapped.everything] == [type(one) for one in straight.everything]
    assert wrapped.archive.title == "X archive of 20 November 2026"
    assert wrapped.unknown == ()


@pytest.mark.parametrize("which", ERAS)
def test_what_an_item_becomes_comes_together(which: str) -> None:
    rows = [one.where for one in era(which).everything]
    assert [where for n, where in enumerate(rows) if n == 0 or where != rows[n - 1]] == list(dict.fromkeys(rows))


@pytest.mark.parametrize("which", ERAS)
def test_likes_addresses_advertisements_and_searches_are_never_opened(
    which: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(HERE / which, tmp_path / "export")
    opened: list[str] = []
    really_open = FolderTree.open

    def open_and_tell(tree: FolderTree, path: str, start: int = 0) -> io.BufferedReader:
        opened.append(path)
        return really_open(tree, path, start)

    monkeypatch.setattr(FolderTree, "open", open_and_tell)
    reading = drop(tmp_path / "export")
    files = {path.relative_to(tmp_path / "export").as_posix() for path in (tmp_path / "export").rglob("*.js")}
    private = {path for path in files if re.search(r"(?:^|/)(?:like|ip-audit|ad-|grok|block)", path)}
    assert opened
    assert not private & set(opened)
    assert private <= set(reading.archive.unread)
    assert not any("secret" in repr(one) for one in reading.everything)


@pytest.mark.parametrize("which", ERAS)
def test_the_owner_is_found_and_comes_first(which: str) -> None:
    reading = era(which)
    assert reading.archive.owner[0] == MARA
    first = reading.everything[0]
    assert isinstance(first, PersonRecord)
    assert first.owner
    assert Fact(Field.NAME, "Mara Lindqvist") in first.facts


def test_the_snapshot_is_the_day_of_the_name_else_of_the_manifest(tmp_path: Path) -> None:
    assert era("2026").archive.snapshot_ms == int(instant("2026-11-20").timestamp() * 1000)
    assert era("2018").archive.snapshot_ms is None  # the newest row tells it
    named = drop(zip_of(HERE / "2026", tmp_path / "twitter-2026-11-21-abc.zip"))
    assert named.archive.snapshot_ms == int(instant("2026-11-21").timestamp() * 1000)


def test_only_an_archive_with_both_lists_is_complete(tmp_path: Path) -> None:
    assert era("2026").archive.complete
    assert not drop(HERE / "2018" / "following.js").archive.complete


@pytest.mark.parametrize("which", DATED)
def test_a_part_that_did_not_come_along_is_said(which: str, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    shutil.copytree(HERE / which, folder)
    (folder / "data" / "following.js").unlink()
    (missing,) = (one for one in drop(folder).skipped if one.reason is Reason.INCOMPLETE)
    assert missing.says == "data/following.js is not in this archive: drop all of its parts together"


def test_a_single_file_is_enough(tmp_path: Path) -> None:
    alone = drop(HERE / "2023" / "data" / "direct-messages.js")
    assert alone.archive.owner == (MARA,)  # the one on both sides of all conversations
    assert alone.archive.title == "X, direct-messages.js"
    bare = write_files(tmp_path, {"tweets.json": json.dumps([tweet("@ana hi", in_reply_to_user_id="2001")])})
    assert [one.kind for one in drop(bare / "tweets.json").interactions] == [Kind.REPLY]


def test_two_archives_side_by_side_are_two(tmp_path: Path) -> None:
    for which in ("2018", "2026"):
        shutil.copytree(HERE / which, tmp_path / "all" / which)
    titles = sorted(archive.title for archive in drop(tmp_path / "all").archives)
    assert titles == ["X archive", "X archive of 20 November 2026"]


# ------------------------------------------------------------------------------------------- people


def test_numbers_become_handles_and_names_from_the_posts_alone() -> None:
    told = {record.keys[0]: record for record in era("2026").people if not record.owner}
    assert told[BO].keys == (BO, handle("bo_h"))  # today's handle, not the one of 2015
    assert told[ANA].facts == (Fact(Field.NAME, "Ana Duarte 🌊"),)
    assert FRIEND not in told


def test_an_unresolved_number_keeps_what_happened(tmp_path: Path) -> None:
    reading = era("2026")
    assert sides(saying(reading, "old pier")) == [(FRIEND, Role.FROM), (MARA, Role.TO)]
    follows = [one for one in reading.interactions if one.kind is Kind.FOLLOW]
    assert (number("9001"), Role.FROM) in {side for one in follows for side in sides(one)}
    assert all(one.at is None for one in follows)


def test_following_and_followers_have_a_direction() -> None:
    reading = era("2026")
    following = [one.participants[1].key for one in reading.interactions if "following" in one.where.file]
    followers = [one.participants[0].key for one in reading.interactions if "follower" in one.where.file]
    assert following == [ANA, BO, number("9002")]
    assert followers == [ANA, CHIDI, number("9001"), FRIEND]


def test_an_account_that_is_gone_is_nobody_in_a_list_and_a_handle_in_a_post() -> None:
    reading = era("2026")
    (left_out,) = (one for one in reading.skipped if one.where.file == "data/following.js")
    assert (left_out.where.row, left_out.reason) == (4, Reason.NO_PERSON)
    assert sides(saying(reading, "hope you are well")) == [(MARA, Role.FROM), (handle("gone_again"), Role.TO)]


def test_a_handle_that_two_accounts_went_by_says_whose_it_is_now(tmp_path: Path) -> None:
    def named(who: str, when: str) -> dict[str, object]:
        entities = {"user_mentions": [{"screen_name": "ana", "name": who, "id_str": who}]}
        return tweet(f"@ana hello {who}", when, entities=entities)

    handle_only = tweet("RT @ana: whose words", "2016-01-01T10:00:00")
    reading = dropped(
        tmp_path, tweets=[named("31", "2015-01-01T10:00:00"), named("32", "2019-01-01T10:00:00"), handle_only]
    )
    told = {record.keys[0]: record.keys[1:] for record in reading.people if not record.owner}
    assert told == {number("31"): (), number("32"): (handle("ana"),)}
    assert saying(reading, "whose words").participants[1].key == handle("ana")


# ------------------------------------------------------------------------------------------- posts


def test_an_answer_is_to_whom_it_answers_and_copies_whom_it_mentions() -> None:
    reading = era("2026")
    record = saying(reading, "see you at the harbour & bring Bo")
    assert (record.kind, sides(record)) == (Kind.REPLY, [(MARA, Role.FROM), (ANA, Role.TO)])
    assert record.at == Moment(int(instant("2014-06-01T10:00:00").timestamp() * 1000), Precision.SECOND, 0)
    assert record.link == f"https://x.com/i/web/status/{record.exact[1]}"


def test_a_repost_is_told_from_its_prefix() -> None:
    record = saying(era("2026"), "the tide waits for none")
    assert (record.kind, record.text, sides(record)[1]) == (
        Kind.REPOST, "the tide waits for none", (CHIDI, Role.TO),
    )  # fmt: skip


def test_a_mention_is_to_everybody_in_it() -> None:
    record = saying(era("2026"), "Coffee with")
    assert (record.kind, sides(record)) == (Kind.MENTION, [(MARA, Role.FROM), (ANA, Role.TO), (ELIF, Role.TO)])


def test_a_quote_is_of_whoever_is_quoted() -> None:
    record = saying(era("2026"), "Well said")
    assert (record.kind, sides(record)[1:]) == (Kind.REPOST, [(GITA, Role.TO)])


def test_a_thread_and_a_post_to_nobody_become_nothing() -> None:
    reading = era("2026")
    texts = " ".join(one.text for one in reading.interactions)
    assert "a thread goes on" not in texts
    assert "speaks to nobody" not in texts


def test_short_links_are_written_out_and_those_of_pictures_are_gone() -> None:
    reading = era("2026")
    assert saying(reading, "read this").text == "read this https://example.org/boats?x=1&y=2"
    (with_picture,) = (one for one in reading.interactions if one.kind is Kind.REPLY and not one.text)
    assert with_picture.detail == "attachment"
    assert saying(reading, "Gladly").text == "Gladly <3 https://example.org/map"


def test_a_long_post_has_its_whole_text_once() -> None:
    reading = era("2026")
    record = saying(reading, "how it ended")
    assert record.text == LONG.removeprefix("@chidi ")
    (again,) = (one for one in reading.interactions if "note-tweet" in one.where.file)
    assert again == record._replace(where=again.where)


def test_an_impossible_year_gives_way_to_the_time_inside_the_id(tmp_path: Path) -> None:
    record = saying(era("2026"), "impossible year")
    assert record.at is not None
    assert record.at.iso() == "2024-07-08T20:00:00Z"
    mention = {"user_mentions": [{"screen_name": "ana", "id_str": "2001"}]}
    old = tweet("@ana hi", id_str="17", created_at="Tue Mar 04 05:06:07 +0000 1997", entities=mention)
    assert only_post(tmp_path, old).at is None


def test_what_the_owner_deleted_says_so() -> None:
    assert saying(era("2026"), "forget it").detail == "deleted"


def test_a_reply_without_a_name_is_to_its_number(tmp_path: Path) -> None:
    record = only_post(tmp_path, tweet("yes", in_reply_to_user_id_str="77"))
    assert (record.kind, record.participants[1].key) == (Kind.REPLY, number("77"))


def test_answers_to_oneself_with_somebody_else_in_them_mention_them(tmp_path: Path) -> None:
    mention = {
        "user_mentions": [{"screen_name": "ana", "id_str": "2001"}, {"screen_name": "maralind", "id_str": "1001"}]
    }
    record = only_post(tmp_path, tweet("and @ana", in_reply_to_user_id_str="1001", entities=mention))
    assert (record.kind, sides(record)) == (Kind.MENTION, [(MARA, Role.FROM), (ANA, Role.TO)])


# ------------------------------------------------------------------------------------------- messages


def test_a_message_goes_from_one_to_the_other() -> None:
    reading = era("2021")
    asked, answered = saying(reading, "meet at the fair"), saying(reading, "Gladly")
    assert sides(asked) == [(MARA, Role.FROM), (ANA, Role.TO)]
    assert sides(answered) == [(ANA, Role.FROM), (MARA, Role.TO)]
    assert asked.conversation == answered.conversation == "1001-2001"
    assert asked.at is not None
    assert asked.at.iso() == "2015-01-02T08:00:00Z"


def test_a_message_of_a_picture_alone_is_an_attachment_and_an_empty_one_stays() -> None:
    messages = [one for one in era("2026").interactions if one.where.file == "data/direct-messages.js"]
    assert [one.detail for one in messages if one.kind is Kind.MESSAGE and not one.text] == [
        "attachment",
        "attachment",
        "",
    ]


def test_a_reaction_is_an_interaction_of_its_own() -> None:
    (reaction,) = (one for one in era("2026").interactions if one.kind is Kind.REACTION)
    assert sides(reaction) == [(ANA, Role.FROM), (MARA, Role.TO)]
    assert reaction.detail == "like"


def test_a_sender_that_is_gone_is_told_by_the_conversation(tmp_path: Path) -> None:
    assert sides(saying(era("2026"), "leaving this place"))[0] == (number("8008"), Role.FROM)
    lost = {"messageCreate": {"id": "5", "senderId": "-1", "recipientId": "1001", "text": "bye"}}
    talk = {"dmConversation": {"conversationId": "", "messages": [lost]}}
    sender = dropped(tmp_path, direct_messages=[talk]).interactions[0].participants[0].key
    assert (sender.local, sender.key.partition(":")[0]) == (True, "conversation")


def test_a_message_to_oneself_is_nobodys() -> None:
    assert "a message to yourself" in {one.says for one in era("2026").skipped}


def test_a_group_has_those_who_were_in_it_then() -> None:
    reading = era("2026")
    assert {key for key, _ in sides(saying(reading, "Who comes along?"))} == {MARA, ANA, BO}
    assert {key for key, _ in sides(saying(reading, "I do"))} == {MARA, ANA, BO, MEMBER}
    assert {key for key, _ in sides(saying(reading, "Only three"))} == {MARA, ANA, MEMBER}
    assert saying(reading, "Only three").title == "Harbour walk"
    assert saying(reading, "New name").title == "Pier walk"


def test_who_came_and_who_left_is_told() -> None:
    told = {one.detail: sides(one) for one in era("2026").interactions if one.kind is Kind.NEWS}
    assert told == {
        "you joined": [(ANA, Role.PRESENT), (MARA, Role.PRESENT)],
        "joined": [(MEMBER, Role.PRESENT)],
        "left": [(BO, Role.PRESENT)],
    }


def test_an_entry_of_an_unknown_kind_is_counted() -> None:
    assert "somethingNew" in {one.says for one in era("2026").skipped}


def test_lists_of_messages_are_read_only_where_the_messages_are_missing(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    shutil.copytree(HERE / "2026", folder)
    assert "data/direct-message-headers.js" in drop(folder).archive.unread
    (folder / "data" / "direct-messages.js").unlink()
    heads = [one for one in drop(folder).interactions if "headers" in one.where.file]
    assert heads


@pytest.mark.parametrize("which", ERAS)
def test_an_interaction_is_keyed_by_its_own_number(which: str) -> None:
    for record in era(which).interactions:
        assert record.exact[0].startswith("x.")
        assert all(isinstance(field, str) for field in record.exact)
        assert record.participants


def test_the_same_post_has_the_same_key_in_every_year() -> None:
    kept = [{one.exact for one in era(which).interactions if one.exact[0] == "x.tweet.1"} for which in ERAS[1:]]
    assert kept[0] < kept[1] < kept[2] < kept[3]


def test_a_news_tweet_of_whatever_shape_is_never_more_than_a_skipped_row(tmp_path: Path) -> None:
    odd: list[object] = [{}, [], None, 7, "x", {"tweet": []}, {"tweet": {"id": {}, "entities": [], "full_text": 5}}]
    reading = dropped(tmp_path, tweets=odd, follower=odd, following=odd, direct_messages=odd, direct_messages_group=odd)
    assert reading.interactions == []
    assert {"tweets.js", "follower.js", "following.js"} <= {one.where.file for one in reading.skipped}


def test_the_progress_moves_while_names_are_read_and_ends_at_the_end() -> None:
    (source,), _ = open_sources([HERE / "2026"])
    with source:
        archive = X().recognise(source)
        assert archive is not None
        seen: list[int] = []
        source.watched = lambda: seen.append(source.bytes_read)
        records = X().read(source, archive)
        assert seen  # the posts have been read for who is mentioned in them, and no record has come yet
        assert seen == sorted(seen)
        assert 0 < seen[-1] < source.total_bytes(archive.members)
        assert list(records)
        assert 0 <= source.total_bytes(archive.members) - source.bytes_read < 2 * len(archive.members)


def test_reading_can_be_given_up_before_the_first_record() -> None:
    class GivenUp(Exception):
        pass

    def give_up() -> None:
        raise GivenUp

    (source,), _ = open_sources([HERE / "2026"])
    with source:
        archive = X().recognise(source)
        assert archive is not None
        source.watched = give_up
        with pytest.raises(GivenUp):
            list(X().read(source, archive))


@pytest.mark.parametrize("which", ["2018", "2021", "2023", "2026"])
def test_lists_are_wishes_and_of_searches_only_those_that_name_somebody_known(which: str) -> None:
    reading = era(which)
    wishes = {(one.where.file.rpartition("/")[2], one.subject, one.text) for one in reading.records
              if isinstance(one, WishRecord)}  # fmt: skip
    bo = "bo_hakansson" if which < "2020" else "bo_h"
    assert wishes == {
        ("saved-search.js", "profile", "elif_s"),
        ("lists-created.js", "list", "boat builders"),
        ("lists-subscribed.js", "list", f"harbours (@{bo})"),
    }
    told = {one.where.row: one.reason for one in reading.skipped if one.where.file.endswith("saved-search.js")}
    assert told[1] is Reason.NOT_KEPT
    assert any(path.endswith("lists-member.js") for path in reading.archive.unread)


def test_a_former_handle_is_a_fact_and_nobodys_identity() -> None:
    """Somebody else may go by it now."""
    (owner,) = (one for one in era("2026").of("screen-name-change.js") if isinstance(one, PersonRecord))
    assert owner.owner
    assert owner.facts == (Fact(Field.NICKNAME, "@mara_l"),)
    assert handle("mara_l") not in owner.keys


def test_a_space_is_an_event_with_those_who_hosted_and_spoke() -> None:
    event, talk = (one for one in era("2026").of("spaces-metadata.js") if not isinstance(one, PersonRecord))
    assert isinstance(event, EventRecord)
    assert (event.name, event.attended) == ("Boats of the north", True)
    assert isinstance(talk, InteractionRecord)
    assert talk.kind is Kind.EVENT
    assert {part.key for part in talk.participants} == {MARA, BO, GITA}  # Chidi was asked, no more is known of him
    assert {part.role for part in talk.participants} == {Role.PRESENT}
