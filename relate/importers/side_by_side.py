"""Archives that several processes read at once, each a part of it (services/reading_apart.py starts them).

An importer that can be read so says where its archive may be cut, and reads a part of it as if the others were not
there. What a part has to know of the others it asks for by sharing what it knows itself.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Generator, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple, Protocol, TypeVar, runtime_checkable

from relate.domain.records import Record, Skipped
from relate.importers.archive import Archive
from relate.importers.source import Member, Source

TO_ITS_END: Final = sys.maxsize
"""Where a stretch stops that goes as far as its file."""

T = TypeVar("T")


class Stretch(NamedTuple):
    """What begins in a file from the byte `start` on, and before the byte `stop`. member: its number in the archive."""

    member: int
    start: int
    stop: int


class Part(NamedTuple):
    """One of the parts of an archive, counted from 0, and what of its files belongs to it, in their order."""

    number: int
    stretches: tuple[Stretch, ...]


class Shared(NamedTuple):
    """What a part knows. It is sent what every part knows, in their order, and so are all the others, when each has
    said it. first_only: only the first part is sent that, the others nothing."""

    known: bytes
    first_only: bool = False


Sharing = Generator[Shared, Sequence[bytes], T]
"""Work that asks the other parts on its way."""
Reading = Generator[Record | Skipped | Shared, Sequence[bytes], None]
"""One part: its records, and what it shares, as often as every other part does."""


class NotInParts(Exception):
    """What is in this archive is not the same when it is read in parts: it is to be read as a whole."""


@runtime_checkable
class ReadSideBySide(Protocol):
    """An importer whose archives may be read in parts, each by another process: an importer may be this too."""

    def parts(self, source: Source, archive: Archive, most: int) -> Sequence[Part]:
        """At most so many parts of about as much work each; a single one where more would gain nothing."""

    def read_part(self, source: Source, archive: Archive, part: Part) -> Reading:
        """The records of a part. Those of all parts, one part after the other, are those of `read`, in its order.

        Raises NotInParts, at the latest after the records of the part, where that does not hold.
        """


def whole(archive: Archive) -> Part:
    """All of an archive as its only part."""
    return Part(0, tuple(Stretch(number, 0, TO_ITS_END) for number in range(len(archive.members))))


def in_turn(readings: Sequence[Reading]) -> Iterator[Record | Skipped]:
    """The records of parts that are read here, one part after the other. Of several they are held until all have told
    theirs."""
    if len(readings) == 1:
        yield from _alone(readings[0])
        return
    told: list[list[Record | Skipped]] = [[] for _ in readings]
    at = [next(reading, None) for reading in readings]
    while any(at):
        for records, reading, number in zip(told, readings, range(len(at)), strict=True):
            while (one := at[number]) is not None and not isinstance(one, Shared):
                records.append(one)
                at[number] = next(reading, None)
        shared = [one for one in at if isinstance(one, Shared)]
        known = [one.known for one in shared]
        at = [
            heard(reading, () if one.first_only and number else known)
            for number, (reading, one) in enumerate(zip(readings, shared, strict=bool(shared)))
        ]
    yield from chain.from_iterable(told)


def _alone(reading: Reading) -> Iterator[Record | Skipped]:
    told = next(reading, None)
    while told is not None:
        if isinstance(told, Shared):
            told = heard(reading, [told.known])
        else:
            yield told
            told = next(reading, None)


def heard(reading: Reading, known: Sequence[bytes]) -> Record | Skipped | Shared | None:
    """What comes next of a reading that hears that; None when nothing does."""
    try:
        return reading.send(known)
    except StopIteration:
        return None


def cut(members: Sequence[Member], most: int, least: int, divisible: Collection[int]) -> list[Part]:
    """Parts of about as many bytes each, none of them much smaller than `least`. divisible: the numbers of members that
    may be cut anywhere; of all others a part has the whole or nothing."""
    total = sum(member.size for member in members)
    count = max(min(most, total // max(least, 1)), 1)
    stretches: list[list[Stretch]] = [[] for _ in range(count)]
    passed = 0
    for number, member in enumerate(members):
        begin, passed = passed, passed + member.size
        if number not in divisible:
            stretches[_at(begin + member.size // 2, total, count)].append(Stretch(number, 0, TO_ITS_END))
            continue
        first, last = _at(begin, total, count), _at(max(passed - 1, begin), total, count)
        for part in range(first, last + 1):
            start = 0 if part == first else _border(part, total, count) - begin
            stop = TO_ITS_END if part == last else _border(part + 1, total, count) - begin
            stretches[part].append(Stretch(number, start, stop))
    return [Part(number, tuple(told)) for number, told in enumerate(told for told in stretches if told)]


def _border(part: int, total: int, count: int) -> int:
    """The first byte of a part."""
    return -(-part * total // count)


def _at(place: int, total: int, count: int) -> int:
    """The part in which a byte lies."""
    return min(place * count // total, count - 1) if total else 0
