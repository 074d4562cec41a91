"""Rows that become nothing, as every reader of chats says them; and what a damaged file owes to whoever dropped it."""

from __future__ import annotations

import json
from typing import Final

from relate.domain.records import Position, Reason, Skipped
from relate.importers.json_items import Broken, Json

_MENDABLE: Final = frozenset({Reason.UNREADABLE, Reason.NO_PERSON})
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
