"""The ids of interactions, and which instant each stands for.

An id is a sort key without meaning: seconds << 12 | slot. So newest first is rowid order, for timelines and for the
full-text index. Imports take the slots of a second from 0 upwards, the user's own rows from 4095 downwards, so that
neither waits for the other. Undated rows live in the first seconds of 1970. Source: design/data-model.md.
"""

from __future__ import annotations

SLOT_BITS = 12
SLOTS = 1 << SLOT_BITS
UNDATED_SECONDS = range(1, 80_000_000)
"""Where undated rows live: nothing dated is older than 1972."""


def second_of(interaction: int) -> int:
    """Seconds since 1970 of an id, or a number of UNDATED_SECONDS."""
    return interaction >> SLOT_BITS


def first_id_of(at_ms: int) -> int:
    """The smallest id an interaction of that instant can have."""
    return max(at_ms // 1000, UNDATED_SECONDS.stop) << SLOT_BITS
