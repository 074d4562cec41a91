"""A Google Chat, the largest of the chats that people have: read to records, and from the drop to the panel, against
json.loads of the same bytes."""

from __future__ import annotations

import json
import time
import zipfile
from pathlib import Path
from typing import Final

from relate.importers.registry import importer, recognise
from relate.importers.source import open_sources
from tests.bench.drop_archive import Drop
from tests.bench.library import folder
from tests.bench.measuring import Figure, Run, in_turns, median, processor
from tests.exports.make_chats import write_archive

AT_LEAST: Final = 0.25
TIMES: Final = 5
FORM: Final = 1
"""Counted up when another file is made of the same size."""


def measure(run: Run) -> None:
    """CPU alone, in turns; the drop is told beside it, with the processes it starts."""
    messages = 4_000 if run.quick else 200_000
    archive = archive_of(messages)
    ours, theirs = in_turns(
        1 if run.quick else TIMES, lambda: read(archive, messages), lambda: loaded(archive, messages)
    )
    run.tell(
        Figure(
            f"Google Chat read to records, {messages:,} messages",
            messages / median(ours),
            "messages a second of a processor",
            ("json.loads", messages / median(theirs)),
            at_least=AT_LEAST,
        )
    )
    run.note("all runs: " + ", ".join(f"{one:.2f}/{other:.2f} s" for one, other in zip(ours, theirs, strict=True)))
    dropped = Drop(archive)
    spent = processor()
    dropped.seconds()
    run.tell(
        Figure(
            f"drop to panel, Google Chat, {messages:,} messages",
            messages / (processor() - spent),
            "messages a second of a processor",
        )
    )
    run.note("by the clock: " + ", ".join(f"{phase} {took:.2f} s" for phase, took in dropped.phases.items()))


def archive_of(messages: int) -> Path:
    """Made once and kept."""
    path = folder() / f"takeout-20261120T101112Z-{messages}-{FORM}.zip"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        write_archive(unfinished, messages)
        unfinished.rename(path)
    return path


def read(archive: Path, messages: int) -> float:
    """Seconds of a processor from the zip to the last record; none is kept."""
    began = time.process_time()
    (source,), _ = open_sources([archive])
    with source:
        (found,), _ = recognise(source)
        count = sum(1 for _ in importer(found.source_id).read(source, found))
    spent = time.process_time() - began
    assert count > messages
    return spent


def loaded(archive: Path, messages: int) -> float:
    """Seconds of a processor to load every file of it whole."""
    began = time.process_time()
    with zipfile.ZipFile(archive) as packed:
        count = sum(len(json.loads(packed.read(name)).get("messages", ())) for name in packed.namelist())
    spent = time.process_time() - began
    assert count == messages
    return spent
