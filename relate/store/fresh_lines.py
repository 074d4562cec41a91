"""The ties and lines of people whom an import brings, worked out in short pieces and written in few transactions.

A line stands in seven indexes, whose pages a transaction writes anew however few lines it holds: with the time it takes
to work a line out, transactions as short as a chunk is to be would hold a few hundred. So lines are worked out before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from peewee import SqliteDatabase

from relate.store import ties
from relate.store.chunks import Chunks, in_pieces
from relate.store.connection import immediate
from relate.store.people_cache import Lines, lines_of, refresh_people, write_lines


def write_fresh(
    database: SqliteDatabase, persons: Sequence[int], talked: Collection[int], import_id: int
) -> Iterator[float]:
    """The lines of people whom only this import knows, and the ties of those of them with whom something passed.

    Yields the share done, between transactions.
    """
    tied = [person for person in persons if person in talked]
    for done in in_pieces(database, tied, 100, lambda part: ties.refresh(database, part, seeing=import_id)):
        yield 0.5 * done
    reading, writing = Chunks(100), Chunks(500)
    written = 0
    while written < len(persons):
        lines: Lines = {}
        ready = written
        before = database.connection().total_changes
        while ready < len(persons) and ready - written < writing.size:
            part = persons[ready : ready + min(reading.size, writing.size - (ready - written))]
            reading.begin()
            lines |= lines_of(database, part, import_id)
            reading.end()
            ready += len(part)
            yield 0.5 + 0.5 * written / len(persons)
        part = persons[written:ready]
        if database.connection().total_changes != before:
            # A command came in between, and may have said something of them.
            for _ in in_pieces(database, part, 100, lambda some: refresh_people(database, some, import_id)):
                yield 0.5 + 0.5 * written / len(persons)
        else:
            writing.begin()
            with immediate(database):
                write_lines(database, part, lines)
            writing.end()
        written = ready
    yield 1.0
