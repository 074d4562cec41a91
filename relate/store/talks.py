"""The user's words on what happened: conversations he logs, rows he corrects, and which identities are his own."""

from __future__ import annotations

import json
from collections.abc import Sequence

from peewee import SqliteDatabase

from relate.domain.acts import ActKind
from relate.domain.called import named_in
from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError, NoSuchThing
from relate.domain.moments import Moment
from relate.domain.records import Direction, Kind
from relate.domain.threads import keeps
from relate.store.cell_registry import CELLS
from relate.store.cells import ref_of
from relate.store.component import called, current, everyone, names_of
from relate.store.contact_cells import talk_key
from relate.store.interactions import id_by_key
from relate.store.journal import Journal
from relate.store.owners import OWNER_PERSONS
from relate.store.thread_commands import item

_TITLES = {Kind.NOTE: "Noted about", Kind.ATTEMPT: "Tried to reach"}


def log(
    database: SqliteDatabase,
    journal: Journal,
    uid: str,
    persons: Sequence[int],
    at: Moment,
    kind: Kind = Kind.TALK,
    text: str = "",
    title: str = "",
    detail: str = "",
    direction: Direction = Direction.NONE,
    thread: Sequence[tuple[str, str, str, int | None]] = (),
    act: ActKind | None = None,
) -> tuple[int, ChangeSet]:
    """A conversation, a note or an attempt; the interaction and what changed.

    thread: what to keep of it for each of the people: (uid, "promised" or "ask next" or "mattered", text, due day).
    What was promised or is to be asked and names some of them is for these.
    act: what it is as an act on a suggestion, with each of them.
    An open promise that the text says was kept ("sent her the price list") is done with the same step.
    """
    whom = everyone(database, persons)
    if not whom:
        raise KnownError("A conversation needs somebody you talked with.")
    words, names = _TITLES.get(kind, "Talked with"), names_of(database, whom)
    with journal.step("log", f"{words} {called(database, whom)}") as step:
        step.set(
            "talk",
            ref_of(talk_key(uid)),
            {
                "people": sorted(whom),
                "at": at.ms,
                "precision": int(at.precision),
                "kind": kind.value,
                "direction": int(direction),
                "text": text,
                "title": title,
                "detail": detail,
            },
        )
        interaction = id_by_key(database, talk_key(uid))
        for number, (item_uid, item_kind, item_text, due_day) in enumerate(thread):
            meant = named_in(names, item_text) if item_kind != "mattered" else range(len(whom))
            for person in (whom[place] for place in meant) if item_text.strip() else ():
                own = item_uid if person == whom[0] else f"{item_uid}.{number}.{person}"
                step.set("thread", own, item(person, item_kind, item_text, journal.now(), due_day))
        for number, person in enumerate(whom if act is not None else ()):
            done = {"identity": person, "act": act, "at": at.ms, "until_day": None, "reason": ""}
            step.set("act", f"{uid}.act.{number}", done)
        for kept in _kept(database, whom, text):
            step.set("thread", kept, CELLS["thread"].get(database, kept) | {"done": 1})
    assert interaction is not None
    return interaction, step.changes


def _kept(database: SqliteDatabase, persons: Sequence[int], text: str) -> list[str]:
    """The open promises to these people that the words say were kept."""
    if not text.strip():
        return []
    rows = database.execute_sql(
        "SELECT t.uid, t.text FROM json_each(?) j JOIN identity n ON n.person = j.value"
        " JOIN thread_item t ON t.identity = n.id WHERE t.kind = 'promised' AND NOT t.done ORDER BY t.uid",
        (json.dumps(list(persons)),),
    ).fetchall()
    return [str(uid) for uid, promise in rows if keeps(text, promise)]


