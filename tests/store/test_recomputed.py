"""What is worked out over arrays is what is worked out row by row, whatever the user does meanwhile."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from peewee import SqliteDatabase

from relate.domain.companies import UNJOINED
from relate.domain.depth import DEPTHS
from relate.domain.moments import DAY_MS
from relate.domain.records import Direction, Fact, Field, Kind, Role
from relate.store import passed_reading, recomputing, renewing, settings, writing
from relate.store.beside import Beside, Gone, There
from relate.store.codes import KIND_CODE, Tone
from relate.store.connection import chunk, open_to_read
from relate.store.interactions import USERS_PART, add_one
from relate.store.match_reads import form_of, to_look_at
from relate.store.recomputing import recomputed
from tests.effort import effort
from tests.store.making import caches, card, passed, profile, ready, recompute, refresh_everybody, start_import, tell
from tests.store.test_made_library import derived
from tests.store.test_properties import ACTS, Player

SPOILT = (
    "DELETE FROM contact_day WHERE day % 2 = 0",
    "UPDATE contact_day SET weight = 9, total = 9 WHERE day % 3 = 0",
    "UPDATE contact_day SET last_at = last_at + 1 WHERE day % 5 = 0",
    "INSERT OR IGNORE INTO contact_day SELECT id, 19000, 1, 1, 1, 1, 1, 1 FROM identity",
    "DELETE FROM rhythm_state WHERE person % 2 = 0",
    "UPDATE rhythm_state SET state = zeroblob(length(state))",
    "UPDATE person SET last_contact = 5, contact_days = 99, connected_at = 7",
)
T = TypeVar("T")
NOON = 20_000 * DAY_MS + DAY_MS // 2


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    make_small(monkeypatch)


def make_small(patch: pytest.MonkeyPatch) -> None:
    """Two people and three rows at a time, and five or six are far too many."""
    patch.setattr(renewing, "MOST", 2)
    patch.setattr(passed_reading, "PIECE", 3)
    patch.setattr(passed_reading, "BETWEEN_LOOKS", 50)
    patch.setattr(passed_reading, "MOST_LOOKS", 5)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    made = ready(tmp_path)
    yield made
    made.close()


def worked_out(database: SqliteDatabase) -> int:
    work = recomputed(database, lambda _share: None)
    while True:
        try:
            next(work)
        except StopIteration as over:
            return int(over.value)


LATER = ACTS.filter(lambda act: act[0] not in {"import", "withdraw"})
"""What may come between the pieces: an import is long work too, and waits."""


def _through_a_pipe(told: T) -> T:
    again: T = pickle.loads(pickle.dumps(told))  # noqa: S301 - of this process
    return again


class Near(Beside):
    """Works beside in this process, packed as for another one. ends_after: answers, after which it is gone."""

    ends_after = 1_000_000

    def __init__(self, library: Path | None) -> None:
        super().__init__(None)
        self._path, self._answers = library, 0
        self._there: There | None = None

    @property
    def is_there(self) -> bool:
        return self._there is not None

    def start(self) -> None:
        if self._path is not None and self._there is None and not self._answers:
            self._there = There(open_to_read(self._path))

    def begin(self, work: Callable[..., Any], *told: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self._answers == self.ends_after:
            self.close()
        self._answers += 1
        if self._there is None:
            future.set_exception(Gone())
        else:
            work, told = _through_a_pipe((work, told))
            future.set_result(_through_a_pipe(work(self._there, *told)))
        return future

    def close(self) -> None:
        if self._there is not None:
            self._there.database.close()
        self._there = None


@how(max_examples=effort(50, 1_500), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(ACTS, min_size=3, max_size=10),
    st.lists(LATER, max_size=8),
    st.booleans(),
    st.none() | st.integers(0, 12) | st.just(Near.ends_after),
)
def test_whatever_comes_between_everything_is_worked_out(
    acts: list[tuple[str, Any]], later: list[tuple[str, Any]], spoil: bool, beside: int | None
) -> None:
    """beside: how often what works beside answers until it is gone; None where nothing does."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened, pytest.MonkeyPatch.context() as patch:
        make_small(patch)
        if beside is not None:
            patch.setattr(Near, "ends_after", beside)
            patch.setattr(passed_reading, "ALONE", 0)
            patch.setattr("relate.store.beside.Beside", Near)
        player = Player(Path(folder), "one")
        database = player.database
        opened.callback(database.close)
        player.play("import", ([([profile("a")], "Ana Silva", "", "")], [(0, 3, False, False)], 1))
        for what, how in acts:
            player.play(what, how)
        for statement in SPOILT if spoil else ():
            database.execute_sql(statement)
        left = list(later)
        for _ in recomputed(database, lambda _share: None):
            if left:
                player.play(*left.pop())
        kept = derived(database)
        recompute(database)
        assert derived(database) == kept


