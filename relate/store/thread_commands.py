"""What the user keeps in a thread, and what is done with it: each function is one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.domain.introducing import is_promise, pair_of
from relate.store.cell_registry import CELLS
from relate.store.component import called, current
from relate.store.journal import Journal


def add_item(
    database: SqliteDatabase,
    journal: Journal,
    persons: Mapping[str, int],
    kind: str,
    text: str,
    due_day: int | None = None,
    found_in: int | None = None,
    dropped: bool = False,
) -> ChangeSet:
    """Something in the thread of each of these, by the uid of the item that it becomes: promised, ask next, mattered.

    dropped: found, and not wanted: it is remembered as done, so that it is not found again.
    """
    if not text.strip():
        raise KnownError("There is nothing written to keep.")
    whose = {uid: current(database, person) for uid, person in persons.items()}
    words = "Dropped" if dropped else "Kept"
    with journal.step("thread", f"{words} for {called(database, list(whose.values()))}: {kind}") as step:
        for uid, person in whose.items():
            value = item(person, kind, text, journal.now(), due_day, found_in)
            step.set("thread", uid, value | {"done": int(dropped)})
    return step.changes


def item(
    identity: int, kind: str, text: str, at: int, due_day: int | None = None, found_in: int | None = None
) -> dict[str, Any]:
    """The value of a cell "thread" that is open."""
    return {
        "identity": identity,
        "kind": kind,
        "text": text.strip(),
        "due_day": due_day,
        "done": 0,
        "found_in": found_in,
        "at": at,
    }


def finish_item(database: SqliteDatabase, journal: Journal, uid: str, done: bool = True) -> ChangeSet:
    """Mark something of the thread as done, or open it again; of an introduction that was promised, with both."""
    row = database.execute_sql("SELECT identity, kind FROM thread_item WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        raise KnownError("This is not in the thread any more.")
    whose = called(database, [current(database, row[0])])
    with journal.step("thread", f"{'Done' if done else 'Open again'} with {whose}: {row[1]}") as step:
        for each in pair_of(uid) if is_promise(uid) else (uid,):
            if (value := CELLS["thread"].get(database, each)) is not None:
                step.set("thread", each, value | {"done": int(done)})
    return step.changes
