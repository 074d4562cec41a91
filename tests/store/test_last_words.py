"""The last words with somebody, read backwards as far as needed, are those a look at everything finds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.domain.closings import closes
from relate.domain.moments import Precision
from relate.domain.priority import MOST_TURNS
from relate.domain.records import Direction, Kind, Role
from relate.store import writing
from relate.store.codes import KIND_CODE
from relate.store.interactions import add_one
from relate.store.last_words import last_lines, last_said, newest_contact, newest_of, talked, turns_of
from tests.bench.library import Size, make


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteDatabase]:
    """300 people, every tenth of whom is one with the next, and some rows hidden."""
    path = Path(tmp_path_factory.mktemp("words")) / "made.db"
    make(path, Size(300, 6_000))
    database = writing.open_for_writing(path)
    database.execute_sql(
        "UPDATE identity SET person = id + 1 WHERE id % 10 = 0 AND id + 1 <= (SELECT max(id) FROM person)"
    )
    database.execute_sql(
        "INSERT INTO interaction_override (interaction, hidden) SELECT id, 1 FROM interaction WHERE id % 7 = 0"
    )
    yield database
    writing.close(database)


def everybody(database: SqliteDatabase) -> list[int]:
    return [row[0] for row in database.execute_sql("SELECT DISTINCT person FROM identity WHERE id > 3 ORDER BY person")]


def everything(database: SqliteDatabase, person: int) -> list[tuple[int, int, int, int, str, bool]]:
    """(id, kind, direction, tone, text, hidden) of all that passed with somebody, newest first."""
    rows = database.execute_sql(
        "SELECT DISTINCT i.id, i.kind, i.direction, i.tone, i.text, coalesce(o.hidden, 0) FROM interaction i"
        " JOIN participant p ON p.interaction = i.id JOIN identity n ON n.id = p.identity"
        " LEFT JOIN interaction_override o ON o.interaction = i.id WHERE n.person = ?",
        (person,),
    ).fetchall()
    return sorted(((*row[:5], bool(row[5])) for row in rows), reverse=True)


MESSAGE, CONNECTED = 1, 10


def test_the_last_lines_are_the_newest_messages_that_are_not_hidden(library: SqliteDatabase) -> None:
    found = dict(last_lines(library, everybody(library)))
    assert len(found) > 50
    for person in everybody(library):
        direct = [row for row in everything(library, person) if row[1] == MESSAGE]
        seen = [row for row in direct if not row[5]]
        assert (found[person].interactions if person in found else ()) == tuple(row[0] for row in seen[:2])
        if seen:
            assert found[person].theirs == (seen[0][2] == 1 and seen[0][3] != 1 and not closes(seen[0][4]))
            assert found[person].wrote_before == any(row[2] == 2 for row in seen)


def test_what_was_said_last_is_no_hello_and_no_pitch(library: SqliteDatabase) -> None:
    for person in everybody(library):
        said = [row for row in everything(library, person) if row[1] == MESSAGE and row[3] == 0 and not row[5]]
        assert last_said(library, person) == ((said[0][0], said[0][2], said[0][4]) if said else None)
        assert newest_contact(library, person, 3) == tuple(row[0] for row in said[:3])


def test_the_day_they_became_connected_is_found_behind_all_that_was_said(library: SqliteDatabase) -> None:
    for person in everybody(library):
        connected = [row[0] for row in everything(library, person) if row[1] == CONNECTED and not row[5]]
        assert newest_of(library, person, (Kind.CONNECTED,)) == tuple(connected[:1])


def test_turns_are_counted_as_far_as_they_count(library: SqliteDatabase) -> None:
    found = dict(turns_of(library, everybody(library)))
    assert max(found.values()) == MOST_TURNS
    for person in everybody(library):
        sides = [row[2] for row in everything(library, person) if row[1] == MESSAGE and row[3] == 0 and not row[5]]
        changes = sum(one != other for one, other in pairwise(sides))
        assert found.get(person) == (min(changes, MOST_TURNS) if sides else None)


def test_whoever_was_talked_to_since_does_not_wait_for_an_answer(library: SqliteDatabase) -> None:
    found = dict(last_lines(library, everybody(library)))
    waits = next(person for person, lines in found.items() if lines.theirs)
    newest = found[waits].interactions[0]
    who = library.execute_sql("SELECT min(id) FROM identity WHERE person = ?", (waits,)).fetchone()[0]
    with library.atomic() as transaction:
        add_one(
            library,
            key=1,
            at=found[waits].at + 60_000,
            precision=Precision.SECOND,
            kind=KIND_CODE[Kind.TALK],
            direction=Direction.NONE,
            participants=[(who, Role.PRESENT)],
            text="",
        )
        ((_, lines),) = last_lines(library, [waits])
        assert lines.interactions[0] == newest
        assert not lines.theirs
        transaction.rollback()


def test_a_talk_counts_by_whichever_address_it_was_had_and_only_since_the_last_words(library: SqliteDatabase) -> None:
    found = dict(last_lines(library, everybody(library)))
    waits, other = [person for person, lines in found.items() if lines.theirs][:2]
    for minutes, still_waits in ((-60, True), (1, False)):
        with library.atomic() as transaction:
            # Another address of theirs, by which nothing was ever written.
            library.execute_sql(
                "INSERT INTO identity (id, network, account, kind, key, import_id, by_user, person)"
                " VALUES (999999, 'phone', 0, 'phone', '+442079460018', 0, 1, ?)",
                (waits,),
            )
            add_one(
                library,
                key=1,
                at=found[waits].at + minutes * 60_000,
                precision=Precision.SECOND,
                kind=KIND_CODE[Kind.CALL],
                direction=Direction.NONE,
                participants=[(999_999, Role.PRESENT)],
                text="",
            )
            told = dict(last_lines(library, [waits, other]))
            assert (told[waits].theirs, told[other].theirs) == (still_waits, True)
            transaction.rollback()


def test_a_row_given_to_somebody_else_waits_for_the_answer_of_that_one(library: SqliteDatabase) -> None:
    found = dict(last_lines(library, everybody(library)))
    waits = next(person for person, lines in found.items() if lines.theirs)
    newest, before = found[waits].interactions
    other = next(person for person, lines in found.items() if not lines.theirs and lines.at < found[waits].at)
    given = "INSERT OR REPLACE INTO interaction_override (interaction, hidden, person) VALUES (?, ?, ?)"
    with library.atomic() as transaction:
        library.execute_sql(given, (newest, 0, other))
        told = dict(last_lines(library, [waits, other]))
        assert told[waits].interactions[0] == before
        assert told[other].interactions == (newest, found[other].interactions[0])
        assert (told[other].at, told[other].theirs) == (found[waits].at, True)
        assert told[other].wrote_before == found[other].wrote_before
        # To nobody once it is hidden.
        library.execute_sql(given, (newest, 1, other))
        assert dict(last_lines(library, [other])) == {other: found[other]}
        transaction.rollback()


def test_nobody_waits_for_an_answer_to_thanks(library: SqliteDatabase) -> None:
    found = dict(last_lines(library, everybody(library)))
    waits = next(person for person, lines in found.items() if lines.theirs)
    with library.atomic() as transaction:
        library.execute_sql(
            "UPDATE interaction SET text = 'Thank you so much, very kind.' WHERE id = ?",
            (found[waits].interactions[0],),
        )
        ((_, lines),) = last_lines(library, [waits])
        assert lines.interactions == found[waits].interactions
        assert not lines.theirs
        transaction.rollback()


def test_whoever_wrote_anything_talked_and_whoever_only_connected_did_not(library: SqliteDatabase) -> None:
    people = everybody(library)
    wrote = {
        person
        for person in people
        if any(kind == MESSAGE and not tone and not hid for _, kind, _, tone, _, hid in everything(library, person))
    }
    connected = {person for person in people if any(row[1] == CONNECTED for row in everything(library, person))}
    assert talked(library, people) == wrote
    assert connected - wrote
