"""The role and the company that are shown of somebody are of one job: one archive says both of one profile."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.records import Fact, Field, IdentityKey
from relate.store import commands, joining, person_reads
from relate.store.component import identities_of
from relate.store.facts import Saying, shown
from relate.store.recomputing import recomputed
from relate.store.withdrawing import Withdrawn, withdraw
from tests.effort import effort
from tests.store.making import card, profile, refresh_everybody, start_import, tell
from tests.store.test_commands import Shelf

OLD, NEW = 100, 200


class Jobs(Shelf):
    """A library of which archives tell who does what."""

    def archive(self, at: int, *told: tuple[IdentityKey, str, str], network: str = "linkedin") -> int:
        """An archive that says (key, role, company) of people."""
        number = start_import(self.database, network, snapshot_at=at)
        rows = []
        for key, role, company in told:
            facts = [(Field.NAME, key.key), (Field.ROLE, role), (Field.COMPANY, company)]
            rows.append(((key,), tuple(Fact(field, value) for field, value in facts if value)))
        tell(self.database, number, rows)
        refresh_everybody(self.database)
        return number

    def who(self, key: IdentityKey) -> int:
        row = self.database.execute_sql(
            "SELECT id FROM identity WHERE network = ? AND kind = ? AND key = ?", (key.network, key.kind, key.key)
        ).fetchone()
        return int(row[0])

    def merge(self, one: IdentityKey, other: IdentityKey) -> None:
        joining.merge(self.database, self.journal, [self.who(one), self.who(other)])

    def type(self, key: IdentityKey, field: str, value: str) -> None:
        commands.set_fact(self.database, self.journal, self.who(key), field, value)

    def pin(self, key: IdentityKey, field: str, value: str) -> None:
        commands.pin_value(self.database, self.journal, self.who(key), field, value)

    def does(self, key: IdentityKey) -> tuple[str, str]:
        """Role and company in the list; the page says the same, and marks the same values as shown."""
        line = self.line(self.who(key))
        told = person_reads.facts(self.database, identities_of(self.database, line["id"]))
        page = told.single.get("role", ""), told.single.get("company", "")
        marked = {(value.field, value.value) for value in told.values if value.shown}
        assert page == (line["role"], line["company"])
        for field, value in zip(("role", "company"), page, strict=True):
            assert {one for one in marked if one[0] == field} == ({(field, value)} if value else set())
            assert commands.shown_value(self.database, line["id"], field) == value
        return page


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    made = Jobs(tmp_path)
    yield made
    made.close()


MAYA, OTHER, CARD = profile("maya"), profile("maya-o"), card("7")
ARTIST = ("Illustrator", "Tailspin Toys")
FOUNDER = ("Managing director", "Coho Winery")


@pytest.mark.parametrize(("days", "is_shown"), [((OLD, NEW), FOUNDER), ((NEW, OLD), ARTIST)])
def test_of_two_profiles_joined_by_hand_the_newer_one_tells_both(
    jobs: Jobs, days: tuple[int, int], is_shown: tuple[str, str]
) -> None:
    jobs.archive(days[0], (MAYA, *ARTIST))
    jobs.archive(days[1], (OTHER, *FOUNDER))
    jobs.merge(MAYA, OTHER)
    assert jobs.does(MAYA) == is_shown


def test_of_two_profiles_of_one_archive_one_tells_both_and_undo_gives_each_its_own(jobs: Jobs) -> None:
    jobs.archive(NEW, (MAYA, *ARTIST), (OTHER, *FOUNDER))
    jobs.merge(MAYA, OTHER)
    assert jobs.does(MAYA) == ARTIST, "not the role of the one with the company of the other"
    jobs.journal.undo()
    assert (jobs.does(MAYA), jobs.does(OTHER)) == (ARTIST, FOUNDER)
    jobs.journal.redo()
    joining.split(jobs.database, jobs.journal, jobs.who(MAYA), [jobs.who(OTHER)])
    assert (jobs.does(MAYA), jobs.does(OTHER)) == (ARTIST, FOUNDER)


@pytest.mark.parametrize("network", ["linkedin", "card"])
def test_at_the_same_time_who_names_both_comes_before_who_names_one(jobs: Jobs, network: str) -> None:
    jobs.archive(NEW, (MAYA, "", "Adatum"), network=network)
    jobs.archive(NEW, (OTHER, *FOUNDER), network=network)
    jobs.merge(MAYA, OTHER)
    assert jobs.does(MAYA) == FOUNDER


@pytest.mark.parametrize(
    ("company", "role"),
    [
        ("Fabrikam", ""),
        ("Coho Winery", FOUNDER[0]),
        ("COHO WINERY Ltd.", FOUNDER[0]),
        ("Coho", FOUNDER[0]),
        ("Freelance", ""),
    ],
)
def test_a_newer_card_with_a_company_alone_has_the_role_of_that_company(jobs: Jobs, company: str, role: str) -> None:
    jobs.archive(OLD, (MAYA, *FOUNDER))
    jobs.archive(NEW, (CARD, "", company), network="card")
    jobs.merge(MAYA, CARD)
    assert jobs.does(MAYA) == (role, company)


def test_an_older_card_with_a_company_alone_changes_nothing(jobs: Jobs) -> None:
    jobs.archive(NEW, (MAYA, *FOUNDER))
    jobs.archive(OLD, (CARD, "", "Fabrikam"), network="card")
    jobs.merge(MAYA, CARD)
    assert jobs.does(MAYA) == FOUNDER


@pytest.mark.parametrize(
    ("role", "company"), [("Designer", ""), ("managing director", FOUNDER[1]), ("Director", FOUNDER[1])]
)
def test_a_newer_role_alone_has_the_company_in_which_it_was_told_before(jobs: Jobs, role: str, company: str) -> None:
    jobs.archive(OLD, (MAYA, *FOUNDER))
    jobs.archive(NEW, (MAYA, role, ""))
    assert jobs.does(MAYA) == (role, company)


def test_a_newer_role_alone_leaves_the_company_that_a_network_tells_which_knows_such_things_better(jobs: Jobs) -> None:
    jobs.archive(OLD, (MAYA, *FOUNDER))
    jobs.archive(NEW, (CARD, "Designer", ""), network="card")
    jobs.merge(MAYA, CARD)
    assert jobs.does(MAYA) == ("Designer", FOUNDER[1])


def test_who_tell_one_each_are_shown_together(jobs: Jobs) -> None:
    jobs.archive(OLD, (MAYA, "Founder", ""))
    jobs.archive(NEW, (CARD, "", "Fabrikam"), network="card")
    jobs.merge(MAYA, CARD)
    assert jobs.does(MAYA) == ("Founder", "Fabrikam")


@pytest.mark.parametrize("newer_first", [False, True])
def test_where_only_the_role_changed_the_new_one_is_shown_at_the_same_company(jobs: Jobs, newer_first: bool) -> None:
    told = [(OLD, (MAYA, "Analyst", "Contoso")), (NEW, (MAYA, "Head of sales", "Contoso"))]
    for at, what in reversed(told) if newer_first else told:
        jobs.archive(at, what)
    assert jobs.does(MAYA) == ("Head of sales", "Contoso")


def test_who_was_somewhere_and_is_back_has_the_role_of_now(jobs: Jobs) -> None:
    for at, role, company in ((1, "Analyst", "Contoso"), (2, "Partner", "Adatum"), (3, "Director", "Contoso")):
        jobs.archive(at, (MAYA, role, company))
    assert jobs.does(MAYA) == ("Director", "Contoso")


def test_taking_the_newer_archive_back_gives_the_older_pair(jobs: Jobs) -> None:
    jobs.archive(OLD, (MAYA, *ARTIST))
    newer = jobs.archive(NEW, (MAYA, *FOUNDER), (CARD, "", "Fabrikam"))
    jobs.merge(MAYA, CARD)
    assert jobs.does(MAYA) == FOUNDER
    for _ in withdraw(jobs.database, newer, Withdrawn()):
        pass
    assert jobs.does(MAYA) == ARTIST


def test_a_typed_company_stands_and_leaves_the_role_as_it_was(jobs: Jobs) -> None:
    jobs.archive(NEW, (MAYA, *ARTIST), (OTHER, *FOUNDER))
    jobs.merge(MAYA, OTHER)
    jobs.type(MAYA, "company", "Northwind")
    assert jobs.does(MAYA) == (ARTIST[0], "Northwind")
    jobs.type(MAYA, "role", "Painter")
    assert jobs.does(MAYA) == ("Painter", "Northwind")
    jobs.type(MAYA, "company", "")
    assert jobs.does(MAYA) == ("Painter", "")
    for _ in range(3):
        jobs.journal.undo()
    assert jobs.does(MAYA) == ARTIST


def test_a_typed_role_stands_and_leaves_the_company_as_it_was(jobs: Jobs) -> None:
    jobs.archive(NEW, (MAYA, "Artist", "Tailspin Toys"), (OTHER, "Managing director", "Adatum"))
    jobs.merge(MAYA, OTHER)
    jobs.type(MAYA, "role", "Painter")
    assert jobs.does(MAYA) == ("Painter", "Tailspin Toys")


def test_a_role_that_is_not_shown_can_be_typed_and_is_shown_then(jobs: Jobs) -> None:
    jobs.archive(OLD, (MAYA, *FOUNDER))
    jobs.archive(NEW, (CARD, "", "Fabrikam"), network="card")
    jobs.merge(MAYA, CARD)
    assert jobs.does(MAYA) == ("", "Fabrikam")
    jobs.type(MAYA, "role", FOUNDER[0])
    assert jobs.does(MAYA) == (FOUNDER[0], "Fabrikam")
    jobs.type(MAYA, "role", "")
    assert jobs.does(MAYA) == ("", "Fabrikam")


def test_what_is_typed_back_to_what_archives_say_is_no_word_of_the_users(jobs: Jobs) -> None:
    jobs.archive(NEW, (MAYA, *ARTIST), (OTHER, *FOUNDER))
    jobs.merge(MAYA, OTHER)
    jobs.type(MAYA, "company", "Northwind")
    jobs.type(MAYA, "company", ARTIST[1])
    jobs.archive(NEW + 1, (OTHER, *FOUNDER))
    assert jobs.does(MAYA) == FOUNDER


@pytest.mark.parametrize(("field", "value"), [("company", FOUNDER[1]), ("role", FOUNDER[0])])
def test_a_pinned_value_brings_what_is_said_with_it(jobs: Jobs, field: str, value: str) -> None:
    jobs.archive(NEW, (MAYA, *ARTIST), (OTHER, *FOUNDER))
    jobs.merge(MAYA, OTHER)
    jobs.pin(MAYA, field, value)
    assert jobs.does(MAYA) == FOUNDER
    jobs.archive(NEW + 1, (MAYA, *ARTIST))
    assert jobs.does(MAYA) == FOUNDER
    commands.unpin_value(jobs.database, jobs.journal, jobs.who(MAYA), field)
    assert jobs.does(MAYA) == ARTIST


def test_each_of_two_pinned_values_stands(jobs: Jobs) -> None:
    jobs.archive(NEW, (MAYA, *ARTIST), (OTHER, *FOUNDER))
    jobs.merge(MAYA, OTHER)
    jobs.pin(MAYA, "role", ARTIST[0])
    jobs.pin(MAYA, "company", FOUNDER[1])
    assert jobs.does(MAYA) == (ARTIST[0], FOUNDER[1])


def test_a_library_of_an_older_relate_shows_what_belongs_together_once_it_is_worked_out_anew(jobs: Jobs) -> None:
    jobs.archive(NEW, (MAYA, *ARTIST), (OTHER, *FOUNDER))
    jobs.merge(MAYA, OTHER)
    jobs.database.execute_sql("UPDATE person SET company = 'Coho Winery' WHERE role = 'Illustrator'")
    for _ in recomputed(jobs.database, lambda _share: None):
        pass
    assert jobs.does(MAYA) == ARTIST


SAYINGS = st.lists(
    st.tuples(
        st.sampled_from(("role", "company")),
        st.sampled_from(("one", "two words", "two", "")),
        st.sampled_from((0, 0, 0, 0, 1, 2)),
        st.sampled_from((1, 2)),
        st.integers(0, 3),
    )
    .filter(lambda told: bool(told[2] or (told[4] and told[1])))
    .map(lambda told: (*told[:3], told[4] // 2, 0, *told[3:])),
    max_size=5,
)
"""Of three imports, two of them of one day, none of which says nothing, and of the user alone."""


@settings(max_examples=effort(200, 5_000), deadline=None)
@given(SAYINGS)
def test_in_whatever_order_it_is_read_and_the_users_word_first(sayings: list[Saying]) -> None:
    found = shown(sayings)
    for other in permutations(sayings):
        assert shown(other) == found
    for field in ("role", "company"):
        values = {one[1] for one in sayings if one[0] == field}
        strongest = max((one[2] for one in sayings if one[0] == field), default=0)
        if strongest:
            assert found[field] in {one[1] for one in sayings if one[0] == field and one[2] == strongest}
        elif values:
            assert found[field] in {*values, ""}
        else:
            assert field not in found


@settings(max_examples=effort(200, 5_000), deadline=None)
@given(SAYINGS.map(lambda told: [one for one in told if one[1] in ("", "one")]))
def test_where_each_of_them_has_one_value_both_are_shown(sayings: list[Saying]) -> None:
    """So an import that says such a value again changes no line (applying.py)."""
    found = shown(sayings)
    for field in ("role", "company"):
        values = {one[1] for one in sayings if one[0] == field}
        if values == {"one"}:
            assert found[field] == "one"
