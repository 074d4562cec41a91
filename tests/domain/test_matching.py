"""Who may be one person: whom to compare, what speaks for it, how sure it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.blocking import Blocks, keys
from relate.domain.distance import Distance, Population, compare
from relate.domain.evidence import clauses, explain, field_lines
from relate.domain.matching import LIKELY_FROM, WEIGHTS, Scored, Verdict, odds, parts, proposals
from relate.domain.portrait import Portrait, portrait
from relate.domain.records import Field, IdentityKind
from relate.domain.signs import Sign
from tests.calibrate import seen
from tests.worlds import Sighting, World

Told = dict[Field, str]
TOWN = Population(5000, lambda _sound: 4)
"""A library in which every word is in four people's names."""


def somebody(person: int, name: str = "", *identities: tuple[str, str, str, int], **facts: str) -> Portrait:
    told = [(Field.NAME, name)] if name else []
    return portrait(person, identities, [*told, *((Field(field), value) for field, value in facts.items())])


def signs(one: Portrait, other: Portrait) -> tuple[Sign, ...]:
    found = compare(one, other, TOWN)
    assert set(compare(other, one, TOWN).signs) == set(found.signs)
    return found.signs


def names(one: str, other: str) -> Sign:
    return signs(somebody(1, one), somebody(2, other))[0]


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("Tomás Rivera", "tomas rivera", Sign.NAME_SAME),
        ("Rivera, Tomás", "Tomas Rivera", Sign.NAME_SAME),
        ("Rivera Tomás", "Tomas Rivera", Sign.NAME_SAME),
        ("Dr. Tomás Rivera, PhD 🚀", "Tomas Rivera MBA", Sign.NAME_SAME),
        ("Elif Yıldız", "Elif Yildiz", Sign.NAME_SAME),
        ("Jürgen Müller", "Juergen Mueller", Sign.NAME_SPELLING),
        ("Сергей Иванов", "Sergey Ivanoff", Sign.NAME_SPELLING),
        ("Екатерина Смирнова", "Katya Smirnova", Sign.NAME_SHORT),
        ("Bob Okafor", "Robert Okafor", Sign.NAME_SHORT),
        ("Gus Lindqvist", "Gustav Lindqvist", Sign.NAME_SHORT),
        ("Paco Herrera", "Francisco Herrera", Sign.NAME_SHORT),
        ("Zé Pereira", "José Pereira", Sign.NAME_SHORT),
        ("Beppe Russo", "Giuseppe Russo", Sign.NAME_SHORT),
        ("Sascha Petrow", "Alexander Petrow", Sign.NAME_SHORT),
        ("T. Rivera", "Tomás Rivera", Sign.NAME_INITIAL),
        ("Gus L.", "Gustav Lindqvist", Sign.NAME_INITIAL),
        ("Ana Núñez", "Ana Núñez Vega", Sign.NAME_PART),
        ("Ana María Núñez-Vega", "Ana Vega", Sign.NAME_PART),
        ("Tomas Rivrea", "Tomas Rivera", Sign.NAME_TYPO),
        ("Ana", "Ana Duarte", Sign.NAME_WORD),
        ("Hana Novák", "Hana Malá", Sign.NAME_FAMILY),
        ("Pedro Costa", "Joana Costa", Sign.NAME_GIVEN),
        ("Ana Duarte", "Bo Lind", Sign.NAME_OTHER),
    ],
)
def test_two_names_are_told_apart_by_how_they_differ(one: str, other: str, sign: Sign) -> None:
    assert names(one, other) is sign


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("Erik Weber", "Erika Weber", True),
        ("Александр Петров", "Александра Петрова", True),
        ("Weber Stefan", "Stefanie Weber", True),
        ("Gus Lindqvist", "Gustav Lindqvist", False),
        ("Tomas Rivera", "Tomas Rivero", False),
        ("Silke Brandt", "Slike Brandt", False),
    ],
)
def test_first_names_with_another_ending_speak_against_one_person(one: str, other: str, differs: bool) -> None:
    assert (Sign.NAME_ENDING in signs(somebody(1, one), somebody(2, other))) is differs


