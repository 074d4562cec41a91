"""Long work goes in pieces between which the user's commands go; how many and how large makes no difference."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from queue import SimpleQueue

import pytest
from peewee import IntegrityError

from relate.domain.moments import Moment
from relate.services import import_life, write_back, writer
from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import Talk
from relate.services.write_back import WriteBack
from relate.services.writer import Writer
from relate.store import (
    chunks,
    connection,
    gathered,
    incoming_rows,
    index_upkeep,
    matching,
    pitches,
    rows_that_go,
    writing,
)
from relate.store.connection import BrokenOff, breakable, chunk, data_version, immediate, open_database
from relate.store.writing import Database
from tests.services.conftest import EXPORTS, NOON, Opened, dump, read, read_eras


def test_an_import_in_pieces_of_single_rows_is_the_same_import_and_its_undo_the_same_undo(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, pieces = opened("whole"), opened("pieces")
    three = _read_three_and_take_one_back(whole)
    monkeypatch.setattr(chunks, "CHUNK_SECONDS", 0.0)
    monkeypatch.setattr(rows_that_go, "AT_FIRST", 1)
    monkeypatch.setattr(rows_that_go, "MANY_PIECES", 3)
    monkeypatch.setattr(rows_that_go, "LOOK", 1)
    monkeypatch.setattr(pitches, "LONG", 1)
    assert _read_three_and_take_one_back(pieces) == three
    assert dump(pieces) == dump(whole)
    assert check(pieces.path) == []


def test_an_import_and_an_undo_that_are_broken_off_again_and_again_are_the_same(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, pieces = opened("whole"), opened("pieces")
    three = _read_three_and_take_one_back(whole)
    tries: list[bool] = []

    @contextmanager
    def every_other_time(database: Database) -> Iterator[None]:
        with immediate(database):
            yield
            tries.append(len(tries) % 2 == 0)
            if tries[-1]:
                raise BrokenOff

    monkeypatch.setattr(incoming_rows, "breakable", every_other_time)
    monkeypatch.setattr(rows_that_go, "breakable", every_other_time)
    assert _read_three_and_take_one_back(pieces) == three
    assert tries.count(True) >= 4
    assert dump(pieces) == dump(whole)
    assert check(pieces.path) == []


def test_an_import_gives_way_while_it_is_matched(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    ways: list[str] = []
    match = matching.match

    def matched(staging: Path, path: Path, account: int, give_way: Callable[[], None]) -> None:
        ways.append("begun")
        match(staging, path, account, give_way)
        ways.append("matched")

    monkeypatch.setattr(matching, "match", matched)
    monkeypatch.setattr(matching, "_BETWEEN_LOOKS", 100)
    monkeypatch.setattr(library.writer, "give_way", lambda: ways.append("gave way"))
    read_eras(library, "2025")
    assert "gave way" in ways[ways.index("begun") : ways.index("matched")]


def test_no_command_merges_the_index_and_idle_time_does(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = library.people.add("Ana").result()
    reader = library.readers.connection()

    with monkeypatch.context() as patch:
        patch.setattr(index_upkeep, "COMMANDS", 1_000)
        for n in range(40):
            library.timeline.log(Talk((ana,), Moment(NOON - n * 1000), text="tea")).result()
        assert index_upkeep.pieces(reader) >= 40
    for n in range(index_upkeep.COMMANDS):
        library.timeline.log(Talk((ana,), Moment(NOON - n * 1000), text="coffee")).result()
    library.settled()
    assert index_upkeep.pieces(reader) < 16
    assert len(library.timeline.search("tea", 50)) == 40


def test_what_is_known_of_the_list_outlives_the_merging_of_the_index_and_no_command(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody who filters the list meanwhile waits for an order that is read again."""
    monkeypatch.setattr(index_upkeep, "COMMANDS", 1_000)
    ana = library.people.add("Ana").result()
    for n in range(20):
        library.timeline.log(Talk((ana,), Moment(NOON - n * 1000), text="tea")).result()
    reader = library.readers.connection()
    known, written = library.readers.version(), data_version(reader)
    library.imports.let_go()
    library.settled()
    assert data_version(reader) != written
    assert library.readers.version() == known
    library.people.add("Ben").result()
    assert library.readers.version() != known


