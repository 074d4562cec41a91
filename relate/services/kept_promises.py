"""Promises that were kept by what an archive tells since: "Here is the price list, as promised". Callable from any
thread.

What the user logs marks its promise as done (`store/talks.py`). What an import brings is looked at each time: so a
promise is open again when the import is taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from relate.domain import threads
from relate.domain.records import Direction
from relate.store import person_reads
from relate.store.last_words import direct_words
from relate.store.writing import Database


def thread_of(database: Database, person: int, identities: Sequence[int]) -> list[person_reads.Item]:
    """What is in the thread with somebody; a promise that a message of mine brought since counts as done."""
    items = person_reads.thread(database, identities)
    if not any(_is_open_promise(item) for item in items):
        return items
    wrote = _mine(database, person)
    read = [
        replace(item, done=True) if _is_open_promise(item) and _was_brought(wrote, item.text, item.at) else item
        for item in items
    ]
    return sorted(read, key=lambda item: item.done)


def was_brought(database: Database, person: int, promise: str, since: int) -> bool:
    """Whether a message of mine to somebody since then (UTC ms) is what I promised."""
    return _was_brought(_mine(database, person), promise, since)


def _mine(database: Database, person: int) -> list[tuple[int, str]]:
    said = direct_words(database, person, threads.MOST_LOOKED_AT)
    return [(one.at, one.text) for one in said if one.direction == Direction.OUT and not one.spoken]


def _was_brought(wrote: Sequence[tuple[int, str]], promise: str, since: int) -> bool:
    return any(at > since and threads.brings(text, promise) for at, text in wrote)


def _is_open_promise(item: person_reads.Item) -> bool:
    return item.kind == threads.ThreadKind.PROMISED and not item.done
