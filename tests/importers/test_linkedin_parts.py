"""LinkedIn's messages tell the same wherever their file is cut, or it is said that they do not."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from relate.domain.records import PersonRecord, Record, Skipped
from relate.importers import zipped
from relate.importers.archive import Archive
from relate.importers.linkedin import LinkedIn, parting
from relate.importers.side_by_side import TO_ITS_END, NotInParts, Part, Stretch, in_turn
from relate.importers.source import Source, open_sources
from tests.effort import dice, effort
from tests.importers.dropping import LINKEDIN, write_files, zip_of

IN_PARTS = ("2024", "2026", "german")
"""Eras whose messages may be cut."""
OTHERS = ("2023", "2023-damaged", "2024-damaged", "2025", "2026-damaged", "excel")
"""Damaged ones, and such as have no profile file."""
HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
)
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location\n"
    "Mara,Lindqvist,,,,Founder,,,,\n"
)


@pytest.fixture(autouse=True)
def however_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "LEAST_PART", 1)


def archives(path: Path) -> Iterator[tuple[Source, Archive]]:
    """What is found in what was dropped, open as long as it is looked at."""
    for source in open_sources([path])[0]:
        with source:
            archive = LinkedIn().recognise(source)
            assert archive is not None
            yield source, archive


def messages_of(source: Source, archive: Archive) -> tuple[int, int, list[int], list[int]]:
    """The number and the size of the file of messages, and the files that are read before and after it."""
    (whole,) = LinkedIn().parts(source, archive, 1)
    order = [one.member for one in whole.stretches]
    (number,) = (one for one in order if archive.members[one].name.casefold().startswith(("messages", "nachrichten")))
    place = order.index(number)
    return number, archive.members[number].size, order[:place], order[place + 1 :]


def cut_at(source: Source, archive: Archive, cuts: Sequence[int]) -> list[Part]:
    """Parts that begin at these bytes of the file of messages."""
    number, _, before, after = messages_of(source, archive)
    borders = [0, *sorted(set(cuts)), TO_ITS_END]
    parts = [[Stretch(number, start, stop)] for start, stop in pairwise(borders)]
    parts[0] = [*(Stretch(one, 0, TO_ITS_END) for one in before), *parts[0]]
    parts[-1] += [Stretch(one, 0, TO_ITS_END) for one in after]
    return [Part(place, tuple(stretches)) for place, stretches in enumerate(parts)]


def in_parts(source: Source, archive: Archive, parts: Sequence[Part]) -> list[Record | Skipped]:
    return list(in_turn([LinkedIn().read_part(source, archive, part) for part in parts]))


@pytest.mark.parametrize("era", IN_PARTS)
def test_rows_are_the_same_wherever_their_file_is_cut(era: str) -> None:
    for source, archive in archives(LINKEDIN / era):
        whole = list(LinkedIn().read(source, archive))
        _, size, _, _ = messages_of(source, archive)
        chance = random.Random(era)
        for place in range(1, size):
            cuts = [place, *chance.sample(range(1, size), chance.choice((0, 0, 1, 3)))]
            assert in_parts(source, archive, cut_at(source, archive, cuts)) == whole, cuts


@pytest.mark.parametrize("era", IN_PARTS)
def test_parts_are_cut_by_themselves_and_hold_everything(era: str, tmp_path: Path) -> None:
    for path in (LINKEDIN / era, zip_of(LINKEDIN / era, tmp_path / "one.zip")):
        for source, archive in archives(path):
            whole = list(LinkedIn().read(source, archive))
            for most in range(1, 9):
                parts = LinkedIn().parts(source, archive, most)
                # One processor stages what the others read.
                assert len(parts) == (1 if most < 3 else 2)
                assert {one.member for part in parts for one in part.stretches} == set(range(len(archive.members)))
                assert in_parts(source, archive, parts) == whole, parts


@pytest.mark.parametrize("era", ["2018", "2021", "2023", "2025", "2025-damaged", "excel"])
def test_messages_by_names_that_are_learnt_from_all_of_them_or_without_a_profile_are_not_cut(era: str) -> None:
    for source, archive in archives(LINKEDIN / era):
        parts = LinkedIn().parts(source, archive, 8)
        assert all((one.start, one.stop) == (0, TO_ITS_END) for part in parts for one in part.stretches)


def test_a_file_of_messages_alone_is_not_cut_for_any_row_may_tell_of_the_owner(tmp_path: Path) -> None:
    shutil.copy(LINKEDIN / "2024" / "messages.csv", tmp_path / "messages.csv")
    for source, archive in archives(tmp_path / "messages.csv"):
        assert len(LinkedIn().parts(source, archive, 8)) == 1


def told_the_same(source: Source, archive: Archive, chance: random.Random) -> bool:
    """Whether the archive can be read in some parts; what it tells then is what it tells as a whole."""
    whole = list(LinkedIn().read(source, archive))
    _, size, _, _ = messages_of(source, archive)
    cuts = [chance.randrange(1, size) for _ in range(chance.randint(1, 4))]
    with suppress(NotInParts):
        assert in_parts(source, archive, cut_at(source, archive, cuts)) == whole, cuts
        return True
    return False


@pytest.mark.parametrize("number", range(effort(40, 2_000)))
@pytest.mark.parametrize("era", OTHERS)
def test_other_rows_are_the_same_or_it_is_said(era: str, number: int) -> None:
    for source, archive in archives(LINKEDIN / era):
        told_the_same(source, archive, dice(f"cut {era}", number))


@pytest.mark.parametrize("number", range(effort(20, 1_000)))
@pytest.mark.parametrize("era", IN_PARTS)
def test_packed_messages_are_the_same_or_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, era: str, number: int
) -> None:
    """Also where the zip is damaged in the midst of them."""
    chance = dice(f"cut zip {era}", number)
    monkeypatch.setattr(zipped, "_MARKED_FROM", chance.choice((1, 200, 4_000_000)))
    packed = zip_of(LINKEDIN / era, tmp_path / "one.zip")
    content = bytearray(packed.read_bytes())
    content[chance.randrange(len(content) * 3 // 4)] ^= 1 << chance.randrange(8)
    packed.write_bytes(content)
    for source in open_sources([packed])[0]:
        with source:
            archive = LinkedIn().recognise(source)
            if archive is not None and len(LinkedIn().parts(source, archive, 8)) > 1:
                told_the_same(source, archive, chance)


WORDS = (
    "Hello.", 'He said "hello" to me', '5" pipe', '"', '""', "two\nlines", "two\r\nlines", "one\rmore", "\n\n", "so",
    'ends \\"', 'said \\"so\\" and left', "a,b", "é", "\x00", " ", "",
)  # fmt: skip


def a_row(chance: random.Random, number: int) -> str:
    """As one is written, and at times as none is."""
    text = chance.choice(WORDS) + chance.choice(WORDS)
    if (how := chance.random()) < 0.8:
        text = '"' + text.replace('"', '""') + '"'
    elif how < 0.9:
        text = text.replace('"', "").replace("\n", " ").replace("\r", " ").replace(",", "")
    who = ("Ana Duarte", "https://www.linkedin.com/in/ana"), ("Mara Lindqvist", "https://www.linkedin.com/in/mara")
    (name, url), (to, to_url) = who if chance.random() < 0.5 else reversed(who)
    end = chance.choice(("\n",) * 18 + ("\r\n", "\n\n"))
    last = ",INBOX" if chance.random() < 0.95 else ""
    return f"2-{number % 3},,{name},{url},{to},{to_url},2024-05-0{number % 9 + 1} 10:00:00 UTC,,{text}{last}{end}"


@pytest.mark.parametrize("number", range(effort(400, 20_000)))
def test_whatever_stands_in_them_it_is_the_same_or_it_is_said(tmp_path: Path, number: int) -> None:
    chance = dice("cut rows", number)
    rows = "".join(a_row(chance, place) for place in range(chance.randint(1, 30)))
    write_files(tmp_path / "in", {"Profile.csv": PROFILE, "messages.csv": HEADER + rows})
    for source, archive in archives(tmp_path / "in"):
        told_the_same(source, archive, chance)


@pytest.mark.parametrize(
    "last", ['Say 5" pipe', '"a\n""b""\n\nc"', '"two\r\nlines"'], ids=["a quote in words", "lines in quotes", "Windows"]
)
def test_rows_behind_a_cut_have_the_numbers_they_have_in_the_file(tmp_path: Path, last: str) -> None:
    row = "2-1,,Ana Duarte,https://www.linkedin.com/in/ana,Mara Lindqvist,https://www.linkedin.com/in/mara,"
    row += "2024-05-01 10:00:00 UTC,,{},INBOX\n"
    rows = [row.format(f'"Number {number}, and\nmore"') for number in range(20)]
    rows[9] = row.format(last)
    write_files(tmp_path / "in", {"Profile.csv": PROFILE, "messages.csv": HEADER + "".join(rows)})
    for source, archive in archives(tmp_path / "in"):
        whole = list(LinkedIn().read(source, archive))
        cut = cut_at(source, archive, [len(HEADER) + len("".join(rows[:5])) + 3])
        assert in_parts(source, archive, cut) == whole
        assert [one.where.row for one in whole if one.where.file == "messages.csv"] == list(range(1, 21))


def test_an_owner_whom_the_first_part_does_not_tell_is_looked_for_in_all_of_it(tmp_path: Path) -> None:
    files = {path.name: path.read_bytes() for path in (LINKEDIN / "2024").iterdir() if path.is_file()}
    profile = next(name for name in files if name.casefold().startswith("profile") and b"Headline" in files[name])
    files[profile] = files[profile].splitlines(keepends=True)[0]
    write_files(tmp_path / "in", {name: content.decode("utf-8", "surrogateescape") for name, content in files.items()})
    for source, archive in archives(tmp_path / "in"):
        whole = list(LinkedIn().read(source, archive))
        assert any(isinstance(one, PersonRecord) and one.owner for one in whole)
        told_the_same(source, archive, random.Random(1))
        number, _, _, _ = messages_of(source, archive)
        with pytest.raises(NotInParts):
            in_parts(source, archive, [Part(0, (Stretch(number, 0, 1),)), Part(1, (Stretch(number, 1, TO_ITS_END),))])
