"""The bundle brings the Python part of Qt's bindings compiled, and the bindings take it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
import shiboken6

import bindings_files

TELLS = "import sys, PySide6.QtCore; print(sys.modules['shibokensupport.signature.parser'].__file__)"
OURS = """
import sys
from relate.desktop.bindings import load_bindings
load_bindings()
parser = sys.modules["shibokensupport.signature.parser"]
assert "__file__" not in vars(parser)
assert parser.pyside_type_init
print(parser.__file__)
"""
ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="symbolic links, and libraries that find each other")
@pytest.mark.parametrize("started", [TELLS, OURS], ids=["by themselves", "as Relate starts"])
def test_the_bindings_take_the_compiled_files_beside_them(started: str, tmp_path: Path) -> None:
    beside = tmp_path / "shiboken6"
    shutil.copytree(Path(shiboken6.__file__).parent, beside, ignore=shutil.ignore_patterns("include"))
    (tmp_path / "PySide6").symlink_to(Path(PySide6.__file__).parent)
    for file, place in bindings_files.compiled(tmp_path / "compiled"):
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        shutil.copy(file, tmp_path / place)
    path = os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    told = subprocess.run(
        [sys.executable, "-c", started],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(told.stdout.strip()) == beside / "files.dir" / "shibokensupport" / "signature" / "parser.pyc"


def test_nothing_but_bytecode_is_brought(tmp_path: Path) -> None:
    found = bindings_files.compiled(tmp_path)
    assert found
    assert all(place.startswith(bindings_files.FOLDER) and file.endswith(".pyc") for file, place in found)
    assert not list(tmp_path.rglob("*.py"))
