"""The contact list's line of each person says what the library knows, and only of those who belong in a list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase

from relate.domain.records import Direction, Fact, Field, Kind, Role
from relate.store import ties
from relate.store.codes import KIND_CODE
from relate.store.hashing import hashed
from relate.store.home_days import prepare
from relate.store.interactions import add_one
from relate.store.links import relink
from relate.store.people_cache import everybody, refresh_people, sort_key
from tests.store.making import bare, card, identity, library, mail, phone, profile, start_import, tell

DAY = 86_400_000


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    opened = library(tmp_path)
    prepare(opened)
    yield opened
    opened.close()


def refresh(database: SqliteDatabase) -> None:
    persons = list(everybody(database))
    ties.refresh(database, persons)
    refresh_people(database, persons)


def line(database: SqliteDatabase, person: int) -> dict[str, Any]:
    cursor = database.execute_sql("SELECT * FROM person WHERE id = ?", (person,))
    row = cursor.fetchone()
    return {} if row is None else dict(zip([column[0] for column in cursor.description], row, strict=True))


def said(database: SqliteDatabase, owner: int, field: str, value: str, by_user: int) -> None:
    database.execute_sql(
        "INSERT INTO fact (identity, field, value, import_id, seen_at, by_user) VALUES (?, ?, ?, 0, 9, ?) "
        "ON CONFLICT DO UPDATE SET by_user = excluded.by_user",
        (owner, field, value, by_user),
    )


def found_by(database: SqliteDatabase, words: str) -> list[int]:
    return [row[0] for row in database.execute_sql("SELECT rowid FROM person_fts WHERE person_fts MATCH ?", (words,))]


def test_the_newest_archive_is_believed_in_whatever_order_they_came(database: SqliteDatabase) -> None:
    new, old = start_import(database, snapshot_at=200), start_import(database, snapshot_at=100)
    (maya,) = tell(
        database, new, [((profile("maya"),), (Fact(Field.NAME, "Maya Okafor"), Fact(Field.COMPANY, "Northwind")))]
    )
    tell(database, old, [((profile("maya"),), (Fact(Field.COMPANY, "Contoso"),))])
    refresh(database)
    assert line(database, maya)["company"] == "Northwind"
    tell(database, start_import(database, snapshot_at=300), [((profile("maya"),), (Fact(Field.COMPANY, "Contoso"),))])
    refresh(database)
    assert line(database, maya)["company"] == "Contoso"


def test_at_the_same_time_linkedin_is_believed_before_a_card(database: SqliteDatabase) -> None:
    cards, network = start_import(database, "card", 100), start_import(database, "linkedin", 100)
    key = (profile("maya"),)
    (maya,) = tell(database, cards, [(key, (Fact(Field.NAME, "Maya Okafor"), Fact(Field.ROLE, "Analyst")))])
    tell(database, network, [(key, (Fact(Field.ROLE, "Head of sales"),))])
    refresh(database)
    assert line(database, maya)["role"] == "Head of sales"


def test_the_users_word_wins_and_his_empty_word_clears(database: SqliteDatabase) -> None:
    key = (profile("maya"),)
    (maya,) = tell(
        database, start_import(database), [(key, (Fact(Field.NAME, "Maya Okafor"), Fact(Field.ROLE, "Analyst")))]
    )
    said(database, maya, "name", "Maya", 1)
    said(database, maya, "role", "", 1)
    refresh(database)
    assert (line(database, maya)["name"], line(database, maya)["role"]) == ("Maya", "")


def test_a_hidden_value_is_neither_shown_nor_searched(database: SqliteDatabase) -> None:
    key = (profile("maya"),)
    (maya,) = tell(
        database, start_import(database), [(key, (Fact(Field.NAME, "Maya Okafor"), Fact(Field.COMPANY, "Contoso")))]
    )
    said(database, maya, "company", "Contoso", -1)
    refresh(database)
    assert line(database, maya)["company"] == ""
    assert found_by(database, "contoso") == []


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ((Fact(Field.FIRST_NAME, "Maya"), Fact(Field.LAST_NAME, "Okafor")), "Maya Okafor"),
        ((Fact(Field.NICKNAME, "Mayo"),), "Mayo"),
        ((), "maya@x.example"),
    ],
)
def test_somebody_without_a_name_is_called_by_what_there_is(
    database: SqliteDatabase, facts: tuple[Fact, ...], name: str
) -> None:
    (one,) = tell(database, start_import(database, "card"), [((card("1"), mail("maya@x.example")), facts)])
    refresh(database)
    assert (line(database, one)["name"], line(database, one)["listed"]) == (name, 1)


def test_found_by_everything_said_of_them_without_accents_or_case(database: SqliteDatabase) -> None:
    facts = (Fact(Field.NAME, "José Núñez"), Fact(Field.ROLE, "Café owner"), Fact(Field.PLACE, "Ávila"))
    (jose,) = tell(
        database, start_import(database, "card"), [((card("1"), mail("j@x.example"), phone("+34915550123")), facts)]
    )
    database.execute_sql("INSERT INTO tag VALUES (?, 'climbing')", (jose,))
    refresh(database)
    for words in ("jose", "cafe", "avila", "climb*", "34915550123", "915550*", "5550123"):
        assert found_by(database, words) == [jose], words


def test_names_that_wait_addresses_alone_and_the_owner_are_in_no_list(database: SqliteDatabase) -> None:
    first = start_import(database)
    names = (Fact(Field.NAME, "Maya Okafor"),)
    one, two, name, me = tell(
        database,
        first,
        [
            ((profile("m1"),), names),
            ((profile("m2"),), names),
            ((bare("maya okafor"),), ()),
            ((profile("me"),), (Fact(Field.NAME, "Ana"),)),
        ],
    )
    address = identity(database, mail("info@x.example"), first)
    database.execute_sql("INSERT INTO owner_identity VALUES (?, ?, 1, 'Profile.csv')", (me, first))
    refresh(database)
    assert [line(database, who)["listed"] for who in (one, two, name, me, address)] == [1, 1, 0, 0, 0]
    assert found_by(database, "ana") == []


def test_a_bare_name_that_is_nobody_elses_is_a_person(database: SqliteDatabase) -> None:
    (name,) = tell(database, start_import(database), [((bare("maya okafor"),), (Fact(Field.NAME, "Maya Okafor"),))])
    refresh(database)
    assert line(database, name)["listed"] == 1


def test_an_address_that_wrote_is_a_person(database: SqliteDatabase) -> None:
    first = start_import(database, "mail")
    address = identity(database, mail("ana@x.example"), first)
    talk(database, address, 20_000 * DAY)
    refresh(database)
    assert (line(database, address)["name"], line(database, address)["listed"]) == ("ana@x.example", 1)


def talk(database: SqliteDatabase, who: int, at: int, kind: Kind = Kind.MESSAGE) -> int:
    return add_one(
        database,
        key=hashed((str(who), str(at), kind)),
        at=at,
        precision=6,
        kind=KIND_CODE[kind],
        direction=Direction.IN,
        participants=((who, Role.PRESENT if kind is Kind.CONNECTED else Role.FROM),),
        text="hello",
    )


def test_contact_runs_from_the_first_to_the_last_over_all_identities(database: SqliteDatabase) -> None:
    keys = (profile("maya"), mail("maya@x.example"))
    first = start_import(database)
    (maya,) = tell(database, first, [(keys, (Fact(Field.NAME, "Maya Okafor"),))])
    talk(database, maya, 20_000 * DAY + 5)
    talk(database, identity(database, keys[1], first), 20_007 * DAY + 1)
    talk(database, maya, 20_007 * DAY + 9)
    talk(database, maya, 19_000 * DAY, Kind.CONNECTED)
    refresh(database)
    row = line(database, maya)
    assert (row["contact_days"], row["first_contact"], row["last_contact"]) == (2, 20_000 * DAY + 5, 20_007 * DAY + 9)
    assert row["connected_at"] == 19_000 * DAY


def test_closeness_grows_with_contact(database: SqliteDatabase) -> None:
    first = start_import(database)
    rows = [((profile(slug),), (Fact(Field.NAME, slug),)) for slug in ("ana", "bob", "cem")]
    ana, bob, cem = tell(database, first, rows)
    for n in range(5):
        talk(database, ana, (20_000 + n) * DAY)
    talk(database, bob, 20_004 * DAY)
    refresh(database)
    assert line(database, ana)["closeness"] > line(database, bob)["closeness"] > line(database, cem)["closeness"] == 0


def test_the_line_goes_with_the_person_and_comes_to_the_one_they_are_now(database: SqliteDatabase) -> None:
    first = start_import(database)
    rows = [((profile(slug),), (Fact(Field.NAME, slug),)) for slug in ("ana", "bob")]
    ana, bob = tell(database, first, rows)
    refresh(database)
    database.execute_sql(
        "INSERT INTO link (a, b, relation, origin, evidence, import_id, active) "
        "VALUES (?, ?, 'same', 'user', '', 0, 1)",
        (ana, bob),
    )
    refresh_people(database, relink(database, [ana, bob]))
    assert line(database, bob) == {}
    assert found_by(database, "bob") == found_by(database, "ana") == [ana]


def test_somebody_only_a_hidden_import_knows_is_hidden_with_it(database: SqliteDatabase) -> None:
    first = start_import(database, state="applying")
    (maya,) = tell(database, first, [((profile("maya"),), (Fact(Field.NAME, "Maya Okafor"),))])
    refresh(database)
    assert (line(database, maya)["name"], line(database, maya)["import_id"]) == ("Maya Okafor", first)


def test_what_a_hidden_import_says_of_somebody_known_waits(database: SqliteDatabase) -> None:
    key = (profile("maya"),)
    (maya,) = tell(database, start_import(database), [(key, (Fact(Field.NAME, "Maya Okafor"),))])
    second = start_import(database, snapshot_at=5, state="applying")
    tell(database, second, [(key, (Fact(Field.COMPANY, "Contoso"),))])
    refresh(database)
    assert (line(database, maya)["company"], line(database, maya)["import_id"]) == ("", 0)
    refresh_people(database, [maya], seeing=second)
    assert line(database, maya)["company"] == "Contoso"


def test_an_identity_nobody_claims_any_more_has_no_line(database: SqliteDatabase) -> None:
    (maya,) = tell(database, start_import(database), [((profile("maya"),), (Fact(Field.NAME, "Maya Okafor"),))])
    refresh(database)
    database.execute_sql("DELETE FROM fact")
    database.execute_sql("UPDATE identity SET import_id = 0")
    refresh(database)
    assert line(database, maya) == {}
    assert found_by(database, "maya") == []


def test_lists_are_sorted_without_accents() -> None:
    assert sort_key("Émile Øst") < sort_key("Emily")
