"""An archive of X, from the drop to the panel, against json.loads of the same files and their rows in a bare table."""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.bench import answering
from tests.bench.drop_archive import Drop
from tests.bench.library import folder
from tests.bench.measuring import Figure, Run, in_turns, median
from tests.exports.make_x import write_archive

MOST: Final = 4.0
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
        answering.tell(run, "X", archive)


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
