"""A made-up Facebook archive to measure on: friends, and messages in conversations whose parts hold 10,000 each."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from tests.bench.happening import TALKERS, messages
from tests.bench.library import NOW, folder
from tests.bench.vocabulary import Names, Texts

OWNER: Final = "Mara Lindqvist"
FORM: Final = 1
"""Counted up when another file is made of the same size and seed."""
_PART: Final = 10_000
_INBOX: Final = "your_facebook_activity/messages/inbox"


def facebook(threads: int, count: int, seed: int = 1) -> Path:
    """A Facebook archive as it comes today, newest messages first; made once and kept."""
    path = folder() / f"facebook-mara-2026-11-20-{threads}-{count}-{seed}-{FORM}.zip"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            for name, value in _files(threads, count, seed):
                packed.writestr(name, json.dumps(value, indent=2))
        unfinished.rename(path)
    return path


def _files(threads: int, count: int, seed: int) -> Iterator[tuple[str, object]]:
    chance, columns = random.Random(f"facebook {seed}"), np.random.default_rng(seed)
    names = Names(seed)
    told = messages(int(threads / TALKERS) + 1, count, NOW // 1000, columns)
    texts = Texts(columns, seed).some(count)
    friends: dict[int, str] = {}
    talks: dict[int, list[dict[str, object]]] = {}
    columns_of = zip(told.person.tolist(), told.second.tolist(), told.mine.tolist(), texts, strict=True)
    for number, (who, second, mine, text) in enumerate(columns_of):
        name = friends.setdefault(who, f"{' '.join(names.name())} {len(friends)}")
        one: dict[str, object] = {
            "sender_name": OWNER if mine else spelt(name), "timestamp_ms": second * 1000 + number % 1000,
            "content": spelt(text), "is_geoblocked_for_viewer": False,
            "is_unsent_image_by_messenger_kid_parent": False,
        }  # fmt: skip
        if number % 12 == 0:
            one["reactions"] = [{"reaction": spelt("👍"), "actor": spelt(name) if mine else OWNER}]
        if number % 25 == 0:
            one["photos"] = [{"uri": f"{_INBOX}/x/photos/{number}.jpg", "creation_timestamp": second}]
        talks.setdefault(who, []).append(one)
    yield (
        "personal_information/profile_information/profile_information.json",
        {"profile_v2": {"name": {"full_name": OWNER}}},
    )
    yield "connections/friends/your_friends.json", {
        "friends_v2": [{"name": spelt(name), "timestamp": chance.randrange(1_200_000_000, NOW // 1000)}
                       for name in friends.values()]
    }  # fmt: skip
    for who, said in talks.items():
        said.reverse()
        path = f"inbox/{friends[who].replace(' ', '').lower()}_{10**14 + who}"
        for part, begin in enumerate(range(0, len(said), _PART), 1):
            yield f"your_facebook_activity/messages/{path}/message_{part}.json", {
                "participants": [{"name": spelt(friends[who])}, {"name": OWNER}],
                "messages": said[begin : begin + _PART], "title": spelt(friends[who]), "is_still_participant": True,
                "thread_path": path, "magic_words": [],
            }  # fmt: skip


def spelt(text: str) -> str:
    """As Meta spells: each byte of UTF-8 a letter of its own."""
    return text.encode().decode("latin-1")
