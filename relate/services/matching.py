"""Looking for people who may be one: whoever changed since the last time is compared with everybody.

On a thread that reads, in pieces between which others run; what was found is handed to the writer, which puts it in
between the user's commands. Nothing is joined by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from relate.domain.blocking import Blocks, keys
from relate.domain.distance import Population, weeks_agree
from relate.domain.matching import WEIGHTS, WORTH_A_LOOK, Scored
from relate.domain.screening import Screen, compare_above
from relate.domain.signs import Sign
from relate.store import company_reads, match_reads, match_writes

if TYPE_CHECKING:
    from relate.domain.companies import Companies
    from relate.domain.portrait import Portrait
    from relate.services.readers import Readers
    from relate.services.writer import Writer
    from relate.store.writing import Database

T = TypeVar("T")
_PART: Final = 2000
GiveWay = Callable[[], None]


class Found(NamedTuple):
    """What a look gave: whom it was about (with the count of changes they had), their keys, the pairs, and how it was
    done."""

    looked_at: Mapping[int, int]
    keys: Mapping[int, bytes]
    pairs: list[Scored]
    form: bytes


def look(database: Database, give_way: GiveWay) -> Found:
    """Compare everybody who changed with everybody; `give_way` is called every few milliseconds and may raise."""
    together = company_reads.companies(database)
    form = match_reads.form_of(together)
    looked_at = match_reads.to_look_at(database, together)
    if not looked_at:
        return Found({}, {}, [], form)
    known = match_reads.packed_keys(database)
    people: dict[int, Portrait] = {}
    packed: dict[int, bytes] = {}
    for part in _parts(sorted(looked_at)):
        found = match_reads.portraits(database, part, together)
        packed.update((person, keys(one).pack()) for person, one in found.items())
        people.update(found)
        give_way()
    # In the order of their numbers, as everybody at once would be: so nothing depends on who came when.
    told = dict(sorted(({who: told for who, told in known.items() if who not in looked_at} | packed).items()))
    among = frozenset(packed) if len(packed) < len(told) else None
    blocks = Blocks(told, among)
    pairs = blocks.pairs(among)
    give_way()
    everybody = Population(blocks.size, blocks.bearers)
    screen = Screen(everybody)
    scored: list[Scored] = []
    for few in _parts(pairs):
        _complete(database, people, {person for pair in few for person in pair}, together)
        scored += _scored(database, people, few, everybody, screen)
        give_way()
    return Found(looked_at, packed, scored, form)


def _scored(
    database: Database,
    people: Mapping[int, Portrait],
    pairs: Sequence[tuple[int, int]],
    everybody: Population,
    screen: Screen,
) -> Iterator[Scored]:
    """Those of the pairs that are worth a second look, which then takes in when one talked with either."""
    known = [pair for pair in pairs if pair[0] in people and pair[1] in people]
    talked = {pair for pair in known if people[pair[0]].talked and people[pair[1]].talked}
    near: list[Scored] = []
    for some, floor in (
        ([pair for pair in known if pair not in talked], WORTH_A_LOOK),
        ([pair for pair in known if pair in talked], WORTH_A_LOOK - WEIGHTS[Sign.WEEKS_SAME]),
    ):
        for a, b in screen.can_be(some, people, floor):
            found = compare_above(people[a], people[b], everybody, floor)
            if found is not None:
                near.append(Scored(a, b, *found))
    near.sort(key=itemgetter(0, 1))
    among = {person for pair in near if (pair.a, pair.b) in talked for person in (pair.a, pair.b)}
    weeks = match_reads.weeks(database, among) if among else {}
    for pair in near:
        if pair.a in weeks and pair.b in weeks and weeks_agree(weeks[pair.a], weeks[pair.b]):
            more = WEIGHTS[Sign.WEEKS_SAME]
            pair = pair._replace(signs=(*pair.signs, Sign.WEEKS_SAME), odds=pair.odds + more)
        if pair.odds > WORTH_A_LOOK:
            yield pair


def _complete(database: Database, people: dict[int, Portrait], wanted: Iterable[int], together: Companies) -> None:
    """Read those who did not change themselves but are compared with somebody who did."""
    missing = [person for person in wanted if person not in people]
    if missing:
        people.update(match_reads.portraits(database, missing, together))


def _parts(rows: Iterable[T]) -> Iterator[list[T]]:
    left = iter(rows)
    while part := list(islice(left, _PART)):
        yield part


class Matching:
    """Brings the pairs up to date with the library."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def look(self, goes_on: Callable[[], bool] = lambda: True) -> Future[None] | None:
        """Look for pairs; to be called on a thread that reads. The future is done when they are written; None where
        nothing changed, or where it was broken off because `goes_on` said no."""

        def give_way() -> None:
            self._writer.give_way()
            if not goes_on():
                raise _BrokenOff

        try:
            found = look(self._readers.connection(), give_way)
        except _BrokenOff:
            return None
        if not found.looked_at:
            return None
        return self._writer.do_long(lambda database: match_writes.keep(database, *found), idle=True)


class _BrokenOff(Exception):
    """The program is being closed."""