def test_two_at_one_telephone_with_nearly_one_name_are_possible_at_best() -> None:
    home = {"phone": "+49 30 1234567"}
    erik, erika = somebody(1, "Erik Weber", **home), somebody(2, "Erika Weber", **home)
    found = compare(erik, erika, TOWN)
    (made,) = proposals([Scored(1, 2, found.signs, 9.0)], 100)
    assert made.verdict is Verdict.POSSIBLE
    born = {**home, "birthday": "1984-04-12"}
    found = compare(somebody(1, "Erik Weber", **born), somebody(2, "Erika Weber", **born), TOWN)
    (made,) = proposals([Scored(1, 2, found.signs, 9.0)], 100)
    assert made.verdict is Verdict.LIKELY


def test_an_address_that_two_have_says_no_more_than_that() -> None:
    """What stands before its @ is neither a handle they share nor one made of a name."""
    shared = ("mail", IdentityKind.MAIL, "ana.silva@x.example", 0)
    assert set(signs(somebody(1, "Ana Silva", shared), somebody(2, "Rui Silva", shared))) == {
        Sign.NAME_GIVEN, Sign.CONTACT_SAME,
    }  # fmt: skip
    firm, ana = somebody(1, "Contoso", shared), somebody(2, "Ana Silva", shared)
    assert set(signs(firm, ana)) == {Sign.NAME_OTHER, Sign.CONTACT_SAME}
    own = ("mail", IdentityKind.MAIL, "ana.silva@y.example", 0)
    assert Sign.HANDLE_SAME in signs(somebody(1, "Ana Lopes", shared), somebody(2, "Ana Silva", own))


def test_who_is_called_otherwise_at_her_own_address_is_asked_about_and_her_husband_is_not() -> None:
    shared = ("mail", IdentityKind.MAIL, "ana.silva@x.example", 0)
    before, after, husband = (
        somebody(n, name, shared) for n, name in enumerate(("Ana Silva", "Ana Costa", "Rui Silva"), 1)
    )
    found = {
        other.person: odds(compare(before, other, TOWN)) - odds(compare(before, somebody(9, "Bo Lind", shared), TOWN))
        for other in (after, husband)
    }
    assert found[2] > found[3] + 2


def test_nobody_with_a_shared_address_is_certain_for_that_would_have_joined_them() -> None:
    told = (Sign.NAME_SAME, Sign.CONTACT_SAME, Sign.COMPANY_SAME)
    (made,) = proposals([Scored(1, 2, told, 9.0)], 100)
    assert made.verdict is Verdict.LIKELY


def test_a_handle_is_compared_with_the_name_it_may_be_made_of() -> None:
    tomas = somebody(1, "Tomás Rivera")
    assert signs(tomas, somebody(2, "", ("x", IdentityKind.HANDLE, "tomas_rivera7", 0)))[0] is Sign.HANDLE_NAME
    assert signs(tomas, somebody(2, "tomasriv", ("x", IdentityKind.HANDLE, "tomasriv", 0)))[0] is Sign.HANDLE_LIKE
    assert signs(tomas, somebody(2, "", ("mail", IdentityKind.MAIL, "trivera@x.example", 0)))[0] is Sign.HANDLE_LIKE
    assert signs(tomas, somebody(2, "", ("mail", IdentityKind.MAIL, "info@rivera.example", 0)))[0] is Sign.NAME_OTHER


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("1984-04-12", "1984-04-12", Sign.BIRTHDAY_SAME),
        ("1984-04-12", "--04-12", Sign.BIRTHDAY_DAY),
        ("1984-04-12", "1984-12-04", Sign.BIRTHDAY_SWAPPED),
        ("1984-04-12", "1984-04-13", Sign.BIRTHDAY_NEAR),
        ("1984-04-12", "1948-04-12", Sign.BIRTHDAY_NEAR),
        ("1984-04-12", "1991-11-30", Sign.BIRTHDAY_OTHER),
        ("--04-12", "--05-12", Sign.BIRTHDAY_OTHER),
    ],
)
def test_birthdays_differ_by_year_by_order_and_by_a_digit(one: str, other: str, sign: Sign) -> None:
    assert sign in signs(somebody(1, "Ana Duarte", birthday=one), somebody(2, "Ana Duarte", birthday=other))


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("Lindenstraße 12, 10115 Berlin", "Lindenstr. 12, 10115 Berlin", Sign.ADDRESS_SAME),
        ("12 Harbour Street, Leeds LS1 4AP", "Harbour St 12, LS1 4AP, Leeds", Sign.ADDRESS_SAME),
        ("Rua das Flores 8, 1100 Lisboa", "Rua das Flores 9, Lisboa", Sign.ADDRESS_OTHER),
        ("Rua das Flores 8, 1100 Lisboa", "Via Roma 3, 10121 Torino", Sign.ADDRESS_OTHER),
    ],
)
def test_postal_addresses_are_compared_word_by_word(one: str, other: str, sign: Sign) -> None:
    assert sign in signs(somebody(1, "Ana Duarte", address=one), somebody(2, "Ana Duarte", address=other))


