"""Damaged archives lose the rows that are damaged, say so, and nothing else."""

from __future__ import annotations

import csv
import io
import random
import struct
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from relate.domain.records import Reason
from tests.effort import effort
from tests.importers.dropping import DAMAGED, ERAS, LINKEDIN, Reading, drop, write_files, zip_of

MUTATIONS_PER_ERA = effort(28, 2500)
"""Over 8 eras more than 200 altogether, and 20,000 at night."""


def reasons(which: str) -> dict[str, list[tuple[int, Reason]]]:
    told: dict[str, list[tuple[int, Reason]]] = {}
    for skipped in drop(LINKEDIN / which).skipped:
        told.setdefault(skipped.where.file, []).append((skipped.where.row, skipped.reason))
    return told


def assert_accounted_for(reading: Reading) -> None:
    """Rows are numbered without a gap; none is both kept and left out, nor left out twice."""
    kept = {one.where for one in reading.records}
    left_out = Counter(one.where for one in reading.skipped)
    assert not kept & set(left_out)
    assert set(left_out.values()) <= {1}
    for rows in reading.rows().values():
        assert rows == set(range(1, max(rows) + 1))


@pytest.mark.parametrize("which", [*DAMAGED, *ERAS])
def test_rows_are_numbered_without_a_gap(which: str) -> None:
    assert_accounted_for(drop(LINKEDIN / which))


def test_2018_breaks_off_in_a_quote_and_between_two_bytes() -> None:
    assert reasons("2018-damaged") == {
        "Connections.csv": [(1, Reason.UNREADABLE)],
        "Messages.csv": [(2, Reason.INCOMPLETE)],
        "Endorsement Received Info.csv": [(3, Reason.INCOMPLETE)],
    }
    reading = drop(LINKEDIN / "2018-damaged")
    assert [unknown.name for unknown in reading.unknown] == ["Profile.csv"]
    undated = [record for record in reading.interactions if record.at is None]
    assert [(record.where.file, record.where.row) for record in undated] == [("Connections.csv", 3)]


def test_2021_lost_a_quote_a_header_and_a_file() -> None:
    assert reasons("2021-damaged") == {"messages.csv": [(2, Reason.UNREADABLE)]}
    reading = drop(LINKEDIN / "2021-damaged")
    assert [unknown.name for unknown in reading.unknown] == ["Connections.csv", "Invitations.csv"]
    assert "it is empty" in reading.unknown[1].reason
    assert not reading.archive.complete
    assert [record.where.row for record in reading.interactions if record.at is None] == [4]


def test_2023_has_rows_of_every_width() -> None:
    assert reasons("2023-damaged") == {"Connections.csv": [(4, Reason.EMPTY), (5, Reason.UNREADABLE)]}
    names = [record.participants[0].name for record in drop(LINKEDIN / "2023-damaged").interactions]
    assert "Few cells" in names
    assert any("ahin" in name for name in names)


def test_2024_lost_a_quote_a_column_and_its_end() -> None:
    told = reasons("2024-damaged")
    assert told["Connections.csv"] == [(1, Reason.UNREADABLE), (7, Reason.CLOSED_PROFILE)]
    assert told["Invitations.csv"] == [(number, Reason.UNREADABLE) for number in (1, 2, 3)]
    assert told["messages.csv"] == [(8, Reason.SPONSORED), (9, Reason.SPAM), (10, Reason.INCOMPLETE)]
    assert "Events.csv" not in told


def test_2026_lost_one_quote_and_one_row() -> None:
    assert reasons("2026-damaged") == {
        "messages.csv": [(1, Reason.UNREADABLE)],
        "Notes.csv": [(2, Reason.INCOMPLETE)],
    }
    reading = drop(LINKEDIN / "2026-damaged")
    assert "I promise to send the address list" in [record.text for record in reading.interactions]
    assert len([person for person in reading.people if not person.owner]) == 3  # its line ends are lone returns


def test_what_could_be_mended_is_kept_to_be_mended() -> None:
    for which in DAMAGED:
        for skipped in drop(LINKEDIN / which).skipped:
            if skipped.reason in (Reason.UNREADABLE, Reason.INCOMPLETE):
                assert skipped.raw
                assert len(skipped.raw) <= 16_384
    spam = [one for one in drop(LINKEDIN / "2024").skipped if one.reason in (Reason.SPAM, Reason.SPONSORED)]
    assert [one.raw for one in spam] == ["", ""]


