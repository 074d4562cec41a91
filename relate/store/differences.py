"""Contact days and rhythms that were worked out for many, held against what is there: only what differs is written.

Decimals that differ by less than a billionth are the same: sums of tenths come out so in another order.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from peewee import SqliteDatabase

from relate.domain.folding import DayRows, Folded
from relate.domain.packing import FLOATS, INTS, SIZE, bytes_of, records_of

if TYPE_CHECKING:
    from relate.domain.columns import Bools, Floats, Ints
    from relate.domain.packing import Records

_FINE: Final = 1e9
_DAY_BITS: Final = 22
"""A day as a number from zero up: enough for the year 7000."""
_FIRST_DAY: Final = 1 << (_DAY_BITS - 1)


@dataclass(frozen=True, slots=True)
class DayChanges:
    """What is to be removed from the contact days, and what is to be put in: rows of that table, as arrays, of which
    some thousands wait to be written."""

    gone: list[tuple[int, int]]
    put: DayRows

    @property
    def identities(self) -> set[int]:
        return {identity for identity, _ in self.gone}.union(self.put.who.tolist())

    def write(self, database: SqliteDatabase) -> None:
        """Within the caller's transaction."""
        connection = database.connection()
        connection.executemany("DELETE FROM contact_day WHERE identity = ? AND day = ?", self.gone)
        connection.executemany(
            "INSERT OR REPLACE INTO contact_day (identity, day, weight, total, messages_out, messages_in, first_at,"
            " last_at) VALUES (?,?,?,?,?,?,?,?)",
            zip(*(column.tolist() for column in self.put.columns), strict=True),
        )


def day_changes(database: SqliteDatabase, identities: Sequence[int], days: DayRows) -> DayChanges:
    """What it takes for these to be the contact days of these identities. Only reads. days: of no others."""
    there, here = _days_there(database, sorted(identities)), _columns(days)
    same = np.zeros(len(days), dtype=np.bool_)
    gone = there[0]
    if len(gone) and len(days):
        at = _places(there[0], here[0])
        same = np.logical_and.reduce([old[at] == new for old, new in zip(there, here, strict=True)])
        gone = gone[here[0][_places(here[0], gone)] != gone]
    return DayChanges(
        [(key >> _DAY_BITS, (key & ((1 << _DAY_BITS) - 1)) - _FIRST_DAY) for key in gone.tolist()],
        days.some(np.flatnonzero(~same)) if same.any() else days,
    )


def _places(ordered: Ints, keys: Ints) -> Ints:
    """Where each of these keys stands if it is there at all."""
    return np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)


def _days_there(database: SqliteDatabase, identities: Sequence[int]) -> list[Ints]:
    """As `_columns`, of what is there; read in one row, which takes a fifth of the time."""
    row = database.execute_sql(
        f"SELECT group_concat((d.identity << {_DAY_BITS}) + d.day + {_FIRST_DAY}), group_concat(CAST(d.weight * {_FINE}"
        f" + .5 AS INTEGER)), group_concat(CAST(d.total * {_FINE} + .5 AS INTEGER)), group_concat(d.messages_out),"
        " group_concat(d.messages_in), group_concat(d.first_at), group_concat(d.last_at)"
        " FROM json_each(?) j CROSS JOIN contact_day d ON d.identity = j.value",
        (json.dumps(identities),),
    ).fetchone()
    return [np.fromstring(told, dtype=np.int64, sep=",") if told else np.empty(0, dtype=np.int64) for told in row]


def _columns(days: DayRows) -> list[Ints]:
    """One key of identity and day, and the rest as whole numbers."""
    fine = [(column * _FINE + 0.5).astype(np.int64) for column in (days.weight, days.total)]
    return [(days.who << _DAY_BITS) + days.day + _FIRST_DAY, *fine, days.out, days.inc, days.first_at, days.last_at]


@dataclass(frozen=True, slots=True)
class StateChanges:
    """gone: who has no state any more. put: whose differs, and what it is now, packed."""

    gone: list[int]
    put: list[tuple[int, bytes]]

    def write(self, database: SqliteDatabase) -> None:
        """Within the caller's transaction."""
        connection = database.connection()
        connection.executemany("DELETE FROM rhythm_state WHERE person = ?", [(one,) for one in self.gone])
        connection.executemany("INSERT OR REPLACE INTO rhythm_state (person, state) VALUES (?,?)", self.put)


def state_changes(
    database: SqliteDatabase, persons: Sequence[int], folded: Folded
) -> tuple[dict[int, bytes], StateChanges]:
    """By person the states as they are to be, packed, and what it takes for these persons to have these and none else.
    Only reads. folded: of no others.

    One that says the same as what is there is left as it is.
    """
    there: dict[int, bytes] = dict(
        database.execute_sql(
            "SELECT r.person, r.state FROM json_each(?) j CROSS JOIN rhythm_state r ON r.person = j.value",
            (json.dumps(list(persons)),),
        ).fetchall()
    )
    now = dict(zip(folded.persons.tolist(), bytes_of(folded.records), strict=True))
    both = [person for person in now if len(there.get(person, b"")) == SIZE]
    if both:
        same = _same(records_of([there[person] for person in both]), records_of([now[person] for person in both]))
        now.update((person, there[person]) for person, is_same in zip(both, same.tolist(), strict=True) if is_same)
    return now, StateChanges(
        [person for person in there if person not in now],
        [(person, state) for person, state in now.items() if there.get(person) != state],
    )


def _same(one: Records, other: Records) -> Bools:
    """Which of these states are the same."""
    close = [_close(one[name], other[name]) for name in FLOATS]
    whole = [one[name] == other[name] for name in ("last", *INTS)]
    gaps = _close(one["gaps"], other["gaps"]) | (np.isnan(one["gaps"]) & np.isnan(other["gaps"]))
    recent, further = one["recent"], other["recent"]
    quarters = _close(recent["weight"], further["weight"])
    quarters &= (recent["number"] == further["number"]) & (recent["first_day"] == further["first_day"])
    return np.logical_and.reduce([*close, *whole, gaps.all(axis=1), quarters.all(axis=1)])


def _close(one: Floats, other: Floats) -> Bools:
    """As isclose tells it of numbers that have an end, at a fifth of the time of some hundreds."""
    with np.errstate(invalid="ignore", over="ignore"):
        same: Bools = np.abs(one - other) <= (1 + np.abs(other)) / _FINE
    return same
