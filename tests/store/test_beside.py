"""What another process works out is what this one alone would, and nothing is left of it when either ends too early."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase

from relate.apart import WAITING, Process, command, packed
from relate.domain.moments import DAY_MS
from relate.domain.records import Fact, Field
from relate.invocation import WORK_BESIDE
from relate.store import beside, fresh_lines, passed_reading, renewing, tied_anew, ties, writing
from relate.store.beside import Beside, Gone, There
from relate.store.fresh_lines import LinesAhead
from relate.store.home_days import home_zone
from relate.store.passed import Passed
from relate.store.people_cache import refresh_people
from relate.store.recomputing import recomputed
from tests.store.making import caches, passed, profile, ready, recompute, refresh_everybody, start_import, tell
from tests.store.test_made_library import derived
from tests.store.test_recomputed import SPOILT, told, worked_out

MANY = 20_000
"""Far more steps than it takes."""
NEVER_SAYS_A_WORD = "import sys; sys.stdin.buffer.read()"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    made = ready(tmp_path)
    yield made
    made.close()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Beside]:
    """Everything is much, however few processors there are; what was begun beside."""
    all_of_them: list[Beside] = []

    class Remembered(Beside):
        def __init__(self, library: Path | None) -> None:
            super().__init__(library)
            all_of_them.append(self)

    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(beside, "Beside", Remembered)
    monkeypatch.setattr(passed_reading, "PIECE", 3)
    monkeypatch.setattr(passed_reading, "ALONE", 0)
    monkeypatch.setattr(renewing, "MOST", 1)
    return all_of_them


def spoilt(database: SqliteDatabase) -> list[tuple[object, ...]]:
    """A library whose caches are wrong; what they are to be."""
    told(database)
    right = derived(database)
    for statement in SPOILT:
        database.execute_sql(statement)
    return right


def listens(other: Beside) -> bool:
    """Once it answers, or is gone."""
    return other.begin(id).exception(30) is None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a pipe holds what the system gives it")
def test_frames_wait_in_the_pipe_where_nobody_takes_them_yet() -> None:
    nobody_takes_any, taken = threading.Event(), threading.Event()

    class Slow(Process):
        def take(self, told: bytes) -> None:
            nobody_takes_any.wait()
            if not told:
                taken.set()

    tells = f"import sys; sys.stdout.buffer.write({packed(b'first')!r} + bytes(({WAITING} - 5) // 2)); sys.exit()"
    other = Slow([sys.executable, "-c", tells], b"")
    try:
        other._process.wait(30)  # all is told, though only the first of it was heard
    finally:
        nobody_takes_any.set()
        assert taken.wait(30)
        other.end()
        other.wait()


def process_of(other: Beside) -> Process:
    assert other._process is not None
    return other._process


def test_both_together_work_out_what_one_alone_does(database: SqliteDatabase, begun: list[Beside]) -> None:
    right = spoilt(database)
    work = recomputed(database, lambda _share: None)
    for _ in range(5):
        next(work)
    assert listens(begun[0])
    for _ in work:
        pass
    assert derived(database) == right
    assert not begun[0].is_there


@pytest.mark.skipif(sys.platform == "win32", reason="is told when the process is made")
def test_the_other_lets_the_window_and_other_programs_go_first(begun: list[Beside], database: SqliteDatabase) -> None:
    with beside.reading_beside(database) as other:
        other.start()
        assert other.number is not None
        assert os.getpriority(os.PRIO_PROCESS, other.number) > os.getpriority(os.PRIO_PROCESS, 0)


def test_a_command_in_between_counts(database: SqliteDatabase, begun: list[Beside]) -> None:
    spoilt(database)
    for step, _ in enumerate(recomputed(database, lambda _share: None)):
        if step > 3:
            assert not begun[0].is_there or listens(begun[0])
        person = 2 + step % 5
        passed(database, 1, person, (18_000 + step) * DAY_MS, text=f"meanwhile {step}")
        ties.refresh(database, [person])
        refresh_people(database, [person])
    written = derived(database)
    recompute(database)
    assert derived(database) == written


@pytest.mark.parametrize("when", [4, 6, 9, 12])
def test_when_the_other_is_killed_this_one_does_the_rest(
    database: SqliteDatabase, begun: list[Beside], when: int
) -> None:
    right = spoilt(database)
    for step, _ in enumerate(recomputed(database, lambda _share: None)):
        if step == when:
            assert listens(begun[0])
            process_of(begun[0]).end()
            process_of(begun[0]).wait()
    assert step > when
    assert derived(database) == right


@pytest.mark.parametrize(
    "program", [["not there"], [sys.executable, "-c", "import os; os.abort()"], [sys.executable, "-c", "print(1)"]]
)
def test_where_there_is_none_this_one_does_all(
    database: SqliteDatabase, begun: list[Beside], monkeypatch: pytest.MonkeyPatch, program: list[str]
) -> None:
    right = spoilt(database)
    monkeypatch.setattr(beside, "command", lambda _what: program)
    worked_out(database)
    assert derived(database) == right
    assert len(begun) == 1


class FailsAtAStretch(Beside):
    """Lives, answers so often, and from then on fails at whatever is to be read."""

    def __init__(self, database: SqliteDatabase, answers: int) -> None:
        super().__init__(None)
        self._there, self._answers = There(database), answers

    @property
    def is_there(self) -> bool:
        return True

    def begin(self, work: Callable[..., Any], *told: Any, **_: Any) -> Future[Any]:
        answer: Future[Any] = Future()
        self._answers -= 1
        if self._answers < 0:
            answer.set_exception(Gone())
        else:
            answer.set_result(work(self._there, *told))
        return answer


@pytest.mark.parametrize("answers", [0, 1, 2, 3])
@pytest.mark.parametrize("piece", [3, 20])
def test_where_the_other_fails_at_a_stretch_again_and_again_this_one_reads_it(
    database: SqliteDatabase, begun: list[Beside], monkeypatch: pytest.MonkeyPatch, answers: int, piece: int
) -> None:
    told(database)
    database.execute_sql("CREATE TEMP TABLE changed_since (interaction INTEGER PRIMARY KEY)")
    monkeypatch.setattr(passed_reading, "PIECE", piece)
    zone = home_zone(database)
    alone = reading(passed_reading.read(database, zone, Beside(None)))
    both = reading(passed_reading.read(database, zone, FailsAtAStretch(database, answers)))
    assert [column.tolist() for column in (both.id, both.late, both.bits)] == [
        column.tolist() for column in (alone.id, alone.late, alone.bits)
    ]


def reading(steps: Generator[float, None, Passed]) -> Passed:
    for _ in range(MANY):
        try:
            next(steps)
        except StopIteration as over:
            read: Passed = over.value
            return read
    raise AssertionError("it goes on for ever")


def test_nobody_waits_for_one_that_never_answers(
    database: SqliteDatabase, begun: list[Beside], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt(database)
    monkeypatch.setattr(beside, "command", lambda _what: [sys.executable, "-c", NEVER_SAYS_A_WORD])
    work = recomputed(database, lambda _share: None)
    for _ in range(100):
        next(work)  # and so the commands of the user go
    process = process_of(begun[0])
    assert not process.ended
    work.close()
    assert process.ended


def test_while_somebody_gives_commands_all_is_left_to_the_other(
    tmp_path: Path, begun: list[Beside], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = writing.open_for_writing(tmp_path / "relate.db")
    right = spoilt(database)
    database.is_hurried = True
    monkeypatch.setattr(tied_anew, "tied_anew", None)  # here alone
    worked_out(database)
    assert derived(database) == right
    writing.close(database)


def test_a_small_library_needs_no_other(database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    right = spoilt(database)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(beside, "command", None)
    monkeypatch.setattr(passed_reading, "PIECE", 100)
    worked_out(database)
    assert derived(database) == right


def test_one_processor_has_no_use_for_it(
    database: SqliteDatabase, begun: list[Beside], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = spoilt(database)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    worked_out(database)
    assert derived(database) == right
    assert begun[0].number is None


def test_it_ends_with_the_one_that_started_it(database: SqliteDatabase) -> None:
    with subprocess.Popen(
        command(WORK_BESIDE), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as other:
        assert other.stdin is not None
        assert other.stderr is not None
        other.stdin.write(packed(pickle.dumps(Path(database.database).absolute())))
        other.stdin.close()
        assert other.wait(timeout=30) == 1
        assert other.stderr.read() == b""


# ------------------------------------------------------------------------------------------------------ an import


@pytest.mark.parametrize("how", ["beside", "killed", "none can be started"])
def test_the_ties_and_lines_of_an_import_are_worked_out_by_another_process(
    database: SqliteDatabase, begun: list[Beside], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(fresh_lines, "VERY_LONG", 1)
    monkeypatch.setattr(fresh_lines, "_PART_WITH_TIES", 30)
    if how == "none can be started":
        monkeypatch.setattr(beside, "command", lambda _what: ["not there"])
    archive = start_import(database, state="applying")
    names = [f"ana{number}" for number in range(90)]
    people = tell(database, archive, [((profile(name),), (Fact(Field.NAME, name.title()),)) for name in names])
    for place, person in enumerate(people[:70]):
        for week in range(1 + place % 3):
            passed(database, archive, person, DAY_MS * (18_000 + place + 7 * week) + week)
    with closing(LinesAhead(database, people, archive, with_ties=True)) as ahead:
        while how == "killed" and not (begun and begun[0].number):
            time.sleep(0.001)
        if how == "killed":
            process_of(begun[0]).end()
        while ahead.done < len(people):
            time.sleep(0.001)
        assert list(ahead.write(database))[-1] == 1.0
    assert all(not one.is_there for one in begun)
    database.execute_sql("UPDATE import SET state = 'live'")
    written = caches(database)
    refresh_everybody(database)
    assert caches(database) == written
    assert database.execute_sql("SELECT count(*) FROM rhythm_state").fetchone() == (70,)


@pytest.mark.parametrize("people", [3, 4])
def test_of_few_people_they_are_worked_out_here_however_much_it_is(
    database: SqliteDatabase, begun: list[Beside], monkeypatch: pytest.MonkeyPatch, people: int
) -> None:
    monkeypatch.setattr(fresh_lines, "LONG", 1)
    monkeypatch.setattr(fresh_lines, "CROWD", 3)
    with closing(LinesAhead(database, told(database)[:people], 1, with_ties=True)) as ahead:
        while ahead.done < people:
            time.sleep(0.001)
    assert any(one.number is not None for one in begun) == (people > 3)


def test_an_import_that_is_stopped_leaves_no_process(
    database: SqliteDatabase, begun: list[Beside], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh_lines, "VERY_LONG", 1)
    monkeypatch.setattr(beside, "command", lambda _what: [sys.executable, "-c", NEVER_SAYS_A_WORD])
    people = told(database)
    ahead = LinesAhead(database, people, 1, with_ties=True)
    while not (begun and begun[0].number):
        time.sleep(0.001)
    process = process_of(begun[0])
    ahead.close()
    assert process.ended
