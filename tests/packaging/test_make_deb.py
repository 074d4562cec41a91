"""The Debian package: what the bundle leaves to the system is asked of the system."""

from __future__ import annotations

from pathlib import Path

import pytest

import make_deb


@pytest.mark.parametrize(
    "package", ["libgl1", "libegl1", "libfontconfig1", "libdbus-1-3", "libglib2.0-0", "libc6 (>= 2.34)"]
)
def test_what_the_bundle_leaves_out_is_depended_on(package: str) -> None:
    assert package in make_deb.depends()


def test_what_the_bundle_brings_is_not_asked_for_again() -> None:
    assert "libxcb-cursor0" not in make_deb.depends()


def test_the_program_its_entry_and_its_icon_stand_where_a_desktop_looks(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "relate").write_text("the program", encoding="utf-8")
    root = tmp_path / "root"
    make_deb.lay_out(bundle, root)
    assert (root / "usr/bin/relate").resolve().read_text(encoding="utf-8") == "the program"
    assert (root / "usr/share/applications/relate.desktop").exists()
    assert (root / "usr/share/icons/hicolor/48x48/apps/relate.png").exists()
    assert (root / "usr/share/icons/hicolor/scalable/apps/relate.svg").exists()
