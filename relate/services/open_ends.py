"""What the last words with somebody leave open, beside what is in the thread already. Callable from any thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from relate.domain import threads
from relate.domain.moments import day_number
from relate.domain.records import Direction
from relate.services.views import FoundView
from relate.store.last_words import direct_words
from relate.store.person_reads import Item
from relate.store.writing import Database


def open_ends(
    database: Database,
    person: int,
    day_of: Callable[[int], date],
    known_until: int | None,
    now: int,
    thread: Sequence[Item],
) -> tuple[FoundView, ...]:
    """The newest first. day_of: the date at home of a UTC instant.

    thread: what is in it. A record of which something is there, kept or dropped, is settled, and so is a promise that
    was typed as well.
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
    done = {item.found_in for item in thread}
    typed = [item.text for item in thread if item.kind == threads.ThreadKind.PROMISED and not item.done]
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
        and not (found.why is threads.Why.I_PROMISED and any(threads.is_about(found.text, text) for text in typed))
    )
