"""Ties and lines of many people worked out anew, in pieces between which the user's commands go first: person by
person, or, where much passed with them, over all that passed, which is read in less time than theirs is looked up.

Every reader sees whole people: one either as they were or as they are. Only what differs is written.
"""

from __future__ import annotations

import json
from bisect import insort
from collections import deque
from collections.abc import Collection, Generator, Iterator, Sequence
from concurrent.futures import Future, wait
from functools import partial
from typing import TYPE_CHECKING, Final

from peewee import SqliteDatabase

from relate.store import home_days, ties
from relate.store.chunks import in_pieces
from relate.store.connection import end_chunks, immediate, is_hurried
from relate.store.match_marks import forget
from relate.store.owners import OWNER_PERSONS
from relate.store.people_cache import lines_of, refresh_people
from relate.store.person_lines import write_lines

if TYPE_CHECKING:
    from relate.store.beside import Beside
    from relate.store.passed import Passed
    from relate.store.tied_anew import TiedAnew

MOST: Final = 900
"""People at a time."""
HURRIED: Final = 5
"""Of so many times fewer people and rows, while one command comes after the other."""
READING: Final = 0.4
"""The share of the time in which what passed is read, before anybody is worked out."""
MUCH: Final = 300_000
"""Rows with some people from which on it is worth to ask what share of all that is."""
CROWD: Final = 20_000
"""People with whom so much passed that another process is worth it, which has begun by the time reading does."""
COUNTED: Final = 200
"""People whose rows are counted at a time."""
KEYS: Final = 100_000
"""Keys that are counted at a time."""
SHARE: Final = 6
"""Where it is a sixth of all, reading all is no longer."""


def renewed(database: SqliteDatabase, persons: Sequence[int], start: int) -> Iterator[float]:
    """Work out the ties and lines of these persons, ascending, of whom other things changed too: they are compared
    again. Yields the share done. start: how many the first piece takes."""
    if (yield from _is_much(database, persons)):
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
    from relate.store.beside import Beside

    yield from _renewed(database, persons, True, Beside(None))


