"""Everything that passed, held as arrays while the ties of everybody are worked out: one pass over the interactions
(passed_reading.py) instead of a look at each of them from each of those who took part.

Rows that come, go or change after that pass are noted, and whoever took part in one is worked out by itself (ties.py).
18 bytes a row. Source: design/ranking.md, "What counts".
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from peewee import SqliteDatabase

from relate.domain.ascending import Ascending
from relate.domain.depth import depth
from relate.domain.folding import DayRows, day_rows
from relate.domain.homezone import HomeZone
from relate.domain.moments import Precision
from relate.domain.records import Kind, Role
from relate.store.codes import CODE_KIND, KIND_CODE, Tone
from relate.store.interaction_ids import SLOT_BITS
from relate.store.interactions import USERS_PART

if TYPE_CHECKING:
    import numpy.typing as npt

    from relate.domain.columns import Bools, Floats, Ints

_MOST_PEOPLE: Final = 31
"""As far as they are told apart: so many are an announcement in any case."""

_TONE, _WAY, _TIMED, _LESS, _PEOPLE = 5, 7, 9, 10, 11
"""Where each begins among the bits that are held of a row: behind its kind its tone, its direction, whether its time is
known to the minute, whether it is less than its kind may be (`_depths`), and how many took part."""
_KIND: Final = (1 << _TONE) - 1
_DECIDING: Final = (1 << _PEOPLE) - 1
BITS_IN_ALL: Final = 16
_MAY_BE_LESS: Final = (KIND_CODE[Kind.INVITATION], KIND_CODE[Kind.CALL], KIND_CODE[Kind.EVENT])
_LESS_THAN_IT_MAY_BE: Final = (
    f"iif(i.kind < {min(_MAY_BE_LESS)}, 0, CASE i.kind WHEN {KIND_CODE[Kind.INVITATION]} THEN i.text = ''"
    f" WHEN {KIND_CODE[Kind.CALL]} THEN i.detail = 'missed' WHEN {KIND_CODE[Kind.EVENT]} THEN i.detail = 'listed'"
    " ELSE 0 END)"
)
"""Of most rows told by the first comparison."""
BITS: Final = (
    f"((((iif(i.people > {_MOST_PEOPLE}, {_MOST_PEOPLE}, i.people) * {1 << _PEOPLE - _LESS} + {_LESS_THAN_IT_MAY_BE})"
    f" * {1 << _LESS - _TIMED} + (i.precision > {int(Precision.MINUTE_UNKNOWN_ZONE)})) * {1 << _TIMED - _WAY}"
    f" + i.direction) * {1 << _WAY - _TONE} + i.tone) * {1 << _TONE} + i.kind"
)
LATE: Final = f"i.at - (i.id >> {SLOT_BITS}) * 1000"
"""Of few digits, which are written and read again of millions of rows."""
_NOTING: Final = (
    "CREATE TEMP TABLE changed_since (interaction INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE another_since (person INTEGER PRIMARY KEY)",
    "CREATE TEMP TRIGGER moved_since AFTER UPDATE OF person ON main.identity BEGIN"
    " INSERT OR IGNORE INTO another_since VALUES (new.person); END",
    *(
        f"CREATE TEMP TRIGGER {name}_since AFTER {what} BEGIN"
        f" INSERT OR IGNORE INTO changed_since VALUES ({which}.{column}); END"
        for name, what, which, column in (
            ("made", "INSERT ON main.interaction", "new", "id"),
            ("gone", "DELETE ON main.interaction", "old", "id"),
            ("other", "UPDATE ON main.interaction", "new", "id"),
            ("corrected", "INSERT ON main.interaction_override", "new", "interaction"),
            ("recorrected", "UPDATE ON main.interaction_override", "new", "interaction"),
            ("uncorrected", "DELETE ON main.interaction_override", "old", "interaction"),
        )
    ),
    *(
        f"CREATE TEMP TRIGGER {name}_since AFTER {what} ON main.interaction_override WHEN old.person IS NOT NULL BEGIN"
        " INSERT OR IGNORE INTO another_since SELECT person FROM main.identity WHERE id = old.person; END"
        for name, what in (("regiven", "UPDATE"), ("ungiven", "DELETE"))
    ),
    # What the user corrected before counts as well: he did so with few.
    "INSERT INTO temp.changed_since SELECT interaction FROM interaction_override",
)


@dataclass(frozen=True, slots=True)
class Passed:
    """The rows that have a time, ascending. ids: of the interactions. late: its milliseconds after the second that its
    id names. bits: what else is held of it."""

    ids: Ascending
    late: npt.NDArray[np.int32]
    bits: npt.NDArray[np.uint16]
    zone: HomeZone

    @property
    def id(self) -> Ints:
        """Of each row."""
        return self.ids.numbers

    def with_each(self, told: Sequence[tuple[int, int, str]]) -> WithEach:
        """What passed with some identities. told: each as `taking_part` gives it, and how many those are, ascending."""
        whose, counts, texts = zip(*told, strict=True) if told else ((), (), ())
        said = numbers(",".join(texts))
        who = np.repeat(np.array(whose, dtype=np.int64), counts)
        ids = np.abs(said)
        place, known = self.ids.places(ids)
        if not known.all():
            said, ids, who, place = said[known], ids[known], who[known], place[known]
        at = (ids >> SLOT_BITS) * 1000 + self.late.take(place)
        return WithEach(who, ids, at, self.bits.take(place), said < 0, self.zone)


@dataclass(frozen=True, slots=True)
class WithEach:
    """Who took part in what, by identity and interaction. who: an identity. id: of an interaction. at: when it was, UTC
    milliseconds. bits: what else is held of it. by_user: the user put them in."""

    who: Ints
    id: Ints
    at: Ints
    bits: npt.NDArray[np.uint16]
    by_user: Bools
    zone: HomeZone

    def days(self) -> DayRows:
        """What passed on each day, by identity."""
        who, at, bits = self.who, self.at, self.bits
        deep = _depths()[bits & _DECIDING]
        if self.by_user.any():
            # Whom the user met is met, whatever the archive tells of the event.
            at_event = self.by_user & ((bits & _KIND) == KIND_CODE[Kind.EVENT])
            deep = np.where(at_event, _depths()[bits & (_DECIDING & ~(1 << _LESS))], deep)
        if len(who):
            first = np.concatenate(([True], (self.id[1:] != self.id[:-1]) | (who[1:] != who[:-1])))
            if not first.all():  # in more than one part: once, as deep as it goes
                once = np.flatnonzero(first)
                deep = np.maximum.reduceat(deep, once)
                who, at, bits = who[once], at[once], bits[once]
        people = (bits >> _PEOPLE).astype(np.int64)
        # Whoever was met at an event was met for himself, however many were.
        others = np.where((bits & _KIND) == KIND_CODE[Kind.EVENT], 1, np.maximum(people - 1, 1))
        day = self.zone.days(at, (bits >> _TIMED & 1) > 0)
        return day_rows(who, at, day, deep, others, bits >> _WAY & 3)

    def connected(self) -> Iterator[tuple[int, int]]:
        """Who became connected, and when (UTC milliseconds); somebody may be among them more than once."""
        whom = (self.bits & _KIND) == KIND_CODE[Kind.CONNECTED]
        return zip(self.who[whom].tolist(), self.at[whom].tolist(), strict=True)


@contextmanager
def noting_changes(database: SqliteDatabase) -> Iterator[None]:
    """While it lasts, what this connection changes of what passed and of who is who is noted, for `changed_with` and
    `joined_or_parted`."""
    forget_changes(database)
    for statement in _NOTING:
        database.execute_sql(statement)
    try:
        yield
    finally:
        forget_changes(database)


def forget_changes(database: SqliteDatabase) -> None:
    """Note nothing any more."""
    for name in ("moved", "made", "gone", "other", "corrected", "recorrected", "uncorrected", "regiven", "ungiven"):
        database.execute_sql(f"DROP TRIGGER IF EXISTS temp.{name}_since")
    for name in ("changed", "another"):
        database.execute_sql(f"DROP TABLE IF EXISTS temp.{name}_since")


def changed_with(database: SqliteDatabase) -> set[int]:
    """The persons with whom a row passed that was noted, and those to whom the user gave one."""
    rows = database.execute_sql(
        "SELECT n.person FROM temp.changed_since c CROSS JOIN participant p ON p.interaction = c.interaction"
        " CROSS JOIN identity n ON n.id = p.identity UNION SELECT n.person FROM temp.changed_since c"
        " CROSS JOIN interaction_override o ON o.interaction = c.interaction CROSS JOIN identity n ON n.id = o.person"
    )
    return {int(row[0]) for row in rows}


def joined_or_parted(database: SqliteDatabase) -> list[int]:
    """The persons to whom an identity came that was somebody else before; asked once."""
    rows = database.execute_sql("SELECT person FROM temp.another_since ORDER BY person").fetchall()
    database.execute_sql("DELETE FROM temp.another_since")
    return [int(row[0]) for row in rows]


def taking_part(database: SqliteDatabase, identities: Sequence[int]) -> sqlite3.Cursor:
    """(identity, the interactions they took part in, ascending, parted by commas, None for nothing) of each of these;
    below zero are those the user put them in."""
    return database.connection().execute(
        f"SELECT j.value, (SELECT group_concat(CASE WHEN p.part = {USERS_PART} THEN -p.interaction ELSE p.interaction"
        f" END) FROM participant p WHERE p.identity = j.value AND p.role != {int(Role.LISTED)}) FROM json_each(?) j",
        (json.dumps(list(identities)),),
    )


@cache
def _depths() -> Floats:
    """How deep a row goes, by its deciding bits. The bit that it is less: an invitation without words, a call nobody
    took, the list of an event."""
    found = np.zeros(_DECIDING + 1)
    for bits in range(_DECIDING + 1):
        kind, tone, less = CODE_KIND.get(bits & _KIND), bits >> _TONE & 3, bool(bits >> _LESS & 1)
        if kind is not None:
            found[bits] = depth(
                kind,
                hello=tone == Tone.HELLO,
                pitch=tone == Tone.PITCH,
                missed=less,
                listed_only=less,
                own_text=not less,
            )
    return found


def numbers(text: str | None) -> Ints:
    """Of a text in which they are parted by commas."""
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.empty(0, dtype=np.int64)
