"""What an import promises holds for every fixture of these sources: nothing lost, nothing twice, any order, taken back.
The fixtures are those that lie in the folder: a new one is in by itself.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from relate.services.library import Library
from relate.services.views import ImportOutcome
from tests.effort import NIGHTLY
from tests.services.conftest import EXPORTS, Opened, dump

SOURCES = (
    "discord", "facebook", "google_chat", "google_voice", "hangouts", "imessage", "instagram", "mail", "signal",
    "slack", "sms", "telegram", "threads", "whatsapp", "x",
)  # fmt: skip
FIXTURES = {source: sorted(path for path in (EXPORTS / source).iterdir() if path.is_dir()) for source in SOURCES}
BOOKS = EXPORTS / "address_book"
FIXTURES["address_book"] = sorted(path for path in BOOKS.rglob("*.*") if path.is_file() and path.name[0] != ".")
ALL = [path for paths in FIXTURES.values() for path in paths]


def pairs() -> list[tuple[Path, Path]]:
    """Two fixtures of one source: at night each with each, in the gate each with the one after it and the one after
    that, so that each era meets the next, its own damaged form and its pages."""
    if NIGHTLY:
        return [pair for paths in FIXTURES.values() for pair in itertools.combinations(paths, 2)]
    near = [itertools.chain(itertools.pairwise(paths), zip(paths, paths[2:], strict=False))
            for paths in FIXTURES.values()]  # fmt: skip
    return list(dict.fromkeys(itertools.chain.from_iterable(near)))


def called(path: object) -> str:
    assert isinstance(path, Path)
    return f"{path.parent.name}-{path.name}"


def drop(library: Library, *fixtures: Path) -> list[ImportOutcome]:
    return [library.imports.start([fixture]).future.result(timeout=60) for fixture in fixtures]


def test_there_are_fixtures_of_every_source_damaged_ones_too() -> None:
    for paths in FIXTURES.values():
        assert len(paths) >= 3
        assert any(path.name.endswith("-damaged") or path.parent.name == "damaged" for path in paths)


@pytest.mark.parametrize("fixture", ALL, ids=called)
def test_every_row_is_accounted_for_and_twice_is_once(library: Library, fixture: Path) -> None:
    (outcome,) = drop(library, fixture)
    assert outcome.imports
    for report in outcome.imports:
        for file in report.files:
            assert file.rows == file.new + file.matched + file.updated + file.unchanged + file.skipped, file
            assert file.skipped == sum(count for _, count in file.reasons), file
    told = {Path(file.name).name for report in outcome.imports for file in report.files}
    told |= {Path(name).name for report in outcome.imports for name in report.unread}
    told |= {Path(one.name).name for one in outcome.unknown}
    # Mails that are files of their own are the rows of their folder.
    silent = {
        path.name
        for path in fixture.rglob("*")
        if path.is_file() and told.isdisjoint((path.name, path.parent.name, path.parent.parent.name))
    }
    assert silent <= {"manifest.js", *DESCRIBING, *NOTHING_IN_THEM.get(called(fixture), ())}
    once = dump(library)
    (again,) = drop(library, fixture)
    assert dump(library) == once
    for report in again.imports:
        assert [(file.new, file.matched, file.updated) for file in report.files] == [(0, 0, 0)] * len(report.files)
        assert (report.people_new, report.interactions_new) == (0, 0)


DESCRIBING = ("channels.json", "groups.json", "dms.json", "mpims.json", "channel.json", "index.json")
"""What the conversations of Slack and Discord are, and nothing that is a row; what is damaged in them is told."""
NOTHING_IN_THEM = {
    **dict.fromkeys(("facebook-2023", "facebook-2025"), ("sent_friend_requests.json",)),
    **dict.fromkeys(("imessage-mac-2026", "imessage-mac-2026-damaged"), ("chat.db-wal",)),
}
"""Files whose lists are empty, or whose rows are told with those of another file."""


@pytest.mark.parametrize(("one", "other"), pairs(), ids=called)
def test_two_archives_give_the_same_library_in_either_order(opened: Opened, one: Path, other: Path) -> None:
    there, back = opened("there"), opened("back")
    drop(there, one, other)
    drop(back, other, one)
    assert dump(there) == dump(back)


@pytest.mark.parametrize(("stays", "goes"), pairs(), ids=called)
def test_taking_back_one_of_two_archives_leaves_what_the_other_says(opened: Opened, stays: Path, goes: Path) -> None:
    alone, both = opened("alone"), opened("both")
    drop(alone, stays)
    drop(both, stays)
    before = {report.id for report in both.imports.list()}
    drop(both, goes)
    for report in both.imports.list():
        if report.id not in before:
            both.imports.undo(report.id).result(timeout=60)
    assert dump(both) == dump(alone)
