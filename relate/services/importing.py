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
from relate.importers.archive import Archive
from relate.importers.fingerprints import fingerprint
from relate.importers.source import Source, open_sources
from relate.services import downloads, reading_apart, records_apart
from relate.services.answers import Answers, Said
from relate.services.asking import Ask, Asked, answered, recognised, taken_for_granted
from relate.services.backups import Backups, NoRoom
from relate.services.import_job import Cancelled, ImportJob, Share, Tell
from relate.services.readers import Readers
from relate.services.reading_apart import NotRead, ReadingApart
from relate.services.views import (
    Assumed,
    FileReport,
    ImportOutcome,
    ImportReport,
    UndoReport,
    UnknownFile,
)
from relate.services.whose_account import asked_whose, was_called
from relate.services.writer import Writer
from relate.store import applying, imports, index_upkeep, matching, read_before, withdrawing
from relate.store.connection import immediate
from relate.store.staging import Staging
from relate.store.writing import Database

DAY_MS = 86_400_000
KEPT_AFTER_UNDO_DAYS = 30
"""So long an import that was taken back can be brought back without its file."""
_EVERYTHING = (
    What.PEOPLE | What.FACTS | What.TIMELINE | What.TIES | What.IMPORTS | What.HISTORY | What.OWNER | What.SUGGESTIONS
)

