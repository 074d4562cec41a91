"""Ties and lines of many people worked out anew, in pieces between which the user's commands go first: person by
person, or, where much passed with them, over all that passed, which is read in less time than theirs is looked up.

Every reader sees whole people: one either as they were or as they are. Only what differs is written.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Final

from peewee import SqliteDatabase

from relate.store import home_days, ties
from relate.store.chunks import in_pieces
from relate.store.connection import end_chunks, immediate
from relate.store.match_marks import forget
from relate.store.owners import OWNER_PERSONS
from relate.store.people_cache import lines_of, refresh_people, write_lines

if TYPE_CHECKING:
    from relate.store.beside import Beside
    from relate.store.passed import Passed
    from relate.store.tied_anew import TiedAnew

MOST: Final = 700
"""People at a time."""
AHEAD: Final = 2
"""So often it is worked out beside what has not been written yet: one waits while the other is worked out."""
READING: Final = 0.4
"""The share of the time in which what passed is read, before anybody is worked out."""
MUCH: Final = 300_000
"""Rows with some people from which on it is worth to ask what share of all that is."""
SHARE: Final = 6
"""Where it is a sixth of all, reading all is no longer."""


def renewed(database: SqliteDatabase, persons: Sequence[int], start: int) -> Iterator[float]:
    """Work out the ties and lines of these persons, ascending, of whom other things changed too: they are compared
    again. Yields the share done. start: how many the first piece takes."""
    if _is_much(database, persons):
        yield from renewed_together(database, persons, changed=True)
    else:
        yield from in_pieces(database, persons, start, partial(_one_by_one, database))


def renewed_together(database: SqliteDatabase, persons: Sequence[int], changed: bool) -> Iterator[float]:
    """The same over everything that passed. changed: they are compared again whatever comes of it; else whoever
    differs."""
    from relate.store.beside import reading_beside

    end_chunks(database)  # who reads beside sees what is committed
    with reading_beside(database) as beside:
        yield from _renewed(database, persons, changed, beside)


def renew_at_once(database: SqliteDatabase, persons: Sequence[int]) -> Iterator[float]:
    """The same within the caller's transaction."""
    from relate.store.beside import InTurn

    yield from _renewed(database, persons, True, InTurn(database))


def _is_much(database: SqliteDatabase, persons: Sequence[int]) -> bool:
    """Whether so much passed with these that everything is read for it."""
    if len(persons) < MOST:
        return False
    with_them = (
        "SELECT 1 FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value CROSS JOIN participant p"
        f" ON p.identity = n.id WHERE n.person NOT IN ({OWNER_PERSONS})"
    )
    wanted = json.dumps(list(persons))
    (rows,) = database.execute_sql(f"SELECT count(*) FROM ({with_them} LIMIT {MUCH})", (wanted,)).fetchone()
    if rows < MUCH:
        return False
    (everything,) = database.execute_sql("SELECT count(*) FROM interaction").fetchone()
    enough = int(everything) // SHARE
    (rows,) = database.execute_sql(f"SELECT count(*) FROM ({with_them} LIMIT {enough})", (wanted,)).fetchone()
    return bool(rows >= enough)


def _renewed(database: SqliteDatabase, persons: Sequence[int], changed: bool, beside: Beside) -> Iterator[float]:
    from relate.store import passed  # here and below: with numpy, which the start does not need

    home_days.prepare(database)  # what a command changes meanwhile is to be of the same days
    with passed.noting_changes(database):
        yield 0.0
        reading = passed.read(database, home_days.home_zone(database), beside)
        everything: Passed | None = None
        while everything is None:
            try:
                yield READING * next(reading)
            except StopIteration as over:
                everything = over.value
        for done in _worked_out(database, everything, persons, changed, beside):
            yield READING + (1 - READING) * done / (len(persons) or 1)
        # Of whoever was joined meanwhile one part may have been of the old arithmetic.
        joined = passed.joined_or_parted(database)
        yield from (1.0 for _ in in_pieces(database, joined, 20, partial(_one_by_one, database)))
        end_chunks(database)


def _one_by_one(database: SqliteDatabase, persons: Sequence[int]) -> None:
    ties.refresh(database, persons)
    refresh_people(database, persons)


def _worked_out(
    database: SqliteDatabase, everything: Passed, persons: Sequence[int], changed: bool, beside: Beside
) -> Iterator[int]:
    """Write what differs of some people after the other; yields how many are done. While the ties and lines of some are
    written, the ties of the next are read beside; anew, if a command comes in between."""
    from relate.store import passed

    done, as_of = 0, database.connection().total_changes
    walk = _Walk(everything, persons, passed.changed_with(database), done)
    ahead: deque[Future[TiedAnew | None]] = deque()
    while True:
        if as_of != database.connection().total_changes:
            for one in ahead:
                one.cancel()
            ahead.clear()
            walk = _Walk(everything, persons, passed.changed_with(database), done)
        while len(ahead) < AHEAD:
            ahead.append(beside.begin(walk.next))
        now = ahead.popleft().result()
        if now is None:
            return
        with immediate(database):
            _write(database, now, changed)
        done += len(now.persons)
        as_of = database.connection().total_changes
        yield done


class _Walk:
    """Works out the ties of some people after the other; None when there is nobody left."""

    def __init__(self, everything: Passed, persons: Sequence[int], apart: set[int], start: int) -> None:
        self._everything, self._persons, self._apart = everything, persons, apart
        self._at = start

    def next(self, database: SqliteDatabase) -> TiedAnew | None:
        from relate.store.tied_anew import tied_anew

        part = self._persons[self._at : self._at + MOST]
        if not part:
            return None
        worked_out = tied_anew(database, self._everything, part, self._apart)
        self._at += len(worked_out.persons)
        return worked_out


def _write(database: SqliteDatabase, now: TiedAnew, changed: bool) -> None:
    """Ties and lines of some people, as far as they differ; whoever changed is marked to be compared again."""
    tied, differing = now.write(database)
    ties.refresh(database, now.apart)
    differing.update(now.apart, write_lines(database, now.persons, lines_of(database, now.persons, tied=tied)))
    if whom := now.persons if changed else differing:
        forget(database, whom)
