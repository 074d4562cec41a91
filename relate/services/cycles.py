"""How often Python looks for cycles, where as many objects are made and kept as when an archive is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_YOUNG: Final = 50_000
"""Objects more than before. Hardly anything of a record ever refers to itself, so that looking for it finds nothing."""
_OLD: Final = 1_000
"""So many looks at what is younger before all is looked at that ever was made, which the many who are compared are: it
is out of every cache of the processor by then, and the more of them there are, the dearer it is for each."""


def look_less_often() -> None:
    """From now on: where every record is looked at anew for each few hundred others, that is a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _YOUNG) if before[0] else 0, before[1], max(before[2], _OLD))


@contextmanager
def looked_for_less_often() -> Iterator[None]:
    """The same while it lasts."""
    before = gc.get_threshold()
    look_less_often()
    try:
        yield
    finally:
        gc.set_threshold(*before)
