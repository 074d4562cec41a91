"""Reading archives into the library: what was dropped, how far it is, what came of it, and how it is taken back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from relate.domain import networks
from relate.domain.changes import ChangeSet, What
from relate.domain.errors import KnownError
from relate.domain.normalise import book_name
from relate.importers import registry
from relate.importers.archive import Archive, HowTo
from relate.importers.source import Source, open_sources
from relate.services.backups import Backups, NoRoom
from relate.services.import_job import Cancelled, ImportJob, Share, Tell
from relate.services.readers import Readers
from relate.services.views import (
    FileReport,
    ImportOutcome,
    ImportReport,
    SourceAge,
    UndoReport,
    UnknownFile,
)
from relate.services.writer import Writer
from relate.store import applying, imports, index_upkeep, matching, withdrawing
from relate.store.connection import immediate
from relate.store.covers import known_until
from relate.store.staging import Staging
from relate.store.writing import Database

DAY_MS = 86_400_000
OLD_AFTER_DAYS = 30
KEPT_AFTER_UNDO_DAYS = 30
"""So long an import that was taken back can be brought back without its file."""
_EVERYTHING = (
    What.PEOPLE | What.FACTS | What.TIMELINE | What.TIES | What.IMPORTS | What.HISTORY | What.OWNER | What.SUGGESTIONS
)

T = TypeVar("T")
Reports = list[ImportReport]
Ages = list[SourceAge]
HowTos = list[tuple[str, str, HowTo]]
Suffixes = list[str]
SkippedRows = list[tuple[str, int, str, str, str]]


class Imports:
    """The library's imports."""

    def __init__(
        self,
        path: Path,
        writer: Writer,
        readers: Readers,
        changed: Callable[[ChangeSet], None],
        clock: Callable[[], int],
    ) -> None:
        self._path = path
        self._writer = writer
        self._readers = readers
        self._changed = changed
        self._clock = clock
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="import")
        self._jobs: list[ImportJob] = []

    def start(self, paths: Sequence[Path], on_progress: Tell = lambda _progress: None) -> ImportJob:
        """Read what was dropped, after what is being read already. on_progress is called on a thread of its own."""
        job = ImportJob()
        self._jobs = [other for other in self._jobs if not other.future.done()] + [job]
        self._pool.submit(self._run, job, tuple(paths), on_progress)
        return job

    def stop(self) -> None:
        """Stop what is being read, before the writer is closed."""
        for job in self._jobs:
            job.stop()

    def close(self) -> None:
        """Wait until nothing is read any more, after the writer was closed."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def list(self) -> Reports:
        """All imports, newest first."""
        database = self._readers.connection()
        return [self._report(database, row) for row in imports.everything(database)]

    def report(self, import_id: int) -> ImportReport:
        """Raises KnownError when there is no such import."""
        database = self._readers.connection()
        row = imports.one(database, import_id)
        if row is None:
            raise KnownError(f"There is no import {import_id} in this library.")
        return self._report(database, row)

    def sources(self) -> Ages:
        """How far each network is known; those not refreshed for 30 days are old."""
        now = self._clock()
        found = []
        for network, until in known_until(self._readers.connection()):
            age = max(0, (now - until) // DAY_MS)
            found.append(SourceAge(network, networks.network(network).title, until, age, age > OLD_AFTER_DAYS))
        return found

    @staticmethod
    def how_tos() -> HowTos:
        """(title, icon, steps) of each source that says how its archive is got, LinkedIn first."""
        sources = sorted(registry.IMPORTERS, key=lambda one: networks.place(one.network))
        return [(one.title, one.icon, one.how_to) for one in sources if one.how_to is not None]

    @staticmethod
    def how_to(network: str) -> HowTo | None:
        """How an archive of a network is got, as `sources` names it; None where nothing is known of that."""
        return next((one.how_to for one in registry.IMPORTERS if one.network == network), None)

    @staticmethod
    def suffixes() -> Suffixes:
        return sorted({suffix for one in registry.IMPORTERS for suffix in one.suffixes})

    def skipped_rows(self, import_id: int) -> SkippedRows:
        """(file, row, reason, says, as it stood), at most 500."""
        return imports.skipped_rows(self._readers.connection(), import_id)

    def undo(self, import_id: int) -> Future[UndoReport]:
        """Take an import back. The future ends when every panel is right again."""

        def work(database: Database) -> Generator[float, None, UndoReport]:
            return (yield from self._withdraw(database, import_id))

        return self._writer.do_long(work)

    def redo(self, import_id: int) -> Future[ImportReport]:
        """Bring back an import that was undone, from its kept rows."""
        result: Future[ImportReport] = Future()

        def run() -> None:
            try:
                result.set_result(self._bring_back(import_id))
            except BaseException as error:  # noqa: BLE001 - the future carries it to whoever asked
                result.set_exception(error)

        self._pool.submit(run)
        return result

    def mend(self) -> None:
        """Finish or withdraw what a crash left in the middle; called once when the library is opened."""

        def work(database: Database) -> Generator[float, None, None]:
            for import_id, state in imports.unfinished(database):
                if state == "staged":
                    with immediate(database):
                        imports.forget(database, import_id)
                    self._staging(import_id).unlink(missing_ok=True)
                elif state == "settling":
                    yield from applying.settle(database, import_id)
                elif state in ("leaving", "withdrawing"):
                    yield from withdrawing.withdraw(database, import_id, withdrawing.Withdrawn())
                elif not self._staging(import_id).exists():
                    # A copy made meanwhile was put back, or the library came without its folder: what came in goes,
                    # for it would be hidden for ever.
                    yield from withdrawing.withdraw(database, import_id, withdrawing.Withdrawn())
                    with immediate(database):
                        imports.forget(database, import_id)
                else:
                    yield from self._write(database, import_id, Share(lambda _progress: None, "", 0, 0.0))
            for import_id in imports.taken_back_untold(database):
                self._tell_taken_back(database, import_id)
            self._changed(ChangeSet(_EVERYTHING, None))

        if imports.unfinished(self._readers.connection()):
            self._writer.do_long(work)

    def let_go(self) -> None:
        """When nothing else is to be done: staged rows that nobody will ask for again go."""
        self._writer.do_long(self._let_go, idle=True)

    def _tell_taken_back(self, database: Database, import_id: int) -> int | None:
        """The history's step of an import whose rows are gone; an import that never came to light is forgotten."""
        row = imports.one(database, import_id)
        assert row is not None
        if row.step is None:
            self._drop(database, import_id)
            return None
        with immediate(database):
            return imports.record_step(
                database, import_id, "undo import", f"Took back: Read {row.title}", self._clock(), row.step
            )

    def _let_go(self, database: Database) -> Generator[None, None, None]:
        """Staged rows that nobody will ask for again: of imports taken back long ago, and of no import at all."""
        if index_upkeep.is_held_off(database):
            yield from index_upkeep.merged(database)
        for import_id in imports.taken_back_untold(database):
            self._tell_taken_back(database, import_id)
        for path in imports.without_import(database, self._path):
            path.unlink(missing_ok=True)
            yield
        for import_id in imports.not_brought_back(database, self._clock() - KEPT_AFTER_UNDO_DAYS * DAY_MS):
            self._staging(import_id).unlink(missing_ok=True)
            yield

    # -- one job ----------------------------------------------------------------------------------------------------

    def _run(self, job: ImportJob, paths: tuple[Path, ...], tell: Tell) -> None:
        try:
            job.future.set_result(self._read_all(job, paths, tell))
        except BaseException as error:  # noqa: BLE001 - the future carries it to whoever asked
            job.future.set_exception(error)

    def _read_all(self, job: ImportJob, paths: tuple[Path, ...], tell: Tell) -> ImportOutcome:
        sources, strange = open_sources(paths)
        unknown = [UnknownFile(one.name, one.reason) for one in strange]
        done: list[ImportReport] = []
        cancelled = False
        try:
            for source in sources:
                try:
                    archives, others = registry.recognise(source)
                except KnownError as error:
                    unknown.append(UnknownFile(source.title, str(error)))
                    continue
                unknown += [UnknownFile(one.name, one.reason) for one in others]
                for archive in archives:
                    if not done:
                        # Said before: the copy of a large library takes a while.
                        Share(tell, archive.title, source.total_bytes(archive.members), time.monotonic()).reading(0, 0)
                        self._back_up()
                    report = self._read(job, source, archive, tell)
                    done.append(report)
        except Cancelled:
            cancelled = True
        finally:
            for source in sources:
                source.close()
        return ImportOutcome(tuple(done), tuple(unknown), cancelled)

    def _back_up(self) -> None:
        """A copy of the library as it is before something comes in, unless there is one of this state.

        Where the disk has no room for it the import goes on: it can be taken back without a copy.
        """
        with suppress(NoRoom):
            Backups(self._path, clock=self._clock).make_before()

    def _read(self, job: ImportJob, source: Source, archive: Archive, tell: Tell) -> ImportReport:
        began = time.monotonic()
        share = Share(tell, archive.title, source.total_bytes(archive.members), began)
        share.reading(0, 0)
        import_id, account = self._quietly(lambda database: self._create(database, source, archive))
        path = self._staging(import_id)
        try:
            self._stage(job, source, archive, path, share, import_id)
            share.writing("matching", 0.0)
            matching.match(path, self._path, account)
            job.check()
        except BaseException:
            self._quietly(lambda database: self._drop(database, import_id))
            raise

        def work(database: Database) -> Generator[float, None, None]:
            with immediate(database):
                imports.set_state(database, import_id, "applying")
            stopped = False
            for done in self._write(database, import_id, share):
                if job.cancelled and imports.one(database, import_id).state == "applying":  # type: ignore[union-attr]
                    stopped = True
                    break
                yield done
            if stopped:
                yield from withdrawing.withdraw(database, import_id, withdrawing.Withdrawn())
                with immediate(database):
                    imports.forget(database, import_id)
                path.unlink(missing_ok=True)
                raise Cancelled
            with immediate(database):
                imports.finished(database, import_id, time.monotonic() - began)

        self._writer.do_long(work).result()
        self._changed(ChangeSet(_EVERYTHING, None))
        self._writer.do_long(_tidy, idle=True)
        return self.report(import_id)

    def _quietly(self, command: Callable[[Database], T]) -> T:
        """What an import writes of itself before its rows come: no panel shows it."""
        return self._writer.do(command, shown=False).result()

    def _create(self, database: Database, source: Source, archive: Archive) -> tuple[int, int]:
        owned = networks.network(archive.network).owned
        with immediate(database):
            return imports.create(
                database,
                imports.NewImport(
                    source=archive.source_id,
                    network=archive.network,
                    title=archive.title,
                    path=str(source.path),
                    complete=archive.complete,
                    owner=archive.owner,
                    owner_name=next((key.key for key in archive.owner if key.kind == "name"), ""),
                    account_key="" if owned else book_name(Path(source.title).stem),
                    unread=archive.unread,
                    started_at=self._clock(),
                ),
            )

    def _stage(
        self, job: ImportJob, source: Source, archive: Archive, path: Path, share: Share, import_id: int
    ) -> None:
        path.unlink(missing_ok=True)
        staging = Staging(path)

        def watched() -> None:
            job.check()
            share.reading(staging.rows, source.bytes_read)

        source.watched = watched
        try:
            for key in archive.owner:
                staging.add_owner(key, archive.title)
            for count, record in enumerate(registry.importer(archive.source_id).read(source, archive)):
                staging.add(record)
                if count % 500 == 0:
                    job.check()
                    self._writer.give_way()
                    share.reading(staging.rows, source.bytes_read)
            job.check()
            staging.finish()
            share.reading(staging.rows, source.bytes_read)
            snapshot = archive.snapshot_ms or staging.newest or _modified(archive)
            title = _dated(archive.title, snapshot)
            oldest, newest = staging.oldest, staging.newest
        finally:
            staging.close()
        self._quietly(lambda database: _staged(database, import_id, title, snapshot, oldest, newest))

    def _drop(self, database: Database, import_id: int) -> None:
        with immediate(database):
            imports.forget(database, import_id)
        self._staging(import_id).unlink(missing_ok=True)

    def _write(self, database: Database, import_id: int, share: Share) -> Generator[float, None, None]:
        """From a matched staging file to a live import; the step of the journal is written when it comes to light."""
        row = imports.one(database, import_id)
        assert row is not None
        job = applying.Applying(import_id, row.account, row.snapshot_at or row.started_at)
        touched = yield from _told(applying.apply(database, self._staging(import_id), job), share)
        with immediate(database):
            applying.show(database, import_id)
            taken_back = imports.last_undo(database, import_id)
            title = f"Read {row.title}" if taken_back is None else f"Did again: Read {row.title}"
            imports.record_step(database, import_id, "import", title, self._clock(), taken_back)
        for done in applying.settle(database, import_id, touched):
            share.writing("settling", done)
            yield done

    def _withdraw(self, database: Database, import_id: int) -> Generator[float, None, UndoReport]:
        row = imports.one(database, import_id)
        if row is None or row.state != "live":
            raise KnownError("This import is not in the library any more.")
        into = withdrawing.Withdrawn()
        yield from withdrawing.withdraw(database, import_id, into)
        step = self._tell_taken_back(database, import_id)
        self._changed(ChangeSet(_EVERYTHING, None, step))
        self._writer.do_long(_tidy, idle=True)
        gone = tuple(
            (count, words)
            for count, words in ((into.people, "people"), (into.interactions, "rows of the timeline"))
            if count
        )
        return UndoReport(row.title, gone, tuple(into.kept))

    def _bring_back(self, import_id: int) -> ImportReport:
        row = imports.one(self._readers.connection(), import_id)
        path = self._staging(import_id)
        if row is None or row.state != "undone" or not path.exists():
            raise KnownError("The rows of this import are not kept any more: drop its file again.")
        matching.match(path, self._path, row.account)

        def work(database: Database) -> Generator[float, None, None]:
            with immediate(database):
                imports.set_state(database, import_id, "applying")
            yield from self._write(database, import_id, Share(lambda _progress: None, row.title, 0, 0.0))

        self._writer.do_long(work).result()
        self._changed(ChangeSet(_EVERYTHING, None))
        self._writer.do_long(_tidy, idle=True)
        return self.report(import_id)

    def _staging(self, import_id: int) -> Path:
        return imports.staging_path(self._path, import_id)

    @staticmethod
    def _report(database: Database, row: imports.ImportRow) -> ImportReport:
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
            state="undone"
            if row.state in ("leaving", "withdrawing")
            else "live"
            if row.state == "settling"
            else row.state,
            at_ms=row.started_at,
        )


def _told(work: Generator[float, None, set[int]], share: Share) -> Generator[float, None, set[int]]:
    """The same work, its progress told on the way."""
    try:
        while True:
            done = next(work)
            share.writing("writing", done * 0.9)
            yield done
    except StopIteration as over:
        touched: set[int] = over.value
        return touched
    finally:
        work.close()


def _staged(
    database: Database, import_id: int, title: str, snapshot: int | None, oldest: int | None, newest: int | None
) -> None:
    with immediate(database):
        imports.staged(database, import_id, title, snapshot, oldest, newest)


def _dated(title: str, snapshot: int | None) -> str:
    """ "LinkedIn archive of 20 November 2026": the day is said where the archive's own title does not say it."""
    if snapshot is None or re.search(r" \d{4}$", title):
        return title
    when = datetime.fromtimestamp(snapshot / 1000, UTC)
    return f"{title} of {when.day} {when:%B %Y}"


def _tidy(database: Database) -> Generator[None, None, None]:
    yield from index_upkeep.merged(database)


def _modified(archive: Archive) -> int | None:
    times = [member.modified_ms for member in archive.members if member.modified_ms is not None]
    return max(times, default=None)
