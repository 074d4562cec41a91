"""A day's list with the round of an event of 3,000 guests, after any change of the library. On the processor's time."""

from __future__ import annotations

import random
import string
import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from relate.domain.event_rounds import A_DAY, Mark
from relate.domain.events import Told
from relate.domain.moments import Moment
from relate.services.library import Library
from tests.bench.library import NOW
from tests.bench.measuring import Figure, Run, median, spent

GUESTS: Final = 3_000
AT_A_TIME: Final = 150
"""Names that are pasted at once."""
MOST_MS: Final = 50.0
SEED: Final = 5


def measure(run: Run) -> None:
    guests = GUESTS // 10 if run.quick else GUESTS
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as there:
        library = Library.open(Path(there) / "relate.db", lambda: NOW)
        try:
            _hold(library, _names(guests))
            shown = library.reconnect.day()
            assert [len(each.cards) for each in shown.rounds] == [A_DAY]
            library.writer.do(lambda _database: None).result()  # whom it names is remembered
            days = [spent(library.reconnect.day) * 1000 for _ in range(run.times(30))]
        finally:
            library.close()
    run.tell(Figure(f"a day's list with an event of {guests:,} guests", median(days), "ms", at_most=MOST_MS))
    run.note(f"slowest {max(days):.0f} ms")


def _names(count: int) -> list[str]:
    chance = random.Random(SEED)
    return [
        " ".join("".join(chance.choices(string.ascii_lowercase, k=7)).title() for _ in range(2)) for _ in range(count)
    ]


def _hold(library: Library, names: list[str]) -> None:
    """An event with all of them on its list, kept, and its round begun."""
    told = [
        guest
        for start in range(0, len(names), AT_A_TIME)
        for guest in library.guest_lists.preview("\n".join(names[start : start + AT_A_TIME])).guests
    ]
    event = Told("SaaS Expo", Moment.of_day(date(2026, 11, 20)))
    key = library.guest_lists.make(event, [(guest.told, None) for guest in told]).result()
    people = [one.person for one in library.rolls.roll(key).people]
    library.rolls.mark(key, people, Mark.KEEP).result()
    library.rolls.begin_round(key).result()