@pytest.mark.parametrize("when", range(5))
def test_whoever_is_parted_at_the_very_beginning_is_worked_out_too(
    tmp_path: Path, small_pieces: None, when: int
) -> None:
    """As a night of random histories found it."""
    player = Player(tmp_path, "one")
    database = player.database
    try:
        player.play("import", ([([profile("a")], "Ana Silva", "", "")], [(0, 3, False, False)], 1))
        player.play("import", ([([profile("a"), card("2")], "", "", "")], [], 1))
        for statement in SPOILT:
            database.execute_sql(statement)
        for place, _ in enumerate(recomputed(database, lambda _share: None)):
            if place == when:
                player.play("split", (0, 1))
        kept = derived(database)
        recompute(database)
        assert derived(database) == kept
    finally:
        database.close()


@pytest.mark.parametrize(("what", "how"), [("hide", (0, True)), ("whose", (0, 1))])
def test_a_row_is_corrected_while_its_ties_are_of_an_older_arithmetic(
    tmp_path: Path, small_pieces: None, what: str, how: tuple[Any, ...]
) -> None:
    player = Player(tmp_path, "one")
    database = player.database
    try:
        rows = [([profile("a")], "Ana Silva", "", ""), ([profile("b")], "Bob Jones", "", "")]
        player.play("import", (rows, [(0, 3, False, False)], 1))
        database.execute_sql("UPDATE rhythm_state SET state = zeroblob(length(state))")
        player.play(what, how)
        worked_out(database)
        kept = derived(database)
        recompute(database)
        assert derived(database) == kept
    finally:
        database.close()


