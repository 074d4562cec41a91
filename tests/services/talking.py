"""A LinkedIn archive of conversations, for tests of what is found in them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from relate.services.library import Library
from tests.services.conftest import read
from tests.services.test_first_list import HEADER, OWNER


def talked(
    library: Library, folder: Path, talks: Mapping[str, Sequence[str]], until: str = "2026-11-20"
) -> dict[str, int]:
    """Imports a conversation with each, a message a day from 1 October 2026 on, "> …" mine; the people by name.

    Somebody else writes on the day `until`, up to which the archive is known.
    """
    rows = []
    for number, (name, lines) in enumerate({**talks, "Bo Berg": ["> So.", "< So."], "Chidi Okoro": ["> So."]}.items()):
        other = (name, f"https://www.linkedin.com/in/{name.lower().replace(' ', '-')}")
        for day, line in enumerate(lines, start=1):
            sender, to = (OWNER, other) if line[0] == ">" else (other, OWNER)
            at = f"{until} 09:00:00 UTC" if name == "Chidi Okoro" else f"2026-10-{day:02} 09:00:00 UTC"
            rows.append((f"2-{number}", "", *sender, *to, at, "", line[2:], "INBOX"))
    archive = folder / "messages.csv"
    with archive.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    read(library, archive)
    return {name: library.people.named(name)[0] for name in talks}
