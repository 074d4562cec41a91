"""The door of the checkout: readable by any Python, which it sends on or answers in words."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dev

DEV = Path(dev.__file__)


def test_an_old_python_can_read_the_door() -> None:
    tree = ast.parse(DEV.read_text(encoding="utf-8"), feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match)
    assert [node for node in ast.walk(tree) if isinstance(node, newer)] == []
    assert DEV.read_bytes().isascii()


def test_an_old_python_is_told_which_it_is_and_which_it_should_be() -> None:
    said = dev.too_old((3, 9))
    assert said.startswith("Relate needs Python 3.11 or newer; this is Python 3.9.")


@pytest.mark.skipif(os.name == "nt", reason="programs of a path are files with a mode only on POSIX")
def test_a_newer_python_beside_the_old_one_is_taken_when_it_really_runs(tmp_path: Path) -> None:
    shims, real = tmp_path / "shims", tmp_path / "real"
    for folder in (shims, real):
        folder.mkdir()
    (shims / "python3.13").write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    (shims / "python3.13").chmod(0o755)
    (real / "python3.12").symlink_to(sys.executable)
    assert dev.newer_python(f"{shims}{os.pathsep}{real}") == str(real / "python3.12")
    assert dev.newer_python(str(shims)) == ""


def test_an_unknown_command_is_a_wrong_usage() -> None:
    done = subprocess.run([sys.executable, DEV, "rnu"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "'rnu'" in done.stderr
    assert "run " in done.stderr


def test_every_command_is_explained_without_an_environment() -> None:
    done = subprocess.run([sys.executable, DEV, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    for command in ("run", "test", "check", "bench", "bundle", "system"):
        assert f"\n  {command} " in done.stdout
