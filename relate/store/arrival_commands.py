"""Whoever of an event's list became connected since is one person with whom that is, and was met there. One step."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.domain.records import Field
from relate.store import joining
from relate.store.commands import shown_value
from relate.store.component import current
from relate.store.event_commands import event_called, were_met
from relate.store.journal import Journal


def join(database: SqliteDatabase, journal: Journal, key: int, pairs: Sequence[tuple[int, int]]) -> ChangeSet:
    """Each (on the list, connected) is one person. Who is one already is left out; KnownError when none is left.

    How one met somebody is said of them, unless it is known of either.
    """
    name = event_called(database, key)
    told = [(current(database, one), current(database, other)) for one, other in pairs]
    two = [(one, other) for one, other in told if one != other]
    if not two:
        raise KnownError("They are one person each already.")
    many = "1 person" if len(two) == 1 else f"{len(two)} people"
    with journal.step("merge", f"Met at “{name}”: joined {many} with their connections") as step:
        for one, other in two:
            joining.join(database, step, (one, other), f"on the list of “{name}”, and connected about then")
            known = shown_value(database, other, Field.HOW_MET) != ""
            were_met(database, step, key, [one], say_how=not known)
    return step.changes
