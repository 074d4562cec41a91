"""A disk that fills at any stage of an import, its undo, a merge, a backup, a restore, a migration.

Nothing is lost, and it goes on when there is room. Two ways of being full: no file may grow past a limit, and a file
system of 6 MB with little left, where root may make one.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from relate.services.backups import Backups
from relate.services.library import Library
from relate.store import backup, canonical
from tests.effort import effort
from tests.services import killed

if sys.platform == "win32":
    pytest.skip("limits and file systems of a Unix", allow_module_level=True)

import resource

ROOT = Path(__file__).resolve().parents[2]
ACTS = ("import", "undo", "merge", "backup", "restore", "migration")
ENOUGH = 1 << 40


def act(what: str, library: Path, largest: int = ENOUGH) -> subprocess.CompletedProcess[str]:
    """Do it in a process of its own, no file of which may grow past `largest` bytes."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        if largest != ENOUGH:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    words = [sys.executable, "-m", "tests.services.killed", what, str(library), "0"]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limit)


def dump(path: Path) -> list[str]:
    """What the library holds after a start that had room; the file is whole."""
    library = Library.open(path)
    try:
        library.imports.list()
        library.settled()
        database = library.readers.connection()
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
        return canonical.dump(database)
    finally:
        library.close()


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder that each act begins in."""
    base, both = tmp_path_factory.mktemp("base") / "home", tmp_path_factory.mktemp("both") / "home"
    library = Library.open(base / "relate.db")
    library.imports.start([killed.BASE]).future.result()
    library.settled()
    library.close()
    shutil.copytree(base, both)
    Backups(both / "relate.db").make()
    assert act("import", both / "relate.db").returncode == 0
    return {what: both if what in ("undo", "restore") else base for what in ACTS}


@pytest.fixture(scope="module")
def after(homes: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each act makes of the library where there is room."""
    found = {}
    for what in set(ACTS) - {"migration"}:
        home = tmp_path_factory.mktemp(what) / "home"
        shutil.copytree(homes[what], home)
        assert act(what, home / "relate.db").returncode == 0
        found[what] = dump(home / "relate.db")
    return found


def assert_nothing_lost(what: str, home: Path, before: list[str], after: dict[str, list[str]], failed: bool) -> None:
    path = home / "relate.db"
    if what != "migration":
        assert dump(path) in (before, after[what])
    elif failed:
        assert dump(path) == before
    for copy in backup.copies(path, home / "backups"):
        assert backup.verify(copy.path) is None


@pytest.mark.parametrize("what", ACTS)
def test_where_no_file_may_grow_nothing_is_lost(
    homes: dict[str, Path], after: dict[str, list[str]], tmp_path: Path, what: str
) -> None:
    size = (homes[what] / "relate.db").stat().st_size
    limits = (4096, 70_000, size // 2, size - 1, 1, 20_000, 150_000, size + 4096, size * 2)
    before = dump(homes[what] / "relate.db")
    failed = 0
    for place, largest in enumerate(limits[: effort(3, len(limits))]):
        home = tmp_path / str(place)
        shutil.copytree(homes[what], home)
        done = act(what, home / "relate.db", largest)
        failed += bool(done.returncode)
        assert len(done.stderr.strip().splitlines()) == bool(done.returncode), done.stderr
        assert_nothing_lost(what, home, before, after, bool(done.returncode))
    assert failed or what == "undo"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m,mode=0700", "tmpfs", str(disk)]
    if (
        sys.platform != "linux"
        or os.geteuid() != 0
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("nobody but root may make a file system")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("what", ACTS)
def test_on_a_small_disk_that_is_full_nothing_is_lost_and_it_goes_on_when_there_is_room(
    homes: dict[str, Path], after: dict[str, list[str]], small_disk: Path, what: str
) -> None:
    before = dump(homes[what] / "relate.db")
    failed = 0
    for place, left in enumerate((0, 16_384, 131_072, 524_288, 1_048_576, 2_097_152)[: effort(2, 6)]):
        home, filler = small_disk / str(place), small_disk / "filler"
        shutil.copytree(homes[what], home)
        free = shutil.disk_usage(small_disk).free
        filler.write_bytes(b"\0" * max(free - left, 0))
        done = act(what, home / "relate.db")
        failed += bool(done.returncode)
        assert len(done.stderr.strip().splitlines()) == bool(done.returncode), done.stderr
        filler.unlink()
        assert_nothing_lost(what, home, before, after, bool(done.returncode))
        if what == "import":
            assert act(what, home / "relate.db").returncode == 0
            assert dump(home / "relate.db") == after[what]
        shutil.rmtree(home)
    assert failed
