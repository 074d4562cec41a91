"""A made-up town: households with one telephone, couples with one mail address, offices with info@, fathers and sons.

Joining by itself must put no two of them together, whatever they share; and it must join what is surely one.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from relate.domain.records import Fact, Field, IdentityKey
from relate.store.connection import immediate
from relate.store.links import relink_everything
from tests.effort import effort
from tests.store.making import Told, card, library, mail, persons, phone, profile, sameness, start_import, tell
from tests.worlds import Citizen, World, hash_of

SIZE = effort(2_000, 50_000)
COUPLES = """mario maria|daniel daniela|paul paula|jan jana|andreas andrea|claudio claudia|martin martina|simon simone
    |luis luisa|julio julia|christian christina|michel michelle|erik erika|carlo carla"""
"""First names that differ in their endings and live together."""


def townspeople(seed: int) -> list[Citizen]:
    """Everybody, with couples whose names are nearly one, and the son who is called like his father."""
    town = World(seed, SIZE).citizens
    for one, other in (pair.split() for pair in COUPLES.split("|")):
        home = town[len(town) // 3]
        for given in (one, other):
            town.append(replace(home, number=len(town), given=given, family="novo"))
    return town


def is_namesake(one: Citizen, homes: dict[tuple[str, int, str], list[Citizen]]) -> bool:
    """Whether somebody of the same home has the same name."""
    at_home = homes[one.street, one.house, one.city]
    return any(other.given == one.given and other.number != one.number for other in at_home)


def called(one: Citizen, chance: random.Random) -> str:
    """A name as somebody writes it on a card: sometimes a short form, rarely with a title or mistyped."""
    given, family = one.given.title(), one.family.title()
    kind = chance.random()
    if kind < 0.03:
        return f"Dr. {given} {family}"
    if kind < 0.06:
        return f"{family}, {given}"
    return f"{given} {family}"


def reached(one: Citizen, has_namesake: bool, chance: random.Random) -> tuple[list[IdentityKey], list[Fact]]:
    """The numbers and addresses on somebody's card, their own and those that they share."""
    home = hash_of(f"{one.street}{one.house}{one.city}") % 10_000_000
    office = hash_of(one.company) % 10_000_000
    keys: list[IdentityKey] = []
    if chance.random() < 0.6:
        keys.append(phone(f"+3519{one.number:08}"))
    if chance.random() < 0.3:
        keys.append(phone(f"+3512{home:08}"))
    if chance.random() < 0.1:
        keys.append(phone(f"+3513{office:08}"))
    if chance.random() < 0.5:
        keys.append(mail(f"p{one.number}@example.org"))
    if chance.random() < 0.06:
        keys.append(mail(f"family{home}@example.org"))
    if chance.random() < 0.06:
        keys.append(mail(f"info@office{office}.example"))
    year, month, day = one.born
    facts = [Fact(Field.BIRTHDAY, f"{year}-{month:02}-{day:02}")] if has_namesake or chance.random() < 0.4 else []
    return keys, facts


def cards(town: list[Citizen], book: str, chance: random.Random) -> Iterator[Told]:
    homes: dict[tuple[str, int, str], list[Citizen]] = defaultdict(list)
    for one in town:
        homes[one.street, one.house, one.city].append(one)
    for one in town:
        if chance.random() < 0.6:
            keys, facts = reached(one, is_namesake(one, homes), chance)
            yield (card(f"{book}{one.number}"), *keys), (Fact(Field.NAME, called(one, chance)), *facts)


def profiles(town: list[Citizen], chance: random.Random) -> Iterator[Told]:
    for one in town:
        if chance.random() < 0.5:
            keys = [mail(f"p{one.number}@example.org")] if chance.random() < 0.2 else []
            name = f"{one.given} {one.family}".title()
            yield (profile(f"citizen-{one.number}"), *keys), (Fact(Field.NAME, name),)


