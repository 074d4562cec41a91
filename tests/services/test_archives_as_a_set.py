"""Archives as a set: a small and a large one, older and newer, the parts of one download, a limited range, a second
account; dropped together or months apart, in any order, it is the same library in the end.

Newest wins for state (name, role, company), union for history; what a limited download leaves out is taken from nobody.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from relate.domain.records import Kind
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown
from relate.store import matching
from tests.effort import effort
from tests.services.conftest import EXPORTS, Opened, dump, read

Set = dict[str, Path]
"""What each archive of a set is, and where it lies."""


def packed(target: Path, folder: Path, keep: Callable[[str], bool] = lambda _path: True) -> Path:
    """The files of a folder as the network packs them, those that are kept."""
    with zipfile.ZipFile(target, "w") as zipped:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            path = file.relative_to(folder).as_posix()
            if keep(path):
                zipped.write(file, path)
    return target


def another(target: Path, folder: Path, words: dict[str, str]) -> Path:
    """The archive of another account of the same owner: other words for its keys, and everything three hours later,
    for no message stands in the archives of two accounts."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        text, path = file.read_text("utf-8"), file.relative_to(folder).as_posix()
        for old, new in words.items():
            text, path = text.replace(old, new), path.replace(old, new)
        if path.endswith(".json"):
            text = json.dumps(_later(json.loads(text)))
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, "utf-8")
    return target


def _later(value: Any) -> Any:
    if isinstance(value, list):
        return [_later(one) for one in value]
    if not isinstance(value, dict):
        return value
    hours = {"timestamp": 3 * 3600, "timestamp_ms": 3 * 3600 * 1000}
    return {key: one + hours[key] if key in hours and one else _later(one) for key, one in value.items()}


