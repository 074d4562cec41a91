"""The rhythms of an archive's people are folded together, those of a command's one by one: to the same states."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from relate.domain.moments import DAY_MS
from relate.domain.records import Fact, Field
from relate.store import ties
from tests.store.making import passed, profile, ready, start_import, tell

PEOPLE = 210


def test_many_people_together_have_the_rhythms_they_have_one_by_one(tmp_path: Path) -> None:
    database = ready(tmp_path)
    chance = random.Random(7)
    archive = start_import(database)
    me, *people = tell(
        database, archive, [((profile(f"p{n}"),), (Fact(Field.NAME, f"Ana Silva {n}"),)) for n in range(PEOPLE)]
    )
    for person in people[1:]:
        day = 18_000
        for _ in range(chance.randrange(14)):
            day += chance.choice((0, 1, 3, 21, 200, 900))
            mine = me if chance.random() < 0.5 else None
            passed(database, archive, person, day * DAY_MS + chance.randrange(DAY_MS), mine=mine)
    ties.refresh(database, people)
    together = dict(ties.states(database))
    for person in people:
        ties.refold(database, [person])
    alone = dict(ties.states(database))
    database.close()
    assert together.keys() == alone.keys()
    assert len(together) > PEOPLE // 2
    for person, state in together.items():
        for name in ("n", "e", "first_day", "last_day", "last", "out", "inc", "asks", "replies", "pending"):
            assert getattr(state, name) == getattr(alone[person], name)
        for name in ("A", "S", "n365", "best2y"):
            assert getattr(state, name) == pytest.approx(getattr(alone[person], name))
        assert state.gaps == pytest.approx(alone[person].gaps)