T = TypeVar("T")
Reports = list[ImportReport]
Suffixes = list[str]
Conversations = tuple[int, int | None]
Days = dict[int, int]
Granted = list[Assumed]
Numbers = list[int]
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
        answers: Answers,
        going: Callable[[int, frozenset[int]], None] = lambda _import_id, _identities: None,
    ) -> None:
        """going: told of an import that is about to be taken back, and of all identities it knows."""
        self._path = path
        self._going = going
        self._writer = writer
        self._readers = readers
        self._changed = changed
        self._clock = clock
        self._answers = answers
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="import")
        self._jobs: list[ImportJob] = []

    def start(
        self,
        paths: Sequence[Path],
        on_progress: Tell = lambda _progress: None,
        ask: Ask | None = None,
        given: Said = (),
    ) -> ImportJob:
        """Read what was dropped, after what is being read already. on_progress is called on a thread of its own.

        ask: told of each archive that has questions; the job waits for the answer. Without it nobody can be asked, and
        the defaults hold. given: answers to begin with, (question, choice), by their ids or their words.
        """
        job = ImportJob()
        self._jobs = [other for other in self._jobs if not other.future.done()] + [job]
        work = self._read_all(job, tuple(paths), on_progress, given, anybody=ask is not None)
        self._pool.submit(self._go_on, job, work, ask or _nobody, None)
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

    def conversations(self, import_id: int) -> Conversations:
        """How many messages, mails, calls and meetings this import brought, and the instant of the oldest (UTC ms)."""
        return imports.conversations(self._readers.connection(), import_id)

    def contact_days(self, import_id: int, persons: Sequence[int]) -> Days:
        """On how many days each of these people and I were in contact on the network of that import; who never was is
        left out."""
        return imports.contact_days(self._readers.connection(), import_id, persons)

    @staticmethod
    def suffixes() -> Suffixes:
        return sorted({suffix for one in registry.IMPORTERS for suffix in one.suffixes})

    def skipped_rows(self, import_id: int) -> SkippedRows:
        """(file, row, reason, says, as it stood), at most 500."""
        return imports.skipped_rows(self._readers.connection(), import_id)

    def undo(self, import_id: int) -> Future[UndoReport]:
        """Take an import back. The future ends when every panel is right again. What was read alone before and came
        in again with this one is as it was then."""

        def work(database: Database) -> Generator[float, None, UndoReport]:
            return (yield from self._withdraw(database, import_id))

        parts = read_before.taken_in(self._readers.connection(), import_id)
        if not parts:
            return self._writer.do_long(work)

        def run() -> UndoReport:
            # Before it goes: nobody is out of sight in between who is in both.
            self._put_back(parts)
            return self._writer.do_long(work).result()

        return self._pool.submit(run)

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
            self._tell_of_those_gone(database)
            self._changed(ChangeSet(_EVERYTHING, None))

        if imports.unfinished(self._readers.connection()):
            self._writer.do_long(work)

    def let_go(self) -> None:
        """When nothing else is to be done: staged rows that nobody will ask for again go."""
        self._writer.do_long(self._let_go, idle=True)

    def _tell_taken_back(self, database: Database, import_id: int, kind: str = "undo import") -> int | None:
        """The history's step of an import whose rows are gone; an import that never came to light is forgotten."""
        row = imports.one(database, import_id)
        assert row is not None
        if row.step is None:
            self._drop(database, import_id)
            return None
        with immediate(database):
            title = f"Took back: Read {row.title}"
            if kind == read_before.READ_AGAIN:
                title = f"Read again with the rest of it: {row.title}"
            return imports.record_step(database, import_id, kind, title, self._clock(), row.step)

    def _tell_of_those_gone(self, database: Database) -> None:
        """What the history was not told of because of a crash, with the reason it went for."""
        for import_id in imports.taken_back_untold(database):
            again = bool(read_before.told_by(database, import_id))
            self._tell_taken_back(database, import_id, read_before.READ_AGAIN if again else "undo import")

    def _let_go(self, database: Database) -> Generator[object, None, None]:
        """Staged rows that nobody will ask for again: of imports taken back long ago, and of no import at all."""
        yield from index_upkeep.merged(database)
        self._tell_of_those_gone(database)
        for one in read_before.everything(database):
            if one.live and (parts := self._told_again(database, one.id)):  # the program ended before
                yield from self._withdraw_parts(database, one.id, parts)
                self._changed(ChangeSet(_EVERYTHING, None))
        for path in imports.without_import(database, self._path):
            path.unlink(missing_ok=True)
            yield None
        for import_id in imports.not_brought_back(database, self._clock() - KEPT_AFTER_UNDO_DAYS * DAY_MS):
            self._staging(import_id).unlink(missing_ok=True)
            yield None

    # -- one job ----------------------------------------------------------------------------------------------------

    def _go_on(
        self, job: ImportJob, work: Generator[Asked, Said | None, ImportOutcome], ask: Ask, said: Said | None
    ) -> None:
        """Until it is done or has a question; the answer sends it back into the queue."""
        try:
            asked = work.send(said)
        except StopIteration as over:
            job.future.set_result(over.value)
        except BaseException as error:  # noqa: BLE001 - the future carries it to whoever asked
            job.future.set_exception(error)
        else:
            job.wait(lambda answer: _submitted(self._pool, self._go_on, job, work, ask, answer))
            ask(asked)

    def _read_all(
        self, job: ImportJob, paths: tuple[Path, ...], tell: Tell, given: Said, *, anybody: bool
    ) -> Generator[Asked, Said | None, ImportOutcome]:
        sources, strange = open_sources(paths)
        unknown = [UnknownFile(one.name, one.reason) for one in strange]
        done: Reports = []
        told: Numbers = []
        assumed: Granted = []
        parts = downloads.Rest()
        cancelled = False
        try:
            first = recognised(sources, unknown, job.check)
            parts = downloads.rest(first, read_before.everything(self._readers.connection()))
            if parts.files:
                for source in sources:
                    source.close()
                paths = (*paths, *parts.files)
                sources, strange = open_sources(paths)
                unknown = [UnknownFile(one.name, one.reason) for one in strange]
                first = recognised(sources, unknown, job.check)
            database = self._readers.connection()
            first = [asked_whose(database, one) for one in first]
            found, left_out = yield from answered(first, self._answers, given, job.check, anybody=anybody)
            unknown += left_out
            for one in found:
                job.check()
                with reading_apart.begun(paths, sources, one.source, one.archive) as apart:
                    if not done:
                        # Said before: the copy of a large library takes a while.
                        size = one.source.total_bytes(one.archive.members)
                        Share(tell, one.archive.title, size, time.monotonic()).reading(0, 0)
                        self._back_up()
                    done.append(self._read(job, one.source, one.archive, tell, apart))
                assumed += taken_for_granted(one)
                if one.answered:
                    told.append(done[-1].id)
                    self._answers.keep(one.archive, done[-1].id).result()
        except Cancelled:
            cancelled = True
        finally:
            for source in sources:
                source.close()
        return ImportOutcome(
            tuple(done),
            tuple(unknown),
            cancelled,
            tuple(told),
            tuple(assumed),
            tuple(path.name for path in parts.files),
            parts.missing,
        )

    def _back_up(self) -> None:
        """A copy of the library as it is before something comes in, unless there is one of this state.

        Where the disk has no room for it the import goes on: it can be taken back without a copy.
        """
        with suppress(NoRoom):
            Backups(self._path, clock=self._clock).make_before(self._writer.give_way)

    def _read(
        self, job: ImportJob, source: Source, archive: Archive, tell: Tell, apart: ReadingApart | None
    ) -> ImportReport:
        began = time.monotonic()
        share = Share(tell, archive.title, source.total_bytes(archive.members), began)
        share.reading(0, 0)
        sha = " ".join(fingerprint(file) for file in source.files)
        import_id, account = self._quietly(lambda database: self._create(database, source, archive, sha))
        path = self._staging(import_id)
        strangers: Numbers = []
        try:
            try:
                self._stage(job, source, archive, path, share, import_id, apart)
            except NotRead:
                self._stage(job, source, archive, path, share, import_id, None)
            # What a part alone was taken for another account's would stay with that one: it goes before, not after.
            strangers = self._take_in(import_id, not_of=account)
            share.writing("matching", 0.0)
            matching.match(path, self._path, account)
            job.check()
        except BaseException:
            self._quietly(lambda database: self._drop(database, import_id))
            self._put_back(strangers)
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

        try:
            self._writer.do_long(work).result()
        except BaseException:
            self._put_back(strangers)
            raise
        self._take_in(import_id)
        self._changed(ChangeSet(_EVERYTHING, None))
        self._writer.do_long(_tidy, idle=True)
        return self.report(import_id)

    def _take_in(self, import_id: int, not_of: int = 0) -> Numbers:
        """Imports all of whose files this one reads again, with more of the same download, go: what they made of their
        part alone is not what the whole says. not_of: only those of other accounts than this. Gives those that went."""
        parts = self._told_again(self._readers.connection(), import_id, not_of)
        if parts:
            self._writer.do_long(lambda database: self._withdraw_parts(database, import_id, parts)).result()
        return parts

    def _withdraw_parts(self, database: Database, import_id: int, parts: Numbers) -> Generator[float, None, None]:
        for part in parts:
            self._going(part, imports.identities(database, part))
            yield from withdrawing.withdraw(database, part, withdrawing.Withdrawn())
            self._tell_taken_back(database, part, read_before.READ_AGAIN)
            with immediate(database):
                read_before.count_in(database, import_id, part)

    def _put_back(self, parts: Numbers) -> None:
        """What went for an import that goes itself, or did not come in; where its rows are not kept any more, or the
        program ends, it stays away."""
        for part in parts:
            with suppress(KnownError):
                self._bring_back(part, alone=True)

    @staticmethod
    def _told_again(database: Database, import_id: int, not_of: int = 0) -> Numbers:
        row = imports.one(database, import_id)
        if row is None or not downloads.tell_together(row.source):
            return []
        return read_before.told_again(database, import_id, not_of)

    def _quietly(self, command: Callable[[Database], T]) -> T:
        """What an import writes of itself before its rows come: no panel shows it."""
        return self._writer.do(command, shown=False).result()

    def _create(self, database: Database, source: Source, archive: Archive, sha: str) -> tuple[int, int]:
        with immediate(database):
            return imports.create(
                database,
                imports.NewImport(
                    source=archive.source_id,
                    network=archive.network,
                    title=archive.title,
                    path="\n".join(dict.fromkeys(str(path) for path in (source.path, *source.files))),
                    complete=archive.complete,
                    owner=archive.owner,
                    owner_name=next((key.key for key in archive.owner if key.kind == "name"), ""),
                    account_key=account_key(source, archive),
                    unread=archive.unread,
                    started_at=self._clock(),
                    sha=sha,
                    signs=archive.signs,
                    was=was_called(archive),
                ),
            )

    def _stage(
        self,
        job: ImportJob,
        source: Source,
        archive: Archive,
        path: Path,
        share: Share,
        import_id: int,
        apart: ReadingApart | None,
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
            if apart is None:
                self._stage_here(job, source, archive, staging, share)
            else:
                self._stage_from(apart, job, staging, share)
            job.check()
            staging.finish()
            share.reading(staging.rows, share.bytes_total)
            snapshot = archive.snapshot_ms or staging.newest or _modified(archive)
            title = _dated(archive.title, snapshot)
            said = staging.said
        finally:
            staging.close()
        self._quietly(lambda database: _staged(database, import_id, title, snapshot, said))

    def _stage_here(self, job: ImportJob, source: Source, archive: Archive, staging: Staging, share: Share) -> None:
        for count, record in enumerate(registry.importer(archive.source_id).read(source, archive)):
            staging.add(record)
            if count % 500 == 0:
                job.check()
                self._writer.give_way()
                share.reading(staging.rows, source.bytes_read)

    def _stage_from(self, apart: ReadingApart, job: ImportJob, staging: Staging, share: Share) -> None:
        for _, file, bytes_read, told in apart.frames(job.check):
            records_apart.stage(staging, file, told)
            self._writer.give_way()
            share.reading(staging.rows, bytes_read)

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
        self._going(import_id, imports.identities(database, import_id))
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

    def _bring_back(self, import_id: int, *, alone: bool = False) -> ImportReport:
        """alone: as it was before its files were read again with others."""
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
        if not alone:
            self._take_in(import_id)
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
            network=row.network,
            partial=not row.complete and networks.network(row.network).owned,
        )


