"""The user's words about people. Each command is one transaction, one step of the journal, one ChangeSet.

Raises NoSuchThing for a person who is not there, KnownError with a sentence for what cannot be done. What is typed
hangs on the identity whose value it corrects, else on the person's anchor: it goes along when people are parted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet
from relate.domain.durations import every
from relate.domain.errors import KnownError
from relate.domain.normalise import mail_key, phone_key, profile_key
from relate.domain.records import Field, IdentityKey, IdentityKind
from relate.store.cells import ref_of
from relate.store.component import called, current, everyone, identities_of
from relate.store.facts import SINGLE, TOGETHER, Saying, order, shown, trust_in
from relate.store.journal import Journal, StepWriter
from relate.store.visibility import hidden

STATES = ("active", "resting", "seen anyway", "never suggest", "in memoriam")
CIRCLES = (5, 15, 50, 150)
_FIELD_WORDS = {
    Field.HOW_MET: "how you met",
    Field.FIRST_NAME: "first name of",
    Field.LAST_NAME: "last name of",
    Field.LOOKS_FOR: "what is looked for by",
    Field.OFFERS: "what is offered by",
}
_Saying = tuple[tuple[int, int, int, str], int, str, int]
"""order, identity, value, by_user"""


# what they are ------------------------------------------------------------------------------------------------------


def set_fact(
    database: SqliteDatabase, journal: Journal, person: int, field: str, new: str | None, old: str | None = None
) -> ChangeSet:
    """Give a field a value; None or "" clears it. In a field of several values `old` names the one that is replaced."""
    if field not in set(Field):
        raise KnownError(f"“{field}” is no field that Relate knows.")
    value = _tidy(new or "", field)
    whose = current(database, person)
    words = _FIELD_WORDS.get(Field(field), f"{field} of")
    title = f"Changed {words} {called(database, [whose])}"
    with journal.step("edit", title) as step:
        if field in SINGLE:
            _set_single(database, step, whose, field, value)
        else:
            _set_listed(database, step, whose, field, value, old)
    return step.changes


def drop_value(database: SqliteDatabase, journal: Journal, person: int, field: str, value: str) -> ChangeSet:
    """One of several values of a field is not so, whoever said it: it is hidden, and remembered as such."""
    whose = current(database, person)
    words = _FIELD_WORDS.get(Field(field), f"{field} of")
    with journal.step("edit", f"Dropped from {words} {called(database, [whose])}") as step:
        holding = [identity for _, identity, said, _ in _sayings(database, whose, field) if said == value]
        for identity in dict.fromkeys((*holding, whose)):
            step.set("fact", ref_of(identity, field, value), -1)
    return step.changes


def pin_value(database: SqliteDatabase, journal: Journal, person: int, field: str, value: str) -> ChangeSet:
    """Of all values of a field this one is shown, whatever later archives say; it keeps its sources."""
    whose = current(database, person)
    _single_only(field)
    words = _FIELD_WORDS.get(Field(field), f"{field} of")
    with journal.step("edit", f"Pinned {words} {called(database, [whose])}") as step:
        saying = min((one for one in _sayings(database, whose, field) if one[2] == value), default=None)
        if saying is None:
            raise KnownError("This value is not there any more.")
        _unpin(database, step, whose, field, but=(saying[1], value))
        step.set("fact", ref_of(saying[1], field, value), 2)
    return step.changes


def unpin_value(database: SqliteDatabase, journal: Journal, person: int, field: str) -> ChangeSet:
    """The newest value of the most trusted source is shown again, or what the user typed."""
    whose = current(database, person)
    _single_only(field)
    words = _FIELD_WORDS.get(Field(field), f"{field} of")
    with journal.step("edit", f"Unpinned {words} {called(database, [whose])}") as step:
        _unpin(database, step, whose, field)
    return step.changes


def _single_only(field: str) -> None:
    if field not in SINGLE:
        raise KnownError(f"Of “{field}” all values are shown: there is none to pin.")


def _unpin(
    database: SqliteDatabase, step: StepWriter, person: int, field: str, but: tuple[int, str] | None = None
) -> None:
    """What only the user said is his own word again, what an archive says its word."""
    pinned = database.execute_sql(
        "SELECT f.identity, f.value, f.import_id FROM json_each(?) j CROSS JOIN fact f"
        " ON f.identity = j.value AND f.field = ? AND f.by_user = 2 ORDER BY f.id",
        (json.dumps(identities_of(database, person)), field),
    ).fetchall()
    for identity, value, import_id in pinned:
        if (identity, value) != but:
            step.set("fact", ref_of(identity, field, value), None if import_id else 1)


def set_note(database: SqliteDatabase, journal: Journal, person: int, text: str) -> ChangeSet:
    """The note on somebody's page."""
    return set_fact(database, journal, person, Field.NOTE, text)


