"""How each tie stands: the caches contact_day (what passed on a day) and rhythm_state (what follows from the days).

Both are derived from the interactions and nothing else; a change that is no newer day refolds the person.
Source: design/ranking.md "What counts", data-model.md "Writing".
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from peewee import SqliteDatabase

from relate.domain.depth import (
    CONTACT_DEPTH,
    DEPTHS,
    HELLO_DEPTH,
    MISSED_CALL_DEPTH,
    MOST_RECIPIENTS,
    WRITTEN,
)
from relate.domain.moments import DAY_MS
from relate.domain.packing import pack, unpack
from relate.domain.records import Kind
from relate.domain.rhythm import ContactDay, RhythmState, fold, fold_all
from relate.store.codes import KIND_CODE, Tone
from relate.store.interaction_ids import SLOT_BITS, first_id_of
from relate.store.interactions import DAY_SECONDS, NOT_MET
from relate.store.owners import OWNER_PERSONS
from relate.store.visibility import and_visible, hidden

_CHUNK = 400
"""Persons whose days are read with one statement."""
_MANY = 40
"""From so many persons on their states are folded over arrays."""


def refresh(database: SqliteDatabase, persons: Iterable[int], seeing: int = 0) -> None:
    """Recompute contact days and rhythm states of these persons.

    seeing: an import whose rows count although readers do not see them yet.
    """
    everyone = sorted(set(persons))
    for start in range(0, len(everyone), _CHUNK):
        _refresh_chunk(database, everyone[start : start + _CHUNK], seeing)


def _refresh_chunk(database: SqliteDatabase, persons: Sequence[int], seeing: int) -> None:
    marks = ",".join("?" * len(persons))
    identities = [
        int(row[0])
        for row in database.execute_sql(
            # With himself the owner has no tie: everything that ever passed would be his.
            f"SELECT id FROM identity WHERE person IN ({marks}) AND person NOT IN ({OWNER_PERSONS})",
            persons,
        )
    ]
    connection = database.connection()
    connection.execute(
        f"DELETE FROM contact_day WHERE identity IN (SELECT id FROM identity WHERE person IN ({marks}))", persons
    )
    _refresh_days(database, identities, seeing)
    refold(database, persons)


def _refresh_days(database: SqliteDatabase, identities: Sequence[int], seeing: int) -> None:
    visible = and_visible("i.import_id", hidden(database, seeing))
    given = _given(database)
    for among in (False, True):
        some = [(identity,) for identity in identities if (identity in given) is among]
        if some:
            database.connection().executemany(_days_statement(visible, given=among), some)


def _given(database: SqliteDatabase) -> set[int]:
    """The identities to whom the user gave a row of somebody else."""
    rows = database.execute_sql("SELECT DISTINCT person FROM interaction_override WHERE person IS NOT NULL")
    return {int(row[0]) for row in rows}


def _days_statement(visible: str, given: bool, between: str = "", which: str = "") -> str:
    """Inserts the contact days of the identity ?1. given: rows of others may be its by the user's word.

    A row that was given away is of nobody but whom it was given to, whoever took part in it.
    """
    # The other days of an identity are written without this: it is few who were given anything.
    by_word = (
        " UNION ALL SELECT o.person AS identity, p.interaction AS interaction, p.role AS role, p.part AS part"
        " FROM interaction_override o CROSS JOIN participant p ON p.interaction = o.interaction"
        f" CROSS JOIN identity n ON n.id = p.identity AND n.person NOT IN ({OWNER_PERSONS})"
        f" WHERE o.person = ?1 AND p.identity != ?1{between}"
        " AND NOT EXISTS (SELECT 1 FROM participant q WHERE q.interaction = o.interaction AND q.identity = ?1)"
    )
    taking_part = (
        f"(SELECT p.identity, p.interaction, p.role, p.part FROM participant p WHERE p.identity = ?1{between}{by_word})"
        if given
        else "participant"
    )
    whose = "" if given else f"p.identity = ?1{between} AND "
    return (
        "INSERT INTO contact_day (identity, day, weight, total, messages_out, messages_in, first_at, last_at)"
        " SELECT identity, day, max(depth / people), sum(depth), sum(direction = 2), sum(direction = 1),"
        " min(at), max(at) FROM ("
        " SELECT p.identity AS identity,"
        " home_day(coalesce(o.at, i.at), coalesce(o.precision, i.precision)) AS day,"
        # Whoever was met at an event was met for himself, however many were.
        " coalesce(o.at, i.at) AS at, i.direction AS direction,"
        f" iif(i.kind = {KIND_CODE[Kind.EVENT]}, 1, max(i.people - 1, 1)) AS people,"
        f" max({_DEPTH}) AS depth"
        f" FROM {taking_part} p JOIN interaction i ON i.id = p.interaction"
        " LEFT JOIN interaction_override o ON o.interaction = i.id"
        f" WHERE {whose}i.at IS NOT NULL AND NOT coalesce(o.hidden, 0) AND coalesce(o.person, ?1) = ?1{visible}"
        # As the rows of an identity are kept: grouped by i.id, the same number, they would be sorted first.
        " GROUP BY p.identity, p.interaction)"
        f" WHERE depth > 0 AND people <= {MOST_RECIPIENTS}{which} GROUP BY identity, day"
    )


def refresh_days(database: SqliteDatabase, days: Mapping[int, Collection[int]]) -> None:
    """Recompute some home days of some identities and the states that rest on them: what a single row changed.

    The rows of a day are found by their ids, which stand within two days of it. A day that says of the tie what it said
    before leaves the state alone, one newer than all before is folded into it in O(1); anything else folds the person's
    contact days again.
    """
    visible = and_visible("i.import_id", hidden(database))
    given = _given(database)
    # Written as two: SQLite from 3.46 on goes through everything of theirs where it says BETWEEN here.
    near = " AND p.interaction >= ?2 AND p.interaction <= ?3"
    statements = [_days_statement(visible, among, near, " AND day = ?4") for among in (False, True)]
    person_of = {
        int(identity): int(person)
        for identity, person in database.execute_sql(
            "SELECT n.id, n.person FROM json_each(?) j CROSS JOIN identity n ON n.id = j.value"
            f" WHERE n.person NOT IN ({OWNER_PERSONS})",
            (json.dumps(list(days)),),
        )
    }
    changed: dict[int, set[int]] = {}
    for identity, person in person_of.items():
        changed.setdefault(person, set()).update(days[identity])
    before = {person: _contact_on(database, person, its_days) for person, its_days in changed.items()}
    for identity in person_of:
        for day in days[identity]:
            database.execute_sql("DELETE FROM contact_day WHERE identity = ? AND day = ?", (identity, day))
            low, high = first_id_of((day - 2) * DAY_MS), first_id_of((day + 3) * DAY_MS) + (DAY_SECONDS << SLOT_BITS)
            database.execute_sql(statements[identity in given], (identity, low, high, day))
    refold(
        database,
        [person for person, its_days in changed.items() if not _folded_in(database, person, its_days, before[person])],
    )


def _contact_on(database: SqliteDatabase, person: int, days: Collection[int]) -> dict[int, ContactDay]:
    """The contact days among some days, channels merged."""
    which = f" AND d.day IN ({','.join(str(int(day)) for day in days)})"
    return {day.day: day for _, found in contact_days(database, [person], which) for day in found}


def _folded_in(database: SqliteDatabase, person: int, days: Collection[int], before: Mapping[int, ContactDay]) -> bool:
    """Fold in a day newer than all before, if that is all that came; whether the state is right now."""
    now = _contact_on(database, person, days)
    differing = [day for day in days if _told(before.get(day)) != _told(now.get(day))]
    if not differing:
        return True
    state = state_of(database, person)
    if len(differing) > 1 or state is None or differing[0] <= state.last_day or differing[0] not in now:
        return False
    add_day(database, person, now[differing[0]])
    return True


def _told(day: ContactDay | None) -> tuple[float, int, bool, bool] | None:
    """What a state takes from a contact day: how much was said on it makes no difference."""
    return None if day is None else (day.weight, day.first_at, day.out > 0, day.inc > 0)


def refold(database: SqliteDatabase, persons: Sequence[int]) -> None:
    """The states of these persons from their contact days, which are right: people were joined or parted."""
    connection = database.connection()
    for start in range(0, len(persons), _CHUNK):
        part = persons[start : start + _CHUNK]
        connection.execute(f"DELETE FROM rhythm_state WHERE person IN ({','.join('?' * len(part))})", part)
        connection.executemany(
            "INSERT INTO rhythm_state (person, state) VALUES (?,?)",
            _folded_at_once(database, part)
            if len(part) >= _MANY
            else [(person, pack(state)) for person, state in _folded(database, part)],
        )


def _folded_at_once(database: SqliteDatabase, persons: Sequence[int]) -> list[tuple[int, bytes]]:
    """As `_folded`, packed, over arrays: with hundreds of people that takes a fifth of the time."""
    rows = _days_of(database, persons).fetchall()
    if not rows:
        return []
    import numpy as np  # not for the few people of a command

    from relate.domain.folding import ROUNDING, ContactDays, fold_days
    from relate.domain.packing import bytes_of

    told = np.array(rows, dtype=np.float64)  # ids and milliseconds are whole numbers below 2^53
    told = told[told[:, 3] >= CONTACT_DEPTH - ROUNDING]
    person, day, out, inc, first_at = told[:, (0, 1, 4, 5, 6)].astype(np.int64).T
    folded = fold_days(ContactDays(person, day, told[:, 2], out, inc, first_at))
    return list(zip(folded.persons.tolist(), bytes_of(folded.records), strict=True))


def _folded(database: SqliteDatabase, persons: Sequence[int]) -> Iterator[tuple[int, RhythmState]]:
    for person, days in contact_days(database, persons):
        state = fold_all(days)
        if state is not None:
            yield person, state


def contact_days(
    database: SqliteDatabase, persons: Sequence[int], which: str = ""
) -> Iterator[tuple[int, list[ContactDay]]]:
    """The contact days of persons, oldest first, channels merged; people without one are left out.

    which: " AND …" over `contact_day d`.
    """
    for person, group in groupby(_days_of(database, persons, which), key=lambda row: int(row[0])):
        days = [
            ContactDay(day, weight, out, inc, first_at)
            for _, day, weight, total, out, inc, first_at in group
            if total >= CONTACT_DEPTH - 1e-9
        ]
        if days:
            yield person, days


def _days_of(database: SqliteDatabase, persons: Sequence[int], which: str = "") -> sqlite3.Cursor:
    """(person, day, weight, total, messages_out, messages_in, first_at) of persons, by person and day."""
    marks = ",".join("?" * len(persons))
    return database.execute_sql(
        "SELECT n.person, d.day, max(d.weight), sum(d.total), sum(d.messages_out), sum(d.messages_in), min(d.first_at)"
        " FROM identity n JOIN contact_day d ON d.identity = n.id"
        f" WHERE n.person IN ({marks}){which} GROUP BY n.person, d.day ORDER BY n.person, d.day",
        persons,
    )


def add_day(database: SqliteDatabase, person: int, day: ContactDay) -> None:
    """A new newest contact day of one person, in O(1)."""
    row = database.execute_sql("SELECT state FROM rhythm_state WHERE person = ?", (person,)).fetchone()
    state = fold(unpack(row[0]) if row else None, day)
    database.execute_sql("INSERT OR REPLACE INTO rhythm_state (person, state) VALUES (?,?)", (person, pack(state)))


def states(database: SqliteDatabase) -> Iterator[tuple[int, RhythmState]]:
    """Everybody's state, by person."""
    for person, blob in database.execute_sql("SELECT person, state FROM rhythm_state ORDER BY person"):
        yield int(person), unpack(blob)


