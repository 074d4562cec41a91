"""What is said of people is the same however it is read: in short, where archives agree, or claim by claim."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.records import Field
from relate.store.facts import SINGLE, in_line
from relate.store.sayings import Said, said_of
from tests.effort import effort
from tests.store.making import library

PEOPLE = (1, 2, 3)
IMPORTS = (0, 1, 2)
FIELDS = ("name", "first_name", "last_name", "role", "company", "mail", "phone", "position", "nickname", "place")
FACTS = st.dictionaries(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(FIELDS), st.sampled_from(("", "one", "two", "+49 30 123"))),
    st.tuples(st.sampled_from(IMPORTS), st.sampled_from((0, 0, 0, 0, 1, 2, -1)), st.sets(st.sampled_from(IMPORTS[1:]))),
    max_size=12,
)


def shown(said: Said, person: int) -> tuple[dict[str, str], set[str], set[str], bool]:
    told = said.plain.get(person)
    best, words, numbers = told if told is not None else in_line(said.claims.get(person, ()))
    return {name: best[name] for name in best.keys() & SINGLE}, words, numbers, person in said.claimed


@settings(max_examples=effort(100, 2_000), deadline=None)
@given(FACTS, st.sets(st.sampled_from(IMPORTS[1:])), st.sets(st.sampled_from(PEOPLE)))
def test_it_is_the_same_in_short_and_claim_by_claim(
    facts: dict[tuple[int, str, str], tuple[int, int, set[int]]], unseen: set[int], out_of_sight: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = library(Path(folder))
        for (person, name, value), (import_id, by_user, further) in facts.items():
            row = database.execute_sql(
                "INSERT INTO fact (identity, field, value, import_id, seen_at, by_user) VALUES (?,?,?,?,?,?)"
                " RETURNING id",
                (person, name, value, import_id, import_id, by_user),
            ).fetchone()
            for one in further:
                database.execute_sql("INSERT INTO fact_seen VALUES (?,?,?)", (row[0], one, one))
        whose = {person: person for person in PEOPLE}
        hidden = out_of_sight if unseen else set()
        short = said_of(database, whose, PEOPLE, unseen, hidden)
        long = said_of(database, whose, (), unseen, hidden)
        database.close()
    assert not long.plain
    for person in PEOPLE:
        assert shown(short, person) == shown(long, person)


def test_whom_archives_agree_on_is_read_in_short(tmp_path: Path) -> None:
    database = library(tmp_path)
    for value, name in (("Ann", Field.NAME), ("Bakery", Field.COMPANY), ("a@b.c", Field.MAIL), ("b@b.c", Field.MAIL)):
        database.execute_sql(
            "INSERT INTO fact (identity, field, value, import_id, seen_at, by_user) VALUES (1,?,?,1,1,0)", (name, value)
        )
    said = said_of(database, {1: 1, 2: 2}, (1, 2), (), ())
    database.close()
    assert said.claims == {}
    best, words, numbers = said.plain[1]
    assert (best["name"], best["company"], words, numbers) == (
        "Ann",
        "Bakery",
        {"Ann", "Bakery", "a@b.c", "b@b.c"},
        set(),
    )
