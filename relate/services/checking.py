"""`relate check`: the library looked through on a copy of its own, so that neither a window nor a reader waits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from relate.domain.changes import ChangeSet, What
from relate.domain.errors import LibraryProblem
from relate.services.library import Library
from relate.services.problems import way_out
from relate.store import backup
from relate.store import check as checks
from relate.store.check import Finding
from relate.store.problems import DAMAGED
from relate.store.writing import Database, open_for_writing

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Finding", "check", "repair"]


def check(library: Path) -> list[Finding]:
    """Everything that is not as it should be; [] when all is well. The library itself is only read.

    Raises LibraryProblem while an import is being written, and when there is no room for the copy.
    """
    copy = library.with_name(f".{library.name}.check-{os.getpid()}")
    try:
        backup.copy(library, copy)
        database = open_for_writing(copy, keep_copy=False)
        try:
            if checks.unfinished(database):
                raise LibraryProblem(
                    "An import is not finished: Relate goes on with it when it is opened; check again afterwards."
                )
            return [_with_way_out(one, library) for one in checks.findings(database)]
        finally:
            database.close()
    finally:
        _remove(copy.with_name(copy.name + end) for end in ("", "-wal", "-shm", "-journal"))


def repair(library: Library) -> list[Finding]:
    """Look the library through and write anew whatever is derived; what was found, before it was mended."""
    found = check(library.path)
    if any(one.derived for one in found):

        def command(database: Database) -> None:
            checks.derive_everything(database)

        library.writer.do(command).result()
        library.changed(ChangeSet(~What.NOTHING, None))
    return found


def _with_way_out(found: Finding, library: Path) -> Finding:
    return Finding(f"{found.says} {way_out(library)}", False) if found.says.startswith(DAMAGED) else found


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
