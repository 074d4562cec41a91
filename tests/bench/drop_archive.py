"""A LinkedIn archive, from the drop to the panel, against its bare rows in a bare table."""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Final

from relate.services.library import Library
from relate.services.views import PeopleQuery, Progress
from tests.bench.archives import linkedin, linkedin_month_later
from tests.bench.library import NOW, hang_over_the_window
from tests.bench.measuring import Figure, Run, in_turns, median

MOST: Final = 2.5
TIMES: Final = 3


def measure(run: Run) -> None:
    connections, messages = (1_000, 6_000) if run.quick else (30_000, 200_000)
    archive = linkedin(connections, messages)
    dropped = Drop(archive)
    product, floor = in_turns(1 if run.quick else TIMES, dropped.seconds, lambda: bare(archive))
    run.tell(
        Figure(
            f"drop to panel, {connections:,} connections and {messages:,} messages",
            median(product),
            "s",
            ("csv.reader + executemany", median(floor)),
            at_most=MOST,
        )
    )
    run.note("all runs: " + ", ".join(f"{one:.2f}/{other:.2f}" for one, other in zip(product, floor, strict=True)))
    run.note("last run: " + ", ".join(f"{phase} {spent:.2f} s" for phase, spent in dropped.phases.items()))
    later = Drop(linkedin_month_later(connections, messages), after=archive)
    run.tell(
        Figure(
            "the archive of a month later on top of it, a hundredth of it new",
            later.seconds(),
            "s",
            ("the first one", median(product)),
        )
    )
    run.note(", ".join(f"{phase} {spent:.2f} s" for phase, spent in later.phases.items()))


class Drop:
    """Reads one archive into an empty library, or one that holds another, again and again. phases: where the time of
    the last time went."""

    def __init__(self, archive: Path, after: Path | None = None) -> None:
        self._archive = archive
        self._after = after
        self.phases: dict[str, float] = {}

    def seconds(self) -> float:
        """From the drop until the list, the first page of it and the day's people are there."""
        with tempfile.TemporaryDirectory(prefix="relate-bench-") as folder:
            library = Library.open(Path(folder) / "relate.db", lambda: NOW)
            try:
                if self._after is not None:
                    library.imports.start([self._after]).future.result()
                library.reconnect.day(NOW)  # as the window that it is dropped on asked for it
                library.settled()
                hang_over_the_window(library, [self._archive])
                began = time.perf_counter()
                clock = Phases(began)
                outcome = library.imports.start([self._archive], clock.on_progress).future.result()
                clock.enter("panels")
                library.people.rows(library.people.ids(PeopleQuery())[:100])
                library.reconnect.day(NOW)
                ended = time.perf_counter()
                self.phases = clock.until(ended)
            finally:
                library.close()
        assert outcome.imports, outcome
        assert not outcome.unknown, outcome
        return ended - began


class Phases:
    """How long an import was in each of its phases, to a tenth of a second: so often it tells."""

    def __init__(self, began: float) -> None:
        self._spent: dict[str, float] = {}
        self._now = "reading"
        self._since = began

    def on_progress(self, progress: Progress) -> None:
        if progress.phase != self._now:
            self.enter(progress.phase)

    def enter(self, phase: str) -> None:
        self.until(time.perf_counter())
        self._now = phase

    def until(self, now: float) -> dict[str, float]:
        self._spent[self._now] = self._spent.get(self._now, 0.0) + now - self._since
        self._since = now
        return self._spent


def bare(archive: Path) -> float:
    """Seconds to read the same rows and write them, once indexed and once for the full text, and nothing else."""
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as folder:
        began = time.perf_counter()
        database = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        for statement in BARE:
            database.execute(statement)
        database.execute("BEGIN")
        with zipfile.ZipFile(archive) as packed:
            _people(database, _rows(packed, "Connections.csv"))
            _messages(database, [*_rows(packed, "messages.csv"), *_rows(packed, "Invitations.csv")])
        database.execute("COMMIT")
        database.close()
        return time.perf_counter() - began


BARE: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "CREATE TABLE person (id INTEGER PRIMARY KEY, first TEXT, last TEXT, url TEXT, mail TEXT, company TEXT,"
    " role TEXT, connected TEXT)",
    "CREATE INDEX person_url ON person (url)",
    "CREATE TABLE message (id INTEGER PRIMARY KEY, conversation TEXT, sender TEXT, sender_url TEXT, recipient TEXT,"
    " recipient_url TEXT, at TEXT, title TEXT, text TEXT)",
    "CREATE INDEX message_conversation ON message (conversation)",
    "CREATE VIRTUAL TABLE found USING fts5(title, text, content='message', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
)


def _rows(packed: zipfile.ZipFile, name: str) -> list[list[str]]:
    with packed.open(name) as file, io.TextIOWrapper(file, "utf-8", newline="") as text:
        return list(csv.reader(text))


def _people(database: sqlite3.Connection, rows: list[list[str]]) -> None:
    database.executemany("INSERT INTO person VALUES (NULL,?,?,?,?,?,?,?)", [row for row in rows if len(row) == 7][1:])


def _messages(database: sqlite3.Connection, rows: list[list[str]]) -> None:
    told = [
        (number, row[0], *row[2:7], row[7], row[8])
        if len(row) > 7
        else (number, "", *row[:2], *row[5:], row[2], "", row[3])
        for number, row in enumerate(rows[1:])
    ]
    database.executemany("INSERT INTO message VALUES (?,?,?,?,?,?,?,?,?)", told)
    database.executemany("INSERT INTO found (rowid, title, text) VALUES (?,?,?)", [(one[0], *one[7:]) for one in told])
