"""What the first look tells of an archive of Meta: its day, whether its lists are whole, what of it is left alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import DAY_MS
from relate.importers import dates
from relate.importers.json_items import ANY, KEY, Item, items
from relate.importers.meta.layout import archive_of, days_in, is_private, place
from relate.importers.meta.pages import head_of, read_page
from relate.importers.meta.times import milliseconds
from relate.importers.source import Member, Source

_OURS: Final = frozenset({"json", "html", "htm", "txt", "csv"})
_TIMES: Final = re.compile(rb'"timestamp"\s*:\s*(\d{9,13})')
_LARGEST: Final = 64_000_000
_COUNTED_BELOW: Final = 8_000_000
_LONGEST_RANGE_DAYS: Final = 3 * 366
"""The longest range that can be asked for instead of "all time"."""
GUIDES: Final = frozenset({"starthere", "index", "yourarchive", "readme", "nodata", "donotdelete"})


def told_day(source: Source, homes: Iterable[str]) -> int | None:
    """The day (UTC ms) in the name of a folder around the files or of the zip."""
    for year, month, day in days_in([*(part for home in homes for part in home.split("/")), source.title]):
        if (found := dates.day_ms(year, month, day)) is not None:
            return found
    return None


def day_of_pages(source: Source, pages: Sequence[Member]) -> int | None:
    """The day (UTC ms) that a download in HTML says it was made on; None where its pages say nothing."""
    made = head_of(source, pages[0]).made_ms if pages else None
    return None if made is None else made - made % DAY_MS


def whole_list(source: Source, lists: Iterable[Member], day: int | None) -> bool:
    """Whether these lists surely hold everybody: they reach further back than any range of time that can be asked for.

    A download of a range has only what was added in it; pages say so, data nowhere (formats/social.md 4, "Pitfall").
    """
    told: list[int] = []
    for member in lists:
        if member.name.casefold().endswith(".json"):
            try:
                with source.peek(member) as stream:
                    told += _span(stream.read(_LARGEST))
            except UnreadableSource:
                return False
        else:
            head = head_of(source, member)
            if head.made_ms is None or head.ranged or member.size > _LARGEST:
                return False
            told += [at.ms for one in read_page(source, member, looking=True).blocks if (at := one.at) is not None]
    return bool(told) and (day or max(told)) - min(told) > _LONGEST_RANGE_DAYS * DAY_MS


def _span(data: bytes) -> list[int]:
    found = [ms for digits in _TIMES.findall(data) if (ms := milliseconds(int(digits))) is not None]
    return [min(found), max(found)] if found else []


def counted(source: Source, lists: Iterable[Member]) -> int:
    """How many elements these lists have, where that is told in a moment; else 0."""
    count = 0
    for member in lists:
        if member.size > _COUNTED_BELOW:
            return 0
        try:
            with closing(items(source.peek(member), ((ANY,), (KEY, ANY)))) as told:
                count += sum(isinstance(one, Item) and isinstance(one.path[-1], int) for one in told)
        except UnreadableSource:
            return 0
    return count


def left_alone(source: Source, archive: str, taken: Collection[str], to_tell: Collection[str]) -> Iterator[str]:
    """The paths of what belongs to the archive and is not read: everything in its folders and, in a zip, beside them;
    what has a private name below them, wherever it lies, so that nobody looks into it.

    to_tell: files that should have been read and could not; somebody must hear of them.
    """
    for member in source.members:
        if member.path in taken or member.path in to_tell:
            continue
        where = place(member)
        if archive_of(where.home) != archive:
            if is_private(where) and _is_below(where.home, archive) and where.ending in _OURS:
                yield member.path
            continue
        if where.folders or source.kind == "zip" or where.base in GUIDES:
            yield member.path


def _is_below(home: str, archive: str) -> bool:
    """Whether a folder that is none of the known ones lies in the archive's."""
    above = home.rstrip("/").rpartition("/")[0]
    return archive_of(f"{above}/" if above else "") == archive
