"""A Facebook archive, from the drop to the panel, against the same bytes through json and into bare tables."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tests.bench import answering
from tests.bench.drop_archive import BARE, Drop
from tests.bench.facebook_archive import facebook
from tests.bench.measuring import Figure, Run, processor

MOST: Final = 4.0
_HERE: Final = Path(__file__).resolve()


def measure(run: Run) -> None:
    threads, messages = (60, 6_000) if run.quick else (3_000, 1_000_000)
    archive = facebook(threads, messages)
    what = f"{messages:,} messages in {threads:,} conversations"
    told = child("drop", archive)
    floor = child("bare", archive)
    run.tell(
        Figure(
            f"Facebook, drop to panel, {what}",
            told.seconds,
            "s of a processor",
            ("json.loads + executemany", floor.seconds),
            at_most=MOST,
        )
    )
    run.note(f"by the clock: {told.clock:.1f} s and {floor.clock:.1f} s")
    run.note("phases: " + ", ".join(f"{phase} {spent:.1f} s" for phase, spent in told.phases.items()))
    answering.tell(run, "Facebook", archive)


@dataclass(frozen=True, slots=True)
class Told:
    """Of one reading: seconds of a processor and by the clock, seconds of each phase."""

    seconds: float
    clock: float
    phases: dict[str, float]


def child(what: str, archive: Path) -> Told:
    """One reading in a process of its own, whose time and memory are nobody else's."""
    ran = subprocess.run(
        [sys.executable, str(_HERE), what, str(archive)],
        env={**os.environ, "PYTHONPATH": str(_HERE.parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    return Told(**json.loads(ran.stdout.splitlines()[-1]))


def bare(archive: Path) -> None:
    """Read the same bytes and write the messages, once indexed and once for the full text, and nothing else."""
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as folder:
        database = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        for statement in BARE:
            database.execute(statement)
        database.execute("BEGIN")
        count = 0
        with zipfile.ZipFile(archive) as packed:
            for name in packed.namelist():
                told = json.loads(packed.read(name))
                rows = [
                    (count + place, told["thread_path"], one["sender_name"], one["timestamp_ms"], one["content"])
                    for place, one in enumerate(told.get("messages", ()))
                ]
                count += len(rows)
                database.executemany(
                    "INSERT INTO message (id, conversation, sender, at, text) VALUES (?,?,?,?,?)", rows
                )
                database.executemany(
                    "INSERT INTO found (rowid, title, text) VALUES (?,'',?)", [(row[0], row[4]) for row in rows]
                )
        database.execute("COMMIT")
        database.close()


def _main(what: str, archive: Path) -> None:
    import relate.services.library  # noqa: F401 - what is there before anything is read

    began, spent = time.perf_counter(), processor()
    phases: dict[str, float] = {}
    if what == "drop":
        dropped = Drop(archive)
        dropped.seconds()
        phases = dropped.phases
    elif what == "bare":
        bare(archive)
    told = Told(processor() - spent, time.perf_counter() - began, phases)
    print(json.dumps(asdict(told)))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
