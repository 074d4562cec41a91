"""The one writer: a thread that owns the only connection that may write.

The user's commands go first; long work (imports, their undo, tidying) is a generator that gives way between chunks, and
rests for a moment after a command, until the panels have read what it changed.
Source: design/architecture.md rules 2, 3, 4.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from relate.domain.errors import LibraryProblem

if TYPE_CHECKING:
    from relate.services.write_back import WriteBack
    from relate.store.gathered import Gathered
    from relate.store.writing import Database

T = TypeVar("T")
Chunked = Generator[Any, None, T]
"""Long work: yields between chunks, returns its result."""
_Work = tuple[Chunked[Any], Future[Any], bool]
"""Long work that is being done: its future, and whether it is idle work."""
REST: Final = 0.12
"""Seconds that long work rests after a command: beside it the panels read three times as long."""
LONGEST_REST: Final = 0.6
"""Seconds after which it goes on all the same, between commands that come one after the other."""
AFTERWARDS: Final = 0.2
"""Of the time that long work took, how long idle work waits after it: the panels read what came with it, which beside
the merging of an index takes half as long again."""
LONGEST_AFTERWARDS: Final = 2.0
"""Seconds that it waits at most."""
BROKEN_OFF: Final = 1.0
"""Seconds after a command in which idle work stands still that was broken off for one: it would be again, and what it
had written by then would have cost the disk, and so the command, time for nothing."""
LONGEST_BROKEN_OFF: Final = 60.0
"""Seconds after which it is tried all the same, between commands that come one after the other."""
AT_WORK: Final = 5.0
"""Seconds after a command in which another one may follow: chunks are committed one by one then, so that it waits for
none but the one that is being written."""
A_MOMENT: Final = 0.005
"""Seconds after which it is looked again whether the log is written back."""


class Writer:
    """Runs commands one after the other on a thread of its own.

    A daemon: a program that ends by an error must not hang on it; SQLite loses nothing that was committed.
    """

    def __init__(self, path: Path, *, at_once: bool = True) -> None:
        """Raises LibraryProblem. With `at_once` False the library is opened with the first command, or by `open`: for
        who has read in it already and knows that it is whole."""
        self._path = path
        self.tell_lines: Callable[[Collection[int] | None], None] = lambda _persons: None
        """Told, on the writer's thread, of whom a commit wrote lines of the list; None: of anybody."""
        self._wake = threading.Condition()
        self._commands: deque[tuple[Callable[[Database], Any], Future[Any], bool]] = deque()
        self._long: deque[tuple[Callable[[Database], Chunked[Any]], Future[Any], bool]] = deque()
        self._closing = False
        self._begun = False
        self._refusal: BaseException | None = None
        self._rests_until = 0.0
        self._long_since = 0.0
        """When the long work was begun that goes on, or was the last."""
        self._idle_from = 0.0
        """When idle work may go on again."""
        self._idle_held = 0
        """How many want it to stand still."""
        self._database: Gathered | None = None
        self._opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        if at_once:
            self.open().result()

    def open(self) -> Future[None]:
        """Opens the library to write, unless that is begun already. Where it cannot be written, the future carries the
        LibraryProblem, as that of every command does from then on. Any thread."""
        with self._wake:
            if not self._begun:
                self._begun = True
                self._thread.start()
        return self._opened

    def do(self, command: Callable[[Database], T], shown: bool = True) -> Future[T]:
        """One command of the user. It runs its own transaction; its result or exception is in the future.

        shown: the panels will read what it changed, and long work rests meanwhile.
        """
        future: Future[T] = Future()
        with self._wake:
            if self._closing:
                future.set_exception(LibraryProblem("The library is being closed."))
                return future
            if self._refusal is not None:
                future.set_exception(self._refusal)
                return future
            self._commands.append((command, future, shown))
            if shown:
                self._rests_until = time.monotonic() + REST
            self._break_off()
            self._wake.notify()
        self.open()
        return future

    def do_long(self, work: Callable[[Database], Chunked[T]], idle: bool = False) -> Future[T]:
        """Long work, one at a time, in the order given; idle work only when there is no other.

        When the library is closed in the middle, the generator is closed and the future cancelled.
        """
        future: Future[T] = Future()
        with self._wake:
            if self._closing:
                future.set_exception(LibraryProblem("The library is being closed."))
                return future
            if self._refusal is not None:
                future.set_exception(self._refusal)
                return future
            self._long.append((work, future, idle))
            self._wake.notify()
        self.open()
        return future

    @contextmanager
    def without_idle_work(self) -> Iterator[None]:
        """Idle work stands still within it. While the library is copied the log cannot be written back: what idle work
        writes then, a gigabyte of a large index, would all be written back at once, and a command wait for it."""
        with self._wake:
            self._idle_held += 1
        try:
            yield
        finally:
            with self._wake:
                self._idle_held -= 1
                self._wake.notify()

    def give_way(self) -> None:
        """Wait while a command is being done and shown; for long work on another thread, between its pieces."""
        while (rest := self._rests_until - time.monotonic()) > 0 and not self._closing:
            time.sleep(min(rest, 0.02))

    @property
    def on_writer_thread(self) -> bool:
        return threading.current_thread() is self._thread

    def close(self) -> None:
        """Finish the commands that wait, stop long work at its next chunk, close the library. Waits for it."""
        with self._wake:
            self._closing = True
            self._break_off()
            self._wake.notify()
            begun = self._begun
        if begun:
            self._thread.join()

    def _break_off(self) -> None:
        if self._database is not None:
            self._database.break_off()

    def _run(self) -> None:
        # With peewee: the first paint needs neither.
        from relate.services.write_back import WriteBack
        from relate.store import writing

        try:
            database = writing.open_for_writing(self._path)
        except BaseException as error:  # noqa: BLE001 - whoever opens the library is told
            self._refuse(error)
            return
        self._opened.set_result(None)
        database.gathers = True
        database.tell_lines = self._tell_lines
        self._database = database
        log = WriteBack(self._path)
        current: _Work | None = None
        worked_at = 0.0
        try:
            while True:
                if self._is_to_commit(database, current, log):
                    current = _committed(database, current)
                    log.committed(self._is_hurried())
                with self._wake:
                    if not self._is_to_go_on(database, current, worked_at, log):
                        continue
                    command = self._commands.popleft() if self._commands else None
                    if command is None and self._closing:
                        break
                    database.go_on()  # here, where no command can come: one that does from now on breaks off
                    if command is None and (current is None or current[2]):
                        current = self._next_long(database, current)
                if command is not None:
                    current = _committed(database, current)
                    self._do(*command, database)
                elif current is not None:
                    database.is_hurried = self._is_hurried()
                    if not _advance(database, *current[:2]):
                        self._is_over(idle=current[2])
                        current = None
                    worked_at = time.monotonic()
                if not database.is_left_open:
                    log.committed(current is not None and self._is_hurried())
        finally:
            log.close()
            _let_go(database, current)
            for _, future, _ in self._long:
                future.cancel()
            writing.close(database)

    def _tell_lines(self, persons: Collection[int] | None) -> None:
        self.tell_lines(persons)  # whoever is told then: the library may have been opened before that was known

    def _is_to_commit(self, database: Gathered, current: _Work | None, log: WriteBack) -> bool:
        """Whether what chunks left open is not to wait for more of them. Idle work leaves nothing open."""
        if not database.is_left_open:
            return False
        if current is None or current[2] or self._commands or self._closing or log.holding:
            return True
        return database.is_due or self._is_hurried()

    def _is_hurried(self) -> bool:
        """Whether another command may follow one that came."""
        return time.monotonic() < self._rests_until + AT_WORK

    def _is_to_go_on(self, database: Gathered, current: _Work | None, worked_at: float, log: WriteBack) -> bool:
        """Wait until there is something to do, and until long work has rested; False to look again, under the lock."""
        is_working = current is not None
        while not (self._commands or self._long or is_working or self._closing):
            self._wake.wait()
        idles = current is None or current[2]
        if idles and self._idle_held and not (self._commands or self._closing or self._is_long_wanted()):
            self._wake.wait()
            return False
        if not (self._commands or is_working or self._closing or self._is_long_wanted()):
            wait = self._idle_from - time.monotonic()
            return wait <= 0 or not self._wake.wait(wait)
        if not is_working or self._commands or self._closing:
            return True
        if log.holding:
            log.stands_still()
            self._wake.wait(A_MOMENT)
            return False
        rest = min(self._rests_until, worked_at + LONGEST_REST)
        if idles and database.was_broken_off and not self._is_long_wanted():
            rest = min(self._rests_until + BROKEN_OFF, worked_at + LONGEST_BROKEN_OFF)
        rest -= time.monotonic()
        return rest <= 0 or not self._wake.wait(rest)

    def _is_long_wanted(self) -> bool:
        """Whether there is long work to be done that is no idle work."""
        return any(not idle for _, _, idle in self._long)

    def _is_over(self, *, idle: bool) -> None:
        """Long work is done."""
        if not idle:
            now = time.monotonic()
            self._idle_from = now + min(AFTERWARDS * (now - self._long_since), LONGEST_AFTERWARDS)

    def _do(self, command: Callable[[Database], Any], future: Future[Any], shown: bool, database: Database) -> None:
        _finish(future, command, database)
        if shown:
            self._rests_until = time.monotonic() + REST

    def _next_long(self, database: Database, current: _Work | None) -> _Work | None:
        """The next piece of long work. Idle work that runs gives way to work that is wanted, and comes back later."""
        wanted = next((entry for entry in self._long if not entry[2]), None)
        if wanted is None:
            if current is not None:
                return current
            wanted = self._long[0] if self._long else None
        elif current is not None:
            running, future, _ = current
            # Before other idle work: `settled` waits for what was given before it.
            self._long.appendleft((lambda _database: running, future, True))
        if wanted is None:
            return None
        self._long.remove(wanted)
        work, future, idle = wanted
        if not idle:
            self._long_since = time.monotonic()
        return work(database), future, idle

    def _refuse(self, error: BaseException) -> None:
        """The library cannot be written: whoever asks for it, or has asked, is told why."""
        with self._wake:
            self._refusal = error
            waiting = [future for _, future, _ in self._commands] + [future for _, future, _ in self._long]
            self._commands.clear()
            self._long.clear()
        for future in (self._opened, *waiting):
            if future.set_running_or_notify_cancel():
                future.set_exception(error)


