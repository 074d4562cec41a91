"""Files of Signal that nobody but Signal opens, and what to do instead."""

from __future__ import annotations

import re
from typing import Final

from relate.importers.trees import Member

_BACKUP: Final = re.compile(r"signal-\d{4}-\d{2}-\d{2}.*\.backup$", re.IGNORECASE)
_DATABASE: Final = re.compile(r"(?:^|/)(?:sql/)?db\.sqlite(?:-wal|-shm)?$", re.IGNORECASE)
_SQLITE: Final = b"SQLite format 3\x00"
_INSTEAD: Final = (
    "in Signal on the computer (8.10 or newer) open Settings, Chats, and export the chats as plain text; drop the "
    "folder that comes"
)


def why(member: Member, head: bytes) -> str:
    """Why this is not read, as the rest of a sentence; "" where it is nothing of Signal's."""
    if _BACKUP.search(member.name):
        return f"it is an encrypted backup of Signal, which Signal alone can open: {_INSTEAD}"
    if _DATABASE.search(member.path) and not head.startswith(_SQLITE):
        return f"it is the encrypted database of Signal, which Signal alone can open: {_INSTEAD}"
    return ""