def _tidy(text: str, field: str) -> str:
    return text.strip() if field in (Field.NOTE, Field.HOW_MET) else " ".join(text.split())


def _set_single(database: SqliteDatabase, step: StepWriter, person: int, field: str, value: str) -> None:
    """The new word wins; a word on another identity stays below it, for the day the two are parted."""
    sayings = _sayings(database, person, field)
    now = _shown(database, person, field)
    if (now[2] if now is not None else "") == value:
        return
    target = now[1] if now is not None else person
    for _, identity, said, by_user in sayings:
        if by_user and identity == target:
            step.set("fact", ref_of(identity, field, said), None)
    for _ in range(len(sayings) + 1):
        now = _shown(database, person, field)
        if (now[2] if now is not None else "") == value:
            return
        if not step.set("fact", ref_of(target, field, value), 1):
            assert now is not None  # an older word is stronger still: this one replaces it
            step.set("fact", ref_of(now[1], field, now[2]), None)


def shown_value(database: SqliteDatabase, person: int, field: str) -> str:
    """What is shown for a field of one value, "" where nothing is."""
    now = _shown(database, person, field)
    return now[2] if now is not None else ""


def _shown(database: SqliteDatabase, person: int, field: str) -> _Saying | None:
    """Who says what is shown for a field of one value, None where nothing is."""
    told = _told(database, person, TOGETHER if field in TOGETHER else (field,))
    value = shown(told).get(field)
    return min((_ordered(one) for one in told if one[:2] == (field, value)), default=None)


def _sayings(database: SqliteDatabase, person: int, field: str) -> list[_Saying]:
    """What counts for a field of a person now; the smallest is the one that is shown, role and company aside."""
    return [_ordered(one) for one in _told(database, person, (field,))]


def _ordered(saying: Saying) -> _Saying:
    return order(saying), saying[5], saying[1], saying[2]


def _told(database: SqliteDatabase, person: int, fields: Sequence[str]) -> list[Saying]:
    """What counts for these fields of a person now."""
    unseen = set(hidden(database))
    networks = dict(database.execute_sql("SELECT id, network FROM import").fetchall())
    wanted = (json.dumps(identities_of(database, person)), *fields)
    marks = ", ".join("?" * len(fields))
    rows = database.execute_sql(
        "SELECT f.field, f.value, f.by_user, f.seen_at, f.identity, f.import_id FROM json_each(?) j CROSS JOIN fact f"
        f" ON f.identity = j.value AND f.field IN ({marks})"
        " UNION ALL SELECT f.field, f.value, f.by_user, s.seen_at, f.identity, s.import_id FROM json_each(?) j"
        f" CROSS JOIN fact f ON f.identity = j.value AND f.field IN ({marks})"
        " CROSS JOIN fact_seen s ON s.fact = f.id",
        (*wanted, *wanted),
    )
    return [
        (name, value, by_user, seen_at, trust_in(networks.get(import_id, "")), identity, import_id)
        for name, value, by_user, seen_at, identity, import_id in rows
        if by_user > 0 or (by_user == 0 and import_id and import_id not in unseen)
    ]


