"""Events of the user and of archives: who was there, how one met them, and all of it taken back."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.domain.errors import KnownError, NoSuchThing
from relate.domain.events import Told
from relate.domain.moments import DAY_MS, Moment, Precision
from relate.domain.records import Fact, Field, Kind, Role
from relate.domain.state_table import StateTable
from relate.domain.tie_facts import FactTable
from relate.store import canonical, commands, event_commands, event_reads, everybody, joining, talks, tie_reads
from relate.store.codes import KIND_CODE
from relate.store.hashing import hashed
from relate.store.interactions import add_one
from relate.store.journal import Journal
from relate.store.people_reads import ListQuery, ids
from relate.store.timeline_reads import ids_of, rows
from tests.store.making import (
    Clock,
    caches,
    passed,
    persons,
    profile,
    ready,
    recompute,
    refresh_everybody,
    start_import,
    tell,
)

MARCH = 17_969
"""14 March 2019."""
EXPO = Told("SaaS Expo", Moment(MARCH * DAY_MS, Precision.DAY), Moment((MARCH + 2) * DAY_MS, Precision.DAY), "Berlin")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    opened = ready(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def journal(database: SqliteDatabase) -> Journal:
    return Journal(database, Clock())


@pytest.fixture
def people(database: SqliteDatabase) -> list[int]:
    """Six identities, each somebody who became connected."""
    import_id = start_import(database)
    told = [((profile(f"p{n}"),), (Fact(Field.NAME, f"Guest {n}"),)) for n in range(6)]
    identities = tell(database, import_id, told)
    for place, one in enumerate(identities):
        passed(database, import_id, one, (MARCH + place % 3) * DAY_MS, kind=Kind.CONNECTED, text="")
    refresh_everybody(database)
    return identities


def how_met(database: SqliteDatabase, person: int) -> str:
    return commands.shown_value(database, person, Field.HOW_MET)


def contact_days(database: SqliteDatabase, person: int) -> int:
    (days,) = database.execute_sql("SELECT contact_days FROM person WHERE id = ?", (person,)).fetchone()
    return int(days)


def events_in(database: SqliteDatabase, person: int) -> list[str]:
    found = rows(database, ids_of(database, person))
    return [row.title for row in found if row.kind is Kind.EVENT]


def test_naming_an_event_once_tells_all_of_them_how_one_met(
    database: SqliteDatabase, journal: Journal, people: list[int]
) -> None:
    before, state = canonical.dump(database), caches(database)
    key, _ = event_commands.make(database, journal, "one", EXPO, people)
    assert [how_met(database, one) for one in people] == ["SaaS Expo, March 2019"] * 6
    assert [guest.met for guest in event_reads.guests(database, key)] == [True] * 6
    assert all(events_in(database, one) == ["SaaS Expo"] for one in people)
    assert set(ids(database, ListQuery(text="saas expo"))) == set(persons(database, people))
    journal.undo()
    assert canonical.dump(database) == before
    assert caches(database) == state
    journal.redo()
    assert [how_met(database, one) for one in people] == ["SaaS Expo, March 2019"] * 6


def test_whoever_was_met_was_in_contact_that_day_and_whoever_was_listed_was_not(
    database: SqliteDatabase, journal: Journal, people: list[int]
) -> None:
    key, _ = event_commands.make(database, journal, "one", EXPO, people[:5])
    event_commands.add_people(database, journal, key, people[5:], met=False)
    assert [contact_days(database, one) for one in people] == [1, 1, 1, 1, 1, 0]
    assert how_met(database, people[5]) == ""
    row = database.execute_sql("SELECT day, weight FROM contact_day WHERE identity = ?", (people[0],)).fetchone()
    assert row == (MARCH, 2.0)
    event_commands.add_people(database, journal, key, people[5:], met=True)
    assert contact_days(database, people[5]) == 1


def test_what_is_derived_of_events_can_be_derived_again(
    database: SqliteDatabase, journal: Journal, people: list[int]
) -> None:
    key, _ = event_commands.make(database, journal, "one", EXPO, people[:4])
    event_commands.add_people(database, journal, key, people[4:], met=False)
    state = caches(database)
    recompute(database)
    assert caches(database) == state


def test_what_one_said_of_how_one_met_somebody_stays(
    database: SqliteDatabase, journal: Journal, people: list[int]
) -> None:
    commands.set_fact(database, journal, people[0], Field.HOW_MET, "at school")
    key, _ = event_commands.make(database, journal, "one", EXPO, people)
    event_commands.remove(database, journal, key)
    assert [how_met(database, one) for one in people[:2]] == ["at school", ""]


def test_calling_it_otherwise_and_another_day_goes_along(
    database: SqliteDatabase, journal: Journal, people: list[int]
) -> None:
    key, _ = event_commands.make(database, journal, "one", EXPO, people)
    later = Told("SaaStr", Moment((MARCH + 30) * DAY_MS, Precision.DAY), note="the bar behind hall 4")
    changes = event_commands.change(database, journal, key, later)
    assert changes.people is not None
    assert set(persons(database, people)) <= changes.people
    assert how_met(database, people[0]) == "SaaStr, April 2019"
    (day,) = database.execute_sql("SELECT day FROM contact_day WHERE identity = ?", (people[0],)).fetchone()
    assert day == MARCH + 30
    (event,) = event_reads.events(database)
    assert (event.name, event.end, event.note) == ("SaaStr", None, "the bar behind hall 4")


def _read(reading: Generator[None, None, tuple[StateTable, FactTable]]) -> tuple[StateTable, FactTable]:
    while True:
        try:
            next(reading)
        except StopIteration as over:
            return over.value  # type: ignore[no-any-return]


def test_whoever_was_at_an_event_is_known_from_elsewhere(
    database: SqliteDatabase, journal: Journal, people: list[int]
) -> None:
    event_commands.make(database, journal, "one", EXPO, people[:1])
    *_, found = _read(everybody.states_and_facts(database))
    assert found.bools("other_source").tolist() == [True] + [False] * 5
    assert [facts.other_source for _, facts in tie_reads.facts_of(database, people[:2])] == [True, False]


def test_taking_somebody_out_leaves_the_others(database: SqliteDatabase, journal: Journal, people: list[int]) -> None:
    key, _ = event_commands.make(database, journal, "one", EXPO, people)
    event_commands.take_people(database, journal, key, [people[2]])
    assert len(event_reads.guests(database, key)) == 5
    assert (how_met(database, people[2]), events_in(database, people[2])) == ("", [])


def test_one_who_is_two_profiles_is_one_guest_and_is_parted_again(
    database: SqliteDatabase, journal: Journal, people: list[int]
) -> None:
    joining.merge(database, journal, people[:2])
    key, _ = event_commands.make(database, journal, "one", EXPO, people)
    assert len(event_reads.guests(database, key)) == 5
    journal.undo(1)
    assert [how_met(database, one) for one in people[:2]] == ["SaaS Expo, March 2019", ""]


def test_joining_two_events_keeps_everybody_once(database: SqliteDatabase, journal: Journal, people: list[int]) -> None:
    one, _ = event_commands.make(database, journal, "one", EXPO, people[:3])
    other, _ = event_commands.make(database, journal, "two", Told("Expo dinner"), people[2:])
    before = canonical.dump(database)
    event_commands.join(database, journal, one, other)
    assert [event.key for event in event_reads.events(database)] == [one]
    assert len(event_reads.guests(database, one)) == 6
    assert how_met(database, people[5]) == "SaaS Expo, March 2019"
    journal.undo()
    assert canonical.dump(database) == before


def test_an_event_needs_a_name_and_one_that_is_gone_is_said_to_be(database: SqliteDatabase, journal: Journal) -> None:
    with pytest.raises(KnownError, match="needs a name"):
        event_commands.make(database, journal, "one", Told("  "))
    with pytest.raises(NoSuchThing):
        event_commands.remove(database, journal, 12)


def test_its_row_is_no_conversation(database: SqliteDatabase, journal: Journal, people: list[int]) -> None:
    event_commands.make(database, journal, "one", EXPO, people)
    (event,) = event_reads.events(database)
    with pytest.raises(KnownError, match="in Events"):
        talks.hide(database, journal, event.interaction)


def test_undoing_steps_in_any_order_gives_the_first_state(
    database: SqliteDatabase, journal: Journal, people: list[int]
) -> None:
    before = canonical.dump(database)
    key, _ = event_commands.make(database, journal, "one", EXPO, people[:3])
    event_commands.add_people(database, journal, key, people[3:])
    event_commands.change(database, journal, key, Told("Another"))
    for step in (1, 3, 2):
        journal.undo(step)
    assert canonical.dump(database) == before


def told_by_archive(database: SqliteDatabase, people: list[int], detail: str = "") -> int:
    """An event of an archive, with those that another row of the same event names; its key."""
    import_id = start_import(database, "x")
    key, at = hashed(("an event",)), MARCH * DAY_MS + 3_600_000
    rows: tuple[tuple[int, list[tuple[int, int]]], ...] = (
        (key, []),
        (hashed(("its people",)), [(one, int(Role.PRESENT)) for one in people]),
    )
    ids = [
        add_one(
            database, key=one, at=at, precision=6, kind=KIND_CODE[Kind.EVENT], direction=0, participants=whom, text="",
            title="A talk", detail=detail, account=1, by_user=0,
        )
        for one, whom in rows
    ]  # fmt: skip
    for one in ids:
        database.execute_sql("UPDATE interaction SET import_id = ? WHERE id = ?", (import_id, one))
        database.execute_sql("UPDATE interaction_key SET import_id = ? WHERE interaction = ?", (import_id, one))
    database.execute_sql(
        "INSERT INTO event (key, name, start, precision, place, link, attended, interaction, import_id)"
        " VALUES (?, 'A talk', ?, 6, '', '', 1, ?, ?)",
        (key, at, ids[0], import_id),
    )
    refresh_everybody(database)
    return key


def test_whom_an_archive_says_to_have_been_there_was_there(
    database: SqliteDatabase, journal: Journal, people: list[int]
) -> None:
    key = told_by_archive(database, people[:3])
    assert [(guest.met, guest.told) for guest in event_reads.guests(database, key)] == [(True, True)] * 3
    (event,) = event_reads.events(database)
    assert event.people == 3
    event_commands.add_people(database, journal, key, people[2:4])
    said = {guest.identity: guest.told for guest in event_reads.guests(database, key)}
    assert said == {people[0]: True, people[1]: True, people[2]: False, people[3]: False}
    state = caches(database)
    recompute(database)
    assert caches(database) == state


def test_whom_an_archive_only_lists_was_not_met_until_the_user_says_so(
    database: SqliteDatabase, journal: Journal, people: list[int]
) -> None:
    key = told_by_archive(database, people[:2], detail="listed")
    assert [guest.met for guest in event_reads.guests(database, key)] == [False, False]
    assert [contact_days(database, one) for one in people[:2]] == [0, 0]
    event_commands.add_people(database, journal, key, people[:1])
    assert [contact_days(database, one) for one in people[:2]] == [1, 0]
