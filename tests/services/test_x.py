"""Archives of X in the library: nothing twice, any order, everything taken back, and who stands in which list."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown
from tests.exports.make_x import ERAS as LAYOUTS
from tests.exports.make_x import Account, assigned, files_of
from tests.services.conftest import EXPORTS, dump, read

X = EXPORTS / "x"
ERAS = ("grailbird", "2018", "2021", "2023", "2026")


def read_eras(library: Library, *eras: str) -> None:
    for era in eras:
        read(library, X / era)


def listed(library: Library, shown: Shown = Shown.EVERYONE, text: str = "") -> set[str]:
    ids = library.people.ids(PeopleQuery(shown=shown, text=text))
    return {row.name for row in library.people.rows(list(ids))}


def test_everything_undone_is_the_first_state(library: Library) -> None:
    empty = dump(library)
    read_eras(library, *ERAS)
    for report in library.imports.list():
        library.imports.undo(report.id).result(timeout=60)
    assert dump(library) == empty


def test_all_years_with_linkedin_leave_no_cache_behind(library: Library) -> None:
    read_eras(library, *ERAS)
    read(library, EXPORTS / "linkedin" / "2025")
    assert [finding.says for finding in check(library.path)] == []


def test_the_years_of_one_account_are_one_account(library: Library) -> None:
    read_eras(library, "2018", "2026")
    assert {source.title for source in library.sources.ages()} == {"X"}
    rows = library.readers.connection().execute_sql("SELECT count(*) FROM account").fetchone()
    assert rows == (1,)


def test_two_accounts_of_one_owner_are_two_and_both_are_me(library: Library, tmp_path: Path) -> None:
    read_eras(library, "2026")
    work = {"account": {"accountId": "1009", "username": "mara_at_work", "accountDisplayName": "Mara Lindqvist"}}
    talk = {
        "id": "77",
        "senderId": "1009",
        "recipientId": "2001",
        "text": "From my desk",
        "createdAt": "2025-01-01T00:00:00.000Z",
    }
    files = {
        "account.js": assigned("account", 0, [work]),
        "direct-messages.js": assigned("direct_messages", 0, [
            {"dmConversation": {"conversationId": "1009-2001", "messages": [{"messageCreate": talk}]}},
        ]),
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    read(library, tmp_path / "account.js", tmp_path / "direct-messages.js")
    assert library.readers.connection().execute_sql("SELECT count(*) FROM account").fetchone() == (2,)
    (ana,) = library.people.ids(PeopleQuery(shown=Shown.EVERYONE, text="Ana Duarte"))
    assert library.people.page(ana).last_line == "From my desk"
    assert library.people.page(ana).last_line_mine
    assert "mara_at_work" not in " ".join(listed(library))


def test_the_unresolved_stand_in_a_list_once_something_passed(library: Library) -> None:
    read_eras(library, "2026")
    everyone = listed(library)
    assert "X#9003" in everyone  # wrote and was written to
    assert not everyone & {"X#9001", "X#9002"}  # a follower and somebody followed, by number alone
    assert {"Ana Duarte 🌊", "Bo Håkansson", "Elif Şahin", "gone_again"} <= everyone
    assert "Mara Lindqvist" not in everyone
    (friend,) = library.people.ids(PeopleQuery(shown=Shown.EVERYONE, text="9003"))
    assert [one.link for one in library.people.page(friend).identities] == ["https://x.com/i/user/9003"]


def test_two_archives_of_a_silent_follower_do_not_list_them(library: Library) -> None:
    read_eras(library, "2018", "2021", "2026")
    assert not listed(library) & {"X#9001", "X#9002"}


def test_an_unresolved_number_gets_its_name_from_a_later_archive(library: Library, tmp_path: Path) -> None:
    read_eras(library, "2026")
    folder = tmp_path / "later"
    shutil.copytree(X / "2026", folder)
    name = {"id_str": "9003", "screen_name": "ola_n", "name": "Ola Nordin"}
    post = {
        "tweet": {
            "id_str": "1999999999999999999",
            "full_text": "@ola_n here you are",
            "in_reply_to_user_id": "9003",
            "created_at": "Mon Nov 02 10:00:00 +0000 2026",
            "entities": {"user_mentions": [name]},
        }
    }
    (folder / "data" / "community-tweet.js").write_text(assigned("community_tweet", 0, [post]), encoding="utf-8")
    read(library, folder)
    assert "Ola Nordin" in listed(library)
    assert "X#9003" not in listed(library)


def test_a_card_with_the_handle_and_the_account_are_one_person(library: Library, tmp_path: Path) -> None:
    read_eras(library, "2026")
    book = tmp_path / "book.vcf"
    book.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo Håkansson\r\nURL:https://twitter.com/bo_h\r\n"
        "EMAIL:bo@example.org\r\nEND:VCARD\r\n", encoding="utf-8",
    )  # fmt: skip
    read(library, book)
    (bo,) = library.people.ids(PeopleQuery(shown=Shown.EVERYONE, text="bo@example.org"))
    assert {one.network for one in library.people.page(bo).identities} >= {"x", "card", "mail"}


def test_follows_tell_of_no_contact(library: Library, tmp_path: Path) -> None:
    account = {"account": {"accountId": "1001", "username": "maralind"}}
    follow = {"following": {"accountId": "2001"}}
    for kind, item in (("account", account), ("following", follow)):
        (tmp_path / f"{kind}.js").write_text(assigned(kind, 0, [item]), encoding="utf-8")
    read(library, tmp_path / "account.js", tmp_path / "following.js")
    assert listed(library, Shown.TALKED_TO) == set()
    kinds = library.readers.connection().execute_sql("SELECT count(*) FROM interaction").fetchone()
    assert kinds == (1,)


def test_the_fixtures_are_those_of_the_maker() -> None:
    for era in LAYOUTS:
        for name, text in files_of(era).items():
            assert (X / era.name / name).read_text(encoding="utf-8") == text
    assert json.dumps(Account("1", "a", "b", "c").handle_in(2019)) == '"b"'