def limited(target: Path, folder: Path, since: int) -> Path:
    """What Meta sends for a range of dates: of every list what has a later time (seconds since 1970), said nowhere."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = target / file.relative_to(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix != ".json":
            shutil.copy(file, path)
            continue
        path.write_text(json.dumps(_since(json.loads(file.read_text("utf-8")), since)), "utf-8")
    return target


def _since(value: Any, since: int) -> Any:
    if isinstance(value, list):
        return [_since(one, since) for one in value if _time(one) is None or (_time(one) or 0) >= since]
    return {key: _since(one, since) for key, one in value.items()} if isinstance(value, dict) else value


def _time(value: Any) -> int | None:
    """When an element of a list was, as Meta says it in one of four ways; None where it says nothing."""
    if not isinstance(value, dict):
        return None
    told = [value.get("timestamp"), (value.get("timestamp_ms") or 0) // 1000]
    told += [one.get("timestamp") for one in value.get("string_list_data") or [] if isinstance(one, dict)]
    return max((int(one) for one in told if one), default=None)


def linkedin(folder: Path) -> Set:
    home = EXPORTS / "linkedin"
    basic = {"Connections.csv", "messages.csv", "Invitations.csv", "Profile.csv"}
    return {
        "basic": packed(folder / "Basic_LinkedInDataExport_11-20-2026.zip", home / "2024", basic.__contains__),
        "complete": packed(folder / "Complete_LinkedInDataExport_11-20-2026.zip", home / "2024"),
        "older": packed(folder / "Complete_LinkedInDataExport_03-02-2025.zip", home / "2025"),
        "oldest": packed(folder / "linkedin-2018.zip", home / "2018"),
    }


def two_of_linkedin(folder: Path) -> Set:
    """Without the archive of 2018: it names its owner without his profile, and both accounts have his name."""
    words = {"mara-lindqvist": "mara-at-work", "2-YW5h": "2-d29yaw", "2018-08-06": "2019-08-06"}
    work = another(folder / "work", EXPORTS / "linkedin" / "2025", words)
    archives = linkedin(folder)
    del archives["oldest"]
    return {**archives, "another account": packed(folder / "Complete_LinkedInDataExport_10-10-2025.zip", work)}


def x(folder: Path) -> Set:
    home = EXPORTS / "x"
    words = {"1001": "1009", "mara_l": "mara_work", "maralind": "marawork"}
    work = another(folder / "work", home / "2023", words)
    return {
        "newer": packed(folder / "twitter-2026-11-20-abc.zip", home / "2026"),
        "older": packed(folder / "twitter-2023-05-01-abc.zip", home / "2023"),
        "oldest": packed(folder / "twitter-2018-05-01-abc.zip", home / "2018"),
        "another account": packed(folder / "twitter-2024-02-02-xyz.zip", work),
    }


def facebook(folder: Path) -> Set:
    return _of_meta(folder, "facebook", "mara.lindqvist", "2023")


def instagram(folder: Path) -> Set:
    return _of_meta(folder, "instagram", "mara.lind", "2024")


def _of_meta(folder: Path, network: str, user: str, older: str) -> Set:
    newer = EXPORTS / network / "2025"
    work = another(folder / "work", newer, {user: "mara.at.work", "1784500000000000": "1784600000000000"})
    since = limited(folder / "since", newer, 1_690_000_000)
    return {
        "whole": packed(folder / f"{network}-{user}-2026-11-20-aB.zip", newer),
        "limited": packed(folder / f"{network}-{user}-2026-11-22-eF.zip", since),
        "older": packed(folder / f"{network}-{user}-2023-08-01-cD.zip", EXPORTS / network / older),
        # Which of two accounts followed a page or joined a group first is nothing that anybody asks.
        "another account": packed(
            folder / f"{network}-mara.at.work-2026-02-02-gH.zip",
            work,
            lambda path: "/interactions/" not in path and "/groups/" not in path,
        ),
    }


def parts_of(folder: Path, network: str, user: str) -> list[Path]:
    """The same download in two zips, as large ones come: half of the lists and of a conversation in each."""
    newer = EXPORTS / network / "2025"
    files = sorted(path.relative_to(newer).as_posix() for path in newer.rglob("*") if path.is_file())
    return [
        packed(folder / f"{network}-{user}-2026-11-20-aB{n}.zip", newer, set(files[n::2]).__contains__)
        for n in range(2)
    ]


SETS = {
    "linkedin": linkedin,
    "two of linkedin": two_of_linkedin,
    "x": x,
    "facebook": facebook,
    "instagram": instagram,
}


@pytest.fixture(params=SETS)
def archives(request: pytest.FixtureRequest, tmp_path: Path) -> Set:
    folder = tmp_path / "archives"
    folder.mkdir()
    return SETS[request.param](folder)


def drop(library: Library, together: Sequence[Path]) -> None:
    library.imports.start(list(together)).future.result(timeout=60)


def grouped(paths: Sequence[Path], chance: random.Random) -> Iterator[list[Path]]:
    """The same paths in any order, some dropped together and others alone."""
    left = chance.sample(list(paths), len(paths))
    while left:
        count = chance.randint(1, len(left))
        yield left[:count]
        left = left[count:]


@pytest.mark.parametrize("seed", range(effort(2, 100)))
def test_every_order_and_grouping_gives_the_same_library(opened: Opened, archives: Set, seed: int) -> None:
    chance = random.Random(seed)
    apart, any_way = opened("apart"), opened("any way")
    for path in archives.values():
        drop(apart, [path])
    for together in grouped(list(archives.values()), chance):
        drop(any_way, together)
    assert dump(any_way) == dump(apart)


def test_one_drop_of_all_of_them_and_one_after_the_other_backwards_are_the_same(opened: Opened, archives: Set) -> None:
    together, backwards = opened("together"), opened("backwards")
    drop(together, list(archives.values()))
    for path in reversed(archives.values()):
        drop(backwards, [path])
    assert dump(together) == dump(backwards)


def test_rows_decided_a_few_at_a_time_get_the_ids_that_all_at_once_would(
    opened: Opened, archives: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = list(archives.values())
    ids: list[list[tuple[int, str]]] = []
    for size in (10_000, 2):
        monkeypatch.setattr(matching, "_AT_A_TIME", size)
        library = opened(f"{size} at a time")
        for path in paths:
            drop(library, [path])
        ids.append(library.readers.connection().execute_sql("SELECT id, text FROM interaction ORDER BY id").fetchall())
    assert ids[0] == ids[1]
    assert len(ids[0]) > 10


@pytest.mark.parametrize(("network", "user"), [("facebook", "mara.lindqvist"), ("instagram", "mara.lind")])
def test_the_parts_of_a_download_among_other_archives_are_the_download(
    opened: Opened, tmp_path: Path, network: str, user: str
) -> None:
    archives = SETS[network](tmp_path)
    whole, parts = opened("whole"), opened("parts")
    drop(whole, list(archives.values()))
    (tmp_path / "two parts").mkdir()
    both = parts_of(tmp_path / "two parts", network, user)
    drop(parts, [both[1], archives["older"], both[0]])
    drop(parts, [path for name, path in archives.items() if name not in ("whole", "older")])
    assert dump(parts) == dump(whole)


def names(library: Library) -> set[str]:
    return {row.name for row in library.people.rows(library.people.ids(PeopleQuery(Shown.EVERYONE)))}


def words(library: Library) -> set[tuple[str, int, int, str]]:
    """Kind, direction, instant and text of everything that passed."""
    records = [json.loads(line) for line in dump(library)]
    return {
        (one["kind"], one["direction"], one["at"], one["text"]) for one in records if one["record"] == "interaction"
    }


def told(library: Library) -> set[str]:
    """Everything that is told of anybody, each for itself: who is there, what they are, what passed."""
    found: set[str] = set()
    for line in dump(library):
        record = json.loads(line)
        if record["record"] != "person":
            found.add(line)
            continue
        for identity in record["identities"]:
            found.add(identity["key"])
            found |= {f"{identity['key']} {fact[0]} {fact[1]}" for fact in identity.get("facts", ())}
    return found


def test_nothing_is_taken_away_by_what_any_of_them_leaves_out(opened: Opened, archives: Set) -> None:
    """Above all by a download of a range, which holds a tenth of a list and says nowhere that it does."""
    library = opened("all")
    before: set[str] = set()
    said: set[tuple[str, int, int, str]] = set()
    for path in archives.values():
        listed = names(library)
        drop(library, [path])
        now = told(library)
        # A row that was known by its minute may be known by its second now: its words are still there.
        assert {line for line in before - now if '"record": "interaction"' not in line} == set()
        assert {text for *_, text in said} <= {text for *_, text in words(library)}
        assert listed <= names(library) | {""}
        before, said = now, words(library)


@pytest.mark.parametrize("order", [("whole", "limited"), ("limited", "whole")])
@pytest.mark.parametrize("network", ["facebook", "instagram"])
def test_a_limited_download_is_told_by_its_content_and_brings_no_news_that_somebody_went(
    opened: Opened, tmp_path: Path, network: str, order: tuple[str, str]
) -> None:
    archives = SETS[network](tmp_path)
    library = opened()
    for name in order:
        drop(library, [archives[name]])
    rows = library.readers.connection().execute_sql("SELECT title, complete FROM import ORDER BY id").fetchall()
    limited_one = next(complete for title, complete in rows if "22 November" in title)
    assert not limited_one
    said = {report.title: report.partial for report in library.imports.list()}
    assert [partial for title, partial in said.items() if "22 November" in title] == [True]
    gone = [item for item in library.news.items() if item.kind == "gone"]
    assert gone == []


# ------------------------------------------------------------------------------------------- whose an archive is


def of_facebook(folder: Path, name: str, profile: dict[str, Any] | None, title: str) -> Path:
    """A download of somebody of this name, with one friend and one message."""
    path = folder / title
    talk = {"participants": [{"name": "Ana Duarte"}, {"name": name}], "title": "Ana Duarte",
            "thread_path": "inbox/anaduarte_1234567890",
            "messages": [{"sender_name": name, "timestamp_ms": 1_690_000_000_000, "content": title}]}  # fmt: skip
    files: dict[str, Any] = {
        "connections/friends/your_friends.json": {"friends_v2": [{"name": "Ana Duarte", "timestamp": 1_500_000_000}]},
        "your_facebook_activity/messages/inbox/anaduarte_1234567890/message_1.json": talk,
    }
    if profile is not None:
        told = {"profile_v2": {"name": {"full_name": name}, **profile}}
        files["personal_information/profile_information/profile_information.json"] = told
    with zipfile.ZipFile(path, "w") as zipped:
        for member, value in files.items():
            zipped.writestr(member, json.dumps(value))
    return path


def accounts(library: Library) -> list[int]:
    rows = library.readers.connection().execute_sql("SELECT account FROM import ORDER BY id").fetchall()
    return [int(row[0]) for row in rows]


MARA = {"username": "mara.l", "profile_uri": "https://www.facebook.com/mara.l", "emails": {"emails": ["m@l.example"]}}
OTHER = {"username": "mara.x", "emails": {"emails": ["x@l.example"]}}
MOVED = {"username": "mara.new", "emails": {"emails": ["n@l.example"], "previous_emails": ["M@l.example"]}}
BARE: dict[str, Any] = {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(("Mara Lind", MARA), ("Mara Lind", OTHER), False, id="two people of one name"),
        pytest.param(("Mara Lind", MARA), ("Mara Strand", MARA), True, id="a name changed"),
        pytest.param(("Mara Lind", MARA), ("Mara Lind", MOVED), True, id="another name in links"),
        pytest.param(("Mara Lind", MARA), ("Mara Lind", BARE), True, id="a download that tells nothing but the name"),
        pytest.param(("Mara Lind", MARA), ("Bo Berg", BARE), False, id="somebody else"),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_accounts_of_facebook_are_told_apart_by_more_than_the_name(
    library: Library, tmp_path: Path, one: Any, other: Any, same: bool, backwards: bool
) -> None:
    told = [of_facebook(tmp_path, one[0], one[1], "one.zip"), of_facebook(tmp_path, other[0], other[1], "other.zip")]
    for path in reversed(told) if backwards else told:
        drop(library, [path])
    first, second = accounts(library)
    assert (first == second) is same


def test_a_part_without_the_profile_belongs_to_the_account_that_its_name_tells(
    library: Library, tmp_path: Path
) -> None:
    """Of two accounts of one name the download's own name says whose it is, also where the other one came first."""
    drop(library, [of_facebook(tmp_path, "Mara Lind", OTHER, "other.zip")])
    drop(library, [of_facebook(tmp_path, "Mara Lind", MARA, "facebook-mara.l-2026-11-20-aB.zip")])
    drop(library, [of_facebook(tmp_path, "Mara Lind", None, "facebook-mara.l-2026-11-21-cD.zip")])
    other, mine, part = accounts(library)
    assert part == mine != other


