"""Reading archives into the library: what was dropped, how far it is, what came of it, and how it is taken back."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from relate.domain import networks
from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.domain.normalise import book_name
from relate.importers.archive import Archive, ReadForOwner
from relate.importers.source import Source
from relate.services import cycles, downloads, import_reports, reading_apart
from relate.services.answers import Answers, Said
from relate.services.asking import Ask, Asked, Found, answered, may_ask, recognised, taken_for_granted
from relate.services.backups import Backups, NoRoom
from relate.services.dropped import Dropped
from relate.services.import_job import Cancelled, ImportJob, Share, Tell
from relate.services.import_life import EVERYTHING, ImportLife
from relate.services.import_views import (
    Assumed,
    ImportOutcome,
    ImportReport,
    UndoReport,
    UnknownFile,
)
from relate.services.kept_parts import keep_parts
from relate.services.readers import Readers
from relate.services.reading_apart import Expected, NotRead, ReadingApart
from relate.services.staged_archive import Staged, stage
from relate.services.whose_account import asked_whose, was_called
from relate.services.writer import Writer
from relate.store import imports, matching, read_before, read_for, withdrawing
from relate.store.connection import immediate
from relate.store.writing import Database

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
        self._life = ImportLife(path, writer, readers, changed, clock, going)
        self._writer = writer
        self._readers = readers
        self._changed = changed
        self._clock = clock
        self._answers = answers
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="import")
        self._jobs: list[ImportJob] = []
        self._expected = Expected()

    def start(
        self,
        paths: Sequence[Path],
        on_progress: Tell = lambda _progress: None,
        ask: Ask | None = None,
        given: Said = (),
        *,
        knowing: bool = False,
    ) -> ImportJob:
        """Read what was dropped, after what is being read already. on_progress is called on a thread of its own.

        ask: told of each archive that has questions; the job waits for the answer. Without it nobody can be asked, and
        the defaults hold. given: answers to begin with, (question, choice), by their ids or their words.
        knowing: read with what all archives tell of the owner's addresses, not with the user's word alone: the order in
        which archives come must not matter, but here it is the user who wants them read again.
        """
        job = ImportJob()
        self._jobs = [other for other in self._jobs if not other.future.done()] + [job]
        work = self._read_all(job, tuple(paths), on_progress, given, anybody=ask is not None, knowing=knowing)
        self._pool.submit(self._go_on, job, work, ask or _nobody, None)
        return job

    def expect(self, paths: Sequence[Path]) -> None:
        """These files may be dropped soon, or others if there are none: what reading them needs is loaded. Takes a
        while."""
        self._expected.start(paths)
        from relate.importers import registry  # noqa: F401 - loads every importer

    def stop(self) -> None:
        """Stop what is being read, before the writer is closed."""
        for job in self._jobs:
            job.stop()

    def close(self) -> None:
        """Wait until nothing is read any more, after the writer was closed."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._expected.close()

    def list(self) -> Reports:
        """All imports, newest first."""
        database = self._readers.connection()
        return [import_reports.report(database, row) for row in imports.everything(database)]

    def report(self, import_id: int) -> ImportReport:
        """Raises KnownError when there is no such import."""
        database = self._readers.connection()
        row = imports.one(database, import_id)
        if row is None:
            raise KnownError(f"There is no import {import_id} in this library.")
        return import_reports.report(database, row)

    def conversations(self, import_id: int) -> Conversations:
        """How many messages, mails, calls and meetings this import brought, and the instant of the oldest (UTC ms)."""
        return imports.conversations(self._readers.connection(), import_id)

    def contact_days(self, import_id: int, persons: Sequence[int]) -> Days:
        """On how many days each of these people and I were in contact on the network of that import; who never was is
        left out."""
        return imports.contact_days(self._readers.connection(), import_id, persons)

    @staticmethod
    def suffixes() -> Suffixes:
        from relate.importers import registry  # loads every importer

        return sorted({suffix for one in registry.IMPORTERS for suffix in one.suffixes})

    def skipped_rows(self, import_id: int) -> SkippedRows:
        """(file, row, reason, says, as it stood), at most 500."""
        return imports.skipped_rows(self._readers.connection(), import_id)

    def undo(self, import_id: int) -> Future[UndoReport]:
        """Take an import back. The future ends when every panel is right again. What was read alone before and came
        in again with this one is as it was then."""

        def work(database: Database) -> Generator[float, None, UndoReport]:
            return (yield from self._life.withdraw(database, import_id))

        parts = read_before.taken_in(self._readers.connection(), import_id)
        if not parts:
            return self._writer.do_long(work)

        def run() -> UndoReport:
            # Before it goes: nobody is out of sight in between who is in both.
            self._life.put_back(parts)
            return self._writer.do_long(work).result()

        return self._pool.submit(run)

    def redo(self, import_id: int) -> Future[ImportReport]:
        """Bring back an import that was undone, from its kept rows."""
        result: Future[ImportReport] = Future()

        def run() -> None:
            try:
                result.set_result(self._again(import_id))
            except BaseException as error:  # noqa: BLE001 - the future carries it to whoever asked
                result.set_exception(error)

        self._pool.submit(run)
        return result

    def mend(self) -> None:
        """Finish or withdraw what a crash left in the middle; called once when the library is opened."""
        if imports.unfinished(self._readers.connection()):
            self._writer.do_long(self._life.mend)

    def let_go(self) -> None:
        """When nothing else is to be done: staged rows that nobody will ask for again go."""
        self._writer.do_long(self._life.let_go, idle=True)

    def _again(self, import_id: int) -> ImportReport:
        self._life.bring_back(import_id)
        return self.report(import_id)

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
        self, job: ImportJob, paths: tuple[Path, ...], tell: Tell, given: Said, *, anybody: bool, knowing: bool
    ) -> Generator[Asked, Said | None, ImportOutcome]:
        dropped = Dropped(paths)
        done: Reports = []
        told: Numbers = []
        assumed: Granted = []
        parts = downloads.Rest()
        cancelled = False
        with reading_apart.ready(paths, self._expected) as waiting:
            sources, strange = dropped.opened()
            unknown = [UnknownFile(one.name, one.reason) for one in strange]
            try:
                first = recognised(sources, unknown, job.check)
                before = read_before.everything(self._readers.connection())
                parts = downloads.rest(first, before, self._life.staging)
                if parts.files or parts.kept:
                    for source in sources:
                        source.close()
                    dropped = Dropped((*paths, *parts.files), parts.kept)
                    sources, strange = dropped.opened()
                    unknown = [UnknownFile(one.name, one.reason) for one in strange]
                    first = recognised(sources, unknown, job.check)
                database = self._readers.connection()
                first = [asked_whose(database, one) for one in first]
                if anybody and may_ask(first):
                    waiting.let_go()  # an answer may take hours
                found, left_out = yield from answered(first, self._answers, given, job.check, anybody=anybody)
                unknown += left_out
                for one in map(self._for_owner(knowing=knowing), found):
                    job.check()
                    with (
                        reading_apart.begun(dropped, sources, one.source, one.archive, waiting) as apart,
                        cycles.looked_for_less_often(),
                    ):
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
            parts.names,
            parts.missing,
        )

    def _for_owner(self, *, knowing: bool) -> Callable[[Found], Found]:
        """Tells archives what is known of the owner's addresses, where that matters to them."""
        from relate.importers import registry

        database = self._readers.connection()
        said = read_for.known(database) if knowing else read_for.said_by_user(database)

        def told(one: Found) -> Found:
            if not isinstance(registry.importer(one.archive.source_id), ReadForOwner):
                return one
            return replace(one, archive=one.archive._replace(owner_said=said))

        return told

    def _back_up(self) -> None:
        """A copy of the library as it is before something comes in, unless there is one of this state.

        Where the disk has no room for it the import goes on: it can be taken back without a copy.
        """
        with suppress(NoRoom), self._writer.without_idle_work():
            Backups(self._path, clock=self._clock).make_before(self._writer.give_way)

    def _read(
        self, job: ImportJob, source: Source, archive: Archive, tell: Tell, apart: ReadingApart | None
    ) -> ImportReport:
        began = time.monotonic()
        share = Share(tell, archive.title, source.total_bytes(archive.members), began)
        share.reading(0, 0)
        sha = " ".join(source.fingerprints())
        import_id, account = self._quietly(lambda database: self._create(database, source, archive, sha))
        path = self._life.staging(import_id)
        strangers: Numbers = []
        try:
            is_book = not networks.network(archive.network).owned
            cards = matching.known_cards(self._readers.connection(), account) if is_book else frozenset()
            try:
                staged = stage(job, source, archive, path, share, apart, self._writer.give_way, cards)
            except NotRead:
                staged = stage(job, source, archive, path, share, None, self._writer.give_way, cards)
            if downloads.tell_together(archive.source_id):
                before = read_before.everything(self._readers.connection())
                keep_parts(path, source, archive, before, self._life.staging)
            self._quietly(lambda database: _note(database, import_id, staged))
            # What a part alone was taken for another account's would stay with that one: it goes before, not after.
            strangers = self._life.take_in(import_id, not_of=account)
            share.writing("matching", 0.0)
            matching.match(path, self._path, account, self._writer.give_way)
            job.check()
        except BaseException:
            self._quietly(lambda database: self._life.drop(database, import_id))
            self._life.put_back(strangers)
            raise

        def work(database: Database) -> Generator[float, None, None]:
            with immediate(database):
                imports.set_state(database, import_id, "applying")
            stopped = False
            for done in self._life.write(database, import_id, share):
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
            self._life.put_back(strangers)
            raise
        self._life.take_in(import_id)
        self._changed(ChangeSet(EVERYTHING, None))
        self._life.tidy()
        return self.report(import_id)

    def _quietly(self, command: Callable[[Database], T]) -> T:
        """What an import writes of itself before its rows come: no panel shows it."""
        return self._writer.do(command, shown=False).result()

    def _create(self, database: Database, source: Source, archive: Archive, sha: str) -> tuple[int, int]:
        with immediate(database):
            made = imports.create(
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
            read_for.keep(database, made[0], archive.owner_said)
            return made


def _nobody(_asked: Asked) -> None:
    """Is never asked: without somebody to ask the defaults hold."""


def _submitted(pool: ThreadPoolExecutor, function: Callable[..., None], *args: object) -> None:
    """Unless the program ends: then nothing is read any more."""
    with suppress(RuntimeError):
        pool.submit(function, *args)


def _note(database: Database, import_id: int, staged: Staged) -> None:
    with immediate(database):
        imports.staged(database, import_id, *staged)


def account_key(source: Source, archive: Archive) -> str:
    """What tells a book without an owner from others: its one file, wherever that lies, else what it came in; "" for
    archives that have an owner."""
    if networks.network(archive.network).owned:
        return ""
    name = archive.members[0].name if len(archive.members) == 1 else source.title
    return book_name(Path(name).stem)
