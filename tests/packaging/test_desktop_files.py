"""What the system shows of Relate: its icon in every size, its entry in the menu, its page in the shop."""

from __future__ import annotations

import configparser
import struct
import subprocess
import sys
import tomllib
from xml.etree import ElementTree as ET

import pytest

import environment
import make_icons
import relate
from relate.importers.registry import suffixes

ICONS = environment.ROOT / "resources" / "icon"
MEDIA_TYPES = {
    ".zip": "application/zip", ".csv": "text/csv", ".vcf": "text/vcard", ".vcard": "text/vcard", ".vct": "text/vcard",
    ".json": "application/json", ".ics": "text/calendar", ".ical": "text/calendar",
    ".xml": "application/xml", ".db": "application/vnd.sqlite3",
    ".tsv": "text/tab-separated-values", ".ldif": "text/x-ldif",
    ".txt": "text/plain", ".jsonl": "application/jsonl",
    ".mbox": "application/mbox", ".eml": "message/rfc822", ".emlx": "application/x-emlx",
}  # fmt: skip
"""What the freedesktop list of media types calls files of each ending."""
LINUX = environment.ROOT / "resources" / "linux"


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("pixels", make_icons.PNG_SIZES)
def test_each_picture_of_the_icon_is_as_large_as_it_says(pixels: int) -> None:
    assert size((ICONS / f"relate-{pixels}.png").read_bytes()) == (pixels, pixels)


def test_the_icon_for_windows_holds_every_size() -> None:
    data = (ICONS / "relate.ico").read_bytes()
    _, kind, count = struct.unpack_from("<HHH", data)
    assert (kind, count) == (1, len(make_icons.ICO_SIZES))
    for number, pixels in enumerate(make_icons.ICO_SIZES):
        length, offset = struct.unpack_from("<II", data, 6 + 16 * number + 8)
        assert size(data[offset : offset + length]) == (pixels, pixels)


def test_the_icon_for_macos_holds_every_size() -> None:
    data = (ICONS / "relate.icns").read_bytes()
    assert data[:4] == b"icns"
    assert struct.unpack_from(">I", data, 4) == (len(data),)
    offset, found = 8, {}
    while offset < len(data):
        kind, length = struct.unpack_from(">4sI", data, offset)
        found[kind] = size(data[offset + 8 : offset + length])
        offset += length
    assert found == {kind: (pixels, pixels) for kind, pixels in make_icons.ICNS_TYPES.items()}


def test_the_menu_starts_relate_with_the_files_it_was_given() -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # the keys of an entry keep their case
    parser.read(LINUX / "relate.desktop", encoding="utf-8")
    entry = parser["Desktop Entry"]
    assert entry["Exec"] == "relate %F"
    assert entry["Icon"] == "relate"
    assert entry["Categories"].endswith(";")


@pytest.mark.skipif(sys.platform != "linux", reason="the entry is for the menus of Linux")
def test_the_entry_is_one_that_menus_accept() -> None:
    said = subprocess.run(
        ["desktop-file-validate", LINUX / "relate.desktop"], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout) == (0, "")


def test_open_with_offers_relate_for_what_an_importer_reads_and_nothing_else() -> None:
    types = sorted({MEDIA_TYPES[suffix] for suffix in suffixes()})
    entry = (LINUX / "relate.desktop").read_text(encoding="utf-8")
    page = ET.parse(LINUX / "io.github.relate.Relate.metainfo.xml").getroot()
    assert f"MimeType={';'.join(types)};\n" in entry
    assert [element.text for element in page.iter("mediatype")] == types


def test_the_page_in_the_shop_is_of_this_version_and_this_licence() -> None:
    page = ET.parse(LINUX / "io.github.relate.Relate.metainfo.xml").getroot()
    project = tomllib.loads((environment.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    releases = [release.get("version") for release in page.iter("release")]
    assert releases[0] == relate.__version__
    assert page.findtext("project_license") == project["license"] == "MIT"
    assert page.findtext("launchable") == "relate.desktop"
