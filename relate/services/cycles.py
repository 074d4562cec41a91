"""How often Python looks for cycles, where as many objects are made and kept as when an archive is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LESS_OFTEN: Final = 50_000
"""Objects more than before. Hardly anything of a record ever refers to itself, so that looking for it finds nothing."""


@contextmanager
def looked_for_less_often() -> Iterator[None]:
    """While it lasts: where every record is looked at anew for each few hundred others, that is a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], LESS_OFTEN) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
