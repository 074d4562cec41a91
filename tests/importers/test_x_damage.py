"""Damaged archives of X lose the items that are damaged, say so, and nothing else."""

from __future__ import annotations

import random
import shutil
import struct
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from relate.domain.records import Kind, Reason
from tests.effort import dice, effort
from tests.exports.make_x import HERE
from tests.importers.dropping import Reading, drop, write_files, zip_of

ERAS = ("grailbird", "2018", "2021", "2023", "2026")
DAMAGED = ("2018-damaged", "2021-damaged", "2023-damaged", "2026-damaged")
MUTATIONS_PER_ERA = effort(42, 4_000)
"""Over 5 eras more than 200 altogether, and 20,000 at night."""


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
    assert_accounted_for(drop(HERE / which))


@pytest.mark.parametrize("which", DAMAGED)
def test_each_damage_is_said_where_it_is(which: str) -> None:
    reading = drop(HERE / which)
    damage = {
        (one.where.file.rpartition("/")[2].partition("-")[0], one.reason)
        for one in reading.skipped
        if one.reason in (Reason.UNREADABLE, Reason.INCOMPLETE)
    }
    posts = "tweet.js" if which < "2023" else "tweets.js"
    assert damage == {
        ("direct", Reason.UNREADABLE), ("direct", Reason.INCOMPLETE), (posts, Reason.UNREADABLE),
        ("follower.js", Reason.UNREADABLE), ("following.js", Reason.UNREADABLE), ("profile.js", Reason.UNREADABLE),
        ("lists", Reason.UNREADABLE),
    }  # fmt: skip


@pytest.mark.parametrize("which", DAMAGED)
def test_what_is_whole_is_as_it_was(which: str) -> None:
    whole = {one.exact: one for one in drop(HERE / which.removesuffix("-damaged")).interactions}
    left = {one.exact: one for one in drop(HERE / which).interactions}
    assert left.keys() < whole.keys()
    talks = {exact: one.text for exact, one in left.items() if one.kind is Kind.MESSAGE and len(one.participants) == 2}
    assert talks.items() <= {exact: one.text for exact, one in whole.items()}.items()
    assert len(whole.keys() - left.keys()) <= 8


