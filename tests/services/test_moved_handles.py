"""A handle that somebody gives up is free for others: two archives of two years then name two people by it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

from relate.importers.json_items import Json
from relate.services.checking import check
from relate.services.library import Library
from tests.exports.make_x import assigned
from tests.importers.meta_exports import archive
from tests.services.conftest import Opened, dump, read

Post = tuple[str, str, str, str]
"""Whom the owner answers: number, handle and name, and the text."""
Talk = tuple[str, str, str, str]
"""The folder's name and number, the name that is shown, and the text."""


def x(folder: Path, day: str, posts: Sequence[Post]) -> Path:
    """An archive of that day ("2024-05-01") with the owner's answers."""
    home = folder / f"twitter-{day}-abc" / "data"
    home.mkdir(parents=True)
    account = {"account": {"accountId": "1001", "username": "mara_l", "accountDisplayName": "Mara Lindqvist"}}
    told = [
        {
            "tweet": {
                "id_str": f"{day[:4]}00000000000000{place}",
                "full_text": f"@{handle} {text}",
                "in_reply_to_user_id_str": number,
                "in_reply_to_screen_name": handle,
                "created_at": f"Fri Mar 0{place + 1} 10:00:00 +0000 {day[:4]}",
                "entities": {"user_mentions": [{"id_str": number, "screen_name": handle, "name": name}]},
            }
        }
        for place, (number, handle, name, text) in enumerate(posts)
    ]
    (home / "account.js").write_text(assigned("account", 0, [account]), "utf-8")
    (home / "tweets.js").write_text(assigned("tweets", 0, told), "utf-8")
    return home.parent


