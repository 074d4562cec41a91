"""The journal: every command of the user as one step whose cells can be put back, today or in a year.

A step's changes hold each cell before and after. A cell is what the newest step that holds made of it, so taking a
step back leaves later work alone, and taking everything back, in any order, gives the first state. It restores a cell
only where that is still as the journal knows it. It is a step itself, and taking that one back does the first again.
The steps of imports are written and taken back by services/import_life.py; here they are only found.
Source: design/data-model.md, "Steps and undo".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet, What
from relate.domain.errors import NoSuchThing, NothingToUndo
from relate.store.cell_registry import CELLS
from relate.store.cells import Effect
from relate.store.connection import durable
from relate.store.read_before import READ_AGAIN
from relate.store.settling import settle

TOUCHED = "touched"
"""Entity of changes without a value: they keep a further identity of a step from being forgotten."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as it is written. undoes: the step it takes back."""

    id: int
    at: int
    kind: str
    title: str
    undoes: int | None
    import_id: int | None


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What taking a step back did: the step it is, what changed, how many cells went back.

    kept: the cells (entity, ref) that stayed because something later changed them.
    """

    step: int
    title: str
    changes: ChangeSet
    restored: int
    kept: tuple[tuple[str, str], ...]


class StepWriter:
    """Writes the cells of one step. The step itself is written with its first change: without one there is none."""

    def __init__(self, database: SqliteDatabase, row: tuple[int, str, str, str, int | None], always: bool) -> None:
        self._database = database
        self._row = row
        self._at = row[0]
        self._changes: dict[tuple[str, str], tuple[int, str | None]] = {}
        self._touched: set[int] = set()
        self._effects: dict[int, Effect] = {}
        self._days: dict[int, set[int]] = {}
        self._rows: set[int] = set()
        self._what = What.NOTHING
        self._anybody = False
        self.step: int | None = None
        self.changes = ChangeSet(What.NOTHING)
        """What the step changed, once it is over."""
        if always:
            self._write_step()

    def set(self, entity: str, ref: str, value: Any) -> bool:
        """Give a cell a value, None takes it away; whether that made a difference."""
        cell = CELLS[entity]
        before = packed(cell.get(self._database, ref))
        if before == packed(value):
            return False
        identities = [*cell.touched(self._database, ref, unpacked(before))]
        days, rows = {*cell.days(self._database, ref)}, {*cell.rows(self._database, ref)}
        cell.put(self._database, ref, value, self._at)
        after = packed(cell.get(self._database, ref))
        if after == before:
            return False
        identities += [one for one in cell.touched(self._database, ref, value) if one not in identities]
        self._record(entity, ref, identities, before, after)
        self._what |= cell.what
        self._anybody |= Effect.ANYBODY in cell.effect
        days.update(cell.days(self._database, ref))
        self._rows.update(rows, cell.rows(self._database, ref))
        for identity in identities:
            if days:
                self._days.setdefault(identity, set()).update(days)
            self._effects[identity] = self._effects.get(identity, Effect.NONE) | cell.effect
        return True

    @property
    def at(self) -> int:
        """When it is, UTC ms."""
        return self._at

    def also(self, what: What) -> None:
        """Something more that a panel has to show anew."""
        self._what |= what

    def finish(self) -> None:
        """Derive anew what follows from the changed cells."""
        persons = settle(self._database, self._effects, self._days)
        what = self._what | What.HISTORY if self.step is not None else self._what
        whom = None if self._anybody else persons
        self.changes = ChangeSet(what, whom, self.step, self._row[3], frozenset(self._rows))

    def _record(self, entity: str, ref: str, identities: list[int], before: str | None, after: str | None) -> None:
        step = self._write_step()
        written = self._changes.get((entity, ref))
        if written is None:
            row = (step, entity, ref, identities[0] if identities else 0, before, after)
            self._changes[(entity, ref)] = (self._insert(row), before)
            self._touched.update(identities[:1])
        elif written[1] == after:  # there and back in one step is nothing
            self._database.execute_sql("DELETE FROM change WHERE id = ?", (written[0],))
            del self._changes[(entity, ref)]
        else:
            self._database.execute_sql("UPDATE change SET after = ? WHERE id = ?", (after, written[0]))
        for identity in identities:
            if identity not in self._touched:
                self._touched.add(identity)
                self._insert((step, TOUCHED, str(identity), identity, None, None))

    def _insert(self, row: tuple[int, str, str, int, str | None, str | None]) -> int:
        cursor = self._database.execute_sql(
            "INSERT INTO change (step, entity, ref, identity, before, after) VALUES (?, ?, ?, ?, ?, ?)", row
        )
        return int(cursor.lastrowid)

    def _write_step(self) -> int:
        if self.step is None:
            cursor = self._database.execute_sql(
                "INSERT INTO step (at, kind, title, by, undoes, import_id) VALUES (?, ?, ?, ?, ?, NULL)", self._row
            )
            self.step = int(cursor.lastrowid)
        return self.step


class Journal:
    """The steps of one library. clock: UTC milliseconds."""

    def __init__(self, database: SqliteDatabase, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock

    def now(self) -> int:
        return self._clock()

    @contextmanager
    def step(self, kind: str, title: str, by: str = "") -> Iterator[StepWriter]:
        """One command of the user: one transaction, one step, and `changes` when it is over. Nothing of it when it
        raises."""
        with durable(self._database):
            writer = StepWriter(self._database, (self._clock(), kind, title, by, None), always=False)
            yield writer
            writer.finish()

    def find(self, step: int) -> StepRow:
        """Raises NoSuchThing."""
        rows = self._select("s.id = ?", (step,))
        if not rows:
            raise NoSuchThing(f"There is no step {step} in the history.")
        return rows[0]

    def stands(self, step: int) -> bool:
        """Whether a step holds, that is: was not taken back, or done again afterwards."""
        rows = self._database.execute_sql("SELECT id FROM step WHERE undoes = ?", (step,)).fetchall()
        return not any(self.stands(int(row[0])) for row in rows)

    def last_undoable(self) -> StepRow | None:
        """The newest step that holds and is not itself the taking back of another."""
        return self._newest("s.undoes IS NULL", taken_back=False)

    def last_redoable(self) -> StepRow | None:
        """The newest taking back that holds, while nothing new was done since."""
        newest = self._select("s.undoes IS NULL ORDER BY s.id DESC LIMIT 1", ())
        after = newest[0].id if newest else 0
        # What came in again with the rest of its download is not gone: nothing of it is to be done again.
        here = (
            "(s.import_id IS NULL OR (SELECT l.kind FROM step l WHERE l.import_id = s.import_id ORDER BY l.id DESC"
            f" LIMIT 1) != '{READ_AGAIN}')"
        )
        return self._newest(f"s.undoes IS NOT NULL AND {here} AND s.id > {after}", taken_back=True)

    def undo(self, step: int | None = None, by: str = "") -> UndoResult:
        """Take back a step, or the last one that holds. A step that takes another back is done again by this.

        Raises NothingToUndo when it is taken back already or there is none; ValueError for a step of an import, which
        takes chunks and is services/import_life's.
        """
        row = self.find(step) if step is not None else self.last_undoable()
        if row is None:
            raise NothingToUndo("There is nothing left to take back.")
        if row.import_id is not None:
            raise ValueError(f"step {row.id} is of an import")
        if not self.stands(row.id):
            raise NothingToUndo(f"“{row.title}” is taken back already.")
        with durable(self._database):
            title = self._title(row)
            writer = StepWriter(self._database, (self._clock(), "undo", title, by, row.id), always=True)
            restored, kept = self._restore(row, writer)
            writer.finish()
        assert writer.step is not None
        return UndoResult(writer.step, row.title, writer.changes, restored, tuple(kept))

    def redo(self, by: str = "") -> UndoResult:
        """Do again what was taken back last. Raises NothingToUndo."""
        row = self.last_redoable()
        if row is None:
            raise NothingToUndo("There is nothing to do again.")
        return self.undo(row.id, by)

    def _restore(self, row: StepRow, writer: StepWriter) -> tuple[int, list[tuple[str, str]]]:
        """Give every cell of a step the value it has without it, or with it again."""
        root = self.root(row).id
        back = not self.stands(root)
        restored, kept = 0, []
        cells = self._database.execute_sql(
            f"SELECT entity, ref FROM change WHERE step = ? AND entity != ? ORDER BY id {'DESC' if back else ''}",
            (root, TOUCHED),
        ).fetchall()
        for entity, ref in cells:
            was, becomes = self._values(entity, ref, root, back)
            if packed(CELLS[entity].get(self._database, ref)) != was:
                kept.append((entity, ref))
            elif writer.set(entity, ref, unpacked(becomes)):
                restored += 1
            elif back:
                kept.append((entity, ref))
        return restored, kept

    def _values(self, entity: str, ref: str, root: int, back: bool) -> tuple[str | None, str | None]:
        """What a cell was by the journal before `root` was taken back (or done again), and what it is by it now: what
        the newest step that holds made of it, else what it was before all of them."""
        rows = self._database.execute_sql(
            "SELECT c.step, c.before, c.after FROM change c JOIN step s ON s.id = c.step"
            " WHERE c.entity = ? AND c.ref = ? AND s.undoes IS NULL ORDER BY c.id DESC",
            (entity, ref),
        ).fetchall()
        holds = [(step, after) for step, _, after in rows if step == root or self.stands(step)]
        base = rows[-1][1]
        without = next((after for step, after in holds if step != root), base)
        with_it = holds[0][1] if holds else base
        return (with_it, without) if back else (without, with_it)

    def root(self, row: StepRow) -> StepRow:
        """The command that a chain of taking back and doing again is about."""
        while row.undoes is not None:
            row = self.find(row.undoes)
        return row

    def _title(self, row: StepRow) -> str:
        first = self.root(row)
        return f"Did again: {first.title}" if self._takes_back(row) else f"Took back: {first.title}"

    def _newest(self, where: str, taken_back: bool) -> StepRow | None:
        """Looked for from the newest; what was taken back lies near the end, so few are looked at."""
        last = None
        while True:
            older = "" if last is None else f" AND s.id < {last}"
            rows = self._select(f"{where}{older} ORDER BY s.id DESC LIMIT 20", ())
            for row in rows:
                if self.stands(row.id) and (not taken_back or self._takes_back(row)):
                    return row
            if not rows:
                return None
            last = rows[-1].id

    def _takes_back(self, row: StepRow) -> bool:
        """Whether a step takes one back, rather than doing one again."""
        depth = 0
        while row.undoes is not None:
            row = self.find(row.undoes)
            depth += 1
        return depth % 2 == 1

    def _select(self, where: str, parameters: tuple[int, ...]) -> list[StepRow]:
        rows = self._database.execute_sql(
            f"SELECT s.id, s.at, s.kind, s.title, s.undoes, s.import_id FROM step s WHERE {where}", parameters
        )
        return [StepRow(*row) for row in rows]


def packed(value: Any) -> str | None:
    """A cell's value as the journal writes and compares it."""
    return None if value is None else json.dumps(value, sort_keys=True, separators=(",", ":"))


def unpacked(text: str | None) -> Any:
    return None if text is None else json.loads(text)
