"""Rows of JSON that become nothing, with the reason why and, where somebody might mend them, as they stood."""

from __future__ import annotations

import json
from typing import Final

from relate.domain.records import Position, Reason, Skipped
from relate.importers.json_items import Broken, Json

_MOST_RAW: Final = 16_384
_KEPT_RAW: Final = frozenset({Reason.UNREADABLE, Reason.INCOMPLETE})


def left_out(where: Position, reason: Reason, value: Json, says: str = "") -> Skipped:
    """A value that becomes nothing."""
    raw = json.dumps(value, ensure_ascii=False)[:_MOST_RAW] if reason in _KEPT_RAW else ""
    return Skipped(where, reason, says, raw)


def broken(where: Position, item: Broken) -> Skipped:
    """What could not be read, as the row it stands for."""
    return Skipped(where, Reason.INCOMPLETE if item.cut else Reason.UNREADABLE, item.says, item.raw)
