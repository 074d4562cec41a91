"""What came of an import, file by file."""

from __future__ import annotations

from relate.domain import networks
from relate.services.import_views import FileReport, ImportReport
from relate.store import imports
from relate.store.writing import Database


def report(database: Database, row: imports.ImportRow) -> ImportReport:
    """What came of an import, as the pages show it."""
    return ImportReport(
        id=row.id,
        source=row.source,
        title=row.title,
        snapshot_ms=row.snapshot_at,
        files=tuple(
            FileReport(f.name, f.rows, f.new, f.matched, f.updated, f.unchanged, f.skipped, f.reasons)
            for f in imports.files(database, row.id)
        ),
        unread=row.unread,
        people_new=row.people_new,
        people_matched=row.people_matched,
        interactions_new=row.interactions_new,
        seconds=row.seconds,
        step=row.step,
        first=row.first,
        state="undone" if row.state in ("leaving", "withdrawing") else "live" if row.state == "settling" else row.state,
        at_ms=row.started_at,
        network=row.network,
        partial=not row.complete and networks.network(row.network).owned,
    )
