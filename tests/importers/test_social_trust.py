"""Hostile values and broken containers cost what is hostile or broken, of each source of a social network."""

from __future__ import annotations

import json
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from relate.domain.records import InteractionRecord, PersonRecord, Reason
from tests.importers.dropping import Reading, drop, write_files, write_zip
from tests.importers.meta_exports import assert_accounted_for

SECONDS = 1_700_000_000


class Shape(NamedTuple):
    """A list of a source: its path, what stands before and behind its items, an item with a value in it (as JSON), and
    what the archive has beside it."""

    path: str
    before: str
    item: Callable[[str, int], str]
    behind: str
    beside: dict[str, str]


def _message(text: str, number: int) -> str:
    return f'{{"sender_name": "Ana Duarte", "timestamp_ms": {(SECONDS + number) * 1000}, "content": {text}}}'


def _friend(text: str, number: int) -> str:
    return f'{{"name": "Ana {"abcdefg"[number]}", "timestamp": {SECONDS + number}, "more": {text}}}'


def _follow(text: str, number: int) -> str:
    entry = f'{{"href": "", "value": "ana_{number}", "timestamp": {SECONDS + number}, "more": {text}}}'
    return f'{{"title": "", "media_list_data": [], "string_list_data": [{entry}]}}'


def _post(text: str, number: int) -> str:
    return (
        f'{{"tweet" : {{"id_str" : "{number + 7}", "full_text" : "@b hej", "in_reply_to_user_id_str" : "8", '
        f'"created_at" : "Wed Oct 10 20:19:{number:02} +0000 2018", "more" : {text}}}}}'
    )


_TALK = '{"participants": [{"name": "Ana Duarte"}, {"name": "Mara Lindqvist"}], "messages": [\n'
_MARA = json.dumps({"profile_v2": {"name": {"full_name": "Mara Lindqvist"}}})
_MARA_ON_INSTAGRAM = json.dumps(
    {"profile_user": [{"string_map_data": {"Username": {"value": "mara"}, "Name": {"value": "Mara Lindqvist"}}}]}
)
SHAPES = {
    "facebook-messages": Shape(
        "your_facebook_activity/messages/inbox/ana_12345678/message_1.json", _TALK, _message, '\n], "title": "Ana"}',
        {"personal_information/profile_information/profile_information.json": _MARA},
    ),
    "facebook-friends": Shape(
        "connections/friends/your_friends.json", '{"friends_v2": [\n', _friend, "\n]}",
        {"personal_information/profile_information/profile_information.json": _MARA},
    ),
    "instagram-followers": Shape(
        "connections/followers_and_following/followers_1.json", "[\n", _follow, "\n]",
        {"personal_information/personal_information/personal_information.json": _MARA_ON_INSTAGRAM},
    ),
    "instagram-messages": Shape(
        "your_instagram_activity/messages/inbox/ana_17845000000000001/message_1.json", _TALK, _message, "\n]}",
        {"personal_information/personal_information/personal_information.json": _MARA_ON_INSTAGRAM},
    ),
    "threads-followers": Shape(
        "your_instagram_activity/threads/followers.json", '{"text_post_app_text_post_app_followers": [\n', _follow,
        "\n]}", {},
    ),
    "x-posts": Shape(
        "data/tweets.js", "window.YTD.tweets.part0 = [\n", _post, "\n]",
        {"data/account.js": 'window.YTD.account.part0 = [ {"account" : {"accountId" : "1", "username" : "mara"}} ]'},
    ),
}  # fmt: skip
HOSTILE = {
    "deep": "[" * 60_000 + "]" * 60_000,
    "a number without end": "9" * 5000,
    "a fraction without end": "1e99999",
    "no number": "NaN",
    "no end": "-Infinity",
    "half letters": '"a \\ud800 b \\udfff c"',
    "nothing in a text": '"a \\u0000 b"',
    "brackets in a text": '"' + "{[" * 100_000 + '"',
    "an endless word": '"' + "x" * 1_000_000 + '"',
    "marks of direction": '"\\u202e\\u0301' + "\\u0301" * 500 + '"',
    "the wrong kind": '{"a": [{"b": null}]}',
}
LARGE = {
    "a field of 17 MB": '"' + "x" * 17_000_000 + '"',
    "a line of 10 MB": '"' + "word " * 2_000_000 + '"',
}
TRIED = [(shape, hostile) for shape in SHAPES for hostile in HOSTILE]
TRIED += [(shape, hostile) for shape in ("facebook-messages", "x-posts") for hostile in LARGE]