def _finish(future: Future[Any], command: Callable[[Database], Any], database: Database) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(command(database))
    except BaseException as error:  # noqa: BLE001 - the future carries it to whoever asked
        future.set_exception(error)


def _advance(database: Gathered, work: Chunked[Any], future: Future[Any], failed: BaseException | None = None) -> bool:
    """One chunk more; False when it is over, and committed. failed: what became of its last chunks instead."""
    try:
        try:
            if failed is None:
                next(work)
            else:
                work.throw(failed)
        except StopIteration as over:
            database.end()
            if not future.cancelled():
                future.set_result(over.value)
            return False
    except BaseException as error:  # noqa: BLE001 - the future carries it to whoever asked
        if not future.cancelled():
            future.set_exception(error)
        return False
    return True


def _let_go(database: Gathered, current: _Work | None) -> None:
    """Leave long work in the middle: the library is closed."""
    current = _committed(database, current)
    if current is not None:
        current[0].close()
        current[1].cancel()


def _committed(database: Gathered, current: _Work | None) -> _Work | None:
    """Commit what chunks left open; the long work that goes on. Where that fails, the work they are of has failed."""
    try:
        database.end()
    except Exception as error:  # noqa: BLE001 - the work's future carries it
        if current is None:  # it has failed already
            return None
        return current if _advance(database, *current[:2], error) else None
    return current
