"""What the last words with somebody leave open, beside what is in the thread already. Callable from any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from relate.domain import threads
from relate.domain.moments import day_number
from relate.domain.records import Direction
from relate.services.views import FoundView
from relate.store.last_words import direct_words
from relate.store.writing import Database


def open_ends(
    database: Database,
    person: int,
    day_of: Callable[[int], date],
    known_until: int | None,
    now: int,
    settled: Iterable[int | None],
) -> tuple[FoundView, ...]:
    """The newest first. day_of: the date at home of a UTC instant.

    settled: the records of which something is in the thread, kept or dropped.
    """
    said = [
        threads.Said(
            record=words.interaction,
            at=words.at,
            day=day_of(words.at),
            mine=words.direction == Direction.OUT,
            text=words.text,
            spoken=words.spoken,
        )
        for words in direct_words(database, person, threads.MOST_LOOKED_AT)
    ]
    done = set(settled)
    return tuple(
        FoundView(
            kind=found.kind.value,
            why=found.why.value,
            text=found.text,
            record=found.record,
            due_day=None if found.due is None else day_number(found.due),
            at=found.at,
        )
        for found in threads.find(said, known_until, now)
        if found.record not in done
    )
