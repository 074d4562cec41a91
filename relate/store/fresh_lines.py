"""The lines of people whom an import brings, worked out before they are written, and beside other writing.

A line stands in seven indexes, whose pages a transaction writes anew however few lines it holds: with the time it takes
to work a line out, transactions as short as a chunk is to be would hold a few hundred. Whoever only a hidden import
knows is out of reach of nearly every command; where one came in between that may be of them after all, lines are worked
out anew.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from peewee import SqliteDatabase

from relate.store import ties
from relate.store.chunks import Chunks, in_pieces
from relate.store.connection import chunk, end_chunks, open_to_read
from relate.store.journal import TOUCHED
from relate.store.people_cache import lines_of, refresh_people
from relate.store.person_lines import Lines, write_lines

if TYPE_CHECKING:
    from relate.store.beside import Beside

T = TypeVar("T")

LONG = 150_000
"""Rows of the library from which on another process works ties and lines of a crowd out."""
VERY_LONG = 500_000
"""The same of however few people: theirs are soon worked out, while another process takes half as much memory again as
an import does."""
CROWD = 5_000
OF_ITS_PEOPLE = frozenset({"talk", "thread", "act", TOUCHED})
"""What the user says in cells of these is of nobody but whom they touch: that he talked, promised, wrote or skipped.
Any other may be of anybody: who he is himself, who is one person, what an address is."""
_MOST_AHEAD = 10_000
"""Lines and contact days that wait to be written, or some thousands more; some 5 MB."""
_PART = 400
_PART_WITH_TIES = 300
_MOST_ROWS = 5_000
"""Rows with the people of a part, unless more passed with one of them: so many days are written in a chunk."""
_LOOK = 0.02


class _Part(Protocol):
    """persons: whom it is about. rows: about as many are held for it. write: within the caller's transaction."""

    @property
    def persons(self) -> Sequence[int]: ...

    @property
    def rows(self) -> int: ...

    def write(self, database: SqliteDatabase) -> None: ...


@dataclass(frozen=True, slots=True)
class _LinesAlone:
    """Of people whose ties are right already."""

    persons: Sequence[int]
    lines: Lines

    @property
    def rows(self) -> int:
        return len(self.persons)

    def write(self, database: SqliteDatabase) -> None:
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
        self._rows_made = self._rows_written = 0
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
        chunks = Chunks(database, 1)
        while self._waiting or self._thread.is_alive():
            if not self._waiting:
                self._thread.join(_LOOK)
                yield written / whole
                continue
            chunks.begin()
            with chunk(database):
                if not self._still_right(database):
                    break
                for _ in range(min(chunks.size, len(self._waiting))):
                    part = self._waiting.popleft()
                    part.write(database)
                    written += len(part.persons)
                    self._rows_written += part.rows
            chunks.end()
            yield written / whole
        self._closed.set()
        left = self._persons[written:]
        start = 20 if self._with_ties else 100
        for done in in_pieces(database, left, start, partial(self._write_anew, database)):
            yield (written + done * len(left)) / whole

    def _still_right(self, database: SqliteDatabase) -> bool:
        """Whether nothing was said since of which a line of these people may tell, or their ties."""
        before, self._last_step = self._last_step, _last_step(database)
        if self._last_step == before:
            return True
        said = database.execute_sql(
            "SELECT s.import_id, c.entity, n.person FROM step s LEFT JOIN change c ON c.step = s.id"
            " LEFT JOIN identity n ON n.id = c.identity WHERE s.id > ?",
            (before,),
        )
        return all(
            import_id is None and entity in OF_ITS_PEOPLE and not self._is_among(person)
            for import_id, entity, person in said
        )

    def _is_among(self, person: int | None) -> bool:
        if person is None:  # nobody knows any more who it was
            return True
        place = bisect_left(self._persons, person)
        return place < len(self._persons) and self._persons[place] == person

    def _write_anew(self, database: SqliteDatabase, persons: Sequence[int]) -> None:
        if self._with_ties:
            ties.refresh(database, persons, self._import)
        refresh_people(database, persons, self._import)

    def _run(self) -> None:
        """Where it cannot go on, whatever that is, the writer does, and meets it."""
        with suppress(Exception), closing(open_to_read(self._path, once=self._with_ties)) as database:
            if not self._with_ties:
                self._work_out(_PART, partial(self._lines, database))
                return
            from relate.store.beside import Beside, Gone

            with closing(Beside(self._path.absolute() if self._is_long(database) else None)) as beside:
                beside.start()
                with suppress(Gone):
                    self._work_out(_PART_WITH_TIES, self._tied_beside(beside))
                    return
            self._work_out(_PART_WITH_TIES, self._tied_here(database))

    def _work_out(self, most: int, part_of: Callable[[Sequence[int]], _Part]) -> None:
        """part_of: works out the first of some people, of so many at most."""
        while self.done < len(self._persons) and not self._closed.is_set():
            if self._rows_made - self._rows_written >= _MOST_AHEAD:
                self._closed.wait(_LOOK)
                continue
            part = part_of(self._persons[self.done : self.done + most])
            self._rows_made += part.rows
            self._waiting.append(part)
            self.done += len(part.persons)

    def _lines(self, database: SqliteDatabase, persons: Sequence[int]) -> _Part:
        return _LinesAlone(persons, lines_of(database, persons, self._import))

    def _tied_beside(self, beside: Beside) -> Callable[[Sequence[int]], _Part]:
        """The ties and lines of some people, worked out by another process, which reads all that passed for it."""
        from relate.store.passed_reading import read_there  # here and below: with numpy, which the start does not need
        from relate.store.tied_anew import tied_beside

        self._awaited(beside.begin(read_there, self._import))
        return lambda persons: self._awaited(beside.begin(tied_beside, persons, (), self._import, _MOST_ROWS))

    def _is_long(self, database: SqliteDatabase) -> bool:
        """Whether so much passed that another process is quicker than this thread."""
        rows = LONG if len(self._persons) > CROWD else VERY_LONG
        # By the keys, whose index is a tenth of the rows.
        row = database.execute_sql(
            "SELECT interaction FROM interaction_key ORDER BY interaction LIMIT 1 OFFSET ?", (rows,)
        ).fetchone()
        return row is not None

    def _awaited(self, answer: Future[T]) -> T:
        """The answer of the other process. Raises Gone, also when nobody wants it any more."""
        from relate.store.beside import Gone

        while not answer.done():
            if self._closed.is_set():
                raise Gone
            wait((answer,), _LOOK)
        return answer.result()

    def _tied_here(self, database: SqliteDatabase) -> Callable[[Sequence[int]], _Part]:
        """The same on this thread."""
        from relate.store import home_days, passed_reading
        from relate.store.beside import Beside, Gone
        from relate.store.tied_anew import tied_anew

        reading = passed_reading.read(database, home_days.home_zone(database), Beside(None), self._import)
        while not self._closed.is_set():
            try:
                next(reading)
            except StopIteration as over:
                return partial(tied_anew, database, over.value, apart=(), seeing=self._import, most=_MOST_ROWS)
        raise Gone


def _last_step(database: SqliteDatabase) -> int:
    """The newest step of the journal: whatever the user says of anybody is one."""
    return int(database.execute_sql("SELECT coalesce(max(id), 0) FROM step").fetchone()[0])
