"""kill -9 at any moment of an import, its undo, a merge, a backup, a migration or a restore: all or nothing."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from relate.services.library import Library
from relate.store import backup, canonical, connection
from tests.effort import effort
from tests.services import killed

KILLS = effort(20, 500)
WHAT = ("import", "import apart", "undo", "merge", "backup", "migration", "restore")
ROOT = Path(__file__).resolve().parents[2]


def child(what: str, path: Path, seconds: float) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "tests.services.killed", what, str(path), str(seconds)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def looked_at(path: Path) -> list[str]:
    """The canonical dump after the next start has put everything right."""
    library = Library.open(path)
    try:
        library.imports.list()
        library.settled()
        database = library.readers.connection()
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
        left = database.execute_sql("SELECT state FROM import WHERE state NOT IN ('live', 'undone')").fetchall()
        assert left == []
        return canonical.dump(database)
    finally:
        library.close()


@dataclass(frozen=True)
class Case:
    start: Path
    seconds: float
    before: list[str]
    after: list[str]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """Each act done whole once: how long it takes, and what the library is before and after."""
    base = tmp_path_factory.mktemp("base") / "relate.db"
    library = Library.open(base)
    library.imports.start([killed.BASE]).future.result()
    library.settled()
    library.close()
    both = tmp_path_factory.mktemp("both") / "home"
    both_and_copy = tmp_path_factory.mktemp("restore") / "start"
    found: dict[str, Case] = {}
    for what in WHAT:
        start = {"undo": both, "restore": both_and_copy}.get(what, base.parent)
        whole = tmp_path_factory.mktemp(what) / "home"
        shutil.copytree(start, whole)
        before = looked_at(whole / "relate.db")
        done = child(what, whole / "relate.db", 0)
        assert done.returncode == 0, done.stderr
        with pytest.MonkeyPatch.context() as patch:
            if what == "migration":
                patch.setattr(connection, "migrations_folder", lambda folder=whole / "next": folder)
            after = looked_at(whole / "relate.db")
        found[what] = Case(start, float(done.stdout), before, after)
        if what == "import":
            shutil.copytree(whole, both)
            shutil.copytree(whole, both_and_copy)
        if what == "backup":
            shutil.copytree(whole / "backups", both_and_copy / "backups", dirs_exist_ok=True)
    assert found["import"].before != found["import"].after
    assert found["import apart"] == replace(found["import"], seconds=found["import apart"].seconds)
    assert found["undo"].after == found["import"].before
    assert found["restore"].before == found["import"].after
    assert found["restore"].after == found["import"].before
    assert found["merge"].before != found["merge"].after
    return found


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_kill_leaves_all_or_nothing(cases: dict[str, Case], tmp_path: Path, kill: int) -> None:
    what = WHAT[kill % len(WHAT)]
    case, chance = cases[what], random.Random(kill)
    path = tmp_path / "home" / "relate.db"
    shutil.copytree(case.start, path.parent)
    ended = child(what, path, max(0.001, case.seconds * chance.random()))
    assert ended.returncode in (0, -signal.SIGALRM), ended.stderr
    with pytest.MonkeyPatch.context() as patch:
        if what == "migration":
            patch.setattr(connection, "migrations_folder", connection.migrations_folder)  # put back afterwards
            killed.next_release(path.parent / "next")
        found = looked_at(path)
        for copy in backup.copies(path, path.parent / "backups"):
            assert backup.verify(copy.path) is None
    assert found in (case.before, case.after)
    if what == "undo":
        assert_told(path)
    if what.startswith("import"):
        again = child(what, path, 0)
        assert again.returncode == 0, again.stderr
        assert looked_at(path) == case.after


def assert_told(path: Path) -> None:
    """The history knows of every import that was taken back, and its rows are kept for as long as any other's."""
    library = Library.open(path)
    try:
        library.imports.list()
        library.settled()
        newest = library.imports.list()[0]
        told = [step.title for step in library.history.steps()]
        assert (newest.state == "undone") == any(title.startswith("Took back") for title in told)
        if newest.state == "undone":
            library.imports.redo(newest.id).result(timeout=60)
            assert library.imports.list()[0].state == "live"
    finally:
        library.close()
