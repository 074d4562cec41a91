"""A phone's backup read to its records, against the standard library's parser that only walks through its elements."""

from __future__ import annotations

from typing import Final

from tests.bench import drop_facebook
from tests.bench.measuring import Figure, Run, median
from tests.bench.reading import in_turns
from tests.bench.sms_backup import sms

MESSAGES: Final = 200_000
AT_MOST: Final = 2.0
MOST_MB: Final = 60.0
TIMES: Final = 3


def measure(run: Run) -> None:
    count = 6_000 if run.quick else MESSAGES
    file = sms(count)
    ours, theirs = in_turns(1 if run.quick else TIMES, "records", "elements", file)
    run.tell(
        Figure(
            f"SMS, {count:,} messages with pictures read to records",
            median([one.seconds for one in ours]), "s of a processor",
            ("XMLPullParser walks", median([one.seconds for one in theirs])), at_most=AT_MOST,
        )
    )  # fmt: skip
    run.tell(
        Figure(
            f"SMS, {count:,} messages read, memory beside the program",
            max(one.megabytes for one in ours), "MB", at_most=MOST_MB,
        )
    )  # fmt: skip
    run.note(f"{file.stat().st_size:,} bytes, each two hundredth message with a picture")
    told = drop_facebook.child("drop", file)
    run.tell(Figure(f"SMS, {count:,} messages, drop to panel", told.seconds, "s of a processor"))
    run.note("phases: " + ", ".join(f"{phase} {spent:.1f} s" for phase, spent in told.phases.items()))
