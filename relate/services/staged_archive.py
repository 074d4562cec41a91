"""An archive is read into its staging file: every row of it, before anything of it comes into the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from relate.importers.archive import Archive
from relate.importers.source import Source
from relate.services import records_apart
from relate.services.import_job import ImportJob, Share
from relate.services.reading_apart import ReadingApart
from relate.store.staging import Staging

GiveWay = Callable[[], object]


class Staged(NamedTuple):
    """What is known of an archive once it is read.

    title: with its day. snapshot: up to when it tells, UTC ms. said: when in it somebody first and last says something,
    UTC ms.
    """

    title: str
    snapshot: int | None
    said: tuple[int, int] | None


def stage(
    job: ImportJob,
    source: Source,
    archive: Archive,
    path: Path,
    share: Share,
    apart: ReadingApart | None,
    give_way: GiveWay,
    known_cards: Container[str],
) -> Staged:
    """Write every row of an archive, read here or by another process, into a new staging file.

    Raises Cancelled, and NotRead where the other process cannot. give_way: called now and then; it may take a while.
    known_cards: the keys of those that the library knows, where the archive is a book of cards.
    """
    path.unlink(missing_ok=True)
    staging = Staging(path, known_cards)

    def watched() -> None:
        job.check()
        share.reading(staging.rows, source.bytes_read)

    source.watched = watched
    try:
        for key in archive.owner:
            staging.add_owner(key, archive.title)
        if apart is None:
            _read_here(job, source, archive, staging, share, give_way)
        else:
            _take_from(apart, job, staging, share, give_way)
        job.check()
        staging.finish()
        share.reading(staging.rows, share.bytes_total)
        snapshot = archive.snapshot_ms or staging.newest or _modified(archive)
        return Staged(_dated(archive.title, snapshot), snapshot, staging.said)
    finally:
        staging.close()


def _read_here(
    job: ImportJob, source: Source, archive: Archive, staging: Staging, share: Share, give_way: GiveWay
) -> None:
    from relate.importers import registry  # loads every importer

    for count, record in enumerate(registry.importer(archive.source_id).read(source, archive)):
        staging.add(record)
        if count % 500 == 0:
            job.check()
            give_way()
            share.reading(staging.rows, source.bytes_read)


def _take_from(apart: ReadingApart, job: ImportJob, staging: Staging, share: Share, give_way: GiveWay) -> None:
    for _, file, bytes_read, told in apart.frames(job.check):
        records_apart.stage(staging, file, told)
        give_way()
        share.reading(staging.rows, bytes_read)


def _dated(title: str, snapshot: int | None) -> str:
    """ "LinkedIn archive of 20 November 2026": the day is said where the archive's own title does not say it."""
    if snapshot is None or re.search(r" \d{4}$", title):
        return title
    when = datetime.fromtimestamp(snapshot / 1000, UTC)
    return f"{title} of {when.day} {when:%B %Y}"


def _modified(archive: Archive) -> int | None:
    times = [member.modified_ms for member in archive.members if member.modified_ms is not None]
    return max(times, default=None)
