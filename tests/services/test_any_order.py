"""Archives of several years, and address books, in any order: each is the same library as every other.

Between archives people change their names, leave, and share a name; a row of one year may be known by a link, of
another by a name and a minute alone. What is one and what is two must not hang on what came first.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from typing import NoReturn

import pytest

from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown
from relate.store import regrouping
from tests.effort import NIGHTLY, dice, effort
from tests.exports.eras import Archive, Somebody, made_up
from tests.services.conftest import Opened, dump, read

ANA = ("Ana", "Silva")
MAY, JUNE = datetime(2017, 5, 1, 9, 0, 7, tzinfo=UTC), datetime(2017, 6, 1, 9, 1, 30, tzinfo=UTC)


def told(library: Library) -> tuple[list[str], list[tuple[str, str, str, int | None]]]:
    """What is the same in equal libraries: everything that is kept, and the lines of the list of people."""
    rows = library.people.rows(library.people.ids(PeopleQuery(Shown.EVERYONE)))
    return dump(library), sorted((row.name, row.role, row.company, row.last_contact or 0) for row in rows)


def orders(paths: Sequence[Path], seed: int) -> list[tuple[Path, ...]]:
    """All of them at night, else backwards and one other."""
    every = list(permutations(paths))[1:]
    return every if NIGHTLY else [every[-1], dice("order", seed).choice(every[:-1] or every)]


def both(opened: Opened, archives: Sequence[Path], others: Sequence[Sequence[Path]]) -> None:
    """Read them one after the other, and in other orders; all are the same library, and hang together."""
    first = opened("first")
    for path in archives:
        read(first, path)
    whole = told(first)
    for number, order in enumerate(others):
        library = opened(f"order {number}")
        for path in order:
            read(library, path)
        assert told(library) == whole, [path.name for path in order]
        assert check(library.path) == []
        library.close()


@pytest.mark.parametrize("seed", range(effort(3, 100)))
def test_archives_of_several_years_are_the_same_library_in_every_order(
    opened: Opened, tmp_path: Path, seed: int
) -> None:
    chance = dice("archives of several years", seed)
    archives = made_up(chance, tmp_path / "archives", chance.choice((2, 3, 3, 4)) if NIGHTLY else 3)
    both(opened, archives, orders(archives, seed))


@pytest.mark.parametrize("seed", range(effort(2, 60)))
def test_archives_and_address_books_of_several_years_too(opened: Opened, tmp_path: Path, seed: int) -> None:
    chance = dice("archives and books", seed)
    archives = made_up(chance, tmp_path / "archives", chance.choice((0, 1, 2)), 2)
    both(opened, archives, orders(archives, seed))


@pytest.mark.parametrize("seed", range(effort(2, 100)))
def test_one_that_is_taken_back_leaves_what_the_others_say_and_brings_it_again(
    opened: Opened, tmp_path: Path, seed: int
) -> None:
    chance = dice("one taken back", seed)
    archives = made_up(chance, tmp_path / "archives", 3, chance.choice((0, 0, 1)))
    order = chance.sample(archives, len(archives))
    gone = chance.randrange(len(order))
    library, without = opened("all"), opened("without")
    for path in order:
        read(library, path)
    for path in archives:
        if path != order[gone]:
            read(without, path)
    whole = told(library)
    library.imports.undo(gone + 1).result(timeout=60)
    assert told(library) == told(without)
    assert check(library.path) == []
    library.imports.redo(gone + 1).result(timeout=60)
    assert told(library) == whole
    assert check(library.path) == []


def in_every_order(opened: Opened, tmp_path: Path, people: list[Somebody], *years: int) -> list[str]:
    """Archives of these years in all orders; how often what passed is there, by its kind, as every order has it."""
    archives = [Archive(year, people).write(tmp_path / "archives") for year in years]
    both(opened, archives, list(permutations(archives))[1:])
    library = opened("first")
    return sorted(one["kind"] for one in map(json.loads, dump(library)) if one["record"] == "interaction")


def test_what_was_said_to_somebody_who_left_is_one_message_whichever_archive_came_first(
    opened: Opened, tmp_path: Path
) -> None:
    """2018 knows her by her name and the minute, 2024 by the conversation alone; only 2021 knows that both are one."""
    ana = Somebody("ana", {0: ANA}, talk=[(MAY, True, "Coffee?")], left=2024)
    assert in_every_order(opened, tmp_path, [ana], 2018, 2021, 2024) == ["message"]


def test_whoever_has_another_name_by_now_is_known_by_the_old_one_too(opened: Opened, tmp_path: Path) -> None:
    """2023 and 2024 say the same of the message but for her name, by which alone it is that of 2018."""
    ana = Somebody("ana", {0: ANA, 2024: ("Ana", "Moor")}, talk=[(MAY, True, "Coffee?")])
    assert in_every_order(opened, tmp_path, [ana], 2018, 2023, 2024) == ["message"]


def test_two_of_a_name_without_links_became_connected_once_each_time(opened: Opened, tmp_path: Path) -> None:
    """2019 has one of them and no link, 2022 both and no link, 2025 both with theirs."""
    one, other = Somebody("ana-1", {0: ANA}, [MAY]), Somebody("ana-2", {0: ANA}, [datetime(2020, 6, 1, tzinfo=UTC)])
    assert in_every_order(opened, tmp_path, [one, other], 2019, 2022, 2025) == ["connected"] * 3


def test_two_of_a_name_who_connected_on_one_day_are_two_as_soon_as_one_archive_has_both(
    opened: Opened, tmp_path: Path
) -> None:
    """And one again without it, for nothing tells then that somebody did not only change the name in the link."""
    one, other = Somebody("ana-1", {0: ANA}, [MAY]), Somebody("ana-2", {0: ANA}, [MAY])
    of_year = {2023: [one], 2024: [one, other], 2025: [other]}
    archives = [Archive(year, people).write(tmp_path / "archives") for year, people in of_year.items()]
    both(opened, archives, list(permutations(archives))[1:])
    library, without = opened("first"), opened("without")
    assert len(rows(library)) == 2
    for path in (archives[0], archives[2]):
        read(without, path)
    library.imports.undo(2).result(60)
    assert told(library) == told(without)
    assert len(rows(library)) == 1
    assert check(library.path) == []


def left_in_2024(tmp_path: Path) -> list[Path]:
    """Archives of 2018, 2024 and 2021, the last of which alone knows that the message of the others is one."""
    ana = Somebody("ana", {0: ANA}, talk=[(MAY, True, "Coffee?")], left=2024)
    return [Archive(year, [ana]).write(tmp_path / "archives") for year in (2018, 2024, 2021)]


def rows(library: Library) -> list[int]:
    found = library.readers.connection().execute_sql("SELECT id FROM interaction ORDER BY precision").fetchall()
    return [int(row[0]) for row in found]


@pytest.mark.parametrize("which", [0, 1])
def test_what_the_user_said_of_one_of_two_rows_is_said_of_both_that_turn_out_to_be_one(
    library: Library, tmp_path: Path, which: int
) -> None:
    oldest, newest, between = left_in_2024(tmp_path)
    read(library, oldest)
    read(library, newest)
    library.timeline.hide(rows(library)[which]).result(20)
    apart = dump(library)
    (report,) = read(library, between)
    assert len(rows(library)) == 1
    assert "corrected" in "".join(dump(library))
    assert check(library.path) == []
    library.imports.undo(report.id).result(60)
    assert dump(library) == apart, "and of the one alone when they are two again"
    assert check(library.path) == []
    library.history.undo().result(20)
    library.imports.redo(report.id).result(60)
    assert len(rows(library)) == 1


def test_two_rows_of_which_the_user_said_something_stay_two(library: Library, tmp_path: Path) -> None:
    oldest, newest, between = left_in_2024(tmp_path)
    read(library, oldest)
    read(library, newest)
    for row in rows(library):
        library.timeline.hide(row).result(20)
    read(library, between)
    assert len(rows(library)) == 2
    assert check(library.path) == []


def test_an_import_that_was_cut_off_before_it_was_decided_what_is_one_goes_on_with_it(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives = left_in_2024(tmp_path)
    whole, cut = opened("whole"), opened("cut")
    for path in archives:
        read(whole, path)
    for path in archives[:2]:
        read(cut, path)

    def broken(*_about: object) -> NoReturn:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(regrouping, "regroup", broken)
        with pytest.raises(RuntimeError):
            cut.imports.start([archives[2]]).future.result(60)
    cut.close()
    again = opened("cut")
    again.settled()
    assert told(again) == told(whole)
    assert check(again.path) == []


def test_what_was_said_to_many_by_their_names_is_a_hello_whichever_archive_came_first(
    opened: Opened, tmp_path: Path
) -> None:
    """2024 calls those who left by no name, so that what is the same to all of them without it is another text each."""
    people = [
        Somebody(name.lower(), {0: (name, "Silva")}, talk=[(MAY, True, f"{name}, see you at the fair")], left=2024)
        for name in ("Ana", "Bea", "Carla")
    ]
    archives = [Archive(year, people).write(tmp_path / "archives") for year in (2021, 2024)]
    both(opened, archives, [archives[::-1]])


def test_a_hello_that_went_to_three_with_an_archive_alone_is_none_without_it(opened: Opened, tmp_path: Path) -> None:
    """2024 tells of an account that is closed, which counts beside the name that 2021 has."""
    text = "See you at the fair"
    ana = Somebody("ana", {0: ANA}, talk=[(MAY, True, text), (JUNE, True, text)], left=2024)
    bea = Somebody("bea", {0: ("Bea", "Costa")}, talk=[(MAY, True, text)])
    old, new = (Archive(year, [ana, bea]).write(tmp_path / "archives") for year in (2021, 2024))
    library, without = opened("both"), opened("without")
    read(library, old)
    read(library, new)
    read(without, old)
    library.imports.undo(2).result(60)
    assert told(library) == told(without)
    assert check(library.path) == []
