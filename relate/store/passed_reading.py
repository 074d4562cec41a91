"""All that passed is read in one pass, from both ends at once where it is much: here and by what works beside."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np
from peewee import SqliteDatabase

from relate.domain.ascending import Ascending
from relate.domain.homezone import HomeZone
from relate.store.beside import AHEAD, LOOK, Beside, Gone, There
from relate.store.connection import is_hurried
from relate.store.home_days import home_zone
from relate.store.passed import BITS, BITS_IN_ALL, LATE, Passed, numbers
from relate.store.visibility import and_visible, hidden

if TYPE_CHECKING:
    import numpy.typing as npt

    from relate.domain.columns import Bools, Ints

PIECE: Final = 40_000
"""Rows that are read at a time: some hundredths of a second, also where it comes to half as many again."""
ALONE: Final = 4
"""So many pieces are read before it is worth it to have another process for the rest."""
BETWEEN_LOOKS: Final = 200_000
"""Steps of SQLite's machine, of which a row takes some forty, between two looks whether it is a piece at all."""
MOST_LOOKS: Final = 16
"""After that the rows are far more than a piece is to have."""
_ROOM: Final = 500_000
"""Rows for which there is room at most where more come than there was, unless an eighth of those there is more: as long
as there are few, for a quarter more of them. All room is written, and so is memory that is had."""
_AT_ONCE: Final = 10
"""So many pieces are put behind the others at a time."""
_WIDEST: Final = 1 << 46
"""So far apart are the first and the last id of a piece at most: what is held of a row stands in one number with it."""


def read(database: SqliteDatabase, zone: HomeZone, beside: Beside, seeing: int = 0) -> Generator[float, None, Passed]:
    """All that readers may see, in pieces; yields the share done. Where it is much, what works beside reads from the
    other end, and knows all of it in the end as well. To be called while changes are noted, unless none of those who
    are worked out can change.

    seeing: an import whose rows count although readers do not see them yet.
    """
    visible = and_visible("i.import_id", hidden(database, seeing))
    # Both at once would look through all.
    first, top = (
        int(database.execute_sql(f"SELECT coalesce({end}(id), 0) FROM interaction").fetchone()[0])
        for end in ("min", "max")
    )
    here, behind = _Walk(database, first, top, 1), _FromBehind(beside, top, visible)
    held, pieces = _Held(), 0
    while here.at <= behind.left:
        if pieces >= ALONE:
            beside.start()
        behind.ask(here.at)
        if behind.ahead and (is_hurried(database) or behind.is_on(here.at)):
            wait((behind.ahead[0],), LOOK)  # no longer than that: others go first
        else:
            rows = _fitting(database, here.rows(database, behind.left, visible))
            pieces += 1
            held.add(rows)
            behind.tell(rows)
        behind.take(database, here.at)
        yield 1 - max(behind.left + 1 - here.at, 0) / (top + 1 - first)
    behind.tell_all(here.at, zone)
    for _ in held.add_all(behind.pieces):
        yield 1.0
    passed = held.whole(zone)
    for _ in passed.ids.counted():
        yield 1.0
    return passed