def _nobody(_asked: Asked) -> None:
    """Is never asked: without somebody to ask the defaults hold."""


def _submitted(pool: ThreadPoolExecutor, function: Callable[..., None], *args: object) -> None:
    """Unless the program ends: then nothing is read any more."""
    with suppress(RuntimeError):
        pool.submit(function, *args)


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


def _staged(database: Database, import_id: int, title: str, snapshot: int | None, said: tuple[int, int] | None) -> None:
    with immediate(database):
        imports.staged(database, import_id, title, snapshot, said)


def _dated(title: str, snapshot: int | None) -> str:
    """ "LinkedIn archive of 20 November 2026": the day is said where the archive's own title does not say it."""
    if snapshot is None or re.search(r" \d{4}$", title):
        return title
    when = datetime.fromtimestamp(snapshot / 1000, UTC)
    return f"{title} of {when.day} {when:%B %Y}"


def _tidy(database: Database) -> Generator[None, None, None]:
    yield from index_upkeep.merged(database)


def account_key(source: Source, archive: Archive) -> str:
    """What tells a book without an owner from others: its one file, wherever that lies, else what it came in; "" for
    archives that have an owner."""
    if networks.network(archive.network).owned:
        return ""
    name = archive.members[0].name if len(archive.members) == 1 else source.title
    return book_name(Path(name).stem)


def _modified(archive: Archive) -> int | None:
    times = [member.modified_ms for member in archive.members if member.modified_ms is not None]
    return max(times, default=None)