def dropped(tmp_path: Path, shape: Shape, text: str | bytes, folder: str = "export") -> Reading:
    files: dict[str, bytes | str] = {**shape.beside, shape.path: text}
    return drop(write_files(tmp_path / folder, files))


def listed(shape: Shape, *values: str) -> str:
    return shape.before + ",\n".join(shape.item(value, number) for number, value in enumerate(values)) + shape.behind


@pytest.mark.parametrize(("which", "what"), TRIED)
def test_a_hostile_value_costs_its_own_row_at_most(which: str, what: str, tmp_path: Path) -> None:
    shape, hostile = SHAPES[which], (HOSTILE | LARGE)[what]
    reading = dropped(tmp_path, shape, listed(shape, '"one"', hostile, '"three"'))
    assert reading.unknown == ()
    assert_accounted_for(reading)
    assert reading.rows()[shape.path] == {1, 2, 3}
    whole = {one.where.row for one in reading.records if one.where.file == shape.path}
    assert {1, 3} <= whole
    for one in reading.everything:
        assert not re.search(r"[\x00\ud800-\udfff]", repr(one)), "what cannot be kept"


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1"])
def test_half_a_file_keeps_its_half_and_says_that_it_is_cut(shape: Shape, encoding: str, tmp_path: Path) -> None:
    text = listed(shape, *(f'"{number}"' for number in range(6)))
    cut = text[: text.index(shape.item('"4"', 4)) + 30].encode(encoding)
    reading = dropped(tmp_path, shape, b"\xfe\xff" + cut if encoding == "utf-16-be" else cut)
    assert_accounted_for(reading)
    told = [one for one in reading.skipped if one.where.file == shape.path]
    assert [one.reason for one in told] == [Reason.INCOMPLETE]
    assert {one.where.row for one in reading.records if one.where.file == shape.path} == {1, 2, 3, 4}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize(
    "content", [b"", b"\0" * 500, b"{", b"]", b'"', b"\xff\xfe", b"null", b"<html>", b"PK\x03\x04"]
)
def test_a_file_with_nothing_in_it_is_told_of(shape: Shape, content: bytes, tmp_path: Path) -> None:
    reading = dropped(tmp_path, shape, content)
    assert_accounted_for(reading)
    told = {one.where.file for one in reading.everything} | {one.name for one in reading.unknown}
    unread = {path for one in reading.archives for path in one.unread}
    assert shape.path in told | unread


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_wrong_ending_is_told_of(shape: Shape, tmp_path: Path) -> None:
    wrong = shape._replace(path=shape.path.rpartition(".")[0] + ".dat")
    reading = dropped(tmp_path, wrong, listed(shape, '"one"'))
    told = {one.where.file for one in reading.everything} | {one.name for one in reading.unknown}
    unread = {path for one in reading.archives for path in one.unread}
    assert wrong.path in told | unread


def packed(tmp_path: Path, shape: Shape) -> Path:
    more = {"other.bin": "x"}
    return write_zip(tmp_path / "export.zip", {**shape.beside, shape.path: listed(shape, '"one"', '"two"'), **more})


