"""Whoever is looked at only as far as it matters is found all the same: screening changes no pair and no odds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.blocking import Blocks, is_made_of, keys, possible_handles
from relate.domain.distance import Population, compare
from relate.domain.matching import WEIGHTS, WORTH_A_LOOK, odds
from relate.domain.portrait import Portrait, portrait
from relate.domain.records import Field, IdentityKind
from relate.domain.screening import Screen, compare_above
from relate.domain.signs import Sign
from tests.effort import effort
from tests.worlds import Sighting, World

FLOORS = (WORTH_A_LOOK, WORTH_A_LOOK - WEIGHTS[Sign.WEEKS_SAME])
NAMES = ("Ana Silva", "Anna Sylva", "Bo Lind", "Ana Maria Silva", "Bob Jones", "Robert Jones", "A Silva", "Cher",
         "Ana Ana", "Silva Ana", "Jonas Lind", "José Núñez-Vega Jr.")  # fmt: skip
PEOPLE = st.builds(
    lambda names, born, home, place, company, role, handle, mail: portrait(
        0,
        [("x", IdentityKind.HANDLE, handle, 0)] * bool(handle) + [("mail", IdentityKind.MAIL, mail, 0)] * bool(mail),
        [
            *((Field.NAME, name) for name in names),
            *((field, value) for field, value in (
                (Field.BIRTHDAY, born), (Field.ADDRESS, home), (Field.PLACE, place), (Field.COMPANY, company),
                (Field.ROLE, role),
            ) if value),
        ],
    ),
    st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
    st.sampled_from(("", "1980-03-01", "1980-01-03", "1990-03-01", "--03-01", "1980-03-02")),
    st.sampled_from(("", "Rua das Flores 8, Porto", "Rua das Flores 9, Porto", "Hill Road, Leeds")),
    st.sampled_from(("", "Porto", "Leeds")),
    st.sampled_from(("", "Contoso", "Contoso Labs", "Fabrikam")),
    st.sampled_from(("", "Sales lead", "Lead designer", "Founder")),
    st.sampled_from(("", "anasilva", "silvaana", "bojones", "xanadu99")),
    st.sampled_from(("", "", "ana.silva@x.example", "b.jones@x.example")),
)  # fmt: skip


def screened(
    pairs: Sequence[tuple[int, int]], people: dict[int, Portrait], everybody: Population, floor: float
) -> dict[tuple[int, int], tuple[tuple[Sign, ...], float]]:
    """What is found of these pairs, as the program looks for it."""
    found = {}
    for pair in Screen(everybody).can_be(pairs, people, floor):
        told = compare_above(people[pair[0]], people[pair[1]], everybody, floor)
        if told is not None:
            found[pair] = (told.signs, told.odds)
    return found


def compared(
    pairs: Sequence[tuple[int, int]], people: dict[int, Portrait], everybody: Population, floor: float
) -> dict[tuple[int, int], tuple[tuple[Sign, ...], float]]:
    """The same by looking at every sign of every pair."""
    every = {pair: compare(people[pair[0]], people[pair[1]], everybody) for pair in pairs}
    return {
        pair: (one.signs, odds(one))
        for pair, one in every.items()
        if odds(one) > floor and one.signs != (Sign.NAME_OTHER,)
    }


@pytest.mark.parametrize("floor", FLOORS)
@pytest.mark.parametrize(
    "world", [World(5, 600).networks(0.3), World(6, 400).books(1.0, 0.1)], ids=["networks", "books"]
)
def test_of_a_world_the_same_pairs_are_found(world: list[Sighting], floor: float) -> None:
    people = {place: one.portrait(place) for place, one in enumerate(world)}
    blocks = Blocks({place: keys(one).pack() for place, one in people.items()})
    everybody = Population(blocks.size, blocks.bearers)
    pairs = blocks.pairs()
    found = screened(pairs, people, everybody, floor)
    assert found == compared(pairs, people, everybody, floor)
    assert len(found) > 100
    assert len(Screen(everybody).can_be(pairs, people, WORTH_A_LOOK)) < len(pairs)  # and it is worth it


@settings(max_examples=effort(25, 1_000), deadline=None)
@given(st.lists(PEOPLE, min_size=12, max_size=14), st.sampled_from(FLOORS), st.sampled_from((1, 40, 100_000)))
def test_of_anybody_the_same_pairs_are_found(crowd: list[Portrait], floor: float, bearers: int) -> None:
    people = dict(enumerate(crowd))
    everybody = Population(100_000, lambda _word: bearers)
    pairs = [(a, b) for a in people for b in people if a < b]
    assert screened(pairs, people, everybody, floor) == compared(pairs, people, everybody, floor)


@given(st.sampled_from(NAMES), st.text("anslvbojed", min_size=1, max_size=8))
def test_a_handle_is_made_of_a_name_where_it_is_one_of_those_that_are(name: str, other: str) -> None:
    (told,) = portrait(0, [], [(Field.NAME, name)]).names
    if len(told.words) > 1:
        made = set(possible_handles(told))
        assert all(is_made_of(handle, told) for handle in made)
        assert is_made_of(other, told) is (other in made)
