"""The zips of one download dropped one after the other, perhaps months apart: the library is that of all of them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from relate.services.import_life import ImportLife
from relate.services.library import Library
from relate.services.views import ImportOutcome
from tests.effort import dice, effort
from tests.services.conftest import EXPORTS, Opened, dump
from tests.services.test_archives_as_a_set import drop, names, packed, words

FIXTURES = [
    path
    for network in ("facebook", "instagram", "threads")
    for path in sorted((EXPORTS / network).iterdir())
    if path.is_dir() and path.name != "encrypted"
]


OWNERS = {"facebook": "mara.lindqvist", "instagram": "mara.lind"}
"""As the profiles of the fixtures have it; the name of a download may be of before he took another one."""


def parts_of(folder: Path, fixture: Path, chance: random.Random, count: int, called: str = "") -> list[Path]:
    """The same download in several zips, as large ones come: any file in any of them, none of them without one."""
    network = "instagram" if fixture.parent.name == "threads" else fixture.parent.name
    files = sorted(path.relative_to(fixture).as_posix() for path in fixture.rglob("*") if path.is_file())
    held: list[set[str]] = [set() for _ in range(min(count, len(files)))]
    for place, file in enumerate(chance.sample(files, len(files))):
        held[place if place < len(held) else chance.randrange(len(held))].add(file)
    folder.mkdir(parents=True)
    return [
        packed(folder / f"{network}-{called or OWNERS[network]}-2026-11-20-aB{number}.zip", fixture, kept.__contains__)
        for number, kept in enumerate(held)
    ]


def brought(library: Library) -> list[tuple[str, int]]:
    """Each live import and how many new people it brought, as its page says."""
    live = [report for report in library.imports.list() if report.state == "live"]
    return sorted((report.title, report.people_new) for report in live)


def outcome(library: Library, together: Sequence[Path]) -> ImportOutcome:
    return library.imports.start(list(together)).future.result(timeout=60)


@pytest.mark.parametrize("seed", range(effort(1, 20)))
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_in_any_order_one_by_one_they_give_what_they_give_together(
    opened: Opened, tmp_path: Path, fixture: Path, seed: int
) -> None:
    chance = dice(f"parts/{fixture.parent.name}/{fixture.name}", seed)
    parts = parts_of(tmp_path / "in", fixture, chance, chance.choice((2, 3)), chance.choice(("", "mara.before")))
    whole = opened("whole")
    drop(whole, parts)
    for order in itertools.permutations(parts):
        library = opened("-".join(path.stem[-1] for path in order))
        for part in order:
            drop(library, [part])
        assert dump(library) == dump(whole), [path.name for path in order]
        assert brought(library) == brought(whole)


def test_some_of_them_together_and_others_in_other_folders_are_still_the_one_download(
    opened: Opened, tmp_path: Path
) -> None:
    parts = parts_of(tmp_path / "in", EXPORTS / "facebook" / "2025", random.Random(5), 4)
    whole, pieces = opened("whole"), opened("pieces")
    drop(whole, parts)
    (tmp_path / "later").mkdir()
    later = parts[3].rename(tmp_path / "later" / parts[3].name)
    drop(pieces, [parts[2], parts[0]])
    drop(pieces, [later])
    last = outcome(pieces, [parts[1]])
    assert set(last.again) == {parts[0].name, parts[2].name, later.name}
    assert dump(pieces) == dump(whole)
    # Once more, and a part that is in it already, change nothing.
    drop(pieces, [parts[0]])
    drop(pieces, [*parts[:3], later])
    assert dump(pieces) == dump(whole)


def test_every_state_on_the_way_is_taken_back_and_done_again(opened: Opened, tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "in", EXPORTS / "instagram" / "2025", random.Random(3), 3)
    library = opened()
    states = [dump(library)]
    for part in parts:
        drop(library, [part])
        states.append(dump(library))
    for before in reversed(states[:-1]):
        library.history.undo().result(timeout=60)
        assert dump(library) == before
    for after in states[1:]:
        library.history.redo().result(timeout=60)
        assert dump(library) == after
    live = [report for report in library.imports.list() if report.state == "live"]
    assert len(live) == 1


def test_it_is_taken_back_also_where_the_rows_of_a_part_are_not_kept_any_more(opened: Opened, tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "in", EXPORTS / "facebook" / "2025", random.Random(2), 2)
    empty, library = opened("empty"), opened("library")
    for part in parts:
        drop(library, [part])
    for left in (tmp_path / "library").rglob("1.rows"):
        left.unlink()
    library.history.undo().result(timeout=60)
    assert dump(library) == dump(empty)


def test_a_kill_while_a_part_goes_is_told_for_what_it_was(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = parts_of(tmp_path / "in", EXPORTS / "facebook" / "2025", random.Random(1), 2)
    library, whole, alone = opened("killed"), opened("whole"), opened("alone")
    drop(whole, parts)
    drop(alone, [parts[0]])
    drop(library, [parts[0]])
    with monkeypatch.context() as killed:
        killed.setattr(ImportLife, "_tell_taken_back", lambda *_words: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            outcome(library, [parts[1]])
    library.close()
    again = opened("killed")
    again.imports.let_go()
    again.settled()
    assert dump(again) == dump(whole)
    again.history.undo().result(timeout=60)
    assert dump(again) == dump(alone)


def test_what_the_user_said_of_somebody_stays_with_him(library: Library, tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "in", EXPORTS / "facebook" / "2025", random.Random(1), 2)
    drop(library, [parts[0]])
    (ana, *_) = library.people.named("Ana Duarte")
    library.people.set_circle([ana], 15).result()
    library.people.set_fact(ana, "how_met", "At the harbour fair").result()
    drop(library, [parts[1]])
    (ana,) = library.people.named("Ana Duarte")
    page = library.people.page(ana)
    assert page.circle == 15
    assert ("how_met", "At the harbour fair") in {(fact.field, fact.value) for fact in page.facts}


@pytest.mark.parametrize("gone", [0, 1])
def test_a_part_of_which_nothing_is_left_is_named_and_its_people_and_words_stay(
    opened: Opened, tmp_path: Path, gone: int
) -> None:
    """Neither its file nor what an import keeps of it (test_kept_parts.py). A part alone does not know what the other
    one says of a name; who is there and what was said is the same."""
    parts = parts_of(tmp_path / "in", EXPORTS / "facebook" / "2025", random.Random(1), 2)
    whole, apart = opened("whole"), opened("apart")
    drop(whole, parts)
    drop(apart, [parts[gone]])
    parts[gone].unlink()
    for kept in (tmp_path / "apart").rglob("*.rows"):
        kept.unlink()
    last = outcome(apart, [parts[1 - gone]])
    assert last.apart == (parts[gone].name,)
    assert last.again == ()
    assert names(apart) == names(whole)
    said = {text for *_, text in words(whole)}
    assert said <= {text for *_, text in words(apart)}
    assert len([report for report in apart.imports.list() if report.state == "live"]) == 2


def test_another_file_in_the_place_of_a_part_is_never_opened(opened: Opened, tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "in", EXPORTS / "facebook" / "2025", random.Random(1), 2)
    whole, library = opened("whole"), opened("library")
    drop(whole, parts)
    drop(library, [parts[0]])
    packed(parts[0], EXPORTS / "facebook" / "2023")
    last = outcome(library, [parts[1]])
    assert (last.again, last.apart) == ((parts[0].name,), ())  # as it was kept
    assert dump(library) == dump(whole)


def test_a_part_of_what_was_read_together_before_asks_for_nothing(library: Library, tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "in", EXPORTS / "facebook" / "2025", random.Random(1), 2)
    drop(library, parts)
    once = dump(library)
    parts[0].unlink()
    last = outcome(library, [parts[1]])
    assert (last.again, last.apart) == ((parts[0].name,), ())  # as it was kept
    assert {report.people_new + report.interactions_new for report in last.imports} == {0}
    library.imports.let_go()
    library.settled()
    assert dump(library) == once


def test_a_later_download_of_the_same_account_is_none_of_its_parts(library: Library, tmp_path: Path) -> None:
    older = packed(tmp_path / "facebook-mara.lindqvist-2025-11-20-aB1.zip", EXPORTS / "facebook" / "2023")
    undated = packed(tmp_path / "facebook-mara.lindqvist.zip", EXPORTS / "facebook" / "2023")
    drop(library, [older])
    drop(library, [undated])
    newer = packed(tmp_path / "facebook-mara.lindqvist-2026-11-20-aB1.zip", EXPORTS / "facebook" / "2025")
    assert outcome(library, [newer]).again == ()
    again = packed(tmp_path / "facebook-mara.lindqvist (1).zip", EXPORTS / "facebook" / "2025")
    assert outcome(library, [again]).again == ()


def test_what_a_kill_left_of_a_part_is_put_right_at_the_next_start(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both imports stand where the program ended before the first one went."""
    parts = parts_of(tmp_path / "in", EXPORTS / "facebook" / "2025", random.Random(1), 2)
    library = opened("killed")
    whole = opened("whole")
    drop(whole, parts)
    drop(library, [parts[0]])
    with monkeypatch.context() as killed:
        killed.setattr(ImportLife, "take_in", lambda _life, _import_id, not_of=0: [])
        drop(library, [parts[1]])
    assert dump(library) != dump(whole)
    library.close()
    again = opened("killed")
    again.imports.let_go()
    again.settled()
    assert dump(again) == dump(whole)


@pytest.mark.parametrize("seed", range(effort(1, 20)))
@pytest.mark.parametrize("era", ["2018", "2021", "2024", "2025", "2026", "german"])
def test_a_small_archive_of_linkedin_and_the_large_one_are_the_same_in_any_order(
    opened: Opened, tmp_path: Path, era: str, seed: int
) -> None:
    chance, home = dice(f"basic/{era}", seed), EXPORTS / "linkedin" / era
    files = sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())
    some = set(chance.sample(files, chance.randint(1, len(files))))
    day = chance.choice(("11-20-2026", "11-22-2026"))
    basic = packed(tmp_path / f"Basic_LinkedInDataExport_{day}.zip", home, some.__contains__)
    complete = packed(tmp_path / "Complete_LinkedInDataExport_11-22-2026.zip", home)
    together, there, back = opened("together"), opened("there"), opened("back")
    drop(together, [basic, complete])
    for library, order in ((there, (basic, complete)), (back, (complete, basic))):
        for archive in order:
            drop(library, [archive])
    assert dump(there) == dump(together)
    assert dump(back) == dump(together)