def edit(
    database: SqliteDatabase,
    journal: Journal,
    interaction: int,
    at: Moment | None = None,
    text: str | None = None,
    person: int | None = None,
    instead_of: int | None = None,
) -> ChangeSet:
    """Correct when something happened, with whom, and in what the user logged himself, its words.

    instead_of: the one of several people of a logged row whose place `person` takes; without it they take all.
    """
    key, by_user = _key_of(database, interaction)
    _refuse_event(database, key)
    title = f"Corrected a row with {_with(database, interaction)}"
    if by_user:
        ref = ref_of(key)
        value = CELLS["talk"].get(database, ref)
        if at is not None:
            value |= {"at": at.ms, "precision": int(at.precision)}
        if text is not None:
            value["text"] = text
        if person is not None:
            people = {current(database, person)}
            if instead_of is not None:
                people |= set(everyone(database, value["people"])) - {current(database, instead_of)}
            value["people"] = sorted(people)
        with journal.step("edit", title) as step:
            step.set("talk", ref, value)
        return step.changes
    if text is not None:
        raise KnownError("The words of an archive stay as they are: write a note beside them.")
    override = _override(database, key)
    if at is not None:
        override |= {"at": at.ms, "precision": int(at.precision)}
    if person is not None:
        override["person"] = current(database, person)
    with journal.step("edit", title) as step:
        step.set("override", ref_of(key), override)
    return step.changes


def hide(database: SqliteDatabase, journal: Journal, interaction: int, hidden: bool = True) -> ChangeSet:
    """Take a row out of the timeline, or show it again. What the user logged himself is taken away; undo brings it
    back."""
    key, by_user = _key_of(database, interaction)
    _refuse_event(database, key)
    words = "Hid" if hidden else "Showed again"
    with journal.step("hide", f"{words} a row with {_with(database, interaction)}") as step:
        if by_user:
            if hidden:
                step.set("talk", ref_of(key), None)
        else:
            override = _override(database, key) | {"hidden": int(hidden)}
            empty = not override["hidden"] and override["at"] is None and override["person"] is None
            step.set("override", ref_of(key), None if empty else override)
    return step.changes


def set_owner(database: SqliteDatabase, journal: Journal, identity: int, is_me: bool) -> ChangeSet:
    """Whether an identity is the owner; what he wrote is his from then on.

    Whoever is the owner under one name is so under all that the same person goes by, but for those he said are not he:
    an archive may know the receiver by his name alone and the sender by his profile.
    """
    person = current(database, identity)
    row = database.execute_sql("SELECT key FROM identity WHERE id = ?", (identity,)).fetchone()
    with journal.step("owner", f"{row[0]} is {'me' if is_me else 'not me'}") as step:
        step.set("owner", ref_of(identity), int(is_me))
        for other in _undecided(database, person, identity) if is_me else ():
            step.set("owner", ref_of(other), 1)
    return step.changes


def _undecided(database: SqliteDatabase, person: int, but: int) -> list[int]:
    """The other identities of a person of which the user never said whether they are he."""
    rows = database.execute_sql(
        "SELECT n.id FROM identity n WHERE n.person = ? AND n.id <> ?"
        " AND NOT EXISTS (SELECT 1 FROM owner_identity o WHERE o.identity = n.id AND o.import_id = 0) ORDER BY n.id",
        (person, but),
    )
    return [int(row[0]) for row in rows.fetchall()]


def _refuse_event(database: SqliteDatabase, key: int) -> None:
    """The row of an event of the user's own stands for the event: it is no conversation with somebody."""
    row = database.execute_sql(
        "SELECT name FROM event_said WHERE key = ? AND key NOT IN (SELECT key FROM event)", (key,)
    ).fetchone()
    if row is not None:
        raise KnownError(f"This is the event “{row[0]}”: change it, and who was there, in Events.")


def _override(database: SqliteDatabase, key: int) -> dict[str, int | None]:
    found: dict[str, int | None] | None = CELLS["override"].get(database, str(key))
    return found if found is not None else {"hidden": 0, "at": None, "precision": None, "person": None}


def _key_of(database: SqliteDatabase, interaction: int) -> tuple[int, bool]:
    row = database.execute_sql(
        "SELECT k.key, i.by_user FROM interaction i JOIN interaction_key k ON k.interaction = i.id"
        " WHERE i.id = ? ORDER BY k.part, k.key LIMIT 1",
        (interaction,),
    ).fetchone()
    if row is None:
        raise NoSuchThing("This row is not in the timeline any more.")
    return int(row[0]), bool(row[1])


def _with(database: SqliteDatabase, interaction: int) -> str:
    """Who else took part, as a step's title says it: that the owner did goes without saying."""
    rows = database.execute_sql(
        "SELECT DISTINCT n.person FROM participant p JOIN identity n ON n.id = p.identity"
        f" WHERE p.interaction = ? AND n.person NOT IN ({OWNER_PERSONS}) ORDER BY n.person",
        (interaction,),
    ).fetchall()
    return called(database, [int(row[0]) for row in rows]) if rows else "nobody"
