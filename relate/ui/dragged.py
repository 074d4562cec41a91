"""People on their way from the list: what a drag carries inside the window."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDropEvent

FORMAT: Final = "application/x-relate-people"


def carrying(people: Sequence[int]) -> QMimeData:
    """What a drag of these people carries: their ids, and nothing that another program could read."""
    data = QMimeData()
    data.setData(FORMAT, json.dumps(list(people)).encode())
    return data


def people_of(event: QDropEvent) -> list[int]:
    """Whom a drag over a widget carries; nobody where it does not come from this window."""
    if event.source() is None or not event.mimeData().hasFormat(FORMAT):
        return []
    return [int(person) for person in json.loads(bytes(event.mimeData().data(FORMAT).data()))]
