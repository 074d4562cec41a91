"""What was dropped is read where it is; nothing in it can write, swell, lie or lead outside."""

from __future__ import annotations

import bz2
import io
import os
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from relate.domain.errors import UnreadableSource
from relate.importers.fingerprints import fingerprint
from relate.importers.source import Source, Unknown, open_sources
from tests.importers.dropping import write_files, write_zip

Sources = tuple[list[Source], list[Unknown]]
Open = Callable[..., Sources]
OpenOne = Callable[[Path], Source]


@pytest.fixture
def open_all() -> Iterator[Open]:
    """`open_sources`, with everything closed at the end."""
    with ExitStack() as until_the_end:

        def open_(*paths: Path) -> Sources:
            sources, unknown = open_sources(paths)
            for source in sources:
                until_the_end.enter_context(source)
            return sources, unknown

        yield open_


@pytest.fixture
def opened(open_all: Open) -> OpenOne:
    """The one source that a path gives without any complaint."""

    def open_(path: Path) -> Source:
        (source,), unknown = open_all(path)
        assert unknown == []
        return source

    return open_


def text_of(source: Source, path: str) -> bytes:
    (member,) = (member for member in source.members if member.path == path)
    with source.open(member) as stream:
        return stream.read()


def refusal(path: Path) -> str:
    """Why nothing at all came of a path."""
    sources, unknown = open_sources([path])
    assert sources == []
    (only,) = unknown
    return only.reason


def test_a_file_a_folder_and_a_zip_give_the_same_members(tmp_path: Path, opened: OpenOne) -> None:
    folder = write_files(tmp_path / "export", {"a.csv": "one", "deep/er/b.csv": "two"})
    packed = write_zip(tmp_path / "export.zip", {"a.csv": "one", "deep/er/b.csv": "two"})
    for path in (folder, packed):
        source = opened(path)
        assert [(member.path, member.name, member.size) for member in source.members] == [
            ("a.csv", "a.csv", 3),
            ("deep/er/b.csv", "b.csv", 3),
        ]
        assert text_of(source, "deep/er/b.csv") == b"two"
    source = opened(folder / "a.csv")
    assert (source.kind, source.title, text_of(source, "a.csv")) == ("file", "a.csv", b"one")


def test_files_dropped_together_are_one_source_and_zips_and_folders_their_own(tmp_path: Path, open_all: Open) -> None:
    write_files(tmp_path, {"one/a.vcf": "1", "two/a.vcf": "2", "b.vcf": "3", "folder/c.vcf": "4"})
    packed = write_zip(tmp_path / "z.zip", {"d.vcf": "5"})
    dropped = [tmp_path / name for name in ("one/a.vcf", "two/a.vcf", "b.vcf", "folder")]
    sources, unknown = open_all(*dropped, packed)
    assert unknown == []
    assert sorted((source.kind, len(source.members)) for source in sources) == [
        ("folder", 1),
        ("folder", 3),
        ("zip", 1),
    ]
    together = next(source for source in sources if len(source.members) == 3)
    assert sorted(text_of(together, member.path) for member in together.members) == [b"1", b"2", b"3"]


def test_leftovers_and_media_are_no_members(tmp_path: Path, opened: OpenOne) -> None:
    names = ["__MACOSX/._a.csv", "x/__MACOSX/b", "._a.csv", ".DS_Store", "photo.JPG", "film.mp4", "a.csv", "no_ending"]
    packed = write_zip(tmp_path / "z.zip", dict.fromkeys(names, "x"))
    source = opened(packed)
    assert [member.path for member in source.members] == ["a.csv", "no_ending"]


def test_opening_is_counted_and_looking_is_not(tmp_path: Path, opened: OpenOne) -> None:
    packed = write_zip(tmp_path / "z.zip", {"a.csv": "x" * 200_000})
    source = opened(packed)
    (member,) = source.members
    assert source.head(member, 10) == b"x" * 10
    assert len(source.head(member)) == 65536
    with source.peek(member) as stream:
        assert len(stream.read()) == 200_000
    assert source.bytes_read == 0
    with source.open(member) as stream:
        assert len(stream.read()) == 200_000
    assert source.bytes_read == 200_000 == source.total_bytes(source.members)


