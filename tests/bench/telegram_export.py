"""A made-up Telegram export of any size, always the same: chats of two, groups, a channel, contacts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from tests.bench.library import folder
from tests.bench.vocabulary import Names, Texts

SEED: Final = 11
ME: Final = 5_551_234
FORM: Final = 1
"""Counted up when another file is made of the same size."""
CHATS: Final = 400
"""Chats of two; beside each ten of them one group."""


def telegram(messages: int, chats: int = CHATS) -> Path:
    """A full export of so many messages, made once and kept."""
    path = folder() / f"telegram-{chats}-{messages}-{FORM}.json"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        export(unfinished, messages, chats)
        unfinished.rename(path)
    return path


def export(path: Path, messages: int, chats: int = CHATS) -> Path:
    """A full export of so many messages, written as Telegram Desktop writes it: one key a line."""
    chance = random.Random(SEED)
    names = Names(SEED)
    people = [(10_000_000 + n * 37, " ".join(names.name())) for n in range(chats)]
    texts = iter(Texts(np.random.default_rng(SEED), SEED).some(messages))
    with path.open("w", encoding="utf-8") as file:
        file.write('{\n "about": "Here is the data you requested.",\n "personal_information": ')
        file.write(_written({"user_id": ME, "first_name": "Mara", "last_name": "Lindqvist",
                             "phone_number": "+351 911 000 111", "username": "@mara", "bio": ""}, 1))  # fmt: skip
        file.write(',\n "contacts": {\n  "about": "Your contacts.",\n  "list": [')
        for place, (number, name) in enumerate(people):
            entry = {"user_id": number, "first_name": name.split()[0], "last_name": name.split()[1],
                     "phone_number": f"+351 912 {place // 1000:03} {place % 1000:03}",
                     "date": "2020-01-01T10:00:00", "date_unixtime": "1577872800"}  # fmt: skip
            file.write(f"{',' if place else ''}\n   {_written(entry, 3)}")
        file.write('\n  ]\n },\n "chats": {\n  "about": "This page lists all chats.",\n  "list": [')
        groups = chats // 10
        shares = [messages // (chats + groups)] * (chats + groups)
        shares[0] += messages - sum(shares)
        for place, share in enumerate(shares):
            if place < chats:
                told = {"name": people[place][1], "type": "personal_chat", "id": people[place][0]}
                writers = [people[place], (ME, "Mara Lindqvist")]
            else:
                told = {"name": f"Group {place}", "type": "private_supergroup", "id": 1_400_000_000 + place}
                writers = [*chance.sample(people, 8), (ME, "Mara Lindqvist")]
            file.write(f'{"," if place else ""}\n   {_written(told, 3)[:-5]},\n    "messages": [')
            for count, one in enumerate(_messages(chance, writers, share, texts)):
                file.write(f"{',' if count else ''}\n     {_written(one, 5)}")
            file.write("\n    ]\n   }")
        file.write("\n  ]\n }\n}")
    return path


def _messages(
    chance: random.Random, writers: list[tuple[int, str]], count: int, texts: Iterator[str]
) -> Iterator[dict[str, object]]:
    at = 1_500_000_000 + chance.randrange(10_000_000)
    for number in range(count):
        at += chance.choice((20, 60, 300, 4000, 80_000))
        writer, name = chance.choice(writers)
        text = next(texts)
        yield {
            "id": number + 1,
            "type": "message",
            "date": f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S}",
            "date_unixtime": str(at),
            "from": name,
            "from_id": f"user{writer}",
            "text": text,
            "text_entities": [{"type": "plain", "text": text}],
        }


def _written(value: object, indent: int) -> str:
    """As Telegram writes a value that stands so deep."""
    lines = json.dumps(value, ensure_ascii=False, indent=1).split("\n")
    return "\n".join([lines[0], *(" " * indent + line for line in lines[1:])])