def state_of(database: SqliteDatabase, person: int) -> RhythmState | None:
    row = database.execute_sql("SELECT state FROM rhythm_state WHERE person = ?", (person,)).fetchone()
    return unpack(row[0]) if row else None


def mark_tones(
    database: SqliteDatabase, gists: Sequence[int], conversations: Sequence[int], seeing: int = 0
) -> set[int]:
    """Tell hellos and pitches anew for these gists and threads; the interactions whose tone changed.

    A hello: the same words sent three times, to three people or more; one message to a group is none. A pitch: a
    thread in which the owner never wrote.
    Greetings are told by their words when they are read and are never untold here.
    """
    changed: set[int] = set()
    visible = and_visible("i.import_id", hidden(database, seeing))
    for start in range(0, len(gists), _CHUNK):
        part = gists[start : start + _CHUNK]
        marks = ",".join("?" * len(part))
        rows = database.execute_sql(
            # What was written once, to a group, was said to all of them together and is no hello.
            "SELECT i.gist, min(count(DISTINCT n.person), count(DISTINCT i.id)) FROM interaction i"
            " JOIN participant p ON p.interaction = i.id"
            " JOIN identity n ON n.id = p.identity"
            f" WHERE i.gist IN ({marks}) AND i.direction = 2 AND p.role != 1{visible} GROUP BY i.gist"
            " HAVING count(*) >= 3 OR max(i.tone) > 0",
            part,
        ).fetchall()
        for said, times in rows:
            tone = int(Tone.HELLO if times >= 3 else Tone.PLAIN)
            changed |= _set_tone(database, "gist = ? AND direction = 2", (said,), tone)
    for start in range(0, len(conversations), _CHUNK):
        some = conversations[start : start + _CHUNK]
        tell_whose(database, some, seeing)
        changed |= tell_pitches(database, some)
    return changed