def test_every_usual_way_of_packing_is_read(tmp_path: Path, opened: OpenOne) -> None:
    path = tmp_path / "z.zip"
    long = os.urandom(300_000)
    with zipfile.ZipFile(path, "w") as packed:
        for name, method in (("stored", 0), ("deflated", 8), ("bzipped", 12)):
            packed.writestr(name, long, compress_type=method)
            packed.writestr(f"{name} empty", b"", compress_type=method)
        with packed.open("zip64", "w", force_zip64=True) as stream:
            stream.write(long)
        packed.comment = b"a comment behind everything"
    source = opened(path)
    for name in ("stored", "deflated", "bzipped", "zip64"):
        assert text_of(source, name) == long
    assert text_of(source, "deflated empty") == b""


def test_two_members_can_be_read_at_the_same_time(tmp_path: Path, opened: OpenOne) -> None:
    first, second = os.urandom(400_000), os.urandom(400_000)
    source = opened(write_zip(tmp_path / "z.zip", {"a": first, "b": second}))
    one, other = (source.open(member) for member in source.members)
    pieces = [(one.read(70_000), other.read(70_000)) for _ in range(6)]
    assert (b"".join(a for a, _ in pieces), b"".join(b for _, b in pieces)) == (first, second)


def test_names_without_their_mark_are_still_read(tmp_path: Path, opened: OpenOne) -> None:
    path = write_zip(tmp_path / "z.zip", {"Empf\u00e4nge.csv": "x"})
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(mark)
        data[start + at + 1] &= 0xF7  # the mark of UTF-8 names
    path.write_bytes(data)
    assert [member.name for member in opened(path).members] == ["Empf\u00e4nge.csv"]


def test_data_before_the_zip_is_passed_over(tmp_path: Path, opened: OpenOne) -> None:
    path = write_zip(tmp_path / "z.zip", {"a": "hello"})
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    assert text_of(opened(path), "a") == b"hello"


def bomb(path: Path, megabytes: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("Connections.csv", "w") as stream:
        for _ in range(megabytes):
            stream.write(b"0" * 1_000_000)
    return path


def test_a_bomb_is_refused_before_it_swells(tmp_path: Path, opened: OpenOne) -> None:
    source = opened(bomb(tmp_path / "bomb.zip", 60))
    (member,) = source.members
    assert len(source.head(member)) == 65536
    with pytest.raises(UnreadableSource, match=r"Connections.csv in bomb.zip would unpack to more than 200 times"):
        source.open(member)
    with pytest.raises(UnreadableSource, match="200 times"):
        source.check(source.members)
    assert source.bytes_read == 0


def resized(path: Path, size: int, packed: int | None = None) -> Path:
    """The zip with another stated size of its first entry in its list."""
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, size)
    if packed is not None:
        struct.pack_into("<L", data, at + 20, packed)
    path.write_bytes(data)
    return path


def test_a_bomb_that_states_a_small_size_gives_no_more_than_that(tmp_path: Path, opened: OpenOne) -> None:
    source = opened(resized(bomb(tmp_path / "bomb.zip", 20), 1000))
    (member,) = source.members
    stream = source.open(member)
    with pytest.raises(UnreadableSource, match="damaged"):
        stream.read()
    assert source.bytes_read <= 1000


def test_an_entry_that_states_more_than_it_holds_breaks_off_in_words(tmp_path: Path, opened: OpenOne) -> None:
    source = opened(resized(write_zip(tmp_path / "z.zip", {"a.csv": "x" * 5000}), 9000))
    stream = source.open(source.members[0])
    assert stream.read(5000) == b"x" * 5000
    with pytest.raises(UnreadableSource, match=r"a.csv in z.zip is damaged or breaks off"):
        stream.read()


def test_an_entry_longer_than_its_file_is_refused(tmp_path: Path) -> None:
    path = resized(write_zip(tmp_path / "z.zip", {"a.csv": "x" * 5000}), 5000, packed=10_000_000)
    assert "longer than the whole file" in refusal(path)


def test_changed_bytes_are_noticed(tmp_path: Path, opened: OpenOne) -> None:
    path = tmp_path / "z.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.csv", "First Name,Last Name")
    path.write_bytes(path.read_bytes().replace(b"First", b"Fjrst"))
    source = opened(path)
    with pytest.raises(UnreadableSource, match="damaged"):
        text_of(source, "a.csv")


