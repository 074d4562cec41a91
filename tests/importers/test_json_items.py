"""JSON of any length is read value by value, and damage costs what is damaged."""

from __future__ import annotations

import io
import json
import random
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.errors import UnreadableSource
from relate.importers.json_items import (
    ANY,
    KEY,
    Broken,
    Item,
    Json,
    Run,
    document,
    first_value,
    items,
    number,
    runs,
    words,
)
from relate.importers.json_window import Window


def read(text: str | bytes, *each: tuple[str, ...]) -> list[Item | Broken]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(items(io.BufferedReader(io.BytesIO(data)), each))


def values(text: str | bytes, *each: tuple[str, ...]) -> list[Any]:
    return [item.value for item in read(text, *each) if isinstance(item, Item)]


def broken(text: str | bytes, *each: tuple[str, ...]) -> list[Broken]:
    return [item for item in read(text, *each) if isinstance(item, Broken)]


TWEETS = [{"tweet": {"id": str(number), "text": f"öß {number} “hey” {{[,"}} for number in range(40)]
PRETTY = json.dumps(TWEETS, indent=2, ensure_ascii=False)


def test_the_elements_of_an_array_come_one_by_one_behind_an_assignment() -> None:
    found = read(f"window.YTD.tweets.part0 = {PRETTY}\n", (ANY,))
    assert [item.value for item in found if isinstance(item, Item)] == TWEETS
    assert [item.path for item in found] == [(place,) for place in range(40)]


@pytest.mark.parametrize("text", ["[ ]", "window.YTD.block.part0 = [ ]", "{}", "[]\n\n"])
def test_an_empty_type_is_nothing_at_all(text: str) -> None:
    assert read(text, (ANY,), (KEY, ANY)) == []


def test_a_list_is_found_alone_or_below_one_key() -> None:
    each = ((ANY,), (KEY, ANY))
    assert values('[{"a": 1}, {"a": 2}]', *each) == values('{"friends_v2": [{"a": 1}, {"a": 2}]}', *each)


def test_what_is_inside_a_conversation_comes_one_by_one_and_the_rest_whole() -> None:
    talk = [{"dm": {"id": "1-2", "messages": [{"m": 1}, {"m": 2}], "more": {"x": []}}}, {"dm": {"messages": []}}]
    found = read(json.dumps(talk), (ANY, "dm", "messages", ANY))
    assert [(item.path, item.value) for item in found if isinstance(item, Item)] == [
        ((0, "dm", "id"), "1-2"),
        ((0, "dm", "messages", 0), {"m": 1}),
        ((0, "dm", "messages", 1), {"m": 2}),
        ((0, "dm", "more"), {"x": []}),
    ]


def test_a_value_longer_than_a_block_is_whole() -> None:
    long = "ä" * 3_000_000
    assert values(json.dumps([long, 123456789, long], ensure_ascii=False), (ANY,)) == [long, 123456789, long]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-8"])
def test_an_editor_may_have_saved_it_again(codec: str) -> None:
    assert values(PRETTY.replace("\n", "\r\n").encode(codec), (ANY,)) == TWEETS


def test_a_value_that_is_no_json_costs_itself_alone() -> None:
    for at in range(40):
        text = PRETTY.replace(f'"id": "{at}"', f'"id": “{at}"', 1)
        assert values(text, (ANY,)) == TWEETS[:at] + TWEETS[at + 1 :]
        assert len(broken(text, (ANY,))) == 1


def test_a_lost_quote_costs_one_value_or_the_one_behind_it() -> None:
    for at in range(1, 39):
        text = PRETTY.replace(f'"id": "{at}"', f'"id": "{at}', 1)
        left = values(text, (ANY,))
        assert len(left) >= 38
        assert all(one in TWEETS for one in left)
        assert len(broken(text, (ANY,))) == 1


def test_a_lost_line_leaves_the_others() -> None:
    lines = PRETTY.splitlines(keepends=True)
    for gone in range(7, len(lines) - 7):
        left = values("".join(lines[:gone] + lines[gone + 1 :]), (ANY,))
        assert sum(one in left for one in TWEETS) >= 37, gone


