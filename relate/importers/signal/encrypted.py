"""Files of Signal that nobody but Signal opens, and what to do instead."""

from __future__ import annotations

import re
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.importers.source import Member, Source

_BACKUP: Final = re.compile(r"signal-\d{4}-\d{2}-\d{2}.*\.backup$", re.IGNORECASE)
_DATABASE: Final = re.compile(r"(?:^|/)(?:sql/)?db\.sqlite(?:-wal|-shm)?$", re.IGNORECASE)
_SQLITE: Final = b"SQLite format 3\x00"
_INSTEAD: Final = (
    "in Signal on the computer (8.10 or newer) open Settings, Chats, and export the chats as plain text; drop the "
    "folder that comes"
)


def encrypted(source: Source) -> tuple[str, tuple[Member, ...]] | None:
    """What is said of them, as the rest of a sentence about what was dropped, and which they are; None without any."""
    backups = tuple(one for one in source.members if _BACKUP.search(one.name))
    databases = tuple(one for one in source.members if _DATABASE.search(one.path) and _is_no_database(source, one))
    if not backups and not databases:
        return None
    what = "an encrypted backup of Signal" if backups else "the encrypted database of Signal"
    verb = "is" if source.kind == "file" else "holds"
    return f"{verb} {what}, which Signal alone can open: {_INSTEAD}.", (*backups, *databases)


def _is_no_database(source: Source, member: Member) -> bool:
    """Encrypted from its first byte; what anybody can open begins with its own name."""
    try:
        return not source.head(member, 64).startswith(_SQLITE)
    except UnreadableSource:
        return False  # whoever names the unknown files says why
