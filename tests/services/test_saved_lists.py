"""Lists that the user named: kept with everything they ask for, and none of them costs the others."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from relate.domain.errors import KnownError
from relate.services.library import Library
from relate.services.views import Freshness, PeopleQuery, Shown, Sort, State
from tests.services.conftest import NOON

EVERYTHING = PeopleQuery(
    shown=Shown.EVERYONE, text="boat", sort=Sort.NAME, circle=15, tag="press", network="x", state=State.RESTING,
    freshness=Freshness.QUIET, company="Contoso", since_import=3, event=7, birthday_within=30, place="Porto",
    unanswered=True,
)  # fmt: skip


def test_a_list_is_there_again_after_a_restart_with_all_that_it_asks_for(library: Library) -> None:
    plain = PeopleQuery()
    assert all(getattr(EVERYTHING, one.name) != getattr(plain, one.name) for one in fields(plain))
    library.lists.keep("  Porto   press ", EVERYTHING).result()
    library.lists.keep("abc", replace(plain, tag="choir")).result()
    library.close()
    again = Library.open(library.path, lambda: NOON)
    try:
        assert [(one.name, one.query) for one in again.lists.all()] == [
            ("abc", replace(plain, tag="choir")),
            ("Porto press", EVERYTHING),
        ]
        again.lists.forget("abc").result()
        assert [one.name for one in again.lists.all()] == ["Porto press"]
    finally:
        again.close()


def test_the_same_name_again_is_the_list_as_it_is_now(library: Library) -> None:
    library.lists.keep("press", PeopleQuery(tag="press")).result()
    library.lists.keep("press", PeopleQuery(tag="press", circle=50)).result()
    assert [one.query.circle for one in library.lists.all()] == [50]


def test_a_list_without_a_name_is_refused(library: Library) -> None:
    with pytest.raises(KnownError):
        library.lists.keep("  ", PeopleQuery(tag="press"))


@pytest.mark.parametrize("written", ["nonsense", "[]", '{"shown": "nobody"}', '{"circle": "x"}', '{"later": 1}'])
def test_what_cannot_be_read_costs_nothing_else(library: Library, written: str) -> None:
    library.settings.set("list.broken", written).result()
    library.lists.keep("press", PeopleQuery(tag="press")).result()
    assert [one.name for one in library.lists.all()] == ["press"]
