"""The lines of people whom an import brings, worked out before they are written, and beside other writing.

A line stands in seven indexes, whose pages a transaction writes anew however few lines it holds: with the time it takes
to work a line out, transactions as short as a chunk is to be would hold a few hundred. Whoever only a hidden import
knows is out of reach of nearly every command; where one came in between after all, lines are worked out anew.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from peewee import SqliteDatabase

from relate.store.chunks import Chunks, in_pieces
from relate.store.connection import chunk, end_chunks, open_to_read
from relate.store.people_cache import Lines, lines_of, refresh_people, write_lines

_MOST_AHEAD = 40_000
"""Lines that are kept until they are written; some 50 MB."""
_PART = 400
_LOOK = 0.02


class LinesAhead:
    """Works the lines of these people out on a thread and a connection of its own, while the writer writes other things
    than who they are. To be closed."""

    def __init__(self, database: SqliteDatabase, persons: Sequence[int], import_id: int) -> None:
        self._path = Path(database.database)
        self._persons = persons
        self._import = import_id
        self._closed = threading.Event()
        end_chunks(database)  # what is read on the other connection
        self._last_step = _last_step(database)
        self._lines: Lines = {}
        self.done = 0
        """Of how many the lines are worked out."""
        self._thread = threading.Thread(target=self._run, name="lines", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closed.set()
        self._thread.join()

    def write(self, database: SqliteDatabase) -> Iterator[float]:
        """Write the lines of all these people, and work out what is not worked out yet. Yields the share done."""
        while self._thread.is_alive():
            self._thread.join(_LOOK)
            yield 0.0
        whole = len(self._persons) or 1
        written = 0
        chunks = Chunks(500)
        while written < self.done:
            part = self._persons[written : min(written + chunks.size, self.done)]
            chunks.begin()
            with chunk(database):
                if _last_step(database) != self._last_step:
                    break
                write_lines(database, part, {one: self._lines[one] for one in part if one in self._lines})
            chunks.end()
            written += len(part)
            yield written / whole
        left = self._persons[written:]
        for done in in_pieces(database, left, 100, lambda part: refresh_people(database, part, self._import)):
            yield (written + done * len(left)) / whole

    def _run(self) -> None:
        """Where it cannot go on, whatever that is, the writer does, and meets it."""
        with suppress(Exception):
            database = open_to_read(self._path)
            try:
                for start in range(0, min(len(self._persons), _MOST_AHEAD), _PART):
                    if self._closed.is_set():
                        return
                    part = self._persons[start : min(start + _PART, _MOST_AHEAD)]
                    self._lines |= lines_of(database, part, self._import)
                    self.done = start + len(part)
            finally:
                database.close()


def _last_step(database: SqliteDatabase) -> int:
    """The newest step of the journal: whatever the user says of anybody is one."""
    return int(database.execute_sql("SELECT coalesce(max(id), 0) FROM step").fetchone()[0])
