"""Known problems in words, with the way out that there is. For the window and the command line alike."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from relate.domain.errors import KnownError, LibraryProblem
from relate.services.backups import Backups
from relate.store import backup
from relate.store.problems import in_words

__all__ = ["in_words", "is_damaged", "way_out", "with_way_out"]


def is_damaged(library: Path) -> bool:
    """Whether there is a library that is not whole. Reads it; not for a paint."""
    return library.exists() and backup.is_damaged(library)


def with_way_out(problem: KnownError, library: Path) -> str:
    """The sentence of a problem; of a damaged library with what can take its place."""
    if not isinstance(problem, LibraryProblem) or not is_damaged(library):
        return str(problem)
    return f"{problem} {way_out(library)}"


def way_out(library: Path) -> str:
    """What can take the place of a damaged library, from the terminal."""
    recover = "`relate restore --recover` recovers what can still be read of it."
    copy = Backups(library).newest_good()
    if copy is None:
        return recover
    made = datetime.fromtimestamp(copy.made_ms / 1000, UTC)
    return f"The backup of {made:%Y-%m-%d %H:%M} UTC is good: `relate restore` puts it in its place; {recover}"