def _set_listed(
    database: SqliteDatabase, step: StepWriter, person: int, field: str, value: str, old: str | None
) -> None:
    """Put one of several values in, in the place of another or beside them; an imported one is hidden, never erased."""
    target = person
    if old is not None and old != value:
        for identity in identities_of(database, person):
            row = database.execute_sql(
                "SELECT by_user, import_id FROM fact WHERE identity = ? AND field = ? AND value = ?",
                (identity, field, old),
            ).fetchone()
            if row is None or row[0] < 0:
                continue
            target = identity
            step.set("fact", ref_of(identity, field, old), -1 if row[1] else None)
            if (key := typed_key(field, old)) is not None:
                step.set("key", ref_of(identity, key.network, key.kind, key.key), None)
    if value:
        step.set("fact", ref_of(target, field, value), 1)
        if (key := typed_key(field, value)) is not None:
            step.set("key", ref_of(target, key.network, key.kind, key.key), 1)


def typed_key(field: str, value: str) -> IdentityKey | None:
    """The identity that a typed value is, so that an archive that holds it as well meets the person."""
    match field:
        case Field.MAIL if key := mail_key(value):
            return IdentityKey("mail", IdentityKind.MAIL, key)
        case Field.PHONE if key := phone_key(value):
            return IdentityKey("phone", IdentityKind.PHONE, key)
        case Field.LINK:
            return profile_key(value)
        case _:
            return None


def add(database: SqliteDatabase, journal: Journal, uid: str, facts: Mapping[str, str]) -> tuple[int, ChangeSet]:
    """Somebody made by hand, with the values of some fields; the person they are and what changed.

    An address that somebody in the library has already makes them that person.
    """
    told = {field: _tidy(value, field) for field, value in facts.items()}
    if not any(told.values()):
        raise KnownError("A person needs a name or an address.")
    name = next(value for value in (told.get(Field.NAME, ""), *told.values()) if value)
    with journal.step("add", f"Added {name}") as step:
        made = made_by_hand(database, step, uid, told)
    return current(database, made), step.changes


def made_by_hand(database: SqliteDatabase, step: StepWriter, uid: str, told: Mapping[str, str]) -> int:
    """Somebody made by hand with these values, within a step; the identity they are."""
    step.set("person", uid, 1)
    row = database.execute_sql(
        "SELECT id FROM identity WHERE network = 'relate' AND account = 0 AND kind = 'id' AND key = ?", (uid,)
    ).fetchone()
    for field, value in told.items():
        if value:
            step.set("fact", ref_of(row[0], field, value), 1)
        if value and (key := typed_key(field, value)) is not None:
            step.set("key", ref_of(row[0], key.network, key.kind, key.key), 1)
    return int(row[0])


def delete(database: SqliteDatabase, journal: Journal, persons: Sequence[int]) -> ChangeSet:
    """A tombstone on every identity: they leave all lists, and what archives say of them later is skipped."""
    going = everyone(database, persons)
    with journal.step("delete", f"Removed {called(database, going)}") as step:
        at = journal.now()
        for person in going:
            for identity in identities_of(database, person):
                if database.execute_sql("SELECT 1 FROM removed WHERE identity = ?", (identity,)).fetchone() is None:
                    step.set("removed", ref_of(identity), at)
    return step.changes


# how they stand -----------------------------------------------------------------------------------------------------


def set_circle(database: SqliteDatabase, journal: Journal, persons: Sequence[int], circle: int | None) -> ChangeSet:
    if circle is not None and circle not in CIRCLES:
        raise KnownError(f"There is no circle of {circle}: they are 5, 15, 50 and 150.")
    whom = everyone(database, persons)
    words = "Took {} out of the circles" if circle is None else f"Put {{}} into the circle of {circle}"
    return _set_newest(
        database, journal, "circle", words.format(called(database, whom)), whom, "circle", "circle_member", circle
    )


