"""Contact days, rhythms and the lines of the list of everybody, worked out anew from what was said, in pieces.

Between the pieces the user's commands go first, and every reader sees whole people: one either as they were or as they
are. Who is one person and the indexes are not touched; `relate check` does those too, on a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar, cast

from peewee import SqliteDatabase

from relate.store import home_days, settings, ties
from relate.store.chunks import in_pieces
from relate.store.connection import immediate
from relate.store.match_marks import forget
from relate.store.people_cache import everybody, lines_of, refresh_people, write_lines

if TYPE_CHECKING:
    from relate.store.beside import Beside
    from relate.store.passed import Passed
    from relate.store.tied_anew import TiedAnew

T = TypeVar("T")
FORM: Final = 1
"""Counted up whenever the arithmetic of contact days, rhythms or lines changes: what an older Relate worked out is then
worked out anew."""
DONE: Final = "derived.form"
"""The setting that holds the form of what is there."""
MOST: Final = 1_000
"""People at a time."""
READING: Final = 0.4
"""The share of the time in which what passed is read, before anybody is worked out."""


def recomputed(database: SqliteDatabase, tell: Callable[[float], None]) -> Generator[None, None, int]:
    """How many people were worked out anew. tell: the share done, from 0 to 1."""
    from relate.store import passed  # here and below: with numpy, which the start does not need
    from relate.store.beside import reading_beside

    tell(0.0)
    yield
    persons = sorted(everybody(database))
    home_days.prepare(database)  # what a command changes meanwhile is to be of the same days
    yield
    with passed.noting_changes(database), reading_beside(database) as beside:
        reading = passed.read(database, home_days.home_zone(database), beside)
        everything = yield from _told(reading, lambda share: tell(READING * share))
        yield
        for done in _worked_out(database, everything, persons, beside):
            tell(READING + (1 - READING) * done / (len(persons) or 1))
            yield
        # Of whoever was joined meanwhile one part may have been of the old arithmetic.
        for _ in in_pieces(database, passed.joined_or_parted(database), 20, partial(_one_by_one, database)):
            yield
    with immediate(database):
        settings.write(database, DONE, FORM)
    return len(persons)


def _told(work: Generator[float, None, T], tell: Callable[[float], None]) -> Generator[None, None, T]:
    while True:
        try:
            share = next(work)
        except StopIteration as over:
            return cast(T, over.value)
        tell(share)
        yield


def _one_by_one(database: SqliteDatabase, persons: Sequence[int]) -> None:
    ties.refresh(database, persons)
    refresh_people(database, persons)


def _worked_out(database: SqliteDatabase, everything: Passed, persons: Sequence[int], beside: Beside) -> Iterator[int]:
    """Write what differs of some people after the other; yields how many are done. While the ties and lines of some are
    written, the ties of the next are read beside, unless a command comes in between."""
    from relate.store import passed
    from relate.store.tied_anew import tied_anew

    done, as_of = 0, database.connection().total_changes
    apart = passed.changed_with(database)
    ahead = tied_anew(database, everything, persons[:MOST], apart) if persons else None
    yield done
    while ahead is not None:
        if as_of != database.connection().total_changes:
            apart = passed.changed_with(database)
            ahead = tied_anew(database, everything, persons[done : done + MOST], apart)
        now = ahead
        with immediate(database):
            done += len(now.persons)
            rest = persons[done : done + MOST]
            reading = beside.begin(partial(tied_anew, passed=everything, persons=rest, apart=apart)) if rest else None
            _write(database, now)
            ahead = reading.result() if reading is not None else None
        as_of = database.connection().total_changes
        yield done


def _write(database: SqliteDatabase, now: TiedAnew) -> None:
    """Ties and lines of some people, as far as they differ; whose did is marked to be compared with everybody."""
    now.days.write(database)
    now.states.write(database)
    ties.refresh(database, now.apart)
    lines = lines_of(database, now.persons, tied=now.ties)
    changed = write_lines(database, now.persons, lines).union(now.apart, now.of_changed_days)
    if changed:
        forget(database, changed)
