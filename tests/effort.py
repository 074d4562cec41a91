"""How far the tests look: the same short way each time in the gate, far and a new way each time at night."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime
from typing import Final

NIGHTLY: Final = bool(os.environ.get("RELATE_NIGHTLY"))
"""Set by `packaging/dev.py nightly`."""
WAY: Final = os.environ.get("RELATE_WAY") or (f"{datetime.now(UTC):%Y-%m-%d}" if NIGHTLY else "gate")
"""Which way is gone: that of a night is gone again by its day."""

LATE: Final = os.environ.get("RELATE_LATE") or ("any" if NIGHTLY else "")
"""Who dawdles in the tests of the window, as on a busy machine: "writer", "others" (readers and imports), "window", or
"any", one of them by chance in each test."""


def effort(gate: int, nightly: int) -> int:
    """How many examples, kills or damaged files are tried."""
    return nightly if NIGHTLY else gate


def dice(what: str, number: int) -> random.Random:
    """The chance of the n-th trial of something, the same whichever others are tried."""
    return random.Random(f"{WAY} {what} {number}")
