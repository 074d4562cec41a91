"""The user's words on events. Each command is one step, one undo; see commands.py.

Whoever is met at an event is told to have been met there, unless something is known of how one met. That fact goes
along when the event is called otherwise, and goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError, NoSuchThing
from relate.domain.events import Told, how_met
from relate.domain.moments import Moment, Precision
from relate.domain.records import Field
from relate.store.cell_registry import CELLS
from relate.store.cells import ref_of
from relate.store.commands import shown_value
from relate.store.component import called, current, identities_of
from relate.store.event_cells import event_key, row_of_event
from relate.store.event_reads import EventRow, Guest, events, guests
from relate.store.journal import Journal, StepWriter


def make(
    database: SqliteDatabase, journal: Journal, uid: str, told: Told, identities: Sequence[int] = ()
) -> tuple[int, ChangeSet]:
    """An event of the user's own, at which he met these; its key and what changed."""
    value = value_of(told)
    key = event_key(uid)
    with_whom = f" with {len(identities)} people" if identities else ""
    with journal.step("event", f"Made “{value['name']}” an event{with_whom}") as step:
        step.set("event", ref_of(key), value)
        _attend(database, step, key, value, identities, met=True)
    return key, step.changes


def change(database: SqliteDatabase, journal: Journal, key: int, told: Told) -> ChangeSet:
    """Call it otherwise, or say when and where it was; an archive's own words stay below it."""
    before = _event(database, key)
    value = value_of(told)
    with journal.step("event", f"Changed the event “{value['name']}”") as step:
        step.set("event", ref_of(key), value)
        _tell_otherwise(database, step, guests(database, key), _met_at(before), _words(value))
    return step.changes


def remove(database: SqliteDatabase, journal: Journal, key: int) -> ChangeSet:
    """It goes, and with it who was there; one that an archive tells of is put out of sight."""
    event = _event(database, key)
    with journal.step("event", f"Removed the event “{event.name}”") as step:
        _remove(database, step, event)
    return step.changes


def join(database: SqliteDatabase, journal: Journal, into: int, other: int) -> ChangeSet:
    """Two events are one: whoever was at the other was at this one, and the other goes."""
    stays, goes = _event(database, into), _event(database, other)
    if into == other:
        raise KnownError("Joining takes two events.")
    with journal.step("event", f"Joined “{goes.name}” with “{stays.name}”") as step:
        here = guests(database, other)
        decided = database.execute_sql(
            "SELECT identity, mark, at FROM event_mark WHERE event = ? AND identity NOT IN"
            " (SELECT identity FROM event_mark WHERE event = ?)",
            (other, into),
        ).fetchall()
        round_ = CELLS["round"].get(database, ref_of(into)) or CELLS["round"].get(database, ref_of(other))
        _remove(database, step, goes)
        for identity, mark, at in decided:
            step.set("mark", ref_of(into, identity), {"mark": mark, "at": at})
        step.set("round", ref_of(into), round_)
        for met in (True, False):
            whom = [guest.identity for guest in here if guest.met is met]
            there = [one for one in whom if met or not _attending(database, into, current(database, one))]
            _attend(database, step, into, _said(stays), there, met=met)
    return step.changes


def add_people(
    database: SqliteDatabase, journal: Journal, key: int, persons: Sequence[int], *, met: bool = True
) -> ChangeSet:
    """They were there too, met or on its list only; whoever is there already is so from now on."""
    event = _event(database, key)
    whom = list(dict.fromkeys(current(database, person) for person in persons))
    with journal.step("event", f"{called(database, whom)} at “{event.name}”") as step:
        _attend(database, step, key, _said(event), whom, met=met)
    return step.changes


def add_identities(database: SqliteDatabase, journal: Journal, key: int, identities: Sequence[int]) -> ChangeSet:
    """They were met at an event that is there already."""
    event = _event(database, key)
    with journal.step("event", f"{len(identities)} people at “{event.name}”") as step:
        _attend(database, step, key, _said(event), identities, met=True)
    return step.changes


def take_people(database: SqliteDatabase, journal: Journal, key: int, persons: Iterable[int]) -> ChangeSet:
    """They were not there."""
    event = _event(database, key)
    whom = list(dict.fromkeys(current(database, person) for person in persons))
    with journal.step("event", f"{called(database, whom)} not at “{event.name}”") as step:
        here = [guest for guest in guests(database, key) if guest.person in whom]
        _tell_otherwise(database, step, here, _met_at(event), "")
        for person in whom:
            for identity in _attending(database, key, person):
                step.set("attendance", ref_of(key, identity), None)
    return step.changes


def no_event(journal: Journal, network: str, title: str, first_day: int, last_day: int, words: str) -> ChangeSet:
    """*Not an event*: these days of an account are not offered again. words: the days, for the history."""
    with journal.step("event", f"Not an event: {words}") as step:
        step.set("no_event", ref_of(first_day, last_day, network, title), 1)
    return step.changes


def event_called(database: SqliteDatabase, key: int) -> str:
    """Its name. Raises NoSuchThing."""
    return _event(database, key).name


