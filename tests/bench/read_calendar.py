"""A calendar read, matched and stored, against icalendar that only parses the whole file."""

from __future__ import annotations

import random
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from relate.services.library import Library
from tests.bench.library import NOW
from tests.bench.measuring import Figure, Run, median, seconds

EVENTS: Final = 10_000
AT_MOST: Final = 1.0
TIMES: Final = 3
SEED: Final = 4
PEOPLE: Final = 600


def measure(run: Run) -> None:
    """The file is like one of Google: ten people an event at most, each twelfth repeats."""
    count = 500 if run.quick else EVENTS
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as folder:
        path = Path(folder) / "mara@northwind.example.ics"
        path.write_bytes(calendar(count))
        ours: list[float] = []
        theirs: list[float] = []
        for number in range(1 if run.quick else TIMES):
            ours.append(_through_the_library(path, Path(folder) / f"library {number}"))
            theirs.append(_parsed(path, count))
        run.tell(
            Figure(
                f"calendar of {count:,} events, from the drop to the list",
                median(ours), "s", ("icalendar parses", median(theirs)), at_most=AT_MOST,
            )
        )  # fmt: skip
        run.note(f"{path.stat().st_size:,} bytes")


def calendar(count: int) -> bytes:
    """A calendar of so many events over five years, always the same."""
    chance = random.Random(SEED)
    people = [(f"Person {n}", f"person{n}@example{n % 90}.example") for n in range(PEOPLE)]
    first = datetime(2021, 6, 1, 8, tzinfo=UTC)
    lines = ["BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0",
             "X-WR-CALNAME:mara@northwind.example", "X-WR-TIMEZONE:Europe/Lisbon"]  # fmt: skip
    for number in range(count):
        at = first + timedelta(hours=chance.randrange(5 * 365 * 24))
        lines += ["BEGIN:VEVENT", f"DTSTART:{at:%Y%m%dT%H%M%SZ}", f"DTEND:{at + timedelta(hours=1):%Y%m%dT%H%M%SZ}",
                  "DTSTAMP:20261120T101500Z", f"UID:event{number}@google.com",
                  "ORGANIZER;CN=Mara Lindqvist:mailto:mara@northwind.example"]  # fmt: skip
        if number % 12 == 0:
            lines.append(f"RRULE:FREQ={chance.choice(('WEEKLY', 'MONTHLY'))};COUNT={chance.randint(2, 40)}")
        guests = [("Mara Lindqvist", "mara@northwind.example"), *chance.sample(people, chance.choice((1, 1, 2, 4, 9)))]
        for name, mail in guests:
            line = f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN={name}"
            line += f";X-NUM-GUESTS=0:mailto:{mail}"
            lines += [line[:75], *(" " + line[start : start + 74] for start in range(75, len(line), 74))]
        lines += [f"DESCRIPTION:{'What we talk about in number ' + str(number)}\\nand one line more",
                  "STATUS:CONFIRMED", f"SUMMARY:Meeting {number}", "TRANSP:OPAQUE", "END:VEVENT"]  # fmt: skip
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _through_the_library(path: Path, home: Path) -> float:
    library = Library.open(home / "relate.db", lambda: NOW)
    try:
        spent = seconds(library.imports.start([path]).future.result)
        assert library.people.totals().people > 0
    finally:
        library.close()
    return spent


def _parsed(path: Path, count: int) -> float:
    import icalendar

    found = 0

    def read() -> None:
        nonlocal found
        found = len(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))

    spent = seconds(read)
    assert found == count
    return spent