def _is_much(database: SqliteDatabase, persons: Sequence[int]) -> Generator[float, None, bool]:
    """Whether so much passed with these that everything is read for it. Counted some people after the other, and
    everything by its keys, some after the other too: five million at once hold the writer for a twentieth of a second,
    and rows themselves for a quarter."""
    if len(persons) < MOST:
        return False
    everything, low = 0, -(2**63)
    while True:
        last, keys = database.execute_sql(
            # Over its index: of what is told several times some may be passed over, a few in so many.
            "SELECT max(interaction), count(*) FROM (SELECT interaction FROM interaction_key WHERE interaction > ?"
            " ORDER BY interaction LIMIT ?)",
            (low, KEYS),
        ).fetchone()
        everything += int(keys)
        if keys < KEYS:
            break
        low = int(last)
        yield 0.0
    left = max(MUCH, everything // SHARE)
    for start in range(0, len(persons), COUNTED):
        (rows,) = database.execute_sql(
            "SELECT count(*) FROM (SELECT 1 FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value"
            " CROSS JOIN participant p ON p.identity = n.id"
            f" WHERE n.person NOT IN ({OWNER_PERSONS}) LIMIT ?)",
            (json.dumps(list(persons[start : start + COUNTED])), left),
        ).fetchone()
        left -= int(rows)
        if left <= 0:
            return True
        yield 0.0
    return False


def _renewed(database: SqliteDatabase, persons: Sequence[int], changed: bool, beside: Beside) -> Iterator[float]:
    from relate.store import passed, passed_reading  # here and below: with numpy, which the start does not need

    home_days.prepare(database)  # what a command changes meanwhile is to be of the same days
    with passed.noting_changes(database):
        yield 0.0
        if len(persons) >= CROWD:
            beside.start()
            yield 0.0
        reading = passed_reading.read(database, home_days.home_zone(database), beside)
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
    """Write what differs of some people after the other; yields how many are done. From the last ones on they are
    worked out beside, the others here; anew, if a command comes in between."""
    from relate.store import passed
    from relate.store.tied_anew import tied_anew

    done, as_of, apart = 0, -1, set[int]()
    left = _Left(persons, beside)
    while True:
        if as_of != database.connection().total_changes:
            left.take_back()
            apart = passed.changed_with(database)
        left.parts = HURRIED if is_hurried(database) else 1
        left.ask(apart)
        if (now := left.told(is_hurried(database))) is not None:
            with immediate(database):
                _write(database, now, changed)
            done += len(now.persons)
        elif left.is_waiting and is_hurried(database):
            pass
        elif part := left.first():
            left.hold(tied_anew(database, everything, part, apart, most=left.rows))  # a step of its own
        elif not left.is_waiting:
            return
        as_of = database.connection().total_changes
        yield done


class _Left:
    """The people of whom nothing is written yet, and those of them who are being worked out."""

    def __init__(self, persons: Sequence[int], beside: Beside) -> None:
        self._persons, self._beside = persons, beside
        self._stretches = [(0, len(persons))] if persons else []
        """Where those begin and end whom nobody works out, in their order."""
        self._here: tuple[int, TiedAnew] | None = None
        self._ahead: deque[tuple[int, int, Future[TiedAnew]]] = deque()
        self.parts = 1
        """How many times fewer than usual are worked out at a time."""

    @property
    def rows(self) -> int:
        """So many rows with them are looked at at a time, unless more passed with one person."""
        from relate.store.tied_anew import MOST_ROWS

        return MOST_ROWS // self.parts

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is being worked out beside."""
        return bool(self._ahead)

    def first(self) -> Sequence[int]:
        """Some who are to be worked out here; nobody where all others are worked out beside."""
        if not self._stretches:
            return ()
        start, stop = self._stretches[0]
        return self._persons[start : min(stop, start + self._most)]

    def hold(self, now: TiedAnew) -> None:
        """The first of those are."""
        start, stop = self._stretches.pop(0)
        self._here = start, now
        self._give_back(start + len(now.persons), stop)

    def ask(self, apart: Collection[int]) -> None:
        """Have some more of them worked out beside."""
        from relate.store.beside import AHEAD
        from relate.store.tied_anew import tied_beside

        while self._beside.is_there and self._stretches and len(self._ahead) < AHEAD:
            start, stop = self._stretches.pop()
            begin = max(stop - self._most, start)
            self._give_back(start, begin)
            part = self._persons[begin:stop]
            among = [person for person in part if person in apart]
            self._ahead.append((begin, stop, self._beside.begin(tied_beside, part, among, 0, self.rows)))

    def told(self, patient: bool) -> TiedAnew | None:
        """What was worked out, if anything. patient: what is worked out beside is waited for, for a moment, also where
        somebody is left to be worked out here."""
        from relate.store.beside import LOOK, Gone

        if self._here is not None:
            (_, here), self._here = self._here, None
            return here
        if not self._ahead:
            return None
        begin, stop, future = self._ahead[0]
        if patient or not self._stretches:
            wait((future,), LOOK)
        if not future.done():
            return None
        try:
            now = future.result()
        except Gone:
            self.take_back()
            return None
        self._ahead.popleft()
        self._give_back(begin + len(now.persons), stop)
        return now

    def take_back(self) -> None:
        """Whoever is being worked out, or was and is not written, is to be worked out anew."""
        for begin, stop, _ in self._ahead:
            self._give_back(begin, stop)
        self._ahead.clear()
        if self._here is not None:
            (start, here), self._here = self._here, None
            self._give_back(start, start + len(here.persons))

    @property
    def _most(self) -> int:
        return max(MOST // self.parts, 1)

    def _give_back(self, start: int, stop: int) -> None:
        if start < stop:
            insort(self._stretches, (start, stop))


def _write(database: SqliteDatabase, now: TiedAnew, changed: bool) -> None:
    """Ties and lines of some people, as far as they differ; whoever changed is marked to be compared again."""
    now.write(database)
    differing = {*now.differing, *now.apart}
    if now.apart:
        ties.refresh(database, now.apart)
        write_lines(database, now.apart, lines_of(database, now.apart))
    if whom := now.persons if changed else differing:
        forget(database, whom)
