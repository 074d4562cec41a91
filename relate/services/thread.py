"""The thread with somebody: what I promised, what to ask next, what mattered."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import Future

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.services.readers import Readers
from relate.services.views import ThreadView
from relate.services.writer import Writer
from relate.store import person_reads
from relate.store.cell_registry import CELLS
from relate.store.journal import Journal
from relate.store.writing import Database

KINDS = ("promised", "ask next", "mattered")


class Thread:
    """Items typed by the user, or found and kept."""

    def __init__(
        self,
        writer: Writer,
        readers: Readers,
        changed: Callable[[ChangeSet], None],
        clock: Callable[[], int],
    ) -> None:
        self._writer = writer
        self._readers = readers
        self._changed = changed
        self._clock = clock

    def items(self, person: int) -> list[ThreadView]:
        """Open items first, then what was done, newest first."""
        database = self._readers.connection()
        identities = [number for _, number, *_ in person_reads.identities_of(database, person)]
        return [
            ThreadView(item.uid, item.kind, item.text, item.due_day, item.done, item.found_in)
            for item in person_reads.thread(database, identities)
        ]

    def add(
        self, person: int, kind: str, text: str, due_day: int | None = None, found_in: int | None = None
    ) -> Future[ChangeSet]:
        """One more item; due_day in home days. Raises KnownError for an empty text."""
        text = " ".join(text.split())
        if kind not in KINDS or not text:
            raise KnownError("Say what it is about.")
        value = {
            "identity": person,
            "kind": kind,
            "text": text,
            "due_day": due_day,
            "done": 0,
            "found_in": found_in,
            "at": self._clock(),
        }
        return self._write(uuid.uuid4().hex, lambda _database: value, f"{kind.capitalize()}: {text}")

    def done(self, uid: str, done: bool = True) -> Future[ChangeSet]:
        """An item is done, or open again."""

        def value(database: Database) -> dict[str, object] | None:
            there = CELLS["thread"].get(database, uid)
            return None if there is None else {**there, "done": int(done)}

        return self._write(uid, value, "Done" if done else "Open again")

    def drop(self, uid: str) -> Future[ChangeSet]:
        """Take an item away."""
        return self._write(uid, lambda _database: None, "Dropped an item of the thread")

    def _write(
        self, uid: str, value: Callable[[Database], dict[str, object] | None], title: str
    ) -> Future[ChangeSet]:
        def command(database: Database) -> ChangeSet:
            with Journal(database, self._clock).step("thread", title) as step:
                step.set("thread", uid, value(database))
            self._changed(step.changes)
            return step.changes

        return self._writer.do(command)
