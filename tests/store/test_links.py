"""Who is the same person, whatever the order of imports, words and withdrawals."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import SqliteDatabase

from relate.domain.records import Fact, Field, IdentityKey, IdentityKind
from relate.store.links import relink, relink_everything
from tests.effort import effort
from tests.store.making import (
    Told,
    bare,
    card,
    identity,
    library,
    mail,
    persons,
    phone,
    profile,
    ready,
    refresh_everybody,
    sameness,
    start_import,
    state_link,
    tell,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    opened = ready(tmp_path)
    yield opened
    opened.close()


def named(name: str, *keys: IdentityKey) -> Told:
    return keys, (Fact(Field.NAME, name),)


def say(database: SqliteDatabase, one: int, other: int, relation: str) -> None:
    database.execute_sql(
        "INSERT OR REPLACE INTO link (a, b, relation, origin, evidence, import_id, active) "
        "VALUES (?, ?, ?, 'user', '', 0, 1)",
        (min(one, other), max(one, other), relation),
    )
    relink(database, [one, other])


def together(database: SqliteDatabase, *identities: int) -> bool:
    return len(set(persons(database, identities))) == 1


def test_a_handle_joins_a_card_and_an_account_until_a_second_account_went_by_it(database: SqliteDatabase) -> None:
    ana = IdentityKey("x", IdentityKind.HANDLE, "ana")
    first, second = (IdentityKey("x", IdentityKind.ID, number) for number in ("31", "32"))
    (one,) = tell(database, start_import(database, "x"), [((first, ana), ())])
    (carded,) = tell(database, start_import(database, "card"), [named("Ana Duarte", card("a"), ana)])
    assert together(database, one, carded)
    (other,) = tell(database, start_import(database, "x", 2), [((second, ana), ())])
    assert len(set(persons(database, (one, other, carded)))) == 3
    before = sameness(database)
    relink_everything(database)
    assert sameness(database) == before


def test_the_page_of_a_firm_on_the_cards_of_its_people_joins_none_of_them(database: SqliteDatabase) -> None:
    page = IdentityKey("instagram", IdentityKind.HANDLE, "contoso")
    first = start_import(database, "cards")
    (ana,) = tell(database, first, [named("Ana Silva", card("a"), page)])
    assert together(database, ana, identity(database, page, first))
    rui, again = tell(database, first, [named("Rui Costa", card("b"), page), named("Ana Silva", card("c"), page)])
    assert len(set(persons(database, (ana, rui, again, identity(database, page, first))))) == 4
    refresh_everybody(database)
    listed = "SELECT name FROM person WHERE listed ORDER BY name"
    assert database.execute_sql(listed).fetchall() == [("Ana Silva",), ("Ana Silva",), ("Rui Costa",)]
    # Whose account it is says its archive: hers, and no longer the other's.
    tell(database, start_import(database, "instagram"), [named("ana silva", page)])
    assert together(database, ana, again, identity(database, page, first))
    assert not together(database, ana, rui)
    before = sameness(database)
    relink_everything(database)
    assert sameness(database) == before


def test_a_profile_and_the_card_with_its_mail_address_are_one_person(database: SqliteDatabase) -> None:
    (maya,) = tell(database, start_import(database), [named("Maya Okafor", profile("maya"), mail("maya@x.example"))])
    (contact,) = tell(
        database, start_import(database, "cards"), [named("Okafor, Maya", card("1"), mail("maya@x.example"))]
    )
    assert together(database, maya, contact)


def test_a_mail_address_of_two_contradicting_names_joins_nobody(database: SqliteDatabase) -> None:
    office = mail("info@x.example")
    first = start_import(database, "cards")
    ana, bob = tell(database, first, [named("Ana Silva", card("1"), office), named("Bob Jones", card("2"), office)])
    assert not together(database, ana, bob)
    assert not together(database, ana, identity(database, office, first))
    assert not together(database, bob, identity(database, office, first))


def test_a_shared_address_is_parted_when_the_second_name_comes_later(database: SqliteDatabase) -> None:
    office = phone("+442079460018")
    (ana,) = tell(database, start_import(database, "cards"), [named("Ana Silva", card("1"), office)])
    line = identity(database, office, 1)
    assert together(database, ana, line)
    (bob,) = tell(database, start_import(database, "cards"), [named("Bob Jones", card("2"), office)])
    assert len(set(persons(database, [ana, bob, line]))) == 3


def test_three_names_that_do_not_contradict_still_share_an_office_line(database: SqliteDatabase) -> None:
    office = phone("+442079460018")
    rows = [named(name, card(str(n)), office) for n, name in enumerate(("Ana Silva", "Ana", "A Silva"))]
    found = tell(database, start_import(database, "cards"), rows)
    assert len(set(persons(database, found))) == 3


def test_somebody_who_changed_the_name_keeps_the_address(database: SqliteDatabase) -> None:
    (maya,) = tell(database, start_import(database), [named("Maya Okafor", profile("maya"), mail("maya@x.example"))])
    tell(database, start_import(database), [named("Maya Lindqvist", profile("maya"), mail("maya@x.example"))])
    (contact,) = tell(
        database, start_import(database, "cards"), [named("Maya Okafor", card("1"), mail("maya@x.example"))]
    )
    assert together(database, maya, contact)


def test_apart_switches_off_the_weakest_link_and_leaves_the_others(database: SqliteDatabase) -> None:
    first = start_import(database, "cards")
    (ana,) = tell(database, first, [named("Ana Silva", card("1"), mail("ana@x.example"))])
    (other,) = tell(database, first, [named("Ana Silva", card("2"), phone("+442079460018"))])
    address, line = identity(database, mail("ana@x.example"), first), identity(database, phone("+442079460018"), first)
    state_link(database, first, address, line)
    relink(database, [address, line])
    assert together(database, ana, other, address, line)
    say(database, ana, other, "apart")
    assert not together(database, ana, other)
    assert together(database, ana, address)
    assert not together(database, line, address)


def test_apart_holds_against_the_strong_key_of_a_later_import(database: SqliteDatabase) -> None:
    first = start_import(database, "cards")
    ana, other = tell(database, first, [named("Ana Silva", card("1")), named("Ana Silva", card("2"))])
    say(database, ana, other, "apart")
    later = start_import(database, "cards")
    tell(database, later, [named("Ana Silva", card("1"), card("2"))])
    assert not together(database, ana, other)


def test_the_users_same_beats_contradicting_names(database: SqliteDatabase) -> None:
    ana, bob = tell(
        database, start_import(database), [named("Ana Silva", profile("a")), named("Bob Jones", profile("b"))]
    )
    say(database, ana, bob, "same")
    assert together(database, ana, bob)


def test_a_bare_name_belongs_to_the_only_one_who_goes_by_it(database: SqliteDatabase) -> None:
    first = start_import(database)
    maya, name = tell(database, first, [named("Maya Okafor", profile("maya")), ((bare("maya okafor"),), ())])
    assert together(database, maya, name)


def test_a_bare_name_waits_once_a_second_one_goes_by_it(database: SqliteDatabase) -> None:
    first = start_import(database)
    maya, name = tell(database, first, [named("Maya Okafor", profile("maya")), ((bare("maya okafor"),), ())])
    (second,) = tell(database, start_import(database), [named("Maya Okafor", profile("maya-2"))])
    assert len(set(persons(database, [maya, name, second]))) == 3
    say(database, maya, second, "same")
    assert together(database, maya, second, name)


def test_a_bare_name_in_another_account_is_nobodys(database: SqliteDatabase) -> None:
    (maya,) = tell(database, start_import(database), [named("Maya Okafor", profile("maya"))])
    (name,) = tell(database, start_import(database, title="another"), [((bare("maya okafor"),), ())])
    assert not together(database, maya, name)


def test_what_an_import_that_goes_away_said_joins_nobody(database: SqliteDatabase) -> None:
    (maya,) = tell(database, start_import(database), [named("Maya Okafor", profile("maya"))])
    second = start_import(database, "cards")
    (contact,) = tell(database, second, [named("Maya Okafor", card("1"), profile("maya"))])
    assert together(database, maya, contact)
    database.execute_sql("UPDATE import SET state = 'withdrawing' WHERE id = ?", (second,))
    relink(database, [maya, contact])
    assert not together(database, maya, contact)


NAMES = ("Ana Silva", "Ana", "Bob Jones", "Ana Silva Costa")
KEYS = (
    *(profile(slug) for slug in "abc"),
    *(card(uid) for uid in "12"),
    *(mail(f"{word}@x.example") for word in "mn"),
    *(phone(f"+4420794600{n}") for n in range(2)),
    *(bare(name) for name in ("ana silva", "bob jones")),
)
ROWS = st.lists(
    st.tuples(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True), st.sampled_from(("", *NAMES))),
    min_size=1,
    max_size=5,
)
Rows = list[tuple[list[IdentityKey], str]]
PAIRS = st.tuples(st.integers(0, 10), st.integers(0, 10))
ACTS = st.one_of(
    st.tuples(st.just("import"), ROWS),
    st.tuples(st.sampled_from(("same", "apart", "unsaid")), PAIRS),
    st.tuples(st.sampled_from(("hide", "show", "withdraw")), st.integers(0, 5)),
)


def told(rows: Rows) -> list[Told]:
    return [(tuple(keys), (Fact(Field.NAME, name),) if name else ()) for keys, name in rows]


def act(database: SqliteDatabase, what: str, how: Any) -> None:
    identities = [row[0] for row in database.execute_sql("SELECT id FROM identity ORDER BY id")]
    if what == "import":
        tell(database, start_import(database, snapshot_at=len(identities)), told(how))
    elif what in {"same", "apart", "unsaid"}:
        one, other = sorted(n % max(len(identities), 1) for n in how)
        if one == other:
            return
        one, other = identities[one], identities[other]
        if what == "unsaid":
            database.execute_sql("DELETE FROM link WHERE a = ? AND b = ? AND origin = 'user'", (one, other))
            relink(database, [one, other])
        else:
            say(database, one, other, what)
    else:
        imports = [row[0] for row in database.execute_sql("SELECT id FROM import ORDER BY id")]
        if imports:
            change_import(database, imports[how % len(imports)], what)


def change_import(database: SqliteDatabase, import_id: int, what: str) -> None:
    """Hide an import, show it again, or take away everything that only it said (further claims do not move up)."""
    touched = {
        row[0]
        for row in database.execute_sql(
            "SELECT id FROM identity WHERE import_id = :it UNION SELECT identity FROM fact WHERE import_id = :it "
            "UNION SELECT f.identity FROM fact f JOIN fact_seen s ON s.fact = f.id WHERE s.import_id = :it "
            "UNION SELECT a FROM link WHERE import_id = :it UNION SELECT b FROM link WHERE import_id = :it "
            "UNION SELECT a FROM link l JOIN identity i ON i.id IN (l.a, l.b) WHERE i.import_id = :it "
            "UNION SELECT b FROM link l JOIN identity i ON i.id IN (l.a, l.b) WHERE i.import_id = :it",
            {"it": import_id},
        )
    }
    if what == "withdraw":
        database.execute_sql("DELETE FROM fact_seen WHERE import_id = ?", (import_id,))
        database.execute_sql("DELETE FROM fact WHERE import_id = ?", (import_id,))
        database.execute_sql("DELETE FROM link WHERE import_id = ? AND origin = 'stated'", (import_id,))
        database.execute_sql(
            "DELETE FROM link WHERE a IN (SELECT id FROM identity WHERE import_id = :it) "
            "OR b IN (SELECT id FROM identity WHERE import_id = :it)",
            {"it": import_id},
        )
        database.execute_sql(
            "DELETE FROM fact WHERE identity IN (SELECT id FROM identity WHERE import_id = ?)", (import_id,)
        )
        database.execute_sql("DELETE FROM identity WHERE import_id = ?", (import_id,))
    else:
        state = "withdrawing" if what == "hide" else "live"
        database.execute_sql("UPDATE import SET state = ? WHERE id = ?", (state, import_id))
    relink(database, touched)


@settings(max_examples=effort(120, 2_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ACTS, min_size=1, max_size=12))
def test_sameness_kept_up_to_date_is_sameness_computed_from_nothing(acts: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = library(Path(folder))
        for what, how in acts:
            act(database, what, how)
            kept = sameness(database)
            relink_everything(database)
            assert kept == sameness(database), what
        database.close()


@settings(max_examples=effort(60, 2_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ROWS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_imports_makes_no_difference(imports: list[Rows], random: Random) -> None:
    shuffled = list(range(len(imports)))
    random.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as folder:
        groups = []
        for name, order in (("one", range(len(imports))), ("other", shuffled)):
            database = library(Path(folder), name)
            for n in order:
                tell(database, start_import(database, snapshot_at=n), told(imports[n]))
            groups.append(people(database))
            database.close()
        assert groups[0] == groups[1]


def people(database: SqliteDatabase) -> list[list[tuple[str, str, str]]]:
    found: dict[int, list[tuple[str, str, str]]] = {}
    for person, network, kind, key in database.execute_sql("SELECT person, network, kind, key FROM identity"):
        found.setdefault(person, []).append((network, kind, key))
    return sorted(sorted(keys) for keys in found.values())
