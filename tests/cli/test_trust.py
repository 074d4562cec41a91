"""What trust.md promises of the program as a process: a full disk, an open umask, damage, and words without sense."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from relate.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = ROOT / "tests" / "exports" / "linkedin"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and modes of a Unix")


def relate(
    home: Path, *words: object, largest: int | None = None, umask: int = 0o022
) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own; no file of it may grow past `largest` bytes."""

    def before() -> None:
        os.umask(umask)
        if largest is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    said = subprocess.run(
        [sys.executable, "-m", "relate", *map(str, words)],
        cwd=ROOT,
        env=os.environ | {"RELATE_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )
    assert "Traceback" not in said.stdout + said.stderr
    return said


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("filled") / "home"
    assert relate(home, "import", EXPORTS / "2023", umask=0).returncode == 0
    assert relate(home, "backup", umask=0).returncode == 0
    return home


def test_nobody_else_can_read_anything_under_an_open_umask(filled: Path) -> None:
    paths = [filled, *filled.rglob("*")]
    assert {"relate.db", "backups", "relate.imports"} <= {path.name for path in paths}
    open_to_others = [path for path in paths if stat.S_IMODE(path.lstat().st_mode) & 0o077]
    assert open_to_others == []


def test_a_disk_that_fills_at_any_stage_is_a_sentence_and_loses_nothing(filled: Path, tmp_path: Path) -> None:
    before = relate(filled, "export").stdout
    whole = tmp_path / "whole"
    shutil.copytree(filled, whole)
    assert relate(whole, "import", EXPORTS / "2026").returncode == 0
    after = relate(whole, "export").stdout
    size = (filled / "relate.db").stat().st_size
    failed = 0
    for number, largest in enumerate((1, 4096, 20_000, 70_000, 150_000, size // 2, size - 1, size + 4096)):
        home = tmp_path / f"full-{number}"
        shutil.copytree(filled, home)
        said = relate(home, "import", EXPORTS / "2026", largest=largest)
        if said.returncode:
            failed += 1
            assert said.returncode == 1
            assert len(said.stderr.strip().splitlines()) == 1, (largest, said.stderr)
        there = relate(home, "export")
        assert there.returncode == 0, (largest, there.stderr)
        assert there.stdout in (before, after), largest
        assert relate(home, "import", EXPORTS / "2026").returncode == 0
        assert relate(home, "export").stdout == after, largest
        assert not (home / "crashes").exists(), (largest, said.stderr)
    assert failed >= 4


def test_no_damage_of_a_library_is_a_traceback(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    shutil.copytree(filled, home)
    monkeypatch.setenv("RELATE_HOME", str(home))
    library = home / "relate.db"
    content = library.read_bytes()
    chance = random.Random(7)
    for number in range(24):
        damaged = bytearray(content)
        if number % 3 == 0:
            del damaged[chance.randrange(1, len(damaged)) :]
        for _ in range(chance.choice((1, 8, 64))):
            place = chance.randrange(len(damaged))
            damaged[place : place + 400] = chance.randbytes(min(400, len(damaged) - place))
        library.write_bytes(damaged)
        for end in ("-wal", "-shm"):
            library.with_name(library.name + end).unlink(missing_ok=True)
        for words in (["people"], ["timeline"], ["export"], ["check"], ["history"], ["undo"]):
            status = main(words)
            said = capsys.readouterr()
            assert status in (0, 1), words
            assert "Traceback" not in said.out + said.err
            assert len(said.err.strip().splitlines()) <= 1, said.err
            assert not (home / "crashes").exists(), (
                number,
                words,
                [c.read_text()[:300] for c in (home / "crashes").iterdir()],
            )


def test_no_words_are_a_traceback(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    shutil.copytree(filled, home)
    monkeypatch.setenv("RELATE_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    odd = (
        "",
        "-1",
        "0",
        str(1 << 70),
        "\x00",
        "\udcff",
        "<img src=file:///x>",
        "--json",
        "--limit",
        "-",
        "..",
        "'",
        "a" * 5000,
    )
    chance = random.Random(11)
    for _ in range(250):
        words = [chance.choice(COMMANDS), *chance.choices(odd, k=chance.randrange(4))]
        if words[0] in ("import", "restore"):  # a folder above would be read whole
            words = [word for word in words if word not in ("", "..")]
        status = main(words)
        said = capsys.readouterr()
        assert status in (0, 1, 2), words
        assert "Traceback" not in said.out + said.err, words
        assert not (home / "crashes").exists(), (words, [c.read_text()[:300] for c in (home / "crashes").iterdir()])