def test_what_another_program_writes_before_the_index_is_merged_is_noticed(library: Library) -> None:
    known = library.readers.version()
    other = writing.open_for_writing(library.path)
    try:
        with library.readers.unnoticed() as begun:
            with immediate(other):
                other.execute_sql("INSERT INTO setting (name, value) VALUES ('other', '1')")
            begun()
    finally:
        writing.close(other)
    assert library.readers.version() != known


def test_what_a_session_left_of_the_index_is_merged_at_the_next_start(library: Library) -> None:
    library.writer.do(_merge_as_before).result()
    library.imports.let_go()
    library.settled()
    assert _merge_by_themselves(library) == [False, False]


def test_no_command_merges_little_by_little_in_a_library_of_before_either(tmp_path: Path) -> None:
    database = writing.open_for_writing(tmp_path / "relate.db")
    _merge_as_before(database)
    writing.close(database)
    library = Library.open(tmp_path / "relate.db")
    try:
        library.people.add("Ana").result()
        assert _merge_by_themselves(library) == [False, False]
    finally:
        library.close()


def _merge_as_before(database: Database) -> None:
    """Each write merges a little of both indexes, as in the undo of an older Relate."""
    for index in ("interaction_fts", "person_fts"):
        database.execute_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('automerge', 4)")


def _merge_by_themselves(library: Library) -> list[bool]:
    """Whether what is written next merges pieces of the indexes, of messages and of people."""
    rows = library.readers.connection().execute_sql(
        "SELECT v FROM interaction_fts_config WHERE k = 'automerge'"
        " UNION ALL SELECT v FROM person_fts_config WHERE k = 'automerge'"
    )
    return [bool(row[0]) for row in rows]


