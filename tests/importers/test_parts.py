"""The zips of one download, dropped together, are one archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.domain.errors import UnreadableSource
from relate.importers.parts import download_name
from relate.importers.source import open_sources
from tests.importers.dropping import write_zip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("facebook-mara-2026-11-20-AbC1.zip", "facebook-mara-2026-11-20-xYz9.zip"),
        ("instagram-mara.lind-2026-11-20-AbC1.zip", "instagram-mara.lind-2026-11-20-xYz9 (1).zip"),
        ("facebook-mara-20261120T101112Z-001.zip", "facebook-mara-20261120T101112Z-002.zip"),
        ("facebook-mara-2026-11-20-AbC1-20261120T101112Z-001.zip", "facebook-mara-2026-11-20-AbC1.zip"),
        ("facebook-mara.zip", "facebook-mara (2).zip"),
        ("archive_part1.zip", "archive_part2.ZIP"),
        ("takeout-20261120T101112Z-001.zip", "takeout-20261120T101112Z-002 (1).zip"),
        ("takeout-20261120T101112Z-1-001.zip", "takeout-20261120T101112Z-3-002.zip"),
    ],
)
def test_parts_are_told_by_their_names(one: str, other: str) -> None:
    assert download_name(one) == download_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("facebook-mara-2026-11-20-AbC1.zip", "facebook-mara-2025-01-02-AbC1.zip"),
        ("facebook-mara-2026-11-20-AbC1.zip", "instagram-mara-2026-11-20-AbC1.zip"),
        ("facebook-mara-2026-11-20-AbC1.zip", "facebook-bo-2026-11-20-AbC1.zip"),
        ("Basic_LinkedInDataExport_11-20-2026.zip", "Complete_LinkedInDataExport_11-20-2026.zip"),
        ("Basic_LinkedInDataExport_11-20-2026.zip", "Basic_LinkedInDataExport_11-20-2025.zip"),
        ("messages.zip", "facebook-mara.zip"),
        ("takeout-20261120T101112Z-001.zip", "takeout-20251120T101112Z-001.zip"),
    ],
)
def test_archives_of_other_days_people_and_networks_are_no_parts(one: str, other: str) -> None:
    assert download_name(one) != download_name(other)


def test_parts_dropped_together_or_in_a_folder_are_one_tree(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    second = write_zip(tmp_path / "in" / "facebook-mara-2026-11-20-b.zip", {"messages/m.json": "2", "same.txt": "two"})
    first = write_zip(tmp_path / "in" / "facebook-mara-2026-11-20-a.zip", {"friends/f.json": "1", "same.txt": "one"})
    for dropped in ([second, first], [tmp_path / "in"]):
        sources, unknown = open_sources(dropped)
        assert unknown == []
        (source,) = (one for one in sources if one.members)
        with source:
            assert source.title == "facebook-mara-2026-11-20-a.zip"
            told = {member.path: source.open(member).read() for member in source.members}
            assert told == {
                "friends/f.json": b"1",
                "messages/m.json": b"2",
                "same.txt": b"one",
                "facebook-mara-2026-11-20-b.zip/same.txt": b"two",
            }
            assert {member.name for member in source.members} == {"f.json", "m.json", "same.txt"}
            assert source.bytes_read == 8
            with pytest.raises(UnreadableSource):
                source.tree.check("elsewhere.txt")


def test_two_downloads_of_the_very_same_name_stay_two(tmp_path: Path) -> None:
    paths = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        paths.append(write_zip(tmp_path / folder / "facebook-mara.zip", {"x.json": folder}))
    sources, _ = open_sources(paths)
    assert len(sources) == 2
    for source in sources:
        source.close()
