"""Short ways for cards of people nobody knew come to what the long ways come to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.records import Fact, Field, IdentityKey, IdentityKind, PersonRecord, Position
from relate.store.connection import open_staging
from relate.store.facts import fallback_name, in_line, text_to_search
from relate.store.first_line import first_line
from relate.store.people_cache import ADDRESSES, networks_of, sort_key
from relate.store.sayings import UNSEARCHED
from relate.store.staging import Staging

VALUES = st.sampled_from(
    ["Ana Silva", "ana", "Ünal", "+44 117 496 0018", "0117-496 0018", "12345678", "a@b.example", "x"]
)
FACTS = st.lists(st.tuples(st.sampled_from([str(field.value) for field in Field]), VALUES), max_size=8)
KEYS = st.lists(
    st.builds(
        IdentityKey,
        st.sampled_from(["card", "mail", "phone", "x", "relate"]),
        st.sampled_from([kind for kind in IdentityKind if kind != IdentityKind.NAME]),
        st.sampled_from(["a@b.example", "+441174960018", "maya", "12345678", "Ü"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
    unique=True,
).map(tuple)


@given(told=FACTS, keys=KEYS, photo=st.booleans())
def test_the_line_of_a_first_card_is_what_the_list_would_make_of_it(told, keys, photo):
    sayings = [(field, value, 0, 0, 0, 0, 0) for field, value in told if field not in UNSEARCHED]
    members = [(0, network, str(kind), key, 0, 0, 0) for network, kind, key, _ in keys]
    best, words, numbers = in_line(sayings)
    name = best.get("name") or fallback_name(sayings, [(member[2], member[3]) for member in members])
    reached = any(member[2] not in ADDRESSES for member in members)
    assert first_line(told, keys, photo) == (
        name,
        sort_key(name),
        best.get("role", ""),
        best.get("company", ""),
        networks_of(members),
        int(photo),
        int(name != "" and reached),
        text_to_search(words, numbers, members, ()),
    )


def staged(path: Path, cards: list[tuple[IdentityKey, ...]]) -> list[list[tuple[object, ...]]]:
    """Every row about people of a staging file."""
    staging = Staging(path)
    for number, keys in enumerate(cards, 1):
        staging.add(PersonRecord(Position("book.vcf", number), keys, (Fact(Field.NAME, f"Person {number}"),)))
    staging.finish()
    staging.close()
    database = open_staging(path)
    tables = ("identity", "link", "fact", "line", "tangled")
    rows = [sorted(database.execute_sql(f"SELECT * FROM {table}").fetchall()) for table in tables]
    database.close()
    return rows


@settings(max_examples=40, deadline=None)
@given(cards=st.lists(KEYS.map(lambda keys: (IdentityKey("card", IdentityKind.CARD, keys[0].key), *keys)), max_size=6))
def test_a_card_that_nobody_was_told_of_is_staged_like_any_other(tmp_path_factory, cards):
    folder = tmp_path_factory.mktemp("staged")
    found = staged(folder / "short", cards)

    def meet(self: Staging, keys: tuple[IdentityKey, ...], row: int) -> int:
        first = self._identity(keys[0], row)
        for key in keys[1:]:
            other = self._identity(key, row, first)
            if other != first:
                self._out["link"].append((first, other, row))
                self._stars.link(first, other, keys[0].kind)
        return first

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Staging, "_meet", meet)
        assert staged(folder / "long", cards) == found