def test_a_member_that_breaks_off_inside_its_zip_keeps_the_rows_before(tmp_path: Path) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    noise = random.Random(4)
    rows = [
        f"Ana,Duarte,https://www.linkedin.com/in/ana-{n},,{noise.getrandbits(200):x},Lead,03 Jan 2024\n"
        for n in range(20_000)
    ]
    path = tmp_path / "Basic_LinkedInDataExport_11-20-2026.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Connections.csv", header + "".join(rows))
        packed.writestr("Company Follows.csv", "Organization,Followed On\nA,Sat Mar 09 17:05:09 UTC 2024\n")
    data = bytearray(path.read_bytes())
    packed_size = data.index(b"PK\x01\x02") + 20
    struct.pack_into("<L", data, packed_size, struct.unpack_from("<L", data, packed_size)[0] // 2)
    path.write_bytes(data)
    reading = drop(path)
    (cut,) = (skipped for skipped in reading.skipped if skipped.reason is Reason.INCOMPLETE)
    assert "Connections.csv" in cut.says
    assert 5_000 < cut.where.row < 15_000
    assert len(reading.others) == cut.where.row - 1
    assert reading.rows()["Company Follows.csv"] == {1}


def test_a_bomb_among_good_files_is_refused_and_they_are_read(tmp_path: Path) -> None:
    path = zip_of(LINKEDIN / "2024", tmp_path / "x.zip")
    with zipfile.ZipFile(path) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    files["messages.csv"] += b"0" * 30_000_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    reading = drop(path)
    (refused,) = reading.unknown
    assert refused.name == "messages.csv"
    assert "200 times" in refused.reason
    assert "messages.csv" not in reading.rows()
    assert len(reading.people) > 5


def rows_of_plain_csv(data: bytes, known: Reading, file: str) -> int:
    """The least number of rows, where csv alone has no doubt about the file; else 0."""
    if file not in known.rows():
        return 0
    try:
        records = [row for row in csv.reader(io.StringIO(data.decode(), newline=""), strict=True) if row]
    except (UnicodeDecodeError, csv.Error):
        return 0
    below = next((n for n, row in enumerate(records) if len(row) > 2), len(records))
    same_width = all(len(row) == len(records[below]) for row in records[below:])
    return len(records) - below - 1 if same_width and below < len(records) else 0


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The bytes with one thing wrong."""
    lines = data.splitlines(keepends=True)
    match dice.randrange(9):
        case 0:
            at = dice.randrange(len(data) + 1)
            return data[:at]
        case 1:
            spoilt = bytearray(data)
            for _ in range(dice.randrange(1, 9)):
                spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
            return bytes(spoilt)
        case 2:
            del lines[dice.randrange(len(lines))]
            return b"".join(lines)
        case 3:
            dice.shuffle(lines)
            return b"".join(lines)
        case 4:
            return data.replace(b'"', b"", dice.randrange(1, 4))
        case 5:
            at = dice.randrange(len(data) + 1)
            return data[:at] + dice.choice([b'"', b'""', b",", b"\n", b"\0", b"\xff\xfe", b'\\"', b"\r"]) + data[at:]
        case 6:
            header = dice.choice([b"Name", b"Date", b"URL", b"FROM", b"On", b"TO", b"CONTENT"])
            return data.replace(header, dice.choice([b"", b"Other", header.lower(), b'"' + header]), 1)
        case 7:
            encoding = dice.choice(["utf-16", "cp1252", "utf-8-sig", "utf-16-be"])
            return data.decode("utf-8", "replace").encode(encoding, "replace")
        case _:
            return data + dice.choice([data, lines[-1], b"\n\n\n", b",,,,,,,,,,,,,,,\n", b"\0" * 50])


@pytest.mark.parametrize("which", ERAS)
def test_no_damage_stops_the_reading_or_loses_a_row(which: str, tmp_path: Path) -> None:
    dice = random.Random(f"damage {which}")
    files = {path.relative_to(LINKEDIN / which).as_posix(): path.read_bytes()
             for path in (LINKEDIN / which).rglob("*.csv")}  # fmt: skip
    for number in range(MUTATIONS_PER_ERA):
        name = dice.choice([name for name in sorted(files) if files[name]])
        spoilt = {**files, name: mutated(files[name], dice)}
        reading = drop(write_files(tmp_path / str(number), spoilt))
        assert_accounted_for(reading)
        assert len(reading.rows()[name]) >= rows_of_plain_csv(spoilt[name], reading, name), f"{number}: {name}"
        told = set(reading.rows()) | {unknown.name for unknown in reading.unknown}
        unread = {path for archive in reading.archives for path in archive.unread}
        silent = {
            path for archive in reading.archives for member in archive.members if (path := member.path) not in told
        }
        assert set(files) <= told | unread | silent
        assert all(spoilt[path].count(b"\n") < 12 or path == name for path in silent)
