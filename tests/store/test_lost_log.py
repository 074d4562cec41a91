"""A library whose log is gone: what was not yet in its file is lost and nothing else; its archive brings it back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from relate.domain.errors import LibraryProblem
from relate.services.library import Library
from relate.services.recovering import Recovery
from relate.store import canonical, check
from relate.store.connection import open_database
from relate.store.writing import open_for_writing

LINKEDIN = Path(__file__).parents[1] / "exports" / "linkedin"


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    """A library as a power cut leaves it: the first archive in its file, the second only in its log."""
    path = tmp_path / "relate.db"
    library = Library.open(path)
    library.imports.start([LINKEDIN / "2023"]).future.result()
    library.settled()
    library.close()
    library = Library.open(path)
    library.settled()
    before = open_database(path, "reader")
    try:
        with before.atomic():  # as long as somebody reads what was there before, nothing of the log is written back
            before.execute_sql("SELECT count(*) FROM person").fetchone()
            library.imports.start([LINKEDIN / "2026"]).future.result()
            library.settled()
            (tmp_path / "cut").mkdir()
            for end in ("", "-wal"):
                shutil.copy(path.with_name(path.name + end), tmp_path / "cut" / (path.name + end))
    finally:
        before.close()
        library.close()
    return tmp_path / "cut" / path.name


@pytest.fixture
def whole(cut: Path) -> list[str]:
    """What was in it. Looked up in the library that went on: whoever opens the other writes its log back."""
    return dump(cut.parents[1] / cut.name)


def read_again(path: Path) -> list[str]:
    library = Library.open(path)
    try:
        for year in ("2023", "2026"):
            library.imports.start([LINKEDIN / year]).future.result()
        library.settled()
        return canonical.dump(library.readers.connection())
    finally:
        library.close()


def dump(path: Path) -> list[str]:
    database = open_database(path, "reader")
    try:
        return canonical.dump(database)
    finally:
        database.close()


def test_with_its_log_everything_is_there(cut: Path, whole: list[str]) -> None:
    assert dump(cut) == whole


def test_without_it_the_rest_is_whole_and_the_archive_brings_it_back(cut: Path, whole: list[str]) -> None:
    cut.with_name(cut.name + "-wal").unlink()
    database = open_for_writing(cut)
    assert check.findings(database) == []
    database.close()
    assert not any("Porto" in line for line in dump(cut))
    assert read_again(cut) == whole


@pytest.mark.parametrize("staged", [True, False])
def test_a_log_cut_off_in_the_middle_loses_the_end_alone(cut: Path, whole: list[str], staged: bool) -> None:
    """In the middle of an import, that is: it goes on from its staged rows, or goes where those are lost too."""
    if staged:
        shutil.copytree(cut.parents[1] / "relate.imports", cut.parent / "relate.imports")
    log = cut.with_name(cut.name + "-wal")
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])
    library = Library.open(cut)
    library.imports.list()
    library.settled()
    database = library.readers.connection()
    assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    assert {row[0] for row in database.execute_sql("SELECT state FROM import")} == {"live"}
    library.close()
    assert read_again(cut) == whole


def test_a_log_lost_while_it_was_written_back_is_damage_that_is_recovered(cut: Path, whole: list[str]) -> None:
    """Half of its pages are in the file already, the other half is gone."""
    content = bytearray(cut.read_bytes())
    log = cut.with_name(cut.name + "-wal").read_bytes()
    newest = {
        int.from_bytes(log[at : at + 4], "big"): log[at + 24 : at + 24 + 4096] for at in range(32, len(log), 24 + 4096)
    }
    for number in sorted(newest)[::2]:
        end = number * 4096
        content.extend(b"\0" * max(end - len(content), 0))
        content[end - 4096 : end] = newest[number]
    cut.write_bytes(content)
    cut.with_name(cut.name + "-wal").unlink()
    recovery = Recovery(cut)
    try:
        recovery.read()
    except LibraryProblem as problem:
        assert "not damaged" in str(problem)  # noqa: PT017 - the half may be whole by chance
    else:
        recovery.put_in_place()
    database = open_for_writing(cut)
    assert check.findings(database) == []
    database.close()
    again = read_again(cut)
    assert {line for line in whole if '"record": "interaction"' in line} <= set(again)