def test_two_profiles_of_one_network_are_no_proposal_beyond_possible() -> None:
    one, other = (
        somebody(n, "Zbigniew Okonkwo", ("linkedin", IdentityKind.PROFILE, f"zo{n}", 0), company="Lumen", place="Porto")
        for n in (1, 2)
    )
    distance = compare(one, other, TOWN)
    assert Sign.PROFILES_TWO in distance.signs
    for made in proposals([Scored(1, 2, distance.signs, 12.0)], 2):
        assert made.verdict is Verdict.POSSIBLE


def test_different_birthdays_hold_a_verdict_back_whatever_the_sum() -> None:
    (made,) = proposals([Scored(1, 2, (Sign.NAME_SAME, Sign.ADDRESS_SAME, Sign.BIRTHDAY_OTHER), 12.0)], 2)
    assert made.verdict is Verdict.POSSIBLE


def test_a_name_alone_is_never_certain() -> None:
    (made,) = proposals([Scored(1, 2, (Sign.NAME_SAME,), 12.0)], 2)
    assert made.verdict is Verdict.LIKELY


def test_whoever_fits_two_people_equally_is_neither_for_sure() -> None:
    alike = (Sign.NAME_SAME, Sign.COMPANY_SAME)
    both = proposals([Scored(1, 2, alike, 6.0), Scored(1, 3, alike, 6.0)], 3)
    assert all(one.probability < 0.8 and one.verdict is Verdict.POSSIBLE for one in both)
    assert [one.rival for one in both] == [3, 2]


def test_father_and_son_of_one_name_each_keep_their_own_second_card() -> None:
    alike = (Sign.NAME_SAME, Sign.ADDRESS_SAME)
    made = proposals(
        [
            Scored(1, 3, (*alike, Sign.BIRTHDAY_SAME), 13.0),
            Scored(2, 4, (*alike, Sign.BIRTHDAY_SAME), 13.0),
            Scored(2, 3, alike, 3.0),
        ],
        4,
    )
    likely = {(one.a, one.b) for one in made if one.probability > LIKELY_FROM}
    assert likely == {(1, 3), (2, 4)}


def test_three_cards_of_one_person_do_not_stand_in_each_others_way() -> None:
    alike = (Sign.NAME_SAME, Sign.BIRTHDAY_SAME)
    made = proposals([Scored(1, 2, alike, 8.0), Scored(1, 3, alike, 8.0), Scored(2, 3, alike, 8.0)], 3)
    assert len(made) == 3
    assert all(one.verdict is Verdict.CERTAIN for one in made)


def test_two_profiles_of_one_network_are_not_certain_by_way_of_a_card_that_fits_both() -> None:
    fits = (Sign.NAME_SAME, Sign.COMPANY_SAME)
    card = [Scored(1, 3, fits, 8.0), Scored(2, 3, fits, 8.0)]
    (one, other, profiles) = proposals([*card, Scored(1, 2, (*fits, Sign.PROFILES_TWO), 6.0)], 100)
    assert (one.verdict, other.verdict, profiles.verdict) == (Verdict.LIKELY, Verdict.LIKELY, Verdict.POSSIBLE)
    apart = [Scored(4, 5, fits, 8.0), Scored(6, 7, (*fits, Sign.PROFILES_TWO), 6.0)]
    assert proposals([*card, Scored(1, 2, fits, 6.0), *apart], 100)[0].verdict is Verdict.CERTAIN


