"""What every file of an export of Meta needs of its rows: those left out, and lists read element by element."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.domain.records import Position, Reason, Skipped
from relate.importers.json_items import ANY, KEY, Broken, Item, Json, items
from relate.importers.meta.text import all_mended, mended
from relate.importers.source import Member, Source

_KEPT_RAW: Final = frozenset({Reason.UNREADABLE, Reason.NO_PERSON})
_MOST_RAW: Final = 16_384
LISTS: Final = ((ANY,), (KEY, ANY), (KEY, KEY, ANY))


def left_out(where: Position, reason: Reason, value: Json, says: str = "") -> Skipped:
    """A row that becomes nothing. It is kept only where somebody might mend it."""
    raw = ""
    if reason in _KEPT_RAW:
        try:
            raw = json.dumps(value, ensure_ascii=False)[:_MOST_RAW]
        except (ValueError, RecursionError):
            raw = ""
    return Skipped(where, reason, says, raw)


class Row(NamedTuple):
    """An element of a list: where it stands, the keys of the lists around it ("" for a bare list), and its value with
    every text mended. heading: what stands above its list where an element holds one, in the account's language."""

    where: Position
    keys: tuple[str, ...]
    value: Json
    heading: str = ""


def rows(
    source: Source,
    member: Member,
    each: Iterable[tuple[str, ...]] = LISTS,
    beside: Collection[str] = (),
    *,
    looking: bool = False,
) -> Iterator[Row | Skipped]:
    """The elements of all lists of a file, counted from 1; what cannot be read is a row too.

    each: where the lists stand (json_items), usually alone, below a key, or below a key of a key; what stands there and
    is no list is one row. beside: keys at the top that are no rows. looking: for a first look, not counted as reading.
    """
    try:
        stream = source.peek(member) if looking else source.open(member)
    except UnreadableSource as problem:
        yield Skipped(Position(member.path, 1), Reason.INCOMPLETE, str(problem))
        return
    besides = {(key,) for key in beside}
    count = 0
    above: tuple[object, str] = ((), "")
    with closing(items(stream, each)) as told:
        for one in told:
            if isinstance(one, Item) and (one.path[:1] in besides or _is_about_a_list(one)):
                if isinstance(one.value, str):
                    before = above[1] if above[0] == one.path[:2] else ""
                    above = one.path[:2], f"{before}{mended(one.value)}\n"
                continue
            count += 1
            where = Position(member.path, count)
            if isinstance(one, Broken):
                reason = Reason.INCOMPLETE if one.cut else Reason.UNREADABLE
                yield Skipped(where, reason, one.says, one.raw)
            else:
                keys = tuple(key for key in one.path if isinstance(key, str))
                yield Row(where, keys, all_mended(one.value), above[1] if above[0] == one.path[:2] else "")


def _is_about_a_list(one: Item) -> bool:
    """Whether this stands beside a list inside an element, as its name does."""
    return len(one.path) > 2 and not isinstance(one.path[-1], int)