# ------------------------------------------------------------------------------------- state and history


def connections(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    """LinkedIn's list of connections: first name, last name, slug, company, position, day."""
    path.mkdir(parents=True)
    with (path / "Connections.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"))
        for first, last, slug, company, position, day in rows:
            writer.writerow((first, last, f"https://www.linkedin.com/in/{slug}", "", company, position, day))
    return path


OLD = [
    ("Ana", "Duarte", "ana", "Tejo Ventures", "Partner", "01 Sep 2015"),
    ("Bo", "Berg", "bo", "Norrsken", "Engineer", "02 Sep 2015"),
    ("Chidi", "Okoro", "chidi", "Lagos Light", "Founder", "03 Sep 2015"),
]
NEW = [
    ("Ana", "Duarte-Levi", "ana", "Farol Freight", "Managing partner", "01 Sep 2015"),
    ("Bo", "Berg", "bo", "", "", "02 Sep 2015"),
    ("Dana", "Weiss", "dana", "Harbor", "CTO", "09 Oct 2026"),
]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["older first", "newer first"])
def test_the_newest_wins_for_name_role_and_company_and_the_older_stays_as_history(
    library: Library, tmp_path: Path, order: tuple[int, int]
) -> None:
    both = (
        connections(tmp_path / "Complete_LinkedInDataExport_03-02-2025", OLD),
        connections(tmp_path / "Complete_LinkedInDataExport_11-20-2026", NEW),
    )
    for place in order:
        read(library, both[place])
    (ana,) = library.people.named("Ana Duarte-Levi")
    page = library.people.page(ana)
    assert (page.name, page.role, page.company) == ("Ana Duarte-Levi", "Managing partner", "Farol Freight")
    assert {(fact.field, fact.value) for fact in page.facts} >= {
        ("name", "Ana Duarte"), ("role", "Partner"), ("company", "Tejo Ventures"),
    }  # fmt: skip
    assert {fact.value for fact in page.facts if fact.shown and fact.field in ("name", "role", "company")} == {
        "Ana Duarte-Levi", "Managing partner", "Farol Freight",
    }  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["older first", "newer first"])
def test_who_is_missing_from_the_newer_list_stays_with_when_they_connected_and_all_who_ever_were_are_there(
    library: Library, tmp_path: Path, order: tuple[int, int]
) -> None:
    both = (
        connections(tmp_path / "Complete_LinkedInDataExport_03-02-2025", OLD),
        connections(tmp_path / "Complete_LinkedInDataExport_11-20-2026", NEW),
    )
    for place in order:
        read(library, both[place])
    assert names(library) == {"Ana Duarte-Levi", "Bo Berg", "Chidi Okoro", "Dana Weiss"}
    for name in names(library):
        (person,) = library.people.named(name)
        page = library.people.page(person)
        assert page.connected is not None, name
        rows = library.timeline.rows(library.timeline.ids(person))
        assert sum(row.kind is Kind.CONNECTED for row in rows) == 1, name
    (bo,) = library.people.named("Bo Berg")
    # A newer list that leaves a company empty says nothing of it.
    assert library.people.page(bo).company == "Norrsken"
