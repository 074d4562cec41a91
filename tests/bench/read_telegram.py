"""A Telegram export read to its records, and dropped on the window, against json.load of the same file."""

from __future__ import annotations

from typing import Final

from tests.bench import answering, drop_facebook
from tests.bench.measuring import Figure, Run, median
from tests.bench.reading import in_turns
from tests.bench.telegram_export import telegram

MESSAGES: Final = 300_000
AT_MOST: Final = 2.0
MOST_MB: Final = 60.0
TIMES: Final = 3


def measure(run: Run) -> None:
    count = 6_000 if run.quick else MESSAGES
    file = telegram(count, 40 if run.quick else 400)
    ours, theirs = in_turns(1 if run.quick else TIMES, "records", "json", file)
    floor = median([one.seconds for one in theirs])
    run.tell(
        Figure(
            f"Telegram, {count:,} messages read to records",
            median([one.seconds for one in ours]), "s of a processor", ("json.load", floor), at_most=AT_MOST,
        )
    )  # fmt: skip
    run.tell(
        Figure(
            f"Telegram, {count:,} messages read, memory beside the program",
            max(one.megabytes for one in ours), "MB", at_most=MOST_MB,
        )
    )  # fmt: skip
    run.note(f"{file.stat().st_size:,} bytes; json.load took {max(one.megabytes for one in theirs):.0f} MB")
    told = drop_facebook.child("drop", file)
    run.tell(
        Figure(f"Telegram, {count:,} messages, drop to panel", told.seconds, "s of a processor", ("json.load", floor))
    )
    run.note("phases: " + ", ".join(f"{phase} {spent:.1f} s" for phase, spent in told.phases.items()))
    answering.tell(run, "Telegram, drop to panel", file, MOST_MB)
