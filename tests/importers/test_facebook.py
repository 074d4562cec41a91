"""Facebook's exports of all four eras, and its encrypted messages, become the same people and the same history."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from relate.domain.moments import Moment, Precision
from relate.domain.records import (
    EventRecord,
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
from relate.importers.meta.messages import Reader
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
    written,
)

FACEBOOK = EXPORTS / "facebook"
ERAS = ("2018", "2021", "2023", "2025", "encrypted")
ME = mine("facebook")
ANA, BO, CHIDI = (name(key, "facebook") for key in ("ana duarte", "bo hakansson", "chidi okoro"))
TALK = "anaduarte_1234567890123/message_1.json"


def era(which: str) -> Reading:
    return drop(FACEBOOK / which)


def expected_rows(told: object) -> int:
    """Elements of the lists a file is read by, as json alone counts them."""
    if isinstance(told, dict) and "messages" in told:
        return len(told["messages"])
    if isinstance(told, dict) and any(key.startswith("profile") for key in told):
        return 1
    if isinstance(told, dict) and "label_values" in told:
        return sum(len(one.get("vec", ())) for one in told["label_values"])
    if isinstance(told, dict) and any(key.startswith(("visited", "people_int")) for key in told):
        return sum(len(one["entries"]) for value in told.values() for one in value)
    return elements(told)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------- every era


@pytest.mark.parametrize("which", ERAS)
def test_every_element_of_every_list_is_accounted_for(which: str) -> None:
    reading = era(which)
    assert reading.unknown == ()
    assert_accounted_for(reading)
    for member in reading.archive.members:
        expected = expected_rows(json.loads((FACEBOOK / which / member.path).read_bytes()))
        assert reading.rows().get(member.path, set()) == set(range(1, expected + 1)), member.path


@pytest.mark.parametrize("which", ERAS)
def test_zip_folder_wrapper_and_other_order_give_the_same(which: str, tmp_path: Path) -> None:
    straight = era(which)
    for packed in (
        drop(zip_of(FACEBOOK / which, tmp_path / "one.zip")),
        drop(zip_of(FACEBOOK / which, tmp_path / "two.zip", backwards=True)),
    ):
        assert packed.everything == straight.everything
    called = "facebook-mara-2026-11-20-Ab"
    wrapped = drop(zip_of(FACEBOOK / which, tmp_path / f"{called}.zip", f"{called}/"))
    told = [one for one in wrapped.everything if not getattr(one, "says", "").startswith("the newest message is of")]
    assert [type(one) for one in told] == [type(one) for one in straight.everything]
    assert wrapped.archive.snapshot_ms == 1795132800000
    assert_together(one.where for one in straight.everything)


@pytest.mark.parametrize("which", ERAS)
def test_the_owner_is_found(which: str) -> None:
    assert era(which).archive.owner[0] == name("mara lindqvist", "facebook")


def test_the_owner_has_his_address_and_his_former_name() -> None:
    first = era("2021").records[0]
    assert isinstance(first, PersonRecord)
    assert first.owner
    assert first.keys == (
        name("mara lindqvist", "facebook"), name("mara strand", "facebook"), handle("mara.lindqvist", "facebook"),
        IdentityKey("mail", IdentityKind.MAIL, "secret@example.org"), ME,
    )  # fmt: skip


def test_without_a_profile_the_owner_is_who_takes_part_in_most_conversations(tmp_path: Path) -> None:
    def talk(*people: str) -> dict[str, object]:
        return {"participants": [{"name": one} for one in people],
                "messages": [{"sender_name": people[0], "timestamp_ms": 1690000000000, "content": "x"}]}  # fmt: skip

    talks = {f"messages/inbox/{n}_12345678/message_1.json": talk(other, "Mara Lindqvist")
             for n, other in enumerate(("Ana", "Bo", "Chidi"))}  # fmt: skip
    assert drop(archive(tmp_path / "all", talks)).archive.owner == (name("mara lindqvist", "facebook"),)  # type: ignore[arg-type]
    one = dict(list(talks.items())[:1])
    assert drop(archive(tmp_path / "one", one)).archive.owner == ()  # type: ignore[arg-type]


def test_private_files_are_left_alone_and_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: set[str] = set()
    really_open = FolderTree.open

    def open_and_tell(tree: FolderTree, path: str, start: int = 0) -> io.BufferedReader:
        opened.add(path)
        return really_open(tree, path, start)

    monkeypatch.setattr(FolderTree, "open", open_and_tell)
    unread = {path for which in ERAS for path in era(which).archive.unread}
    assert {Path(path).name for path in unread} == {
        "account_activity.json", "your_address_books.json", "recently_viewed.json", "your_search_history.json",
        "contacts_uploaded_from_your_phone.json", "autofill_information.json", "your_messenger_settings.json",
    }  # fmt: skip
    assert not opened & unread
    assert "your_facebook_activity/facebook_marketplace/your_search_history.json" in unread


def test_of_searches_only_those_count_that_name_somebody_known() -> None:
    for which, row, found in (("2018", 1, "Ana Duarte"), ("2023", 3, "Bo Håkansson")):
        reading = era(which)
        told = [one for one in reading.of("your_search_history.json") if isinstance(one, WishRecord)]
        assert [(one.where.row, one.subject, one.text) for one in told] == [(row, "profile", found)]
        assert not any("secret" in repr(one) for one in reading.everything)
    assert era("2025").of("your_search_history.json") == []  # what was looked for to buy is another file


def test_comments_and_invitations_of_groups() -> None:
    reading = era("2025")
    said = interaction(reading, "your_comments_in_groups.json", 1)
    assert (said.kind, sides(said)[0], said.text) == (Kind.COMMENT, (ANA, Role.TO), "See you on Söndag")
    assert left_out(reading)["your_comments_in_groups.json", 2] is Reason.NO_PERSON
    assert left_out(reading)["group_posts_and_comments.json", 1] is Reason.NO_PERSON
    asked = interaction(reading, "group_invites_you've_received.json", 1)
    assert (asked.kind, sides(asked)[0], asked.title) == (Kind.INVITATION, (ANA, Role.FROM), "Harbour cooks")
    (group,) = (one for one in reading.of("group_invites_you've_received.json") if isinstance(one, WishRecord))
    assert group.text == "Boat sellers"
    assert left_out(reading)["group_invites_you've_received.json", 3] is Reason.NO_PERSON


# ------------------------------------------------------------------------------------------- people


def test_a_friend_is_known_by_name_and_has_the_day() -> None:
    person, connected = [one for one in era("2018").of("friends/friends.json") if one.where.row == 1]
    assert isinstance(person, PersonRecord)
    assert person.keys == (ANA, IdentityKey("mail", IdentityKind.MAIL, "ana@duarte.example"))
    assert connected == interaction(era("2018"), "friends/friends.json", 1)
    assert interaction(era("2018"), "friends/friends.json", 1).at == Moment(1325376000000, Precision.SECOND, 0)
    exact = {interaction(era(which), file, 1).exact for which, file in (
        ("2018", "friends/friends.json"), ("2021", "and_followers/friends.json"), ("2023", "your_friends.json"),
        ("2025", "your_friends.json"))}  # fmt: skip
    assert len(exact) == 1


def test_two_friends_of_one_name_are_told_by_the_time_of_friendship() -> None:
    jans = [one.keys[0] for one in era("2021").people if Fact(Field.NAME, "Jan Novák") in one.facts]
    assert jans == [one_of(f"friend:jan novak:{at}", "facebook") for at in (1340000000, 1350000000)]


def test_two_conversations_with_people_of_one_name_are_told_by_their_folders() -> None:
    jans = {one.participants[0].key for one in era("2023").interactions if one.participants[0].name == "Jan Novák"
            and one.kind is Kind.MESSAGE}  # fmt: skip
    assert jans == {one_of(f"thread:jannovak_{n * 13}", "facebook") for n in ("1", "2")}
    ana = {one.participants[0].key for one in era("2025").interactions if one.participants[0].name == "Ana Duarte"
           and one.kind is Kind.MESSAGE}  # fmt: skip
    assert ana == {ANA}  # in the inbox and among the encrypted ones she is one


def test_requests_both_ways_declined_ones_and_removed_friends() -> None:
    reading = era("2018")
    got = interaction(reading, "received_friend_requests.json", 1)
    assert (got.kind, sides(got), got.detail) == (
        Kind.INVITATION, [(CHIDI, Role.FROM), (ME, Role.TO)], "friend request")  # fmt: skip
    assert sides(interaction(reading, "sent_friend_requests.json", 1))[0][1] is Role.TO
    assert left_out(reading)["rejected_friend_requests.json", 1] is Reason.DECLINED
    gone = interaction(reading, "removed_friends.json", 1)
    assert (gone.kind, gone.title) == (Kind.NEWS, "No longer friends on Facebook")


def test_family_and_partner_are_people() -> None:
    kin = {one.keys[0].key: one.facts[1] for one in era("2021").people if one.where.file.endswith("information.json")
           and not one.owner}  # fmt: skip
    assert kin == {
        "nils berg": Fact(Field.GROUP, "Family: partner"), "tove lindqvist": Fact(Field.GROUP, "Family: sister")
    }  # fmt: skip
    owner = era("2021").records[0]
    assert isinstance(owner, PersonRecord)
    assert Fact(Field.RELATION, "sister: Tove Lindqvist") in owner.facts


def test_pages_somebody_follows_are_no_people() -> None:
    for which, file in (("2021", "who_you've_followed.json"), ("2023", "who_you_ve_followed.json")):
        ana, page = era(which).of(file)
        assert ana == interaction(era(which), file, 1)
        assert isinstance(page, WishRecord)
        assert (page.subject, page.text) == ("page", "Harbour Café")


def test_visited_profiles_are_wishes_and_tell_a_friends_address() -> None:
    reading = era("2025")
    wishes = {(one.subject, one.text) for one in reading.records if isinstance(one, WishRecord)}
    assert wishes >= {("profile", "Quim Costa"), ("suggestion", "Kira Vogel"), ("suggestion", "Petra Costa")}
    assert left_out(reading)["recently_visited.json", 3] is Reason.NOT_A_PERSON
    ana = next(one for one in reading.people if one.keys[0] == ANA)
    assert Fact(Field.LINK, "https://www.facebook.com/ana.duarte.99") in ana.facts


# ------------------------------------------------------------------------------------------- messages


def test_mojibake_is_mended_in_names_and_words() -> None:
    said = interaction(era("2023"), TALK, 3)
    assert said.text == "Same here. Crepe at the harbour? Très bien 🙂"
    assert interaction(era("2021"), "Rowers_zYx9WvUtS8/message_1.json", 1).participants[0].name == "Bo Håkansson"
    assert interaction(era("encrypted"), "Elif Şahin_7.json", 1).text == "Görüşürüz!"


@pytest.mark.parametrize("which", ERAS)
def test_a_plain_message_is_the_same_whichever_way_it_is_read(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quickly = era(which).everything
    monkeypatch.setattr(Reader, "plain", lambda _reader, _where, _value: None)
    assert era(which).everything == quickly


def test_the_same_message_has_one_key_in_every_era() -> None:
    text = "Happy to have met you at the fair, Mara!"
    told = [next(one for one in era(which).interactions if one.text == text) for which in ERAS[:4]]
    assert len({one.exact for one in told}) == 1
    assert {sides(one)[0] for one in told} == {(ANA, Role.FROM)}


def test_an_encrypted_message_has_one_key_in_both_downloads() -> None:
    cut, own = era("2025"), era("encrypted")
    theirs = {one.exact for one in of_file(cut, "anaduarte_7777777777777/message_1.json")}
    assert len(theirs) == 3  # two messages and a reaction
    assert theirs < {one.exact for one in of_file(own, "Ana Duarte_3.json")}
    assert interaction(own, "Ana Duarte_3.json", 3).detail == "attachment"
    assert own.archive.title == "Facebook encrypted messages"


def test_an_encrypted_conversation_may_be_called_anything(tmp_path: Path) -> None:
    """Also what private files are called."""
    talk: Json = {"participants": ["Security team", "Mara"], "threadName": "Security team",
                  "messages": [{"senderName": "Security team", "text": "z", "timestamp": 1710000000000}]}  # fmt: skip
    names = ("Security team_3.json", "Phone and login_12.json", "Contacts_1.json")
    reading = drop(write_zip(tmp_path / "messages.zip", {name: written(talk) for name in names}))
    assert {one.name for one in reading.archive.members} == set(names)


def test_an_archive_without_its_encrypted_messages_says_so(tmp_path: Path) -> None:
    def talk(second: int) -> Json:
        return {"participants": [{"name": "Ana"}, {"name": "Mara"}],
                "messages": [{"sender_name": "Ana", "timestamp_ms": second * 1000, "content": "x"},
                             {"sender_name": "Ana", "timestamp_ms": 1500000000000, "content": "y"}]}  # fmt: skip

    def told(second: int, **beside: Json) -> list[str]:
        files = {"messages/inbox/ana_12345678/message_1.json": written(talk(second))}
        files |= {f"messages/{name}_1.json": written(value) for name, value in beside.items()}
        reading = drop(write_zip(tmp_path / "facebook-mara-2026-11-20-Ab.zip", files))
        assert_accounted_for(reading)
        return [one.says for one in reading.skipped]

    (says,) = told(1710000000)
    assert says.startswith("the newest message is of 9 March 2024: encrypted chats come in a download of their own")
    assert told(1793000000) == []  # some weeks old
    assert told(1600000000) == []  # nobody writes there any more
    encrypted: Json = {"participants": ["Ana", "Mara"], "threadName": "Ana",
                       "messages": [{"senderName": "Ana", "text": "z", "timestamp": 1710000000000}]}  # fmt: skip
    assert told(1710000000, Ana=encrypted) == []


def test_parts_of_a_conversation_are_read_in_the_order_of_their_numbers() -> None:
    files = [one.where.file.rpartition("/")[2] for one in era("2025").everything
             if "anaduarte_1234567890123" in one.where.file]  # fmt: skip
    assert list(dict.fromkeys(files)) == ["message_1.json", "message_2.json", "message_10.json"]


def test_a_group_has_all_its_people_those_who_left_too() -> None:
    said = interaction(era("2021"), "Rowers_zYx9WvUtS8/message_1.json", 1)
    assert sides(said) == [(BO, Role.FROM), (ME, Role.TO), (CHIDI, Role.TO)]
    assert said.title == "Rowers"
    assert left_out(era("2021"))["message_1.json", 2] is Reason.NOT_KEPT


def test_calls_shares_photos_reactions_and_unsent_messages() -> None:
    file = "AnaDuarte_aBc1DeFgH2/message_1.json"
    reading = era("2021")
    call, share = interaction(reading, file, 1), interaction(reading, file, 2)
    assert (call.kind, call.text, call.detail) == (Kind.CALL, "", "10 min")
    assert (share.text, share.link) == ("Look at this", "https://example.org/boats")
    assert interaction(reading, file, 3, Kind.MESSAGE).detail == "2 photos"
    reaction = interaction(reading, file, 3, Kind.REACTION)
    assert (sides(reaction), reaction.detail) == ([(ME, Role.FROM), (ANA, Role.TO)], "😍")
    assert left_out(era("2025"))["message_2.json", 1] is Reason.DECLINED
    assert interaction(era("2025"), "message_2.json", 2).detail == "missed"


def test_facebook_user_is_an_unknown_person_of_one_conversation() -> None:
    theirs, answer = (interaction(era("2023"), "9999999999999999/message_1.json", n) for n in (1, 2))
    unknown = one_of("conversation:9999999999999999", "facebook")
    assert theirs.participants == (Participant(unknown, Role.FROM), Participant(ME, Role.TO))
    assert sides(answer) == [(ME, Role.FROM), (unknown, Role.TO)]


# ------------------------------------------------------------------------------------------- activity


def test_a_comment_is_kept_where_one_known_name_can_be_read_in_any_language() -> None:
    reading = era("2021")
    kept = [(one.participants[0].key, one.text) for one in of_file(reading, "comments_and_reactions/comments.json")]
    assert kept == [(ANA, "What a view!"), (BO, "Schönes Boot")]
    told = left_out(reading)
    assert [told["comments.json", n] for n in (2, 4)] == [Reason.NO_PERSON] * 2


def test_a_reaction_is_the_same_in_sentences_and_in_labels() -> None:
    reading = era("2025")
    new, old = (interaction(reading, f"likes_and_reactions{end}.json", 1) for end in ("", "_1"))
    assert new.exact == old.exact == interaction(era("2021"), "posts_and_comments.json", 1).exact
    assert new.link == "https://www.facebook.com/permalink/1"
    assert left_out(reading)["likes_and_reactions.json", 2] is Reason.NO_PERSON


def test_events_groups_and_pokes() -> None:
    events = {one.name: one.attended for which in ("2021", "2025") for one in era(which).records
              if isinstance(one, EventRecord)}  # fmt: skip
    assert events == {"Boat fair": True, "Lantern night": False, "Mara turns forty": True, "Harbour day": False}
    assert left_out(era("2021"))["your_event_responses.json", 2] is Reason.DECLINED
    groups = {one.text for which in ("2021", "2025") for one in era(which).records
              if isinstance(one, WishRecord) and one.subject in ("group", "group you run")}  # fmt: skip
    assert groups == {"Rowers of Göteborg"}
    poke = interaction(era("2023"), "pokes.json", 1)
    assert (poke.kind, sides(poke)[0], poke.detail) == (Kind.REACTION, (BO, Role.FROM), "poke")


# ------------------------------------------------------------------------------------------- pages


PAGES = ("2019-html", "2022-html", "2025-html")


@pytest.mark.parametrize("which", PAGES)
def test_pages_of_every_generation_give_friends_requests_and_messages(which: str) -> None:
    reading = era(which)
    assert_accounted_for(reading)
    assert reading.unknown == ()
    assert reading.archive.owner == (name("mara lindqvist", "facebook"),)
    assert [one.keys[0] for one in reading.people if not one.owner] == [ANA, BO]
    friend = next(one for one in reading.interactions if one.kind is Kind.CONNECTED)
    assert friend.at == Moment(1325379600000, Precision.MINUTE_UNKNOWN_ZONE)
    request = next(one for one in reading.interactions if one.kind is Kind.INVITATION)
    assert sides(request) == [(CHIDI, Role.FROM), (ME, Role.TO)]
    said = of_file(reading, "anaduarte_1234567890123/message_1.html")
    assert [(one.participants[0].key, one.text) for one in said] == [
        (ANA, "Friday at eight"), (ME, "Same here. Crepe at the harbour?\nTrès bien 🙂"),
        (ANA, "Happy to have met you at the fair, Mara!")]  # fmt: skip
    assert said[0].at == Moment(1525263960000, Precision.MINUTE_UNKNOWN_ZONE)
    assert interaction(reading, "bohkansson_1234567890124/message_1.html", 1).at is None


@pytest.mark.parametrize("which", PAGES)
def test_a_page_that_cannot_be_read_asks_for_json(which: str) -> None:
    (skipped,) = era(which).skipped
    assert "in the format JSON" in skipped.says
    assert skipped.where.file.endswith("empty_1234567890125/message_1.html")


@pytest.mark.parametrize(
    "path",
    ["connections/friends/removed_friends.html", "your_facebook_activity/comments_and_reactions/comments.html",
     "your_facebook_activity/events/your_event_responses.html"],
)  # fmt: skip
def test_a_page_of_what_is_read_as_data_alone_asks_for_json(path: str, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {one.relative_to(FACEBOOK / "2025-html").as_posix(): one.read_bytes()
             for one in (FACEBOOK / "2025-html").rglob("*.html")}  # fmt: skip
    reading = drop(write_zip(tmp_path / "export.zip", {**files, path: "<html><body>Ana Duarte</body></html>"}))
    told = [one for one in reading.skipped if one.where.file == path]
    assert [(one.reason, "in the format JSON" in one.says) for one in told] == [(Reason.UNREADABLE, True)]


def test_where_a_conversation_is_there_in_both_forms_the_data_is_read(tmp_path: Path) -> None:
    files = {path.relative_to(FACEBOOK / which).as_posix(): path.read_bytes()
             for which in ("2025", "2025-html") for path in (FACEBOOK / which).rglob("*.*")}  # fmt: skip
    reading = drop(write_zip(tmp_path / "facebook-mara.zip", files))
    pages = {path for path in reading.archive.unread if path.endswith(".html")}
    assert {path.rpartition("/")[2] for path in pages} == {
        "your_friends.html", "received_friend_requests.html", "message_1.html", "your_posts.html"}  # fmt: skip
    assert not any("anaduarte" in one.where.file and one.where.file.endswith("html") for one in reading.everything)


# ------------------------------------------------------------------------------------------- damage


def test_damaged_files_lose_what_is_damaged_and_say_so() -> None:
    reading = era("2025-damaged")
    assert_accounted_for(reading)
    told = {(one.where.file.rpartition("/")[2], one.where.row): one.reason for one in reading.skipped}
    assert told["profile_information.json", 1] is Reason.UNREADABLE
    assert [told["your_friends.json", n] for n in (2, 3, 4, 5, 7)] == [
        Reason.UNREADABLE, Reason.EMPTY, Reason.NO_PERSON, Reason.CLOSED_PROFILE, Reason.INCOMPLETE]  # fmt: skip
    assert told["comments.json", 1] is Reason.UNREADABLE
    assert reading.archive.owner == (name("mara lindqvist", "facebook"),)  # by his conversations
    assert interaction(reading, "bohakansson_1234567890124/message_1.json", 1).text == "half Ã"
