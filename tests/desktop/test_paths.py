"""Where Relate keeps things, and that nobody else can read them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from relate.desktop.paths import folders, private_folder

posix = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")


def test_every_folder_lies_below_relate_home_when_it_is_set(tmp_path: Path) -> None:
    places = folders({"RELATE_HOME": str(tmp_path / "home")})
    for folder in (places.data, places.logs, places.autostart, places.backups, places.library):
        assert folder.is_relative_to(tmp_path / "home")


def test_asking_for_the_folders_makes_none(tmp_path: Path) -> None:
    folders({"RELATE_HOME": str(tmp_path / "home")})
    assert not (tmp_path / "home").exists()


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_new_folder_is_closed_to_others_under_any_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        folder = private_folder(tmp_path / "made" / "here")
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix
def test_the_own_folder_is_closed_again_when_somebody_opened_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELATE_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir(mode=0o755)
    assert stat.S_IMODE(private_folder(folders().data).stat().st_mode) == 0o700


@posix
def test_a_shared_folder_that_holds_a_library_keeps_its_mode(tmp_path: Path) -> None:
    shared = tmp_path / "stick"
    shared.mkdir()
    shared.chmod(0o755)
    assert stat.S_IMODE(private_folder(shared).stat().st_mode) == 0o755
