"""What a library needs now and then while the window stands: its copy of the day, and a look at its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from relate.domain.moments import DAY_MS
from relate.services.backups import Backups
from relate.services.library import Library
from relate.store.connection import quick_check
from relate.store.problems import DAMAGED

CHECKED = "window.checked_at"
"""When the file was last found whole, UTC ms. Named as the window's: looking at a library does not change it."""
WEEK_MS = 7 * DAY_MS


@dataclass(frozen=True, slots=True)
class Cared:
    """When the newest backup is from, and the sentence to say when the library is damaged."""

    backup_ms: int | None
    problem: str = ""


def care(library: Library, still_wanted: Callable[[], bool] = lambda: True) -> Cared:
    """Once a week look the file through, then make the copy of the day where one is due. Any thread but the window's.

    Of a damaged library no copy is made: it would take the place of a good one.
    """
    backups = Backups(library.path, clock=library.clock)
    now = library.clock()
    problem = ""
    if now - library.settings.get(CHECKED, 0) >= WEEK_MS:
        found = quick_check(library.readers.connection(), still_wanted)
        if found == "ok":
            library.settings.set(CHECKED, now)
        elif found:
            problem = f"{DAMAGED}: quit Relate and start it again, it offers what can be saved."
    if not problem and still_wanted():
        backups.make_daily()
    return Cared(max((copy.made_ms for copy in backups.list()), default=None), problem)
