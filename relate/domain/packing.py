"""A rhythm state as bytes of fixed length, so that the states of 100,000 people are read from a cache in one piece.

One layout for both ways: `struct` for a single state, a numpy record for all of them. Little endian, no padding. A
change of layout is a new `VERSION`; the cache is then recomputed from the contact days.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from relate.domain.rhythm import GAPS_KEPT, QUARTERS_KEPT, Quarter, RhythmState

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Records = npt.NDArray[np.void]

VERSION: Final = 1
NO_QUARTER: Final = -(2**31)

FLOATS: Final = ("A", "S", "n365", "best2y")
INTS: Final = (
    "n",
    "e",
    "first_day",
    "last_day",
    "out",
    "inc",
    "replies",
    "asks",
    "pending",
    "best_from",
    "best_to",
)
_LAYOUT: Final = struct.Struct(f"<{len(FLOATS)}dq{len(INTS)}i{GAPS_KEPT}d" + "iid" * QUARTERS_KEPT)
_SEEN: Final = ("n365", "last", "n", "first_day", "last_day")
"""What `glance` takes out, in the order in which it lies there."""
_GLANCE: Final = struct.Struct(
    "<"
    + "".join(
        form if name in _SEEN else f"{size}x"
        for form, size, names in (("d", 8, FLOATS), ("q", 8, ("last",)), ("i", 4, INTS))
        for name in names
    )
)
_NAMES: Final = (*FLOATS, "last", *INTS)
SIZE: Final = _LAYOUT.size
"""Bytes of a state."""


def pack(state: RhythmState) -> bytes:
    """The state as `SIZE` bytes; `unpack` gives back an equal one."""
    quarters: list[float] = []
    for quarter in state.recent:
        quarters += (quarter.number, quarter.first_day, quarter.weight)
    quarters += (NO_QUARTER, 0, 0.0) * (QUARTERS_KEPT - len(state.recent))
    return _LAYOUT.pack(
        *(getattr(state, name) for name in FLOATS),
        state.last,
        *(getattr(state, name) for name in INTS),
        *state.gaps,
        *(math.nan for _ in range(GAPS_KEPT - len(state.gaps))),
        *quarters,
    )


def glance(packed: bytes) -> tuple[int, int, int, int, float]:
    """n, first_day, last_day, last and n365 of a packed state: what a line of the contact list needs, at a fifth of
    the time `unpack` takes."""
    n365, last, n, first_day, last_day = _GLANCE.unpack_from(packed)
    return n, first_day, last_day, last, n365


def unpack(packed: bytes, quarters: bool = True) -> RhythmState:
    """The state that was packed; ValueError for bytes of another length.

    Without quarters `recent` is empty, which a page of the list does not look at: 5 times as fast.
    """
    if len(packed) != SIZE:
        raise ValueError(f"a packed rhythm state has {SIZE} bytes, not {len(packed)}")
    values = _LAYOUT.unpack(packed)
    fields = dict(zip(_NAMES, values, strict=False))
    gaps_at = len(_NAMES)
    quarters_at = gaps_at + GAPS_KEPT
    gaps = values[gaps_at:quarters_at]
    numbers = (values[at::3] for at in range(quarters_at, quarters_at + 3))
    kept = tuple(Quarter(*each) for each in zip(*numbers, strict=True) if each[0] != NO_QUARTER) if quarters else ()
    # Not a number is the one value that differs from itself.
    return RhythmState(gaps=tuple(gap for gap in gaps if gap == gap), recent=kept, **fields)


def record_type() -> np.dtype[np.void]:
    """The layout as a numpy record."""
    import numpy as np

    return np.dtype(
        [(name, "<f8") for name in FLOATS]
        + [("last", "<i8")]
        + [(name, "<i4") for name in INTS]
        + [("gaps", "<f8", (GAPS_KEPT,))]
        + [("recent", [("number", "<i4"), ("first_day", "<i4"), ("weight", "<f8")], (QUARTERS_KEPT,))]
    )


def records_of(packed: Sequence[bytes]) -> Records:
    """Many packed states as records; ValueError where one has another length."""
    import numpy as np

    joined = b"".join(packed)
    if len(joined) != SIZE * len(packed):
        raise ValueError(f"a packed rhythm state has {SIZE} bytes")
    return np.frombuffer(joined, dtype=record_type())


def bytes_of(records: Records) -> list[bytes]:
    """Each record as `pack` would have packed it."""
    whole = records.tobytes()
    return [whole[at : at + SIZE] for at in range(0, len(whole), SIZE)]