def test_an_address_from_which_two_people_write_is_nobodys_for_sure() -> None:
    """The assistant writes from the boss's address too: that makes his mails no mails of hers."""
    theirs = ("mail", IdentityKind.MAIL, "v.adler@x.example", 0)
    shared = portrait(1, [theirs], [(Field.NAME, "Berta Klein"), (Field.NAME, "Viktor Adler")])
    hers = somebody(2, "Berta Klein", ("mail", IdentityKind.MAIL, "b.klein@x.example", 0))
    card = somebody(3, "Viktor Adler", mail="v.adler@x.example")
    found = [
        Scored(1, n, (distance := compare(shared, other, TOWN)).signs, odds(distance))
        for n, other in ((2, hers), (3, card))
    ]
    made = proposals(found, 5000)
    assert all(one.verdict is Verdict.POSSIBLE and Sign.USED_BY_TWO in one.signs for one in made)
    assert made[0].b == 3
    married = portrait(4, [theirs], [(Field.NAME, "Hana Mala"), (Field.NAME, "Hana Novak")])
    assert Sign.USED_BY_TWO not in signs(married, somebody(5, "Hana Novak"))


# whom to compare -----------------------------------------------------------------------------------------------------


def compared(*people: Portrait) -> list[tuple[int, int]]:
    return Blocks({one.person: keys(one).pack() for one in people}).pairs()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (somebody(1, "Bob Okafor"), somebody(2, "Robert Okafor")),
        (somebody(1, "Rivera Tomas"), somebody(2, "T. Rivera")),
        (somebody(1, "Сергей Иванов"), somebody(2, "Sergei Ivanov")),
        (somebody(1, "Hana Novák", birthday="1984-04-12"), somebody(2, "Hana Malá", birthday="--12-04")),
        (somebody(1, "Hana Novák", company="Lumen Ltd"), somebody(2, "Hana Malá", company="LUMEN GmbH")),
        (somebody(1, "Ana Duarte", mail="ana@x.example"), somebody(2, "A. Lopes", mail="Ana@X.example")),
        (somebody(1, "Tomás Rivera"), somebody(2, "", ("x", IdentityKind.HANDLE, "tomasriv", 0))),
        (somebody(1, "Bo Lnd", address="Via Roma 3, 10121"), somebody(2, "Bo Lind", address="10121 Via Roma 3")),
    ],
)
def test_who_may_be_one_shares_a_key(one: Portrait, other: Portrait) -> None:
    assert compared(one, other) == [(1, 2)]


def test_a_name_that_many_have_is_compared_by_what_stands_beside_it() -> None:
    crowd = [somebody(n, "Maria Silva", company=f"Works {n}") for n in range(1, 400)]
    twin = somebody(400, "Maria Silva", company="Works 7")
    assert compared(*crowd, twin) == [(7, 400)]


def test_where_nobody_has_a_key_nobody_is_compared() -> None:
    assert Blocks({}).pairs() == []
    assert Blocks({1: keys(somebody(1)).pack()}).pairs(frozenset({1})) == []


def test_only_pairs_with_somebody_named_are_given() -> None:
    people = [somebody(n, f"{given} Okonjo") for n, given in enumerate(("Ana", "Ana", "Bo", "Bo"), 1)]
    blocks = Blocks({one.person: keys(one).pack() for one in people})
    assert set(blocks.pairs(frozenset({1}))) == {pair for pair in blocks.pairs() if 1 in pair}


def test_what_few_are_compared_with_is_the_same_whether_or_not_everybodys_keys_are_put_in_order() -> None:
    people = {place: one.portrait(place) for place, one in enumerate(World(8, 400).networks(0.4))}
    packed = {place: keys(one).pack() for place, one in people.items()}
    every = Blocks(packed)
    for few in (frozenset(range(0, len(people), 9)), frozenset({3}), frozenset[int]()):
        some = Blocks(packed, few)
        assert some.pairs(few) == every.pairs(few)
        assert some.bearers("maria") == every.bearers("maria")
    assert len(every.pairs(frozenset(range(0, len(people), 9)))) > 20


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_any_text_can_be_a_name_an_address_and_a_company(texts: list[str]) -> None:
    people = [
        somebody(n, text, ("x", IdentityKind.HANDLE, text, 0), address=text, company=text, place=text, role=text)
        for n, text in enumerate(texts, 1)
    ]
    blocks = Blocks({one.person: keys(one).pack() for one in people})
    for a, b in blocks.pairs():
        odds(compare(people[a - 1], people[b - 1], Population(blocks.size, blocks.bearers)))


# what is said of it --------------------------------------------------------------------------------------------------


