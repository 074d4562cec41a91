"""Rows of a staging file that say the same of an interaction, told apart before they are matched."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter

from relate.store.hashing import hashed
from relate.store.staged_form import ROW_BITS


def number_equal_rows(staging: sqlite3.Connection, keys: array[int]) -> None:
    """Equal rows of one file are as many interactions: the second and later get keys of their own. What two files tell
    alike stays, and its keys stand in `doubled`. keys: of all tellings.

    The n-th of them has the same key in every archive, so the union of two archives takes the larger count.
    """
    twice = _twice(keys)
    if not twice:
        return
    staging.executemany("INSERT INTO doubled VALUES (?)", [(key,) for key in twice])
    rows = staging.execute(
        f"SELECT key, id, row >> {ROW_BITS} FROM telling WHERE key IN (SELECT key FROM doubled) ORDER BY key, id"
    ).fetchall()
    seen: Counter[tuple[int, int]] = Counter()
    left: Counter[int] = Counter()
    changed: list[tuple[int, int]] = []
    for key, number, file in rows:
        told = key
        if place := seen[key, file]:
            told = hashed((str(key), str(place)))
            changed.append((told, number))
        seen[key, file] += 1
        left[told] += 1
    staging.executemany("UPDATE telling SET key = ? WHERE id = ?", changed)
    staging.execute("DELETE FROM doubled")
    staging.executemany("INSERT INTO doubled VALUES (?)", [(key,) for key, count in left.items() if count > 1])


def _twice(keys: array[int]) -> list[int]:
    """Those that are there more than once."""
    if len(keys) < 2:  # an address book, for which numpy need not be loaded
        return []
    import numpy as np

    ordered = np.array(keys, dtype=np.int64)
    ordered.sort()
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    # Without np.unique, which loads further parts of numpy: four megabytes that nobody else asks for.
    further = np.flatnonzero(again[1:] != again[:-1]) + 1
    return [*again[:1].tolist(), *again[further].tolist()]
