"""The rhythm states of everybody as arrays: `rhythm.py` for 100,000 people in one frame.

What depends on the state alone (usual, g80, S^…) is computed when a row changes, so that a ranking costs few powers.
Source of the formulas: design/ranking.md, "State per person".
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from relate.domain.columns import ColumnTable
from relate.domain.packing import FLOATS, INTS, pack, records_of
from relate.domain.rhythm import (
    DAY_MS,
    DORMANT_AFTER_DAYS,
    EPISODE_DAYS,
    GAPS_KEPT,
    HALF_LIFE_DAYS,
    REPLY_DAYS,
    SHAPE,
    STEADY_DAYS,
    STEADY_SHARE,
    Freshness,
    RhythmState,
    episodes,
    median,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from relate.domain.columns import Bools, Floats, Ints, Number
    from relate.domain.packing import Records

EVERY_ROW = slice(None)
NEVER = -(2**62)
"""The `last` of somebody never talked to."""

ENOUGH_HISTORY_DAYS = 60.0
"""With less history than this, plain frequency tells more than the model."""


class StateTable(ColumnTable):
    """Rhythm states by person; n = 0 where nothing was ever said.

    Columns as the fields of `RhythmState`, and `middle_gap` (median of the last ten gaps, 0 without one), `usual` and
    `late` (g80), in days; `episodes` as `rhythm.episodes` counts them.
    """

    __slots__ = ()
    DEFAULTS = {  # noqa: RUF012 - read only, as the base class declares
        "A": 0.0,
        "S": 0.0,
        "n": 0,
        "e": 0,
        "first_day": 0,
        "last_day": 0,
        "last": NEVER,
        "n365": 0.0,
        "out": 0,
        "inc": 0,
        "replies": 0,
        "asks": 0,
        "pending": 0,
        "best2y": 0.0,
        "best_from": 0,
        "best_to": 0,
        "middle_gap": 0.0,
        "usual": 0.0,
        "late": 0.0,
        "episodes": 0,
    }

    @classmethod
    def from_states(cls, states: Iterable[tuple[int, RhythmState | None]]) -> StateTable:
        """A table of (person, state) pairs in any order; None for somebody never talked to."""
        import numpy as np

        pairs = list(states)
        known = sorted((person, pack(state)) for person, state in pairs if state is not None)
        persons = np.array([person for person, _ in known], dtype=np.int64)
        table = cls.from_records(persons, records_of([packed for _, packed in known]))
        return table.aligned(np.array(sorted(person for person, _ in pairs), dtype=np.int64))

    @classmethod
    def from_records(cls, persons: Ints, records: Records) -> StateTable:
        """A table of packed states (`packing.py`), one for each of the people (ascending ids)."""
        import numpy as np

        table = cls(persons, {name: records[name] for name in (*FLOATS, "last", *INTS)})
        gaps = np.sort(records["gaps"], axis=1)
        known = np.count_nonzero(~np.isnan(gaps), axis=1)
        row = np.arange(len(persons))
        middle = (gaps[row, np.maximum(known - 1, 0) // 2] + gaps[row, np.minimum(known // 2, GAPS_KEPT - 1)]) / 2
        table.floats("middle_gap")[:] = np.where(known > 0, middle, 0.0)
        table.derive()
        return table

    def derive(self) -> None:
        """Computes `usual`, `late` and `episodes` of all rows anew; to be called after columns were filled from
        outside."""
        import numpy as np

        n, middle = self.ints("n"), self.floats("middle_gap")
        self.floats("late")[:] = quantile(self, 0.8)
        model = np.log(quantile(self, 0.5))
        gaps = np.where(middle > 0, n - 1, 0)
        learnt = np.log(np.where(middle > 0, middle, 1.0))
        self.floats("usual")[:] = np.exp((gaps * learnt + 3 * model) / (gaps + 3))
        e, spanned = self.ints("e"), self.ints("last_day") - self.ints("first_day")
        steady = (e > 0) & (e < 3) & (spanned >= STEADY_DAYS * e)
        steady &= (e == 1) | ((middle < EPISODE_DAYS) & (n * middle >= STEADY_SHARE * spanned))
        self.ints("episodes")[:] = np.where(steady, 3, e)

    def update(self, person: int, state: RhythmState | None) -> None:
        """Puts one person's new state into the table, making a row where there was none."""
        row = self.ensure_row(person)
        if state is None:
            self.write(row, self.DEFAULTS)
            return
        a, b, known = 1 + state.A, 2 + state.S, state.n - 1
        values: dict[str, Number] = {
            name: getattr(state, name) for name in self.DEFAULTS.keys() - {"middle_gap", "usual", "late", "episodes"}
        }
        values["episodes"] = episodes(state)
        model = math.log(b * (0.5 ** (-1 / a) - 1)) / SHAPE
        middle = median(state.gaps) if state.gaps else 0.0
        values["middle_gap"] = middle
        values["usual"] = math.exp((known * math.log(middle) + 3 * model) / (known + 3) if middle else model)
        values["late"] = (b * (0.2 ** (-1 / a) - 1)) ** (1 / SHAPE)
        self.write(row, values)