def test_the_evidence_is_said_in_words_with_the_values_as_written() -> None:
    one = {"name": ["Tomás Rivera"], "company": ["Lumen Freight"], "place": ["Porto"], "role": ["Founder"]}
    other = {"name": ["tomasriv"], "company": ["lumen freight"], "place": ["Porto"], "birthday": ["--04-04"]}
    found = (Sign.HANDLE_LIKE, Sign.COMPANY_SAME, Sign.PLACE_SAME, Sign.WEEKS_SAME)
    favours, against = clauses(explain(found, one, other))
    assert favours == (
        "“Tomás Rivera” and “tomasriv”: the handle is like the name, both name Lumen Freight, both name Porto,"
        " you were in touch with both in the same weeks"
    )
    assert against == "no shared address"
    assert [(line.field, str(line.compared)) for line in field_lines(found, one, other)] == [
        ("company", "similar"),
        ("place", "same"),
        ("role", "only here"),
        ("birthday", "only there"),
    ]


def test_the_odds_are_the_sum_of_the_parts() -> None:
    for first in (Sign.NAME_SAME, Sign.NAME_GIVEN):
        for more in ((), (Sign.ADDRESS_SAME,), (Sign.BIRTHDAY_SAME,), (Sign.ADDRESS_SAME, Sign.BIRTHDAY_SAME)):
            distance = Distance((first, *more), -3.0)
            told = sum(WEIGHTS[name] * amount for name, amount in parts(distance))
            assert odds(distance) == pytest.approx(told)


def test_every_sign_has_a_weight_and_words() -> None:
    assert set(WEIGHTS) >= set(Sign)
    for sign in Sign:
        assert explain([sign], {}, {})[0].text()


# how true it is ------------------------------------------------------------------------------------------------------


def proposed(told: list[Sighting]) -> list[tuple[float, Verdict, bool]]:
    """Every proposal in a world: its probability, its verdict and whether it is one person."""
    same: dict[tuple[int, int], bool] = {}
    scored: list[Scored] = []
    for a, b, distance, truth in seen(told):
        same[a, b] = truth
        scored.append(Scored(a, b, distance.signs, odds(distance)))
    return [(one.probability, one.verdict, same[one.a, one.b]) for one in proposals(scored, len(told))]


def brier(told: list[tuple[float, Verdict, bool]]) -> float:
    return sum((said - same) ** 2 for said, _, same in told) / len(told)


def reliability(told: list[tuple[float, Verdict, bool]]) -> list[tuple[float, float, int]]:
    """Of each tenth with enough proposals: what was said, what was true, how many there were."""
    tenths: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for said, _, same in told:
        tenths[min(int(said * 10), 9)].append((said, same))
    return [
        (sum(said for said, _ in part) / len(part), sum(same for _, same in part) / len(part), len(part))
        for part in tenths
        if len(part) >= 60
    ]


@pytest.fixture(scope="module")
def networks() -> list[tuple[float, Verdict, bool]]:
    return [one for seed in range(500, 506) for one in proposed(World(seed, 2500).networks(0.25))]


@pytest.fixture(scope="module")
def books() -> list[tuple[float, Verdict, bool]]:
    return [one for seed in range(600, 603) for one in proposed(World(seed, 1500).books(0.7, 0.12, twice=0.03))]


def test_the_probability_that_is_shown_is_true_among_networks(networks: list[tuple[float, Verdict, bool]]) -> None:
    for said, true, _count in reliability(networks):
        assert abs(said - true) < 0.12, (said, true)
    assert brier(networks) < 0.16


def test_the_probability_that_is_shown_is_true_between_address_books(books: list[tuple[float, Verdict, bool]]) -> None:
    assert brier(books) < 0.03
    assert abs(sum(said for said, _, _ in books) - sum(same for _, _, same in books)) < 0.03 * len(books)


def test_of_two_books_of_the_same_people_nearly_everybody_is_found_and_nobody_else() -> None:
    people = 1200
    likely = [
        same for _, verdict, same in proposed(World(700, people).books(1.0, 0.06)) if verdict is not Verdict.POSSIBLE
    ]
    assert sum(likely) / len(likely) >= 0.998
    assert sum(likely) / people >= 0.975


def test_what_is_called_certain_is(
    networks: list[tuple[float, Verdict, bool]], books: list[tuple[float, Verdict, bool]]
) -> None:
    certain = [same for _, verdict, same in (*networks, *books) if verdict is Verdict.CERTAIN]
    assert len(certain) > 500
    assert sum(certain) / len(certain) > 0.995
