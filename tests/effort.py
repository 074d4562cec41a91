"""How far the tests look: the same short way each time in the gate, far and a new way each time at night."""

from __future__ import annotations

import os

NIGHTLY = bool(os.environ.get("RELATE_NIGHTLY"))
"""Set by `packaging/dev.py nightly`."""


def effort(gate: int, nightly: int) -> int:
    """How many examples, kills or damaged files are tried."""
    return nightly if NIGHTLY else gate