def silence(table: StateTable, now: int, cover: Ints | None = None) -> Floats:
    """s per person in days: min(now, cover) − last, at least 0; infinite where nothing was ever said.

    `now` and `cover` in UTC milliseconds; no cover means known up to now.
    """
    import numpy as np

    last = table.ints("last")
    known = np.full(len(table), now, dtype=np.int64) if cover is None else np.minimum(cover, now)
    return np.where(last == NEVER, np.inf, np.maximum((known - np.maximum(last, -(2**61))) / DAY_MS, 0.0))


def quantile(table: StateTable, q: float) -> Floats:
    """g_q per person, in days."""
    import numpy as np

    a, b = 1 + table.floats("A"), 2 + table.floats("S")
    return _power(b * np.expm1(-math.log(1 - q) / a), 1 / SHAPE)


def horizons(table: StateTable) -> Floats:
    """H of the priority per person: g80, at least 14 and at most 120 days."""
    import numpy as np

    return np.clip(table.floats("late"), 14.0, 120.0)


def alive_and_contact(table: StateTable, silences: Floats, horizon: Floats | float) -> tuple[Floats, Floats]:
    """p_alive and p(H) per person; 0 where nothing was ever said."""
    import numpy as np

    alive, contact = np.zeros(len(table)), np.zeros(len(table))
    talked = np.flatnonzero(np.isfinite(silences))  # of most people nothing is known: powers and logarithms of nothing
    s, ahead = silences[talked], np.broadcast_to(horizon, len(table))[talked]
    a, b = 1 + table.floats("A")[talked], 2 + table.floats("S")[talked]
    so_far = np.log(b + _power(s, SHAPE))
    died = np.exp(a * (so_far - np.log(b))) * (0.2 / (3 + table.ints("n")[talked]))
    alive[talked] = living = 1 / (1 + died)
    contact[talked] = living * -np.expm1(a * (so_far - np.log(b + _power(s + ahead, SHAPE))))
    return alive, contact


def active_within(table: StateTable, silences: Floats, horizon: Floats | float, history_days: Floats | float) -> Floats:
    """p(H) per person, mixed with the plain n ÷ (s + 1) while the history known is shorter than 60 days.

    `history_days`: how far back the history goes to which a person belongs. Source: design/ranking.md, result 4.
    """
    import numpy as np

    _, contact = alive_and_contact(table, silences, horizon)
    trust = np.clip(np.asarray(history_days) / ENOUGH_HISTORY_DAYS, 0.0, 1.0)
    n = table.ints("n")
    return trust * contact + (1 - trust) * n / (n + silences + 1)


def learnt(table: StateTable, rows: Ints | slice = EVERY_ROW) -> Bools:
    """Where "usually every …" may be said: three contact days in three episodes."""
    return (table.ints("n")[rows] >= 3) & (table.ints("episodes")[rows] >= 3)


def is_learnt(table: StateTable, row: int) -> bool:
    """The same of one row."""
    return bool(table.ints("n")[row] >= 3 and table.ints("episodes")[row] >= 3)


def n365_at(table: StateTable, silences: Floats) -> Floats:
    """The faded sums of weights moved forward to so many days after the last contact."""
    import numpy as np

    return table.floats("n365") * np.exp2(-np.where(np.isfinite(silences), silences, 0.0) / HALF_LIFE_DAYS)


def asks_known(table: StateTable, silences: Floats) -> Ints:
    """The days I wrote whose seven days for an answer are over, or that were answered."""
    import numpy as np

    passed = np.minimum(silences, REPLY_DAYS).astype(np.int64)
    still_open = table.ints("pending") & ((1 << (REPLY_DAYS - passed)) - 1)
    waiting: Ints = np.bitwise_count(still_open).astype(np.int64)
    return table.ints("asks") - waiting


def freshness(table: StateTable, silences: Floats, alive: Floats) -> npt.NDArray[np.int8]:
    """The `Freshness` of everybody, as numbers; `alive` from `alive_and_contact`."""
    import numpy as np

    result = np.where(alive >= 0.5, Freshness.QUIET, Freshness.DRIFTING).astype(np.int8)
    result[alive < 0.15] = Freshness.DORMANT
    result[silences <= table.floats("late")] = Freshness.COOLING
    result[silences <= table.floats("usual")] = Freshness.FRESH
    result[silences > DORMANT_AFTER_DAYS] = Freshness.DORMANT
    result[table.ints("n") == 0] = Freshness.NEVER_TALKED
    return result


def _power(base: Floats, exponent: float) -> Floats:
    """base^exponent for base ≥ 0, twice as fast as numpy's own where the exponent is no whole number."""
    import numpy as np

    return np.exp(exponent * np.log(np.maximum(base, 1e-300)))
