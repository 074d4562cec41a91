"""People and conversations for the tests of the window, made through the library's own commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from relate.domain.moments import DAY_MS, Moment, Precision
from relate.domain.records import Kind
from relate.services.library import Library
from relate.services.views import Talk

NOON = int(datetime(2026, 11, 23, 12, 0, tzinfo=UTC).timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Known:
    """Maya was talked to 78, 100, 130 and 400 days ago, Tomás 4 days ago; nobody ever talked to Hana."""

    maya: int
    tomas: int
    hana: int


def talk(library: Library, person: int, days_ago: float, text: str = "", kind: Kind = Kind.TALK) -> int:
    """A logged conversation; its id."""
    when = Moment(int(NOON - days_ago * DAY_MS), Precision.MINUTE)
    return library.timeline.log(Talk((person,), when, kind, text)).result(10)


def acquaint(library: Library) -> Known:
    """Three people in an empty library."""
    add = library.people.add
    maya = add(
        "Maya Okafor", role="VP Partnerships", company="Northwind Labs", mail="maya@northwind.example",
        link="https://www.linkedin.com/in/maya-okafor",
    ).result(10)  # fmt: skip
    tomas = add("Tomás Rivera", role="Founder", company="Lumen Freight").result(10)
    hana = add("Hana Novák", company="Tailspin").result(10)
    for days, text in ((400, "The old plan"), (130, "Coffee in Bristol"), (100, "A call"), (78, "The reseller deck")):
        talk(library, maya, days, text)
    talk(library, tomas, 4, "Freight")
    return Known(maya, tomas, hana)