def marked(path: Path, name: str, at: int, value: bytes) -> Path:
    """The zip with some bytes of one entry of its list changed."""
    data = bytearray(path.read_bytes())
    place = data.rindex(name.encode()) - 46
    data[place + at : place + at + len(value)] = value
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_member_with_a_password_or_a_rare_packing_is_told_of_and_the_rest_is_read(
    shape: Shape, tmp_path: Path
) -> None:
    for at, value, says in ((8, b"\x01\x00", "protected with a password"), (10, b"\x09\x00", "cannot read")):
        reading = drop(marked(packed(tmp_path, shape), shape.path, at, value))
        assert any(says in one.reason and shape.path in one.reason for one in reading.unknown)
        assert not any(one.where.file == shape.path for one in reading.everything)
        assert bool(reading.archives) == bool(shape.beside)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_bomb_is_refused_in_words_and_the_rest_is_read(shape: Shape, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in shape.beside.items():
            zipped.writestr(name, text)
        with zipped.open(shape.path, "w") as stream:
            stream.write(listed(shape, '"one"').encode())
            for _ in range(60):
                stream.write(b" " * 1_000_000)
    reading = drop(path)
    assert any("would unpack to more than 200 times its size" in one.reason for one in reading.unknown)
    assert not any(one.where.file == shape.path for one in reading.everything)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("kept", [0.3, 0.7, 0.95])
def test_a_zip_that_was_not_loaded_to_its_end_is_a_sentence(shape: Shape, kept: float, tmp_path: Path) -> None:
    path = packed(tmp_path, shape)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    reading = drop(path)
    assert reading.everything == ()
    assert "breaks off in the middle or is damaged" in reading.unknown[0].reason


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_bytes_changed_inside_a_member_are_noticed(shape: Shape, tmp_path: Path) -> None:
    path = packed(tmp_path, shape)
    data = bytearray(path.read_bytes())
    start = data.index(shape.path.encode())
    length = struct.unpack_from("<L", data, start - 12)[0]
    at = start + len(shape.path) + length // 2
    data[at : at + 8] = bytes(8)
    path.write_bytes(data)
    reading = drop(path)
    assert_accounted_for(reading)
    cut = any(one.reason is Reason.INCOMPLETE and one.where.file == shape.path for one in reading.skipped)
    assert cut or any(shape.path.rpartition("/")[2] in one.reason for one in reading.unknown)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_bytes_changed_in_a_text_are_noticed_though_every_bracket_matches(shape: Shape, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        for name, text in {**shape.beside, shape.path: listed(shape, '"one"', '"two"')}.items():
            zipped.writestr(name, text)
    path.write_bytes(path.read_bytes().replace(b'"two"', b'"tvo"'))
    reading = drop(path)
    assert_accounted_for(reading)
    assert [one.reason for one in reading.skipped if one.where.file == shape.path] == [Reason.INCOMPLETE]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_hundred_thousand_photos_beside_it_change_nothing(shape: Shape, tmp_path: Path) -> None:
    small = packed(tmp_path, shape)
    alone = drop(small).everything
    with zipfile.ZipFile(small) as zipped:
        content = {name: zipped.read(name) for name in zipped.namelist()}
    path = _with_photos(tmp_path / "many.zip", content, 100_000)
    assert drop(path).everything == alone
    assert any(isinstance(one, InteractionRecord | PersonRecord) for one in alone)


def _with_photos(path: Path, files: dict[str, bytes], photos: int) -> Path:
    """A zip of these files, stored, whose list names so many photos too."""
    with zipfile.ZipFile(path, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    data = path.read_bytes()
    end = data.rindex(b"PK\x05\x06")
    _, _, _, _, count, length, offset, _ = struct.unpack_from("<4s4H2LH", data, end)
    entry = struct.Struct("<4s6H3L5H2L")
    more = bytearray()
    for number in range(photos):
        photo = f"photos/{number}.jpg".encode()
        more += entry.pack(b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, len(photo), 0, 0, 0, 0, 0, 0) + photo
    listing = data[offset : offset + length] + bytes(more)
    total = count + photos
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, total, total, len(listing), offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, offset + len(listing), 1)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(data[:offset] + listing + end64 + locator + tail)
    return path
