"""Parts of a download whose names say no day, dropped one after the other: told by what is in them, never guessed."""

from __future__ import annotations

import itertools
import json
import random
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from relate.importers.json_items import Json
from relate.services.library import Library
from tests.effort import effort
from tests.importers.meta_exports import written
from tests.services.conftest import EXPORTS, Opened, dump
from tests.services.test_archives_as_a_set import drop, packed
from tests.services.test_parts_apart import FIXTURES, brought, outcome

FACEBOOK = EXPORTS / "facebook" / "2025"
CALLED = ("{}.zip", "{} (1).zip", "{} (2).zip")
DAY = (2026, 11, 20, 12, 0, 0)


def parts_of(folder: Path, fixture: Path, called: Sequence[str], seed: int = 1) -> list[Path]:
    """The same download in several zips; any file in any of them, none of them without one."""
    chance = random.Random(seed)
    files = sorted(path.relative_to(fixture).as_posix() for path in fixture.rglob("*") if path.is_file())
    held: list[set[str]] = [set() for _ in called[: len(files)]]
    for place, file in enumerate(chance.sample(files, len(files))):
        held[place if place < len(held) else chance.randrange(len(held))].add(file)
    folder.mkdir(parents=True)
    return [packed(folder / name, fixture, kept.__contains__) for name, kept in zip(called, held, strict=False)]


@pytest.mark.parametrize("deleted", [False, True], ids=["files there", "files gone"])
@pytest.mark.parametrize("seed", range(effort(1, 10)))
@pytest.mark.parametrize(
    "fixture",
    [path for path in FIXTURES if path.name in ("2018", "2021", "2023", "2024", "2025", "2025-html")],
    ids=lambda path: f"{path.parent.name}-{path.name}",
)
def test_one_by_one_in_any_order_they_give_what_they_give_together(
    opened: Opened, tmp_path: Path, fixture: Path, seed: int, deleted: bool
) -> None:
    parts = parts_of(tmp_path / "in", fixture, [one.format("mara") for one in CALLED[:2]], seed)
    whole = opened("whole")
    drop(whole, parts)
    for number, order in enumerate(itertools.permutations(parts)):
        library = opened(f"apart{number}")
        held = {part: part.read_bytes() for part in order}
        for part in order:
            drop(library, [part])
            if deleted:
                part.unlink()
        for part, data in held.items():
            part.write_bytes(data)
        assert dump(library) == dump(whole), [path.name for path in order]
        assert brought(library) == brought(whole)


@pytest.mark.parametrize(
    "called", [("fb_part1.zip", "fb_part2.zip", "fb_part3.zip"), [one.format("fb") for one in CALLED]]
)
def test_three_of_them_are_one_download_and_every_state_is_taken_back(
    opened: Opened, tmp_path: Path, called: Sequence[str]
) -> None:
    parts = parts_of(tmp_path / "in", FACEBOOK, called, 4)
    whole, library = opened("whole"), opened("library")
    drop(whole, parts)
    states = [dump(library)]
    for part in parts:
        drop(library, [part])
        states.append(dump(library))
    assert states[-1] == dump(whole)
    for before in reversed(states[:-1]):
        library.history.undo().result(timeout=60)
        assert dump(library) == before


def zipped(path: Path, files: Mapping[str, Json], when: tuple[int, int, int, int, int, int] = DAY) -> Path:
    with zipfile.ZipFile(path, "w") as target:
        for name, value in files.items():
            target.writestr(zipfile.ZipInfo(name, when), written(value))
    return path


def profile(owner: str) -> dict[str, Json]:
    told: Json = {"profile_v2": {"name": {"full_name": owner}}}
    return {"personal_information/profile_information/profile_information.json": told}


def friends(*names: str) -> dict[str, Json]:
    told: Json = {"friends_v2": [{"name": one, "timestamp": 1_500_000_000 + n} for n, one in enumerate(names)]}
    return {"connections/friends/your_friends.json": told}


def talk(folder: str, other: str, owner: str = "Mara Lindqvist") -> dict[str, Json]:
    value: Json = {
        "participants": [{"name": other}, {"name": owner}],
        "messages": [{"sender_name": other, "timestamp_ms": 1_700_000_000_000, "content": f"Ahoy from {other}"}],
        "title": other,
        "thread_path": f"inbox/{folder}",
    }
    return {f"your_facebook_activity/messages/inbox/{folder}/message_1.json": value}


TALKS = {**talk("anaduarte_1234567890123", "Ana Duarte"), **talk("bohakansson_1234567890124", "Bo Håkansson")}


@pytest.mark.parametrize(
    ("second", "when"),
    [
        pytest.param({**TALKS, **friends("Ana Duarte")}, DAY, id="a file of both"),
        pytest.param(TALKS, (2026, 11, 28, 12, 0, 0), id="packed a week later"),
        pytest.param(
            {path.replace("your_facebook_activity", "your_activity_across_facebook"): value
             for path, value in TALKS.items()},
            DAY, id="folders of another year"),
        pytest.param(
            {**talk("anaduarte_1234567890123", "Ana Duarte", "Petra Costa"),
             **talk("bohakansson_1234567890124", "Bo Håkansson", "Petra Costa")}, DAY, id="of another owner"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("backwards", [False, True])
def test_what_speaks_against_it_makes_them_two_downloads_and_nothing_is_lost(
    library: Library,
    tmp_path: Path,
    second: dict[str, Json],
    when: tuple[int, int, int, int, int, int],
    backwards: bool,
) -> None:
    years = {**profile("Mara Lindqvist"), **friends("Ana Duarte", "Chidi Okoro")}
    if "your_activity_across_facebook" in str(second):
        years |= talk("gita_1234567890125", "Gita Nair")
    parts = [zipped(tmp_path / "facebook.zip", years), zipped(tmp_path / "facebook (1).zip", second, when)]
    for part in reversed(parts) if backwards else parts:
        assert outcome(library, [part]).again == ()
    assert len([one for one in library.imports.list() if one.state == "live"]) == 2
    told = [json.loads(line) for line in dump(library)]
    said = {one.get("text") for one in told}
    assert {"Ahoy from Ana Duarte", "Ahoy from Bo Håkansson"} <= said
    assert library.people.named("Chidi Okoro")


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_where_two_downloads_could_have_it_neither_has(
    library: Library, tmp_path: Path, order: tuple[int, int, int]
) -> None:
    """Two lists of friends of one day, and conversations that fit both."""
    parts = [
        zipped(tmp_path / "facebook.zip", {**profile("Mara Lindqvist"), **friends("Ana Duarte")}),
        zipped(tmp_path / "facebook (1).zip", {**profile("Mara Lindqvist"), **friends("Ana Duarte", "Chidi Okoro")}),
        zipped(tmp_path / "facebook (2).zip", TALKS),
    ]
    again = [outcome(library, [parts[number]]).again for number in order]
    assert again[-1] == ()
    everybody = {"Ana Duarte", "Bo Håkansson", "Chidi Okoro"}
    assert everybody == {one for one in everybody if library.people.named(one)}
    assert {"Ahoy from Ana Duarte", "Ahoy from Bo Håkansson"} <= {
        json.loads(line).get("text") for line in dump(library)
    }