@pytest.mark.parametrize("which", ERAS)
def test_mutations_never_break_the_reading(which: str, tmp_path: Path) -> None:
    for seed in range(MUTATIONS_PER_ERA):
        rng = dice(f"x/{which}", seed)
        folder = tmp_path / "spoilt"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(HERE / which, folder)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        spoilt: set[str] = set()
        for _ in range(rng.randrange(1, 4)):
            path = rng.choice(files)
            path.write_bytes(mutated(path.read_bytes(), rng))
            spoilt.add(path.relative_to(folder).as_posix())
        if rng.random() < 0.3:
            packed = zip_of(folder, tmp_path / "spoilt.zip")
            if rng.random() < 0.5:
                packed.write_bytes(mutated(packed.read_bytes(), rng))
                spoilt |= {path.relative_to(folder).as_posix() for path in files}
            reading = drop(packed)
        else:
            reading = drop(folder)
        assert_accounted_for(reading)
        assert not any("secret" in repr(one) for one in reading.everything)
        told = set(reading.rows()) | {one.name for one in reading.unknown}
        told |= {path for one in reading.archives for path in one.unread}
        names = {path.relative_to(folder).as_posix() for path in files}
        assert reading.archives or reading.unknown, seed
        # The list that an archive has of itself is a row only where it tells of a file that is missing.
        assert not reading.archives or names - told <= spoilt | {"data/manifest.js"}, seed


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Bytes flipped, a line dropped, a key renamed, the end cut off, a piece twice, or nothing left."""
    at = rng.randrange(max(1, len(data)))
    match rng.randrange(7):
        case 0:
            changed = bytearray(data)
            for _ in range(rng.randrange(1, 20)):
                if changed:
                    changed[rng.randrange(len(changed))] = rng.randrange(256)
            return bytes(changed)
        case 1:
            lines = data.splitlines(keepends=True)
            del lines[rng.randrange(max(1, len(lines))) : rng.randrange(len(lines) + 1) if rng.random() < 0.1 else None]
            return b"".join(lines) or data
        case 2:
            lines = data.splitlines(keepends=True)
            place = rng.randrange(max(1, len(lines)))
            return b"".join(lines[:place] + lines[place + 1 :])
        case 3:
            key = rng.choice(
                [b"id_str", b"senderId", b"messages", b"accountId", b"tweet", b"conversationId", b"createdAt"]
            )
            return data.replace(b'"' + key, b'"not ' + key, rng.randrange(1, 5))
        case 4:
            return data[:at]
        case 5:
            return data[:at] + data[at : at + rng.randrange(3000)] * 2 + data[at:]
        case _:
            return rng.choice(
                [
                    b"",
                    b"[",
                    b"window.YTD.tweets.part0 = [",
                    b"\x00" * 99,
                    data.decode("utf-8", "replace").encode("utf-16"),
                ]
            )


HOSTILE = {
    "deep": '{"tweet" : ' + "[" * 60_000 + "]" * 60_000 + "}",
    "a number without end": '{"tweet" : {"id" : ' + "9" * 5000 + "}}",
    "no number": '{"tweet" : {"id" : NaN, "full_text" : Infinity}}',
    "half letters": '{"tweet" : {"id_str" : "5", "full_text" : "@a \\ud800 \\u0000", "in_reply_to_user_id" : "\\udf"}}',
    "a long word": '{"tweet" : {"id_str" : "6", "full_text" : "' + "x" * 2_000_000 + '"}}',
    "two million brackets in a text": '{"tweet" : {"id_str" : "6", "full_text" : "' + "{[" * 1_000_000 + '"}}',
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_item_is_one_skipped_row(hostile: str, tmp_path: Path) -> None:
    good = '{"tweet" : {"id_str" : "7", "full_text" : "@b", "in_reply_to_user_id_str" : "8"}}'
    text = f"window.YTD.tweets.part0 = [\n{good},\n{hostile},\n{good}\n]"
    reading = drop(write_files(tmp_path, {"tweets.js": text}) / "tweets.js")
    assert [one.where.row for one in reading.interactions] == [1, 3]
    assert [one.where.row for one in reading.skipped] == [2]


@pytest.mark.parametrize("which", ["2018", "2026"])
def test_a_zip_that_was_not_loaded_to_its_end_is_said(which: str, tmp_path: Path) -> None:
    packed = zip_of(HERE / which, tmp_path / "all.zip")
    data = bytearray(packed.read_bytes())
    place = data.index(b"PK\x03\x04", len(data) // 3)
    length = struct.unpack_from("<H", data, place + 26)[0]
    data[place + 30 + length + 20 : place + 30 + length + 40] = bytes(20)
    packed.write_bytes(data)
    reading = drop(packed)
    assert_accounted_for(reading)
    assert reading.unknown or any(one.reason is Reason.INCOMPLETE for one in reading.skipped) or reading.archive.unread


@pytest.mark.parametrize(
    ("which", "name", "old", "new", "missing"),
    [
        ("grailbird", "data/js/user_details.js", b'"bio": "Boats"', b'"bio": "Boots"', 0),
        ("2026", "data/manifest.js", b'"sizeBytes" : "100000"', b'"sizeBytes" : "100001"', 1),
    ],
)
def test_a_file_of_one_object_whose_bytes_changed_is_one_row_more(
    which: str, name: str, old: bytes, new: bytes, missing: int, tmp_path: Path
) -> None:
    """Found by damage, grailbird 119 of the way w3: the row was both kept and left out."""
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
        for path in sorted((HERE / which).rglob("*")):
            if path.is_file() and path.name != "account.js":
                packed.write(path, path.relative_to(HERE / which).as_posix())
    data = (tmp_path / "export.zip").read_bytes()
    (tmp_path / "export.zip").write_bytes(data.replace(old, new, 1))
    reading = drop(tmp_path / "export.zip")
    assert_accounted_for(reading)
    told = [one.reason for one in reading.skipped if one.where.file == name]
    assert told == [Reason.INCOMPLETE] * (missing + 1)  # account.js did not come along
