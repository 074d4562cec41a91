"""An address book tells the same wherever it is cut between two cards, or it is said that it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from relate.domain.records import Record, Skipped
from relate.importers.archive import Archive
from relate.importers.side_by_side import TO_ITS_END, NotInParts, Part, Stretch, in_turn
from relate.importers.source import Source, open_sources
from relate.importers.vcard import VCard, parting
from tests.importers.dropping import zip_of

EXPORTS = Path(__file__).parent.parent / "exports" / "vcard"
BOOKS = sorted(path for path in EXPORTS.rglob("*.vcf") if path.read_bytes().upper().count(b"BEGIN:VCARD") > 1)


@pytest.fixture(autouse=True)
def however_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "LEAST_PART", 1)


def books(path: Path) -> Iterator[tuple[Source, Archive]]:
    for source in open_sources([path])[0]:
        with source:
            archive = VCard().recognise(source)
            assert archive is not None
            yield source, archive


def in_parts(source: Source, archive: Archive, parts: list[Part]) -> list[Record | Skipped]:
    return list(in_turn([VCard().read_part(source, archive, part) for part in parts]))


def cut_at(*cuts: int) -> list[Part]:
    borders = [0, *cuts, TO_ITS_END]
    return [Part(number, (Stretch(0, *borders[number : number + 2]),)) for number in range(len(borders) - 1)]


def book_of(folder: Path, *cards: str, ends: str = "\r\n") -> Path:
    path = folder / "book.vcf"
    lines = [f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n" for card in cards]
    path.write_bytes("".join(lines).replace("\n", ends).encode("utf-8", "surrogateescape"))
    return path


def people(number: int, *more: str) -> list[str]:
    return [
        *(f"FN:Ana Silva {one}\nEMAIL:ana{one}@example.com\nTEL:+44 117 496 {one:04}" for one in range(number)),
        *more,
    ]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_fixture_wherever_a_card_begins(path: Path) -> None:
    for source, archive in books(path):
        whole = list(VCard().read(source, archive))
        for found in re.finditer(rb"^BEGIN:VCARD", path.read_bytes(), re.MULTILINE | re.IGNORECASE):
            if not found.start():
                continue
            with suppress(NotInParts):
                assert in_parts(source, archive, cut_at(found.start())) == whole


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_large_book_is_two_parts_that_tell_what_the_whole_tells(tmp_path: Path, ends: str) -> None:
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:bm8gcGljdHVyZQ=="
    otto, yara = "0a1b2c3d-0000-4000-8000-00000000000f", "0a1b2c3d-0000-4000-8000-00000000000e"
    group = f"FN:Choir\nX-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{otto}"
    member = f"FN:Otto Berg\nUID:{otto}\nRELATED;VALUE=uri;TYPE=friend:urn:uuid:{yara}"
    friend = f"FN:Yara Costa\nUID:{yara}"
    path = book_of(
        tmp_path, group, friend, f"FN:Ida Holm\n{photo}", *people(20), f"FN:Jo Vale\n{photo}", member, ends=ends
    )
    for source, archive in books(path):
        parts = list(VCard().parts(source, archive, 4))
        assert len(parts) == 2
        assert parts[0].stretches[0].stop > 200
        told = in_parts(source, archive, parts)
        assert told == list(VCard().read(source, archive))
        assert [one.says for one in told if isinstance(one, Skipped)] == [
            "card 3: a photo that could not be read",
            "card 24: a photo that could not be read",
        ]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("FN:Ana Silva\nUID:7", "FN:Otto Berg\nUID:7"),
        ("FN:Ana Silva\nUID:copied", "FN:Otto Berg\nUID:copied"),
        ("FN:Ana Silva\nTEL:+44 117 496 0018\nBDAY:1950-02-03", "FN:Ana Silva\nTEL:+44 117 496 0018\nBDAY:1980-07-09"),
        ("FN:Ana Silva\nAGENT:\nBEGIN:VCARD\nFN:Jo Vale\nEND:VCARD", "FN:Otto Berg"),
        ("FN:Ana Silva\nNOTE:END:VCARD", "FN:Otto Berg"),
        ("FN:Jos\udce9 Silva", "FN:\udccf\udcf1\udce5\udcf1\udcf2 \udccf\udcf1\udce5\udcf1\udcf2"),
    ],
    ids=["counted", "copied", "father and son", "agent", "a mark in a note", "two letterings"],
)
def test_where_a_part_had_to_know_another_the_book_is_told_the_same_or_is_not_in_parts(
    tmp_path: Path, first: str, last: str
) -> None:
    path = book_of(tmp_path, first, *people(6), last)
    for source, archive in books(path):
        whole = list(VCard().read(source, archive))
        try:
            assert in_parts(source, archive, list(VCard().parts(source, archive, 2))) == whole
        except NotInParts:
            return
        assert first == "FN:Ana Silva\nUID:7"  # what only counts names nobody


def test_a_book_that_lies_in_a_zip_or_in_several_files_or_in_other_letters_is_read_by_one(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    path = book_of(tmp_path / "book", *people(20))
    packed = zip_of(path.parent, tmp_path / "book.zip")
    wide = tmp_path / "wide.vcf"
    wide.write_bytes(path.read_text().encode("utf-16"))
    (path.parent / "other.vcf").write_bytes(path.read_bytes())
    for one in (packed, wide, path.parent):
        for source, archive in books(one):
            assert len(VCard().parts(source, archive, 4)) == 1
