"""The rows of a chat in JSON: each a value or what could not be read, and, where it becomes nothing, why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from relate.domain.records import Position, Reason, Record, Skipped
from relate.importers.json_items import Broken, Item, Json

_MENDABLE: Final = frozenset({Reason.UNREADABLE, Reason.INCOMPLETE, Reason.NO_PERSON})
_MOST_RAW: Final = 16_384


def left_out(where: Position, reason: Reason, value: Json, says: str = "") -> Skipped:
    """A row that becomes nothing. How it stood is kept only where somebody might mend it."""
    raw = ""
    if reason in _MENDABLE:
        try:
            raw = json.dumps(value, ensure_ascii=False)[:_MOST_RAW]
        except (ValueError, RecursionError):
            raw = ""
    return Skipped(where, reason, says, raw)


def broken(where: Position, item: Broken) -> Skipped:
    """What could not be read, as the row it stands for."""
    return Skipped(where, Reason.INCOMPLETE if item.cut else Reason.UNREADABLE, item.says, item.raw)


def each_row(
    path: str, told: Iterable[Item | Broken], read: Callable[[Position, Json], Iterator[Record | Skipped]], empty: str
) -> Iterator[Record | Skipped]:
    """What the messages of one file become, numbered from 1. empty: what a file without any is called."""
    row = 0
    for row, item in enumerate(told, 1):
        where = Position(path, row)
        if isinstance(item, Broken):
            yield broken(where, item)
        else:
            yield from read(where, item.value)
    if not row:
        yield Skipped(Position(path, 1), Reason.EMPTY, empty)