def test_a_hundred_thousand_entries_are_a_list_like_any_other(tmp_path: Path, opened: OpenOne) -> None:
    path = tmp_path / "many.zip"
    listing, entry = io.BytesIO(), struct.Struct("<4s6H3L5H2L")
    for number in range(100_000):
        name = f"photos/{number}.jpg".encode() if number else b"messages.csv"
        listing.write(entry.pack(b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 12, 0) + b"messages.csv"
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(listing.getvalue()), len(local), 0)
    end64 = struct.pack(
        "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 100_000, 100_000, len(listing.getvalue()), len(local)
    )
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(local) + len(listing.getvalue()), 1)
    path.write_bytes(local + listing.getvalue() + end64 + locator + tail)
    source = opened(path)
    assert [member.path for member in source.members] == ["messages.csv"]
    assert text_of(source, "messages.csv") == b""


def test_a_list_longer_than_any_real_one_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "z.zip"
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 3_000_000, 3_000_000, 0, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    path.write_bytes(end64 + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0, 0, 0))
    assert "lists 3,000,000 files" in refusal(path)


def test_a_name_repeated_a_thousand_times_is_a_thousand_members(tmp_path: Path, opened: OpenOne) -> None:
    path = write_zip(tmp_path / "z.zip", {f"a{number:03}": str(number) for number in range(1000)})
    path.write_bytes(re.sub(rb"a\d\d\d(?=[\d]|PK)", b"aaaa", path.read_bytes()))
    source = opened(path)
    assert {text_of(source, member.path) for member in source.members} == {str(n).encode() for n in range(1000)}


def test_zips_inside_zips_are_sources_down_to_the_third(tmp_path: Path, open_all: Open) -> None:
    content: bytes | str = "the innermost"
    name, packed = "4.csv", io.BytesIO()
    for level in (3, 2, 1, 0):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as stream:
            stream.writestr(name, content)
            stream.writestr(f"{level}.csv", str(level))
        content, name = packed.getvalue(), f"{level}.zip"
    outer = tmp_path / "0.zip"
    outer.write_bytes(packed.getvalue())
    sources, unknown = open_all(outer)
    assert [(source.title, [member.path for member in source.members]) for source in sources] == [
        ("0.zip", ["0.csv"]),
        ("1.zip", ["1.csv"]),
        ("2.zip", ["2.csv"]),
    ]
    assert text_of(sources[2], "2.csv") == b"2"
    (deepest,) = unknown
    assert "3.zip is a zip too deep inside other zips" in deepest.reason


def test_a_folder_gives_the_zips_in_it_too(tmp_path: Path, open_all: Open) -> None:
    folder = write_files(tmp_path / "downloads", {"notes.csv": "x", "broken.zip": "PK no zip at all"})
    write_zip(folder / "export.zip", {"a.csv": "1"})
    sources, unknown = open_all(folder)
    assert [(source.kind, source.title) for source in sources] == [("folder", "downloads"), ("zip", "export.zip")]
    (broken,) = unknown
    assert broken.name == "broken.zip"
    assert "broken.zip breaks off in the middle or is damaged" in broken.reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such thing as a named pipe here")
def test_a_pipe_is_a_sentence_and_nobody_waits_for_it(tmp_path: Path, open_all: Open) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "people.csv").write_bytes(b"name\nAna\n")
    for path in (tmp_path / "pipe", tmp_path / "pipe.zip", folder / "pipe"):
        os.mkfifo(path)
        assert fingerprint(path) == ""
    sources, unknown = open_all(tmp_path / "pipe", tmp_path / "pipe.zip", folder)
    assert [one.reason for one in unknown] == [
        "pipe is neither a file nor a folder.",
        "pipe.zip is neither a file nor a folder.",
    ]
    assert [member.path for source in sources for member in source.members] == ["people.csv"]


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_zip_is_a_sentence(tmp_path: Path, kept: float) -> None:
    path = write_zip(tmp_path / "export.zip", {f"{n}.csv": os.urandom(900) for n in range(9)})
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    assert refusal(path) == (
        "export.zip breaks off in the middle or is damaged: download it again, or unpack it and drop the folder here."
    )


def locked(path: Path, *names: str) -> Path:
    """The zip with these entries marked as encrypted."""
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if bytes(data[at + 46 : at + 46 + length]).decode() in names:
            data[at + 8] |= 1
        at += 46
    path.write_bytes(data)
    return path