def untell_hellos(database: SqliteDatabase, gists: Sequence[int]) -> set[int]:
    """What was the owner's until it was known that it is not is no hello of his; those whose tone changed."""
    changed: set[int] = set()
    for start in range(0, len(gists), _CHUNK):
        part = gists[start : start + _CHUNK]
        others = f"gist IN ({','.join('?' * len(part))}) AND direction != 2 AND tone = {int(Tone.HELLO)}"
        changed |= _set_tone(database, others, part, int(Tone.PLAIN))
    return changed


def tell_whose(database: SqliteDatabase, conversations: Sequence[int], seeing: int = 0) -> None:
    """Whether the owner ever wrote in these threads, some hundreds at most."""
    visible = and_visible("i.import_id", hidden(database, seeing))
    database.execute_sql(
        "UPDATE conversation SET mine = EXISTS (SELECT 1 FROM interaction i WHERE i.conversation = conversation.id"
        f" AND i.conversation > 0 AND i.direction = 2{visible}) WHERE id IN ({','.join('?' * len(conversations))})",
        conversations,
    )


def tell_pitches(
    database: SqliteDatabase, conversations: Sequence[int], between: tuple[int, int] | None = None
) -> set[int]:
    """Tell pitches anew in these threads, of which that is known, some hundreds at most; the interactions whose tone
    changed. between: the first and the last of those that are looked at."""
    marks = ",".join("?" * len(conversations))
    here = "" if between is None else " AND id BETWEEN ? AND ?"
    parameters = (*conversations, *(between or ()))
    written = f"kind IN ({KIND_CODE[Kind.MESSAGE]},{KIND_CODE[Kind.MAIL]}) AND direction = 1"
    threads = f"conversation > 0 AND conversation IN (SELECT id FROM conversation WHERE id IN ({marks}) AND mine"
    changed = _set_tone(database, f"{threads} = 0){here} AND {written} AND tone = 0", parameters, int(Tone.PITCH))
    return changed | _set_tone(
        database, f"{threads} > 0){here} AND tone = {int(Tone.PITCH)}", parameters, int(Tone.PLAIN)
    )