@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_in_a_town_is_joined_with_somebody_else(tmp_path: Path, seed: int) -> None:
    chance = random.Random(f"town {seed}")
    town = townspeople(seed)
    database = library(tmp_path)
    with immediate(database):
        for source, rows in (
            ("cards", list(cards(town, "a", chance))),
            ("linkedin", list(profiles(town, chance))),
            ("cards", list(cards(town, "b", chance))),
        ):
            tell(database, start_import(database, source, title=f"{source} {len(rows)}"), rows)
    people: dict[int, set[int]] = defaultdict(set)
    entries = 0
    for person, kind, key in database.execute_sql("SELECT person, kind, key FROM identity"):
        if kind in ("card", "profile"):
            people[person].add(int(key.rpartition("-")[2] if kind == "profile" else key[1:]))
            entries += 1
    wrong = [sorted(citizens) for citizens in people.values() if len(citizens) > 1]
    assert [[(town[n].given, town[n].family, town[n].born) for n in one] for one in wrong[:5]] == []
    assert len(people) < 0.9 * entries  # and what shares an address of its own is one


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2004-10-11", "2008-05-02", False),  # cousins
        ("1999-08-22", "1999-12-22", False),
        ("1996-09-14", "2008-12-25", False),
        ("1984-04-12", "1984-12-04", True),  # day and month swapped
        ("1984-04-12", "1994-04-12", True),  # one wrong digit
        ("1984-04-12", "1984-04-21", True),  # two digits swapped
        ("1984-04-12", "2004-04-12", False),  # a generation
        ("1984-04-12", "1984", True),
        ("1984-04-12", "1984-04-12", True),
    ],
)
def test_namesakes_at_one_telephone_are_one_only_where_a_slip_makes_one_birthday_of_the_other(
    tmp_path: Path, one: str, other: str, same: bool
) -> None:
    database = library(tmp_path)
    rows = [
        ((card(uid), phone("+35121000001")), (Fact(Field.NAME, "Otto Brandt"), Fact(Field.BIRTHDAY, born)))
        for uid, born in (("a", one), ("b", other))
    ]
    told = tell(database, start_import(database, "cards", snapshot_at=1), rows)
    assert (len({*persons(database, told)}) == 1) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Otto Brandt", "Otto Brandt Jr."),
        ("John Brandt", "Jack Brandt"),
        ("Maria Rossi", "Mia Rossi"),
        ("Ann Lee", "Annabel Lee"),
        ("Maria Silva", "Maria Silva Costa"),
        ("Brandt", "Otto Brandt"),
        ("O. Brandt", "Otto Brandt"),
        ("Bianca Popa", "Blanca Popa"),
        ("王伟", "Li Na"),
    ],
)
def test_only_the_very_same_name_joins_at_the_telephone_of_a_house(tmp_path: Path, one: str, other: str) -> None:
    database = library(tmp_path)
    told = tell(database, start_import(database, "cards", snapshot_at=1), sharing("+351213467890", one, other))
    assert len({*persons(database, told)}) == 2
    # Once one of them goes by both names they agree.
    (again, _) = sharing("+351213467890", other, other)
    tell(database, start_import(database, "cards", snapshot_at=2), [again])
    assert len({*persons(database, told)}) == 1
    database.close()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O. Brandt", "Otto Brandt"),
        ("Bob Jones", "Robert Jones"),
        ("Ana", "Ana Silva"),
        ("محمد حسن", "Mohamed Hassan"),
        ("דוד כהן", "David Cohen"),
        ("김민수", "Min-soo Kim"),
        ("たなか ゆき", "Yuki Tanaka"),
        ("王伟", "Wei Wang"),
    ],
)
def test_a_mobile_number_joins_names_that_do_not_contradict(tmp_path: Path, one: str, other: str) -> None:
    database = library(tmp_path)
    told = tell(database, start_import(database, "cards", snapshot_at=1), sharing("+351912345678", one, other))
    assert len({*persons(database, told)}) == 1
    database.close()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد حسن", "Ahmed Hassan"),
        ("שרה כהן", "David Cohen"),
        ("김민수", "Minjun Kim"),
        ("たなか ゆき", "Taro Tanaka"),
        ("王伟", "Li Na"),
        ("田中太郎", "Hanako Tanaka"),
        ("田中太郎", "Taro Tanaka"),  # nobody reads it for sure: it is asked
    ],
)
def test_a_couple_or_brothers_at_one_mobile_number_are_two_in_whatever_script_they_are_written(
    tmp_path: Path, one: str, other: str
) -> None:
    database = library(tmp_path)
    told = tell(database, start_import(database, "cards", snapshot_at=1), sharing("+351912345678", one, other))
    assert len({*persons(database, told)}) == 2
    once = sameness(database)
    relink_everything(database)
    assert sameness(database) == once
    database.close()


def sharing(number: str, *names: str) -> list[Told]:
    """Cards of people of these names with one number."""
    return [((card(str(n)), phone(number)), (Fact(Field.NAME, name),)) for n, name in enumerate(names)]


def test_father_and_son_at_one_telephone_are_two_as_soon_as_their_birthdays_are_told(tmp_path: Path) -> None:
    database = library(tmp_path)

    def told(uid: str, born: str = "") -> Told:
        facts = (Fact(Field.NAME, "Otto Brandt"), *((Fact(Field.BIRTHDAY, born),) if born else ()))
        return (card(uid), phone("+35121000001")), facts

    first = start_import(database, "cards", snapshot_at=1)
    father, son = tell(database, first, [told("father", "1950-03-01"), told("son")])
    assert len({*persons(database, [father, son])}) == 1
    second = start_import(database, "cards", snapshot_at=2)
    tell(database, second, [told("son", "1981-07-09")])
    assert len({*persons(database, [father, son])}) == 2
    once = sameness(database)
    relink_everything(database)
    assert sameness(database) == once
