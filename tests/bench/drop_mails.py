"""A mailbox, from the drop to the panel, against the standard library that merely reads the heads of its mails."""

from __future__ import annotations

import mailbox
import sys
import time
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Final

from tests.bench import answering
from tests.bench.drop_archive import Drop
from tests.bench.mailbox_file import mailbox_of
from tests.bench.measuring import Figure, Run, in_turns, median

AT_MOST: Final = 1 / 3
TIMES: Final = 3
LARGE: Final = (150_000, 2_000_000_000)
"""Mails and bytes of the mailbox whose memory is looked at."""


def measure(run: Run) -> None:
    count, size = (2_000, 26_000_000) if run.quick else (50_000, 650_000_000)
    path = mailbox_of(count, size)
    dropped = Drop(path)
    product, peer = in_turns(1 if run.quick else TIMES, dropped.seconds, lambda: heads_only(path, count))
    run.tell(
        Figure(
            f"drop to panel, {count:,} mails of {path.stat().st_size / 1e6:.0f} MB",
            median(product),
            "s",
            ("mailbox, BytesHeaderParser", median(peer)),
            at_most=AT_MOST,
        )
    )
    run.note("all runs: " + ", ".join(f"{one:.2f}/{other:.2f}" for one, other in zip(product, peer, strict=True)))
    run.note("last run: " + ", ".join(f"{phase} {spent:.2f} s" for phase, spent in dropped.phases.items()))
    if sys.platform == "linux":
        answering.tell(run, "mails", mailbox_of(*LARGE) if not run.quick else path)


def heads_only(path: Path, count: int) -> float:
    """Seconds to read every head, and nothing else."""
    began = time.perf_counter()
    read = 0
    parser = BytesHeaderParser()
    box = mailbox.mbox(path, create=False)
    for key in box.iterkeys():
        with box.get_file(key) as file:
            read += parser.parse(file)["Message-ID"] is not None  # type: ignore[arg-type]  # it reads as a file does
    box.close()
    assert read == count
    return time.perf_counter() - began