def test_a_broken_message_never_moves_the_next_conversation_into_this_one() -> None:
    talk = [
        {"dm": {"id": str(number), "messages": [{"m": {"in": str(number), "t": str(t)}} for t in range(3)]}}
        for number in range(4)
    ]
    text = json.dumps(talk, indent=1)
    for damage in (('"in": "1",', '"in": 1x,'), ('"t": "2"', '"t": "2'), ('"in": "2",', '"in": "2,')):
        names: dict[object, str] = {}
        for item in read(text.replace(*damage), (ANY, "dm", "messages", ANY)):
            if isinstance(item, Item) and item.path[-1] == "id":
                names[item.path[0]] = words(item.value)
            elif isinstance(item, Item):
                message: Any = item.value
                assert message["m"]["in"] == names[item.path[0]]


@pytest.mark.parametrize("text", ["", "  \n", "not json", "<html>", '"text"', "\x00\x01\x02", "var = 3"])
def test_what_is_no_list_and_no_object_is_said_once(text: str) -> None:
    assert [type(item) for item in read(text, (ANY,))] == [Broken]


def test_half_a_file_ends_with_what_was_cut() -> None:
    for length in range(40, len(PRETTY) - 1, 97):
        found = read(PRETTY[:length], (ANY,))
        assert isinstance(found[-1], Broken)
        assert found[-1].cut
        assert [item.value for item in found if isinstance(item, Item)] == TWEETS[: len(found) - 1]


class BreakingOff(io.RawIOBase):
    def __init__(self, data: bytes) -> None:
        self._data = data

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._data:
            raise UnreadableSource("tweets.js in the zip is damaged.")
        some, self._data = self._data[:100], self._data[100:]
        buffer[: len(some)] = some
        return len(some)


def test_what_comes_before_a_break_in_the_zip_is_read() -> None:
    found = list(items(io.BufferedReader(BreakingOff(PRETTY.encode()[:-300])), [(ANY,)]))
    assert len(found) > 30
    assert isinstance(found[-1], Broken)
    assert (found[-1].says, found[-1].cut) == ("tweets.js in the zip is damaged.", True)


