"""History: every step, taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from relate.domain.changes import ChangeSet
from relate.domain.errors import NothingToUndo
from relate.services.readers import Readers
from relate.services.views import ImportReport, StepView, UndoReport
from relate.services.writer import Writer
from relate.store import history_reads
from relate.store.journal import Journal, StepRow, UndoResult
from relate.store.read_before import READ_AGAIN
from relate.store.writing import Database

if TYPE_CHECKING:
    from relate.services.importing import Imports

T = TypeVar("T")

_CELLS = {
    "fact": "details of people",
    "circle": "circles",
    "rhythm": "rhythms",
    "state": "states",
    "tag": "tags",
    "thread": "promises and questions",
    "talk": "conversations",
    "link": "joined people",
    "override": "mended rows",
    "owner": "of who you are",
    "setting": "settings",
}
CHANGED_SINCE = "changed again since"


class History:
    """Steps of the journal and of imports alike."""

    def __init__(
        self,
        writer: Writer,
        readers: Readers,
        changed: Callable[[ChangeSet], None],
        clock: Callable[[], int],
        imports: Callable[[], Imports],
    ) -> None:
        """imports: made when one of theirs is taken back or done again, for they load the readers of every source."""
        self._writer = writer
        self._readers = readers
        self._changed = changed
        self._clock = clock
        self._imports = imports

    def steps(self, text: str = "", limit: int = 200, before: int | None = None) -> list[StepView]:
        """Newest first, those that took something back too; `text` searches titles and names."""
        database = self._readers.connection()
        journal = Journal(database, self._clock)
        found = []
        for line in history_reads.steps(database, text, limit, before):
            stands = journal.stands(line.id)
            found.append(
                StepView(
                    id=line.id,
                    at_ms=line.at,
                    title=line.title,
                    people=line.people,
                    others=line.others,
                    undone=not stands,
                    can_undo=stands,
                    import_id=line.import_id,
                    can_put_back=line.import_gone and not stands,
                )
            )
        return found

    def undo(self, step: int | None = None) -> Future[UndoReport]:
        """Take back a step, or the last one that stands. A step that took another back is done again by this.

        The future raises NothingToUndo when there is nothing, or when it is taken back already.
        """
        return self._undo(lambda journal: journal.find(step) if step is not None else journal.last_undoable())

    def can_redo(self) -> bool:
        """Whether there is something to do again. A small read."""
        return Journal(self._readers.connection(), self._clock).last_redoable() is not None

    def redo(self) -> Future[UndoReport]:
        """Do again what was taken back last; the report has its title. The future raises NothingToUndo."""
        return self._undo(lambda journal: journal.last_redoable(), "There is nothing to do again.", again=True)

    def _undo(
        self,
        which: Callable[[Journal], StepRow | None],
        nothing: str = "There is nothing left to take back.",
        again: bool = False,
    ) -> Future[UndoReport]:
        result: Future[UndoReport] = Future()

        def command(database: Database) -> None:
            """A step of cells at once; a step of an import goes on as long work, and the future with it."""
            try:
                journal = Journal(database, self._clock)
                row = which(journal)
                if row is None:
                    raise NothingToUndo(nothing)
                if row.import_id is None:
                    undone = journal.undo(row.id)
                    self._changed(undone.changes)
                    report = _report(undone)
                    result.set_result(replace(report, title=journal.root(row).title) if again else report)
                    return
                if not journal.stands(row.id):
                    raise NothingToUndo(f"“{row.title}” is taken back already.")
                if row.kind in ("undo import", READ_AGAIN):
                    self._imports().redo(row.import_id).add_done_callback(lambda done: _pass(done, result, _redone))
                else:
                    self._imports().undo(row.import_id).add_done_callback(lambda done: _pass(done, result, _undone))
            except BaseException as error:  # noqa: BLE001 - the future carries it to whoever asked
                result.set_exception(error)

        self._writer.do(command)
        return result


def _report(undone: UndoResult) -> UndoReport:
    kept: dict[str, int] = {}
    for entity, _ in undone.kept:
        words = _CELLS.get(entity, "details")
        kept[words] = kept.get(words, 0) + 1
    gone = ((undone.restored, "changes"),) if undone.restored else ()
    return UndoReport(undone.title, gone, tuple((count, words, CHANGED_SINCE) for words, count in kept.items()))


def _pass(done: Future[T], into: Future[UndoReport], told: Callable[[T], UndoReport]) -> None:
    """What came of it goes on, also that the library was closed in the middle of it."""
    if done.cancelled():
        into.cancel()
    elif (error := done.exception()) is not None:
        into.set_exception(error)
    else:
        into.set_result(told(done.result()))


def _undone(report: UndoReport) -> UndoReport:
    return report


def _redone(report: ImportReport) -> UndoReport:
    return UndoReport(report.title, (), ())
