"""The lines of people of whom one record tells, and nothing but having become connected, are those that the list would
work out for them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from relate.services.library import Library
from relate.store import newcomers
from tests.services.conftest import EXPORTS, Opened, read

ARCHIVES = [
    *(EXPORTS / "linkedin" / era for era in ("2018", "2023", "2026")),
    *(EXPORTS / "x" / era for era in ("2021", "2026")),
    *(EXPORTS / name for name in ("instagram/2025", "threads", "telegram")),
]
CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ana,Silva,https://www.linkedin.com/in/ana-silva,ana@silva.example,Tejo Ventures,Partner,05 Aug 2018
Bo,Ek,https://www.linkedin.com/in/bo-ek,,Ek & Co,Baker,06 Aug 2018
Cy,Dey,https://www.linkedin.com/in/cy-dey,,,Chemist,07 Aug 2018
Di,Ro,https://www.linkedin.com/in/di-ro,,Ro,Owner,08 Aug 2018
Di,Ro,https://www.linkedin.com/in/di-ro,,Ro,Owner,03 Aug 2016
Ed,Po,https://www.linkedin.com/in/ed-po,,Po,Owner,09 Aug 2018
Ed,Po,https://www.linkedin.com/in/ed-po,,Po Brothers,Owner,09 Aug 2018
Flo,Ünal,https://www.linkedin.com/in/flo-unal,,Zeta,,10 Aug 2018
Gus,Ibe,https://www.linkedin.com/in/gus-ibe,ana@silva.example,Eta,Pilot,
Hal,Orr,https://www.linkedin.com/in/hal-orr,,Theta,Cook,11 Aug 2018
Ida,Ray,https://www.linkedin.com/in/ida-ray,,Iota,Judge,12 Aug 2018
Ida,Ray,https://www.linkedin.com/in/ida-ray-2,,Iota,Judge,13 Aug 2018
"""
MESSAGES = """CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT
2-a,,Bo Ek,,Mara Lindqvist,https://www.linkedin.com/in/mara,2026-09-15 16:17:18 UTC,,Fresh bread at nine?
2-b,,Cy D. Dey,https://www.linkedin.com/in/cy-dey,Mara Lindqvist,,2026-09-15 16:17:19 UTC,,Hi
2-c,,Ida Ray,,Mara Lindqvist,https://www.linkedin.com/in/mara,2026-09-16 16:17:19 UTC,,Which of us is it?
"""
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers\nMara,Lindqvist,,,,Founder,,,,,,,\n"
)


def lines(library: Library) -> list[tuple[Any, ...]]:
    """Every line of the list, with what it is found by."""
    rows = library.readers.connection().execute_sql(
        "SELECT p.*, f.name, f.rest FROM person p LEFT JOIN person_fts f ON f.rowid = p.id ORDER BY p.id"
    )
    return [tuple(row) for row in rows]


def the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newcomers, "_lines", lambda _database, _bounds: None)


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda path: f"{path.parent.name} {path.name}")
def test_an_archive_gives_the_same_lines_both_ways(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, archive: Path
) -> None:
    short = opened("short")
    read(short, archive)
    the_long_way(monkeypatch)
    long = opened("long")
    read(long, archive)
    assert lines(short) == lines(long)
    assert lines(short)


def test_whoever_is_told_of_twice_called_otherwise_or_heard_of_again_has_the_line_that_follows_from_all_of_it(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "Complete_LinkedInDataExport_11-20-2026"
    archive.mkdir()
    for name, text in (("Connections", CONNECTIONS), ("messages", MESSAGES), ("Profile", PROFILE)):
        (archive / f"{name}.csv").write_text(text, encoding="utf-8")
    written: list[set[str]] = []
    as_it_is = newcomers._lines

    def watched(database: Any, bounds: dict[str, int]) -> None:
        as_it_is(database, bounds)
        rows = database.execute_sql("SELECT p.name FROM temp.lined l JOIN person p ON p.id = l.person")
        written.append({str(row[0]) for row in rows})

    monkeypatch.setattr(newcomers, "_lines", watched)
    short = opened("short")
    read(short, archive)
    assert set.union(*written) == {"Flo Ünal", "Hal Orr", "Ida Ray"}
    the_long_way(monkeypatch)
    long = opened("long")
    read(long, archive)
    assert lines(short) == lines(long)
    connected = {row[2]: row[11] for row in lines(short)}
    assert connected["Hal Orr"] == 1_533_945_600_000
    assert connected["Di Ro"] == 1_470_182_400_000


def test_a_connection_that_the_library_knows_of_already_says_since_when(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read on top of an archive that names people alone, and on top of its own that was taken back."""
    both: list[list[tuple[Any, ...]]] = []
    for way in ("short", "long"):
        library = opened(way)
        if way == "long":
            the_long_way(monkeypatch)
        for era in ("2018", "2026", "2023"):
            read(library, EXPORTS / "linkedin" / era)
        library.imports.undo(2).result(60)
        library.imports.redo(2).result(60)
        both.append(lines(library))
    assert both[0] == both[1]


def test_staged_lines_of_whom_more_is_told_are_gone_again(opened: Opened) -> None:
    library = opened()
    read(library, EXPORTS / "linkedin" / "2026")
    staged = sqlite3.connect(library.path.parent / "relate.imports" / "1.rows")
    try:
        names = {row[0] for row in staged.execute("SELECT name FROM line")}
    finally:
        staged.close()
    assert "Ana Duarte" not in names, "she wrote"