class _Held:
    """Rows in their order, in columns that grow where they lie: memory that the system has to give first takes ten
    times as long as to write all of it, and pieces put together at the end would be twice as much of it."""

    def __init__(self) -> None:
        self._columns: list[npt.NDArray[Any]] = [np.empty(0, form) for form in (np.int64, np.int32, np.uint16)]
        self._count = 0

    def add(self, rows: _Rows) -> None:
        begin, self._count = self._count, self._count + len(rows.id)
        for column, more in zip(self._columns, rows, strict=True):
            if self._count > len(column):
                column.resize(self._count + max(begin // 8, min(begin // 4, _ROOM)), refcheck=False)
            column[begin : self._count] = more

    def add_all(self, newest_first: list[_Rows]) -> Iterator[None]:
        """These, of which none is left then; some hundredths of a second at a time."""
        while newest_first:
            self.add(newest_first.pop())
            if len(newest_first) % _AT_ONCE == 0:
                yield

    def whole(self, zone: HomeZone) -> Passed:
        """All of them, once their ids are counted. None is to come after that."""
        for column in self._columns:
            column.resize(self._count, refcheck=False)
        ids, late, bits = self._columns
        return Passed(Ascending(ids), late, bits, zone)


class _FromBehind:
    """What is read beside, from the newest row on. left: the newest row that nobody has read yet. pieces: what was
    read, newest first. untold: what was read here and is not known there yet."""

    def __init__(self, beside: Beside, top: int, visible: str) -> None:
        self._beside, self._top, self._visible = beside, top, visible
        self.left = top
        self.pieces: list[_Rows] = []
        self.untold: list[_Rows] = []
        self.ahead: deque[Future[_Behind]] = deque()
        self._width = 0
        self._failed = False
        """What was asked for there came to nothing: it would again, and what is known there has gaps."""

    def ask(self, low: int) -> None:
        """Have more read there. low: the oldest row that is not read here."""
        while self._is_asked and len(self.ahead) < AHEAD and self.left - low >= self._width * len(self.ahead):
            # A long word before it has begun to listen would be waited for.
            told, self.untold = (self.untold, []) if self._width else ([], self.untold)
            self.ahead.append(self._beside.begin(_read_behind, self._top, low, self._visible, told))

    def is_on(self, low: int) -> bool:
        """Whether it is reading the rest."""
        return self.left - low < self._width * len(self.ahead)

    def tell(self, rows: _Rows) -> None:
        """What was read here, to be known there."""
        if not self._failed:
            self.untold.append(rows)

    def take(self, database: SqliteDatabase, low: int) -> None:
        """What was read there by now, without what was read here as well."""
        while self.ahead and self.ahead[0].done():
            try:
                behind = self.ahead.popleft().result()
            except Gone:
                self._failed = True
                self.ahead.clear()
                return
            self._width = self.left - behind.at
            self.left = behind.at
            _note(database, behind.unfitting)
            self.pieces.append(behind.rows.after(low - 1))

    def tell_all(self, low: int, zone: HomeZone) -> None:
        """Have it hold all that passed. low: from which row on what was read there counts."""
        if self._is_asked:
            self._beside.begin(_hold, low, zone, self.untold)
        self.untold = []

    @property
    def _is_asked(self) -> bool:
        return self._beside.is_there and not self._failed


class _Behind(NamedTuple):
    """rows: a piece. unfitting: those of it that are not among them. at: the next row to read."""

    rows: _Rows
    unfitting: Ints
    at: int


@dataclass(slots=True)
class _Read:
    """What is known of the rows where something works beside: the walk there, and what was read here and there."""

    walk: _Walk
    here: _Held
    there: list[_Rows]


def _read_behind(there: There, top: int, until: int, visible: str, told: Sequence[_Rows]) -> _Behind:
    """The next piece from the newest row on. told: what was read by the other one."""
    read: _Read | None = there.kept.get(_Read)
    if read is None:
        read = there.kept[_Read] = _Read(_Walk(there.database, top, top, -1), _Held(), [])
    for rows in told:
        read.here.add(rows)
    rows = read.walk.rows(there.database, until, visible) if read.walk.at >= until else _NO_ROWS
    rows, unfitting = rows.as_held()
    read.there.append(rows)
    return _Behind(rows, unfitting, read.walk.at)


def _hold(there: There, low: int, zone: HomeZone, told: Sequence[_Rows]) -> None:
    """Know all of it from now on."""
    read: _Read = there.kept.pop(_Read)
    for rows in told:
        read.here.add(rows)
    deque(read.here.add_all([rows.after(low - 1) for rows in read.there]), maxlen=0)
    passed = there.kept[Passed] = read.here.whole(zone)
    deque(passed.ids.counted(), maxlen=0)


def read_there(there: There, seeing: int) -> None:
    """The same, of all that is read there alone."""
    reading = read(there.database, home_zone(there.database), Beside(None), seeing)
    while True:
        try:
            next(reading)
        except StopIteration as over:
            there.kept[Passed] = over.value
            return


class _Rows(NamedTuple):
    """Columns as in `Passed`; `late` may be wider."""

    id: Ints
    late: npt.NDArray[np.integer]
    bits: npt.NDArray[np.uint16]

    def some(self, which: Bools) -> _Rows:
        return _Rows(self.id[which], self.late[which], self.bits[which])

    def after(self, low: int) -> _Rows:
        return self if not len(self.id) or self.id[0] > low else self.some(self.id > low)

    def as_held(self) -> tuple[_Rows, Ints]:
        """As narrow as they are held, and the ids of those that do not fit."""
        fits = np.abs(self.late) < 2**31
        rows = self if fits.all() else self.some(fits)
        return rows._replace(late=rows.late.astype(np.int32)), self.id[~fits]


class _Walk:
    """One way through all ids: how far it has come, and how wide a stretch of ids is to be that holds a piece."""

    def __init__(self, database: SqliteDatabase, first: int, top: int, way: Literal[1, -1]) -> None:
        self._way = way
        self.at = first if way > 0 else top
        """The next id to look at."""
        order = "" if way > 0 else " DESC"
        row = database.execute_sql(f"SELECT id FROM interaction ORDER BY id{order} LIMIT 1 OFFSET {PIECE}").fetchone()
        self._width = _WIDEST if row is None else abs(int(row[0]) - self.at)

    def rows(self, database: SqliteDatabase, until: int, visible: str) -> _Rows:
        """The next piece, ascending, of what stands before `until`, that included; at an end there may be none."""
        while (rows := self._stretch(database, until, visible)) is None:
            self._width = max(self._width // 8, 1)
        return rows

    def _stretch(self, database: SqliteDatabase, until: int, visible: str) -> _Rows | None:
        """None where there are far more rows than a piece has: that is broken off."""
        width = min(self._width, _WIDEST, abs(until - self.at) + 1)
        low, high = (self.at, self.at + width - 1) if self._way > 0 else (self.at - width + 1, self.at)
        rows = _rows_between(database, low, high, visible, breaking_off=width > 1)
        if rows is not None:
            self.at += self._way * width
            few = len(rows.id) < PIECE // 4
            wider = min(PIECE / (len(rows.id) or 1), 4.0 if few else 1.5)
            self._width = max(int(width * wider), 1)
        return rows


def _rows_between(database: SqliteDatabase, low: int, high: int, visible: str, breaking_off: bool) -> _Rows | None:
    """The rows from one id to another, ascending. Read in one row of two columns: a row of each would take twice as
    long. breaking_off: None where there are far more than a piece has."""
    connection, looks = database.connection(), 0

    def too_many() -> bool:
        nonlocal looks
        looks += 1
        return breaking_off and looks > MOST_LOOKS

    connection.set_progress_handler(too_many, BETWEEN_LOOKS)
    try:
        late, told = connection.execute(
            f"SELECT group_concat({LATE}), group_concat((i.id - ?1) * {1 << BITS_IN_ALL} + {BITS}) FROM interaction i"
            f" WHERE i.id BETWEEN ?1 AND ?2 AND i.at IS NOT NULL{visible}",
            (low, high),
        ).fetchone()
    except sqlite3.OperationalError:
        if looks > MOST_LOOKS:
            return None
        raise
    finally:
        connection.set_progress_handler(None, 0)
    packed = numbers(told)
    return _Rows((packed >> BITS_IN_ALL) + low, numbers(late), packed.astype(np.uint16))


def _fitting(database: SqliteDatabase, rows: _Rows) -> _Rows:
    """As narrow as they are held."""
    held, unfitting = rows.as_held()
    _note(database, unfitting)
    return held


def _note(database: SqliteDatabase, unfitting: Ints) -> None:
    """What does not fit is as if it had changed."""
    if len(unfitting):
        database.connection().executemany(
            "INSERT OR IGNORE INTO temp.changed_since VALUES (?)", [(one,) for one in unfitting.tolist()]
        )


_NO_ROWS: Final = _Rows(np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.uint16))