def test_a_password_is_a_sentence_and_the_rest_is_read(tmp_path: Path, open_all: Open) -> None:
    whole = locked(write_zip(tmp_path / "all.zip", {"a.csv": "1"}), "a.csv")
    assert refusal(whole) == (
        "a.csv in all.zip is protected with a password: unpack it first, then drop the folder here."
    )
    files = {"a.csv": "1", "b.csv": "2", "c.csv": "3"}
    part = locked(write_zip(tmp_path / "part.zip", files), "a.csv", "c.csv")
    (source,), unknown = open_all(part)
    assert text_of(source, "b.csv") == b"2"
    (only,) = unknown
    assert "a.csv in part.zip is protected with a password" in only.reason
    assert only.reason.endswith("The same holds for 1 more files in it.")


def test_a_rare_way_of_packing_is_a_sentence(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "z.zip", {"a.csv": "1"})
    data = bytearray(path.read_bytes())
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, 9)
    path.write_bytes(data)
    assert "packed in a way that Relate cannot read: unpack it first" in refusal(path)


def test_names_that_lead_outside_are_only_names(tmp_path: Path, opened: OpenOne) -> None:
    names = ["../../evil.csv", "/etc/evil.csv", "C:\\evil.csv", "\\\\server\\evil.csv"]
    path = write_zip(tmp_path / "z.zip", dict.fromkeys(names, "boo"))
    link = zipfile.ZipInfo("link.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    before = sorted(tmp_path.rglob("*"))
    source = opened(path)
    assert len(source.members) == len(names)
    assert {text_of(source, member.path) for member in source.members} == {b"boo"}
    assert sorted(tmp_path.rglob("*")) == before


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path, opened: OpenOne) -> None:
    write_files(tmp_path, {"secret.csv": "s", "elsewhere/d.csv": "d", "folder/a.csv": "a"})
    folder = tmp_path / "folder"
    (folder / "out.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "outside").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "in.csv").symlink_to(folder / "a.csv")
    assert [member.path for member in opened(folder).members] == ["a.csv", "in.csv"]


def test_what_is_not_there_or_not_readable_is_a_sentence(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.csv") == "gone.csv is not there any more."
    (tmp_path / "empty").mkdir()
    assert "empty holds nothing that Relate could read" in refusal(tmp_path / "empty")
    write_files(tmp_path, {"me.jpg": "x"})
    assert "me.jpg is a picture, a sound or a film" in refusal(tmp_path / "me.jpg")


def test_a_broken_stream_of_each_kind_is_one_sort_of_error(tmp_path: Path, opened: OpenOne) -> None:
    for method, squeeze in ((8, lambda data: zlib.compress(data, wbits=-15)), (12, bz2.compress)):
        path = tmp_path / f"{method}.zip"
        data = os.urandom(50_000)
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("a.csv", data, compress_type=method)
        content = path.read_bytes()
        start = content.index(b"a.csv") + 5
        path.write_bytes(content[: start + 100] + b"\xff" * 200 + content[start + 300 :])
        assert len(squeeze(data)) > 300
        source = opened(path)
        with pytest.raises(UnreadableSource, match=r"a.csv in \d+.zip is damaged"):
            text_of(source, "a.csv")


def test_the_time_of_an_entry_is_told(tmp_path: Path, opened: OpenOne) -> None:
    info = zipfile.ZipInfo("a.csv", (2024, 5, 6, 7, 8, 10))
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as packed:
        packed.writestr(info, "x")
    (member,) = opened(tmp_path / "z.zip").members
    assert time.gmtime((member.modified_ms or 0) // 1000)[:6] == (2024, 5, 6, 7, 8, 10)


def test_a_picture_dropped_with_other_files_is_named(tmp_path: Path) -> None:
    picture, book = tmp_path / "holiday.jpg", tmp_path / "book.vcf"
    picture.write_bytes(b"\xff\xd8\xff\xe0")
    book.write_text("BEGIN:VCARD\r\nEND:VCARD\r\n")
    sources, unknown = open_sources([picture, book])
    assert [source.title for source in sources] == ["book.vcf"]
    assert [(one.name, "picture" in one.reason) for one in unknown] == [("holiday.jpg", True)]
