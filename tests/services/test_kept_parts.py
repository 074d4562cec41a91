"""The parts of a download dropped months apart, the file of each deleted once it was read: the library is that of all
of them together, as if the files still lay there."""

from __future__ import annotations

import itertools
import random
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from relate.services import kept_parts, reading_apart
from relate.services.library import Library
from relate.store.imports import staging_path
from tests.effort import dice, effort
from tests.services.conftest import EXPORTS, Opened, dump
from tests.services.test_archives_as_a_set import drop, packed
from tests.services.test_parts_apart import FIXTURES, OWNERS, brought, outcome, parts_of

FACEBOOK = EXPORTS / "facebook" / "2025"


def in_two(folder: Path, fixture: Path, first: set[str]) -> list[Path]:
    """The same download in two zips: these files in the first, all others in the second."""
    network = "instagram" if fixture.parent.name == "threads" else fixture.parent.name
    folder.mkdir(parents=True)
    stem = f"{network}-{OWNERS[network]}-2026-11-20"
    return [
        packed(folder / f"{stem}-aB.zip", fixture, first.__contains__),
        packed(folder / f"{stem}-cD.zip", fixture, lambda path: path not in first),
    ]


def splits(fixture: Path) -> Iterator[set[str]]:
    """Each file alone and all others, each folder alone and all others, and halves by chance."""
    files = sorted(path.relative_to(fixture).as_posix() for path in fixture.rglob("*") if path.is_file())
    told: dict[frozenset[str], None] = {}
    for file in files:
        told.setdefault(frozenset({file}))
        for depth in range(1, file.count("/") + 1):
            folder = "/".join(file.split("/")[:depth]) + "/"
            told.setdefault(frozenset(one for one in files if one.startswith(folder)))
    chance = dice(f"kept/{fixture.parent.name}/{fixture.name}", 0)
    for _ in range(effort(2, 60)):
        told.setdefault(frozenset(one for one in files if chance.random() < 0.5))
    yield from (set(one) for one in told if 0 < len(one) < len(files))


def dropped_and_deleted(library: Library, parts: Sequence[Path]) -> None:
    """One after the other, none of them left."""
    held = {part: part.read_bytes() for part in parts}
    for part in parts:
        drop(library, [part])
        part.unlink()
    for part, data in held.items():
        part.write_bytes(data)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_way_to_part_it_in_either_order_gives_what_both_give_together(
    opened: Opened, tmp_path: Path, fixture: Path
) -> None:
    for number, first in enumerate(splits(fixture)):
        parts = in_two(tmp_path / f"in{number}", fixture, first)
        whole = opened(f"whole{number}")
        drop(whole, parts)
        for order in (parts, parts[::-1]):
            library = opened(f"{number}-{order[0].stem[-2:]}")
            dropped_and_deleted(library, order)
            assert dump(library) == dump(whole), (sorted(first), order[0].name)
            assert brought(library) == brought(whole)
