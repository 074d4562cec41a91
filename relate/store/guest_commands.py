"""A list of people put into an event, by hand: those who are known, and those who are new. One step, one undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet
from relate.domain.events import Told
from relate.store import commands
from relate.store.cells import ref_of
from relate.store.component import current
from relate.store.event_cells import event_key
from relate.store.event_commands import event_called, put_on_list, value_of
from relate.store.journal import Journal, StepWriter

NewGuest = tuple[str, Mapping[str, str]]
"""A uid of one's own, and the values of fields."""


def make_with(
    database: SqliteDatabase,
    journal: Journal,
    uid: str,
    told: Told,
    known: Sequence[int],
    new: Sequence[NewGuest],
) -> tuple[int, ChangeSet]:
    """An event of the user's own with these people on its list; its key and what changed."""
    value = value_of(told)
    key = event_key(uid)
    with journal.step("event", f"Made “{value['name']}” an event with {len(known) + len(new)} people") as step:
        step.set("event", ref_of(key), value)
        _put(database, step, key, known, new)
    return key, step.changes


def add(
    database: SqliteDatabase, journal: Journal, key: int, known: Sequence[int], new: Sequence[NewGuest]
) -> ChangeSet:
    """These are on the list of an event that is there already; whoever was met there stays so."""
    name = event_called(database, key)
    with journal.step("event", f"{len(known) + len(new)} people on the list of “{name}”") as step:
        _put(database, step, key, known, new)
    return step.changes


def _put(database: SqliteDatabase, step: StepWriter, key: int, known: Sequence[int], new: Sequence[NewGuest]) -> None:
    whom = [current(database, person) for person in known]
    whom += [commands.made_by_hand(database, step, uid, facts) for uid, facts in new]
    put_on_list(database, step, key, whom)