HOSTILE = {
    "deep": "[" * 100_000 + "]" * 100_000,
    "deep and never closed": '{"a":' * 50_000,
    "a long number": "1" * 5000,
    "a long negative number": "-" + "9" * 100_000,
    "a comma alone": "tru",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_value_is_one_broken_one(hostile: str) -> None:
    text = '[\n {"a": 1},\n {"a": ' + hostile + '},\n {"a": 3}\n]'
    assert values(text, (ANY,)) == [{"a": 1}, {"a": 3}]
    assert len(broken(text, (ANY,))) == 1


def test_a_file_made_to_mislead_is_given_up_in_time() -> None:
    nested = '[{"a":1},' + '{"a":' * 60_000
    found = read(nested, (ANY,))
    assert values(nested, (ANY,)) == [{"a": 1}]
    assert isinstance(found[-1], Broken)
    assert found[-1].cut


def test_numbers_that_are_none_and_text_that_is_none_become_nothing_and_a_mark() -> None:
    assert values('[NaN, -Infinity, 1e999, "a\\ud800b", "\\u0000", {"\\udc00": "\\ud83d\\ude00"}]', (ANY,)) == [
        None, None, None, "a\ufffdb", "\ufffd", {"\ufffd": "😀"},
    ]  # fmt: skip


def test_ids_stay_exact_and_words_are_taken_for_what_they_are() -> None:
    big = 2**63 + 1
    assert values(f"[{big}]", (ANY,)) == [big]
    told: list[Json] = [big, "x", True, None, 1.5, []]
    assert [words(one) for one in told] == [str(big), "x", "", "", "", ""]
    ages: list[Json] = ["17", 17, "-3", "x", "²", True, None, "-", "9" * 30]
    assert [number(one) for one in ages] == [
        17, 17, -3, None, None, None, None, None, None,
    ]  # fmt: skip


def test_a_document_is_one_value_and_a_damaged_one_none() -> None:
    def whole(text: str) -> object:
        return document(io.BufferedReader(io.BytesIO(text.encode())))

    assert whole('window.__THAR_CONFIG = {"userInfo": {"accountId": "1"}}') == {"userInfo": {"accountId": "1"}}
    assert whole('{"a": ') is None
    assert whole("") is None


def test_the_first_value_of_a_head_is_seen_behind_its_assignment() -> None:
    assert first_value(b'\xef\xbb\xbfwindow.YTD.tweet.part0 = [ {\n "tweet"').startswith('[ {\n "tweet"')
    assert first_value(b"%PDF-1.7") == ""


def test_a_long_file_is_read_in_little_memory() -> None:
    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.left, self.rest = 60_000, b"["

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            while self.left and len(self.rest) < len(buffer):
                self.left -= 1
                self.rest += b'{"a": "' + b"x" * 900 + b'"},'
            some, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
            buffer[: len(some)] = some
            return len(some)

    tracemalloc.start()
    count = sum(1 for _ in items(io.BufferedReader(Endless()), [(ANY,)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60_001  # the last one says that the array never ends
    assert peak < 12_000_000


def spoilt(rng: random.Random) -> tuple[bytes, int]:
    """PRETTY with some damage in it, and how much."""
    data = bytearray(PRETTY.encode())
    damages = rng.randrange(1, 5)
    for _ in range(damages):
        at = rng.randrange(4, len(data))  # without its first bracket a file is none
        match rng.randrange(3):
            case 0:
                data[at] = rng.randrange(256)
            case 1:
                del data[at : at + rng.randrange(200)]
            case _:
                data[at:at] = rng.choice([b'"', b"{", b"}", b"[", b"]", b"\\", b",", b"\x00", b"\xff"])
    return bytes(data), damages


@settings(max_examples=200)
@given(st.randoms(use_true_random=False))
def test_bytes_flipped_lines_dropped_and_cuts_never_raise(rng: random.Random) -> None:
    data, damages = spoilt(rng)
    found = read(data, (ANY,))
    good = sum(isinstance(item, Item) and item.value in TWEETS for item in found)
    assert good >= 40 - 7 * damages or any(isinstance(item, Broken) for item in found)


@settings(max_examples=200)
@given(st.randoms(use_true_random=False))
def test_many_elements_at_once_are_those_that_come_one_by_one(rng: random.Random) -> None:
    data, _ = spoilt(rng)
    at_once = read(data, (ANY,))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Window, "several", lambda _window, _opening: [])
        assert read(data, (ANY,)) == at_once


def test_elements_by_the_million_come_in_runs_and_the_damaged_ones_between_them() -> None:
    good = ",\n ".join(f'{{"a": {number}, "b": "{"x" * 200}"}}' for number in range(5000))
    told = list(runs(io.BufferedReader(io.BytesIO(f'[\n {good},\n {{"a": }},\n {good}\n]'.encode())), [(ANY,)]))
    assert sum(len(one.values) for one in told if isinstance(one, Run)) > 5000
    places: list[object] = []
    for one in told:
        places += range(one.first, one.first + len(one.values)) if isinstance(one, Run) else one.path
    assert places == list(range(10_001))
    assert [one.path for one in told if isinstance(one, Broken)] == [(5000,)]


def test_a_run_ends_where_an_element_only_looks_like_the_next_one() -> None:
    """Inside an element stands what elements begin with."""
    inner = [{"a": 1, "b": [{"a": 2, "c": '[{"a"'}]}, {"a": 3, "b": [{"a": 4}, {"a": 5}]}, {"a": 6, "b": []}]
    for text in (json.dumps(inner), json.dumps(inner, indent=1), json.dumps(inner, separators=(",", ":"))):
        assert values(text, (ANY,)) == inner


def test_many_arrays_whose_elements_begin_alike_come_in_runs_too() -> None:
    """A chat after the other in one file: the first that ends does not make the rest of them come singly."""
    chats = [{"id": chat, "messages": [{"id": n, "text": "word " * 9} for n in range(30)]} for chat in range(200)]
    data = json.dumps(chats, indent=1).encode()
    told = list(runs(io.BufferedReader(io.BytesIO(data)), [(ANY, "messages", ANY)]))
    alone = sum(isinstance(one, Item) and one.path[-2:-1] == ("messages",) for one in told)
    assert alone < 200 * 4
    found: dict[object, list[Json]] = {}
    for one in told:
        if isinstance(one, Run):
            found.setdefault(one.path[0], []).extend(one.values)
        elif isinstance(one, Item) and one.path[1] == "messages":
            found.setdefault(one.path[0], []).append(one.value)
    assert list(found.values()) == [chat["messages"] for chat in chats]


def test_a_value_that_never_ends_costs_itself_where_keys_have_their_own_lines() -> None:
    whole = {"about": {"name": "Ana"}, "more": {"a": 1}, "list": [{"id": n, "more": {"a": n}} for n in range(5)]}
    text = json.dumps(whole, indent=1)
    for damaged in (
        text.replace("\n },", "", 1),
        text.replace('"Ana"', '"Ana', 1),
        text.replace('"a": 1', '"a": [', 1),
    ):
        found = read(damaged, ("list", ANY))
        assert [one.value for one in found if isinstance(one, Item) and one.path[0] == "list"] == whole["list"]
        assert any(isinstance(one, Broken) for one in found)