def untell_pitches(database: SqliteDatabase, interactions: Collection[int] | None = None) -> set[int]:
    """A pitch is one because of its thread: what is in none any more is none; of these rows or of all. Those whose tone
    changed."""
    whose = "" if interactions is None else " AND id IN (SELECT value FROM json_each(?))"
    parameters = () if interactions is None else (json.dumps(list(interactions)),)
    return _set_tone(database, f"conversation <= 0 AND tone = {int(Tone.PITCH)}{whose}", parameters, int(Tone.PLAIN))


def _set_tone(database: SqliteDatabase, where: str, parameters: Sequence[Any], tone: int) -> set[int]:
    rows = database.execute_sql(
        f"UPDATE interaction SET tone = ? WHERE {where} AND tone != ? RETURNING id", (tone, *parameters, tone)
    ).fetchall()
    return {int(row[0]) for row in rows}


def _depth_sql() -> str:
    """domain.depth.depth as an expression over a row of interaction i and participant p; a test holds the two
    together."""
    by_kind = " ".join(
        f"WHEN {KIND_CODE[kind]} THEN {depth}"
        for kind, depth in DEPTHS.items()
        if kind not in (Kind.INVITATION, Kind.CALL, Kind.EVENT)
    )
    written = ",".join(str(KIND_CODE[kind]) for kind in sorted(WRITTEN))
    return (
        f"CASE WHEN i.tone = {int(Tone.PITCH)} THEN 0.0"
        f" WHEN {NOT_MET} THEN 0.0"
        f" WHEN i.kind = {KIND_CODE[Kind.INVITATION]} AND i.text = '' THEN 0.0"
        f" WHEN i.kind = {KIND_CODE[Kind.CALL]} AND i.detail = 'missed' THEN {MISSED_CALL_DEPTH}"
        f" WHEN i.tone = {int(Tone.HELLO)} AND i.kind IN ({written}) THEN {HELLO_DEPTH}"
        f" WHEN i.kind = {KIND_CODE[Kind.INVITATION]} THEN {DEPTHS[Kind.INVITATION]}"
        f" WHEN i.kind = {KIND_CODE[Kind.CALL]} THEN {DEPTHS[Kind.CALL]}"
        f" WHEN i.kind = {KIND_CODE[Kind.EVENT]} THEN {DEPTHS[Kind.EVENT]}"
        f" ELSE CASE i.kind {by_kind} ELSE 0.0 END END"
    )


_DEPTH = _depth_sql()
