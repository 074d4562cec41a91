"""The user's words on the people of an event: whom to keep, a line about them, a promise, the round that follows.

Each command is one step, one undo; see commands.py. A line is something that mattered and a promise is a promise, both
in the thread with somebody and leading to the event.
"""

from __future__ import annotations

from collections.abc import Sequence

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.domain.event_rounds import Mark
from relate.domain.threads import ThreadKind
from relate.store import thread_commands
from relate.store.cell_registry import CELLS
from relate.store.cells import ref_of
from relate.store.component import called, everyone, identities_of
from relate.store.event_cells import row_of_event
from relate.store.event_commands import event_called
from relate.store.journal import Journal, StepWriter

_WORDS = {Mark.KEEP: "To keep", Mark.MAYBE: "Maybe", Mark.SKIP: "Not to follow up"}


def mark(database: SqliteDatabase, journal: Journal, key: int, persons: Sequence[int], what: Mark | None) -> ChangeSet:
    """What is decided about some people of an event; None: nothing yet."""
    name = event_called(database, key)
    whom = everyone(database, persons)
    title = f"{_WORDS[what] if what else 'Undecided'} of “{name}”: {called(database, whom)}"
    with journal.step("event", title) as step:
        for person in whom:
            _mark(database, step, key, person, what, journal.now())
    return step.changes


def _mark(database: SqliteDatabase, step: StepWriter, key: int, person: int, what: Mark | None, at: int) -> None:
    """On one identity of the person: where they were one already, else on the anchor."""
    marked = [
        identity
        for identity in identities_of(database, person)
        if CELLS["mark"].get(database, ref_of(key, identity)) is not None
    ]
    for identity in marked[1:] if what is not None else marked:
        step.set("mark", ref_of(key, identity), None)
    if what is None:
        return
    ref = ref_of(key, marked[0] if marked else person)
    before = CELLS["mark"].get(database, ref)
    if before is None or before["mark"] != what:
        step.set("mark", ref, {"mark": what.value, "at": at})


def note(database: SqliteDatabase, journal: Journal, key: int, person: int, text: str) -> ChangeSet:
    """One line about somebody of an event; "" takes it away."""
    name = event_called(database, key)
    (whose,) = everyone(database, [person])
    line = " ".join(text.split())
    with journal.step("thread", f"Noted about {called(database, [whose])} of “{name}”") as step:
        uids = line_uids(database, key, identities_of(database, whose))
        for uid in uids[1:] if line else uids:
            step.set("thread", uid, None)
        if line:
            uid = uids[0] if uids else line_uid(key, whose)
            before = CELLS["thread"].get(database, uid)
            item = thread_commands.item(
                whose, ThreadKind.MATTERED, line, journal.now(), None, row_of_event(database, key)
            )
            step.set("thread", uid, item if before is None else before | {"text": line})
    return step.changes


def line_uid(key: int, identity: int) -> str:
    """The name of the line about somebody of an event among everything of the thread."""
    return f"event {key} {identity}"


def line_uids(database: SqliteDatabase, key: int, identities: Sequence[int]) -> list[str]:
    """The lines there are about somebody of an event."""
    uids = [line_uid(key, identity) for identity in identities]
    return [uid for uid in uids if CELLS["thread"].get(database, uid) is not None]


def promise(
    database: SqliteDatabase, journal: Journal, key: int, person: int, uid: str, text: str, due_day: int | None
) -> ChangeSet:
    """What was promised to somebody at an event; due_day: home day."""
    event_called(database, key)
    return thread_commands.add_item(
        database, journal, {uid: person}, ThreadKind.PROMISED, text, due_day, row_of_event(database, key)
    )


def begin_round(database: SqliteDatabase, journal: Journal, key: int, first_day: int) -> ChangeSet:
    """The event's follow-up round, from that home day on; one that was there begins anew."""
    name = event_called(database, key)
    kept = database.execute_sql("SELECT 1 FROM event_mark WHERE event = ? AND mark != 'skip'", (key,)).fetchone()
    if kept is None:
        raise KnownError("Keep somebody of this event first: then there is somebody to follow up with.")
    with journal.step("event", f"Began to follow up on “{name}”") as step:
        step.set("round", ref_of(key), {"first_day": first_day, "at": journal.now()})
    return step.changes


def end_round(database: SqliteDatabase, journal: Journal, key: int) -> ChangeSet:
    name = event_called(database, key)
    with journal.step("event", f"No more following up on “{name}”") as step:
        step.set("round", ref_of(key), None)
    return step.changes
