"""Of which account an archive is when its owner took another name in between: told by the archive, or asked."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from relate.services.asking import Asked
from relate.services.library import Library
from relate.services.views import ImportOutcome
from tests.services.conftest import EXPORTS, Opened, dump
from tests.services.test_archives_as_a_set import accounts, drop, names, packed

INFO = "personal_information/personal_information"
OLD, NEW = "mara.lind", "mara.new"
LISTS = "connections/followers_and_following"


def of_instagram(
    folder: Path,
    handle: str,
    *,
    mail: str = "",
    before: str = "",
    thread: str = "",
    whole: bool = False,
    name: str = "",
) -> Path:
    """A download of the account of this name in links, with one follower and, where it says so, a conversation."""
    told = {"Username": handle, "Name": name or "Mara Lindqvist", **({"Email": mail} if mail else {})}
    since = 1_500_000_000 if whole else 1_750_000_000
    one = {"string_list_data": [{"value": "ana.duarte", "timestamp": since}]}
    files: dict[str, Any] = {
        f"{INFO}/personal_information.json": {"profile_user": [{"string_map_data": valued(told)}]},
        f"{LISTS}/followers_1.json": [one],
        f"{LISTS}/following.json": {"relationships_following": [one]},
    }
    if before or whole:
        change = {"Changed": "Username", "Previous Value": before or "first.name", "New Value": handle}
        files[f"{INFO}/profile_changes.json"] = {"profile_profile_change": [{"string_map_data": valued(change)}]}
    if thread:
        files[f"your_instagram_activity/messages/inbox/{thread}/message_1.json"] = {
            "participants": [{"name": "Ana Duarte"}, {"name": told["Name"]}], "title": "Ana Duarte",
            "thread_path": f"inbox/{thread}",
            "messages": [{"sender_name": "Ana Duarte", "timestamp_ms": 1_790_000_000_000, "content": f"Hi {handle}"}],
        }  # fmt: skip
    path = folder / f"instagram-{handle}-{2025 if handle == OLD else 2026}-11-20-aB.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        for member, value in files.items():
            zipped.writestr(member, json.dumps(value))
    return path


def valued(told: dict[str, str]) -> dict[str, dict[str, str]]:
    return {label: {"value": value} for label, value in told.items()}


MAIL = "mara@lindqvist.example"
TALK = "anaduarte_17845000000000001"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param({}, {"before": OLD}, True, id="its names of before say so"),
        pytest.param({"thread": TALK}, {"thread": TALK}, True, id="a conversation of the same number"),
        pytest.param({"thread": TALK}, {"thread": "anaduarte_17845000000000002"}, False, id="other conversations"),
        pytest.param({"mail": MAIL}, {}, False, id="nothing in common but the name"),
        pytest.param({"mail": MAIL}, {"mail": MAIL, "whole": True}, False, id="all its names are told and none fits"),
        pytest.param({"thread": TALK}, {"thread": TALK, "name": "Mara Strand"}, True, id="both names changed"),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_an_account_with_another_name_in_links_is_told_by_what_the_archive_holds(
    library: Library, tmp_path: Path, one: Any, other: Any, same: bool, backwards: bool
) -> None:
    archives = [of_instagram(tmp_path, OLD, **one), of_instagram(tmp_path, NEW, **other)]
    for path in reversed(archives) if backwards else archives:
        outcome = library.imports.start([path]).future.result(timeout=60)
        # The first one does not know the names that the second one tells.
        assert outcome.assumed == () or (backwards and other.get("whole"))
    first, second = accounts(library)
    assert (first == second) is same


class Somebody:
    """Answers whatever is asked; what was asked is remembered."""

    def __init__(self, library: Library, choice: str) -> None:
        self._library, self._choice = library, choice
        self.asked: list[str] = []

    def drop(self, path: Path) -> ImportOutcome:
        waiting: Queue[Asked | None] = Queue()
        job = self._library.imports.start([path], ask=waiting.put)
        job.future.add_done_callback(lambda _done: waiting.put(None))
        while (asked := waiting.get(timeout=60)) is not None:
            (question,) = asked.archive.questions
            self.asked.append(question.words)
            job.answer(((question.id, self._choice),))
        return job.future.result(timeout=60)


@pytest.mark.parametrize("choice", [f"was-{OLD}", "another"])
def test_where_only_the_address_is_the_same_he_is_asked_once(library: Library, tmp_path: Path, choice: str) -> None:
    """Several accounts of one person may have one address."""
    drop(library, [of_instagram(tmp_path, OLD, mail=MAIL)])
    me = Somebody(library, choice)
    renamed = of_instagram(tmp_path, NEW, mail=MAIL)
    me.drop(renamed)
    assert me.asked == [
        "Is @mara.new on Instagram the account that was called @mara.lind before? Both have the same address."
    ]
    first, second = accounts(library)
    assert (first == second) is (choice != "another")
    me.drop(renamed)
    assert len(me.asked) == 1
    if choice != "another":
        me.drop(of_instagram(tmp_path, "mara.third", mail=MAIL))
        assert "called @mara.lind and @mara.new before" in me.asked[-1]
    assert accounts(library)[1:3] == [second, second]


@pytest.mark.parametrize("backwards", [False, True])
def test_the_names_an_archive_tells_are_those_up_to_its_day(library: Library, tmp_path: Path, backwards: bool) -> None:
    """The older one cannot know what the account was called after it."""
    first, second = of_instagram(tmp_path, OLD, mail=MAIL, whole=True), of_instagram(tmp_path, NEW, mail=MAIL)
    if backwards:
        first, second = second, first
    drop(library, [first])
    outcome = library.imports.start([second]).future.result(timeout=60)
    assert [one.question for one in outcome.assumed] == ["account"]


def test_where_nobody_can_be_asked_it_is_another_account_and_that_is_told(library: Library, tmp_path: Path) -> None:
    drop(library, [of_instagram(tmp_path, OLD, mail=MAIL)])
    outcome = library.imports.start([of_instagram(tmp_path, NEW, mail=MAIL)]).future.result(timeout=60)
    assert [(one.question, one.choice) for one in outcome.assumed] == [("account", "another")]
    first, second = accounts(library)
    assert first != second
    given = (("account", f"was-{OLD}"),)
    library.imports.undo(library.imports.list()[0].id).result(timeout=60)
    library.imports.start([of_instagram(tmp_path, NEW, mail=MAIL)], given=given).future.result(timeout=60)
    assert accounts(library)[-1] == first


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_eras_of_a_renamed_account_are_one_account_in_either_order(
    opened: Opened, tmp_path: Path, order: tuple[int, int]
) -> None:
    home = EXPORTS / "instagram"
    both = [
        packed(tmp_path / "instagram-mara.lind-2025-11-20-aB.zip", home / "2025"),
        packed(tmp_path / "instagram-mara.lindqvist-2026-11-20-cD.zip", home / "2026-renamed"),
    ]
    together, apart = opened("together"), opened("apart")
    drop(together, both)
    for place in order:
        drop(apart, [both[place]])
    assert len(set(accounts(apart))) == 1
    assert dump(apart) == dump(together)
    # The account that has the name he had first is somebody of its own.
    assert "mara.l" in names(apart)


@pytest.mark.parametrize("backwards", [False, True])
def test_another_handle_on_x_is_the_same_account_by_its_number(
    library: Library, tmp_path: Path, backwards: bool
) -> None:
    older = EXPORTS / "x" / "2023"
    renamed = tmp_path / "renamed"
    shutil.copytree(EXPORTS / "x" / "2026", renamed)
    for file in (path for path in renamed.rglob("*.js")):
        file.write_text(re.sub(r"\bmara_l\b", "mara_new", file.read_text("utf-8")), "utf-8")
    both = [
        packed(tmp_path / "twitter-2023-05-01-abc.zip", older),
        packed(tmp_path / "twitter-2026-11-20-abc.zip", renamed),
    ]
    for path in reversed(both) if backwards else both:
        drop(library, [path])
    first, second = accounts(library)
    assert first == second
    assert {name for name in names(library) if "mara" in name.casefold()} <= {"Mara Lindqvist"}
