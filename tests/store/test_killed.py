"""A kill at any moment leaves the library with every command that was over, and with all or nothing of the last one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from relate.store.canonical import dump
from relate.store.connection import open_database
from relate.store.home_days import prepare
from tests.effort import effort
from tests.store.killed import act, begin
from tests.store.making import caches, recompute


@pytest.mark.parametrize("seed", range(effort(6, 100)))
def test_a_kill_loses_no_command_and_halves_none(tmp_path: Path, seed: int) -> None:
    (tmp_path / "killed").mkdir()
    (tmp_path / "whole").mkdir()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.store.killed", str(tmp_path / "killed"), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert child.stdout is not None
    last = Random(seed).randrange(1, 30)
    for line in child.stdout:
        if int(line) >= last:
            break
    child.kill()
    told = last + len(child.stdout.read().splitlines())
    child.wait()
    child.stdout.close()

    database = open_database(tmp_path / "killed" / "relate.db", "writer")
    prepare(database)
    assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    found, kept = dump(database), caches(database)
    recompute(database)
    assert caches(database) == kept
    database.close()

    whole, chance = begin(tmp_path / "whole"), Random(seed)
    for _ in range(told):
        whole.play(*act(chance))
    expected = [dump(whole.database)]
    whole.play(*act(chance))
    expected.append(dump(whole.database))
    whole.database.close()
    assert found in expected
