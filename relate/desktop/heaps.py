"""How memory that one thread gave back is had by another, on Linux."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final

_ARENA_MAX: Final = -8
"""M_ARENA_MAX of glibc's malloc.h."""
_HEAPS: Final = 1


def share(load: Callable[[str | None], object] = ctypes.CDLL) -> bool:
    """Have all threads take their memory from the same heap; whether they do. To be called before any is started.

    glibc gives each thread a heap of its own, eight for a processor, and what was let go in one of them is not had in
    another: an import of 300,000 messages took 15 MB more for that. With two of them it was chance whether the thread
    that writes took what the one that matches had let go, 20 MB. Other C libraries have no such heaps.
    """
    if sys.platform != "linux":
        return False
    with suppress(OSError, AttributeError):
        return bool(load(None).mallopt(_ARENA_MAX, _HEAPS))  # type: ignore[attr-defined]
    return False
