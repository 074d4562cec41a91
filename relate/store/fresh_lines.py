"""The lines of people whom an import brings, worked out before they are written, and beside other writing.

A line stands in seven indexes, whose pages a transaction writes anew however few lines it holds: with the time it takes
to work a line out, transactions as short as a chunk is to be would hold a few hundred. Whoever only a hidden import
knows is out of reach of nearly every command; where one came in between after all, lines are worked out anew.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from peewee import SqliteDatabase

from relate.store import ties
from relate.store.chunks import Chunks, in_pieces
from relate.store.connection import chunk, end_chunks, open_to_read
from relate.store.people_cache import Lines, lines_of, refresh_people, write_lines

if TYPE_CHECKING:
    from relate.store.differences import DayChanges, StateChanges
    from relate.store.passed import Passed

_MOST_AHEAD = 100
"""So many parts wait to be written at most; some 50 MB."""
_PART = 400
_LOOK = 0.02


@dataclass(frozen=True, slots=True)
class _Part:
    """persons: whom it is about. days, states: what changes of theirs; None where it is right already."""

    persons: Sequence[int]
    lines: Lines
    days: DayChanges | None = None
    states: StateChanges | None = None

    def write(self, database: SqliteDatabase) -> None:
        """Within the caller's transaction."""
        if self.days is not None and self.states is not None:
            self.days.write(database)
            self.states.write(database)
        write_lines(database, self.persons, self.lines)


class LinesAhead:
    """Works the lines of these people out on a thread and a connection of its own, while the writer writes other things
    than who they are. To be closed."""

    def __init__(
        self, database: SqliteDatabase, persons: Sequence[int], import_id: int, *, with_ties: bool = False
    ) -> None:
        """persons: ascending. with_ties: their contact days and rhythms are worked out as well, over all that passed;
        else they are right."""
        self._path = Path(database.database)
        self._persons = persons
        self._import = import_id
        self._with_ties = with_ties
        self._closed = threading.Event()
        end_chunks(database)  # what is read on the other connection
        self._last_step = _last_step(database)
        self._waiting: deque[_Part] = deque()
        self.done = 0
        """Of how many the lines are worked out."""
        self._thread = threading.Thread(target=self._run, name="lines", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closed.set()
        self._thread.join()

    def write(self, database: SqliteDatabase) -> Iterator[float]:
        """Write the lines of all these people, and work out what is not worked out yet. Yields the share done."""
        whole = len(self._persons) or 1
        written = 0
        chunks = Chunks(1)
        while self._waiting or self._thread.is_alive():
            if not self._waiting:
                self._thread.join(_LOOK)
                yield written / whole
                continue
            chunks.begin()
            with chunk(database):
                if _last_step(database) != self._last_step:
                    break
                for _ in range(min(chunks.size, len(self._waiting))):
                    part = self._waiting.popleft()
                    part.write(database)
                    written += len(part.persons)
            chunks.end()
            yield written / whole
        self._closed.set()
        left = self._persons[written:]
        start = 20 if self._with_ties else 100
        for done in in_pieces(database, left, start, partial(self._write_anew, database)):
            yield (written + done * len(left)) / whole

    def _write_anew(self, database: SqliteDatabase, persons: Sequence[int]) -> None:
        if self._with_ties:
            ties.refresh(database, persons, self._import)
        refresh_people(database, persons, self._import)

    def _run(self) -> None:
        """Where it cannot go on, whatever that is, the writer does, and meets it."""
        with suppress(Exception):
            database = open_to_read(self._path)
            try:
                passed = self._passed(database) if self._with_ties else None
                while self.done < len(self._persons) and not self._closed.is_set():
                    if len(self._waiting) >= _MOST_AHEAD:
                        self._closed.wait(_LOOK)
                        continue
                    persons = self._persons[self.done : self.done + _PART]
                    if passed is None:
                        part = _Part(persons, lines_of(database, persons, self._import))
                    else:
                        part = _tied(database, passed, persons, self._import)
                    self._waiting.append(part)
                    self.done += len(part.persons)
            finally:
                database.close()

    def _passed(self, database: SqliteDatabase) -> Passed | None:
        """All that passed, as far as this import shows it; None where nobody wants it any more."""
        from relate.store import home_days, passed  # with numpy, which the start does not need
        from relate.store.beside import InTurn

        reading = passed.read(database, home_days.home_zone(database), InTurn(database), self._import)
        while not self._closed.is_set():
            try:
                next(reading)
            except StopIteration as over:
                everything: Passed = over.value
                return everything
        return None


def _tied(database: SqliteDatabase, passed: Passed, persons: Sequence[int], import_id: int) -> _Part:
    """The ties and lines of the first of these persons."""
    from relate.store.tied_anew import tied_anew

    now = tied_anew(database, passed, persons, ())
    states = now.states(database, now.persons)
    tied = now.ties(now.persons, states)
    return _Part(now.persons, lines_of(database, now.persons, import_id, tied=tied), now.days, states)


def _last_step(database: SqliteDatabase) -> int:
    """The newest step of the journal: whatever the user says of anybody is one."""
    return int(database.execute_sql("SELECT coalesce(max(id), 0) FROM step").fetchone()[0])