def put_on_list(database: SqliteDatabase, step: StepWriter, key: int, identities: Sequence[int]) -> None:
    """Within a step: these are on the list of an event. Whoever is there already stays as they are."""
    seen: set[int] = set()
    for identity in identities:
        person = current(database, identity)
        if person not in seen and not _attending(database, key, person):
            step.set("attendance", ref_of(key, identity), 0)
        seen.add(person)


def were_met(
    database: SqliteDatabase, step: StepWriter, key: int, identities: Sequence[int], *, say_how: bool = True
) -> None:
    """Within a step: these were met at an event. say_how: that is how one met them, unless something is known of it."""
    _attend(database, step, key, _said(_event(database, key)), identities, met=True, say_how=say_how)


def value_of(told: Told) -> dict[str, Any]:
    """The cell's value. Raises KnownError for an event without a name."""
    name = " ".join(told.name.split())
    if not name:
        raise KnownError("An event needs a name.")
    start, end = told.start, told.end
    if start is None or end is None or end.ms <= start.ms:
        end = None
    return {
        "name": name,
        "start": start.ms if start else None,
        "precision": int(start.precision if start else Precision.YEAR),
        "end": end.ms if end else None,
        "place": " ".join(told.place.split()),
        "note": told.note.strip(),
        "hidden": 0,
    }


def _remove(database: SqliteDatabase, step: StepWriter, event: EventRow) -> None:
    key = event.key
    _tell_otherwise(database, step, guests(database, key), _met_at(event), "")
    for identity in _attending(database, key):
        step.set("attendance", ref_of(key, identity), None)
    for (identity,) in database.execute_sql("SELECT identity FROM event_mark WHERE event = ?", (key,)).fetchall():
        step.set("mark", ref_of(key, identity), None)
    step.set("round", ref_of(key), None)
    if not event.told_by_archive:
        step.set("event", ref_of(key), None)
        return
    step.set("event", ref_of(key), {**_said(event), "hidden": 1})
    row = _key_of_row(database, row_of_event(database, key))
    if row is not None:
        nothing = {"at": None, "precision": None, "person": None}
        said = CELLS["override"].get(database, ref_of(row)) or {}
        step.set("override", ref_of(row), {**nothing, **said, "hidden": 1})


def _event(database: SqliteDatabase, key: int) -> EventRow:
    found = events(database, key)
    if not found:
        raise NoSuchThing("This event is no longer in the library.")
    return found[0]


def _said(event: EventRow) -> dict[str, Any]:
    return {
        "name": event.name,
        "start": event.start,
        "precision": event.precision,
        "end": event.end,
        "place": event.place,
        "note": event.note,
        "hidden": 0,
    }


def _met_at(event: EventRow) -> str:
    return _words(_said(event))


def _words(value: dict[str, Any]) -> str:
    start = None if value["start"] is None else Moment(value["start"], Precision(value["precision"]))
    return how_met(value["name"], start)


def _attending(database: SqliteDatabase, key: int, person: int | None = None) -> list[int]:
    """The identities at an event, of everybody or of one."""
    whose = "" if person is None else " AND n.person = ?"
    rows = database.execute_sql(
        "SELECT a.identity FROM attendance a JOIN identity n ON n.id = a.identity"
        f" WHERE a.event = ?{whose} ORDER BY a.identity",
        (key,) if person is None else (key, person),
    )
    return [int(row[0]) for row in rows]


def _attend(
    database: SqliteDatabase,
    step: StepWriter,
    key: int,
    value: dict[str, Any],
    identities: Sequence[int],
    *,
    met: bool,
    say_how: bool = True,
) -> None:
    """Each person once, by the identity that is there already, else by the one given."""
    words = _words(value)
    seen: set[int] = set()
    for identity in identities:
        person = current(database, identity)
        if person in seen:
            continue
        seen.add(person)
        there = _attending(database, key, person) or [identity]
        for one in there:
            step.set("attendance", ref_of(key, one), int(met))
        if met and say_how and not shown_value(database, person, Field.HOW_MET):
            step.set("fact", ref_of(there[0], Field.HOW_MET, words), 1)
        elif not met:
            _take_words(database, step, person, words)


def _tell_otherwise(database: SqliteDatabase, step: StepWriter, here: Sequence[Guest], before: str, after: str) -> None:
    """Whoever is told to have been met there is told so in other words, or no more."""
    if before == after:
        return
    for guest in here:
        for identity in _take_words(database, step, guest.person, before):
            if after:
                step.set("fact", ref_of(identity, Field.HOW_MET, after), 1)


def _take_words(database: SqliteDatabase, step: StepWriter, person: int, words: str) -> list[int]:
    """Takes back what an event said of how one met somebody; the identities it was said of."""
    taken = [
        identity
        for identity in identities_of(database, person)
        if CELLS["fact"].get(database, ref_of(identity, Field.HOW_MET, words)) == 1
    ]
    for identity in taken:
        step.set("fact", ref_of(identity, Field.HOW_MET, words), None)
    return taken


def _key_of_row(database: SqliteDatabase, interaction: int | None) -> int | None:
    row = database.execute_sql(
        "SELECT key FROM interaction_key WHERE interaction = ? ORDER BY part, key LIMIT 1", (interaction,)
    ).fetchone()
    return None if row is None else int(row[0])