@how(max_examples=effort(20, 800), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ACTS, min_size=4, max_size=12))
def test_an_import_taken_back_over_everything_leaves_what_it_leaves_person_by_person(
    acts: list[tuple[str, Any]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened, pytest.MonkeyPatch.context() as patch:
        make_small(patch)
        patch.setattr(renewing, "MUCH", 0)
        patch.setattr(renewing, "MOST", 1)
        patch.setattr(renewing, "SHARE", 10**9)
        player = Player(Path(folder), "one")
        opened.callback(player.database.close)
        for what, how in acts:
            player.play(what, how)
        while player.numbers:
            player.do_withdraw(0)
            kept = derived(player.database)
            recompute(player.database)
            assert derived(player.database) == kept


def test_every_kind_in_every_form_goes_as_deep_as_by_itself(database: SqliteDatabase, small_pieces: None) -> None:
    archive = start_import(database)
    me, *people = tell(
        database, archive, [((profile(f"p{n}"),), (Fact(Field.NAME, f"Ana Silva {n}"),)) for n in range(9)]
    )
    database.execute_sql("INSERT INTO owner_identity VALUES (?, ?, 1, '')", (me, archive))
    roles = (Role.FROM, Role.TO, Role.CC, Role.PRESENT, Role.LISTED)
    place = 0
    for kind in DEPTHS:
        for tone in Tone:
            for text, detail in (("", ""), ("hello", "missed"), ("hello", "listed")):
                for precision in (3, 6):
                    place += 1
                    who = people[place % len(people)]
                    role = Role.PRESENT if kind is Kind.CONNECTED else roles[place % 5]
                    row = add_one(
                        database,
                        key=place,
                        at=NOON + (place // 40) * DAY_MS + place * 977,
                        precision=precision,
                        kind=KIND_CODE[kind],
                        direction=int((Direction.NONE, Direction.IN, Direction.OUT)[place % 3]),
                        participants=[(me, int(Role.FROM)), (who, int(role))],
                        text=text,
                        detail=detail,
                        by_user=0,
                    )
                    database.execute_sql(
                        "UPDATE interaction SET tone = ?, people = ?, import_id = ? WHERE id = ?",
                        (int(tone), (2, 2, 3, 11, 12, 40)[place % 6], archive, row),
                    )
                    if place % 4 == 0:  # in another part too, as another row of the archive tells it
                        database.execute_sql("INSERT INTO participant VALUES (?, ?, ?, 1)", (who, row, int(Role.CC)))
                    if place % 7 == 0:
                        database.execute_sql(
                            "INSERT INTO participant VALUES (?, ?, ?, ?)", (who, row, int(Role.PRESENT), USERS_PART)
                        )
    refresh_everybody(database)
    days = database.execute_sql("SELECT count(*), sum(total < .3) FROM contact_day").fetchone()
    assert days[0] > 40
    assert days[1] > 0
    by_rows = derived(database)
    for statement in (*SPOILT, "UPDATE rhythm_state SET state = x'00' WHERE person % 3 = 0"):
        database.execute_sql(statement)
    worked_out(database)
    assert derived(database) == by_rows


def test_where_nothing_differs_nothing_is_written_and_nobody_is_compared_again(
    database: SqliteDatabase, small_pieces: None
) -> None:
    told(database)
    database.execute_sql("UPDATE match_key SET keys = x'31'")
    settings.write(database, recomputing.DONE, recomputing.FORM)
    kept = caches(database)
    before = {table: dump(database, table) for table in ("match_key", "person", "rhythm_state", "contact_day")}
    database.execute_sql("CREATE TEMP TABLE written (what TEXT)")
    for table in ("person", "rhythm_state", "contact_day", "match_key"):
        for what in ("INSERT", "UPDATE", "DELETE"):
            database.execute_sql(
                f"CREATE TEMP TRIGGER {table}_{what} AFTER {what} ON main.{table} BEGIN"
                f" INSERT INTO written VALUES ('{what} {table}'); END"
            )
    assert worked_out(database) == len(dump(database, "person"))
    assert database.execute_sql("SELECT * FROM written").fetchall() == []
    assert {table: dump(database, table) for table in before} == before
    assert caches(database) == kept


def test_whoever_differs_is_compared_again_and_nobody_else(database: SqliteDatabase, small_pieces: None) -> None:
    people = told(database)
    database.execute_sql("INSERT OR REPLACE INTO match_key VALUES (0, ?, 0)", (form_of(UNJOINED),))
    database.execute_sql("UPDATE match_key SET keys = x'31' WHERE person != 0")
    database.execute_sql("UPDATE contact_day SET total = total + 1 WHERE identity = ?", (people[2],))
    database.execute_sql("UPDATE person SET closeness = 99 WHERE id = ?", (people[4],))
    assert set(to_look_at(database, UNJOINED)) == set()
    worked_out(database)
    assert set(to_look_at(database, UNJOINED)) == {people[2], people[4]}


def test_what_lies_far_from_its_own_time_is_worked_out_all_the_same(
    database: SqliteDatabase, small_pieces: None
) -> None:
    people = told(database)
    database.execute_sql(
        "UPDATE interaction SET at = at + 90 * 86400000 WHERE id IN"
        " (SELECT interaction FROM participant WHERE identity = ?)",
        (people[1],),
    )
    refresh_everybody(database)
    by_rows = derived(database)
    database.execute_sql("DELETE FROM contact_day")
    database.execute_sql("DELETE FROM rhythm_state")
    worked_out(database)
    assert derived(database) == by_rows


def test_nothing_of_it_is_left_where_it_is_broken_off(database: SqliteDatabase, small_pieces: None) -> None:
    told(database)
    for pieces in range(1, 12):
        work = recomputed(database, lambda _share: None)
        for _ in range(pieces):
            next(work)
        work.close()
        assert database.execute_sql("SELECT name FROM temp.sqlite_master").fetchall() == []
    assert not database.in_transaction()


def test_what_chunks_left_open_is_worked_out_too(tmp_path: Path, small_pieces: None) -> None:
    database = writing.open_for_writing(tmp_path / "relate.db")
    database.gathers = True
    people = told(database)
    with chunk(database):
        for day in range(9):
            passed(database, 1, people[0], NOON + (day + 300) * DAY_MS, text=f"not committed {day}")
    assert database.is_left_open
    for _ in renewing.renewed_together(database, people, changed=False):
        pass
    kept = derived(database)
    recompute(database)
    assert derived(database) == kept
    writing.close(database)


def told(database: SqliteDatabase) -> list[int]:
    """Some people with whom this and that passed; the caches of everybody are right."""
    archive = start_import(database)
    me, *people = tell(
        database, archive, [((profile(f"p{n}"),), (Fact(Field.NAME, f"Ana Silva {n}"),)) for n in range(7)]
    )
    database.execute_sql("INSERT INTO owner_identity VALUES (?, ?, 1, '')", (me, archive))
    for place, person in enumerate(people):
        for day in range(0, 200 * (place % 3), 17):
            mine = me if day % 2 else None
            passed(database, archive, person, NOON + day * DAY_MS + place, mine=mine, text=f"{place} {day}")
        passed(database, archive, person, NOON - place * DAY_MS, mine=me, kind=Kind.CONNECTED, text="")
    refresh_everybody(database)
    return people


def dump(database: SqliteDatabase, table: str) -> list[tuple[object, ...]]:
    return list(database.execute_sql(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall())
