"""Known problems in words, with the way out that there is. For the window and the command line alike."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from relate.domain.errors import KnownError, LibraryProblem
from relate.services.backups import Backups, Copy
from relate.store import backup
from relate.store.problems import in_words

__all__ = ["good_backup_of_damaged", "in_words", "with_way_out"]


def good_backup_of_damaged(library: Path) -> Copy | None:
    """The backup to offer: the newest good one, when the library itself is not whole. Reads both; not for a paint."""
    if not library.exists() or not backup.is_damaged(library):
        return None
    return Backups(library).newest_good()


def with_way_out(problem: KnownError, library: Path) -> str:
    """The sentence of a problem; of a damaged library with the backup that can take its place."""
    if not isinstance(problem, LibraryProblem):
        return str(problem)
    copy = good_backup_of_damaged(library)
    if copy is None:
        return str(problem)
    made = datetime.fromtimestamp(copy.made_ms / 1000, UTC)
    return f"{problem} The backup of {made:%Y-%m-%d %H:%M} UTC is good: `relate restore` puts it in its place."