def instagram(folder: Path, day: str, talks: Sequence[Talk], followers: Sequence[str] = ()) -> Path:
    """A download of that day with conversations between two, and who follows."""
    ms = {"2024-05-01": 1_710_000_000_000, "2026-05-01": 1_775_000_000_000}[day]
    files: dict[str, Json] = {
        "connections/followers_and_following/followers_1.json": [
            {
                "title": "",
                "media_list_data": [],
                "string_list_data": [
                    {"href": f"https://www.instagram.com/{one}", "value": one, "timestamp": ms // 1000 + place}
                ],
            }
            for place, one in enumerate(followers)
        ],
        "personal_information/personal_information/personal_information.json": {
            "profile_user": [
                {
                    "string_map_data": {
                        "Username": {"value": "mara.lind"},
                        "Name": {"value": "Mara Lindqvist"},
                    }
                }
            ]
        },
    }
    for place, (called, number, name, text) in enumerate(talks):
        path = f"inbox/{called}_{number}"
        files[f"your_instagram_activity/messages/{path}/message_1.json"] = {
            "participants": [{"name": name}, {"name": "Mara Lindqvist"}],
            "messages": [
                {"sender_name": name, "timestamp_ms": ms + place * 1000, "content": text},
                {"sender_name": "Mara Lindqvist", "timestamp_ms": ms + place * 1000 - 60_000, "content": f"{text}?"},
            ],
            "title": name,
            "thread_path": path,
        }
    return archive(folder / f"instagram-mara.lind-{day}-aBcD", files)


def texts(library: Library, person: int) -> set[str]:
    return {row.text for row in library.timeline.rows(library.timeline.ids(person))}


def in_any_order(opened: Opened, archives: Sequence[Path]) -> Library:
    """The library of these archives, which is the same in whatever order they come and without a cache gone wrong."""
    libraries = []
    for order in itertools.permutations(range(len(archives))):
        library = opened("-".join(map(str, order)))
        for number in order:
            read(library, archives[number])
        assert [finding.says for finding in check(library.path)] == []
        libraries.append(library)
    assert len({"\n".join(dump(library)) for library in libraries}) == 1
    return libraries[0]


def test_two_accounts_of_x_that_went_by_one_handle_are_two_people(opened: Opened, tmp_path: Path) -> None:
    older = x(tmp_path, "2024-05-01", [("31", "ana", "Ana Duarte", "See you at the harbour")])
    newer = x(tmp_path, "2026-05-01", [("32", "ana", "Anatol Berg", "Nice boat")])
    library = in_any_order(opened, [older, newer])
    (ana,), (anatol,) = library.people.named("Ana Duarte"), library.people.named("Anatol Berg")
    assert ana != anatol
    assert texts(library, ana) == {"See you at the harbour"}
    assert texts(library, anatol) == {"Nice boat"}
    # Whose page it is today no archive tells of the first, so nobody is sent there for her.
    assert "https://x.com/ana" not in {one.link for one in library.people.page(ana).identities}


def test_an_account_of_x_that_changes_its_handle_stays_one_person_when_a_stranger_takes_it(
    opened: Opened, tmp_path: Path
) -> None:
    older = x(tmp_path, "2024-05-01", [("31", "ana", "Ana Duarte", "See you at the harbour")])
    newer = x(
        tmp_path,
        "2026-05-01",
        [("31", "ana2", "Ana Duarte", "And again"), ("32", "ana", "Anatol Berg", "Nice boat")],
    )
    library = in_any_order(opened, [older, newer])
    (ana,), (anatol,) = library.people.named("Ana Duarte"), library.people.named("Anatol Berg")
    assert ana != anatol
    assert texts(library, ana) == {"See you at the harbour", "And again"}
    assert "https://x.com/ana2" in {one.link for one in library.people.page(ana).identities}


OLDER = [("ana", "17840000000000031", "Ana Duarte", "See you at the harbour")]
RENAMED = ("ana2", "17840000000000031", "Ana Duarte", "And again")


def test_the_handle_of_a_conversation_on_instagram_changes_and_it_is_the_same_person(
    opened: Opened, tmp_path: Path
) -> None:
    older = instagram(tmp_path, "2024-05-01", OLDER, ["ana"])
    newer = instagram(tmp_path, "2026-05-01", [RENAMED], ["ana2"])
    library = in_any_order(opened, [older, newer])
    (ana,) = library.people.named("Ana Duarte")
    assert {"See you at the harbour", "And again"} <= texts(library, ana)
    links = {one.link for one in library.people.page(ana).identities}
    assert {"https://instagram.com/ana", "https://instagram.com/ana2"} <= links


def test_a_stranger_who_took_the_handle_and_writes_is_somebody_else(opened: Opened, tmp_path: Path) -> None:
    older = instagram(tmp_path, "2024-05-01", OLDER, ["ana"])
    stranger = ("ana", "17840000000000032", "Anatol Berg", "Nice boat")
    newer = instagram(tmp_path, "2026-05-01", [RENAMED, stranger], ["ana", "ana2"])
    library = in_any_order(opened, [older, newer])
    (ana,), (anatol,) = library.people.named("Ana Duarte"), library.people.named("Anatol Berg")
    assert ana != anatol
    assert {"See you at the harbour", "And again"} <= texts(library, ana)
    assert "Nice boat" in texts(library, anatol)
    assert not texts(library, ana) & texts(library, anatol) - {""}
    library.imports.undo(next(one.id for one in library.imports.list() if "2026" in one.title)).result(60)
    (alone,) = library.people.named("Ana Duarte")
    assert "https://instagram.com/ana" in {one.link for one in library.people.page(alone).identities}


@pytest.mark.parametrize("called", ["ana", "ana2"])
def test_two_conversations_with_one_person_stay_hers_whatever_she_is_called_by_then(
    opened: Opened, tmp_path: Path, called: str
) -> None:
    """Encrypted ones have a number of their own."""
    second = (called, "17840000000000033", "Ana Duarte", "In secret")
    older = instagram(tmp_path, "2024-05-01", [*OLDER, ("ana", "17840000000000033", "Ana Duarte", "In secret")])
    newer = instagram(tmp_path, "2026-05-01", [RENAMED, second])
    library = in_any_order(opened, [older, newer])
    (ana,) = library.people.named("Ana Duarte")
    assert {"See you at the harbour", "And again", "In secret"} <= texts(library, ana)
