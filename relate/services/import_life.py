"""What becomes of an import once its rows are staged: it comes to light, is taken back, comes again, and is let go."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from relate.domain.changes import ChangeSet, What
from relate.domain.errors import KnownError
from relate.services import downloads
from relate.services.import_job import Share
from relate.services.import_views import UndoReport
from relate.services.readers import Readers
from relate.services.writer import Writer
from relate.store import applying, imports, index_upkeep, matching, read_before, withdrawing
from relate.store.connection import immediate
from relate.store.writing import Database

DAY_MS = 86_400_000
KEPT_AFTER_UNDO_DAYS = 30
"""So long an import that was taken back can be brought back without its file."""
EVERYTHING: Final = (
    What.PEOPLE | What.FACTS | What.TIMELINE | What.TIES | What.IMPORTS | What.HISTORY | What.OWNER | What.SUGGESTIONS
)
"""What an import that comes or goes changes."""


class ImportLife:
    """Works on the writer's thread, in chunks; what is called there takes the database, what waits for it does not."""

    def __init__(
        self,
        path: Path,
        writer: Writer,
        readers: Readers,
        changed: Callable[[ChangeSet], None],
        clock: Callable[[], int],
        going: Callable[[int, frozenset[int]], None],
    ) -> None:
        """going: told of an import that is about to be taken back, and of all identities it knows."""
        self._path = path
        self._writer = writer
        self._readers = readers
        self._changed = changed
        self._clock = clock
        self._going = going

    def write(self, database: Database, import_id: int, share: Share) -> Generator[float, None, None]:
        """From a matched staging file to a live import; the step of the journal is written when it comes to light."""
        row = imports.one(database, import_id)
        assert row is not None
        job = applying.Applying(import_id, row.account, row.snapshot_at or row.started_at)
        touched = yield from _told(applying.apply(database, self.staging(import_id), job), share)
        with immediate(database):
            applying.show(database, import_id)
            taken_back = imports.last_undo(database, import_id)
            title = f"Read {row.title}" if taken_back is None else f"Did again: Read {row.title}"
            imports.record_step(database, import_id, "import", title, self._clock(), taken_back)
        for done in applying.settle(database, self.staging(import_id), import_id, touched):
            share.writing("settling", done)
            yield done

    def withdraw(self, database: Database, import_id: int) -> Generator[float, None, UndoReport]:
        """Take a live import back; what went of it, and what stayed and why. Raises KnownError where it is none."""
        row = imports.one(database, import_id)
        if row is None or row.state != "live":
            raise KnownError("This import is not in the library any more.")
        into = withdrawing.Withdrawn()
        self._going(import_id, imports.identities(database, import_id))
        yield 0.0
        yield from withdrawing.withdraw(database, import_id, into)
        step = self._tell_taken_back(database, import_id)
        self._changed(ChangeSet(EVERYTHING, None, step))
        self.tidy()
        gone = tuple(
            (count, words)
            for count, words in ((into.people, "people"), (into.interactions, "rows of the timeline"))
            if count
        )
        return UndoReport(row.title, gone, tuple(into.kept))

    def bring_back(self, import_id: int, *, alone: bool = False) -> None:
        """An import that was taken back comes again, out of its kept rows. Raises KnownError where they are gone.

        alone: as it was before its files were read again with others.
        """
        row = imports.one(self._readers.connection(), import_id)
        path = self.staging(import_id)
        if row is None or row.state != "undone" or not path.exists():
            raise KnownError("The rows of this import are not kept any more: drop its file again.")
        matching.match(path, self._path, row.account, self._writer.give_way)

        def work(database: Database) -> Generator[float, None, None]:
            with immediate(database):
                imports.set_state(database, import_id, "applying")
            yield from self.write(database, import_id, Share(lambda _progress: None, row.title, 0, 0.0))

        self._writer.do_long(work).result()
        if not alone:
            self.take_in(import_id)
        self._changed(ChangeSet(EVERYTHING, None))
        self.tidy()

    def take_in(self, import_id: int, not_of: int = 0) -> list[int]:
        """Imports all of whose files this one reads again, with more of the same download, go: what they made of their
        part alone is not what the whole says. not_of: only those of other accounts than this. Gives those that went."""
        parts = self._told_again(self._readers.connection(), import_id, not_of)
        if parts:
            self._writer.do_long(lambda database: self._withdraw_parts(database, import_id, parts)).result()
        return parts

    def _withdraw_parts(self, database: Database, import_id: int, parts: list[int]) -> Generator[float, None, None]:
        for part in parts:
            self._going(part, imports.identities(database, part))
            yield from withdrawing.withdraw(database, part, withdrawing.Withdrawn())
            self._tell_taken_back(database, part, read_before.READ_AGAIN)
            with immediate(database):
                read_before.count_in(database, import_id, part)

    def put_back(self, parts: list[int]) -> None:
        """What went for an import that goes itself, or did not come in; where its rows are not kept any more, or the
        program ends, it stays away."""
        for part in parts:
            with suppress(KnownError):
                self.bring_back(part, alone=True)

    @staticmethod
    def _told_again(database: Database, import_id: int, not_of: int = 0) -> list[int]:
        row = imports.one(database, import_id)
        if row is None:
            return []
        again = read_before.told_again(database, import_id, not_of)
        otherwise = read_before.read_otherwise(database, import_id, not_of)
        if not again and not otherwise:  # asked first: to ask what kind of source it is loads every importer
            return []
        if downloads.tell_together(row.source):
            return again
        return otherwise if downloads.read_for_owner(row.source) else []

    def mend(self, database: Database) -> Generator[float, None, None]:
        """Finish or withdraw what a crash left in the middle."""
        for import_id, state in imports.unfinished(database):
            if state == "staged":
                with immediate(database):
                    imports.forget(database, import_id)
                self.staging(import_id).unlink(missing_ok=True)
            elif state == "settling":
                yield from applying.settle(database, self.staging(import_id), import_id)
            elif state in ("leaving", "withdrawing"):
                yield from withdrawing.withdraw(database, import_id, withdrawing.Withdrawn())
            elif not self.staging(import_id).exists():
                # A copy made meanwhile was put back, or the library came without its folder: what came in goes,
                # for it would be hidden for ever.
                yield from withdrawing.withdraw(database, import_id, withdrawing.Withdrawn())
                with immediate(database):
                    imports.forget(database, import_id)
            else:
                yield from self.write(database, import_id, Share(lambda _progress: None, "", 0, 0.0))
        self._tell_of_those_gone(database)
        self._changed(ChangeSet(EVERYTHING, None))

    def let_go(self, database: Database) -> Generator[object, None, None]:
        """Staged rows that nobody will ask for again: of imports taken back long ago, and of no import at all."""
        yield from index_upkeep.merged(database, self._readers.unnoticed)
        self._tell_of_those_gone(database)
        for one in read_before.everything(database):
            if one.live and (parts := self._told_again(database, one.id)):  # the program ended before
                yield from self._withdraw_parts(database, one.id, parts)
                self._changed(ChangeSet(EVERYTHING, None))
        for path in imports.without_import(database, self._path):
            path.unlink(missing_ok=True)
            yield None
        for import_id in imports.not_brought_back(database, self._clock() - KEPT_AFTER_UNDO_DAYS * DAY_MS):
            self.staging(import_id).unlink(missing_ok=True)
            yield None

    def drop(self, database: Database, import_id: int) -> None:
        """Nothing of an import that never came to light stays."""
        with immediate(database):
            imports.forget(database, import_id)
        self.staging(import_id).unlink(missing_ok=True)

    def staging(self, import_id: int) -> Path:
        """Where its rows are staged."""
        return imports.staging_path(self._path, import_id)

    def _tell_taken_back(self, database: Database, import_id: int, kind: str = "undo import") -> int | None:
        """The history's step of an import whose rows are gone; an import that never came to light is forgotten."""
        row = imports.one(database, import_id)
        assert row is not None
        if row.step is None:
            self.drop(database, import_id)
            return None
        with immediate(database):
            title = f"Took back: Read {row.title}"
            if kind == read_before.READ_AGAIN:
                words = "with the rest of it" if downloads.tell_together(row.source) else "for your addresses"
                title = f"Read again {words}: {row.title}"
            return imports.record_step(database, import_id, kind, title, self._clock(), row.step)

    def _tell_of_those_gone(self, database: Database) -> None:
        """What the history was not told of because of a crash, with the reason it went for."""
        for import_id in imports.taken_back_untold(database):
            again = read_before.told_by(database, import_id) or read_before.is_read_otherwise(database, import_id)
            self._tell_taken_back(database, import_id, read_before.READ_AGAIN if again else "undo import")

    def tidy(self) -> None:
        """Merge what an import left in many pieces, when nothing else is to be done."""
        self._writer.do_long(partial(index_upkeep.merged, unnoticed=self._readers.unnoticed), idle=True)


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
