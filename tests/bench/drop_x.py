"""An archive of X, from the drop to the panel, against json.loads of the same files and their rows in a bare table.

The memory is that of a process that opens a library, and of the same process at the height of reading the archive.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.bench.drop_archive import Drop
from tests.bench.library import folder
from tests.bench.measuring import Figure, Run, in_turns, median
from tests.exports.make_x import write_archive

MOST: Final = 4.0
MOST_MB: Final = 300.0
TIMES: Final = 1
FORM: Final = 1
"""Counted up when other files are made of the same size."""


def measure(run: Run) -> None:
    people, posts, messages = (500, 5_000, 2_000) if run.quick else (20_000, 500_000, 200_000)
    archive = archive_of(people, posts, messages)
    dropped = Drop(archive)
    product, floor = in_turns(TIMES, dropped.seconds, lambda: bare(archive))
    run.tell(
        Figure(
            f"drop to panel, X, {posts:,} posts and {messages:,} messages",
            median(product),
            "s",
            ("json.loads + executemany", median(floor)),
            at_most=MOST,
        )
    )
    run.note("last run: " + ", ".join(f"{phase} {spent:.2f} s" for phase, spent in dropped.phases.items()))
    if sys.platform == "linux":
        idle, height = memory(archive)
        run.tell(Figure("memory beyond idle while X is read", height - idle, "MB", at_most=MOST_MB))


def archive_of(people: int, posts: int, messages: int) -> Path:
    """Made once and kept."""
    path = folder() / f"twitter-2026-11-20-{people}-{posts}-{messages}-{FORM}.zip"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        write_archive(unfinished, people, posts, messages)
        unfinished.rename(path)
    return path


def bare(archive: Path) -> float:
    """Seconds to load the same files whole and write their rows, once indexed and once for the full text."""
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as where:
        began = time.perf_counter()
        database = sqlite3.connect(Path(where) / "bare.db", isolation_level=None)
        for statement in _BARE:
            database.execute(statement)
        database.execute("BEGIN")
        with zipfile.ZipFile(archive) as packed:
            for name in packed.namelist():
                items = json.loads(packed.read(name).partition(b"=")[2])
                database.executemany("INSERT INTO row VALUES (NULL,?,?,?,?,?)", _rows(items))
        database.execute("INSERT INTO found (rowid, text) SELECT id, text FROM row WHERE text != ''")
        database.execute("COMMIT")
        database.close()
        return time.perf_counter() - began


_BARE: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "CREATE TABLE row (id INTEGER PRIMARY KEY, key TEXT, sender TEXT, receiver TEXT, at TEXT, text TEXT)",
    "CREATE INDEX row_receiver ON row (receiver)",
    "CREATE VIRTUAL TABLE found USING fts5(text, content='row', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
)


def _rows(items: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    for item in items:
        if post := item.get("tweet"):
            mentions = post["entities"]["user_mentions"]
            yield post["id_str"], "", mentions[0]["id_str"] if mentions else "", post["created_at"], post["full_text"]
        elif talk := item.get("dmConversation"):
            for entry in talk["messages"]:
                said = entry["messageCreate"]
                yield said["id"], said["senderId"], said["recipientId"], said["createdAt"], said["text"]
        else:
            for what, body in item.items():
                yield body["accountId"], what, "", "", ""


def memory(archive: Path) -> tuple[float, float]:
    """Megabytes that a process of its own held before the drop, and at most until everything was there."""
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as where:
        told = subprocess.run(
            [sys.executable, __file__, str(Path(where) / "relate.db"), str(archive)],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        )
    idle, height = json.loads(told.stdout)
    return float(idle), float(height)


def _hold(library_path: Path, archive: Path) -> None:
    from relate.services.library import Library
    from relate.services.views import PeopleQuery
    from tests.bench.library import NOW

    library = Library.open(library_path, lambda: NOW)
    library.people.rows(library.people.ids(PeopleQuery())[:100])
    library.reconnect.day(NOW)
    idle = _highest()
    library.imports.start([archive]).future.result()
    height = _highest()
    library.close()
    print(json.dumps([idle, height]))


def _highest() -> float:
    """Megabytes this process held at most. Not getrusage: there a process begins with what its parent held."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    _hold(Path(sys.argv[1]), Path(sys.argv[2]))
