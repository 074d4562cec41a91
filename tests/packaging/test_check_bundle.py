"""A bundle is looked at before it ships."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import check_bundle

posix = pytest.mark.skipif(os.name == "nt", reason="a script cannot stand for a program on Windows")
FIT = (
    "_internal/resources/icon/relate.svg",
    "_internal/LICENSE",
    "_internal/licences/pyside6-essentials/LGPL-3.txt",
    "_internal/PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "_internal/PySide6/Qt/plugins/iconengines/libqsvgicon.so",
)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    for place in FIT:
        file = tmp_path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return tmp_path


def test_a_fit_bundle_has_no_problems_and_lists_its_libraries(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_bundle.problems(bundle) == []
    assert "libqoffscreen.so" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name",
    [
        "libQt6VirtualKeyboard.so.6",
        "Qt6Charts.dll",
        "libQt6Graphs.so.6",
        "Qt6DataVisualization.dll",
        "libreadline.so.8",
    ],
)
def test_a_library_that_is_gpl_only_is_refused_with_its_name(bundle: Path, name: str) -> None:
    (bundle / "_internal" / name).touch()
    [problem] = check_bundle.problems(bundle)
    assert name in problem
    assert "GPL only" in problem


def test_a_bundle_without_icons_is_refused(bundle: Path) -> None:
    (bundle / FIT[0]).unlink()
    assert check_bundle.problems(bundle) == [f"{check_bundle.NEEDED[0]} is missing"]


def test_a_bundle_that_grew_too_large_is_refused(bundle: Path) -> None:
    with (bundle / "_internal" / "large").open("wb") as large:
        large.truncate(check_bundle.LARGEST + 1)
    [problem] = check_bundle.problems(bundle)
    assert "may take" in problem


@posix
def test_a_bundle_that_does_not_end_is_ended_and_told(bundle: Path) -> None:
    check_bundle.program(bundle).write_text("#!/bin/sh\necho starting\nexec sleep 60\n", encoding="utf-8")
    check_bundle.program(bundle).chmod(0o755)
    status, said = check_bundle.smoke(bundle, seconds=1)
    assert status == 1
    assert said.startswith("starting")
    assert "ended after 1 seconds" in said


@posix
@pytest.mark.parametrize(
    ("script", "fit"),
    [
        ("[ $1 = --smoke ] && echo 'smoke ok, 3 people'", True),
        ("echo 'smoke ok'; exit 134", False),  # an abort after the last word, as Qt can do
        ("echo starting", False),
        ("echo smoke ok; echo 'This plugin does not support propagateSizeHints()' >&2", True),
        ('[ -z "$VIRTUAL_ENV$PYTHONPATH" ] && [ $QT_QPA_PLATFORM = offscreen ] && echo smoke ok', True),
    ],
)
def test_a_bundle_ships_only_when_it_starts(
    bundle: Path, script: str, fit: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "of the build")
    check_bundle.program(bundle).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    check_bundle.program(bundle).chmod(0o755)
    assert (check_bundle.main(bundle) == 0) is fit
