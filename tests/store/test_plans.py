"""No command of the user looks through a big table: every statement finds its rows by an index."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.domain.events import Told
from relate.domain.moments import DAY_MS, Moment
from relate.domain.records import Fact, Field, Kind
from relate.store import (
    commands,
    event_commands,
    event_reads,
    joining,
    looking_reads,
    people_reads,
    rows_that_go,
    talks,
    thread_commands,
    wish_commands,
    wish_reads,
    withdrawing,
)
from relate.store.journal import Journal
from relate.store.people_cache import refresh_people
from tests.store.making import Clock, bare, card, mail, passed, profile, ready, refresh_everybody, start_import, tell

BIG = (
    "identity",
    "link",
    "fact",
    "fact_seen",
    "claim",
    "photo",
    "picture",
    "identity_name",
    "person",
    "interaction",
    "interaction_key",
    "participant",
    "tag",
    "circle_member",
    "suggestion_act",
    "change",
    "contact_day",
    "rhythm_state",
)
"""Not what the user corrects by hand, one row at a time (interaction_override)."""
NOON = 20_000 * DAY_MS + DAY_MS // 2


@pytest.fixture(params=["fresh", "analysed"])
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SqliteDatabase]:
    """A library where every kind of row is there, with the statistics the planner keeps."""
    opened = ready(tmp_path)
    first = start_import(opened)
    rows = [
        (
            (profile(f"p{n}"), mail(f"p{n}@x.example")),
            (Fact(Field.NAME, f"Ana Silva {n}"), Fact(Field.COMPANY, "Contoso")),
        )
        for n in range(60)
    ]
    people = tell(opened, first, rows)
    tell(
        opened, start_import(opened, "card"), [((card("1"), mail("p1@x.example")), (Fact(Field.NAME, "Ana Silva 1"),))]
    )
    tell(opened, start_import(opened), [((bare("ana silva 2"),), (Fact(Field.NAME, "Ana Silva 2"),)), rows[3]])
    for n, person in enumerate(people[:40]):
        passed(opened, first, person, NOON + n * DAY_MS, gist=n)
    refresh_everybody(opened)
    if request.param == "analysed":
        opened.execute_sql("ANALYZE")
    yield opened
    opened.close()


@contextmanager
def statements(database: SqliteDatabase) -> Iterator[list[str]]:
    """The statements as they run, with their values."""
    seen: list[str] = []
    connection: sqlite3.Connection = database.connection()
    connection.set_trace_callback(seen.append)
    try:
        yield seen
    finally:
        connection.set_trace_callback(None)


def scans(database: SqliteDatabase, seen: list[str]) -> list[str]:
    """What of the big tables is read from end to end, with the statement that does it."""
    found = []
    for statement in dict.fromkeys(seen):
        if "SELECT EXISTS (SELECT 1 FROM" in statement:
            continue  # looks at the first row
        if not re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)", statement) or "_fts" in statement:
            continue
        names = dict(re.findall(r"(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)\s+(?:AS\s+)?(\w+)", statement))
        aliases = {alias: table for table, alias in names.items()} | {table: table for table in BIG}
        for row in database.execute_sql(f"EXPLAIN QUERY PLAN {statement}"):
            scan = re.match(r"SCAN (\w+)", row[3])
            if scan and aliases.get(scan[1]) in BIG:
                found.append(f"{row[3]}: {statement}")
    return found


def test_no_command_looks_through_a_big_table(database: SqliteDatabase) -> None:
    journal = Journal(database, Clock())
    people = [row[0] for row in database.execute_sql("SELECT id FROM person WHERE listed ORDER BY id")]
    oldest = [row[0] for row in database.execute_sql("SELECT id FROM interaction ORDER BY id LIMIT 2")]
    with statements(database) as seen:
        commands.set_fact(database, journal, people[0], "company", "Lumen")
        commands.set_fact(database, journal, people[0], "name", "Ana")
        commands.set_fact(database, journal, people[0], "mail", "z@x.example")
        commands.set_circle(database, journal, people[:5], 15)
        commands.set_rhythm(database, journal, people[:5], 20)
        commands.set_state(database, journal, people[:5], "resting")
        commands.add_tag(database, journal, people[:5], "fair")
        commands.remove_tag(database, journal, people[:2], "fair")
        thread_commands.add_item(database, journal, {"t1": people[0]}, "promised", "a deck")
        commands.act(
            database, journal, people[0], "a1", {"act": "later", "at": 1, "until_day": 2, "reason": ""}, "Later"
        )
        commands.add(database, journal, "u1", {"name": "Dee", "mail": "p5@x.example"})
        joining.merge(database, journal, people[:2])
        joining.apart(database, journal, people[2], people[3])
        identities = [row[0] for row in database.execute_sql("SELECT id FROM identity WHERE person = ?", (people[4],))]
        joining.split(database, journal, people[4], identities[:1])
        interaction, _ = talks.log(database, journal, "l1", people[6:8], Moment(NOON + 90 * DAY_MS), text="tea")
        talks.edit(database, journal, interaction, at=Moment(NOON + 80 * DAY_MS))
        talks.edit(database, journal, oldest[0], at=Moment(NOON - 80 * DAY_MS))
        talks.hide(database, journal, oldest[1])
        key, _ = event_commands.make(database, journal, "e1", Told("Expo", Moment(NOON)), people[10:14])
        event_commands.change(database, journal, key, Told("Fair", Moment(NOON + DAY_MS)))
        event_commands.take_people(database, journal, key, people[10:11])
        event_commands.remove(database, journal, key)
        wish_commands.look_for(database, journal, "l1", "distributors")
        wish_commands.wish(journal, "w1", "Eve", "Kite")
        wish_commands.become(database, journal, "w1", "u2")
        wish_commands.no_longer(database, journal, people[12])
        commands.delete(database, journal, people[8:10])
        for _ in range(14):
            journal.undo()
        journal.redo()
    assert len(seen) > 300
    found = scans(database, seen)
    assert found == [], "\n".join(found)


def test_no_list_of_everybody_has_an_index_made_for_it_while_an_import_is_out_of_sight(tmp_path: Path) -> None:
    database = ready(tmp_path)
    start_import(database, state="withdrawing")
    with statements(database) as seen:
        people_reads.by_last_contact(database)
    asked = [statement for statement in seen if "person" in statement]
    plan = [row[3] for statement in asked for row in database.execute_sql(f"EXPLAIN QUERY PLAN {statement}")]
    assert any("person_listed_last_contact" in one for one in plan)
    assert [one for one in plan if "AUTOMATIC" in one] == []
    database.close()


def test_the_rows_of_an_import_that_goes_are_looked_up_also_where_the_library_knows_how_large_it_is(
    tmp_path: Path,
) -> None:
    """SQLite reads a large table from end to end to learn which rows it has not, if it believes that to be worth it."""
    database = ready(tmp_path)
    archive = start_import(database)
    (ana,) = tell(database, archive, [((profile("ana"),), (Fact(Field.NAME, "Ana"),))])
    for day in range(50):
        passed(database, archive, ana, NOON + day * DAY_MS, gist=day)
    database.execute_sql("ANALYZE")
    database.execute_sql("UPDATE sqlite_stat1 SET stat = '232000' || substr(stat, instr(stat || ' ', ' '))")
    database.execute_sql("ANALYZE sqlite_schema")  # believe that
    keys = database.execute_sql("SELECT interaction, key FROM interaction_key").fetchall()
    list(rows_that_go._keys_of(database, archive))
    rows_that_go.note_gists(database)
    with statements(database) as seen:
        rows_that_go._remove_chunk(database, keys[:20], withdrawing.Withdrawn())
        list(rows_that_go._out_of_index(database))
    looked_up = [
        (statement, row[3])
        for statement in dict.fromkeys(seen)
        if re.match(r"\s*(SELECT|DELETE)", statement)
        for row in database.execute_sql(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert len(looked_up) > 10
    assert [one for one in looked_up if "BLOOM FILTER" in one[1]] == []
    database.close()


def test_who_became_connected_and_whom_one_wants_to_know_is_found_by_indexes(database: SqliteDatabase) -> None:
    people = [row[0] for row in database.execute_sql("SELECT id FROM person ORDER BY id LIMIT 5")]
    with statements(database) as seen:
        event_reads.connected(database)
        event_reads.connected(database, people)
        wish_reads.signs(database)
        looking_reads.words_of_some(database, ["contoso"], people)
    # The identities of the owner have the letter of the interactions, and are few.
    found = [one for one in scans(database, seen) if not one.startswith("SCAN i:")]
    assert found == [], "\n".join(found)
    of_everybody = [one for one in seen if "FROM interaction i CROSS JOIN participant" in one]
    assert len(of_everybody) == 3
    for one in of_everybody:
        plan = " ".join(str(row[3]) for row in database.execute_sql(f"EXPLAIN QUERY PLAN {one}"))
        assert re.search("SEARCH i USING INDEX interaction_(listed|rare)", plan), plan


def test_the_check_sees_a_scan(database: SqliteDatabase) -> None:
    with statements(database) as seen:
        database.execute_sql("SELECT f.id FROM fact f WHERE f.value = 'x'").fetchall()
        database.execute_sql("SELECT count(*) FROM participant p JOIN identity n ON n.id = p.identity").fetchall()
    assert len(scans(database, seen)) == 2


@contextmanager
def steps(database: SqliteDatabase) -> Iterator[list[int]]:
    """How much SQLite worked, in hundreds of the instructions of its machine."""
    count = [0]

    def step() -> int:
        count[0] += 1
        return 0

    connection: sqlite3.Connection = database.connection()
    connection.set_progress_handler(step, 100)
    try:
        yield count
    finally:
        connection.set_progress_handler(None, 0)


def test_a_conversation_costs_as_little_with_somebody_of_a_thousand_rows_as_with_anybody(tmp_path: Path) -> None:
    opened = ready(tmp_path)
    try:
        first = start_import(opened)
        few, many = tell(
            opened, first, [((profile(name),), (Fact(Field.NAME, f"Ana {name}"),)) for name in ("few", "many")]
        )
        for n in range(1000):
            passed(opened, first, many, NOON + n * DAY_MS)
        passed(opened, first, few, NOON)
        refresh_everybody(opened)
        journal = Journal(opened, Clock())
        spent = {}
        for person in (few, many):
            at = NOON + 2000 * DAY_MS
            for n in range(3):  # of a new day, again on that day, and once more
                with steps(opened) as worked:
                    talks.log(opened, journal, f"{person}.{n}", [person], Moment(at + n), text="tea")
                spent[person, n] = worked[0]
        for n in range(3):
            assert spent[many, n] < 2 * spent[few, n], spent
    finally:
        opened.close()


def test_when_somebody_connected_is_found_without_looking_at_their_messages(tmp_path: Path) -> None:
    opened = ready(tmp_path)
    try:
        first = start_import(opened)
        (ana,) = tell(opened, first, [((profile("ana"),), (Fact(Field.NAME, "Ana"),))])
        passed(opened, first, ana, NOON - DAY_MS, kind=Kind.CONNECTED, text="")
        for n in range(2000):
            passed(opened, first, ana, NOON + n * 1000)
        refresh_everybody(opened)
        with steps(opened) as worked:
            refresh_people(opened, [ana])
        assert opened.execute_sql("SELECT connected_at FROM person").fetchone() == (NOON - DAY_MS,)
        assert worked[0] < 2000 * 5 / 100, "a message costs more than a look at its key"
    finally:
        opened.close()