def set_rhythm(database: SqliteDatabase, journal: Journal, persons: Sequence[int], days: float | None) -> ChangeSet:
    """How often they want to talk, in days; None leaves it to the circle or to what is learnt."""
    if days is not None and not 1 <= days <= 3650:
        raise KnownError("A rhythm is between a day and ten years.")
    whom = everyone(database, persons)
    words = "Left the rhythm with {} to itself" if days is None else f"Set the rhythm with {{}} to {every(days)}"
    value = None if days is None else float(days)
    return _set_newest(
        database, journal, "rhythm", words.format(called(database, whom)), whom, "days", "rhythm_set", value
    )


def set_state(database: SqliteDatabase, journal: Journal, persons: Sequence[int], state: str) -> ChangeSet:
    if state not in STATES:
        raise KnownError(f"“{state}” is no state: they are {', '.join(STATES)}.")
    whom = everyone(database, persons)
    return _set_newest(
        database,
        journal,
        "state",
        f"Set {called(database, whom)} to {state}",
        whom,
        "state",
        "person_state",
        None if state == "active" else state,
    )


def _set_newest(
    database: SqliteDatabase,
    journal: Journal,
    entity: str,
    title: str,
    persons: Sequence[int],
    column: str,
    table: str,
    value: Any,
) -> ChangeSet:
    """The newest word among a person's identities counts. None takes all of them away."""
    with journal.step(entity, title) as step:
        since = journal.now()
        for person in persons:
            rows = database.execute_sql(
                f"SELECT t.identity, t.{column}, t.since FROM {table} t JOIN identity n ON n.id = t.identity"
                " WHERE n.person = ? ORDER BY t.since DESC, t.identity",
                (person,),
            ).fetchall()
            if value is None:
                for identity, _, _ in rows:
                    step.set(entity, ref_of(identity), None)
            elif not rows or rows[0][1] != value:
                newest = max(since, *(row[2] + 1 for row in rows if row[0] != person), 0)
                step.set(entity, ref_of(person), {column: value, "since": newest})
    return step.changes


def add_tag(database: SqliteDatabase, journal: Journal, persons: Sequence[int], tag: str) -> ChangeSet:
    name = " ".join(tag.split())
    if not name:
        raise KnownError("A tag needs a word.")
    whom = everyone(database, persons)
    with journal.step("tag", f"Tagged {called(database, whom)} “{name}”") as step:
        for person in whom:
            if not _tagged(database, person, name):
                step.set("tag", ref_of(person, name), 1)
    return step.changes


def remove_tag(database: SqliteDatabase, journal: Journal, persons: Sequence[int], tag: str) -> ChangeSet:
    name = " ".join(tag.split())
    whom = everyone(database, persons)
    with journal.step("tag", f"Took “{name}” off {called(database, whom)}") as step:
        for person in whom:
            for identity in _tagged(database, person, name):
                step.set("tag", ref_of(identity, name), None)
            # The group of an address book stays away from now on, whatever a later book says.
            for _, identity, said, _ in _sayings(database, person, Field.GROUP.value):
                if " ".join(said.split()) == name:
                    step.set("fact", ref_of(identity, Field.GROUP.value, said), -1)
    return step.changes


def _tagged(database: SqliteDatabase, person: int, name: str) -> list[int]:
    rows = database.execute_sql(
        "SELECT t.identity FROM identity n JOIN tag t ON t.identity = n.id AND t.name = ? WHERE n.person = ?",
        (name, person),
    )
    return [int(row[0]) for row in rows]


# the suggestions ------------------------------------------------------------------------------------------------------


def act(
    database: SqliteDatabase, journal: Journal, person: int, uid: str, value: Mapping[str, Any], title: str
) -> ChangeSet:
    """What the user did with a suggestion: act, at, until_day, reason (domain/acts.py)."""
    whose = current(database, person)
    with journal.step("act", f"{title}: {called(database, [whose])}") as step:
        step.set("act", uid, {"identity": whose, **value})
    return step.changes