def test_what_the_log_does_not_need_idle_time_gives_back_and_no_command(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_LONGEST_KEPT", 100_000)
    monkeypatch.setattr(index_upkeep, "COMMANDS", 1_000)
    log = library.path.with_name(f"{library.path.name}-wal")

    def much(database: Database) -> None:
        with immediate(database):
            database.execute_sql("INSERT INTO setting (name, value) VALUES ('much', ?)", ("x" * 1_000_000,))

    library.writer.do(much).result()
    for number in range(6):
        written = writing.write_back(library.readers.connection())
        assert written is not None
        assert not written.left
        library.people.add(f"Ana {number}").result()
        assert log.stat().st_size > 1_000_000
    writing.write_back(library.readers.connection())
    library.imports.let_go()
    library.settled()
    assert log.stat().st_size < 1_000_000


def test_neither_an_import_nor_its_undo_merges_pieces_of_the_index_of_messages_and_idle_time_does(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a write merges besides is in no chunk's time: a command waited a quarter of a second for it."""
    monkeypatch.setattr(chunks, "CHUNK_SECONDS", 0.0)
    monkeypatch.setattr(rows_that_go, "AT_FIRST", 1)
    reader = library.readers.connection()

    with monkeypatch.context() as patch:
        patch.setattr(index_upkeep, "merged", lambda *_how, **_more: iter(()))
        read_eras(library, "2025")
        library.settled()
        assert _merge_by_themselves(library) == [False, False]
        before = index_upkeep.pieces(reader)
        library.imports.undo(library.imports.list()[0].id).result()
        library.settled()
        assert _merge_by_themselves(library) == [False, True]
        assert index_upkeep.pieces(reader) > before
    library.imports.let_go()
    library.settled()
    assert _merge_by_themselves(library) == [False, False]
    assert index_upkeep.pieces(reader) <= before


def test_so_many_pieces_as_the_index_holds_no_undo_leaves(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK_SECONDS", 0.0)
    monkeypatch.setattr(rows_that_go, "AT_FIRST", 1)
    monkeypatch.setattr(rows_that_go, "MANY_PIECES", 2)
    monkeypatch.setattr(rows_that_go, "LOOK", 1)
    monkeypatch.setattr(import_life.ImportLife, "tidy", lambda _life: None)
    read_eras(library, "2025")
    found: list[int] = []
    reader = library.readers.connection()

    def merged(database: Database) -> Iterator[None]:
        found.append(index_upkeep.pieces(reader))
        yield from index_upkeep.merged(database)

    monkeypatch.setattr(rows_that_go, "merged", merged)
    library.imports.undo(library.imports.list()[0].id).result()
    assert len(found) >= 3
    assert max(found) <= 5
    assert check(library.path) == []


def test_an_undo_does_not_wait_for_a_merging_that_commands_break_off_again_and_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_that_go, "MANY_PIECES", 0)
    monkeypatch.setattr(rows_that_go, "LOOK", 1)
    monkeypatch.setattr(rows_that_go, "merged", lambda _database: repeat(None))
    monkeypatch.setattr(rows_that_go, "was_broken_off", lambda _database: True)
    read_eras(library, "2025")
    library.imports.undo(library.imports.list()[0].id).result(60)
    assert library.people.totals().interactions == 0


def test_idle_work_that_was_broken_off_for_a_command_waits_until_no_other_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BROKEN_OFF is for ever here: it goes on only when other work is wanted, or the time is over."""
    monkeypatch.setattr(writer, "REST", 0.0)
    monkeypatch.setattr(writer, "BROKEN_OFF", 1e9)
    one = Writer(tmp_path / "relate.db")
    goes = threading.Event()
    tries: list[int] = []

    def begins() -> int:
        goes.set()
        return 1

    def work(database: Database) -> Generator[None, None, None]:
        database.connection().create_function("goes", 0, begins)
        without_end = "WITH RECURSIVE n (x) AS (SELECT goes() UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        for number in range(2):
            tries.append(number)
            try:
                with breakable(database):
                    database.execute_sql(without_end if not number else "SELECT 1")
            except BrokenOff:
                yield

    try:
        idle = one.do_long(work, idle=True)
        assert goes.wait(60)
        for _ in range(3):
            one.do(lambda _database: None).result(60)
        assert one.do_long(_ten_chunks).result(60) == 10
        assert tries == [0]
        monkeypatch.setattr(writer, "LONGEST_BROKEN_OFF", 0.0)
        one.do(lambda _database: None).result(60)
        idle.result(60)
        assert tries == [0, 1]
    finally:
        one.close()


def test_commands_without_end_do_not_keep_long_work_from_going_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "LONGEST_REST", 0.01)
    one = Writer(tmp_path / "relate.db")
    try:
        done = one.do_long(_ten_chunks)
        commands = 0
        while not done.done():
            one.do(lambda _database: None).result()
            commands += 1
        assert done.result() == 10
        assert commands > 10
    finally:
        one.close()


def test_idle_work_leaves_the_panels_alone_after_long_work_and_nothing_else_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AFTERWARDS is for ever here: so it is still to come when everything else is done."""
    monkeypatch.setattr(writer, "AFTERWARDS", 1e9)
    monkeypatch.setattr(writer, "LONGEST_AFTERWARDS", 3600.0)
    one = Writer(tmp_path / "relate.db")
    try:
        assert one.do_long(_ten_chunks, idle=True).result(60) == 10
        assert one.do_long(_ten_chunks).result(60) == 10
        idle = one.do_long(_ten_chunks, idle=True)
        one.do(lambda _database: None).result(60)
        assert one.do_long(_ten_chunks).result(60) == 10
        assert not idle.done()
    finally:
        one.close()
    assert idle.cancelled()


def test_idle_work_stands_still_where_it_is_held_and_nothing_else_does(tmp_path: Path) -> None:
    one = Writer(tmp_path / "relate.db")
    begun = threading.Event()

    def work(_database: Database) -> Generator[None, None, int]:
        begun.set()
        yield
        while not is_over:
            yield
        return 1

    is_over: list[bool] = []
    try:
        idle = one.do_long(work, idle=True)
        assert begun.wait(60)
        with one.without_idle_work():
            later = one.do_long(_ten_chunks, idle=True)
            one.do(lambda _database: is_over.append(True), shown=False).result(60)
            assert one.do_long(_ten_chunks).result(60) == 10
            one.do(lambda _database: None, shown=False).result(60)
            assert not idle.done()
            assert not later.done()
        assert idle.result(60) == 1
        assert later.result(60) == 10
    finally:
        one.close()


def test_a_long_log_is_written_back_beside_the_writer_and_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what a chunk brings into it that is being written at that time."""
    monkeypatch.setattr(write_back, "LONG", 20)
    monkeypatch.setattr(write_back, "CHUNK_AT_MOST", 60.0)
    path = tmp_path / "relate.db"
    database = writing.open_for_writing(path)
    reader = open_database(path, "reader")
    log = WriteBack(path)
    beside = threading.Thread(target=log.follow, args=(reader,))
    try:
        with immediate(database):
            database.execute_sql("INSERT INTO setting (name, value) VALUES ('long', ?)", ("x" * 200_000,))
        with immediate(database):
            database.execute_sql("UPDATE setting SET value = ? WHERE name = 'long'", ("y" * 200_000,))
            beside.start()
            while not log.holding:
                assert beside.is_alive(), "the chunk that is being written is left in the log"
        log.stands_still()
        beside.join(60)
        with immediate(database):
            database.execute_sql("UPDATE setting SET value = 'short' WHERE name = 'long'")
        left = writing.write_back(reader)
        assert left is not None
        assert left.pages < 60, "the log did not begin anew"
    finally:
        log.stands_still()
        beside.join(60)
        reader.close()
        writing.close(database)


def test_while_the_last_of_the_log_is_written_back_long_work_stands_still_and_commands_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_held = [False]
    monkeypatch.setattr(WriteBack, "holding", property(lambda _log: is_held[0]))
    one = Writer(tmp_path / "relate.db")
    chunks_done: list[int] = []

    def work(_database: Database) -> Generator[None, None, None]:
        for number in range(10):
            chunks_done.append(number)
            is_held[0] = number == 2
            yield

    try:
        done = one.do_long(work)
        for _ in range(5):
            one.do(lambda _database: None, shown=False).result(60)
        while not is_held[0]:
            one.do(lambda _database: None, shown=False).result(60)
        one.do(lambda _database: None, shown=False).result(60)
        assert chunks_done == [0, 1, 2]
        is_held[0] = False
        done.result(60)
        assert len(chunks_done) == 10
    finally:
        is_held[0] = False
        one.close()


@pytest.mark.parametrize("is_told_to_peewee", [True, False])
def test_no_command_waits_for_what_is_breakable_and_nothing_of_it_is_left(
    tmp_path: Path, is_told_to_peewee: bool
) -> None:
    one = Writer(tmp_path / "relate.db")
    goes = threading.Event()
    ends: list[str] = []

    def count(database: Database) -> int:
        return int(database.execute_sql("SELECT count(*) FROM setting WHERE name LIKE 'n%'").fetchone()[0])

    def begins() -> int:
        goes.set()
        return 1

    def work(database: Database) -> Generator[None, None, None]:
        database.connection().create_function("goes", 0, begins)
        without_end = "WITH RECURSIVE n (x) AS (SELECT goes() UNION ALL SELECT x + 1 FROM n)"
        try:
            with breakable(database):
                database.execute_sql("INSERT INTO setting (name, value) VALUES ('n', '1')")
                execute = database.execute_sql if is_told_to_peewee else database.connection().execute
                execute(f"{without_end} INSERT INTO setting (name, value) SELECT 'n' || x, '1' FROM n")
        except BrokenOff:
            ends.append("broken off")
        yield
        with immediate(database):
            database.execute_sql("INSERT INTO setting (name, value) VALUES ('n', '1')")

    try:
        done = one.do_long(work, idle=True)
        assert goes.wait(60)
        assert one.do(count, shown=False).result(60) == 0
        done.result(60)
        assert one.do(count, shown=False).result(60) == 1
        assert ends == ["broken off"]
    finally:
        one.close()


def test_a_command_that_comes_just_before_it_begins_does_not_wait_for_what_is_breakable_either(tmp_path: Path) -> None:
    one = Writer(tmp_path / "relate.db")
    begun, given = threading.Event(), threading.Event()
    ends: list[str] = []

    def work(database: Database) -> Generator[None, None, None]:
        begun.set()
        assert given.wait(60)
        long = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3000000) SELECT max(x) FROM n"
        for _ in range(2):
            try:
                with breakable(database):
                    database.execute_sql(long).fetchone()
                ends.append("done")
            except BrokenOff:
                ends.append("broken off")
            yield

    try:
        done = one.do_long(work)
        assert begun.wait(60)
        command = one.do(lambda _database: list(ends), shown=False)
        given.set()
        assert command.result(60) == ["broken off"]
        done.result(60)
        assert ends == ["broken off", "done"]
    finally:
        one.close()


def test_chunks_are_committed_together_and_before_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "LONGEST", 600.0)
    one = Writer(tmp_path / "relate.db")
    reader = open_database(tmp_path / "relate.db", "reader")
    seen: list[int] = []

    def look() -> None:
        seen.append(int(reader.execute_sql("SELECT count(*) FROM setting WHERE name LIKE 'chunk%'").fetchone()[0]))

    def work(database: Database) -> Generator[None, None, None]:
        for number in range(3):
            with chunk(database):
                database.execute_sql("INSERT INTO setting (name, value) VALUES (?, '1')", (f"chunk {number}",))
            yield
        look()
        one.do(lambda _database: look(), shown=False)
        yield
        with chunk(database):
            database.execute_sql("INSERT INTO setting (name, value) VALUES ('chunk 3', '1')")
        with immediate(database):
            look()

    try:
        one.do_long(work).result(60)
        look()
    finally:
        reader.close()
        one.close()
    assert seen == [0, 3, 4, 4]


def test_chunks_are_committed_after_a_while_though_nobody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "LONGEST", 0.0)
    one = Writer(tmp_path / "relate.db")
    reader = open_database(tmp_path / "relate.db", "reader")
    seen: list[bool] = []

    def work(database: Database) -> Generator[None, None, None]:
        with chunk(database):
            database.execute_sql("INSERT INTO setting (name, value) VALUES ('chunk', '1')")
        yield
        seen.append(bool(reader.execute_sql("SELECT count(*) FROM setting WHERE name = 'chunk'").fetchone()[0]))

    try:
        one.do_long(work).result(60)
    finally:
        reader.close()
        one.close()
    assert seen == [True]


@pytest.mark.parametrize(("at_work", "seen_by_others"), [(600.0, [1, 2, 3]), (-writer.REST, [0, 0, 0])])
def test_while_somebody_gives_commands_each_chunk_is_committed_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_work: float, seen_by_others: list[int]
) -> None:
    monkeypatch.setattr(gathered, "LONGEST", 600.0)
    monkeypatch.setattr(writer, "AT_WORK", at_work)
    one = Writer(tmp_path / "relate.db")
    reader = open_database(tmp_path / "relate.db", "reader")
    seen: list[int] = []

    def work(database: Database) -> Generator[None, None, None]:
        for number in range(3):
            with chunk(database):
                database.execute_sql("INSERT INTO setting (name, value) VALUES (?, '1')", (f"chunk {number}",))
            yield
            seen.append(int(reader.execute_sql("SELECT count(*) FROM setting WHERE name LIKE 'chunk%'").fetchone()[0]))

    try:
        one.do(lambda _database: None).result(60)
        one.do_long(work).result(60)
    finally:
        reader.close()
        one.close()
    assert seen == seen_by_others


@pytest.mark.parametrize(("at_work", "how_often"), [(600.0, 3), (-1.0, 0)])
def test_while_somebody_gives_commands_the_disk_has_each_chunk_before_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_work: float, how_often: int
) -> None:
    monkeypatch.setattr(writer, "AT_WORK", at_work)
    had: SimpleQueue[Path] = SimpleQueue()
    monkeypatch.setattr(writing, "make_log_durable", had.put)
    path = tmp_path / "relate.db"
    one = Writer(path)

    def work(database: Database) -> Generator[None, None, None]:
        for number in range(3):
            with chunk(database):
                database.execute_sql("INSERT INTO setting (name, value) VALUES (?, '1')", (f"chunk {number}",))
            yield
            if number < how_often:
                assert had.get(timeout=60) == path

    try:
        one.do(lambda _database: None).result(60)
        one.do_long(work).result(60)
    finally:
        one.close()
    assert how_often or had.empty()


@pytest.mark.parametrize(("is_hurried", "commit", "size"), [(False, 0.02, 500), (True, 0.0, 200), (True, 0.02, 100)])
def test_chunks_are_shorter_by_their_commit_while_somebody_gives_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_hurried: bool, commit: float, size: int
) -> None:
    database = writing.open_for_writing(tmp_path / "relate.db")
    database.is_hurried, database.commit_seconds = is_hurried, commit
    clock = iter((10.0, 10.1))
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))
    sized = chunks.Chunks(database, 1000)
    sized.begin()
    sized.end()
    monkeypatch.undo()
    assert sized.size == size
    writing.close(database)


@pytest.mark.parametrize(("took", "done", "size"), [(0.1, 200, 100), (0.01, 200, 1000), (0.01, 1000, 1500)])
def test_of_a_piece_that_was_the_rest_only_that_it_was_too_large_is_learnt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, took: float, done: int, size: int
) -> None:
    database = writing.open_for_writing(tmp_path / "relate.db")
    clock = iter((10.0, 10.0 + took))
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))
    sized = chunks.Chunks(database, 1000)
    sized.begin()
    sized.end(done)
    monkeypatch.undo()
    assert sized.size == size
    writing.close(database)


def test_the_log_is_on_the_disk_and_no_lock_is_lost_by_it(tmp_path: Path) -> None:
    path = tmp_path / "relate.db"
    writing.make_log_durable(path)  # where there is none, nothing happens
    database = writing.open_for_writing(path)
    with immediate(database):
        writing.make_log_durable(path)
        begins = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
        other = subprocess.run([sys.executable, "-c", begins, str(path)], capture_output=True, text=True, check=False)
        assert "database is locked" in other.stderr
    writing.close(database)


def test_long_work_whose_chunks_cannot_be_committed_has_failed_and_the_command_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathered, "LONGEST", 600.0)
    one = Writer(tmp_path / "relate.db")
    commands: list[Future[int]] = []

    def command(database: Database) -> int:
        with immediate(database):
            return int(database.execute_sql("SELECT count(*) FROM leaf").fetchone()[0])

    def work(database: Database) -> Generator[None, None, None]:
        with immediate(database):
            database.execute_sql("CREATE TABLE tree (id INTEGER PRIMARY KEY)")
            database.execute_sql("CREATE TABLE leaf (tree INTEGER REFERENCES tree (id) DEFERRABLE INITIALLY DEFERRED)")
        with chunk(database):
            database.execute_sql("INSERT INTO leaf VALUES (1)")  # of no tree: the commit finds that
        commands.append(one.do(command, shown=False))
        yield
        raise AssertionError("it went on")

    try:
        done = one.do_long(work)
        assert isinstance(done.exception(60), IntegrityError)
        assert commands[0].result(60) == 0
    finally:
        one.close()


def _read_three_and_take_one_back(library: Library) -> list[str]:
    """The library of three archives, as it was before one of them was taken back."""
    read_eras(library, "2018", "2025")
    (last,) = read(library, EXPORTS / "linkedin" / "2023")
    three = dump(library)
    library.imports.undo(last.id).result()
    return three


def _ten_chunks(_database: Database) -> Generator[None, None, int]:
    for _ in range(10):
        yield
    return 10
