"""Who on the list of an event is who became connected about then: "Met at SaaS Expo: join these 19".

Two of one name in the weeks around an event, where nobody else on either side has that name, are very likely one; they
are offered all the same and never joined by themselves. Where both tell a company and the companies differ it is no
offer. Source: design/product.md, "Events"; data-model.md, "Sameness and persons".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from relate.domain.companies import UNJOINED, Companies
from relate.domain.events import is_of_that_time
from relate.domain.names import name_key


@dataclass(frozen=True, slots=True)
class OnList:
    """Somebody on the list of an event who is connected nowhere."""

    person: int
    name: str
    company: str


@dataclass(frozen=True, slots=True)
class Connection:
    """Somebody who became connected on a home day."""

    person: int
    name: str
    company: str
    day: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """These two may be one. same_company: both name it."""

    on_list: int
    connected: int
    same_company: bool


def arrivals(
    listed: Iterable[OnList],
    connections: Iterable[Connection],
    start_ms: int,
    end_ms: int | None,
    apart: Collection[tuple[int, int]] = (),
    together: Companies = UNJOINED,
) -> list[Arrival]:
    """Each of the list once, those of the same company first.

    start_ms, end_ms: the event's first and last day, UTC ms. apart: pairs (smaller id first) that are two people, as
    the user said. together: which companies are one.
    """
    here: dict[str, list[OnList]] = defaultdict(list)
    for one in listed:
        if len(name_key(one.name).split()) > 1:  # a first name alone is anybody's
            here[_key(one.name)].append(one)
    there: dict[str, list[Connection]] = defaultdict(list)
    for other in connections:
        if (key := _key(other.name)) in here and is_of_that_time(other.day, start_ms, end_ms):
            there[key].append(other)
    found = [pair for key, others in there.items() if (pair := _pair(here[key], others, apart, together))]
    return sorted(found, key=lambda each: (not each.same_company, each.on_list))


def _key(name: str) -> str:
    """A name whichever way round its words stand."""
    return " ".join(sorted(name_key(name).split()))


def _pair(
    here: list[OnList], there: list[Connection], apart: Collection[tuple[int, int]], together: Companies
) -> Arrival | None:
    """The one pair of a name, None where several would do or what is told of them differs."""
    fitting = [
        (one, other, together.key(one.company) == together.key(other.company) != "")
        for one in here
        for other in there
        if _agree(one.company, other.company, together)
        and (min(one.person, other.person), max(one.person, other.person)) not in apart
    ]
    same = [each for each in fitting if each[2]]
    chosen = same if len(same) == 1 else fitting
    if len(chosen) != 1:
        return None
    one, other, same_company = chosen[0]
    return Arrival(one.person, other.person, same_company)


def _agree(one: str, other: str, together: Companies) -> bool:
    mine, theirs = together.key(one), together.key(other)
    if not mine or not theirs or mine == theirs:
        return True
    # "Contoso" and "Contoso Labs" may be one, whatever either was joined with.
    mine, theirs = UNJOINED.key(one), UNJOINED.key(other)
    return mine in theirs or theirs in mine
