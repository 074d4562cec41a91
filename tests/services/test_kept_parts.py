"""The parts of a download dropped months apart, the file of each deleted once it was read: the library is that of all
of them together, as if the files still lay there."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.domain.errors import UnreadableSource
from relate.domain.moments import DAY_MS
from relate.importers import kept_parts as importers_kept
from relate.importers.source import open_sources
from relate.services import kept_parts, reading_apart
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown
from relate.store import kept_parts as store_kept
from relate.store.connection import open_staging
from relate.store.imports import staging_path
from tests.effort import dice, effort
from tests.services.conftest import EXPORTS, NOON, Opened, dump
from tests.services.test_archives_as_a_set import drop, packed
from tests.services.test_parts_apart import FIXTURES, OWNERS, brought, outcome, parts_of

FACEBOOK = EXPORTS / "facebook" / "2025"
PHONE_BOOK = "personal_information/other_personal_information/contacts_uploaded_from_your_phone.json"


def in_two(folder: Path, fixture: Path, first: set[str]) -> list[Path]:
    """The same download in two zips: these files in the first, all others in the second."""
    network = "instagram" if fixture.parent.name == "threads" else fixture.parent.name
    folder.mkdir(parents=True)
    stem = f"{network}-{OWNERS[network]}-2026-11-20"
    return [
        packed(folder / f"{stem}-aB.zip", fixture, first.__contains__),
        packed(folder / f"{stem}-cD.zip", fixture, lambda path: path not in first),
    ]


def splits(fixture: Path) -> list[set[str]]:
    """Each file alone and all others, each folder alone and all others, and halves by chance; some of them."""
    files = sorted(path.relative_to(fixture).as_posix() for path in fixture.rglob("*") if path.is_file())
    told: dict[frozenset[str], None] = {}
    for file in files:
        told.setdefault(frozenset({file}))
        for depth in range(1, file.count("/") + 1):
            folder = "/".join(file.split("/")[:depth]) + "/"
            told.setdefault(frozenset(one for one in files if one.startswith(folder)))
    chance = dice(f"kept/{fixture.parent.name}/{fixture.name}", 0)
    for _ in range(20):
        told.setdefault(frozenset(one for one in files if chance.random() < 0.5))
    found = [set(one) for one in told if 0 < len(one) < len(files)]
    return chance.sample(found, min(effort(2, 1000), len(found)))


def dropped_and_deleted(library: Library, parts: Sequence[Path]) -> None:
    """One after the other, none of them left; they lie there again at the end."""
    held = {part: part.read_bytes() for part in parts}
    for part in parts:
        drop(library, [part])
        part.unlink()
    for part, data in held.items():
        part.write_bytes(data)


def kept_bytes(library: Library) -> int:
    """How much of their files is kept of all imports."""
    count = 0
    for report in library.imports.list():
        with closing(sqlite3.connect(staging_path(library.path, report.id))) as rows:
            count += rows.execute("SELECT coalesce(sum(length(data)), 0) FROM kept_piece").fetchone()[0]
    return count


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_way_to_part_it_in_either_order_gives_what_both_give_together(
    opened: Opened, tmp_path: Path, fixture: Path
) -> None:
    for number, first in enumerate(splits(fixture)):
        parts = in_two(tmp_path / f"in{number}", fixture, first)
        whole = opened(f"whole{number}")
        drop(whole, parts)
        for order in (parts, parts[::-1]):
            library = opened(f"{number}-{order[0].stem[-2:]}")
            dropped_and_deleted(library, order)
            assert dump(library) == dump(whole), (sorted(first), order[0].name)
            assert brought(library) == brought(whole)


@pytest.mark.parametrize("fixture", [FACEBOOK, EXPORTS / "instagram" / "2021"], ids=lambda path: path.parent.name)
def test_parts_that_a_browser_has_unpacked_are_parts_as_well(opened: Opened, tmp_path: Path, fixture: Path) -> None:
    """Together and months apart, with zips among them, also where the folders are gone."""
    first = splits(fixture)[0]
    parts = in_two(tmp_path / "in", fixture, first)
    whole, together, apart, gone = (opened(name) for name in ("whole", "together", "apart", "gone"))
    drop(whole, parts)
    folders = [unpacked(part) for part in parts]
    drop(together, folders)
    drop(apart, [folders[0]])
    drop(apart, [parts[1]])
    for folder in folders:
        drop(gone, [folder])
        shutil.rmtree(folder)
    for library in (together, apart, gone):
        assert dump(library) == dump(whole)
        assert brought(library) == brought(whole)


def unpacked(part: Path) -> Path:
    """The folder beside a zip that it is unpacked into."""
    folder = part.with_suffix("")
    with zipfile.ZipFile(part) as zipped:
        zipped.extractall(folder)
    return folder


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_each_of_three_parts_is_kept_once_and_every_state_is_taken_back_and_done_again(
    opened: Opened, tmp_path: Path, order: tuple[int, int, int]
) -> None:
    parts = parts_of(tmp_path / "in", FACEBOOK, random.Random(4), 3)
    whole, library = opened("whole"), opened("library")
    drop(whole, parts)
    states, kept = [dump(library)], []
    for number in order:
        drop(library, [parts[number]])
        parts[number].unlink()
        states.append(dump(library))
        kept.append(kept_bytes(library))
    assert states[-1] == dump(whole)
    assert kept[-1] == kept_bytes(whole)
    for before in reversed(states[:-1]):
        library.history.undo().result(timeout=60)
        assert dump(library) == before
    for after in states[1:]:
        library.history.redo().result(timeout=60)
        assert dump(library) == after


def test_a_part_of_before_once_more_changes_nothing(opened: Opened, tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "in", FACEBOOK, random.Random(1), 2)
    whole, library = opened("whole"), opened("library")
    drop(whole, parts)
    dropped_and_deleted(library, parts)
    for again, gone in (parts, parts[::-1]):
        held = gone.read_bytes()
        gone.unlink()
        last = outcome(library, [again])
        assert (last.again, last.apart) == ((gone.name,), ())
        assert {report.people_new + report.interactions_new for report in last.imports} == {0}
        gone.write_bytes(held)
    assert dump(library) == dump(whole)


def test_what_is_left_alone_in_a_part_is_told_of_the_whole_too(opened: Opened, tmp_path: Path) -> None:
    parts = in_two(
        tmp_path / "in", EXPORTS / "facebook" / "2023", {"connections/friends/your_friends.json", PHONE_BOOK}
    )
    whole, library = opened("whole"), opened("library")
    drop(whole, parts)
    dropped_and_deleted(library, parts)
    assert PHONE_BOOK in library.imports.list()[0].unread
    assert library.imports.list()[0].unread == whole.imports.list()[0].unread
    assert PHONE_BOOK.rpartition("/")[2].encode() in rows_of(library, 1)
    assert b'"secret"' not in rows_of(library, 1)  # its name is kept and not a word of it


def rows_of(library: Library, number: int) -> bytes:
    return staging_path(library.path, number).read_bytes()


def test_what_the_user_took_back_does_not_come_again_with_the_rest(opened: Opened, tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "in", FACEBOOK, random.Random(1), 2)
    alone, library = opened("alone"), opened("library")
    drop(alone, [parts[1]])
    drop(library, [parts[0]])
    library.imports.undo(1).result(60)
    parts[0].unlink()
    last = outcome(library, [parts[1]])
    assert (last.again, last.apart) == ((), ())
    assert dump(library) == dump(alone)


def test_of_two_networks_in_one_part_the_one_that_was_taken_back_stays_away(opened: Opened, tmp_path: Path) -> None:
    both = tmp_path / "both"
    for network in ("instagram", "threads"):
        shutil.copytree(EXPORTS / network / "2025", both, dirs_exist_ok=True)
    talk = "your_instagram_activity/messages/inbox/anaduarte_17845000000000001/message_1.json"
    (tmp_path / "in").mkdir()
    name = "instagram-mara.lind-2026-11-20"
    first = packed(tmp_path / "in" / f"{name}-aB.zip", both, lambda path: path != talk)
    second = packed(tmp_path / "in" / f"{name}-cD.zip", both, lambda path: path == talk)
    whole, library = opened("whole"), opened("library")
    for one in (whole, library):
        drop(one, [first])
        (threads,) = (report.id for report in one.imports.list() if report.network == "threads")
        one.imports.undo(threads).result(60)
    drop(whole, [first, second])
    (threads,) = (
        report.id for report in whole.imports.list() if report.network == "threads" and report.state == "live"
    )
    whole.imports.undo(threads).result(60)
    first.unlink()
    assert outcome(library, [second]).again == (first.name,)
    assert dump(library) == dump(whole)
    assert not [report for report in library.imports.list() if report.network == "threads" and report.state == "live"]


def test_a_large_download_is_read_from_what_is_kept_by_another_process(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[reading_apart.ReadingApart] = []

    class Told(reading_apart.ReadingApart):
        def __init__(self, orders: Sequence[bytes], title: str, waiting: reading_apart.Ready) -> None:
            super().__init__(orders, title, waiting)
            started.append(self)

    parts = parts_of(tmp_path / "in", FACEBOOK, random.Random(1), 2)
    whole, library = opened("whole"), opened("library")
    drop(whole, parts)
    monkeypatch.setattr(reading_apart, "FROM_BYTES", 0)
    monkeypatch.setattr(reading_apart, "ReadingApart", Told)
    dropped_and_deleted(library, parts)
    assert dump(library) == dump(whole)
    assert len(started) == (2 if (os.cpu_count() or 1) > 1 else 0)


@pytest.mark.parametrize("as_folder", [False, True])
def test_a_part_that_is_too_large_to_be_kept_is_asked_for(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_folder: bool
) -> None:
    parts = parts_of(tmp_path / "in", FACEBOOK, random.Random(1), 2)
    first = unpacked(parts[0]) if as_folder else parts[0]
    with monkeypatch.context() as little:
        little.setattr(kept_parts, "MOST_KEPT", 1000)
        drop(library, [first])
    assert kept_bytes(library) == 0
    (tmp_path / "elsewhere").mkdir()
    for one in {first, parts[0]}:
        one.rename(tmp_path / "elsewhere" / one.name)
    last = outcome(library, [parts[1]])
    assert (last.again, last.apart) == ((), (first.name,))


def test_nothing_is_kept_where_the_disk_is_nearly_full(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_parts, "_free", lambda _rows: 2000)
    drop(library, parts_of(tmp_path / "in", FACEBOOK, random.Random(1), 2))
    assert kept_bytes(library) == 0
    assert brought(library)


def test_a_disk_that_is_full_in_the_midst_of_it_keeps_nothing_and_the_import_goes_on(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> SqliteDatabase:
        database = open_staging(path)
        database.execute_sql("PRAGMA max_page_count = 1")  # as many as there are
        return database

    monkeypatch.setattr(store_kept, "open_staging", full)
    drop(library, [packed(tmp_path / "facebook-mara-2026-11-20-aB.zip", FACEBOOK)])
    assert kept_bytes(library) == 0
    assert brought(library)


def test_who_is_forgotten_for_good_is_forgotten_with_what_was_kept(library: Library, tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "in", FACEBOOK, random.Random(1), 2)
    drop(library, [parts[0]])
    parts[0].unlink()
    assert kept_bytes(library) > 0
    (ana, *_) = library.people.named("Ana Duarte")
    library.forgetting.forget(ana).result(60)
    assert not list(library.path.parent.rglob("*.rows*"))
    last = outcome(library, [parts[1]])
    assert (last.again, last.apart) == ((), (parts[0].name,))
    assert library.people.named("Ana Duarte") == []


def test_who_was_deleted_does_not_come_again_out_of_what_is_kept(library: Library, tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "in", FACEBOOK, random.Random(1), 2)
    drop(library, [parts[0]])
    parts[0].unlink()
    names = {person: library.people.page(person).name for person in library.people.ids(PeopleQuery(Shown.EVERYONE))}
    person, name = next((person, name) for person, name in names.items() if list(names.values()).count(name) == 1)
    library.people.delete([person]).result(60)
    assert outcome(library, [parts[1]]).again == (parts[0].name,)
    assert library.people.named(name) == []


@pytest.mark.parametrize("damaged", [False, True])
def test_rows_of_an_earlier_program_or_damaged_ones_keep_no_parts(
    library: Library, tmp_path: Path, damaged: bool
) -> None:
    parts = parts_of(tmp_path / "in", FACEBOOK, random.Random(1), 2)
    drop(library, [parts[0]])
    parts[0].unlink()
    if damaged:
        staging_path(library.path, 1).write_bytes(b"no rows" * 1000)
    else:
        with closing(sqlite3.connect(staging_path(library.path, 1))) as rows:
            for table in ("kept_part", "kept_member", "kept_piece"):
                rows.execute(f"DROP TABLE {table}")
            rows.commit()
    last = outcome(library, [parts[1]])
    assert (last.again, last.apart) == ((), (parts[0].name,))


def test_what_is_kept_of_a_part_that_was_taken_in_stays_as_long_as_the_whole(opened: Opened, tmp_path: Path) -> None:
    """Also where the user had taken the part back once, and it came again."""
    parts = parts_of(tmp_path / "in", FACEBOOK, random.Random(4), 3)
    whole, library = opened("whole"), opened("library")
    drop(whole, parts)
    drop(library, [parts[0]])
    library.history.undo().result(60)
    library.history.redo().result(60)
    parts[0].unlink()
    drop(library, [parts[1]])
    parts[1].unlink()
    library.close()
    later = Library.open(library.path, clock=lambda: NOON + 100 * DAY_MS)
    try:
        later.imports.let_go()
        later.settled()
        assert set(outcome(later, [parts[2]]).again) == {parts[0].name, parts[1].name}
        assert dump(later) == dump(whole)
    finally:
        later.close()


@pytest.mark.parametrize("method", [None, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("piece", [1, 100, 1 << 18])
def test_a_member_is_read_from_its_pieces_as_from_its_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: int | None, piece: int
) -> None:
    """method: None for a folder that a zip was unpacked into."""
    monkeypatch.setattr(importers_kept, "PIECE", piece)
    told = {"messages/a.json": b"Ana " * 700, "messages/empty.json": b"", "b.json": bytes(range(256)) * 3}
    path = tmp_path / "facebook-mara-2026-11-20-aB.zip"
    with zipfile.ZipFile(path, "w", method or zipfile.ZIP_STORED) as zipped:
        for name, data in told.items():
            zipped.writestr(name, data)
    if method is None:
        path = unpacked(path)
    (source,), _ = open_sources([path])
    with source:
        (part,) = importers_kept.parts_read(source, source.members, ())
        held = {name: part.packed(name) for name in part.members}
        pieces = {name: list(packed.pieces) for name, packed in held.items()}
        entries = {name: packed.entry()._replace(start=0) for name, packed in held.items()}
    shutil.rmtree(path) if method is None else path.unlink()
    kept = importers_kept.kept_source(
        path, "mark", entries, ["left.json"], lambda name, number: pieces[name][number], lambda: None
    )
    assert kept.fingerprints() == ["mark"]
    for member in kept.members:
        if member.path == "left.json":
            with pytest.raises(UnreadableSource, match="is not kept: drop facebook-mara-2026-11-20-aB"):
                kept.open(member)
        else:
            assert kept.open(member).read() == told[member.path]
            assert kept.peek(member, 3).read() == told[member.path][3:]
            assert kept.head(member, 5) == told[member.path][:5]


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [("facebook-mara.zip", True), ("facebook-mara-2026-11-20-aB", True), ("facebook-mara", False)],
)
def test_what_may_be_a_part_is_kept(tmp_path: Path, name: str, is_kept: bool) -> None:
    """A zip, and a folder that is called as a part of a download of some day; any other folder is the user's own."""
    path = packed(tmp_path / "made.zip", FACEBOOK)
    path = path.rename(tmp_path / name) if name.endswith(".zip") else unpacked(path).rename(tmp_path / name)
    (source,), _ = open_sources([path])
    with source:
        assert bool(list(importers_kept.parts_read(source, source.members, ()))) is is_kept
