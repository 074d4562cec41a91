"""Whatever happens to a file of Google Chat, Hangouts, Google Voice, Slack or Discord, reading goes on, and what is
lost of it is said. Every fixture of every era takes part, one file of it damaged at a time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.effort import dice, effort
from tests.importers.dropping import drop, write_zip
from tests.importers.meta_exports import EXPORTS, assert_accounted_for, mutated

SOURCES = ("google_chat", "hangouts", "slack", "discord", "google_voice")
FIXTURES = [path for source in SOURCES for path in sorted((EXPORTS / source).iterdir()) if path.is_dir()]
EACH = {source: sum(path.parent.name == source for path in FIXTURES) for source in SOURCES}


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_no_damage_stops_the_reading_or_loses_a_row(fixture: Path, tmp_path: Path) -> None:
    source = fixture.parent.name
    files = {path.relative_to(fixture).as_posix(): path.read_bytes()
             for path in sorted(fixture.rglob("*")) if path.is_file()}  # fmt: skip
    quiet = _without_rows(fixture)
    for number in range(-(-effort(200, 20_000) // EACH[source])):
        chance = dice(f"{source}/{fixture.name}", number)
        which = chance.choice(list(files))
        spoilt = {**files, which: mutated(files[which], chance)}
        reading = drop(write_zip(tmp_path / "spoilt.zip", spoilt))
        assert_accounted_for(reading)
        told = set(reading.rows()) | {one.name for one in reading.unknown}
        unread = {path for one in reading.archives for path in one.unread}
        silent = set(files) - told - unread
        assert reading.archives or reading.unknown, number
        assert not reading.archives or silent <= {which} | quiet, number


def _without_rows(fixture: Path) -> set[str]:
    """Files that are read and have nothing in them that is a row."""
    reading = drop(fixture)
    return {one.path for found in reading.archives for one in found.members} - set(reading.rows())
